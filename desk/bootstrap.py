"""Puts the desk together."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desk.conversations import Conversations
from desk.forms import Forms
from desk.handoffs import Handoffs
from desk.notify import Notifier
from desk.requests import Requests
from desk.retention import Retention
from desk.settings import DeskSettings
from desk.staff import Staff

Render = Callable[[str, str, Mapping[str, Any]], str]
"""`render(key, locale, params)`: the customer's wording (desk.wording.render)."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The services, on one database."""

    conversations: Conversations
    handoffs: Handoffs
    forms: Forms
    requests: Requests
    staff: Staff
    retention: Retention
    notifier: Notifier

    def ready(self) -> bool:
        """Whether the database answers."""
        raise NotImplementedError

    def dispose(self) -> None:
        """Close the database."""
        raise NotImplementedError


def build(
    settings: DeskSettings, render: Render | None = None, clock: Callable[[], datetime] | None = None
) -> Desk:
    """Open (and migrate) the database and build the services. `render` defaults to desk.wording.render.
    Raises KeyProblem."""
    raise NotImplementedError
