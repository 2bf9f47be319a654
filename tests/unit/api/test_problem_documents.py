"""What is answered where something was wrong: what was wrong and what is allowed, and nothing of what was sent."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from api import desk_problems, problems
from api.desk_problems import STATUS_OF_KIND, problem_of
from api.problems import Problem, _from_validation, answer, field_problem, show_as_pages
from desk.errors import ChangeInvalid, DeskError, Forbidden, TooManyAttempts
from desk.handover.errors import AlreadyClaimed
from desk.papers.errors import LetterBroken
from knowledge.vocabulary import CompanyId
from tests.unit.api.asking_for import done, request

SAID = "090-1234-5678"


def body(problem: Problem) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(bytes(problem.response().body))
    return found


def test_a_problem_says_what_kind_it_is_and_carries_what_programs_need() -> None:
    made = Problem(409, "client_id_reused", "Said before.", headers={"X-Y": "z"}, extra={"why": "twice"})
    response = made.response()
    assert (response.status_code, response.media_type) == (409, "application/problem+json")
    assert response.headers["x-y"] == "z"
    assert body(made) == {
        "type": "urn:madoguchi:problem:client_id_reused", "title": "Conflict", "status": 409,
        "code": "client_id_reused", "detail": "Said before.", "why": "twice",
    }  # fmt: skip
    assert body(Problem(418, "x", "y"))["title"] == "Error"


def test_a_bad_field_is_named_with_what_it_may_be() -> None:
    assert body(field_problem("region", "one of these", allowed=["east", "west"])) | {"type": ""} == {
        "type": "", "title": "Invalid input", "status": 422, "code": "invalid_input",
        "detail": "region: one of these (allowed: east, west)",
        "errors": [{"field": "region", "message": "one of these", "allowed": ["east", "west"]}],
    }  # fmt: skip
    assert "allowed" not in body(field_problem("region", "wrong"))["errors"][0]


def test_what_was_sent_is_not_echoed_where_a_field_is_wrong() -> None:
    error = {
        "loc": ("body", "customer", "phone"),
        "msg": "not a phone",
        "input": SAID,
        "ctx": {"expected": "a"},
    }
    found = _from_validation(
        RequestValidationError([error, {"loc": ("body",), "msg": "no JSON", "input": SAID}])
    )
    assert found.errors == [
        {"field": "customer.phone", "message": "not a phone", "allowed": "a"},
        {"field": "body", "message": "no JSON"},
    ]
    assert found.detail.endswith(": customer.phone, body")
    assert SAID not in json.dumps(body(found))


@pytest.mark.parametrize(
    ("path", "page"),
    [("/staff", True), ("/staff/x", True), ("/staffroom", False), ("/api/v1/staff", False), ("/", False)],
)
def test_people_get_pages_below_their_prefix_and_programs_documents(path: str, page: bool) -> None:
    app = FastAPI()
    show_as_pages(app, "/staff", lambda asked, problem: Response(f"page {problem.code}"))
    asked = request(url=path)
    asked.scope["app"] = app
    answered = answer(asked, Problem(404, "not_found", "x"))
    assert (bytes(answered.body) == b"page not_found") is page


def handled(error: Exception) -> Response:
    """The app's answer to an error."""
    app = FastAPI()
    problems.install(app)
    desk_problems.install(app)
    asked = request()
    asked.scope["app"] = app
    handler: Any = next(
        app.exception_handlers[one] for one in type(error).__mro__ if one in app.exception_handlers
    )
    response: Response = done(handler(asked, error))
    return response


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (Problem(410, "gone", "x"), 410, "gone"),
        (HTTPException(405), 405, "method_not_allowed"),
        (HTTPException(418), 418, "error"),
        (Forbidden(), 403, "forbidden"),
        (ValueError(SAID), 500, "internal_error"),
        (RequestValidationError([]), 422, "invalid_input"),
        (LetterBroken(CompanyId("ocs"), "letter.typ", "no such field"), 500, "letter_broken"),
    ],
)
def test_every_error_is_a_problem_document_that_quotes_nobody(
    error: Exception, status: int, code: str
) -> None:
    response = handled(error)
    told = json.loads(bytes(response.body))
    assert (response.status_code, told["code"]) == (status, code)
    assert SAID.encode() not in bytes(response.body)


# ---------------------------------------------------------------------- refusals of the desk


def test_who_is_shut_out_is_told_until_when(monkeypatch: pytest.MonkeyPatch) -> None:
    until = datetime.now(UTC) + timedelta(hours=1)
    found = problem_of(TooManyAttempts(until))
    assert (found.status, found.extra) == (429, {"retry_at": until.isoformat()})
    assert 3590 <= int(found.headers["Retry-After"]) <= 3600
    past = problem_of(TooManyAttempts(datetime.now(UTC) - timedelta(hours=1)))
    assert past.headers["Retry-After"] == "1"


def test_a_change_that_is_not_allowed_names_its_field() -> None:
    found = problem_of(ChangeInvalid("region: one of a, b.", "region", ("a", "b")))
    assert found.errors == [{"field": "region", "message": "region: one of a, b.", "allowed": ["a", "b"]}]
    assert problem_of(ChangeInvalid("no field")).errors == []


def test_who_has_a_conversation_is_told_by_alias() -> None:
    assert problem_of(AlreadyClaimed("担当B")).extra == {"claimed_by": "担当B"}


def test_each_kind_of_refusal_has_its_status() -> None:
    def kinds(of: type[DeskError]) -> set[str]:
        return {of.kind} | {kind for one in of.__subclasses__() for kind in kinds(one)}

    assert kinds(DeskError) <= set(STATUS_OF_KIND)
    assert STATUS_OF_KIND["forbidden"] == 403
    assert STATUS_OF_KIND["unauthorized"] == 401


@pytest.mark.parametrize(
    ("kind", "status", "title"),
    [
        ("invalid", 422, "Invalid input"),
        ("not_found", 404, "Not found"),
        ("forbidden", 403, "Not allowed"),
        ("conflict", 409, "Conflict"),
        ("gone", 410, "Gone"),
    ],
)
def test_a_program_is_told_by_the_status_that_the_contract_names(kind: Any, status: int, title: str) -> None:
    error = type("Refused", (DeskError,), {"code": "x", "kind": kind, "message": "m"})()
    told = body(problem_of(error))
    assert (told["status"], told["title"]) == (status, title)


def test_who_has_tried_too_often_is_told_so() -> None:
    told = body(problem_of(TooManyAttempts(datetime.now(UTC) + timedelta(minutes=1))))
    assert (told["status"], told["title"]) == (429, "Too many attempts")
