"""Forms: the one way personal data enters. A form opens one request, once."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from desk.model import FormField, FormSpec, NewMessage, Submitted


@dataclass(frozen=True, slots=True)
class FormView:
    """A form as its page needs it."""

    spec: FormSpec
    conversation_id: str
    company: str
    locale: str
    expires_at: datetime
    spent: bool


Announce = Callable[[Submitted, str], NewMessage]
"""Makes the conversation's message of a submitted form (second argument: locale). Must not show the access code."""


def required_names(request_type: str, requester: str, reply_method: str | None) -> tuple[str, ...]:
    """Which fields the contract requires: name; address or email as the reply needs; for a correction new_value
    (details will do instead); for agents principal_name and relation."""
    raise NotImplementedError


def form_fields(
    request_type: str,
    requester: str,
    reply_method: str | None,
    label: Callable[[str], str],
    wanted: Iterable[str] = (),
) -> tuple[FormField, ...]:
    """The fields of a request's form in their usual order: the required ones, `wanted` (a desk's own needs) and the
    customary optional ones. `label` gives a field's label from its name."""
    raise NotImplementedError


class Forms:
    """Tokens are bearer secrets, kept as MACs (and encrypted in the message that offers the form)."""

    def describe(self, token: str, now: datetime | None = None) -> FormView:
        """Read a form without spending it. Raises FormNotFound, FormExpired."""
        raise NotImplementedError

    def submit(
        self,
        token: str,
        values: Mapping[str, str],
        announce: Announce | None = None,
        now: datetime | None = None,
    ) -> Submitted:
        """Open the request: request, vault, history and the conversation's message in one transaction.

        The same body again gives the same result with `repeated` (for a day, also past the form's expiry).
        Raises FormNotFound, FormExpired, FormSpent, FormInvalid (each bad field, and the right values).
        """
        raise NotImplementedError
