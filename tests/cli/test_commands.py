"""The commands, run as a person runs them: results on stdout, everything else on stderr, one status each."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import DOCUMENTS, HOSTILE, ROOT
from townmeeting.text import width

MEETING = DOCUMENTS / "midorino-town-meeting.txt"
COMMANDS = ("parse", "show", "unanswered", "analyze", "commitments", "explain", "evaluate")


def run(*arguments: object, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "townmeeting", *map(str, arguments)]
    clean = {k: v for k, v in os.environ.items() if k not in ("TOWNMEETING_LANG", "COLUMNS")}
    return subprocess.run(command, input=stdin, capture_output=True, cwd=ROOT, env=clean | environment)


def text(data: bytes) -> str:
    return data.decode("utf-8")


def test_parse_shows_what_was_read():
    done = run("parse", MEETING)
    assert done.returncode == 0
    assert done.stderr == b""
    for word in ("みどり野", "発言・意見 12件", "文字の収支", "town-meeting"):
        assert word in text(done.stdout)


def test_parse_explains_every_layout_it_tried():
    shown = text(run("parse", MEETING, "--explain").stdout)
    for name in ("town-meeting", "opinion-table", "minutes", "採用"):
        assert name in shown


@pytest.mark.parametrize("command", ["parse", "show", "unanswered", "analyze", "commitments"])
def test_json_is_all_that_stands_on_stdout(command):
    done = run(command, MEETING, "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout) is not None


def test_standard_input_and_a_path_give_the_same_meeting():
    by_path = json.loads(run("parse", MEETING, "--json").stdout)["meetings"][0]
    by_stdin = json.loads(run("parse", "-", "--json", stdin=MEETING.read_bytes()).stdout)["meetings"][0]
    for value in (by_path, by_stdin):
        value["source"].pop("name")
    assert by_path == by_stdin


def test_another_ending_gives_the_same_result(tmp_path):
    shutil.copy(MEETING, tmp_path / "copy.md")
    by_txt = json.loads(run("parse", MEETING, "--json").stdout)["meetings"][0]
    by_md = json.loads(run("parse", tmp_path / "copy.md", "--json").stdout)["meetings"][0]
    assert by_txt["statements"] == by_md["statements"]
    assert by_txt["turns"] == by_md["turns"]


def test_show_finds_a_statement_however_its_number_is_typed():
    assert run("show", MEETING, "２").stdout == run("show", MEETING, "2").stdout


def test_an_unknown_label_is_told_with_those_that_exist():
    done = run("show", MEETING, "99")
    assert done.returncode == 2
    assert "TM105" in text(done.stderr)
    assert "12" in text(done.stderr)


def test_an_unknown_point_is_told():
    done = run("explain", MEETING, "99.1")
    assert done.returncode == 2
    assert "TM108" in text(done.stderr)


def test_explain_shows_the_parts_of_the_score():
    points = json.loads(run("analyze", MEETING, "--json").stdout)["meetings"][0]["points"]
    linked = next(p for p in points if p["responses"])
    shown = text(run("explain", MEETING, linked["id"], COLUMNS="120").stdout)
    assert linked["responses"][0]["parts"]
    assert linked["reason"][:12] in shown.replace("\n", "").replace(" ", "")


def test_analyze_writes_the_contract(tmp_path):
    out = tmp_path / "out.json"
    done = run("analyze", MEETING, "-o", out)
    assert done.returncode == 0
    assert done.stdout == b""
    value = json.loads(out.read_text(encoding="utf-8"))
    assert value["schema_version"] == "1"
    assert len(value["meetings"][0]["statements"]) == 12


def test_the_terminal_and_the_json_tell_the_same_figures():
    value = json.loads(run("analyze", MEETING, "--json").stdout)["meetings"][0]
    whole = next(c for c in value["coverage"] if c["dimension"] == "meeting")
    shown = text(run("unanswered", MEETING).stdout)
    assert f"{whole['answered']}/{whole['total']}" in shown
    open_points = [p for p in value["points"] if p["needs_answer"] and p["status"] != "answered"]
    assert len(open_points) == whole["partial"] + whole["unanswered"]
    assert [p["id"] for p in json.loads(run("unanswered", MEETING, "--json").stdout)] == [p["id"] for p in open_points]


def test_scripts_can_fail_on_open_points():
    assert run("unanswered", MEETING, "--fail-on", "unanswered").returncode == 6
    assert run("analyze", MEETING, "--json", "--min-coverage", "1.0").returncode == 8
    assert run("analyze", MEETING, "--json", "--min-coverage", "0.0").returncode == 0


def test_filters_narrow_the_list():
    everything = json.loads(run("unanswered", MEETING, "--json").stdout)
    kinds = {p["kind"] for p in everything}
    for kind in kinds:
        narrowed = json.loads(run("unanswered", MEETING, "--json", "--kind", kind).stdout)
        assert narrowed == [p for p in everything if p["kind"] == kind]
    assert (
        json.loads(run("unanswered", MEETING, "--json", "--min-confidence", "1.0", "--speaker", "nobody").stdout) == []
    )


def test_a_batch_goes_on_after_a_bad_file_and_ends_with_the_worst_status():
    done = run("unanswered", MEETING, HOSTILE / "empty.txt", "nowhere.txt", "--json")
    assert done.returncode == 3
    assert json.loads(done.stdout)
    said = text(done.stderr)
    assert "TM201" in said
    assert "TM101" in said
    assert "OK" in said


def test_failures_stand_in_the_json_of_a_batch():
    value = json.loads(run("analyze", MEETING, HOSTILE / "empty.txt", "--json").stdout)
    assert [f["code"] for f in value["failures"]] == ["TM201"]


def test_the_old_file_stays_where_the_new_one_cannot_be_written(tmp_path):
    target = tmp_path / "out.json"
    target.mkdir()
    done = run("analyze", MEETING, "-o", target)
    assert done.returncode == 7
    assert "TM601" in text(done.stderr)
    assert list(tmp_path.iterdir()) == [target]


def test_an_unknown_ending_of_the_output_is_refused_before_any_work():
    done = run("analyze", "nowhere.txt", "-o", "out.docm")
    assert done.returncode == 2
    assert "TM602" in text(done.stderr)
    assert "TM101" not in text(done.stderr)


@pytest.mark.parametrize("name", ["minutes.csv", "link.csv", "sub/../minutes.csv"])
def test_the_minutes_are_never_overwritten(name, tmp_path):
    (tmp_path / "sub").mkdir()
    source = tmp_path / "minutes.csv"
    shutil.copy(DOCUMENTS / "midorino-qa.csv", source)
    (tmp_path / "link.csv").symlink_to(source)
    before = source.read_bytes()
    done = run("analyze", source, "-o", tmp_path / name)
    assert done.returncode == 2
    assert "TM114" in text(done.stderr)
    assert source.read_bytes() == before
    assert (tmp_path / "link.csv").is_symlink()


def test_a_list_of_a_doubtful_reading_says_so_and_does_not_pass_a_gate(tmp_path):
    path = tmp_path / "answers-only.txt"
    lines = ("○市長（山田太郎君）　お答えします。", "○部長（森一郎君）　直します。", "○市長（山田太郎君）　以上です。")
    path.write_text("\n".join(("会議録", *lines, *lines)), encoding="utf-8")
    forced = ("unanswered", path, "--layout", "minutes")
    assert run("unanswered", path).returncode == 4
    assert "no_statements" in text(run(*forced).stderr)
    assert run(*forced, "--fail-on", "unanswered").returncode == 6
    assert run(*forced, "--min-coverage", "0.5").returncode == 6


def test_a_bare_number_asks_for_that_statement_alone():
    found = json.loads(run("show", MEETING, "--json", "--speaker", "1").stdout)
    assert {v["statement"]["label"] for v in found if v["points"]} == {"1"}


def test_a_folder_and_a_missing_file_are_told():
    assert run("parse", DOCUMENTS).returncode == 2
    assert "TM102" in text(run("parse", DOCUMENTS).stderr)
    assert "TM101" in text(run("parse", "nowhere.pdf").stderr)


def test_patterns_are_expanded_where_the_shell_does_not():
    done = run("parse", "fixtures/documents/midorino-town-meeting.t?t", "--json")
    assert len(json.loads(done.stdout)["meetings"]) == 1


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example_in_both_languages(command):
    assert f"townmeeting {command}" in text(run(command, "--help").stdout)
    assert "例:" in text(run(command, "--help").stdout)
    assert "Example:" in text(run(command, "--help", "--lang", "en").stdout)
    assert "Example:" in text(run(command, "--help", TOWNMEETING_LANG="en").stdout)


def test_english_on_request():
    assert "statements" in text(run("parse", MEETING, "--lang", "en").stdout)
    assert "remedy" in text(run("parse", "nowhere.txt", TOWNMEETING_LANG="en").stderr)


@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize("command", ["parse", "show", "unanswered", "analyze", "commitments"])
def test_no_line_is_wider_than_the_terminal(command, columns):
    shown = text(run(command, MEETING, COLUMNS=str(columns)).stdout)
    assert max(width(line) for line in shown.splitlines()) <= columns


def test_control_codes_in_the_minutes_do_not_reach_the_terminal():
    source = HOSTILE / "control-characters.txt"
    for command in ("parse", "show", "analyze"):
        done = run(command, source)
        assert done.returncode == 0
        assert b"\x1b" not in done.stdout
        assert "\u202e" not in text(done.stdout)


def test_a_console_that_lacks_characters_still_gets_the_report():
    done = run("parse", MEETING, PYTHONIOENCODING="cp932")
    assert done.returncode == 0
    assert "みどり野" in done.stdout.decode("cp932")


def test_the_version_is_shown():
    assert text(run("--version").stdout).startswith("townmeeting 0.")


def test_a_wrong_option_is_a_usage_error():
    assert run("parse", MEETING, "--nonsense").returncode == 2
    assert run("parse", MEETING, "--layout", "nonsense").returncode == 2
    assert run("parse", MEETING, "--encoding", "nonsense").returncode == 2
    assert run("parse", MEETING, "--format", "nonsense").returncode == 2


def test_evaluate_measures_the_fixture_against_its_annotation(tmp_path):
    annotation = Path("fixtures/gold/midorino-town-meeting.points.json")
    figures = json.loads(run("evaluate", annotation, MEETING, "--json").stdout)
    assert set(figures) >= {"point_f1", "link_f1", "status_accuracy"}
    assert run("evaluate", annotation, MEETING, "--details").returncode == 0
    broken = tmp_path / "gold.json"
    broken.write_text("{", encoding="utf-8")
    assert run("evaluate", broken, MEETING).returncode == 2
