"""The sheet of topics: a table with what was answered of each, and a chart that Excel itself draws from it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from townmeeting.model import Topic, TopicGraph, Verdict
from townmeeting.reports.words import Words
from townmeeting.reports.workbook.cells import Guard
from townmeeting.reports.workbook.form import Form
from townmeeting.reports.workbook.lists import growing_rows, protect, row_height, set_up_page
from townmeeting.reports.workbook.styles import HEADER_FILL, Look, Styles

if TYPE_CHECKING:
    from openpyxl.chart import BarChart
    from openpyxl.workbook import Workbook

    from townmeeting.reports.workbook.values import Value

SHOWN = 40
"""Most topics of the table; the rest stand in the files of `townmeeting topics`."""
CHARTED = 15
"""Topics of the chart; more bars than that have no room for their names on a page."""
TERMS = 12
HEADER_ROW = 2
_COLOURS = {Verdict.ANSWERED: "548235", Verdict.PARTIAL: "BF9000", Verdict.UNANSWERED: "C00000"}
_STATUSES = (Verdict.ANSWERED, Verdict.PARTIAL, Verdict.UNANSWERED)
_FIRST_STATUS = 8
"""Column of the answered points; partial and unanswered ones follow."""


def write_topics(
    book: Workbook, title: str, graph: TopicGraph, styles: Styles, form: Form, guard: Guard, words: Words
) -> None:
    """Add the sheet to the workbook (opened for writing only)."""
    from openpyxl.worksheet.pagebreak import Break

    sheet: Any = book.create_sheet(title)
    topics = graph.topics[:SHOWN]
    names = {t.id: t.label for t in graph.terms}
    several = len(graph.meetings) > 1
    widths = (5, 34, 46, 8, 8, 8, 11, 9, 9, 9, 11)
    for at, wide in enumerate(widths + (12,) * (len(graph.meetings) if several else 0), 1):
        sheet.column_dimensions[_letter(at)].width = wide
    titles = [name for _, name in graph.meetings] if several else []
    heading = words(f"話題　論点の多い順（{len(graph.topics)} 件）", f"Topics, most points first ({len(graph.topics)})")
    _set_up(sheet, form, heading)
    sheet.append(_cells(sheet, [heading], styles, guard, Look(bold=True, size=form.size + 3, border=False, wrap=False)))
    head = Look(bold=True, colour="FFFFFF", ground=HEADER_FILL, across="center")
    sheet.append(_cells(sheet, [*_headers(words), *titles], styles, guard, head))
    grow = growing_rows(sheet)
    for number, topic in enumerate(topics, 1):
        terms = words("、", ", ").join(names[k] for k in topic.term_ids[:TERMS])
        values = _values(number, topic, terms, graph, several=several)
        grow(HEADER_ROW + number, row_height(values[: len(widths)], widths, form.size))
        sheet.append(_row(sheet, values, styles, guard))
    if topics:
        last = HEADER_ROW + len(topics)
        sheet.auto_filter.ref = f"A{HEADER_ROW}:{_letter(len(widths) + len(titles))}{last}"
        sheet.row_breaks.append(Break(id=last + 1))  # the chart must not be cut in two by the page
        sheet.add_chart(_chart(sheet, min(len(topics), CHARTED), words), f"B{last + 2}")


def _letter(column: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(column))


def _set_up(sheet: Any, form: Form, heading: str) -> None:  # noqa: ANN401  (openpyxl's sheet for writing only)
    sheet.freeze_panes = f"C{HEADER_ROW + 1}"
    set_up_page(sheet, form.paper, heading)
    sheet.print_title_rows = f"1:{HEADER_ROW}"
    protect(sheet)


def _headers(words: Words) -> list[str]:
    return [
        words("番号", "No."),
        words("話題", "Topic"),
        words("語", "Terms"),
        words("論点", "Points"),
        words("発言", "Statements"),
        words("回答", "Answers"),
        words("回答の要る論点", "Need an answer"),
        *(words.named("Verdict", v) for v in _STATUSES),
        words("回答済の割合", "Share answered"),
    ]


def _values(number: int, topic: Topic, terms: str, graph: TopicGraph, *, several: bool) -> list[Value]:
    count = dict(topic.by_meeting)
    return [
        number,
        topic.label,
        terms,
        len(topic.points),
        topic.statements,
        topic.answers + topic.notes,
        topic.asked,
        topic.answered,
        topic.partial,
        topic.unanswered,
        topic.share,
        *((count.get(key, 0) for key, _ in graph.meetings) if several else ()),
    ]


def _row(sheet: Any, values: Sequence[Value], styles: Styles, guard: Guard) -> list[Any]:  # noqa: ANN401
    looks = [Look(across="left" if isinstance(v, str) else "right", locked=False) for v in values]
    looks[10] = Look(across="right", number="0%", locked=False)
    return [guard.put(styles.template(sheet, look), value) for look, value in zip(looks, values, strict=True)]


def _cells(sheet: Any, values: Sequence[Value], styles: Styles, guard: Guard, look: Look) -> list[Any]:  # noqa: ANN401
    return [guard.put(styles.template(sheet, look), value) for value in values]


def _chart(sheet: Any, topics: int, words: Words) -> BarChart:  # noqa: ANN401
    """Return a bar a topic, cut into answered, partial and unanswered, in the colours of the other sheets."""
    from openpyxl.chart import BarChart, Reference

    chart = BarChart()
    chart.type, chart.grouping, chart.overlap, chart.gapWidth = "bar", "stacked", 100, 50
    chart.title = words("話題ごとの回答状況（論点数）", "Points by topic and status")
    chart.height, chart.width = round(4.0 + 0.85 * topics), 30
    for at, status in enumerate(_STATUSES):
        column = _FIRST_STATUS + at
        chart.add_data(
            Reference(sheet, min_col=column, min_row=HEADER_ROW, max_row=HEADER_ROW + topics), titles_from_data=True
        )
        chart.series[at].graphicalProperties.solidFill = _COLOURS[status]
    chart.set_categories(Reference(sheet, min_col=2, min_row=HEADER_ROW + 1, max_row=HEADER_ROW + topics))
    chart.x_axis.scaling.orientation = "maxMin"
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.legend.position = "t"
    return chart
