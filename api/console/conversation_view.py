"""A conversation as its page shows it: transcript with citations, what is known, who has it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from api.console import live_words
from api.console.live_words import Stand
from api.console.naming import Names
from api.context import Context
from api.rendering import MOST_MESSAGES, policy_url
from desk.handover.canned import CannedReply, fill
from desk.handover.notes import Note
from desk.handover.presence import Colleague
from desk.incidents.model import Incident
from desk.locales import FullLocale, Locale
from desk.model import Contact, Conversation, StoredMessage
from desk.roles import StaffMember
from desk.wording import section
from knowledge.vocabulary import CompanyId, Owner


@dataclass(frozen=True, slots=True)
class Cited:
    """A quotation with the address of its place in the policy."""

    section: str
    quote: str
    url: str


@dataclass(frozen=True, slots=True)
class Said:
    """A message. `language` is for the `lang` attribute; `labels` are the buttons that came with it."""

    id: str
    sender: str
    who: str
    time: str
    at: str
    text: str
    language: Locale
    citations: tuple[Cited, ...]
    labels: tuple[str, ...]
    form: bool


@dataclass(frozen=True, slots=True)
class Canned:
    """A canned reply as the list of the reply form names it."""

    id: str
    title: str


def said(context: Context, message: StoredMessage, live: Any, locale: FullLocale, language: Locale) -> Said:
    """A stored message in words. The address of a form is the customer's secret: only that there was one is told."""
    words = live["conversation"]
    who = message.staff_alias if message.sender == "staff" else words.get(message.sender, message.sender)
    return Said(
        id=message.id,
        sender=message.sender,
        who=who or words["customer"],
        time=live_words.clock(message.created_at, locale),
        at=message.created_at.isoformat(),
        text=message.text,
        language=language,
        citations=tuple(
            Cited(str(one["section"]), str(one["quote"]), policy_url(context.base_url, one))
            for one in message.citations
        ),
        labels=tuple(choice.label for choice in message.choices),
        form=message.form is not None,
    )


def policy_address(context: Context, company: CompanyId, locale: FullLocale) -> str:
    """The policy page that a customer may be sent to."""
    return f"{context.base_url}/policies/{company}?{urlencode({'lang': 'ja' if locale == 'ja' else 'en'})}"


def _written_in(conversation: Conversation) -> FullLocale:
    """In which language canned texts are there for this customer."""
    return "ja" if conversation.locale == "ja" else "en"


def starters(conversation: Conversation) -> list[tuple[Canned, str]]:
    """The replies that come with the console, in the customer's language: (as listed, text)."""
    locale = _written_in(conversation)
    found = section("live", locale)["canned"]["starters"]
    return [(Canned(f"starter-{n}", one["title"]), one["text"]) for n, one in enumerate(found)]


def filled(context: Context, conversation: Conversation, staff: StaffMember, text: str) -> str:
    """A canned text with its placeholders, in the customer's language."""
    company = context.companies.get(conversation.company)
    locale = _written_in(conversation)
    values = {
        "company": company.name if company else conversation.company,
        "alias": staff.alias,
        "today": live_words.day(context.desk.database.clock(), locale),
        "policy_url": policy_address(context, conversation.company, locale),
    }
    return fill(text, values)


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in the reply form. `confirmed`: kinds of personal data that its writer was warned about."""

    text: str = ""
    client_id: str = ""
    confirmed: tuple[str, ...] = ()
    warning: str | None = None

    @classmethod
    def new(cls, text: str = "") -> "Draft":
        """With an id of its own, by which a repeat of the same sending is known."""
        return cls(text, str(uuid4()))


@dataclass(frozen=True, slots=True)
class Read:
    """Everything that the page is made of, read at once."""

    conversation: Conversation
    messages: tuple[StoredMessage, ...]
    earlier: bool
    """Whether there are messages before these."""
    notes: tuple[Note, ...]
    colleagues: tuple[Colleague, ...]
    canned: tuple[CannedReply, ...]
    waiting_since: datetime | None
    urgent: bool
    left_urgent: bool
    incidents: tuple[Incident, ...]
    emptied: bool
    """Whether its words are gone, by an erasure or in their time."""


def read(context: Context, conversation: Conversation, staff: StaffMember) -> Read:
    """Read it; the caller has seen that this person may."""
    desk = context.desk
    messages, earlier = desk.conversations.newest(conversation.id, MOST_MESSAGES)
    return Read(
        conversation,
        messages,
        earlier,
        desk.live.notes.list(conversation.id, staff),
        desk.live.presence.colleagues(conversation.company, staff),
        desk.live.canned.list(conversation.company, staff, conversation.locale),
        desk.live.queue.waiting_since(conversation.id),
        desk.live.queue.urgent(conversation.id),
        desk.live.queue.left_urgent(conversation.id),
        desk.incidents.running_for(conversation.company),
        desk.live.notes.emptied(conversation.id),
    )


def facts(context: Context, found: Read, live: Any, locale: FullLocale) -> list[tuple[str, str]]:
    """The head of the page: (label, value)."""
    conversation, words = found.conversation, live["conversation"]
    company = context.companies.get(conversation.company)
    rows = [
        (words["company"], company.name if company else conversation.company),
        (words["region"], live_words.region(conversation, live) or words["unknown"]),
        (words["language"], live["locales"].get(conversation.locale, conversation.locale)),
    ]
    if conversation.handoff_reason:
        rows.append((words["reason"], live_words.reason(conversation, live)))
    if found.waiting_since is not None:
        rows.append((words["waiting_since"], live_words.clock(found.waiting_since, locale)))
    return rows + [(words[name], value) for name, value in live_words.slots(conversation, locale)]


def _alert(found: Read, words: Any) -> str | None:
    """What stands above the transcript of somebody in despair: that they wait for an answer, or went back to the bot,
    where none can be given, and nobody has looked at it."""
    if found.left_urgent:
        return str(words["left_urgent"])
    answerable = found.conversation.owner in (Owner.WAITING, Owner.STAFF)
    return str(words["urgent"]) if found.urgent and answerable else None


def values(
    context: Context, found: Read, staff: StaffMember, live: Any, locale: FullLocale
) -> dict[str, Any]:
    """The values of the page's templates."""
    conversation = found.conversation
    stand, names = Stand.of(conversation, staff), Names(context, locale)
    company = context.companies.get(conversation.company)
    return {
        "l": live,
        "w": live["conversation"],
        "id": conversation.id,
        "title": live_words.fill(
            live["conversation"]["title"], company=company.name if company else conversation.company
        ),
        "stand": stand,
        "stand_line": stand.line(live["conversation"]),
        "facts": facts(context, found, live, locale),
        "messages": [said(context, m, live, locale, conversation.locale) for m in found.messages],
        "urgent": _alert(found, live["conversation"]),
        "earlier": live_words.fill(live["conversation"]["earlier"], count=len(found.messages))
        if found.earlier
        else None,
        "notes": [(note, live_words.clock(note.at, locale)) for note in found.notes],
        "emptied": found.emptied,
        "present": [one for one in found.colleagues if one.state == "here"],
        "canned": [Canned(one.id, one.title) for one in found.canned],
        "starters": [one for one, _ in starters(conversation)],
        "language": conversation.locale,
        "i": section("incidents", locale),
        "scripts": [(one, names.incident(one)) for one in found.incidents],
        "announced": " ".join(f"{one.id}.{one.revision}" for one in found.incidents),
    }


def contact_rows(contacts: Sequence[Contact], live: Any, locale: FullLocale) -> list[dict[str, Any]]:
    """Contacts that the customer left."""
    labels = live["conversation"]["contact_fields"]
    return [
        {
            "at": live_words.clock(contact.created_at, locale),
            "fields": [(labels.get(name, name), value) for name, value in contact.values.items()],
        }
        for contact in contacts
    ]
