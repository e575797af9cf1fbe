"""An HTML tree as the lines a browser would show, with what belongs to the page and not to the document apart."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_SHOWN_AS_BLOCKS = (
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol optgroup option p pre section select "
    "summary table tbody td textarea tfoot th thead tr ul"
)
_NOT_SHOWN = "script style template noscript iframe object embed svg math head datalist"
_ROLES = "toolbar navigation button banner contentinfo search menu menubar tablist tab dialog"
_CLASSES = (
    "hidden-print d-print-none noprint no-print visually-hidden sr-only screen-reader-text breadcrumb breadcrumbs skip "
    "skip-link skiplink pankuzu topicpath topic-path gnav gnavi globalnavi global-nav lnavi localnavi pagetop page-top"
)
_IDS = "header footer siteheader sitefooter site-header site-footer sidebar side menu navi nav"
BLOCKS = frozenset(_SHOWN_AS_BLOCKS.split())
UNSEEN = frozenset(_NOT_SHOWN.split())
_CHROME_TAGS = frozenset(("button", "select", "label", "input"))
_CHROME_ROLES = frozenset(_ROLES.split())
_CHROME_CLASSES = frozenset(_CLASSES.split())
_CHROME_IDS = frozenset((*_IDS.split(), *_CLASSES.split()))
_TELLING = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "li", "dt", "dd", "p"))
_LISTS = frozenset(("ol", "ul", "menu"))

_MOST_CHROME = 300
"""A part of the page with more elements than this is no button or menu."""
_SENTENCE = re.compile("[。？?]")
_BLANK = re.compile("[ \t\n\r\f]+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line as shown. `tag` is the innermost element that says what it is; `opens` tells that a paragraph begins
    here and not just a new line of one; `number` is the list number the browser puts before it."""

    text: str
    tag: str
    opens: bool
    number: str = ""

    @property
    def shown(self) -> str:
        """The text with the number before it."""
        return f"{self.number} {self.text}" if self.number else self.text


@dataclass(frozen=True, slots=True)
class Aside:
    """Text that is no part of the document, and why: "chrome", "ruby", "deleted"."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of data, still as an element."""

    element: Element


Item = Line | Aside | Grid


def flow(root: Element, grids: Container[Element]) -> Iterator[Item]:
    """Yield what the tree shows, in order. The tables in `grids` are left whole; others are layout."""
    shown = _Shown()
    for stage, element in walk(root, lambda e: apart(e) is not None or e in grids):
        yield from shown.take(stage, element)
        if stage != "start" and element is not root:
            shown.add(element.tail)
    yield from shown.flush()


def walk(root: Element, opaque: Callable[[Element], bool]) -> Iterator[tuple[str, Element]]:
    """Yield ("start" | "end" | "whole", element) without recursion: hostile pages nest thousands deep."""
    stack = [(root, iter(root))]
    yield "start", root
    while stack:
        element, children = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            yield "end", element
        elif opaque(child):
            yield "whole", child
        else:
            stack.append((child, iter(child)))
            yield "start", child


def apart(element: Element) -> str | None:
    """Return why an element is no part of the document's text, or None where it is one. Empty: not even shown."""
    tag = element.tag
    if not isinstance(tag, str) or tag in UNSEEN:
        return ""
    if tag in ("rt", "rp", "rtc"):
        return "ruby"
    if tag == "del":
        return "deleted"
    if tag == "nav" or (tag in ("header", "footer") and not _inside_content(element)):
        return "chrome"
    # What folds open and shut is marked as a button or as hidden, and may hold a whole question or answer.
    return "chrome" if _looks_like_chrome(element) and not _holds_sentence(element) else None


def _holds_sentence(element: Element) -> bool:
    """Tell whether an element holds a sentence, or too much to be a button or menu."""
    for number, (stage, child) in enumerate(walk(element, lambda e: not isinstance(e.tag, str) or e.tag in UNSEEN)):
        text = child.text if stage == "start" else child.tail if child is not element else None
        if number > _MOST_CHROME or (text and _SENTENCE.search(text)):
            return True
    return False


def _inside_content(element: Element) -> bool:
    return any(e.tag in ("article", "main") for e in element.iterancestors())


def _looks_like_chrome(element: Element) -> bool:
    return (
        element.tag in _CHROME_TAGS
        or (element.get("role") or "").lower() in _CHROME_ROLES
        or not _CHROME_CLASSES.isdisjoint((element.get("class") or "").lower().split())
        or (element.get("id") or "").lower() in _CHROME_IDS
        or is_hidden(element)
    )


def is_hidden(element: Element) -> bool:
    """Tell whether a browser leaves the element out until something is clicked."""
    style = element.get("style")
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or (style is not None and "display:none" in style.replace(" ", "").lower())
    )


def text_of(element: Element) -> str:
    """Return all text under an element, scripts and comments left out."""
    parts = [element.text or ""]
    for stage, child in walk(element, lambda e: not isinstance(e.tag, str) or e.tag in UNSEEN):
        if child is not element:
            parts.append((child.text if stage == "start" else child.tail) or "")
    return _BLANK.sub(" ", "".join(parts)).strip()


@dataclass(slots=True)
class _Shown:
    """The line in the course of being put together, and the elements and lists it stands in."""

    line: list[str] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)
    counters: list[int | None] = field(default_factory=list)
    opens: bool = True
    number: str = ""

    def add(self, text: str | None) -> None:
        """Add text as the browser shows it: runs of white space count as one space, U+3000 stays."""
        if text:
            self.line.append(text if "pre" in self.blocks else _BLANK.sub(" ", text))

    def take(self, stage: str, element: Element) -> Iterator[Item]:
        """Take an element's start or end, or one that is apart as a whole."""
        tag = str(element.tag)
        if stage == "whole":
            yield from self._whole(element)
        elif tag == "br" and stage == "start":
            yield from self.flush(within=True)
        elif tag in BLOCKS:
            yield from self.flush()
            self._enter(tag, element) if stage == "start" else self._leave(tag)
        if stage == "start":
            self.add(element.text)

    def _whole(self, element: Element) -> Iterator[Item]:
        reason = apart(element)
        if reason is None:
            yield from self.flush()
            yield Grid(element)
        elif reason:
            if element.tag in BLOCKS:
                yield from self.flush()
            if words := text_of(element):
                self.asides.append(Aside(words, reason))

    def _enter(self, tag: str, element: Element) -> None:
        self.blocks.append(tag)
        if tag in _LISTS:
            self.counters.append(_whole_number(element.get("start"), 1) if tag == "ol" else None)
        elif tag == "li" and self.counters and (count := self.counters[-1]) is not None:
            count = _whole_number(element.get("value"), count)
            self.counters[-1] = count + 1
            self.number = f"{count}."

    def _leave(self, tag: str) -> None:
        self.blocks.pop()
        if tag in _LISTS:
            self.counters.pop()
        elif tag == "li":
            self.number = ""

    def flush(self, *, within: bool = False) -> Iterator[Item]:
        """Yield the line; `within` a paragraph the next one continues it, unless this one is empty."""
        lines = "".join(self.line).split("\n")
        self.line = []
        for text in lines:
            words = text.rstrip().lstrip(" \t")
            if words:
                yield Line(words, self._tag(), self.opens, self.number)
                self.opens, self.number = False, ""
            elif within or len(lines) > 1:
                self.opens = True
        self.opens = self.opens or not within
        yield from self.asides
        self.asides = []

    def _tag(self) -> str:
        """Return the innermost element that says what the line is; a p alone in a list item says nothing."""
        telling = [tag for tag in self.blocks if tag in _TELLING]
        if len(telling) > 1 and telling[-1] == "p" and self.blocks[-2:] == [telling[-2], "p"]:
            return telling[-2]
        return telling[-1] if telling else "body"


def _whole_number(text: str | None, default: int) -> int:
    return int(text) if text and text.strip().isascii() and text.strip().isdigit() and len(text) < 9 else default
