"""What staff enters of a letter or a call, as a record to open: for the API and the staff's pages alike."""

from collections.abc import Sequence
from dataclasses import replace

from api.companies import Company, RegionNotHere
from api.problems import Problem, field_problem
from api.staff.schemas.requests import StaffEntry
from desk.model import RequestDraft
from desk.requests.casework import Entry
from desk.requests.drafting import Wanted, request_draft
from knowledge.facts.procedure import offered_types
from knowledge.vocabulary import RequestType


class TypeNotHere(Problem):
    """A type of request that the policy does not give where the person lives, as the chat would not offer it: 422 with
    those that it gives."""

    def __init__(self, offered: Sequence[RequestType]) -> None:
        self.offered = tuple(offered)
        as_ever = field_problem(
            "request_type", "one that holds in this region", allowed=[one.value for one in offered]
        )
        super().__init__(as_ever.status, as_ever.code, as_ever.detail, errors=as_ever.errors)


def entry_of(body: StaffEntry, company: Company) -> Entry:
    """What the desk takes down. Raises Problem (422) as `draft_of` does."""
    return Entry(
        draft=draft_of(body, company),
        values=body.customer,
        came_by=body.came_by,
        locale=body.locale,
        came_on=body.came_on,
        note=body.note,
        client_id=str(body.client_id) if body.client_id else None,
        incident=body.incident,
    )


def draft_of(body: StaffEntry, company: Company) -> RequestDraft:
    """The record to open. Raises Problem (422) naming the field: a region that is not one of the company's, a type
    that does not hold there, a request of a company without desk facts."""
    region = company.region_of(body.region)
    if region is None and company.regions and body.kind == "request":
        raise RegionNotHere(company.regions)
    if body.request_type is None:
        return RequestDraft(
            company=company.id,
            request_type=body.kind,
            requester=body.requester,
            policy_version=company.policy.version,
            standing="request",
            region=region,
            kind=body.kind,
        )
    if company.facts is None:
        raise field_problem("kind", "this company has no desk facts: no request can be opened")
    offered = offered_types(company.facts, region)
    if body.request_type not in offered:
        raise TypeNotHere(offered)
    wanted = Wanted(
        body.request_type,
        body.requester,
        region,
        body.subject.value if body.subject else None,
        body.reply_method,
    )
    draft = request_draft(company.facts, wanted, policy_version=company.policy.version, locale=body.locale)
    return replace(draft, standing=body.standing) if body.standing else draft
