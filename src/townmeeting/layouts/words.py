"""The named patterns of `data/layout-words.toml`: what the layouts look for outside speaker lines."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load_words() -> dict[str, Any]:
    """Return `data/layout-words.toml`."""
    return tomllib.loads(files("townmeeting").joinpath("data/layout-words.toml").read_text(encoding="utf-8"))


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Return a pattern by its name, its parts filled in."""
    entry = next(p for p in load_words()["pattern"] if p["name"] == name)
    parts = load_words()["parts"]
    filled = re.sub(r"\{([a-z_]+)\}", lambda m: parts[m[1]], entry["pattern"])
    return re.compile(re.sub(r"\{([a-z_]+)\}", lambda m: parts[m[1]], filled))
