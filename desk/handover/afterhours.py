"""Customers who wait are not left in silence.

Who waits while nobody is there is told when somebody will be: once in a conversation. Who waits at an open desk is told
how things stand once in this waiting, when nobody has come for a while.

The bot says so when it hands over out of hours (`actions.talk`). Who asked for a person while it could not speak, or
still waits when the desk closes, is told by `tell`, which the app calls now and then.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, func, select

from desk.calendar.hours import HoursState
from desk.chat import waiting
from desk.ids import ConversationId
from desk.storage import tables as t
from desk.storage.database import Tx
from desk.storage.store import Context, Store
from knowledge.vocabulary import CompanyId, Owner

OUT_OF_HOURS = ("system.out_of_hours_later", "system.out_of_hours")
"""Wording keys: where nobody knows when the desk opens, and with the time when it does."""

TOLD = (
    "system.handoff_out_of_hours",
    "system.handoff_later",
    *OUT_OF_HOURS,
    "channels.out_of_hours",  # a channel has answered a message with it (desk.channels.notices)
)
"""Wording keys of messages that say it."""

STILL_WAITING = ("system.still_waiting", "system.still_waiting_until")
"""The same for a desk that is open: without the time when it closes, and with it."""
PATIENCE = timedelta(minutes=3)
"""So long after the handoff somebody who waits at an open desk is told that nobody has come yet."""
UNHEARD = timedelta(seconds=30)
"""The same after a message that the customer wrote while waiting: mostly a person answers first."""


class AfterHours:
    """Whether a conversation has been told is read from its messages: there is nothing else to keep in step."""

    def __init__(self, context: Context) -> None:
        self._db, self._store = context.db, Store(context)

    def told(self, conversation_id: ConversationId) -> bool:
        """Whether this conversation has been told."""
        with self._db.read() as conn:
            return self._told(conn, conversation_id)

    def tell(
        self, state: Callable[[CompanyId], HoursState], now: datetime | None = None
    ) -> tuple[ConversationId, ...]:
        """Tell those who wait at a desk that is not open and have not been told; gives their conversations' ids.
        `state`: how a company's desk stands."""
        told = []
        for conversation_id, company in self._candidates():
            stands = state(company)
            if stands.state != "open" and self._tell(conversation_id, stands, now):
                told.append(conversation_id)
        return tuple(told)

    def reassure(
        self, state: Callable[[CompanyId], HoursState], now: datetime | None = None
    ) -> tuple[ConversationId, ...]:
        """Tell those to whom nobody has come at an open desk for a while that they are not forgotten, once in this
        waiting; gives their conversations' ids. `state`: how a company's desk stands."""
        conv = t.conversations
        query = select(conv).where(conv.c.owner == Owner.WAITING.value).order_by(conv.c.n)
        with self._db.read() as conn:
            candidates = [
                (row.id, row.company)
                for row in conn.execute(query).all()
                if self._long(conn, row, now or self._db.clock())
            ]
        told = []
        for conversation_id, company in candidates:
            stands = state(company)
            if stands.state == "open" and self._reassure(conversation_id, stands, now):
                told.append(conversation_id)
        return tuple(told)

    def _reassure(self, conversation_id: ConversationId, stands: HoursState, now: datetime | None) -> bool:
        with self._db.write(now) as tx:
            row = self._store.conversation_row(tx.conn, conversation_id, lock=True)
            # Under the lock: another process may have told them, or a person has taken it.
            if row.owner != Owner.WAITING.value or not self._long(tx.conn, row, tx.now):
                return False
            self._say(tx, row, STILL_WAITING, until=stands.closes_at)
            return True

    def _say(self, tx: Tx, row: Row[Any], keys: tuple[str, str], **when: datetime | None) -> None:
        """The notice without a time, or the one with it where the time (the notice's one parameter) is known."""
        ((name, at),) = when.items()
        back = (waiting.button(self._store, row.locale),)
        if at is None:
            self._store.add_notice(tx, row, keys[0], back)
        else:
            self._store.add_notice(tx, row, keys[1], back, **{name: {"datetime": at.isoformat()}})

    @staticmethod
    def _long(conn: Connection, row: Row[Any], now: datetime) -> bool:
        """Whether this customer has waited long enough to be told, and has not been told in this waiting."""
        msg, since = t.messages, row.waiting_since or row.created_at
        of_this = (msg.c.conversation_id == row.id, msg.c.created_at >= since)
        told = select(msg.c.id).where(*of_this, msg.c.wording_key.in_(STILL_WAITING))
        if conn.execute(told.limit(1)).first() is not None:
            return False
        if now - since >= PATIENCE:
            return True
        first = select(func.min(msg.c.created_at)).where(
            *of_this, msg.c.created_at > since, msg.c.sender == "customer"
        )
        wrote: datetime | None = conn.execute(first).scalar()
        return wrote is not None and now - wrote >= UNHEARD

    def _candidates(self) -> list[tuple[ConversationId, CompanyId]]:
        conv, msg = t.conversations, t.messages
        said = (
            select(msg.c.id).where(msg.c.conversation_id == conv.c.id, msg.c.wording_key.in_(TOLD)).exists()
        )
        query = select(conv.c.id, conv.c.company).where(conv.c.owner == Owner.WAITING.value, ~said)
        with self._db.read() as conn:
            return [(row.id, row.company) for row in conn.execute(query.order_by(conv.c.n))]

    def _tell(self, conversation_id: ConversationId, stands: HoursState, now: datetime | None) -> bool:
        with self._db.write(now) as tx:
            row = self._store.conversation_row(tx.conn, conversation_id, lock=True)
            # Under the lock: another process may have told them, or a person has taken it.
            if row.owner != Owner.WAITING.value or self._told(tx.conn, conversation_id):
                return False
            self._say(tx, row, OUT_OF_HOURS, when=stands.opens_at)
            return True

    @staticmethod
    def _told(conn: Connection, conversation_id: ConversationId) -> bool:
        msg = t.messages
        query = select(msg.c.id).where(msg.c.conversation_id == conversation_id, msg.c.wording_key.in_(TOLD))
        return conn.execute(query.limit(1)).first() is not None
