"""The scene as PNG through matplotlib, with the Japanese font that matplotlib-fontja brings: an extra."""

from __future__ import annotations

import io
import math
from typing import Any

from townmeeting.errors import TownMeetingError
from townmeeting.reports.graph.labels import Label
from townmeeting.reports.graph.scene import HIGH, LEGEND, WIDE, Disc, Scene
from townmeeting.reports.graph.svg import EMPTY, INK, OPEN, RING
from townmeeting.text import clip

DPI = 144
_POINT = 72 / 100
"""Points of a pixel of the scene: the figure counts 100 of them an inch."""


def render_png(scene: Scene) -> bytes:
    """Return the PNG file. Raises TM501 where the extra is not installed."""
    try:
        import matplotlib_fontja
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    except ImportError as error:
        raise TownMeetingError("TM501", part="matplotlib", command='pip install "townmeeting[png]"') from error
    matplotlib_fontja.japanize()
    figure = Figure(figsize=(WIDE / 100, HIGH / 100), dpi=DPI)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, WIDE)
    axes.set_ylim(HIGH, 0)
    axes.set_axis_off()
    _draw(axes, scene)
    out = io.BytesIO()
    figure.savefig(out, format="png", metadata={"Software": None, "Title": scene.title})
    return out.getvalue()


def _draw(axes: Any, scene: Scene) -> None:  # noqa: ANN401  (matplotlib is an extra)
    for line in scene.lines:
        colour = "#7A7A7A" if line.inside else "#C4C4C4"
        axes.plot([line.x1, line.x2], [line.y1, line.y2], color=colour, lw=line.width * _POINT, alpha=0.6, zorder=1)
    for disc in scene.discs:
        _draw_disc(axes, disc)
    for label in scene.labels:
        _draw_label(axes, label, scene)
    _write(axes, 40, 44, scene.title, 24)
    _draw_legend(axes, scene)


def _write(axes: Any, x: float, y: float, text: str, size: float, **more: Any) -> None:  # noqa: ANN401
    options = {"color": INK, "va": "baseline", "ha": "left", "parse_math": False, "zorder": 5} | more
    axes.text(x, y, text, fontsize=size * _POINT, **options)


def _draw_disc(axes: Any, disc: Disc) -> None:  # noqa: ANN401
    from matplotlib.patches import Arc, Circle, RegularPolygon

    if disc.shape != "circle":
        turn = math.pi / 4 if disc.shape == "square" else 0.0
        axes.add_patch(
            RegularPolygon((disc.x, disc.y), 4, radius=disc.radius * 1.4, orientation=turn, fc=disc.colour, zorder=2)
        )
        return
    axes.add_patch(Circle((disc.x, disc.y), disc.radius, fc=disc.colour, ec="none", zorder=2))
    if disc.ring is not None:
        axes.add_patch(Circle((disc.x, disc.y), disc.radius, fill=False, ec=EMPTY, lw=4 * _POINT, zorder=3))
        side, at = 2 * disc.radius, -90.0
        for share, colour in zip(disc.ring, (RING, OPEN), strict=True):
            if share > 0:
                end = at + 360 * share
                axes.add_patch(
                    Arc((disc.x, disc.y), side, side, theta1=at, theta2=end, color=colour, lw=4 * _POINT, zorder=3)
                )
                at = end


def _draw_label(axes: Any, label: Label, scene: Scene) -> None:  # noqa: ANN401
    from matplotlib.patheffects import withStroke

    x, y = (label.box.left + label.box.right) / 2, (label.box.top + label.box.bottom) / 2
    if label.far:
        disc = next(d for d in scene.discs if d.id == label.id)
        near = min(max(disc.x, label.box.left), label.box.right), min(max(disc.y, label.box.top), label.box.bottom)
        axes.plot([disc.x, near[0]], [disc.y, near[1]], color="#444444", lw=0.8 * _POINT, zorder=1.5)
    halo = [withStroke(linewidth=3 * _POINT, foreground="white")]
    _write(axes, x, y + 0.36 * label.size, label.text, label.size, ha="center", path_effects=halo)


def _draw_legend(axes: Any, scene: Scene) -> None:  # noqa: ANN401
    from matplotlib.patches import Circle

    y = 90.0
    for entry in scene.legend:
        axes.add_patch(Circle((LEGEND + 9, y - 5), 9, fc=entry.colour))
        _write(axes, LEGEND + 28, y, entry.text, 15)
        _write(axes, LEGEND + 28, y + 20, entry.detail, 13, color="#444444")
        y += 52
    for remark in scene.remarks:
        y += 10 if remark is scene.remarks[0] else 22
        _write(axes, LEGEND, y, clip(remark, 52), 13, color="#444444")
