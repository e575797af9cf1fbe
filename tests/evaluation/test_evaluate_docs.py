"""The guide's example can be used as it stands, and every figure and miss has its words."""

import json
import re
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from townmeeting.evaluation import MissKind, evaluate, read_gold
from townmeeting.evaluation.alignment import bare

GUIDE = (Path(__file__).resolve().parents[2] / "docs" / "evaluation.md").read_text(encoding="utf-8")


def block(language):
    return re.search(rf"```{language}\n(.*?)```", GUIDE, re.DOTALL).group(1)


def test_the_example_is_a_gold_file_that_quotes_its_minutes():
    gold = read_gold(block("json").encode(), "docs/evaluation.md")
    minutes = bare(block("text"))
    quotes = [p["quote"] for p in gold["points"]] + [a["quote"] for p in gold["points"] for a in p["answers"]]
    assert len(quotes) == 7
    assert [quote for quote in quotes if bare(quote) not in minutes] == []
    assert json.loads(block("json")) == gold


@pytest.mark.parametrize("case", ["points_case", "rows_case", "segments_case", "summaries_case"])
def test_every_figure_is_explained(request, case):
    result = evaluate(*request.getfixturevalue(case))
    section = re.search(rf"### {result.kind}\n(.*?)(?=\n##)", GUIDE, re.DOTALL).group(1)
    assert [name for name, _ in result.figures if f"`{name}`" not in section] == []


def test_every_kind_of_miss_is_named_in_both_languages():
    text = files("townmeeting").joinpath("data/messages/labels.toml").read_text(encoding="utf-8")
    labels = tomllib.loads(text)["MissKind"]
    assert set(labels) == {kind.value for kind in MissKind}
    assert all(len(pair) == 2 and all(pair) for pair in labels.values())
