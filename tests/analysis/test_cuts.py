"""Where one sentence asks for several things, and where it only seems to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import make_quote
from townmeeting.analysis.asks import Ask, ask_table
from townmeeting.analysis.cuts import asks_by_itself, find_cuts
from townmeeting.analysis.sentences import Sentence
from townmeeting.analysis.units import split_units

# sentences with a mark where they are cut
SEVERAL = (
    # two actions at a continuative, each with something of its own
    "予算を増額し、|職員を増やすべきである。",
    "窓口を増やし、|開館時間を延長すべきである。",
    "保険証の交付から早期に開始し、|申請の受付が先行すべきと考える。",
    "料金を無料とし、|利用者の登録を任意とすべきである。",
    "歩行者の区域を設け、|車の速度を制限することを求める。",
    "定期券の補助を導入し、|夜間の減便の中止を求める意見",
    "北校舎は「みどり野館」とし、|今の図書室をそのまま活用する。",
    # two actions as nouns under one verb
    "歩道の整備や、|街灯の増設を求める。",
    "通学路に係る規制緩和、|多様な人の参加を可能とする制度設計を検討いただきたい。",
    "平日においては開館日数の増加、|休日においては、より長い開館の実施に期待する。",
    # each clause asks its own question
    "添乗員はどんな仕事をし、|どんな人が担うのか。",
    "教室の受講料は一回いくらで、|誰でも申し込めるのでしょうか。",
    "教える人はどんな資格を持っているのか、|けがが起きないかも心配です。",
    # two things to be told, each of something of its own
    "公民館を閉める理由と、|利用者の声をどこで聞いたのかを明らかにしてください。",
    "路線を減らした経緯と|今後の見通しを教えてください。",
)
ONE = (
    # the first is the means of the second, or only sets its terms
    "実態を把握し、対策を急ぐべきである。",
    "空き家を活用し、若い人の住まいを増やしてほしい。",
    "計画を周知し、市民の理解を得てほしい。",
    "窓口を設置し、そこで相談を受けるべきである。",
    "公園を整備し、水害を防ぐべきである。",
    "市民の参加を原則とし、計画を改めるべきである。",
    "学科を設置し、校舎を建設することで、よい学校になることに期待している。",
    # what is told of a noun is not asked for by itself
    "窓口を設け、時間を延長する計画を求める。",
    "公園を整備し、子どもが遊べる広い場所を増やしてほしい。",
    # what only sounds like an act: a figure of speech for how the other is done
    "広報に力を入れ、利用者を増やしてほしい。",
    # no object of its own
    "窓口を廃止し、支所に統合すべきである。",
    # no action: what happens is one worry
    "利用者が減少し、路線が廃止されるのが心配である。",
    # listed things under one action, and examples
    "個人の特定、情報の漏えいへの配慮を求める意見",
    "学校の統合、校舎の取壊しの撤回を求める。",
    "道路の補修、公園の整備などをお願いします。",
    # one question with two verbs, and one that names alternatives
    "今後の実施に向け、どのように進めるのか。",
    "高齢者のためなのか、子どものためなのか、市がどこまで使うのかを教えてもらってもいいですか。",
    "講座の日程と場所を教えてください。",
    "ちゃんと動くのか、壊れないかが心配です。",
    "品物をいくらで、売ったのか。",
    # in brackets nothing is cut
    "資料（窓口を増設し、職員を配置とある）を見直すべきである。",
)


def parts(sentence: str) -> list[str]:
    return [u.text for u in split_units((make_quote(sentence, 0),))]


@pytest.mark.parametrize("marked", SEVERAL)
def test_each_ask_of_a_sentence_is_cut_off(marked: str) -> None:
    assert parts(marked.replace("|", "")) == marked.split("|")


@pytest.mark.parametrize("marked", SEVERAL)
def test_a_part_cut_off_at_a_comma_asks_what_its_sentence_asks(marked: str) -> None:
    units = split_units((make_quote(marked.replace("|", ""), 0),))
    assert units[0].ask is units[-1].ask or units[0].kind is units[-1].kind


@pytest.mark.parametrize("sentence", ONE)
def test_what_is_asked_once_stays_whole(sentence: str) -> None:
    assert parts(sentence) == [sentence]


@pytest.mark.parametrize(
    ("part", "alone"),
    [
        ("予算を増額し、", False),
        ("費用がいくらかかるのか、", False),
        ("増やしてほしいですし、", True),
        ("増やすべき。", True),
    ],
)
def test_a_part_asks_by_itself_where_its_end_says_so(part: str, alone: bool) -> None:
    assert asks_by_itself(part) is alone


def test_without_an_ask_nothing_is_cut() -> None:
    assert find_cuts(Sentence(0, 14, 0, "予算を増額し、職員を増やした。"), None) == []


@pytest.mark.parametrize("verb", sorted(ask_table().joined.acts))
def test_the_verbs_of_acts_cut(verb: str) -> None:
    assert parts(f"窓口を{verb}、開館時間を延長すべきである。") == [f"窓口を{verb}、", "開館時間を延長すべきである。"]


@pytest.mark.parametrize("frame", ask_table().joined.frames)
def test_terms_do_not_cut(frame: str) -> None:
    assert len(parts(f"利用を{frame}とし、開館時間を延長すべきである。")) == 1


@pytest.mark.parametrize("noun", [n for n in ask_table().joined.means if len(n) > 1])
def test_means_do_not_cut(noun: str) -> None:
    assert len(parts(f"空き家を{noun}し、開館時間を延長すべきである。")) == 1


@given(
    st.text(alphabet="予算を増額し、職員が減らとや「」どんな求める。（）のか", max_size=120),
    st.sampled_from((1.0, 2.0, 3.0)),
)
def test_cuts_lie_inside_the_sentence(text: str, strength: float) -> None:
    for kind in {r.kind for r in ask_table().rules}:
        cuts = find_cuts(Sentence(0, len(text), 0, text), Ask("any", kind, strength, ""))
        assert cuts == sorted(set(cuts))
        assert all(0 < at <= len(text) for at in cuts)
