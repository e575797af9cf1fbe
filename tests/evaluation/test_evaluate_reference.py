"""The figures are, to the digit and in the same order, those of the reference program beside the project."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from townmeeting.evaluation import evaluate

PROGRAM = Path(__file__).resolve().parents[3] / "shared" / "eval" / "score.py"

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not PROGRAM.exists(), reason="the reference program (../shared/eval/score.py) is not here"),
]


@pytest.fixture(scope="module")
def reference():
    spec = importlib.util.spec_from_file_location("reference_score", PROGRAM)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def figures_of(reference, gold, analysis):
    scores = {
        "rows": reference.score_rows,
        "points": reference.score_points,
        "segments": reference.score_segments,
        "summaries": reference.score_summaries,
    }
    kind = next(kind for kind in scores if kind in gold)
    values = scores[kind](gold, reference.meeting_of(analysis), False)
    return [(name, round(v, 4) if isinstance(v, float) else v) for name, v in values.items()]


@pytest.mark.parametrize("name", ["points_case", "segments_case", "rows_case", "summaries_case"])
def test_the_program_prints_the_same(request, tmp_path, name):
    gold, analysis = request.getfixturevalue(name)
    paths = (tmp_path / "gold.json", tmp_path / "analysis.json")
    for path, values in zip(paths, (gold, analysis), strict=True):
        path.write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")
    run = subprocess.run([sys.executable, PROGRAM, *paths], capture_output=True, check=True)
    assert list(json.loads(run.stdout).items()) == list(evaluate(gold, analysis).figures)


SENTENCES = [
    "駅前の駐輪場を広げてほしい。",
    "公園の街灯はいつ直りますか。",
    "公園の街灯が暗くて、夜はこわいのです。",
    "ごみ袋の値段が心配です。",
    "はい。",
    "図書館は何時まで開いていますか？",
    "図書館は午後８時まで開いています。",
    "図書館は午後8時まで\n開いて いま す。",
    "駐輪場は来年度に広げます。",
    "貴重な御意見をありがとうございます。",
    "また、街灯についてのお話もありました",
    "ABCホールの 予約　について",
    "abcホールの予約について",
    "検討してまいります．",
]
LABELS = ["1", "＜発言１＞", "No.2", "2", "参加者3", "（3）", "3-1"]
SPEAKERS = ["", "青木花子", "青　木", "石田委員"]
KINDS = ["question", "request", "proposal", "concern", "opinion"]
STATUSES = ["answered", "partial", "unanswered"]
REPLIES = ["explained", "done", "planned", None]
SOURCES = ["mayor", "staff", "note"]

sentence = st.sampled_from(SENTENCES)


def texts(most):
    return st.lists(sentence, min_size=1, max_size=most).map("".join)


def parts_of(text):
    """Return strategies for the whole text, one of its sentences, any stretch of it, or words of another."""
    ends = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    inside = [s for s in SENTENCES if s in text]
    return st.one_of(
        st.just(text),
        st.sampled_from(inside or [text]),
        ends.map(lambda pair: text[min(pair) : max(pair)]),
        sentence,
    )


@st.composite
def responses(draw, turns):
    key = draw(st.sampled_from([*turns] * 4 + ["t9"]))
    found = {"turn": key, "text": draw(parts_of(turns.get(key, "")))}
    return found | draw(st.fixed_dictionaries({}, optional={"source": st.sampled_from(SOURCES)}))


@st.composite
def points(draw, statements, turns):
    key = draw(st.sampled_from([*statements] * 4 + ["9"]))
    values = {"kind": st.sampled_from(KINDS), "status": st.sampled_from(STATUSES)}
    values |= {"response_kind": st.sampled_from(REPLIES), "responses": st.lists(responses(turns), max_size=3)}
    rarely = {"needs_answer": st.booleans()}
    found = {"statement": key, "text": draw(parts_of(statements.get(key, "")))}
    if draw(st.integers(0, 9)) == 0:
        values, rarely = {}, rarely | values
    return found | draw(st.fixed_dictionaries(values, optional=rarely))


@st.composite
def meetings(draw):
    turns = {f"t{n}": text for n, text in enumerate(draw(st.lists(texts(5), min_size=1, max_size=4)))}
    statements = {f"{n}": text for n, text in enumerate(draw(st.lists(texts(6), min_size=1, max_size=3)))}
    keys = st.lists(st.sampled_from([*turns, "t9"]), max_size=2)
    values = {"label": st.sampled_from(LABELS), "speaker": st.sampled_from(SPEAKERS), "answers": keys, "notes": keys}
    check = st.fixed_dictionaries(
        {"name": st.sampled_from(["opinions", "amended"]), "declared": st.integers(0, 2), "found": st.integers(0, 2)}
    )
    return {
        "turns": [{"id": key, "text": text} for key, text in turns.items()],
        "statements": [{"id": k, "text": t} | draw(st.fixed_dictionaries(values)) for k, t in statements.items()],
        "points": draw(st.lists(points(statements, turns), max_size=8)),
        "checks": draw(st.lists(check, max_size=2)),
    }


@st.composite
def gold_points(draw, found, statement, turn):
    """Return an annotation that mostly quotes points of the analysis and the passages linked to them."""
    base = draw(st.sampled_from(found)) if found and draw(st.integers(0, 3)) else None
    linked = [r["text"] for r in base.get("responses", [])] if base else []
    words = st.sampled_from(linked).flatmap(parts_of) if linked else turn
    answer = st.fixed_dictionaries({"source": st.sampled_from(SOURCES), "quote": words})
    values = {
        "id": st.just("1"),
        "statement": st.sampled_from([*LABELS, 1, 2]),
        "quote": st.just(base["text"]) if base and draw(st.booleans()) else statement,
        "needs_answer": st.sampled_from([True, True, True, False]),
        "kind": st.sampled_from(KINDS),
        "status": st.sampled_from(STATUSES),
        "response_kind": st.sampled_from(REPLIES),
        "answers": st.lists(answer, max_size=2),
    }
    return draw(st.fixed_dictionaries(values))


@st.composite
def cases(draw):
    """An analysis of one or two meetings and golds of all kinds that quote it, rightly or not."""
    analysis = {"meetings": draw(st.lists(meetings(), min_size=1, max_size=2))}
    quotes = {group: [e["text"] for m in analysis["meetings"] for e in m[group]] for group in ("statements", "turns")}
    statement, turn = (st.sampled_from([*quotes[g], ""]).flatmap(parts_of) for g in ("statements", "turns"))
    row = st.fixed_dictionaries({"label": st.sampled_from([*LABELS, 1]), "statement": statement, "response": turn})
    total = st.fixed_dictionaries({"declared": st.integers(0, 2), "found": st.integers(0, 2)})
    totals = st.dictionaries(st.sampled_from(["opinions", "amended"]), total, min_size=1)
    summary = st.fixed_dictionaries(
        {"id": st.just("1"), "questioner": st.sampled_from(["青木", "石田", ""])}
        | {"topic": sentence, "summary": statement, "answer": turn}
    )
    found_points = [p for m in analysis["meetings"] for p in m["points"]]
    found = draw(st.lists(gold_points(found_points, statement, turn), min_size=1, max_size=6))
    rows = {"rows": draw(st.lists(row, min_size=1, max_size=6))}
    golds = [
        {"points": found},
        {"segments": found},
        rows | draw(st.fixed_dictionaries({}, optional={"checks": totals})),
        {"summaries": draw(st.lists(summary, min_size=1, max_size=5))},
    ]
    return golds, analysis


relaxed = settings(
    max_examples=120,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@relaxed
@given(cases())
def test_the_figures_of_any_analysis_are_the_same(reference, case):
    golds, analysis = case
    for gold in golds:
        assert list(evaluate(gold, analysis).figures) == figures_of(reference, gold, analysis)
