"""The page without a browser: what it holds, what it must never hold, and that its figures are those of the tallies."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from tests.builders import make_analysis, make_meeting, make_quote
from tests.page.pages import analyses_of, make_large
from townmeeting.model import Role, Speaker, Status, Verdict
from townmeeting.pipeline import analyze_meetings, build_topics, read_meetings
from townmeeting.reports.page import render_page
from townmeeting.reports.page.embed import compact, island, source_hash
from townmeeting.reports.page.page import make_page
from townmeeting.reports.workbook import render_workbook
from townmeeting.review.identity import verdict

DOCUMENTS = (
    "midorino-town-meeting.txt",
    "midorino-residents.md",
    "midorino-public-comment.xlsx",
    "midorino-council.html",
    "midorino-committee.txt",
    "midorino-qa.docx",
)
HOSTILE = (
    "</script><script>alert(1)</script>",
    "<!-- <img src=x onerror=alert(1)> -->",
    "\" onclick='x' `",
    "\u202eabc\u2066\u200f\u0000\u001b[31m",
    "{{ 7*7 }} {% for %} &lt; &amp;",
    "javascript:alert(1)//",
    "\u2028\u2029\ud800",
    "@import url(//evil.example/x.css)",
)


def parsed(data: bytes):
    return html.fromstring(data.decode("utf-8"))


def page_of(name: str) -> bytes:
    analyses = analyses_of(name)
    return render_page(analyses, topics=build_topics(analyses))


def hostile_analysis(text: str):
    meeting = make_meeting(question=text, reply=text)
    speaker = Speaker(attribution=text, role=Role.RESIDENT, name=text)
    (statement,) = meeting.statements
    statement = replace(statement, label=text, section=text, speaker=speaker, fields=((text, make_quote(text)),))
    meeting = replace(meeting, title=text, statements=(statement,), source=replace(meeting.source, name=text))
    analysis = make_analysis(meeting)
    coverage = tuple(
        replace(c, reason=text, links=tuple(replace(k, reason=text, ties=(text,)) for k in c.links))
        for c in analysis.coverage
    )
    return replace(analysis, coverage=coverage, manifest=((text, text),))


def check_inert(data: bytes) -> None:
    """Assert that the page holds the template's own scripts and nothing that a text could have brought."""
    root = parsed(data)
    assert [dict(s.attrib) for s in root.iter("script")] == [{"type": "application/json", "id": "data"}, {}]
    assert [
        t for t in ("img", "iframe", "object", "embed", "link", "base", "form") if root.find(f".//{t}") is not None
    ] == []
    for element in root.iter():
        if isinstance(element.tag, str):
            assert not [n for n in element.attrib if n.startswith("on") or n in ("style", "src", "srcset", "action")]
            assert element.get("href", "#").startswith("#")
    json.loads(root.xpath("//script[@id='data']")[0].text)
    text = data.decode("utf-8")
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u0000-\u0008\u001b]", text)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_run_nothing(text):
    check_inert(render_page([hostile_analysis(text)], failures=[{"file": text, "code": text, "message": text}]))
    check_inert(render_page([hostile_analysis(text)], mask_names=True))


@settings(max_examples=40)
@given(st.text(alphabet=st.sampled_from("<>&\"'/!-=`{}%#スa \u202e\u0000\n)]"), min_size=1, max_size=60))
def test_no_text_becomes_markup(text):
    check_inert(render_page([hostile_analysis(text)]))


def test_words_of_any_length_are_shown_whole():
    text = "歩道を広げてほしい。" * 2000
    root = parsed(render_page([make_analysis(make_meeting(question=text))]))
    assert root.xpath("//*[@id='p-1.1']//p[@class='w']")[0].text_content() == text


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_page_names_no_address_and_carries_its_policy(name):
    data = page_of(name)
    check_inert(data)
    text = data.decode("utf-8")
    own = text[: text.index("<body>")] + text[text.index("<script") :]
    assert not re.search(r"https?:|//[a-z]+\.[a-z]|@import|fetch\(|XMLHttpRequest|import\(|eval\(|url\(", own)
    policy = parsed(data).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    for tag, rule in (("style", "style-src"), ("script", "script-src")):
        inline = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.S)
        assert [f"{rule} {source_hash(part)}" in policy for part in inline] == [True]


def bare(elements) -> str:
    return "".join("".join(e.text_content().split()) for e in elements)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_statement_is_shown_word_for_word_and_in_order(name):
    root = parsed(page_of(name))
    for number, analysis in enumerate(analyses_of(name), 1):
        for statement in analysis.meeting.statements:
            anchor = f"{f'm{number}-' if number > 1 else ''}s-{statement.id}"
            shown = root.xpath("//section[@id=$name]//p[@class='w' or @class='rest']", name=anchor)
            assert bare(shown) == "".join(statement.text.split())


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_reply_stands_once_and_in_full(name):
    root = parsed(page_of(name))
    for badge in root.xpath("//span[@class='bk']"):
        badge.drop_tree()
    expected = []
    for analysis in analyses_of(name):
        meeting = analysis.meeting
        asked = {s.turn.id for s in meeting.statements if s.turn}
        replies = (r for s in meeting.statements for r in (*s.answers, *s.notes))
        spoken = {t.id: t for t in (*meeting.turns, *meeting.notes, *replies) if t.id not in asked}
        expected += ["".join(t.text.split()) for t in spoken.values()]
    shown = [bare(r.xpath("./p")) for r in root.xpath("//section[starts-with(@class, 'r')]")]
    assert sorted(shown) == sorted(expected)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_ids_are_unique_and_every_link_has_its_end(name):
    root = parsed(page_of(name))
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {h[1:] for h in root.xpath("//@href")} <= set(ids)
    marked = {n for value in root.xpath("//@data-r") for n in value.split()}
    assert marked <= set(ids)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_each_linked_passage_is_marked_word_for_word_and_names_its_points(name):
    root = parsed(page_of(name))
    for number, analysis in enumerate(analyses_of(name), 1):
        prefix = f"m{number}-" if number > 1 else ""
        passages = {r.id: r for r in analysis.responses}
        for coverage in analysis.coverage:
            for link in coverage.links:
                anchor = f"{prefix}r-{link.response_id}"
                marks = root.xpath("//mark[contains(concat(' ', @data-r, ' '), $name)]", name=f" {anchor} ")
                shown = "".join("".join(m.text_content().split()) for m in marks)
                assert shown == "".join(passages[link.response_id].quote.text.split())
                back = root.xpath("//span[@id=$name]/a/@href", name=anchor)
                assert f"#{prefix}p-{coverage.point_id}" in back


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_figures_are_those_of_the_tallies_and_of_the_workbook(name):
    from io import BytesIO

    from openpyxl import load_workbook

    analyses = analyses_of(name)
    root = parsed(page_of(name))
    rows = [
        tuple(td.text_content().strip() for td in row.xpath("./td")[:6])
        for row in root.xpath("//section[@id='overview']//table[@class='tally']/tbody/tr")
    ]
    dimensions = ("meeting", "kind", "department")
    tallies = [t for a in analyses for d in dimensions for t in a.tallies if t.dimension == d]
    assert [tuple(map(int, r[:5])) for r in rows] == [
        (t.total, t.answered, t.partial, t.unanswered, t.check) for t in tallies
    ]
    overview = load_workbook(BytesIO(render_workbook(analyses)), read_only=True).worksheets[0]
    sheet = [tuple(c for c in row if isinstance(c, int | float)) for row in overview.iter_rows(values_only=True)]
    assert [t.answered for t in tallies] == [s[1] for s in sheet if len(s) >= 5][: len(tallies)]
    cards = root.xpath("//article/@class")
    for status in Verdict:
        owed = sum(verdict(p, c) is status for a in analyses for p, c in zip(a.points, a.coverage, strict=True))
        assert sum(c == f"p {status.value}" for c in cards) == owed


def test_open_points_come_first_and_worst_first():
    (analysis,) = analyses_of("midorino-town-meeting.txt")
    listed = make_page([analysis]).meetings[0].overview.open
    order = [Verdict.UNANSWERED, Verdict.PARTIAL, Verdict.ANSWERED]
    assert [order.index(o.verdict) for o in listed] == sorted(order.index(o.verdict) for o in listed)
    total = next(t for t in analysis.tallies if t.dimension == "meeting")
    assert sum(o.verdict is Verdict.UNANSWERED for o in listed) == total.unanswered
    assert sum(o.check for o in listed) == total.check


def test_a_link_to_a_point_survives_another_meeting_behind_it():
    alone = analyses_of("midorino-town-meeting.txt")
    both = (*alone, *analyses_of("midorino-residents.md"))
    one, two = (set(parsed(render_page(a)).xpath("//article/@id")) for a in (alone, both))
    assert one < two
    assert all(re.match(r"m\d-p-", name) for name in two - one)


def test_the_same_analyses_give_the_same_bytes():
    assert page_of("midorino-residents.md") == page_of("midorino-residents.md")


def check_size(data: bytes) -> None:
    """Assert that the page is under 1.5 times the text it shows plus 150 KB."""
    root = parsed(data)
    for element in (*root.iter("script"), *root.iter("style")):
        element.drop_tree()
    shown = len(" ".join(root.text_content().split()).encode("utf-8"))
    assert len(data) < 1.5 * shown + 150_000


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_page_is_not_much_larger_than_what_it_shows(name):
    check_size(page_of(name))


@pytest.mark.corpus
@pytest.mark.parametrize("name", ["yamaguchi-schools-public-comment.xlsx", "saitama-omiya-town-meeting.txt"])
def test_the_page_of_a_real_document_keeps_its_size(corpus, name):
    analyses = analyze_meetings(read_meetings(corpus / name))
    check_size(render_page(analyses, topics=build_topics(analyses)))


def test_published_questions_carry_no_score_and_no_status():
    root = parsed(page_of("midorino-town-meeting.txt"))
    text = root.xpath("//section[@id='qa']")[0].text_content()
    assert not re.search(r"確からしさ|要確認|一部回答|0\.\d\d", text)


@pytest.mark.parametrize("count", [0, 1])
def test_a_meeting_with_next_to_nothing_has_a_page(count):
    analysis = make_large(count)
    check_inert(render_page([analysis], topics=build_topics([analysis])))


def test_a_meeting_without_answers_says_so():
    analysis = make_analysis(status=Status.UNANSWERED)
    (statement,) = analysis.meeting.statements
    meeting = replace(analysis.meeting, statements=(replace(statement, answers=(), notes=(), links=()),))
    bare = tuple(replace(c, candidates=()) for c in analysis.coverage)
    root = parsed(render_page([replace(analysis, meeting=meeting, coverage=bare)]))
    assert "この発言への回答は記録にありません。" in root.xpath("//section[@id='statements']")[0].text_content()


def test_replies_shared_by_neighbours_stand_once_beside_them():
    (analysis,) = analyses_of("midorino-public-comment.xlsx")
    (view,) = make_page([analysis]).meetings
    anchors = [r.anchor for x in view.exchanges for r in x.replies]
    assert len(anchors) == len(set(anchors))
    shared = [x for x in view.exchanges if len(x.statements) > 1]
    assert shared
    assert all(x.replies for x in shared)


def test_an_english_page_speaks_english():
    root = parsed(render_page(analyses_of("midorino-residents.md"), lang="en"))
    assert root.get("lang") == "en"
    assert root.xpath("//h2[@id='h-overview']")[0].text == "Overview"
    assert json.loads(root.xpath("//script[@id='data']")[0].text)["words"]["answered"] == "answered"


@given(st.text(max_size=80))
def test_an_island_reads_back_and_cannot_be_left(text):
    data = island({"text": text})
    assert not re.search("[<>&\u2028\u2029\u202e]", data)
    assert json.loads(data)["text"] == text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


def test_compacting_leaves_words_and_links_alone():
    source = '<ul>\n<li class="a b"><a href="#p-1.1">\n1 = "x"</a></li>\n<li>&lt;b c="d"&gt;</li>\n</ul>'
    before, after = html.fromstring(source), html.fromstring(compact(source))
    assert "".join(before.text_content().split()) == "".join(after.text_content().split())
    assert before.xpath("//@href | //@class") == after.xpath("//@href | //@class")
