"""Staff: requests, and what comes by phone or post; their life, dates, reminders. The desk decides who may do what."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from starlette.concurrency import run_in_threadpool

from api.context import CaseWorkerDep, Context, ContextDep, ReceiptDep
from api.describing import refusals
from api.problems import field_problem
from api.schemas import ListOf
from api.staff.entering import entry_of
from api.staff.rendering_records import due_entry_out, duplicate_out, record_line, record_out
from api.staff.schemas.records import (
    ComparedOut,
    DueEntryOut,
    DuplicateOut,
    EnteredOut,
    ErasedOut,
    RecordLine,
    RecordOut,
    ReminderOut,
)
from api.staff.schemas.requests import (
    AddressIn,
    CheckIn,
    CorrectionIn,
    EraseIn,
    ExtensionIn,
    FlagIn,
    MailIn,
    NoteIn,
    ReopeningIn,
    RequestPatch,
    StaffEntry,
    TickIn,
)
from desk.calendar.agenda import When
from desk.errors import Forbidden
from desk.model import RequestChanges, StaffMember
from desk.statuses import STATUSES
from desk.words import KINDS, one_of
from knowledge.vocabulary import CompanyId, ReplyMethod

router = APIRouter(prefix="/api/v1/staff", tags=["staff"])

Cursor = Annotated[str | None, Query(max_length=200)]
Limit = Annotated[int, Query(ge=1, le=200)]
Word = Annotated[str | None, Query(max_length=40)]
_ENTERED: dict[int | str, dict[str, Any]] = {
    200: {"model": EnteredOut, "description": "Entered before, by the same `client_id`."},
    **refusals(409),
}


async def _company(context: Context, staff: StaffMember, named: str | None) -> CompanyId | None:
    """The company that a list is narrowed to."""
    find = context.desk.work.board.company
    return await run_in_threadpool(find, named, context.companies.ids, staff.companies)


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
) -> ListOf[RecordLine]:
    """Requests of the companies this person works for, newest first, without customer data. 422 for a word that is
    none of its list."""
    found = await run_in_threadpool(
        context.desk.requests.list,
        staff.companies,
        one_of("status", status, STATUSES),
        await _company(context, staff, company),
        one_of("kind", kind, KINDS),
        cursor,
        limit,
    )
    items = [record_line(context, record) for record in found.items]
    return ListOf(items=items, next=found.next)


@router.post("/requests", status_code=201, responses=_ENTERED)
async def enter_request(
    body: StaffEntry, context: ContextDep, staff: CaseWorkerDep, response: Response
) -> EnteredOut:
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
    return EnteredOut(**dict(record_out(context, entered.record)), access_code=code)


@router.get("/requests/{receipt}")
async def get_request(context: ContextDep, staff: CaseWorkerDep, receipt: ReceiptDep) -> RecordOut:
    """One request with its life and the customer's data (the reading is audited)."""
    record = await run_in_threadpool(context.desk.requests.get, receipt, staff)
    return record_out(context, record)


@router.patch("/requests/{receipt}")
async def patch_request(
    body: RequestPatch, context: ContextDep, staff: CaseWorkerDep, receipt: ReceiptDep
) -> RecordOut:
    """Change a request; 409 lists where it can go from where it is, 422 what is missing."""
    wishes = {
        **body.model_dump(),
        "status": one_of("status", body.status, STATUSES),
        "reply_method": one_of("reply_method", body.reply_method, tuple(ReplyMethod)),
        "grounds": tuple(body.grounds),
    }
    changes = RequestChanges(**wishes)
    record = await run_in_threadpool(context.desk.requests.patch, receipt, changes, staff)
    return record_out(context, record)


# ---------------------------------------------------------------------- work on a record


@router.put("/requests/{receipt}/checklist/{item}")
async def tick(
    item: int, body: TickIn, context: ContextDep, staff: CaseWorkerDep, receipt: ReceiptDep
) -> RecordOut:
    """A form or paper has arrived (or has not after all). With the last one the request is `received`."""
    record = await run_in_threadpool(context.desk.casework.tick, receipt, item, body.arrived, staff)
    return record_out(context, record)


@router.put("/requests/{receipt}/checks/{check}")
async def check(
    check: str, body: CheckIn, context: ContextDep, staff: CaseWorkerDep, receipt: ReceiptDep
) -> RecordOut:
    """`identity`, or apart from it an agent's `authority`, is confirmed, failed, pending again, or waived with its
    reason (roles that may find it not needed)."""
    work = context.desk.casework.check
    record = await run_in_threadpool(work, receipt, check, body.result, staff, body.note)
    return record_out(context, record)


@router.post("/requests/{receipt}/address")
async def compare_address(
    body: AddressIn, context: ContextDep, staff: CaseWorkerDep, receipt: ReceiptDep
) -> ComparedOut:
    """Whether the address on a paper is that of the form (the reading is audited). What was sent is not kept; where
    they differ, address_mismatch is raised."""
    compare = context.desk.work.comparing.address
    return ComparedOut(same=await run_in_threadpool(compare, receipt, body.on_paper, staff, body.whose))


@router.post("/requests/{receipt}/corrections", status_code=201)
async def correct(
    body: CorrectionIn, context: ContextDep, staff: CaseWorkerDep, receipt: ReceiptDep
) -> RecordOut:
    """Put right what was typed; 409 where the record has changed since `version`, or is done with. Checks that compared
    a corrected field are pending again."""
    work = context.desk.correcting.correct
    record = await run_in_threadpool(work, receipt, body.values, body.reason, body.version, staff)
    return record_out(context, record)


@router.post("/requests/{receipt}/reopening", status_code=201)
async def reopen(
    body: ReopeningIn, context: ContextDep, staff: CaseWorkerDep, receipt: ReceiptDep
) -> RecordOut:
    """Take back an end that staff recorded by mistake: the status before it again, with its dates as they were. 403 for
    somebody else's end (leads may); 409 where there is none that staff recorded."""
    work = context.desk.reopening.take_back
    record = await run_in_threadpool(work, receipt, body.reason, staff, body.note)
    return record_out(context, record)


@router.put("/requests/{receipt}/flags/{flag}")
async def flag(
    flag: str, body: FlagIn, context: ContextDep, staff: CaseWorkerDep, receipt: ReceiptDep
) -> RecordOut:
    """Raise a flag or take it down: address_mismatch, form_incomplete, several_people, several_companies."""
    work = context.desk.casework.flag
    record = await run_in_threadpool(work, receipt, flag, body.raised, staff, body.note)
    return record_out(context, record)


@router.post("/requests/{receipt}/notes", status_code=201)
async def note(body: NoteIn, context: ContextDep, staff: CaseWorkerDep, receipt: ReceiptDep) -> RecordOut:
    """Write a note for staff (kept encrypted)."""
    record = await run_in_threadpool(context.desk.casework.note, receipt, body.text, staff)
    return record_out(context, record)


@router.post("/requests/{receipt}/extensions", status_code=201)
async def extend(
    body: ExtensionIn, context: ContextDep, staff: CaseWorkerDep, receipt: ReceiptDep
) -> RecordOut:
    """Put the law's date off, once, with the notice's text; 409 where the law does not allow it (any more)."""
    record = await run_in_threadpool(context.desk.casework.extend, receipt, body.notice, staff)
    return record_out(context, record)


@router.post("/requests/{receipt}/confirmation", status_code=201)
async def confirm(context: ContextDep, staff: CaseWorkerDep, receipt: ReceiptDep) -> RecordOut:
    """The confirmation that a law wants has gone out; 409 where none is due."""
    record = await run_in_threadpool(context.desk.casework.confirmed, receipt, staff)
    return record_out(context, record)


@router.post("/requests/{receipt}/mails", status_code=201)
async def mail(body: MailIn, context: ContextDep, staff: CaseWorkerDep, receipt: ReceiptDep) -> RecordOut:
    """Send the customer a mail (again); 409 where mail is off or no address is known."""
    record = await run_in_threadpool(context.desk.casework.mail, receipt, body.template, staff)
    return record_out(context, record)


@router.get("/requests/{receipt}/duplicates")
async def duplicates(context: ContextDep, staff: CaseWorkerDep, receipt: ReceiptDep) -> ListOf[DuplicateOut]:
    """Records of the same company that may be the same matter, and what is alike. They decide nothing."""
    record = await run_in_threadpool(context.desk.requests.get, receipt, staff)
    found = record.life.duplicates if record.life is not None else ()
    return ListOf(items=[duplicate_out(one) for one in found])


# ---------------------------------------------------------------------- dates


@router.get("/dues")
async def dues(
    context: ContextDep, staff: CaseWorkerDep, when: When = "all", company: Word = None
) -> ListOf[DueEntryOut]:
    """What is late and what is due within a week, the earliest first."""
    found = await run_in_threadpool(
        context.desk.agenda.dues, staff.companies, when, await _company(context, staff, company)
    )
    return ListOf(items=[due_entry_out(context, one) for one in found])


@router.get("/reminders")
async def reminders(
    context: ContextDep, staff: CaseWorkerDep, acknowledged: bool = False
) -> ListOf[ReminderOut]:
    """Reminders of dates, newest first; with `acknowledged` those that somebody has seen, too."""
    found = await run_in_threadpool(context.desk.agenda.reminders, staff.companies, acknowledged)
    return ListOf(
        items=[
            ReminderOut(
                id=str(one.id),
                receipt=one.receipt,
                company=one.company,
                what=one.what,
                date=one.due,
                at=one.at,
                acknowledged_by=one.acknowledged_by,
            )
            for one in found
        ]
    )


@router.post("/reminders/{reminder}/acknowledge", status_code=204)
async def acknowledge(reminder: int, context: ContextDep, staff: CaseWorkerDep) -> Response:
    """Somebody has seen it."""
    await run_in_threadpool(context.desk.agenda.acknowledge, reminder, staff)
    return Response(status_code=204)


@router.post("/requests/{receipt}/erase")
async def erase(body: EraseIn, context: ContextDep, staff: CaseWorkerDep, receipt: ReceiptDep) -> ErasedOut:
    """Erase the person behind a request (leads and admins); gives the signed certificate, and its text in Japanese and
    English. 409 names the requests that are still open."""
    certificate = await run_in_threadpool(
        context.desk.erasures.erase_as, receipt, staff, linked=body.linked, withdraw=body.withdraw
    )
    await context.gateway.wipe_trackers()
    signed = certificate.as_json(context.desk.database.anchors)
    company = context.companies.get(certificate.company)
    name = company.name if company is not None else None
    return ErasedOut(
        certificate=signed,
        text={"ja": certificate.as_text("ja", name), "en": certificate.as_text("en", name)},
    )
