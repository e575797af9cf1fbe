"""Whole results, as plain JSON in tests/golden. `TOWNMEETING_REGEN=1 pytest tests/test_goldens.py` writes them anew.

Left out are the scores of the layouts tried: they move with every rule, and the choice is in `source.layout`.
A golden that is missing is written and fails: look at what it says before it becomes the truth.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.conftest import DOCUMENTS, ROOT
from townmeeting.layouts import parse_document
from townmeeting.readers import read_document
from townmeeting.schema import meeting_to_dict

GOLDEN = ROOT / "tests" / "golden"
REGEN = "TOWNMEETING_REGEN"
FILES = (
    "midorino-town-meeting.txt",
    "midorino-town-meeting.pdf",
    "midorino-town-meeting.tracked.docx",
    "midorino-public-comment.pdf",
    "midorino-public-comment.xlsx",
    "midorino-public-comment.csv",
    "midorino-residents.md",
    "midorino-council.html",
    "midorino-committee.txt",
    "midorino-qa.docx",
)


def render(name: str) -> str:
    meetings = parse_document(read_document((DOCUMENTS / name).read_bytes(), name))
    results = [meeting_to_dict(m) for m in meetings]
    for result in results:
        del result["source"]["attempts"]
    return json.dumps(results, ensure_ascii=False, indent=1) + "\n"


def write(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode())


@pytest.mark.parametrize("name", FILES)
def test_the_result_is_the_golden_one(name: str):
    path, result = GOLDEN / f"{name}.json", render(name)
    if os.environ.get(REGEN) or not path.exists():
        write(path, result)
        pytest.fail(f"{path.relative_to(ROOT)} was written: review it and re-run")
    assert json.loads(result) == json.loads(path.read_text(encoding="utf-8"))


def test_every_golden_belongs_to_a_file():
    assert sorted(p.name for p in GOLDEN.iterdir()) == sorted(f"{name}.json" for name in FILES)


def test_goldens_are_not_being_rewritten():
    assert not os.environ.get(REGEN), f"{REGEN} is set: unset it, the goldens would follow every change unseen"
