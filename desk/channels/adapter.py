"""What a channel is: an adapter that reads its platform's events, renders messages natively and sends them.

The adapter knows the platform and nothing else: no database, no rule of the desk. docs/channels.md shows how to write
one. Nothing of what a customer wrote may stand in an exception's text.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, Protocol, runtime_checkable

from desk.ids import ConversationId
from desk.locales import Locale
from desk.model import StoredMessage
from desk.texts import RawText
from knowledge.vocabulary import CompanyId

# ------------------------------------------------------------------ in


class Rejected(Exception):
    """A webhook that is not taken. `reason` is a word for the log (never its content), `status` what HTTP answers."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status, self.reason = status, reason


@dataclass(frozen=True, slots=True)
class Incoming:
    """One event as the adapter read it, in memory only. `person` is the platform's id of whoever wrote (events of one
    person are worked on in order), `text` what they wrote, as they wrote it; `data` what else the channel's handler
    needs of it, in words of the platform. `kind` is a word of the adapter's own vocabulary; "ignored" is recorded and
    nothing else."""

    event_id: str
    kind: str
    occurred_at: datetime
    person: str | None = field(default=None, repr=False)
    data: Mapping[str, str] = field(default_factory=dict, repr=False)
    reply_token: str | None = field(default=None, repr=False)
    text: RawText | None = field(default=None, repr=False)


# ------------------------------------------------------------------ out


@dataclass(frozen=True, slots=True)
class Item:
    """One thing in the outbox. Either `message` (a message of a conversation, in the customer's language `locale`) or
    `payload` (the channel's own)."""

    id: str
    channel: str
    account: str
    company: CompanyId | None
    thread: str
    kind: str
    conversation_id: ConversationId | None
    message: StoredMessage | None = field(default=None, repr=False)
    payload: Mapping[str, Any] = field(default_factory=dict, repr=False)
    locale: Locale = "ja"


@dataclass(frozen=True, slots=True)
class Call:
    """One call to the platform. `id` is a UUID that stays the same when the call is repeated; `reply_token` is given
    for an answer to an event, `person` is whom it goes to (None for what goes to no customer). `again`: its reader may
    have it already, by a reply whose end nobody knows (decision 0043); say so where there is room."""

    id: str
    account: str
    items: tuple[Item, ...]
    objects: tuple[Mapping[str, Any], ...] = field(repr=False)
    person: str | None = field(default=None, repr=False)
    reply_token: str | None = field(default=None, repr=False)
    again: bool = False


class NotSent(Exception):
    """A call that did not succeed; the text is the kind of failure. `unsure`: the platform may have carried it out all
    the same (a timeout, a 5xx). `after`: seconds to wait at least, where the platform says so."""

    def __init__(self, kind: str, *, unsure: bool = False, after: float | None = None) -> None:
        super().__init__(kind)
        self.kind, self.unsure, self.after = kind[:100], unsure, after


class Undeliverable(NotSent):
    """No repetition will mend it (the person is gone, the body is refused)."""


class OutOfQuota(NotSent):
    """The platform pushes nothing more for this account this month; replies still go."""


class ReplySpent(NotSent):
    """The reply token is used up or too old."""


@dataclass(frozen=True, slots=True)
class Rate:
    """How fast an account may be called: `per_second` calls, after a burst of `burst`."""

    per_second: float
    burst: int


class Adapter(Protocol):
    """A channel: what every one of them has. How events come in and messages go out differs; there are two kinds of
    each, as types. In: `Signed`, or an address of its own. Out: `Pushed` or `Fetched`, one of them (`kind_of`)."""

    name: str
    """In addresses, tables and settings; at most 16 characters."""

    def knows(self, account: str) -> bool:
        """Whether this installation has such an account."""

    def accounts(self) -> Collection[str]:
        """Those that it has."""

    def company_of(self, account: str) -> CompanyId | None:
        """Whose key seals what comes in; None: the installation's own."""

    def render(self, item: Item) -> Sequence[Mapping[str, Any]]:
        """The channel's objects for it, in order; nothing to say: none. The same item gives the same objects."""


@runtime_checkable
class Signed(Adapter, Protocol):
    """Its platform posts events to the address that all such channels share, signed, and wants no more of an answer
    than that they were taken. The others have an address of their own, whose caller is known in another way (the web:
    the conversation's token) or wants more of an answer (Slack's windows)."""

    max_body: int
    """Bytes a webhook may have."""

    def verify(self, account: str, headers: Mapping[str, str], body: bytes) -> None:
        """Check the signature on the raw body. `headers` have lower-case names. Raises Rejected."""

    def parse(self, account: str, headers: Mapping[str, str], body: bytes) -> Sequence[Incoming]:
        """The events of a webhook; none for a connection check. Raises Rejected."""


@runtime_checkable
class Pushed(Adapter, Protocol):
    """What the desk says goes to its platform by a call: rows of the outbox, with retries."""

    objects_per_call: int
    """How many rendered objects one call takes."""
    reply_seconds: float
    """How long a reply token is sure to hold; 0: there are none."""
    metered: bool
    """Whether calls without a reply token cost money, and are counted and limited."""
    repeat_seconds: float
    """How long the platform recognises a repeated call by its id, and so how long it is tried."""
    rate: Rate

    def monthly_limit(self, account: str) -> int | None:
        """How many metered calls a month may have; None: any number."""

    async def send(self, call: Call) -> Mapping[str, Any]:
        """Carry it out; gives the platform's ids of what was sent. A call that the platform recognises as a repeated
        one has succeeded. Raises NotSent, Undeliverable, ReplySpent."""

    async def busy(self, account: str, person: str) -> None:
        """Show that an answer takes a moment, where the platform can. Never raises."""

    async def close(self) -> None:
        """Give connections back."""


@runtime_checkable
class Fetched(Adapter, Protocol):
    """What the desk says is sent once it is placed where its reader fetches it: the commit that stores a message. No
    row, no retry, nothing that could be undeliverable; a reader who comes later finds it."""

    def placed(self, conversation_id: ConversationId) -> str:
        """What is published (`desk.notify`) when something was placed there, for readers who wait."""


def kind_of(adapter: Adapter) -> Literal["pushed", "fetched"]:
    """How its messages go out. Raises TypeError: it is neither, or both."""
    pushed, fetched = isinstance(adapter, Pushed), isinstance(adapter, Fetched)
    if pushed == fetched:
        raise TypeError(f"the channel {adapter.name} must be either pushed or fetched (docs/channels.md)")
    return "pushed" if pushed else "fetched"
