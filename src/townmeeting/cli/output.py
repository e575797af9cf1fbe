"""Where results go: stdout, as a report or as JSON."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from townmeeting.cli.language import LANG

if TYPE_CHECKING:
    from rich.console import Console

    from townmeeting.reports.words import Words


def console() -> Console:
    """Return the console for reports."""
    from townmeeting.reports.terminal.console import make_console

    return make_console(sys.stdout)


def words() -> Words:
    """Return the words of the run's language."""
    from townmeeting.reports.words import Words

    return Words(LANG)


def print_json(value: Any) -> None:  # noqa: ANN401  (any JSON value)
    """Print a value as JSON to stdout, in UTF-8 whatever the console is."""
    from townmeeting.reports.records import render_json

    data = render_json(value)
    sys.stdout.flush()
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:
        sys.stdout.write(data)
    else:
        buffer.write(data.encode("utf-8"))
        buffer.flush()
