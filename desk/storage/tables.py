"""The tables. Columns that end in `_enc` are sealed by desk.vaulting.crypto, `_mac` are keyed hashes; the rest is no
secret."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class UtcDateTime(TypeDecorator[datetime]):
    """Aware datetimes, kept in UTC; SQLite knows no zone, so it is taken off and put on."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Into the database."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("naive datetime")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Out of the database."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


Counter = BigInteger().with_variant(Integer(), "sqlite")


def _number() -> Column[int]:
    """A growing number: the order of lists and their cursor."""
    return Column("n", Counter, primary_key=True, autoincrement=True)


def _text(name: str, length: int = 64, **options: Any) -> Column[str]:
    return Column(name, String(length), **options)


conversations = Table(
    "conversations",
    metadata,
    _number(),
    _text("id", nullable=False, unique=True),
    _text("company", nullable=False),
    _text("region"),
    _text("locale", 16, nullable=False),
    _text("channel", 16, nullable=False),
    _text("owner", 16, nullable=False),
    _text("expects", 32),
    Column("token_mac", LargeBinary, nullable=False),
    Column("state_enc", LargeBinary, nullable=False),
    Column("state_version", Integer, nullable=False),
    Column("last_seq", Integer, nullable=False),
    _text("policy_version"),
    _text("claimed_by", index=True),
    _text("claimed_alias", 100),
    Column("claimed_until", UtcDateTime),
    Column("waiting_since", UtcDateTime),
    _text("handoff_reason"),
    Column("purged", Boolean, nullable=False, default=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    Index(None, "owner", "company"),
    Index(None, "updated_at"),
)

forms = Table(
    "forms",
    metadata,
    _text("id", primary_key=True),
    Column("conversation_id", String(64), ForeignKey("conversations.id"), nullable=False, index=True),
    Column("token_mac", LargeBinary, nullable=False, unique=True),
    _text("purpose", 16, nullable=False),
    Column("spec", JSON, nullable=False),
    _text("status", 16, nullable=False),  # open, spent, revoked
    Column("body_mac", LargeBinary),
    Column("result_enc", LargeBinary),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("spent_at", UtcDateTime),
)

inbound = Table(
    "inbound",
    metadata,
    _number(),
    _text("id", nullable=False, unique=True),
    Column("conversation_id", String(64), ForeignKey("conversations.id"), nullable=False),
    _text("client_id", 200, nullable=False),
    Column("content_mac", LargeBinary, nullable=False),
    Column("content_enc", LargeBinary, nullable=False),
    _text("status", 16, nullable=False, index=True),  # accepted, answered, failed
    Column("reply_ids", JSON, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("answered_at", UtcDateTime),
    UniqueConstraint("conversation_id", "client_id"),
)

messages = Table(
    "messages",
    metadata,
    _text("id", primary_key=True),
    Column("conversation_id", String(64), ForeignKey("conversations.id"), nullable=False),
    Column("seq", Integer, nullable=False),
    _text("sender", 16, nullable=False),
    _text("kind", 16),
    _text("wording_key", 100),
    Column("body_enc", LargeBinary, nullable=False),
    Column("citations", JSON, nullable=False),
    Column("choices", JSON, nullable=False),
    Column("form_id", String(64), ForeignKey("forms.id")),
    _text("staff_alias", 100),
    _text("inbound_id"),
    _text("staff_client_id", 200),
    Column("created_at", UtcDateTime, nullable=False),
    UniqueConstraint("conversation_id", "seq"),
    UniqueConstraint("conversation_id", "staff_client_id"),
)

requests = Table(
    "requests",
    metadata,
    _number(),
    _text("receipt", 32, nullable=False, unique=True),
    Column("code_mac", LargeBinary, nullable=False),
    Column(
        "conversation_id", String(64), ForeignKey("conversations.id"), index=True
    ),  # none: entered by staff
    Column("form_id", String(64), unique=True),
    _text("entry_id", unique=True),  # staff's own id of what they entered: twice the same opens one record
    _text("kind", 16, nullable=False, default="request"),
    _text("came_by", 16, nullable=False, default="web"),
    Column("came_on", Date, nullable=False),  # the day on which it came in: a letter is entered later
    _text("locale", 16, nullable=False, default="ja"),
    _text("company", nullable=False, index=True),
    _text("region"),
    _text("request_type", 32, nullable=False),
    _text("requester", 32, nullable=False),
    _text("subject", 64),
    _text("reply_method", 16),
    _text("status", 32, nullable=False, index=True),
    _text("standing", 16, nullable=False),
    Column("due", Date),
    _text("due_basis"),
    _text("regime"),
    Column("papers_at", UtcDateTime),  # when the papers were together
    Column("terms", JSON),
    Column("decision_enc", LargeBinary),
    _text("policy_version", nullable=False),
    Column("checklist", JSON, nullable=False),
    Column("send_to", JSON, nullable=False),
    Column("documents", JSON, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    Column("erased_at", UtcDateTime),  # its personal data is gone since then; what is left names nobody
)

request_history = Table(
    "request_history",
    metadata,
    _number(),
    Column("receipt", String(32), ForeignKey("requests.receipt"), nullable=False, index=True),
    _text("what", 16, nullable=False, default="status"),  # status, note, corrected, check
    _text("status", 32, nullable=False),
    _text("by", 100, nullable=False),
    _text("staff_id"),  # whose account, where it is of staff: an alias is not one person's
    _text(
        "reason", 32
    ),  # why: of statuses.yml or the desk's rules; for a check "identity:failed"; none for a note
    Column("note_enc", LargeBinary),
    Column("at", UtcDateTime, nullable=False),
)


def _receipt(**options: Any) -> Column[str]:
    return Column("receipt", String(32), ForeignKey("requests.receipt"), nullable=False, **options)


request_dues = Table(
    "request_dues",
    metadata,
    _number(),
    _receipt(),
    _text("what", 16, nullable=False),
    Column("due", Date, nullable=False),
    _text("basis", nullable=False),
    _text("whose", 16, nullable=False),
    Column("started", Date, nullable=False),
    Column("met_at", UtcDateTime),
    Column("extended", Boolean, nullable=False, default=False),
    UniqueConstraint("receipt", "what"),
    Index(None, "due"),
)

request_pauses = Table(
    "request_pauses",
    metadata,
    _number(),
    _receipt(index=True),
    _text("status", 32, nullable=False),
    Column("since", UtcDateTime, nullable=False),
    Column("until", UtcDateTime),
)

request_extensions = Table(
    "request_extensions",
    metadata,
    _number(),
    _receipt(index=True),
    Column("at", UtcDateTime, nullable=False),
    _text("by", 100, nullable=False),
    Column("before", Date, nullable=False),
    Column("after", Date, nullable=False),
    Column("notice_enc", LargeBinary, nullable=False),
)

request_ticks = Table(
    "request_ticks",
    metadata,
    _receipt(primary_key=True),
    Column("item", Integer, primary_key=True, autoincrement=False),
    Column("at", UtcDateTime, nullable=False),
    _text("by", 100, nullable=False),
)

request_checks = Table(
    "request_checks",
    metadata,
    _receipt(primary_key=True),
    _text("what", 16, primary_key=True),
    _text("result", 16, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    _text("by", 100, nullable=False),
    Column("note_enc", LargeBinary),
)

request_flags = Table(
    "request_flags",
    metadata,
    _receipt(primary_key=True),
    _text("flag", 32, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    _text("by", 100, nullable=False),
    Column("note_enc", LargeBinary),
    Column("found_in", JSON),  # names of the fields in which it was seen
)

request_marks = Table(
    "request_marks",
    metadata,
    _receipt(primary_key=True),
    _text("what", 16, primary_key=True),
    Column("mark_mac", LargeBinary(32), nullable=False, index=True),
)

reminders = Table(
    "reminders",
    metadata,
    _number(),
    _receipt(),
    _text("what", 16, nullable=False),
    Column("due", Date, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    _text("acknowledged_by", 100),
    Column("acknowledged_at", UtcDateTime),
    UniqueConstraint("receipt", "what", "due"),
)

mails = Table(
    "mails",
    metadata,
    _number(),
    _text("id", nullable=False, unique=True),
    _receipt(index=True),
    _text("template", 32, nullable=False),
    _text("state", 16, nullable=False),  # queued, sent, failed
    _text("failure", 100),
    Column("created_at", UtcDateTime, nullable=False),
    Column("done_at", UtcDateTime),
)

later = Table(
    "later",
    metadata,
    _number(),
    _text("id", nullable=False, unique=True),
    _text("key", 200, nullable=False, unique=True),
    _text("kind", nullable=False),
    Column("payload", JSON, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    _text("state", 16, nullable=False),  # waiting, done, failed
    Column("round", Integer, nullable=False, default=0),
    _text("failure", 100),
    Column("created_at", UtcDateTime, nullable=False),
    Column("done_at", UtcDateTime),
    Index(None, "state", "at"),
)

contacts = Table(
    "contacts",
    metadata,
    _text("id", primary_key=True),
    Column("conversation_id", String(64), ForeignKey("conversations.id"), nullable=False, index=True),
    _text("company", nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
)

attempts = Table(
    "attempts",
    metadata,
    Column("key_mac", LargeBinary(32), primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("since", UtcDateTime, nullable=False),
    Column("shut_until", UtcDateTime),
)

audit = Table(
    "audit",
    metadata,
    _number(),
    Column("at", UtcDateTime, nullable=False, index=True),
    _text("actor", 100, nullable=False),
    _text("action", 64, nullable=False),
    _text("subject", 100, nullable=False),
    _text("detail", 200, nullable=False, default=""),
    Column("hash", LargeBinary(32), nullable=False),  # of this entry and the one before (desk.storage.chain)
)

data_keys = Table(
    "data_keys",
    metadata,
    _text("id", 16, primary_key=True),
    _text("company", nullable=False),
    Column("generation", Integer, nullable=False),
    Column("sealed", LargeBinary),  # by the installation's key; NULL once destroyed
    Column("destroyed_at", UtcDateTime),
    UniqueConstraint("company", "generation"),
)

erasures = Table(
    "erasures",
    metadata,
    _text("id", primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column(
        "line", Text, nullable=False
    ),  # as it stands in the ledger beside the database (desk.upkeep.ledger)
)

tracker_wipes = Table(
    "tracker_wipes",
    metadata,
    _text("conversation_id", primary_key=True),
    Column("at", UtcDateTime, nullable=False),
)

meta = Table("meta", metadata, _text("name", primary_key=True), Column("value", LargeBinary, nullable=False))
