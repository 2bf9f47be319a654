"""The desk facts as the actions need them: `actions.ports.DeskBook` over `knowledge.facts`."""

import re
from collections.abc import Mapping, Sequence

from actions.choices import word
from actions.ports import Closure, Stated, Steps
from desk.chat.said import Params
from desk.wording.display import readable
from desk.wording.facts import address_line, form_name, paper_text
from knowledge.citations import Citation
from knowledge.facts import Desk
from knowledge.facts.procedure import (
    PaperPart,
    Part,
    Procedure,
    closure,
    offered_types,
    procedure,
    resolve_ambiguous,
)
from knowledge.vocabulary import CompanyId, Region, Requester, RequestType

WHO_MAY_ASK = ("requester.bereaved", "requester.family", "agent.allowed", "identity.check")
"""What a policy may say about others than the person concerned; the first that it states is quoted."""


AGENTS_NAMED = ("agent.allowed", "types.disclosure", "identity.check", "agent.authority")
"""Where a policy may say that an agent asks as well; the first that names one is quoted."""
_AGENT = re.compile(r"代理|\b(?:agent|representative)\b", re.IGNORECASE)


class FactsBook:
    """Reads the checked facts of all companies, and cites them. A company without facts offers nothing."""

    def __init__(self, desks: Mapping[CompanyId, Desk]) -> None:
        self._desks = desks

    def names(self) -> dict[CompanyId, tuple[str, str]]:
        """Every company's full and short name."""
        return {company: (desk.name, desk.short_name) for company, desk in self._desks.items()}

    def regions(self, company: CompanyId) -> tuple[Region, ...]:
        """The regions that the policy distinguishes."""
        desk = self._desks.get(company)
        return desk.regions if desk else ()

    def offered(self, company: CompanyId, region: Region | None) -> tuple[RequestType, ...]:
        """Request types with a procedure, in the vocabulary's order; region unknown: in any region."""
        desk = self._desks.get(company)
        return offered_types(desk, _region(desk, region)) if desk else ()

    def meant(
        self, company: CompanyId, region: Region | None, candidates: Sequence[RequestType]
    ) -> tuple[RequestType, ...]:
        """Those of the candidates that the desk offers, under the names that they have in this region."""
        desk = self._desks.get(company)
        return resolve_ambiguous(desk, _region(desk, region), candidates) if desk else ()

    def steps(
        self,
        company: CompanyId,
        region: Region | None,
        request_type: RequestType,
        requester: Requester | None,
    ) -> Steps:
        """How a request goes, from the facts in force for it."""
        desk = self._desks[company]
        return steps_from(
            procedure(
                desk,
                region=_region(desk, region),
                request_type=request_type,
                requester=requester or Requester.SELF,
            )
        )

    def closure(self, company: CompanyId) -> Closure | None:
        """Set where the desk has closed."""
        desk = self._desks.get(company)
        closed = closure(desk) if desk else None
        return Closure(closed.since.isoformat(), closed.successor, closed.citations) if closed else None

    def held_for_client(self, company: CompanyId) -> Stated | None:
        """What the policy says about data held for a client."""
        return self._quoted(company, "request.held_for_client")

    def one_per_form(self, company: CompanyId) -> Stated | None:
        """What the policy says about several people or companies on one form."""
        return self._quoted(company, "request.one_per_form")

    def who_may_ask(self, company: CompanyId, region: Region | None) -> Stated | None:
        """What the policy says about relatives of the dead, family, or agents; the first that it states."""
        found = (self._quoted(company, key, region) for key in WHO_MAY_ASK)
        return next((stated for stated in found if stated is not None), None)

    def ways_of_asking(
        self, company: CompanyId, region: Region | None, *, first_contact: bool = False
    ) -> tuple[str, ...]:
        """The ways by which the policy lets a request be made, or the desk be reached about one; none: not stated."""
        desk = self._desks.get(company)
        key = "channels.contact" if first_contact else "channels.request"
        fact = desk.fact(key, _region(desk, region)) if desk else None
        return tuple(str(one) for one in fact.value) if fact else ()

    def agents_may(self, company: CompanyId, region: Region | None) -> Stated | None:
        """Where the policy speaks of a request by an agent: the first such sentence."""
        found = (self._quoted(company, key, region) for key in AGENTS_NAMED)
        cited = (one for stated in found if stated for one in stated.citations)
        quote = next((one for one in cited if _AGENT.search(one.quote)), None)
        return Stated({"lines": [f"「{readable(quote.quote)}」"]}, (quote,)) if quote else None

    def minors(self, company: CompanyId, region: Region | None) -> Stated | None:
        """What the policy says about minors and their guardians."""
        return self._quoted(company, "minors", region)

    def stated(self, company: CompanyId, region: Region | None, key: str) -> Stated | None:
        """What the policy says on a desk fact's key in this region, in its own words."""
        return self._quoted(company, key, region)

    def _quoted(self, company: CompanyId, key: str, region: Region | None = None) -> Stated | None:
        desk = self._desks.get(company)
        fact = desk.fact(key, _region(desk, region)) if desk else None
        return (
            Stated({"lines": [f"「{readable(c.quote)}」" for c in fact.citations]}, fact.citations)
            if fact
            else None
        )


def _region(desk: Desk, region: Region | None) -> Region | None:
    """The region, where this company distinguishes it."""
    return region if region in desk.regions else None


def steps_from(found: Procedure) -> Steps:
    """A procedure in words: texts of the policy, and wording keys for what the desk says itself."""
    methods = found.reply.methods
    ways = [word("reply_method", method) for method in methods]
    return Steps(
        forms=tuple(Stated(form_name(part.value), part.citations) for part in found.forms),
        papers=tuple(Stated(paper_text(part.paper), part.citations) for part in _once(found.papers)),
        papers_open=found.papers_announced,
        papers_said=_quoted(found.papers_said),
        identity=_check("identity", found.identity_check),
        authority=_check("authority", found.agent_authority),
        fee=_fee(found),
        send_to=Stated(address_line(found.address), found.send_to.citations)
        if found.send_to and found.address
        else None,
        get_form=_get_form(found),
        reply_methods=methods if found.reply.choice else methods[:1],
        reply=Stated(ways, found.reply.citations) if found.reply.basis == "policy" else None,
        reply_time=Stated(str(found.reply_time.value), found.reply_time.citations)
        if found.reply_time
        else None,
    )


def _once(papers: Sequence[PaperPart]) -> list[PaperPart]:
    return list({part.paper.label: part for part in papers}.values())


def _check(kind: str, part: Part | None) -> Stated | None:
    """Whether the desk checks who somebody is, or that they may act for another: `always` or `sometimes`."""
    return Stated({"key": f"facts.{kind}_{part.value}"}, part.citations) if part else None


def _fee(found: Procedure) -> Stated | None:
    if not found.fees:
        return None
    texts: list[Params] = []
    citations: list[Citation] = []
    for part in found.fees:
        fee: Params = {"key": f"facts.fee_{part.value}"}
        rests_on = [*part.citations]
        if part.value != "no" and found.amount is not None:
            fee = {"key": f"facts.fee_{part.value}_amount", "params": {"amount": found.amount}}
            rests_on += [one for amount in found.fee_amounts for one in amount.citations]
        quote = "".join(f"「{readable(one.quote)}」" for one in dict.fromkeys(rests_on))
        texts.append({"key": "facts.fee_quoted", "params": {"fee": fee, "quote": quote}})
        citations += rests_on
    return Stated(texts, tuple(dict.fromkeys(citations)))


def _quoted(citations: Sequence[Citation]) -> Stated | None:
    if not citations:
        return None
    return Stated("".join(f"「{readable(one.quote)}」" for one in citations), tuple(citations))


def _get_form(found: Procedure) -> Stated | None:
    part: Part | None = found.form_source
    if part is None:
        return None
    key = f"facts.form_{part.value}"
    if found.phone is None or part.value == "download":
        return Stated({"key": key}, part.citations)
    return Stated(
        {"key": f"{key}_phone", "params": {"phone": found.phone.value}},
        (*part.citations, *found.phone.citations),
    )
