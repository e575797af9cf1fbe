"""The language of the run. Help texts are made when the commands are defined, so it is read off first."""

from __future__ import annotations

import os
import sys

VARIABLE = "TOWNMEETING_LANG"


def requested(arguments: list[str], variable: str) -> str:
    """Return "en" where `--lang en` or the environment asks for it, else "ja"; the option wins."""
    chosen = variable
    for at, argument in enumerate(arguments):
        if argument == "--lang" and at + 1 < len(arguments):
            chosen = arguments[at + 1]
        elif argument.startswith("--lang="):
            chosen = argument.removeprefix("--lang=")
    return "en" if chosen.lower().startswith("en") else "ja"


LANG = requested(sys.argv[1:], os.environ.get(VARIABLE, ""))


def say(ja: str, en: str) -> str:
    """Return the text in the language of the run."""
    return en if LANG == "en" else ja


def manual(ja: str, en: str, example: str) -> str:
    """Return the help of a command: what it does, and an example that runs."""
    return say(f"{ja}\n\n例: {example}", f"{en}\n\nExample: {example}")
