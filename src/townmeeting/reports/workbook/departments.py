"""Who may take a point on: the departments that signed a note or answered for the city."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from townmeeting.model import Analysis, Note, Statement


@cache
def _ends() -> re.Pattern[str]:
    text = files("townmeeting").joinpath("data/departments.toml").read_text(encoding="utf-8")
    words = [re.escape(word) for rule in tomllib.loads(text)["ends"] for word in rule["words"]]
    return re.compile(rf"(?:{'|'.join(words)})(?:長|次長|課長|職員)?(?=[\s、・,/）)]|$)")


def is_department(name: str) -> bool:
    """Tell whether the name is a department's, or a department's head's."""
    return bool(_ends().search(name))


def signature(note: Note) -> str:
    """Return the department that signs a note, without the brackets it is printed in."""
    return note.department.text.strip("（）() 　")


def notes_of(analysis: Analysis) -> tuple[Note, ...]:
    """Return the notes of the meeting and of its statements, each once."""
    notes = (*analysis.meeting.notes, *(n for s in analysis.meeting.statements for n in s.notes))
    return tuple({n.id: n for n in notes}.values())


def replied(statement: Statement) -> tuple[str, ...]:
    """Return the departments that signed a note on the statement or answered it, each once."""
    signed = [signature(n) for n in statement.notes]
    spoke = [t.speaker.title or t.speaker.attribution for t in statement.answers if t.role.value != "mayor"]
    return tuple(dict.fromkeys(n for n in (*signed, *spoke) if is_department(n)))


def all_departments(analysis: Analysis) -> tuple[str, ...]:
    """Return every department of a meeting, sorted."""
    names = {n for s in analysis.meeting.statements for n in replied(s)}
    return tuple(sorted(names | {n for n in map(signature, notes_of(analysis)) if is_department(n)}))
