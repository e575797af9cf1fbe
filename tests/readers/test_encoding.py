"""The encoding is recognised and the words survive it, vendor characters included."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.readers.account import read, words
from townmeeting.errors import TownMeetingError
from townmeeting.readers.encoding import ALIASES, KNOWN, decode

# fmt: off
LINES = (
    "みどり野市 市長と語る会",
    "① 図書館の開館時間を㈱みどり野サービスと調整してください。",
    "髙橋委員　駐車場は50㎡しかありません。№3のとおり。",
    "ﾊﾞｽの本数を増やしてください(ｱﾝｹｰﾄより)。",
    "資料１～３ページ、－（マイナス）、Ⅳ章",
    "令和６年10月６日（日）午後２時〜４時",
    "そのとおりです。",
    "子育て支援、道路、防災、税、学校",
)
PLAIN_LINES = (LINES[0], "図書館の開館時間を調整してください。", LINES[6], LINES[7], "〈回答〉検討します。")
FORCED = (
    ("sjis", "cp932"), ("Shift_JIS", "cp932"), ("shift-jis", "cp932"), ("CP932", "cp932"), ("utf8", "utf-8"),
    ("UTF-8", "utf-8"), ("EUC-JP", "euc_jp"), ("eucjp", "euc_jp"), ("iso-2022-jp", "iso2022_jp"), ("utf-16", "utf-16"),
)
# fmt: on


@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=40))
def test_cp932_keeps_its_vendor_characters(lines: list[str]) -> None:
    text = "\r\n".join(line.replace("〜", "～") for line in lines)
    found = decode(text.encode("cp932"), "a.txt")
    assert (found.text, found.encoding) == (text, "cp932")


@given(st.lists(st.sampled_from(PLAIN_LINES), min_size=1, max_size=40), st.sampled_from(("euc_jp", "iso2022_jp")))
def test_unix_and_mail_encodings_are_told(lines: list[str], encoding: str) -> None:
    text = "\n".join(lines)
    found = decode(text.encode(encoding), "a.txt")
    assert (found.text, found.encoding) == (text, encoding)


@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=20))
def test_unicode_encodings_are_told(lines: list[str]) -> None:
    text = "\n".join(lines)
    for data, encoding, reason in (
        (text.encode(), "utf-8", "encoding_strict"),
        (codecs.BOM_UTF8 + text.encode(), "utf-8", "encoding_bom"),
        (codecs.BOM_UTF16_LE + text.encode("utf-16-le"), "utf-16", "encoding_bom"),
        (codecs.BOM_UTF16_BE + text.encode("utf-16-be"), "utf-16", "encoding_bom"),
        (codecs.BOM_UTF32_LE + text.encode("utf-32-le"), "utf-32", "encoding_bom"),
    ):
        found = decode(data, "a.txt")
        assert (found.text, found.encoding, found.reason) == (text, encoding, reason)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_encodings_without_a_mark_are_told_by_their_zero_bytes(encoding: str) -> None:
    text = "\n".join(LINES)
    found = decode(text.encode(encoding), "a.txt")
    assert (found.text, found.encoding, found.reason) == (text, encoding, "encoding_zero_bytes")


def test_euc_with_vendor_rows_is_read() -> None:
    # ① and ㈱ stand in row 13 of the character set, which the strict codec refuses.
    data = "意見".encode("euc_jp") + b"\xad\xa1\xad\xea" + "図書館について".encode("euc_jp")
    assert decode(data, "a.txt").text == "意見①㈱図書館について"


def test_mail_text_with_vendor_rows_and_half_width_kana_is_read() -> None:
    data = b"\x1b$B" + bytes((0x2D, 0x21, 0x24, 0x22)) + b"\x1b(I\x4a\x5e\x3d\x1b(B ok\n\x1b$B\x24\x24\n\x1b(B"
    found = decode(data, "a.txt")
    assert (found.text, found.encoding) == ("①あﾊﾞｽ ok\nい\n", "iso2022_jp")


def test_half_width_kana_alone_are_cp932() -> None:
    text = "ﾔﾏﾀﾞ ﾀﾛｳ,ﾐﾄﾞﾘﾉｼ\n" * 20 + "山田太郎,緑野市\n" * 20
    assert decode(text.encode("cp932"), "names.csv").encoding == "cp932"


@pytest.mark.corpus
@pytest.mark.parametrize("encoding", ["cp932", "euc_jp"])
def test_every_line_of_real_documents_is_told_even_alone(corpus: Path, encoding: str) -> None:
    wrong = []
    for path in sorted(corpus.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            try:
                data = line.encode(encoding)
            except UnicodeEncodeError:
                continue
            if not data.isascii() and decode(data, "a.txt").text != line:
                wrong.append(line[:20])
    assert not wrong, f"{len(wrong)} lines, first {wrong[:5]}"


@pytest.mark.parametrize(("asked", "name"), FORCED)
def test_an_encoding_may_be_asked_for_by_any_usual_name(asked: str, name: str) -> None:
    text = "みどり野市の意見"
    doc = read(text.encode(name), "a.txt", encoding=asked)
    assert (words(doc), doc.encoding, doc.encoding_reason) == ([text], name, "encoding_forced")


def test_forcing_utf_8_takes_the_byte_order_mark_off() -> None:
    assert words(read(codecs.BOM_UTF8 + "意見".encode(), "a.txt", encoding="utf-8")) == ["意見"]


def test_an_unknown_encoding_is_refused_with_the_known_ones() -> None:
    with pytest.raises(TownMeetingError) as caught:
        read("意見", "a.txt", encoding="klingon")
    assert caught.value.code == "TM103"
    assert caught.value.fields["known"] == ", ".join(KNOWN)


@pytest.mark.parametrize("encoding", ["cp932", "euc_jp"])
def test_rules_drawn_with_characters_are_plausible_text(encoding: str) -> None:
    text = "┌──┬──┐\n│意見│回答│\n└──┴──┘"
    assert decode(text.encode(encoding), "a.txt").text == text


def test_an_asked_encoding_that_does_not_fit_names_byte_and_line() -> None:
    data = "一行目\n二行目".encode() + b"\xff" + "つづき".encode()
    with pytest.raises(TownMeetingError) as caught:
        read(data, "a.txt", encoding="utf-8")
    assert (caught.value.code, caught.value.fields["byte"], caught.value.fields["line"]) == ("TM208", 20, 2)


def test_two_encodings_in_one_file_are_refused_where_they_meet() -> None:
    first = "市長と語る会の記録です。図書館について意見がありました。\n".encode() * 30
    second = "職員が検討すると答えました。\n".encode("cp932")
    with pytest.raises(TownMeetingError) as caught:
        read(first + second + first, "a.txt")
    assert caught.value.code == "TM208"
    assert caught.value.fields["line"] == 31
    assert caught.value.fields["byte"] == len(first) + 1


@given(st.binary(min_size=1, max_size=400))
def test_any_bytes_are_decoded_or_refused_with_a_code(data: bytes) -> None:
    try:
        outcome = type(decode(data, "a.txt")).__name__
    except TownMeetingError as error:
        outcome = error.code
    assert outcome in ("Decoded", "TM208")


def test_every_alias_names_a_codec_that_exists() -> None:
    assert {codecs.lookup(codec).name for codec in ALIASES.values()} >= {codecs.lookup(known).name for known in KNOWN}


def test_line_ends_become_one_kind_and_kana_marks_are_composed() -> None:
    doc = read("か\u3099っこう\r\n神\ufa19 \u2028次\r最後", "a.txt")
    assert doc.text == "がっこう\n神\ufa19 \n次\n最後"


def test_control_characters_show_and_are_counted() -> None:
    doc = read("市長\x1b[31m 意見\x00", "a.txt")
    assert words(doc) == ["市長\ufffd[31m 意見\ufffd"]
    assert [(d.code, dict(d.fields)["count"]) for d in doc.diagnostics] == [("control_characters", "2")]
