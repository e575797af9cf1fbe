"""Words that stand where an answer should and are none. A wrong "answered" hides a question."""

from __future__ import annotations

import pytest

from tests.builders import make_meeting
from townmeeting.analysis.stages import ASSUMED, analyze_meeting
from townmeeting.analysis.voids import voidness
from townmeeting.layouts import parse_document
from townmeeting.model import Status
from townmeeting.readers import read_document

# fmt: off
REPLIES = (
    ("図書館を夜も開けてほしい。", "（未回答）", Status.UNANSWERED),
    ("図書館を夜も開けてほしい。", "回答保留", Status.UNANSWERED),
    ("図書館を夜も開けてほしい。", "……。", Status.UNANSWERED),
    ("図書館を夜も開けてほしい。", "次の方、どうぞ。", Status.UNANSWERED),
    ("図書館を夜も開けてほしい。", "ほかに質疑はありませんか。", Status.UNANSWERED),
    ("図書館を夜も開けてほしい。", "御質問の趣旨は何でしょうか。", Status.UNANSWERED),
    ("図書館を夜も開けてほしい。", "図書館については、担当課に確認して後日回答します。", Status.PARTIAL),
    ("図書館を夜も開けてほしい。", "図書館のことは、私からはお答えできません。", Status.PARTIAL),
    ("図書館を夜も開けてほしい。", "検討中", Status.PARTIAL),
    ("図書館を夜も開けてほしい。", "図書館は来年度から夜九時まで開けます。", Status.ANSWERED),
    ("図書館を夜も開けてほしい。", "対応します。", Status.ANSWERED),
    ("図書館を夜も開けてほしい。", "難しいと考えています。詳しくは後日お知らせします。", Status.ANSWERED),
)
# fmt: on
VOID = (
    (["次の方、どうぞ。"], "nothing"),
    (["時間の都合で次に移ります。"], "nothing"),
    (["調べて後日お知らせします。"], "later"),
    (["現時点でお答えできることはありません。"], "later"),
    (["調べて後日お知らせします。", "来年度に広げます。"], ""),
    (["来年度に広げます。"], ""),
    (["手元に資料がありませんので、後ほど担当課からお答えさせてください。"], "later"),
    (["安くできる場合があるのかどうか、担当から御説明させます。"], "later"),
    (["大事なことですので、調べてお返事をします。"], "later"),
    (["正確な数字が頭に入っておりませんので、後でお示しします。"], "later"),
    (["時期については確認をいたします。"], "later"),
    (["資料でお示ししたとおりです。"], ""),
    (["水質検査の結果は、環境課から毎月町内会に報告します。"], ""),
    (["断水の際は、水道課から各戸にお知らせします。"], ""),
    (["工事の前には、建設課から沿線の皆さんに説明いたします。"], ""),
    (["建設課から県に報告します。"], ""),
    (["日程を組んで、全ての遊具の安全を確認します。"], ""),
    (["その辺りの街灯は、来月職員が夜に調べます。"], ""),
    (["詳細設計を来年度に行い、強度を確認します。"], ""),
    (["件数が多いので、毎日確認します。"], ""),
    (["県に確認したところ、来年度に工事をするとの回答をいただきました。"], ""),
    (["保健師が後から御連絡する仕組みを設けています。"], ""),
    (["転入の方には別途、ごみの分別表をお届けしています。"], ""),
    (["農政課の方から書面でお答えさせてください。"], "later"),
    (["現場を確認します。"], ""),
    (["担当の職員が伺います。"], ""),
    ([], ""),
)


@pytest.mark.parametrize(("question", "reply", "status"), REPLIES)
def test_what_is_no_answer_does_not_count_as_one(question: str, reply: str, status: Status) -> None:
    analysis = analyze_meeting(make_meeting(question=question, reply=reply))
    decided = next(c for c in analysis.coverage if c.point_id == analysis.points[0].id)
    assert decided.status is status


@pytest.mark.parametrize(("sentences", "expected"), VOID)
def test_a_reply_is_void_only_where_every_sentence_is(sentences: list[str], expected: str) -> None:
    assert voidness(sentences) == expected


def test_a_reply_about_something_else_is_to_be_checked() -> None:
    analysis = analyze_meeting(make_meeting(question="保育園を増やしてほしい。", reply="町の花はツツジの仲間です。"))
    assert analysis.coverage[0].check


def test_a_reply_taken_from_the_row_above_is_to_be_checked_and_said_to_be() -> None:
    table = "No.,意見,市の考え方\n1,ごみ袋を安くしてほしい。,来年度に値下げします。\n2,ボール遊びをしたい。,\n"
    (meeting,) = parse_document(read_document(table.encode(), "opinions.csv"))
    decided = {c.point_id: c for c in analyze_meeting(meeting).coverage}
    assert not decided["1.1"].reason.endswith(ASSUMED)
    assert decided["2.1"].check
    assert decided["2.1"].reason.endswith(ASSUMED)


def test_a_reply_to_several_speakers_that_names_nothing_is_to_be_looked_at():
    text = "＜発言1＞\n街灯を明るくしてほしいです。\n＜発言2＞\n橋を塗り替えてほしいです。\n◆市長\n{}\n"
    checks = {}
    for reply in ("直します。", "街灯は明るくします。橋は来月塗り替えます。"):
        [meeting] = parse_document(read_document(text.format(reply).encode(), "a.txt"))
        checks[reply] = [c.check for c in analyze_meeting(meeting).coverage if c.status is Status.ANSWERED]
    assert list(checks.values()) == [[True, True], [False, False]]
