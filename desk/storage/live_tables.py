"""Tables of the console's live side: who is there, notes on conversations, canned replies, special days.

Columns that end in `_enc` are sealed by desk.vaulting.crypto, see desk.storage.sealed."""

from sqlalchemy import JSON, Boolean, Column, Date, ForeignKey, Index, LargeBinary, String, Table

from desk.storage.tables import Counter, UtcDateTime, metadata

staff_presence = Table(
    "staff_presence",
    metadata,
    Column("staff_id", String(64), ForeignKey("staff.id"), primary_key=True),
    Column("away", Boolean, nullable=False, default=False),  # they said so
    Column("seen_at", UtcDateTime, nullable=False),  # the last sign of an open page
    Column("since", UtcDateTime, nullable=False),  # when `away` changed, or they came back
)

conversation_notes = Table(
    "conversation_notes",
    metadata,
    Column("n", Counter, primary_key=True, autoincrement=True),
    Column("id", String(64), nullable=False, unique=True),
    Column("conversation_id", String(64), ForeignKey("conversations.id"), nullable=False, index=True),
    Column("by", String(100), nullable=False),  # a staff alias
    Column("note_enc", LargeBinary, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

canned_replies = Table(
    "canned_replies",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("company", String(64), nullable=False),
    Column("locale", String(16), nullable=False),
    Column("body_enc", LargeBinary, nullable=False),  # title and text
    Column("by", String(100), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index("ix_canned_replies_company", "company", "locale"),
)

special_days = Table(
    "special_days",
    metadata,
    Column("company", String(64), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("opens", JSON, nullable=False),  # spans such as "09:00-12:00"; none: closed
    Column("reason_enc", LargeBinary, nullable=False),
    Column("by", String(100), nullable=False),
    Column("at", UtcDateTime, nullable=False),
)
