"""What may stand in a cell: no control characters, no more than Excel holds. Writer and reader share it, so that what
was shown can be told from what was typed."""

from __future__ import annotations

import re

CELL_LIMIT = 32_767
"""Most characters of a cell (Excel's bound, counted in UTF-16 units)."""
REPLACEMENT = "\ufffd"
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")


def count_forbidden(text: str) -> int:
    """Return how many characters of the text no cell may hold (control and direction-changing characters)."""
    return len(_FORBIDDEN.findall(text))


def is_too_long(text: str) -> bool:
    """Tell whether a cell cannot hold all of the text."""
    return len(text) > CELL_LIMIT // 2 and units(text) > CELL_LIMIT


def cell_safe(text: str, pointer: str = "") -> str:
    """Return the text as a cell holds it: forbidden characters as U+FFFD, cut visibly at the limit.

    `pointer` says where the whole stands and ends a text that was cut.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
    safe = _FORBIDDEN.sub(REPLACEMENT, text)
    if not is_too_long(safe):
        return safe
    room = CELL_LIMIT - units(pointer) - 1
    kept = safe[:room]
    while units(kept) > room:
        kept = kept[: len(kept) - max(1, (units(kept) - room) // 2)]
    return f"{kept}…{pointer}"


def units(text: str) -> int:
    """Return the length in UTF-16 units, by which Excel counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
