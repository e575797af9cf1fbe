"""Points: what a reviewer would tick off, word for word."""

from __future__ import annotations

import pytest

from tests.builders import make_quote
from townmeeting.analysis.points import is_digest, split_points
from townmeeting.model import Meeting, Point, PointKind, Role, Source, Speaker, Statement, Turn
from townmeeting.settings import PointSettings

Q, R, P, C, O = (  # noqa: E741  (one letter a kind keeps the tables readable)
    PointKind.QUESTION,
    PointKind.REQUEST,
    PointKind.PROPOSAL,
    PointKind.CONCERN,
    PointKind.OPINION,
)
RESIDENT = Speaker(attribution="参加者", role=Role.RESIDENT)


def make_statement(*paragraphs: str, spoken: bool = True) -> Statement:
    segments, at = [], 0
    for text in paragraphs:
        segments.append(make_quote(text, at))
        at += len(text) + 1
    turn = Turn(id="t1", position=0, speaker=RESIDENT, segments=tuple(segments)) if spoken else None
    return Statement(id="1", label="1", speaker=RESIDENT, segments=tuple(segments), turn=turn)


def make_one(statement: Statement) -> Meeting:
    source = Source(name="a.txt", format="txt", sha256="", encoding=None, encoding_reason=None, layout="transcript")
    return Meeting(id="m1", title="", source=source, statements=(statement,), turns=())


def points_of(*paragraphs: str, spoken: bool = True) -> tuple[Point, ...]:
    return split_points(make_one(make_statement(*paragraphs, spoken=spoken)))


def found(points: tuple[Point, ...]) -> list[tuple[str, PointKind]]:
    return [(p.quote.text, p.kind) for p in points]


# words of one paragraph of speech, and the points in it
SPEECH = (
    # what is told politely right before an explicit ask is why it is asked
    (
        "学校の前は朝の車が多く、なかなか止まってくれません。駅前の交差点には歩く人のための信号機を付けてほしいです。",
        [
            (
                "学校の前は朝の車が多く、なかなか止まってくれません。"
                "駅前の交差点には歩く人のための信号機を付けてほしいです。",
                R,
            )
        ],
    ),
    # begging pardon beforehand asks nothing
    (
        "数字の話が中心になりますが、御容赦ください。路線を見直す基準はありますか。",
        [("路線を見直す基準はありますか。", Q)],
    ),
    # what is only told further goes with the complaint
    (
        "乗り場には日よけも腰掛けもなくて、この夏は本当にこたえました。途中で座り込んでしまった方もいました。",
        [("乗り場には日よけも腰掛けもなくて、この夏は本当にこたえました。途中で座り込んでしまった方もいました。", C)],
    ),
    # a complaint with a subject of its own is another
    (
        "駅前の通学路が暗くて危険です。公園の側溝のふたが壊れて困っています。",
        [("駅前の通学路が暗くて危険です。", C), ("公園の側溝のふたが壊れて困っています。", C)],
    ),
    # who asks politely gives his reasons curtly too
    (
        "昔は泳げたほど深かった。今は水が流れるところがない。市から県に、土砂を取るように強く言ってもらいたいと思います。",
        [("市から県に、土砂を取るように強く言ってもらいたいと思います。", R)],
    ),
    (
        "大雨が来たら土砂が崩れるのではないかと心配です。近隣には条例をつくった町もありますが、つくる考えはないのでしょうか。",
        [
            ("大雨が来たら土砂が崩れるのではないかと心配です。", C),
            ("近隣には条例をつくった町もありますが、つくる考えはないのでしょうか。", Q),
        ],
    ),
    # each ask is a point, and what is only said is none
    ("私は駅前に住んでいます。窓口を増やしてほしいです。", [("窓口を増やしてほしいです。", R)]),
    (
        "窓口を増やしてほしいです。また、駐車場はいつ開きますか。",
        [("窓口を増やしてほしいです。", R), ("また、駐車場はいつ開きますか。", Q)],
    ),
    # a claim of need beside an ask is its reason; with a connective of its own it stands by itself
    ("職員の研修が重要です。講座を開いていただきたいです。", [("講座を開いていただきたいです。", R)]),
    (
        "講座を開いていただきたいです。また、職員の採用も必要です。",
        [("講座を開いていただきたいです。", R), ("また、職員の採用も必要です。", P)],
    ),
    ("職員の研修が重要だと思います。", [("職員の研修が重要だと思います。", P)]),
    # a complaint and what is asked on its account are one
    (
        "冬は道が滑って危険です。ここに手すりをつけてほしいと思います。",
        [("冬は道が滑って危険です。ここに手すりをつけてほしいと思います。", R)],
    ),
    # to say how many things will be asked is to ask nothing
    ("自治会から三点お願いします。街灯を増やしていただきたいです。", [("街灯を増やしていただきたいです。", R)]),
    (
        "今の契約がいつまでで、次の公募は何月ごろになるのか、お答えください。",
        [("今の契約がいつまでで、", Q), ("次の公募は何月ごろになるのか、お答えください。", Q)],
    ),
    # what is done about a worry is asked with it
    (
        "機器が壊れて授業が遅れてしまうことがあります。こういったことへの対策をどのようにしていくのか伺いたいです。",
        [
            (
                "機器が壊れて授業が遅れてしまうことがあります。こういったことへの対策をどのようにしていくのか伺いたいです。",
                Q,
            )
        ],
    ),
    # a complaint that the ask says again is its reason
    (
        "申請の手続きが難しいと感じました。若い私たちでも難しいのですから、手続きの仕方を簡単にしていただきたいです。",
        [
            (
                "申請の手続きが難しいと感じました。若い私たちでも難しいのですから、手続きの仕方を簡単にしていただきたいです。",
                R,
            )
        ],
    ),
    # what an ask would make possible, and a further reason that ends in the bare ask, go with it
    (
        "図書館にも電子の本を入れてほしいです。棚を電子にすることで、読書の席に使うことができます。小さな図書館は場所が足りないので、検討していただきたいです。",
        [
            (
                "図書館にも電子の本を入れてほしいです。棚を電子にすることで、読書の席に使うことができます。小さな図書館は場所が足りないので、検討していただきたいです。",
                R,
            )
        ],
    ),
    # "these" are more than the sentence before: each stays a point
    (
        "窓口が遠くて不便です。さらに、案内が足りず、間違えるリスクがあります。これらの対処法として、相談員を置くことを提案します。",
        [
            ("窓口が遠くて不便です。", C),
            ("さらに、案内が足りず、間違えるリスクがあります。", C),
            ("これらの対処法として、相談員を置くことを提案します。", P),
        ],
    ),
    # a worry that is only named, and a complaint that something is left open, are what the question asks
    (
        "給食の件が気になっております。去年の会で市が説明していました。費用はいくらになるのか教えてください。",
        [("費用はいくらになるのか教えてください。", Q)],
    ),
    (
        "ごみ袋について説明が不足しています。袋の値段は変わるのでしょうか。",
        [("ごみ袋について説明が不足しています。袋の値段は変わるのでしょうか。", Q)],
    ),
    # an emphatic negative complains, also politely
    ("雨の日は放送が全く聞き取れません。", [("雨の日は放送が全く聞き取れません。", C)]),
    # approval in the form of a request, and hearsay
    (
        "よくできた計画だと思いますので、計画どおり進めてください。",
        [("よくできた計画だと思いますので、計画どおり進めてください。", O)],
    ),
    (
        "無料にする町が増えていると聞きます。みどり野市でも無料にしてください。",
        [("みどり野市でも無料にしてください。", R)],
    ),
    (
        "図書館は夜も開けるのですか。まず、その点を伺います。",
        [("図書館は夜も開けるのですか。まず、その点を伺います。", Q)],
    ),
    # alternatives, paraphrases, examples and afterthoughts belong to the ask before
    (
        "費用は市が出すのでしょうか。それとも、利用者が出すのでしょうか。",
        [("費用は市が出すのでしょうか。それとも、利用者が出すのでしょうか。", Q)],
    ),
    (
        "時刻表が分かりにくいです。つまり、観光客には使えないのが問題だと思います。",
        [("時刻表が分かりにくいです。つまり、観光客には使えないのが問題だと思います。", C)],
    ),
    (
        "運行は市が行うのでしょうか。市だけで運行するのは難しいのではないかと思います。",
        [("運行は市が行うのでしょうか。市だけで運行するのは難しいのではないかと思います。", Q)],
    ),
    ("窓口は残すのでしょうか。残すべきだと思います。", [("窓口は残すのでしょうか。残すべきだと思います。", Q)]),
    ("市は窓口を減らすのですか。市長の見解を伺います。", [("市は窓口を減らすのですか。市長の見解を伺います。", Q)]),
    # a list of questions is cut where each has a subject of its own
    (
        "利用者がどれくらいいるのか、費用がいくらかかるのか、また、窓口が減るのかを教えてください。",
        [
            ("利用者がどれくらいいるのか、", Q),
            ("費用がいくらかかるのか、", Q),
            ("また、窓口が減るのかを教えてください。", Q),
        ],
    ),
    (
        "どうやって企業と組むのか、どうやって進めるのか知りたいです。",
        [("どうやって企業と組むのか、どうやって進めるのか知りたいです。", Q)],
    ),
    (
        "いつ何が変わるのか、また成果はどうだったのかの公表を行動の指針に入れてください。",
        [("いつ何が変わるのか、また成果はどうだったのかの公表を行動の指針に入れてください。", R)],
    ),
    (
        "窓口を増やすべきだと思いますし、駐車場も広げていただきたいと思います。",
        [("窓口を増やすべきだと思いますし、", P), ("駐車場も広げていただきたいと思います。", R)],
    ),
    # a point that points back takes the sentence before along
    ("私は駅の北側です。早く開けてほしいです。", [("私は駅の北側です。早く開けてほしいです。", R)]),
    (
        "駅前に古い倉庫があります。これを図書館にしてほしいです。",
        [("駅前に古い倉庫があります。これを図書館にしてほしいです。", R)],
    ),
    # a sentence that only announces a matter is no point
    ("図書館について伺います。開館はいつですか。", [("開館はいつですか。", Q)]),
    # reasons given afterwards
    ("窓口を残してほしいです。なぜなら、高齢の人が困るからです。", [("窓口を残してほしいです。", R)]),
    # a special case and the effect weigh up the ask before; an ask of its own stays one
    (
        "窓口を残してほしい。特に高齢の人には必要と考える。",
        [("窓口を残してほしい。特に高齢の人には必要と考える。", R)],
    ),
    (
        "窓口を残してほしいです。特に、駅前は夜も開けてほしいです。",
        [("窓口を残してほしいです。", R), ("特に、駅前は夜も開けてほしいです。", R)],
    ),
    (
        "果樹を授業に取り入れてほしいです。そうした取組が、人口の減少を止めることになると考えます。",
        [
            (
                "果樹を授業に取り入れてほしいです。そうした取組が、人口の減少を止めることになると考えます。",
                R,
            )
        ],
    ),
    # what follows from a worry is the same worry; "how is it?" asked again is the same question
    (
        "個人の記録が集められるのが心配です。だから使ってよいのかは問われますので、その点は指摘しておきます。",
        [
            (
                "個人の記録が集められるのが心配です。だから使ってよいのかは問われますので、その点は指摘しておきます。",
                C,
            )
        ],
    ),
    (
        "隣の市では禁じているそうですが、本市はどうなのかなと。使ってもいいとは思いますけれども、いかがな状態なんですか。",
        [
            (
                "隣の市では禁じているそうですが、本市はどうなのかなと。"
                "使ってもいいとは思いますけれども、いかがな状態なんですか。",
                Q,
            )
        ],
    ),
    (
        "北部はどうなのか。南部は人が多いが、どうなのか。",
        [("北部はどうなのか。", Q), ("南部は人が多いが、どうなのか。", Q)],
    ),
    # a doubt about something else than what was asked is a point
    (
        "学校の行事の日、バスはどうなるのか。学校まで迎えに行くとなると道が遠く、親の負担になるのではないか。",
        [
            ("学校の行事の日、バスはどうなるのか。", Q),
            ("学校まで迎えに行くとなると道が遠く、親の負担になるのではないか。", C),
        ],
    ),
    # a long sentence says by itself what it is about
    (
        "窓口は駅の中にあります。"
        "これは市だけでなく市民も使えるものだと思いますし、先ほど配られた資料にもあるとおり、だれでも見られる状態に"
        "なっていますので、使う人がそこの記録を基にして、どういう計画を立てたいのかというところを、まず市の側でも"
        "しっかりと見ていただきたいと思います。",
        [
            (
                "これは市だけでなく市民も使えるものだと思いますし、先ほど配られた資料にもあるとおり、だれでも見られる状態に"
                "なっていますので、使う人がそこの記録を基にして、どういう計画を立てたいのかというところを、まず市の側でも"
                "しっかりと見ていただきたいと思います。",
                R,
            )
        ],
    ),
    # praise needs no answer, courtesies are no points
    ("窓口の対応はとてもよいと思います。", [("窓口の対応はとてもよいと思います。", O)]),
    ("分かりました。ありがとうございます。道を直してください。", [("道を直してください。", R)]),
)
# a row of an opinion table, in the curt style
ROWS = (
    # what follows from a complaint, and how it feels, say it again
    (
        "役割分担は一度も書かれていない。これでは住民に肩代わりさせるだけだと受け取られかねない。",
        [
            (
                "役割分担は一度も書かれていない。これでは住民に肩代わりさせるだけだと受け取られかねない。",
                C,
            )
        ],
    ),
    # a complaint stands by itself before an ask in a table, and a worry before a question
    (
        "学校の前は朝の車が多く、なかなか止まってくれません。駅前の交差点には歩く人のための信号機を付けてほしいです。",
        [
            ("学校の前は朝の車が多く、なかなか止まってくれません。", C),
            ("駅前の交差点には歩く人のための信号機を付けてほしいです。", R),
        ],
    ),
    (
        "学校の前は朝の車が多く、なかなか止まってくれない。駅前の交差点には歩く人のための信号機を付けてほしい。",
        [
            ("学校の前は朝の車が多く、なかなか止まってくれない。", C),
            ("駅前の交差点には歩く人のための信号機を付けてほしい。", R),
        ],
    ),
    (
        "大雨が来たら土砂が崩れるのではないかと心配です。近隣には条例をつくった町もありますが、つくる考えはないのでしょうか。",
        [
            ("大雨が来たら土砂が崩れるのではないかと心配です。", C),
            ("近隣には条例をつくった町もありますが、つくる考えはないのでしょうか。", Q),
        ],
    ),
    # a bare ask for help is what is asked about all that was told before it
    (
        "空き家の塀が道に傾いています。持ち主がどこにいるのか誰にも分かりません。市で何とかしてもらえませんか。",
        [("空き家の塀が道に傾いています。持ち主がどこにいるのか誰にも分かりません。市で何とかしてもらえませんか。", R)],
    ),
    (
        "踏切の手前で歩道がなくなります。子どもが溝に落ちそうになります。前から何とかならないかと思っています。",
        [
            (
                "踏切の手前で歩道がなくなります。子どもが溝に落ちそうになります。前から何とかならないかと思っています。",
                R,
            )
        ],
    ),
    # what an ask comes to in detail goes with it
    (
        "夜間の相談の仕組みを提案します。具体的には、当番の職員が電話で受ける形ということになります。",
        [
            (
                "夜間の相談の仕組みを提案します。具体的には、当番の職員が電話で受ける形ということになります。",
                P,
            )
        ],
    ),
    # a question that begins afresh is asked by itself
    (
        "夜間の窓口は待ち時間が長く、勤めの帰りに用が足せなかった。そもそも何人で受けるという決まりはあるのか。",
        [
            ("夜間の窓口は待ち時間が長く、勤めの帰りに用が足せなかった。", C),
            ("そもそも何人で受けるという決まりはあるのか。", Q),
        ],
    ),
    # a question that names nothing asks about the complaint before it
    (
        "建て替えの話がその後さっぱり聞こえてこない。やるのかやらないのか。",
        [("建て替えの話がその後さっぱり聞こえてこない。やるのかやらないのか。", Q)],
    ),
    # asks strung together, each with something of its own
    (
        "開館時間を午後8時まで延ばし、回数券を窓口の外でも買えるようにし、壊れた棚を直してほしい。",
        [
            ("開館時間を午後8時まで延ばし、", R),
            ("回数券を窓口の外でも買えるようにし、", R),
            ("壊れた棚を直してほしい。", R),
        ],
    ),
    (
        "窓口は駅前に置くべきであり、開館の時間も見直すべきである。",
        [("窓口は駅前に置くべきであり、", R), ("開館の時間も見直すべきである。", R)],
    ),
    # what is known, granted or waved aside is no point
    (
        "ごみを減らす必要性は十分に理解している。役場を責めるつもりはない。袋の値上げは見送るべきである。",
        [("袋の値上げは見送るべきである。", R)],
    ),
    # what is granted is no point; the objection is, though its form asks nothing
    (
        "窓口の統合はやむを得ないものと理解している。しかし、駅前の窓口は今も多くの人が使う水準にある。",
        [("しかし、駅前の窓口は今も多くの人が使う水準にある。", C)],
    ),
    # what sums up several complaints is asked besides them
    (
        "窓口がなくなることは大きな損失である。以上の理由から、窓口を駅前の一つにまとめる計画の再検討を求める。",
        [
            ("窓口がなくなることは大きな損失である。", C),
            ("以上の理由から、窓口を駅前の一つにまとめる計画の再検討を求める。", R),
        ],
    ),
    # two asked-for nouns, the first with a remark in brackets
    (
        "学ぶ場の整備（改築を含む）や、専門の職員の確保についても、併せて検討していただきたい。",
        [("学ぶ場の整備（改築を含む）や、", R), ("専門の職員の確保についても、併せて検討していただきたい。", R)],
    ),
    # what is missing, and the request that names it again, are one
    (
        "地区別の数値が示されていない。地区別の数値を載せてほしい。",
        [("地区別の数値が示されていない。地区別の数値を載せてほしい。", R)],
    ),
    # a numbered item that only states something points it out
    (
        "①図を大きくしてほしい。\n②設置時期が二つの頁で異なる年度となっている。",
        [("①図を大きくしてほしい。", R), ("②設置時期が二つの頁で異なる年度となっている。", C)],
    ),
    ("駅前の窓口の拡充を。", [("駅前の窓口の拡充を。", R)]),
    ("窓口の削減で利用者が減る。", [("窓口の削減で利用者が減る。", C)]),
    (
        "期限が示されていない。費用の内訳も示すべきである。",
        [("期限が示されていない。", C), ("費用の内訳も示すべきである。", R)],
    ),
    (
        "次のことを記載すべきである。 ①費用に関すること ②期限に関すること",
        [("次のことを記載すべきである。 ①費用に関すること", R), ("②期限に関すること", R)],
    ),
    (
        "次に関する記述がなく、計画を作り直すべきである。 ①費用 ②期限",
        [("次に関する記述がなく、計画を作り直すべきである。", R), ("①費用", R), ("②期限", R)],
    ),
    # an item of bare phrases: its title goes with the first, each further one is a point, as are two actions
    (
        "次の事項を重視する必要があると考える。\n1．窓口 開館時間の延長と職員の増員\n2．道路 歩道の拡幅 街灯の設置",
        [
            ("次の事項を重視する必要があると考える。\n1．窓口 開館時間の延長と", R),
            ("職員の増員", R),
            ("2．道路 歩道の拡幅", R),
            ("街灯の設置", R),
        ],
    ),
    # a state and what is asked on its account; criticism stands by itself
    (
        "駅までは車の多い道しかない。子どもが通れる細い道を整備いただきたい。",
        [("駅までは車の多い道しかない。子どもが通れる細い道を整備いただきたい。", R)],
    ),
    (
        "計画には費用の内訳が示されていない。駅から学校までの細い道を来年度のうちに整備いただきたい。",
        [("計画には費用の内訳が示されていない。", C), ("駅から学校までの細い道を来年度のうちに整備いただきたい。", R)],
    ),
    (
        "市民館の役割は町の集いに不可欠である。この役割を損なうことがないよう、配慮を求める。",
        [("市民館の役割は町の集いに不可欠である。この役割を損なうことがないよう、配慮を求める。", R)],
    ),
    # an example against a worry is what is proposed
    (
        "停留所の前は車が多く、待つ子どもの安全が心配である。例えば、線で示すなどの対策は考えられないか。",
        [("停留所の前は車が多く、待つ子どもの安全が心配である。例えば、線で示すなどの対策は考えられないか。", P)],
    ),
    # a complaint that something is unclear, and a reproach that is no question about it
    (
        "適正な規模の価値が説明不足である。小さな学校があってはいけないのか。",
        [("適正な規模の価値が説明不足である。", C), ("小さな学校があってはいけないのか。", Q)],
    ),
    # two asks about one thing: the second names what it wants and stands by itself
    (
        "図書館の本を増やしてほしい。図書館は駅から遠いので、駅前に返却箱を置いていただきたい。",
        [
            ("図書館の本を増やしてほしい。", R),
            ("図書館は駅から遠いので、駅前に返却箱を置いていただきたい。", R),
        ],
    ),
    # asks that "about X" opens are no announcements, and each of several asks is a point
    (
        "カードについて具体的な記載を求める意見。\n歩道の整備や、街灯の増設を求める意見。",
        [
            ("カードについて具体的な記載を求める意見。", R),
            ("歩道の整備や、", R),
            ("街灯の増設を求める意見。", R),
        ],
    ),
    (
        "北校舎は「みどり野館」とし、今の図書室をそのまま活用する。",
        [("北校舎は「みどり野館」とし、", P), ("今の図書室をそのまま活用する。", P)],
    ),
    ("・窓口の拡充\n・道路の維持", [("・窓口の拡充", R), ("・道路の維持", R)]),
    ("この計画の対象は市の全域である。", [("この計画の対象は市の全域である。", C)]),
    ("駅前に若い人の集まる場所を設ける。", [("駅前に若い人の集まる場所を設ける。", P)]),
    ("案に賛成する。", [("案に賛成する。", O)]),
)


@pytest.mark.parametrize(("paragraph", "expected"), SPEECH)
def test_speech(paragraph: str, expected: list[tuple[str, PointKind]]) -> None:
    assert found(points_of(paragraph)) == expected


@pytest.mark.parametrize(("row", "expected"), ROWS)
def test_rows(row: str, expected: list[tuple[str, PointKind]]) -> None:
    assert found(points_of(row, spoken=False)) == expected


@pytest.mark.parametrize("case", [*SPEECH, *ROWS], ids=lambda c: c[0])
def test_only_opinions_need_no_answer(case: tuple[str, list[tuple[str, PointKind]]]) -> None:
    assert all(p.needs_answer is (p.kind is not O) for p in points_of(case[0]))


def test_thanks_alone_are_one_opinion() -> None:
    (point,) = points_of("ありがとうございます。")
    assert (point.kind, point.needs_answer) == (O, False)


def test_what_a_newsletter_condenses_wants_an_answer_though_it_asks_nothing() -> None:
    (condensed,) = points_of("排雪の場所までは往復で四十分。")
    assert (condensed.kind, condensed.needs_answer) == (C, True)
    (said,) = points_of("排雪の場所までは往復で四十分です。")
    assert (said.kind, said.needs_answer) == (O, False)
    assert not is_digest([make_statement("そうですね。"), make_statement("なるほど。")])


def test_a_silent_paragraph_among_asking_ones_gets_a_point() -> None:
    points = points_of("窓口を増やしてほしい。", "駅前は市の顔である。", "道を直してほしい。", spoken=False)
    assert [p.quote.text for p in points] == ["窓口を増やしてほしい。", "駅前は市の顔である。", "道を直してほしい。"]
    assert [p.needs_answer for p in points] == [True, False, True]


def test_the_share_of_asking_paragraphs_decides_about_silent_ones() -> None:
    paragraphs = ("窓口を増やしてほしい。", "駅前は市の顔である。", "人口は三万である。")
    few = split_points(make_one(make_statement(*paragraphs)), PointSettings(paragraph_share=0.3))
    assert len(points_of(*paragraphs)) == 1
    assert len(few) == 3


def test_a_paragraph_that_only_tells_that_opinions_follow_is_no_point() -> None:
    points = points_of(
        "私からは二点、意見をさせていただきます。", "窓口を増やしてほしいです。", "道を直してほしいです。"
    )
    assert [p.quote.text for p in points] == ["窓口を増やしてほしいです。", "道を直してほしいです。"]


def test_a_further_sentence_of_a_list_item_stays_with_it() -> None:
    points = points_of(
        "次の事項を計画に載せるべきである。",
        "①公園の遊具の点検。遊具は昭和に置かれた。",
        "②通学路の街灯の増設。",
        spoken=False,
    )
    assert [p.quote.text for p in points][1:] == ["②通学路の街灯の増設。"]
    assert "遊具は昭和に置かれた。" in points[0].quote.text


def test_a_list_item_is_not_cut_inside_brackets() -> None:
    points = points_of("1．窓口（本庁　支所）の拡充　時間の延長", "2．職員の増員", spoken=False)
    assert all(p.quote.text.count("（") == p.quote.text.count("）") for p in points)


def test_in_a_prepared_speech_only_explicit_asks_are_points() -> None:
    background = ("都市の備えが重要です。", "人口が減ることが課題です。", "前回の答弁をいただきました。")
    asks = [
        f"みどり野市の第{n}地区でも川の氾濫への備えを急ぐべきと考えますが、市長の見解を伺います。"
        for n in "一二三四五六七八九十"
    ]
    points = points_of(*(line for ask in asks for line in (*background, ask)))
    assert [p.quote.text for p in points] == asks
    assert all("重要" not in p.headline for p in points)


def test_a_question_too_short_to_tell_its_matter_takes_the_sentence_before_along() -> None:
    lines = [f"第{n}の備えは進んでいません。\nいかがですか。" for n in range(1, 30)]
    points = points_of(*lines)
    assert [p.quote.text for p in points] == lines


def test_ids_and_cues() -> None:
    first, second = points_of("窓口を増やしてほしいです。また、駐車場はいつ開きますか。")
    assert (first.id, second.id) == ("1.1", "1.2")
    assert first.cues == ("てほしいです。",)
    assert second.asks[0] == "いつ"
    assert "駐車場" in second.asks


def test_points_lead_back_to_the_source() -> None:
    statement = make_statement("駅前に倉庫があります。", "これを図書館にしてほしいです。道も直してください。")
    source = "\n".join(s.text for s in statement.segments)
    for point in split_points(make_one(statement)):
        for piece in point.quote.pieces:
            assert source[piece.start : piece.end] == point.quote.text[piece.at : piece.at + piece.end - piece.start]


def test_the_numbered_titles_of_a_letter_are_no_points() -> None:
    title = "1．統合の時期を延ばしてほしい。"
    body = "春の会では、来年の四月に始めるとのことでした。準備の期間が短く、子どもが困ります。一年延ばしてほしい。"
    points = found(points_of(title, body, spoken=False))
    assert all("統合の時期" not in text for text, _ in points)
    assert any("一年延ばしてほしい。" in text for text, _ in points)
    told = "春の会では、来年の四月に始めるとのことでした。子どもは三人で、学校までは二キロあり、冬は雪が積もります。"
    assert any(title in text for text, _ in found(points_of(title, told, spoken=False)))


def test_an_exclamation_inside_a_sentence_does_not_end_it() -> None:
    [point] = points_of("まだ先の第二期?の進め方を教えてほしい。", spoken=False)
    assert point.quote.text == "まだ先の第二期?の進め方を教えてほしい。"
