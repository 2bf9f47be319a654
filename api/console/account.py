"""One's own account: sessions, password, authenticator app. Open also while something has to be done first."""

from typing import Annotated, Any

import segno
from fastapi import APIRouter, Depends, Form, Request, Response
from markupsafe import Markup
from starlette.concurrency import run_in_threadpool

from api.console.rendering import go, refusal, render
from api.console.visit import PREFIX, get_own, get_visit
from api.context import ContextDep
from desk.accounts.errors import PasswordsDiffer, SessionInvalid
from desk.accounts.own import OwnState
from desk.accounts.totp import enrolment_uri
from desk.errors import DeskError
from desk.roles import StaffMember

router = APIRouter(prefix="/account")

Own = Annotated[StaffMember, Depends(get_own)]
Password = Annotated[str, Form(max_length=1000)]
Code = Annotated[str, Form(max_length=40)]
HERE = f"{PREFIX}/account"


async def _session(request: Request) -> str:
    return (await get_visit(request)).session


@router.get("")
async def show(request: Request, context: ContextDep, staff: Own) -> Response:
    """Who is logged in, and where."""
    accounts = context.desk.accounts
    sessions = await run_in_threadpool(accounts.sessions.of, staff.id)
    state = await run_in_threadpool(accounts.own.state, staff)
    names = None
    if staff.companies is not None:
        known = ((one, context.companies.get(one)) for one in sorted(staff.companies))
        names = [company.name if company is not None else one for one, company in known]
    return render(
        request,
        "console/account.html",
        staff,
        sessions=sessions,
        current=await _session(request),
        state=state,
        companies=names,
    )


@router.post("/sessions/{session_id}/end")
async def end_session(request: Request, context: ContextDep, staff: Own, session_id: str) -> Response:
    """End one of the own sessions."""
    await run_in_threadpool(context.desk.accounts.sessions.end_one, staff, session_id)
    return go(request, HERE, flash="session_ended")


@router.post("/sessions/end")
async def end_sessions(request: Request, context: ContextDep, staff: Own) -> Response:
    """End every session but this one."""
    await run_in_threadpool(context.desk.accounts.sessions.end_others, staff, await _session(request))
    return go(request, HERE, flash="sessions_ended")


# ---------------------------------------------------------------------- password


@router.get("/password")
async def show_password(request: Request, context: ContextDep, staff: Own) -> Response:
    """The present and the new password."""
    return render(request, "console/password.html", staff, **await _password_page(request, context))


async def _password_page(request: Request, context: ContextDep) -> dict[str, Any]:
    opened = (await get_visit(request)).opened
    return {"least": context.desk.accounts.passwords.least, "due": opened.password_due}


@router.post("/password")
async def change_password(
    request: Request, context: ContextDep, staff: Own, old: Password, password: Password, again: Password
) -> Response:
    """Change it; every other session ends."""
    change = context.desk.accounts.own.change_password
    try:
        if password != again:
            raise PasswordsDiffer
        await run_in_threadpool(change, staff, old, password, await _session(request))
    except SessionInvalid:
        raise
    except DeskError as exc:
        return refusal(request, "console/password.html", staff, exc, **await _password_page(request, context))
    return go(request, HERE, flash="password_set")


# ---------------------------------------------------------------------- authenticator app


@router.get("/totp")
async def show_totp(request: Request, context: ContextDep, staff: Own) -> Response:
    """Set it up, or what can be done with it."""
    state = await run_in_threadpool(context.desk.accounts.own.state, staff)
    return render(request, "console/totp.html", staff, **await _totp_page(request, staff, state))


async def _totp_page(request: Request, staff: StaffMember, state: OwnState) -> dict[str, Any]:
    qr = secret = None
    if state.pending is not None:
        secret = " ".join(state.pending[i : i + 4] for i in range(0, len(state.pending), 4))
        code = segno.make(enrolment_uri(state.pending, staff.username), error="m")
        # Black on white in both colour schemes, else a camera does not find it.
        drawn = code.svg_inline(scale=5, border=4, dark="#000", light="#fff", omitsize=True, svgclass="qr")
        qr = Markup(drawn)  # noqa: S704 - made by segno of a URI whose parts are escaped
    due = (await get_visit(request)).opened.totp_due
    return {"state": state, "qr": qr, "secret": secret, "due": due}


@router.post("/totp/begin")
async def begin_totp(request: Request, context: ContextDep, staff: Own) -> Response:
    """A new secret, shown until a code has confirmed it."""
    await run_in_threadpool(context.desk.accounts.own.begin_totp, staff)
    return go(request, f"{HERE}/totp")


@router.post("/totp/confirm")
async def confirm_totp(request: Request, context: ContextDep, staff: Own, code: Code) -> Response:
    """The first code; shows the recovery codes, this once."""
    own = context.desk.accounts.own
    try:
        codes = await run_in_threadpool(own.confirm_totp, staff, code, await _session(request))
    except SessionInvalid:
        raise
    except DeskError as exc:
        return await _totp_refused(request, context, staff, exc)
    return render(request, "console/recovery_codes.html", staff, codes=codes, flash="totp_on")


@router.post("/totp/recovery")
async def new_recovery_codes(request: Request, context: ContextDep, staff: Own, code: Code) -> Response:
    """New recovery codes in place of the old ones."""
    try:
        codes = await run_in_threadpool(context.desk.accounts.own.new_recovery_codes, staff, code)
    except SessionInvalid:
        raise
    except DeskError as exc:
        return await _totp_refused(request, context, staff, exc)
    return render(request, "console/recovery_codes.html", staff, codes=codes)


@router.post("/totp/remove")
async def remove_totp(request: Request, context: ContextDep, staff: Own, code: Code) -> Response:
    """Without it from now on."""
    try:
        await run_in_threadpool(context.desk.accounts.own.remove_totp, staff, code)
    except SessionInvalid:
        raise
    except DeskError as exc:
        return await _totp_refused(request, context, staff, exc)
    return go(request, HERE, flash="totp_off")


async def _totp_refused(
    request: Request, context: ContextDep, staff: StaffMember, exc: DeskError
) -> Response:
    state = await run_in_threadpool(context.desk.accounts.own.state, staff)
    return refusal(request, "console/totp.html", staff, exc, **await _totp_page(request, staff, state))
