"""Log in and out of the staff's pages."""

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from api.console.clients import client_name
from api.console.navigation import HOME
from api.console.rendering import go, render, sentence
from api.console.visit import SESSION, VISIT, drop_cookie, locale_of, safe_back, session_token, set_cookie
from api.context import ContextDep
from api.desk_problems import problem_of
from desk.errors import DeskError

router = APIRouter()

Back = Annotated[str, Query(alias="next", max_length=1000)]


@router.get("/login")
async def show_login(request: Request, back: Back = "") -> Response:
    """User name and password."""
    return render(request, "console/login.html", None, problem=None, username="", back=safe_back(back))


@router.post("/login")
async def log_in(
    request: Request,
    context: ContextDep,
    username: Annotated[str, Form(max_length=100)],
    password: Annotated[str, Form(max_length=1000)],
    back: Annotated[str, Form(alias="next", max_length=1000)] = "",
) -> Response:
    """A new session (a session that this browser had before ends), or the page again with what was wrong."""
    client = client_name(request.headers.get("user-agent", ""))
    try:
        _, token = await run_in_threadpool(
            context.desk.staff.login, username.strip(), password, via="console", client=client
        )
    except DeskError as exc:
        problem = problem_of(exc)
        return render(
            request,
            "console/login.html",
            None,
            status=problem.status,
            headers=problem.headers,
            problem=sentence(problem, locale_of(request)),
            username=username,
            back=safe_back(back),
        )
    old = session_token(request)
    if old is not None:
        await run_in_threadpool(context.desk.sessions.end, old)
    response = go(request, safe_back(back) or HOME)
    set_cookie(request, response, SESSION, token)
    drop_cookie(response, VISIT)
    return response


@router.post("/logout")
async def log_out(request: Request, context: ContextDep) -> Response:
    """End the session."""
    token = session_token(request)
    if token is not None:
        await run_in_threadpool(context.desk.sessions.end, token)
    response = go(request, "/staff/login", flash="logged_out")
    drop_cookie(response, SESSION)
    return response
