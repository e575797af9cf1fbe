"""The balance every reader has to keep: each non-blank character of the text lies in exactly one place."""

from __future__ import annotations

from collections.abc import Iterator

from townmeeting.model import Paragraph, Quote, SourceDocument, Table
from townmeeting.readers import read_document


def read(text: str | bytes, name: str = "minutes.txt", **options: object) -> SourceDocument:
    """Read a document given as text or bytes, and check its account."""
    data = text.encode() if isinstance(text, str) else text
    doc = read_document(data, name, **options)  # type: ignore[arg-type]
    check_account(doc)
    return doc


def quotes_of(doc: SourceDocument) -> Iterator[Quote]:
    """Yield every quote of the document in reading order."""
    for block in doc.blocks:
        if isinstance(block, Paragraph):
            yield block.quote
        else:
            yield from (cell.quote for row in block.rows for cell in row)


def check_account(doc: SourceDocument) -> None:
    """Fail where a quote is not the source's own words, or a character is lost or counted twice."""
    owners = [""] * len(doc.text)
    for quote in quotes_of(doc):
        _check_quote(doc.text, quote)
        for piece in quote.pieces:
            _claim(owners, piece.start, piece.end, quote.text[:20])
    for skipped in doc.skipped:
        _claim(owners, skipped.start, skipped.end, f"skipped: {skipped.reason}")
    lost = [at for at, owner in enumerate(owners) if not owner and not doc.text[at].isspace()]
    assert not lost, f"{len(lost)} characters lost, first near {doc.text[max(0, lost[0] - 20) : lost[0] + 20]!r}"
    for block in doc.blocks:
        if isinstance(block, Table):
            _check_grid(block)


def _check_quote(source: str, quote: Quote) -> None:
    end = 0
    for piece in quote.pieces:
        assert piece.at >= end
        assert not quote.text[end : piece.at].strip(), "a joint that is not white space"
        end = piece.at + piece.end - piece.start
        assert source[piece.start : piece.end] == quote.text[piece.at : end]
    assert not quote.text[end:].strip()


def _claim(owners: list[str], start: int, end: int, owner: str) -> None:
    assert start < end
    for at in range(start, end):
        assert not owners[at], f"offset {at} belongs to {owners[at]!r} and to {owner!r}"
        owners[at] = owner or "blank"


def _check_grid(table: Table) -> None:
    assert len({len(row) for row in table.rows}) == 1, "a table whose rows differ in length"
    for row in table.rows:
        for cell in row:
            if cell.origin is not None:
                assert not cell.quote.text
                assert table.rows[cell.origin[0]][cell.origin[1]].origin is None


def words(doc: SourceDocument) -> list[str]:
    """Return the texts of the paragraphs."""
    return [block.quote.text for block in doc.blocks if isinstance(block, Paragraph)]


def tables(doc: SourceDocument) -> list[list[list[str]]]:
    """Return the tables as texts; a covered cell reads as the cell that covers it in <>."""
    return [
        [[_shown(block, r, c) for c in range(len(row))] for r, row in enumerate(block.rows)]
        for block in doc.blocks
        if isinstance(block, Table)
    ]


def _shown(table: Table, row: int, column: int) -> str:
    text = table.cell(row, column).quote.text
    return f"<{text}>" if table.rows[row][column].origin else text


def skipped(doc: SourceDocument, reason: str) -> list[str]:
    """Return the stretches set aside for a reason."""
    return [doc.text[s.start : s.end] for s in doc.skipped if s.reason == reason]


def codes(doc: SourceDocument) -> list[str]:
    """Return the codes of the diagnostics."""
    return [diagnostic.code for diagnostic in doc.diagnostics]
