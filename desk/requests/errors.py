"""What can go wrong with a form."""

from collections.abc import Sequence
from dataclasses import dataclass

from desk.errors import DeskError


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
    """One bad field: `key` is the wording key of what is wrong, `allowed` says in English what is allowed; `limit` is
    how many characters are, where there were more."""

    field: str
    key: str
    allowed: str
    limit: int | None = None

    @property
    def params(self) -> dict[str, int]:
        """What the text of `key` takes."""
        return {} if self.limit is None else {"limit": self.limit}


class FormInvalid(DeskError):
    """Some fields are bad. `values` keeps what was right (personal data: give it back to its sender only)."""

    code = "form_invalid"
    kind = "invalid"

    def __init__(self, errors: Sequence[FieldError], values: dict[str, str]) -> None:
        self.errors = tuple(errors)
        self.values = values
        super().__init__("Some fields need correction: " + ", ".join(e.field for e in self.errors))
