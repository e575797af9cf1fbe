"""Every code the readers give has its sentence, in both languages, with the fields it is given."""

from __future__ import annotations

import re
import string
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

import townmeeting.readers
from townmeeting.readers import READERS

FOLDER = Path(townmeeting.readers.__file__).parent
SOURCE = {path.name: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.py"))}
ENTRIES = tomllib.loads(files("townmeeting").joinpath("data/messages/readers.toml").read_text(encoding="utf-8"))
WARNED = re.compile(r'warn\(\s*"(\w+)"((?:[^()]|\([^()]*\))*)\)')


def given() -> dict[str, set[str]]:
    """Return the codes in the source and the names of the fields given with them."""
    found: dict[str, set[str]] = {}
    for text in SOURCE.values():
        for m in WARNED.finditer(text):
            names = set(re.findall(r"\b(\w+)=", m[2])) - {"severity"}
            assert found.setdefault(m[1], names) == names, f"{m[1]} is given different fields"
    return found


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_diagnostic_has_a_sentence_with_its_fields() -> None:
    diagnostics = given()
    assert len(diagnostics) > 15
    for code, names in diagnostics.items():
        assert code in ENTRIES, f"no sentence for {code}"
        for lang in ("ja", "en"):
            assert fields(ENTRIES[code][lang]) <= names, f"{code} ({lang}) names a field it is not given"


def test_every_reason_has_a_sentence() -> None:
    text = "".join(SOURCE.values())
    reasons = set(re.findall(r'"(encoding_(?!ignored)\w+)"', text))
    asides = {name.removeprefix("skipped_") for name in ENTRIES if name.startswith("skipped_")}
    assert reasons == {name for name in ENTRIES if name.startswith("encoding_")} - {"encoding_ignored"}
    assert asides == {"markup", "page_furniture", "chrome", "deleted", "hidden", "ruby"}
    assert all(f'"{reason}"' in text for reason in asides)


def test_no_sentence_is_left_over() -> None:
    used = set(given()) | {name for name in ENTRIES if name.startswith(("skipped_", "encoding_"))}
    assert set(ENTRIES) == used


@pytest.mark.parametrize("code", sorted(ENTRIES))
def test_sentences_are_in_both_languages(code: str) -> None:
    entry = ENTRIES[code]
    assert set(entry) == {"ja", "en"}
    assert re.search("[ぁ-ん一-龠]", entry["ja"])
    assert not re.search("[ぁ-ん一-龠]", entry["en"])
    assert fields(entry["ja"]) == fields(entry["en"])


def test_a_reader_imports_its_library_only_when_it_reads() -> None:
    heavy = ("pdfplumber", "pypdfium2", "pdfminer", "openpyxl", "docx", "lxml")
    for name, text in SOURCE.items():
        head = re.findall(r"^(?:from|import) (\w+)", text, re.MULTILINE)
        assert not set(head) & set(heavy), f"{name} imports {set(head) & set(heavy)} at the top"
    assert len(READERS) == 6
