"""A gold file or an analysis that cannot be used is refused with its place, never measured halfway."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from townmeeting.errors import ExitStatus, TownMeetingError
from townmeeting.evaluation import evaluate, read_gold, reliability

POINT = {
    "id": "1-1",
    "statement": 1,
    "quote": "駐輪場を広げてほしい。",
    "kind": "request",
    "needs_answer": True,
    "status": "answered",
    "answers": [],
}
SEGMENT = {"statement": 1, "quote": "", "status": "answered", "answers": []}


def points(**changes):
    entry = {**POINT, **changes}
    return {"points": [{key: value for key, value in entry.items() if value is not ...}]}


FILES = [
    (b"", "TM107"),
    (b"points: []", "TM107"),
    ('{"points": []}'.encode("utf-16"), "TM107"),
    (b"[" * 100_000, "TM107"),
    (b"[]", "TM111"),
    (b"{}", "TM111"),
    (b'{"meetings": []}', "TM111"),
    (b'{"points": []}', "TM112"),
    (b'{"rows": {}}', "TM112"),
]


@pytest.mark.parametrize(("data", "code"), FILES, ids=range(len(FILES)))
def test_a_file_that_is_no_gold_is_refused(data, code):
    with pytest.raises(TownMeetingError) as caught:
        read_gold(data, "seikai.json")
    assert caught.value.code == code
    assert caught.value.status is ExitStatus.USAGE
    assert "seikai.json" in caught.value.render("ja")
    assert "seikai.json" in caught.value.render("en")


ENTRIES = [
    # gold, place, what stands there
    (points(quote=...), "points[0].quote", "—"),
    (points(quote=3), "points[0].quote", "3"),
    (points(statement=None), "points[0].statement", "null"),
    (points(statement=True), "points[0].statement", "true"),
    (points(needs_answer="false"), "points[0].needs_answer", '"false"'),
    (points(status="answerd"), "points[0].status", '"answerd"'),
    (points(status=...), "points[0].status", "—"),
    (points(kind="ask"), "points[0].kind", '"ask"'),
    (points(kind=[]), "points[0].kind", "[]"),
    (points(response_kind="yes"), "points[0].response_kind", '"yes"'),
    (points(answers=...), "points[0].answers", "—"),
    (points(answers={}), "points[0].answers", "{}"),
    (points(answers=["はい"]), "points[0].answers[0]", '"はい"'),
    (points(answers=[{"quote": "はい"}]), "points[0].answers[0].source", "—"),
    (points(answers=[{"quote": "はい", "source": "Note"}]), "points[0].answers[0].source", '"Note"'),
    ({"points": [POINT, "…"]}, "points[1]", '"…"'),
    ({"rows": [{"label": "1", "statement": "橋"}]}, "rows[0].response", "—"),
    ({"rows": [{"label": "1", "statement": "橋", "response": ""}], "checks": []}, "checks", "[]"),
    (
        {"rows": [{"label": "1", "statement": "橋", "response": ""}], "checks": {"a": {"found": 1}}},
        "checks.a.declared",
        "—",
    ),
    ({"segments": [{**SEGMENT, "status": None}]}, "segments[0].status", "null"),
    ({"summaries": [{"id": "q", "questioner": "青木", "topic": "", "summary": ""}]}, "summaries[0].answer", "—"),
]


@pytest.mark.parametrize(("gold", "place", "found"), ENTRIES, ids=[place for _, place, _ in ENTRIES])
def test_an_entry_that_cannot_be_used_is_named_with_its_place(gold, place, found):
    with pytest.raises(TownMeetingError) as caught:
        read_gold(json.dumps(gold).encode(), "seikai.json")
    assert caught.value.code == "TM112"
    assert (caught.value.fields["place"], caught.value.fields["found"]) == (place, found)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "with byte order mark"])
def test_a_gold_file_may_have_a_byte_order_mark(mark):
    assert read_gold(mark + json.dumps(points()).encode(), "seikai.json") == points()


def test_a_point_that_needs_no_answer_needs_no_judgement():
    bare = {"statement": "1", "quote": "ありがとう。", "needs_answer": False}
    figures = dict(evaluate({"points": [bare]}, {"meetings": []}).figures)
    assert figures["gold_points"] == 0


TURN = {"id": "t1", "text": "はい。"}
ANALYSES = [
    ({}, "meetings"),
    ({"meetings": {}}, "meetings"),
    ({"meetings": [{"turns": []}]}, "meetings[0].statements"),
    ({"meetings": [{"turns": [{"id": 1, "text": ""}], "statements": []}]}, "meetings[0].turns[0].id"),
    ({"meetings": [{"turns": [{"id": "t1"}], "statements": []}]}, "meetings[0].turns[0].text"),
    (
        {"meetings": [{"turns": [TURN], "statements": [{"id": "1", "label": "1", "text": "", "answers": [1]}]}]},
        "meetings[0].statements[0].answers",
    ),
    (
        {
            "meetings": [
                {"turns": [TURN], "statements": [], "points": [{"statement": "1", "text": "", "responses": [{}]}]}
            ]
        },
        "meetings[0].points[0].responses[0].turn",
    ),
]


@pytest.mark.parametrize(("analysis", "place"), ANALYSES, ids=[place for _, place in ANALYSES])
def test_an_analysis_outside_the_contract_is_named_with_its_place(analysis, place):
    with pytest.raises(TownMeetingError) as caught:
        evaluate(points(), analysis)
    assert caught.value.code == "TM113"
    assert caught.value.fields["place"] == place
    assert place in caught.value.render("ja")


def test_an_analysis_that_found_nothing_gets_nothing(points_case, rows_case, summaries_case):
    for gold, _ in (points_case, rows_case, summaries_case):
        result = evaluate(gold, {"meetings": []})
        assert [name for name, value in result.figures if isinstance(value, float) and value] == []
        assert result.misses


def test_a_lost_answer_and_no_link_are_perfect_in_segments_and_listed_all_the_same(segments_case):
    gold, _ = segments_case
    result = evaluate(gold, {"meetings": []})
    assert dict(result.figures)["link_f1"] == 1.0
    assert [(m.kind.value, m.gold) for m in result.misses] == [("gold_quote", "a"), ("gold_quote", "b")]


scalars = st.none() | st.booleans() | st.integers(-3, 3) | st.floats() | st.sampled_from(["", "1", "note", "answered"])
keys = st.sampled_from(
    ["points", "rows", "segments", "summaries", "quote", "answers", "statement", "meetings", "turns"]
)
values = st.recursive(scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=4))


def outcome(call, gold, analysis):
    try:
        call(gold, analysis)
    except TownMeetingError as error:
        return error.code
    return "figures"


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.dictionaries(keys, values, max_size=4), st.dictionaries(keys, values, max_size=3))
def test_any_json_gives_figures_or_an_error_of_the_catalogue(gold, analysis):
    assert outcome(evaluate, gold, analysis) in ("figures", "TM111", "TM112", "TM113")
    assert outcome(reliability, gold, analysis) in ("figures", "TM103", "TM111", "TM112", "TM113")
