"""Print ratios of time and figures of memory, each against a baseline of the same run.

usage: python scripts/bench.py [--runs 5] [--only WORD]

Every figure is the median over interleaved runs (A B A B ...) of whole processes. Real documents are taken from
../shared where they are, else the project's own fixtures. Nothing is asserted: the bound is printed beside the figure.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "corpus"
FIXTURES = ROOT / "fixtures" / "documents"
TOWNMEETING = (str(Path(sys.executable).parent / "townmeeting"),)

HELLO = (
    "import typer\napp = typer.Typer()\n@app.command()\ndef hello(name: str = 'x') -> None:\n    print(name)\napp()\n"
)
BARE_XLSX = (
    "import sys, openpyxl\nfor ws in openpyxl.load_workbook(sys.argv[1]):\n"
    "    for row in ws.iter_rows(values_only=True):\n        pass\n"
)
BARE_PDF = (
    "import sys, pdfplumber\nwith pdfplumber.open(sys.argv[1]) as pdf:\n"
    "    for page in pdf.pages:\n        page.extract_text(); page.extract_tables()\n"
)
BARE_GINZA = (
    "import sys, spacy\nnlp = spacy.load('ja_ginza', exclude=['ner'])\n"
    "text = open(sys.argv[1], encoding='utf-8').read()\n"
    "cut = lambda p: [p[i:i + 12000] for i in range(0, len(p), 12000)]\n"  # Sudachi refuses over 49,149 bytes
    "list(nlp.pipe(part for p in text.split('\\n') if p.strip() for part in cut(p)))\n"
)
LOADED = (
    "import sys, townmeeting as tm\ntm.read(sys.argv[1])\n"
    "print([m for m in ('spacy', 'ginza', 'sudachipy') if m in sys.modules])\n"
)


@dataclass(frozen=True, slots=True)
class Cost:
    """What one process took: wall and CPU seconds, peak memory in MB."""

    wall: float
    cpu: float
    memory: float


def cost(command: list[str]) -> Cost:
    """Run a command to its end with its output thrown away, compiled once as an installed package is."""
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    with open(os.devnull, "w") as null:
        start = os.times().elapsed
        process = subprocess.Popen(command, stdout=null, stderr=null, env=kept)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"failed with {process.returncode}: {' '.join(command)}")
    wall = os.times().elapsed - start
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def pair(ours: list[str], baseline: list[str], runs: int) -> tuple[Cost, Cost, float, float]:
    """Return the median costs of both and the median of the ratios of wall and CPU time, run by run."""
    cost(ours), cost(baseline)
    both = [(cost(ours), cost(baseline)) for _ in range(runs)]
    ratio = statistics.median(a.wall / b.wall for a, b in both)
    cpu = statistics.median(a.cpu / b.cpu for a, b in both)
    return middle([a for a, _ in both]), middle([b for _, b in both]), ratio, cpu


def middle(costs: list[Cost]) -> Cost:
    """Return the median of each figure."""
    return Cost(*(statistics.median(getattr(c, name) for c in costs) for name in ("wall", "cpu", "memory")))


def document(real: str, own: str) -> Path:
    """Return the real document where it is, else the fixture."""
    return CORPUS / real if (CORPUS / real).exists() else FIXTURES / own


def python(code: str, folder: str, name: str) -> list[str]:
    """Return the command that runs a small program."""
    path = Path(folder) / name
    path.write_text(code, encoding="utf-8")
    return [sys.executable, str(path)]


def print_ratio(name: str, ours: Cost, base: Cost, ratio: float, bound: str) -> None:
    print(f"{name:<46} {ratio:5.2f} x  ({ours.wall:.2f} s / {base.wall:.2f} s, {ours.memory:.0f} MB)  {bound}")


def bench_start(runs: int, folder: str) -> None:
    hello = [*python(HELLO, folder, "hello.py"), "--help"]
    meeting = str(document("saitama-omiya-town-meeting.txt", "midorino-town-meeting.txt"))
    for name, command, bound in (
        ("--help / one-command typer --help", [*TOWNMEETING, "--help"], "at most 1.5"),
        ("parse town meeting / the same", [*TOWNMEETING, "parse", meeting], "at most 3"),
    ):
        ours, base, ratio, _ = pair(command, hello, runs)
        print_ratio(name, ours, base, ratio, bound)
    said = subprocess.run([sys.executable, "-c", LOADED, meeting], capture_output=True, text=True, check=True).stdout
    print(f"{'loaded after reading of spacy, ginza, sudachi':<46} {said.strip()}  none wanted")


def bench_readers(runs: int, folder: str) -> None:
    table = str(document("yamaguchi-schools-public-comment.xlsx", "midorino-public-comment.xlsx"))
    pdf = str(document("mlit-transport-plan-public-comment.pdf", "midorino-public-comment.pdf"))
    for name, path, bare in (("xlsx / bare openpyxl", table, BARE_XLSX), ("pdf / bare pdfplumber", pdf, BARE_PDF)):
        baseline = [*python(bare, folder, f"bare{Path(path).suffix[1:]}.py"), path]
        ours, base, ratio, _ = pair([*TOWNMEETING, "parse", path], baseline, runs)
        print_ratio(f"parse {name}", ours, base, ratio, "")


def bench_length(runs: int) -> None:
    day = document("tokyo-assembly-2020-02-26.txt", "midorino-council.txt")
    size = len(day.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        for name, command, bound in (
            ("parse", [*TOWNMEETING, "parse", "--json", str(day)], ""),
            ("analyze", [*TOWNMEETING, "analyze", str(day), "-o", f"{folder}/out.json"], "at most 5 s and 1000 MB"),
        ):
            took = middle([cost(command) for _ in range(runs)])
            speed = size / took.wall
            name = f"{name} of an assembly day ({size:,} characters)"
            print(f"{name:<46} {took.wall:.2f} s  {speed:,.0f} characters/s  {took.memory:.0f} MB  {bound}")


def bench_analysis(runs: int, folder: str) -> None:
    meeting = str(document("saitama-omiya-town-meeting.txt", "midorino-town-meeting.txt"))
    out = ["-o", f"{folder}/out.json"]
    parse, analyze = [*TOWNMEETING, "parse", "--json", meeting], [*TOWNMEETING, "analyze", meeting, *out]
    ours, base, _, _ = pair(analyze, parse, runs)
    difference = ours.wall - base.wall
    detail = f"({ours.wall:.2f} s, {ours.memory:.0f} MB)  at most 0.7 s"
    print(f"{'analyze minus parse, town meeting':<46} {difference:.2f} s  {detail}")
    ginza = [*python(BARE_GINZA, folder, "bare_pass.py"), meeting]  # named ginza.py it would shadow the package
    ours, base, _, cpu = pair(analyze, ginza, min(runs, 2))
    print(f"{'analyze / bare ja_ginza pass (CPU)':<46} {cpu:5.2f} x  ({ours.cpu:.2f} s / {base.cpu:.2f} s)")


def bench_topics(runs: int, folder: str) -> None:
    meeting = str(document("saitama-omiya-town-meeting.txt", "midorino-town-meeting.txt"))
    ginza = [*python(BARE_GINZA, folder, "bare_pass.py"), meeting]
    ours, base, _, cpu = pair([*TOWNMEETING, "topics", meeting], ginza, min(runs, 3))
    detail = f"({ours.cpu:.2f} s / {base.cpu:.2f} s, {ours.memory:.0f} MB)  at most 1.25"
    print(f"{'topics / bare ja_ginza pass (CPU)':<46} {cpu:5.2f} x  {detail}")
    ours, base, _, cpu = pair([*TOWNMEETING, "topics", meeting], [*TOWNMEETING, "analyze", meeting], min(runs, 3))
    print(f"{'topics / analyze (CPU)':<46} {cpu:5.2f} x  ({ours.cpu:.2f} s / {base.cpu:.2f} s)")
    days = [
        str(document(f"tokyo-assembly-2020-02-{day}.txt", own))
        for day, own in ((26, "midorino-council.html"), (27, "midorino-committee.txt"))
    ]
    took = middle([cost([*TOWNMEETING, "topics", *days, "-o", f"{folder}/topics.svg"]) for _ in range(min(runs, 3))])
    name = "topics of both assembly days, as a picture"
    print(f"{name:<46} {took.wall:.2f} s  {took.memory:.0f} MB  at most 1200 MB")


def bench_workbook() -> None:
    script = str(ROOT / "scripts" / "bench_workbook.py")
    for name, arguments, bound in (
        ("workbook / the same bare openpyxl cells", ("time", "400"), "at most 1.5"),
        ("workbook of 20,000 points", ("memory", "20000"), "at most 1000 MB"),
    ):
        said = subprocess.run([sys.executable, script, *arguments], capture_output=True, text=True, check=True).stdout
        print(f"{name:<46} {said.strip()}  {bound}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parts = ("", "start", "readers", "length", "analysis", "topics", "workbook")
    parser.add_argument("--only", default="", choices=parts)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if wanted.only in ("", "start"):
            bench_start(wanted.runs, folder)
        if wanted.only in ("", "readers"):
            bench_readers(wanted.runs, folder)
        if wanted.only in ("", "analysis"):
            bench_analysis(wanted.runs, folder)
        if wanted.only in ("", "topics"):
            bench_topics(wanted.runs, folder)
        if wanted.only in ("", "length"):
            bench_length(wanted.runs)
        if wanted.only in ("", "workbook"):
            bench_workbook()


if __name__ == "__main__":
    main()
