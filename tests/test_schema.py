"""The JSON reads back to the same objects, and has the names that the contract fixes."""

from __future__ import annotations

import json

import pytest

from tests.builders import make_analysis, make_meeting
from townmeeting.model import Status
from townmeeting.schema import (
    analysis_from_dict,
    analysis_to_dict,
    document,
    meeting_from_dict,
    meeting_to_dict,
)


def through_json(value: object) -> object:
    return json.loads(json.dumps(value, ensure_ascii=False))


def test_a_meeting_reads_back_to_itself():
    meeting = make_meeting()
    assert meeting_from_dict(through_json(meeting_to_dict(meeting))) == meeting


@pytest.mark.parametrize("status", list(Status))
def test_an_analysis_reads_back_to_itself(status):
    analysis = make_analysis(status=status)
    assert analysis_from_dict(through_json(analysis_to_dict(analysis))) == analysis


def test_the_names_of_the_contract_are_there():
    value = analysis_to_dict(make_analysis())
    assert {"turns", "statements", "points", "checks"} <= value.keys()
    assert {"id", "role", "speaker", "label", "text"} <= value["turns"][0].keys()
    assert [t["role"] for t in value["turns"]] == ["resident", "mayor", "note"]
    assert value["statements"][0]["answers"] == ["t2"]
    assert value["statements"][0]["notes"] == ["n1"]
    assert value["statements"][0]["turn"] == "t1"
    point = value["points"][0]
    assert {"id", "statement", "text", "kind", "needs_answer", "status", "response_kind", "confidence"} <= point.keys()
    assert {"turn", "source", "text", "score"} <= point["responses"][0].keys()
    assert value["checks"][0] == {
        "name": "participants",
        "declared": 1,
        "found": 1,
        "ok": True,
        "quote": {"text": "", "where": "", "pieces": []},
    }
    assert value["checks"][1]["ok"] is None


def test_paragraphs_are_offsets_into_the_text_of_their_turn():
    turn = meeting_to_dict(make_meeting())["turns"][0]
    parts = [turn["text"][s["at"] : s["at"] + s["length"]] for s in turn["segments"]]
    assert parts == ["バスを増やしてほしい。", "道も狭い。"]


def test_the_document_names_its_version_and_its_failures():
    value = document([], [{"file": "a.pdf", "code": "TM203", "message": "…"}])
    assert value["schema_version"] == "1"
    assert value["failures"][0]["code"] == "TM203"
