"""From what the conversation settled to the personal-data form, the request's draft, and what follows it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from desk.forms import Announce, form_fields
from desk.model import ChecklistItem, DueRule, FormField, FormSpec, NewMessage, RequestDraft, Submitted
from desk.papers.case import paper_kinds
from desk.wording import render
from desk.wording.facts import form_name, paper_text
from knowledge.citations import Citation
from knowledge.facts import Desk as DeskFacts
from knowledge.facts.procedure import Procedure, procedure
from knowledge.vocabulary import MessageKind, Region, Requester, RequestType

_GDPR_15_TO_22 = (
    RequestType.DISCLOSURE,  # 15
    RequestType.CORRECTION,  # 16
    RequestType.ADDITION,  # 16: incomplete data completed
    RequestType.DELETION,  # 17
    RequestType.ERASURE,  # 17
    RequestType.RESTRICTION,  # 18
    RequestType.PORTABILITY,  # 20
    RequestType.OBJECTION,  # 21
)
_CCPA_7021 = (
    RequestType.ACCESS_CCPA,  # Civil Code 1798.110, .115
    RequestType.DELETION,  # 1798.105
    RequestType.CORRECTION,  # 1798.106
)
DUE: Mapping[tuple[Region, RequestType], DueRule] = {
    **{(Region.EEA_UK, kind): DueRule("gdpr_12_3", months=1) for kind in _GDPR_15_TO_22},
    **{(Region.CALIFORNIA, kind): DueRule("ccpa_7021", days=45) for kind in _CCPA_7021},
}
"""When an answer is due by law, from the day the request stands.

GDPR 12(3), one month, holds for requests under Articles 15 to 22: not for the withdrawal of consent (7(3): it works at
once). CCPA regulations (11 CCR) 7021(b), 45 calendar days, hold for requests to know, to delete and to correct.
The rights that carry the names of APPI 32, 33(5) and 35 (purpose notice, third-party records, stop of use or of
provision) get no date: no law names one under these names, and we do not guess under which article of another law
such a request would fall. APPI and PIPL name no number of days."""

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


def form_spec(desk: DeskFacts, wanted: Wanted, *, policy_version: str, locale: str) -> FormSpec:
    """The form that opens this request, with everything that its answer will say.

    Raises:
        ValueError: the company distinguishes regions and none is settled.
    """
    region = wanted.region if desk.regions else None
    steps = procedure(desk, region=region, request_type=wanted.request_type, requester=wanted.requester)
    reply_method = wanted.reply_method or _fixed_reply(steps)
    draft = RequestDraft(
        company=desk.company,
        request_type=wanted.request_type.value,
        requester=wanted.requester.value,
        policy_version=policy_version or desk.version,
        standing=steps.standing,
        region=region.value if region else None,
        subject=wanted.subject,
        reply_method=reply_method,
        checklist=tuple(_checklist(steps, locale)),
        send_to=_send_to(steps),
        documents=paper_kinds(steps),
        due=due_rule(region, wanted.request_type),
    )
    fields = form_fields(
        draft.request_type,
        draft.requester,
        reply_method,
        lambda name: field_label(name, locale),
        ("phone",) if _desk_calls(steps) else (),
    )
    return FormSpec(purpose="request", fields=fields, request=draft)


def due_rule(region: Region | None, request_type: RequestType) -> DueRule | None:
    """The law's own time for this answer; None where it names none."""
    return DUE.get((region, request_type)) if region else None


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


def _fixed_reply(steps: Procedure) -> str | None:
    ways = steps.reply
    return str(ways.methods[0]) if ways.methods and not ways.choice else None


def _desk_calls(steps: Procedure) -> bool:
    """Where the desk sends its form or bills a fee after a call, it must be able to reach the customer."""
    source = steps.form_source
    billed = any(note.key == "fee.period" for note in steps.notes)
    return billed or (source is not None and source.value == "sent_after_contact")


def _checklist(steps: Procedure, locale: str) -> list[ChecklistItem]:
    items = [_item(form_name(part.value), part.citations) for part in steps.forms]
    for part in steps.papers:
        text = render("checklist.item", locale, {"text": paper_text(part.paper)})
        items.append(_item(text, part.citations))
    if steps.papers_announced:
        items.append(_item(render("checklist.papers_open", locale), ()))
    for fee in steps.fees:
        if fee.value != "no":
            items.append(_item(render(f"checklist.fee_{fee.value}", locale), fee.citations))
    return items


def _item(label: str, citations: tuple[Citation, ...]) -> ChecklistItem:
    return ChecklistItem(label, asdict(citations[0]) if citations else None)


def _send_to(steps: Procedure) -> dict[str, Any]:
    """Where the papers go; nothing for a desk that has closed."""
    address = steps.address
    if address is None:
        return {}
    target: dict[str, Any] = {"address": address.address, "name": address.addressee}
    if address.postal_code:
        target["postal_code"] = address.postal_code
    if steps.phone is not None:
        target["phone"] = str(steps.phone.value)
    return target
