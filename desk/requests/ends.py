"""Which end of a request stands: one after which its status changed again was taken back (`desk.requests.reopening`).
Whoever counts ends, or counts from one, asks here."""

from typing import Any

from sqlalchemy import ColumnElement, exists, or_

from desk.statuses import FINAL
from desk.storage import tables as t


def stands(history: Any = t.request_history) -> ColumnElement[bool]:
    """Of lines of `request_history` (the table, or an alias of it): no end, or one that was not taken back."""
    later = t.request_history.alias()
    changed = exists().where(
        later.c.receipt == history.c.receipt, later.c.what == "status", later.c.n > history.c.n
    )
    return or_(history.c.status.not_in(sorted(FINAL)), ~changed)
