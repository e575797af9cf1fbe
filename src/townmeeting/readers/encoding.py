"""Bytes to text: which encoding a file is in, and why. The usual detectors miss CP932 with ①㈱㎡ or half-width kana,
so the few encodings Japanese offices use are tried in a fixed order, each strictly."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from functools import lru_cache

from townmeeting.errors import TownMeetingError

ALIASES = {
    "utf8": "utf-8", "utf-8": "utf-8", "utf-8-sig": "utf-8", "utf8-sig": "utf-8", "utf-8n": "utf-8",
    "utf16": "utf-16", "utf-16": "utf-16", "unicode": "utf-16", "utf-16le": "utf-16-le", "utf-16-le": "utf-16-le",
    "utf-16be": "utf-16-be", "utf-16-be": "utf-16-be", "utf32": "utf-32", "utf-32": "utf-32",
    "utf-32le": "utf-32-le", "utf-32-le": "utf-32-le", "utf-32be": "utf-32-be", "utf-32-be": "utf-32-be",
    "cp932": "cp932", "ms932": "cp932", "windows-31j": "cp932", "windows31j": "cp932", "932": "cp932",
    "sjis": "cp932", "s-jis": "cp932", "shift-jis": "cp932", "shiftjis": "cp932", "x-sjis": "cp932", "ansi": "cp932",
    "mskanji": "cp932", "ms-kanji": "cp932",
    "euc-jp": "euc_jp", "eucjp": "euc_jp", "euc": "euc_jp", "ujis": "euc_jp", "x-euc-jp": "euc_jp",
    "cp51932": "euc_jp", "eucjp-ms": "euc_jp",
    "iso-2022-jp": "iso2022_jp", "iso2022-jp": "iso2022_jp", "iso2022jp": "iso2022_jp", "jis": "iso2022_jp",
    "cp50220": "iso2022_jp", "cp50221": "iso2022_jp", "iso-2022-jp-ext": "iso2022_jp",
}  # fmt: skip
"""Names people write for `--encoding`, without regard to case and `_`, and the encoding meant."""

KNOWN = ("utf-8", "utf-16", "utf-32", "cp932", "euc_jp", "iso2022_jp")

PLAUSIBLE = 0.5
"""Least share of the characters beyond ASCII that a right guess makes kana, everyday kanji or Japanese signs.
Right guesses lie above 0.8; UTF-8 read as CP932 lies at 0.2, EUC-JP below 0, half-width kana alone at 0.6."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8", "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16"),
)
"""Byte order marks, the codec for what follows, and what to call it. UTF-16's is the beginning of UTF-32's."""
_SAMPLE = 60_000
_ESCAPE = re.compile(rb"(\x1b(?:\$[@B]|\$\([A-Z@]|\([A-Z]))")
_HALF_KANA = re.compile("[\uff66-\uff9f]")
# The first byte of kana in EUC-JP reads as one of these in CP932, so every second character would be one.
_HALF_SIGN = re.compile("[\uff61-\uff65]")
_STRANGE = re.compile("[\x80-\x9f\ue000-\uf8ff\ufffd\u0400-\u04ff]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A decoded text, the name of its encoding and the reason for the choice: a key of `readers.toml`."""

    text: str
    encoding: str
    reason: str


def decode(data: bytes, name: str, encoding: str | None = None) -> Decoded:
    """Return the text of `data`, with line ends as they are and without a byte order mark.

    The order: byte order mark, ISO-2022-JP escapes, UTF-16/32 told by their zero bytes, strict UTF-8, then
    CP932 and EUC-JP, whichever reads as Japanese. `encoding` overrides all of it.

    Raises TownMeetingError TM103 for an encoding that is not known, TM208 where none fits.
    """
    if encoding is not None:
        return _forced(data, name, encoding)
    for bom, codec, called in _BOMS:
        if data.startswith(bom):
            return Decoded(_strict(data[len(bom) :], codec, name, len(bom)), called, "encoding_bom")
    return _by_escape(data) or _by_zero_bytes(data) or _by_strictness(data, name)


def resolve(encoding: str) -> str:
    """Return the name of the codec meant by `encoding` (sjis, UTF8, ...).

    Raises TownMeetingError TM103 where it is none of those known.
    """
    codec = ALIASES.get(encoding.strip().lower().replace("_", "-"))
    if codec is None:
        raise TownMeetingError("TM103", name=encoding, option="--encoding", known=", ".join(KNOWN))
    return codec


def _forced(data: bytes, name: str, encoding: str) -> Decoded:
    codec = resolve(encoding)
    for bom, codec_of_bom, _ in _BOMS:
        if data.startswith(bom) and codec_of_bom.startswith(codec):
            return Decoded(_strict(data[len(bom) :], codec_of_bom, name, len(bom)), codec, "encoding_forced")
    return Decoded(_strict(data, codec, name, 0), codec, "encoding_forced")


def _strict(data: bytes, codec: str, name: str, offset: int) -> str:
    try:
        return _decode_as(data, codec)
    except UnicodeDecodeError as e:
        raise _undecidable(data, name, e.start, offset) from e


def _undecidable(data: bytes, name: str, start: int, offset: int = 0) -> TownMeetingError:
    line = data.count(b"\n", 0, start) + 1
    return TownMeetingError("TM208", path=name, byte=start + offset + 1, line=line)


def _decode_as(data: bytes, codec: str) -> str:
    if codec == "euc_jp":
        return _decode_euc(data)
    if codec == "iso2022_jp":
        return _decode_iso2022(data)
    return data.decode(codec)


def _decode_euc(data: bytes) -> str:
    """Decode EUC-JP with the NEC and IBM rows (①, ㈱, 髙) that the strict codec does not know."""
    try:
        return data.decode("euc_jp")
    except UnicodeDecodeError:
        codecs.register_error("townmeeting.vendor_rows", _vendor_rows)
        return data.decode("euc_jp", "townmeeting.vendor_rows")


def _vendor_rows(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    pair = error.object[error.start : error.start + 2]
    if len(pair) < 2 or not (pair[0] == 0xAD or 0xF5 <= pair[0] <= 0xFC) or pair[1] < 0xA1:
        raise error
    try:
        return _shift(pair[0] - 0x80, pair[1] - 0x80).decode("cp932"), error.start + 2
    except UnicodeDecodeError:
        raise error from None


def _shift(row: int, column: int) -> bytes:
    """Return the Shift_JIS bytes of a JIS X 0208 position given as its two 7-bit bytes."""
    lead = (row - 0x21) // 2 + 0x81
    trail = column + (0x7E if row % 2 == 0 else 0x1F + (column >= 0x60))
    return bytes((lead if lead < 0xA0 else lead + 0x40, trail))


def _decode_iso2022(data: bytes) -> str:
    try:
        return data.decode("iso2022_jp_ext")
    except UnicodeDecodeError:
        return _decode_cp50220(data)


def _decode_cp50220(data: bytes) -> str:
    """Decode ISO-2022-JP as mail programs on Windows write it: vendor rows, and half-width kana after ESC ( I."""
    parts, mode, at = [], b"", 0
    for stretch in _ESCAPE.split(data):
        if stretch.startswith(b"\x1b"):
            mode = stretch
        else:
            parts.append(_stretch(stretch, mode, data, at))
        at += len(stretch)
    return "".join(parts)


def _stretch(stretch: bytes, mode: bytes, data: bytes, at: int) -> str:
    try:
        if mode in (b"\x1b$@", b"\x1b$B"):
            # Line ends do not always return to ASCII first.
            return "".join(
                part.decode("ascii") if part in (b"\n", b"\r") else _decode_euc(bytes(b | 0x80 for b in part))
                for part in re.split(rb"([\r\n])", stretch)
            )
        if mode == b"\x1b(I":
            return bytes(b | 0x80 if b > 0x20 else b for b in stretch).decode("cp932")
        return stretch.decode("ascii")
    except UnicodeDecodeError as e:
        raise UnicodeDecodeError("iso2022_jp", data, at + e.start, at + e.end, e.reason) from None


def _by_escape(data: bytes) -> Decoded | None:
    if b"\x1b$" not in data or not data.isascii():
        return None
    try:
        return Decoded(_decode_iso2022(data), "iso2022_jp", "encoding_escape")
    except UnicodeDecodeError:
        return None


def _by_zero_bytes(data: bytes) -> Decoded | None:
    """Tell UTF-16 and UTF-32 without a byte order mark by where the zero bytes of their ASCII stand."""
    head = data[:_SAMPLE]
    if not (zeros := head.count(0)):
        return None
    odd = head[1::2].count(0)
    for codec, fits in (
        ("utf-32-le", zeros > len(head) * 0.4 and len(data) % 4 == 0),
        ("utf-32-be", zeros > len(head) * 0.4 and len(data) % 4 == 0),
        ("utf-16-le", odd >= zeros * 0.9 and len(data) % 2 == 0),
        ("utf-16-be", odd <= zeros * 0.1 and len(data) % 2 == 0),
    ):
        if fits and (text := _try(data, codec)) is not None and "\0" not in text[:_SAMPLE] and _score(text) > PLAUSIBLE:
            return Decoded(text, codec, "encoding_zero_bytes")
    return None


def _try(data: bytes, codec: str) -> str | None:
    try:
        return _decode_as(data, codec)
    except UnicodeDecodeError:
        return None


def _by_strictness(data: bytes, name: str) -> Decoded:
    furthest = 0
    found: list[tuple[float, Decoded]] = []
    for codec in ("utf-8", "cp932", "euc_jp"):
        try:
            text = _decode_as(data, codec)
        except UnicodeDecodeError as e:
            furthest = max(furthest, e.start)
            continue
        if codec == "utf-8":
            return Decoded(text, codec, "encoding_strict")
        found.append((_score(text), Decoded(text, codec, "encoding_only" if not found else "encoding_score")))
    if not found or max(score for score, _ in found) < PLAUSIBLE:
        raise _undecidable(data, name, furthest)
    best = max(found, key=lambda pair: pair[0])[1]
    return Decoded(best.text, best.encoding, "encoding_score" if len(found) > 1 else "encoding_only")


@lru_cache(maxsize=1)
def _everyday() -> frozenset[str]:
    """The signs, kana, rules and first-level kanji of JIS X 0208, and the vendor signs of row 13."""
    rows = (*range(1, 6), 8, 13, *range(16, 48))
    pairs = (_shift(row + 0x20, column) for row in rows for column in range(0x21, 0x7F))
    signs = {pair.decode("cp932", "replace") for pair in pairs} | set("〜−—‖¢£¬髙﨑")
    return frozenset(sign for sign in signs if len(sign) == 1)


def _score(text: str) -> float:
    """Return the share of the characters beyond ASCII that are everyday Japanese, strange ones counted against."""
    ascii_runs = re.compile("[\x00-\x7f]+")
    beyond = (ascii_runs.sub("", text[: 4 * _SAMPLE]) or ascii_runs.sub("", text))[:_SAMPLE]
    if not beyond:
        return 1.0
    everyday = _everyday()
    good = sum(char in everyday for char in beyond) + 0.6 * len(_HALF_KANA.findall(beyond))
    bad = 2 * len(_STRANGE.findall(beyond)) + len(_HALF_SIGN.findall(beyond))
    return (good - bad) / len(beyond)
