"""Personal data in chat text becomes typed placeholders before anything stores, logs or forwards it."""

from collections.abc import Iterable
from dataclasses import dataclass

from desk.model import MaskedText


@dataclass(frozen=True, slots=True)
class Masked:
    """Masked text and which kinds were found (e.g. "email", "phone", "card", "my_number")."""

    text: MaskedText
    kinds: frozenset[str]


class Masker:
    """A masker for one company. `allowed` are strings of its own policy that stay (phone, address, e-mail ...)."""

    def __init__(self, allowed: Iterable[str] = ()) -> None:
        raise NotImplementedError

    def mask(self, text: str, access_code_expected: bool = False) -> Masked:
        """Replace personal data. Idempotent. `access_code_expected`: also a bare access code."""
        raise NotImplementedError


def contact_strings(policy_text: str) -> frozenset[str]:
    """A policy's own contact strings: e-mail addresses, phone numbers, postal codes, addresses."""
    raise NotImplementedError
