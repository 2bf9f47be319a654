"""The bodies of what staff does with requests (docs/http.md)."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, model_validator

from api.schemas import Shape
from desk.locales import Locale
from knowledge.vocabulary import Region, ReplyMethod, Requester, RequestType, Subject

MAX_NOTE = 2000
"""Letters of a note about a request, in the API's bodies and on the entry form."""


class EraseIn(Shape):
    """Body of an erasure: `linked` takes the company's other records with the same e-mail address or telephone number,
    `withdraw` withdraws what is still open."""

    linked: bool = False
    withdraw: bool = False


class RequestPatch(Shape):
    """What staff may change of a request."""

    status: str | None = None
    reason: str | None = Field(
        None,
        max_length=32,
        description="With a status: why, one of `reasons` of that step; without it the note, or what the record shows.",
    )
    note: str | None = Field(None, max_length=MAX_NOTE, description="Why; for staff, kept encrypted.")
    reply_method: str | None = None
    due: date | None = Field(None, description="The company's own date; a law's stays beside it.")
    deadline: date | None = Field(None, description="With a status: by when the customer's turn is over.")
    grounds: list[Annotated[str, Field(max_length=500)]] = Field(
        default_factory=list,
        max_length=20,
        description="Of a refusal: ids or words of the desk's own list; a text where it has none.",
    )
    reasons_letter: bool | None = Field(None, description="Whether a letter with the reasons goes out.")
    reached: bool | None = Field(None, description="With awaiting_fee: whether the notice got through.")


class StaffEntry(Shape):
    """Body of `POST /api/v1/staff/requests`: what came by phone or post."""

    company: str = Field(max_length=64)
    kind: Literal["request", "complaint", "leak_enquiry", "opt_out"] = "request"
    request_type: RequestType | None = Field(None, description="Of a request; the other kinds have none.")
    requester: Requester = Requester.SELF
    region: Region | None = None
    subject: Subject | None = None
    reply_method: ReplyMethod | None = None
    standing: Literal["request", "announcement"] | None = Field(
        None, description="Whether it is the request already; default: what the desk's facts say."
    )
    came_by: Literal["post", "phone", "email", "in_person", "other"]
    came_on: date | None = Field(None, description="The day on which it came in, if not today.")
    locale: Locale = "ja"
    customer: dict[str, str] = Field(description="The form's fields, as far as the person gave them.")
    note: str | None = Field(None, max_length=MAX_NOTE)
    client_id: UUID | None = Field(None, description="The same id again opens nothing twice.")
    incident: str | None = Field(
        None,
        max_length=64,
        description="The incident that it is in connection with; default: for a leak enquiry the running one.",
    )

    @model_validator(mode="after")
    def _type_of_a_request(self) -> "StaffEntry":
        if (self.kind == "request") == (self.request_type is None):
            raise ValueError("request_type: given for a request, and for nothing else")
        return self


class TickIn(Shape):
    """Body of `PUT .../checklist/{item}`."""

    arrived: bool


class CheckIn(Shape):
    """Body of `PUT .../checks/{check}`."""

    result: str = Field(max_length=20, description="confirmed, failed, pending or waived")
    note: str | None = Field(
        None,
        max_length=MAX_NOTE,
        description="How it was made; of a waiver why it is not needed (kept encrypted).",
    )


class AddressIn(Shape):
    """Body of `POST .../address`: what a paper says, compared and forgotten."""

    on_paper: str = Field(min_length=1, max_length=300)
    whose: str = Field("address", max_length=20, description="address, or principal_address")


class CorrectionIn(Shape):
    """Body of `POST .../corrections`: the fields that are put right; an empty value takes one away."""

    values: dict[Annotated[str, Field(max_length=40)], Annotated[str, Field(max_length=4000)]] = Field(
        min_length=1, max_length=20
    )
    reason: str = Field(max_length=32, description="one of desk.requests.correcting.CORRECTION_REASONS")
    version: int = Field(ge=0, description="`version` of the record as it was read")


class ReopeningIn(Shape):
    """Body of `POST .../reopening`: why an end is taken back."""

    reason: str = Field(max_length=32, description="one of desk.statuses.TAKEN_BACK")
    note: str | None = Field(
        None, max_length=MAX_NOTE, description="Kept encrypted; needed with end_was_wrong."
    )


class FlagIn(Shape):
    """Body of `PUT .../flags/{flag}`."""

    raised: bool
    note: str | None = Field(None, max_length=500)


class NoteIn(Shape):
    """Body of `POST .../notes`."""

    text: str = Field(min_length=1, max_length=MAX_NOTE)


class ExtensionIn(Shape):
    """Body of `POST .../extensions`."""

    notice: str = Field(
        min_length=1, max_length=4000, description="What the customer is told, with the reason."
    )


class MailIn(Shape):
    """Body of `POST .../mails`."""

    template: str = Field(max_length=32, description="one of desk.jobs.mails.TEMPLATES")
