"""Header names and cue words are data, and a city can name its own."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

import pytest

from tests.layouts.table_builder import build, pairs, ruled
from townmeeting.errors import TownMeetingError
from townmeeting.layouts.columns import Column, builtin_spec, load_table_spec
from townmeeting.layouts.headers import read_header
from townmeeting.layouts.material import Material
from townmeeting.layouts.opinion_table import OpinionTable
from townmeeting.layouts.printed import count_opinions
from townmeeting.model import Table

BUILTIN = tomllib.loads((files("townmeeting") / "data/layouts/opinion-table.toml").read_text("utf-8"))
RULES = [(n, example) for n, rule in enumerate(BUILTIN["rule"]) for example in rule["examples"]]
CUES = [(cue["name"], example) for cue in BUILTIN["cue"] for example in cue["examples"]]


@pytest.mark.parametrize(("n", "example"), RULES)
def test_every_header_example_is_named_by_its_rule_before_others(n: int, example: str) -> None:
    rule = builtin_spec().rules[n]
    met = builtin_spec().columns_of(example)
    assert rule in met
    assert rule.weak or met[0].column is rule.column


@pytest.mark.parametrize(("name", "example"), CUES)
def test_every_cue_example_is_found(name: str, example: str) -> None:
    if name == "count":
        assert count_opinions(example, builtin_spec().cues["count"]) > 1
    else:
        assert builtin_spec().finds(name, example)


def test_every_rule_and_cue_has_examples() -> None:
    assert all(entry["examples"] for entry in (*BUILTIN["rule"], *BUILTIN["cue"]))


HEADERS = [
    ("番号|意見等の概要|市の考え方等", "number opinion reply"),
    ("No.|該当頁|ご意見（要旨）|件数|ご意見に対する町の考え方|反映区分", "number place opinion count reply category"),
    ("整理番号|御質問・御意見|回答（案）|担当課", "number opinion reply other"),
    ("提出者|意見の概要|理由|市の考え方", "speaker opinion opinion reply"),
    ("項目|内容|区の考え方", "place opinion reply"),
    ("意見|考え方・対応|対応状況", "opinion reply action"),
    ("意見|対応方針|対応状況", "opinion reply action"),
    ("意見|対応", "opinion reply"),
    ("意見|コメント", "opinion reply"),
    ("No.|ご提案|みどり野町の見解|修正内容", "number opinion reply changes"),
    ("章|パブリックコメント|考え方|修正前|修正後", "place opinion reply before after"),
    ("旧|新|変更理由", "before after reason"),
    ("該当箇所|修正前|修正後|関連する意見", "place before after reason"),
    ("意見 の\n概 要|市　の　考　え　方", "opinion reply"),
    ("【ご意見】|（市の考え方）", "opinion reply"),
]


@pytest.mark.parametrize(("header", "columns"), HEADERS)
def test_a_header_row_is_settled_as_a_whole(header: str, columns: str) -> None:
    table = build(ruled(header.split("|"))).blocks[0]
    assert isinstance(table, Table)
    found = read_header(table, 0, builtin_spec())
    assert found is not None
    assert [head.column.value for head in found.heads] == columns.split()


NO_HEADERS = [
    "意見等の概要及び市の考え方|42件",
    "意見の内容|件数",
    "日時|会場",
    "1|公園について|回答",
    "区分|説明",
    "氏名|住所",
]


@pytest.mark.parametrize("row", NO_HEADERS)
def test_other_rows_are_no_header(row: str) -> None:
    table = build(ruled(row.split("|"))).blocks[0]
    assert isinstance(table, Table)
    assert read_header(table, 0, builtin_spec()) is None


# ------------------------------------------------------------ layout files

OWN = {"kind": "table", "name": "our-city", "columns": {"opinion": ["住民のつぶやき"], "reply": ["まちから（案）"]}}


def test_a_layout_file_names_headers_of_its_own() -> None:
    layout = OpinionTable(load_table_spec(OWN))
    rows = ruled("No. | 住民のつぶやき | まちから(案)", "1 | 道が狭い。 | 広げます。")
    (draft,) = layout.read(Material(build(rows))).drafts()
    assert layout.name == "our-city"
    assert pairs(draft) == [("1", "道が狭い。", ["広げます。"])]
    assert OpinionTable().read(Material(build(rows))).drafts() == ()


def test_a_header_of_the_layout_file_goes_before_built_in_ones() -> None:
    rows = ruled("No. | 意見の概要 | 市の考え方 | 教育委員会の回答", "1 | 道が狭い。 | 別に示します。 | 広げます。")
    with pytest.raises(TownMeetingError, match="TM303"):
        OpinionTable().read(Material(build(rows))).drafts()
    spec = load_table_spec({"kind": "table", "name": "schools", "columns": {"reply": ["教育委員会の回答"]}})
    (draft,) = OpinionTable(spec).read(Material(build(rows))).drafts()
    assert pairs(draft) == [("1", "道が狭い。", ["広げます。"])]
    assert {name: q.text for name, q in draft.statements[0].fields}["市の考え方"] == "別に示します。"


def test_rules_and_cues_can_be_added() -> None:
    own: dict[str, Any] = {
        "kind": "table",
        "name": "patterns",
        "rule": [{"column": "reply", "pattern": "(?:市|町)から", "examples": ["町から"]}],
        "cue": [{"name": "nothing", "pattern": "^後日$", "examples": ["後日"]}],
    }
    rows = ruled("No. | 意見 | 町から", "1 | 道が狭い。 | 後日", "2 | 暗い。 | 直します。")
    (draft,) = OpinionTable(load_table_spec(own)).read(Material(build(rows))).drafts()
    assert pairs(draft) == [("1", "道が狭い。", []), ("2", "暗い。", ["直します。"])]


UNUSABLE: list[tuple[dict[str, Any], str]] = [
    ({}, 'kind = "table"'),
    ({"kind": "transcript", "name": "x"}, 'kind = "table"'),
    ({"kind": "table"}, "name"),
    ({"kind": "table", "name": " "}, "name"),
    ({"kind": "table", "name": "x"}, "見出しが一つもありません"),
    ({**OWN, "colums": {}}, "colums"),
    ({**OWN, "columns": ["意見"]}, "[columns]"),
    ({**OWN, "columns": {"answer": ["回答"]}}, "answer"),
    ({**OWN, "columns": {"reply": "回答"}}, "reply"),
    ({**OWN, "columns": {"reply": []}}, "reply"),
    ({**OWN, "columns": {"reply": [3]}}, "reply"),
    ({**OWN, "columns": {"reply": ["回答"], "opinion": ["回 答"]}}, "両方"),
    ({**OWN, "rule": {"column": "reply"}}, "[[rule]]"),
    ({**OWN, "rule": [{"column": "reply"}]}, "pattern"),
    ({**OWN, "rule": [{"column": "reply", "pattern": "(回答"}]}, "(回答"),
    ({**OWN, "rule": [{"column": "reply", "pattern": "%nobody%の回答"}]}, "%nobody%"),
    ({**OWN, "rule": [{"pattern": "回答"}]}, "列の種類"),
    ({**OWN, "cue": [{"name": "nothing", "pattern": 3}]}, "pattern"),
    ({**OWN, "cue": [{"name": "noting", "pattern": "x"}]}, "noting"),
]


@pytest.mark.parametrize(("mapping", "words"), UNUSABLE)
def test_a_layout_file_that_cannot_be_used_says_why(mapping: dict[str, Any], words: str) -> None:
    with pytest.raises(TownMeetingError) as raised:
        load_table_spec(mapping, path="our-city.toml")
    assert raised.value.code == "TM104"
    assert "our-city.toml" in str(raised.value)
    assert words in str(raised.value)


def test_columns_cover_what_the_built_in_rules_name() -> None:
    assert {rule.column for rule in builtin_spec().rules} == set(Column) - {Column.OTHER}
