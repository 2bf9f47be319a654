"""The status page's ticket: who has given receipt and access code may go on for a quarter of an hour.

Like a link to a paper (docs/decisions/0026) it is a sealed value and no row: it lies in the customer's cookie, says
which request until when, and is bound to the access code that opened it, so that an erasure ends it at once."""

import base64
import binascii
import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from desk.errors import DeskError
from desk.requests.receipts import Receipt
from desk.vaulting.crypto import Keyring
from desk.vaulting.errors import KeyProblem

TICKET_LIVES = timedelta(minutes=15)
"""From its last use: each page that is shown gives a new one."""
LONGEST = timedelta(hours=2)
"""From the giving of the code; then it is asked for again."""
_PLACE = "status_ticket"
_MOST = 600


class TicketOver(DeskError):
    """The quarter of an hour is over, or this is none of ours: receipt and access code are asked for again."""

    code = "status_ticket_over"
    kind = "unauthorized"
    message = "Give the receipt and the access code again."


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a ticket says. `bound` is a hash of the kept hash of the access code."""

    receipt: Receipt
    bound: str
    since: datetime


def bound_to(code_mac: bytes) -> str:
    """What ties a ticket to the access code, without telling anything of it."""
    return hashlib.sha256(code_mac).hexdigest()[:32]


def issue(keys: Keyring, ticket: Ticket, now: datetime) -> str:
    """The value for the cookie."""
    until = min(now + TICKET_LIVES, ticket.since + LONGEST)
    body = [ticket.receipt, ticket.bound, int(ticket.since.timestamp()), int(until.timestamp())]
    return base64.urlsafe_b64encode(keys.seal_json(body, _PLACE)).decode().rstrip("=")


def read(keys: Keyring, value: str, now: datetime) -> Ticket:
    """What a cookie says. Raises TicketOver."""
    if not value or len(value) > _MOST:
        raise TicketOver
    try:
        sealed = base64.b64decode(value + "=" * (-len(value) % 4), altchars=b"-_", validate=True)
        receipt, bound, since, until = keys.open_json(sealed, _PLACE)
    except (binascii.Error, ValueError, KeyProblem, json.JSONDecodeError):
        raise TicketOver from None
    if datetime.fromtimestamp(until, UTC) <= now:
        raise TicketOver
    return Ticket(receipt, bound, datetime.fromtimestamp(since, UTC))
