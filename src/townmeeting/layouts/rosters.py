"""Lists of who is present, and signatures: lines of titles and names that are no speaker lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from townmeeting.layouts.lines import Line, even
from townmeeting.layouts.markers import Hit
from townmeeting.layouts.spec import LineRule, Opens, compile_pattern
from townmeeting.layouts.words import pattern
from townmeeting.model import Role, Speaker
from townmeeting.text import ends_sentence, squeeze

_HEAD = LineRule(name="roster", pattern="", opens=Opens.END, example="出席議員（25名）")
_CUES = re.compile("席|招|署|早退|遅|説 *明 *員")
_NAMES = re.compile(r"[^\W\d_がをはにでへも]{3,40}$")
_LONGEST_NAME = 8
"""Letters a name has; what is longer is a name only where blanks part it, as in columns."""


def without_rosters(lines: Sequence[Line], hits: Sequence[Hit | None]) -> list[Hit | None]:
    """Return the hits without speakers that only a list of persons names: 出席議員（25名） is the heading of one, and
    below it, as below the hour at which the sitting ends, 市長　山田　太郎 says who was there or signs."""
    result = list(hits)
    listing = False
    for at, (line, hit) in enumerate(zip(lines, hits, strict=True)):
        heading = names_roster(line.even, alone=hit is None or not hit.is_speech)
        if heading and hit and hit.is_speech:
            result[at] = Hit(_HEAD, 0, Speaker(attribution="", role=Role.OTHER))
        if heading or ends_sitting(line, hit):
            listing = True
        elif listing and hit and hit.is_speech and _is_name(line, hit):
            result[at] = None
        elif hit or _ends_list(line):
            listing = False
    return result


def names_roster(text: str, *, alone: bool) -> bool:
    """Tell whether a line in even width is the heading of a list of persons. With `alone` nothing but their number
    may stand behind it: in running text the words go on."""
    if not _CUES.search(text):
        return False
    bare = squeeze(text)
    return bool(pattern("roster").match(bare) or (not alone and pattern("roster_with_names").match(bare)))


def ends_sitting(line: Line, hit: Hit | None) -> bool:
    """Tell whether a remark gives the hour at which a sitting ends: what follows is signed, and said by nobody."""
    return (
        hit is not None and hit.opens is Opens.REMARK and pattern("ends_sitting").match(line.even.strip()) is not None
    )


def _ends_list(line: Line) -> bool:
    """Tell whether a line that nobody opens begins something else: a sentence that is none over signatures, a heading,
    a line apart without columns."""
    if ends_sentence(line.quote.text):
        return "署名" not in line.quote.text
    return bool(line.level) or (line.gap and " " not in line.even.strip())


def _is_name(line: Line, hit: Hit) -> bool:
    """Tell whether nothing but names stands behind the title of a line without a mark."""
    rest = even(line.quote.text[hit.end :]).strip()
    bare = squeeze(rest)
    return (
        hit.opens is Opens.TURN
        and not compile_pattern("{mark}").match(line.even)
        and _NAMES.match(bare) is not None
        and (len(bare) <= _LONGEST_NAME or " " in rest)
        and not pattern("verb_end").search(bare)
    )
