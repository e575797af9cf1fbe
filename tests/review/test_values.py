"""What people type is understood however it is spelled, and what is not understood is said to be so."""

from __future__ import annotations

import datetime as dt
import tomllib

import pytest

from tests.conftest import ROOT
from townmeeting.review.values import CONFIRMED, cell_text, read_confirmed, read_links, read_verdict

RULES = tomllib.loads((ROOT / "src/townmeeting/data/review.toml").read_text(encoding="utf-8"))
STATUSES = (
    ("回答済", "answered"),
    ("回答 ずみ", "answered"),
    ("　回答済み　", "answered"),
    ("Answered", "answered"),
    ("一部\n回答", "partial"),
    ("未 回 答", "unanswered"),
    ("回答不要", "not_needed"),
    ("たぶん済んだ", None),
    ("", ""),
)
LINKS = (
    ("t2.1", "t2.1"),
    ("ｔ２．１　ｎ１．２", "t2.1 n1.2"),
    ("n1.2、t2.1，t2.1", "n1.2 t2.1"),
    ("なし", ""),
    ("－", ""),
    ("", ""),
    ("t9.9", None),
    ("t2.1と思う", None),
)
CELLS = (
    (None, ""),
    ("　企画課 \n", "企画課"),
    ("一行目_x000D_\n二行目", "一行目\n二行目"),
    (3.0, "3"),
    (2.5, "2.5"),
    (dt.datetime(2026, 3, 31), "2026-03-31"),
    (dt.datetime(2026, 3, 31, 9, 30), "2026-03-31 09:30"),
)


@pytest.mark.parametrize(("typed", "stored"), STATUSES)
def test_a_status_is_read_however_it_is_spelled(typed, stored):
    assert read_verdict(cell_text(typed)) == stored


@pytest.mark.parametrize("stored", RULES["verdict"])
def test_every_spelling_in_the_data_reads_as_its_status(stored):
    assert {read_verdict(word) for word in RULES["verdict"][stored]} == {stored}


def test_every_way_to_tick_counts():
    assert {read_confirmed(word) for word in RULES["confirmed"]["yes"]} == {CONFIRMED}
    assert read_confirmed("") == ""
    assert read_confirmed("まだ") is None


@pytest.mark.parametrize(("typed", "stored"), LINKS)
def test_ids_of_passages_are_read(typed, stored):
    assert read_links(typed, {"t2.1": "", "n1.2": ""}) == stored


@pytest.mark.parametrize(("value", "text"), CELLS)
def test_a_cell_becomes_text(value, text):
    assert cell_text(value) == text
