"""How one request goes at one desk: every part from the facts in force, every part with its citations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from knowledge.citations import Citation
from knowledge.facts.keys import Address, Form, Paper, Reply
from knowledge.facts.model import Desk, Fact
from knowledge.vocabulary import CompanyId, Region, ReplyMethod, Requester, RequestType

Standing = Literal["request", "announcement"]
ReplyBasis = Literal["policy", "law", "open"]

BY_LAW = frozenset({RequestType.DISCLOSURE, RequestType.THIRD_PARTY_RECORD, RequestType.ACCESS_CCPA})
"""Requests whose way of answer the law leaves to the person: APPI 33(2) and (5), CCPA 1798.130."""

_NOTES = (
    "identity.method",
    "identity.address_mismatch",
    "agent.contact_principal",
    "request.one_per_form",
    "request.held_for_client",
    "request.frequency",
    "request.ordinary_changes",
    "form.incomplete",
    "form.annexes",
    "fee.submission_costs",
    "fee.period",
    "fee.waived",
    "fee.excessive",
    "reply.media",
    "papers.submitted",
)
_CONSEQUENCE = frozenset(
    {RequestType.USE_STOP, RequestType.ERASURE, RequestType.DELETION, RequestType.CONSENT_WITHDRAWAL}
)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a procedure: the fact's key and typed value (`knowledge.facts.keys`), and its quotations."""

    key: str
    value: Any
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class PaperPart:
    """One paper to enclose, and the quotations of the list it stands in."""

    paper: Paper
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Closure:
    """A desk that has closed: since when, who answers instead (None where the policy names nobody)."""

    since: dt.date
    successor: str | None
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class ReplyWays:
    """The ways of the answer.

    `choice`: the customer chooses among `methods`; otherwise they are fixed. `basis`: the policy fixes or
    offers them, or the law leaves the choice (APPI 33(2)), or neither says anything (then the customer is
    asked only how the answer can reach them).
    """

    methods: tuple[ReplyMethod, ...]
    choice: bool
    basis: ReplyBasis
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Procedure:
    """What the policy says about one request. Empty or None: it does not say.

    `instead` is the request type under which the customer's region gives the same right. `standing`: whether
    the chat's form already is the request (post or telephone, no form named) or only announces it until the
    papers arrive.
    """

    company: CompanyId
    region: Region | None
    request_type: RequestType
    requester: Requester
    offered: Part | None
    instead: RequestType | None
    closed: Closure | None
    forms: tuple[Part, ...]
    form_source: Part | None
    papers: tuple[PaperPart, ...]
    papers_announced: bool
    papers_said: tuple[Citation, ...]
    identity_check: Part | None
    agent_authority: Part | None
    fees: tuple[Part, ...]
    fee_amounts: tuple[Part, ...]
    fee_payments: tuple[Part, ...]
    send_to: Part | None
    channels: Part | None
    phone: Part | None
    reply: ReplyWays
    reply_time: Part | None
    standing: Standing
    effects: tuple[Part, ...]
    notes: tuple[Part, ...]

    @property
    def amount(self) -> str | None:
        """What is to be paid, in the policy's words; None where it does not say."""
        return "、".join(dict.fromkeys(str(part.value) for part in self.fee_amounts)) or None

    @property
    def payment(self) -> str | None:
        """How it is paid, in the policy's words; None where it does not say."""
        return "、".join(dict.fromkeys(str(part.value) for part in self.fee_payments)) or None

    @property
    def address(self) -> Address | None:
        """Where to send the request; None where the desk has closed, so that nobody posts anything there."""
        return self.send_to.value if self.send_to is not None and self.closed is None else None


def offered_types(desk: Desk, region: Region | None = None) -> tuple[RequestType, ...]:
    """The request types for which the policy gives a procedure; without a region: in any of the regions."""
    where: tuple[Region | None, ...] = (region,) if region is not None else desk.regions or (None,)
    return tuple(
        kind
        for kind in RequestType
        if any(desk.fact(_type_key(kind), place, kind) is not None for place in where)
    )


def resolve_ambiguous(
    desk: Desk, region: Region | None, candidates: Iterable[RequestType]
) -> tuple[RequestType, ...]:
    """What a customer's word can mean at this desk.

    Candidates that are not offered fall away; one that the region gives under another name is replaced by
    it (California: disclosure -> access_ccpa). One left: it is meant; several: ask; none: hand over.
    """
    offered = offered_types(desk, region)
    found: dict[RequestType, None] = {}
    for kind in candidates:
        silence = desk.silence(_type_key(kind), region, kind)
        meant = silence.instead if silence is not None and silence.instead is not None else kind
        if meant in offered:
            found[meant] = None
    return tuple(found)


def closure(desk: Desk) -> Closure | None:
    """Set where the policy says that the desk has closed."""
    closed = desk.fact("desk.closed")
    if closed is None:
        return None
    successor = desk.fact("desk.successor")
    citations = (*closed.citations, *(successor.citations if successor else ()))
    return Closure(closed.value, str(successor.value) if successor else None, citations)


def procedure(
    desk: Desk,
    *,
    region: Region | None,
    request_type: RequestType,
    requester: Requester = Requester.SELF,
) -> Procedure:
    """How this request goes for this person.

    Raises ValueError where the company distinguishes regions and none is given, or the other way round.
    """
    if desk.regions and region is None:
        raise ValueError(f"{desk.company}: a region is needed: {', '.join(desk.regions)}")
    if region is not None and region not in desk.regions:
        raise ValueError(
            f"{desk.company}: no region {region}; there are: {', '.join(desk.regions) or 'none'}"
        )
    return _Reader(desk, region, request_type, requester).procedure()


class _Reader:
    """Reads the facts in force for one request."""

    def __init__(self, desk: Desk, region: Region | None, kind: RequestType, requester: Requester) -> None:
        self.desk, self.region, self.kind, self.requester = desk, region, kind, requester

    def procedure(self) -> Procedure:
        agent = self.requester is not Requester.SELF
        forms = self._forms()
        channels = self._part("channels.request")
        silence = self.desk.silence(_type_key(self.kind), self.region, self.kind)
        return Procedure(
            company=self.desk.company,
            region=self.region,
            request_type=self.kind,
            requester=self.requester,
            offered=self._part(_type_key(self.kind), with_also=True),
            instead=silence.instead if silence is not None else None,
            closed=closure(self.desk),
            forms=forms,
            form_source=self._part("form.source"),
            papers=self._papers(),
            papers_announced=self._announced(),
            papers_said=self._said_of_papers(),
            identity_check=self._part("identity.check"),
            agent_authority=self._part("agent.authority") if agent else None,
            fees=self._parts("fee.charged"),
            fee_amounts=self._parts("fee.amount"),
            fee_payments=self._parts("fee.payment"),
            send_to=self._part("send_to"),
            channels=channels,
            phone=self._part("desk.phone"),
            reply=self._reply(),
            reply_time=self._part("reply.time", with_also=True),
            standing=_standing(forms, channels),
            effects=self._parts("effect.use_stop") if self.kind in _CONSEQUENCE else (),
            notes=self._notes(named_form=bool(forms)),
        )

    def _facts(self, key: str) -> tuple[Fact, ...]:
        return self.desk.facts(key, self.region, self.kind, self.requester)

    def _parts(self, key: str) -> tuple[Part, ...]:
        return tuple(Part(key, fact.value, fact.citations) for fact in self._facts(key))

    def _part(self, key: str, *, with_also: bool = False) -> Part | None:
        found = self._facts(key)
        if not found:
            return None
        fact = found[0]
        return Part(key, fact.value, (*fact.citations, *(fact.also if with_also else ())))

    def _forms(self) -> tuple[Part, ...]:
        mandate = self._parts("form.mandate") if self.requester is Requester.VOLUNTARY_AGENT else ()
        forms = (*self._parts("form"), *mandate)
        return tuple(part for part in forms if isinstance(part.value, Form))

    def _papers(self) -> tuple[PaperPart, ...]:
        return tuple(
            PaperPart(paper, fact.citations)
            for fact in self._facts(f"papers.{self.requester.value}")
            for paper in fact.value
        )

    def _announced(self) -> bool:
        """The policy announces papers here and does not list them (Prestige's mandated agents)."""
        return bool(self._said_of_papers())

    def _said_of_papers(self) -> tuple[Citation, ...]:
        """What the policy says of papers where it does not list them."""
        silence = self.desk.silence(f"papers.{self.requester.value}", self.region, self.kind)
        return silence.near if silence is not None else ()

    def _notes(self, *, named_form: bool) -> tuple[Part, ...]:
        keys = [key for key in _NOTES if named_form or not key.startswith("form.")]
        return tuple(part for key in keys for part in self._parts(key))

    def _reply(self) -> ReplyWays:
        facts = self._facts("reply.way")
        if facts:
            stated: Reply = facts[0].value
            return ReplyWays(stated.ways, stated.choice, "policy", facts[0].citations)
        if self.kind in BY_LAW:
            return ReplyWays(tuple(ReplyMethod), True, "law")
        return ReplyWays((ReplyMethod.POST, ReplyMethod.EMAIL), True, "open")


def _standing(forms: tuple[Part, ...], channels: Part | None) -> Standing:
    by_phone = channels is not None and "phone" in channels.value
    return "request" if by_phone and not forms else "announcement"


def _type_key(kind: RequestType) -> str:
    return f"types.{kind.value}"
