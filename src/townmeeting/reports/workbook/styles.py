"""The looks: one font that Windows has, few colours, each with a word beside it."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from townmeeting.model import Verdict

if TYPE_CHECKING:
    from openpyxl.styles import Alignment, Border, Font, PatternFill

HEADER_FILL = "1F4E78"
FILL_HEADER = "7F6000"
FILLABLE = "FFF9E5"
BAND = "DDEBF7"
STATUS_COLOURS = {
    Verdict.ANSWERED: ("E2EFDA", "375623"),
    Verdict.PARTIAL: ("FFEB9C", "7F6000"),
    Verdict.UNANSWERED: ("F8CBAD", "9C0006"),
    Verdict.NOT_NEEDED: ("EDEDED", "595959"),
}
"""Ground and text of each status; readable in black and white too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a cell looks. `locked` counts on a protected sheet; `quoted` marks text that must not become a formula;
    `middle` centres it in a high row."""

    bold: bool = False
    size: int = 0
    colour: str = "000000"
    ground: str = ""
    border: bool = True
    across: str = "left"
    wrap: bool = True
    locked: bool = True
    quoted: bool = False
    number: str = "General"
    link: bool = False
    middle: bool = False


class Styles:
    """Styles of one workbook, made once each: openpyxl spends most of its time on styles otherwise."""

    def __init__(self, font: str, size: int) -> None:
        self.font_name, self.size = font, size
        self._made: dict[Look, Any] = {}

    def template(self, sheet: Any, look: Look) -> Any:  # noqa: ANN401  (openpyxl's cell classes)
        """Return a cell of this look. It may be filled and appended again and again: a row is written at once."""
        from openpyxl.cell import WriteOnlyCell

        cell: Any = WriteOnlyCell(sheet)
        if look not in self._made:
            self._dress(cell, look)
            self._made[look] = copy(cell._style)
        cell._style = copy(self._made[look])
        return cell

    def _dress(self, cell: Any, look: Look) -> None:  # noqa: ANN401
        from openpyxl.styles import Protection

        cell.font = self._font(look)
        cell.alignment = self._alignment(look)
        if look.ground:
            cell.fill = _solid(look.ground)
        if look.border:
            cell.border = _box()
        cell.protection = Protection(locked=look.locked)
        cell.number_format = look.number
        if look.quoted:
            cell.quotePrefix = True

    def _font(self, look: Look) -> Font:
        from openpyxl.styles import Font

        colour = "0563C1" if look.link else look.colour
        line: Literal["single"] | None = "single" if look.link else None
        # charset 128 is Japanese: without it an older Excel shows another font for full-width characters
        return Font(
            name=self.font_name, size=look.size or self.size, bold=look.bold, color=colour, underline=line, charset=128
        )

    def _alignment(self, look: Look) -> Alignment:
        from openpyxl.styles import Alignment

        return Alignment(
            horizontal=look.across, vertical="center" if look.bold or look.middle else "top", wrap_text=look.wrap
        )


def _solid(colour: str) -> PatternFill:
    from openpyxl.styles import PatternFill

    return PatternFill("solid", start_color=colour, end_color=colour)


def _box() -> Border:
    from openpyxl.styles import Border, Side

    side = Side(style="thin", color="A6A6A6")
    return Border(left=side, right=side, top=side, bottom=side)


def status_rule(verdict: Verdict, word: str) -> Any:  # noqa: ANN401  (openpyxl's rule)
    """Return the rule that colours a cell with this status, also after a person has chosen another."""
    from openpyxl.formatting.rule import CellIsRule
    from openpyxl.styles import Font

    ground, text = STATUS_COLOURS[verdict]
    rule: Any = CellIsRule  # its stub leaves the arguments untyped
    return rule(operator="equal", formula=[f'"{word}"'], fill=_solid(ground), font=Font(bold=True, color=text))
