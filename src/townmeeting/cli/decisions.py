"""decisions.json as the commands read it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from townmeeting.review.records import Decisions


def load_decisions(path: Path) -> Decisions:
    """Return what decisions.json holds. Raises TM101, TM102, TM202 or TM406."""
    from townmeeting.pipeline import load_bytes
    from townmeeting.review.store import parse_decisions
    from townmeeting.settings import Settings

    return parse_decisions(load_bytes(path, max_bytes=Settings().reading.max_bytes), str(path))
