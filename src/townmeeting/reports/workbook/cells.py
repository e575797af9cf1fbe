"""The one way into a cell: text stays text, and nothing a cell cannot hold gets in."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from townmeeting.review.guard import cell_safe

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell

    from townmeeting.reports.workbook.values import Value

RISKY = frozenset("=+-@＝＋－＠\t\r'＇")
"""First characters by which a spreadsheet takes text for a formula, the full-width ones among them."""


def is_risky(text: str) -> bool:
    """Tell whether a spreadsheet could take the text for a formula."""
    return text[:1] in RISKY or text.lstrip()[:1] in RISKY


@dataclass(frozen=True, slots=True)
class Guard:
    """Makes values safe for cells. `pointer` says where the whole of a text stands that is longer than a cell."""

    pointer: str

    def text(self, value: str) -> str:
        """Return the text as a cell holds it."""
        return cell_safe(value, self.pointer)

    def put(self, cell: Cell, value: Value) -> Cell:
        """Put the value into the cell, a text always as text, never as a formula, error or number."""
        if isinstance(value, str):
            cell.value = self.text(value) or None
            if value:
                cell.data_type = "s"
        elif isinstance(value, dt.date) and value.year < 1900:
            return self.put(cell, value.isoformat())  # Excel has no day before 1900
        else:
            cell.value = value
        return cell
