"""The scene as SVG: one file, no font inside, words for screen readers, everything escaped."""

from __future__ import annotations

import math
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from townmeeting.reports.graph.labels import Label
from townmeeting.reports.graph.network import plain
from townmeeting.reports.graph.scene import HIGH, LEGEND, WIDE, Disc, Line, Scene
from townmeeting.text import clip

FONTS = '"Yu Gothic", "Meiryo", "Hiragino Sans", "Noto Sans CJK JP", sans-serif'
RING, EMPTY, OPEN, INK = "#222222", "#CFCFCF", "#D00000", "#1A1A1A"


def render_svg(scene: Scene) -> bytes:
    """Return the SVG file."""
    head = (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" width="{WIDE}" height="{HIGH}" '
        f'role="img" aria-labelledby="title description" font-family={quoteattr(FONTS)}>'
    )
    parts = [
        head,
        f'<title id="title">{_text(scene.title)}</title>',
        f'<desc id="description">{_text(scene.description)}</desc>',
        f'<rect width="{WIDE}" height="{HIGH}" fill="#FFFFFF"/>',
        f'<text x="40" y="44" font-size="24" font-weight="bold" fill="{INK}">{_text(scene.title)}</text>',
        '<g stroke-linecap="round">',
        *(_line(line) for line in scene.lines),
        "</g>",
        *(_disc(disc) for disc in scene.discs),
        *_leaders(scene),
        *(_label(label) for label in scene.labels),
        *_legend(scene),
        "</svg>",
    ]
    return ("\n".join(parts) + "\n").encode("utf-8")


def _text(text: str) -> str:
    return escape(str(plain(text)))


def _line(line: Line) -> str:
    colour = "#7A7A7A" if line.inside else "#C4C4C4"
    return (
        f'<line x1="{line.x1}" y1="{line.y1}" x2="{line.x2}" y2="{line.y2}" '
        f'stroke="{colour}" stroke-width="{line.width}" stroke-opacity="0.6"/>'
    )


def _disc(disc: Disc) -> str:
    tip = f"<title>{_text(disc.tip)}</title>"
    if disc.shape != "circle":
        turn = f' transform="rotate(45 {disc.x} {disc.y})"' if disc.shape == "diamond" else ""
        side = 2 * disc.radius
        return (
            f'<rect x="{disc.x - disc.radius:.1f}" y="{disc.y - disc.radius:.1f}" width="{side}" height="{side}" '
            f'fill="{disc.colour}"{turn}>{tip}</rect>'
        )
    body = f'<circle cx="{disc.x}" cy="{disc.y}" r="{disc.radius}" fill="{disc.colour}"/>'
    return f"<g>{tip}{body}{_ring(disc)}</g>"


def _ring(disc: Disc) -> str:
    """Return the ring: pale all round; black for the share answered, then red for the share open, from the top."""
    if disc.ring is None:
        return ""
    around = f'cx="{disc.x}" cy="{disc.y}" r="{disc.radius:.1f}" fill="none" stroke-width="4"'
    length = 2 * math.pi * disc.radius
    parts = [f'<circle {around} stroke="{EMPTY}"/>']
    for start, share, colour in ((0.0, disc.ring[0], RING), (disc.ring[0], disc.ring[1], OPEN)):
        if share > 0:
            parts.append(
                f'<circle {around} stroke="{colour}" stroke-dasharray="{share * length:.2f} {length:.2f}" '
                f'transform="rotate({360 * start - 90:.1f} {disc.x} {disc.y})"/>'
            )
    return "".join(parts)


def _leaders(scene: Scene) -> Iterator[str]:
    discs = {d.id: d for d in scene.discs}
    for label in scene.labels:
        if label.far:
            disc, box = discs[label.id], label.box
            x = min(max(disc.x, box.left), box.right)
            y = min(max(disc.y, box.top), box.bottom)
            away = math.hypot(x - disc.x, y - disc.y) or 1.0
            x0, y0 = (a + (b - a) * disc.radius / away for a, b in ((disc.x, x), (disc.y, y)))
            yield f'<line x1="{x0:.1f}" y1="{y0:.1f}" x2="{x:.1f}" y2="{y:.1f}" stroke="#444444" stroke-width="0.8"/>'


def _label(label: Label) -> str:
    x, y = (label.box.left + label.box.right) / 2, (label.box.top + label.box.bottom) / 2 + 0.36 * label.size
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{label.size:.1f}" text-anchor="middle" fill="{INK}" '
        f'stroke="#FFFFFF" stroke-width="3" paint-order="stroke" stroke-linejoin="round">{_text(label.text)}</text>'
    )


def _legend(scene: Scene) -> Iterator[str]:
    y = 90.0
    for entry in scene.legend:
        yield f'<circle cx="{LEGEND + 9}" cy="{y - 5:.1f}" r="9" fill="{entry.colour}"/>'
        yield f'<text x="{LEGEND + 28}" y="{y:.1f}" font-size="15" fill="{INK}">{_text(entry.text)}</text>'
        if entry.detail:
            yield f'<text x="{LEGEND + 28}" y="{y + 20:.1f}" font-size="13" fill="#444444">{_text(entry.detail)}</text>'
        y += 52
    y += 10
    for remark in scene.remarks:
        yield f'<text x="{LEGEND}" y="{y:.1f}" font-size="13" fill="#444444">{_text(clip(remark, 52))}</text>'
        y += 22
