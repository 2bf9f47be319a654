"""The shapes of the HTTP contract (docs/contract.md)."""

from datetime import date, datetime
from typing import Annotated, Generic, Literal, TypeVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, model_validator

from desk.ids import ConversationId
from desk.life import RequestStatus
from desk.locales import Locale
from desk.requests.receipts import Receipt
from knowledge.vocabulary import (
    CompanyId,
    Expects,
    MessageKind,
    Owner,
    Region,
)

MAX_TEXT = 2000
"""Characters a customer's or staff message may have."""

T = TypeVar("T")


class Shape(BaseModel):
    """Base of every body: unknown members are refused, so that a misspelt one is noticed."""

    model_config = ConfigDict(extra="forbid")


class DeskState(Shape):
    """Whether somebody answers at this desk now."""

    state: Literal["open", "out_of_hours", "closed"]
    note: str | None


class CompanyOut(Shape):
    """A company that has a desk here."""

    id: CompanyId
    name: str
    regions: list[Region]
    desk: DeskState


class ListOf(Shape, Generic[T]):
    """A page of a list; `next` is the cursor of the following one."""

    items: list[T]
    next: str | None = None


class CitationOut(Shape):
    """A verbatim quotation; `policy_text[start:end] == quote` in code points of that version."""

    company: CompanyId
    document: str
    version: str
    section: str
    quote: str
    start: int
    end: int
    url: str


class ChoiceOut(Shape):
    """A button: what it says and what it sends."""

    label: str
    value: str


class FormField(Shape):
    """One field of the personal-data form."""

    name: str
    label: str
    required: bool


class FormOut(Shape):
    """The one place where personal data is entered; used once, until `expires_at`."""

    url: str
    expires_at: datetime
    fields: list[FormField]


class MessageOut(Shape):
    """One message of a conversation."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True, serialize_by_alias=True)

    id: str
    sender: Annotated[Literal["customer", "bot", "staff", "system"], Field(alias="from")]
    kind: MessageKind
    text: str
    citations: list[CitationOut]
    choices: list[ChoiceOut]
    form: FormOut | None
    created_at: datetime
    alias: str | None = Field(None, description="The desk's alias of the member of staff who writes.")


class OpenConversation(Shape):
    """Body of `POST /api/v1/conversations`."""

    company: str
    region: Region | None = None
    locale: Locale = "ja"


class ConversationOut(Shape):
    """A new conversation and the token that opens it, and only it."""

    id: ConversationId
    token: str
    owner: Owner
    expects: Expects | None
    locale: Locale
    messages: list[MessageOut]


class PostMessage(Shape):
    """Body of `POST .../messages`: either free text or a choice, with the sender's own id for it."""

    text: str | None = None
    choice: str | None = Field(None, max_length=64)
    client_id: UUID

    @model_validator(mode="after")
    def _one_of(self) -> "PostMessage":
        if (self.text is None) == (self.choice is None):
            raise ValueError("send either text or choice, not both")
        return self


class Reply(Shape):
    """The new messages that are not the customer's, and the language that the conversation has now."""

    owner: Owner
    expects: Expects | None
    locale: Locale
    messages: list[MessageOut]


class ChecklistItem(Shape):
    """One paper to send, with the clause that asks for it."""

    label: str
    citation: CitationOut | None


class DocumentLink(Shape):
    """A document the customer can get."""

    kind: str
    url: str


class Submitted(Shape):
    """Answer to a form: the receipt and what to do next."""

    receipt: Receipt
    access_code: str
    standing: Literal["request", "announcement"]
    checklist: list[ChecklistItem]
    send_to: dict[str, str]
    documents: list[DocumentLink]


class DocumentsOut(Shape):
    """Fresh links to the papers of a request."""

    items: list[DocumentLink]
    expires_at: datetime


class DocumentsQuery(Shape):
    """Body of `POST /api/v1/requests/documents`."""

    receipt: str = Field(max_length=64)
    access_code: str = Field(max_length=64)
    locale: Locale = "ja"


_Line = Annotated[str, Field(min_length=1, max_length=300)]


class LetterIn(Shape):
    """Body of `POST .../letters/{kind}`: what staff adds to a letter. Nothing of it is kept, and the disclosed data
    itself does not belong here: it goes into the envelope as an enclosure."""

    items: list[_Line] = Field([], max_length=30, description="What has to be put right.")
    reply_by: date | None = Field(None, description="Until when.")
    ground: str | None = Field(
        None, max_length=20, description="Id of one of the desk's grounds for refusing."
    )
    reason: str = Field("", max_length=2000, description="The reason in the desk's own words.")
    amount: int | None = Field(
        None, ge=0, le=1_000_000, description="The fee in yen, as the desk has set it."
    )
    payment: str = Field("", max_length=300, description="How the fee is paid, as the desk has set it.")
    enclosures: list[_Line] = Field([], max_length=20, description="Names of what is enclosed.")
    language: Locale = Field("ja", description="One of the company's letter languages.")


class GroundOut(Shape):
    """A ground for refusing, in the policy's words, and its place."""

    id: str
    text: str
    place: str


class LetterOut(Shape):
    """A letter that can be written for a request."""

    kind: str
    label: str
    grounds: list[GroundOut]


class PaperOut(Shape):
    """A customer's paper that staff can print."""

    kind: str
    label: str


class PapersOut(Shape):
    """What can be printed for a request."""

    documents: list[PaperOut]
    letters: list[LetterOut]


class StatusQuery(Shape):
    """Body of `POST /api/v1/requests/status`."""

    receipt: str = Field(max_length=64)
    access_code: str = Field(max_length=64)


class StatusChange(Shape):
    """One step in the life of a request."""

    status: RequestStatus
    at: datetime


class StatusOut(Shape):
    """How a request stands. `due` is null where neither law nor policy gives a date."""

    status: RequestStatus
    due: datetime | None
    history: list[StatusChange]


class LookupIn(Shape):
    """Body of `POST /api/v1/lookup`."""

    question: str
    company: str | None = None
    region: Region | None = None
    limit: int = Field(5, ge=1, le=20)


class AnswerOut(Shape):
    """The answer: quotations framed by fixed wording, and their places."""

    text: str
    citations: list[CitationOut]


class PassageOut(CitationOut):
    """One passage found; members of a citation, with its rank and score."""

    rank: int
    score: float


class LookupOut(Shape):
    """What the policies say on a question; `answerable` false means that they do not say."""

    answerable: bool
    confidence: float
    answer: AnswerOut | None
    passages: list[PassageOut]


class StaffMessage(Shape):
    """Body of a staff reply."""

    text: str = Field(min_length=1, max_length=MAX_TEXT)
    client_id: UUID | None = None
