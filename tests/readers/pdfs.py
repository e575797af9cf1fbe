"""PDFs made in the test that needs them: text at a place, rules, images, a password."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 595.0, 842.0
SIZE = 10.0

pdfmetrics.registerFont(UnicodeCIDFont("HeiseiMin-W3"))


@dataclass(slots=True)
class Sheet:
    """A PDF in the making; places are measured from the top left corner in points."""

    encrypt: str | None = None
    size: tuple[float, float] = (WIDTH, HEIGHT)
    out: io.BytesIO = field(default_factory=io.BytesIO)
    canvas: Canvas = field(init=False)

    def __post_init__(self) -> None:
        self.canvas = Canvas(self.out, pagesize=self.size, encrypt=self.encrypt, invariant=1)
        self.font()

    def font(self, name: str = "HeiseiMin-W3", size: float = SIZE) -> Sheet:
        self.canvas.setFont(name, size)
        return self

    def text(self, x: float, top: float, words: str) -> Sheet:
        self.canvas.drawString(x, self.size[1] - top, words)
        return self

    def lines(self, x: float, top: float, words: Sequence[str], step: float = 16) -> Sheet:
        for number, line in enumerate(words):
            self.text(x, top + number * step, line)
        return self

    def rule(self, x0: float, top: float, x1: float, bottom: float) -> Sheet:
        self.canvas.line(x0, self.size[1] - top, x1, self.size[1] - bottom)
        return self

    def grid(self, xs: Sequence[float], tops: Sequence[float]) -> Sheet:
        for x in xs:
            self.rule(x, tops[0], x, tops[-1])
        for top in tops:
            self.rule(xs[0], top, xs[-1], top)
        return self

    def draw(self, act: Callable[[Canvas], None]) -> Sheet:
        act(self.canvas)
        return self

    def turn(self) -> Sheet:
        """Begin a new page."""
        self.canvas.showPage()
        return self.font()

    def data(self) -> bytes:
        self.canvas.save()
        return self.out.getvalue()


def office_pdf(lines: Sequence[str], cmap: str, encoding: str) -> bytes:
    """Return a page as Japanese offices made them before fonts were embedded: the text in the bytes of `encoding`,
    told apart by a predefined CMap."""
    shown = b" ".join(b"<" + line.encode(encoding).hex().encode() + b"> Tj 0 -16 Td" for line in lines)
    content = b"BT /F1 10 Tf 60 740 Td " + shown + b" ET"
    font = f"<< /Type /Font /Subtype /Type0 /BaseFont /Ryumin-Light /Encoding /{cmap} /DescendantFonts [6 0 R] >>"
    descendant = (
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Ryumin-Light /FontDescriptor 7 0 R "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >> /DW 1000 >>"
    )
    descriptor = (
        "<< /Type /FontDescriptor /FontName /Ryumin-Light /Flags 4 /FontBBox [0 -200 1000 880] /ItalicAngle 0 "
        "/Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >>"
    )
    page = (
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
    )
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        page.encode(),
        b"<< /Length %d >> stream\n%s\nendstream" % (len(content), content),
        font.encode(),
        descendant.encode(),
        descriptor.encode(),
    ]
    return _assembled(objects)


def _assembled(objects: Sequence[bytes]) -> bytes:
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(out))
    return out + head + table + tail
