"""Every fixture document through the library gives what the vector table says, in whatever format it comes."""

from __future__ import annotations

from functools import cache
from itertools import zip_longest

import pytest

from tests.conftest import DOCUMENTS, HOSTILE
from tests.vectors import HOSTILE_VECTORS, VECTORS, DocumentVector, HostileVector, squeeze
from townmeeting.errors import TownMeetingError
from townmeeting.layouts import parse_document
from townmeeting.model import Meeting, Role, SourceDocument, Statement
from townmeeting.readers import read_document

every_document = pytest.mark.parametrize("vector", VECTORS, ids=lambda v: v.file)
every_bad_file = pytest.mark.parametrize("vector", [v for v in HOSTILE_VECTORS if v.code], ids=lambda v: v.file)
FIRST_OF = {v.document: v for v in reversed(VECTORS)}


@cache
def document(file: str) -> SourceDocument:
    return read_document((DOCUMENTS / file).read_bytes(), file)


@cache
def meetings(file: str) -> tuple[Meeting, ...]:
    return parse_document(document(file))


def meetings_of(vector: DocumentVector) -> tuple[Meeting, ...]:
    return meetings(vector.file)


def statements_of(vector: DocumentVector) -> list[tuple[Statement, object]]:
    pairs = zip(meetings_of(vector), vector.expected.meetings, strict=True)
    return [(s, e) for m, want in pairs for s, e in zip_longest(m.statements, want.statements)]


def answers_to(statement: Statement) -> str:
    return squeeze(" ".join(turn.text for turn in statement.answers))


@every_document
def test_the_encoding_is_recognised(vector: DocumentVector):
    assert document(vector.file).encoding == vector.encoding or vector.encoding is None


@every_document
def test_the_layout_is_recognised(vector: DocumentVector):
    assert {m.source.layout for m in meetings_of(vector)} == {vector.layout}


@every_document
def test_every_meeting_and_statement_is_found(vector: DocumentVector):
    found = [len(m.statements) for m in meetings_of(vector)]
    assert found == [len(m.statements) for m in vector.expected.meetings]


@every_document
def test_statements_carry_their_printed_label_and_words(vector: DocumentVector):
    wrong = [
        (s.label, s.text)
        for s, want in statements_of(vector)
        if (want.label and s.label != want.label) or want.words not in squeeze(s.text) or s.count != want.count
    ]
    assert wrong == []


@every_document
def test_no_two_statements_share_an_id(vector: DocumentVector):
    for meeting in meetings_of(vector):
        ids = [s.id for s in meeting.statements]
        assert len(ids) == len(set(ids))


@every_document
def test_replies_are_with_their_statement(vector: DocumentVector):
    wrong = [
        (s.id, len(s.answers), answers_to(s))
        for s, want in statements_of(vector)
        if want.answer_words not in answers_to(s) or want.answers not in (None, len(s.answers))
    ]
    assert wrong == []


@every_document
def test_notes_are_with_the_statement_they_speak_of(vector: DocumentVector):
    assert [(s.id, len(s.notes)) for s, want in statements_of(vector) if len(s.notes) != want.notes] == []


@every_document
def test_every_note_and_amendment_is_kept(vector: DocumentVector):
    found = [(len(m.notes), len(m.amendments)) for m in meetings_of(vector)]
    assert found == [(m.notes, m.amendments) for m in vector.expected.meetings]


@every_document
def test_remarks_are_told_from_headings_and_speech(vector: DocumentVector):
    for meeting, want in zip(meetings_of(vector), vector.expected.meetings, strict=True):
        remarks = squeeze(" ".join(r.quote.text for r in meeting.remarks))
        headings = squeeze(" ".join([*(h.text for h in meeting.headings), *(s.section for s in meeting.statements)]))
        assert [w for w in want.remarks if w not in remarks or w in headings] == []


@every_document
def test_title_date_and_data_are_read(vector: DocumentVector):
    for meeting, want in zip(meetings_of(vector), vector.expected.meetings, strict=True):
        assert want.title in squeeze(meeting.title)
        assert meeting.date == want.date
        assert {name: squeeze(meeting.datum(name) or "") for name in want.data} == want.data


@every_document
def test_declared_totals_are_compared_with_what_was_found(vector: DocumentVector):
    for meeting, want in zip(meetings_of(vector), vector.expected.meetings, strict=True):
        found = {c.name: (c.declared, c.found) for c in meeting.checks}
        assert {name: found.get(name) for name in want.checks} == want.checks


@every_document
def test_speakers_have_their_role(vector: DocumentVector):
    for meeting, want in zip(meetings_of(vector), vector.expected.meetings, strict=True):
        for title, role in want.roles.items():
            roles = {t.role for t in meeting.turns if title in (t.speaker.title, t.speaker.attribution)}
            assert roles == {Role(role)}, title


@every_document
def test_what_nobody_said_is_in_nobodys_mouth(vector: DocumentVector):
    said = [t.text for m in meetings_of(vector) for t in (*m.turns, *m.statements, *m.notes)]
    assert [w for w in vector.expected.must_not_include if any(w in squeeze(text) for text in said)] == []


@every_document
def test_nothing_of_the_source_is_lost(vector: DocumentVector):
    for meeting in meetings_of(vector):
        assert meeting.account is not None
        assert meeting.account.balanced
        assert meeting.account.unexplained == 0


@pytest.mark.parametrize("vector", [v for v in VECTORS if v.same_words], ids=lambda v: v.file)
def test_a_document_says_the_same_in_every_format(vector: DocumentVector):
    first = FIRST_OF[vector.document]
    assert [squeeze(s.text) for s, _ in statements_of(vector)] == [squeeze(s.text) for s, _ in statements_of(first)]
    for (one, want), (other, _) in zip(statements_of(vector), statements_of(first), strict=True):
        assert want.answers is None or answers_to(one) == answers_to(other)
        assert [n.heading.text for n in one.notes] == [n.heading.text for n in other.notes]


@every_bad_file
def test_a_bad_file_is_refused_with_its_code(vector: HostileVector):
    data = (HOSTILE / vector.file).read_bytes()
    with pytest.raises(TownMeetingError) as refused:
        parse_document(read_document(data, vector.file))
    assert refused.value.code == vector.code
    assert vector.file in str(refused.value)


def test_control_characters_do_not_hide_the_meeting():
    name = "control-characters.txt"
    meeting = parse_document(read_document((HOSTILE / name).read_bytes(), name))[0]
    assert [(s.label, len(s.answers)) for s in meeting.statements] == [("1", 1), ("2", 1)]
    assert "[bold]明るい電球[/bold]" in meeting.statements[0].text
