"""The look-up of call-centre agents: a question, the clause, in two seconds."""

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool

from api.context import ContextDep, StaffDep
from api.metrics import a_lookup
from api.problems import field_problem
from api.rendering import citation_out
from api.schemas import MAX_TEXT, AnswerOut, LookupIn, LookupOut, PassageOut
from desk.chat.language import detect
from desk.errors import Forbidden
from desk.wording.answers import answer_text

router = APIRouter(prefix="/api/v1", tags=["lookup"])


@router.post("/lookup")
async def look_up(body: LookupIn, context: ContextDep, staff: StaffDep) -> LookupOut:
    """What the policies say on a question. Nothing of the question is kept or logged."""
    if not body.question.strip():
        raise field_problem("question", "empty; write a question")
    if len(body.question) > MAX_TEXT:
        raise field_problem("question", f"too long: at most {MAX_TEXT} characters")
    region = body.region
    company = None
    if body.company is not None:
        company = context.companies.get(body.company)
        if company is None:
            raise field_problem("company", "there is no such company", allowed=context.companies.ids)
        if not staff.works_for(company.id):
            raise Forbidden
        region = company.region_of(region)
    with a_lookup("api"):
        found = await run_in_threadpool(
            context.answerer.lookup,
            body.question,
            company=company.id if company is not None else None,
            region=region,
            limit=body.limit,
            companies=staff.companies,
        )
    answer = None
    if found.answer is not None and found.answerable:
        text = answer_text(found.answer, detect(body.question) or "ja")
        citations = [citation_out(context.base_url, s.citation) for s in found.answer.statements]
        answer = AnswerOut(text=text, citations=citations)
    passages = [
        PassageOut(
            **citation_out(context.base_url, passage.citation).model_dump(),
            rank=passage.rank,
            score=passage.score,
        )
        for passage in found.passages
    ]
    return LookupOut(
        answerable=found.answerable, confidence=found.confidence, answer=answer, passages=passages
    )
