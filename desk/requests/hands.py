"""Whose hand did something to a request: as colleagues know it (an alias, which two people may share), and by the
account beneath, which tells them apart."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, or_, select

from desk.model import StaffMember
from desk.storage.staff_tables import staff

Hand = StaffMember | str
"""A member of staff, or "customer" or "desk"."""


def alias_of(hand: Hand) -> str:
    """As it stands in a history."""
    return hand.alias if isinstance(hand, StaffMember) else hand


def columns_of(hand: Hand) -> dict[str, str | None]:
    """What a line of `request_history` keeps of it."""
    return {"by": alias_of(hand), "staff_id": hand.id if isinstance(hand, StaffMember) else None}


def told_apart(conn: Connection, lines: Sequence[Row[Any]]) -> Mapping[int, str]:
    """The user names of whoever wrote these lines of a history, by the line's number: of those lines alone whose alias
    somebody else has as well, now or in another line."""
    ids = {line.staff_id for line in lines if line.staff_id is not None}
    if not ids:
        return {}
    aliases = {line.by for line in lines if line.staff_id is not None}
    query = select(staff.c.id, staff.c.username, staff.c.alias)
    accounts = conn.execute(query.where(or_(staff.c.id.in_(ids), staff.c.alias.in_(aliases)))).all()
    names = {one.id: one.username for one in accounts}
    bearers: dict[str, set[str]] = {alias: set() for alias in aliases}
    for one in accounts:
        bearers.setdefault(one.alias, set()).add(one.id)
    for line in lines:
        if line.staff_id is not None:
            bearers[line.by].add(line.staff_id)
    return {
        line.n: names[line.staff_id]
        for line in lines
        if line.staff_id in names and bearers[line.by] - {line.staff_id}
    }
