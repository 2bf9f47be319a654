"""The monthly 件数報告 of a company: to look at, as CSV, as PDF."""

from datetime import timedelta
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Request, Response
from starlette.concurrency import run_in_threadpool

from api.companies import Company
from api.console.asking import text_of
from api.console.insights import topic_words
from api.console.naming import Names
from api.console.rendering import render
from api.console.scope import company_choices, not_there, shown_company
from api.console.visit import console_staff, locale_of
from api.context import Context, ContextDep
from desk.calendar.dues import day_of
from desk.errors import ChangeInvalid
from desk.locales import FullLocale
from desk.reports.figures import Period
from desk.reports.monthly import Report, report_of
from desk.roles import Permission, StaffMember

router = APIRouter(prefix="/report")

Reporter = Annotated[StaffMember, Depends(console_staff(Permission.EXPORT))]


def _asked(request: Request, context: Context, staff: StaffMember) -> tuple[Company, str]:
    """Company and month; by default the first company, and the month that ended last."""
    company = shown_company(context, staff, text_of(request.query_params, "company") or "")
    if company is None:
        raise not_there()
    today = day_of(context.desk.database.clock())
    last = (today.replace(day=1) - timedelta(days=1)).strftime("%Y-%m")
    return company, text_of(request.query_params, "month") or last


def month_of(month: str) -> Period:
    """A month. Raises ChangeInvalid."""
    try:
        return Period.month(month)
    except ValueError:
        raise ChangeInvalid("month: a month, as 2026-11.", "month") from None


def _report(context: Context, staff: StaffMember, company: Company, month: str, locale: FullLocale) -> Report:
    found = context.desk.work.insights.figures(staff, company.id, month_of(month))
    return report_of(found, company.name, topic_words(), "en" if locale == "en" else "ja")


@router.get("")
async def show(request: Request, context: ContextDep, staff: Reporter) -> Response:
    """The report as a page."""

    def work() -> Response:
        company, month = _asked(request, context, staff)
        names = Names(context, locale_of(request))
        report = _report(context, staff, company, month, names.locale)
        companies = company_choices(context, staff)
        return render(
            request,
            "console/report.html",
            staff,
            names=names,
            report=report,
            company=company.id,
            month=month,
            companies=companies,
        )

    return await run_in_threadpool(work)


@router.get("/file")
async def download(
    request: Request, context: ContextDep, staff: Reporter, format: Literal["csv", "pdf"] = "csv"
) -> Response:
    """The report as a file."""

    def work() -> tuple[str, str, bytes]:
        company, month = _asked(request, context, staff)
        report = _report(context, staff, company, month, locale_of(request))
        content = report.as_csv().encode("utf-8") if format == "csv" else report.as_pdf()
        return company.id, month, content

    company, month, content = await run_in_threadpool(work)
    kind = "text/csv; charset=utf-8" if format == "csv" else "application/pdf"
    headers = {
        "Content-Disposition": f'attachment; filename="{company}-{month}.{format}"',
        "Cache-Control": "no-store",
    }
    return Response(content, media_type=kind, headers=headers)
