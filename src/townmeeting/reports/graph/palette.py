"""Colours of topics: Paul Tol's "muted" set, which people with any kind of colour blindness tell apart."""

from __future__ import annotations

COLOURS = ("#4477AA", "#EE6677", "#228833", "#CCBB44", "#66CCEE", "#AA3377", "#EE7733", "#997700", "#994455", "#6699CC")
GREY = "#A0A0A0"
"""Topics beyond the palette, and what belongs to none."""


def colour_of_topic(topic_id: str) -> str:
    """Return the colour of the n-th topic (`topic<n>`)."""
    number = topic_id.removeprefix("topic")
    at = int(number) - 1 if number.isdigit() else len(COLOURS)
    return COLOURS[at] if at < len(COLOURS) else GREY
