"""The personal-data form: shown, sent, answered with the receipt."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response
from starlette.concurrency import run_in_threadpool

from api.context import Context, ContextDep
from api.describing import PAGE, refusals, sent_as_json_or_form
from api.desk_problems import problem_of
from api.pages.public import page, preferred
from api.pages.templating import when
from api.problems import Problem
from api.rendering import citation_out, document_links
from api.schemas import ChecklistItem, Submitted
from api.turns.dialogue import opened
from desk.locales import LOCALES
from desk.model import Submitted as Result
from desk.requests.errors import FormExpired, FormInvalid, FormNotFound, FormSpent
from desk.requests.forms import FormView
from desk.requests.received import announce
from desk.wording import render

router = APIRouter(prefix="/forms", tags=["forms"])

MAX_BODY = 64 * 1024
"""Bytes a submitted form may have."""


@router.get("/{token}", response_class=HTMLResponse, include_in_schema=False)
async def show_form(token: str, context: ContextDep, request: Request) -> Response:
    """The form as a page of its own. Looking never spends it."""
    try:
        view = await run_in_threadpool(context.desk.forms.describe, token)
    except (FormExpired, FormNotFound) as exc:
        return await _failed_page(context, request, token, exc)
    return _form_page(context, request, token, view)


@router.post(
    "/{token}",
    status_code=201,
    response_model=Submitted,
    responses={201: PAGE, **refusals(404, 409, 410, 413, 422, page=True)},
    openapi_extra=sent_as_json_or_form(),
)
async def submit_form(token: str, context: ContextDep, request: Request) -> Response:
    """Open the request (once): JSON gives JSON, a browser's form post gives a page."""
    browser = "application/json" not in request.headers.get("content-type", "")
    values = await _read(request, browser)
    try:
        result = await run_in_threadpool(context.desk.forms.submit, token, values, announce, advance=opened)
    except FormInvalid as exc:
        view = await run_in_threadpool(context.desk.forms.describe, token)
        errors = {e.field: render(e.key, view.locale, e.params) for e in exc.errors}
        if browser:
            return _form_page(context, request, token, view, errors, dict(exc.values), status=422)
        detail = [{"field": e.field, "message": errors[e.field], "allowed": e.allowed} for e in exc.errors]
        problem = Problem(422, exc.code, exc.message, errors=detail, extra={"values": dict(exc.values)})
        return problem.response()
    except (FormExpired, FormSpent, FormNotFound) as exc:
        if browser:
            return await _failed_page(context, request, token, exc)
        return problem_of(exc).response()
    body = submitted_out(context, result)
    if browser:
        # Of the conversation and not of the form: the answer is given again past the form's time.
        conversation = await run_in_threadpool(context.desk.conversations.get, result.conversation_id)
        return page(
            request,
            "form_done.html",
            conversation.locale,
            status=201,
            locales=LOCALES,
            result=body.model_dump(mode="json"),
        )
    return JSONResponse(body.model_dump(mode="json"), status_code=201)


def submitted_out(context: Context, result: Result) -> Submitted:
    """What the desk says after a form, in the shape of the contract.

    A contact opens no request and has no receipt. The contract has no word for its standing: "announcement" says at
    least that no request stands.
    """
    checklist = [
        ChecklistItem(
            label=item.label,
            citation=citation_out(context.base_url, item.citation) if item.citation else None,
        )
        for item in result.checklist
    ]
    return Submitted(
        receipt=result.receipt,
        access_code=result.access_code,
        standing=result.standing or "announcement",
        checklist=checklist,
        send_to=dict(result.send_to),
        documents=document_links(context.base_url, result.links),
    )


async def _read(request: Request, browser: bool) -> Mapping[str, str]:
    raw = await request.body()
    if len(raw) > MAX_BODY:
        raise Problem(413, "too_large", f"A form may have at most {MAX_BODY} bytes.")
    if browser:
        return dict(parse_qsl(raw.decode("utf-8", errors="replace"), keep_blank_values=True))
    try:
        data: Any = json.loads(raw)
    except ValueError:
        raise Problem(422, "invalid_input", "The body is not JSON.") from None
    if not isinstance(data, dict):
        raise Problem(422, "invalid_input", "The body must be an object of field names and texts.")
    bad = [name for name, value in data.items() if value is not None and not isinstance(value, str)]
    if bad:
        errors = [{"field": name, "message": "must be text"} for name in bad]
        raise Problem(422, "invalid_input", "Some fields are not text.", errors=errors)
    return {name: value for name, value in data.items() if value is not None}


def _form_page(
    context: Context,
    request: Request,
    token: str,
    view: FormView,
    errors: Mapping[str, str] | None = None,
    values: Mapping[str, str] | None = None,
    *,
    status: int = 200,
) -> Response:
    company = context.companies.get(view.company)
    return page(
        request,
        "form.html",
        view.locale,
        status=status,
        locales=LOCALES,
        action=f"/forms/{token}",
        company={"id": view.company, "name": company.name if company else view.company},
        settled=settled(view),
        fields=[{"name": f.name, "label": f.label, "required": f.required} for f in view.spec.fields],
        errors=dict(errors or {}),
        values=dict(values or {}),
        until=when(view.expires_at, view.locale),
    )


def settled(view: FormView) -> list[str]:
    """What the conversation has settled, one line a matter: so a form that is opened apart from the chat says what for.

    Words of the vocabulary only; nothing that anybody has typed.
    """
    draft = view.spec.request
    if draft is None or draft.kind != "request":
        return []
    said = {
        slot: getattr(draft, slot)
        for slot in ("request_type", "region", "requester", "subject", "reply_method")
    }
    lines = [
        render(f"summary.{slot}", view.locale, {"value": {"key": f"{slot}.{value}"}})
        for slot, value in said.items()
        if value
    ]
    return [line.lstrip("・- ") for line in lines]


async def _failed_page(
    context: Context, request: Request, token: str, exc: FormExpired | FormNotFound | FormSpent
) -> Response:
    """Why there is no form here (any more), in its conversation's language, else in the browser's."""
    problem = problem_of(exc)
    locale = await run_in_threadpool(context.desk.forms.locale_of, token) or preferred(request)
    return page(
        request,
        "error.html",
        locale,
        status=problem.status,
        locales=LOCALES,
        detail=render(f"forms.{exc.code}", locale, {}),
    )
