"""Make fixtures/documents and fixtures/hostile out of fixtures/source.

usage: python scripts/make_fixtures.py [--check]

--check writes nothing and fails where a file is missing, left over, or not what the sources give.
"""

from __future__ import annotations

import argparse
import io
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

from fixtures_content import Blocks, load_markdown, load_tables, load_text, questions_as_grid, with_replaced
from fixtures_docx import as_document, as_numbered_list, fill_tracked
from fixtures_formats import as_html, as_markdown, as_separated, as_text, as_workbook
from fixtures_hostile import make_hostile
from fixtures_pdf import as_pdf

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
SOURCE = FIXTURES / "source"
TOWN_HEADINGS = {
    "みどり野市長と語るタウンミーティング【北部地区】": 1,
    "〈開催概要〉": 2,
    "参加者との意見交換": 2,
    "■ 補足説明": 2,
}
MACHINE_DEPENDENT = {"(株)": "㈱", "(1)": "①", "(2)": "②", "高橋": "髙橋"}
"""Characters that CP932 has and JIS X 0208 has not."""

File = tuple[str, bytes]


def make_documents() -> Iterator[File]:
    """Yield name and content of every sound document."""
    yield from _town_meeting("midorino-town-meeting")
    yield from _public_comment("midorino-public-comment")
    yield from _residents("midorino-residents")
    yield from _council("midorino-council")
    yield from _committee("midorino-committee")
    yield from _questions("midorino-qa")


def _town_meeting(name: str) -> Iterator[File]:
    blocks = load_text(SOURCE / f"{name}.txt", TOWN_HEADINGS)
    text = as_text(blocks)
    yield f"{name}.txt", text.encode()
    yield f"{name}.md", as_markdown(blocks).encode()
    yield f"{name}.html", as_html(blocks).encode()
    yield f"{name}.pdf", as_pdf(blocks, "タウンミーティング（北部地区）会議録")
    yield f"{name}.docx", as_document(blocks)
    yield f"{name}.tracked.docx", as_document(blocks, fill=fill_tracked)
    yield f"{name}.utf-8-sig.txt", text.encode("utf-8-sig")
    yield f"{name}.utf-16.txt", b"\xff\xfe" + text.encode("utf-16-le")
    yield f"{name}.cp932.txt", text.replace("\n", "\r\n").encode("cp932")
    yield f"{name}.euc_jp.txt", text.encode("euc_jp")
    yield f"{name}.iso2022_jp.txt", text.encode("iso2022_jp")
    yield f"{name}.cp932-extra.txt", as_text(with_replaced(blocks, MACHINE_DEPENDENT)).encode("cp932")


def _public_comment(name: str) -> Iterator[File]:
    blocks = load_tables(SOURCE / f"{name}.toml")
    yield f"{name}.txt", as_text(blocks).encode()
    yield f"{name}.md", as_markdown(blocks).encode()
    yield f"{name}.html", as_html(blocks).encode()
    yield f"{name}.pdf", as_pdf(blocks, "みどり野市緑の基本計画（素案）意見募集の結果")
    yield f"{name}.docx", as_document(blocks)
    yield f"{name}.xlsx", as_workbook(blocks, own_sheets=("新旧対照表",))
    yield f"{name}.csv", as_separated(blocks, ",", covered="同上").encode("utf-8-sig")
    yield f"{name}.tsv", as_separated(blocks, "\t", covered="同上").encode("cp932")


def _residents(name: str) -> Iterator[File]:
    source = SOURCE / f"{name}.md"
    blocks = load_markdown(source)
    yield f"{name}.md", source.read_text(encoding="utf-8").encode()
    yield f"{name}.txt", as_text(blocks).encode()
    yield f"{name}.html", as_html(blocks).encode()
    yield f"{name}.docx", as_document(blocks)
    yield f"{name}.pdf", as_pdf(blocks, "広報みどり野 2024年12月号")
    yield f"{name}.two-columns.pdf", as_pdf(blocks, "広報みどり野 2024年12月号", columns=2)


def _council(name: str) -> Iterator[File]:
    blocks = load_text(SOURCE / f"{name}.txt", {"令和6年第2回みどり野市議会定例会会議録（第3号）": 1})
    yield f"{name}.txt", as_text(blocks).encode()
    yield f"{name}.html", as_html(blocks, charset="shift_jis").encode("shift_jis")
    yield f"{name}.docx", as_document(blocks)
    yield f"{name}.pdf", as_pdf(blocks, "令和6年第2回定例会（第3号）")


def _committee(name: str) -> Iterator[File]:
    blocks = load_text(SOURCE / f"{name}.txt", {"みどり野市議会 デジタル推進特別委員会 記録": 1})
    yield f"{name}.txt", as_text(blocks).encode()
    yield f"{name}.html", as_html(blocks).encode()
    yield f"{name}.docx", as_document(blocks)


def _questions(name: str) -> Iterator[File]:
    blocks = load_text(SOURCE / f"{name}.txt", {"みどり野市 新しい文化ホールに関する説明会 質疑応答の記録": 1})
    table = questions_as_grid(blocks)
    yield f"{name}.txt", as_text(blocks).encode()
    yield f"{name}.md", as_markdown(blocks).encode()
    yield f"{name}.html", as_html(blocks).encode()
    yield f"{name}.docx", as_numbered_list(blocks)
    yield f"{name}.pdf", as_pdf(blocks, "文化ホール説明会 質疑応答")
    yield f"{name}.xlsx", as_workbook(table)
    yield f"{name}.csv", as_separated(table, ",", covered="").encode("cp932")


def _sound_transcript() -> Blocks:
    return load_text(SOURCE / "midorino-town-meeting.txt", TOWN_HEADINGS)


def make_all() -> dict[Path, bytes]:
    """Return path (under fixtures/) and content of every file."""
    made = {Path("documents") / name: data for name, data in make_documents()}
    return made | {Path("hostile") / name: data for name, data in make_hostile(_sound_transcript()).items()}


def same(one: bytes, other: bytes) -> bool:
    """Tell whether two files agree. Of archives the members count: compressors differ between machines."""
    if one == other:
        return True
    if not (zipfile.is_zipfile(io.BytesIO(one)) and zipfile.is_zipfile(io.BytesIO(other))):
        return False
    with zipfile.ZipFile(io.BytesIO(one)) as a, zipfile.ZipFile(io.BytesIO(other)) as b:
        return a.namelist() == b.namelist() and all(a.read(name) == b.read(name) for name in a.namelist())


def find_differences(made: dict[Path, bytes]) -> list[str]:
    """Return a line for each file that is missing, left over or out of date."""
    present = {p.relative_to(FIXTURES) for folder in ("documents", "hostile") for p in (FIXTURES / folder).rglob("*")}
    lines = [f"left over: {path}" for path in sorted(present - set(made))]
    for path, data in sorted(made.items()):
        if path not in present:
            lines.append(f"missing: {path}")
        elif not same(data, (FIXTURES / path).read_bytes()):
            lines.append(f"out of date: {path}")
    return lines


def main() -> int:
    """Write the files, or check them; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing, fail where a file is not current")
    made = make_all()
    if parser.parse_args().check:
        differences = find_differences(made)
        print("\n".join(differences) or f"{len(made)} files are current")
        return int(bool(differences))
    for path, data in made.items():
        target = FIXTURES / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists() or not same(data, target.read_bytes()):
            target.write_bytes(data)
    print("\n".join(line for line in find_differences(made)) or f"{len(made)} files written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
