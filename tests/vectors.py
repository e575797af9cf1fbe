"""What every fixture is expected to give: one table for the reader, library and command-line tests.

All formats and encodings of one document share an `Expected`. Words are compared after `squeeze`: NFKC, no white space.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from dataclasses import dataclass, field

from townmeeting.errors import CATALOGUE, ExitStatus


def squeeze(text: str) -> str:
    """Return the text folded for comparing."""
    return "".join(unicodedata.normalize("NFKC", text).split())


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedStatement:
    """A statement: its printed label ("" where none is), words of it, how many replies and notes belong to it.

    `answers` is None where formats differ in whether 「同上」 stands there as a reply of its own; `answer_words` must
    stand in the replies in any case.
    """

    words: str
    label: str = ""
    answers: int | None = 1
    answer_words: str = ""
    notes: int = 0
    count: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedMeeting:
    """A meeting, or one venue of it.

    `title` and `remarks` are words of what is found; `data` the printed facts; `checks` declared and found totals.
    """

    title: str
    statements: tuple[ExpectedStatement, ...]
    date: dt.date | None = None
    notes: int = 0
    remarks: tuple[str, ...] = ()
    amendments: int = 0
    data: dict[str, str] = field(default_factory=dict)
    checks: dict[str, tuple[int, int]] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What a document gives in every format. `must_not_include` stands in the file and in no turn or statement."""

    layout: str
    meetings: tuple[ExpectedMeeting, ...]
    must_not_include: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentVector:
    """A file under fixtures/documents. `layout` differs from the document's where the format says it as a table."""

    file: str
    expected: Expected
    layout: str
    encoding: str | None = None
    same_words: bool = True

    @property
    def document(self) -> str:
        """The name that all formats of a document share."""
        return self.file.partition(".")[0]

    @property
    def statements(self) -> int:
        """How many statements the file holds, all meetings together."""
        return sum(len(m.statements) for m in self.expected.meetings)


@dataclass(frozen=True, slots=True, kw_only=True)
class HostileVector:
    """A file under fixtures/hostile and the error it must end in; code "" is a file to be read without harm."""

    file: str
    code: str

    @property
    def status(self) -> ExitStatus:
        """The exit status of the command line."""
        return CATALOGUE[self.code].status if self.code else ExitStatus.OK


S = ExpectedStatement

TOWN_MEETING = Expected(
    layout="town-meeting",
    must_not_include=(
        "みどり野市が運行するコミュニティバスの愛称",
        "タウンミーティング(北部地区)会議録",
        "たかはし",
        "なるべく早い時期",
        "補助の額を",
    ),
    meetings=(
        ExpectedMeeting(
            title="みどり野市長と語るタウンミーティング【北部地区】",
            date=dt.date(2024, 5, 18),
            notes=6,
            remarks=("(拍手)",),
            data={
                "venue": "みどり野市北部公民館大ホール",
                "participants": "12名(傍聴者2名)",
                "theme": "出かけたくなるまち、みどり野―移動と居場所をみんなで考える―",
            },
            checks={"participants": (12, 12)},
            roles={"市長": "mayor", "市職員": "staff"},
            statements=(
                S(label="1", words="最終便を19時台まで延ばして", answers=2, answer_words="令和7年2月から", notes=1),
                S(label="2", words="何人くらいいるのでしょうか", answers=1, answer_words="電子書籍の貸出しは", notes=1),
                S(label="3", words="戸別受信機を配ってほしい", answers=1, answer_words="電話の自動応答", notes=1),
                S(label="4", words="止まっているように見えます", answers=3, answer_words="620メートル"),
                S(label="5", words="ルールを決める話合い", answers=1, answer_words="席は40席ほど"),
                S(
                    label="6",
                    words="紙おむつだけは透明の袋",
                    answers=2,
                    answer_words="検討してまいります",
                ),
                S(label="7", words="放っておかれているようで", answers=0, notes=1),
                S(label="8", words="苗をイノシシに全部やられ", answers=1, answer_words="割合を2分の1に"),
                S(label="9", words="何パーセントまで高める", answers=1, answer_words="この2学期から", notes=1),
                S(label="10", words="2人目以降の保育料", answers=1, answer_words="国に要望しています"),
                S(
                    label="11",
                    words="紙の申請書と窓口を",
                    answers=1,
                    answer_words="窓口もなくすこと",
                    notes=1,
                ),
                S(label="12", words="第3日曜日が考えられます", answers=2, answer_words="5台分用意し"),
            ),
        ),
    ),
)

PUBLIC_COMMENT = Expected(
    layout="opinion-table",
    must_not_include=("公園緑地課", "遊具の点検を定期的に行います", "緑の少ない市街地:公園から"),
    meetings=(
        ExpectedMeeting(
            title="「みどり野市緑の基本計画(素案)」に対する意見募集の結果について",
            amendments=2,
            checks={"opinions": (14, 14), "amended": (2, 2)},
            statements=(
                S(label="1", words="(3)市民が意見を言える場", answer_words="(3)年に一度、緑のまちづくり懇話会"),
                S(label="2", words="用語の説明を加えてください", answer_words="範囲を追記します"),
                S(label="3", words="真夏に木陰がなくなって", answer_words="木の種類ごとの手引を", count=2),
                S(label="4", words="駅前のケヤキ並木", answers=None, answer_words="木の種類ごとの手引を"),
                S(label="5", words="農地も市の緑の一部", answer_words="国の制度の動きを"),
                S(label="6", words="手入れの費用を助ける", answers=None, answer_words="国の制度の動きを"),
                S(label="7", words="取り除く予定はありますか", answer_words="今後も続けてまいります"),
                S(label="1", words="遊具が古くなって", answer_words="本文に追加します"),
                S(label="2", words="照明を増やしてほしい", answer_words="近くにお住まいの方の"),
                S(label="3", words="トイレに手すりを", answers=None, answer_words="近くにお住まいの方の"),
                S(label="4", words="ドッグランを設ける予定", answers=0),
                S(label="5", words="花壇の世話を通じて", answer_words="活動を支援してまいります", count=2),
            ),
        ),
    ),
)

RESIDENTS = Expected(
    layout="dialogue",
    must_not_include=("0999-55", "おにぎり", "保健師による相談", "水道管", "宿直室"),
    meetings=(
        ExpectedMeeting(
            title="地区懇談会",
            date=dt.date(2024, 10, 8),
            data={"venue": "西谷集会所"},
            checks={"participants": (5, 5)},
            roles={"市": "staff"},
            statements=(
                S(label="参加者1", words="雪の塊が残る", answer_words="高齢者支援課で受け付け"),
                S(label="参加者2", words="西谷橋の欄干", answer_words="片側だけの通行"),
                S(label="参加者3", words="診療日は減らないか", answer_words="県と大学病院に派遣を"),
                S(label="参加者4", words="集会所の鍵を借りる", answer_words="管理人の方のお宅でも"),
                S(label="参加者5", words="毎年続けてほしい", answer_words="来年度も開きます"),
            ),
        ),
        ExpectedMeeting(
            title="地区懇談会",
            date=dt.date(2024, 10, 10),
            data={"venue": "東台コミュニティセンター"},
            statements=(
                S(label="参加者1", words="通り抜ける車が多い", answer_words="一部を狭くする工事を"),
                S(label="参加者2", words="カラスがごみ置場を", answer_words="無料でお貸し"),
                S(label="参加者3", words="どこに連絡すればよいのか", answer_words="3日以内に修理"),
                S(label="参加者4", words="自習の場所がない", answer_words="利用の様子を見て検討"),
            ),
        ),
    ),
)

COUNCIL = Expected(
    layout="minutes",
    must_not_include=("青柳忠君2番", "議事日程", "午前11時20分散会", "登壇"),
    meetings=(
        ExpectedMeeting(
            title="みどり野市議会定例会会議録",
            date=dt.date(2024, 6, 12),
            remarks=("「異議なし」と言う者あり", "早瀬ゆかり君登壇"),
            roles={"議長": "chair", "市長": "mayor", "建設部長": "staff", "教育長": "staff"},
            statements=(
                S(words="待機する児童をなくすために", answers=3, answer_words="三十一億円"),
                S(words="無料のバスは休日にも", answers=1, answer_words="利用の見込みを調べた上で"),
                S(words="四百十二頭に上ります", answers=1, answer_words="隣の二つの町と共同で"),
            ),
        ),
    ),
)

COMMITTEE = Expected(
    layout="minutes",
    must_not_include=("木戸委員長、飯野委員",),
    meetings=(
        ExpectedMeeting(
            title="デジタル推進特別委員会",
            date=dt.date(2024, 8, 21),
            roles={"委員長": "chair", "情報政策課長": "staff", "市民課長": "staff"},
            statements=(
                S(words="ほかの課の窓口には", answer_words="来年の1月に税務課と"),
                S(words="北部公民館の出張所でも", answer_words="専用の回線がなく"),
                S(words="職員の残業は減ったのか", answer_words="集計をしておりません"),
                S(words="目の不自由な方への案内", answer_words="音声で案内する機器も"),
                S(words="使った方の感想", answer_words="91%の方から"),
            ),
        ),
    ),
)

QUESTIONS = Expected(
    layout="question-answer",
    must_not_include=("4階大会議室",),
    meetings=(
        ExpectedMeeting(
            title="新しい文化ホールに関する説明会",
            date=dt.date(2024, 9, 7),
            statements=(
                S(label="問1", words="いつ完成しますか", answer_words="令和10年の4月に開館"),
                S(label="問2", words="跡地の使い方も", answer_words="半年後をめどに取り壊し"),
                S(label="問3", words="1,000席に増やせないか", answer_words="公演を行いやすいホールにします"),
                S(label="問4", words="車椅子の席は", answer_words="2階に4席"),
                S(label="問5", words="近所の道路が渋滞", answer_words="無料のバスで結ぶ"),
                S(label="問6", words="練習室の使用料", answer_words="決まっておりません"),
                S(label="問7", words="工事を楽しみに", answer_words="毎月、市のホームページで"),
            ),
        ),
    ),
)

TEXT_ENCODINGS = {
    "txt": "utf-8",
    "utf-8-sig.txt": "utf-8",
    "utf-16.txt": "utf-16",
    "cp932.txt": "cp932",
    "euc_jp.txt": "euc_jp",
    "iso2022_jp.txt": "iso2022_jp",
    "md": "utf-8",
    "csv": "utf-8",
    "tsv": "cp932",
}


def _formats(document: str, expected: Expected, *endings: str, layout: str = "") -> tuple[DocumentVector, ...]:
    return tuple(
        DocumentVector(
            file=f"{document}.{ending}",
            expected=expected,
            layout=layout or expected.layout,
            encoding=TEXT_ENCODINGS.get(ending),
        )
        for ending in endings
    )


VECTORS: tuple[DocumentVector, ...] = (
    *_formats("midorino-town-meeting", TOWN_MEETING, "txt", "md", "html", "pdf", "docx", "tracked.docx"),
    *_formats("midorino-town-meeting", TOWN_MEETING, "utf-8-sig.txt", "utf-16.txt", "cp932.txt"),
    *_formats("midorino-town-meeting", TOWN_MEETING, "euc_jp.txt", "iso2022_jp.txt"),
    DocumentVector(
        file="midorino-town-meeting.cp932-extra.txt",
        expected=TOWN_MEETING,
        layout="town-meeting",
        encoding="cp932",
        same_words=False,
    ),
    *_formats("midorino-public-comment", PUBLIC_COMMENT, "txt", "md", "html", "pdf", "docx", "xlsx", "csv", "tsv"),
    *_formats("midorino-residents", RESIDENTS, "md", "txt", "html", "docx", "pdf", "two-columns.pdf"),
    *_formats("midorino-council", COUNCIL, "txt", "html", "docx", "pdf"),
    *_formats("midorino-committee", COMMITTEE, "txt", "html", "docx"),
    *_formats("midorino-qa", QUESTIONS, "txt", "md", "html", "docx", "pdf"),
    DocumentVector(file="midorino-qa.xlsx", expected=QUESTIONS, layout="opinion-table"),
    DocumentVector(file="midorino-qa.csv", expected=QUESTIONS, layout="opinion-table", encoding="cp932"),
)

HOSTILE_VECTORS: tuple[HostileVector, ...] = (
    HostileVector(file="empty.txt", code="TM201"),
    HostileVector(file="blank.txt", code="TM201"),
    HostileVector(file="scanned.pdf", code="TM203"),
    HostileVector(file="password.pdf", code="TM204"),
    HostileVector(file="password.xlsx", code="TM204"),
    HostileVector(file="old.doc", code="TM205"),
    HostileVector(file="old.xls", code="TM205"),
    HostileVector(file="photo.pdf", code="TM206"),
    HostileVector(file="truncated.docx", code="TM207"),
    HostileVector(file="mixed-encoding.txt", code="TM208"),
    HostileVector(file="no-answer-column.txt", code="TM302"),
    HostileVector(file="no-answer-column.xlsx", code="TM302"),
    HostileVector(file="two-answer-columns.xlsx", code="TM303"),
    HostileVector(file="no-speaker.txt", code="TM301"),
    HostileVector(file="control-characters.txt", code=""),
)
