"""What can go wrong in the desk: one class an outcome, each with a code for machines and a safe message.

Messages never hold customer data. `kind` says what sort of refusal it is, for a channel to map to its own
(HTTP: invalid 422, unauthorized 401, forbidden 403, not_found 404, conflict 409, gone 410, throttled 429).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

ErrorKind = Literal["invalid", "unauthorized", "forbidden", "not_found", "conflict", "gone", "throttled"]


class DeskError(Exception):
    """Base of all refusals of the desk. `code` is stable and for machines, `message` is English and safe to show."""

    code: ClassVar[str] = "desk_error"
    kind: ClassVar[ErrorKind] = "invalid"
    message: str = "The desk refused this."

    def __init__(self, message: str | None = None) -> None:
        if message is not None:
            self.message = message
        super().__init__(self.message)


class ConversationNotFound(DeskError):
    """No such conversation, or the token does not open it (the two are not told apart)."""

    code = "conversation_not_found"
    kind = "not_found"
    message = "There is no such conversation for this token."


class ClientIdReused(DeskError):
    """The same client_id came with other content."""

    code = "client_id_reused"
    kind = "conflict"
    message = "This client_id was used before with other content."


class ConversationClosed(DeskError):
    """The conversation takes no more messages."""

    code = "conversation_closed"
    kind = "conflict"
    message = "This conversation is closed."


class OwnerChanged(DeskError):
    """The conversation got another owner while the bot thought: nothing was said."""

    code = "owner_changed"
    kind = "conflict"
    message = "The conversation has another owner now."


class StateChanged(DeskError):
    """Another turn was committed since this one began (another replica): think again on the new state."""

    code = "state_changed"
    kind = "conflict"
    message = "The conversation moved on since this turn began."


class InboundNotFound(DeskError):
    """No such inbound message."""

    code = "inbound_not_found"
    kind = "not_found"
    message = "There is no such inbound message."


class NotWaiting(DeskError):
    """The conversation cannot be claimed: it does not wait for staff."""

    code = "not_waiting"
    kind = "conflict"
    message = "This conversation does not wait for staff."


class AlreadyClaimed(DeskError):
    """Another member of staff has it. `alias` is that person's alias."""

    code = "already_claimed"
    kind = "conflict"

    def __init__(self, alias: str) -> None:
        self.alias = alias
        super().__init__(f"Already claimed by {alias}.")


class NotClaimant(DeskError):
    """Only the member of staff who has the conversation may do this."""

    code = "not_claimant"
    kind = "conflict"
    message = "You do not have this conversation (any more)."


class ColleagueUnfit(DeskError):
    """Nobody of this id takes conversations of this company, or it is the very person who gives it away."""

    code = "colleague_unfit"
    kind = "invalid"
    message = "Choose a colleague who works for this company."


class ColleagueNotThere(DeskError):
    """The colleague is away or gone: nobody is given a conversation who is not there. `alias` is that person's."""

    code = "colleague_not_there"
    kind = "conflict"

    def __init__(self, alias: str) -> None:
        self.alias = alias
        super().__init__(f"{alias} is not there now.")


class CannedUnknown(DeskError):
    """The company has no such canned reply (any more)."""

    code = "canned_unknown"
    kind = "not_found"
    message = "There is no such canned reply."


class Forbidden(DeskError):
    """The member of staff does not work for this company, or has no right to do this."""

    code = "forbidden"
    kind = "forbidden"
    message = "Your account may not do this."


class FormNotFound(DeskError):
    """No such form."""

    code = "form_not_found"
    kind = "not_found"
    message = "There is no such form."


class FormExpired(DeskError):
    """The form's time is over."""

    code = "form_expired"
    kind = "gone"
    message = "This form has expired. Ask for a new one in the chat."


class FormSpent(DeskError):
    """The form was submitted before, with another body."""

    code = "form_spent"
    kind = "conflict"
    message = "This form was submitted before with other content."


@dataclass(frozen=True, slots=True)
class FieldError:
    """One bad field: `key` is the wording key of what is wrong, `allowed` says in English what is allowed."""

    field: str
    key: str
    allowed: str


class FormInvalid(DeskError):
    """Some fields are bad. `values` keeps what was right (personal data: give it back to its sender only)."""

    code = "form_invalid"
    kind = "invalid"

    def __init__(self, errors: Sequence[FieldError], values: dict[str, str]) -> None:
        self.errors = tuple(errors)
        self.values = values
        super().__init__("Some fields need correction: " + ", ".join(e.field for e in self.errors))


class RequestNotFound(DeskError):
    """No request with this receipt, or the access code is wrong (the two are not told apart)."""

    code = "request_not_found"
    kind = "not_found"
    message = "There is no request with this receipt and access code."


class TooManyAttempts(DeskError):
    """Too many wrong access codes or passwords; try again at `retry_at`."""

    code = "too_many_attempts"
    kind = "throttled"

    def __init__(self, retry_at: datetime) -> None:
        self.retry_at = retry_at
        super().__init__("Too many attempts. Try again later.")


class TransitionNotAllowed(DeskError):
    """The request cannot go from its status to that one. `allowed` lists where it can go."""

    code = "transition_not_allowed"
    kind = "conflict"

    def __init__(self, current: str, wanted: str, allowed: Sequence[str], why: str | None = None) -> None:
        self.current, self.wanted, self.allowed = current, wanted, tuple(allowed)
        reason = f" ({why})" if why else ""
        super().__init__(
            f"A request that is {current} cannot become {wanted}{reason}; allowed: {', '.join(allowed) or 'none'}."
        )


class ChangeInvalid(DeskError):
    """A change to a request names an unknown value, or lacks one. `field` is which, `allowed` what it takes."""

    code = "change_invalid"
    kind = "invalid"

    def __init__(self, message: str, field: str | None = None, allowed: Sequence[str] = ()) -> None:
        self.field, self.allowed = field, tuple(allowed)
        super().__init__(message)


NotNowWhy = Literal[
    "erased", "unfinished", "settled", "nothing_to_arrive", "no_agent", "no_confirmation", "no_mail", "done",
    "no_extension", "extended_before", "no_address", "period_over", "nothing_on_its_way", "no_open_question",
    "not_empty",
]  # fmt: skip


class NotNow(DeskError):
    """This cannot be done with the request as it stands. `why` is the reason as a word, for pages to say in their own
    language."""

    code = "not_now"
    kind = "conflict"

    def __init__(self, why: NotNowWhy, message: str) -> None:
        self.why = why
        super().__init__(message)


class KeyProblem(DeskError):
    """The encryption key is missing, malformed or unsafe: the desk does not start."""

    code = "key_problem"
    kind = "invalid"


class DestructionIncomplete(DeskError):
    """Something of what was to be destroyed was still there afterwards: all of it was rolled back."""

    code = "destruction_incomplete"
    kind = "conflict"

    def __init__(self, left: Mapping[str, int]) -> None:
        self.left = dict(left)
        named = ", ".join(f"{kind}: {number}" for kind, number in sorted(left.items()))
        super().__init__(f"Not everything could be destroyed, so nothing was ({named}).")


class CompanyEnded(DeskError):
    """The company's contract has ended and its key is destroyed: nothing can be kept for it any more."""

    code = "company_ended"
    kind = "gone"
    message = "This company's desk has ended here."


class RequestStillOpen(DeskError):
    """Requests that are not done with: without their data they could not be answered any more."""

    code = "request_still_open"
    kind = "conflict"

    def __init__(self, receipts: Sequence[str]) -> None:
        self.receipts = tuple(receipts)
        super().__init__(
            f"Still open: {', '.join(receipts)}. Close them first, or say that they are withdrawn with the erasure."
        )


class SeveralCompanies(DeskError):
    """An erasure is for one company: each answers for its own data."""

    code = "several_companies"
    kind = "invalid"
    message = "Name requests or conversations of exactly one company."


class LedgerDamaged(DeskError):
    """A line of the ledger of erasures is not as it was written: an erasure might not be repeated after a restore."""

    code = "ledger_damaged"
    kind = "conflict"

    def __init__(self, file: str, line: int) -> None:
        super().__init__(
            f"Line {line} of {file} is damaged. Put a sound copy of the file in its place; "
            "the desk does not start without."
        )


class RestoreRefused(DeskError):
    """A backup cannot be put in place: it is not whole, or something is in the way. The message says which."""

    code = "restore_refused"
    kind = "conflict"


class ExportProblem(DeskError):
    """An export or a backup could not be written or read; the message names the file and what is wrong with it."""

    code = "export_problem"
    kind = "conflict"


class CompanyUnknown(DeskError):
    """Nothing was ever kept for this company."""

    code = "company_unknown"
    kind = "not_found"

    def __init__(self, company: str) -> None:
        super().__init__(f"Nothing is kept here for a company {company!r}.")


class UndeliveredNotFound(DeskError):
    """No such undelivered message, or it is another company's (the two are not told apart)."""

    code = "undelivered_not_found"
    kind = "not_found"
    message = "There is no such undelivered message."


class EventNotFound(DeskError):
    """No such event that was given up, or it is another company's (the two are not told apart)."""

    code = "event_not_found"
    kind = "not_found"
    message = "There is no such event that was given up."


class EventContentGone(DeskError):
    """What came in with the event is not kept any more, so it can't be tried again."""

    code = "event_content_gone"
    kind = "conflict"
    message = "What came in with this event is not kept any more; it can only be set aside."
