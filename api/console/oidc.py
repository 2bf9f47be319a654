"""Logging in to the staff's pages with an OpenID provider. What the browser began is kept in a cookie that only this
desk can read."""

import base64
import binascii
import logging
from dataclasses import asdict, replace
from typing import Annotated, cast

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool

from api.console.login import browser_of, enter
from api.console.openid import Begun, OidcClient
from api.console.scope import not_there
from api.console.visit import drop_cookie, safe_back, set_cookie
from api.context import Context, ContextDep
from desk.accounts.errors import ElsewhereRefused
from desk.vaulting.errors import KeyProblem

log = logging.getLogger(__name__)
router = APIRouter(prefix="/oidc")

COOKIE = "madoguchi_oidc"
WITHIN = 600
"""Seconds that somebody may take at the provider."""
_PLACE = "cookie:oidc"


def _client(request: Request, context: Context) -> OidcClient:
    """The client of this app. Raises Problem 404 where no provider is set."""
    if context.settings.oidc_button is None:
        raise not_there()
    known = getattr(request.app.state, "oidc", None)
    if known is None:
        known = request.app.state.oidc = OidcClient(context.settings)
    return cast(OidcClient, known)


@router.get("/start")
async def start(
    request: Request, context: ContextDep, back: Annotated[str, Query(alias="next", max_length=1000)] = ""
) -> Response:
    """To the provider."""
    begun = await _client(request, context).begin()
    moment = context.desk.database.clock().timestamp()
    kept = {**asdict(replace(begun, url="")), "back": safe_back(back), "until": moment + WITHIN}
    sealed = context.desk.context.keys.seal_json(kept, _PLACE)
    response = RedirectResponse(begun.url, status_code=303)
    set_cookie(request, response, COOKIE, base64.urlsafe_b64encode(sealed).decode(), most=WITHIN)
    return response


@router.get("/callback")
async def callback(request: Request, context: ContextDep) -> Response:
    """Back from the provider: a session, if there is an account."""
    client = _client(request, context)
    try:
        begun, back = _begun(request, context)
        person = await client.finish(begun, request.query_params, context.companies.ids)
        enter_desk = context.desk.accounts.federated.enter
        entered = await run_in_threadpool(enter_desk, person, client.making, browser_of(request))
    except ElsewhereRefused as exc:
        log.warning("A log-in with the OpenID provider was refused: %s", exc.why)
        raise
    response = await enter(request, entered, back)
    drop_cookie(response, COOKIE)
    return response


def _begun(request: Request, context: Context) -> tuple[Begun, str]:
    """What this browser began. Raises ElsewhereRefused."""
    try:
        sealed = base64.urlsafe_b64decode(request.cookies.get(COOKIE, ""))
        kept = context.desk.context.keys.open_json(sealed, _PLACE)
    except (binascii.Error, ValueError, KeyProblem):
        raise ElsewhereRefused("not_begun_here") from None
    if kept["until"] < context.desk.database.clock().timestamp():
        raise ElsewhereRefused("too_late")
    return Begun("", kept["state"], kept["nonce"], kept["verifier"]), kept["back"]
