"""A term in its contexts."""

from __future__ import annotations

import io

from tests.topics.builders import make_talk
from townmeeting.model import Verdict
from townmeeting.pipeline import build_topics
from townmeeting.reports.terminal.console import make_console
from townmeeting.reports.terminal.topics import print_kwic, print_topics
from townmeeting.reports.words import Words
from townmeeting.text import width
from townmeeting.topics.kwic import find_lines, spellings


def test_every_spelling_is_found_with_point_and_status():
    talk = make_talk()
    lines = find_lines([talk], spellings(build_topics([talk]), "こども"))
    assert [(k.point_id, k.status, k.match) for k in lines] == [
        ("3.2", Verdict.ANSWERED, "子ども"),
        ("4.2", Verdict.UNANSWERED, "こども"),
    ]
    whole = {s.id: s.text for s in talk.meeting.statements}
    for line in lines:
        assert line.left + line.match + line.right == whole[line.statement_id]


def test_a_word_that_is_no_term_is_found_as_it_is_typed():
    talk = make_talk()
    lines = find_lines([talk], spellings(build_topics([talk]), "ほしい"))
    assert len(lines) == sum(s.text.count("ほしい") for s in talk.meeting.statements)


def test_a_point_that_needs_no_answer_says_so():
    talk = make_talk()
    lines = find_lines([talk], ("窓口",))
    assert [k.status for k in lines] == [Verdict.ANSWERED, Verdict.NOT_NEEDED]


def screen(show, columns: int = 80) -> list[str]:
    stream = io.StringIO()
    show(make_console(stream, width=columns))
    return stream.getvalue().splitlines()


def test_reports_fit_eighty_columns():
    talk, other = make_talk(), make_talk(name="second.txt", sha256="1" * 64, title="二つめの" + "長い" * 40)
    graph = build_topics([talk, other])
    lines = screen(lambda console: print_topics(console, graph, [talk, other], Words(), 10))
    found = find_lines([talk], ("図書館",))
    one = build_topics([talk])
    lines += screen(lambda console: print_kwic(console, found, "図書館", one, Words()))
    assert lines
    assert max(map(width, lines)) <= 80


def test_the_hit_stands_in_one_column():
    talk = make_talk()
    found = find_lines([talk], ("図書館",))
    graph = build_topics([talk])
    lines = screen(lambda console: print_kwic(console, found, "図書館", graph, Words()))[1:]
    assert len(lines) == len(found)
    for line in lines:
        assert "図書館" in line
    places = {width(line[: line.rindex("図書館")]) if line.count("図書館") == 1 else None for line in lines} - {None}
    assert len(places) == 1


def test_open_points_come_first_as_samples():
    talk = make_talk()
    graph = build_topics([talk])
    lines = screen(lambda console: print_topics(console, graph, [talk], Words(), 1))
    states = [w for line in lines for w in ("未回答", "一部回答", "回答済") if line[2:3].isdigit() and f" {w} " in line]
    order = ["未回答", "一部回答", "回答済"]
    assert states
    assert states == sorted(states, key=order.index)
