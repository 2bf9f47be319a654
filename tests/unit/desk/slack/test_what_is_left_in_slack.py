"""What Slack still has of a conversation is counted to the end: an erasure says so only where nothing is left."""

import pytest
from sqlalchemy import Table, insert

from desk.ids import ConversationId
from desk.slack.posts import STORE
from desk.storage import tables as t
from desk.storage.database import Tx
from desk.storage.slack_tables import slack_posts, slack_replies, slack_threads
from desk.upkeep.personal import Scope
from tests.unit.desk.small_store import START, transaction

ROWS = [
    (
        slack_threads,
        {"id": "t", "company": "ocs", "channel": "C", "state": "bot", "revision": 0, "created_at": START},
    ),
    (slack_posts, {"key": "head:t", "thread_id": "t", "channel": "C", "at": START}),
    (
        slack_replies,
        {"thread_id": "t", "staff_id": "s", "message_id": "m", "channel": "C", "ts": "1", "text_mac": b""},
    ),
]


@pytest.fixture
def tx() -> Tx:
    return transaction(t.conversations, slack_threads, slack_posts, slack_replies)


@pytest.mark.parametrize(("table", "row"), ROWS, ids=lambda one: getattr(one, "name", ""))
def test_a_thread_a_post_or_a_reply_of_the_conversation_is_something_that_is_left(
    tx: Tx, table: Table, row: dict[str, object]
) -> None:
    tx.conn.execute(insert(table).values(conversation_id="c_1", **row))
    for names, left in (({"c_1"}, 1), ({"c_1", "c_2"}, 1), ({"c_2"}, 0), (set(), 0)):
        scope = Scope(conversations=frozenset(map(ConversationId, names)))
        assert STORE.remains(tx.conn, scope) == left
