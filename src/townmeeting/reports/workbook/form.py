"""Which sheets, which columns, what they are called: data/workbook.toml, and a city's own file over it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from townmeeting.errors import TownMeetingError
from townmeeting.reports.workbook.values import SOURCES, known_columns

PAPERS = ("a4", "a3")
FILLS = ("status", "confirmed", "links", "text", "date")
OWN_FILLS = ("text", "date")
DEPARTMENTS = "departments"
Title = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column. `least` and `most` bound its width in half-width characters; `fill` tells what people may put in
    ("" for nothing); `choices` are offered in a drop-down, `departments` tells to offer those that answered;
    `printed` names a cell that the document prints with each statement (対応区分), `fixed` a text in every row."""

    key: str
    title: Title
    least: int = 8
    most: int = 20
    fill: str = ""
    choices: tuple[Title, ...] = ()
    departments: bool = False
    printed: str = ""
    fixed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet: `source` says what its rows are."""

    source: str
    title: Title
    columns: tuple[Column, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The form of the workbook. `csv` names the sheet that a CSV file holds."""

    font: str
    size: int
    paper: str
    sheets: tuple[Sheet, ...]
    csv: Sheet

    @property
    def fields(self) -> dict[str, Column]:
        """The columns that people fill, by key."""
        return {c.key: c for s in self.sheets for c in s.columns if c.fill}


def pick(title: Title, lang: str) -> str:
    """Return the text of the language."""
    return title[1] if lang == "en" else title[0]


@cache
def _built_in() -> Mapping[str, Any]:
    text = files("townmeeting").joinpath("data/workbook.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def load_form(path: str | Path | None = None, *, paper: str | None = None) -> Form:
    """Return the built-in form, with a city's file over it.

    Raises TM101 or TM109 where the file is missing or names something that does not exist.
    """
    own = _read(Path(path)) if path else {}
    return _Builder(str(path or "workbook.toml")).form(_over(_built_in(), own), paper)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise TownMeetingError("TM101", path=path) from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise TownMeetingError("TM109", path=path, place="TOML", found=error, known="UTF-8, TOML 1.0") from error


def _over(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Tables are merged, everything else is replaced."""
    merged = dict(base)
    for key, value in own.items():
        known = merged.get(key)
        merged[key] = _over(known, value) if isinstance(known, dict) and isinstance(value, dict) else value
    return merged


TOP = ("font", "size", "paper", "order", "csv", "sheets", "columns")
COLUMN = ("title", "width", "fill", "choices", "printed", "fixed")


class _Builder:
    """Makes a form out of TOML and says where something is wrong."""

    def __init__(self, path: str) -> None:
        self.path = path

    def refuse(self, place: str, found: object, known: object) -> TownMeetingError:
        names = known if isinstance(known, str) else ", ".join(map(str, known))  # type: ignore[call-overload]
        return TownMeetingError("TM109", path=self.path, place=place, found=found, known=names)

    def one_of(self, place: str, found: object, known: Any) -> str:  # noqa: ANN401  (any collection of names)
        if not isinstance(found, str) or found not in known:
            raise self.refuse(place, found, known)
        return found

    def form(self, value: Mapping[str, Any], paper: str | None) -> Form:
        for key in value:
            self.one_of("TOML", key, TOP)
        if not isinstance(value["font"], str) or type(value["size"]) is not int or not 6 <= value["size"] <= 16:
            raise self.refuse("font, size", f"{value['font']}, {value['size']}", "font: text, size: 6-16")
        columns = {key: self.column(key, c) for key, c in value["columns"].items()}
        order = value["order"] if isinstance(value["order"], list) else [value["order"]]
        names = [self.one_of("order", n, SOURCES) for n in order]
        sheets = tuple(self.sheet(n, value["sheets"][n], columns) for n in dict.fromkeys(names))
        csv = self.one_of("csv", value["csv"], [s.source for s in sheets if s.columns])
        return Form(
            font=value["font"],
            size=value["size"],
            paper=self.one_of("paper", paper or value["paper"], PAPERS),
            sheets=sheets,
            csv=next(s for s in sheets if s.source == csv),
        )

    def sheet(self, name: str, value: Mapping[str, Any], columns: Mapping[str, Column]) -> Sheet:
        place = f"sheets.{name}"
        for key in value:
            self.one_of(place, key, ("title", "columns"))
        title = self.title(place, value["title"])
        known = known_columns(name)
        chosen = []
        for key in value.get("columns", ()):
            column = columns.get(key) if isinstance(key, str) else None
            if column is None or not (key in known or column.printed or column.fixed or column.fill in OWN_FILLS):
                raise self.refuse(f"{place}.columns", key, sorted(known & columns.keys()))
            chosen.append(column)
        self._check_titles(place, chosen)
        return Sheet(source=name, title=title, columns=tuple(chosen))

    def _check_titles(self, place: str, columns: list[Column]) -> None:
        titles = [c.title[0] for c in columns]
        twice = sorted({t for t in titles if titles.count(t) > 1})
        if twice:
            raise self.refuse(f"{place}.columns", f"{'、'.join(twice)} x 2", "one title a column")

    def column(self, key: str, value: object) -> Column:
        place = f"columns.{key}"
        if not isinstance(value, dict):
            raise self.refuse(place, value, COLUMN)
        for name in value:
            self.one_of(place, name, COLUMN)
        width = value.get("width", [8, 20])
        if not (isinstance(width, list) and len(width) == 2 and all(type(w) is int and 0 < w <= 255 for w in width)):
            raise self.refuse(f"{place}.width", width, "[8, 20]")
        choices = value.get("choices", ())
        return Column(
            key=key,
            title=self.title(place, value.get("title", key)),
            least=min(width),
            most=max(width),
            fill=self.one_of(f"{place}.fill", value["fill"], FILLS) if "fill" in value else "",
            choices=() if choices == DEPARTMENTS else self.choices(place, choices),
            departments=choices == DEPARTMENTS,
            printed=self.text(f"{place}.printed", value.get("printed", "")),
            fixed=self.text(f"{place}.fixed", value.get("fixed", "")),
        )

    def choices(self, place: str, value: object) -> tuple[Title, ...]:
        if not isinstance(value, (list, tuple)):
            raise self.refuse(f"{place}.choices", value, f'["A", "B"], "{DEPARTMENTS}"')
        return tuple(self.title(f"{place}.choices", v) for v in value)

    def text(self, place: str, value: object) -> str:
        if not isinstance(value, str):
            raise self.refuse(place, value, '"text"')
        return value

    def title(self, place: str, value: object) -> Title:
        pair = (value, value) if isinstance(value, str) else value
        if isinstance(pair, (list, tuple)) and len(pair) == 2 and all(isinstance(t, str) and t.strip() for t in pair):
            return str(pair[0]), str(pair[1])
        raise self.refuse(place, value, '"title", ["日本語", "English"]')
