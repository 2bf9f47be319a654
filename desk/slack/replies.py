"""What members of staff say to customers from Slack, and what becomes of it when they change it there.

A reply is said as it would be from the console: by whoever has the conversation, wherever the customer is.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, delete, insert, select, update

from desk.errors import ConversationNotFound
from desk.handover.handoffs import Handoffs
from desk.ids import ConversationId
from desk.locales import Locale
from desk.model import StaffMember
from desk.slack.threads import Thread
from desk.storage import tables as t
from desk.storage.database import Tx
from desk.storage.slack_tables import slack_replies as replies
from desk.storage.store import Context
from desk.texts import MaskedText


@dataclass(frozen=True, slots=True)
class Place:
    """Where in Slack a message is."""

    channel: str
    ts: str


@dataclass(frozen=True, slots=True)
class Reply:
    """A message in a thread that was sent to the customer."""

    conversation_id: ConversationId
    thread_id: str
    staff_id: str
    message_id: str
    edited: str


class SlackReplies:
    """`text` is masked wherever it is taken here."""

    def __init__(self, context: Context, handoffs: Handoffs) -> None:
        self._db, self._keys, self._render, self._handoffs = (
            context.db,
            context.keys,
            context.render,
            handoffs,
        )

    def say(
        self, thread: Thread, staff: StaffMember, text: MaskedText, key: str, source: Place | None = None
    ) -> None:
        """Say it to the customer; the same `key` says it once. `source`: the message in the thread that it is.
        Raises NotClaimant, Forbidden, ConversationNotFound, ClientIdReused (that message was sent before, and has
        been changed since)."""
        message = self._handoffs.say(thread.conversation_id, staff, text, client_id=key)
        if source is None:
            return
        with self._db.write() as tx:
            tx.conn.execute(delete(replies).where(*_at(source)))
            tx.conn.execute(
                insert(replies).values(
                    conversation_id=thread.conversation_id,
                    thread_id=thread.id,
                    staff_id=staff.id,
                    message_id=message.id,
                    channel=source.channel,
                    ts=source.ts,
                    text_mac=self._mac(source, text),
                    edited="",
                )
            )

    def correct(self, thread: Thread, staff: StaffMember, text: MaskedText, key: str) -> None:
        """Say it as a correction of what was said before, in the customer's language. Raises as `say`."""
        locale = self._locale(thread.conversation_id)
        whole = self._render("slack.correction", locale, {"text": text})
        self._handoffs.say(thread.conversation_id, staff, whole, client_id=key)

    def _locale(self, conversation_id: ConversationId) -> Locale:
        conv = t.conversations
        with self._db.read() as conn:
            locale: Locale | None = conn.execute(
                select(conv.c.locale).where(conv.c.id == conversation_id)
            ).scalar()
        if locale is None:
            raise ConversationNotFound
        return locale

    # ------------------------------------------------------------ what was sent as a message of the thread

    def at(self, place: Place) -> Reply | None:
        """The reply that this message is; None where it was never sent."""
        with self._db.read() as conn:
            row = conn.execute(select(replies).where(*_at(place))).one_or_none()
        return None if row is None else _reply(row)

    def changed(self, place: Place, text: str, edited: str) -> bool:
        """Whether an edit made at Slack's time `edited` is news: newer than the last, and of the text."""
        with self._db.read() as conn:
            row = conn.execute(select(replies).where(*_at(place))).one_or_none()
        return row is not None and row.edited < edited and row.text_mac != self._mac(place, text)

    def took(self, tx: Tx, place: Place, text: str, edited: str) -> None:
        """This edit has been dealt with."""
        tx.conn.execute(
            update(replies)
            .where(*_at(place), replies.c.edited < edited)
            .values(edited=edited, text_mac=self._mac(place, text))
        )

    def _mac(self, place: Place, text: str) -> bytes:
        return self._keys.mac("slack_reply", place.channel, place.ts, text)


def _at(place: Place) -> tuple[Any, Any]:
    return replies.c.channel == place.channel, replies.c.ts == place.ts


def _reply(row: Row[Any]) -> Reply:
    return Reply(row.conversation_id, row.thread_id, row.staff_id, row.message_id, row.edited)
