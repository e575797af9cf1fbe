"""Meetings and analyses as JSON text: the canonical output, from which every other one can be checked."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from townmeeting.model import Analysis, Meeting
from townmeeting.schema import analysis_to_dict, document, meeting_to_dict


def render_json(value: Any) -> str:  # noqa: ANN401  (any JSON value)
    """Return JSON as people and git read it: UTF-8, one space of indent, no trailing blanks."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def render_meetings(meetings: Iterable[Meeting], failures: Iterable[dict[str, Any]] = ()) -> str:
    """Return the JSON document of what was read, without points."""
    return render_json(document((meeting_to_dict(m) for m in meetings), failures))


def render_analyses(analyses: Iterable[Analysis], failures: Iterable[dict[str, Any]] = ()) -> str:
    """Return the JSON document of the analyses."""
    return render_json(document((analysis_to_dict(a) for a in analyses), failures))
