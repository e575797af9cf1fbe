"""Rows, segments and summaries: figures reckoned by hand, and the misses behind them."""

from townmeeting.evaluation import MissKind, evaluate


def test_rows_are_found_by_their_text_and_compared_with_their_reply(rows_case):
    result = evaluate(*rows_case)
    assert result.figures == (
        ("statements_found", 0.75),
        ("text_close", 0.5),
        ("text_exact", 0.5),
        ("label", 0.5),  # No.１ and （3）
        ("response_close", 0.5),  # the right one, and nothing where nothing is wanted
        ("response_exact", 0.5),
        ("extra_statements", 1),
        ("gold_rows", 4),
        ("declared_totals", 0.5),
    )


def test_every_wrong_row_is_listed(rows_case):
    misses = [(m.kind.value, m.gold, m.expected, m.found) for m in evaluate(*rows_case).misses]
    assert misses == [
        ("label", "2", "2", "5"),
        ("response", "2", "街灯は五月に直します。", "街灯は部品を待っています。"),
        (
            "statement_text",
            "3",
            "川の土手に生えた草を夏の前に刈ってほしい。虫が多くて困る。",
            "川の土手に生えた草を夏の前に刈ってほしい。",
        ),
        ("missing_statement", "4", "", ""),
        ("extra_statement", "", "", "9"),
        ("declared_total", "amended", "1 / 1", "1 / 0"),
    ]


def test_totals_are_not_measured_where_the_gold_names_none(rows_case):
    gold, analysis = rows_case
    for checks in ({}, None):
        gold["checks"] = checks
        if checks is None:
            del gold["checks"]
        assert "declared_totals" not in dict(evaluate(gold, analysis).figures)


def test_a_statement_serves_one_row_only(rows_case):
    gold, analysis = rows_case
    gold["rows"] = [gold["rows"][0], dict(gold["rows"][0])]
    result = evaluate(gold, analysis)
    assert dict(result.figures)["statements_found"] == 0.5
    assert [m.gold for m in result.misses if m.kind is MissKind.MISSING_STATEMENT] == ["1"]


def test_segments_count_all_points_that_lie_in_them(segments_case):
    result = evaluate(*segments_case)
    assert result.figures == (
        ("link_precision", 0.5),
        ("link_recall", 0.5),
        ("link_f1", 0.5),
        ("unanswered_precision", 0.5),  # b and d are silent, d rightly
        ("unanswered_recall", 0.5),  # c was given an answer
        ("unanswered_f1", 0.5),
        ("gold_segments", 4),
    )
    assert [(m.kind.value, m.gold) for m in result.misses] == [("link", "b"), ("answer_given", "c")]


def test_a_segment_is_silent_where_all_its_points_are_unanswered(segments_case):
    gold, analysis = segments_case
    analysis["meetings"][0]["points"][2]["status"] = "unanswered"
    assert dict(evaluate(gold, analysis).figures)["unanswered_recall"] == 1.0


def test_an_answer_of_the_gold_that_stands_nowhere_is_told_apart(segments_case):
    gold, analysis = segments_case
    gold["segments"][1]["answers"][0]["quote"] = "まったく別の話です。"
    misses = [(m.kind.value, m.gold) for m in evaluate(gold, analysis).misses]
    assert misses == [("gold_quote", "b"), ("answer_given", "c")]


def test_summaries_look_at_the_points_of_their_questioner(summaries_case):
    result = evaluate(*summaries_case)
    assert result.figures == (
        ("answer_linked", 0.4),  # q1 and q2
        ("right_point_top1", 0.2),
        ("right_point_top3", 0.4),
        ("top1_link_f1", 0.2),
        ("gold_summaries", 5),
    )
    assert [(m.kind.value, m.gold) for m in result.misses] == [
        ("linked_nowhere", "q3"),
        ("no_point_of_speaker", "q4"),
        ("gold_quote", "q5"),
    ]


def test_a_passage_linked_to_a_far_point_only_is_linked_elsewhere(summaries_case):
    gold, analysis = summaries_case
    points = analysis["meetings"][0]["points"]
    closer = [{**points[1], "id": f"1.{n}"} for n in range(4, 7)]
    analysis["meetings"][0]["points"] = points + closer
    result = evaluate(gold, analysis)
    assert [m.gold for m in result.misses if m.kind is MissKind.LINKED_ELSEWHERE] == ["q2"]
    assert dict(result.figures)["answer_linked"] == 0.4
