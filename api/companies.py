"""The companies of this installation, as the routes see them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from api.problems import Problem, field_problem
from api.schemas import CompanyOut, DeskState
from desk.bootstrap import Desk
from desk.calendar.dues import DESK_ZONE
from desk.calendar.hours import HoursSpec, HoursState, desk_state
from desk.calendar.specialdays import days_of
from desk.ids import ConversationId
from desk.locales import Locale
from desk.model import Choice, Conversation, NewMessage, StoredMessage
from desk.storage.database import Tx
from desk.wording import render
from knowledge.citations import Citation
from knowledge.facts import Desk as DeskFacts
from knowledge.facts.procedure import closure
from knowledge.facts.settings import OperatorSettings
from knowledge.policy import Policy
from knowledge.vocabulary import CompanyId, MessageKind, Region

STARTERS = ("ask_papers", "ask_purposes", "start_request", "ask_status", "handoff")


class RegionNotHere(Problem):
    """A region was named that is none of the company's, or none where a request hangs on it. Over HTTP it answers 422
    with the field and what is allowed; Slack says it in its own words."""

    def __init__(self, regions: Sequence[Region]) -> None:
        message = "one of this company's" if regions else "this company's policy makes no difference"
        as_ever = field_problem("region", message, allowed=[region.value for region in regions])
        super().__init__(as_ever.status, as_ever.code, as_ever.detail, errors=as_ever.errors)


@dataclass(frozen=True)
class Company:
    """One company: its policy, its desk facts where it has any, and the hours of our staff for it."""

    id: CompanyId
    name: str
    regions: tuple[Region, ...]
    policy: Policy
    document: str
    facts: DeskFacts | None
    hours: HoursSpec
    settings: OperatorSettings = field(default_factory=OperatorSettings)

    @property
    def closed(self) -> bool:
        """Whether the policy says that the desk has closed for good."""
        return self.facts is not None and closure(self.facts) is not None

    @property
    def opening(self) -> Citation:
        """The policy's title as it stands in the text, else its first line: the link to it opens the whole policy."""
        text, first = self.policy.text, self.policy.root.children[0]
        title, start = first.title, text.find(first.title, first.start, first.body) if first.title else -1
        if start < 0:
            start = len(text) - len(text.lstrip())
            title = text[start:].splitlines()[0].rstrip()
        return Citation(self.id, self.document, self.policy.version, title, title, start, start + len(title))

    def region_of(self, named: str | None) -> Region | None:
        """The region of this name; None for none. Raises RegionNotHere: it is none of this company's."""
        if not named:
            return None
        found = next((one for one in self.regions if one == named), None)
        if found is None:
            raise RegionNotHere(self.regions)
        return found

    def region_if_here(self, named: str | None) -> Region | None:
        """The region that a page or a button carries along, perhaps from another company or an older policy: there it
        falls away, and the answer shows that none is chosen. What somebody has just said goes through `region_of`."""
        try:
            return self.region_of(named)
        except RegionNotHere:
            return None


class Companies:
    """All companies by id, and what greets a customer of each."""

    def __init__(self, companies: Mapping[CompanyId, Company], desk: Desk) -> None:
        self._companies: dict[str, Company] = dict(companies.items())
        self._desk = desk

    @property
    def ids(self) -> list[CompanyId]:
        """The companies' ids, sorted."""
        return sorted(one.id for one in self._companies.values())

    @property
    def facts(self) -> dict[CompanyId, DeskFacts]:
        """Desk facts of the companies that have them."""
        return {c.id: c.facts for c in self._companies.values() if c.facts is not None}

    @property
    def desks(self) -> dict[CompanyId, tuple[DeskFacts, OperatorSettings]]:
        """Desk facts and operator settings of the companies that have desk facts."""
        return {c.id: (c.facts, c.settings) for c in self._companies.values() if c.facts is not None}

    def get(self, named: str) -> Company | None:
        """The company that a text from outside names (or a conversation of one that may be gone), or None. What goes
        on is its `id`."""
        return self._companies.get(named)

    def notes(self, company_id: CompanyId, facts: Sequence[str], locale: Locale) -> list[str]:
        """The operator's notes on these desk facts, as 「窓口からの補足」: never part of a citation."""
        notes = self._companies[company_id].settings.notes_about(*facts)
        return [
            render("system.operator_note", locale, {"text": note.in_language(locale), "date": note.date})
            for note in notes
        ]

    def state(self, company_id: CompanyId, now: datetime | None = None) -> HoursState:
        """Whether somebody answers at this company's desk now, its special days considered."""
        with self._desk.database.read() as conn:
            return self.state_in(conn, company_id, now)

    def state_in(self, conn: Connection, company_id: CompanyId, now: datetime | None = None) -> HoursState:
        """The same within a transaction of the caller's, who must not take a second connection."""
        hours = replace(self._companies[company_id].hours, special=days_of(conn, company_id))
        return desk_state(hours, now or self._desk.database.clock())

    def state_of_any(self, company_id: CompanyId) -> HoursState:
        """The same for any conversation's company: one whose folder is gone has no hours to tell of."""
        return self.state(company_id) if company_id in self._companies else HoursState("open")

    def all_out(self, locale: Locale = "ja") -> list[CompanyOut]:
        """The companies in the shape of the contract."""
        return [self._out(self._companies[name], locale) for name in self.ids]

    def _out(self, company: Company, locale: Locale) -> CompanyOut:
        state = self.state(company.id)
        shown, note = state.state, None
        gone = closure(company.facts) if company.facts is not None else None
        if gone is not None:
            # Our staff keep their hours here all the same (`state`): it is the company's desk that takes nothing.
            key = "system.desk_closed_successor" if gone.successor else "system.desk_closed_since"
            shown = "closed"
            note = render(key, locale, {"since": gone.since, "successor": gone.successor or ""})
        elif state.state == "closed":
            note = render("system.desk_closed_note", locale, {})
        elif state.opens_at is not None:
            note = render("system.opens_at_note", locale, {"when": state.opens_at})
        return CompanyOut(
            id=company.id,
            name=company.name,
            regions=list(company.regions),
            desk=DeskState(state=shown, note=note),
        )

    def end_of_day(self, due: date | None, company_id: CompanyId) -> datetime | None:
        """A due date as the last moment of that day where the desk is."""
        if due is None:
            return None
        company = self._companies.get(company_id)
        zone = ZoneInfo(company.hours.timezone) if company else DESK_ZONE
        return datetime.combine(due, time(23, 59, 59), zone)

    def open_conversation(
        self,
        company: Company,
        region: Region | None,
        locale: Locale,
        channel: str = "web",
        bind: Callable[[Tx, ConversationId], None] | None = None,
    ) -> tuple[Conversation, str, tuple[StoredMessage, ...]]:
        """Open a conversation with the greeting; gives it, its token and the greeting as stored. `bind`: whose it is
        in its channel (`Conversations.open`)."""
        greeting = NewMessage(
            text=render("system.greeting", locale, {"company": company.name}),
            kind=MessageKind.NOTICE,
            key="system.greeting",
            choices=tuple(Choice(render(f"choices.{value}", locale, {}), value) for value in STARTERS),
        )
        conversation, token = self._desk.conversations.open(
            company.id,
            region,
            locale,
            (greeting,),
            policy_version=company.policy.version,
            channel=channel,
            bind=bind,
        )
        messages = self._desk.conversations.messages(conversation.id)
        return conversation, token, messages
