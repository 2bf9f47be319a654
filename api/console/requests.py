"""The requests board and table, what is done to many at once, and the CSV file."""

from collections.abc import Sequence
from typing import Annotated, Any, get_args

from fastapi import APIRouter, Depends, Request, Response
from starlette.concurrency import run_in_threadpool

from api.console.asking import asked, number, text_of, ticked
from api.console.naming import Names
from api.console.rendering import go, render
from api.console.scope import company_choices, not_there
from api.console.visit import console_staff, locale_of
from api.context import Context, ContextDep
from desk.calendar.dues import day_of
from desk.errors import ChangeInvalid, Forbidden, RequestNotFound
from desk.model import RequestChanges
from desk.requests.board import DueFilter, Sort
from desk.requests.boardcolumns import GROUPS
from desk.requests.bulk import Outcome
from desk.requests.casefile import REASONS
from desk.requests.csvexport import COLUMNS, Export
from desk.requests.receipts import Receipt, parse_receipt
from desk.roles import Permission, StaffMember
from desk.statuses import STATUSES
from desk.words import ASKED_FOR, one_of
from knowledge.vocabulary import Region, Requester

router = APIRouter(prefix="/requests")

SHOWN = 40
"""Characters that are shown of a value that is no receipt."""
Reader = Annotated[StaffMember, Depends(console_staff(Permission.READ_REQUESTS))]
Mover = Annotated[StaffMember, Depends(console_staff(Permission.MOVE_REQUESTS))]
Many = Annotated[StaffMember, Depends(console_staff(Permission.BULK))]
Exporter = Annotated[StaffMember, Depends(console_staff(Permission.EXPORT))]


def _choices(context: Context, staff: StaffMember, names: Names) -> dict[str, list[tuple[str, str]]]:
    """What each filter may be, with its words."""
    people = context.desk.work.assigning.assignable(None, staff)
    me = [(staff.id, names.say("me", alias=staff.alias))]
    return {
        "company": company_choices(context, staff),
        "region": [(one.value, names.word("region", one.value)) for one in Region],
        "request_type": [(kind, names.word("request_type", kind)) for kind in ASKED_FOR],
        "status": [(status, names.word("request_status", status)) for status in STATUSES],
        "group": [(group, names.say(f"lane.{group}")) for group in GROUPS],
        "standing": [(one, names.say(f"standings.{one}")) for one in ("request", "announcement")],
        "requester": [(one.value, names.word("requester", one.value)) for one in Requester],
        "due": [(one, names.say(f"dues.{one}")) for one in get_args(DueFilter)],
        "assigned": [
            *me,
            ("none", names.say("nobody")),
            *((one, alias) for one, alias in sorted(people.items(), key=lambda p: p[1]) if one != staff.id),
        ],
        "sort": [(one, names.say(f"sorts.{one}")) for one in get_args(Sort)],
    }


@router.get("")
async def show(request: Request, context: ContextDep, staff: Reader) -> Response:
    """The board, or the table; filters, order and page stand in the address."""
    return await run_in_threadpool(_show, request, context, staff)


def _show(request: Request, context: Context, staff: StaffMember) -> Response:
    wanted = asked(context, staff, request.query_params)
    names = Names(context, locale_of(request))
    board, as_board = context.desk.work.board, wanted.view == "board"
    lanes = board.lanes(staff, wanted.filters) if as_board else None
    page = None if as_board else board.table(staff, wanted.filters, wanted.sort, wanted.cursor)
    return render(
        request,
        "console/requests.html",
        staff,
        names=names,
        asked=wanted,
        choices=_choices(context, staff, names),
        reasons=[(one, names.say(f"reasons.{one}")) for one in REASONS],
        open_questions=context.desk.questions.open(staff.companies),
        reminders=sorted(
            context.desk.agenda.reminders(staff.companies, running=True),
            key=lambda one: (one.due, one.receipt, one.what),
        ),
        today=day_of(context.desk.database.clock()),
        may_bulk=staff.may(Permission.BULK),
        may_export=staff.may(Permission.EXPORT),
        may_read=staff.may(Permission.READ_PERSONAL),
        may_enter=staff.may(Permission.MOVE_REQUESTS),
        lanes=lanes,
        page=page,
    )


@router.post("/reminded")
async def reminded(request: Request, context: ContextDep, staff: Mover) -> Response:
    """Somebody has seen a reminder and sees to it: it goes from everybody's page."""
    form = await request.form()
    seen, wanted = number(form, "reminder"), await run_in_threadpool(asked, context, staff, form)
    if seen is None:
        raise ChangeInvalid("reminder: which one.", "reminder")
    try:
        await run_in_threadpool(context.desk.agenda.acknowledge, seen, staff)
    except (Forbidden, RequestNotFound):  # another company's is none of this person's
        raise not_there() from None
    return go(request, f"/staff/requests?{wanted.address()}", flash="saved")


# ---------------------------------------------------------------------- many at once


@router.post("/bulk")
async def bulk(request: Request, context: ContextDep, staff: Many) -> Response:
    """One thing done to the selected requests, each checked by itself; a page says what became of each, and which
    values are no receipts."""
    form = await request.form()
    values = [value if isinstance(value, str) else "" for value in form.getlist("receipt")]
    if not values:
        raise ChangeInvalid("receipts: none is selected.", "receipts")
    read = [parse_receipt(value) for value in values]
    receipts = [one for one in read if one is not None]
    unread = [(n, values[n - 1][:SHOWN]) for n, one in enumerate(read, start=1) if one is None]
    wanted = await run_in_threadpool(asked, context, staff, form)
    outcomes = await run_in_threadpool(_do, context, staff, receipts, form) if receipts else ()
    names = Names(context, locale_of(request))
    return render(
        request,
        "console/bulk.html",
        staff,
        names=names,
        asked=wanted,
        outcomes=outcomes,
        unread=unread,
        done=sum(1 for one in outcomes if one.error is None),
    )


def _do(context: Context, staff: StaffMember, receipts: Sequence[Receipt], form: Any) -> tuple[Outcome, ...]:
    service, act = context.desk.work.bulk, text_of(form, "act")
    if act == "assign":
        to = text_of(form, "to")
        return service.assign(receipts, None if to in (None, "none") else to, staff)
    if act == "papers":
        return service.papers_arrived(receipts, staff)
    if act == "move":
        ground = text_of(form, "ground")
        changes = RequestChanges(
            status=one_of("status", text_of(form, "new_status"), STATUSES),
            note=text_of(form, "note"),
            grounds=(ground,) if ground else (),
        )
        return service.move(receipts, changes, staff)
    raise ChangeInvalid("act: one of assign, papers, move.", "act", ("assign", "papers", "move"))


# ---------------------------------------------------------------------- file


@router.post("/export")
async def export(request: Request, context: ContextDep, staff: Exporter) -> Response:
    """The table as a CSV file; with personal data only for who may read it, with a reason (audited)."""
    form = await request.form()
    wanted = await run_in_threadpool(asked, context, staff, form)
    personal = ticked(form, "personal")
    if personal and not staff.may(Permission.READ_PERSONAL):
        raise Forbidden
    names = Names(context, locale_of(request))
    heads = {name: names.say(f"export.heads.{name}") for name in COLUMNS} | names.fields()
    what = Export(wanted.filters, wanted.sort, personal, text_of(form, "reason"))
    content = await run_in_threadpool(context.desk.work.csv.write, what, staff, names.cell, heads)
    headers = {"Content-Disposition": 'attachment; filename="requests.csv"', "Cache-Control": "no-store"}
    return Response(content.encode("utf-8"), media_type="text/csv; charset=utf-8", headers=headers)
