"""Invented cases: every kind of request and requester of a desk, to try its papers and letters on."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

from desk.calendar.regimes import due_rules
from desk.life import Due, Extension, Life
from desk.model import RequestRecord
from desk.papers.case import Case
from desk.requests.drafting import Wanted, form_spec
from desk.requests.receipts import read_receipt
from knowledge.facts import Desk as DeskFacts
from knowledge.facts.procedure import offered_types
from knowledge.facts.settings import OperatorSettings
from knowledge.vocabulary import Region, Requester, RequestType

PERSON: Mapping[str, str] = {
    "name": "見本 花子",
    "postal_code": "100-0001",
    "address": "東京都千代田区見本町1-2-3",
    "phone": "03-0000-0000",
    "email": "mihon@example.jp",
    "details": "見本",
    "current_value": "見本",
    "new_value": "見本",
    "principal_name": "見本 太郎",
    "principal_address": "東京都千代田区見本町1-2-3",
    "relation": "見本",
}
_AT = datetime(2026, 1, 5, 3, 0, tzinfo=UTC)


def sample_record(facts: DeskFacts, wanted: Wanted, customer: Mapping[str, str] = PERSON) -> RequestRecord:
    """A record as the desk would have made it from this form."""
    draft = form_spec(facts, wanted, policy_version=facts.version, locale="ja").request
    if draft is None:
        raise ValueError("a request form has a draft")
    return RequestRecord(
        receipt=read_receipt("MDG-0000-0000"),
        company=draft.company,
        region=draft.region,
        request_type=draft.request_type,
        requester=draft.requester,
        subject=draft.subject,
        reply_method=draft.reply_method,
        status="received" if draft.standing == "request" else "announced",
        standing=draft.standing,
        due=None,
        due_basis=None,
        policy_version=draft.policy_version,
        conversation_id=None,
        checklist=draft.checklist,
        send_to=draft.send_to,
        documents=draft.documents,
        created_at=_AT,
        updated_at=_AT,
        customer=dict(customer),
        life=Life(terms=draft.terms),
    )


def sample_cases(
    facts: DeskFacts, settings: OperatorSettings, today: date, customer: Mapping[str, str] = PERSON
) -> Iterator[Case]:
    """Every region, request type and requester for which the policy gives a procedure."""
    regions: tuple[Region | None, ...] = facts.regions or (None,)
    for region in regions:
        for kind in offered_types(facts, region):
            for requester in Requester:
                wanted = Wanted(kind, requester, region, subject="all")
                yield Case.of(sample_record(facts, wanted, customer), facts, settings, today)


def put_off(case: Case) -> Case:
    """The same case once its law's date was put off; the case itself where no law sets one that can be."""
    record = case.record
    regime = due_rules().regime(record.region, RequestType(record.request_type))
    period = regime.periods.get("answer") if regime is not None else None
    if regime is None or period is None or period.extension is None:
        return case
    due = Due("answer", date(2026, 4, 5), regime.id, "law", date(2026, 1, 5), extended=True)
    extension = Extension(_AT, "見本", date(2026, 2, 5), due.due, "見本")
    life = replace(record.life or Life(None), dues=(due,), extensions=(extension,))
    return replace(case, record=replace(record, life=life))
