"""What goes wrong where a person typed or followed an address: a page in their language, not a document for programs.

A browser says that it wants a page (`Accept: text/html`); a program, the chat's script among them, does not.
"""

from collections.abc import Iterator
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse, Response
from starlette.routing import Match

from api.pages.public import page, preferred
from api.problems import Problem, show_as_pages
from desk.locales import LOCALES, Locale, known_locale
from desk.wording import has, render

_PROGRAMS = ("/api/", "/rasa/", "/static/", "/channels/", "/healthz", "/readyz", "/metrics", "/openapi.json")
"""What nobody reads in a browser but who wants to see just what a program gets."""


def install(app: FastAPI) -> None:
    """Answer people outside the staff's pages, which have theirs, with pages."""
    show_as_pages(app, "", problem_page, is_for_a_person)


def is_for_a_person(request: Request) -> bool:
    """Whether a browser asks, and for a page."""
    if request.url.path.startswith(_PROGRAMS):
        return False
    return "text/html" in request.headers.get("accept", "")


def problem_page(request: Request, problem: Problem) -> Response:
    """The problem as a page; who came by an address that only a form is sent to is led to where the form stands."""
    if (there := to_the_form(request, problem)) is not None:
        return there
    locale = _locale(request)
    key = f"pages.problem.status_{problem.status}"
    detail = render(key if has(key, locale) else "pages.problem.other", locale, {})
    answer = page(request, "error.html", locale, status=problem.status, locales=LOCALES, detail=detail)
    answer.headers.update(problem.headers)
    return answer


def to_the_form(request: Request, problem: Problem) -> Response | None:
    """To the nearest page above an address that only a form is sent to; None where the problem is another."""
    if problem.status != 405 or request.method != "GET":
        return None
    for path in _above(request.scope["path"]):
        scope = {**request.scope, "path": path}
        if any(route.matches(scope)[0] is Match.FULL for route in request.app.routes):
            lang = request.query_params.get("lang")
            stands = quote(path) + (f"?lang={lang}" if lang in LOCALES else "")
            return RedirectResponse(stands, status_code=303)
    return None


def _above(path: str) -> Iterator[str]:
    while path.count("/") > 1:
        path = path.rpartition("/")[0]
        yield path


def _locale(request: Request) -> Locale:
    asked = request.query_params.get("lang")
    return known_locale(asked) if asked in LOCALES else preferred(request)
