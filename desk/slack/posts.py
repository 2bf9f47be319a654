"""What was posted where: so that nothing is posted twice, a post can be corrected, and all of it can be taken back.

Slack has no idempotency keys. A post is written down before it is made, with the id of the call, which goes along as
the message's metadata; where a call's end is not known, Slack is asked whether a message with that id is there.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, literal, select, update

from desk.channels.erasing import end_events
from desk.channels.ledger import thread_mac
from desk.ids import ConversationId
from desk.jobs import later
from desk.slack.threads import SLACK, order_of
from desk.storage.channel_tables import channel_events as events
from desk.storage.database import Tx
from desk.storage.slack_tables import slack_posts as posts
from desk.storage.slack_tables import slack_replies as replies
from desk.storage.slack_tables import slack_threads as threads
from desk.storage.store import Context
from desk.upkeep.personal import EXTRA, Scope, Store
from desk.vaulting.crypto import Keyring
from desk.vaulting.vault import pieces

DELETE = "slack_delete"
"""Kind of later work: take one message back."""


@dataclass(frozen=True, slots=True)
class Post:
    """A message of ours in Slack."""

    key: str
    channel: str
    ts: str | None
    call_id: str | None
    conversation_id: ConversationId | None
    thread_id: str | None
    message_id: str | None


@dataclass(frozen=True, slots=True)
class NewPost:
    """A message about to be posted. `key` names it once and for all."""

    key: str
    channel: str
    call_id: str
    conversation_id: ConversationId | None = None
    thread_id: str | None = None
    message_id: str | None = None


class SlackPosts:
    """Each method is one transaction."""

    def __init__(self, context: Context) -> None:
        self._db = context.db

    def begin(self, new: NewPost) -> Post:
        """Write it down before it is made; gives what was known of it before (with `ts`: it is there already; with a
        `call_id`: a call was begun whose end is not known), or itself without a call."""
        with self._db.write() as tx:
            row = tx.conn.execute(select(posts).where(posts.c.key == new.key)).one_or_none()
            if row is not None:
                return _post(row)
            tx.conn.execute(
                insert(posts).values(
                    key=new.key,
                    channel=new.channel,
                    call_id=new.call_id,
                    conversation_id=new.conversation_id,
                    thread_id=new.thread_id,
                    message_id=new.message_id,
                    at=tx.now,
                )
            )
        return Post(new.key, new.channel, None, None, new.conversation_id, new.thread_id, new.message_id)

    def posted(self, new: NewPost, ts: str) -> None:
        """Slack has said so. Where the conversation has been destroyed meanwhile, it is taken back at once."""
        with self._db.write() as tx:
            done = tx.conn.execute(update(posts).where(posts.c.key == new.key).values(ts=ts)).rowcount
            if not done:
                schedule_deletion(tx, new.channel, ts)

    def refused(self, key: str) -> None:
        """It is sure not to be there."""
        with self._db.write() as tx:
            tx.conn.execute(delete(posts).where(posts.c.key == key, posts.c.ts.is_(None)))

    def by_key(self, key: str) -> Post | None:
        """A post by its name."""
        with self._db.read() as conn:
            row = conn.execute(select(posts).where(posts.c.key == key)).one_or_none()
        return None if row is None else _post(row)

    def at(self, channel: str, ts: str) -> Post | None:
        """The post at this place; None where it is none of ours."""
        with self._db.read() as conn:
            row = conn.execute(
                select(posts).where(posts.c.channel == channel, posts.c.ts == ts)
            ).one_or_none()
        return None if row is None else _post(row)

    def forget(self, before: datetime) -> int:
        """Forget posts that belong to no conversation and are older."""
        with self._db.write() as tx:
            old = posts.c.conversation_id.is_(None), posts.c.at <= before
            return tx.conn.execute(delete(posts).where(*old)).rowcount


def _post(row: Row[Any]) -> Post:
    return Post(row.key, row.channel, row.ts, row.call_id, row.conversation_id, row.thread_id, row.message_id)


# ------------------------------------------------------------------ destruction


def schedule_deletion(
    tx: Tx, channel: str, ts: str | None, call_id: str | None = None, head: str | None = None
) -> None:
    """Have a message taken back: by its place, or where that is not known by the call that may have made it."""
    payload = {"channel": channel, "ts": ts, "call": call_id, "head": head}
    later.schedule(tx, DELETE, f"{DELETE}:{channel}:{ts or call_id}", payload=payload)


def _destroy(tx: Tx, scope: Scope, keys: Keyring) -> int:
    gone = 0
    for piece in pieces(scope.conversations):
        gone += _end_events(tx, piece, keys)
        heads = _heads(tx.conn, piece)
        for row in tx.conn.execute(select(posts).where(posts.c.conversation_id.in_(piece))).all():
            head = heads.get(row.thread_id)
            schedule_deletion(tx, row.channel, row.ts, row.call_id, head)
        for table in (replies, posts, threads):
            gone += tx.conn.execute(delete(table).where(table.c.conversation_id.in_(piece))).rowcount
    return gone


def _end_events(tx: Tx, conversations: Collection[ConversationId], keys: Keyring) -> int:
    """What happened in these conversations' threads holds masked text that staff wrote to or of the customer, and a
    name may have passed: what was given up is kept for a month otherwise."""
    of_slack = select(events.c.account).where(events.c.channel == SLACK).distinct()
    accounts = list(tx.conn.execute(of_slack).scalars())
    ids = tx.conn.execute(select(threads.c.id).where(threads.c.conversation_id.in_(conversations))).scalars()
    gone = 0
    for piece in pieces([order_of(one) for one in ids]):
        macs = [thread_mac(keys, SLACK, account, order) for account in accounts for order in piece]
        gone += end_events(tx, events.c.thread_mac.in_(macs))
    return gone


def _heads(conn: Connection, conversations: Collection[ConversationId]) -> dict[str, str]:
    query = select(posts.c.thread_id, posts.c.ts).where(
        posts.c.conversation_id.in_(conversations), posts.c.key == literal("head:") + posts.c.thread_id
    )
    return {row.thread_id: row.ts for row in conn.execute(query) if row.ts}


def _remains(conn: Connection, scope: Scope) -> int:
    left = 0
    for piece in pieces(scope.conversations):
        for table in (replies, posts, threads):
            query = select(func.count()).select_from(table).where(table.c.conversation_id.in_(piece))
            left += int(conn.execute(query).scalar_one())
    return left


STORE = Store("slack", _destroy, _remains)


def register() -> None:
    """Have it destroyed with the rest; more than once is fine."""
    if STORE not in EXTRA:
        EXTRA.append(STORE)


__all__ = ["DELETE", "NewPost", "Post", "SlackPosts", "register", "schedule_deletion"]
