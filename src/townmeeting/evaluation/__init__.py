"""Measuring an analysis against an annotation by people.

Works on the two JSON forms alone and knows nothing of how the analysis is made: what is measured must not be able to
lean on the measure. Annotation rules and every figure are in docs/evaluation.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from townmeeting.errors import TownMeetingError
from townmeeting.evaluation.gold import GoldPoints, GoldRows, GoldSegments, parse_gold, read_gold
from townmeeting.evaluation.points import score_points
from townmeeting.evaluation.record import read_record
from townmeeting.evaluation.reliability import ReliabilityBin, measure_reliability
from townmeeting.evaluation.result import Miss, MissKind, Result
from townmeeting.evaluation.rows import score_rows
from townmeeting.evaluation.segments import score_segments
from townmeeting.evaluation.summaries import score_summaries

__all__ = ["Miss", "MissKind", "ReliabilityBin", "Result", "evaluate", "read_gold", "reliability"]


def evaluate(gold: Mapping[str, Any], analysis: Mapping[str, Any], *, name: str = "gold") -> Result:
    """Return the figures and misses of an analysis of one document.

    `gold` is the parsed gold file (`name` stands for it in messages), `analysis` the JSON of docs/schema.md.
    Raises TM111 or TM112 for a gold that cannot be used, TM113 for an analysis that does not follow its contract.
    """
    wanted, record = parse_gold(gold, name), read_record(analysis)
    if isinstance(wanted, GoldRows):
        return score_rows(wanted, record)
    if isinstance(wanted, GoldPoints):
        return score_points(wanted, record)
    if isinstance(wanted, GoldSegments):
        return score_segments(wanted, record)
    return score_summaries(wanted, record)


def reliability(
    gold: Mapping[str, Any], analysis: Mapping[str, Any], *, name: str = "gold"
) -> tuple[ReliabilityBin, ...]:
    """Return how many links of each score are right, in ten bins; only for a gold of points.

    Raises TM103 for a gold of another kind and what `evaluate` raises.
    """
    wanted = parse_gold(gold, name)
    if not isinstance(wanted, GoldPoints):
        raise TownMeetingError("TM103", name=name, option="reliability", known="points")
    return measure_reliability(wanted, read_record(analysis))
