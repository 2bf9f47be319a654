"""How the desk stands now, over all companies, in numbers that a monitoring system asks for: no id, nobody's data."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from desk.calendar.agenda import Agenda
from desk.channels.service import Backlog, ChannelDesk
from desk.storage import tables as t
from desk.storage.store import Context
from knowledge.vocabulary import Owner


@dataclass(frozen=True, slots=True)
class Standing:
    """The desk at one moment."""

    at: datetime
    handoffs: int
    """Conversations that wait for staff."""
    oldest_handoff: datetime | None
    """Since when the first of them waits."""
    unanswered: int
    """Messages that were accepted and have no reply yet."""
    late: int
    """Requests with a date that is past."""
    channels: Backlog

    def waited(self, since: datetime | None) -> float:
        """Seconds from then on; 0 where nothing waits."""
        return max(0.0, (self.at - since).total_seconds()) if since is not None else 0.0


class Standings:
    """Reads it from the database: the same whichever process is asked."""

    def __init__(self, context: Context, channels: ChannelDesk) -> None:
        self._db, self._channels = context.db, channels

    def now(self) -> Standing:
        """How it stands."""
        conv, now = t.conversations, self._db.clock()
        waiting = select(func.count(), func.min(conv.c.waiting_since)).where(
            conv.c.owner == Owner.WAITING.value
        )
        unanswered = select(func.count()).where(t.inbound.c.status == "accepted")
        channels = self._channels.backlog()  # has a connection of its own
        with self._db.read() as conn:
            handoffs, oldest = conn.execute(waiting).one()
            return Standing(
                at=now,
                handoffs=handoffs,
                oldest_handoff=oldest,
                unanswered=conn.execute(unanswered).scalar_one(),
                late=Agenda.late_requests(conn, now),
                channels=channels,
            )
