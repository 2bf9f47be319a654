"""Who is who in a channel: a conversation is bound to (channel, account, the platform's id of the person).

The id is personal data: sealed, looked up by a keyed hash, destroyed with the conversation (`desk.channels.erasing`).
A person has one conversation in use; older, closed ones stay bound until they are destroyed.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from desk.channels.ledger import EventLedger
from desk.ids import ConversationId
from desk.model import Conversation
from desk.storage import tables as t
from desk.storage.channel_tables import channel_people as people
from desk.storage.database import Tx
from desk.storage.store import Context, Store
from knowledge.vocabulary import CompanyId


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in a channel, by the conversation that is theirs."""

    channel: str
    account: str
    conversation_id: ConversationId
    external_id: str = field(repr=False)
    reachable: bool


@dataclass(frozen=True, slots=True)
class Known:
    """The conversation that somebody has in use (perhaps closed), and whether messages reach them, known `since` an
    event of that time."""

    conversation: Conversation
    reachable: bool
    since: datetime


class People:
    """Lookups and bindings."""

    def __init__(self, context: Context, ledger: EventLedger) -> None:
        self._db, self._keys, self._store, self._ledger = context.db, context.keys, Store(context), ledger

    def current(self, channel: str, account: str, external_id: str) -> Known | None:
        """Somebody by the platform's id; None for somebody new."""
        mac = self._ledger.thread_mac(channel, account, external_id)
        query = (
            select(t.conversations, people.c.reachable, people.c.reachable_at)
            .join(people, people.c.conversation_id == t.conversations.c.id)
            .where(people.c.channel == channel, people.c.account == account, people.c.current_mac == mac)
        )
        with self._db.read() as conn:
            row = conn.execute(query).one_or_none()
            if row is None:
                return None
            return Known(self._store.conversation(row), row.reachable, row.reachable_at)

    def taken_in(self, channel: str, account: str, external_id: str, client_id: str) -> Conversation | None:
        """The conversation of this person, perhaps an older one, that has accepted a message under this id."""
        mac = self._ledger.thread_mac(channel, account, external_id)
        query = (
            select(t.conversations)
            .join(people, people.c.conversation_id == t.conversations.c.id)
            .join(t.inbound, t.inbound.c.conversation_id == t.conversations.c.id)
            .where(people.c.channel == channel, people.c.account == account, people.c.person_mac == mac)
            .where(t.inbound.c.client_id == client_id)
        )
        with self._db.read() as conn:
            row = conn.execute(query).one_or_none()
            return None if row is None else self._store.conversation(row)

    def bind(
        self,
        tx: Tx,
        conversation_id: ConversationId,
        channel: str,
        account: str,
        company: CompanyId,
        external_id: str,
        since: datetime,
    ) -> None:
        """The conversation is this person's from now on; an earlier one is not in use any more. `since`: when the
        event happened from which it is known that the person can be reached."""
        mac = self._ledger.thread_mac(channel, account, external_id)
        of_person = people.c.channel == channel, people.c.account == account, people.c.current_mac == mac
        tx.conn.execute(update(people).where(*of_person).values(current_mac=None))
        place = f"channel_people.person_enc:{conversation_id}"
        tx.conn.execute(
            insert(people).values(
                conversation_id=conversation_id,
                channel=channel,
                account=account,
                company=company,
                person_mac=mac,
                current_mac=mac,
                person_enc=self._keys.of(tx.conn, company).seal(external_id.encode(), place),
                reachable=True,
                reachable_at=since,
                created_at=tx.now,
            )
        )

    def of_conversation(self, conn: Connection, conversation_id: ConversationId) -> Person | None:
        """Whose it is; None where it is nobody's (the web, or destroyed)."""
        row = conn.execute(select(people).where(people.c.conversation_id == conversation_id)).one_or_none()
        return None if row is None else self._person(row)

    def _person(self, row: Row[Any]) -> Person:
        place = f"channel_people.person_enc:{row.conversation_id}"
        name = self._keys.open(row.person_enc, place).decode()
        return Person(row.channel, row.account, row.conversation_id, name, row.reachable)

    def set_reachable(
        self, tx: Tx, channel: str, account: str, external_id: str, reachable: bool, at: datetime
    ) -> None:
        """The person follows the account, or has blocked it, since `at`. What is older than what is known changes
        nothing: events come out of order."""
        mac = self._ledger.thread_mac(channel, account, external_id)
        tx.conn.execute(
            update(people)
            .where(people.c.channel == channel, people.c.account == account, people.c.person_mac == mac)
            .where(people.c.reachable_at <= at)
            .values(reachable=reachable, reachable_at=at)
        )
