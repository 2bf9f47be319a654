"""How many messages were pushed in a month: they cost money (a reply within a minute does not)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select, update

from desk.audited import Audited
from desk.calendar.dues import DESK_ZONE
from desk.notify import STAFF
from desk.storage.channel_tables import channel_usage as usage
from desk.storage.database import Tx
from desk.storage.once import insert_once

WARN_AT = 0.8
"""Part of the limit at which staff is warned, once a month."""
OWN_LIMIT = "monthly_limit"
"""Why something is held that would go over the limit set here. Where the platform has one of its own, it says so."""


@dataclass(frozen=True, slots=True)
class Usage:
    """One account in one month. `limit` None: none."""

    channel: str
    account: str
    month: str
    pushes: int
    limit: int | None

    @property
    def warning(self) -> bool:
        """Whether the limit is near or reached."""
        return self.limit is not None and self.pushes >= self.limit * WARN_AT

    @property
    def exhausted(self) -> bool:
        """Whether nothing more may be pushed this month."""
        return self.limit is not None and self.pushes >= self.limit


def month_of(now: datetime) -> str:
    """The month as platforms count it for Japanese accounts."""
    return now.astimezone(DESK_ZONE).strftime("%Y-%m")


def used(conn: Connection, channel: str, account: str, month: str) -> int:
    """How many were pushed."""
    query = select(usage.c.pushes).where(
        usage.c.channel == channel, usage.c.account == account, usage.c.month == month
    )
    return int(conn.execute(query).scalar() or 0)


def count(tx: Tx, channel: str, account: str, limit: int | None) -> bool:
    """Count one push before it is made; False (and nothing is counted) where the month's limit is reached."""
    month = month_of(tx.now)
    row = usage.c.channel == channel, usage.c.account == account, usage.c.month == month
    insert_once(tx.conn, usage, channel=channel, account=account, month=month, pushes=0)
    # In one statement: of two that push at once the limit lets one through.
    below = [usage.c.pushes < limit] if limit is not None else []
    one_more = update(usage).where(*row, *below).values(pushes=usage.c.pushes + 1)
    pushes = tx.conn.execute(one_more.returning(usage.c.pushes)).scalar()
    if pushes is None:
        return False
    now = Usage(channel, account, month, pushes, limit)
    if now.warning:
        first = usage.c.warned_at.is_(None)
        if tx.conn.execute(update(usage).where(*row, first).values(warned_at=tx.now)).rowcount:
            tx.audit(
                "desk", Audited.CHANNEL_PUSH_WARNING, f"{channel}:{account}", f"{month} {now.pushes}/{limit}"
            )
            tx.topics.add(STAFF)
    return True


def uncount(tx: Tx, channel: str, account: str) -> None:
    """A push that was counted was refused: it costs nothing."""
    tx.conn.execute(
        update(usage)
        .where(usage.c.channel == channel, usage.c.account == account, usage.c.month == month_of(tx.now))
        .where(usage.c.pushes > 0)
        .values(pushes=usage.c.pushes - 1)
    )
