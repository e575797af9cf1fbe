"""The follow-up list and its way back, run as a person runs them."""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path

import openpyxl
import pytest

from tests.cli.test_commands import MEETING, run, text
from tests.conftest import HOSTILE
from tests.review.builders import EXCHANGES, OPEN, OVERVIEW, Edited

TABLE = MEETING.with_name("midorino-public-comment.xlsx")
REAL = ("saitama-omiya-town-meeting.txt", "yamaguchi-schools-public-comment.xlsx")


@pytest.fixture(scope="module")
def book(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("book") / "followup.xlsx"
    assert run("analyze", MEETING, "-o", path).returncode == 0
    return path


def open_points(value: dict) -> list[str]:
    return [p["id"] for p in value["points"] if p["needs_answer"] and p["status"] == "unanswered"]


def fill(book: Path, target: Path, who: str, *edits: tuple[str, str, str, object]) -> Path:
    edited = Edited(book.read_bytes()).reviewer(who)
    for edit in edits:
        edited.set(*edit)
    target.write_bytes(edited.bytes())
    return target


def test_the_work_of_people_flows_into_every_output(book, tmp_path):
    before = json.loads(run("analyze", MEETING, "--json").stdout)["meetings"][0]
    first, second = open_points(before)[:2]
    edits = ((OPEN, first, "状態", "回答ずみ"), (OPEN, second, "担当課", "　交通課"))
    returned = fill(book, tmp_path / "返送.xlsx", "佐藤", *edits)
    digest = hashlib.sha256(returned.read_bytes()).hexdigest()
    decisions = tmp_path / "decisions.json"
    done = run("review", "merge", returned, "--into", decisions)
    assert done.returncode == 0
    assert "佐藤" in text(done.stdout)
    assert hashlib.sha256(returned.read_bytes()).hexdigest() == digest

    after = json.loads(run("analyze", MEETING, "--decisions", decisions, "--json").stdout)["meetings"][0]
    totals = [next(c for c in v["coverage"] if c["dimension"] == "meeting") for v in (before, after)]
    assert totals[1]["answered"] == totals[0]["answered"] + 1
    assert next(p for p in after["points"] if p["id"] == first)["decided"]["machine"] == "unanswered"
    shown = text(run("analyze", MEETING, "--decisions", decisions).stdout)
    assert f"{totals[1]['answered']}/{totals[1]['total']}" in shown
    assert "人が記入した論点 2件" in shown
    again = tmp_path / "again.xlsx"
    assert run("analyze", MEETING, "--decisions", decisions, "-o", again).returncode == 0
    page = Edited(again.read_bytes())
    assert page.book[OPEN].cell(page.row(OPEN, second), page.column(OPEN, "担当課")).value == "交通課"
    table = tmp_path / "again.csv"
    assert run("analyze", MEETING, "--decisions", decisions, "-o", table).returncode == 0
    assert "交通課" in table.read_text(encoding="utf-8-sig")


def test_merging_again_changes_no_byte(book, tmp_path):
    returned = fill(book, tmp_path / "a.xlsx", "佐藤", (EXCHANGES, "1.1", "確認", "済"))
    into = tmp_path / "d.json"
    assert run("review", "merge", returned, "--into", into).returncode == 0
    once = into.read_bytes()
    done = run("review", "merge", returned, returned, "--into", into, "--json")
    assert into.read_bytes() == once
    assert json.loads(done.stdout)["added"] == 0


def test_two_reviewers_are_compared(book, tmp_path):
    files = [
        fill(book, tmp_path / f"{who}.xlsx", who, (EXCHANGES, "1.1", "状態", status), (EXCHANGES, "1.2", "確認", "済"))
        for who, status in (("佐藤", "一部回答"), ("鈴木", "未回答"))
    ]
    into = tmp_path / "d.json"
    shown = text(run("review", "merge", *files, "--into", into).stdout)
    assert "一致 1/2" in shown
    assert "カッパ係数" in shown
    assert "判断の食い違い 1件" in shown
    again = run("analyze", MEETING, "--decisions", into)
    assert "食い違っています" in text(again.stdout)


def test_a_bad_workbook_is_told_and_the_others_are_merged(book, tmp_path):
    returned = fill(book, tmp_path / "a.xlsx", "佐藤", (EXCHANGES, "1.1", "確認", "済"))
    into = tmp_path / "d.json"
    done = run("review", "merge", HOSTILE / "password.xlsx", returned, "--into", into)
    assert done.returncode == 3
    assert "TM404" in text(done.stderr)
    assert len(json.loads(into.read_text(encoding="utf-8"))["points"]) == 1


def test_a_broken_decisions_file_is_refused_before_any_work(tmp_path):
    bad = tmp_path / "d.json"
    bad.write_text("{", encoding="utf-8")
    assert "TM406" in text(run("analyze", "nowhere.txt", "--decisions", bad).stderr)
    done = run("review", "merge", "nowhere.xlsx", "--into", bad)
    assert done.returncode == 3
    assert bad.read_text(encoding="utf-8") == "{"


def test_decisions_about_another_meeting_are_refused(book, tmp_path):
    returned = fill(book, tmp_path / "a.xlsx", "佐藤", (EXCHANGES, "1.1", "確認", "済"))
    into = tmp_path / "d.json"
    run("review", "merge", returned, "--into", into)
    done = run("analyze", TABLE, "--decisions", into, "--json")
    assert done.returncode == 2
    assert "TM408" in text(done.stderr)


def test_each_meeting_gets_a_file_of_its_own(tmp_path):
    out = tmp_path / "list.xlsx"
    assert run("analyze", MEETING, TABLE, "-o", out, "--split").returncode == 0
    assert sorted(p.name for p in tmp_path.iterdir()) == ["list-01.xlsx", "list-02.xlsx"]
    returned = []
    for n in (1, 2):
        book = tmp_path / f"list-0{n}.xlsx"
        point = Edited(book.read_bytes()).book[EXCHANGES]["A3"].value
        returned.append(fill(book, tmp_path / f"{n}.xlsx", "佐藤", (EXCHANGES, point, "確認", "済")))
    into = tmp_path / "d.json"
    assert run("review", "merge", *returned, "--into", into).returncode == 0
    values = json.loads(run("analyze", MEETING, TABLE, "--decisions", into, "--json").stdout)["meetings"]
    assert [sum(p["decided"] is not None for p in v["points"]) for v in values] == [1, 1]


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--split",), "TM110"),
        (("--paper", "a3"), "TM110"),
        (("--workbook", "x.toml", "-o", "out.json"), "TM110"),
        (("--csv-encoding", "cp932", "-o", "out.xlsx"), "TM110"),
        (("--workbook", "nowhere.toml", "-o", "out.xlsx"), "TM101"),
        (("--decisions", "nowhere.json"), "TM101"),
    ],
)
def test_options_that_do_not_fit_are_refused_before_any_work(options, code):
    done = run("analyze", "nowhere.txt", *options)
    assert done.returncode == 2
    assert code in text(done.stderr)
    assert "nowhere.txt" not in text(done.stderr)


def test_the_old_workbook_stays_whole_where_the_new_one_cannot_be_written(tmp_path):
    folder = tmp_path / "closed"
    target = folder / "list.xlsx"
    target.mkdir(parents=True)
    done = run("analyze", MEETING, "-o", target)
    assert done.returncode == 7
    assert "TM601" in text(done.stderr)
    assert "Excel" in text(done.stderr)
    assert list(folder.iterdir()) == [target]


def test_cp932_that_lacks_a_character_writes_nothing(tmp_path):
    source = tmp_path / "m.txt"
    source.write_text(MEETING.read_text(encoding="utf-8").replace("冷房", "冷房❤"), encoding="utf-8")
    out = tmp_path / "list.csv"
    done = run("analyze", source, "-o", out, "--csv-encoding", "cp932")
    assert done.returncode == 7
    assert "U+2764" in text(done.stderr)
    assert not out.exists()


@pytest.mark.parametrize("command", [("review", "merge"), ("analyze",)])
def test_the_commands_have_help_with_an_example(command):
    assert f"townmeeting {' '.join(command)}" in text(run(*command, "--help").stdout)
    assert "Example:" in text(run(*command, "--help", "--lang", "en").stdout)


def totals_everywhere(source: Path, folder: Path) -> None:
    """Hold the figures of terminal, JSON and overview together."""
    out = folder / "list.xlsx"
    assert run("analyze", source, "-o", out).returncode == 0
    value = json.loads(run("analyze", source, "--json").stdout)["meetings"][0]
    shown = text(run("unanswered", source).stdout)
    page = openpyxl.load_workbook(io.BytesIO(out.read_bytes()), read_only=True)[OVERVIEW]
    rows = [list(row[:8]) for row in page.iter_rows(values_only=True)]
    rows = [r for r in rows if r and r[0]]
    whole = next(c for c in value["coverage"] if c["dimension"] == "meeting")
    names = ("total", "answered", "partial", "unanswered", "check", "share")
    assert next(r for r in rows if r[0] == "全体")[2:] == pytest.approx([whole[n] for n in names])
    assert f"{whole['answered']}/{whole['total']}" in shown
    kinds = [[c[n] for n in names] for c in value["coverage"] if c["dimension"] == "kind"]
    shown_kinds = [r[2:] for r in rows if r[0] == "区分"]
    assert len(shown_kinds) == len(kinds)
    assert all(a == pytest.approx(b) for a, b in zip(shown_kinds, kinds, strict=True))
    points = [p for p in value["points"] if p["needs_answer"]]
    assert (len(points), sum(p["status"] == "answered" for p in points)) == (whole["total"], whole["answered"])


@pytest.mark.parametrize("source", [MEETING, TABLE])
def test_the_figures_are_the_same_everywhere(source, tmp_path):
    totals_everywhere(source, tmp_path)


@pytest.mark.corpus
@pytest.mark.parametrize("name", REAL)
def test_the_figures_of_real_documents_are_the_same_everywhere(corpus, name, tmp_path):
    totals_everywhere(corpus / name, tmp_path)
