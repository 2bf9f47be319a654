"""The customer's page about a request, without script: receipt and access code by form post, then a short-lived cookie.

Neither the access code nor the ticket ever stands in an address. The cookie goes to this page only (`Path=/requests`,
HttpOnly, SameSite=Strict), and a post must come from a page of ours."""

from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import parse_qsl, urlsplit

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BeforeValidator
from starlette.concurrency import run_in_threadpool

from api.context import Context, ContextDep
from api.desk_problems import problem_of
from api.pages.public import page
from api.pages.status_view import shown_of, words_in
from api.pages.templating import when
from api.problems import Problem
from desk.chat.masking import Masker
from desk.errors import (
    ChangeInvalid,
    NotNow,
    RequestNotFound,
    TooManyAttempts,
    TransitionNotAllowed,
)
from desk.locales import LOCALES, Locale, known_locale
from desk.requests.receipts import given_back, read_receipt, sorted_out
from desk.requests.satisfaction import MAX_COMMENT, STARS
from desk.requests.ticket import LONGEST, TicketOver
from desk.texts import RawText

router = APIRouter(prefix="/requests", include_in_schema=False, default_response_class=HTMLResponse)

COOKIE = "madoguchi_request"
PATH = "/requests"
MAX_BODY = 16 * 1024
"""Bytes of a form post here: a comment of 500 characters, percent-encoded, is the longest of them."""
DONE = ("question_done", "question_today", "withdraw_done", "rating_done")
"""What a page says after a post; the word stands in the address."""
Lang = Annotated[Locale, Query(), BeforeValidator(known_locale)]


# ---------------------------------------------------------------------- routes


@router.get("")
async def look(request: Request, context: ContextDep, lang: Lang = "ja", done: str = "") -> Response:
    """How the request stands, or the page that asks for receipt and access code."""
    if not request.cookies.get(COOKIE):
        return _enter_page(request, lang)
    return await _status_page(request, context, lang, done=done if done in DONE else "")


@router.post("")
async def enter(request: Request, context: ContextDep, lang: Lang = "ja") -> Response:
    """Receipt and access code; the page follows by a GET, so that going back sends no code again."""
    if not _from_here(request, context):
        return _enter_page(request, lang, "not_from_here", status=403)
    values = await _read(request)
    typed = values.get("receipt", "")[:64], values.get("access_code", "")[:64]
    named, code = sorted_out(*typed)
    shown_again, problem = given_back(named), "misread"
    try:
        receipt = read_receipt(named)
        problem = "wrong"  # from here on the check symbol is right
        ticket = await run_in_threadpool(context.desk.status_page.enter, receipt, code)
    except RequestNotFound as exc:
        return _enter_page(request, lang, problem, status=problem_of(exc).status, receipt=shown_again)
    except TooManyAttempts as exc:
        shut = problem_of(exc)
        time = when(exc.retry_at, lang)
        answer = _enter_page(request, lang, "shut", status=shut.status, receipt=shown_again, time=time)
        answer.headers.update(shut.headers)
        return answer
    return _with_ticket(_back(lang), context, ticket)


@router.post("/leave")
async def leave(context: ContextDep, lang: Lang = "ja") -> Response:
    """Forget the ticket."""
    response = _back(lang)
    response.delete_cookie(COOKIE, path=PATH, **_cookie_options(context))
    return response


@router.post("/question")
async def ask(request: Request, context: ContextDep, lang: Lang = "ja") -> Response:
    """「書類は届きましたか」."""
    if not _from_here(request, context):
        return await _status_page(request, context, lang, problem="not_from_here", status=403)
    try:
        new = await run_in_threadpool(context.desk.status_page.ask, _ticket(request))
    except TicketOver:
        return _over(request, context, lang)
    except NotNow:  # the last paper was ticked meanwhile: the page shows it
        return _back(lang)
    return _back(lang, "question_done" if new else "question_today")


@router.get("/withdraw")
async def ask_to_withdraw(request: Request, context: ContextDep, lang: Lang = "ja") -> Response:
    """The question before a withdrawal."""
    try:
        view = await run_in_threadpool(context.desk.status_page.view, _ticket(request), lang)
    except TicketOver:
        return _over(request, context, lang)
    if not view.may_withdraw:
        return await _status_page(request, context, lang, problem="withdraw_not", status=409)
    shown = await run_in_threadpool(shown_of, context, view, lang)
    return page(request, "status_withdraw.html", lang, locales=LOCALES, s=words_in(lang), view=shown)


@router.post("/withdraw")
async def withdraw(request: Request, context: ContextDep, lang: Lang = "ja") -> Response:
    """Take it back; only with the answer of the question's page."""
    values = await _read(request)
    if not _from_here(request, context):
        return await _status_page(request, context, lang, problem="not_from_here", status=403)
    if values.get("confirm") != "yes":
        return RedirectResponse(f"{PATH}/withdraw?lang={lang}", status_code=303)
    try:
        await run_in_threadpool(context.desk.status_page.withdraw, _ticket(request))
    except TicketOver:
        return _over(request, context, lang)
    except TransitionNotAllowed:
        return await _status_page(request, context, lang, problem="withdraw_not", status=409)
    return _back(lang, "withdraw_done")


@router.post("/rating")
async def rate(request: Request, context: ContextDep, lang: Lang = "ja") -> Response:
    """How it was. What looks like personal data in the comment is replaced before it is kept."""
    values = await _read(request)
    if not _from_here(request, context):
        return await _status_page(request, context, lang, problem="not_from_here", status=403)
    stars = values.get("stars", "")
    typed = {"stars": stars, "comment": values.get("comment", "")}
    if stars not in {str(one) for one in STARS}:
        return await _status_page(request, context, lang, problem="rating_missing", status=422, typed=typed)
    if len(values.get("comment", "").strip()) > MAX_COMMENT:
        return await _status_page(request, context, lang, problem="rating_too_long", status=422, typed=typed)
    comment = Masker().mask(RawText(values.get("comment", "")), access_code_expected=True).text
    try:
        await run_in_threadpool(context.desk.status_page.rate, _ticket(request), int(stars), comment)
    except TicketOver:
        return _over(request, context, lang)
    except ChangeInvalid:  # a placeholder may be longer than what it stands for
        return await _status_page(request, context, lang, problem="rating_too_long", status=422, typed=typed)
    except NotNow:
        return _back(lang)
    return _back(lang, "rating_done")


# ---------------------------------------------------------------------- pages


def _back(lang: Locale, done: str = "") -> RedirectResponse:
    return RedirectResponse(f"{PATH}?lang={lang}" + (f"&done={done}" if done else ""), status_code=303)


def _enter_page(
    request: Request, lang: Locale, problem: str = "", *, status: int = 200, receipt: str = "", time: str = ""
) -> HTMLResponse:
    words = words_in(lang)
    told = str(words[problem]).format(time=time, limit=MAX_COMMENT) if problem else None
    return page(
        request,
        "status_enter.html",
        lang,
        locales=LOCALES,
        status=status,
        s=words,
        problem=told,
        receipt=receipt,
    )


def _over(request: Request, context: Context, lang: Locale) -> Response:
    """Receipt and access code are asked for again; the old cookie goes. Who sends something without one had a page of
    ours open for longer than the cookie lives: what was sent is not done, and that is said."""
    asked = bool(request.cookies.get(COOKIE)) or request.method == "POST"
    response = _enter_page(request, lang, "over" if asked else "", status=401 if asked else 200)
    response.delete_cookie(COOKIE, path=PATH, **_cookie_options(context))
    return response


async def _status_page(
    request: Request,
    context: Context,
    lang: Locale,
    *,
    done: str = "",
    problem: str = "",
    status: int = 200,
    typed: Mapping[str, str] | None = None,
) -> Response:
    ticket = _ticket(request)
    try:
        view = await run_in_threadpool(context.desk.status_page.view, ticket, lang)
        fresh = await run_in_threadpool(context.desk.status_page.again, ticket)
    except TicketOver:
        return _over(request, context, lang)
    words = words_in(lang)
    shown = await run_in_threadpool(shown_of, context, view, lang)
    told = None
    if problem:
        told = str(words[problem]).format(status=words["status"][view.status], limit=MAX_COMMENT)
    response = page(
        request,
        "status.html",
        lang,
        locales=LOCALES,
        status=status,
        s=words,
        view=shown,
        done=words[done] if done else None,
        problem=told,
        limit=MAX_COMMENT,
        typed=typed or {},
    )
    return _with_ticket(response, context, fresh)


# ---------------------------------------------------------------------- cookie, form, origin


def _ticket(request: Request) -> str:
    return request.cookies.get(COOKIE, "")


def _cookie_options(context: Context) -> dict[str, Any]:
    return {"httponly": True, "samesite": "strict", "secure": context.base_url.startswith("https://")}


def _with_ticket(response: Response, context: Context, ticket: str) -> Response:
    """The cookie lives as long as the browser's session; what counts is the time sealed in it."""
    response.set_cookie(
        COOKIE, ticket, max_age=int(LONGEST.total_seconds()), path=PATH, **_cookie_options(context)
    )
    return response


def _from_here(request: Request, context: Context) -> bool:
    """Whether a post comes from a page of ours (browsers say so; who says nothing is no browser)."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = request.headers.get("origin", "null")
    # Our own Referrer-Policy (no-referrer) makes browsers send "null" for a page's own posts, too; then the header
    # above and the cookie's SameSite=Strict are what tells.
    ours = {urlsplit(context.base_url).netloc, request.headers.get("host", "")}
    return origin == "null" or urlsplit(origin).netloc in ours


async def _read(request: Request) -> dict[str, str]:
    raw = await request.body()
    if len(raw) > MAX_BODY:
        raise Problem(413, "too_large", f"This may have at most {MAX_BODY} bytes.")
    return dict(parse_qsl(raw.decode("utf-8", errors="replace"), keep_blank_values=True))
