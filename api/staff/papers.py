"""Staff: the desk's letters, and the customer's papers to print for whoever asked by telephone."""

from typing import Any

from fastapi import APIRouter, Response
from starlette.concurrency import run_in_threadpool

from api.context import CaseWorkerDep, ContextDep, ReceiptDep
from api.customers.documents import pdf_response
from api.describing import PDF, refusals
from api.schemas import GroundOut, LetterIn, LetterOut, PaperOut, PapersOut
from desk.life import Ground
from desk.locales import Locale
from desk.papers.fitting import Particulars
from desk.wording import render

router = APIRouter(prefix="/api/v1/staff/requests/{receipt}", tags=["staff"])

_PAPER: dict[int | str, dict[str, Any]] = {200: PDF}
_LETTER: dict[int | str, dict[str, Any]] = {200: PDF, **refusals(500)}


@router.get("/papers")
async def list_papers(context: ContextDep, staff: CaseWorkerDep, receipt: ReceiptDep) -> PapersOut:
    """What can be printed for a request, and the grounds that a refusal may name; nothing of the customer's is read."""
    kinds, letters = await run_in_threadpool(context.papers.offers, receipt, staff)
    return PapersOut(
        documents=[PaperOut(kind=kind, label=render(f"papers.kind.{kind}", "ja")) for kind in kinds],
        letters=[
            LetterOut(
                kind=letter.kind,
                label=render(f"papers.letter.{letter.kind}", "ja"),
                grounds=[_ground_out(ground) for ground in letter.grounds],
            )
            for letter in letters
        ],
    )


def _ground_out(ground: Ground) -> GroundOut:
    place = f"{ground.citation['document']} {ground.citation['section']}" if ground.citation else ""
    return GroundOut(id=ground.id, text=ground.text, place=place)


@router.post("/letters/{kind}", response_class=Response, responses=_LETTER)
async def write_letter(
    kind: str, context: ContextDep, staff: CaseWorkerDep, receipt: ReceiptDep, body: LetterIn | None = None
) -> Response:
    """A letter as PDF (audited). 409 where it does not fit the request, 422 names what it still needs."""
    given = body or LetterIn()
    particulars = Particulars(
        items=tuple(given.items),
        reply_by=given.reply_by,
        ground=given.ground,
        reason=given.reason,
        amount=given.amount,
        payment=given.payment,
        enclosures=tuple(given.enclosures),
        language=given.language,
    )
    return pdf_response(await run_in_threadpool(context.papers.letter, receipt, kind, particulars, staff))


@router.post("/documents/{kind}", response_class=Response, responses=_PAPER)
async def print_document(
    kind: str,
    context: ContextDep,
    staff: CaseWorkerDep,
    receipt: ReceiptDep,
    locale: Locale = "ja",
) -> Response:
    """A customer's paper as PDF (audited): Japanese, with the customer's language beneath."""
    return pdf_response(await run_in_threadpool(context.papers.for_staff, receipt, kind, staff, locale))
