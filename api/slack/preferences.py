"""About which company and region somebody asks: named in the command, remembered for the next."""

from collections.abc import Iterable

from api.companies import RegionNotHere
from api.slack.parts import SlackParts
from desk.errors import Forbidden
from desk.slack.answers import About
from desk.slack.command import Ask, Unknown
from desk.slack.links import NotLinked, SlackUser
from knowledge.vocabulary import CompanyId, Region


class Preferences:
    """What is said here is said at once, to the user alone."""

    def __init__(self, parts: SlackParts) -> None:
        self._parts, self._words = parts, parts.words

    def choose(self, who: SlackUser, asked: Ask) -> About | str:
        """The company and region of a command, remembered where they were named; a text where the region is none of
        the company's. Raises NotLinked, Forbidden."""
        linked = self._parts.links.of(who)
        company = linked.company if asked.company is None else asked.company or None
        region = linked.region if asked.region is None else asked.region or None
        if company is not None and not linked.staff.works_for(company):
            if asked.company:
                raise Forbidden
            company = None  # remembered from before the account's companies were changed
        known = self._parts.companies.get(company) if company else None
        if company is not None and known is None:
            company = region = None
        if known is not None:
            try:
                # What was just said is answered; what was remembered for another company falls away.
                region = known.region_of(region) if asked.region else known.region_if_here(region)
            except RegionNotHere:
                return self._words(
                    "region_not_here", company=known.name, allowed=self._regions(known.regions)
                )
        if (company, region) != (linked.company, linked.region):
            self._parts.links.remember(who, company, region)
        return About(company, region)

    def remembered(self, chosen: About) -> str:
        """That it was noted."""
        return self._words(
            "remembered", company=self._company(chosen.company), region=self._region(chosen.region)
        )

    def help(self, who: SlackUser) -> str:
        """How it is used, what is set now, and what can be."""
        try:
            linked = self._parts.links.of(who)
        except NotLinked:
            return f"{self._words('help')}\n\n{self._words('not_linked')}"
        now = self._words(
            "help_now", company=self._company(linked.company), region=self._region(linked.region)
        )
        lists = self._words("help_lists", companies=self._companies(who), regions=self._regions(Region))
        return f"{self._words('help')}\n\n{now}\n{lists}"

    def unknown(self, who: SlackUser, unknown: Unknown) -> str:
        """That there is no such company or region, and which there are."""
        if unknown.what == "company":
            return self._words("unknown_company", allowed=self._companies(who))
        return self._words("unknown_region", allowed=self._regions(Region))

    def _companies(self, who: SlackUser) -> str:
        try:
            staff = self._parts.links.of(who).staff
        except NotLinked:
            return self._words("none_chosen")
        allowed = [one for one in self._parts.companies.ids if staff.works_for(one)]
        return ", ".join(f"{one}（{self._company(one)}）" for one in allowed)

    def _regions(self, regions: Iterable[Region]) -> str:
        return ", ".join(f"{one}（{self._region(one)}）" for one in regions) or self._words("none_chosen")

    def _company(self, company: CompanyId | None) -> str:
        known = self._parts.companies.get(company) if company else None
        return known.name if known else self._words("none_chosen")

    def _region(self, region: Region | None) -> str:
        return self._words.term("region", region) if region else self._words("none_chosen")
