"""The customer's side: questions about papers, satisfaction, announced incidents"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_COUNTER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """To this revision."""
    _of_requests()
    _incidents()


def _of_requests() -> None:
    op.create_table(
        "paper_questions",
        sa.Column("n", _COUNTER, autoincrement=True, nullable=False),
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("receipt", sa.String(32), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("asked_at", _MOMENT, nullable=False),
        sa.Column("answer", sa.String(16), nullable=True),
        sa.Column("answer_enc", sa.LargeBinary(), nullable=True),
        sa.Column("answered_by", sa.String(100), nullable=True),
        sa.Column("answered_at", _MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["receipt"], ["requests.receipt"], name=op.f("fk_paper_questions_receipt")),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_paper_questions")),
        sa.UniqueConstraint("id", name=op.f("uq_paper_questions_id")),
        sa.UniqueConstraint("receipt", "asked_on", name=op.f("uq_paper_questions_receipt_asked_on")),
    )
    op.create_index(op.f("ix_paper_questions_answered_at"), "paper_questions", ["answered_at"])
    op.create_table(
        "ratings",
        sa.Column("receipt", sa.String(32), nullable=False),
        sa.Column("stars", sa.Integer(), nullable=False),
        sa.Column("comment_enc", sa.LargeBinary(), nullable=True),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("changed_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["receipt"], ["requests.receipt"], name=op.f("fk_ratings_receipt")),
        sa.PrimaryKeyConstraint("receipt", name=op.f("pk_ratings")),
    )


def _incidents() -> None:
    op.create_table(
        "incidents",
        sa.Column("n", _COUNTER, autoincrement=True, nullable=False),
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("company", sa.String(64), nullable=False),
        sa.Column("category", sa.String(16), nullable=False),
        sa.Column("fault", sa.String(16), nullable=False),
        sa.Column("dated", sa.Date(), nullable=False),
        sa.Column("starts_at", _MOMENT, nullable=False),
        sa.Column("ends_at", _MOMENT, nullable=True),
        sa.Column("ended_by", sa.String(100), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("body_enc", sa.LargeBinary(), nullable=False),
        sa.Column("created_by", sa.String(100), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("updated_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_incidents")),
        sa.UniqueConstraint("id", name=op.f("uq_incidents_id")),
    )
    op.create_index(op.f("ix_incidents_company"), "incidents", ["company"])
    op.create_table(
        "incident_shown",
        sa.Column("incident_id", sa.String(64), nullable=False),
        sa.Column("conversation_id", sa.String(64), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        _of_incident("incident_shown"),
        sa.PrimaryKeyConstraint("incident_id", "conversation_id", name=op.f("pk_incident_shown")),
    )
    op.create_table(
        "incident_questions",
        sa.Column("n", _COUNTER, autoincrement=True, nullable=False),
        sa.Column("incident_id", sa.String(64), nullable=False),
        sa.Column("conversation_id", sa.String(64), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        _of_incident("incident_questions"),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_incident_questions")),
    )
    op.create_index(op.f("ix_incident_questions_incident_id"), "incident_questions", ["incident_id"])
    op.create_index(op.f("ix_incident_questions_conversation_id"), "incident_questions", ["conversation_id"])
    op.create_table(
        "incident_requests",
        sa.Column("receipt", sa.String(32), nullable=False),
        sa.Column("incident_id", sa.String(64), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("by", sa.String(100), nullable=False),
        sa.ForeignKeyConstraint(["receipt"], ["requests.receipt"], name=op.f("fk_incident_requests_receipt")),
        _of_incident("incident_requests"),
        sa.PrimaryKeyConstraint("receipt", name=op.f("pk_incident_requests")),
    )
    op.create_index(op.f("ix_incident_requests_incident_id"), "incident_requests", ["incident_id"])


def _of_incident(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name=op.f(f"fk_{table}_incident_id"))


def downgrade() -> None:
    """Not supported: it would destroy what customers asked and said."""
    raise NotImplementedError("restore a backup instead")
