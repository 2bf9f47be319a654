"""The ledger of what came in: an event is kept before it is acknowledged, and worked on once.

Kept are the platform's id, the kind, the masked content (sealed, until the event is done with) and times; never the
raw body. Each method is one transaction.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, and_, delete, or_, select, update

from desk.audited import Audited
from desk.channels.backoff import delay
from desk.notify import STAFF
from desk.storage.channel_tables import channel_events as events
from desk.storage.channel_tables import channel_people as people
from desk.storage.channel_tables import outbox
from desk.storage.database import Tx
from desk.storage.once import insert_once
from desk.storage.store import Context
from desk.storage.together import Together
from desk.texts import Kept
from desk.vaulting.crypto import Keyring, new_id
from desk.vaulting.errors import KeyProblem
from knowledge.vocabulary import CompanyId

IN, OUT = "channels:in", "channels:out"
"""Topics: something came in, something is to go out."""
LEASE = timedelta(minutes=5)
"""A process that has not finished its work by then is taken for dead; what it held is done by another."""
MAX_ATTEMPTS = 12
"""How often an event is tried whose handler fails; then it is failed: whoever it came from is told, staff sees it
(`desk.channels.stuck`), the audit log has an entry. Its content stays, so that it can be tried again."""
KEPT = timedelta(days=30)
"""How long an event's id is remembered after it was done with; platforms redeliver within hours. What happened longer
ago is not taken: whoever has recorded a signed webhook could send it again once its id is forgotten."""


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An event to keep. `content` is masked already and holds what its handler needs."""

    event_id: str
    kind: str
    occurred_at: datetime
    thread: str | None = field(default=None, repr=False)
    content: Mapping[str, Kept] = field(default_factory=dict, repr=False)
    reply_token: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Event:
    """An event as kept, for its handler. `key` is the same for each attempt: what it leads to is done under it."""

    id: str
    channel: str
    account: str
    company: CompanyId | None
    event_id: str
    kind: str
    thread_mac: bytes | None
    content: Mapping[str, Any] = field(repr=False)
    attempts: int
    occurred_at: datetime
    received_at: datetime

    @property
    def key(self) -> str:
        """Names it among everything that came in."""
        return f"{self.channel}:{self.account}:{self.event_id}"


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a webhook: how many of its events were new, how many had been taken before, how many are so old
    that nobody could tell."""

    new: int = 0
    known: int = 0
    old: int = 0


@dataclass(frozen=True, slots=True)
class _Delivery:
    """Events of one webhook."""

    channel: str
    account: str
    company: CompanyId | None
    new: Sequence[NewEvent]


def thread_mac(keys: Keyring, channel: str, account: str, thread: str) -> bytes:
    """What stands in an event's `thread_mac`, of the thread with which it was kept."""
    return keys.mac("channel_person", channel, account, thread)


class EventLedger:
    """See docs/channels.md."""

    def __init__(self, context: Context, replica: str) -> None:
        self._db, self._keys, self._replica = context.db, context.keys, replica
        self._together = Together(self._take_in_together)

    def thread_mac(self, channel: str, account: str, person: str) -> bytes:
        """By what a person of a channel is looked up; the id itself is only kept sealed."""
        return thread_mac(self._keys, channel, account, person)

    # ------------------------------------------------------------ taking in

    def take_in(
        self, channel: str, account: str, company: CompanyId | None, new: Sequence[NewEvent]
    ) -> Taken:
        """Keep what is new of these; once this has returned, it may be acknowledged. Deliveries that come at once
        share a commit."""
        return self._together(_Delivery(channel, account, company, new)) if new else Taken()

    def _take_in_together(self, deliveries: Sequence["_Delivery"]) -> list[Taken]:
        """The platform waits: in front of whoever works on what it sent before."""
        with self._db.write(first=True) as tx:
            return [self._take_in(tx, one) for one in deliveries]

    def _take_in(self, tx: Tx, delivery: "_Delivery") -> Taken:
        channel, account = delivery.channel, delivery.account
        new = [one for one in delivery.new if one.occurred_at > tx.now - KEPT]
        ours = events.c.channel == channel, events.c.account == account
        ids = [event.event_id for event in new]
        known = set(
            tx.conn.execute(select(events.c.event_id).where(*ours, events.c.event_id.in_(ids))).scalars()
        )
        count = 0
        for event in new:
            if event.event_id in known:
                continue
            known.add(event.event_id)
            count += self._keep(tx, channel, account, delivery.company, event)
        if count:
            tx.topics.add(IN)
        return Taken(count, len(new) - count, len(delivery.new) - len(new))

    def _keep(self, tx: Tx, channel: str, account: str, company: CompanyId | None, event: NewEvent) -> bool:
        """Whether it was new: the platform may deliver it to two processes at once."""
        row_id, ignored = new_id("e"), event.kind == "ignored"
        mac = None if event.thread is None else self.thread_mac(channel, account, event.thread)
        key = self._keys if company is None else self._keys.of(tx.conn, company)
        content, reply = None, None
        if not ignored:
            content = key.seal_json(dict(event.content), f"channel_events.content_enc:{row_id}")
        if event.reply_token and not ignored:
            reply = key.seal(event.reply_token.encode(), f"channel_events.reply_enc:{row_id}")
        new = insert_once(
            tx.conn,
            events,
            id=row_id,
            channel=channel,
            account=account,
            company=company,
            event_id=event.event_id,
            kind=event.kind,
            thread_mac=mac,
            content_enc=content,
            reply_enc=reply,
            reply_taken=False,
            state="done" if ignored else "accepted",
            attempts=0,
            at=tx.now,
            occurred_at=event.occurred_at,
            received_at=tx.now,
            done_at=tx.now if ignored else None,
        )
        if not new:
            return False
        if reply is not None and mac is not None:
            # What could only have been pushed and was held for its cost goes out with this answer.
            of_person = select(people.c.conversation_id).where(people.c.person_mac == mac)
            held = outbox.c.state == "held", outbox.c.conversation_id.in_(of_person)
            if tx.conn.execute(update(outbox).where(*held).values(state="waiting", at=tx.now)).rowcount:
                tx.topics.add(OUT)
        return True

    # ------------------------------------------------------------ working on them

    def ready(self, channels: Collection[str], limit: int) -> tuple[str, ...]:
        """Ids of the events that may be worked on now: of each person the oldest that is open, unless it waits for
        another attempt or somebody is at it."""
        now, earlier = self._db.clock(), events.alias("earlier")
        before = or_(
            earlier.c.occurred_at < events.c.occurred_at,
            and_(earlier.c.occurred_at == events.c.occurred_at, earlier.c.n < events.c.n),
        )
        # Left to the database, which stops at the limit and lets other threads run meanwhile: with a thousand events
        # open, telling them apart here took some milliseconds of everybody's interpreter, after each event.
        in_the_way = (
            select(earlier.c.n)
            .where(
                earlier.c.thread_mac == events.c.thread_mac,
                earlier.c.state == "accepted",
                or_(before, earlier.c.leased_until > now),
            )
            .exists()
        )
        free = or_(events.c.leased_until.is_(None), events.c.leased_until <= now)
        query = (
            select(events.c.id)
            .where(events.c.state == "accepted", events.c.channel.in_(channels))
            .where(events.c.at <= now, free, ~in_the_way)
            .order_by(events.c.occurred_at, events.c.n)
            .limit(limit)
        )
        with self._db.read() as conn:
            return tuple(conn.execute(query).scalars())

    def claim(self, event_id: str) -> Event | None:
        """Take an event to work on it; None where another process was faster."""
        with self._db.write() as tx:
            free = or_(events.c.leased_until.is_(None), events.c.leased_until <= tx.now)
            row = tx.conn.execute(
                update(events)
                .where(events.c.id == event_id, events.c.state == "accepted", free)
                .values(leased_by=self._replica, leased_until=tx.now + LEASE, attempts=events.c.attempts + 1)
                .returning(events)
            ).one_or_none()
        if row is None:
            return None
        try:
            return self._event(row)
        except KeyProblem:  # the company's contract ended, and its keys with it
            with self._db.write() as tx:
                self._finish(tx, row.id, "failed", "unreadable")
            return None

    def _event(self, row: Row[Any]) -> Event:
        return Event(
            id=row.id,
            channel=row.channel,
            account=row.account,
            company=row.company,
            event_id=row.event_id,
            kind=row.kind,
            thread_mac=row.thread_mac,
            content=self._keys.open_json(row.content_enc, f"channel_events.content_enc:{row.id}"),
            attempts=row.attempts,
            occurred_at=row.occurred_at,
            received_at=row.received_at,
        )

    def reply_token(self, event: Event) -> str | None:
        """The token of an event that a handler answers itself, outside a conversation; it is this event's to use."""
        with self._db.write() as tx:
            sealed = tx.conn.execute(
                update(events)
                .where(events.c.id == event.id)
                .values(reply_taken=True)
                .returning(events.c.reply_enc)
            ).scalar()
        return (
            None
            if sealed is None
            else self._keys.open(sealed, f"channel_events.reply_enc:{event.id}").decode()
        )

    def done(self, event: Event, also: Callable[[Tx], None] | None = None) -> None:
        """It is done with: its content goes. `also` is what it leads to, in the same commit; it is left out where the
        event had been done with before."""
        with self._db.write() as tx:
            if self._finish(tx, event.id, "done", None) and also is not None:
                also(tx)
            tx.topics.add(OUT)  # what is said to this person waited for it

    def failed(self, event: Event, kind: str, also: Callable[[Tx], None] | None = None) -> None:
        """Its handler failed: it is tried again later, and at last given up (`MAX_ATTEMPTS`). `also` is what its sender
        is told then, in the same commit."""
        with self._db.write() as tx:
            if event.attempts >= MAX_ATTEMPTS:
                if self._finish(tx, event.id, "failed", kind):
                    about = f"{event.channel} {event.kind} {kind}"[:200]
                    tx.audit("desk", Audited.CHANNEL_EVENT_FAILED, event.id, about)
                    tx.topics.update({STAFF, OUT})
                    if also is not None:
                        also(tx)
                return
            tx.conn.execute(
                update(events)
                .where(events.c.id == event.id, events.c.state == "accepted")
                .values(
                    at=tx.now + delay(event.attempts), leased_by=None, leased_until=None, failure=kind[:100]
                )
            )

    @staticmethod
    def _finish(tx: Tx, row_id: str, state: str, failure: str | None) -> bool:
        """Only what is done with loses its content: what failed may be tried again."""
        gone = {} if state == "failed" else {"content_enc": None}
        return bool(
            tx.conn.execute(
                update(events)
                .where(events.c.id == row_id, events.c.state == "accepted")
                .values(
                    state=state,
                    failure=failure and failure[:100],
                    leased_by=None,
                    leased_until=None,
                    done_at=tx.now,
                    **gone,
                )
            ).rowcount
        )

    # ------------------------------------------------------------ around it

    def recover(self) -> int:
        """At the start: what this process held before its end is free again; gives how many events are open."""
        with self._db.write() as tx:
            mine = events.c.leased_by == self._replica, events.c.state == "accepted"
            tx.conn.execute(update(events).where(*mine).values(leased_by=None, leased_until=None))
            open_ = select(events.c.id).where(events.c.state == "accepted")
            return len(tx.conn.execute(open_).scalars().all())

    def tidy(self) -> int:
        """Forget the ids of what was done with long ago, and reply tokens that nobody can use any more."""
        with self._db.write() as tx:
            spent = events.c.reply_enc.is_not(None), events.c.received_at <= tx.now - timedelta(hours=1)
            tx.conn.execute(update(events).where(*spent).values(reply_enc=None))
            old = events.c.state != "accepted", events.c.done_at <= tx.now - KEPT
            return tx.conn.execute(delete(events).where(*old)).rowcount
