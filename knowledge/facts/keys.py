"""The catalogue of desk fact keys: what a `desk.yml` may state, and of what shape.

A key is `group.name`. The keys in `REQUIRED` must be present for every company, as a fact or as
`not_stated`: what the desk does not know, it must know that it does not know.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from knowledge.vocabulary import ReplyMethod, Requester, RequestType

Text = Annotated[str, Field(min_length=1)]


class _Value(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Form(_Value):
    """A form: its name in the policy, its number where forms are numbered."""

    name: Text
    number: Text | None = None


class Paper(_Value):
    """One line of the list of papers.

    `label` as the policy words it; `count` how many of them; `medium` what is to be handed in (copy, or
    the original may be shown instead); `choices` the documents one may choose from; `mask` what has to be
    covered or left out on them.
    """

    label: Text
    count: Annotated[int, Field(ge=1)] | None = None
    medium: Literal["copy", "show_or_copy"] | None = None
    choices: tuple[Text, ...] = ()
    mask: tuple[Text, ...] = ()


class Address(_Value):
    """A postal address as the policy prints it; `addressee` may hold company, section and title."""

    postal_code: Text | None = None
    address: Text
    addressee: Text


class Hours(_Value):
    """Opening hours in the policy: local time (Asia/Tokyo), `HH:MM`, and the days that are left out.

    What this cannot tell whole (a closed Wednesday, an hour for lunch) is a text instead: the policy's own words.
    """

    open: Annotated[str, Field(pattern=r"^\d\d:\d\d$")]
    close: Annotated[str, Field(pattern=r"^\d\d:\d\d$")]
    closed: tuple[Literal["saturday", "sunday", "holidays", "year_end"], ...]


class Reply(_Value):
    """The ways in which an answer can be given, and whether the customer may choose among them."""

    methods: tuple[Literal["post", "email", "media", "other"], ...]
    choice: bool

    @property
    def ways(self) -> tuple[ReplyMethod, ...]:
        """The same in the contract's vocabulary."""
        return tuple(ReplyMethod(method) for method in self.methods)


class Span(_Value):
    """A length of time; the units that the text uses, the others absent."""

    days: int | None = None
    weeks: int | None = None
    months: int | None = None
    years: int | None = None


class KeptFrom(_Value):
    """From when the papers' time counts: from the answer, or from the end of the business year in which the answer
    was given; `first_month` is that year's first month."""

    after: Literal["answer", "business_year_of_answer"]
    first_month: Annotated[int, Field(ge=1, le=12)] | None = None


class PaymentPeriod(_Value):
    """How long a fee may stay unpaid, counted in weeks from the notice, or without a notice getting through."""

    after_notice_weeks: int
    without_notice_weeks: int


class Frequency(_Value):
    """At most `times` within `months`."""

    times: int
    months: int


class Body(_Value):
    """A complaint body outside the company."""

    name: Text
    office: Text | None = None
    address: Text | None = None
    phone: Text | None = None


Charged = Literal["yes", "no", "sometimes"]
Check = Literal["always", "sometimes"]
Channel = Literal["post", "email", "phone", "paper", "direct", "in_person"]
FormSource = Literal["download", "sent_after_contact", "ask_the_desk"]
Reasons = Literal["yes", "endeavour"]
TextList = tuple[Text, ...]

_TYPES: dict[str, object] = {f"types.{kind.value}": Text for kind in RequestType}
_PAPERS: dict[str, object] = {f"papers.{who.value}": tuple[Paper, ...] for who in Requester}

_SHAPES: dict[str, object] = {
    # who
    "company.name": Text,
    "company.representative": Text,
    "company.address": Text,
    "policy.dates": TextList,
    "policy.change": Text,
    "policy.language": Text,
    "policy.law": Text,
    "policy.priority": Text,
    "policy.scope": TextList,
    "policy.compliance": TextList,
    "policy.definitions": TextList,
    "privacy_mark": Text,
    "privacy_officer.name": Text,
    "privacy_officer.contact": Text,
    "privacy_officer.email": Text,
    # what may be requested
    **_TYPES,
    "request.scope": Text,
    "request.handling": Text,
    "request.ordinary_changes": Text,
    "request.held_for_client": Text,
    "request.one_per_form": Text,
    "request.frequency": Frequency,
    "request.discrimination": Text,
    "request.record_kept": Text,
    "request.withdrawal": Text,
    "request.kinds": TextList,
    "request.meanings": TextList,
    "request.progress": Text,
    # forms and papers
    "form": Form,
    "form.source": FormSource,
    "form.url": Text,
    "form.annexes": TextList,
    "form.incomplete": Text,
    "form.mandate": Form,
    **_PAPERS,
    "papers.submitted": Text,
    "papers.kept": Span,
    "papers.kept_from": KeptFrom,
    "papers.returned": Text,
    "papers.masking": Text,
    "papers.original": Text,
    "papers.validity": Text,
    "papers.seal": Text,
    # who asks
    "identity.check": Check,
    "identity.method": Text,
    "identity.address_mismatch": Text,
    "agent.allowed": Text,
    "agent.authority": Check,
    "agent.contact_principal": Check,
    "requester.family": Text,
    "requester.bereaved": Text,
    "minors": Annotated[int, Field(ge=1, le=25)],
    # money
    "fee.charged": Charged,
    "fee.amount": Text,
    "fee.payment": Text,
    "fee.period": PaymentPeriod,
    "fee.unpaid": Text,
    "fee.waived": Text,
    "fee.waived_for_leak": Text,
    "fee.refund": Text,
    "fee.excessive": Text,
    "fee.submission_costs": Literal["customer"],
    # where and how
    "send_to": Address,
    "send_to.registered": Text,
    "channels.request": tuple[Channel, ...],
    "channels.contact": tuple[Channel, ...],
    "channels.online": Text,
    "desk.name": Text,
    "desk.phone": Text,
    "desk.phone_cost": Text,
    "desk.fax": Text,
    "desk.email": Text,
    "desk.hours": Hours | Text,
    "desk.visit": Text,
    "desk.languages": Text,
    "desk.closed": dt.date,
    "desk.successor": Text,
    "desk.successor_contact": Text,
    # the answer
    "reply.way": Reply,
    "reply.media": Text,
    "reply.address": Text,
    "reply.time": Text,
    "reply.within": Span,
    "reply.extension": Text,
    "refusal.grounds": TextList,
    "refusal.reasons": Reasons,
    "refusal.alternative": Text,
    "refusal.appeal": Text,
    "effect.use_stop": Text,
    # complaints
    "complaint.desk": Text,
    "complaint.body": Body,
    # which data, from where, for what
    "purposes.list": TextList,
    "purposes.general": TextList,
    "purposes.change": Text,
    "data.items": TextList,
    "data.sensitive": Text,
    "data.source": Text,
    "data.voluntary": Text,
    "data.my_number": Text,
    "data.employees": Text,
    "data.anonymised": TextList,
    "data.pseudonymised": TextList,
    "data.definition": TextList,
    "legal_basis": TextList,
    # to whom it goes
    "sharing.third_parties": TextList,
    "sharing.authorities": TextList,
    "sharing.succession": TextList,
    "sharing.joint_use": TextList,
    "sharing.contractors": TextList,
    "sharing.contractor_names": TextList,
    "sharing.contractor_liability": Text,
    "sharing.abroad": TextList,
    "sharing.countries": TextList,
    "family.told": TextList,
    # how it is kept
    "security.measures": TextList,
    "security.encryption": TextList,
    "security.disposal": Text,
    "management": TextList,
    # web sites and machines
    "site.cookies": TextList,
    "site.cookie_refusal": TextList,
    "site.cookie_lifetime": Text,
    "site.analytics": TextList,
    "site.ads": TextList,
    "site.opt_out": TextList,
    "site.beacons": TextList,
    "site.ip_address": TextList,
    "site.location": Text,
    "site.browsing": TextList,
    "site.links": TextList,
    "camera": Text,
    "automated_decision": Text,
    "marketing.stop": TextList,
    # rights by the law of a place
    "rights.eu": TextList,
    "rights.california": TextList,
    "rights.china": TextList,
    # often asked besides
    "recording": Text,
    "recording.retention": Text,
    "retention.period": TextList,
    "retention.after_contract": Text,
    "breach.notice": TextList,
    "breach.deadline": Text,
    "compensation": Text,
    "sale": Text,
}

SHAPES: dict[str, TypeAdapter[object]] = {key: TypeAdapter(shape) for key, shape in _SHAPES.items()}

LISTS: frozenset[str] = frozenset(key for key, shape in _SHAPES.items() if shape is TextList)
"""The keys whose value is a list of texts."""

REQUIRED: tuple[str, ...] = (
    "company.name",
    *_TYPES,
    "form",
    "form.source",
    "form.url",
    *_PAPERS,
    "papers.submitted",
    "papers.kept",
    "papers.returned",
    "identity.check",
    "agent.authority",
    "requester.bereaved",
    "minors",
    "fee.charged",
    "fee.amount",
    "send_to",
    "channels.request",
    "channels.online",
    "desk.phone",
    "desk.email",
    "desk.hours",
    "desk.closed",
    "reply.way",
    "reply.time",
    "refusal.grounds",
    "refusal.reasons",
    "effect.use_stop",
    "complaint.body",
    "recording",
    "recording.retention",
    "retention.period",
    "compensation",
    "privacy_mark",
)
