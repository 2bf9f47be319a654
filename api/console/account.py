"""One's own account."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from starlette.concurrency import run_in_threadpool

from api.console.rendering import render
from api.console.visit import get_own, get_visit
from api.context import ContextDep
from desk.roles import StaffMember

router = APIRouter(prefix="/account")

Own = Annotated[StaffMember, Depends(get_own)]


@router.get("")
async def show(request: Request, context: ContextDep, staff: Own) -> Response:
    """Who is logged in, and where."""
    sessions = await run_in_threadpool(context.desk.sessions.of, staff.id)
    current = (await get_visit(request)).session
    return render(request, "console/account.html", staff, sessions=sessions, current=current)
