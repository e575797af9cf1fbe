"""Every tunable of the project, each with its unit and the reason for its value."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingLimits:
    """Bounds that keep a hostile file from taking the machine with it."""

    max_characters: int = 20_000_000
    """Longest decoded text, in characters. Two assembly days together hold 0.3 million."""
    max_bytes: int = 200_000_000
    """Largest file read into memory, in bytes."""
    max_cells: int = 2_000_000
    """Most cells of one sheet; a sheet formatted to its last row claims 17 billion."""
    pdf_agreement: float = 0.98
    """Least share of characters on which two independent PDF libraries must agree before a page counts
    as read without a warning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All settings of one run; a change of any of them shows in the run manifest."""

    reading: ReadingLimits = ReadingLimits()

    def resolve(self, **changes: Any) -> Settings:  # noqa: ANN401  (dataclass fields of any type)
        """Return these settings with the named fields replaced.

        Raises TypeError for a name that is no setting.
        """
        return replace(self, **changes)
