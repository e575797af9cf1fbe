"""Every error tells the fact and the remedy in both languages, and has one exit status."""

from __future__ import annotations

import re
import string

import pytest

from townmeeting.errors import CATALOGUE, ExitStatus, TownMeetingError


def fields_of(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_an_entry_is_whole(code):
    entry = CATALOGUE[code]
    assert re.fullmatch(r"TM\d{3}", code)
    assert entry.status is not ExitStatus.OK
    assert fields_of(entry.fact.ja) == fields_of(entry.fact.en)
    assert fields_of(entry.remedy.ja) == fields_of(entry.remedy.en)
    for text in (entry.fact.ja, entry.fact.en, entry.remedy.ja, entry.remedy.en):
        assert text.strip()


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_an_error_renders_in_both_languages(code):
    entry = CATALOGUE[code]
    names = fields_of(entry.fact.ja) | fields_of(entry.remedy.ja)
    error = TownMeetingError(code, **dict.fromkeys(names, "X"))
    assert error.render("ja").startswith(f"エラー[{code}]")
    assert error.render("en").startswith(f"error[{code}]")
    assert len(error.render("ja").splitlines()) == 2
    assert error.status is entry.status


def test_statuses_are_distinct():
    assert len({int(s) for s in ExitStatus}) == len(ExitStatus)
