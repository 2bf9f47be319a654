"""Tables of the customer's side: questions about papers, satisfaction, and incidents (announced leaks).

Columns that end in `_enc` are sealed (desk.storage.sealed); words and times are no secret."""

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, LargeBinary, String, Table, UniqueConstraint

from desk.storage.tables import Counter, UtcDateTime, metadata

paper_questions = Table(
    "paper_questions",
    metadata,
    Column("n", Counter, primary_key=True, autoincrement=True),
    Column("id", String(64), nullable=False, unique=True),
    Column("receipt", String(32), ForeignKey("requests.receipt"), nullable=False),
    Column("asked_on", Date, nullable=False),  # where the desk is: one question a day
    Column("asked_at", UtcDateTime, nullable=False),
    Column("answer", String(16)),  # none: open
    Column("answer_enc", LargeBinary),
    Column("answered_by", String(100)),
    Column("answered_at", UtcDateTime),
    UniqueConstraint("receipt", "asked_on"),
    Index(None, "answered_at"),
)

ratings = Table(
    "ratings",
    metadata,
    Column("receipt", String(32), ForeignKey("requests.receipt"), primary_key=True),
    Column("stars", Integer, nullable=False),
    Column("comment_enc", LargeBinary),
    Column("at", UtcDateTime, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
)

incidents = Table(
    "incidents",
    metadata,
    Column("n", Counter, primary_key=True, autoincrement=True),
    Column("id", String(64), nullable=False, unique=True),
    Column("company", String(64), nullable=False, index=True),
    Column("category", String(16), nullable=False),  # leak
    Column("fault", String(16), nullable=False),  # company, unknown, other
    Column("dated", Date, nullable=False),  # the date that the notice bears
    Column("starts_at", UtcDateTime, nullable=False),
    Column("ends_at", UtcDateTime),
    Column("ended_by", String(100)),  # somebody ended it before its time
    Column("revision", Integer, nullable=False),
    Column("body_enc", LargeBinary, nullable=False),
    Column("created_by", String(100), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
)

incident_shown = Table(
    "incident_shown",
    metadata,
    Column("incident_id", String(64), ForeignKey("incidents.id"), primary_key=True),
    Column("conversation_id", String(64), primary_key=True),
    Column("at", UtcDateTime, nullable=False),
)

incident_questions = Table(
    "incident_questions",
    metadata,
    Column("n", Counter, primary_key=True, autoincrement=True),
    Column("incident_id", String(64), ForeignKey("incidents.id"), nullable=False, index=True),
    Column("conversation_id", String(64), nullable=False, index=True),
    Column("at", UtcDateTime, nullable=False),
)

incident_requests = Table(
    "incident_requests",
    metadata,
    Column("receipt", String(32), ForeignKey("requests.receipt"), primary_key=True),
    Column("incident_id", String(64), ForeignKey("incidents.id"), nullable=False, index=True),
    Column("at", UtcDateTime, nullable=False),
    Column("by", String(100), nullable=False),
)
