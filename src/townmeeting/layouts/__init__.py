"""Layouts: a source document to meetings, whatever format it came in.

To add one: a TOML file in `data/layouts/` for a way of writing that the engines know, or a module with a class of
`layouts.base.Layout` for one they do not; then a line in `LAYOUTS`, specific before general.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from townmeeting.errors import TownMeetingError
from townmeeting.layouts.base import ENOUGH, Draft, Layout, Reading
from townmeeting.layouts.finish import finish
from townmeeting.layouts.material import Material
from townmeeting.layouts.spec import built_in
from townmeeting.layouts.tables import Tables
from townmeeting.layouts.transcript import Transcript
from townmeeting.model import Attempt, Meeting, Role, SourceDocument

TRANSCRIPTS = ("town-meeting", "question-answer", "dialogue", "minutes", "plain-minutes", "opinion-list")

LAYOUTS: tuple[Layout, ...] = (Tables(), *(Transcript(built_in(name)) for name in TRANSCRIPTS))
"""All built-in layouts, specific first: of two with the same score the earlier one is taken."""


def parse_document(doc: SourceDocument, *, layout: str | None = None) -> tuple[Meeting, ...]:
    """Return the meetings that the document records.

    `layout` forces a built-in layout by name, or one described in a TOML file by its path. Without it every layout
    is scored and the best is taken; the attempts are kept in `meeting.source.attempts`.

    Raises TownMeetingError: TM301 where no layout fits or the one that fits finds nobody speaking (its field
    `attempts` holds what was tried), TM302/TM303 for a table whose answer column cannot be told, TM103 for an
    unknown layout name, TM104 for a layout file that cannot be used, TM304 for a table of opinions that has come apart
    into lines.
    """
    material = Material(doc)
    tried = _try_all(material) if layout is None else [_try(material, _named(layout))]
    best = max(range(len(tried)), key=lambda n: (tried[n].attempt.score, -n))
    fits = layout is not None or tried[best].attempt.score >= ENOUGH
    attempts = tuple(replace(t.attempt, chosen=fits and n == best) for n, t in enumerate(tried))
    drafts = tuple(d for d in tried[best].drafts() if d.statements or d.turns) if fits else ()
    guessed = attempts[best].layout == TRANSCRIPTS[-1] and not _marks_replies(drafts)
    if material.table_heads and layout is None and (guessed or not drafts):
        raise _flattened(material, attempts)
    if not drafts:
        raise _nothing_found(doc, attempts)
    return finish(doc, drafts, layout=attempts[best].layout, attempts=attempts)


@dataclass(frozen=True, slots=True)
class _Tried:
    """A layout on a document: what is told of it, and its reading, or None where it was not tried."""

    attempt: Attempt
    reading: Reading | None = None

    def drafts(self) -> tuple[Draft, ...]:
        return self.reading.drafts() if self.reading else ()


def _try(material: Material, layout: Layout) -> _Tried:
    reading = layout.read(material)
    score = reading.score
    attempt = Attempt(
        layout=layout.name, score=round(score.value, 4), chosen=False, reason=score.reason, reason_en=score.reason_en
    )
    return _Tried(attempt, reading)


def _not_tried(layout: Layout, reached: float) -> _Tried:
    ja = f"適合度は {layout.most:.2f} までで、{reached:.2f} の書き方がすでにあるため試していない"
    en = f"cannot score above {layout.most:.2f}, and another reached {reached:.2f}: not tried"
    return _Tried(Attempt(layout=layout.name, score=0.0, chosen=False, reason=ja, reason_en=en))


def _try_all(material: Material) -> list[_Tried]:
    tried: list[_Tried] = []
    for layout in LAYOUTS:
        reached = max((t.attempt.score for t in tried), default=0.0)
        tried.append(_not_tried(layout, reached) if reached >= layout.most else _try(material, layout))
    return tried


def _named(name: str) -> Layout:
    layout = next((known for known in LAYOUTS if known.name == name), None)
    if layout is not None:
        return layout
    if not name.lower().endswith(".toml"):
        known = ", ".join(x.name for x in LAYOUTS)
        raise TownMeetingError("TM103", name=name, option="--layout", known=f"{known}, *.toml")
    from townmeeting.layouts.custom import load_layout

    return load_layout(Path(name))


def _marks_replies(drafts: Iterable[Draft]) -> bool:
    return any(t.marker for d in drafts for t in d.turns if t.role in (Role.MAYOR, Role.STAFF))


def _flattened(material: Material, attempts: tuple[Attempt, ...]) -> TownMeetingError:
    names = (material.lines[at].quote.text.strip() for at in sorted(material.table_heads))
    return TownMeetingError("TM304", path=material.doc.name, detail="、".join(dict.fromkeys(names)), attempts=attempts)


def _nothing_found(doc: SourceDocument, attempts: tuple[Attempt, ...]) -> TownMeetingError:
    nearest = max(attempts, key=lambda a: a.score)
    detail = f"最も近い書き方 {nearest.layout}: {nearest.reason}"
    detail_en = f"nearest layout {nearest.layout}: {nearest.reason_en}"
    return TownMeetingError("TM301", path=doc.name, detail=detail, detail_en=detail_en, attempts=attempts)
