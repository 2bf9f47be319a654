"""What belongs to a request's life besides the record itself: on which terms it was opened, what was checked, ticked,
flagged, decided, and by when what is due. All times are aware UTC datetimes; dates are days where the desk is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from desk.citing import KeptCitation
from desk.requests.receipts import Receipt
from knowledge.vocabulary import CompanyId, RequestType

RecordKind = Literal["request", "complaint", "leak_enquiry", "opt_out"]
AskedFor = RequestType | RecordKind
"""What a record is about: of a request its type; of a complaint, a leak enquiry or an opt-out the record's kind, which
the same column holds. `desk.words.asked_for` reads it."""
RequestStatus = Literal[
    "announced", "received", "sending_form", "awaiting_papers", "awaiting_correction", "checking_identity",
    "awaiting_fee", "in_progress", "answered", "partly_answered", "partly_closed", "refused", "withdrawn",
    "expired",
]  # fmt: skip
CameBy = Literal["web", "line", "post", "phone", "email", "in_person", "other"]
Check = Literal["identity", "authority", "address"]
"""`address`: the one on a paper beside the one on the form (`desk.requests.comparing`)."""
CheckResult = Literal["pending", "confirmed", "failed", "waived"]
"""`waived`: found not to be needed, with a written reason."""
Flag = Literal["address_mismatch", "form_incomplete", "several_people", "several_companies"]
DueKind = Literal["confirmation", "answer", "target", "papers", "correction", "fee"]
"""`answer` is the law's date, `target` the company's own; both may stand side by side."""
DueStanding = Literal["late", "week", "later"]
"""How a date that runs stands on a day: it is past; it is that day or one of the next seven; it is later
(`desk.calendar.dues.standing_of`)."""


@dataclass(frozen=True, slots=True)
class Ground:
    """A ground of refusal. `id` counts the desk's own list from 1; `own` marks a ground that staff typed because the
    policy lists none."""

    id: str
    text: str
    citation: KeptCitation | None = None
    own: bool = False


@dataclass(frozen=True, slots=True)
class Terms:
    """What the desk's facts said about this request when it was opened; None or empty: the policy does not say.

    `fee`: yes, no, sometimes. `fee_weeks`: how long it may stay unpaid, counted from a notice, and where no notice got
    through. `flag_rules`: the policy's rule behind a flag, as a Citation. `reasons`: yes, endeavour.
    """

    fee: str | None = None
    fee_weeks: tuple[int, int] | None = None
    fee_citation: KeptCitation | None = None
    fee_amount: str | None = None
    """What is to be paid, in the policy's words."""
    fee_payment: str | None = None
    """How it is paid, in the policy's words, and where they stand."""
    fee_payment_citation: KeptCitation | None = None
    fee_period_citation: KeptCitation | None = None
    """The clause on how long it may stay unpaid, and on what follows."""
    grounds: tuple[Ground, ...] = ()
    reasons: str | None = None
    form_source: str | None = None
    form_names: tuple[str, ...] = ()
    form_citation: KeptCitation | None = None
    identity: str | None = None
    authority: str | None = None
    flag_rules: Mapping[str, KeptCitation] = field(default_factory=dict)
    leak_waiver: KeptCitation | None = None
    """The clause that waives the fee where the request follows from a leak of the company's own (a Citation)."""
    leak_refund: KeptCitation | None = None
    """What it says for as long as the facts are not known."""
    quoted: Mapping[str, Sequence[KeptCitation]] = field(default_factory=dict)
    """What the policy said under the keys that letters and the customer's page quote (`desk.requests.terms`), as
    Citations."""
    by_post: bool | None = None
    """Whether the policy names the post among the ways in which a request comes; None: it names no way, or the terms
    are from before this was kept."""
    waived: bool = False
    """That clause applies to this request (desk.incidents.incidents)."""

    @property
    def charges(self) -> bool:
        """Whether a fee may be due."""
        return self.fee in ("yes", "sometimes") and not self.waived

    @property
    def sends_form(self) -> bool:
        """Whether the desk sends its own form once somebody has got in touch."""
        return self.form_source == "sent_after_contact"


@dataclass(frozen=True, slots=True)
class Decision:
    """How a request was decided: status, the grounds (for a refusal, or for the part refused), and whether a letter
    with the reasons goes out."""

    status: RequestStatus
    grounds: tuple[Ground, ...]
    reasons_letter: bool
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Tick:
    """A paper of the checklist (by its place in the list) has arrived."""

    item: int
    at: datetime
    by: str


def check_mark(at: datetime | None) -> str:
    """The mark of a check that was recorded then; None: never yet."""
    return at.isoformat() if at is not None else "never"


@dataclass(frozen=True, slots=True)
class CheckState:
    """How a check stands; `by` and `at` are None until somebody has made it. `note`: how, or why it is not needed.
    `wanted`: nothing that was asked for goes out without it. `account`: the user name behind the alias `by`, where
    somebody else has the same one."""

    what: Check
    result: CheckResult
    by: str | None = None
    at: datetime | None = None
    note: str | None = None
    wanted: bool = True
    account: str | None = None

    @property
    def mark(self) -> str:
        """Which state this is: a page sends it back with a change, so that a state it has not shown is not replaced."""
        return check_mark(self.at)

    @property
    def settled(self) -> bool:
        """Whether it holds nothing back."""
        return not self.wanted or self.result in ("confirmed", "waived")


@dataclass(frozen=True, slots=True)
class FlagState:
    """Something that is wrong with what came in. `rule` is what the policy says about it (a Citation), if it does;
    `found_in` the form's fields in which it was seen. `by` is "desk" where software saw it."""

    flag: Flag
    by: str
    at: datetime
    note: str | None = None
    rule: KeptCitation | None = None
    found_in: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Due:
    """A date. `whose` says whose it is: law, policy or company (its own target); `basis` which rule. `met_at` is when
    it was kept or fell away, None while it runs."""

    what: DueKind
    due: date
    basis: str
    whose: Literal["law", "policy", "company"]
    started: date
    met_at: datetime | None = None
    extended: bool = False


@dataclass(frozen=True, slots=True)
class Pause:
    """The company's own target stood still, because the customer's turn it was."""

    status: RequestStatus
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Extension:
    """The answer's date was put off, with the notice that the customer got."""

    at: datetime
    by: str
    before: date
    after: date
    notice: str


@dataclass(frozen=True, slots=True)
class Resemblance:
    """Another record of the same company that may be the same matter. `on`: what is alike (email, phone,
    name_birthdate, name_address). It is shown to staff and decides nothing."""

    receipt: Receipt
    on: tuple[str, ...]
    request_type: AskedFor
    status: RequestStatus
    created_at: datetime


MailStatus = Literal["queued", "sending", "recalled", "sent", "failed"]
"""`sending`: handed to the mail server, or about to be; `recalled`: the same, and what it says was a mistake."""


@dataclass(frozen=True, slots=True)
class MailState:
    """A mail to the customer: which template, and what became of it. `failure` names a kind of failure, no values."""

    id: str
    template: str
    state: MailStatus
    at: datetime
    failure: str | None = None


@dataclass(frozen=True, slots=True)
class Life:
    """All of the above for one record."""

    terms: Terms | None
    allowed: tuple[RequestStatus, ...] = ()
    """Statuses to which it may go as it stands."""
    decision: Decision | None = None
    ticks: tuple[Tick, ...] = ()
    checks: tuple[CheckState, ...] = ()
    flags: tuple[FlagState, ...] = ()
    dues: tuple[Due, ...] = ()
    pauses: tuple[Pause, ...] = ()
    extensions: tuple[Extension, ...] = ()
    duplicates: tuple[Resemblance, ...] = ()
    mails: tuple[MailState, ...] = ()


@dataclass(frozen=True, slots=True)
class DueEntry:
    """A date in the list of what is late or due soon, with what staff need to find the record."""

    receipt: Receipt
    company: CompanyId
    kind: RecordKind
    request_type: AskedFor
    status: RequestStatus
    due: Due
    days_left: int
    stands: DueStanding


@dataclass(frozen=True, slots=True)
class Reminder:
    """Staff was reminded of a date."""

    id: int
    receipt: Receipt
    company: CompanyId
    what: DueKind
    due: date
    at: datetime
    acknowledged_by: str | None = None
