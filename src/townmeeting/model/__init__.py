"""The words of the field as frozen dataclasses. No third-party import here, and nothing that decides."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from townmeeting.model.document import Block, Cell, Paragraph, Skipped, SourceDocument, Style, Table
from townmeeting.model.meeting import (
    Account,
    Amendment,
    Attempt,
    Check,
    Datum,
    Meeting,
    Note,
    NoteKind,
    Remark,
    ReplyBasis,
    ReplyLink,
    Role,
    Share,
    Source,
    Speaker,
    Statement,
    Turn,
    Unused,
)
from townmeeting.model.places import Diagnostic, Locator, Piece, Quote, Severity, join_quotes

if TYPE_CHECKING:
    from townmeeting.model.analysis import (
        Analysis,
        Change,
        Commitment,
        Coverage,
        Decision,
        Evidence,
        Link,
        Origin,
        Point,
        PointKind,
        Response,
        ResponseKind,
        Status,
        Strength,
        Tally,
        Verdict,
    )
    from townmeeting.model.topics import PointRef, Term, TermEdge, Topic, TopicGraph, meeting_keys

__all__ = [
    "Account",
    "Amendment",
    "Analysis",
    "Attempt",
    "Block",
    "Cell",
    "Change",
    "Check",
    "Commitment",
    "Coverage",
    "Datum",
    "Decision",
    "Diagnostic",
    "Evidence",
    "Link",
    "Locator",
    "Meeting",
    "Note",
    "NoteKind",
    "Origin",
    "Paragraph",
    "Piece",
    "Point",
    "PointKind",
    "PointRef",
    "Quote",
    "Remark",
    "ReplyBasis",
    "ReplyLink",
    "Response",
    "ResponseKind",
    "Role",
    "Severity",
    "Share",
    "Skipped",
    "Source",
    "SourceDocument",
    "Speaker",
    "Statement",
    "Status",
    "Strength",
    "Style",
    "Table",
    "Tally",
    "Term",
    "TermEdge",
    "Topic",
    "TopicGraph",
    "Turn",
    "Unused",
    "Verdict",
    "join_quotes",
    "meeting_keys",
]

_LATER = ("townmeeting.model.analysis", "townmeeting.model.topics")
"""Reading a meeting needs none of these, and making their classes takes a tenth of the time it takes."""


def __getattr__(name: str) -> Any:  # noqa: ANN401  (any of the names above)
    if name in __all__:
        for module in map(import_module, _LATER):
            if hasattr(module, name):
                return getattr(module, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
