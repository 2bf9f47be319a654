"""Log in and out of the staff's pages: password, then the authenticator app's code where the account has one; and the
invitation with which a password is set."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from api.console.navigation import HOME
from api.console.rendering import address_of, go, refusal, render
from api.console.visit import (
    PREFIX,
    SESSION,
    VISIT,
    NotLoggedIn,
    drop_cookie,
    safe_back,
    session_token,
    set_cookie,
)
from api.context import Context, ContextDep, get_context
from api.staff.clients import client_name
from desk.accounts.errors import PasswordsDiffer, PasswordUnfit, SessionInvalid
from desk.accounts.login import Entered
from desk.errors import DeskError

router = APIRouter()

Back = Annotated[str, Query(alias="next", max_length=1000)]
BackField = Annotated[str, Form(alias="next", max_length=1000)]
Password = Annotated[str, Form(max_length=1000)]


def browser_of(request: Request) -> str:
    """The browser, for the list of sessions."""
    return client_name(request.headers.get("user-agent", ""))


@router.get("/login")
async def show_login(request: Request, context: ContextDep, back: Back = "") -> Response:
    """User name and password, or the provider's button."""
    # A browser that still has the cookie of a session, and was sent here from a page: that session has ended.
    ended = bool(safe_back(back)) and session_token(request) is not None
    return render(request, "console/login.html", None, **_form(context, back, ended=ended))


def _form(context: Context, back: str, username: str = "", *, ended: bool = False) -> dict[str, Any]:
    provider = context.settings.oidc_button
    return {"username": username, "provider": provider, "ended": ended, **_way_back(back)}


def _way_back(back: str) -> dict[str, Any]:
    """Where one goes after the log-in, kept also by who chooses another language."""
    safe = safe_back(back)
    return {"back": safe, "here": address_of("", [("next", safe)] if safe else ())}


@router.post("/login")
async def log_in(
    request: Request,
    context: ContextDep,
    username: Annotated[str, Form(max_length=100)],
    password: Password,
    back: BackField = "",
) -> Response:
    """A new session (one that this browser had before ends), or the page again with what was wrong."""
    step = context.desk.accounts.log_in.console
    try:
        entered = await run_in_threadpool(step, username.strip(), password, browser_of(request))
    except DeskError as exc:
        return refusal(request, "console/login.html", None, exc, **_form(context, back, username))
    return await enter(request, entered, back)


async def enter(request: Request, entered: Entered, back: str) -> Response:
    """With the new session's cookie, to where one wanted to go, or to the second step."""
    old = session_token(request)
    if old is not None:
        await run_in_threadpool(get_context(request).desk.accounts.sessions.end, old)
    if entered.code_due:
        response = go(request, NotLoggedIn(safe_back(back), f"{PREFIX}/login/code").url)
    else:
        response = go(request, safe_back(back) or HOME)
    set_cookie(request, response, SESSION, entered.token)
    drop_cookie(response, VISIT)
    return response


@router.get("/login/code")
async def show_code(request: Request, context: ContextDep, back: Back = "") -> Response:
    """The authenticator app's code."""
    token = session_token(request)
    try:
        opened = await run_in_threadpool(context.desk.accounts.sessions.open, token or "", "console")
    except SessionInvalid:
        return go(request, NotLoggedIn(safe_back(back)).url)
    if not opened.code_due:
        return go(request, safe_back(back) or HOME)
    return render(request, "console/login_code.html", None, **_way_back(back))


@router.post("/login/code")
async def second_step(
    request: Request,
    context: ContextDep,
    code: Annotated[str, Form(max_length=40)],
    back: BackField = "",
) -> Response:
    """The second step; after five minutes the log-in begins anew."""
    step = context.desk.accounts.log_in.second_step
    try:
        entered = await run_in_threadpool(step, session_token(request) or "", code, browser_of(request))
    except SessionInvalid:
        return go(request, NotLoggedIn(safe_back(back)).url, flash="code_late")
    except DeskError as exc:
        return refusal(request, "console/login_code.html", None, exc, **_way_back(back))
    return await enter(request, entered, back)


@router.post("/logout")
async def log_out(request: Request, context: ContextDep) -> Response:
    """End the session."""
    token = session_token(request)
    if token is not None:
        await run_in_threadpool(context.desk.accounts.sessions.end, token)
    response = go(request, f"{PREFIX}/login", flash="logged_out")
    drop_cookie(response, SESSION)
    return response


# ---------------------------------------------------------------------- invitation


@router.get("/invitation/{token}")
async def show_invitation(request: Request, context: ContextDep, token: str) -> Response:
    """Asks for the password that is to be set. Looking spends nothing."""
    member = await run_in_threadpool(context.desk.accounts.keeper.invited, token)
    return render(request, "console/invitation.html", None, **_invited(context, token, member.username))


def _invited(context: Context, token: str, username: str) -> dict[str, Any]:
    least = context.desk.accounts.passwords.least
    return {"token": token, "username": username, "least": least}


@router.post("/invitation/{token}")
async def accept_invitation(
    request: Request, context: ContextDep, token: str, password: Password, again: Password
) -> Response:
    """Set it; the invitation is spent."""
    keeper = context.desk.accounts.keeper
    member = await run_in_threadpool(keeper.invited, token)
    try:
        if password != again:
            raise PasswordsDiffer
        await run_in_threadpool(keeper.accept, token, password)
    except (PasswordUnfit, PasswordsDiffer) as exc:
        shown = _invited(context, token, member.username)
        return refusal(request, "console/invitation.html", None, exc, **shown)
    return go(request, f"{PREFIX}/login", flash="password_set")
