"""The presence slot of every page: a sign now and then, here or away, how many wait."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from starlette.concurrency import run_in_threadpool

from api.console.live_words import fill
from api.console.rendering import go, render, words
from api.console.visit import console_staff, is_fragment
from api.context import Context, ContextDep
from desk.handover.presence import State
from desk.roles import Permission, StaffMember

router = APIRouter(prefix="/presence")
Watching = Annotated[StaffMember, Depends(console_staff(Permission.REPLY, use=False))]
Acting = Annotated[StaffMember, Depends(console_staff(Permission.REPLY))]


@router.post("/beat")
async def beat(request: Request, context: ContextDep, staff: Watching) -> Response:
    """A page is open. The sign itself is no use of the session: who only leaves a page open is logged out in time."""
    state = await run_in_threadpool(context.desk.live.presence.beat, staff)
    return await _slot(request, context, staff, state)


@router.post("")
async def say(
    request: Request, context: ContextDep, staff: Acting, away: Annotated[bool, Form()] = False
) -> Response:
    """They go away, or are back."""
    state = await run_in_threadpool(context.desk.live.presence.say, staff, away)
    if not is_fragment(request):
        return go(request, "/staff")
    return await _slot(request, context, staff, state)


async def _slot(request: Request, context: Context, staff: StaffMember, state: State) -> Response:
    live = words(request, "live")
    entries = await run_in_threadpool(context.desk.handoffs.waiting, staff.companies)
    waiting = [entry.conversation for entry in entries]
    named = {one.id: context.companies.get(one.company) for one in waiting}
    count = len(waiting)
    return render(
        request,
        "console/_presence_state.html",
        staff,
        l=live,
        state=state,
        line=fill(live["presence"]["waiting"], count=count) if count else live["presence"]["waiting_none"],
        count=count,
        waiting=[
            {"id": one.id, "company": company.name if (company := named[one.id]) else one.company}
            for one in waiting
        ],
    )
