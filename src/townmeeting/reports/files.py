"""Writing to disk: whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from townmeeting.errors import TownMeetingError


def write_whole(path: Path, data: bytes) -> None:
    """Put `data` at `path` in one step; where that fails, what stood there before is untouched.

    Raises TM601 where the place cannot be written (open in Excel, full disk, no such folder).
    """
    if path.is_dir():
        raise TownMeetingError("TM601", path=path, detail="フォルダーです", detail_en="it is a folder")
    if not path.parent.is_dir():
        ja, en = f"フォルダー {path.parent} がありません", f"there is no folder {path.parent}"
        raise TownMeetingError("TM601", path=path, detail=ja, detail_en=en)
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    except OSError as error:
        raise TownMeetingError("TM601", path=path, detail=error.strerror or str(error)) from error
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except OSError as error:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise TownMeetingError("TM601", path=path, detail=error.strerror or str(error)) from error
