"""Tables of Slack: who is linked to which account, the threads of handoffs, and what was posted where.

They hold ids, places and times only. What was said is read when it is posted, and lies in Slack masked.
"""

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, String, Table, UniqueConstraint

from desk.storage.tables import Counter, UtcDateTime, metadata

slack_links = Table(
    "slack_links",
    metadata,
    Column("team", String(64), primary_key=True),
    Column("slack_user", String(64), primary_key=True),
    Column("staff_id", String(64), ForeignKey("staff.id"), nullable=False, unique=True),
    Column("company", String(64)),  # about which /privacy asks until another is named
    Column("region", String(64)),
    Column("linked_at", UtcDateTime, nullable=False),
)

slack_codes = Table(
    "slack_codes",
    metadata,
    Column("code_mac", LargeBinary(32), primary_key=True),
    Column("staff_id", String(64), ForeignKey("staff.id"), nullable=False, unique=True),
    Column("expires_at", UtcDateTime, nullable=False),
)

slack_threads = Table(
    "slack_threads",
    metadata,
    Column("n", Counter, primary_key=True, autoincrement=True),
    Column("id", String(64), nullable=False, unique=True),
    Column("conversation_id", String(64), ForeignKey("conversations.id"), nullable=False),
    Column("open_conversation_id", String(64), unique=True),  # the same, in the one thread that is open
    Column("company", String(64), nullable=False),
    Column("channel", String(64), nullable=False),
    Column("reason", String(64)),
    Column("waiting_since", UtcDateTime),
    Column("state", String(16), nullable=False),  # waiting, staff, bot, closed
    Column("alias", String(100)),  # of whoever has it
    Column("revision", Integer, nullable=False),  # counts the states, so that each is shown once
    Column("created_at", UtcDateTime, nullable=False),
    Index(None, "conversation_id"),
)

slack_posts = Table(
    "slack_posts",
    metadata,
    Column("n", Counter, primary_key=True, autoincrement=True),
    Column("key", String(200), nullable=False, unique=True),
    Column("conversation_id", String(64), ForeignKey("conversations.id"), index=True),
    Column("thread_id", String(64)),
    Column("message_id", String(64)),  # of what staff said to the customer: which message
    Column("channel", String(64), nullable=False),
    Column("ts", String(32)),  # Slack's name of it; none until Slack has said so
    Column("call_id", String(64)),  # of the call that was begun
    Column("at", UtcDateTime, nullable=False),
    UniqueConstraint("channel", "ts"),
)

slack_replies = Table(
    "slack_replies",
    metadata,
    Column("n", Counter, primary_key=True, autoincrement=True),
    Column("conversation_id", String(64), ForeignKey("conversations.id"), nullable=False, index=True),
    Column("thread_id", String(64), nullable=False),
    Column("staff_id", String(64), nullable=False),
    Column("message_id", String(64), nullable=False),  # what went out last in its place
    Column("channel", String(64), nullable=False),
    Column("ts", String(32), nullable=False),  # the message in the thread that was sent
    Column("text_mac", LargeBinary(32), nullable=False),  # keyed hash: was it changed?
    Column(
        "edited", String(32), nullable=False, default=""
    ),  # Slack's time of the last edit: edits come out of order
    UniqueConstraint("channel", "ts"),
)
