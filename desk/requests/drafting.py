"""Drafts a request: from what the conversation, or staff, settled to the form and to all that it will open."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from desk.citing import kept
from desk.locales import Locale
from desk.model import ChecklistItem, FormField, FormSpec, RequestDraft
from desk.papers.case import paper_kinds
from desk.requests.fee_waiver import fee_label
from desk.requests.forms import form_fields
from desk.requests.terms import terms_of
from desk.wording import render
from desk.wording.facts import form_name, paper_text
from desk.words import known
from knowledge.citations import Citation
from knowledge.facts import Desk as DeskFacts
from knowledge.facts.procedure import Procedure, procedure
from knowledge.vocabulary import CompanyId, Region, ReplyMethod, Requester, RequestType

CONTACT_FIELDS = ("name", "phone", "email", "details")


@dataclass(frozen=True)
class Wanted:
    """What the conversation has settled about a request."""

    request_type: RequestType
    requester: Requester
    region: Region | None = None
    subject: str | None = None
    reply_method: ReplyMethod | None = None

    @classmethod
    def from_slots(cls, slots: Mapping[str, Any]) -> "Wanted":
        """From Rasa's slots.

        Raises:
            ValueError: type or requester missing, or not a word of the vocabulary.
        """
        return cls(
            request_type=RequestType(slots.get("request_type")),
            requester=Requester(slots.get("requester")),
            region=known(Region, slots.get("region")),
            subject=slots.get("subject"),
            reply_method=known(ReplyMethod, slots.get("reply_method")),
        )


def form_spec(desk: DeskFacts, wanted: Wanted, *, policy_version: str, locale: Locale) -> FormSpec:
    """The form that opens this request, with everything that its answer will say.

    Raises:
        ValueError: the company distinguishes regions and none is settled.
    """
    steps = _steps(desk, wanted)
    draft = _draft(desk, wanted, steps, policy_version, locale)
    fields = form_fields(
        draft.request_type,
        draft.requester,
        draft.reply_method,
        lambda name: field_label(name, locale),
        ("phone",) if _desk_calls(steps) else (),
    )
    return FormSpec(purpose="request", fields=fields, request=draft)


def request_draft(desk: DeskFacts, wanted: Wanted, *, policy_version: str, locale: Locale) -> RequestDraft:
    """What the desk's facts make of a request, without a form: for one that staff enters.

    Raises:
        ValueError: the company distinguishes regions and none is given, or the other way round.
    """
    return _draft(desk, wanted, _steps(desk, wanted), policy_version, locale)


def _steps(desk: DeskFacts, wanted: Wanted) -> Procedure:
    region = wanted.region if desk.regions else None
    return procedure(desk, region=region, request_type=wanted.request_type, requester=wanted.requester)


def _draft(
    desk: DeskFacts, wanted: Wanted, steps: Procedure, policy_version: str, locale: Locale
) -> RequestDraft:
    return RequestDraft(
        company=desk.company,
        request_type=wanted.request_type,
        requester=wanted.requester,
        policy_version=policy_version or desk.version,
        standing=steps.standing,
        region=steps.region,
        subject=wanted.subject,
        reply_method=wanted.reply_method or _fixed_reply(steps),
        checklist=tuple(_checklist(steps, locale)),
        send_to=_send_to(steps),
        documents=paper_kinds(steps),
        terms=terms_of(desk, steps),
    )


def contact_spec(locale: Locale) -> FormSpec:
    """The form in which somebody leaves a contact for staff out of hours: a name, and one way to reach them."""
    fields = tuple(
        FormField(name, field_label(name, locale), required=name == "name") for name in CONTACT_FIELDS
    )
    return FormSpec(purpose="contact", fields=fields)


def leak_enquiry_spec(
    company: CompanyId, policy_version: str, region: Region | None, locale: Locale
) -> FormSpec:
    """The form that opens a record of kind leak enquiry: who asks, how they are reached, what they want to know."""
    fields = tuple(
        FormField(name, field_label(name, locale), required=name in ("name", "details"))
        for name in CONTACT_FIELDS
    )
    draft = RequestDraft(
        company=company,
        request_type="leak_enquiry",
        requester=Requester.SELF,
        policy_version=policy_version,
        standing="request",
        region=region,
        kind="leak_enquiry",
    )
    return FormSpec(purpose="request", fields=fields, request=draft)


def field_label(name: str, locale: Locale) -> str:
    """A field's label."""
    return render(f"form.field.{name}", locale)


def _fixed_reply(steps: Procedure) -> ReplyMethod | None:
    ways = steps.reply
    return ways.methods[0] if ways.methods and not ways.choice else None


def _desk_calls(steps: Procedure) -> bool:
    """Where the desk sends its form or bills a fee after a call, it must be able to reach the customer."""
    source = steps.form_source
    billed = any(note.key == "fee.period" for note in steps.notes)
    return billed or (source is not None and source.value == "sent_after_contact")


def _checklist(steps: Procedure, locale: Locale) -> list[ChecklistItem]:
    items = [_item(form_name(part.value), part.citations, "form") for part in steps.forms]
    for part in steps.papers:
        text = render("checklist.item", locale, {"text": paper_text(part.paper)})
        items.append(_item(text, part.citations))
    if steps.papers_announced:
        perhaps = steps.identity_check is not None and steps.identity_check.value == "sometimes"
        key = "papers_open_sometimes" if perhaps else "papers_open"
        items.append(_item(render(f"checklist.{key}", locale), ()))
    for fee in steps.fees:
        if fee.value != "no":
            label = fee_label(str(fee.value), steps.amount, steps.payment, locale, render)
            items.append(_item(label, fee.citations, "fee"))
    return items


def _item(
    label: str, citations: tuple[Citation, ...], kind: Literal["form", "paper", "fee"] = "paper"
) -> ChecklistItem:
    return ChecklistItem(label, kept(citations[0]) if citations else None, kind)


def _send_to(steps: Procedure) -> dict[str, str]:
    """Where the papers go; nothing for a desk that has closed."""
    address = steps.address
    if address is None:
        return {}
    target = {"address": address.address, "name": address.addressee}
    if address.postal_code:
        target["postal_code"] = address.postal_code
    if steps.phone is not None:
        target["phone"] = str(steps.phone.value)
    return target
