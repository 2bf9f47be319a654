"""Staff: requests, and what comes by phone or post; their life, dates, reminders. The desk decides who may do what."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from starlette.concurrency import run_in_threadpool

from api.context import CaseWorkerDep, Context, ContextDep, ReceiptDep
from api.entering import entry_of
from api.problems import field_problem
from api.rendering import citation_out
from api.schemas import ListOf
from api.schemas_requests import (
    AddressIn,
    CheckIn,
    EraseIn,
    ExtensionIn,
    FlagIn,
    MailIn,
    NoteIn,
    RequestPatch,
    StaffEntry,
    TickIn,
)
from desk.calendar.agenda import When
from desk.calendar.regimes import due_rules
from desk.errors import Forbidden
from desk.life import Due, Ground, Life
from desk.model import RequestChanges, RequestRecord
from desk.statuses import reasons_for
from knowledge.vocabulary import CompanyId

router = APIRouter(prefix="/api/v1/staff", tags=["staff"])

Cursor = Annotated[str | None, Query(max_length=200)]
Limit = Annotated[int, Query(ge=1, le=200)]
Word = Annotated[str | None, Query(max_length=40)]

_PLAIN = (
    "receipt", "kind", "came_by", "came_on", "company", "region", "request_type", "requester", "subject",
    "reply_method", "status", "standing", "due_basis", "policy_version", "created_at", "updated_at",
    "erased_at",
)  # fmt: skip


# ---------------------------------------------------------------------- as JSON


def record_out(context: Context, record: RequestRecord, *, whole: bool) -> dict[str, Any]:
    """A record as staff gets it; without what belongs to its life in lists."""
    out: dict[str, Any] = {name: getattr(record, name) for name in _PLAIN}
    # The same moment as in the customer's status.
    out["due"] = context.companies.end_of_day(record.due, record.company)
    if not whole:
        return out
    life = record.life or Life(None)
    ticks = {tick.item: tick for tick in life.ticks}
    out["conversation"] = record.conversation_id
    out["checklist"] = [
        {
            "item": number,
            "kind": item.kind,
            "label": item.label,
            "citation": _cited(context, item.citation),
            "arrived_at": ticks[number].at if number in ticks else None,
            "ticked_by": ticks[number].by if number in ticks else None,
        }
        for number, item in enumerate(record.checklist)
    ]
    out["send_to"] = dict(record.send_to)
    out["history"] = [
        {"what": h.what, "status": h.status, "at": h.at, "by": h.by, "reason": h.reason, "note": h.note}
        for h in record.history
    ]
    out["customer"] = dict(record.customer or {})
    out["allowed_statuses"] = list(life.allowed)
    out["reasons"] = {status: list(reasons_for(record.status, status)) for status in life.allowed}
    return {**out, **_life_out(context, record, life)}


def _life_out(context: Context, record: RequestRecord, life: Life) -> dict[str, Any]:
    terms, decision = life.terms, life.decision
    form_to_send = terms is not None and terms.sends_form and record.status == "sending_form"
    return {
        "form_to_send": list(terms.form_names) if terms is not None and form_to_send else None,
        "fee": terms.fee if terms is not None else None,
        "grounds": [_ground_out(context, ground) for ground in (terms.grounds if terms else ())],
        "decision": None
        if decision is None
        else {
            "status": decision.status,
            "grounds": [_ground_out(context, ground) for ground in decision.grounds],
            "reasons_letter": decision.reasons_letter,
            "by": decision.by,
            "at": decision.at,
        },
        "checks": [
            {"check": c.what, "result": c.result, "by": c.by, "at": c.at, "note": c.note} for c in life.checks
        ],
        "flags": [
            {
                "flag": f.flag,
                "by": f.by,
                "at": f.at,
                "note": f.note,
                "found_in": list(f.found_in),
                "rule": _cited(context, f.rule),
            }
            for f in life.flags
        ],
        "dues": [due_out(context, due, record.company) for due in life.dues],
        "pauses": [{"status": p.status, "since": p.since, "until": p.until} for p in life.pauses],
        "extensions": [
            {"at": e.at, "by": e.by, "before": e.before, "after": e.after, "notice": e.notice}
            for e in life.extensions
        ],
        "duplicates": [
            {
                "receipt": d.receipt,
                "on": list(d.on),
                "request_type": d.request_type,
                "status": d.status,
                "created_at": d.created_at,
            }
            for d in life.duplicates
        ],
        "mails": [
            {"template": m.template, "state": m.state, "at": m.at, "failure": m.failure} for m in life.mails
        ],
    }


def due_out(context: Context, due: Due, company: CompanyId) -> dict[str, Any]:
    """A date, with whose it is and where the rule stands."""
    regime = due_rules().regimes.get(due.basis)
    return {
        "what": due.what,
        "date": due.due,
        "due": context.companies.end_of_day(due.due, company),
        "whose": due.whose,
        "basis": due.basis,
        "source": regime.source.law if regime is not None else None,
        "since": due.started,
        "met_at": due.met_at,
        "extended": due.extended,
    }


def _ground_out(context: Context, ground: Ground) -> dict[str, Any]:
    return {
        "id": ground.id,
        "text": ground.text,
        "own": ground.own,
        "citation": _cited(context, ground.citation),
    }


def _cited(context: Context, citation: Mapping[str, Any] | None) -> dict[str, Any] | None:
    return citation_out(context.base_url, citation).model_dump(mode="json") if citation else None


# ---------------------------------------------------------------------- records


@router.get("/requests")
async def list_requests(
    context: ContextDep,
    staff: CaseWorkerDep,
    status: Word = None,
    company: Word = None,
    kind: Word = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> ListOf[dict[str, Any]]:
    """Requests of the companies this person works for, newest first, without customer data."""
    found = await run_in_threadpool(
        context.desk.requests.list, staff.companies, status, company, kind, cursor, limit
    )
    items = [record_out(context, record, whole=False) for record in found.items]
    return ListOf(items=items, next=found.next)


@router.post("/requests", status_code=201)
async def enter_request(
    body: StaffEntry, context: ContextDep, staff: CaseWorkerDep, response: Response
) -> dict[str, Any]:
    """Enter a request, complaint, leak enquiry or opt-out that came without the chat. The access code is given once."""
    company = context.companies.get(body.company)
    if company is None:
        raise field_problem("company", "unknown", allowed=context.companies.ids)
    if not staff.works_for(company.id):
        raise Forbidden
    entry = entry_of(body, company)
    entered = await run_in_threadpool(context.desk.casework.enter, entry, staff)
    if entered.opened is None:
        response.status_code = 200  # entered before
    code = entered.opened.access_code if entered.opened is not None else None
    return {**record_out(context, entered.record, whole=True), "access_code": code}


@router.get("/requests/{receipt}")
async def get_request(context: ContextDep, staff: CaseWorkerDep, receipt: ReceiptDep) -> dict[str, Any]:
    """One request with its life and the customer's data (the reading is audited)."""
    record = await run_in_threadpool(context.desk.requests.get, receipt, staff)
    return record_out(context, record, whole=True)


@router.patch("/requests/{receipt}")
async def patch_request(
    body: RequestPatch, context: ContextDep, staff: CaseWorkerDep, receipt: ReceiptDep
) -> dict[str, Any]:
    """Change a request; 409 lists where it can go from where it is, 422 what is missing."""
    changes = RequestChanges(**{**body.model_dump(), "grounds": tuple(body.grounds)})
    record = await run_in_threadpool(context.desk.requests.patch, receipt, changes, staff)
    return record_out(context, record, whole=True)


# ---------------------------------------------------------------------- work on a record


@router.put("/requests/{receipt}/checklist/{item}")
async def tick(
    item: int, body: TickIn, context: ContextDep, staff: CaseWorkerDep, receipt: ReceiptDep
) -> dict[str, Any]:
    """A form or paper has arrived (or has not after all). With the last one the request is `received`."""
    record = await run_in_threadpool(context.desk.casework.tick, receipt, item, body.arrived, staff)
    return record_out(context, record, whole=True)


@router.put("/requests/{receipt}/checks/{check}")
async def check(
    check: str, body: CheckIn, context: ContextDep, staff: CaseWorkerDep, receipt: ReceiptDep
) -> dict[str, Any]:
    """`identity`, or apart from it an agent's `authority`, is confirmed, failed, pending again, or waived with its
    reason (roles that may find it not needed)."""
    work = context.desk.casework.check
    record = await run_in_threadpool(work, receipt, check, body.result, staff, body.note)
    return record_out(context, record, whole=True)


@router.post("/requests/{receipt}/address")
async def compare_address(
    body: AddressIn, context: ContextDep, staff: CaseWorkerDep, receipt: ReceiptDep
) -> dict[str, Any]:
    """Whether the address on a paper is that of the form (the reading is audited). What was sent is not kept; where
    they differ, address_mismatch is raised."""
    compare = context.desk.work.comparing.address
    return {"same": await run_in_threadpool(compare, receipt, body.on_paper, staff, body.whose)}


@router.put("/requests/{receipt}/flags/{flag}")
async def flag(
    flag: str, body: FlagIn, context: ContextDep, staff: CaseWorkerDep, receipt: ReceiptDep
) -> dict[str, Any]:
    """Raise a flag or take it down: address_mismatch, form_incomplete, several_people, several_companies."""
    work = context.desk.casework.flag
    record = await run_in_threadpool(work, receipt, flag, body.raised, staff, body.note)
    return record_out(context, record, whole=True)


@router.post("/requests/{receipt}/notes", status_code=201)
async def note(
    body: NoteIn, context: ContextDep, staff: CaseWorkerDep, receipt: ReceiptDep
) -> dict[str, Any]:
    """Write a note for staff (kept encrypted)."""
    record = await run_in_threadpool(context.desk.casework.note, receipt, body.text, staff)
    return record_out(context, record, whole=True)


@router.post("/requests/{receipt}/extensions", status_code=201)
async def extend(
    body: ExtensionIn, context: ContextDep, staff: CaseWorkerDep, receipt: ReceiptDep
) -> dict[str, Any]:
    """Put the law's date off, once, with the notice's text; 409 where the law does not allow it (any more)."""
    record = await run_in_threadpool(context.desk.casework.extend, receipt, body.notice, staff)
    return record_out(context, record, whole=True)


@router.post("/requests/{receipt}/confirmation", status_code=201)
async def confirm(context: ContextDep, staff: CaseWorkerDep, receipt: ReceiptDep) -> dict[str, Any]:
    """The confirmation that a law wants has gone out; 409 where none is due."""
    record = await run_in_threadpool(context.desk.casework.confirmed, receipt, staff)
    return record_out(context, record, whole=True)


@router.post("/requests/{receipt}/mails", status_code=201)
async def mail(
    body: MailIn, context: ContextDep, staff: CaseWorkerDep, receipt: ReceiptDep
) -> dict[str, Any]:
    """Send the customer a mail (again); 409 where mail is off or no address is known."""
    record = await run_in_threadpool(context.desk.casework.mail, receipt, body.template, staff)
    return record_out(context, record, whole=True)


@router.get("/requests/{receipt}/duplicates")
async def duplicates(
    context: ContextDep, staff: CaseWorkerDep, receipt: ReceiptDep
) -> ListOf[dict[str, Any]]:
    """Records of the same company that may be the same matter, and what is alike. They decide nothing."""
    record = await run_in_threadpool(context.desk.requests.get, receipt, staff)
    return ListOf(items=record_out(context, record, whole=True)["duplicates"])


# ---------------------------------------------------------------------- dates


@router.get("/dues")
async def dues(
    context: ContextDep, staff: CaseWorkerDep, when: When = "all", company: Word = None
) -> ListOf[dict[str, Any]]:
    """What is late and what is due within a week, the earliest first."""
    found = await run_in_threadpool(context.desk.agenda.dues, staff.companies, when, company)
    return ListOf(
        items=[
            {
                "receipt": one.receipt,
                "company": one.company,
                "kind": one.kind,
                "request_type": one.request_type,
                "status": one.status,
                "days_left": one.days_left,
                "late": one.days_left < 0,
                **due_out(context, one.due, one.company),
            }
            for one in found
        ]
    )


@router.get("/reminders")
async def reminders(
    context: ContextDep, staff: CaseWorkerDep, acknowledged: bool = False
) -> ListOf[dict[str, Any]]:
    """Reminders of dates, newest first; with `acknowledged` those that somebody has seen, too."""
    found = await run_in_threadpool(context.desk.agenda.reminders, staff.companies, acknowledged)
    return ListOf(
        items=[
            {
                "id": str(one.id),
                "receipt": one.receipt,
                "company": one.company,
                "what": one.what,
                "date": one.due,
                "at": one.at,
                "acknowledged_by": one.acknowledged_by,
            }
            for one in found
        ]
    )


@router.post("/reminders/{reminder}/acknowledge", status_code=204)
async def acknowledge(reminder: int, context: ContextDep, staff: CaseWorkerDep) -> Response:
    """Somebody has seen it."""
    await run_in_threadpool(context.desk.agenda.acknowledge, reminder, staff)
    return Response(status_code=204)


@router.post("/requests/{receipt}/erase")
async def erase(
    body: EraseIn, context: ContextDep, staff: CaseWorkerDep, receipt: ReceiptDep
) -> dict[str, Any]:
    """Erase the person behind a request (leads and admins); gives the signed certificate, and its text in Japanese and
    English. 409 names the requests that are still open."""
    certificate = await run_in_threadpool(
        context.desk.erasures.erase_as, receipt, staff, linked=body.linked, withdraw=body.withdraw
    )
    await context.gateway.wipe_trackers()
    signed = certificate.as_json(context.desk.database.anchors)
    return {"certificate": signed, "text": {locale: certificate.as_text(locale) for locale in ("ja", "en")}}
