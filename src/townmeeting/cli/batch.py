"""Work on several files: a bad one is told and the others go on; the exit status is the worst."""

from __future__ import annotations

import glob
import os
import sys
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, NoReturn, TypeVar

import typer

from townmeeting.cli.language import LANG, say
from townmeeting.errors import ExitStatus, TownMeetingError

if TYPE_CHECKING:
    from townmeeting.model import Analysis, Meeting

T = TypeVar("T")
MARKS = frozenset("*?[")


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """What became of one file: its values, or the error that stopped it."""

    name: str
    values: tuple[T, ...] = ()
    error: TownMeetingError | None = None


def expand(names: Iterable[str]) -> list[str]:
    """Return the names with patterns (`*.pdf`) replaced by the files they match: Windows shells do not do it."""
    found: list[str] = []
    for name in names:
        matches = sorted(glob.glob(name)) if MARKS & set(name) and not os.path.exists(name) else []
        found += matches or [name]
    return found


def tell(text: str) -> None:
    """Print a message for people to stderr, document text in it made harmless."""
    from townmeeting.text import visible

    print(visible(text), file=sys.stderr)


def attempt(name: str, work: Callable[[str], tuple[T, ...]]) -> Outcome[T]:
    """Run `work` on one file. Bad input and defects both become an error with a code; none escapes as a traceback."""
    try:
        return Outcome(name, work(name))
    except TownMeetingError as error:
        return Outcome(name, error=error)
    except (MemoryError, RecursionError, Exception) as error:
        if os.environ.get("TOWNMEETING_TRACEBACK"):
            traceback.print_exc()
        detail = f"{type(error).__name__}: {error}"
        return Outcome(name, error=TownMeetingError("TM901", path=name, detail=detail))


def run_batch(names: Iterable[str], work: Callable[[str], tuple[T, ...]]) -> list[Outcome[T]]:
    """Run `work` on every file, telling each error as it happens and a table at the end of several."""
    outcomes = [attempt(name, work) for name in expand(names)]
    for outcome in outcomes:
        if outcome.error:
            tell(outcome.error.render(LANG))
    if len(outcomes) > 1 and any(o.error for o in outcomes):
        tell(summary(outcomes))
    return outcomes


def summary(outcomes: Iterable[Outcome[Any]]) -> str:
    """Return one line a file: what happened to it."""
    lines = [say("結果:", "result:")]
    for outcome in outcomes:
        state = f"{say('エラー', 'error')} {outcome.error.code}" if outcome.error else "OK"
        lines.append(f"  {state:<14} {outcome.name}")
    return "\n".join(lines)


def values(outcomes: Iterable[Outcome[T]]) -> list[T]:
    """Return all values of the files that worked, in order."""
    return [v for o in outcomes for v in o.values]


def failures(outcomes: Iterable[Outcome[Any]]) -> list[dict[str, str]]:
    """Return the files that failed as JSON entries."""
    return [{"file": o.name, "code": o.error.code, "message": o.error.render(LANG)} for o in outcomes if o.error]


def worst(outcomes: Iterable[Outcome[Any]]) -> ExitStatus:
    """Return the exit status of the run: the highest of its files, except that a defect (1) outranks all."""
    statuses = [o.error.status for o in outcomes if o.error]
    if ExitStatus.INTERNAL in statuses:
        return ExitStatus.INTERNAL
    return max(statuses, default=ExitStatus.OK)


def leave(status: ExitStatus) -> None:
    """End the command with this status where it is not OK."""
    if status is not ExitStatus.OK:
        raise typer.Exit(int(status))


def refuse(error: TownMeetingError) -> NoReturn:
    """Tell an error and leave with its status."""
    tell(error.render(LANG))
    raise typer.Exit(int(error.status))


def reading(encoding: str | None, format: str | None, layout: str | None) -> Callable[[str], tuple[Meeting, ...]]:
    """Return the work of reading one file with these options."""
    from townmeeting.pipeline import read_meetings

    return lambda name: read_meetings(name, encoding=encoding, format=format, layout=layout)


def analysing(encoding: str | None, format: str | None, layout: str | None) -> Callable[[str], tuple[Analysis, ...]]:
    """Return the work of reading and analysing one file with these options."""
    from townmeeting.pipeline import analyze_meetings

    read = reading(encoding, format, layout)
    return lambda name: analyze_meetings(read(name))


def analyse_one(name: str, encoding: str | None, format: str | None, layout: str | None) -> tuple[Analysis, ...]:
    """Return the analyses of one file, or tell its error and leave."""
    outcome = attempt(name, analysing(encoding, format, layout))
    if outcome.error:
        refuse(outcome.error)
    return outcome.values
