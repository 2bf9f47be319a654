"""The channels' services together, and what staff may see and do about what could not be delivered."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, select, update

from desk.audited import Audited
from desk.channels.errors import UndeliveredNotFound
from desk.channels.ledger import KEPT, OUT, EventLedger
from desk.channels.outbox import OPEN, CustomerOutbox, Outbox
from desk.channels.people import People
from desk.channels.stuck import SLOW, StuckEvents, given_up
from desk.channels.usage import Usage, month_of, used
from desk.errors import Forbidden
from desk.ids import ConversationId
from desk.notify import STAFF
from desk.roles import Permission, StaffMember
from desk.storage.channel_tables import channel_events as events
from desk.storage.channel_tables import channel_usage, outbox
from desk.storage.store import Context, within
from knowledge.vocabulary import CompanyId


@dataclass(frozen=True, slots=True)
class Undelivered:
    """Something that did not go out, or not yet. `state`: failed (given up), held (would cost more than the month
    allows; goes out with the customer's next message, or in the next month) or waiting (still tried). `why` is a word
    for the reason."""

    id: str
    channel: str
    company: CompanyId | None
    conversation_id: ConversationId | None
    message_id: str | None
    kind: str
    state: str
    why: str | None
    since: datetime
    attempts: int


@dataclass(frozen=True, slots=True)
class Backlog:
    """How much is open, over all companies: for health pages and measurements. `oldest_send`: since when the oldest of
    what may go out waits; what is `held` for its cost delays nothing."""

    events: int
    waiting: int
    held: int
    failed_events: int
    undeliverable: int
    oldest_send: datetime | None

    @property
    def sends(self) -> int:
        """What has not gone out and may still."""
        return self.waiting + self.held


class ChannelDesk:
    """Ledger, people and outbox of one installation."""

    def __init__(self, context: Context, replica: str) -> None:
        self._db = context.db
        self.ledger = EventLedger(context, replica)
        self.people = People(context, self.ledger)
        self.outbox = Outbox(context, replica)
        self.stuck = StuckEvents(context)
        self.fetched: set[str] = set()
        """Channels of whose conversations nobody needs to ask where to send: `api.channels.registry` names them. In a
        process that has not, each message costs a look-up that finds nobody."""
        context.watchers.append(CustomerOutbox(self.outbox, self.fetched))

    def undelivered(self, companies: Collection[CompanyId] | None = None) -> tuple[Undelivered, ...]:
        """What staff has to know of, oldest first. None: all companies, and what belongs to none."""
        slow = (outbox.c.state == "waiting") & (outbox.c.created_at <= self._db.clock() - SLOW)
        query = (
            select(outbox)
            .where(outbox.c.state.in_(("failed", "held")) | slow, *within(companies, outbox.c.company))
            .order_by(outbox.c.n)
            .limit(500)
        )
        with self._db.read() as conn:
            return tuple(_undelivered(row) for row in conn.execute(query))

    def of_conversation(self, conversation_id: ConversationId) -> tuple[Undelivered, ...]:
        """What of this conversation has not gone out, whatever the reason, oldest first."""
        query = select(outbox).where(
            outbox.c.conversation_id == conversation_id, outbox.c.state.in_(("failed", *OPEN))
        )
        with self._db.read() as conn:
            return tuple(_undelivered(row) for row in conn.execute(query.order_by(outbox.c.n)))

    def retry(self, item_id: str, by: StaffMember) -> None:
        """Try it once more. Raises UndeliveredNotFound (also for another company's, and for what is not failed)."""
        self._change(
            item_id, by, Audited.CHANNEL_RETRY, state="waiting", attempts=0, failure=None, done_at=None
        )

    def dismiss(self, item_id: str, by: StaffMember) -> None:
        """It need not go out any more. Raises UndeliveredNotFound."""
        self._change(item_id, by, Audited.CHANNEL_DISMISS, state="dismissed", payload_enc=None)

    def _change(self, item_id: str, by: StaffMember, action: Audited, **values: Any) -> None:
        if not by.may(Permission.REPLY):
            raise Forbidden
        with self._db.write() as tx:
            query = select(outbox).where(outbox.c.id == item_id, outbox.c.state.in_(("failed", "held")))
            row = tx.conn.execute(query.with_for_update()).one_or_none()
            if row is None or (row.company is not None and not by.works_for(row.company)):
                raise UndeliveredNotFound
            if row.company is None and by.companies is not None:
                raise UndeliveredNotFound
            fresh = {
                "call_id": None,
                "call_via": None,
                "call_event": None,
                "call_unsure": False,
                "call_at": None,
            }
            tx.conn.execute(
                update(outbox)
                .where(outbox.c.id == item_id)
                .values(at=tx.now, created_at=tx.now, **fresh, **values)
            )
            tx.audit(by.username, action, item_id)
            tx.topics.update({STAFF, OUT})

    def usage(self, channel: str, account: str, limit: int | None) -> Usage:
        """What this account has pushed this month."""
        month = month_of(self._db.clock())
        with self._db.read() as conn:
            return Usage(channel, account, month, used(conn, channel, account, month), limit)

    def usages(self) -> tuple[Usage, ...]:
        """What each account has pushed this month, whatever its limit."""
        table, month = channel_usage, month_of(self._db.clock())
        with self._db.read() as conn:
            rows = conn.execute(
                select(table).where(table.c.month == month).order_by(table.c.channel, table.c.account)
            )
            return tuple(Usage(r.channel, r.account, r.month, r.pushes, None) for r in rows)

    def backlog(self) -> Backlog:
        """How much is open."""

        def counted(table: Any, state: str) -> Any:
            return select(func.count()).select_from(table).where(table.c.state == state)

        oldest = select(func.min(outbox.c.created_at)).where(outbox.c.state == "waiting")
        lost = select(func.count()).select_from(events).where(given_up)

        with self._db.read() as conn:
            return Backlog(
                events=conn.execute(counted(events, "accepted")).scalar_one(),
                waiting=conn.execute(counted(outbox, "waiting")).scalar_one(),
                held=conn.execute(counted(outbox, "held")).scalar_one(),
                failed_events=conn.execute(lost).scalar_one(),
                undeliverable=conn.execute(counted(outbox, "failed")).scalar_one(),
                oldest_send=conn.execute(oldest).scalar_one(),
            )

    def tidy(self) -> int:
        """Forget what was done with long ago; gives how many rows. What failed in a conversation stays with it. What
        was held for its cost goes out once it may."""
        self.outbox.release()
        gone = self.ledger.tidy()
        with self._db.write() as tx:
            lost = (outbox.c.state == "failed") & outbox.c.conversation_id.is_(None)
            over = outbox.c.state.in_(("sent", "dismissed")) | lost, outbox.c.done_at <= tx.now - KEPT
            return gone + tx.conn.execute(delete(outbox).where(*over)).rowcount


def _undelivered(row: Row[Any]) -> Undelivered:
    return Undelivered(
        id=row.id,
        channel=row.channel,
        company=row.company,
        conversation_id=row.conversation_id,
        message_id=row.message_id,
        kind=row.kind,
        state=row.state,
        why=row.failure,
        since=row.created_at,
        attempts=row.attempts,
    )
