"""Meetings of the fictional Midorino city for the tests of replies, links and coverage."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from townmeeting.model import (
    Analysis,
    Meeting,
    Note,
    Piece,
    Point,
    PointKind,
    Quote,
    Role,
    Source,
    Speaker,
    Statement,
    Turn,
    join_quotes,
)

RESIDENT = Speaker(attribution="参加者", role=Role.RESIDENT)
MAYOR = Speaker(attribution="市長", role=Role.MAYOR)


class Paper:
    """A source text that grows as quotes are written on it."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, words: str) -> tuple[Quote, ...]:
        """Return the lines of `words` as quotes of the source."""
        quotes = []
        for line in words.split("\n"):
            start = len(self.text)
            self.text += line + "\n"
            if line:
                quotes.append(Quote(line, (Piece(0, start, start + len(line)),)))
        return tuple(quotes)


def make_meeting(
    pairs: Sequence[tuple[str, str | None]], *, rows: bool = False, notes: Sequence[tuple[str, str]] = ()
) -> tuple[Meeting, str]:
    """Return a meeting of (statement, reply) pairs and (heading, text) notes, and its source text.

    Paragraphs are separated by line feeds; `rows` makes it a table of opinions.
    """
    paper, turns, statements = Paper(), [], []
    for number, (asked, reply) in enumerate(pairs, 1):
        turn = Turn(id=f"t{len(turns) + 1}", position=len(turns), speaker=RESIDENT, segments=paper.write(asked))
        turns.append(turn)
        answers: tuple[Turn, ...] = ()
        if reply is not None:
            speaker = Speaker(attribution="市の考え方", role=Role.STAFF) if rows else MAYOR
            answer = Turn(id=f"t{len(turns) + 1}", position=len(turns), speaker=speaker, segments=paper.write(reply))
            turns.append(answer)
            answers = (answer,)
        statements.append(
            Statement(
                id=str(number),
                label=str(number),
                speaker=RESIDENT,
                segments=turn.segments,
                turn=None if rows else turn,
                answers=answers,
            )
        )
    written = tuple(
        Note(
            id=f"n{i}",
            position=len(turns) + i,
            heading=paper.write(heading)[0],
            segments=paper.write(text),
            department=paper.write("（総務部 総務課）")[0],
        )
        for i, (heading, text) in enumerate(notes, 1)
    )
    source = Source(name="m.txt", format="txt", sha256="", encoding=None, encoding_reason=None, layout="test")
    meeting = Meeting(
        id="m1",
        title="みどり野市長と語る会",
        source=source,
        statements=tuple(statements),
        turns=tuple(turns),
        notes=written,
        date=dt.date(2024, 10, 6),
    )
    return meeting, paper.text


def make_points(
    meeting: Meeting, asks: Sequence[tuple[str, str]], kind: PointKind = PointKind.REQUEST
) -> tuple[Point, ...]:
    """Return points from (statement id, words) pairs, in order."""
    points: list[Point] = []
    for statement_id, words in asks:
        statement = meeting.statement(statement_id)
        assert statement is not None
        quote = join_quotes(statement.segments)
        at = quote.text.index(words)
        number = sum(p.statement_id == statement_id for p in points) + 1
        points.append(
            Point(
                id=f"{statement_id}.{number}",
                statement_id=statement_id,
                quote=quote.slice(at, at + len(words)),
                kind=kind,
                needs_answer=True,
            )
        )
    return tuple(points)


def linked(analysis: Analysis) -> dict[str, str]:
    """Return the words of the passages tied to each point, by point id."""
    words = {r.id: r.quote.text for r in analysis.responses}
    return {c.point_id: "".join(words[x.response_id] for x in c.links) for c in analysis.coverage}
