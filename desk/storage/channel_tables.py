"""Tables of the channels: what came in, who is who there, what goes out, and what was pushed in a month.

A channel's account is whose it is there: a company's id for LINE, a workspace for Slack.
"""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
)

from desk.storage.tables import Counter, UtcDateTime, metadata

channel_events = Table(
    "channel_events",
    metadata,
    Column("n", Counter, primary_key=True, autoincrement=True),
    Column("id", String(64), nullable=False, unique=True),
    Column("channel", String(16), nullable=False),
    Column("account", String(64), nullable=False),
    Column("company", String(64)),  # whose key seals it; none: the installation's own
    Column("event_id", String(200), nullable=False),  # the platform's
    Column("kind", String(32), nullable=False),
    Column("thread_mac", LargeBinary(32)),  # keyed hash: events of one person are worked on in order
    Column("content_enc", LargeBinary),  # masked; gone once it is done with
    Column("reply_enc", LargeBinary),  # the platform's token for an answer; gone once spent
    Column("reply_taken", Boolean, nullable=False, default=False),
    Column("state", String(16), nullable=False),  # accepted, done, failed
    Column("attempts", Integer, nullable=False, default=0),
    Column("failure", String(100)),
    Column("at", UtcDateTime, nullable=False),  # not before
    Column("leased_by", String(64)),
    Column("leased_until", UtcDateTime),
    Column("occurred_at", UtcDateTime, nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    Column("done_at", UtcDateTime),
    UniqueConstraint("channel", "account", "event_id"),
    Index(None, "state", "occurred_at"),
    Index(None, "thread_mac"),
)

channel_people = Table(
    "channel_people",
    metadata,
    Column("n", Counter, primary_key=True, autoincrement=True),
    Column("conversation_id", String(64), ForeignKey("conversations.id"), nullable=False, unique=True),
    Column("channel", String(16), nullable=False),
    Column("account", String(64), nullable=False),
    Column("company", String(64), nullable=False),
    Column("person_mac", LargeBinary(32), nullable=False),
    Column("current_mac", LargeBinary(32)),  # the same, in the one row that is in use
    Column("person_enc", LargeBinary, nullable=False),
    Column("reachable", Boolean, nullable=False, default=True),
    Column(
        "reachable_at", UtcDateTime, nullable=False
    ),  # of the event that says so: events come out of order
    Column("created_at", UtcDateTime, nullable=False),
    UniqueConstraint("channel", "account", "current_mac"),
    Index(None, "person_mac"),
)

outbox = Table(
    "outbox",
    metadata,
    Column("n", Counter, primary_key=True, autoincrement=True),
    Column("id", String(64), nullable=False, unique=True),
    Column("key", String(200), nullable=False, unique=True),  # the same thing is put in once
    Column("channel", String(16), nullable=False),
    Column("account", String(64), nullable=False),
    Column("company", String(64)),
    Column("thread", String(100), nullable=False),  # what goes out in order
    Column("kind", String(32), nullable=False),
    Column("conversation_id", String(64), ForeignKey("conversations.id"), index=True),
    Column("message_id", String(64)),
    Column("payload_enc", LargeBinary),
    Column("state", String(16), nullable=False),  # waiting, held, sent, failed, dismissed
    Column("attempts", Integer, nullable=False, default=0),
    Column("failure", String(100)),
    Column("at", UtcDateTime, nullable=False),  # not before
    Column("parts_done", Integer, nullable=False, default=0),
    Column("alone", Boolean, nullable=False, default=False),
    Column("call_id", String(64)),  # a call that was begun and whose end is not known
    Column("call_via", String(16)),
    Column("call_event", String(64)),  # whose reply token it uses
    Column("call_unsure", Boolean, nullable=False, default=False),
    Column("call_at", UtcDateTime),
    Column("leased_by", String(64)),
    Column("leased_until", UtcDateTime),
    Column("refs", JSON, nullable=False),  # the platform's ids of what was sent
    Column("created_at", UtcDateTime, nullable=False),
    Column("done_at", UtcDateTime),
    Index(None, "state", "at"),
    Index(None, "thread", "state"),
    Index(None, "message_id"),
)

channel_usage = Table(
    "channel_usage",
    metadata,
    Column("channel", String(16), primary_key=True),
    Column("account", String(64), primary_key=True),
    Column("month", String(7), primary_key=True),  # 2026-11, where the desk is
    Column("pushes", Integer, nullable=False),
    Column("warned_at", UtcDateTime),
)
