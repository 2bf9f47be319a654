"""The shapes of announced incidents as staff gets them (docs/http.md)."""

from datetime import date, datetime

from api.schemas import CitationOut, Shape
from desk.incidents.model import Category, Fault, IncidentState
from desk.requests.receipts import Receipt
from knowledge.vocabulary import CompanyId


class IncidentScript(Shape):
    """What staff say and ask about an announced leak."""

    id: str
    title: str
    dated: date
    state: IncidentState
    script: str


class IncidentCountsOut(Shape):
    """What is asked about an incident (`desk.incidents.model.IncidentCounts`)."""

    questions: int
    conversations: int
    enquiries: int
    requests: int


class IncidentOut(Shape):
    """An incident as announced; `title` and `text` by language. `ends_at` null: until somebody ends it."""

    id: str
    company: CompanyId
    category: Category
    state: IncidentState
    fault: Fault
    dated: date
    starts_at: datetime
    ends_at: datetime | None
    ended_by: str | None
    revision: int
    title: dict[str, str]
    text: dict[str, str]
    script: str
    keywords: list[str]
    created_by: str
    created_at: datetime | None
    counts: IncidentCountsOut


class RecordIncidentOut(Shape):
    """The incident that a record belongs to (its id), what staff say and ask, and of the record's fee the policy's
    words: `waiver` where the leak is the company's own, `refund` for as long as that is not known."""

    receipt: Receipt
    incident: str | None
    scripts: list[IncidentScript]
    fee_waived: bool
    waiver: CitationOut | None
    refund: CitationOut | None
