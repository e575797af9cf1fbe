"""A workbook that is open in Excel, a disk that is full: the old file stays whole, and the message says what to do."""

from __future__ import annotations

import errno
import os

import pytest

from tests.review.builders import make_many
from townmeeting.errors import TownMeetingError
from townmeeting.reports.files import write_whole
from townmeeting.reports.workbook import render_workbook

FAILURES = {
    "open in Excel": PermissionError(errno.EACCES, "Permission denied"),
    "full disk": OSError(errno.ENOSPC, "No space left on device"),
}


@pytest.mark.parametrize("name", FAILURES)
def test_the_old_file_stays_whole(tmp_path, monkeypatch, name):
    target = tmp_path / "list.xlsx"
    target.write_bytes(b"old")

    def fail(*_: object) -> None:
        raise FAILURES[name]

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(TownMeetingError) as error:
        write_whole(target, render_workbook([make_many()]))
    assert error.value.code == "TM601"
    assert "Excel" in str(error.value)
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]
