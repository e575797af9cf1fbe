"""What every reader builds with: the source, quotes into its text, and the accounting of what was set aside."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from townmeeting.errors import TownMeetingError
from townmeeting.model import Block, Diagnostic, Locator, Piece, Quote, Severity, Skipped, SourceDocument
from townmeeting.readers.encoding import Decoded, decode
from townmeeting.settings import ReadingLimits

REPLACEMENT = "\ufffd"
NOWHERE = Locator()
MOST_CONTROLS = 20
"""Control characters that a text may always have; beyond that, one in fifty characters."""
_LINE_ENDS = re.compile("\r\n|[\r\v\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
_VOICED = re.compile("[\u3041-\u30ff][\u3099\u309a]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file as a reader gets it. `encoding` is the one asked for, if any."""

    name: str
    data: bytes
    sha256: str
    limits: ReadingLimits
    encoding: str | None = None

    def too_large(self, size: str, limit: str) -> TownMeetingError:
        """Return the error TM210 for this file."""
        return TownMeetingError("TM210", path=self.name, size=size, limit=limit)

    def broken(self, detail: object) -> TownMeetingError:
        """Return the error TM207 for this file."""
        return TownMeetingError("TM207", path=self.name, detail=" ".join(str(detail).split())[:120] or "?")

    def check_length(self, characters: int) -> None:
        """Raise TownMeetingError TM210 where a text of that length is over the limit."""
        if characters > self.limits.max_characters:
            raise self.too_large(f"{characters:,} chars", f"{self.limits.max_characters:,} chars")

    def check_stretches(self, stretches: int) -> None:
        """Raise TownMeetingError TM210 where a text of that many lines, cells and marks is over the limit."""
        if stretches > self.limits.max_stretches:
            raise self.too_large(f"> {stretches - 1:,} lines, cells", f"{self.limits.max_stretches:,}")

    def check_cells(self, cells: int) -> None:
        """Raise TownMeetingError TM210 where a table of that many places is over the limit."""
        if cells > self.limits.max_cells:
            raise self.too_large(f"{cells:,} cells", f"{self.limits.max_cells:,} cells")


def decoded_text(source: Source) -> tuple[str, Decoded, int]:
    """Return the normalised text of a text file, how it was decoded, and how many control characters it had.

    Raises TownMeetingError TM103, TM208 (encoding), TM206 (more control characters than a text has) or TM210.
    """
    decoded = decode(source.data, source.name, source.encoding)
    text, controls = normalise(decoded.text)
    source.check_length(len(text))
    if not text.strip(REPLACEMENT + "\ufeff\u200b").strip():
        raise TownMeetingError("TM201", path=source.name)
    if controls > max(MOST_CONTROLS, len(text) // 50):
        raise TownMeetingError("TM206", path=source.name, expected="text", found="binary")
    return text, decoded, controls


def normalise(text: str) -> tuple[str, int]:
    """Return the text with `\\n` as its only line end, kana with a separate voicing mark composed, and every other
    control character as U+FFFD; and the number of those. Form feeds stay: they are page ends.

    Only kana are composed: NFC would also replace the variant kanji people write their names with.
    """
    if "\ufeff" in text:
        text = text.replace("\ufeff", "")
    if "\u3099" in text or "\u309a" in text:
        text = _VOICED.sub(_compose, text)
    return _CONTROLS.subn(REPLACEMENT, _LINE_ENDS.sub("\n", text))


def _compose(match: re.Match[str]) -> str:
    import unicodedata

    return unicodedata.normalize("NFC", match.group())


def warn(code: str, where: Locator = NOWHERE, severity: Severity = Severity.WARNING, **fields: object) -> Diagnostic:
    """Return a diagnostic with its fields as text."""
    pairs = tuple((name, str(value)) for name, value in fields.items())
    return Diagnostic(code=code, severity=severity, where=where, fields=pairs)


def controls_replaced(count: int) -> tuple[Diagnostic, ...]:
    """Return the diagnostic for that many control characters, or none."""
    return (warn("control_characters", count=count),) if count else ()


def quote_of(source: str, parts: Iterable[tuple[int, int] | str], where: Locator) -> Quote:
    """Return the stretches (start, end) of the source as one quote; a str among them is a joint.

    Joints at the ends are left out, and so is the second of two that follow each other.
    """
    texts: list[str] = []
    pieces: list[Piece] = []
    at, joint = 0, ""
    for part in parts:
        if isinstance(part, str):
            joint = part if pieces else ""
            continue
        start, end = part
        if start >= end:
            continue
        if joint:
            texts.append(joint)
            at += len(joint)
            joint = ""
        texts.append(source[start:end])
        pieces.append(Piece(at, start, end, where))
        at += end - start
    return Quote("".join(texts), tuple(pieces))


@dataclass(slots=True)
class Canvas:
    """The text of a document whose format is no text itself, written stretch by stretch. `number` counts its
    paragraphs and tables for those readers that have no better place to name."""

    source: Source
    number: int = 0
    length: int = 0
    controls: int = 0
    stretches: int = 0
    parts: list[str] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)

    def write(self, text: str, where: Locator = NOWHERE) -> Quote:
        """Append a stretch and return it as a quote.

        Raises TownMeetingError TM210 where the whole grows over the limit.
        """
        text, controls = normalise(text.replace("\f", "\n"))
        self.controls += controls
        if not text:
            return Quote()
        self.stretches += 1
        self.source.check_stretches(self.stretches)
        start = self.length
        self.put(text)
        return Quote(text, (Piece(0, start, self.length, where),))

    def put(self, white: str) -> None:
        """Append white space between stretches."""
        self.parts.append(white)
        self.length += len(white)
        self.source.check_length(self.length)

    def skip(self, text: str, reason: str, where: Locator = NOWHERE) -> None:
        """Append a stretch that is set aside for `reason`."""
        for piece in self.write(text, where).pieces:
            self.skipped.append(Skipped(start=piece.start, end=piece.end, reason=reason, where=where))
            self.put("\n")

    def document(self, form: str, blocks: Iterable[Block], diagnostics: Iterable[Diagnostic] = ()) -> SourceDocument:
        """Return everything written as a document of format `form`."""
        return SourceDocument(
            name=self.source.name,
            format=form,
            sha256=self.source.sha256,
            text="".join(self.parts),
            blocks=tuple(blocks),
            skipped=tuple(self.skipped),
            diagnostics=(*controls_replaced(self.controls), *diagnostics),
        )
