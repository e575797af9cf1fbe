"""Files that must be refused, or read without harm."""

from __future__ import annotations

import io
import struct
import zipfile

from fixtures_content import Blocks, Grid, Line
from fixtures_formats import STAMP, as_text, as_workbook
from fixtures_pdf import SERIF
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

ESSAY = """川沿いの道を歩く

朝の六時に家を出ると、川面にはまだ薄い霧が残っている。対岸の柳は芽を吹いたばかりで、風が通るたびに細い枝が水に触れた。

橋のたもとに、古い石の道標がある。文字は半ば消えているが、指でなぞると「右 峠道」と読める。

帰り道、豆腐屋の前で足を止めた。湯気の向こうで主人が大きな鍋をかき混ぜていた。厚揚げを二枚買い、坂をゆっくり上った。
"""

CONTROLS = """みどり野市長と語るタウンミーティング【東部地区】

日 時：令和6年6月1日（土） 10：00から11：00まで

●参加者

＜発言1＞

東部公園の\x1b[31m街灯\x1b[0mが暗いので、[bold]明るい電球[/bold]に替えてほしいです。[link=https://example.com]ここ[/link]です。

＜発言2＞

集会所の\u202e予約\u202cの方法を\x00教えてください。\x1b]0;title\x07

◆市長

>>発言1

街灯は、来月から順に[red]明るいもの[/red]へ替えていきます。\u200f

>>発言2

予約は\x08電話と\x7f窓口で受け付けています。
"""


def make_hostile(transcript: Blocks) -> dict[str, bytes]:
    """Return name and content of every hostile file. `transcript` is a sound document to spoil."""
    sound = as_text(transcript)
    return {
        "empty.txt": b"",
        "blank.txt": " \t\r\n　\r\n\n".encode(),
        "scanned.pdf": _scanned_pdf(pages=2),
        "password.pdf": _locked_pdf(),
        "password.xlsx": _compound_file(["EncryptionInfo", "EncryptedPackage"]),
        "old.doc": _compound_file(["WordDocument", "1Table"]),
        "old.xls": _compound_file(["Workbook"]),
        "photo.pdf": _photo(),
        "truncated.docx": _truncated_docx(sound),
        "mixed-encoding.txt": _mixed_encodings(sound),
        "no-answer-column.xlsx": as_workbook(_two_columns("意見の概要", "提出日")),
        "no-answer-column.txt": as_text(_two_columns("意見の概要", "提出日")).encode(),
        "two-answer-columns.xlsx": as_workbook(_two_answers()),
        "no-speaker.txt": ESSAY.encode(),
        "control-characters.txt": CONTROLS.encode(),
    }


OPINIONS = (
    ("1", "公園の水飲み場が壊れています。直してください。", "5月7日"),
    ("2", "市民プールの開場を朝7時からにしてほしい。", "5月9日"),
    ("3", "図書館の返却ポストを駅にも置いてください。", "5月12日"),
)


def _two_columns(opinions: str, other: str) -> Blocks:
    title = Line(text="市民からの意見の一覧")
    return (title, Grid(name="意見", header=("No.", opinions, other), rows=OPINIONS, widths=(5, 60, 20)))


def _two_answers() -> Blocks:
    replies = ("6月中に直します。", "検討します。", "来年度に置きます。")
    later = ("修理を終えました。", "7月から試行しています。", "設置の準備を進めています。")
    rows = tuple((n, opinion, a, b) for (n, opinion, _), a, b in zip(OPINIONS, replies, later, strict=True))
    header = ("No.", "意見の概要", "市の考え方", "教育委員会の回答")
    return (Line(text="市民からの意見の一覧"), Grid(name="意見", header=header, rows=rows, widths=(5, 40, 30, 30)))


def _scanned_pdf(pages: int) -> bytes:
    """A PDF whose pages are one-bit images of stripes, without a letter of text."""
    width, height = 120, 160
    image = b"".join((b"\x00" if y % 8 < 3 and 10 < y < 150 else b"\xff") * (width // 8) for y in range(height))
    content = b"q 595 0 0 842 0 0 cm /Im0 Do Q"
    kids = [5 + 2 * n for n in range(pages)]
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Count %d /Kids [%s] >>" % (pages, b" ".join(b"%d 0 R" % k for k in kids)),
        3: _stream(
            b"/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 1"
            % (width, height),
            image,
        ),
        4: b"<< /XObject << /Im0 3 0 R >> >>",
    }
    for kid in kids:
        objects[kid] = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources 4 0 R /Contents %d 0 R >>" % (
            kid + 1
        )
        objects[kid + 1] = _stream(b"", content)
    return _pdf_file(objects)


def _stream(entries: bytes, data: bytes) -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries, len(data), data)


def _pdf_file(objects: dict[int, bytes]) -> bytes:
    out, offsets = b"%PDF-1.4\n", []
    for number, body in sorted(objects.items()):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    count = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, table)
    return out + head + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, len(out))


def _locked_pdf() -> bytes:
    out = io.BytesIO()
    lock = StandardEncryption("midorino", ownerPassword="midorino-owner", strength=40)
    canvas = Canvas(out, invariant=1, pageCompression=0, encrypt=lock)
    canvas.setFont(SERIF, 12)
    canvas.drawString(72, 720, "＜発言1＞ 橋の塗り替えはいつですか。")
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _compound_file(streams: list[str]) -> bytes:
    """An OLE compound file (as .doc, .xls and password-protected .xlsx are) with empty streams of these names."""
    free, end, fat_sector = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, end, 0, end, 0, 0)
    header += struct.pack("<108I", *[free] * 108)
    table = struct.pack("<128I", fat_sector, end, *[free] * 126)
    child = 1 if streams else free
    entries = [_compound_entry("Root Entry", 5, free, child)]
    for n, name in enumerate(streams, 1):
        entries.append(_compound_entry(name, 2, n + 1 if n < len(streams) else free, free))
    directory = b"".join(entries).ljust(512, b"\0")
    return header + table + directory


def _compound_entry(name: str, kind: int, right: int, child: int) -> bytes:
    words = (name + "\0").encode("utf-16-le")
    free = 0xFFFFFFFF
    head = words.ljust(64, b"\0") + struct.pack("<HBBIII", len(words), kind, 1, free, right, child)
    return head + bytes(36) + struct.pack("<IQ", 0xFFFFFFFE, 0)


def _photo() -> bytes:
    """The frame of a JPEG file: start, header, comment, end."""
    comment = b"midorino riverside"
    return (
        b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x48\x00\x48\x00\x00"
        + b"\xff\xfe"
        + struct.pack(">H", len(comment) + 2)
        + comment
        + bytes(range(256))
        + b"\xff\xd9"
    )


def _truncated_docx(text: str) -> bytes:
    """A Word file whose download broke off: stored without compression, so that the cut is the same everywhere."""
    lines = [line for line in text.split("\n") if not set(line) & set("<>&")]
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in (
            ("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'),
            ("word/document.xml", f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'),
        ):
            entry = zipfile.ZipInfo(name, STAMP.timetuple()[:6])
            entry.create_system = 3
            archive.writestr(entry, content.encode())
    data = out.getvalue()
    return data[: len(data) * 6 // 10]


def _mixed_encodings(text: str) -> bytes:
    """Two files put end to end, the second one in another encoding."""
    half = text.index("◆市長")
    return text[:half].encode("utf-8") + text[half:].encode("cp932")
