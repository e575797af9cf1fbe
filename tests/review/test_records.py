"""Merging is a union: order, grouping and repetition change nothing; what it comes to depends on the set alone."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from townmeeting.errors import TownMeetingError
from townmeeting.review.identity import PointKey, parse_key
from townmeeting.review.records import Decisions, Leftover, MeetingRef, Record, in_force, merge, resolve
from townmeeting.review.store import parse_decisions, render_decisions

FIELDS = ("status", "links", "confirmed", "department", "remarks")
texts = st.sampled_from(["", "answered", "partial", "unanswered", "企画課", "a\nb", "=1+1", "\u2028", "'\"\\"])
times = st.sampled_from(["", "2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z"])
people = st.sampled_from(["佐藤", "鈴木", "田中"])
keys = st.builds(
    PointKey, st.sampled_from(["m", "n/2"]), st.sampled_from(["1.1", "2-3/x.1"]), st.sampled_from(["aa", "bb"])
)
records = st.builds(
    Record,
    key=keys,
    field=st.sampled_from(FIELDS),
    who=people,
    when=times,
    value=texts,
    before=texts,
    machine=st.sampled_from(["answered", "unanswered"]),
    words=st.just("論点"),
)
leftovers = st.builds(Leftover, reason=st.just("no_row"), value=texts, who=people, when=times)
meetings = st.builds(
    MeetingRef,
    key=st.sampled_from(["m", "n/2"]),
    id=st.just("m1"),
    title=st.sampled_from(["会", "会議"]),
    date=st.just(""),
    file=st.just("a"),
    sources=st.sets(st.sampled_from(["x", "y"])).map(lambda s: tuple(sorted(s))),
)


def store(parts: tuple) -> Decisions:
    m, r, left = parts
    return Decisions(meetings=tuple(m), records=tuple(r), leftovers=tuple(left))


stores = st.tuples(st.lists(meetings, max_size=2), st.lists(records, max_size=8), st.lists(leftovers, max_size=3)).map(
    store
)


@given(stores, stores, stores)
def test_merging_is_commutative_associative_and_idempotent(a, b, c):
    assert merge(a, b) == merge(b, a)
    assert merge(merge(a, b), c) == merge(a, merge(b, c)) == merge(c, a, b)
    assert merge(a, a) == merge(a)
    assert merge(merge(a, b), b) == merge(a, b)


@given(stores, stores)
def test_merging_loses_no_value(a, b):
    found = {(r.key, r.field, r.who, r.value) for r in merge(a, b).records}
    assert found == {(r.key, r.field, r.who, r.value) for s in (a, b) for r in s.records}


@given(st.lists(records, max_size=10), st.randoms(use_true_random=False))
def test_what_holds_depends_on_the_set_alone(found, order: random.Random):
    mixed = found[:]
    order.shuffle(mixed)
    assert resolve(found) == resolve(mixed)
    assert (
        resolve(merge(Decisions(records=tuple(found))).records).changes
        == resolve(merge(Decisions(records=tuple(mixed))).records).changes
    )


@given(stores)
def test_decisions_json_reads_back_to_itself_and_is_stable(decisions):
    text = render_decisions(decisions)
    again = parse_decisions(text.encode("utf-8"), "d.json")
    assert again == merge(decisions)
    assert render_decisions(again) == render_decisions(parse_decisions(render_decisions(again).encode(), "d.json"))


@given(keys)
def test_a_key_reads_back_from_its_text(key):
    if "/" not in key.meeting:
        assert parse_key(str(key)) == key


def record(who: str, value: str, when: str = "2026-01-01T00:00:00Z", field: str = "status", **more) -> Record:
    key = PointKey("m", "1.1", "aa")
    return Record(key=key, field=field, who=who, when=when, value=value, before="", machine="unanswered", **more)


def test_a_person_s_later_entry_replaces_the_earlier():
    early, late = record("佐藤", "partial"), record("佐藤", "answered", "2026-02-01T00:00:00Z")
    assert in_force([late, early]) == (late,)


def test_who_has_seen_an_entry_may_replace_it():
    first = record("佐藤", "partial", "2026-03-01T00:00:00Z")
    second = record("鈴木", "answered", "2026-01-01T00:00:00Z", replaces=(first.id,))
    assert in_force([first, second]) == (second,)


def test_who_has_not_seen_it_disagrees_and_the_cautious_status_holds():
    resolution = resolve([record("佐藤", "answered", "2026-05-01T00:00:00Z"), record("鈴木", "partial")])
    assert resolution.disputed == ("status",)
    assert resolution.changes[0].value == "partial"
    assert len(resolution.seen) == 2


def test_of_other_fields_the_later_holds_and_the_dispute_is_told():
    resolution = resolve(
        [record("佐藤", "A課", "2026-05-01T00:00:00Z", "department"), record("鈴木", "B課", field="department")]
    )
    assert resolution.disputed == ("department",)
    assert resolution.changes[0].value == "A課"


def test_saving_once_more_makes_no_new_record():
    early, late = record("佐藤", "partial"), record("佐藤", "partial", "2026-02-01T00:00:00Z")
    assert merge(Decisions(records=(early, late))).records == (late,)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"format": "x"}', '{"format": "townmeeting-decisions", "schema_version": "9"}']
)
def test_another_file_is_no_decisions_json(text):
    with pytest.raises(TownMeetingError) as error:
        parse_decisions(text.encode(), "d.json")
    assert error.value.code == "TM406"


def test_a_value_that_is_no_text_is_refused():
    text = render_decisions(Decisions(records=(record("佐藤", "partial"),))).replace('"partial"', "3")
    with pytest.raises(TownMeetingError) as error:
        parse_decisions(text.encode(), "d.json")
    assert error.value.code == "TM406"
