"""The board of requests (assignment, words to find them by, grounds), and facts of turns for the figures"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def _name(name: str, length: int, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.String(length), nullable=nullable)


def _refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [to], name=op.f(f"fk_{table}_{column}"))


def _key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=op.f(f"pk_{table}"))


def upgrade() -> None:
    """To this revision. The listed grounds of requests decided before are not filled in: they stand, sealed, in the
    decision, and come back with the next one."""
    op.create_table(
        "request_assignments",
        _name("receipt", 32),
        _name("staff_id", 64),
        sa.Column("at", _MOMENT, nullable=False),
        _name("by", 100),
        _refers("request_assignments", "receipt", "requests.receipt"),
        _refers("request_assignments", "staff_id", "staff.id"),
        _key("request_assignments", "receipt"),
    )
    op.create_index(op.f("ix_request_assignments_staff_id"), "request_assignments", ["staff_id"])
    op.create_table(
        "request_words",
        _name("receipt", 32),
        sa.Column("word_mac", sa.LargeBinary(32), nullable=False),
        _refers("request_words", "receipt", "requests.receipt"),
        _key("request_words", "receipt", "word_mac"),
    )
    op.create_index(op.f("ix_request_words_word_mac"), "request_words", ["word_mac"])
    op.create_table(
        "request_grounds",
        _name("receipt", 32),
        _name("ground", 16),
        sa.Column("text", sa.Text(), nullable=False),
        _refers("request_grounds", "receipt", "requests.receipt"),
        _key("request_grounds", "receipt", "ground"),
    )
    _turn_facts()


def _turn_facts() -> None:
    op.create_table(
        "turn_facts",
        _name("inbound_id", 64),
        _name("conversation_id", 64),
        _name("company", 64),
        _name("region", 64, nullable=True),
        _name("locale", 16),
        _name("kind", 16),
        _name("topic", 64, nullable=True),
        sa.Column("confidence", sa.Float(), nullable=True),
        _name("handoff", 64, nullable=True),
        sa.Column("failed", sa.Boolean(), nullable=False),
        sa.Column("received_at", _MOMENT, nullable=False),
        sa.Column("answered_at", _MOMENT, nullable=False),
        _refers("turn_facts", "inbound_id", "inbound.id"),
        _refers("turn_facts", "conversation_id", "conversations.id"),
        _key("turn_facts", "inbound_id"),
    )
    op.create_index(op.f("ix_turn_facts_conversation_id"), "turn_facts", ["conversation_id"])
    op.create_index(op.f("ix_turn_facts_company_received_at"), "turn_facts", ["company", "received_at"])
