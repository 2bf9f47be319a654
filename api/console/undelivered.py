"""Messages that did not reach a customer's app, what came in and could not be worked on, and what the companies'
accounts have pushed this month."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Path, Request, Response
from starlette.concurrency import run_in_threadpool

from api.console.rendering import go, render, words
from api.console.scope import company_choices
from api.console.visit import PREFIX, console_staff, locale_of
from api.context import ContextDep
from desk.channels.service import Undelivered
from desk.channels.stuck import SetAside
from desk.locales import FullLocale
from desk.roles import Permission, StaffMember
from desk.wording import has
from desk.wording import render as say

router = APIRouter(prefix="/undelivered")

Reader = Annotated[StaffMember, Depends(console_staff(Permission.READ_CONVERSATIONS))]
Sender = Annotated[StaffMember, Depends(console_staff(Permission.REPLY))]
ItemId = Annotated[str, Path(max_length=64)]
HERE = f"{PREFIX}/undelivered"


@router.get("")
async def show(request: Request, context: ContextDep, staff: Reader) -> Response:
    """What did not arrive, oldest first."""
    locale = locale_of(request)
    found = await run_in_threadpool(context.desk.channels.undelivered, staff.companies)
    stuck = await run_in_threadpool(context.desk.channels.stuck.of, staff.companies)
    usages = await run_in_threadpool(context.channels.usages, staff)
    return render(
        request,
        "console/undelivered.html",
        staff,
        w=words(request, "undelivered"),
        items=[(one, reason(one, locale)) for one in found],
        events=[
            (one, _word("kinds", one.kind, locale), _word("channels", one.channel, locale)) for one in stuck
        ],
        may_retry_all=sum(one.state == "given_up" and one.repeatable for one in stuck) > 1,
        reasons=[one.value for one in SetAside],
        usages=[(one, _used(one, locale)) for one in usages],
        names=dict(company_choices(context, staff)),
        may_send=staff.may(Permission.REPLY),
    )


@router.post("/events/retry")
async def retry_events(request: Request, context: ContextDep, staff: Sender) -> Response:
    """Have everything worked on once more that was given up."""
    await run_in_threadpool(context.desk.channels.stuck.retry_all, staff)
    return go(request, HERE, flash="saved")


@router.post("/events/{event}/retry")
async def retry_event(request: Request, context: ContextDep, staff: Sender, event: ItemId) -> Response:
    """Have one event worked on once more."""
    await run_in_threadpool(context.desk.channels.stuck.retry, event, staff)
    return go(request, HERE, flash="saved")


@router.post("/events/{event}/set-aside")
async def set_event_aside(
    request: Request, context: ContextDep, staff: Sender, event: ItemId, why: Annotated[SetAside, Form()]
) -> Response:
    """It need not be worked on."""
    await run_in_threadpool(context.desk.channels.stuck.set_aside, event, why, staff)
    return go(request, HERE, flash="saved")


@router.post("/{item}/retry")
async def retry(request: Request, context: ContextDep, staff: Sender, item: ItemId) -> Response:
    """Try once more."""
    await run_in_threadpool(context.desk.channels.retry, item, staff)
    return go(request, HERE, flash="saved")


@router.post("/{item}/dismiss")
async def dismiss(request: Request, context: ContextDep, staff: Sender, item: ItemId) -> Response:
    """It need not go out any more."""
    await run_in_threadpool(context.desk.channels.dismiss, item, staff)
    return go(request, HERE, flash="saved")


def reason(one: Undelivered, locale: FullLocale) -> str:
    """Why it has not arrived, as a sentence."""
    why = one.why or ""
    if why in ("monthly_limit", "monthly_limit_of_line", "unreachable"):
        return say(f"undelivered.why.{why}", locale)
    if one.state == "waiting":
        return say("undelivered.why.trying", locale)
    if why.startswith("render:"):
        return say("undelivered.why.render", locale, {"code": why.removeprefix("render:")})
    if why.startswith("given_up"):
        return say("undelivered.why.given_up", locale)
    return say("undelivered.why.refused", locale, {"code": why})


def _word(group: str, word: str, locale: FullLocale) -> str:
    """A word of a channel's own vocabulary; one that has no text here is shown as it is."""
    key = f"undelivered.events.{group}.{word}"
    return say(key if has(key) else f"undelivered.events.{group}.other", locale, {"word": word})


def _used(one: Any, locale: FullLocale) -> str:
    params = {"pushes": one.pushes, "limit": one.limit}
    return say("undelivered.used" if one.limit is None else "undelivered.used_of", locale, params)
