"""Who is looking at the staff's pages: the session's cookie, the token against forged posts, the language.

The cookie is HttpOnly, goes to `/staff` only, and SameSite=Lax: Strict would be lost on the way
back from an OpenID provider.
What changes something must carry a token bound to that cookie, in the header `X-CSRF-Token` or the field `csrf`.
"""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from fastapi import Request, Response
from starlette.concurrency import run_in_threadpool

from api.context import Context, get_context
from api.problems import Problem
from desk.accounts.errors import SessionInvalid
from desk.accounts.sessions import Opened
from desk.errors import Forbidden
from desk.locales import FULL_LOCALES, FullLocale
from desk.roles import Permission, StaffMember
from desk.vaulting.crypto import new_token, same

PREFIX = "/staff"
SESSION, VISIT, LANGUAGE = "madoguchi_staff", "madoguchi_visit", "madoguchi_lang"
CSRF_FIELD, CSRF_HEADER = "csrf", "X-CSRF-Token"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


class NotLoggedIn(Exception):
    """Nobody is logged in here (any more): the log-in page is next, then `back`."""

    def __init__(self, back: str, where: str = f"{PREFIX}/login") -> None:
        self.url = f"{where}?next={quote(back, safe='')}" if back else where
        super().__init__("not logged in")


@dataclass(frozen=True, slots=True)
class Visit:
    """A request by somebody who is logged in. `session` is the id by which the session is listed."""

    member: StaffMember
    session: str
    opened: Opened


# ---------------------------------------------------------------------- cookies


def set_cookie(
    request: Request, response: Response, name: str, value: str, *, most: int | None = None
) -> None:
    """A cookie for the staff's pages; `most` seconds, else until the browser is closed."""
    response.set_cookie(
        name,
        value,
        max_age=most,
        path=PREFIX,
        secure=get_context(request).base_url.startswith("https://"),
        httponly=True,
        samesite="lax",
    )


def drop_cookie(response: Response, name: str) -> None:
    """Forget a cookie."""
    response.delete_cookie(name, path=PREFIX)


def session_token(request: Request) -> str | None:
    """The token of the session's cookie."""
    return request.cookies.get(SESSION) or None


def locale_of(request: Request) -> FullLocale:
    """The language of the pages: as asked for by `?lang=`, else as chosen before, else Japanese."""
    for wanted in (request.query_params.get("lang"), request.cookies.get(LANGUAGE)):
        chosen = next((one for one in FULL_LOCALES if one == wanted), None)
        if chosen is not None:
            return chosen
    return FULL_LOCALES[0]


def is_fragment(request: Request) -> bool:
    """Whether htmx asks for a piece of a page; a page that it goes back to, or boosts, is wanted whole."""
    asked = request.headers
    return "HX-Request" in asked and not ("HX-History-Restore-Request" in asked or "HX-Boosted" in asked)


# ---------------------------------------------------------------------- forged posts


def csrf_of(request: Request) -> str:
    """The token that forms of this page carry. Before the log-in it is bound to a cookie of its own, which `render`
    sets."""
    bound = session_token(request) or request.cookies.get(VISIT)
    if not bound:
        bound = getattr(request.state, "new_visit", None) or new_token()
        request.state.new_visit = bound
    return _csrf(get_context(request), bound)


def _csrf(context: Context, bound: str) -> str:
    return context.desk.context.keys.mac("csrf", bound).hex()


async def check_csrf(request: Request) -> None:
    """Every unsafe request has to prove that it comes from one of these pages. Raises NotLoggedIn, Problem 403."""
    if request.method in _SAFE:
        return
    bound = session_token(request) or request.cookies.get(VISIT)
    if not bound:
        raise NotLoggedIn(back_to(request))
    given = request.headers.get(CSRF_HEADER)
    if given is None and request.headers.get("content-type", "").startswith(_FORMS):
        value = (await request.form()).get(CSRF_FIELD)
        given = value if isinstance(value, str) else None
    expected = _csrf(get_context(request), bound)
    if given is None or not same(given.encode(), expected.encode()):
        raise Problem(403, "csrf", "This page is out of date: load it again, then repeat what you did.")


# ---------------------------------------------------------------------- who may


def back_to(request: Request) -> str:
    """Where to go after the log-in: the page that was wanted, or the one a fragment or post belongs to."""
    if request.method == "GET" and not is_fragment(request):
        query = f"?{request.url.query}" if request.url.query else ""
        return f"{request.url.path}{query}"
    current = urlsplit(request.headers.get("HX-Current-URL") or request.headers.get("Referer") or "")
    return safe_back(f"{current.path}?{current.query}" if current.query else current.path)


def safe_back(target: str | None) -> str:
    """A place in the staff's pages, or "" (nobody is sent elsewhere)."""
    inside = target is not None and (target == PREFIX or target.startswith((f"{PREFIX}/", f"{PREFIX}?")))
    return target if inside and target is not None and "\\" not in target and target.isprintable() else ""


async def get_visit(request: Request) -> Visit:
    """Who is logged in, also where something is still to be done first (`due`). Raises NotLoggedIn."""
    return await _visit(request, use=True)


async def _visit(request: Request, *, use: bool) -> Visit:
    known: Visit | None = getattr(request.state, "visit", None)
    if known is not None:
        return known
    token = session_token(request)
    if token is None:
        raise NotLoggedIn(back_to(request))
    try:
        sessions = get_context(request).desk.accounts.sessions
        opened = await run_in_threadpool(lambda: sessions.open(token, "console", use=use))
    except SessionInvalid:
        raise NotLoggedIn(back_to(request)) from None
    if opened.code_due:
        raise NotLoggedIn(back_to(request), f"{PREFIX}/login/code")
    visit = Visit(opened.member, opened.session, opened)
    request.state.visit = visit
    return visit


def due_page(opened: Opened) -> str | None:
    """The page where something must be done before anything else, if so."""
    if opened.password_due:
        return f"{PREFIX}/account/password"
    if opened.totp_due:
        return f"{PREFIX}/account/totp"
    return None


async def get_own(request: Request) -> StaffMember:
    """Who is logged in, for the pages of one's own account: any role, also while something is due."""
    return (await get_visit(request)).member


def console_staff(
    permission: Permission, *, use: bool = True
) -> Callable[[Request], Coroutine[Any, Any, StaffMember]]:
    """A dependency: the member of staff who is logged in and has the permission. `use` False for what an open page
    does by itself (signs, fetching again): it keeps no session alive.

    Raises NotLoggedIn, and Forbidden (a page that says so) for another role.
    """

    async def allowed(request: Request) -> StaffMember:
        visit = await _visit(request, use=use)
        due = due_page(visit.opened)
        if due is not None:
            raise NotLoggedIn("", due)
        if not visit.member.may(permission):
            raise Forbidden
        return visit.member

    return allowed
