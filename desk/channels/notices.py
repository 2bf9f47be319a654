"""What the desk says of itself in a channel, inside the transaction that settles an event."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from desk.chat import waiting
from desk.handover.afterhours import TOLD
from desk.ids import ConversationId
from desk.model import Choice, NewMessage
from desk.storage import tables as t
from desk.storage.database import Tx
from desk.storage.store import Context, Store
from knowledge.vocabulary import MessageKind, Owner

OUT_OF_HOURS = "channels.out_of_hours"
GIVEN_UP, GIVEN_UP_WAITING = "channels.given_up", "channels.given_up_waiting"
"""To whom the bot talks, and to whom a person does or will."""
_SAYS_SO = tuple(key for key in TOLD if key != "system.handoff_later")
"""Whoever has said it, it is not said again. The one left out says that it takes a while, and no time."""


class Notices:
    """Each method is part of the caller's transaction."""

    def __init__(self, context: Context) -> None:
        self._store = Store(context)

    def say(
        self, tx: Tx, conversation_id: ConversationId, key: str, params: Mapping[str, Any] | None = None
    ) -> None:
        """A notice from a wording key, in the conversation's language; nothing in a closed one."""
        row = self._store.conversation_row(tx.conn, conversation_id, lock=True)
        if row.owner != Owner.CLOSED.value:
            self._store.add_notice(tx, row, key, **dict(params or {}))

    def given_up(self, tx: Tx, conversation_id: ConversationId, received_at: datetime) -> None:
        """What came in at this time could not be worked on. Said once for all that had come by the time it was said,
        and once however often staff has it tried again."""
        row = self._store.conversation_row(tx.conn, conversation_id, lock=True)
        said = select(t.messages.c.id).where(
            t.messages.c.conversation_id == conversation_id,
            t.messages.c.wording_key.in_((GIVEN_UP, GIVEN_UP_WAITING)),
            t.messages.c.created_at >= received_at,
        )
        if row.owner == Owner.CLOSED.value or tx.conn.execute(said.limit(1)).scalar() is not None:
            return
        if row.owner != Owner.BOT.value:
            self._store.add_notice(tx, row, GIVEN_UP_WAITING)
            return
        to_a_person = Choice(self._store.render("choices.handoff", row.locale, {}), "handoff")
        text = self._store.render(GIVEN_UP, row.locale, {})
        message = NewMessage(text=text, kind=MessageKind.NOTICE, key=GIVEN_UP, choices=(to_a_person,))
        self._store.add_message(tx, conversation_id, "system", message)

    def out_of_hours(self, tx: Tx, conversation_id: ConversationId, opens_at: datetime) -> None:
        """Somebody who waits for staff has written, and nobody is there now: said once in this waiting, whether at the
        handoff or later."""
        row = self._store.conversation_row(tx.conn, conversation_id, lock=True)
        if row.owner != Owner.WAITING.value:
            return
        said = select(t.messages.c.id).where(
            t.messages.c.conversation_id == conversation_id,
            t.messages.c.wording_key.in_(_SAYS_SO),
            t.messages.c.created_at >= (row.waiting_since or row.created_at),
        )
        if tx.conn.execute(said.limit(1)).scalar() is None:
            back = (waiting.button(self._store, row.locale),)
            self._store.add_notice(tx, row, OUT_OF_HOURS, back, when={"datetime": opens_at.isoformat()})
