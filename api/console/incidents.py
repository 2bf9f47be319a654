"""Announced incidents: the list, a new one, one of them with its counts, its end."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from starlette.concurrency import run_in_threadpool

from api.console.rendering import go, render, words
from api.console.scope import company_choices, own_companies, own_company
from api.console.visit import console_staff
from api.context import Context, ContextDep
from desk.calendar.dues import DESK_ZONE, day_of
from desk.errors import ChangeInvalid
from desk.incidents.model import FAULTS, MAX_SCRIPT, MAX_TEXT, MAX_TITLE, Draft, Incident
from desk.locales import LOCALES
from desk.roles import Permission, StaffMember
from knowledge.vocabulary import CompanyId

router = APIRouter(prefix="/incidents")

Lead = Annotated[StaffMember, Depends(console_staff(Permission.INCIDENT))]
_LIMITS = {"title": MAX_TITLE, "text": MAX_TEXT, "script": MAX_SCRIPT}


@router.get("")
async def show_all(request: Request, context: ContextDep, staff: Lead) -> Response:
    """Those of one's companies, newest first."""
    found = await run_in_threadpool(context.desk.incidents.all, staff.companies)
    names = dict(company_choices(context, staff))
    rows = [{"one": one, "company": names.get(one.company, one.company)} for one in found]
    return render(request, "console/incidents/list.html", staff, w=words(request, "incidents"), rows=rows)


@router.get("/new")
async def ask(request: Request, context: ContextDep, staff: Lead) -> Response:
    """The form for a new one."""
    return _form(request, context, staff, {"dated": day_of(context.desk.database.clock()).isoformat()})


@router.post("/new")
async def announce(request: Request, context: ContextDep, staff: Lead) -> Response:
    """Announce it."""
    values = await _values(request)
    if not values.get("company"):
        return _form(request, context, staff, values, ChangeInvalid("company: none was chosen.", "company"))
    company = own_company(context, staff, values["company"])
    try:
        made = await run_in_threadpool(context.desk.incidents.announce, _draft(values, company.id), staff)
    except ChangeInvalid as exc:
        return _form(request, context, staff, values, exc)
    return go(request, f"/staff/incidents/{made.id}", flash="saved")


@router.get("/{incident}")
async def show(incident: str, request: Request, context: ContextDep, staff: Lead) -> Response:
    """One, with what is asked about it."""
    one = await run_in_threadpool(context.desk.incidents.get, incident, staff)
    return await _page(request, context, staff, one, _of(one))


@router.post("/{incident}")
async def change(incident: str, request: Request, context: ContextDep, staff: Lead) -> Response:
    """Change it."""
    values = await _values(request)
    one = await run_in_threadpool(context.desk.incidents.get, incident, staff)
    try:
        await run_in_threadpool(context.desk.incidents.change, one.id, _draft(values, one.company), staff)
    except ChangeInvalid as exc:
        return await _page(request, context, staff, one, values, exc)
    return go(request, f"/staff/incidents/{one.id}", flash="saved")


@router.post("/{incident}/end")
async def end(incident: str, request: Request, context: ContextDep, staff: Lead) -> Response:
    """It is shown no more."""
    await run_in_threadpool(context.desk.incidents.end, incident, staff)
    return go(request, f"/staff/incidents/{incident}", flash="saved")


# ---------------------------------------------------------------------- form and page


def _form(
    request: Request,
    context: Context,
    staff: StaffMember,
    values: Mapping[str, str],
    problem: ChangeInvalid | None = None,
) -> Response:
    return render(
        request,
        "console/incidents/new.html",
        staff,
        status=422 if problem else 200,
        companies=own_companies(context, staff),
        **_given(request, values, problem),
    )


async def _page(
    request: Request,
    context: Context,
    staff: StaffMember,
    one: Incident,
    values: Mapping[str, str],
    problem: ChangeInvalid | None = None,
) -> Response:
    company = context.companies.get(one.company)
    return render(
        request,
        "console/incidents/one.html",
        staff,
        status=422 if problem else 200,
        one=one,
        company=company.name if company is not None else one.company,
        counts=await run_in_threadpool(context.desk.incidents.counts, one.id),
        **_given(request, values, problem),
    )


def _given(request: Request, values: Mapping[str, str], problem: ChangeInvalid | None) -> dict[str, Any]:
    w = words(request, "incidents")
    told = None
    if problem is not None:
        field = (problem.field or "").removesuffix("_ja").removesuffix("_en").removesuffix("_zh")
        told = w["errors"].get(field, problem.message).format(**_LIMITS)
    return {
        "w": w,
        "values": values,
        "faults": FAULTS,
        "languages": LOCALES,
        "limits": _LIMITS,
        "problem": told,
        "bad": problem.field if problem else None,
    }


async def _values(request: Request) -> dict[str, str]:
    form = await request.form()
    return {name: value for name, value in form.items() if isinstance(value, str)}


def _of(one: Incident) -> dict[str, str]:
    """An incident as the form holds it."""
    values = {"dated": one.dated.isoformat(), "fault": one.fault, "script": one.script}
    values |= {f"title_{name}": text for name, text in one.title.items()}
    values |= {f"text_{name}": text for name, text in one.text.items()}
    values["keywords"] = "\n".join(one.keywords)
    values["starts_at"] = _local(one.starts_at)
    values["ends_at"] = _local(one.ends_at)
    return values


def _local(moment: datetime | None) -> str:
    return moment.astimezone(DESK_ZONE).strftime("%Y-%m-%dT%H:%M") if moment is not None else ""


def _draft(values: Mapping[str, str], company: CompanyId) -> Draft:
    """What the form says. Raises ChangeInvalid naming the field."""
    return Draft(
        company=company,
        dated=_day(values.get("dated", "")),
        title={name: values.get(f"title_{name}", "") for name in LOCALES},
        text={name: values.get(f"text_{name}", "").replace("\r\n", "\n") for name in LOCALES},
        script=values.get("script", "").replace("\r\n", "\n"),
        fault=values.get("fault", "unknown"),  # type: ignore[arg-type] # the desk checks the word
        starts_at=_moment("starts_at", values.get("starts_at", "")),
        ends_at=_moment("ends_at", values.get("ends_at", "")),
        keywords=tuple(values.get("keywords", "").splitlines()),
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ChangeInvalid("dated: a day, YYYY-MM-DD.", "dated") from None


def _moment(field: str, text: str) -> datetime | None:
    if not text.strip():
        return None
    try:
        return datetime.fromisoformat(text).replace(tzinfo=DESK_ZONE)
    except ValueError:
        raise ChangeInvalid(f"{field}: a day and a time, YYYY-MM-DDTHH:MM.", field) from None
