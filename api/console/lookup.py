"""The look-up for somebody with a customer on the phone: as they type, by keyboard only. Questions come by POST: they
may hold what a customer said, and an address ends in logs. Nothing of them is kept."""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request, Response
from starlette.concurrency import run_in_threadpool

from api.companies import Company
from api.console.live_words import fill
from api.console.lookup_view import Found, Shower
from api.console.rendering import render, words
from api.console.scope import own_companies, own_company
from api.console.visit import console_staff, is_fragment, locale_of, set_cookie
from api.context import Context, ContextDep
from api.metrics import a_lookup
from api.schemas import MAX_TEXT
from desk.roles import Permission, StaffMember
from knowledge.vocabulary import Region

router = APIRouter(prefix="/lookup")
Asker = Annotated[StaffMember, Depends(console_staff(Permission.LOOK_UP))]
Word = Annotated[str, Form(max_length=64)]
REMEMBERED = "madoguchi_lookup"
_YEAR = 365 * 24 * 3600
_LIMIT = 5
_SHORTEST = 2
"""Characters from which on it is worth looking while somebody types."""


@router.get("")
async def show(request: Request, context: ContextDep, staff: Asker) -> Response:
    """The empty page, with company and region as they were chosen last."""
    company, _, region = request.cookies.get(REMEMBERED, "").partition(".")
    chosen = _chosen(context, staff, company, region)
    return await _page(request, context, staff, chosen, "", None)


@router.post("")
async def look_up(
    request: Request,
    context: ContextDep,
    staff: Asker,
    question: Annotated[str, Form(max_length=20_000)] = "",
    company: Word = "",
    region: Word = "",
    offered: Word = "",
) -> Response:
    """What the policies say. `offered`: the company whose regions the page offers already."""
    if company:
        own_company(context, staff, company)
    chosen = _chosen(context, staff, company, region)
    wrong = (
        fill(words(request, "live")["lookup"]["too_long"], limit=MAX_TEXT)
        if len(question) > MAX_TEXT
        else None
    )
    found = None
    if len(question.strip()) >= _SHORTEST and wrong is None:
        found = await run_in_threadpool(_look_up, request, context, staff, question, chosen)
    answer = await _page(request, context, staff, chosen, question, found, wrong=wrong, offered=offered)
    set_cookie(request, answer, REMEMBERED, chosen.cookie, most=_YEAR)
    return answer


@dataclass(frozen=True)
class _Choice:
    """Company and region, as far as there are such and they may be chosen."""

    company: Company | None
    region: Region | None

    @property
    def cookie(self) -> str:
        """What the next visit begins with."""
        return f"{self.company.id if self.company is not None else ''}.{self.region or ''}"


def _chosen(context: Context, staff: StaffMember, company_named: str, region_named: str) -> _Choice:
    """Of what a cookie or a form names."""
    known = next((one for one in own_companies(context, staff) if one.id == company_named), None)
    return _Choice(known, known.region_if_here(region_named) if known is not None else None)


def _look_up(request: Request, context: Context, staff: StaffMember, question: str, chosen: _Choice) -> Found:
    company = chosen.company.id if chosen.company is not None else None
    with a_lookup("console"):
        found = context.answerer.lookup(
            question,
            company=company,
            region=chosen.region,
            limit=_LIMIT,
            companies=staff.companies,
        )
    shower = Shower(context, words(request, "live"), locale_of(request), question)
    return shower.found(found, company)


async def _page(
    request: Request,
    context: Context,
    staff: StaffMember,
    chosen: _Choice,
    question: str,
    found: Found | None,
    *,
    wrong: str | None = None,
    offered: str | None = None,
) -> Response:
    live = words(request, "live")
    companies = own_companies(context, staff)
    company, region = chosen.company, chosen.region
    regions = company.regions if company is not None else ()
    company_id = company.id if company is not None else ""
    values: dict[str, Any] = {
        "l": live,
        "w": live["lookup"],
        "companies": [(one.id, one.name) for one in companies],
        "company": company_id,
        "region": region,
        "regions": [(one, live["regions"].get(one, one)) for one in regions],
        "question": question,
        "found": found,
        "wrong": wrong,
        # The field of regions is left alone while it fits: it may be the one that has the focus.
        "renew": is_fragment(request) and offered is not None and offered != company_id,
    }
    return render(request, "console/lookup.html", staff, fragment="console/_results.html", **values)
