"""Replies are cut where the speaker takes up the next matter, and nothing of them is lost."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.analysis.meetings import MAYOR, Paper, make_meeting
from townmeeting.analysis.replies import load_toml, reply_rules
from townmeeting.analysis.responses import (
    Reply,
    cut_note,
    cut_turn,
    cut_turns,
    is_formal,
    item_number,
    join_soft,
    takeup_share,
)
from townmeeting.model import Turn
from townmeeting.text import fold

RULES = [
    (key, rule["name"], rule["pattern"], rule["example"])
    for key, rules in load_toml("replies.toml").items()
    if key not in ("generic", "unnamed")
    for rule in rules
]

# reply, the first words of each unit that must come out
CUTS = [
    ("公園を増やします。バスも増やします。", ["公園を"]),
    ("公園を増やします。\nバスも増やします。", ["公園を", "バスも"]),
    ("公園を増やします。また、バスを増やしてほしいというお話がありました。検討します。", ["公園を", "また、"]),
    ("バスの増便についての御質問をいただきました。\n来年度から増やします。", ["バスの"]),
    ("車の時代です。バスのお話もありましたが、増やします。", ["車の"]),
    ("1点目については、実施します。2点目については、検討します。", ["1点目", "2点目"]),
    ("①公園は増やします。\n②バスは検討します。", ["①公園", "②バス"]),
    ("二点の御質問にお答えいたします。\nまず、公園についてでございますが、増やします。", ["二点の", "まず、"]),
    # a matter named as what somebody raised opens a unit wherever it stands
    ("公園を増やします。それから、シールの件ですね。来月配ります。", ["公園を", "それから"]),
    # who speaks and that he will answer is about nothing
    ("危機管理部長でございます。補足をさせていただきます。受信機は配りません。", ["危機管理", "受信機は"]),
    ("お二人まとめてお答えします。公園は増やします。", ["お二人", "公園は"]),
    ("町営住宅の方から三点いただきました。風呂は直します。", ["町営住宅", "風呂は"]),
    ("若い方に来ていただけるのはうれしく思います。席は増やします。", ["若い方", "席は"]),
    ("事故は三件ありました。信号機は県に要望します。", ["事故は"]),
    ("歩道を広げます。\n本日は長い時間、ありがとうございました。", ["歩道を", "本日は"]),
]

NUMBERS = [
    ("①公園は", 1),
    ("⑫公園は", 12),
    ("2点目については、", 2),
    ("３．公園は", 3),
    ("第二点目は、", 2),
    ("まず、1点目は", 1),
    ("2.5倍になります。", None),
    ("10区に置きます。", None),
    ("公園は", None),
]


def cut(text: str) -> Reply:
    return cut_turn(Turn(id="t1", position=0, speaker=MAYOR, segments=Paper().write(text)))


@pytest.mark.parametrize(("key", "name", "pattern", "example"), RULES, ids=[f"{r[0]}-{r[1]}" for r in RULES])
def test_every_rule_matches_its_example(key, name, pattern, example):
    assert re.search(pattern, example if key == "numbering" else fold(example))


@pytest.mark.parametrize(("text", "starts"), CUTS)
def test_a_reply_is_cut_where_the_next_matter_begins(text, starts):
    reply = cut(text)
    assert [reply.text(u)[: len(s)] for u, s in zip(reply.units, starts, strict=True)] == starts


@pytest.mark.parametrize(("sentence", "number"), NUMBERS)
def test_item_numbers(sentence, number):
    assert item_number(sentence) == number


def test_a_paragraph_that_names_its_topic_opens_a_matter():
    first, second = cut("バスは増やします。\nごみ袋の値段ですが、変えません。").units
    assert (first.hard, second.hard) == (False, True)


def test_a_take_up_of_what_was_said_before_is_marked():
    reply = cut("ごみ袋のお話がありました。下げます。\n先ほど街灯のお話がありました。先ほど申した所です。")
    assert [u.back for u in reply.units] == [False, True]


def test_a_short_quotation_of_the_question_is_the_take_up_part():
    reply = cut("また、バスを増やしてほしいというお話がありましたが、検討します。")
    assert reply.taken(reply.units[0]).startswith("また、バスを増やしてほしいというお話")


def test_greeting_and_farewell_are_set_aside():
    reply = cut("二点の御質問にお答えいたします。\n公園は増やします。\n本日はありがとうございました。")
    assert [u.closing for u in reply.units] == [True, False, True]


def test_a_matter_of_today_closes_nothing():
    reply = cut("公園は増やします。\n今日のような会は、来年度も開きます。ありがとうございました。")
    assert not any(u.closing for u in reply.units)


def test_a_unit_is_cut_where_it_may_turn_to_another_matter():
    unit = cut("名札は大きくします。それから、窓口は増やします。窓口の数は三つです。").units[0]
    texts = [[s.start for s in u.sentences] for u in cut_turns(unit, {24})]
    assert texts == [[0], [10], [24]]
    assert cut_turns(unit)[0].sentences == unit.sentences[:1]


def test_thanks_at_the_start_close_nothing():
    assert not any(
        u.closing for u in cut("本日は御提案をいただき、ありがとうございます。\n公園は増やします。").units[1:]
    )


def test_speech_and_writing_differ_in_the_share_of_take_ups():
    speech = cut(
        "公園を増やしてほしいというお話がありました。増やします。\nまた、バスについての御意見もいただきました。"
    )
    writing = cut("公園を増やします。\nバスの増便は来年度に検討します。")
    assert takeup_share([speech]) > 0.9
    assert takeup_share([writing]) == 0.0
    assert takeup_share([]) == 0.0


def test_one_take_up_among_few_units_says_little():
    few = cut("公園についての御意見もいただきました。\n" + "\n".join(f"{n}番の道を直します。" for n in range(9)))
    assert takeup_share([few]) > 0.1
    assert takeup_share([few], 5) < 0.1


def test_the_courtesies_that_open_a_letter_are_no_part_of_an_answer():
    reply = cut("お手紙ありがとうございます。ご不便をおかけし、申し訳ございません。公園は増やします。")
    assert [u.closing for u in reply.units] == [True, False]
    assert reply.text(reply.units[1]) == "公園は増やします。"
    later = cut("公園は増やします。ご協力いただき、ありがとうございます。")
    assert not any(u.closing for u in later.units)


def test_what_is_heard_of_others_takes_nothing_up():
    reply = cut("着工の時期は未定とのことです。東町の集会所で説明会を開くとのことでした。")
    assert not any(s.said for u in reply.units for s in u.sentences)


def test_answers_read_out_one_by_one_keep_their_paragraphs():
    reply = cut(
        "公園についてのお尋ねでございます。\n増やします。\n次に、バスについてでございます。\n三路線あります。\n検討します。"
    )
    assert is_formal(reply.units)
    assert [reply.text(u).count("\n") for u in join_soft(reply.units)] == [1, 2]


def test_a_note_is_one_unit_under_its_heading():
    meeting, _ = make_meeting([("公園は。", None)], notes=[("「公園」について", "増やします。\n来年度からです。")])
    note = cut_note(meeting.notes[0])
    assert len(note.units) == 1
    assert note.heading == "「公園」について"


@settings(deadline=None, max_examples=60, derandomize=True)
@given(st.text(alphabet="公園をバス、。？「」（）①②1.\nまたお話がありました ", max_size=120))
def test_units_cover_every_printed_character_in_order(text):
    reply = cut(text)
    covered = "".join(reply.text(u) for u in reply.units)
    assert "".join(covered.split()) == "".join(text.split())
    assert all(a.end <= b.start for a, b in zip(reply.units, reply.units[1:], strict=False))


def test_rules_are_loaded_once():
    assert reply_rules() is reply_rules()
