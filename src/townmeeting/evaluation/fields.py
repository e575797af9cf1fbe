"""Checked access to JSON objects that people wrote: no value is used before it is known to be of its type."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from townmeeting.errors import TownMeetingError
from townmeeting.text import clip

Json = Mapping[str, Any]

TEXT, LABEL, NUMBER, FLAG, LIST, OBJECT = '"…"', '"…", 1', "0.5", "true, false", "[…]", "{…}"
_ABSENT = object()


@dataclass(frozen=True, slots=True)
class Entry:
    """A JSON object with the place it has in its file; `code` is the error raised for a value that cannot be used.

    Every method raises TownMeetingError with that code, the place (`points[3].status`), what stands there and
    what may stand there.
    """

    values: Json
    code: str
    name: str
    place: str = ""

    def text(self, key: str, default: str | None = None) -> str:
        """Return a string; null is the empty one, `default` stands in where the key is missing."""
        value = self.values.get(key, _ABSENT if default is None else default)
        if value is not None and not isinstance(value, str):
            raise self.refuse(key, value, TEXT)
        return value or ""

    def label(self, key: str) -> str:
        """Return a printed label, which may be written as a string or a number."""
        value = self.values.get(key, _ABSENT)
        if not isinstance(value, str | int | float) or isinstance(value, bool):
            raise self.refuse(key, value, LABEL)
        return str(value)

    def flag(self, key: str, default: bool | None = None) -> bool:
        """Return true or false, and nothing that merely counts as such ("false" is a string)."""
        value = self.values.get(key, _ABSENT if default is None else default)
        if not isinstance(value, bool):
            raise self.refuse(key, value, FLAG)
        return value

    def word(self, key: str, known: tuple[str, ...], *, optional: bool = False) -> str:
        """Return one of the known words; where `optional`, null or a missing key is ""."""
        value = self.values.get(key, None if optional else _ABSENT)
        if optional and value is None:
            return ""
        if value not in known:
            raise self.refuse(key, value, ", ".join(known))
        return str(value)

    def number(self, key: str) -> float | None:
        """Return a number, or None where there is none."""
        value = self.values.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.refuse(key, value, NUMBER)
        return float(value)

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of strings; a missing one is empty."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            raise self.refuse(key, value, LIST)
        return tuple(value)

    def entries(self, key: str, *, optional: bool = False) -> tuple[Entry, ...]:
        """Return a list of objects; where `optional`, a missing one is empty."""
        value = self.values.get(key, [] if optional else _ABSENT)
        if not isinstance(value, list):
            raise self.refuse(key, value, LIST)
        return tuple(self._below(f"{key}[{n}]", v) for n, v in enumerate(value))

    def named(self, key: str) -> tuple[tuple[str, Entry], ...]:
        """Return the (name, object) pairs of an object of objects; a missing one is empty."""
        value = self.values.get(key, {})
        if not isinstance(value, Mapping):
            raise self.refuse(key, value, OBJECT)
        return tuple((name, self._below(f"{key}.{name}", v)) for name, v in value.items())

    def present(self, key: str) -> object:
        """Return whatever stands under a key that must be there."""
        value = self.values.get(key, _ABSENT)
        if value is _ABSENT:
            raise self.refuse(key, value, "…")
        return value

    def refuse(self, key: str, value: object, known: str) -> TownMeetingError:
        """Return the error that says what stands at `key` and what may."""
        found = "—" if value is _ABSENT else clip(json.dumps(value, ensure_ascii=False, default=repr), 60)
        return TownMeetingError(self.code, path=self.name, place=_join(self.place, key), found=found, known=known)

    def _below(self, step: str, value: object) -> Entry:
        if not isinstance(value, Mapping):
            raise self.refuse(step, value, OBJECT)
        return Entry(value, self.code, self.name, _join(self.place, step))


def _join(*steps: str) -> str:
    return ".".join(step for step in steps if step)


def kind_of(values: Json, kinds: Iterable[str]) -> str | None:
    """Return the first of the kinds that the object has a key for, or None."""
    return next((kind for kind in kinds if kind in values), None)
