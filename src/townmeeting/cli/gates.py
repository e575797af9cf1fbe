"""Exit statuses for scripts: is anything open, is enough answered?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from townmeeting.cli.batch import tell
from townmeeting.cli.language import say
from townmeeting.errors import ExitStatus

if TYPE_CHECKING:
    from collections.abc import Sequence

    from townmeeting.cli.options import StatusName
    from townmeeting.model import Analysis

TRIPPED_BY = {
    "unanswered": ("unanswered",),
    "partial": ("unanswered", "partial"),
    "answered": ("unanswered", "partial", "answered"),
}


def gate(analyses: Sequence[Analysis], fail_on: StatusName | None, min_coverage: float | None) -> ExitStatus:
    """Return OPEN_POINTS or BELOW_COVERAGE where a bound is broken, and say by how much."""
    silent = [a.meeting for a in analyses if not a.meeting.statements]
    if silent and (fail_on or min_coverage is not None):
        names = ", ".join(m.title or m.source.name for m in silent)
        tell(say(f"質問・意見が一つも読み取れていません: {names}", f"No statement was read: {names}"))
        return ExitStatus.OPEN_POINTS
    totals = [t for a in analyses for t in a.tallies if t.dimension == "meeting"]
    if fail_on:
        count = sum(getattr(t, status) for t in totals for status in TRIPPED_BY[fail_on])
        if count:
            tell(
                say(
                    f"--fail-on {fail_on}: 該当する論点が {count} 件あります。", f"--fail-on {fail_on}: {count} points."
                )
            )
            return ExitStatus.OPEN_POINTS
    total, answered = sum(t.total for t in totals), sum(t.answered for t in totals)
    if min_coverage is not None and total and answered / total < min_coverage:
        fact = f"{answered}/{total} ({answered / total:.0%})"
        tell(say(f"--min-coverage {min_coverage}: 回答済は {fact} です。", f"--min-coverage {min_coverage}: {fact}."))
        return ExitStatus.BELOW_COVERAGE
    return ExitStatus.OK
