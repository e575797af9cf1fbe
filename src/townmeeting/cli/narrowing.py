"""The options that narrow a list, made into the selection that reports understand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from townmeeting.cli.options import KindName, StatusName
    from townmeeting.reports.selection import Selection


def narrow(
    statuses: Sequence[StatusName] | None,
    kinds: Sequence[KindName] | None,
    speaker: str,
    department: str,
    above: float | None,
    below: float | None,
    check_only: bool,
) -> Selection:
    """Return the selection these options ask for."""
    from townmeeting.reports.selection import Selection

    return Selection(
        statuses=tuple(statuses or ()),
        kinds=tuple(kinds or ()),
        speaker=speaker,
        department=department,
        above=above,
        below=below,
        check_only=check_only,
    )
