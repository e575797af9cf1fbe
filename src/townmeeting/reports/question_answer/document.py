"""The 一問一答 as a Word document that an office edits and publishes. The same analyses give the same bytes."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from townmeeting.model import Analysis
from townmeeting.reports.masking import Masker, make_masker
from townmeeting.reports.question_answer.pairs import Asked, Pair, Reply, asked_of
from townmeeting.reports.words import Words
from townmeeting.text import visible

MADE = dt.datetime(2000, 1, 1)
"""The time that every document claims to be made at: a run leaves no trace of when it was."""
TEXT_FONT, HEADING_FONT, LATIN_FONT = "游明朝", "游ゴシック", "Century"
FACTS = ("date", "venue", "theme", "period")
"""What of the meeting stands under the title."""


def render_document(analyses: Sequence[Analysis], *, lang: str = "ja", mask_names: bool = False) -> bytes:
    """Return the 一問一答 of these meetings as a docx file; `mask_names` puts 発言者A for residents' names."""
    words = Words(lang)
    masker = make_masker(analyses, words) if mask_names else Masker()
    writer = _Writer(words, masker)
    for at, analysis in enumerate(analyses):
        writer.meeting(analysis, first=at == 0)
    writer.describe(analyses)
    return writer.save()


def printable(text: str) -> str:
    """Return the text as XML can hold it, control and direction-changing characters as U+FFFD."""
    return visible(text).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")


def headline(asked: Asked, words: Words) -> str:
    """Return what announces the statements: 発言 3（女性）, 発言 1、2、5."""
    labels = "、".join(h.label for h in asked.heads)
    speakers = "、".join(dict.fromkeys(h.speaker for h in asked.heads if h.speaker))
    name = words(f"発言 {labels}", f"Statement {labels}")
    return f"{name}（{speakers}）" if speakers else name


class _Writer:
    """Writes one document."""

    def __init__(self, words: Words, masker: Masker) -> None:
        from docx import Document

        self.words, self.masker = words, masker
        self.file: Any = Document()
        _set_page(self.file)
        _set_fonts(self.file)

    def meeting(self, analysis: Analysis, *, first: bool) -> None:
        """Write one meeting, on a page of its own."""
        meeting = analysis.meeting
        title = self.file.add_heading(printable(self.masker(meeting.title or meeting.source.name)), 1)
        title.paragraph_format.page_break_before = not first
        for datum in meeting.data:
            if datum.name in FACTS:
                name = (datum.label or self.words.named("Datum", datum.name)).replace(" ", "").replace("\u3000", "")
                self._line(f"{name}：{self.masker(datum.quote.text)}".replace("\n", " "), "TM Fact")
        section = ""
        for asked in asked_of(analysis, self.words, self.masker):
            if asked.section and asked.section != section:
                self.file.add_heading(printable(asked.section), 2)
            section = asked.section
            self._asked(asked)

    def _asked(self, asked: Asked) -> None:
        self.file.add_heading(printable(headline(asked, self.words)), 3)
        for pair in asked.pairs:
            self._pair(pair)
        if asked.further:
            self._line(self.words("（回答のうち、そのほかの部分）", "(The rest of the replies)"), "TM Fact")
            self._replies(asked.further, "")

    def _pair(self, pair: Pair) -> None:
        for question in pair.questions:
            label = f"（{question.label}）" if question.label else ""
            mark = self.words("問", "Q") if question.asks else self.words("意見", "View")
            self._line(label + question.text, "TM Question", mark)
        self._replies(pair.replies, self.words("答", "A"))
        if pair.open:
            self._line(
                self.words("（記録に回答がありません）", "(no reply is recorded)"), "TM Who", self.words("答", "A")
            )

    def _replies(self, replies: Iterable[Reply], mark: str) -> None:
        for reply in replies:
            self._line(f"【{reply.who}】", "TM Who", mark)
            for paragraph in reply.paragraphs:
                self._line(paragraph, "TM Answer")

    def _line(self, text: str, style: str, mark: str = "") -> None:
        paragraph = self.file.add_paragraph(style=style)
        if mark:
            paragraph.add_run(mark + "\t").bold = True
        paragraph.add_run(printable(text))

    def describe(self, analyses: Sequence[Analysis]) -> None:
        """Put the title and fixed dates into the properties."""
        about = self.file.core_properties
        titles = (self.masker(a.meeting.title or a.meeting.source.name) for a in analyses)
        about.title = printable("、".join(titles))[:200]
        about.author = about.last_modified_by = "townmeeting"
        about.created = about.modified = MADE
        about.comments, about.revision, about.language = "", 1, "ja-JP" if self.words.lang == "ja" else "en-GB"

    def save(self) -> bytes:
        """Return the file, every part with the same date."""
        data, dated = io.BytesIO(), io.BytesIO()
        self.file.save(data)
        with ZipFile(data) as source, ZipFile(dated, "w") as target:
            for name in source.namelist():
                target.writestr(_dated(name), source.read(name))
        return dated.getvalue()


def _dated(name: str) -> ZipInfo:
    entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    entry.create_system = 3  # one value on every system: the bytes must not tell where they were made
    return entry


# ------------------------------------------------------------ page and styles


def _set_page(file: Any) -> None:  # noqa: ANN401  (python-docx has no types)
    from docx.shared import Mm

    section = file.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin = section.bottom_margin = Mm(25)
    _add_page_number(section.footer.paragraphs[0])


def _add_page_number(paragraph: Any) -> None:  # noqa: ANN401
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)


def _set_fonts(file: Any) -> None:  # noqa: ANN401
    from docx.shared import Mm, Pt

    _font(file.styles["Normal"], TEXT_FONT, Pt(10.5))
    for level, size in ((1, 16), (2, 13), (3, 11.5)):
        style = file.styles[f"Heading {level}"]
        _font(style, HEADING_FONT, Pt(size))
        style.font.color.rgb = None
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(14 - 2 * level), Pt(4)
        style.paragraph_format.keep_with_next = True
    for name in ("TM Question", "TM Who"):  # the mark stands in the margin, the words beside it
        form = _style(file, name, HEADING_FONT).paragraph_format
        form.left_indent, form.first_line_indent, form.keep_with_next = Mm(11), Mm(-11), True
    _style(file, "TM Answer", TEXT_FONT).paragraph_format.left_indent = Mm(11)
    _style(file, "TM Fact", TEXT_FONT)


def _style(file: Any, name: str, font: str) -> Any:  # noqa: ANN401
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt

    style = file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = file.styles["Normal"]
    _font(style, font, Pt(10.5))
    style.paragraph_format.space_after = Pt(3)
    return style


def _font(style: Any, name: str, size: Any) -> None:  # noqa: ANN401
    """Set the font for Japanese and for Latin letters. Without w:eastAsia Word shows Japanese in the theme's font."""
    from docx.oxml.ns import qn

    latin = name if name == HEADING_FONT else LATIN_FONT
    style.font.name, style.font.size = latin, size
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), name)
    fonts.set(qn("w:hAnsi"), latin)
