"""Members of staff: for administrators, each for the companies that he or she works for."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request, Response
from starlette.concurrency import run_in_threadpool

from api.console.rendering import go, refusal, render
from api.console.scope import company_choices
from api.console.visit import PREFIX, console_staff
from api.context import Context, ContextDep
from desk.accounts.errors import AccountInvalid, AccountUnknown, AccountWithoutCompany
from desk.accounts.keeper import Account, Invitation
from desk.errors import DeskError
from desk.roles import ROLES, Permission, Role, StaffMember
from knowledge.vocabulary import CompanyId

router = APIRouter(prefix="/accounts")

Keeper = Annotated[StaffMember, Depends(console_staff(Permission.ACCOUNTS))]
Short = Annotated[str, Form(max_length=200)]
Ticked = Annotated[list[str], Form()]
HERE = f"{PREFIX}/accounts"


@router.get("")
async def show(request: Request, context: ContextDep, staff: Keeper) -> Response:
    """Who may log in, with what rights."""
    return render(request, "console/accounts.html", staff, **await _list_page(context, staff))


async def _list_page(context: Context, staff: StaffMember, **typed: Any) -> dict[str, Any]:
    found = await run_in_threadpool(context.desk.accounts.keeper.list, staff)
    values: dict[str, Any] = {
        "username": "",
        "alias": "",
        "role": "desk",
        "ticked": [],
        "everywhere": False,
    }
    names = dict(company_choices(context, staff))
    return {
        "accounts": found,
        "names": names,
        "may_all": staff.companies is None,
        "roles": ROLES,
        **values,
        **typed,
    }


@router.post("")
async def add(
    request: Request,
    context: ContextDep,
    staff: Keeper,
    username: Short,
    alias: Short,
    role: Short,
    companies: Ticked = [],  # noqa: B006 - FastAPI copies it
    everywhere: Annotated[bool, Form()] = False,
) -> Response:
    """A new account; shows the link of its invitation, this once."""
    try:
        rights = _rights(context, role, companies, everywhere)
        invitation = await run_in_threadpool(
            context.desk.accounts.keeper.add, staff, username.strip(), alias.strip(), *rights
        )
    except DeskError as exc:
        typed = {
            "username": username,
            "alias": alias,
            "role": role,
            "ticked": companies,
            "everywhere": everywhere,
        }
        page = await _list_page(context, staff, **typed)
        return refusal(request, "console/accounts.html", staff, exc, **page)
    return _shown_once(request, context, staff, invitation)


def _rights(
    context: Context, role: str, ticked: list[str], everywhere: bool
) -> tuple[Role, list[CompanyId] | None]:
    """The role and companies of a form. Raises AccountInvalid."""
    for known in ROLES:
        if role == known:
            break
    else:
        raise AccountInvalid("role", f"one of {', '.join(ROLES)}")
    if everywhere:
        return known, None
    found = [context.companies.get(one) for one in ticked]
    allowed = [company.id for company in found if company is not None]
    if not ticked or len(allowed) != len(ticked):
        raise AccountWithoutCompany
    return known, allowed


def _shown_once(request: Request, context: Context, staff: StaffMember, invitation: Invitation) -> Response:
    link = f"{context.base_url}{PREFIX}/invitation/{invitation.token}"
    until = invitation.expires_at
    return render(
        request, "console/invited.html", staff, link=link, username=invitation.username, until=until
    )


@router.get("/{staff_id}")
async def show_one(request: Request, context: ContextDep, staff: Keeper, staff_id: str) -> Response:
    """One account, and what can be done with it."""
    account = await run_in_threadpool(context.desk.accounts.keeper.get, staff, staff_id)
    return render(request, "console/account_edit.html", staff, **_edit_page(context, staff, account))


def _edit_page(context: Context, staff: StaffMember, account: Account) -> dict[str, Any]:
    return {
        "account": account,
        "names": dict(company_choices(context, staff)),
        "may_all": staff.companies is None,
        "roles": ROLES,
        "alias": account.member.alias,
        "role": account.member.role,
        "ticked": sorted(account.member.companies or ()),
        "everywhere": account.member.companies is None,
    }


@router.post("/{staff_id}")
async def change(
    request: Request,
    context: ContextDep,
    staff: Keeper,
    staff_id: str,
    alias: Short,
    role: Short,
    companies: Ticked = [],  # noqa: B006 - FastAPI copies it
    everywhere: Annotated[bool, Form()] = False,
) -> Response:
    """Other rights, or another alias."""
    keeper = context.desk.accounts.keeper
    try:
        rights, allowed = _rights(context, role, companies, everywhere)
        await run_in_threadpool(
            lambda: keeper.change(staff, staff_id, alias=alias.strip(), role=rights, companies=allowed)
        )
    except AccountUnknown:
        raise
    except DeskError as exc:
        page = _edit_page(context, staff, await run_in_threadpool(keeper.get, staff, staff_id))
        page |= {"alias": alias, "role": role, "ticked": companies, "everywhere": everywhere}
        return refusal(request, "console/account_edit.html", staff, exc, **page)
    return go(request, HERE, flash="saved")


@router.post("/{staff_id}/invite")
async def invite(request: Request, context: ContextDep, staff: Keeper, staff_id: str) -> Response:
    """A new link to set a password; shown this once."""
    invitation = await run_in_threadpool(context.desk.accounts.keeper.invite, staff, staff_id)
    return _shown_once(request, context, staff, invitation)


@router.post("/{staff_id}/disable")
async def disable(request: Request, context: ContextDep, staff: Keeper, staff_id: str) -> Response:
    """Shut the account."""
    await run_in_threadpool(context.desk.accounts.keeper.disable, staff, staff_id)
    return go(request, HERE, flash="account_shut")


@router.post("/{staff_id}/enable")
async def enable(request: Request, context: ContextDep, staff: Keeper, staff_id: str) -> Response:
    """Open it again."""
    await run_in_threadpool(context.desk.accounts.keeper.enable, staff, staff_id)
    return go(request, f"{HERE}/{staff_id}", flash="account_open")


@router.post("/{staff_id}/totp/reset")
async def reset_totp(request: Request, context: ContextDep, staff: Keeper, staff_id: str) -> Response:
    """Take the authenticator app off."""
    await run_in_threadpool(context.desk.accounts.keeper.reset_totp, staff, staff_id)
    return go(request, f"{HERE}/{staff_id}", flash="totp_reset")


@router.post("/{staff_id}/sessions/end")
async def end_sessions(request: Request, context: ContextDep, staff: Keeper, staff_id: str) -> Response:
    """End all sessions of somebody."""
    await run_in_threadpool(context.desk.accounts.keeper.end_sessions, staff, staff_id)
    return go(request, f"{HERE}/{staff_id}", flash="sessions_ended")
