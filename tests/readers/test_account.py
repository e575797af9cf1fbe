"""No character is lost or counted twice, whatever the text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.readers.account import check_account
from townmeeting.errors import TownMeetingError
from townmeeting.readers import read_document

PIECES = (
    "みどり野市 ＜発言1＞ <発言5> >>発言2 > - * ** __ ## | |--- --- \t \n \n\n \f \u3000 <p> </p> <br> <li> <u> <b "
    "<table> <tr> <td> <td\u00a0rowspan=2> </td> </table> <!-- --> <!--page\u00a03--> [ ](/a) \\ \\* \\| - 3 - 図書館 "
    "。 、 ① ㈱ 髙 か\u3099 ﾊﾞｽ \x01 \ufeff \u200b a 1 . = : _ ``` ～ －－－"
)
SEPARATE = (" ", "\t", "\n", "\n\n", "\f", "\u3000", "\r\n", "\r", "\x0b")
MARKED = st.lists(st.sampled_from((*PIECES.split(), *SEPARATE)), max_size=60).map("".join)
QUOTED = st.lists(st.sampled_from(("あ", "い", "a", ",", ";", "\t", "\n", '"', '""', " ")), max_size=60).map("".join)


def read_or_refuse(text: str, name: str) -> None:
    """Check the account, or that there is a reason to refuse the text: no words, or more control signs than words."""
    try:
        check_account(read_document(text.encode("utf-8", "replace"), name))
    except TownMeetingError as error:
        refusal = error.code
    else:
        return
    assert refusal in ("TM201", "TM206", "TM208")


@given(MARKED)
def test_every_character_of_a_marked_up_text_is_accounted_for(text: str) -> None:
    read_or_refuse(text, "minutes.md")


@given(st.text(max_size=200))
def test_every_character_of_any_text_is_accounted_for(text: str) -> None:
    read_or_refuse(text, "minutes.txt")


@given(QUOTED, st.sampled_from(("opinions.csv", "opinions.tsv", "opinions.txt")))
def test_every_character_of_a_csv_is_accounted_for(text: str, name: str) -> None:
    read_or_refuse(text, name)


@given(MARKED)
def test_every_character_of_a_page_is_accounted_for(text: str) -> None:
    read_or_refuse(f"<html><body>{text}</body></html>", "page.html")


@given(MARKED)
def test_the_ending_of_a_text_changes_nothing_but_the_name(text: str) -> None:
    found = []
    for name in ("a.txt", "a.md", "a.text", "a", "-"):
        try:
            doc = read_document(text.encode(), name)
            found.append((doc.text, doc.blocks, doc.skipped, doc.diagnostics, doc.format))
        except TownMeetingError as e:
            found.append((e.code,))
    assert all(other == found[0] for other in found)


def test_every_fixture_is_accounted_for() -> None:
    folder = Path(__file__).resolve().parents[2] / "fixtures" / "documents"
    files = sorted(path for path in folder.iterdir() if path.is_file())
    assert files, "no fixtures: run make_fixtures"
    for path in files:
        check_account(read_document(path.read_bytes(), path.name))


@pytest.mark.corpus
def test_every_real_document_is_accounted_for(corpus: Path) -> None:
    for path in sorted(corpus.iterdir()):
        if path.suffix != ".json":
            check_account(read_document(path.read_bytes(), path.name))
