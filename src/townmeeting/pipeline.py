"""The order of the stages, on one screen: file -> source document -> meetings -> analyses."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from townmeeting.errors import TownMeetingError
from townmeeting.layouts import parse_document
from townmeeting.readers import read_document
from townmeeting.settings import Settings

if TYPE_CHECKING:
    from townmeeting.model import Analysis, Meeting, TopicGraph
    from townmeeting.topics.terms_file import OwnWords

STDIN = "-"


def load_bytes(path: str | Path, *, max_bytes: int) -> bytes:
    """Return the content of a file, or of standard input for `-`.

    Raises TM101 where there is no such file, TM102 for a folder, TM202 where it may not be read, TM210 for one
    over `max_bytes`.
    """
    data = sys.stdin.buffer.read(max_bytes + 1) if str(path) == STDIN else _load_file(Path(path), max_bytes)
    if len(data) > max_bytes:
        raise TownMeetingError("TM210", path=path, size=f"{max_bytes // 10**6} MB+", limit=f"{max_bytes // 10**6} MB")
    return data


def _load_file(path: Path, max_bytes: int) -> bytes:
    if path.is_dir():
        raise TownMeetingError("TM102", path=path)
    try:
        with path.open("rb") as stream:
            return stream.read(max_bytes + 1)
    except FileNotFoundError as error:
        raise TownMeetingError("TM101", path=path) from error
    except OSError as error:
        raise TownMeetingError("TM202", path=path, detail=error.strerror or str(error)) from error


def read_meetings(
    path: str | Path,
    *,
    encoding: str | None = None,
    format: str | None = None,
    layout: str | None = None,
    settings: Settings | None = None,
) -> tuple[Meeting, ...]:
    """Return the meetings that a file holds, at least one.

    Raises TownMeetingError: TM1xx for the call, TM2xx where the file cannot be read, TM3xx where no meeting is
    found in it.
    """
    limits = (settings or Settings()).reading
    data = load_bytes(path, max_bytes=limits.max_bytes)
    name = STDIN if str(path) == STDIN else Path(path).name
    document = read_document(data, name, encoding=encoding, format=format, limits=limits)
    return parse_document(document, layout=layout)


def analyze_meetings(meetings: tuple[Meeting, ...], settings: Settings | None = None) -> tuple[Analysis, ...]:
    """Return the analysis of each meeting, in order. One meeting's result does not depend on the others."""
    from townmeeting.analysis.stages import analyze_meeting  # loads the dictionary: only where it is asked for

    return tuple(analyze_meeting(meeting, settings or Settings()) for meeting in meetings)


def build_topics(
    analyses: Sequence[Analysis], settings: Settings | None = None, *, terms_file: Path | None = None
) -> TopicGraph:
    """Return terms, topics and their graph over the meetings; what was answered is taken from their coverage.

    `terms_file` holds a person's own words (docs/topics.md). Raises TM101, TM102 or TM202 where it cannot be opened,
    TM121 or TM122 where it cannot be used.
    """
    from townmeeting.topics.build import build_graph

    chosen = settings or Settings()
    return build_graph(analyses, chosen.topics, read_terms_file(terms_file, chosen))


def read_terms_file(path: Path | None, settings: Settings | None = None) -> OwnWords:
    """Return the words of a person's file, none without a file. Raises as `build_topics`."""
    from townmeeting.topics.terms_file import NO_WORDS, read_own_words

    limits = (settings or Settings()).reading
    return read_own_words(path, load_bytes(path, max_bytes=limits.max_bytes)) if path else NO_WORDS
