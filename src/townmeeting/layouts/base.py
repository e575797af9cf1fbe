"""What every layout is: a score for a document, and a parse of it into drafts of meetings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from townmeeting.model import Amendment, Datum, Diagnostic, Note, Quote, Remark, SourceDocument, Statement, Turn, Unused


@dataclass(frozen=True, slots=True)
class Score:
    """How well a layout fits a document, 0 to 1, and why. Under `ENOUGH` it is not taken unless forced."""

    value: float
    reason: str
    reason_en: str


ENOUGH = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a layout makes of a document, or of one venue in it.

    Every stretch of the source that the layout understood is in one of these fields; what is in none of them
    is looked at once more for meeting data and headings, and then reported as unused.
    """

    statements: tuple[Statement, ...] = ()
    turns: tuple[Turn, ...] = ()
    notes: tuple[Note, ...] = ()
    remarks: tuple[Remark, ...] = ()
    headings: tuple[Quote, ...] = ()
    data: tuple[Datum, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    unused: tuple[Unused, ...] = ()
    title: str = ""
    section: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()


class Layout(Protocol):
    """A way of writing minutes."""

    @property
    def name(self) -> str:
        """The name for `--layout`."""

    @property
    def most(self) -> float:
        """The highest score it can give: one that others have reached already need not be tried."""

    def score(self, doc: SourceDocument) -> Score:
        """Tell how well the layout fits, without side effects."""

    def parse(self, doc: SourceDocument) -> tuple[Draft, ...]:
        """Return one draft a meeting.

        Raises TownMeetingError (TM3xx) where the document is of this layout and cannot be understood.
        """
