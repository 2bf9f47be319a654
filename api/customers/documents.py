"""A customer's papers: a link asks for the access code, the code gives the PDF; new links for receipt and code."""

import json
from typing import Annotated, Any
from urllib.parse import parse_qsl

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response
from pydantic import BeforeValidator
from starlette.concurrency import run_in_threadpool

from api.context import ContextDep
from api.describing import PDF, refusals, sent_as_json_or_form
from api.desk_problems import problem_of
from api.pages.public import page, preferred
from api.pages.templating import when
from api.problems import Problem
from api.rendering import document_links
from api.schemas import DocumentsOut, DocumentsQuery
from desk.errors import DeskError, RequestNotFound, TooManyAttempts
from desk.locales import LOCALES, Locale, known_locale
from desk.papers.errors import LinkExpired, LinkNotFound, PaperNotOffered
from desk.papers.links import Link
from desk.papers.service import Pdf
from desk.requests.receipts import given_back, read_receipt, sorted_out
from desk.wording import section

router = APIRouter(tags=["documents"])

MAX_BODY = 4 * 1024
"""Bytes that a receipt and an access code may take up."""
_WORDS = {
    RequestNotFound: "documents_wrong",
    TooManyAttempts: "documents_shut",
    LinkExpired: "documents_expired",
    LinkNotFound: "documents_gone",
    PaperNotOffered: "documents_gone",
}
Lang = Annotated[Locale, Query(), BeforeValidator(known_locale)]


def pdf_response(pdf: Pdf) -> Response:
    """A PDF for the browser to show; nobody on the way may keep it."""
    headers = {
        "Content-Disposition": f'inline; filename="{pdf.name}"',
        "Cache-Control": "no-store, private",
        "X-Robots-Tag": "noindex",
    }
    return Response(pdf.content, media_type="application/pdf", headers=headers)


@router.post("/api/v1/requests/documents", responses=refusals(404, 429))
async def renew_links(body: DocumentsQuery, context: ContextDep) -> DocumentsOut:
    """New links to the papers of a request, for the holder of its receipt and access code (throttled like the
    status)."""
    found = await run_in_threadpool(
        context.papers.renew, read_receipt(body.receipt), body.access_code, body.locale
    )
    return DocumentsOut(items=document_links(context.base_url, found.tokens), expires_at=found.expires_at)


@router.get("/documents", response_class=HTMLResponse, include_in_schema=False)
async def ask_for_links(request: Request, lang: Lang = "ja") -> Response:
    """The page that asks for receipt and access code."""
    return _links_page(request, lang, problem=None, links=None, until=None)


@router.post("/documents", response_class=HTMLResponse, include_in_schema=False)
async def show_links(request: Request, context: ContextDep, lang: Lang = "ja") -> Response:
    """The page with the new links."""
    values = await _read(request, browser=True)
    typed = values.get("receipt", "")[:64], values.get("access_code", "")[:64]
    named, code = sorted_out(*typed)
    misread = True
    try:
        receipt = read_receipt(named)
        misread = False  # the check symbol is right
        found = await run_in_threadpool(context.papers.renew, receipt, code, lang)
    except (RequestNotFound, TooManyAttempts) as exc:
        problem = str(section("status_page", lang)["misread"]) if misread else _words(exc, lang)
        status, again = problem_of(exc).status, given_back(named)
        return _links_page(
            request, lang, status=status, problem=problem, links=None, until=None, receipt=again
        )
    links = [link.model_dump() for link in document_links(context.base_url, found.tokens)]
    until = when(found.expires_at, lang)
    return _links_page(request, lang, problem=None, links=links, until=until)


@router.get("/documents/{token}", response_class=HTMLResponse, include_in_schema=False)
async def ask_for_code(token: str, request: Request, context: ContextDep) -> Response:
    """The page that asks for the access code. Looking gives nothing away."""
    try:
        link = await run_in_threadpool(context.papers.follow, token)
    except LinkExpired as exc:
        return _failed(request, exc, exc.locale)
    except LinkNotFound as exc:
        return _failed(request, exc, None)
    return _code_page(request, token, link)


@router.post(
    "/documents/{token}",
    response_class=Response,
    responses={200: PDF, **refusals(404, 410, 413, 422, 429, page=True)},
    openapi_extra=sent_as_json_or_form("access_code"),
)
async def open_document(token: str, request: Request, context: ContextDep) -> Response:
    """The paper as PDF, for the access code: `{"access_code"}` as JSON, or a browser's form post."""
    browser = "application/json" not in request.headers.get("content-type", "")
    values = await _read(request, browser)
    code = values.get("access_code", "")[:64]
    try:
        return pdf_response(await run_in_threadpool(context.papers.open, token, code))
    except (RequestNotFound, TooManyAttempts) as exc:
        if not browser:
            raise
        link = await run_in_threadpool(context.papers.follow, token)
        return _code_page(request, token, link, exc)
    except (LinkExpired, LinkNotFound) as exc:
        if not browser:
            raise
        return _failed(request, exc, exc.locale if isinstance(exc, LinkExpired) else None)
    except PaperNotOffered as exc:
        if not browser:
            raise
        link = await run_in_threadpool(context.papers.follow, token)
        return _failed(request, exc, link.locale)


def _words(exc: DeskError, locale: Locale) -> str:
    return str(section("pages", locale)[_WORDS[type(exc)]])


def _code_page(request: Request, token: str, link: Link, exc: DeskError | None = None) -> Response:
    return page(
        request,
        "document.html",
        link.locale,
        status=problem_of(exc).status if exc else 200,
        locales=LOCALES,
        action=f"/documents/{token}",
        kind=link.kind,
        until=when(link.expires_at, link.locale),
        problem=_words(exc, link.locale) if exc else None,
    )


def _failed(
    request: Request, exc: LinkExpired | LinkNotFound | PaperNotOffered, locale: Locale | None
) -> Response:
    """A link that leads nowhere (any more): where new ones are had, in the link's language where it could be read."""
    lang = locale or preferred(request)
    status, problem = problem_of(exc).status, _words(exc, lang)
    return _links_page(request, lang, status=status, problem=problem, links=None, until=None)


def _links_page(request: Request, lang: Locale, **values: Any) -> Response:
    return page(request, "documents.html", lang, locales=LOCALES, **{"receipt": "", **values})


async def _read(request: Request, browser: bool) -> dict[str, str]:
    raw = await request.body()
    if len(raw) > MAX_BODY:
        raise Problem(413, "too_large", f"This may have at most {MAX_BODY} bytes.")
    if browser:
        return dict(parse_qsl(raw.decode("utf-8", errors="replace")))
    try:
        data: Any = json.loads(raw)
    except ValueError:
        raise Problem(422, "invalid_input", "The body is not JSON.") from None
    if not isinstance(data, dict) or not isinstance(data.get("access_code"), str):
        errors = [{"field": "access_code", "message": "must be text"}]
        raise Problem(422, "invalid_input", "access_code: must be text", errors=errors)
    return {"access_code": data["access_code"]}
