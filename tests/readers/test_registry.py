"""Which reader takes a file, and which files are refused with which code."""

from __future__ import annotations

import io
import zipfile

import docx
import openpyxl
import pytest

from tests.readers.account import codes, read, words
from tests.readers.pdfs import Sheet
from tests.readers.words import saved
from townmeeting.errors import TownMeetingError
from townmeeting.readers import READERS, known_endings
from townmeeting.settings import ReadingLimits

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
HTML = "<html><body><p>本文です。</p></body></html>".encode()


def old_office(stream: str) -> bytes:
    return OLE + stream.encode("utf-16-le") + bytes(64)


def package(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name in names:
            made.writestr(name, "")
    return out.getvalue()


def word() -> bytes:
    document = docx.Document()
    document.add_paragraph("本文です。")
    return saved(document)


def excel() -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["A1"] = "意見"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


# fmt: off
REFUSED = (
    (b"", "a.txt", "TM201"), (b" \r\n\t", "a.txt", "TM201"), (b"\xef\xbb\xbf\n", "a.csv", "TM201"),
    (b"\xff\xfe\n\x00", "a.txt", "TM201"), ("　\n　".encode(), "a.md", "TM201"), ("　".encode("cp932"), "-", "TM201"),
    (b"---\n", "a.txt", "TM201"), (b"", "a.pdf", "TM201"), (b"<html></html>", "a.html", "TM201"),
    (old_office("EncryptedPackage"), "a.xlsx", "TM204"), (old_office("EncryptedPackage"), "a.docx", "TM204"),
    (old_office("WordDocument"), "a.doc", "TM205"), (old_office("Workbook"), "a.xls", "TM205"),
    (old_office("WordDocument"), "a.docx", "TM205"), (OLE, "a.xls", "TM205"),
    (old_office("WordDocument"), "-", "TM205"),    (package("xl/workbook.bin"), "a.xlsb", "TM205"),
    (b"\xff\xd8\xff\xe0" + bytes(99), "a.pdf", "TM206"), (b"\x89PNG\r\n\x1a\n" + bytes(99), "a.docx", "TM206"),
    (b"II*\x00" + bytes(99), "a.pdf", "TM206"), (bytes(4) + b"ftypheic" + bytes(99), "a.pdf", "TM206"),
    (b"\x89PNG\r\n\x1a\n" + bytes(99), "photo", "TM206"), (b"GIF89a" + bytes(99), "-", "TM206"),
    ("本文です。".encode(), "a.pdf", "TM206"), ("本文です。".encode(), "a.docx", "TM206"),
    (b"a\x00\x01\x02\x03" * 60, "a.txt", "TM206"),
    (word()[:2000], "a.docx", "TM207"), (excel()[:900], "a.xlsx", "TM207"), (package("word/a.xml"), "a.docx", "TM207"),
    (package("xl/a.xml"), "a.xlsx", "TM207"), (b"%PDF-1.7\n", "a.pdf", "TM207"),
    (b"\x81", "a.txt", "TM208"), (b"{\\rtf1 text}", "a.rtf", "TM209"), (b"{\\rtf1 text}", "a.doc", "TM209"),
    (package("ppt/presentation.xml"), "a.pptx", "TM209"), (package("mimetype", "content.xml"), "a.odt", "TM209"),
    (package("a.txt"), "a.zip", "TM209"), (b'{"a": 1}', "a.json", "TM209"), (b"MIME-Version: 1.0\n", "a.doc", "TM209"),
)
BY_CONTENT = (
    (HTML, "a.xls", "html"), (HTML, "a.txt", "html"), (word(), "a.xlsx", "docx"), (word(), "a.pdf", "docx"),
    (excel(), "a.csv", "xlsx"), (Sheet().text(60, 100, "本文です。").data(), "a.docx", "pdf"),
    (b"\n\njunk\n" + Sheet().text(60, 100, "本文です。").data(), "a.txt", "pdf"),
    ("本文です。".encode(), "a.log", "text"), ("本文です。".encode(), "a.xls", "text"),
)
ENDINGS = (
    ("a.txt", "text"), ("A.TXT", "text"), ("a.md", "text"), ("a.text", "text"), ("minutes", "text"), ("-", "text"),
    ("dir.v2/minutes", "text"), ("a.csv", "csv"), ("a.TSV", "csv"), ("a.html", "html"), ("a.htm", "html"),
)
# fmt: on


@pytest.mark.parametrize(("data", "name", "code"), REFUSED)
def test_a_file_that_cannot_be_read_is_refused_with_its_code(data: bytes, name: str, code: str) -> None:
    with pytest.raises(TownMeetingError) as caught:
        read(data, name)
    assert caught.value.code == code
    assert caught.value.fields["path"] == name
    assert caught.value.render("ja")
    assert caught.value.render("en")


@pytest.mark.parametrize(("data", "name", "form"), BY_CONTENT)
def test_the_content_decides_and_a_wrong_ending_is_told(data: bytes, name: str, form: str) -> None:
    doc = read(data, name)
    assert (doc.format, codes(doc)) == (form, ["ending_differs"])


@pytest.mark.parametrize(("name", "form"), ENDINGS)
def test_between_texts_the_ending_decides(name: str, form: str) -> None:
    doc = read("意見,回答\n道路,直します\n", name)
    assert (doc.format, codes(doc)) == (form, [])


@pytest.mark.parametrize("asked", ["csv", ".CSV", "tsv", "tab"])
def test_a_format_may_be_asked_for_by_name_or_ending(asked: str) -> None:
    assert read("意見,回答\n道路,直します\n", "-", format=asked).format == "csv"


def test_a_page_may_be_read_as_text() -> None:
    doc = read(HTML, "a.html", format="txt")
    assert (doc.format, words(doc), codes(doc)) == ("text", ["本文です。"], [])


def test_an_unknown_format_is_refused_with_the_known_ones() -> None:
    with pytest.raises(TownMeetingError) as caught:
        read("本文", "a.txt", format="klingon")
    assert (caught.value.code, caught.value.fields["known"]) == ("TM103", ", ".join(READERS))


def test_a_format_asked_for_that_the_content_is_not_is_refused() -> None:
    with pytest.raises(TownMeetingError) as caught:
        read("本文です。", "a.txt", format="pdf")
    assert caught.value.code == "TM206"


def test_an_encoding_for_a_format_that_has_none_is_told() -> None:
    assert codes(read(word(), "a.docx", encoding="cp932")) == ["encoding_ignored"]


def test_a_file_over_the_limit_is_refused() -> None:
    with pytest.raises(TownMeetingError) as caught:
        read("本文です。", "a.txt", limits=ReadingLimits(max_bytes=3))
    assert caught.value.code == "TM210"


def test_every_ending_belongs_to_one_reader_and_is_named_in_messages() -> None:
    endings = [ending for reader in READERS.values() for ending in reader.endings]
    assert len(endings) == len(set(endings))
    assert all(f".{ending}" in known_endings() for ending in endings if ending)


def test_the_same_bytes_give_the_same_document() -> None:
    for data, name in ((HTML, "a.html"), (word(), "a.docx"), (excel(), "a.xlsx"), ("意見\t回答\n".encode(), "a.txt")):
        assert read(data, name) == read(data, name)
