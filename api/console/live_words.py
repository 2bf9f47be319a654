"""What the live pages say about times, people and conversations, in the language of the pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from babel.dates import format_date, format_datetime

from desk.calendar.dues import DESK_ZONE
from desk.locales import BABEL, FullLocale
from desk.model import Conversation
from desk.roles import StaffMember
from desk.wording import has
from desk.wording import render as say

_SLOTS = ("request_type", "requester", "subject", "reply_method")


def fill(template: str, **values: object) -> str:
    """A text of the wording with its places filled."""
    return template.format_map(values)


def clock(moment: datetime, locale: FullLocale) -> str:
    """A moment in Japan's time: today's and others' alike with the day, for a queue may be days long."""
    pattern = "M/d H:mm" if locale == "ja" else "d MMM, HH:mm"
    return format_datetime(moment, pattern, tzinfo=DESK_ZONE, locale=BABEL[locale])


def day(moment: datetime, locale: FullLocale) -> str:
    """A day in Japan's time, in full."""
    return format_date(moment.astimezone(DESK_ZONE).date(), "long", locale=BABEL[locale])


def span(length: timedelta, words: Mapping[str, str]) -> str:
    """How long somebody waits (`live.queue`)."""
    minutes = max(0, int(length.total_seconds()) // 60)
    if minutes == 0:
        return words["moment"]
    hours, minutes = divmod(minutes, 60)
    if hours == 0:
        return fill(words["minutes"], count=minutes)
    days, rest = divmod(hours, 24)
    if days:
        return fill(words["days"], days=days, hours=rest)
    return fill(words["hours"], hours=hours, minutes=minutes)


def reason(conversation: Conversation, words: Mapping[str, Any]) -> str:
    """Why it came to staff."""
    reasons = words["reasons"]
    return str(reasons.get(conversation.handoff_reason, reasons["other"]))


def region(conversation: Conversation, words: Mapping[str, Any]) -> str | None:
    """The customer's region, where it is known."""
    known: str | None = words["regions"].get(conversation.region)
    return known


def slots(conversation: Conversation, locale: FullLocale) -> list[tuple[str, str]]:
    """What the conversation has settled: (slot, what staff reads)."""
    found = []
    for name in _SLOTS:
        value = conversation.slots.get(name)
        if value is not None:
            key = f"{name}.{value}"
            found.append((name, say(key, locale) if has(key, locale) else str(value)))
    return found


@dataclass(frozen=True, slots=True)
class Stand:
    """Who has a conversation, as seen by `staff`: "mine", "others", "waiting", "bot" or "closed"."""

    name: str
    alias: str | None

    @classmethod
    def of(cls, conversation: Conversation, staff: StaffMember) -> "Stand":
        """As it is now."""
        owner = conversation.owner.value
        if owner != "staff":
            return cls(owner, None)
        mine = conversation.claimed_by == staff.id
        return cls("mine" if mine else "others", conversation.claimed_alias)

    def line(self, words: Mapping[str, str]) -> str:
        """In words (`live.conversation`)."""
        if self.name == "bot":
            return words["with_bot"]
        return fill(words[self.name], alias=self.alias or "")
