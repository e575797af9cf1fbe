"""`townmeeting topics` as people call it, and the sheet in the workbook."""

from __future__ import annotations

import io
import json

import openpyxl
import pytest
from typer.testing import CliRunner

from tests.conftest import DOCUMENTS
from tests.topics.builders import make_talk
from townmeeting.cli.app import app
from townmeeting.model import TopicGraph
from townmeeting.pipeline import analyze_meetings, build_topics, read_meetings
from townmeeting.reports.workbook import render_workbook
from townmeeting.schema import decode

MEETING = str(DOCUMENTS / "midorino-town-meeting.txt")
TABLE = str(DOCUMENTS / "midorino-public-comment.csv")


def call(*arguments: str):
    return CliRunner().invoke(app, ["topics", *arguments])


def test_topics_are_shown_with_share_terms_and_points():
    result = call(MEETING, "--min-count", "1")
    assert result.exit_code == 0
    assert "話題（論点の多い順）" in result.stdout
    assert "語: " in result.stdout


def test_json_carries_edges_with_their_points_and_reads_back():
    result = call(MEETING, "--min-count", "1", "--json")
    value = json.loads(result.stdout)
    graph = decode(TopicGraph, value)
    analyses = analyze_meetings(read_meetings(MEETING))
    known = {p.id for a in analyses for p in a.points}
    assert graph.edges
    for edge in graph.edges:
        assert {p.point_id for p in edge.points} <= known
        assert len(edge.points) == edge.count


def test_several_files_give_one_graph_and_a_table_by_meeting():
    result = call(MEETING, TABLE, "--min-count", "1")
    assert result.exit_code == 0
    assert "会議ごとの論点" in result.stdout
    value = json.loads(call(MEETING, TABLE, "--min-count", "1", "--json").stdout)
    turned = json.loads(call(TABLE, MEETING, "--min-count", "1", "--json").stdout)
    assert value == turned


@pytest.mark.parametrize("ending", [".svg", ".graphml", ".gexf", ".json", ".dot"])
def test_files_are_written(tmp_path, ending):
    path = tmp_path / f"g{ending}"
    result = call(MEETING, "--min-count", "1", "-o", str(path))
    assert result.exit_code == 0
    assert path.stat().st_size > 100
    assert str(path) in result.stderr


def test_csv_is_two_files(tmp_path):
    assert call(MEETING, "-o", str(tmp_path / "g.csv")).exit_code == 0
    assert sorted(p.name for p in tmp_path.iterdir()) == ["g.edges.csv", "g.nodes.csv"]


def test_a_term_is_shown_in_its_context():
    result = call(MEETING, "--term", "バス")
    assert result.exit_code == 0
    assert "「バス」" in result.stdout
    lines = json.loads(call(MEETING, "--term", "バス", "--json").stdout)
    assert all("バス" in line["match"] for line in lines)


def test_a_word_nobody_said_has_no_places():
    result = call(MEETING, "--term", "スケート場")
    assert result.exit_code == 0
    assert "0 か所" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "status", "code"),
    [
        (("--nodes", "term,people", "-o", "g.svg"), 2, "TM103"),
        (("--tree",), 2, "TM110"),
        (("--edges", "3"), 2, "TM110"),
        (("-o", "graph.vsdx"), 2, "TM602"),
        (("--terms-file", "nowhere.toml"), 2, "TM101"),
    ],
)
def test_a_wrong_call_is_told_with_its_code(arguments, status, code):
    result = call(MEETING, *arguments)
    assert result.exit_code == status
    assert code in result.stderr


def test_the_words_in_effect_can_be_listed(tmp_path):
    own = tmp_path / "own.toml"
    own.write_text('drop = ["その他大勢"]\n[join]\n"コミュニティバス" = ["コミバス"]\n', encoding="utf-8")
    result = call(MEETING, "--terms-file", str(own), "--list-words")
    assert result.exit_code == 0
    for word in ("その他大勢", "コミバス → コミュニティバス", "stop.formal"):
        assert word in result.stdout
    assert "その他大勢" in json.loads(call(MEETING, "--terms-file", str(own), "--list-words", "--json").stdout)["除外"]


def test_the_other_files_go_on_where_one_fails():
    result = call(MEETING, "nowhere.txt", "--min-count", "1")
    assert result.exit_code == 2
    assert "TM101" in result.stderr
    assert "話題" in result.stdout


def test_the_sheet_holds_the_topics_and_a_chart_drawn_from_its_cells():
    talks = [make_talk(), make_talk(name="second.txt", sha256="1" * 64, title="二つめの会")]
    graph = build_topics(talks)
    data = render_workbook(talks, topics=graph)
    assert render_workbook(talks, topics=graph) == data
    sheet = openpyxl.load_workbook(io.BytesIO(data))["話題"]
    rows = list(sheet.iter_rows(min_row=3, values_only=True))
    for topic, row in zip(graph.topics, rows, strict=False):
        assert row[1] == topic.label
        assert row[3] == len(topic.points)
        assert row[6:10] == (topic.asked, topic.answered, topic.partial, topic.unanswered)
        assert row[10] == topic.share
        assert sum(row[11:13]) == len(topic.points)
    (chart,) = sheet._charts
    last = 2 + min(len(graph.topics), 15)
    assert [s.val.numRef.f for s in chart.series] == [f"'話題'!${c}$3:${c}${last}" for c in "HIJ"]


def test_without_topics_there_is_no_such_sheet():
    assert "話題" not in openpyxl.load_workbook(io.BytesIO(render_workbook([make_talk()]))).sheetnames


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("saitama-omiya-town-meeting.txt", {"マイナンバーカード", "窓口", "高齢者", "データ", "オンライン診療"}),
        ("yamaguchi-schools-public-comment.xlsx", {"校舎", "通学", "学校規模", "人口減少", "定員"}),
    ],
)
def test_terms_that_a_councillor_knows_are_found_in_the_real_documents(corpus, name, known):
    graph = build_topics(analyze_meetings(read_meetings(corpus / name)))
    assert known <= {t.label for t in graph.terms}
