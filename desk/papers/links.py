"""Links to a customer's papers: they live fifteen minutes, and open nothing without the access code.

A link is a sealed value, not a row (docs/decisions/0026-links-to-papers-are-sealed.md): it says which paper of which
request until when, and nothing of it can be read or changed without the desk's key. Nothing has to be purged.
"""

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from desk.locales import Locale
from desk.papers.errors import LinkExpired, LinkNotFound
from desk.requests.receipts import Receipt
from desk.vaulting.crypto import Keyring
from desk.vaulting.errors import KeyProblem

LINK_LIVES = timedelta(minutes=15)
_PLACE = "document_link"
_LONGEST = 600


@dataclass(frozen=True, slots=True)
class Link:
    """What a link leads to. `locale` is the language of the paper and of the page that asks for the code."""

    receipt: Receipt
    kind: str
    locale: Locale
    expires_at: datetime


def issue(
    keys: Keyring, receipt: Receipt, kinds: Sequence[str], locale: Locale, now: datetime
) -> dict[str, str]:
    """A link token for each kind of paper."""
    until = int((now + LINK_LIVES).timestamp())
    return {
        kind: base64.urlsafe_b64encode(keys.seal_json([receipt, kind, locale, until], _PLACE)).decode().rstrip("=")
        for kind in kinds
    }  # fmt: skip


def follow(keys: Keyring, token: str, now: datetime) -> Link:
    """What a token leads to. Raises LinkNotFound (none of ours, changed, or of an old key), LinkExpired."""
    if len(token) > _LONGEST:
        raise LinkNotFound
    try:
        sealed = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
        receipt, kind, locale, until = keys.open_json(sealed, _PLACE)
    except (binascii.Error, ValueError, KeyProblem, json.JSONDecodeError):
        raise LinkNotFound from None
    link = Link(receipt, kind, locale, datetime.fromtimestamp(until, UTC))
    if link.expires_at <= now:
        raise LinkExpired(link.locale)
    return link


Tokens = Mapping[str, str]
"""Link tokens by kind of paper. They are secrets like a form's address, though a smaller one: never log them."""
