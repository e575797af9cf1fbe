"""A person's own words: forced, joined, dropped; and what is wrong with a file that cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.topics.builders import make_talk
from townmeeting.errors import TownMeetingError
from townmeeting.model import TopicGraph
from townmeeting.pipeline import build_topics

TOML = """
force = ["まちの保健室"]
drop = ["駐車場"]
[join]
"コミュニティバス" = ["みどりバス", "コミバス"]
"""
CSV = (
    "語,扱い,代表語\r\nまちの保健室,強制,\r\n駐車場,除外,\r\n"
    "みどりバス,統合,コミュニティバス\r\nコミバス,統合,コミュニティバス\r\n"
)
ENGLISH = (
    "word,action,into\nまちの保健室,force,\n駐車場,drop,\n"
    "みどりバス,join,コミュニティバス\nコミバス,join,コミュニティバス\n"
)
SAID = [
    [("まちの保健室を増やしてほしい。", "answered")],
    [("コミバスの停留所が遠い。", "unanswered"), ("図書館の駐車場が狭い。", "")],
    [("コミュニティバスの運賃が高い。", "answered"), ("図書館の駐車場に屋根がほしい。", "")],
    [("みどりバスに乗りたい。", "partial")],
]


def topics(tmp_path, content: bytes, name: str) -> TopicGraph:
    path = tmp_path / name
    path.write_bytes(content)
    return build_topics([make_talk(SAID)], terms_file=path)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("own.toml", TOML.encode()),
        ("own.csv", CSV.encode("utf-8-sig")),
        ("own.csv", CSV.encode()),
        ("own.csv", CSV.encode("cp932")),
        ("own.csv", ENGLISH.encode()),
    ],
    ids=["toml", "csv with mark", "csv", "csv as Excel saves it", "english csv"],
)
def test_words_are_forced_joined_and_dropped(tmp_path, name, content):
    terms = {t.label: t for t in topics(tmp_path, content, name).terms}
    assert "まちの保健室" in terms
    assert "駐車場" not in terms
    bus = next(t for t in terms.values() if "コミュニティバス" in t.forms)
    assert set(bus.forms) == {"コミュニティバス", "コミバス", "みどりバス"}
    assert bus.statements == 3


def test_without_the_file_the_spellings_stay_apart():
    terms = {t.label: t for t in build_topics([make_talk(SAID)]).terms}
    assert "まちの保健室" not in terms
    assert "駐車場" in terms


def test_a_chain_is_followed_to_its_end(tmp_path):
    content = '[join]\n"コミュニティバス" = ["みどりバス"]\n"みどりバス" = ["コミバス"]\n'
    graph = topics(tmp_path, content.encode(), "own.toml")
    assert {"コミバス", "みどりバス"} <= set(next(t for t in graph.terms if "コミュニティバス" in t.forms).forms)


def test_a_word_that_nobody_said_is_told(tmp_path):
    graph = topics(tmp_path, 'force = ["スケート場"]'.encode(), "own.toml")
    fields = {d.code: dict(d.fields) for d in graph.diagnostics}
    assert fields["topics_words_not_found"]["names"] == "スケート場"


# name, content, error code, what the message must name
BROKEN = [
    ("a.toml", '[join]\n"A駅" = ["B駅"]\n"B駅" = ["A駅"]\n'.encode(), "TM122", "駅"),
    ("a.toml", '[join]\n"A駅" = ["A駅"]\n'.encode(), "TM122", "A駅"),
    ("a.toml", '[join]\n"A駅" = ["C駅"]\n"B駅" = ["C駅"]\n'.encode(), "TM122", "c駅"),
    ("a.toml", 'force = ["図書館"]\ndrop = ["図書館"]\n'.encode(), "TM122", "図書館"),
    ("a.toml", 'force = ["図書館"]\n'.encode("cp932"), "TM121", "UTF-8"),
    ("a.toml", b"force = [", "TM121", "TOML"),
    ("a.toml", b"stop = ['x']", "TM121", "stop"),
    ("a.toml", b"force = 'x'", "TM121", "force"),
    ("a.toml", b"join = ['x']", "TM121", "join"),
    ("a.csv", "語,種類\n図書館,強制\n".encode(), "TM121", "種類"),
    ("a.csv", "語,扱い\n図書館,強調\n".encode(), "TM121", "強調"),
    ("a.csv", "語,扱い\nコミバス,統合\n".encode(), "TM121", "コミバス"),
    ("a.csv", b"", "TM121", ""),
    ("a.csv", b"\xff\xfe\x00\x81\xff", "TM121", "CP932"),
    ("a.csv", "語,扱い,代表語\nA駅,統合,B駅\nB駅,統合,A駅\n".encode(), "TM122", "駅"),
]


@pytest.mark.parametrize(("name", "content", "code", "named"), BROKEN)
def test_a_file_that_cannot_be_used_is_named_with_its_fault(tmp_path, name, content, code, named):
    with pytest.raises(TownMeetingError) as caught:
        topics(tmp_path, content, name)
    assert caught.value.code == code
    assert named in str(caught.value)
    assert name in caught.value.render("en")


def test_a_missing_file_is_told():
    with pytest.raises(TownMeetingError) as caught:
        build_topics([make_talk()], terms_file=Path("nowhere.toml"))
    assert caught.value.code == "TM101"
