"""The public pages: demo site, readable policies."""

from collections.abc import Collection, Mapping
from operator import itemgetter
from typing import Annotated, Any

from babel import negotiate_locale
from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response
from pydantic import BeforeValidator
from starlette.concurrency import run_in_threadpool

from api.context import ContextDep
from api.pages.notices import notices
from api.pages.policy import sections
from api.pages.templating import templates
from desk.locales import FULL_LOCALES, LOCALES, FullLocale, Locale, known_full_locale, known_locale
from desk.wording import section

router = APIRouter(include_in_schema=False)

Lang = Annotated[FullLocale, Query(), BeforeValidator(known_full_locale)]
"""What was asked for, once and for all: a page's own words and what is read for it must not differ."""


def preferred(request: Request) -> Locale:
    """The language that the browser asks for first among ours (RFC 9110, 12.5.4), for a page that nothing else tells
    the customer's language; Japanese where it asks for none of them."""
    wanted: list[tuple[float, str]] = []
    for part in request.headers.get("accept-language", "").split(","):
        tag, _, weight = part.partition(";")
        try:
            quality = float(weight.strip().removeprefix("q=") or 1)
        except ValueError:
            continue
        if quality > 0 and tag.strip():
            wanted.append((quality, tag.strip()))
    tags = [tag for _, tag in sorted(wanted, key=itemgetter(0), reverse=True)]
    return known_locale(negotiate_locale([tag.split("-")[0] for tag in tags], LOCALES))


def page(
    request: Request,
    template: str,
    locale: Locale,
    *,
    status: int = 200,
    locales: Collection[Locale] = FULL_LOCALES,
    **values: Any,
) -> HTMLResponse:
    """Render a template in a language (Japanese where the page, which has `locales`, does not have it)."""
    locale = locale if locale in locales else "ja"
    context: Mapping[str, Any] = {
        "locale": locale,
        "t": section("pages", locale),
        "base": "",
        "status": status,
        **values,
    }
    return templates.TemplateResponse(request, template, dict(context), status_code=status)


def not_found(request: Request, locale: Locale) -> HTMLResponse:
    """The page for what does not exist."""
    detail = section("pages", locale)["not_found"]
    return page(request, "error.html", locale, status=404, detail=detail)


@router.get("/")
async def home(request: Request, context: ContextDep, lang: Lang = "ja") -> Response:
    """The demo site: the companies."""
    companies = await run_in_threadpool(context.companies.all_out, lang)
    return page(request, "home.html", lang, companies=[c.model_dump() for c in companies])


@router.get("/demo/{company_id}")
async def demo(
    company_id: str,
    request: Request,
    context: ContextDep,
    lang: Lang = "ja",
    region: Annotated[str | None, Query(max_length=20)] = None,
) -> Response:
    """A page like a company's own, with the chat on it."""
    company = context.companies.get(company_id)
    if company is None:
        return not_found(request, lang)
    return page(
        request,
        "demo.html",
        lang,
        announced=await run_in_threadpool(notices, context, company.id, lang),
        company={"id": company.id, "name": company.name},
        origin=context.base_url,
        region=region if region in company.regions else None,
    )


@router.get("/policies/{company_id}")
async def policy(
    company_id: str,
    request: Request,
    context: ContextDep,
    lang: Lang = "ja",
    version: Annotated[str | None, Query(max_length=64)] = None,
    start: Annotated[int | None, Query(ge=0)] = None,
    end: Annotated[int | None, Query(ge=0)] = None,
) -> Response:
    """A readable policy, in any version that was ever quoted, with the quotation highlighted."""
    company = context.companies.get(company_id)
    if company is None:
        return not_found(request, lang)
    shown = company.policy
    if version is not None and version != shown.version:
        kept = await run_in_threadpool(context.archive.get, company.id, version)
        if kept is None:
            return not_found(request, lang)
        shown = kept
    mark = None
    if start is not None and end is not None and start < end <= len(shown.text):
        mark = (start, end)
    return page(
        request,
        "policy.html",
        lang,
        announced=await run_in_threadpool(notices, context, company.id, lang),
        company={"id": company.id, "name": company.name},
        document=company.document,
        version=shown.version,
        current=shown.version == company.policy.version,
        source=None,
        quoted=mark is not None,
        sections=await run_in_threadpool(sections, shown, mark),
    )
