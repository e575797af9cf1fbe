"""Real transcripts, where they stand beside the project: counts, roles, links, and nothing left unexplained."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from pathlib import Path

import pytest

from townmeeting.layouts import parse_document
from townmeeting.model import Meeting, ReplyBasis, Role, SourceDocument
from townmeeting.readers import read_document

pytestmark = pytest.mark.corpus
ASSEMBLY_DAYS = (("tokyo-assembly-2020-02-26.txt", 63, 4), ("tokyo-assembly-2020-02-27.txt", 106, 13))
_SPEAKER_LINE = re.compile(r"^\s*(?:\d+: )?[○◯]\S+?(?:（|\s|$)", re.MULTILINE)


@cache
def read(path: Path) -> SourceDocument:
    return read_document(path.read_bytes(), path.name)


def meeting_of(path: Path) -> Meeting:
    (meeting,) = parse_document(read(path))
    return meeting


def accounted(meeting: Meeting) -> bool:
    account = meeting.account
    return account is not None and account.balanced and account.unexplained == 0


def test_the_town_meeting_of_saitama(corpus: Path):
    meeting = meeting_of(corpus / "saitama-omiya-town-meeting.txt")
    assert [s.id for s in meeting.statements] == [str(n) for n in range(1, 15)]
    assert all(s.answers for s in meeting.statements)
    assert {t.role for t in meeting.turns} == {Role.RESIDENT, Role.MAYOR, Role.STAFF}
    assert {x.basis for s in meeting.statements for x in s.links} == {ReplyBasis.REFERENCE, ReplyBasis.SUBJECT}
    assert meeting.date == dt.date(2022, 10, 6)
    assert meeting.datum("venue") == "大宮区役所"
    assert "DX" in (meeting.datum("theme") or "")
    assert [(c.name, c.declared, c.found) for c in meeting.checks] == [("participants", 14, 14)]
    assert accounted(meeting)


def test_the_notes_of_saitama_reach_the_statement_they_speak_of(corpus: Path):
    meeting = meeting_of(corpus / "saitama-omiya-town-meeting.txt")
    statement_of = {n.id: s.id for s in meeting.statements for n in s.notes}
    assert [statement_of[n.id] for n in meeting.notes] == ["1", "1", "1", "3", "8", "9", "11", "12", "12"]
    assert all(n.heading and n.department and n.text for n in meeting.notes)


@pytest.mark.parametrize(("name", "turns", "statements"), ASSEMBLY_DAYS)
def test_an_assembly_day(corpus: Path, name: str, turns: int, statements: int):
    meeting = meeting_of(corpus / name)
    text = read(corpus / name).text
    assert len(meeting.turns) == turns == len(_SPEAKER_LINE.findall(text))
    assert len(meeting.statements) == statements
    assert Role.OTHER not in {t.role for t in meeting.turns}
    assert all(t.speaker.name for t in meeting.turns)
    assert not [t.id for t in meeting.turns for s in t.segments if _SPEAKER_LINE.match(s.text)]
    assert not [t.id for t in meeting.turns if "〔" in t.text or "（拍手）" in t.text]
    assert meeting.date == dt.date.fromisoformat(name[15:25])
    assert accounted(meeting)


def test_every_reply_of_an_assembly_day_belongs_to_a_question(corpus: Path):
    meeting = meeting_of(corpus / ASSEMBLY_DAYS[0][0])
    linked = {a.id for s in meeting.statements for a in s.answers}
    assert linked == {t.id for t in meeting.turns if t.role in (Role.MAYOR, Role.STAFF)}


def test_a_committee_with_printed_speech_numbers(corpus: Path):
    meeting = meeting_of(corpus / "sendai-committee-2024-12-26.html")
    labels = [t.label for t in meeting.turns if t.label]
    assert labels == sorted(labels, key=int)
    assert len(meeting.statements) == 26
    assert not [t.id for t in meeting.turns for s in t.segments if _SPEAKER_LINE.match(s.text)]
    assert accounted(meeting)


def test_three_venues_inside_a_newsletter(corpus: Path):
    meetings = parse_document(read(corpus / "otoineppu-newsletter-2022-02.md"))
    assert [len(m.statements) for m in meetings] == [7, 5, 11]
    assert [m.date for m in meetings] == [dt.date(2021, 11, 29), dt.date(2021, 11, 29), dt.date(2021, 11, 30)]
    assert all(len(s.answers) == 1 for m in meetings for s in m.statements)
    assert all(accounted(m) for m in meetings)
