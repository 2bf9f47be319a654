"""The shapes of the staff's API around log-in and conversations."""

from datetime import datetime
from typing import Any

from pydantic import Field

from api.schemas import MessageOut, Shape
from api.staff.schemas.incidents import IncidentScript
from desk.ids import ConversationId
from desk.locales import Locale
from desk.roles import Role
from knowledge.vocabulary import CompanyId, Expects, Owner, Region


class Login(Shape):
    """Body of `POST /api/v1/staff/session`. `totp`: the authenticator app's code, or a recovery code, where the account
    has a second factor."""

    username: str = Field(max_length=200)
    password: str = Field(max_length=1000)
    totp: str | None = Field(None, max_length=40)


class Session(Shape):
    """A staff session's bearer token."""

    token: str


class Me(Shape):
    """Who is logged in; `companies` is null for all."""

    username: str
    alias: str
    role: Role
    companies: list[CompanyId] | None


class StaffConversation(Shape):
    """A conversation as staff sees it, with its `slots`: what Rasa has understood, in words of the vocabulary."""

    id: ConversationId
    company: CompanyId
    company_name: str
    region: Region | None
    locale: Locale
    owner: Owner
    expects: Expects | None
    slots: dict[str, Any]
    claimed_by: str | None = Field(description="The alias of who has it.")
    claimed_until: datetime | None
    handoff_reason: str | None
    created_at: datetime
    updated_at: datetime


class QueuedConversation(StaffConversation):
    """A conversation in a list."""

    waiting_since: datetime | None
    last_message_at: datetime
    contact_left: bool
    urgent: bool


class WholeConversation(StaffConversation):
    """A conversation with the newest messages of its transcript, and whether there were `earlier` ones."""

    messages: list[MessageOut]
    earlier: bool
    incidents: list[IncidentScript]


class ClaimUntil(Shape):
    """When the claim ends without another sign."""

    claimed_until: datetime


class ContactOut(Shape):
    """A contact that the customer left (reading it is audited)."""

    id: str
    values: dict[str, str]
    created_at: datetime
