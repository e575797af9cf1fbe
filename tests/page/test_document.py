"""The 一問一答 as a Word file that an office can go on with."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document

from tests.builders import make_analysis, make_meeting
from tests.page.pages import analyses_of
from townmeeting.model import Status
from townmeeting.reports.masking import Masker
from townmeeting.reports.question_answer import asked_of, render_document
from townmeeting.reports.words import Words

DOCUMENTS = (
    "midorino-town-meeting.txt",
    "midorino-residents.md",
    "midorino-public-comment.xlsx",
    "midorino-council.html",
)


def paragraphs(data: bytes) -> list[tuple[str, str]]:
    return [(p.style.name, p.text) for p in Document(BytesIO(data)).paragraphs]


def squeeze(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_point_and_every_word_of_the_replies_is_there(name):
    analyses = analyses_of(name)
    text = squeeze("".join(t for _, t in paragraphs(render_document(analyses))))
    for analysis in analyses:
        for point in analysis.points:
            assert squeeze(point.quote.text) in text
        said = [r for s in analysis.meeting.statements for r in (*s.answers, *s.notes)]
        for reply in said:
            for sentence in re.split(r"(?<=。)|\n", reply.text):
                assert squeeze(sentence) in text


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_statement_prints_no_word_of_a_reply_twice(name):
    for analysis in analyses_of(name):
        for asked in asked_of(analysis, Words(), Masker()):
            printed = [
                p for r in (*(r for pair in asked.pairs for r in pair.replies), *asked.further) for p in r.paragraphs
            ]
            long = [p for p in printed if len(p) > 30]
            assert len(long) == len(set(long))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_score_or_status_is_published(name):
    text = "\n".join(t for _, t in paragraphs(render_document(analyses_of(name))))
    assert not re.search(r"確からしさ|要確認|一部回答|未回答|\d\.\d\d", text)


def test_the_same_analyses_give_the_same_bytes_and_no_time():
    analyses = analyses_of("midorino-residents.md")
    data = render_document(analyses)
    assert data == render_document(analyses)
    assert {i.date_time for i in ZipFile(BytesIO(data)).infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert Document(BytesIO(data)).core_properties.author == "townmeeting"


def test_styles_name_a_japanese_font_for_japanese_letters():
    file = Document(BytesIO(render_document(analyses_of("midorino-residents.md"))))
    east = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}eastAsia"
    for name, font in (
        ("Normal", "游明朝"),
        ("Heading 3", "游ゴシック"),
        ("TM Question", "游ゴシック"),
        ("TM Answer", "游明朝"),
    ):
        assert file.styles[name].element.rPr.rFonts.get(east) == font


def test_a_question_without_a_reply_says_so():
    told = paragraphs(render_document([make_analysis(status=Status.UNANSWERED)]))
    assert ("TM Who", "答\t（記録に回答がありません）") in told
    assert ("TM Question", "問\tバスを増やしてほしい。") in told


def test_characters_that_xml_cannot_hold_are_replaced():
    analysis = make_analysis(make_meeting(question="道\x0b\x1b\ufffe\ud800が暗い。", reply="直します\x00。"))
    text = "".join(t for _, t in paragraphs(render_document([analysis])))
    assert "道\ufffd\ufffd\ufffd\ufffdが暗い。" in text


def test_questions_answered_by_the_same_words_share_the_answer():
    (analysis,) = analyses_of("midorino-public-comment.xlsx")
    shared = [a for a in asked_of(analysis, Words(), Masker()) if len(a.heads) > 1]
    assert shared
    assert all(q.label for a in shared for pair in a.pairs for q in pair.questions)
