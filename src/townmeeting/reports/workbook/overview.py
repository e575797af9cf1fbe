"""The first sheet: what the meeting was, how much is answered, what the document declares, how to fill the lists in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from typing import Any

from townmeeting.model import Analysis, Tally, Verdict
from townmeeting.reports.words import Words
from townmeeting.reports.workbook.cells import Guard, is_risky
from townmeeting.reports.workbook.form import Form
from townmeeting.reports.workbook.lists import LEADING, link_to, protect, quick_width, set_up_page
from townmeeting.reports.workbook.styles import BAND, FILLABLE, HEADER_FILL, STATUS_COLOURS, Look, Styles
from townmeeting.reports.workbook.values import Value

WIDTHS = (24, 34, 14, 12, 12, 12, 12, 14)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row of the overview: its values with their looks. `across` merges the last value up to the last column;
    `link` names the sheet that the first value leads to."""

    cells: tuple[tuple[Value, Look], ...] = ()
    across: bool = False
    link: str = ""


PLAIN = Look(border=False)
NAME = Look(middle=True, ground="F2F2F2")
WORDS = Look(middle=True)
NUMBER = Look(middle=True, across="right")
SHARE = Look(middle=True, across="right", number="0%")
HEAD = Look(bold=True, colour="FFFFFF", ground=HEADER_FILL, across="center")
SECTION = Look(bold=True, ground=BAND)


def reviewer_label(words: Words) -> str:
    """Return the label of the cell in which a reviewer puts their name."""
    return words("確認者（記入してください）", "Reviewer (please fill in)")


def overview_lines(
    analyses: Sequence[Analysis], words: Words, form: Form, links: Sequence[tuple[str, int]], notes: Sequence[str]
) -> Iterator[Line]:
    """Yield the rows of the overview. `links` are the titles and row counts of the lists; `notes` tell what the
    workbook could not show as it is. The figures are those of the analysis: nothing is counted here."""
    title = words("住民意見への回答状況と対応の一覧", "What was asked, what was answered, what is open")
    yield Line(cells=((title, Look(bold=True, size=form.size + 6, border=False, wrap=False)),))
    yield Line(cells=((reviewer_label(words), NAME), ("", Look(ground=FILLABLE, locked=False))))
    yield Line()
    for number, analysis in enumerate(analyses, 1):
        yield from _meeting(analysis, f"{number}　" if len(analyses) > 1 else "", words)
        yield Line()
    yield _section(words("目次", "Lists"))
    for name, count in links:
        cells = ((name, Look(link=True, middle=True)), (words(f"{count} 行", f"{count} rows"), WORDS))
        yield Line(cells=cells, link=name, across=True)
    yield Line()
    yield from _legend(words)
    yield from (Line(cells=((words("注意", "Note"), NAME), (note, WORDS)), across=True) for note in notes)
    yield Line()
    yield _section(words("作成の記録", "How this was made"))
    yield _pair("townmeeting", version("townmeeting"))
    for analysis in analyses:
        yield from _manifest(analysis, words)


def _section(title: str) -> Line:
    return Line(cells=((title, SECTION),), across=True)


def _pair(name: str, value: str) -> Line:
    return Line(cells=((name, NAME), (value, WORDS)), across=True)


def _meeting(analysis: Analysis, number: str, words: Words) -> Iterator[Line]:
    meeting = analysis.meeting
    yield _section(number + (meeting.title or meeting.source.name))
    if meeting.date:
        yield _pair(words("開催日", "Date"), meeting.date.isoformat())
    for datum in meeting.data:
        yield _pair(datum.label or words.named("Datum", datum.name), datum.quote.text.replace("\n", " "))
    yield from _tallies(analysis.tallies, words)
    yield from _checks(analysis, words)


def _tallies(tallies: Sequence[Tally], words: Words) -> Iterator[Line]:
    names = (
        words("回答状況", "Coverage"),
        "",
        words("回答の要る論点", "Need an answer"),
        *(words.named("Verdict", v) for v in ("answered", "partial", "unanswered")),
        words("うち要確認", "To check"),
        words("回答済の割合", "Share answered"),
    )
    yield Line(cells=tuple((n, HEAD) for n in names))
    dimensions = {
        "meeting": words("全体", "All"),
        "kind": words("区分", "Kind"),
        "department": words("回答した部署・人", "Who replied"),
    }
    for tally in tallies:
        if tally.dimension in dimensions:
            yield _tally(tally, dimensions[tally.dimension], words)


def _tally(tally: Tally, dimension: str, words: Words) -> Line:
    name = words.named("PointKind", tally.name) if tally.dimension == "kind" else tally.name
    counts = (tally.total, tally.answered, tally.partial, tally.unanswered, tally.check)
    share: tuple[Value, Look] = ("－", NUMBER) if tally.share is None else (tally.share, SHARE)
    return Line(cells=((dimension, NAME), (name, WORDS), *((n, NUMBER) for n in counts), share))


def _checks(analysis: Analysis, words: Words) -> Iterator[Line]:
    verdicts = {True: words("一致", "agrees"), False: words("不一致", "differs"), None: words("数えられません", "-")}
    for check in analysis.meeting.checks:
        found = "－" if check.found is None else check.found
        name = words.named("Check", check.name)
        told = words(
            f"文書の記載 {check.declared} ／ 読み取り {found} … {verdicts[check.ok]}",
            f"declared {check.declared} / found {found} ... {verdicts[check.ok]}",
        )
        yield _pair(words(f"照合 {name}", f"check {name}"), told)


def _legend(words: Words) -> Iterator[Line]:
    yield _section(words("凡例と記入のしかた", "Legend, and how to fill the lists in"))
    for verdict in Verdict:
        ground, text = STATUS_COLOURS[verdict]
        look = Look(bold=True, ground=ground, colour=text, across="center")
        told = words.sentence(f"sheet_legend_{verdict.value}")
        yield Line(cells=((words.named("Verdict", verdict.value), look), (told, WORDS)), across=True)
    yield _pair(words("要確認", "To check"), words.sentence("sheet_legend_check"))
    for code in ("fill", "status", "links", "back"):
        yield _pair(words("記入", "Filling in"), words.sentence(f"sheet_legend_{code}"))


def _manifest(analysis: Analysis, words: Words) -> Iterator[Line]:
    source = analysis.meeting.source
    yield _pair(words("元のファイル", "Source"), source.name)
    yield _pair("SHA-256", source.sha256)
    encoding = f"（{source.encoding}）" if source.encoding else ""
    yield _pair(words("形式・書き方", "Format, layout"), f"{source.format}{encoding}, {source.layout}")
    yield from (_pair(name, value) for name, value in analysis.manifest if name != "townmeeting")


class Overview:
    """Writes the overview into a workbook opened for writing only."""

    def __init__(self, book: Any, styles: Styles, form: Form, guard: Guard) -> None:  # noqa: ANN401
        self.book, self.styles, self.form, self.guard = book, styles, form, guard

    def write(self, title: str, lines: Sequence[Line]) -> None:
        """Write the lines on a sheet called `title`."""
        sheet = self.book.create_sheet(title)
        for letter, size in zip("ABCDEFGH", WIDTHS, strict=True):
            sheet.column_dimensions[letter].width = size
        set_up_page(sheet, self.form.paper, title)
        protect(sheet)
        sheet.freeze_panes = "A3"
        for number, line in enumerate(lines, 1):
            sheet.row_dimensions[number].height = self._height(line)
        templates: dict[Look, Any] = {}
        for number, line in enumerate(lines, 1):
            sheet.append(self._row(sheet, number, line, templates))

    def _row(self, sheet: Any, number: int, line: Line, templates: dict[Look, Any]) -> list[Any]:  # noqa: ANN401
        cells = [self._cell(sheet, value, look) for value, look in line.cells]
        if line.across:
            filler = line.cells[-1][1]
            cells += [self._cell(sheet, "", filler) for _ in range(len(WIDTHS) - len(cells))]
            sheet.merged_cells.add(f"{'AB'[len(line.cells) > 1]}{number}:H{number}")
        if line.link:
            link_to(cells[0], line.link)
        return cells

    def _cell(self, sheet: Any, value: Value, look: Look) -> Any:  # noqa: ANN401
        risky = isinstance(value, str) and value and is_risky(value)
        return self.guard.put(self.styles.template(sheet, replace(look, quoted=True) if risky else look), value)

    def _height(self, line: Line) -> float:
        """A merged cell does not grow by itself, so that its height has to be reckoned."""
        if not line.cells:
            return self.form.size * LEADING / 2
        value, look = line.cells[-1]
        room = sum(WIDTHS[len(line.cells) - 1 :]) if line.across else WIDTHS[len(line.cells) - 1]
        lines = sum(-(-max(1, quick_width(part)) // (room - 2)) for part in str(value or "").split("\n"))
        height = LEADING * self.form.size * max(1, lines if look.wrap and line.across else 1) + 4
        return min(400.0, height * (1.6 if look.size else 1))
