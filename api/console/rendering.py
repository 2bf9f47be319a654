"""Pages of the staff: whole, or the piece that htmx asked for; messages after a change; problems as sentences."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from fastapi import Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from api.console.navigation import items_for
from api.console.visit import (
    LANGUAGE,
    PREFIX,
    VISIT,
    NotLoggedIn,
    back_to,
    csrf_of,
    drop_cookie,
    is_fragment,
    locale_of,
    set_cookie,
)
from api.context import get_context
from api.desk_problems import problem_of
from api.pages.mishaps import to_the_form
from api.pages.templating import templates
from api.problems import Problem
from desk.errors import DeskError
from desk.locales import FullLocale
from desk.requests.errors import FormInvalid
from desk.roles import StaffMember
from desk.wording import has, section
from desk.wording import render as say

FLASH = "madoguchi_flash"
_YEAR = 365 * 24 * 3600


def words(request: Request, name: str = "console") -> Any:
    """A section of the wording in the language of the pages."""
    return section(name, locale_of(request))


def render(
    request: Request,
    template: str,
    staff: StaffMember | None,
    *,
    fragment: str | None = None,
    flash: str | None = None,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    **values: Any,
) -> HTMLResponse:
    """A page for `staff` (None: nobody is logged in).

    `template` begins with `{% extends layout %}` and fills the block `main`. htmx gets that block alone, or the
    template `fragment` if one is named. `flash` is a key below `console.flash`: a message in the page's live region.
    """
    locale, piece = locale_of(request), is_fragment(request)
    shown = flash or request.cookies.get(FLASH)
    context: dict[str, Any] = {
        "layout": "console/_fragment.html" if piece else "console/_layout.html",
        "locale": locale,
        "c": section("console", locale),
        "t": section("pages", locale),
        "base": "",
        "me": staff,
        "nav": items_for(staff, request.url.path) if staff is not None else [],
        "csrf": csrf_of(request),
        "here": _here(request, staff),
        "problem": None,
        "drafts": _draft_key(request, staff),
        "refused": status >= 400,
        "flash": say(f"console.flash.{shown}", locale) if shown and has(f"console.flash.{shown}") else None,
        **values,
    }
    name = fragment if piece and fragment is not None else template
    response = templates.TemplateResponse(
        request, name, context, status_code=status, headers=dict(headers or {})
    )
    if staff is not None:
        # A form that goes without script says where it stood: by that its sender is led back after a log-in.
        response.headers["Referrer-Policy"] = "same-origin"
    if FLASH in request.cookies:
        drop_cookie(response, FLASH)
    _remember(request, response)
    return response


def _here(request: Request, staff: StaffMember | None) -> str:
    """The page's address without its language, for another one to stand behind: a list keeps its filters, the log-in
    page the way back. The answer to a form has an address that cannot be asked for: there it is the page on which the
    form stood, or where the browser does not say which, the first of the pages."""
    if request.method == "GET":
        return address_of("", request.query_params.multi_items())
    stood = urlsplit(back_to(request))
    if stood.path:
        return address_of(stood.path, parse_qsl(stood.query, keep_blank_values=True))
    return address_of(PREFIX if staff is not None else "", ())


def address_of(path: str, query: Iterable[tuple[str, str]]) -> str:
    """An address to which `lang=` is added; a language in it is left out."""
    kept = urlencode([(name, value) for name, value in query if name != "lang"])
    return f"{path}?{kept}&" if kept else f"{path}?"


def _draft_key(request: Request, staff: StaffMember | None) -> str | None:
    """With what this person's pages seal what is typed (`static/console/drafts.js`): 32 bytes in hex, the same at every
    log-in, nobody else's."""
    return get_context(request).desk.context.keys.mac("draft", staff.id).hex() if staff is not None else None


def _remember(request: Request, response: Response) -> None:
    new_visit = getattr(request.state, "new_visit", None)
    if new_visit is not None:
        set_cookie(request, response, VISIT, new_visit)
    chosen = request.query_params.get("lang")
    if chosen is not None and chosen != request.cookies.get(LANGUAGE):
        set_cookie(request, response, LANGUAGE, locale_of(request), most=_YEAR)


def go(request: Request, url: str, *, flash: str | None = None) -> Response:
    """On to another page after a change, with a message there (`console.flash.<key>`)."""
    if is_fragment(request):
        response: Response = Response(status_code=200, headers={"HX-Redirect": url})
    else:
        response = RedirectResponse(url, status_code=303)
    if flash is not None:
        set_cookie(request, response, FLASH, flash, most=60)
    return response


# ---------------------------------------------------------------------- problems


def sentence(problem: Problem, locale: FullLocale) -> str:
    """What was wrong, in the language of the pages: `console.<code>.<why>` where the problem says why, else
    `console.problem.<code>`, whose parameters are the problem's own members (`<code>_none` where a list that it would
    name is empty); else its status; else its English sentence."""
    named = [f"problem.{problem.code}", f"problem.status_{problem.status}"]
    if any(one in ([], ()) for one in problem.extra.values()):
        named.insert(0, f"problem.{problem.code}_none")
    for key in (f"{problem.code}.{problem.extra.get('why')}", *named):
        if has(f"console.{key}", locale):
            params = {**_readable(problem.extra, locale), "detail": problem.detail}
            return say(f"console.{key}", locale, params)
    return problem.detail


def _readable(extra: Mapping[str, Any], locale: FullLocale) -> dict[str, Any]:
    """The members as a sentence takes them: statuses by their names."""

    def word(value: Any) -> str:
        key = f"request_status.{value}"
        return say(key, locale) if has(key, locale) else str(value)

    comma = ", " if locale == "en" else "、"
    found = {
        name: comma.join(map(word, v)) if isinstance(v, list | tuple) else v for name, v in extra.items()
    }
    return found | {name: word(extra[name]) for name in ("current",) if name in extra}


def mistakes(problem: Problem, locale: FullLocale) -> list[str]:
    """What was wrong with each field, in the language of the pages: `console.mistake.<field>`; the field's label where
    there is no such text; in English else what the desk says, and nothing in Japanese."""
    return [text for one in problem.errors if (text := _mistake(one, locale))]


def _mistake(error: Mapping[str, Any], locale: FullLocale) -> str:
    field = str(error["field"])
    keys = [f"console.mistake.{field}"]
    keys += [f"{where}.{field}" for where in ("board", "board.case", "board.entry", "form.field")]
    key = next((key for key in keys if has(key, locale)), None)
    if key is not None:
        return say(key, locale)
    return str(error["message"]) if locale == "en" else ""


def field_mistakes(request: Request, wrong: FormInvalid) -> list[str]:
    """What is wrong with each field of a form, as its own page says it; no value."""
    locale = locale_of(request)
    return [
        f"{say(f'form.field.{one.field}', locale)}: {say(one.key, locale, one.params)}"
        for one in wrong.errors
    ]


def problem_page(request: Request, problem: Problem, errors: list[str] | None = None) -> Response:
    """A problem as a page; for htmx as a message that goes into the page's live region, wherever the answer was
    wanted. `errors`: what is wrong with each field, where the caller says it better."""
    if (there := to_the_form(request, problem)) is not None:
        return there
    locale, piece = locale_of(request), is_fragment(request)
    headers = dict(problem.headers)
    if piece:
        headers |= {"HX-Retarget": "#problem", "HX-Reswap": "innerHTML"}
    visit = getattr(request.state, "visit", None)
    return render(
        request,
        "console/problem.html",
        visit.member if visit is not None else None,
        fragment="console/_problem.html",
        status=problem.status,
        headers=headers,
        message=sentence(problem, locale),
        errors=mistakes(problem, locale) if errors is None else errors,
    )


def refusal(
    request: Request, template: str, staff: StaffMember | None, exc: DeskError, **values: Any
) -> HTMLResponse:
    """A form again, with what was wrong as `problem` (render gives None there otherwise)."""
    problem = problem_of(exc)
    said = sentence(problem, locale_of(request))
    return render(
        request, template, staff, status=problem.status, headers=problem.headers, problem=said, **values
    )


async def on_not_logged_in(request: Request, exc: Exception) -> Response:
    """To the log-in page, also where htmx asked for a piece only."""
    assert isinstance(exc, NotLoggedIn)  # noqa: S101 - it is registered for this class
    if is_fragment(request):
        return Response(status_code=401, headers={"HX-Redirect": exc.url})
    return RedirectResponse(exc.url, status_code=303)
