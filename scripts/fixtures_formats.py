"""Text, Markdown, HTML, CSV and workbook renderings of the fixture documents."""

from __future__ import annotations

import csv
import datetime as dt
import html
import io
import re
import zipfile

from fixtures_content import PAGE_BREAK, Blocks, Grid, Line

STAMP = dt.datetime(2024, 11, 1, 9, 0, 0)
"""The time written into every file that carries one."""
READINGS = {"高橋": "たかはし"}
"""Words printed with their reading above them (ruby) where the format can do that."""


def as_text(blocks: Blocks, *, covered: str = "同上") -> str:
    """Return plain text: a page end in a paragraph is an empty line, a table is tabs, one row a line."""
    out = []
    for block in blocks:
        if isinstance(block, Grid):
            out += ["\t".join(cell.replace("\n", " ") for cell in row) for row in block.flat(covered)]
        else:
            out += [""] * block.gap + [block.text.replace(PAGE_BREAK, "\n\n")]
    return "\n".join(out).lstrip("\n") + "\n"


def as_markdown(blocks: Blocks, *, covered: str = "同上") -> str:
    """Return Markdown with pipe tables."""
    out = []
    for block in blocks:
        if isinstance(block, Grid):
            header, *rows = [[c.replace("\n", "<br>") for c in row] for row in block.flat(covered)]
            lines = [header, ["---"] * len(header), *rows]
            out += ["", *("| " + " | ".join(row) + " |" for row in lines)]
        else:
            mark = "#" * block.heading + " " if block.heading else ""
            out += [""] * (block.gap or block.heading > 0) + [mark + block.text.replace(PAGE_BREAK, "\n\n")]
    return "\n".join(out).lstrip("\n") + "\n"


def as_separated(blocks: Blocks, delimiter: str, *, covered: str) -> str:
    """Return CSV or TSV: a paragraph is a row of one cell."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    for block in blocks:
        rows = block.flat(covered) if isinstance(block, Grid) else [[block.plain]]
        writer.writerows(rows)
    return out.getvalue()


def as_html(blocks: Blocks, *, charset: str = "utf-8") -> str:
    """Return a page as a city's web site serves it: navigation and footer around the document."""
    title = next(b.text for b in blocks if isinstance(b, Line))
    body = "\n".join(_html_grid(b) if isinstance(b, Grid) else b for b in _html_paragraphs(blocks))
    return f"""<!DOCTYPE html>
<html lang="ja">
<head>
<meta charset="{charset}">
<title>{html.escape(title)}｜みどり野市公式ホームページ</title>
<style>body {{ font-family: serif; }}</style>
<script>document.title = document.title.trim();</script>
</head>
<body>
<nav><ul><li><a href="/">ホーム</a></li><li><a href="/shisei/">市政情報</a></li></ul></nav>
<main>
{body}
</main>
<footer><p>みどり野市役所　代表電話 0999-55-0100</p></footer>
</body>
</html>
"""


def _html_paragraphs(blocks: Blocks) -> list[str | Grid]:
    """Lines without an empty line between them are one paragraph, as a web editor makes it."""
    out: list[str | Grid] = []
    lines: list[str] = []

    def close() -> None:
        if lines:
            out.append("<p>" + "<br>\n".join(lines) + "</p>")
            lines.clear()

    for block in blocks:
        if isinstance(block, Grid) or block.heading or block.gap:
            close()
        if isinstance(block, Grid):
            out.append(block)
        elif block.heading:
            out.append(f"<h{block.heading}>{_html_words(block.plain)}</h{block.heading}>")
        else:
            lines.append(_html_words(block.plain))
    close()
    return out


def _html_words(text: str) -> str:
    words = html.escape(text, quote=False).replace("\n", "<br>")
    for word, reading in READINGS.items():
        words = words.replace(word, f"<ruby>{word}<rp>（</rp><rt>{reading}</rt><rp>）</rp></ruby>")
    return words


def _html_grid(grid: Grid) -> str:
    out = ["<table>", "<tr>" + "".join(f"<th>{_html_words(h)}</th>" for h in grid.header) + "</tr>"]
    for r, row in enumerate(grid.rows):
        cells = ((grid.span(r, c), _html_words(cell)) for c, cell in enumerate(row))
        out.append("<tr>" + "".join(_html_cell(span, words) for span, words in cells if span) + "</tr>")
    return "\n".join([*out, "</table>"])


def _html_cell(span: int, words: str) -> str:
    return f'<td rowspan="{span}">{words}</td>' if span > 1 else f"<td>{words}</td>"


def as_workbook(blocks: Blocks, *, own_sheets: tuple[str, ...] = ()) -> bytes:
    """Return an xlsx file: one sheet, and one more for each table named in `own_sheets`."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = "結果"
    for at, block in enumerate(blocks):
        following = blocks[at + 1] if at + 1 < len(blocks) else None
        if isinstance(following, Grid) and following.name in own_sheets:
            sheet = book.create_sheet(following.name)
        if isinstance(block, Grid):
            _fill_grid(sheet, block)
        else:
            sheet.append([block.plain])
    saved = io.BytesIO()
    book.save(saved)
    return normalise_zip(saved.getvalue())


def _fill_grid(sheet: object, grid: Grid) -> None:
    sheet.append(list(grid.header))
    first = sheet.max_row + 1
    for row in grid.flat("")[1:]:
        sheet.append([int(row[0]) if row[0].isdigit() else row[0], *(cell or None for cell in row[1:])])
    for r in range(len(grid.rows)):
        for c in range(len(grid.header)):
            if (span := grid.span(r, c)) > 1:
                sheet.merge_cells(
                    start_row=first + r, end_row=first + r + span - 1, start_column=c + 1, end_column=c + 1
                )


def normalise_zip(data: bytes) -> bytes:
    """Return the archive with fixed times: in its entries, and in the document properties inside."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "docProps/core.xml":
                content = re.sub(
                    rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", STAMP.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), content
                )
            fixed = zipfile.ZipInfo(entry.filename, STAMP.timetuple()[:6])
            fixed.compress_type = zipfile.ZIP_DEFLATED
            fixed.create_system = 3
            new.writestr(fixed, content)
    return out.getvalue()
