"""On a request's page: its letters, the customer's papers, and the end of its personal data with the certificate."""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from starlette.concurrency import run_in_threadpool

from api.console.asking import day, lines, number, text_of, ticked
from api.console.case import Form, OwnReceipt, file_of, long_text, page_of
from api.console.naming import Names
from api.console.rendering import go, mistakes, sentence
from api.console.visit import console_staff, is_fragment, locale_of
from api.context import ContextDep
from api.customers.documents import pdf_response
from api.desk_problems import problem_of
from desk.errors import ChangeInvalid
from desk.locales import LOCALES
from desk.papers.errors import LetterInvalid
from desk.papers.fitting import Particulars
from desk.roles import Permission, StaffMember

router = APIRouter(prefix="/requests/{receipt}")

Writer = Annotated[StaffMember, Depends(console_staff(Permission.LETTERS))]
Eraser = Annotated[StaffMember, Depends(console_staff(Permission.ERASURE))]
_TYPED = ("items", "reply_by", "ground", "reason", "amount", "payment", "enclosures", "language")
"""The fields of the letters' forms."""


@dataclass(frozen=True, slots=True)
class RefusedLetter:
    """A letter that was not made: what had been typed for it, and what is wrong with which field."""

    kind: str
    typed: dict[str, str]
    field: str | None
    message: str


@router.post("/letters/{kind}")
async def letter(
    request: Request, kind: str, context: ContextDep, staff: Writer, receipt: OwnReceipt
) -> Response:
    """A letter of the desk as PDF (audited); or the page again, with what was typed, where something of it is wrong."""
    form = await request.form()

    def work() -> Response:
        file_of(context, staff, receipt)
        try:
            return pdf_response(context.papers.letter(receipt, kind, _particulars(form), staff))
        except (LetterInvalid, ChangeInvalid) as wrong:
            if is_fragment(request):
                raise  # said in the live region: what was typed is still in the page
            problem = problem_of(wrong)
            told = mistakes(problem, locale_of(request)) or [sentence(problem, locale_of(request))]
            typed = {name: long_text(form, name) or "" for name in _TYPED}
            refused = RefusedLetter(kind, typed, wrong.field, " ".join(told))
            return page_of(request, context, staff, receipt, status=problem.status, refused_letter=refused)

    return await run_in_threadpool(work)


@router.get("/letters/{kind}")
async def after_letter(request: Request, context: ContextDep, staff: Writer, receipt: OwnReceipt) -> Response:
    """A letter that was refused stands under its own address: whoever comes back to it gets the request's page."""
    await run_in_threadpool(file_of, context, staff, receipt)
    return go(request, f"/staff/requests/{receipt}")


def _particulars(form: Form) -> Particulars:
    """What was typed for the letter. Raises ChangeInvalid: no day, no number."""
    language: Any = text_of(form, "language") or "ja"  # the desk checks that the company writes in it
    return Particulars(
        items=lines(form, "items"),
        reply_by=day(form, "reply_by"),
        ground=text_of(form, "ground"),
        reason=long_text(form, "reason") or "",
        amount=number(form, "amount"),
        payment=text_of(form, "payment") or "",
        enclosures=lines(form, "enclosures"),
        language=language,
    )


@router.post("/documents/{kind}")
async def document(
    request: Request, kind: str, context: ContextDep, staff: Writer, receipt: OwnReceipt
) -> Response:
    """A customer's paper as PDF (audited)."""
    form = await request.form()
    language = text_of(form, "language") or "ja"
    if language not in LOCALES:
        raise ChangeInvalid("language: one of the customers'.", "language", LOCALES)

    def work() -> Response:
        file_of(context, staff, receipt)
        return pdf_response(context.papers.for_staff(receipt, kind, staff, language))

    return await run_in_threadpool(work)


@router.post("/erase")
async def erase(request: Request, context: ContextDep, staff: Eraser, receipt: OwnReceipt) -> Response:
    """Erase the person behind it; the page shows the certificate."""
    form = await request.form()

    def work() -> str:
        file_of(context, staff, receipt)
        certificate = context.desk.erasures.erase_as(
            receipt, staff, linked=ticked(form, "linked"), withdraw=ticked(form, "withdraw")
        )
        locale = locale_of(request)
        return certificate.as_text(locale, Names(context, locale).company(certificate.company))

    text = await run_in_threadpool(work)
    await context.gateway.wipe_trackers()
    return await run_in_threadpool(page_of, request, context, staff, receipt, "saved", certificate=text)
