"""What the desk knows about each company besides its policy: its business days and its own targets.

The app fills it when it has loaded the companies; a company that is not in it has Monday to Friday without Japanese
holidays, and no targets.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time

from sqlalchemy import Connection

from desk.calendar.dues import Calendar, UsFederal
from desk.calendar.hours import HoursSpec, Spans, is_working_day
from desk.calendar.regimes import CalendarName, Span
from knowledge.facts.settings import OperatorSettings
from knowledge.vocabulary import CompanyId

_NINE_TO_FIVE = ((time(9), time(17)),)
DEFAULT_HOURS = HoursSpec(weekly=dict.fromkeys(range(5), _NINE_TO_FIVE))


@dataclass(frozen=True, slots=True)
class Targets:
    """The company's own periods (settings.yml `targets`), never the law's. `answer` by the name that dues.yml uses;
    `correction`: how long a correction (補正) may take where staff names no day."""

    answer: Mapping[str, Span] = field(default_factory=dict)
    correction: Span | None = None


@dataclass(frozen=True, slots=True)
class CompanyRules:
    """One company's hours (they say which days are business days) and targets. `name`: as mails call it; `closed`: the
    policy in force says that its desk has closed for good."""

    name: str | None = None
    hours: HoursSpec = DEFAULT_HOURS
    targets: Targets = Targets()
    closed: bool = False

    def is_business_day(self, day: date) -> bool:
        """Whether the desk works on this day."""
        return is_working_day(self.hours, day)

    def calendar(self, name: CalendarName) -> Calendar:
        """The calendar that a period names."""
        return UsFederal() if name == "us" else self


class Rulebook:
    """The rules of each company. `special`: its special days now, read in the caller's transaction
    (`desk.calendar.specialdays`; bootstrap puts it in): a second connection beside a writer's is one that the
    pool may not have, because the other writers hold theirs and wait for this one."""

    def __init__(self) -> None:
        self._rules: dict[CompanyId, CompanyRules] = {}
        self.special: Callable[[Connection, CompanyId], Mapping[date, Spans]] = lambda _, __: {}

    def put(self, company: CompanyId, rules: CompanyRules) -> None:
        """Say what holds for a company."""
        self._rules[company] = rules

    def name(self, company: CompanyId) -> str:
        """The company as mails call it; of one that nobody has put here, its id. Reads nothing."""
        return self._rules.get(company, CompanyRules()).name or company

    def closed(self, company: CompanyId) -> bool:
        """Whether the company's desk has closed for good. Reads nothing."""
        return self._rules.get(company, CompanyRules()).closed

    def targets(self, company: CompanyId) -> Targets:
        """The company's own periods. Reads nothing."""
        return self._rules.get(company, CompanyRules()).targets

    def of(self, conn: Connection, company: CompanyId) -> CompanyRules:
        """What holds for a company, with its special days."""
        rules = self._rules.get(company, CompanyRules())
        special = self.special(conn, company)
        return replace(rules, hours=replace(rules.hours, special=special)) if special else rules


def company_rules(
    name: str, hours: HoursSpec, settings: OperatorSettings, closed: bool = False
) -> CompanyRules:
    """What a company's settings.yml says, and whether its policy says that the desk has closed."""
    targets = settings.targets
    own: dict[str, Span] = {law: Span(**length.model_dump()) for law, length in targets.answer.items()}
    correction = Span(**targets.correction.model_dump()) if targets.correction is not None else None
    return CompanyRules(name, hours, Targets(own, correction), closed)
