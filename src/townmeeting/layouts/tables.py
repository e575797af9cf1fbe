"""The built-in layout of opinion tables, loaded where a document holds a table: transcripts must not pay for it."""

from __future__ import annotations

from townmeeting.layouts.base import Draft, Score
from townmeeting.model import SourceDocument, Table


class Tables:
    """`opinion_table.OpinionTable` with the built-in header names."""

    name = "opinion-table"
    most = 1.0

    def score(self, doc: SourceDocument) -> Score:
        """Tell how much of the document stands in opinion tables."""
        if not any(isinstance(block, Table) for block in doc.blocks):
            return Score(0.0, "表がない", "no table")
        from townmeeting.layouts.opinion_table import OpinionTable

        return OpinionTable().score(doc)

    def parse(self, doc: SourceDocument) -> tuple[Draft, ...]:
        """Return the document as one meeting; errors as for `OpinionTable.parse`."""
        from townmeeting.layouts.opinion_table import OpinionTable

        return OpinionTable().parse(doc)
