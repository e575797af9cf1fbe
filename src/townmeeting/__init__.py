"""Reads the minutes of Japanese town meetings and tells what was asked, answered, promised and left open.

    import townmeeting as tm

    meeting = tm.read("minutes.pdf")
    meeting.statements[0].answers          # the turns that answer it
    analysis = tm.analyze(meeting)
    [c for c in analysis.coverage if c.status is tm.Status.UNANSWERED]

Importing this package loads nothing else; a reader, the layouts and the dictionary are loaded when first used.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from townmeeting.errors import TownMeetingError
    from townmeeting.model import Analysis, Coverage, Meeting, Point, Quote, Role, Statement, Status, Turn
    from townmeeting.settings import Settings

__all__ = [
    "Analysis",
    "Coverage",
    "Meeting",
    "Point",
    "Quote",
    "Role",
    "Settings",
    "Statement",
    "Status",
    "TownMeetingError",
    "Turn",
    "__version__",
    "analyze",
    "read",
    "read_all",
]

_HOMES = {"TownMeetingError": "townmeeting.errors", "Settings": "townmeeting.settings"}


def __getattr__(name: str) -> Any:  # noqa: ANN401  (any public name)
    import importlib

    if name == "__version__":
        from importlib.metadata import version

        return version("townmeeting")
    if name not in __all__:
        raise AttributeError(f"module 'townmeeting' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES.get(name, "townmeeting.model")), name)


def read_all(
    path: str | Path,
    *,
    encoding: str | None = None,
    format: str | None = None,
    layout: str | None = None,
    settings: Settings | None = None,
) -> tuple[Meeting, ...]:
    """Return every meeting that a file holds (a newsletter may hold one a venue), at least one.

    `path` may be `-` for standard input. `encoding`, `format` ("pdf") and `layout` (a built-in name, or the path of
    a TOML file) override what is recognised. Raises TownMeetingError with a code of docs/errors.md.
    """
    from townmeeting.pipeline import read_meetings

    return read_meetings(path, encoding=encoding, format=format, layout=layout, settings=settings)


def read(
    path: str | Path,
    *,
    encoding: str | None = None,
    format: str | None = None,
    layout: str | None = None,
    settings: Settings | None = None,
) -> Meeting:
    """Return the one meeting that a file holds; arguments and errors as for `read_all`.

    Raises TM106 where the file holds several.
    """
    from townmeeting.errors import TownMeetingError

    meetings = read_all(path, encoding=encoding, format=format, layout=layout, settings=settings)
    if len(meetings) > 1:
        titles = "、".join(m.title for m in meetings)
        raise TownMeetingError("TM106", path=path, count=len(meetings), known=titles)
    return meetings[0]


def analyze(meeting: Meeting, settings: Settings | None = None) -> Analysis:
    """Return points, passages, links, coverage and commitments of a meeting."""
    from townmeeting.pipeline import analyze_meetings

    return analyze_meetings((meeting,), settings)[0]
