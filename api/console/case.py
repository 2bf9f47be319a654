"""One request on one page, and all that is done with it there. Every change gives the page anew (htmx: its main part);
a refusal leaves what was typed where it is and says why in the page's live region."""

from collections.abc import Callable
from typing import Annotated, Any, get_args

from fastapi import APIRouter, Depends, Request, Response
from starlette.concurrency import run_in_threadpool

from api.console.asking import day, number, text_of, ticked
from api.console.naming import Names
from api.console.rendering import go, render, words
from api.console.scope import not_there
from api.console.visit import console_staff, is_fragment, locale_of
from api.context import Context, ContextDep
from desk.calendar.dues import day_of
from desk.errors import ChangeInvalid, Forbidden, RequestNotFound
from desk.jobs.mails import Template
from desk.life import Flag
from desk.locales import LOCALES
from desk.model import RequestChanges
from desk.requests.casefile import REASONS, CaseFile
from desk.requests.correcting import CORRECTION_REASONS
from desk.requests.fields import MULTILINE
from desk.requests.paper_questions import ANSWERS, MAX_TEXT
from desk.requests.receipts import Receipt, read_receipt
from desk.roles import Permission, StaffMember
from desk.statuses import STATUSES, TAKEN_BACK, WITH_GROUNDS
from desk.wording import render as render_text
from desk.words import one_of
from knowledge.vocabulary import ReplyMethod

router = APIRouter(prefix="/requests/{receipt}")

Reader = Annotated[StaffMember, Depends(console_staff(Permission.READ_REQUESTS))]
Mover = Annotated[StaffMember, Depends(console_staff(Permission.MOVE_REQUESTS))]
Looker = Annotated[StaffMember, Depends(console_staff(Permission.READ_PERSONAL))]
Form = Any


def _receipt(receipt: str) -> Receipt:
    """Of the path; after the person in a route's parameters. Raises Problem 404."""
    try:
        return read_receipt(receipt)
    except RequestNotFound:
        raise not_there() from None


OwnReceipt = Annotated[Receipt, Depends(_receipt)]


def file_of(context: Context, staff: StaffMember, receipt: Receipt) -> CaseFile:
    """Another company's request does not exist for this person."""
    try:
        return context.desk.work.casefiles.get(receipt, staff)
    except (Forbidden, RequestNotFound):
        raise not_there() from None


def page_of(
    request: Request,
    context: Context,
    staff: StaffMember,
    receipt: Receipt,
    flash: str | None = None,
    **more: Any,
) -> Response:
    """The whole page as it is now. `more`: what only this answer shows."""
    file = file_of(context, staff, receipt)
    names = Names(context, locale_of(request))
    linked = context.desk.incidents.of_record(receipt, staff)
    life, record = file.record.life, file.record
    papers, letters = (), ()
    if (
        staff.may(Permission.LETTERS, record.company)
        and record.kind == "request"
        and record.erased_at is None
    ):
        papers, letters = context.papers.offers(record.receipt, staff)  # type: ignore[assignment]
    return render(
        request,
        "console/case.html",
        staff,
        flash=flash,
        names=names,
        file=file,
        record=record,
        life=life,
        ticks={tick.item: tick for tick in life.ticks} if life is not None else {},
        papers=papers,
        letters=letters,
        people=sorted(
            context.desk.work.assigning.assignable(record.company, staff).items(), key=lambda p: p[1]
        ),
        reasons=[(one, names.say(f"reasons.{one}")) for one in REASONS],
        multiline=MULTILINE,
        why_corrected=[(one, names.word("reason", one)) for one in CORRECTION_REASONS],
        why_taken_back=[(one, names.word("reason", one)) for one in TAKEN_BACK],
        paper_languages=[(one, names.say(f"case.paper_in.{one}")) for one in LOCALES],
        language_words={one: names.say(f"case.letter_in.{one}") for one in LOCALES},
        flag_words=[(one, names.say(f"flag.{one}")) for one in get_args(Flag)],
        mail_words=[(one, names.say(f"case.mail_template.{one}")) for one in get_args(Template)],
        reply_words=[(one.value, names.word("reply_method", one.value)) for one in ReplyMethod],
        may={permission.value: staff.may(permission, record.company) for permission in Permission},
        questions=file.questions,
        answer_words={one: render_text(f"status_page.answer.{one}", names.locale, {}) for one in ANSWERS},
        answer_limit=MAX_TEXT,
        today=day_of(context.desk.database.clock()),
        mails_on=context.desk.context.mails,
        i=words(request, "incidents"),
        linked=linked,
        scripts=[(one, names.incident(one)) for one in linked.scripts],
        choices=[(one.id, names.incident(one)) for one in context.desk.incidents.all({record.company})],
        **{"shown": {}, "certificate": None, "refused_letter": None, **more},
    )


@router.get("")
async def show(request: Request, context: ContextDep, staff: Reader, receipt: OwnReceipt) -> Response:
    """The page. Nothing of the customer's data is read for it."""
    return await run_in_threadpool(page_of, request, context, staff, receipt)


async def _change(
    request: Request,
    context: Context,
    staff: StaffMember,
    receipt: Receipt,
    work: Callable[[Form], object],
) -> Response:
    """Do it, then show the page as it is now."""
    form = await request.form()

    def change() -> Response:
        file_of(context, staff, receipt)  # 404 before anything else
        work(form)
        if is_fragment(request):
            return page_of(request, context, staff, receipt, "saved")
        return go(request, f"/staff/requests/{receipt}", flash="saved")

    return await run_in_threadpool(change)


# ---------------------------------------------------------------------- status, dates, who


@router.post("/move")
async def move(request: Request, context: ContextDep, staff: Mover, receipt: OwnReceipt) -> Response:
    """To another status, with what that status needs."""

    def work(form: Form) -> None:
        grounds = tuple(value for value in form.getlist("ground") if isinstance(value, str) and value.strip())
        status = one_of("status", text_of(form, "status"), STATUSES)
        if status is None:
            raise ChangeInvalid("status: where it is to go.", "status")
        decides = status in WITH_GROUNDS
        changes = RequestChanges(
            status=status,
            note=long_text(form, "note"),
            deadline=day(form, "deadline"),
            grounds=grounds if decides else (),
            reasons_letter=ticked(form, "reasons_letter") if decides and grounds else None,
            reached=ticked(form, "reached") if status == "awaiting_fee" else None,
            reason=text_of(form, "reason"),
        )
        context.desk.work.requests.patch(receipt, changes, staff)

    return await _change(request, context, staff, receipt, work)


@router.post("/reopen")
async def reopen(request: Request, context: ContextDep, staff: Mover, receipt: OwnReceipt) -> Response:
    """Take back an end that was recorded by mistake."""

    def work(form: Form) -> None:
        reason, note = text_of(form, "reason") or "", long_text(form, "note")
        context.desk.work.reopening.take_back(receipt, reason, staff, note)

    return await _change(request, context, staff, receipt, work)


def long_text(form: Form, name: str) -> str | None:
    """A text of several lines; it is sealed, so it may be long."""
    value = form.get(name)
    return value.strip()[:4000] or None if isinstance(value, str) else None


@router.post("/record")
async def change_record(request: Request, context: ContextDep, staff: Mover, receipt: OwnReceipt) -> Response:
    """The company's own target, or the way of reply."""

    def work(form: Form) -> None:
        way = one_of("reply_method", text_of(form, "reply_method"), tuple(ReplyMethod))
        changes = RequestChanges(due=day(form, "due"), reply_method=way)
        context.desk.work.requests.patch(receipt, changes, staff)

    return await _change(request, context, staff, receipt, work)


@router.post("/assign")
async def assign(request: Request, context: ContextDep, staff: Mover, receipt: OwnReceipt) -> Response:
    """Whose it is."""

    def work(form: Form) -> None:
        to = text_of(form, "to")
        context.desk.work.assigning.assign(receipt, None if to in (None, "none") else to, staff)

    return await _change(request, context, staff, receipt, work)


@router.post("/incident")
async def link_incident(request: Request, context: ContextDep, staff: Mover, receipt: OwnReceipt) -> Response:
    """Which announced incident it belongs to, or (empty) to none; its fee follows."""
    return await _change(
        request,
        context,
        staff,
        receipt,
        lambda form: context.desk.incidents.link(receipt, text_of(form, "incident"), staff),
    )


@router.post("/extend")
async def extend(request: Request, context: ContextDep, staff: Mover, receipt: OwnReceipt) -> Response:
    """Put the law's date off, once, with the notice's text."""

    def work(form: Form) -> None:
        context.desk.work.casework.extend(receipt, long_text(form, "notice") or "", staff)

    return await _change(request, context, staff, receipt, work)


@router.post("/confirm")
async def confirm(request: Request, context: ContextDep, staff: Mover, receipt: OwnReceipt) -> Response:
    """The confirmation that a law wants has gone out."""
    return await _change(
        request, context, staff, receipt, lambda _: context.desk.work.casework.confirmed(receipt, staff)
    )


# ---------------------------------------------------------------------- papers, checks, flags, notes, mails


@router.post("/tick")
async def tick(request: Request, context: ContextDep, staff: Mover, receipt: OwnReceipt) -> Response:
    """A form or paper has arrived, or has not after all."""

    def work(form: Form) -> None:
        item = number(form, "item")
        arrived = text_of(form, "arrived") == "yes"
        context.desk.work.casework.tick(receipt, -1 if item is None else item, arrived, staff)

    return await _change(request, context, staff, receipt, work)


@router.post("/check")
async def check(request: Request, context: ContextDep, staff: Mover, receipt: OwnReceipt) -> Response:
    """Identity, or an agent's authority."""

    def work(form: Form) -> None:
        what, result = text_of(form, "check") or "", text_of(form, "result") or ""
        seen = text_of(form, "seen")
        context.desk.work.casework.check(receipt, what, result, staff, long_text(form, "note"), seen)

    return await _change(request, context, staff, receipt, work)


@router.post("/compare")
async def compare(request: Request, context: ContextDep, staff: Looker, receipt: OwnReceipt) -> Response:
    """The address on a paper beside that of the form; what was typed is not kept."""

    def work(form: Form) -> None:
        on_paper, whose = long_text(form, "on_paper") or "", text_of(form, "whose") or "address"
        context.desk.work.comparing.address(receipt, on_paper, staff, whose)

    return await _change(request, context, staff, receipt, work)


@router.post("/flag")
async def flag(request: Request, context: ContextDep, staff: Mover, receipt: OwnReceipt) -> Response:
    """Raise a flag, or take it down."""

    def work(form: Form) -> None:
        name, raised = text_of(form, "flag") or "", text_of(form, "raised") == "yes"
        context.desk.work.casework.flag(receipt, name, raised, staff, long_text(form, "note"))

    return await _change(request, context, staff, receipt, work)


@router.post("/note")
async def note(request: Request, context: ContextDep, staff: Mover, receipt: OwnReceipt) -> Response:
    """A note for staff."""
    return await _change(
        request,
        context,
        staff,
        receipt,
        lambda form: context.desk.work.casework.note(receipt, long_text(form, "note") or "", staff),
    )


@router.post("/mail")
async def mail(request: Request, context: ContextDep, staff: Mover, receipt: OwnReceipt) -> Response:
    """Send the customer a mail (again)."""

    def work(form: Form) -> None:
        context.desk.work.casework.mail(receipt, text_of(form, "template") or "", staff)

    return await _change(request, context, staff, receipt, work)


@router.post("/question")
async def answer_question(
    request: Request, context: ContextDep, staff: Mover, receipt: OwnReceipt
) -> Response:
    """Answer the customer's 「書類は届きましたか」."""

    def work(form: Form) -> None:
        answer = text_of(form, "answer") or ""
        context.desk.questions.answer(receipt, answer, staff, long_text(form, "text"))

    return await _change(request, context, staff, receipt, work)


# ---------------------------------------------------------------------- the customer's data


@router.post("/reveal")
async def reveal(request: Request, context: ContextDep, staff: Looker, receipt: OwnReceipt) -> Response:
    """Show some fields, for a reason; recorded. They are on this answer only: loading the page again hides them."""
    form = await request.form()
    fields = [value for value in form.getlist("field") if isinstance(value, str)]

    def work() -> Response:
        file_of(context, staff, receipt)
        shown = context.desk.work.casefiles.reveal(receipt, fields, text_of(form, "reason") or "", staff)
        return page_of(request, context, staff, receipt, shown=shown)

    return await run_in_threadpool(work)
