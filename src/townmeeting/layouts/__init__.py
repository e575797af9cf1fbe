"""Layouts: a source document to meetings, whatever format it came in.

To add one: a TOML file in `data/layouts/` for a way of writing that the engines know, or a module with a class of
`layouts.base.Layout` for one they do not; then a line in `LAYOUTS`, specific before general.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from townmeeting.errors import TownMeetingError
from townmeeting.layouts.base import ENOUGH, Layout
from townmeeting.layouts.custom import load_layout
from townmeeting.layouts.finish import finish
from townmeeting.layouts.spec import built_in
from townmeeting.layouts.tables import Tables
from townmeeting.layouts.transcript import Transcript
from townmeeting.model import Attempt, Meeting, SourceDocument

TRANSCRIPTS = ("town-meeting", "question-answer", "dialogue", "minutes", "plain-minutes", "opinion-list")

LAYOUTS: tuple[Layout, ...] = (Tables(), *(Transcript(built_in(name)) for name in TRANSCRIPTS))
"""All built-in layouts, specific first: of two with the same score the earlier one is taken."""


def parse_document(doc: SourceDocument, *, layout: str | None = None) -> tuple[Meeting, ...]:
    """Return the meetings that the document records.

    `layout` forces a built-in layout by name, or one described in a TOML file by its path. Without it every layout
    is scored and the best is taken; the attempts are kept in `meeting.source.attempts`.

    Raises TownMeetingError: TM301 where no layout fits or the one that fits finds nobody speaking (its field
    `attempts` holds what was tried), TM302/TM303 for a table whose answer column cannot be told, TM103 for an
    unknown layout name, TM104 for a layout file that cannot be used.
    """
    chosen, attempts = _choose(doc) if layout is None else _force(doc, layout)
    if chosen is None:
        raise _nothing_found(doc, attempts)
    drafts = tuple(d for d in chosen.parse(doc) if d.statements or d.turns)
    if not drafts:
        raise _nothing_found(doc, attempts)
    return finish(doc, drafts, layout=chosen.name, attempts=attempts)


def _attempt(doc: SourceDocument, layout: Layout) -> Attempt:
    score = layout.score(doc)
    return Attempt(
        layout=layout.name, score=round(score.value, 4), chosen=False, reason=score.reason, reason_en=score.reason_en
    )


def _mark(attempts: tuple[Attempt, ...], at: int) -> tuple[Attempt, ...]:
    return tuple(replace(a, chosen=n == at) for n, a in enumerate(attempts))


def _not_tried(layout: Layout, reached: float) -> Attempt:
    ja = f"適合度は {layout.most:.2f} までで、{reached:.2f} の書き方がすでにあるため試していない"
    en = f"cannot score above {layout.most:.2f}, and another reached {reached:.2f}: not tried"
    return Attempt(layout=layout.name, score=0.0, chosen=False, reason=ja, reason_en=en)


def _try_all(doc: SourceDocument) -> tuple[Attempt, ...]:
    attempts: list[Attempt] = []
    for layout in LAYOUTS:
        reached = max((a.score for a in attempts), default=0.0)
        attempts.append(_not_tried(layout, reached) if reached >= layout.most else _attempt(doc, layout))
    return tuple(attempts)


def _choose(doc: SourceDocument) -> tuple[Layout | None, tuple[Attempt, ...]]:
    attempts = _try_all(doc)
    best = max(range(len(attempts)), key=lambda n: (attempts[n].score, -n))
    if attempts[best].score < ENOUGH:
        return None, attempts
    return LAYOUTS[best], _mark(attempts, best)


def _force(doc: SourceDocument, name: str) -> tuple[Layout, tuple[Attempt, ...]]:
    layout = next((known for known in LAYOUTS if known.name == name), None)
    if layout is None:
        if not name.lower().endswith(".toml"):
            known = ", ".join(x.name for x in LAYOUTS)
            raise TownMeetingError("TM103", name=name, option="--layout", known=f"{known}, *.toml")
        layout = load_layout(Path(name))
    return layout, _mark((_attempt(doc, layout),), 0)


def _nothing_found(doc: SourceDocument, attempts: tuple[Attempt, ...]) -> TownMeetingError:
    nearest = max(attempts, key=lambda a: a.score)
    detail = f"最も近い書き方 {nearest.layout}: {nearest.reason}"
    detail_en = f"nearest layout {nearest.layout}: {nearest.reason_en}"
    return TownMeetingError("TM301", path=doc.name, detail=detail, detail_en=detail_en, attempts=attempts)
