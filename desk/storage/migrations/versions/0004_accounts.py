"""Accounts: roles look_up and lead, second factor, log-in from elsewhere, sessions that end

Sessions from before have no end of their own: they are dropped, and everybody logs in again.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """To this revision."""
    op.execute("UPDATE staff SET role = 'look_up' WHERE role = 'agent'")
    with op.batch_alter_table("staff") as batch:
        batch.add_column(sa.Column("password_due", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch.add_column(sa.Column("disabled_at", _MOMENT, nullable=True))
        batch.add_column(sa.Column("totp_enc", sa.LargeBinary(), nullable=True))
        batch.add_column(sa.Column("totp_since", _MOMENT, nullable=True))
        batch.add_column(sa.Column("totp_step", sa.BigInteger(), nullable=True))
        batch.add_column(sa.Column("oidc_issuer", sa.String(255), nullable=True))
        batch.add_column(sa.Column("oidc_subject", sa.String(255), nullable=True))
        batch.create_unique_constraint(
            op.f("uq_staff_oidc_issuer_oidc_subject"), ["oidc_issuer", "oidc_subject"]
        )
    with op.batch_alter_table("staff") as batch:
        batch.alter_column("password_due", server_default=None)
    op.drop_table("staff_sessions")
    op.create_table(
        "staff_sessions",
        sa.Column("token_mac", sa.LargeBinary(32), nullable=False),
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("staff_id", sa.String(64), nullable=False),
        sa.Column("via", sa.String(16), nullable=False),
        sa.Column("client", sa.String(60), nullable=False),
        sa.Column("code_due", sa.Boolean(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("used_at", _MOMENT, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
        sa.Column("ends_at", _MOMENT, nullable=False),
        _of_staff("staff_sessions"),
        sa.PrimaryKeyConstraint("token_mac", name=op.f("pk_staff_sessions")),
        sa.UniqueConstraint("id", name=op.f("uq_staff_sessions_id")),
    )
    op.create_index(op.f("ix_staff_sessions_staff_id"), "staff_sessions", ["staff_id"])
    op.create_table(
        "staff_recovery",
        sa.Column("code_mac", sa.LargeBinary(32), nullable=False),
        sa.Column("staff_id", sa.String(64), nullable=False),
        _of_staff("staff_recovery"),
        sa.PrimaryKeyConstraint("code_mac", name=op.f("pk_staff_recovery")),
    )
    op.create_index(op.f("ix_staff_recovery_staff_id"), "staff_recovery", ["staff_id"])
    op.create_table(
        "staff_invitations",
        sa.Column("token_mac", sa.LargeBinary(32), nullable=False),
        sa.Column("staff_id", sa.String(64), nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
        _of_staff("staff_invitations"),
        sa.PrimaryKeyConstraint("token_mac", name=op.f("pk_staff_invitations")),
        sa.UniqueConstraint("staff_id", name=op.f("uq_staff_invitations_staff_id")),
    )


def _of_staff(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f(f"fk_{table}_staff_id"))


def downgrade() -> None:
    """There is no way back: who has a second factor would be let in without it."""
    raise NotImplementedError
