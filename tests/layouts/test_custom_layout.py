"""A layout that a city writes itself: it works, and what is wrong in it is said in Japanese."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.layouts.documents import make_document, told
from townmeeting.errors import TownMeetingError
from townmeeting.layouts import LAYOUTS, parse_document

OWN = """
name = "midorino"
title = "みどり野市の書き方"
kind = "transcript"

[[rule]]
name = "voice"
pattern = '^声(?P<label>{number}) ?/ ?'
opens = "statement"
role = "resident"
example = "声１／街灯が暗い。"

[[rule]]
name = "reply"
pattern = '^返(?P<to>{number}) ?/ ?'
opens = "answer"
role = "staff"
example = "返１／直します。"
"""
MINUTES = "声１／街灯が暗い。\n声２／バスが少ない。\n返２／増やします。\n返１／直します。\n"
WRONG = (
    ('name = "x"\nkind = "transcript"\n', "[[rule]]"),
    ('name = "x"\n', "kind"),
    ('name = "x"\nkind = "poem"\n', "poem"),
    (OWN.replace("^声", "^声("), "正規表現"),
    (OWN.replace("{number}", "{nummer}", 1), "{nummer}"),
    (OWN.replace('opens = "statement"', 'opens = "question"'), "question"),
    (OWN.replace('role = "resident"', 'role = "citizen"'), "citizen"),
    (OWN.replace("声１／街灯", "意見１／街灯"), "一致しません"),
    (OWN.replace("title =", "titel ="), "titel"),
    (OWN.replace("[[rule]]", "[rule", 1), "TOML"),
    (OWN.replace('example = "返１／直します。"', ""), "example"),
    ('name = "x"\nkind = "transcript"\ntrust = "high"\n' + OWN[OWN.index("[[rule]]") :], "high"),
    (OWN.replace('opens = "answer"', 'opens = "answer"\nbeside = "nothing"'), "nothing"),
    (OWN.replace('kind = "transcript"', "kind = 'transcript'\nstarts = '^声'"), "返１／直します。"),
    (OWN.replace("{number}", "{voice}", 1) + "[parts]\nvoice = 3\n", "[parts]"),
    (OWN.replace("{number}", "{a}", 1) + "[parts]\na = '{b}'\nb = '{a}'\n", "[parts]"),
)
PARTS = """
name = "midorino"
kind = "transcript"
unmarked_replies = true

[parts]
sign = '(?:声|{whisper})'
whisper = '小声'

[[rule]]
name = "voice"
pattern = '^{sign}{open}(?P<label>{number}){close} ?'
opens = "statement"
role = "resident"
inside = true
example = "小声【１】街灯が暗い。"

[[rule]]
name = "reply"
pattern = '^返{colon}'
opens = "answer"
role = "staff"
inside = true
beside = "voice"
example = "返：直します。"
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "our-city.toml"
    path.write_text(OWN, encoding="utf-8-sig")
    return path


def test_a_city_describes_its_own_markers(own: Path):
    (meeting,) = parse_document(make_document(MINUTES), layout=str(own))
    assert told(meeting) == [("1", "街灯が暗い。", ["直します。"]), ("2", "バスが少ない。", ["増やします。"])]
    assert meeting.source.layout == "midorino"


def test_a_city_names_its_headings_and_its_last_line(own: Path):
    rules = """
[[rule]]
name = "subject"
pattern = '^◇'
opens = "section"
example = "◇道路"

[[rule]]
name = "end"
pattern = '^＝おわり＝'
opens = "end"
example = "＝おわり＝"
"""
    own.write_text(OWN + rules.replace("＝", "="), encoding="utf-8")
    text = "◇道路\n声１／街灯が暗い。\n返１／直します。\n◇バス\n声２／少ない。\n返２／増やします。\n"
    text += "＝おわり＝\n編集後記です。\n"
    (meeting,) = parse_document(make_document(text), layout=str(own))
    assert [s.section for s in meeting.statements] == ["◇道路", "◇バス"]
    assert told(meeting)[-1] == ("2", "少ない。", ["増やします。"])
    assert meeting.account is not None
    assert [u.quote.text for u in meeting.account.unused] == ["＝おわり＝", "編集後記です。"]


@pytest.mark.parametrize(
    "text",
    [
        "声【１】街灯が暗い。返：直します。\n小声【２】バスが少ない。 返：増やします。\n",
        "声【１】街灯は直りますか。\n直します。\n小声【２】バスは増えますか。\n増やします。\n",
    ],
)
def test_a_city_uses_parts_and_what_stands_around(own: Path, text: str):
    own.write_text(PARTS, encoding="utf-8")
    (meeting,) = parse_document(make_document(text), layout=str(own))
    assert [a.text for s in meeting.statements for a in s.answers] == ["直します。", "増やします。"]
    assert [s.label for s in meeting.statements] == ["1", "2"]


def test_a_rule_beside_another_counts_only_where_that_one_is_met(own: Path):
    own.write_text(PARTS, encoding="utf-8")
    with pytest.raises(TownMeetingError, match="TM301"):
        parse_document(make_document("返：直します。\n返：増やします。\n"), layout=str(own))


@pytest.mark.parametrize(("text", "detail"), WRONG)
def test_a_layout_file_that_is_wrong_says_where(tmp_path: Path, text: str, detail: str):
    path = tmp_path / "wrong.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(TownMeetingError) as refused:
        parse_document(make_document(MINUTES), layout=str(path))
    assert refused.value.code == "TM104"
    assert detail in str(refused.value)


@pytest.mark.parametrize(("encoding", "detail"), [("cp932", "Shift_JIS"), ("utf-16", "UTF-16")])
def test_a_layout_file_in_another_encoding_is_named(tmp_path: Path, encoding: str, detail: str):
    path = tmp_path / "our-city.toml"
    path.write_text(OWN, encoding=encoding)
    with pytest.raises(TownMeetingError) as refused:
        parse_document(make_document(MINUTES), layout=str(path))
    assert (refused.value.code, detail in str(refused.value)) == ("TM104", True)


def test_a_layout_file_that_is_not_there_is_a_wrong_path(tmp_path: Path):
    with pytest.raises(TownMeetingError) as refused:
        parse_document(make_document(MINUTES), layout=str(tmp_path / "none.toml"))
    assert refused.value.code == "TM101"


def test_an_unknown_layout_name_lists_the_known():
    with pytest.raises(TownMeetingError) as refused:
        parse_document(make_document(MINUTES), layout="town-meating")
    assert refused.value.code == "TM103"
    assert all(layout.name in str(refused.value) for layout in LAYOUTS)


def test_a_layout_by_name_is_forced(own: Path):
    (meeting,) = parse_document(make_document("参加者1：街灯が暗い。\n市：直します。"), layout="dialogue")
    assert [(a.layout, a.chosen) for a in meeting.source.attempts] == [("dialogue", True)]
