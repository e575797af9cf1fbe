"""What holds for every document: quotes lead back, nothing is lost, ids and JSON do not change, the JSON reads back."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.conftest import DOCUMENTS, ROOT
from tests.vectors import VECTORS, DocumentVector
from townmeeting.analysis.stages import analyze_meeting
from townmeeting.errors import TownMeetingError
from townmeeting.layouts import parse_document
from townmeeting.model import Analysis, Meeting, Quote, SourceDocument, Status
from townmeeting.readers import read_document
from townmeeting.schema import analysis_from_dict, analysis_to_dict, meeting_from_dict, meeting_to_dict
from townmeeting.settings import Settings
from townmeeting.text import count_ink, squeeze

every_document = pytest.mark.parametrize("vector", VECTORS, ids=lambda v: v.file)
one_a_document = pytest.mark.parametrize(
    "vector", tuple({v.document: v for v in reversed(VECTORS)}.values()), ids=lambda v: v.file
)


def read(vector: DocumentVector) -> tuple[SourceDocument, tuple[Meeting, ...]]:
    document = read_document((DOCUMENTS / vector.file).read_bytes(), vector.file)
    return document, parse_document(document)


def quotes_of(meeting: Meeting) -> Iterator[Quote]:
    for turn in meeting.turns:
        yield from (*turn.segments, turn.marker)
    for note in meeting.notes:
        yield from (*note.segments, note.heading, note.department)
    for statement in meeting.statements:
        yield from (*statement.segments, *(q for _, q in statement.fields))
    yield from (r.quote for r in meeting.remarks)
    yield from (d.quote for d in meeting.data)
    yield from meeting.headings
    yield from (q for a in meeting.amendments for q in (a.before, a.after, a.reason))


def leads_back(quote: Quote, source: str) -> bool:
    covered = [False] * len(quote.text)
    for p in quote.pieces:
        if source[p.start : p.end] != quote.text[p.at : p.at + p.end - p.start]:
            return False
        covered[p.at : p.at + p.end - p.start] = [True] * (p.end - p.start)
    return all(done or char.isspace() for done, char in zip(covered, quote.text, strict=True))


@every_document
def test_every_quote_leads_back_to_the_source(vector: DocumentVector):
    document, meetings = read(vector)
    assert all(leads_back(quote, document.text) for m in meetings for quote in quotes_of(m))


@every_document
def test_the_account_balances_and_explains_everything(vector: DocumentVector):
    document, meetings = read(vector)
    for meeting in meetings:
        assert meeting.account is not None
        assert meeting.account.total == count_ink(document.text)
        assert meeting.account.balanced
        assert meeting.account.unexplained == 0


@every_document
def test_turns_are_in_the_order_of_the_source_and_do_not_overlap(vector: DocumentVector):
    _, meetings = read(vector)
    for meeting in meetings:
        places = [p for t in sorted(meeting.turns, key=lambda t: t.position) for s in t.segments for p in s.pieces]
        taken: set[int] = set()
        for piece in places:
            here = set(range(piece.start, piece.end))
            assert not here & taken
            taken |= here
        assert len({t.id for t in meeting.turns} | {n.id for n in meeting.notes}) == len(meeting.turns) + len(
            meeting.notes
        )


@every_document
def test_the_json_reads_back_to_the_same_meeting(vector: DocumentVector):
    for meeting in read(vector)[1]:
        assert meeting_from_dict(json.loads(json.dumps(meeting_to_dict(meeting)))) == meeting


def analyses(vector: DocumentVector) -> list[Analysis]:
    return [analyze_meeting(m, Settings()) for m in read(vector)[1]]


@one_a_document
def test_the_json_reads_back_to_the_same_analysis(vector: DocumentVector):
    for analysis in analyses(vector):
        assert analysis_from_dict(json.loads(json.dumps(analysis_to_dict(analysis)))) == analysis


@one_a_document
def test_every_point_has_one_decision_and_lies_in_its_statement(vector: DocumentVector):
    for analysis in analyses(vector):
        statements = {s.id: s for s in analysis.meeting.statements}
        assert [c.point_id for c in analysis.coverage] == [p.id for p in analysis.points]
        assert {p.statement_id for p in analysis.points} == set(statements)
        for point in analysis.points:
            assert squeeze(point.quote.text) in squeeze(statements[point.statement_id].text)


@one_a_document
def test_an_open_point_has_no_link_and_an_answered_one_has_some(vector: DocumentVector):
    for analysis in analyses(vector):
        for coverage in analysis.coverage:
            assert bool(coverage.links) == (coverage.status is not Status.UNANSWERED)


@one_a_document
def test_every_passage_stands_in_its_turn_or_note(vector: DocumentVector):
    for analysis in analyses(vector):
        words = {t.id: squeeze(t.text) for t in analysis.meeting.turns}
        words |= {n.id: squeeze(n.text) for n in analysis.meeting.notes}
        known = {r.id for r in analysis.responses}
        assert all(squeeze(r.quote.text) in words[r.turn_id] for r in analysis.responses)
        assert {k.response_id for c in analysis.coverage for k in (*c.links, *c.candidates)} <= known


def test_the_same_bytes_give_the_same_json_whatever_the_hash_seed(tmp_path):
    results = []
    for seed in ("0", "12345"):
        out = tmp_path / f"{seed}.json"
        command = [sys.executable, "-m", "townmeeting", "analyze", str(DOCUMENTS / VECTORS[0].file), "-o", str(out)]
        subprocess.run(command, check=True, capture_output=True, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed})
        results.append(out.read_bytes())
    assert results[0] == results[1]


def test_a_document_with_nobody_speaking_is_an_error_and_never_an_empty_report():
    with pytest.raises(TownMeetingError, match="TM301"):
        parse_document(read_document("秋の一日でした。空は高く、風は涼しい。".encode(), "essay.txt"))
