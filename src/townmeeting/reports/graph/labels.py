"""Labels that do not overlap: each tries the places around its node, nearest first, and is left out if none is free."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from townmeeting.text import width

LINE = 1.25
"""Height of a label, in font sizes."""
CLEAR = 3.0
"""Room around a label, in pixels: less, and it reads as the name of its neighbour."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def grown(self, by: float) -> Box:
        """Return the rectangle with a margin all round."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def hits(self, other: Box) -> bool:
        """Tell whether the rectangles overlap."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


@dataclass(frozen=True, slots=True)
class Wish:
    """A label to be placed: its node's middle and radius, its words and font size; the more `weight` the sooner."""

    id: str
    x: float
    y: float
    radius: float
    text: str
    size: float
    weight: float


@dataclass(frozen=True, slots=True)
class Label:
    """A placed label: middle of its text, and whether a line leads to its node."""

    id: str
    text: str
    size: float
    box: Box
    far: bool


def text_width(text: str, size: float) -> float:
    """Return the width in pixels: full-width characters take a square, others a little over half of one."""
    return sum(size if width(c) == 2 else 0.58 * size * width(c) for c in text)


def place_labels(wishes: Sequence[Wish], taken: Sequence[Box], bounds: Box) -> tuple[Label, ...]:
    """Return the labels that find a place clear of each other, of all nodes, of `taken` and within the bounds."""
    nodes = {w.id: Box(w.x - w.radius, w.y - w.radius, w.x + w.radius, w.y + w.radius) for w in wishes}
    placed: list[Label] = []
    for wish in sorted(wishes, key=lambda w: (-w.weight, w.id)):
        others = [*(box for key, box in nodes.items() if key != wish.id), *taken, *(label.box for label in placed)]
        free = (
            label
            for label in _places(wish)
            if _inside(label.box, bounds) and not any(label.box.grown(CLEAR).hits(other) for other in others)
        )
        found = next(free, None)
        if found:
            placed.append(found)
    return tuple(placed)


def _inside(box: Box, bounds: Box) -> bool:
    return (
        bounds.left <= box.left and box.right <= bounds.right and bounds.top <= box.top and box.bottom <= bounds.bottom
    )


def _places(wish: Wish) -> Iterator[Label]:
    """Yield places around the node: below, right, left, above, the corners; then the same further away."""
    wide, high = text_width(wish.text, wish.size) + 4, LINE * wish.size
    for gap in (3.0, 16.0, 30.0, 48.0):
        reach = wish.radius + gap
        slant = 0.7 * reach
        spots = (
            (wish.x, wish.y + reach + high / 2),
            (wish.x + reach + wide / 2, wish.y),
            (wish.x - reach - wide / 2, wish.y),
            (wish.x, wish.y - reach - high / 2),
            (wish.x + slant + wide / 2, wish.y + slant + high / 2),
            (wish.x - slant - wide / 2, wish.y + slant + high / 2),
            (wish.x + slant + wide / 2, wish.y - slant - high / 2),
            (wish.x - slant - wide / 2, wish.y - slant - high / 2),
        )
        for x, y in spots:
            box = Box(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
            yield Label(wish.id, wish.text, wish.size, box, far=gap > 3)
