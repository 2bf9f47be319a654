"""Staff: what customers ask and say on their status page."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool

from api.context import CaseWorkerDep, Context, ContextDep, ReceiptDep
from api.schemas import ListOf
from api.staff.schemas.customers import OpenQuestionOut, PaperQuestionOut, SatisfactionOut
from desk.calendar.dues import FIRST_DAY, LAST_DAY
from desk.model import StaffMember
from desk.requests.paper_questions import MAX_TEXT, PaperQuestion
from desk.requests.receipts import Receipt
from desk.requests.requests import allowed_request
from desk.requests.satisfaction import STARS

router = APIRouter(prefix="/api/v1/staff", tags=["staff"])

Day = Annotated[date, Field(ge=FIRST_DAY, le=LAST_DAY)]
"""A day that may be asked for."""


class AnswerIn(BaseModel):
    """The answer to 「書類は届きましたか」: `arrived`, `partly`, `not_arrived`, and a text for the customer."""

    model_config = ConfigDict(extra="forbid")

    answer: str = Field(max_length=16)
    text: str | None = Field(None, max_length=MAX_TEXT)


@router.get("/questions")
async def open_questions(context: ContextDep, staff: CaseWorkerDep) -> ListOf[OpenQuestionOut]:
    """Questions about papers that nobody has answered, oldest first, one a request."""
    found = await run_in_threadpool(context.desk.questions.open, staff.companies)
    return ListOf(
        items=[
            OpenQuestionOut(
                receipt=one.receipt,
                company=one.company,
                request_type=one.request_type,
                status=one.status,
                asked_at=one.asked_at,
                answer_by=one.answer_by,
            )
            for one in found
        ]
    )


@router.get("/requests/{receipt}/questions")
async def questions_of(
    context: ContextDep, staff: CaseWorkerDep, receipt: ReceiptDep
) -> ListOf[PaperQuestionOut]:
    """What the customer asked about the papers of a request, and what was answered."""
    return ListOf(items=await run_in_threadpool(_questions, context, receipt, staff))


@router.post("/requests/{receipt}/questions")
async def answer_question(
    body: AnswerIn, context: ContextDep, staff: CaseWorkerDep, receipt: ReceiptDep
) -> ListOf[PaperQuestionOut]:
    """Answer what is open (all of it); the customer reads it on the status page. 409: nothing is open."""
    await run_in_threadpool(context.desk.questions.answer, receipt, body.answer, staff, body.text)
    return ListOf(items=await run_in_threadpool(_questions, context, receipt, staff))


def _questions(context: Context, receipt: Receipt, staff: StaffMember) -> list[PaperQuestionOut]:
    with context.desk.database.write() as tx:
        row = allowed_request(tx, receipt, staff)
        found = context.desk.questions.of_request(tx.conn, row.receipt)
    return [_question_out(one) for one in found]


def _question_out(one: PaperQuestion) -> PaperQuestionOut:
    return PaperQuestionOut(
        id=one.id,
        asked_at=one.asked_at,
        answer=one.answer,
        text=one.text,
        answered_at=one.answered_at,
        answered_by=one.answered_by,
    )


@router.get("/satisfaction")
async def satisfaction(
    context: ContextDep,
    staff: CaseWorkerDep,
    since: Annotated[Day | None, Query(description="First day of the answers, where the desks are.")] = None,
    until: Annotated[Day | None, Query(description="Last day of the answers.")] = None,
) -> ListOf[SatisfactionOut]:
    """How customers found the desk, by company: the average, how many of each, and how many requests ended."""
    found = await run_in_threadpool(context.desk.satisfaction.averages, staff.companies, since, until)
    return ListOf(
        items=[
            SatisfactionOut(
                company=one.company,
                mean=round(one.mean, 2) if one.mean is not None else None,
                answers=one.number,
                counts={str(stars): count for stars, count in zip(STARS, one.counts, strict=True)},
                finished=one.finished,
            )
            for one in found
        ]
    )
