"""What the actions need from the rest of the app. `actions.deskbook` implements it over `knowledge.facts`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from desk.calendar.hours import DeskState
from desk.chat.said import Param
from knowledge.citations import Citation
from knowledge.vocabulary import CompanyId, MessageKind, Region, ReplyMethod, Requester, RequestType


@dataclass(frozen=True)
class Stated:
    """Something the desk states: what to show (text, or a nested wording key), and the quotations it rests on."""

    text: Param
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True)
class Closure:
    """A desk that has closed: since when (ISO date), who answers instead, and where it says so."""

    since: str
    successor: str | None
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True)
class Steps:
    """How one kind of request goes at one desk. None: the policy does not state it.

    Attributes:
        forms: the forms' names, as the policy calls them.
        papers: what to enclose, one item a paper or a choice of papers, in the policy's words.
        papers_open: the policy announces papers here and does not list them.
        papers_said: what it says of them then.
        identity: whether it is checked who asks.
        authority: whether an agent's authority is checked.
        fee: what the policy says about a fee.
        send_to: where the request goes, one line a part.
        get_form: how one comes by the form.
        reply_methods: the ways among which the customer may choose; one or none: nothing to ask.
        reply: what the policy says about the way of the answer.
        reply_time: what the policy says about how long it takes.
    """

    forms: tuple[Stated, ...] = ()
    papers: tuple[Stated, ...] = ()
    papers_open: bool = False
    papers_said: Stated | None = None
    identity: Stated | None = None
    authority: Stated | None = None
    fee: Stated | None = None
    send_to: Stated | None = None
    get_form: Stated | None = None
    reply_methods: tuple[ReplyMethod, ...] = ()
    reply: Stated | None = None
    reply_time: Stated | None = None


class DeskBook(Protocol):
    """The checked facts of all desks. Unknown companies raise KeyError."""

    def names(self) -> dict[CompanyId, tuple[str, str]]:
        """Every company's full and short name."""

    def regions(self, company: CompanyId) -> tuple[Region, ...]:
        """The regions that the policy distinguishes; none where it makes no difference."""

    def offered(self, company: CompanyId, region: Region | None) -> tuple[RequestType, ...]:
        """The request types for which the policy gives a procedure (region unknown: in any region)."""

    def meant(
        self, company: CompanyId, region: Region | None, candidates: Sequence[RequestType]
    ) -> tuple[RequestType, ...]:
        """Those of the candidates that the desk offers, under the names that they have in this region."""

    def steps(
        self,
        company: CompanyId,
        region: Region | None,
        request_type: RequestType,
        requester: Requester | None,
    ) -> Steps:
        """How a request of an offered type goes."""

    def closure(self, company: CompanyId) -> Closure | None:
        """Set where the desk has closed."""

    def held_for_client(self, company: CompanyId) -> Stated | None:
        """What the policy says about data held for a client."""

    def one_per_form(self, company: CompanyId) -> Stated | None:
        """What the policy says about several people or companies on one form."""

    def who_may_ask(self, company: CompanyId, region: Region | None) -> Stated | None:
        """What the policy says about who may make a request."""

    def ways_of_asking(
        self, company: CompanyId, region: Region | None, *, first_contact: bool = False
    ) -> tuple[str, ...]:
        """The ways by which the policy lets a request be made, or the desk be reached about one; none: not stated."""

    def agents_may(self, company: CompanyId, region: Region | None) -> Stated | None:
        """Where the policy speaks of a request by an agent, in its own words."""

    def minors(self, company: CompanyId, region: Region | None) -> Stated | None:
        """What the policy says about minors and their guardians."""

    def stated(self, company: CompanyId, region: Region | None, key: str) -> Stated | None:
        """What the policy says on a desk fact's key in this region, in its own words."""


@dataclass(frozen=True)
class OpenState:
    """Whether somebody is at the desk: `open` (until when, where that is known), `out_of_hours` (with the next opening)
    or `closed`."""

    state: DeskState
    opens_at: datetime | None = None
    closes_at: datetime | None = None


class Hours(Protocol):
    """When the desks are staffed."""

    def state(self, company: CompanyId) -> OpenState:
        """How it is now."""


@dataclass(frozen=True)
class Question:
    """A question, and what is known of who asks: the rule in force can hang on each of them."""

    text: str
    company: CompanyId
    region: Region | None = None
    request_type: RequestType | None = None
    requester: Requester | None = None


@dataclass(frozen=True)
class Reply:
    """An answer to a question, ready to be said (see actions.answers).

    `silent`: for which regions the policy does not say it, where it does for others.
    `by_region`: the region was open, and what is stated holds for some regions only.
    `on_topic`: how likely it is that this was a question for the desk, and about this topic; 0..1.
    `unclear`: the customer's words of one part of several, where no topic is sure: it is asked back, not answered.
    """

    kind: MessageKind
    topic: str | None = None
    statements: tuple[Stated, ...] = ()
    near: tuple[Stated, ...] = ()
    silent: Stated | None = None
    next_step: str | None = None
    confidence: float = 0.0
    facts: tuple[str, ...] = ()
    on_topic: float = 0.0
    by_region: bool = False
    unclear: str | None = None


class Answers(Protocol):
    """Answers questions from the policies (`knowledge.answering`)."""

    def answer(self, asked: "Question") -> Reply:
        """Never raises on odd questions; takes up to some 100 ms, so call it in a thread."""
