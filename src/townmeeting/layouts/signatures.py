"""Names at the end of a speech whose marker names nobody: 問　…か。（みどりの会・山田議員） is how summaries sign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from townmeeting.layouts.speakers import speaker_of
from townmeeting.layouts.words import pattern
from townmeeting.model import Quote, Role, Speaker
from townmeeting.text import CLOSERS, SENTENCE_END, ends_sentence

_ANSWERS = (Role.MAYOR, Role.STAFF)


def cut_signature(segments: Sequence[Quote], speaker: Speaker) -> tuple[list[Quote], Quote, Speaker]:
    """Return the paragraphs of a speech without the bracket that names who said it, the bracket (empty where there is
    none), and the speaker.

    It follows a finished sentence, and names a member behind a question, an official behind an answer. A speech
    whose marker names somebody is left alone.
    """
    kept = list(segments)
    found = pattern("signature").search(kept[-1].text.rstrip()) if kept and not _is_named(speaker) else None
    if found is None:
        return kept, Quote(), speaker
    who = _signer(" ".join(found["who"].split()), speaker.role)
    before = kept[-1].slice(0, found.start())
    above = before or (kept[-2] if len(kept) > 1 else Quote())
    if who is None or not _is_finished(above.text):
        return kept, Quote(), speaker
    bracket = kept[-1].slice(found.start(), found.end())
    return [*kept[:-1], *([before] if before else [])], bracket, who


def is_signature(text: str, role: Role) -> bool:
    """Tell whether a line is nothing but the bracket that may sign a speech of somebody with this role."""
    found = pattern("signature").match(text.strip())
    return found is not None and _signer(found["who"], role) is not None


def _is_named(speaker: Speaker) -> bool:
    return speaker.title is not None or speaker.name is not None


def _is_finished(text: str) -> bool:
    """Tell whether a sentence ends here, with a full stop or without one (…はあるか（山田議員）)."""
    return ends_sentence(text) or bool(pattern("verb_end").search(text.rstrip().rstrip(CLOSERS + SENTENCE_END)))


def _signer(attribution: str, role: Role) -> Speaker | None:
    """Return who signed a speech of somebody with this role, or None where the words name nobody who can."""
    known = speaker_of(attribution)
    fits = known.role is role or (known.role in _ANSWERS and role in _ANSWERS)
    if not fits or known.title is None:
        return None
    own = known.name or speaker_of(attribution.rsplit("・", 1)[-1]).name
    return replace(known, name=own)
