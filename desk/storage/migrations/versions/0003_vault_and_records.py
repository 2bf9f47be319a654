"""The vault by fields and by company, chained audit log, erasures, marks of the requests from before 0002

Needs the installation's keys: what was sealed as one value is sealed again field by field, and the entries of the
audit log are chained.
"""

from typing import Any

import sqlalchemy as sa
from alembic import context, op

from desk.storage import chain
from desk.storage.migrations import triggers
from desk.storage.tables import UtcDateTime
from desk.vaulting.crypto import Keyring

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_AUDIT = sa.table(
    "audit",
    sa.column("n", sa.Integer),
    sa.column("at", UtcDateTime),
    *(sa.column(name, sa.String) for name in ("actor", "action", "subject", "detail")),
    sa.column("hash", sa.LargeBinary),
)


def upgrade() -> None:
    """To this revision."""
    _new_tables()
    _vault()
    _audit()
    with op.batch_alter_table("requests") as batch:
        batch.add_column(sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))


def _new_tables() -> None:
    op.create_table(
        "data_keys",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("company", sa.String(64), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("destroyed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_keys")),
        sa.UniqueConstraint("company", "generation", name=op.f("uq_data_keys_company_generation")),
    )
    op.create_table(
        "erasures",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasures")),
    )
    op.create_table(
        "tracker_wipes",
        sa.Column("conversation_id", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("conversation_id", name=op.f("pk_tracker_wipes")),
    )


def _vault() -> None:
    """One row a field instead of one a request; contacts move in."""
    conn = op.get_bind()
    old = conn.execute(
        sa.text(
            "SELECT v.receipt AS record, r.company AS company, v.data_enc AS data_enc, v.created_at AS created_at "
            "FROM vault v JOIN requests r ON r.receipt = v.receipt"
        ).columns(created_at=UtcDateTime)
    ).all()
    contacts = conn.execute(
        sa.text("SELECT id AS record, company, data_enc, created_at FROM contacts").columns(
            created_at=UtcDateTime
        )
    ).all()
    op.drop_table("vault")
    op.create_table(
        "vault",
        sa.Column("record", sa.String(64), nullable=False),
        sa.Column("field", sa.String(32), nullable=False),
        sa.Column("company", sa.String(64), nullable=False),
        sa.Column("value_enc", sa.LargeBinary(), nullable=False),
        sa.Column("match_mac", sa.LargeBinary(32), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("record", "field", name=op.f("pk_vault")),
    )
    op.create_index(op.f("ix_vault_company"), "vault", ["company"])
    op.create_index(op.f("ix_vault_match_mac"), "vault", ["match_mac"])
    if old or contacts:
        # Here, not above: an empty database is made without keys.
        from desk.requests import duplicates
        from desk.vaulting.vault import refill

        keys = _keys()
        op.execute("DELETE FROM request_marks")  # of e-mail and telephone, which lie in the vault from now on
        for receipt, company, values in refill(conn, keys, [(*_row(row), "vault.data_enc") for row in old]):
            duplicates.mark(conn, keys, company, receipt, values)
        for _ in refill(conn, keys, [(*_row(row), "contacts.data_enc") for row in contacts]):
            pass
    with op.batch_alter_table("contacts") as batch:
        batch.drop_column("data_enc")


def _row(row: Any) -> tuple[Any, Any, bytes, Any]:
    return row.record, row.company, row.data_enc, row.created_at


def _audit() -> None:
    conn = op.get_bind()
    with op.batch_alter_table("audit") as batch:
        batch.add_column(sa.Column("hash", sa.LargeBinary(32), nullable=True))
    rows = conn.execute(sa.select(_AUDIT).order_by(_AUDIT.c.n)).all()
    before = chain.GENESIS
    key = _keys().mac_key if rows else b""
    for row in rows:
        entry = chain.Entry(row.actor, row.action, row.subject, row.detail)
        before = chain.link(key, before, row.n, row.at, entry)
        conn.execute(sa.update(_AUDIT).where(_AUDIT.c.n == row.n).values(hash=before))
    with op.batch_alter_table("audit") as batch:
        batch.alter_column("hash", existing_type=sa.LargeBinary(32), nullable=False)
    triggers.make(conn)


def _keys() -> Keyring:
    keys = context.config.attributes.get("keys")
    if not isinstance(keys, Keyring):
        raise RuntimeError("This database has data that only its keys can bring to the new shape: give them.")
    return keys


def downgrade() -> None:
    """There is no way back: the old shape held one sealed value a request, and an unchained log."""
    raise NotImplementedError("restore a backup that was made before the upgrade")
