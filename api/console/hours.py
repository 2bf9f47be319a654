"""GET /staff/hours: when a desk's staff is there, and the special days that leads enter."""

from collections.abc import Iterable
from datetime import date, time
from typing import Annotated, Any

from babel.dates import format_date, format_datetime
from fastapi import APIRouter, Depends, Form, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from api.companies import Company
from api.console.live_words import fill
from api.console.rendering import go, render, words
from api.console.scope import company_choices, own_company, shown_company
from api.console.visit import console_staff, locale_of
from api.context import Context, ContextDep
from api.rendering import policy_url
from desk.calendar.hours import Spans
from desk.calendar.specialdays import spans_of
from desk.errors import ChangeInvalid
from desk.locales import BABEL, FullLocale
from desk.roles import Permission, StaffMember
from desk.wording.display import readable
from knowledge.facts.model import Fact

router = APIRouter(prefix="/hours")
Lead = Annotated[StaffMember, Depends(console_staff(Permission.HOURS))]
Word = Annotated[str, Form(max_length=64)]


@router.get("")
async def show(
    request: Request,
    context: ContextDep,
    staff: Lead,
    company: Annotated[str, Query(max_length=64)] = "",
    done: Annotated[str, Query(max_length=20)] = "",
    moved: Annotated[int, Query(ge=0)] = 0,
) -> Response:
    """Usual hours, special days, how the desk stands now; `moved`: how many dates a change has moved."""
    return await _page(request, context, staff, company, done=done, moved=moved)


def _spans(spans: Spans, shut: str) -> str:
    def text(moment: time) -> str:
        return "24:00" if moment == time.max else f"{moment:%H:%M}"

    return ", ".join(f"{text(begin)}–{text(end)}" for begin, end in spans) or shut


async def _page(
    request: Request,
    context: Context,
    staff: StaffMember,
    asked: str,
    *,
    done: str = "",
    moved: int = 0,
    wrong: str | None = None,
    field: str | None = None,
    entered: dict[str, str] | None = None,
    status: int = 200,
) -> Response:
    live, locale = words(request, "live"), locale_of(request)
    chosen = shown_company(context, staff, asked)
    shown = await run_in_threadpool(_shown, context, staff, chosen, live["hours"], locale) if chosen else {}
    values: dict[str, Any] = {
        "l": live,
        "w": live["hours"],
        "companies": company_choices(context, staff),
        "company": chosen.id if chosen else "",
        "chosen": chosen is not None,
        "done": live["hours"]["done"].get(done),
        "moved": fill(live["hours"]["moved"], count=moved) if moved else None,
        "wrong": wrong,
        "field": field,
        "entered": entered or {"day": "", "kind": "closed", "opens": "", "reason": ""},
        **shown,
    }
    return render(request, "console/hours.html", staff, status=status, **values)


def _yearly(dates: Iterable[str], locale: FullLocale) -> list[str]:
    """Closed days as one says them: every year ("01-03": 1月3日, 3 January), or once ("2026-01-05", with its year)."""
    yearly, once = ("M月d日", "y年M月d日") if locale == "ja" else ("d MMMM", "d MMMM y")
    leap_year = 2024  # it has 29 February
    return [
        format_date(date.fromisoformat(one), once, locale=BABEL[locale])
        if len(one) > len("01-03")
        else format_date(date.fromisoformat(f"{leap_year}-{one}"), yearly, locale=BABEL[locale])
        for one in sorted(dates)
    ]


def _shown(
    context: Context, staff: StaffMember, company: Company, texts: Any, locale: FullLocale
) -> dict[str, Any]:
    state = context.companies.state(company.id, context.desk.database.clock())
    opens = None
    if state.opens_at is not None:
        pattern = "M月d日(E) H:mm" if locale == "ja" else "EEE d MMMM, HH:mm"
        when = format_datetime(state.opens_at, pattern, tzinfo=state.opens_at.tzinfo, locale=BABEL[locale])
        opens = fill(texts["opens"], when=when)
    shut = texts["shut"]
    return {
        "state": texts["states"][state.state],
        "opens": opens,
        "week": [(texts["days"][n], _spans(company.hours.weekly.get(n, ()), shut)) for n in range(7)],
        "holidays": company.hours.holidays,
        "yearly": _yearly(company.hours.closed_dates, locale),
        "zone": company.hours.timezone,
        "stated": _stated(context, company),
        "days": [
            (
                one,
                format_date(one.day, "full", locale=BABEL[locale]),
                _spans(one.opens, shut),
                format_date(one.at, "medium", locale=BABEL[locale]),
            )
            for one in context.desk.live.special_days.list(company.id, staff)
        ],
    }


def _stated(context: Context, company: Company) -> list[tuple[str, str]]:
    """What the policy itself says about the desk's hours: (quotation, address); nothing where it says nothing."""
    entries = company.facts.entries("desk.hours") if company.facts is not None else ()
    return [
        (readable(one.quote), policy_url(context.base_url, one))
        for entry in entries
        if isinstance(entry, Fact)
        for one in entry.citations
    ]


@router.post("")
async def put(
    request: Request,
    context: ContextDep,
    staff: Lead,
    company: Word,
    day: Word = "",
    kind: Word = "closed",
    opens: Annotated[str, Form(max_length=200)] = "",
    reason: Annotated[str, Form(max_length=2000)] = "",
) -> Response:
    """Say what holds on a day."""
    own = own_company(context, staff, company)
    try:
        when = _day(day)
        spans = spans_of(opens) if kind == "open" else ()
        days = context.desk.live.special_days
        before = await run_in_threadpool(days.of, own.id)
        moved = await run_in_threadpool(days.put, own.id, when, spans, reason, staff)
    except ChangeInvalid as refused:
        field = refused.field or "day"
        return await _page(
            request, context, staff, company,
            wrong=words(request, "live")["hours"]["wrong"][field], field=field, status=422,
            entered={"day": day, "kind": kind, "opens": opens, "reason": reason},
        )  # fmt: skip
    done = "replaced" if when in before else "put"
    return go(request, f"/staff/hours?company={company}&done={done}&moved={moved}")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ChangeInvalid("day: YYYY-MM-DD.", "day") from None


@router.post("/remove")
async def remove(request: Request, context: ContextDep, staff: Lead, company: Word, day: Word) -> Response:
    """The usual hours hold again."""
    own = own_company(context, staff, company)
    moved = await run_in_threadpool(context.desk.live.special_days.remove, own.id, _day(day), staff)
    return go(request, f"/staff/hours?company={company}&done=removed&moved={moved}")
