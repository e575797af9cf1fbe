"""The workbook against openpyxl writing the same bare cells, and its memory; run by scripts/bench.py.

usage: python scripts/bench_workbook.py time|memory POINTS
"""

from __future__ import annotations

import io
import resource
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl

import townmeeting as tm
from townmeeting.model import Analysis, Coverage, Link, Statement, Turn
from townmeeting.reports.workbook import render_workbook

ROOT = Path(__file__).resolve().parent.parent
MEETING = ROOT / "fixtures" / "documents" / "midorino-town-meeting.txt"
ROUNDS = 7


def copy(analysis: Analysis, n: int) -> Analysis:
    """Return the analysis with every id marked by `n`."""

    def turn(t: Turn) -> Turn:
        return replace(t, id=f"{t.id}x{n}")

    def statement(s: Statement) -> Statement:
        return replace(
            s, id=f"{s.id}x{n}", turn=turn(s.turn) if s.turn else None, answers=tuple(map(turn, s.answers)), notes=()
        )

    def link(k: Link) -> Link:
        return replace(k, point_id=f"{k.point_id}x{n}", response_id=f"{k.response_id}x{n}")

    def coverage(c: Coverage) -> Coverage:
        links, candidates = tuple(map(link, c.links)), tuple(map(link, c.candidates))
        return replace(c, point_id=f"{c.point_id}x{n}", links=links, candidates=candidates)

    meeting = analysis.meeting
    return replace(
        analysis,
        meeting=replace(
            meeting,
            statements=tuple(map(statement, meeting.statements)),
            turns=tuple(map(turn, meeting.turns)),
            notes=tuple(replace(note, id=f"{note.id}x{n}") for note in meeting.notes),
        ),
        points=tuple(replace(p, id=f"{p.id}x{n}", statement_id=f"{p.statement_id}x{n}") for p in analysis.points),
        responses=tuple(replace(r, id=f"{r.id}x{n}", turn_id=f"{r.turn_id}x{n}") for r in analysis.responses),
        coverage=tuple(map(coverage, analysis.coverage)),
    )


def enlarge(analysis: Analysis, points: int) -> Analysis:
    """Return a meeting of at least so many points, made of copies."""
    copies = [copy(analysis, n) for n in range(-(-points // len(analysis.points)))]

    def joined(values: Callable[[Analysis], tuple[Any, ...]]) -> tuple[Any, ...]:
        return tuple(v for c in copies for v in values(c))

    meeting = replace(
        analysis.meeting,
        statements=joined(lambda a: a.meeting.statements),
        turns=joined(lambda a: a.meeting.turns),
        notes=joined(lambda a: a.meeting.notes),
    )
    return replace(
        analysis,
        meeting=meeting,
        points=joined(lambda a: a.points),
        responses=joined(lambda a: a.responses),
        coverage=joined(lambda a: a.coverage),
    )


def bare(sheets: list[list[list[Any]]]) -> None:
    """Write the same values with openpyxl and nothing else."""
    book = openpyxl.Workbook()
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    book.save(io.BytesIO())


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    what, points = sys.argv[1], int(sys.argv[2])
    analysis = enlarge(tm.analyze(tm.read(MEETING)), points)
    if what == "memory":
        took = seconds(lambda: render_workbook([analysis]))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{len(analysis.points):,} points: {peak:.0f} MB, {took:.1f} s")
        return
    book = openpyxl.load_workbook(io.BytesIO(render_workbook([analysis])))
    values: list[list[list[Any]]] = [[[c.value for c in row] for row in sheet.iter_rows()] for sheet in book]
    both = [(seconds(lambda: render_workbook([analysis])), seconds(lambda: bare(values))) for _ in range(ROUNDS)]
    ratio = statistics.median(a / b for a, b in both)
    ours, base = (statistics.median(v) for v in zip(*both, strict=True))
    cells = sum(c is not None for sheet in values for row in sheet for c in row)
    print(f"{ratio:.2f} x ({ours:.2f} s / {base:.2f} s, {len(analysis.points)} points, {cells:,} cells)")


if __name__ == "__main__":
    main()
