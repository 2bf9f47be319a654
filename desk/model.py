"""The desk's data: what services take and give. All times are aware UTC datetimes; ids are opaque strings.

Secrets and personal data are left out of `repr`, so that no traceback or debug line shows them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Generic, Literal, TypeVar

from desk.asked import Asked
from desk.chat.dialogue import KeptDialogue
from desk.chat.said import HandoffReason
from desk.citing import KeptCitation
from desk.ids import ConversationId
from desk.life import AskedFor, CameBy, Life, RecordKind, RequestStatus, Terms
from desk.locales import Locale
from desk.requests.receipts import Receipt
from desk.roles import StaffMember as StaffMember
from desk.texts import NOTHING_APART, MaskedText, SetApart
from knowledge.vocabulary import CompanyId, Expects, MessageKind, Owner, Region, ReplyMethod, Requester

T = TypeVar("T")

Sender = Literal["customer", "bot", "staff", "system"]
InboundStatus = Literal["new", "pending", "answered"]
Standing = Literal["request", "announcement"]
FormPurpose = Literal["request", "contact"]


# ------------------------------------------------------------------ messages and forms


@dataclass(frozen=True, slots=True)
class Choice:
    """A button: what the customer reads, and the vocabulary's word that comes back."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class FormField:
    """One field of a form, with its label in the customer's language."""

    name: str
    label: str
    required: bool


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One thing the customer has to send or pay. What is of kind "form" or "paper" arrives, and is ticked then."""

    label: str
    citation: KeptCitation | None = None
    kind: Literal["form", "paper", "fee"] = "paper"


@dataclass(frozen=True, slots=True)
class RequestDraft:
    """Everything about a request that the conversation has settled; personal data comes from the form.

    `standing`: "request" if the form already is the request, "announcement" if it is one until papers arrive.
    `send_to` has `address` and `name`, perhaps `postal_code` and `phone`; it is empty for a desk that has closed.
    `documents` are kinds of documents to offer (the channel makes URLs). `terms`: what the desk's facts say about it.
    A complaint, a leak enquiry or an opt-out has its `kind` as its request type, too.
    """

    company: CompanyId
    request_type: AskedFor
    requester: Requester
    policy_version: str
    standing: Standing
    region: Region | None = None
    subject: str | None = None
    reply_method: ReplyMethod | None = None
    checklist: tuple[ChecklistItem, ...] = ()
    send_to: Mapping[str, str] = field(default_factory=dict)
    documents: tuple[str, ...] = ()
    kind: RecordKind = "request"
    terms: Terms | None = None


@dataclass(frozen=True, slots=True)
class FormSpec:
    """A form to offer. purpose "request" opens `request`; "contact" leaves a contact for staff (out of hours)."""

    purpose: FormPurpose
    fields: tuple[FormField, ...]
    request: RequestDraft | None = None


@dataclass(frozen=True, slots=True)
class FormOffer:
    """A form that goes with a message; it expires `ttl` after the commit."""

    spec: FormSpec
    ttl: timedelta = timedelta(minutes=60)


@dataclass(frozen=True, slots=True)
class FormRef:
    """A form as a message shows it; the channel makes the URL from the token (a bearer secret: never log it)."""

    token: str = field(repr=False)
    expires_at: datetime
    fields: tuple[FormField, ...]
    spent: bool = False


@dataclass(frozen=True, slots=True)
class NewMessage:
    """A message to store. `text` is rendered already; `key` and `params` say from which wording, if any."""

    text: str
    kind: MessageKind = MessageKind.ANSWER
    key: str | None = None
    params: Mapping[str, Any] = field(default_factory=dict)
    citations: tuple[KeptCitation, ...] = ()
    choices: tuple[Choice, ...] = ()
    form: FormOffer | None = None


@dataclass(frozen=True, slots=True)
class StoredMessage:
    """A message as kept. `seq` counts from 1 in its conversation. `kind` is None for the customer's own."""

    id: str
    seq: int
    conversation_id: ConversationId
    sender: Sender
    kind: MessageKind | None
    text: str
    key: str | None
    params: Mapping[str, Any]
    citations: tuple[KeptCitation, ...]
    choices: tuple[Choice, ...]
    form: FormRef | None
    staff_alias: str | None
    created_at: datetime


# ------------------------------------------------------------------ conversations


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation as kept. `held` are sealed values between turns (a receipt given before its access code)."""

    id: ConversationId
    company: CompanyId
    region: Region | None
    locale: Locale
    channel: str
    owner: Owner
    expects: Expects | None
    slots: Mapping[str, Any]
    dialogue_state: KeptDialogue | None
    state_version: int
    policy_version: str | None
    claimed_by: str | None
    claimed_alias: str | None
    claimed_until: datetime | None
    handoff_reason: str | None
    held: Mapping[str, str] = field(repr=False)
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Content:
    """What a customer sent, masked: exactly one of `text` and `choice`.

    `apart` is kept encrypted until the turn is committed.
    """

    text: MaskedText | None = None
    choice: str | None = None
    choice_label: str | None = None
    apart: SetApart = NOTHING_APART


@dataclass(frozen=True, slots=True)
class Accepted:
    """What became of an inbound message.

    status "new": process it now; "pending": accepted before and not answered yet (another worker is at it, or it
    waits for recovery); "answered": `reply` is what was answered (empty where staff has the conversation).
    """

    inbound_id: str
    status: InboundStatus
    conversation: Conversation
    reply: tuple[StoredMessage, ...] = ()


@dataclass(frozen=True, slots=True)
class PendingInbound:
    """An accepted message that nobody has answered."""

    inbound_id: str
    conversation_id: ConversationId
    content: Content


@dataclass(frozen=True, slots=True)
class Handoff:
    """Effect: the conversation waits for staff."""

    reason: HandoffReason


@dataclass(frozen=True, slots=True)
class WithdrawRequest:
    """Effect: the customer takes back the request (the caller has checked the access code)."""

    receipt: Receipt


@dataclass(frozen=True, slots=True)
class CloseConversation:
    """Effect: the conversation ends."""


@dataclass(frozen=True, slots=True)
class CancelForms:
    """Effect: the customer gave up; an open request form of this conversation takes nothing any more."""


Effect = Handoff | WithdrawRequest | CloseConversation | CancelForms


@dataclass(frozen=True, slots=True)
class TurnOutcome:
    """All that a turn changes, committed at once. None leaves locale, region, slots, dialogue_state, held as they are.

    A form is offered by a message's `form`. `state_version`, if given, must be the conversation's (else StateChanged).
    `failed` marks a turn whose reply is only the apology. `asked`: the question that this turn answered, if any.
    """

    messages: tuple[NewMessage, ...] = ()
    expects: Expects | None = None
    slots: Mapping[str, Any] | None = None
    dialogue_state: KeptDialogue | None = None
    locale: Locale | None = None
    region: Region | None = None
    held: Mapping[str, str] | None = None
    effects: tuple[Effect, ...] = ()
    state_version: int | None = None
    failed: bool = False
    asked: Asked | None = None


# ------------------------------------------------------------------ staff


@dataclass(frozen=True, slots=True)
class QueueEntry:
    """A conversation as staff sees it in a list, with its newest message's time. `urgent`: the customer has written
    that they do not want to live. `unanswered`: staff has it, and of the two the customer spoke last."""

    conversation: Conversation
    waiting_since: datetime | None
    last_message_at: datetime
    contact_left: bool
    urgent: bool = False
    unanswered: bool = False


# ------------------------------------------------------------------ requests


@dataclass(frozen=True, slots=True)
class Submitted:
    """What a submitted form gave. For a contact form, receipt and access_code are empty strings. `form_to_come` names
    the form that the desk sends next."""

    purpose: FormPurpose
    receipt: Receipt
    access_code: str = field(repr=False)
    standing: Standing | None
    checklist: tuple[ChecklistItem, ...]
    send_to: Mapping[str, str]
    documents: tuple[str, ...]
    conversation_id: ConversationId
    repeated: bool = False
    kind: RecordKind = "request"
    form_to_come: str | None = None
    links: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Of each document the token of its link, as long as it lives (`desk.papers.links`)."""


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """A request had this status from `at`; or (`what` "note") somebody wrote a note in it, or ("check") recorded how a
    check turned out, `reason` being "check:result", or ("corrected") put right what had been typed: `fields` names it,
    and no value. `by` is a staff alias, "customer" or "desk". `reason` is why: a word of `statuses.yml`, of the desk's
    rules, of corrections or of ends taken back (None: from before). `account` is the user name behind an alias that
    somebody else has as well, else None. Notes, fields, reasons and accounts are for staff only."""

    status: RequestStatus
    at: datetime
    by: str
    note: str | None = None
    what: Literal["status", "note", "corrected", "check"] = "status"
    reason: str | None = None
    fields: tuple[str, ...] = ()
    account: str | None = None


@dataclass(frozen=True, slots=True)
class RequestStanding:
    """What a customer may see of a request. `due` is a law's date: a company's own target is for its staff."""

    receipt: Receipt
    status: RequestStatus
    due: date | None
    due_basis: str | None
    history: tuple[HistoryEntry, ...]
    company: CompanyId
    request_type: AskedFor


@dataclass(frozen=True, slots=True)
class RequestRecord:
    """A request as staff sees it. `customer` and `life` are None in lists, and read (and audited) in `get`.
    `conversation_id` is None for what came by phone or post."""

    receipt: Receipt
    company: CompanyId
    region: Region | None
    request_type: AskedFor
    requester: Requester
    subject: str | None
    reply_method: ReplyMethod | None
    status: RequestStatus
    standing: Standing
    due: date | None
    due_basis: str | None
    policy_version: str
    conversation_id: ConversationId | None
    checklist: tuple[ChecklistItem, ...]
    send_to: Mapping[str, str]
    documents: tuple[str, ...]
    created_at: datetime
    updated_at: datetime
    erased_at: datetime | None = None
    kind: RecordKind = "request"
    came_by: CameBy = "web"
    came_on: date | None = None
    history: tuple[HistoryEntry, ...] = ()
    customer: Mapping[str, str] | None = field(default=None, repr=False)
    life: Life | None = field(default=None, repr=False)

    @property
    def version(self) -> int:
        """Which version of the record this is: it grows with every line of the history, which loses none."""
        return len(self.history)


@dataclass(frozen=True, slots=True)
class RequestChanges:
    """What staff changes; None leaves a value as it is. `note` is kept encrypted in the history. `reason` is why the
    status changes, of those for this step; without it the note counts, or else what the record shows.

    `due` sets the company's own target. With a status: `deadline` for what the customer has to do; `grounds` of a
    refusal (ids or texts of the desk's list, or a text of one's own where it has none); `reasons_letter` whether a
    letter with the reasons goes out; `reached` whether the notice of a fee got through.
    """

    status: RequestStatus | None = None
    reply_method: ReplyMethod | None = None
    due: date | None = None
    note: str | None = None
    deadline: date | None = None
    grounds: tuple[str, ...] = ()
    reasons_letter: bool | None = None
    reached: bool | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """A piece of a list; `next` is the cursor of the following piece, or None."""

    items: tuple[T, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact a customer left for staff."""

    id: str
    conversation_id: ConversationId
    company: CompanyId
    values: Mapping[str, str] = field(repr=False)
    created_at: datetime
