"""Who is offered as a department that may take a point on."""

from __future__ import annotations

import tomllib

import pytest

from tests.conftest import ROOT
from townmeeting.reports.workbook.departments import is_department

RULES = tomllib.loads((ROOT / "src/townmeeting/data/departments.toml").read_text(encoding="utf-8"))["ends"]
NAMES = (
    ("都市建設部 交通政策課", True),
    ("交通課長", True),
    ("企画政策部長、広報課", True),
    ("北部図書館", True),
    ("教育委員会", True),
    ("市長", False),
    ("市職員", False),
    ("市の考え方", False),
    ("回答", False),
    ("", False),
)


@pytest.mark.parametrize(("name", "expected"), NAMES)
def test_a_department_is_told_by_how_its_name_ends(name, expected):
    assert is_department(name) is expected


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_takes_its_example_and_each_of_its_words(rule):
    assert is_department(rule["example"])
    assert all(is_department(f"北部{word}") for word in rule["words"])
