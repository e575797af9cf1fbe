"""The documentation is held to the code: every command, code and worked example."""

from __future__ import annotations

import re
import string
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

import townmeeting as tm
from tests.conftest import ROOT
from townmeeting.errors import CATALOGUE
from townmeeting.reports.words import sentences

DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"])


def blocks(path: Path, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", path.read_text(encoding="utf-8"), re.S)


def test_the_worked_transcript_layout_works(tmp_path):
    page = DOCS / "adding-a-layout.md"
    (tmp_path / "our-town.toml").write_text(blocks(page, "toml")[0], encoding="utf-8")
    (tmp_path / "minutes.txt").write_text(blocks(page, "text")[0], encoding="utf-8")
    meeting = tm.read(tmp_path / "minutes.txt", layout=str(tmp_path / "our-town.toml"))
    assert [s.label for s in meeting.statements] == ["1", "2"]
    assert [s.answers[0].text for s in meeting.statements] == [
        "今年度中に三か所を直します。",
        "職員の数を見て検討します。",
    ]
    assert str(meeting.date) == "2024-05-10"


def test_the_worked_table_layout_works(tmp_path):
    (tmp_path / "our-table.toml").write_text(blocks(DOCS / "adding-a-layout.md", "toml")[1], encoding="utf-8")
    table = "受付\tひとこと\t担当より\n1\t歩道を直してほしい。\t直します。\n2\t夜も開けてほしい。\t検討します。\n"
    (tmp_path / "table.txt").write_text(table, encoding="utf-8")
    meeting = tm.read(tmp_path / "table.txt", layout=str(tmp_path / "our-table.toml"))
    assert [(s.label, s.answers[0].text) for s in meeting.statements] == [("1", "直します。"), ("2", "検討します。")]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_between_pages_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), f"{page.name}: {target}"


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_every_error_code_is_documented(code):
    assert f"| {code} |" in (DOCS / "errors.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("code", sorted(sentences()))
def test_every_sentence_is_in_both_languages_with_the_same_fields(code):
    def fields(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    entry = sentences()[code]
    assert entry["ja"].strip()
    assert entry["en"].strip()
    assert fields(entry["ja"]) == fields(entry["en"])


def test_every_code_in_the_source_has_a_sentence():
    used = set()
    for path in (ROOT / "src").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        used |= set(re.findall(r'Diagnostic\(\s*code="([a-z_]+)"', text))
        used |= set(re.findall(r'reason="([a-z_]+)"', text))
    known = set(sentences()) | {code.removeprefix("skipped_") for code in sentences()}
    assert used
    assert used <= known


def test_message_files_do_not_speak_twice_of_one_code():
    seen: dict[str, str] = {}
    for entry in files("townmeeting").joinpath("data/messages").iterdir():
        if entry.name == "labels.toml":
            continue
        for code in tomllib.loads(entry.read_text(encoding="utf-8")):
            assert code not in seen, f"{code} in {seen[code]} and {entry.name}"
            seen[code] = entry.name
