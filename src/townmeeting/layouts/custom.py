"""A layout out of a TOML file that a city's own officers write (`--layout our-city.toml`)."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from townmeeting.errors import TownMeetingError
from townmeeting.layouts.base import Layout
from townmeeting.layouts.spec import SpecError, build_spec
from townmeeting.layouts.transcript import Transcript


def load_layout(path: Path) -> Layout:
    """Return the layout that a file describes: kind = "transcript" or "table".

    Raises TownMeetingError: TM101 where there is no such file, TM104 with what is wrong in it.
    """
    data = _read(path)
    kind = data.get("kind")
    if kind not in ("transcript", "table"):
        raise _wrong(
            path,
            f'kind = "{kind}" は使えません（"transcript" または "table"）'
            if kind
            else 'kind = "transcript" または kind = "table" がありません',
        )
    if kind == "table":
        from townmeeting.layouts.opinion_table import OpinionTable, load_table_spec

        return OpinionTable(load_table_spec(data, path=str(path)))
    try:
        return Transcript(build_spec(data))
    except (SpecError, ValueError, TypeError) as error:
        raise _wrong(path, str(error)) from error


def _read(path: Path) -> dict[str, Any]:
    try:
        raw = path.read_bytes()
    except FileNotFoundError as error:
        raise TownMeetingError("TM101", path=path) from error
    except OSError as error:
        raise _wrong(path, error.strerror or "読めません") from error
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _wrong(path, _encoding_detail(raw)) from error
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _wrong(path, f"TOML の書き方に誤りがあります（{error}）") from error


def _encoding_detail(raw: bytes) -> str:
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "UTF-16 で保存されています"
    try:
        raw.decode("cp932")
    except UnicodeDecodeError:
        return "UTF-8 ではありません"
    return "Shift_JIS（CP932、メモ帳の ANSI）で保存されています"


def _wrong(path: Path, detail: str) -> TownMeetingError:
    return TownMeetingError("TM104", path=path, detail=detail)
