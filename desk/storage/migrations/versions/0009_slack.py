"""Slack: links to accounts, threads of handoffs, what was posted, which replies went out"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _time(name: str, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _text(name: str, length: int = 64, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=nullable)


def upgrade() -> None:
    """To this revision."""
    _links()
    _threads()
    _posts()


def _links() -> None:
    op.create_table(
        "slack_links",
        _text("team"),
        _text("slack_user"),
        _text("staff_id"),
        _text("company", nullable=True),
        _text("region", nullable=True),
        _time("linked_at"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_slack_links_staff_id_staff")),
        sa.PrimaryKeyConstraint("team", "slack_user", name=op.f("pk_slack_links")),
        sa.UniqueConstraint("staff_id", name=op.f("uq_slack_links_staff_id")),
    )
    op.create_table(
        "slack_codes",
        sa.Column("code_mac", sa.LargeBinary(32), nullable=False),
        _text("staff_id"),
        _time("expires_at"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_slack_codes_staff_id_staff")),
        sa.PrimaryKeyConstraint("code_mac", name=op.f("pk_slack_codes")),
        sa.UniqueConstraint("staff_id", name=op.f("uq_slack_codes_staff_id")),
    )


def _threads() -> None:
    op.create_table(
        "slack_threads",
        sa.Column("n", _NUMBER, autoincrement=True, nullable=False),
        _text("id"),
        _text("conversation_id"),
        _text("open_conversation_id", nullable=True),
        _text("company"),
        _text("channel"),
        _text("reason", nullable=True),
        _time("waiting_since", nullable=True),
        _text("state", 16),
        _text("alias", 100, nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        _time("created_at"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"],
            name=op.f("fk_slack_threads_conversation_id_conversations"),
        ),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_slack_threads")),
        sa.UniqueConstraint("id", name=op.f("uq_slack_threads_id")),
        sa.UniqueConstraint("open_conversation_id", name=op.f("uq_slack_threads_open_conversation_id")),
    )  # fmt: skip
    op.create_index(op.f("ix_slack_threads_conversation_id"), "slack_threads", ["conversation_id"])


def _posts() -> None:
    op.create_table(
        "slack_posts",
        sa.Column("n", _NUMBER, autoincrement=True, nullable=False),
        _text("key", 200),
        _text("conversation_id", nullable=True),
        _text("thread_id", nullable=True),
        _text("message_id", nullable=True),
        _text("channel"),
        _text("ts", 32, nullable=True),
        _text("call_id", nullable=True),
        _time("at"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"],
            name=op.f("fk_slack_posts_conversation_id_conversations"),
        ),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_slack_posts")),
        sa.UniqueConstraint("key", name=op.f("uq_slack_posts_key")),
        sa.UniqueConstraint("channel", "ts", name=op.f("uq_slack_posts_channel_ts")),
    )  # fmt: skip
    op.create_index(op.f("ix_slack_posts_conversation_id"), "slack_posts", ["conversation_id"])
    op.create_table(
        "slack_replies",
        sa.Column("n", _NUMBER, autoincrement=True, nullable=False),
        _text("conversation_id"),
        _text("thread_id"),
        _text("staff_id"),
        _text("message_id"),
        _text("channel"),
        _text("ts", 32),
        sa.Column("text_mac", sa.LargeBinary(32), nullable=False),
        _text("edited", 32),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"],
            name=op.f("fk_slack_replies_conversation_id_conversations"),
        ),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_slack_replies")),
        sa.UniqueConstraint("channel", "ts", name=op.f("uq_slack_replies_channel_ts")),
    )  # fmt: skip
    op.create_index(op.f("ix_slack_replies_conversation_id"), "slack_replies", ["conversation_id"])


def downgrade() -> None:
    """Back to the revision before."""
    for table in ("slack_replies", "slack_posts", "slack_threads", "slack_codes", "slack_links"):
        op.drop_table(table)
