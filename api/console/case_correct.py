"""On a request's page: putting right what was typed."""

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from api.console.asking import number, text_of
from api.console.case import Looker, OwnReceipt, file_of, long_text, page_of
from api.console.rendering import field_mistakes, go, problem_page
from api.console.visit import is_fragment
from api.context import ContextDep
from api.desk_problems import problem_of
from desk.requests.errors import FormInvalid
from desk.requests.fields import ORDER

router = APIRouter(prefix="/requests/{receipt}")


@router.post("/correct")
async def correct(request: Request, context: ContextDep, staff: Looker, receipt: OwnReceipt) -> Response:
    """Put right what was typed. A field left empty stays as it is; what is to go is ticked."""
    form = await request.form()
    typed = {name: value for name in ORDER if (value := long_text(form, f"c-{name}"))}
    gone = {value: "" for value in form.getlist("gone") if isinstance(value, str)}

    def work() -> Response:
        version = number(form, "version")
        given, reason = {**typed, **gone}, text_of(form, "reason") or ""
        file_of(context, staff, receipt)
        try:
            context.desk.work.correcting.correct(
                receipt, given, reason, -1 if version is None else version, staff
            )
        except FormInvalid as wrong:
            return problem_page(request, problem_of(wrong), field_mistakes(request, wrong))
        if is_fragment(request):
            return page_of(request, context, staff, receipt, "saved")
        return go(request, f"/staff/requests/{receipt}", flash="saved")

    return await run_in_threadpool(work)
