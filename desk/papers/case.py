"""One request as its papers see it: the record with the customer's data, and what its policy says about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from desk.calendar.dues import DESK_ZONE
from desk.citing import KeptCitation, kept
from desk.life import Terms
from desk.model import ChecklistItem, RequestRecord
from desk.wording.display import readable
from desk.wording.facts import form_name
from desk.words import abroad
from knowledge.citations import Citation
from knowledge.facts import Desk as DeskFacts
from knowledge.facts.model import Fact
from knowledge.facts.procedure import Part, Procedure, closure, procedure
from knowledge.facts.rules import squeeze
from knowledge.facts.settings import OperatorSettings
from knowledge.vocabulary import Region, Requester, RequestType

MANDATE_WORD = "委任状"

KINDS = ("request_sheet", "mandate", "checklist", "cover_letter", "address_label")
"""The customer's papers, in the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class Stated:
    """Words of the policy as people read them, and where they stand."""

    quote: str
    document: str
    section: str
    version: str

    @classmethod
    def of(cls, citation: Citation | KeptCitation) -> "Stated":
        """From a citation, or from one as it is kept with a request."""
        if isinstance(citation, Citation):
            citation = kept(citation)
        return cls(
            readable(citation["quote"]), citation["document"], citation["section"], citation["version"][:12]
        )


def _steps(facts: DeskFacts, record: RequestRecord) -> Procedure:
    kind = RequestType(record.request_type)
    return procedure(facts, region=record.region, request_type=kind, requester=record.requester)


@dataclass(frozen=True, slots=True)
class Case:
    """A request with its desk. `steps` is None where the policy in force is not the request's own any more: then a
    paper keeps to what was stored with the request (list, terms, address), and says so. Only how the desk is reached
    today is always told from the policy in force."""

    record: RequestRecord = field(repr=False)
    facts: DeskFacts
    settings: OperatorSettings
    today: date
    steps: Procedure | None

    @classmethod
    def of(cls, record: RequestRecord, facts: DeskFacts, settings: OperatorSettings, today: date) -> "Case":
        """Of a record that holds the customer's data."""
        steps = None
        if record.policy_version == facts.version:
            steps = _steps(facts, record)
        return cls(record, facts, settings, today, steps)

    @property
    def company(self) -> str:
        """The company's full name."""
        return self.facts.name

    @property
    def region(self) -> Region | None:
        """Where the person lives, where the policy makes a difference."""
        return self.record.region

    @property
    def agent(self) -> bool:
        """Whether somebody asks for another person."""
        return self.record.requester != Requester.SELF

    @property
    def terms(self) -> Terms:
        """On which terms the request was opened; empty ones where none were kept."""
        life = self.record.life
        return (life.terms if life is not None else None) or Terms()

    @property
    def leak_waiver(self) -> Stated | None:
        """The clause that waives this request's fee, where it applies (desk.requests.fee_waiver)."""
        terms = self.terms
        return Stated.of(terms.leak_waiver) if terms.waived and terms.leak_waiver else None

    @property
    def arrived(self) -> Mapping[int, datetime]:
        """What of the checklist has come in, by its place in the list, and when."""
        life = self.record.life
        return {tick.item: tick.at for tick in life.ticks} if life is not None else {}

    @property
    def still_wanted(self) -> tuple[ChecklistItem, ...]:
        """What of the checklist has not come in; a fee is paid and does not arrive, and stays."""
        return tuple(item for at, item in enumerate(self.record.checklist) if at not in self.arrived)

    @property
    def awaited(self) -> tuple[ChecklistItem, ...]:
        """The forms and papers that have not come in: what a request that is an announcement waits for."""
        return tuple(item for item in self.still_wanted if item.kind != "fee")

    @property
    def ticks_fit(self) -> bool:
        """Whether places of the stored list are places among `steps`. They are not where the desk's facts were put
        right after the request was opened, under the same policy: then only the stored list tells what came in."""
        if self.steps is None or not self.arrived:
            return self.steps is not None
        made = len(self.steps.forms) + len(self.steps.papers) + self.steps.papers_announced
        return made == sum(item.kind != "fee" for item in self.record.checklist)

    @property
    def in_already(self) -> tuple[tuple[str, date], ...]:
        """What of the checklist has come in, and on which day where the desk is."""
        listed = self.record.checklist
        return tuple(
            (listed[at].label, when.astimezone(DESK_ZONE).date())
            for at, when in sorted(self.arrived.items())
            if at < len(listed)
        )

    def value(self, name: str) -> str:
        """A field of the customer's form; empty where it was not filled in."""
        return (self.record.customer or {}).get(name, "")

    def facts_about(self, key: str) -> tuple[Fact, ...]:
        """The facts in force for this request (none where the policy has changed since)."""
        return () if self.steps is None else self._in_force(key)

    def _in_force(self, key: str) -> tuple[Fact, ...]:
        kind = RequestType(self.record.request_type)
        return self.facts.facts(key, self.region, kind, self.record.requester)

    def stated(self, *keys: str) -> tuple[Stated, ...]:
        """What the request's own policy says on these keys, each quotation once. Of one that has changed since, the
        quotations are there that were kept (`desk.requests.terms.QUOTED`)."""
        return tuple(dict.fromkeys(Stated.of(citation) for key in keys for citation in self._citations(key)))

    def _citations(self, key: str) -> Sequence[Citation | KeptCitation]:
        if self.steps is None:
            return self.terms.quoted.get(key, ())
        return [citation for fact in self._in_force(key) for citation in fact.citations]

    def rules(self, *keys: str) -> tuple[tuple[Stated, ...], tuple[Stated, ...]]:
        """What the policy says on these keys, in two parts: rules, and what it only lists as a ground for refusing
        (such a line makes no sense where nothing says that it is one)."""
        found, grounds = self.stated(*keys), set(self.stated("refusal.grounds"))
        return (
            tuple(one for one in found if one not in grounds),
            tuple(one for one in found if one in grounds),
        )

    @property
    def abroad(self) -> bool:
        """Whether letters between this person and the desk cross a border."""
        return abroad(self.region)

    @property
    def closed(self) -> bool:
        """Whether the policy in force says that the desk has closed: then nothing goes to it or comes from it, and the
        company alone is left, whatever was kept with a request that was opened before."""
        return closure(self.facts) is not None

    @property
    def send_to(self) -> Mapping[str, str]:
        """Where this request's papers go, as it was told when the request was opened; empty where it is nowhere."""
        return {} if self.closed else self.record.send_to

    @property
    def desk_name(self) -> str:
        """To whom requests go; empty for a desk that has closed."""
        return bare_name(str(self.send_to.get("name") or ""))

    @property
    def own_desk_name(self) -> str | None:
        """What the policy in force calls the desk; None for one that has closed."""
        return self._reached_today("desk.name")

    @property
    def phone(self) -> str | None:
        """The desk's telephone today, whichever policy the request goes by: whoever reads a paper has to reach it. The
        kept one where the policy in force names none any more."""
        kept = self.send_to.get("phone") if self.steps is None else None
        return self._reached_today("desk.phone") or (str(kept) if kept else None)

    @property
    def email(self) -> str | None:
        """The desk's mail address today."""
        return self._reached_today("desk.email")

    def _reached_today(self, key: str) -> str | None:
        found = () if self.closed else self._in_force(key)
        return str(found[0].value) if found else None

    @property
    def desk_address(self) -> str | None:
        """Postal code and address of the desk on one line: those to which this request's papers go, so that a letter
        never names two; None where the policy names none, and where the desk has closed."""
        parts = (self.send_to.get("postal_code"), self.send_to.get("address"))
        return " ".join(str(part) for part in parts if part) or None

    def desk_contact(self) -> str:
        """How the desk can be reached: the telephone, else the address; the company's name where neither is known."""
        return self.phone or " ".join(filter(None, (self.desk_address, self.desk_name))) or self.company

    def own_form(self) -> str | None:
        """The company's own form for this request, as the policy names it."""
        for part in self._forms("form"):
            return form_name(part.value)
        return None

    def mandate_form(self) -> str | None:
        """The company's own form for a power of attorney."""
        for part in self._forms("form.mandate"):
            return form_name(part.value)
        return None

    def _forms(self, key: str) -> tuple[Part, ...]:
        return tuple(part for part in self.steps.forms if part.key == key) if self.steps else ()

    def by_post(self) -> bool:
        """Whether the policy says that the request may come by post (or says nothing of how it comes)."""
        if self.steps is None or self.steps.channels is None:
            return True
        return "post" in self.steps.channels.value


def bare_name(name: str) -> str:
    """A desk's name without the 行 that it prints behind it for those who write to it."""
    return name.strip().removesuffix("行").strip()


def best_citation(citations: tuple[Citation, ...], label: str) -> Citation | None:
    """The quotation in which the label itself stands; else the first."""
    wanted = squeeze(label)
    return next((c for c in citations if wanted in squeeze(c.quote)), citations[0] if citations else None)


def paper_kinds(steps: Procedure) -> tuple[str, ...]:
    """The papers of a request: none for a desk that has closed, nor where the policy gives no procedure."""
    if steps.closed is not None or steps.offered is None:
        return ()
    asked = any(MANDATE_WORD in part.paper.label for part in steps.papers)
    left_out = set() if steps.requester is Requester.VOLUNTARY_AGENT or asked else {"mandate"}
    if steps.address is None:
        left_out |= {"cover_letter", "address_label"}
    return tuple(kind for kind in KINDS if kind not in left_out)
