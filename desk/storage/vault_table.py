"""The vault's table. Only `desk.vaulting.vault` may import this module (an import contract holds the others out)."""

from sqlalchemy import Column, Index, LargeBinary, String, Table

from desk.storage.tables import UtcDateTime, metadata

vault = Table(
    "vault",
    metadata,
    Column("record", String(64), primary_key=True),  # a receipt, or the id of a contact
    Column("field", String(32), primary_key=True),
    Column("company", String(64), nullable=False),
    Column("value_enc", LargeBinary, nullable=False),
    Column("match_mac", LargeBinary(32)),
    Column("created_at", UtcDateTime, nullable=False),
    Index(None, "company"),
    Index(None, "match_mac"),
)
