"""Write docs/cli.md from `--help` and docs/errors.md from the catalogue; `--check` only compares.

usage: python scripts/make_docs.py [--check]
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from townmeeting.errors import CATALOGUE, ExitStatus
from townmeeting.reports.words import sentences

ROOT = Path(__file__).resolve().parent.parent
COMMANDS = ("", "parse", "show", "unanswered", "analyze", "commitments", "explain", "evaluate", "review merge")


def help_of(command: str) -> str:
    """Return the English help of a command, 100 columns wide, without colour."""
    environment = os.environ | {"TOWNMEETING_LANG": "en", "COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb"}
    run = [sys.executable, "-m", "townmeeting", *command.split(), "--help"]
    text = subprocess.run(run, env=environment, capture_output=True, text=True, check=True, encoding="utf-8").stdout
    lines = [line.rstrip() for line in text.replace("python -m townmeeting", "townmeeting").splitlines()]
    return "\n".join(lines).strip("\n")


def cli_page() -> str:
    """Return the page of commands."""
    head = "# Commands\n\nMade from `--help` (`make docs`). The same texts are shown in Japanese by default.\n"
    parts = [f"## townmeeting {command}".rstrip() + f"\n\n```text\n{help_of(command)}\n```\n" for command in COMMANDS]
    return "\n".join([head, *parts])


def errors_page() -> str:
    """Return the page of error codes, exit statuses and diagnostics."""
    lines = ["# Errors, exit statuses and diagnostics", "", "This page is made from the catalogue (`make docs`).", ""]
    lines += ["## Exit statuses", "", "| status | name |", "| --- | --- |"]
    lines += [f"| {int(s)} | {s.name.lower().replace('_', ' ')} |" for s in ExitStatus]
    lines += ["", "## Errors", "", "An error stops the work on one file.", ""]
    lines += ["| code | exit | fact | remedy |", "| --- | --- | --- | --- |"]
    lines += [f"| {code} | {int(e.status)} | {e.fact.en} | {e.remedy.en} |" for code, e in sorted(CATALOGUE.items())]
    lines += [
        "",
        "## Diagnostics and reasons",
        "",
        "A diagnostic tells something about the reading and stops nothing.",
        "",
    ]
    lines += ["| code | Japanese | English |", "| --- | --- | --- |"]
    lines += [f"| {code} | {text['ja']} | {text['en']} |" for code, text in sorted(sentences().items())]
    return "\n".join(lines) + "\n"


def main() -> None:
    pages = {"docs/cli.md": cli_page(), "docs/errors.md": errors_page()}
    stale = []
    for name, text in pages.items():
        path = ROOT / name
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if "--check" not in sys.argv:
            path.write_text(text, encoding="utf-8")
    print(
        "stale, run `make docs`: " + ", ".join(stale)
        if stale and "--check" in sys.argv
        else f"docs: {len(pages)} pages"
    )
    sys.exit(bool(stale) and "--check" in sys.argv)


if __name__ == "__main__":
    main()
