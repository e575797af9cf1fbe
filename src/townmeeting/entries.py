"""What an entry of the error catalogue is made of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class ExitStatus(IntEnum):
    """What the process tells a script. One number, one meaning."""

    OK = 0
    INTERNAL = 1
    USAGE = 2
    UNREADABLE = 3
    NO_MEETING = 4
    MISSING_PART = 5
    OPEN_POINTS = 6
    NOT_WRITTEN = 7
    BELOW_COVERAGE = 8
    INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class Text:
    """A message in both languages; `{name}` fields are filled from the error."""

    ja: str
    en: str

    def fill(self, lang: str, fields: dict[str, object]) -> str:
        """Return the text in `lang` ("ja" or "en") with its fields filled in.

        A field `detail_en` takes the place of `detail` in English.
        """
        if lang != "en":
            return self.ja.format_map(fields)
        own = {name.removesuffix("_en"): value for name, value in fields.items() if name.endswith("_en")}
        return self.en.format_map(fields | own)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the catalogue: the exit status, the fact and the remedy."""

    status: ExitStatus
    fact: Text
    remedy: Text
