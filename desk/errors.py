"""What can go wrong in the desk: one class an outcome, each with a code for machines and a safe message. Here are those
that several rooms speak of; those of one room stand in its own `errors`.

Messages never hold customer data. `kind` says what sort of refusal it is, for a channel to map to its own
(HTTP: invalid 422, unauthorized 401, forbidden 403, not_found 404, conflict 409, gone 410, throttled 429).
"""

from collections.abc import Sequence
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


class Forbidden(DeskError):
    """The member of staff does not work for this company, or has no right to do this."""

    code = "forbidden"
    kind = "forbidden"
    message = "Your account may not do this."


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


class NotWritten(DeskError):
    """The database did not take this change; what had been done before it stays, and it can be tried again."""

    code = "not_written"
    kind = "conflict"
    message = "This could not be written down, and nothing of it was: try again."


NotNowWhy = Literal[
    "erased", "unfinished", "settled", "nothing_to_arrive", "no_agent", "no_confirmation", "no_mail", "done",
    "no_extension", "extended_before", "no_address", "period_over", "nothing_on_its_way", "no_open_question",
    "not_empty", "stale", "check_changed", "papers_missing", "no_end_of_staff",
]  # fmt: skip


class NotNow(DeskError):
    """This cannot be done with the request as it stands. `why` is the reason as a word, for pages to say in their own
    language."""

    code = "not_now"
    kind = "conflict"

    def __init__(self, why: NotNowWhy, message: str) -> None:
        self.why = why
        super().__init__(message)
