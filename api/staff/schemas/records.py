"""The shapes of a record as staff gets it (docs/http.md): words of the vocabulary; dates are days where the desk is."""

from datetime import date, datetime
from typing import Any, Literal

from api.schemas import CitationOut, Shape
from desk.ids import ConversationId
from desk.life import (
    AskedFor,
    CameBy,
    Check,
    CheckResult,
    DueKind,
    Flag,
    MailStatus,
    RecordKind,
    RequestStatus,
)
from desk.locales import FullLocale
from desk.model import Standing
from desk.requests.receipts import Receipt
from knowledge.vocabulary import CompanyId, Region, ReplyMethod, Requester

Day = date
"""By a name that no member has: within a class, `date` is the member."""


class RecordLine(Shape):
    """A record in a list: nothing of the customer's. `due` is that day's last moment where the desk is."""

    receipt: Receipt
    kind: RecordKind
    came_by: CameBy
    came_on: Day | None
    company: CompanyId
    region: Region | None
    request_type: AskedFor
    requester: Requester
    subject: str | None
    reply_method: ReplyMethod | None
    status: RequestStatus
    standing: Standing
    due_basis: str | None
    policy_version: str
    created_at: datetime
    updated_at: datetime
    erased_at: datetime | None
    due: datetime | None


class ChecklistItemOut(Shape):
    """One thing that the customer has to send or pay; forms and papers are ticked when they arrive."""

    item: int
    kind: Literal["form", "paper", "fee"]
    label: str
    citation: CitationOut | None
    arrived_at: datetime | None
    ticked_by: str | None


class HistoryOut(Shape):
    """A status, a note, how a check turned out (`reason`: "check:result"), or a correction: `fields` names what was put
    right. `account`: the user name behind the alias `by`, where somebody else has the same one."""

    what: Literal["status", "note", "corrected", "check"]
    status: RequestStatus
    at: datetime
    by: str
    reason: str | None
    note: str | None
    fields: list[str]
    account: str | None


class RecordedGround(Shape):
    """A ground of refusal; `own`: typed by staff."""

    id: str
    text: str
    own: bool
    citation: CitationOut | None


class DecisionOut(Shape):
    """How it was decided."""

    status: RequestStatus
    grounds: list[RecordedGround]
    reasons_letter: bool
    by: str
    at: datetime


class CheckOut(Shape):
    """How a check stands. `account`: the user name behind the alias `by`, where somebody else has the same one."""

    check: Check
    result: CheckResult
    by: str | None
    account: str | None
    at: datetime | None
    note: str | None


class FlagOut(Shape):
    """What is wrong with what came in; `rule` is what the policy says about it."""

    flag: Flag
    by: str
    at: datetime
    note: str | None
    found_in: list[str]
    rule: CitationOut | None


class DueOut(Shape):
    """A date: whose it is, and where the rule stands (`source`)."""

    what: DueKind
    date: Day
    due: datetime | None
    whose: Literal["law", "policy", "company"]
    basis: str
    source: str | None
    since: Day
    met_at: datetime | None
    extended: bool


class PauseOut(Shape):
    """The company's own target stood still."""

    status: RequestStatus
    since: datetime
    until: datetime | None


class ExtensionOut(Shape):
    """The answer's date was put off."""

    at: datetime
    by: str
    before: Day
    after: Day
    notice: str


class DuplicateOut(Shape):
    """Another record that may be the same matter, and what is alike (`on`)."""

    receipt: Receipt
    on: list[str]
    request_type: AskedFor
    status: RequestStatus
    created_at: datetime


class MailOut(Shape):
    """A mail to the customer, and what became of it."""

    template: str
    state: MailStatus
    at: datetime
    failure: str | None


class RecordOut(RecordLine):
    """A whole record: its life, and the customer's data (the reading is audited)."""

    version: int
    conversation: ConversationId | None
    checklist: list[ChecklistItemOut]
    send_to: dict[str, str]
    history: list[HistoryOut]
    customer: dict[str, str]
    allowed_statuses: list[RequestStatus]
    reasons: dict[RequestStatus, list[str]]
    form_to_send: list[str] | None
    fee: str | None
    grounds: list[RecordedGround]
    decision: DecisionOut | None
    checks: list[CheckOut]
    flags: list[FlagOut]
    dues: list[DueOut]
    pauses: list[PauseOut]
    extensions: list[ExtensionOut]
    duplicates: list[DuplicateOut]
    mails: list[MailOut]


class EnteredOut(RecordOut):
    """A record that staff has just entered; the access code is given once."""

    access_code: str | None


class ComparedOut(Shape):
    """Whether the address on a paper is that of the form."""

    same: bool


class DueEntryOut(DueOut):
    """A date in the list of what is late or due soon, with its record."""

    receipt: Receipt
    company: CompanyId
    kind: RecordKind
    request_type: AskedFor
    status: RequestStatus
    days_left: int
    late: bool


class ReminderOut(Shape):
    """Staff was reminded of a date."""

    id: str
    receipt: Receipt
    company: CompanyId
    what: DueKind
    date: Day
    at: datetime
    acknowledged_by: str | None


class ErasedOut(Shape):
    """The signed certificate of an erasure, and its text by language."""

    certificate: dict[str, Any]
    text: dict[FullLocale, str]
