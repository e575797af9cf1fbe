"""The fixtures are current, complete, and our own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import DOCUMENTS, HOSTILE, ROOT
from tests.vectors import HOSTILE_VECTORS, VECTORS, squeeze

FIXTURES = ROOT / "fixtures"
SOURCES = sorted((FIXTURES / "source").iterdir())
GOLD = FIXTURES / "gold" / "midorino-town-meeting.points.json"
LONGEST_SHARED = 19
"""Characters in a row that a stock phrase of minutes may share with a real document."""


def test_every_file_is_what_the_sources_give():
    run = [sys.executable, "scripts/make_fixtures.py", "--check"]
    done = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_source_is_rendered():
    stems = {path.name.partition(".")[0] for path in DOCUMENTS.iterdir()}
    assert {path.stem for path in SOURCES} == stems


def test_the_vectors_name_every_document_and_no_other():
    assert sorted(v.file for v in VECTORS) == sorted(path.name for path in DOCUMENTS.iterdir())


def test_the_vectors_name_every_hostile_file_and_no_other():
    assert sorted(v.file for v in HOSTILE_VECTORS) == sorted(path.name for path in HOSTILE.iterdir())


def test_the_fixtures_stay_small():
    assert sum(path.stat().st_size for path in FIXTURES.rglob("*") if path.is_file()) < 1_500_000


def test_every_gold_passage_stands_once_in_the_document():
    text = squeeze((DOCUMENTS / "midorino-town-meeting.txt").read_text(encoding="utf-8"))
    points = json.loads(GOLD.read_text(encoding="utf-8"))["points"]
    quotes = [q for p in points for q in (p["quote"], *(a["quote"] for a in p["answers"]))]
    assert [q for q in quotes if text.count(squeeze(q)) != 1] == []


def test_gold_points_have_passages_exactly_where_they_are_answered():
    points = json.loads(GOLD.read_text(encoding="utf-8"))["points"]
    assert [p["id"] for p in points if bool(p["answers"]) == (p["status"] == "unanswered")] == []


@pytest.mark.corpus
@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_no_sentence_is_borrowed_from_a_real_document(source: Path, corpus: Path):
    length = LONGEST_SHARED + 1
    own = squeeze(source.read_text(encoding="utf-8"))
    stretches = {own[i : i + length] for i in range(len(own) - length + 1)}
    real = [squeeze(p.read_text(encoding="utf-8")) for p in corpus.iterdir() if p.suffix not in (".pdf", ".xlsx")]
    shared = {s for text in real for i in range(len(text)) if (s := text[i : i + length]) in stretches}
    assert shared == set()
