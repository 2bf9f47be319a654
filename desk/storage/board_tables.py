"""Tables of the requests board and of the figures: who works on a request, by which words it is found, what a turn of
a conversation was about. Ids, words of vocabularies, keyed hashes; no text of a customer or of staff."""

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, LargeBinary, String, Table, Text

from desk.storage.tables import UtcDateTime, metadata

request_assignments = Table(
    "request_assignments",
    metadata,
    Column("receipt", String(32), ForeignKey("requests.receipt"), primary_key=True),
    Column("staff_id", String(64), ForeignKey("staff.id"), nullable=False, index=True),
    Column("at", UtcDateTime, nullable=False),
    Column("by", String(100), nullable=False),
)

request_words = Table(  # #words in the notes of staff: found again by whoever knows the word, read by nobody
    "request_words",
    metadata,
    Column("receipt", String(32), ForeignKey("requests.receipt"), primary_key=True),
    Column("word_mac", LargeBinary(32), primary_key=True),
    Index(None, "word_mac"),
)

request_grounds = Table(  # grounds of refusal: words of the policy; staff's own are marked so, and not kept
    "request_grounds",
    metadata,
    Column("receipt", String(32), ForeignKey("requests.receipt"), primary_key=True),
    Column("ground", String(16), primary_key=True),
    Column("text", Text, nullable=False),
)

turn_facts = (
    Table(  # what one message of a customer was about and what became of it; goes with the conversation
        "turn_facts",
        metadata,
        Column("inbound_id", String(64), ForeignKey("inbound.id"), primary_key=True),
        Column("conversation_id", String(64), ForeignKey("conversations.id"), nullable=False, index=True),
        Column("company", String(64), nullable=False),
        Column("region", String(64)),
        Column("locale", String(16), nullable=False),
        Column("kind", String(16), nullable=False),  # answer, not_stated, out_of_scope, other
        Column("topic", String(64)),
        Column("confidence", Float),
        Column("handoff", String(64)),
        Column("failed", Boolean, nullable=False, default=False),
        Column("received_at", UtcDateTime, nullable=False),
        Column("answered_at", UtcDateTime, nullable=False),
        Index(None, "company", "received_at"),
    )
)
