"""Entering what came by post or telephone: a request, a complaint, a leak enquiry, an opt-out."""

from collections.abc import Mapping
from typing import Annotated, Any, get_args
from uuid import uuid4

from fastapi import APIRouter, Depends, Request, Response
from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool

from api.companies import Company
from api.console.naming import Names
from api.console.rendering import render, sentence
from api.console.scope import company_choices, own_company
from api.console.visit import console_staff, locale_of
from api.context import Context, ContextDep
from api.desk_problems import problem_of
from api.problems import Problem
from api.staff.entering import TypeNotHere, entry_of
from api.staff.schemas.requests import MAX_NOTE, StaffEntry
from desk.errors import ChangeInvalid
from desk.life import CameBy, RecordKind
from desk.requests.casework import Entered
from desk.requests.errors import FormInvalid
from desk.requests.fields import ORDER
from desk.roles import Permission, StaffMember
from desk.wording import render as say
from knowledge.facts.procedure import offered_types
from knowledge.vocabulary import ReplyMethod, Requester, RequestType, Subject

router = APIRouter(prefix="/requests/new")

Mover = Annotated[StaffMember, Depends(console_staff(Permission.MOVE_REQUESTS))]
_PLAIN = (
    "kind", "request_type", "region", "requester", "subject", "reply_method", "standing", "came_by", "came_on",
    "locale", "note", "client_id", "incident",
)  # fmt: skip
_LABELS = ("board.entry", "board", "board.case")
"""Where the labels of the form's fields stand."""
_WAYS = tuple(way for way in get_args(CameBy) if way not in ("web", "line"))


@router.get("")
async def form(request: Request, context: ContextDep, staff: Mover, company: str = "") -> Response:
    """First the company, then the form for it."""
    chosen = own_company(context, staff, company) if company else None
    return await run_in_threadpool(_form, request, context, staff, chosen, {"client_id": str(uuid4())})


def _form(
    request: Request,
    context: Context,
    staff: StaffMember,
    company: Company | None,
    given: Mapping[str, Any],
    problem: Problem | None = None,
    errors: list[tuple[str, str]] | None = None,
    entered: Mapping[str, str | None] | None = None,
) -> Response:
    names = Names(context, locale_of(request))

    def words(section: str, values: Any) -> list[tuple[str, str]]:
        return [(value, names.word(section, value)) for value in values]

    return render(
        request,
        "console/request_new.html",
        staff,
        status=200 if problem is None else 422,
        names=names,
        company=company,
        companies=company_choices(context, staff),
        given={"client_id": str(uuid4()), **given},
        kinds=words("board.kind", get_args(RecordKind)),
        types=words("request_type", [one.value for one in _types(company)]),
        type_regions=_type_regions(company),
        regions=words("region", [str(one) for one in company.regions]) if company is not None else [],
        requesters=words("requester", [one.value for one in Requester]),
        subjects=words("subject", [one.value for one in Subject]),
        replies=words("reply_method", [one.value for one in ReplyMethod]),
        ways=words("board.came_by", _WAYS),
        incidents=_announced(context, company, names),
        locales=words("board.entry.locales", ("ja", "en", "zh")),
        fields=ORDER,
        most_note=MAX_NOTE,
        problem=sentence(problem, names.locale) if problem is not None else None,
        errors=errors or [],
        entered=entered,
    )


def _types(company: Company | None) -> tuple[RequestType, ...]:
    """What the company's policy gives in any of its regions; whether it does in the chosen one, the entry says."""
    if company is None or company.facts is None:
        return tuple(RequestType)
    return offered_types(company.facts)


def _type_regions(company: Company | None) -> dict[str, list[str]]:
    """Where the policy makes a difference: of each type the regions in which it is given. The form narrows by it, and
    the entry refuses by the same."""
    found: dict[str, list[str]] = {}
    if company is not None and company.facts is not None:
        for region in company.regions:
            for one in offered_types(company.facts, region):
                found.setdefault(one.value, []).append(region.value)
    return found


def _announced(context: Context, company: Company | None, names: Names) -> list[tuple[str, str]]:
    """What runs for the company: (id, as it is listed)."""
    running = context.desk.incidents.running_for(company.id) if company is not None else ()
    return [(one.id, names.incident(one)) for one in running]


@router.post("")
async def enter(request: Request, context: ContextDep, staff: Mover) -> Response:
    """Open the record; the answer shows the access code, once. What is wrong is named, and what was typed stays."""
    sent = await request.form()
    given = {name: value for name, value in sent.items() if isinstance(value, str)}
    company = own_company(context, staff, given.get("company", ""))
    return await run_in_threadpool(_enter, request, context, staff, company, given)


def _enter(
    request: Request, context: Context, staff: StaffMember, company: Company, given: dict[str, str]
) -> Response:
    names = Names(context, locale_of(request))
    try:
        entered = _open(context, staff, company, given)
    except ValidationError as wrong:
        problem = Problem(422, "invalid_input", "Some fields need correction.")
        fields = [str(one["loc"][0]) if one["loc"] else "request_type" for one in wrong.errors()]
        found = [_mistake(names, field) for field in dict.fromkeys(fields)]
        return _form(request, context, staff, company, given, problem, found)
    except FormInvalid as wrong:
        found = [
            (names.word("form.field", one.field), say(one.key, names.locale, one.params))
            for one in wrong.errors
        ]
        return _form(request, context, staff, company, given, problem_of(wrong), found)
    except ChangeInvalid as wrong:
        found = [_mistake(names, wrong.field)] if wrong.field is not None else []
        return _form(request, context, staff, company, given, problem_of(wrong), found)
    except TypeNotHere as wrong:
        told = names.say("entry.type_here", types=names.listed("request_type", wrong.offered))
        return _form(request, context, staff, company, given, wrong, [(names.say("request_type"), told)])
    except Problem as wrong:
        found = [_mistake(names, str(one["field"])) for one in wrong.errors]
        return _form(request, context, staff, company, given, wrong, found)
    code = entered.opened.access_code if entered.opened is not None else None
    done = {"receipt": entered.record.receipt, "code": code}
    return _form(request, context, staff, company, given, entered=done)


def _mistake(names: Names, field: str) -> tuple[str, str]:
    """A field's label, and what it should be (empty where the label says enough)."""
    label = next((text for where in _LABELS if (text := names.word(where, field)) != field), "")
    told = names.word("board.entry.error", field)
    return label, "" if told == field else told


def _open(context: Context, staff: StaffMember, company: Company, given: dict[str, str]) -> Entered:
    # A browser sends each end of a line as two characters, and counts it as one.
    values = {name: value for name in _PLAIN if (value := given.get(name, "").replace("\r\n", "\n").strip())}
    customer = {name: value for name in ORDER if (value := given.get(f"c-{name}", "").strip())}
    body = StaffEntry.model_validate({**values, "company": company.id, "customer": customer})
    return context.desk.work.casework.enter(entry_of(body, company), staff)
