"""How long the data of a request and the text of a chat are kept: what the policy states, else the operator's
setting."""

import calendar
import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Literal

from desk.calendar.dues import DESK_ZONE
from knowledge.facts.loading import DESK_FILE, load_desk
from knowledge.facts.model import Desk
from knowledge.facts.settings import OperatorSettings, load_settings
from knowledge.paths import policies_dir
from knowledge.vocabulary import CompanyId, Region

RECORD_MONTHS: Mapping[Region | None, tuple[int, str]] = {Region.CALIFORNIA: (24, "ccpa_7101")}
"""By region: how many months the bare record of a request (what was asked, when, how it ended; no personal data) has to
be kept after its end, and by which rule. CCPA regulations, 11 CCR 7101(a): "at least 24 months" (read on 2026-11-25 in
two copies of the text in force; before 2023 it was 999.317(b), which reads the same at govt.westlaw.com/calregs).
7101(b): a log will do that holds date, nature and manner of the request, date and nature of the answer, and the basis
of a denial (`request_grounds` stays with the record); 7101(e): no personal data has to be kept for it. APPI, GDPR and
PIPL name no time: there it goes with the data."""


@dataclass(frozen=True, slots=True)
class Rule:
    """How long the data of a finished request is kept.

    Attributes:
        days, months: the time (one of them is set); it counts from the day of the end, or, where `first_month` is
            set, from the end of the business year (beginning in that month) in which that day lies.
        basis: "policy" where the company's policy states it, "operator" where the operator has set it.
        quote: the policy's sentence.
    """

    days: int | None = None
    months: int | None = None
    first_month: int | None = None
    basis: Literal["policy", "operator"] = "operator"
    quote: str | None = None

    def kept_through(self, finished: datetime) -> date:
        """The last day on which the data may be there; on the following day it has to go."""
        start = finished.astimezone(DESK_ZONE).date()
        if self.first_month is not None:
            start = last_day_of_business_year(start, self.first_month)
        if self.months is None:
            return start + timedelta(days=self.days or 0)
        # From a last day of a month to a last day: 31 March and a year is 31 March, 28 February goes to the 29th.
        return _add_months(start + timedelta(days=1), self.months) - timedelta(days=1)

    def over(self, finished: datetime, now: datetime) -> bool:
        """Whether the data has to go now."""
        return now.astimezone(DESK_ZONE).date() > self.kept_through(finished)


def _add_months(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    last = calendar.monthrange(day.year + years, month + 1)[1]
    return date(day.year + years, month + 1, min(day.day, last))


def last_day_of_business_year(day: date, first_month: int) -> date:
    """The last day of the business year that `day` lies in."""
    year = day.year + (1 if day.month >= first_month and first_month > 1 else 0)
    year += 1 if first_month == 1 else 0
    return date(year, first_month, 1) - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Keeping:
    """One company's times. `regions` are chapters of the policy that state a time of their own."""

    requests: Rule
    chat: timedelta
    regions: Mapping[Region, Rule] = field(default_factory=dict)

    def of(self, region: Region | None) -> Rule:
        """The rule for requests from this region."""
        return self.requests if region is None else self.regions.get(region, self.requests)

    def record_kept_through(self, region: Region | None, finished: datetime) -> date:
        """The last day on which the bare record of a request may be there: the data's, or the law's where that is
        later."""
        days = [self.of(region).kept_through(finished)]
        months, _ = RECORD_MONTHS.get(region, (0, ""))
        if months:
            days.append(Rule(months=months).kept_through(finished))
        return max(days)

    def all_records_through(self, finished: datetime) -> date:
        """The last day on which every record of a request that ended then, whatever its region, must be there."""
        return min(self.record_kept_through(region, finished) for region in (None, *self.regions))

    def record_over(self, region: Region | None, finished: datetime, now: datetime) -> bool:
        """Whether the bare record of a request whose data is gone has to go as well."""
        return now.astimezone(DESK_ZONE).date() > self.record_kept_through(region, finished)


Keepings = Callable[[CompanyId], Keeping]
"""The times of a company by its id; of one without a folder, the installation's."""


def keepings(request_days: int, chat_days: int, folder: Path | None = None) -> Keepings:
    """Reads the companies' folders when first asked. Raises FactsError then for a fact that its policy does not
    bear."""

    @functools.cache
    def of(company: CompanyId) -> Keeping:
        place = (folder or policies_dir()) / company
        if not place.is_dir():
            return Keeping(Rule(days=request_days), timedelta(days=chat_days))
        settings = load_settings(place)
        # Where a quotation stands is of no interest here, and finding it is what takes the time.
        facts = load_desk(place, lambda _: ("", "")) if (place / DESK_FILE).is_file() else None
        return keeping_of(facts, settings, request_days, chat_days)

    return of


def keeping_of(facts: Desk | None, settings: OperatorSettings, request_days: int, chat_days: int) -> Keeping:
    """What holds for one company: policy before the company's setting before the installation's."""
    own = settings.retention
    default = Rule(days=own.requests_days or request_days)
    chat = timedelta(days=own.chat_days or chat_days)
    if facts is None:
        return Keeping(default, chat)
    regions = {region: _stated(facts, region) or default for region in facts.regions}
    return Keeping(_stated(facts, None) or default, chat, regions)


def _stated(facts: Desk, region: Region | None) -> Rule | None:
    kept = facts.fact("papers.kept", region)
    if kept is None:
        return None
    since = facts.fact("papers.kept_from", region)
    span = kept.value
    months = (span.months or 0) + 12 * (span.years or 0)
    return Rule(
        days=None if months else (span.days or 0) + 7 * (span.weeks or 0),
        months=months or None,
        first_month=since.value.first_month if since is not None else None,
        basis="policy",
        quote=kept.citations[0].quote,
    )
