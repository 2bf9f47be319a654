"""Keeps what customers wrote out of Rasa's log.

When a message fails, Rasa's REST channel logs its text, and its structured tracebacks carry the local variables of
every frame (structlog 23 `dict_tracebacks`). With `FORCE_JSON_LOGGING` such a record is one JSON line; only what is
known to be harmless is kept of it.
"""

import json
from typing import Any

_KEPT = ("level", "event", "event_key")
_FRAMES = 6


def _exception(raised: dict[str, Any]) -> str:
    frames = raised.get("frames") or []
    places = [f"{one.get('filename')}:{one.get('lineno')} {one.get('name')}" for one in frames[-_FRAMES:]]
    return f"{raised.get('exc_type')} at " + " < ".join(reversed(places))


def scrub_rasa_line(line: str) -> str:
    """One line of Rasa's output without message texts, slots and local variables; other lines as they are."""
    if not line.lstrip().startswith("{"):
        return line
    try:
        record = json.loads(line)
    except ValueError:
        return "(a record that could not be read)"
    if not isinstance(record, dict):
        return "(a record that could not be read)"
    parts = [str(record[key]) for key in _KEPT if key in record]
    raised = record.get("exception")
    if isinstance(raised, list):
        parts += [_exception(one) for one in raised if isinstance(one, dict)]
    return " ".join(parts)
