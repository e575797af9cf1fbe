"""One table of documents, every route: path, standard input, library and command line say the same."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

import townmeeting as tm
from tests.cli.test_commands import run, text
from tests.conftest import DOCUMENTS, HOSTILE, ROOT
from tests.vectors import HOSTILE_VECTORS, VECTORS, DocumentVector, HostileVector
from townmeeting.schema import meeting_to_dict

ONE_A_FORMAT = tuple({v.file.rsplit(".", 1)[-1]: v for v in VECTORS}.values())


def without_name(value: dict) -> dict:
    return {**value, "source": {**value["source"], "name": ""}}


@pytest.mark.parametrize("vector", ONE_A_FORMAT, ids=lambda v: v.file)
def test_library_path_and_standard_input_agree(vector: DocumentVector):
    path = DOCUMENTS / vector.file
    library = [without_name(meeting_to_dict(m)) for m in tm.read_all(path)]
    # standard input has no ending, and text with commas in it need not be CSV
    told = ("--format", path.suffix[1:]) if path.suffix in (".csv", ".tsv") else ()
    by_path = json.loads(run("parse", path, "--json").stdout)["meetings"]
    by_stdin = json.loads(run("parse", "-", "--json", *told, stdin=path.read_bytes()).stdout)["meetings"]
    assert [without_name(m) for m in by_path] == json.loads(json.dumps(library))
    assert [m["statements"] for m in by_stdin] == [m["statements"] for m in by_path]


@pytest.mark.parametrize("vector", HOSTILE_VECTORS, ids=lambda v: v.file)
@pytest.mark.parametrize("command", ["parse", "analyze"])
def test_a_bad_file_ends_with_its_status_and_no_traceback(vector: HostileVector, command: str):
    done = run(command, HOSTILE / vector.file)
    assert done.returncode == vector.status
    assert b"Traceback" not in done.stdout + done.stderr
    if vector.code:
        first, second = text(done.stderr).strip().splitlines()[:2]
        assert vector.code in first
        assert vector.file in first
        assert second.startswith("対処")
        assert done.stdout == b""


@pytest.mark.parametrize("vector", [v for v in HOSTILE_VECTORS if v.code], ids=lambda v: v.file)
def test_nothing_is_written_for_a_bad_file(vector: HostileVector, tmp_path):
    done = run("analyze", HOSTILE / vector.file, "-o", tmp_path / "out.json")
    assert done.returncode == vector.status
    assert list(tmp_path.iterdir()) == []


def test_ten_million_characters_on_one_line_end_in_a_clear_word(tmp_path):
    path = tmp_path / "long.txt"
    path.write_text("あ" * 10_000_000, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "townmeeting", "parse", str(path)], capture_output=True, cwd=ROOT, timeout=300
    )
    assert done.returncode == 4
    assert "TM301" in text(done.stderr)
    assert len(done.stderr) < 10_000


def test_the_layouts_tried_are_shown_for_a_file_that_none_fits():
    done = run("parse", HOSTILE / "no-speaker.txt", "--explain")
    assert done.returncode == 4
    assert "town-meeting" in text(done.stdout + done.stderr)
