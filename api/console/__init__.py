"""The staff's pages below `/staff`, made on the server; htmx for liveliness, and every form works without it.

A part of the pages is a module with a `router` (paths without `/staff`), named in `_PARTS`, with its line in
`api.console.navigation` and its wording in `desk/wording/{ja,en}/<part>.yml`.
"""

from fastapi import APIRouter, Depends, FastAPI

from api.console import (
    account,
    accounts,
    canned,
    case,
    case_correct,
    case_papers,
    conversation,
    entry,
    hours,
    incidents,
    insights,
    login,
    lookup,
    oidc,
    presence,
    queue,
    report,
    requests,
    slack,
    undelivered,
)  # fmt: skip
from api.console.rendering import on_not_logged_in, problem_page
from api.console.visit import PREFIX, NotLoggedIn, check_csrf
from api.problems import show_as_pages

_PARTS = (
    login, oidc, account, accounts, queue, conversation, presence, canned, hours,
    lookup, requests, entry, case, case_correct, case_papers, insights, report, undelivered, slack, incidents,
)  # fmt: skip


def install(app: FastAPI) -> None:
    """Add the pages, and answer what goes wrong in them with pages."""
    pages = APIRouter(prefix=PREFIX, include_in_schema=False, dependencies=[Depends(check_csrf)])
    pages.add_api_route("", queue.home, methods=["GET"])
    for part in _PARTS:
        pages.include_router(part.router)
    app.include_router(pages)
    app.add_exception_handler(NotLoggedIn, on_not_logged_in)
    show_as_pages(app, PREFIX, problem_page)
