"""The page as one file: style and script inline, allowed by their hashes; the script's data as an inert island."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from townmeeting.model import Verdict
from townmeeting.reports.page.cards import BANDS
from townmeeting.reports.page.page import Page
from townmeeting.reports.question_answer import headline
from townmeeting.reports.words import sentences
from townmeeting.text import visible

POLICY = (
    "default-src 'none'; style-src {style}; script-src {script}; img-src data:; base-uri 'none'; form-action 'none'"
)
"""Nothing comes from outside, and no script or style runs but these two: neither words of the minutes nor a mail
gateway can add one."""


@cache
def _asset(name: str) -> str:
    return files("townmeeting").joinpath(f"data/page/{name}").read_text(encoding="utf-8").replace("\r\n", "\n")


def source_hash(text: str) -> str:
    """Return the hash of an inline script or style as a content security policy names it."""
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def island(value: Mapping[str, Any]) -> str:
    """Return JSON that can stand in a script element: no `<`, `>`, `&`, so that nothing ends the element, and only
    ASCII for characters that a browser treats as line ends or hides."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return "".join(_escaped(c) if c in "<>&" or not _plain(c) else c for c in text)


def _plain(char: str) -> bool:
    return unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Zl", "Zp", "Co", "Cn")


def _escaped(char: str) -> str:
    units = char.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))


def harmless(value: object) -> object:
    """Return text with control and direction-changing characters made visible; anything else as it is."""
    from markupsafe import Markup

    if isinstance(value, str) and not isinstance(value, Markup) and not value.isprintable():
        return visible(value)
    return value


@cache
def _template() -> Any:  # noqa: ANN401  (jinja2.Template, imported late)
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=harmless,
    )
    return environment.from_string(_asset("template.html"))


def compact(html: str) -> str:
    """Return the page without what HTML can do without: quotes around simple values, end tags of list items
    and cells, line feeds between tags. A page has thousands of them, and words never hold a raw `<` or `>`."""
    html = re.sub(r">\n+<", "><", html)
    html = re.sub(r"</(?:li|td|th|tr)>(?=</?(?:li|td|th|tr|ul|tbody|thead)\b)", "", html)
    return re.sub(r"<[a-z][^<>]*>", lambda tag: re.sub(r'="([#\w.-]+)"(?=[ >])', r"=\1", tag[0]), html)


def render(page: Page) -> bytes:
    """Return the page as one HTML file in UTF-8."""
    from markupsafe import Markup

    style, script = _asset("style.css"), _asset("script.js")
    parts = {
        "policy": POLICY.format(style=source_hash(style), script=source_hash(script)),
        "style": style,
        "script": script,
        "island": island({**page.island, "words": _script_words(page)}),
    }
    # NUL stands in no text of the page (it would show as U+FFFD), so that only the template has these marks
    marks = {name: Markup(f"\0{name}\0") for name in parts}
    html = _template().render(page=page, t=page.words, say=page.words.sentence, headline=headline, **marks)
    html = re.sub("\0([a-z]+)\0", lambda mark: parts[mark[1]], compact(str(html)))
    return html.encode("utf-8")


def _script_words(page: Page) -> dict[str, str]:
    """Return the words of the script: the sentences whose code begins with `script_`, and the names of values."""
    lang = page.words.lang
    told = {c.removeprefix("script_"): texts[lang] for c, texts in sentences().items() if c.startswith("script_")}
    names = {v.value: page.words.label(v) for v in Verdict} | {b: page.words.named("Band", b) for b in BANDS}
    return told | names
