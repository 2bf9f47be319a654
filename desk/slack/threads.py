"""The threads of handoffs: opened, continued and ended in the same commit as what they show.

A thread is open while a conversation waits for staff or is with them. What is to be posted goes into the outbox as ids;
it is read, masked and laid out when it is sent (`desk.slack.composing`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from desk.channels.outbox import NewItem, Outbox
from desk.chat.despair import HELP
from desk.chat.waiting import WENT_BACK, is_urgent
from desk.chat.watching import OwnerChange, Said
from desk.errors import DeskError
from desk.ids import ConversationId
from desk.storage import tables as t
from desk.storage.database import Tx
from desk.storage.slack_tables import slack_threads as threads
from desk.storage.store import Context
from desk.vaulting.crypto import new_id
from knowledge.vocabulary import CompanyId, Owner

SLACK = "slack"
_OPEN = frozenset({Owner.WAITING.value, Owner.STAFF.value})
_TOLD_BY_STATE = frozenset({"system.claimed", "system.released", "system.closed", "system.claim_expired"})
"""What the customer is told of a change of owner; the thread says it in its own words."""
_NOTED = {WENT_BACK: "went_back"}
"""What the customer is told that the thread is told in staff's words, also where it shows none of the customer's."""


class ThreadNotFound(DeskError):
    """There is no such thread, or its conversation has been destroyed."""

    code = "slack_thread_not_found"
    kind = "not_found"
    message = "There is no such handoff any more."


@dataclass(frozen=True, slots=True)
class Thread:
    """A thread as kept. `state` is the owner's word; `alias` whose it is."""

    id: str
    conversation_id: ConversationId
    company: CompanyId
    channel: str
    reason: str | None
    waiting_since: datetime | None
    state: str
    alias: str | None
    revision: int


def order_of(thread_id: str) -> str:
    """As what the events of a handoff's thread are kept (`NewEvent.thread`): they are worked on in their order, and go
    with its conversation."""
    return f"thread:{thread_id}"


def thread_of(row: Row[Any]) -> Thread:
    """A row as data."""
    return Thread(
        row.id, row.conversation_id, row.company, row.channel, row.reason, row.waiting_since, row.state,
        row.alias, row.revision,
    )  # fmt: skip


def get_thread(conn: Connection, thread_id: str) -> Thread:
    """A thread by its id. Raises ThreadNotFound."""
    row = conn.execute(select(threads).where(threads.c.id == thread_id)).one_or_none()
    if row is None:
        raise ThreadNotFound
    return thread_of(row)


class SlackThreads:
    """Watches conversations (`desk.chat.watching`). `channels`: company -> Slack channel; a company without one has no
    threads."""

    def __init__(
        self, context: Context, outbox: Outbox, team: str, channels: Mapping[CompanyId, str]
    ) -> None:
        self._db, self._outbox, self._team, self._channels = context.db, outbox, team, channels

    def get(self, thread_id: str) -> Thread:
        """A thread by its id. Raises ThreadNotFound."""
        with self._db.read() as conn:
            return get_thread(conn, thread_id)

    # ------------------------------------------------------------ what is watched

    def said(self, tx: Tx, said: Said) -> None:
        """Something was said in a conversation that staff has, or is to have."""
        if said.sender == "system" and said.key in _TOLD_BY_STATE:
            return
        thread = self._open_thread(tx, said.conversation_id)
        if thread is None:
            return
        if said.key == HELP:
            self._urgent(tx, thread, said.message_id)
        elif said.key == WENT_BACK and is_urgent(tx.conn, said.conversation_id):
            key = f"note:said:{said.message_id}"
            self._put(tx, thread, key, "note", words="went_back_urgent", params={}, aloud=True)
        elif said.key in _NOTED:
            self.note(tx, thread, f"said:{said.message_id}", _NOTED[said.key])
        else:
            self._put(tx, thread, f"line:{said.message_id}", "line", message=said.message_id)

    def owner_changed(self, tx: Tx, change: OwnerChange) -> None:
        """A handoff begins, gets another owner, or is over."""
        thread = self._open_thread(tx, change.conversation_id)
        if thread is not None:
            self._move(tx, thread, change)
        elif change.owner == Owner.WAITING.value and change.company in self._channels:
            self._begin(tx, change)

    def _urgent(self, tx: Tx, thread: Thread, message_id: str) -> None:
        """The customer has written that they want to die: said in the channel as well, and at the thread's head."""
        self._put(tx, thread, f"note:said:{message_id}", "note", words="urgent_now", params={}, aloud=True)
        state = {"state": thread.state, "alias": thread.alias}
        self._put(tx, thread, f"head:{thread.id}:urgent:{message_id}", "head_update", **state)

    def _open_thread(self, tx: Tx, conversation_id: ConversationId) -> Thread | None:
        query = select(threads).where(threads.c.open_conversation_id == conversation_id)
        row = tx.conn.execute(query).one_or_none()
        return None if row is None else thread_of(row)

    def _begin(self, tx: Tx, change: OwnerChange) -> None:
        conv = t.conversations
        row = tx.conn.execute(select(conv).where(conv.c.id == change.conversation_id)).one()
        thread_id = new_id("t")
        tx.conn.execute(
            insert(threads).values(
                id=thread_id,
                conversation_id=row.id,
                open_conversation_id=row.id,
                company=row.company,
                channel=self._channels[row.company],
                reason=row.handoff_reason,
                waiting_since=row.waiting_since,
                state=change.owner,
                revision=0,
                created_at=tx.now,
            )
        )
        thread = get_thread(tx.conn, thread_id)
        self._put(tx, thread, f"head:{thread_id}", "head", state=change.owner, alias=None)
        self._put(tx, thread, f"transcript:{thread_id}", "transcript", until=row.last_seq)

    def _move(self, tx: Tx, thread: Thread, change: OwnerChange) -> None:
        conv = t.conversations
        alias = tx.conn.execute(
            select(conv.c.claimed_alias).where(conv.c.id == thread.conversation_id)
        ).scalar()
        if (thread.state, thread.alias) == (change.owner, alias):
            return
        revision = thread.revision + 1
        still = thread.conversation_id if change.owner in _OPEN else None
        tx.conn.execute(
            update(threads)
            .where(threads.c.id == thread.id)
            .values(state=change.owner, alias=alias, revision=revision, open_conversation_id=still)
        )
        state = {"state": change.owner, "alias": alias}
        self._put(tx, thread, f"state:{thread.id}:{revision}", "state", **state)
        self._put(tx, thread, f"head:{thread.id}:{revision}", "head_update", **state)

    # ------------------------------------------------------------ what is posted besides

    def note(self, tx: Tx, thread: Thread, key: str, words: str, **params: Any) -> None:
        """Have a note of ours posted into a thread (`words`: a key of the wording); the same `key` posts it once."""
        self._put(tx, thread, f"note:{key}", "note", words=words, params=params)

    def whisper(self, tx: Tx, key: str, channel: str, user: str, words: str, **params: Any) -> None:
        """Have a note shown to one Slack user only, where that user is looking."""
        payload = {
            "channel": channel,
            "user": user,
            "words": words,
            "params": params,
            "at": tx.now.isoformat(),
        }
        name = f"slack:whisper:{key}"
        self._outbox.put(tx, NewItem(name, SLACK, self._team, None, name[:100], "whisper", payload=payload))

    def respond(self, tx: Tx, key: str, url: str, body: Mapping[str, Any], *, echoes: bool = False) -> None:
        """Have a command or a click answered at the address that came with it. `echoes`: what was asked stands in the
        body."""
        name = f"slack:response:{key}"
        payload = {"url": url, "body": dict(body), "echoes": echoes, "at": tx.now.isoformat()}
        self._outbox.put(tx, NewItem(name, SLACK, self._team, None, name[:100], "response", payload=payload))

    def _put(self, tx: Tx, thread: Thread, key: str, kind: str, **payload: Any) -> None:
        self._outbox.put(
            tx,
            NewItem(
                key=f"slack:{key}",
                channel=SLACK,
                account=self._team,
                company=thread.company,
                thread=f"slack:{thread.id}",
                kind=kind,
                conversation_id=thread.conversation_id,
                payload={"thread": thread.id, "key": key, **payload},
            ),
        )
