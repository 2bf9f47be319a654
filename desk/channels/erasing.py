"""What channels keep of a person, and its destruction (`desk.upkeep.personal.EXTRA`).

Of an event its id stays, so that a redelivery does nothing, but not whose it was.
"""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, delete, func, or_, select, update

from desk.ids import ConversationId
from desk.storage.channel_tables import channel_events as events
from desk.storage.channel_tables import channel_people as people
from desk.storage.channel_tables import channel_usage, outbox
from desk.storage.database import Tx
from desk.upkeep.personal import EXTRA, Scope, Store
from desk.vaulting.crypto import Keyring
from desk.vaulting.vault import pieces
from knowledge.vocabulary import CompanyId


def same_person(conn: Connection, conversations: Collection[ConversationId]) -> set[ConversationId]:
    """Every conversation of those to whom these belong: the same account of the same platform is the same person."""
    if not conversations:
        return set()
    macs = select(people.c.person_mac).where(people.c.conversation_id.in_(conversations))
    return set(conn.execute(select(people.c.conversation_id).where(people.c.person_mac.in_(macs))).scalars())


def _of_people(ids: Collection[ConversationId]) -> Any:
    return events.c.thread_mac.in_(select(people.c.person_mac).where(people.c.conversation_id.in_(ids)))


def end_events(tx: Tx, *where: Any) -> int:
    """Nothing comes of these events any more, and nothing of what was said or of whose they were is left; gives how
    many were still to be worked on."""
    waiting = events.c.state == "accepted"
    ended = {"state": "failed", "failure": "erased", "done_at": tx.now}
    count = tx.conn.execute(update(events).where(waiting, *where).values(**ended)).rowcount
    bare = {
        "thread_mac": None,
        "content_enc": None,
        "reply_enc": None,
        "leased_by": None,
        "leased_until": None,
    }
    tx.conn.execute(update(events).where(~waiting, *where).values(**bare))
    return count


def _destroy(tx: Tx, scope: Scope, _: Keyring) -> int:
    gone = 0
    for piece in pieces(scope.conversations):
        of_these = select(people.c.person_mac).where(people.c.conversation_id.in_(piece))
        others = (
            select(people.c.person_mac)
            .where(people.c.person_mac.in_(of_these))
            .where(people.c.conversation_id.not_in(piece))
        )
        # An event that is not worked on yet belongs to the conversation in use; where an older one is destroyed by
        # its age, the newer one's events stay.
        gone += end_events(tx, _of_people(piece), events.c.thread_mac.not_in(others))
        for table in (outbox, people):
            gone += tx.conn.execute(delete(table).where(table.c.conversation_id.in_(piece))).rowcount
    return gone


def _remains(conn: Connection, scope: Scope) -> int:
    left = 0
    for piece in pieces(scope.conversations):
        for table in (outbox, people):
            query = select(func.count()).select_from(table).where(table.c.conversation_id.in_(piece))
            left += int(conn.execute(query).scalar_one())
        query = select(func.count()).select_from(events).where(_of_people(piece))
        left += int(conn.execute(query.where(or_(events.c.content_enc.is_not(None)))).scalar_one())
    return left


def drop_company(tx: Tx, company: CompanyId) -> int:
    """At the end of a contract: what came in and was to go out without a conversation, too (its key is going, so
    that nobody could read it, nor seal it anew); gives how many rows. Counts of an account go with it."""
    gone = sum(
        tx.conn.execute(delete(table).where(table.c.company == company)).rowcount
        for table in (outbox, people, events)
    )
    tx.conn.execute(delete(channel_usage).where(channel_usage.c.account == company))
    return gone


STORE = Store("channels", _destroy, _remains)


def register() -> None:
    """Have it destroyed with the rest; more than once is fine."""
    if STORE not in EXTRA:
        EXTRA.append(STORE)
