"""One's own link to Slack: a one-time code, and taking the link away."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from starlette.concurrency import run_in_threadpool

from api.console.rendering import go, render, words
from api.console.visit import console_staff
from api.context import Context, ContextDep
from desk.roles import Permission, StaffMember
from desk.slack.links import CODE_FOR, SlackLinks

router = APIRouter(prefix="/slack")

Staff = Annotated[StaffMember, Depends(console_staff(Permission.LOOK_UP))]


def _links(context: Context) -> SlackLinks:
    return SlackLinks(context.desk.context, context.desk.staff)


async def _page(request: Request, context: Context, staff: StaffMember, code: str | None) -> Response:
    linked = await run_in_threadpool(_links(context).linked_as, staff)
    minutes = int(CODE_FOR.total_seconds() // 60)
    return render(
        request,
        "console/slack.html",
        staff,
        w=words(request, "slack_page"),
        linked=linked,
        code=code,
        minutes=minutes,
        ready=context.settings.slack_team is not None,
    )


@router.get("")
async def show(request: Request, context: ContextDep, staff: Staff) -> Response:
    """Whether this account is linked, and how that is done."""
    return await _page(request, context, staff, None)


@router.post("/code")
async def make_code(request: Request, context: ContextDep, staff: Staff) -> Response:
    """A code for one's own account; it is shown once, in this answer."""
    code = await run_in_threadpool(_links(context).new_code, staff, staff.username)
    return await _page(request, context, staff, code)


@router.post("/unlink")
async def unlink(request: Request, context: ContextDep, staff: Staff) -> Response:
    """Take one's own link away."""
    await run_in_threadpool(_links(context).unlink_account, staff, staff.username)
    return go(request, "/staff/slack", flash="slack_unlinked")
