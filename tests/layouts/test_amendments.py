"""Rows of a table of amendments are tied to the statements that caused them, and are never statements."""

from __future__ import annotations

import pytest

from tests.layouts.table_builder import TableText, build, claims, parse, ruled, tabbed
from townmeeting.layouts.material import Material
from townmeeting.layouts.opinion_table import OpinionTable
from townmeeting.model import Amendment

OPINIONS = (
    "No. | 意見の概要 | 市の考え方",
    "1 | 木陰の目標を書くべきだ。 | 御意見を踏まえ、第2章に「夏の木陰の面積を二倍にします」を追記します。",
    "2 | 遊具の点検を公表してほしい。 | 遊具の点検結果を毎年公表することを本文に加えるよう修正します。",
    "3 | バスを増やしてほしい。 | 便数は事業者と検討してまいります。",
    "4 | 街灯が暗い。 | 今後の参考とします。",
)


def amend(*rows: str, header: str = "旧 | 新 | 変更理由") -> tuple[Amendment, ...]:
    draft = parse(ruled(*OPINIONS), "# 3 修正した箇所（新旧対照表）", ruled(header, *rows))
    assert [s.label for s in draft.statements] == ["1", "2", "3", "4"]
    return draft.amendments


CAUSES = [
    (
        "旧 | 新 | 変更理由",
        "緑を増やします。 | 緑を増やします。夏の木陰の面積を二倍にします。 | 御意見を受けて追記",
        ("1",),
    ),
    ("変更前 | 変更後 | 理由", "定期に点検します。 | 遊具の点検結果を毎年公表します。 | ", ("2",)),
    ("修正前 | 修正後 | 関連する意見", "暗い。 | 明るい。 | No.4", ("4",)),
    ("修正前 | 修正後 | 該当意見番号", "暗い。 | 明るい。 | 3、4", ("3", "4")),
    ("No. | 修正前 | 修正後", "2 | 暗い。 | 明るい。", ("2",)),
    ("現行 | 修正案 | 変更理由", "本文 | 文言 | 誤字を直すため", ()),
    ("旧 | 新 | 変更理由", "便数 | 便数は事業者と検討 | 文言の整理", ()),
]


@pytest.mark.parametrize(("header", "row", "causes"), CAUSES)
def test_an_amendment_goes_back_to_its_opinions(header: str, row: str, causes: tuple[str, ...]) -> None:
    (amendment,) = amend(row, header=header)
    assert amendment.statement_ids == causes


def test_one_amendment_may_go_back_to_several_opinions() -> None:
    rows = [
        "1 | 日陰。 | 「夏の木陰の面積を二倍にします」を追記します。",
        "2 | 木。 | No.1のとおり「夏の木陰の面積を二倍にします。」と追記します。",
    ]
    draft = parse(
        ruled("No. | 意見 | 回答", *rows), ruled("旧 | 新", "緑を増やします。 | 夏の木陰の面積を二倍にします。")
    )
    assert draft.amendments[0].statement_ids == ("1", "2")


def test_numbers_of_a_group_mean_that_group() -> None:
    header = "No. | 意見 | 回答"
    draft = parse(
        "# 1 公園に関すること",
        ruled(header, "1 | 日陰。 | 直します。"),
        "# 2 交通に関すること",
        ruled(header, "1 | バス。 | 直します。"),
        "# 3 修正した箇所",
        ruled("修正前 | 修正後 | 関連する意見", "暗い。 | 明るい。 | 2のNo.1"),
    )
    assert draft.amendments[0].statement_ids == ("2/1",)


def test_words_and_places_of_an_amendment_are_kept() -> None:
    (amendment,) = amend(
        "24ページ | 緑を増やす。 | 緑と木陰を増やす。 | 御意見を受けて", header="該当箇所 | 旧 | 新 | 変更理由"
    )
    assert (amendment.before.text, amendment.after.text) == ("緑を増やす。", "緑と木陰を増やす。")
    assert amendment.reason.text.split() == ["御意見を受けて", "24ページ"]


PAGES: dict[str, tuple[TableText, ...]] = {
    "a row cut in its new words": (
        ruled("旧 | 新 | 変更理由", "緑を増やす。 | 緑と木陰を増や | 御意見を受けて"),
        ruled(" | し、面積を示す。 | "),
    ),
    "a header on each page": (
        tabbed("旧 | 新 | 変更理由", "緑を増やす。 | 緑と木陰を増や | 御意見を受けて"),
        tabbed("旧 | 新 | 変更理由", " | し、面積を示す。 | "),
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_an_amendment_cut_by_a_page_end_is_one(name: str) -> None:
    draft = parse(ruled(*OPINIONS), *PAGES[name])
    (amendment,) = draft.amendments
    assert amendment.after.text == "緑と木陰を増やし、面積を示す。"
    assert max(claims(draft).values()) == 1


def test_two_amendments_stay_two() -> None:
    assert [a.after.text for a in amend("一。 | 二。 | 理由A", "三。 | 四。 | 理由B")] == ["二。", "四。"]


def test_columns_before_and_after_in_the_row_of_the_opinion_are_its_amendment() -> None:
    draft = parse(
        ruled(
            "No. | 意見 | 考え方 | 修正前 | 修正後",
            "1 | 暗い。 | 直します。 | 街灯 | 明るい街灯",
            "2 | 狭い。 | 検討します。 | － | －",
        )
    )
    assert [(a.before.text, a.after.text, a.statement_ids) for a in draft.amendments] == [
        ("街灯", "明るい街灯", ("1",))
    ]


def test_a_table_of_amendments_alone_is_no_meeting() -> None:
    doc = build(ruled("旧 | 新", "緑。 | 木陰。"))
    assert OpinionTable().read(Material(doc)).drafts() == ()
    assert OpinionTable().read(Material(doc)).score.value == 0.0
