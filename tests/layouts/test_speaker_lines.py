"""Every shape of speaker line is recognised, by one rule, with the right role; nothing else is taken for one."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.layouts.shapes import NO_SPEAKER, SHAPES
from townmeeting.layouts import TRANSCRIPTS
from townmeeting.layouts.lines import Line, even
from townmeeting.layouts.markers import find_hit, numbers_in
from townmeeting.layouts.spec import LineRule, built_in, compile_pattern
from townmeeting.model import Quote

ALL_RULES = [(name, rule) for name in (*TRANSCRIPTS, "common") for rule in built_in(name).rules]
STARTING = [(name, rule) for name, rule in ALL_RULES if built_in(name).starts]
REFERENCES = (
    ("1", ("1",)),
    ("1、2", ("1", "2")),
    ("3~5", ("3", "4", "5")),
    ("2-1", ("2-1",)),
    ("1及び発言3", ("1", "3")),
    ("1, 1", ("1",)),
    ("9~1", ("9", "1")),
)


def rules_of(layout: str) -> tuple[LineRule, ...]:
    return (*built_in(layout).rules, *(built_in("common").rules if layout != "common" else ()))


def line_of(text: str) -> Line:
    return Line(Quote(text), even(text))


@pytest.mark.parametrize(("text", "layout", "role", "rest"), SHAPES)
def test_a_speaker_line_is_recognised(text: str, layout: str, role: str, rest: str):
    hit = find_hit(rules_of(layout), line_of(text))
    assert hit is not None
    assert hit.is_speech
    assert (hit.speaker.role.value, text[hit.end :]) == (role, rest)


@pytest.mark.parametrize("layout", [name for name in TRANSCRIPTS if not built_in(name).needs_answers])
@pytest.mark.parametrize("text", NO_SPEAKER)
def test_what_is_no_speaker_line_is_left_alone(text: str, layout: str):
    hit = find_hit(rules_of(layout), line_of(text))
    assert hit is None or not hit.is_speech


@pytest.mark.parametrize(("layout", "rule"), ALL_RULES, ids=lambda v: v if isinstance(v, str) else v.name)
def test_the_example_of_a_rule_is_matched_by_that_rule_alone(layout: str, rule: LineRule):
    assert [r.name for r in rules_of(layout) if r.match(even(rule.example))] == [rule.name]


@pytest.mark.parametrize(("layout", "rule"), ALL_RULES, ids=lambda v: v if isinstance(v, str) else v.name)
def test_a_rule_leaves_its_counterexamples_alone(layout: str, rule: LineRule):
    assert [e for e in rule.not_examples if rule.match(even(e))] == []


@pytest.mark.parametrize(("layout", "rule"), STARTING, ids=lambda v: v if isinstance(v, str) else v.name)
@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.filter_too_much])
@given(st.data())
def test_no_line_that_a_rule_matches_is_passed_over(layout: str, rule: LineRule, data: Any):
    drawn = data.draw(st.from_regex(compile_pattern(rule.pattern)))
    line = even(drawn.split("\n")[0])
    assert not rule.match(line) or built_in(layout).may_open(line)


@pytest.mark.parametrize(("text", "numbers"), REFERENCES)
def test_a_reference_may_name_several_statements(text: str, numbers: tuple[str, ...]):
    assert numbers_in(text) == numbers


def test_width_is_evened_without_moving_anything():
    text = "＜発言　２＞\tＡ～①Ⅳ「ガ」ｶﾞ"
    assert len(even(text)) == len(text)
    assert even("＜発言　２＞") == "<発言 2>"
