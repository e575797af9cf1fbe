"""Members whom minutes name by the number of their seat alone: 議長　10番。 and below it 10番　…"""

from __future__ import annotations

import re
from collections.abc import Sequence

from townmeeting.layouts.lines import Line
from townmeeting.layouts.markers import Hit
from townmeeting.model import Role
from townmeeting.text import squeeze

_OFFICIAL = (Role.MAYOR, Role.STAFF)
_GOES_ON = re.compile(r"\s*[をのにとへ]")


def with_called_seats(lines: Sequence[Line], hits: Sequence[Hit | None]) -> list[Hit | None]:
    """Return the hits without those of seats that nobody called on.

    A seat speaks where the chair has just spoken, or where an official has and the same seat spoke before. Several in
    a row are a list: members whom the chair names, applications that a board goes through by number; and a name that
    the next line puts in a sentence (を指名します。) is one that the chair reads out.
    """
    result = list(hits)
    speeches = [at for at, hit in enumerate(hits) if hit and hit.is_speech]
    spoke: set[str] = set()
    for n, at in enumerate(speeches):
        hit = hits[at]
        if hit is None or not hit.rule.after_chair:
            continue
        seat = hit.speaker.title or hit.speaker.attribution
        beside = [hits[x] for x in (*speeches[max(n - 1, 0) : n], *speeches[n + 1 : n + 2])]
        before = beside[0] if n else None
        role = before.speaker.role if before else None
        called = role is Role.CHAIR or (role in _OFFICIAL and seat in spoke)
        named = _is_called(lines, speeches[n - 1] if n else at, seat)
        listed = any(x and x.rule.after_chair for x in beside) and not named
        if called and not listed and not any(_GOES_ON.match(x.quote.text) for x in lines[at + 1 : at + 2]):
            spoke.add(seat)
        else:
            result[at] = None
    return result


def _is_called(lines: Sequence[Line], at: int, seat: str) -> bool:
    """Tell whether the speech before ends with the very seat: 議長　２番"""
    return bool(seat) and squeeze(lines[at].even).rstrip("。.君さん").endswith(squeeze(seat))
