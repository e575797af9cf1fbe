"""Small records of the fictional city of Midorino, each with an annotation: (gold, analysis)."""

import pytest

Case = tuple[dict, dict]


def turn(key, role, text):
    return {"id": key, "role": role, "speaker": "", "label": "", "text": text}


def statement(key, label, text, *, speaker="", answers=(), notes=()):
    return {
        "id": key,
        "label": label,
        "speaker": speaker,
        "text": text,
        "turn": None,
        "answers": list(answers),
        "notes": list(notes),
    }


def response(key, source, text, score=0.9):
    return {"turn": key, "source": source, "text": text, "score": score}


def point(key, of, text, *, kind="request", status="answered", does="planned", responses=(), asks=True):
    return {
        "id": key,
        "statement": of,
        "text": text,
        "kind": kind,
        "needs_answer": asks,
        "status": status,
        "response_kind": does,
        "responses": list(responses),
    }


def meeting(turns, statements, points=(), checks=()):
    return {"turns": list(turns), "statements": list(statements), "points": list(points), "checks": list(checks)}


def gold_point(key, quote, *, kind="request", status="answered", does="planned", answers=(), asks=True):
    return {
        "id": key,
        "statement": 1,
        "quote": quote,
        "kind": kind,
        "needs_answer": asks,
        "status": status,
        "response_kind": does,
        "answers": [{"source": source, "quote": words} for source, words in answers],
    }


BICYCLES = "駅前の駐輪場を広げてほしい。"
LAMPS = "公園の街灯はいつ直りますか。"
BAGS = "ごみ袋の値段が心配です。"
THANKS = "いつもありがとうございます。"
WIDEN = "駐輪場は来年度に広げます。"
PARTS = "街灯は部品を待っています。"
MAY = "街灯は五月に直します。"
ASKED = BICYCLES + LAMPS + BAGS + THANKS


@pytest.fixture
def points_case() -> Case:
    """Three asks and a thank-you: one is found and linked too widely, one is called unanswered though a note
    answers it, one is overlooked, and the thank-you is taken for an ask."""
    gold = {
        "document": "midorino",
        "points": [
            gold_point("1-1", BICYCLES, answers=[("mayor", WIDEN)]),
            gold_point("1-2", LAMPS, kind="question", does="explained", answers=[("note", MAY)]),
            gold_point("1-3", BAGS, kind="concern", status="unanswered", does=None),
            gold_point("1-4", THANKS, kind="opinion", status="unanswered", does=None, asks=False),
        ],
    }
    found = meeting(
        [turn("t1", "resident", ASKED), turn("t2", "mayor", WIDEN + PARTS), turn("n1", "note", MAY)],
        [statement("1", "1", ASKED, answers=["t2"], notes=["n1"])],
        [
            point("1.1", "1", BICYCLES, responses=[response("t2", "mayor", WIDEN + PARTS)]),
            point("1.2", "1", LAMPS, kind="question", status="unanswered", does=None),
            point("1.3", "1", THANKS, status="unanswered", does=None),
        ],
    )
    return gold, {"schema_version": "1", "meetings": [found]}


@pytest.fixture
def segments_case() -> Case:
    """Two stretches with an answer and two without: one answer is linked, one overlooked, one invented."""

    def segment(key, quote, answer=""):
        answers = [{"source": "mayor", "quote": answer}] if answer else []
        status = "answered" if answer else "unanswered"
        return {"id": key, "statement": 1, "quote": quote, "status": status, "answers": answers}

    segments = [segment("a", BICYCLES, WIDEN), segment("b", LAMPS, PARTS), segment("c", BAGS), segment("d", THANKS)]
    found = meeting(
        [turn("t1", "resident", ASKED), turn("t2", "mayor", WIDEN + PARTS)],
        [statement("1", "1", ASKED, answers=["t2"])],
        [
            point("1.1", "1", BICYCLES, responses=[response("t2", "mayor", WIDEN)]),
            point("1.2", "1", LAMPS, status="unanswered", does=None),
            point("1.3", "1", BAGS, responses=[response("t2", "mayor", PARTS)]),
        ],
    )
    return {"document": "midorino", "segments": segments}, {"schema_version": "1", "meetings": [found]}


@pytest.fixture
def rows_case() -> Case:
    """Four rows: one right, one with its neighbour's reply, one cut short, one lost; one row too many."""
    texts = ["歩道の段差をなくしてください。車いすで通れません。", "図書館の開館時間を延ばしてください。夜も使いたい。"]
    cut = "川の土手に生えた草を夏の前に刈ってほしい。虫が多くて困る。"
    lost = "防災無線が聞こえません。"
    gold = [
        {"label": "1", "statement": texts[0], "response": WIDEN},
        {"label": "2", "statement": texts[1], "response": MAY},
        {"label": "3", "statement": cut, "response": ""},
        {"label": "4", "statement": lost, "response": PARTS},
    ]
    found = meeting(
        [turn("t1", "staff", WIDEN), turn("t2", "staff", PARTS)],
        [
            statement("1", "No.１", texts[0], answers=["t1"]),
            statement("2", "5", texts[1], answers=["t2"]),
            statement("3", "（3）", cut[:21]),
            statement("4", "9", "市役所の窓口の案内をやさしい日本語にしてほしいです。"),
        ],
        checks=[
            {"name": "opinions", "declared": 4, "found": 4, "ok": True},
            {"name": "amended", "declared": 1, "found": 0},
        ],
    )
    totals = {"opinions": {"declared": 4, "found": 4}, "amended": {"declared": 1, "found": 1}}
    gold_file = {"document": "midorino", "rows": gold, "checks": totals}
    return gold_file, {"schema_version": "1", "meetings": [found]}


@pytest.fixture
def summaries_case() -> Case:
    """Five summaries: the closest point linked, a farther one linked, linked to nothing, no such questioner, and a
    passage that is not in the minutes."""

    def summary(key, questioner, topic, words, answer):
        return {
            "id": key,
            "questioner": questioner,
            "topic": topic,
            "summary": words,
            "answerer": "市長",
            "answer": answer,
        }

    gold = [
        summary("q1", "青木", "駐輪場", "駅前の駐輪場の拡張を問う。", WIDEN),
        summary("q2", "青木", "街灯", "公園の街灯が直る時期を問う。", PARTS),
        summary("q3", "青木", "ごみ袋", "ごみ袋の値段を問う。", MAY),
        summary("q4", "石田", "ごみ袋", "ごみ袋の値段を問う。", MAY),
        summary("q5", "青木", "河川", "堤防の補修を問う。", "堤防は県に求めてまいります。"),
    ]
    found = meeting(
        [turn("t1", "resident", ASKED), turn("t2", "mayor", WIDEN + PARTS), turn("n1", "note", MAY)],
        [statement("1", "青木委員", ASKED, speaker="青　木　花子", answers=["t2"])],
        [
            point("1.1", "1", BICYCLES, responses=[response("t2", "mayor", WIDEN)]),
            point("1.2", "1", LAMPS),
            point("1.3", "1", BAGS, responses=[response("t2", "mayor", PARTS)]),
        ],
    )
    return {"document": "midorino", "summaries": gold}, {"schema_version": "1", "meetings": [found]}
