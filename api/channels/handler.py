"""What a channel has to know of its events; desk.channels.adapter is its other half, which knows the platform."""

from collections.abc import Callable
from typing import Protocol, runtime_checkable

from desk.channels.adapter import Incoming
from desk.channels.ledger import Event, NewEvent
from desk.storage.database import Tx


@runtime_checkable
class Intake(Protocol):
    """What is kept of a channel's events."""

    def prepare(self, account: str, incoming: Incoming) -> NewEvent:
        """What is kept of an event, masked. Quick: the platform waits for it. May read the database."""


class Handler(Protocol):
    """What a channel's events mean. Of a channel whose webhooks come to the common address it is an `Intake` too."""

    async def handle(self, event: Event) -> None:
        """Work on it, and end with `ledger.done(event, also)`. Killed in between, it is called again with the same
        event: what it does outside that last commit must be fit to be done twice (`event.key` names it). What it
        raises is tried again."""

    async def given_up(self, event: Event) -> Callable[[Tx], None] | None:
        """Its last attempt has failed: what is said to whoever it came from, in the commit that gives it up. None:
        nobody waits for a word. What this or its result raises leaves them without one; staff sees the event."""
