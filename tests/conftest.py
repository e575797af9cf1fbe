"""Shared fixtures. No test may touch the network; real documents are used only where they stand beside the project."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
DOCUMENTS = ROOT / "fixtures" / "documents"
HOSTILE = ROOT / "fixtures" / "hostile"

settings.register_profile("project", deadline=None, derandomize=True, max_examples=60)
settings.load_profile("project")


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: socket.socket, address: object) -> None:
        raise AssertionError(f"network call to {address}")

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.fixture(scope="session")
def corpus() -> Path:
    """Return the folder of real documents, or skip."""
    folder = SHARED / "corpus"
    if not folder.is_dir():
        pytest.skip("the real documents (../shared/corpus) are not beside this checkout")
    return folder


@pytest.fixture(scope="session")
def gold() -> Path:
    """Return the folder of hand annotations, or skip."""
    folder = SHARED / "gold"
    if not folder.is_dir():
        pytest.skip("the hand annotations (../shared/gold) are not beside this checkout")
    return folder
