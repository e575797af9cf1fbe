"""What every layout is: a reading of a document, with a score that tells how well it fits, and drafts of meetings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from townmeeting.layouts.material import Material
from townmeeting.model import Amendment, Datum, Diagnostic, Note, Quote, Remark, Statement, Turn, Unused


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


class Reading(Protocol):
    """A document as one layout sees it."""

    @property
    def score(self) -> Score:
        """How well the layout fits."""

    def drafts(self) -> tuple[Draft, ...]:
        """Return one draft a meeting.

        Raises TownMeetingError (TM3xx) where the document is of this layout and cannot be understood.
        """


class Layout(Protocol):
    """A way of writing minutes."""

    @property
    def name(self) -> str:
        """The name for `--layout`."""

    @property
    def most(self) -> float:
        """The highest score it can give: one that others have reached already need not be tried."""

    def read(self, material: Material) -> Reading:
        """Go through the document once, for its score and its drafts."""
