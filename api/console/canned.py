"""GET /staff/canned: the canned replies of a company, for those who write them."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from api.console import live_words
from api.console.rendering import go, render, words
from api.console.scope import company_choices, own_company, shown_company
from api.console.visit import console_staff, locale_of
from api.context import Context, ContextDep
from desk.errors import ChangeInvalid
from desk.handover.canned import LONGEST_TEXT, LONGEST_TITLE, PLACEHOLDERS
from desk.handover.errors import CannedUnknown
from desk.locales import LOCALES
from desk.roles import Permission, StaffMember

router = APIRouter(prefix="/canned")
Writer = Annotated[StaffMember, Depends(console_staff(Permission.CANNED_REPLIES))]
Word = Annotated[str, Form(max_length=64)]
Text = Annotated[str, Form(max_length=20_000)]


@router.get("")
async def show(
    request: Request,
    context: ContextDep,
    staff: Writer,
    company: Annotated[str, Query(max_length=64)] = "",
    done: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    """The list, each with its form, and a form for a new one."""
    return await _page(request, context, staff, company, done=done)


async def _page(
    request: Request,
    context: Context,
    staff: StaffMember,
    asked: str,
    *,
    done: str = "",
    wrong: str | None = None,
    entered: dict[str, str] | None = None,
    status: int = 200,
) -> Response:
    live, locale = words(request, "live"), locale_of(request)
    chosen = shown_company(context, staff, asked)
    replies = await run_in_threadpool(context.desk.live.canned.list, chosen.id, staff) if chosen else ()
    values: dict[str, Any] = {
        "l": live,
        "w": live["canned"],
        "companies": company_choices(context, staff),
        "company": chosen.id if chosen else "",
        "name": chosen.name if chosen else "",
        "replies": [(one, live_words.clock(one.at, locale)) for one in replies],
        "locales": [(one, live["locales"][one]) for one in LOCALES],
        "placeholders": PLACEHOLDERS,
        "most": (LONGEST_TITLE, LONGEST_TEXT),
        "done": live["canned"]["done"].get(done),
        "wrong": wrong,
        "entered": entered or {"id": "", "locale": "ja", "title": "", "text": ""},
    }
    return render(request, "console/canned.html", staff, status=status, **values)


@router.post("")
async def save(
    request: Request,
    context: ContextDep,
    staff: Writer,
    company: Word,
    locale: Word,
    title: Text = "",
    text: Text = "",
    reply_id: Annotated[str, Form(alias="id", max_length=64)] = "",
) -> Response:
    """Keep a new one, or change one (`id`). What was wrong is said above the form, which keeps what was typed."""
    own = own_company(context, staff, company)
    canned, text = context.desk.live.canned, text.replace("\r\n", "\n")
    try:
        if reply_id:
            await run_in_threadpool(canned.change, own.id, reply_id, locale, title, text, staff)
        else:
            await run_in_threadpool(canned.add, own.id, locale, title, text, staff)
    except (ChangeInvalid, CannedUnknown) as refused:
        texts = words(request, "live")["canned"]["wrong"]
        wrong = texts[refused.field or "text"] if isinstance(refused, ChangeInvalid) else texts[refused.code]
        entered = {"id": reply_id, "locale": locale, "title": title, "text": text}
        return await _page(request, context, staff, company, wrong=wrong, entered=entered, status=422)
    return go(request, f"/staff/canned?company={company}&done={'changed' if reply_id else 'added'}")


@router.post("/remove")
async def remove(
    request: Request,
    context: ContextDep,
    staff: Writer,
    company: Word,
    reply_id: Annotated[str, Form(alias="id", max_length=64)],
) -> Response:
    """Take one away."""
    own = own_company(context, staff, company)
    await run_in_threadpool(context.desk.live.canned.remove, own.id, reply_id, staff)
    return go(request, f"/staff/canned?company={company}&done=removed")
