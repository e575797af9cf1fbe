"""What a reply does: explained, done, planned, consider, declined, acknowledged."""

import pytest

from townmeeting.analysis.plain_style import plain_style
from townmeeting.analysis.response_kinds import clause_acts, ends_in_courtesy, kind_rules, response_kind
from townmeeting.model import PointKind, ResponseKind

R, P, Q, C = PointKind.REQUEST, PointKind.PROPOSAL, PointKind.QUESTION, PointKind.CONCERN
DECLINED, DONE, PLANNED = ResponseKind.DECLINED, ResponseKind.DONE, ResponseKind.PLANNED
CONSIDER, KNOWN, EXPLAINED = ResponseKind.CONSIDER, ResponseKind.ACKNOWLEDGED, ResponseKind.EXPLAINED

KINDS = [
    (["趣旨は含まれていますので、案のとおりといたします。"], R, DECLINED),
    (["素案のままとし、計画に沿って進めます。"], R, DECLINED),
    (["屋根を付けることは構造上困難です。"], R, DECLINED),
    (["市だけで変えることは難しい。"], R, DECLINED),
    (["増設する予定はありません。"], R, DECLINED),
    (["新たに設けることは考えておりません。"], R, DECLINED),
    (["路線が延びる見込みはございません。"], R, DECLINED),
    (["全部の家に配ることは考えてございません。"], R, DECLINED),
    (["車道を付けるのは難しいと言わざるを得ません。"], R, DECLINED),
    (["夏だけ増便することは考えていない。"], R, DECLINED),
    (["送迎バスの手配は今のところ検討していません。"], R, DECLINED),
    (["持ち込みは禁止しており、そのルールに変更はない。"], R, DECLINED),
    (["当面、増便はいたしません。"], R, DECLINED),
    (["申し訳ありませんが、徒歩での来場をお願いすることになります。"], R, DECLINED),
    (["財政の状況から、何とぞ御理解をお願いいたします。"], R, DECLINED),
    (["通学の実態を踏まえて検討した結果、駅前に置くこととしました。"], P, DECLINED),
    (["計画には記載しておりません。", "引き続き、適切に管理してまいります。"], R, DECLINED),
    (["新たに設けることは考えていません。", "なお、交通の便については検討してまいります。"], R, DECLINED),
    (["反映することはできませんが、今後の参考とさせていただきます。"], R, DECLINED),
    (["現時点では困難ですが、検討してまいります。"], R, CONSIDER),
    (["現時点では困難です。", "今後の課題として検討してまいります。"], R, CONSIDER),
    (["信号機を市が付けることはできません。", "改めて県に要望してまいります。"], R, PLANNED),
    (["学級の人数を変えることは難しい。", "見守りについては、人を増やしてまいります。"], R, DECLINED),
    (["基準を超える配置はできませんが、引き続き検討を進めていく。"], R, CONSIDER),
    (["直ちに職員が減るとは考えていません。", "案内する職員の配置は考えてまいります。"], R, CONSIDER),
    (["御意見を踏まえ、表記を修正します。"], R, DONE),
    (["3ページに注釈を加えます。"], R, DONE),
    (["注釈を追記いたします。", "今後も周知に努めてまいります。"], R, DONE),
    (["御意見を受け、計画に項を追加し、考え方を記述しました。"], R, DONE),
    (["今年度から回数を増やしています。", "六月以降の日程は広報紙でお知らせします。"], R, DONE),
    (["避難所には発電機を配備しております。"], R, DONE),
    (["人材の確保に取り組んでおります。"], R, DONE),
    (["計画に考え方を記載しているところです。"], R, DONE),
    (["今後の参考にさせていただきます。"], R, CONSIDER),
    (["検討していきたいと思います。"], R, CONSIDER),
    (["他の市と共同で使う施設について、今年度、調査を始めます。"], R, CONSIDER),
    (["費用も含め、検討をさせていただく。"], R, CONSIDER),
    (["現在、関係機関と調整中であり、決まり次第お示しします。"], R, CONSIDER),
    (["分かりやすい案内に努めてまいります。"], R, CONSIDER),
    (["来年度から実施します。"], R, PLANNED),
    (["来月から増便します。"], R, PLANNED),
    (["枝道だけを回ってもらう形にいたします。"], R, PLANNED),
    (["年明けの会で説明をさせていただきます。"], R, PLANNED),
    (["清掃は業者に委託します。"], R, PLANNED),
    (["来春には待合室を冷房化いたします。"], R, PLANNED),
    (["四月から使えるよう準備を進めております。"], R, PLANNED),
    (["保護者には学校を通してお知らせをさせていただく。"], R, PLANNED),
    (["計画的に進めてまいります。"], R, PLANNED),
    (["今後、実施していく考えである。"], R, PLANNED),
    (["必要な対策を実施させていただく。"], R, PLANNED),
    (["意見を聞く場では議論することとしており、結果を公開していきます。"], R, PLANNED),
    (["御意見を受け止めながら、支援を進めていきたいと思います。"], R, PLANNED),
    (["計画に充実を図る旨を記述しているところであり、御意見も踏まえて適切に対処してまいります。"], R, PLANNED),
    (["御意見も踏まえて適切に対処してまいります。"], R, KNOWN),
    (["必要に応じて、今後の参考とするとともに、関係部署において適切に対応します。"], R, KNOWN),
    (["御要望として各学校にお伝えさせていただく。"], R, KNOWN),
    (["御意見として頂戴いたします。"], R, KNOWN),
    (["重要な視点だと思います。"], R, KNOWN),
    (["貴重な御意見として承りました。"], R, KNOWN),
    (["規模が大きくなることで、授業の充実にもつながっていくものと考えています。"], R, EXPLAINED),
    (["能力を身に付けていくことが重要だと思います。"], R, EXPLAINED),
    (["対応できない方には窓口があります。"], R, EXPLAINED),
    (["「検討します」という表記は前例によるものです。"], R, EXPLAINED),
    (["手書きでの申請はできません。"], Q, EXPLAINED),
    (["三路線あります。", "一路線は現在検討しているところです。"], Q, EXPLAINED),
    (["手続ができるように努めてまいります。"], Q, CONSIDER),
    (["下校は三便を予定しています。"], Q, EXPLAINED),
    (["事故が起きることは想定していません。"], C, EXPLAINED),
    (["来年度に見直す方針です。"], C, EXPLAINED),
    (["見守りの強化に取り組んでまいります。"], C, PLANNED),
    (["遊具の修繕は完了しておりません。"], R, EXPLAINED),
    (["まだ終わっておりません。"], R, EXPLAINED),
    (["今後、児童数が減少します。"], R, EXPLAINED),
    (["来年から児童数が減少します。"], R, EXPLAINED),
    (["分館は来年三月に廃止いたします。"], R, EXPLAINED),
    (["来年度から通学バスを有料化します。"], R, EXPLAINED),
    (["問題は解消されていません。"], R, EXPLAINED),
    (["検討済みです。"], R, EXPLAINED),
    (["今回は見送らせていただきます。"], R, DECLINED),
    (["受付は三月で締め切らせていただきます。"], R, EXPLAINED),
    (["値下げはしないことに決めました。"], R, EXPLAINED),
    (["支所は廃止することに決めました。"], R, EXPLAINED),
    (["バスは続けることに決まりました。"], R, PLANNED),
    (["橋の補修はまだ済んでおりません。"], R, EXPLAINED),
    (["草刈りは終わりました。"], R, DONE),
    (["御意見をいただいて初めて気付きました。"], R, EXPLAINED),
    (["国の基準が改正されました。"], R, EXPLAINED),
    (["実は、隣の町でもやっています。"], R, EXPLAINED),
    (["公園の名前は見直しの対象とはしておりません。"], R, EXPLAINED),
    (["利用者が増えないのが現状である。"], R, EXPLAINED),
    (["料金を上げる状況にはありません。"], R, EXPLAINED),
    (["筋違いとは考えておりません。"], R, EXPLAINED),
    (["図を見ていただければ、よく分かります。"], R, EXPLAINED),
    (["遊具の修繕は完了しております。"], R, DONE),
    (["遊具は来月修繕いたします。", "ご不便をおかけして申し訳ございません。"], R, PLANNED),
    (["来週、街灯を設置いたします。", "お詫びします。"], R, PLANNED),
    (["対象外の地域にもバスを走らせることにしました。"], R, PLANNED),
    (["ご提案どおり遊具を修繕します。"], R, PLANNED),
    ([], R, EXPLAINED),
    (["（図は省略）"], Q, EXPLAINED),
]

ASKED = [
    ("会議の資料は公開されますか。", ["ホームページでの公開を予定しています。"], Q, PLANNED),
    ("会議の資料はどこで公開されますか。", ["図書館に置いています。"], Q, EXPLAINED),
    ("バス停は市が指定するのですか。", ["お見込みのとおり、市が指定する予定です。"], Q, EXPLAINED),
    ("帽子の色は自由ですか。", ["現在、協議中であり、決まれば学校からお伝えします。"], Q, CONSIDER),
    ("帽子の色などの決まりはありますか。", ["現在、協議中であり、決まれば学校からお伝えします。"], Q, CONSIDER),
    ("どのような帽子になりますか。", ["色は紺です。", "つばの形は協議しているところです。"], Q, EXPLAINED),
    ("見直しの理由を説明してほしい。", ["利用が減ったためで、来年度に見直す予定です。"], R, EXPLAINED),
    ("庁舎の建て替えに反対する。", ["建て替えを進めてまいります。"], R, DECLINED),
    ("庁舎を建て替えるべきではない。", ["建て替えを進めることが必要と考えています。"], C, DECLINED),
    ("庁舎の建て替えを中止してほしい。", ["建て替えは中止することとし、改修を進めてまいります。"], R, PLANNED),
    ("庁舎を建て替えてほしい。", ["建て替えを進めてまいります。"], R, PLANNED),
]


@pytest.mark.parametrize(("sentences", "kind", "expected"), KINDS)
def test_what_a_reply_does(sentences, kind, expected):
    assert response_kind(sentences, kind) is expected


@pytest.mark.parametrize(("ask", "sentences", "kind", "expected"), ASKED)
def test_what_was_asked_counts(ask, sentences, kind, expected):
    assert response_kind(sentences, kind, ask) is expected


@pytest.mark.parametrize("rule", kind_rules().act, ids=[f"{r.name}: {r.example}" for r in kind_rules().act])
def test_every_act_is_told_by_its_example(rule):
    plain = plain_style(rule.example)
    assert rule.pattern.search(plain)
    assert [a for a in clause_acts(plain) if a][-1:] == [rule.name]


OTHERS = [
    (key, rule)
    for key in (
        "clause",
        "fixed",
        "aside",
        "tell_me",
        "what",
        "whether",
        "confirms",
        "objection",
        "gives_in",
        "insists",
    )
    for rule in getattr(kind_rules(), key)
]


@pytest.mark.parametrize(("key", "rule"), OTHERS, ids=[f"{key}: {rule.example}" for key, rule in OTHERS])
def test_every_rule_matches_its_example(key, rule):
    assert rule.pattern.search(plain_style(rule.example))


@pytest.mark.parametrize(
    ("sentences", "courtesy"),
    [
        (["記述しているところであり、適切に対処してまいります。"], True),
        (["適切に対応します。", "来年度に広げます。", "歩道の整備を進めます。"], False),
        (["対応します。"], False),
        ([], False),
    ],
)
def test_a_courtesy_is_told_by_the_end(sentences, courtesy):
    assert ends_in_courtesy(sentences) is courtesy


@pytest.mark.parametrize("reply", ["来月直します。", "来月直す。", "回収を増やします。", "職員が伺って見ます。"])
def test_a_plain_verb_of_doing_promises_in_polite_style_too(reply):
    assert response_kind([reply], PointKind.REQUEST) is ResponseKind.PLANNED
