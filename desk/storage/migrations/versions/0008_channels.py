"""Channels: what came in, who is who there, what goes out, what was pushed"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _time(name: str, nullable: bool = True) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _text(name: str, length: int = 64, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=nullable)


def upgrade() -> None:
    """To this revision."""
    _events()
    _people()
    _outbox()
    op.create_table(
        "channel_usage",
        _text("channel", 16),
        _text("account"),
        _text("month", 7),
        sa.Column("pushes", sa.Integer(), nullable=False),
        _time("warned_at"),
        sa.PrimaryKeyConstraint("channel", "account", "month", name=op.f("pk_channel_usage")),
    )


def _events() -> None:
    op.create_table(
        "channel_events",
        sa.Column("n", _NUMBER, autoincrement=True, nullable=False),
        _text("id"),
        _text("channel", 16),
        _text("account"),
        _text("company", nullable=True),
        _text("event_id", 200),
        _text("kind", 32),
        sa.Column("thread_mac", sa.LargeBinary(32), nullable=True),
        sa.Column("content_enc", sa.LargeBinary(), nullable=True),
        sa.Column("reply_enc", sa.LargeBinary(), nullable=True),
        sa.Column("reply_taken", sa.Boolean(), nullable=False),
        _text("state", 16),
        sa.Column("attempts", sa.Integer(), nullable=False),
        _text("failure", 100, nullable=True),
        _time("at", nullable=False),
        _text("leased_by", nullable=True),
        _time("leased_until"),
        _time("occurred_at", nullable=False),
        _time("received_at", nullable=False),
        _time("done_at"),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_channel_events")),
        sa.UniqueConstraint("id", name=op.f("uq_channel_events_id")),
        sa.UniqueConstraint(
            "channel", "account", "event_id", name=op.f("uq_channel_events_channel_account_event_id")
        ),
    )
    op.create_index(op.f("ix_channel_events_state_occurred_at"), "channel_events", ["state", "occurred_at"])
    op.create_index(op.f("ix_channel_events_thread_mac"), "channel_events", ["thread_mac"])


def _people() -> None:
    op.create_table(
        "channel_people",
        sa.Column("n", _NUMBER, autoincrement=True, nullable=False),
        _text("conversation_id"),
        _text("channel", 16),
        _text("account"),
        _text("company"),
        sa.Column("person_mac", sa.LargeBinary(32), nullable=False),
        sa.Column("current_mac", sa.LargeBinary(32), nullable=True),
        sa.Column("person_enc", sa.LargeBinary(), nullable=False),
        sa.Column("reachable", sa.Boolean(), nullable=False),
        _time("reachable_at", nullable=False),
        _time("created_at", nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_channel_people_conversation_id_conversations"),
        ),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_channel_people")),
        sa.UniqueConstraint("conversation_id", name=op.f("uq_channel_people_conversation_id")),
        sa.UniqueConstraint(
            "channel", "account", "current_mac", name=op.f("uq_channel_people_channel_account_current_mac")
        ),
    )
    op.create_index(op.f("ix_channel_people_person_mac"), "channel_people", ["person_mac"])


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("n", _NUMBER, autoincrement=True, nullable=False),
        _text("id"),
        _text("key", 200),
        _text("channel", 16),
        _text("account"),
        _text("company", nullable=True),
        _text("thread", 100),
        _text("kind", 32),
        _text("conversation_id", nullable=True),
        _text("message_id", nullable=True),
        sa.Column("payload_enc", sa.LargeBinary(), nullable=True),
        _text("state", 16),
        sa.Column("attempts", sa.Integer(), nullable=False),
        _text("failure", 100, nullable=True),
        _time("at", nullable=False),
        sa.Column("parts_done", sa.Integer(), nullable=False),
        sa.Column("alone", sa.Boolean(), nullable=False),
        _text("call_id", nullable=True),
        _text("call_via", 16, nullable=True),
        _text("call_event", nullable=True),
        sa.Column("call_unsure", sa.Boolean(), nullable=False),
        _time("call_at"),
        _text("leased_by", nullable=True),
        _time("leased_until"),
        sa.Column("refs", sa.JSON(), nullable=False),
        _time("created_at", nullable=False),
        _time("done_at"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name=op.f("fk_outbox_conversation_id_conversations")
        ),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_outbox")),
        sa.UniqueConstraint("id", name=op.f("uq_outbox_id")),
        sa.UniqueConstraint("key", name=op.f("uq_outbox_key")),
    )
    op.create_index(op.f("ix_outbox_conversation_id"), "outbox", ["conversation_id"])
    op.create_index(op.f("ix_outbox_state_at"), "outbox", ["state", "at"])
    op.create_index(op.f("ix_outbox_thread_state"), "outbox", ["thread", "state"])
    op.create_index(op.f("ix_outbox_message_id"), "outbox", ["message_id"])


def downgrade() -> None:
    """Back to the revision before."""
    for table in ("channel_usage", "outbox", "channel_people", "channel_events"):
        op.drop_table(table)
