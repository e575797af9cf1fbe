"""Points in the making: the units of a statement that make one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from townmeeting.analysis.units import Unit
from townmeeting.model import PointKind

NO_MATTER = ("courtesy", "announcement", "own-act")
"""Rules of sentences that are no matter of their own."""


@dataclass(frozen=True, slots=True)
class Group:
    """Units first..last that make one point; `main` is the one that decided."""

    first: int
    last: int
    main: Unit
    kind: PointKind
    needs_answer: bool


def start_group(unit: Unit, kind: PointKind, n: int) -> Group:
    """Return a point of one unit, number n; a view needs no answer."""
    return Group(n, n, unit, kind, kind is not PointKind.OPINION)


def units_in(groups: Iterable[Group]) -> set[int]:
    """Return the numbers of the units that belong to one of the points."""
    return {n for g in groups for n in range(g.first, g.last + 1)}
