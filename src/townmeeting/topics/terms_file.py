"""A person's own words: terms to force, spellings to join, words to drop. TOML, or CSV as Excel saves it.

    force = ["まちの保健室"]
    drop = ["その辺"]
    [join]
    "防災行政無線" = ["防災無線", "同報無線"]

The CSV has the columns 語, 扱い (強制, 統合 or 除外) and 代表語, or word, action (force, join, drop) and into.
"""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from townmeeting.errors import TownMeetingError
from townmeeting.nlp import tokens
from townmeeting.text import fold
from townmeeting.topics.lexicon import key_of
from townmeeting.topics.runs import Forced

_COLUMNS = {"語": "word", "扱い": "action", "代表語": "into", "word": "word", "action": "action", "into": "into"}
_ACTIONS = {"強制": "force", "統合": "join", "除外": "drop", "force": "force", "join": "join", "drop": "drop"}


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnWords:
    """Words of a person's file, as written. `join` are (word, what it counts as), chains followed to their end."""

    force: tuple[str, ...] = ()
    join: tuple[tuple[str, str], ...] = ()
    drop: tuple[str, ...] = ()

    @property
    def forced(self) -> Forced:
        """What the search for terms must find: forced words, and every spelling of a joined one as that one."""
        into = {fold(word): word for word in (*self.force, *(target for _, target in self.join))}
        into |= {fold(word): target for word, target in self.join}
        longest = max((len(tokens(word)) for word in (*self.force, *(w for p in self.join for w in p))), default=0)
        return Forced({word: key_of(target) for word, target in into.items()}, longest + 2)

    @property
    def synonyms(self) -> dict[str, str]:
        """Keys of joined words, and the key under which they count."""
        return {key_of(word): key_of(target) for word, target in self.join}

    @property
    def dropped(self) -> frozenset[str]:
        """Keys of dropped words."""
        return frozenset(key_of(word) for word in self.drop)


NO_WORDS = OwnWords()


def read_own_words(path: Path, data: bytes) -> OwnWords:
    """Return the words of a file by its ending (.toml, else CSV).

    Raises TM121 where it cannot be read (not UTF-8, no TOML, unknown keys or columns) and TM122 where it
    contradicts itself (a cycle, one word joined to two, a word dropped and wanted).
    """
    found = _from_toml(path, data) if path.suffix.lower() == ".toml" else _from_csv(path, data)
    _check(path, found)
    return OwnWords(force=found.force, join=_resolve(path, found.join), drop=found.drop)


def _refuse(path: Path, detail: str, detail_en: str) -> TownMeetingError:
    return TownMeetingError("TM121", path=path, detail=detail, detail_en=detail_en)


def _from_toml(path: Path, data: bytes) -> OwnWords:
    try:
        value = tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise _refuse(path, "UTF-8 ではありません", "it is not UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise _refuse(path, f"TOML として読めません（{error}）", f"it is no TOML ({error})") from error
    unknown = sorted(set(value) - {"force", "join", "drop"})
    if unknown:
        raise _refuse(path, f"知らない項目 {'、'.join(unknown)}", f"unknown keys {', '.join(unknown)}")
    join = value.get("join", {})
    if not isinstance(join, dict):
        raise _refuse(path, "join は表（[join]）にしてください", "join must be a table ([join])")
    pairs = tuple((w, target) for target, spellings in join.items() for w in _words(path, f"join.{target}", spellings))
    return OwnWords(
        force=_words(path, "force", value.get("force", [])),
        join=pairs,
        drop=_words(path, "drop", value.get("drop", [])),
    )


def _words(path: Path, name: str, value: Any) -> tuple[str, ...]:  # noqa: ANN401  (whatever the file says)
    if not isinstance(value, list) or not all(isinstance(word, str) and word.strip() for word in value):
        raise _refuse(path, f"{name} は語の並びにしてください", f"{name} must be a list of words")
    return tuple(dict.fromkeys(word.strip() for word in value))


def _from_csv(path: Path, data: bytes) -> OwnWords:
    rows = list(csv.reader(io.StringIO(_decode(path, data), newline="")))
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    columns = _columns(path, rows[0] if rows else [])
    found: dict[str, list[tuple[str, str]]] = {"force": [], "join": [], "drop": []}
    for number, row in enumerate(rows[1:], 2):
        cells = {name: row[at].strip() if at < len(row) else "" for name, at in columns.items()}
        action = _ACTIONS.get(cells["action"])
        if action is None or not cells["word"] or (action == "join" and not cells.get("into")):
            raise _refuse(
                path, f"{number} 行目が使えません（{'、'.join(row)}）", f"row {number} cannot be used ({row})"
            )
        found[action].append((cells["word"], cells.get("into", "")))
    return OwnWords(
        force=tuple(dict.fromkeys(w for w, _ in found["force"])),
        join=tuple(dict.fromkeys(found["join"])),
        drop=tuple(dict.fromkeys(w for w, _ in found["drop"])),
    )


def _decode(path: Path, data: bytes) -> str:
    """Return the text of a CSV: UTF-8, else CP932, in which Excel saves it on Japanese Windows."""
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _refuse(path, "UTF-8 でも Shift_JIS（CP932）でもありません", "it is neither UTF-8 nor CP932")


def _columns(path: Path, header: Sequence[str]) -> dict[str, int]:
    names = [cell.strip() for cell in header]
    unknown = [name for name in names if name and name not in _COLUMNS]
    found = {_COLUMNS[name]: at for at, name in enumerate(names) if name in _COLUMNS}
    if unknown or not {"word", "action"} <= set(found):
        wrong = "、".join(unknown) or "、".join(names)
        raise _refuse(path, f"列が使えません（{wrong}）", f"the columns cannot be used ({wrong})")
    return found


def _check(path: Path, words: OwnWords) -> None:
    """Raise TM122 for a word that is dropped and wanted, or joined to two others."""
    wanted = {fold(w) for w in (*words.force, *(w for pair in words.join for w in pair))}
    both = sorted(w for w in words.drop if fold(w) in wanted)
    targets: dict[str, set[str]] = {}
    for word, into in words.join:
        targets.setdefault(fold(word), set()).add(fold(into))
    torn = sorted(word for word, into in targets.items() if len(into) > 1)
    for word in (*both, *torn):
        raise TownMeetingError("TM122", path=path, words=word)


def _resolve(path: Path, join: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return each word with the end of its chain. Raises TM122 for a cycle."""
    into = {fold(word): target for word, target in join}
    return tuple((word, _end(path, word, target, into)) for word, target in join)


def _end(path: Path, word: str, target: str, into: Mapping[str, str]) -> str:
    chain = [word, target]
    while fold(chain[-1]) in into:
        if fold(chain[-1]) in {fold(w) for w in chain[:-1]}:
            raise TownMeetingError("TM122", path=path, words=" → ".join(chain))
        chain.append(into[fold(chain[-1])])
    return chain[-1]
