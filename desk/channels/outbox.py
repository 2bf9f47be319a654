"""What goes out: a row a message, in the same commit as the message; sent when the platform has said so.

Order is kept within a thread (for customers: a person). A call that was begun is written down before it is made, with
the id under which it is repeated; what is not known to have ended is repeated under the same id. Rows hold ids: a
message is read when it is sent, so what was erased meanwhile does not go out.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, and_, or_, select, tuple_, update

from desk.audited import Audited
from desk.channels import ledger
from desk.channels.adapter import Item
from desk.channels.ledger import OUT
from desk.channels.usage import OWN_LIMIT, month_of
from desk.chat.watching import OwnerChange, Said
from desk.ids import ConversationId
from desk.locales import Locale
from desk.notify import STAFF
from desk.storage import tables as t
from desk.storage.channel_tables import channel_events as events
from desk.storage.channel_tables import channel_people as people
from desk.storage.channel_tables import outbox
from desk.storage.database import Tx
from desk.storage.once import insert_once
from desk.storage.store import Context, Store
from desk.vaulting.crypto import new_id
from knowledge.vocabulary import CompanyId

LEASE = timedelta(minutes=2)
"""A process that has not ended its call by then is taken for dead."""
ANSWER_WAIT = timedelta(seconds=20)
"""How long something to say waits for the answer to what the customer has just sent, or the bot has just begun with."""
OPEN = ("waiting", "held")
AGAIN = "again"
"""In the ids of an open row, in place of the platform's: `OpenRow.again`."""


@dataclass(frozen=True, slots=True)
class NewItem:
    """Something to send. `key` names it: put in twice, it is sent once. `payload` is the channel's own (sealed, masked;
    gone once it is sent)."""

    key: str
    channel: str
    account: str
    company: CompanyId | None
    thread: str
    kind: str
    conversation_id: ConversationId | None = None
    message_id: str | None = None
    payload: Mapping[str, Any] | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Begun:
    """A call whose end is not recorded. `unsure`: an earlier attempt at it may have been carried out."""

    id: str
    via: str
    event_id: str | None
    unsure: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class OpenRow:
    """An open row with what is known of its sending."""

    item: Item
    attempts: int
    parts_done: int
    alone: bool
    begun: Begun | None
    created_at: datetime
    again: bool = False
    """Its reader may have it already: a call that cannot be repeated any more may have been carried out."""


class Outbox:
    """Each method is one transaction, but for `put`, which is part of the caller's."""

    def __init__(self, context: Context, replica: str) -> None:
        self._db, self._keys, self._store, self._replica = context.db, context.keys, Store(context), replica

    # ------------------------------------------------------------ in

    def put(self, tx: Tx, new: NewItem) -> str:
        """Have it sent; gives its id (of the first one under this key)."""
        first = select(outbox.c.id).where(outbox.c.key == new.key)
        known = tx.conn.execute(first).scalar()
        if known is not None:
            return str(known)
        item_id = new_id("o")
        sealed = None
        if new.payload is not None:
            key = self._keys if new.company is None else self._keys.of(tx.conn, new.company)
            sealed = key.seal_json(dict(new.payload), f"outbox.payload_enc:{item_id}")
        ours = insert_once(
            tx.conn,
            outbox,
            id=item_id,
            key=new.key,
            channel=new.channel,
            account=new.account,
            company=new.company,
            thread=new.thread,
            kind=new.kind,
            conversation_id=new.conversation_id,
            message_id=new.message_id,
            payload_enc=sealed,
            state="waiting",
            attempts=0,
            at=tx.now,
            parts_done=0,
            alone=False,
            call_unsure=False,
            refs={},
            created_at=tx.now,
        )
        if not ours:
            return str(tx.conn.execute(first).scalar_one())
        tx.topics.add(OUT)
        return item_id

    # ------------------------------------------------------------ what is to be sent

    def threads(
        self, accounts: Collection[tuple[str, str]], limit: int, busy: Collection[str] = ()
    ) -> tuple[tuple[str, str, str], ...]:
        """(channel, account, thread) of which something may be sent now: its oldest open row is due and nobody is at
        it. What is held for its cost does not keep others back: it goes out with them. `accounts`: (channel, account)
        that may be called; what waits for another one takes no room here.

        While somebody's event is being worked on, what is said to them waits a little for its answer: one reply token
        carries both, and a greeting that took it would leave the answer to be pushed, which costs money."""
        now = self._db.clock()
        free = or_(outbox.c.leased_until.is_(None), outbox.c.leased_until <= now)
        query = (
            select(outbox.c.channel, outbox.c.account, outbox.c.thread, and_(outbox.c.at <= now, free))
            .where(outbox.c.state == "waiting", tuple_(outbox.c.channel, outbox.c.account).in_(accounts))
            .order_by(outbox.c.n)
            .limit(5000)
        )
        # A claim's lease tells when its work began: behind a backlog the event is old by then.
        begun = events.c.leased_until > now + ledger.LEASE - ANSWER_WAIT
        young = or_(events.c.received_at > now - ANSWER_WAIT, begun)
        answered = (
            select(events.c.thread_mac)
            .where(events.c.state == "accepted", events.c.thread_mac.is_not(None), young)
            .where(events.c.reply_enc.is_not(None), events.c.reply_taken.is_(False))
        )
        seen, found = set(busy), list[tuple[str, str, str]]()
        with self._db.read() as conn:
            soon = set(conn.execute(answered).scalars())
            for channel, account, thread, due in conn.execute(query):
                if thread not in seen and _mac_of(thread) not in soon and due:
                    found.append((channel, account, thread))
                    if len(found) == limit:
                        break
                seen.add(thread)
        return tuple(found)

    def open_rows(self, account: str, thread: str, limit: int = 50) -> tuple[OpenRow, ...]:
        """The thread's open rows in order, those of this account. A call that was begun comes back alone, with exactly
        its rows."""
        ours = outbox.c.thread == thread, outbox.c.account == account
        query = select(outbox).where(*ours, outbox.c.state.in_(OPEN)).order_by(outbox.c.n)
        with self._db.read() as conn:
            rows = conn.execute(query.limit(limit)).all()
            begun = next((row.call_id for row in rows if row.call_id is not None), None)
            if begun is not None:
                rows = [row for row in rows if row.call_id == begun]
            return tuple(self._row(conn, row) for row in rows)

    def _row(self, conn: Connection, row: Row[Any]) -> OpenRow:
        message, payload = None, {}
        locale: Locale = "ja"
        if row.message_id is not None:
            message = next(iter(self._store.messages_by_id(conn, [row.message_id])), None)
        if row.conversation_id is not None:
            query = select(t.conversations.c.locale).where(t.conversations.c.id == row.conversation_id)
            locale = conn.execute(query).scalar() or "ja"
        if row.payload_enc is not None:
            payload = self._keys.open_json(row.payload_enc, f"outbox.payload_enc:{row.id}")
        begun = None
        if row.call_id is not None:
            begun = Begun(row.call_id, row.call_via, row.call_event, row.call_unsure, row.call_at)
        item = Item(
            id=row.id,
            channel=row.channel,
            account=row.account,
            company=row.company,
            thread=row.thread,
            kind=row.kind,
            conversation_id=row.conversation_id,
            message=message,
            payload=payload,
            locale=locale,
        )
        again = bool(row.refs.get(AGAIN))
        return OpenRow(item, row.attempts, row.parts_done, row.alone, begun, row.created_at, again)

    # ------------------------------------------------------------ how it went

    def begin(self, tx: Tx, rows: Sequence[OpenRow], call: Begun) -> bool:
        """Write a call down before it is made. False where another process is at one of these rows, has sent a part of
        it since it was read, or one is not open any more."""
        ids = [row.item.id for row in rows]
        free = or_(outbox.c.leased_until.is_(None), outbox.c.leased_until <= tx.now)
        same_call = or_(outbox.c.call_id.is_(None), outbox.c.call_id == call.id)
        taken = tx.conn.execute(
            update(outbox)
            .where(outbox.c.id.in_(ids), outbox.c.state.in_(OPEN), free, same_call)
            .values(
                state="waiting",
                call_id=call.id,
                call_via=call.via,
                call_event=call.event_id,
                call_unsure=True,  # until its end is recorded
                call_at=call.at,
                attempts=outbox.c.attempts + 1,
                leased_by=self._replica,
                leased_until=tx.now + LEASE,
            )
            .returning(outbox.c.id, outbox.c.parts_done)
        ).all()
        if {row.id: row.parts_done for row in taken} == {row.item.id: row.parts_done for row in rows}:
            return True
        self._free(tx, outbox.c.call_id == call.id, outbox.c.leased_by == self._replica)
        return False

    def sent(
        self, tx: Tx, call_id: str, refs: Mapping[str, Any], parts: Mapping[str, int] | None = None
    ) -> None:
        """The platform has said so. `parts`: rows of which only so many objects have gone out by now."""
        for item_id, done in (parts or {}).items():
            self._free(tx, outbox.c.id == item_id, parts_done=done, attempts=0, at=tx.now)
        tx.conn.execute(
            update(outbox)
            .where(outbox.c.call_id == call_id, outbox.c.state == "waiting")
            .values(
                state="sent",
                refs=dict(refs),
                failure=None,
                payload_enc=None,
                leased_by=None,
                leased_until=None,
                done_at=tx.now,
            )
        )
        if parts:
            tx.topics.add(OUT)

    def again(
        self, tx: Tx, call_id: str, kind: str, at: datetime, *, unsure: bool = False, anew: bool = False
    ) -> None:
        """Try it later: the same call, or (`anew`) another one. `unsure`: this one may have been carried out."""
        values: dict[str, Any] = {"at": at, "failure": kind[:100], "leased_by": None, "leased_until": None}
        if anew:
            values |= {
                "call_id": None,
                "call_via": None,
                "call_event": None,
                "call_unsure": False,
                "call_at": None,
            }
            if unsure:
                values["refs"] = {AGAIN: True}
        else:
            values["call_unsure"] = unsure
        tx.conn.execute(
            update(outbox).where(outbox.c.call_id == call_id, outbox.c.state == "waiting").values(**values)
        )
        tx.topics.add(OUT)

    def hold(self, tx: Tx, ids: Sequence[str], why: str) -> None:
        """Keep these back until something changes that (the customer writes: `EventLedger.take_in`; `release`); staff
        sees it."""
        where = outbox.c.id.in_(ids), outbox.c.state == "waiting"
        if tx.conn.execute(update(outbox).where(*where).values(state="held", failure=why)).rowcount:
            tx.topics.add(STAFF)

    def release(self) -> int:
        """What was held for its cost may be tried again: the month is another one by now; or it was the platform that
        refused, whose limit may have been raised meanwhile (it is asked again). Gives how many rows."""
        held = select(outbox.c.id, outbox.c.at, outbox.c.failure).where(outbox.c.state == "held")
        with self._db.write() as tx:
            month = month_of(tx.now)
            rows = tx.conn.execute(held).all()
            ids = [row.id for row in rows if month_of(row.at) != month or row.failure != OWN_LIMIT]
            return self._release(tx, outbox.c.id.in_(ids)) if ids else 0

    @staticmethod
    def _release(tx: Tx, *where: Any) -> int:
        free = update(outbox).where(outbox.c.state == "held", *where).values(state="waiting", at=tx.now)
        if count := tx.conn.execute(free).rowcount:
            tx.topics.update({STAFF, OUT})
        return count

    def refused(self, tx: Tx, ids: Sequence[str], kind: str) -> None:
        """These can't be delivered: one alone is failed and shown to staff; of several, each is tried alone."""
        if len(ids) > 1:
            self._free(tx, outbox.c.id.in_(ids), alone=True, at=tx.now)
            tx.topics.add(OUT)
            return
        rows = tx.conn.execute(
            update(outbox)
            .where(outbox.c.id.in_(ids), outbox.c.state.in_(OPEN))
            .values(state="failed", failure=kind[:100], leased_by=None, leased_until=None, done_at=tx.now)
            .returning(outbox.c.id, outbox.c.channel)
        ).all()
        for row in rows:
            tx.audit("desk", Audited.CHANNEL_UNDELIVERABLE, row.id, f"{row.channel} {kind}"[:200])
        tx.topics.add(STAFF)

    @staticmethod
    def _free(tx: Tx, *where: Any, **values: Any) -> None:
        tx.conn.execute(
            update(outbox)
            .where(*where)
            .values(
                call_id=None,
                call_via=None,
                call_event=None,
                call_unsure=False,
                call_at=None,
                leased_by=None,
                leased_until=None,
                **values,
            )
        )

    def recover(self) -> int:
        """At the start: what this process was sending is free again (a begun call keeps its id), and what was held for
        its cost is tried again (a limit is read at the start, and may be a higher one now); gives how many rows are
        open."""
        with self._db.write() as tx:
            mine = outbox.c.leased_by == self._replica, outbox.c.state == "waiting"
            tx.conn.execute(update(outbox).where(*mine).values(leased_by=None, leased_until=None))
            self._release(tx)
            return len(tx.conn.execute(select(outbox.c.id).where(outbox.c.state.in_(OPEN))).all())


def thread_of(channel: str, person_mac: bytes) -> str:
    """The thread of a customer: one a person, over all their conversations."""
    return f"{channel}:{person_mac.hex()}"


def _mac_of(thread: str) -> bytes | None:
    """The customer's keyed hash again; None for a thread that is none of a customer's."""
    try:
        return bytes.fromhex(thread.partition(":")[2])
    except ValueError:
        return None


class CustomerOutbox:
    """Watches conversations: what the desk says to somebody in a channel goes into the outbox in the same commit."""

    def __init__(self, box: Outbox, fetched: Collection[str]) -> None:
        """`fetched`: names of channels whose readers come for their messages."""
        self._box, self._fetched = box, fetched

    def said(self, tx: Tx, said: Said) -> None:
        """The customer's own words go nowhere, and what is fetched is sent once it is stored."""
        if said.channel in self._fetched or said.sender == "customer":
            return
        query = select(people).where(people.c.conversation_id == said.conversation_id)
        person = tx.conn.execute(query).one_or_none()
        if person is None:
            return
        self._box.put(
            tx,
            NewItem(
                key=f"message:{said.message_id}",
                channel=person.channel,
                account=person.account,
                company=said.company,
                thread=thread_of(person.channel, person.person_mac),
                kind="message",
                conversation_id=said.conversation_id,
                message_id=said.message_id,
            ),
        )

    def owner_changed(self, tx: Tx, change: OwnerChange) -> None:
        """The customer is told by messages."""
