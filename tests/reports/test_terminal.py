"""Terminal reports: content, width, and document text that stays text."""

from __future__ import annotations

import io

import pytest

from tests.builders import make_analysis, make_meeting
from townmeeting.model import Status
from townmeeting.reports.selection import findings
from townmeeting.reports.terminal.console import make_console
from townmeeting.reports.terminal.findings import print_explanation, print_open, print_statement, print_whole
from townmeeting.reports.terminal.overview import print_analysis
from townmeeting.reports.terminal.reading import print_meeting
from townmeeting.reports.words import Words
from townmeeting.text import width

HOSTILE = "[bold]太字[/bold] [/y] \x1b[31m赤\x1b[0m \u202e逆 :smile:"


def shown(printer, *arguments, lang="ja", columns=80, **options) -> str:
    stream = io.StringIO()
    printer(make_console(stream, columns), *arguments, Words(lang), **options)
    return stream.getvalue()


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("columns", [40, 80, 120])
def test_reports_keep_to_the_width(lang, columns):
    analysis = make_analysis(status=Status.PARTIAL)
    for text in (
        shown(print_meeting, analysis.meeting, lang=lang, columns=columns, explain=True),
        shown(print_analysis, analysis, lang=lang, columns=columns),
        shown(print_open, tuple(findings(analysis)), lang=lang, columns=columns),
        shown(print_explanation, next(findings(analysis)), lang=lang, columns=columns),
        shown(print_statement, analysis.meeting.statements[0], tuple(findings(analysis)), lang=lang, columns=columns),
        shown(print_whole, analysis.meeting.statements[0], lang=lang, columns=columns),
    ):
        assert max(map(width, text.splitlines())) <= columns


def test_markup_and_control_codes_stay_text():
    analysis = make_analysis(make_meeting(question=HOSTILE, reply=HOSTILE))
    text = shown(print_statement, analysis.meeting.statements[0], tuple(findings(analysis)), columns=200)
    assert "[bold]太字[/bold]" in text
    assert ":smile:" in text
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_a_reading_shows_account_checks_and_diagnostics():
    text = shown(print_meeting, make_meeting(), columns=120)
    for word in ("文字の収支", "照合 参加者数", "encoding_guessed", "市民会館", "2024"):
        assert word in text or word == "2024"


def test_the_report_counts_with_numerator_and_denominator():
    assert "1/1 (100%)" in shown(print_analysis, make_analysis())
    assert "0/1 (0%)" in shown(print_analysis, make_analysis(status=Status.UNANSWERED))
