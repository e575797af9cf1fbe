"""The built-in layout of opinion tables, loaded where a document holds a table: transcripts must not pay for it."""

from __future__ import annotations

from townmeeting.layouts.base import Draft, Reading, Score
from townmeeting.layouts.material import Material
from townmeeting.model import Table


class Tables:
    """`opinion_table.OpinionTable` with the built-in header names."""

    name = "opinion-table"
    most = 1.0

    def read(self, material: Material) -> Reading:
        """Read the tables of a document; a document without any is not looked at."""
        if not any(isinstance(block, Table) for block in material.doc.blocks):
            return _NoTable()
        from townmeeting.layouts.opinion_table import OpinionTable

        return OpinionTable().read(material)


class _NoTable:
    """The reading of a document without a table."""

    score = Score(0.0, "表がない", "no table")

    def drafts(self) -> tuple[Draft, ...]:
        return ()
