"""Names of residents out of the whole file, and nothing else changed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.builders import make_analysis, make_meeting, make_quote
from townmeeting.model import Datum, Role, Speaker
from townmeeting.reports.masking import Masker, is_generic, letters, make_masker, printed_names
from townmeeting.reports.page import render_page
from townmeeting.reports.question_answer import render_document
from townmeeting.reports.words import Words

GENERIC = ("発言1", "女性（60代）", "百十六番", "住民Ａ", "高校生", "参加者 3", "会場の男性", "No.12", "問１", "市民")
NAMED = (
    ("山田太郎", ("山田太郎",)),
    ("山田　太郎さん", ("山田太郎", "山田")),
    ("佐藤委員", ("佐藤",)),
    ("北山花子氏", ("北山花子",)),
)


@pytest.mark.parametrize("text", GENERIC)
def test_a_number_or_description_names_nobody(text):
    assert is_generic(text)
    assert printed_names(Speaker(attribution=text, role=Role.RESIDENT)) == ()


@pytest.mark.parametrize(("text", "names"), NAMED)
def test_names_are_told_from_honorifics(text, names):
    assert printed_names(Speaker(attribution=text, role=Role.RESIDENT)) == names


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("山田太郎です。", "発言者Aです。"),
        ("山田　太郎さんに", "発言者Aさんに"),
        ("山田さんの話", "発言者Aさんの話"),
        ("山田町の道", "山田町の道"),
        ("前の話", "前の話"),
    ],
)
def test_a_family_name_is_masked_before_an_honorific_only(text, masked):
    assert Masker({"山田太郎": "発言者A", "山田": "発言者A"})(text) == masked


def named_analysis():
    meeting = make_meeting(question="山田太郎です。バスを増やしてほしい。", reply="山田さんの言うとおりです。")
    speaker = Speaker(attribution="百十六番", role=Role.RESIDENT, name="山田 太郎")
    (statement,) = meeting.statements
    turn = replace(statement.turn, speaker=speaker)
    statement = replace(statement, speaker=speaker, turn=turn)
    roster = Datum(name="participants", label="参加者", quote=make_quote("山田太郎、森花子", 300))
    meeting = replace(meeting, statements=(statement,), turns=(turn, meeting.turns[1]), data=(*meeting.data, roster))
    return make_analysis(meeting)


def test_a_masked_page_holds_no_name_of_a_resident():
    analysis = named_analysis()
    plain, masked = (render_page([analysis], mask_names=m).decode("utf-8") for m in (False, True))
    assert "山田" in plain
    assert "山田" not in masked
    assert "森花子" not in masked  # a list of participants is left out
    assert "発言者A" in masked
    assert "市長" in masked


def test_a_masked_document_holds_no_name_of_a_resident():
    from io import BytesIO

    from docx import Document

    texts = [
        "\n".join(p.text for p in Document(BytesIO(render_document([named_analysis()], mask_names=m))).paragraphs)
        for m in (False, True)
    ]
    assert "山田" in texts[0]
    assert "山田" not in texts[1]
    assert "発言者A" in texts[1]


def test_speakers_are_lettered_in_order_and_alike_throughout():
    first, second = named_analysis(), named_analysis()
    masker = make_masker([first, second], Words())
    assert masker.persons == 1
    assert [letters(n) for n in (0, 25, 26, 27, 702)] == ["A", "Z", "AA", "AB", "AAA"]
