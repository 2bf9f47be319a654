"""From what the conversation settled to the personal-data form, the request's draft, and what follows it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from desk.forms import Announce, form_fields
from desk.model import ChecklistItem, DueRule, FormField, FormSpec, NewMessage, RequestDraft, Submitted
from desk.wording import render
from desk.wording.facts import form_name, paper_text
from knowledge.citations import Citation
from knowledge.facts import Desk as DeskFacts
from knowledge.facts import Fact, Silence
from knowledge.facts.keys import Address
from knowledge.vocabulary import MessageKind, Region, Requester, RequestType

DUE: Mapping[Region, DueRule] = {
    Region.EEA_UK: DueRule("gdpr_12_3", months=1),
    Region.CALIFORNIA: DueRule("ccpa_7021", days=45),
}
"""When an answer is due by law, from the day the request stands: GDPR 12(3) one month, CCPA regulations 7021
45 days. APPI and PIPL name no number of days: no date is shown."""

CONTACT_FIELDS = ("name", "phone", "email", "details")


@dataclass(frozen=True)
class Wanted:
    """What the conversation has settled about a request."""

    request_type: RequestType
    requester: Requester
    region: Region | None = None
    subject: str | None = None
    reply_method: str | None = None

    @classmethod
    def from_slots(cls, slots: Mapping[str, Any]) -> "Wanted":
        """From Rasa's slots.

        Raises:
            ValueError: type or requester missing, or not a word of the vocabulary.
        """
        region = slots.get("region")
        return cls(
            request_type=RequestType(slots.get("request_type")),
            requester=Requester(slots.get("requester")),
            region=Region(region) if region else None,
            subject=slots.get("subject"),
            reply_method=slots.get("reply_method"),
        )


class _Facts:
    """The desk facts in force for one request."""

    def __init__(self, desk: DeskFacts, wanted: Wanted) -> None:
        self._desk, self._wanted = desk, wanted
        self._region = wanted.region if desk.regions else None

    def all(self, key: str) -> tuple[Fact, ...]:
        return self._desk.facts(key, self._region, self._wanted.request_type, self._wanted.requester)

    def one(self, key: str) -> Fact | None:
        found = self.all(key)
        return found[0] if found else None

    def silence(self, key: str) -> Silence | None:
        return self._desk.silence(key, self._region, self._wanted.request_type)


def form_spec(desk: DeskFacts, wanted: Wanted, *, policy_version: str, locale: str) -> FormSpec:
    """The form that opens this request, with everything that its answer will say."""
    facts = _Facts(desk, wanted)
    reply_method = wanted.reply_method or _fixed_reply(facts)
    draft = RequestDraft(
        company=desk.company,
        request_type=wanted.request_type.value,
        requester=wanted.requester.value,
        policy_version=policy_version or desk.version,
        standing="announcement" if _papers_must_follow(facts, wanted) else "request",
        region=wanted.region.value if wanted.region and desk.regions else None,
        subject=wanted.subject,
        reply_method=reply_method,
        checklist=tuple(_checklist(facts, wanted, locale)),
        send_to=_send_to(facts),
        due=DUE.get(wanted.region) if wanted.region and desk.regions else None,
    )
    # Where the desk sends its form or bills a fee after a call, it must be able to reach the customer.
    wanted_fields = ("phone",) if facts.one("fee.period") or _form_is_sent(facts) else ()
    fields = form_fields(
        draft.request_type, draft.requester, reply_method, lambda name: field_label(name, locale), wanted_fields
    )
    return FormSpec(purpose="request", fields=fields, request=draft)


def contact_spec(locale: str) -> FormSpec:
    """The form in which somebody leaves a contact for staff out of hours: a name, and one way to reach them."""
    fields = tuple(
        FormField(name, field_label(name, locale), required=name == "name") for name in CONTACT_FIELDS
    )
    return FormSpec(purpose="contact", fields=fields)


def field_label(name: str, locale: str) -> str:
    """A field's label."""
    return render(f"form.field.{name}", locale)


def announce(result: Submitted, locale: str) -> NewMessage:
    """The conversation's message about a submitted form; it never shows the access code."""
    if result.purpose == "contact":
        return _notice("system.contact_saved", locale, {})
    key = "request.received_request" if result.standing == "request" else "request.received_announcement"
    items = [item.label for item in result.checklist]
    message = _notice(key, locale, {"receipt": result.receipt, "papers": {"items": items}})
    citations = tuple(dict(c) for c in _unique(item.citation for item in result.checklist))
    return NewMessage(text=message.text, kind=message.kind, key=key, citations=citations)


ANNOUNCE: Announce = announce


def _notice(key: str, locale: str, params: Mapping[str, Any]) -> NewMessage:
    return NewMessage(text=render(key, locale, params), kind=MessageKind.NOTICE, key=key)


def _unique(citations: Any) -> list[Mapping[str, Any]]:
    found: list[Mapping[str, Any]] = []
    for citation in citations:
        if citation is not None and citation not in found:
            found.append(citation)
    return found


def _fixed_reply(facts: _Facts) -> str | None:
    way = facts.one("reply.way")
    if way is None or not way.value.methods:
        return None
    return str(way.value.methods[0])


def _papers_must_follow(facts: _Facts, wanted: Wanted) -> bool:
    """Whether the desk wants a form or papers of its own: then ours only announces the request."""
    if facts.all("form") or facts.all(f"papers.{wanted.requester.value}") or facts.all("form.mandate"):
        return True
    channels = facts.one("channels.request")
    return channels is not None and "phone" not in channels.value


def _form_is_sent(facts: _Facts) -> bool:
    source = facts.one("form.source")
    return source is not None and source.value == "sent_after_contact"


def _checklist(facts: _Facts, wanted: Wanted, locale: str) -> list[ChecklistItem]:
    items = []
    mandate = facts.all("form.mandate") if wanted.requester is Requester.VOLUNTARY_AGENT else ()
    for fact in (*facts.all("form"), *mandate):
        items.append(_item(form_name(fact.value), fact.citations))
    for fact in facts.all(f"papers.{wanted.requester.value}"):
        for paper in fact.value:
            text = render("checklist.item", locale, {"text": paper_text(paper)})
            items.append(_item(text, fact.citations))
    open_list = facts.silence(f"papers.{wanted.requester.value}")
    if open_list is not None and open_list.near:
        items.append(_item(render("checklist.papers_open", locale), open_list.near))
    fee = facts.one("fee.charged")
    if fee is not None and fee.value != "no":
        items.append(_item(render(f"checklist.fee_{fee.value}", locale), fee.citations))
    return items


def _item(label: str, citations: tuple[Citation, ...]) -> ChecklistItem:
    return ChecklistItem(label, asdict(citations[0]) if citations else None)


def _send_to(facts: _Facts) -> dict[str, Any]:
    target: dict[str, Any] = {}
    address = facts.one("send_to")
    if address is not None:
        value: Address = address.value
        target = {"address": value.address, "name": value.addressee}
        if value.postal_code:
            target["postal_code"] = value.postal_code
    for key in ("phone", "email"):
        fact = facts.one(f"desk.{key}")
        if fact is not None:
            target[key] = str(fact.value)
    return target
