"""The OpenAPI document says which token opens a route and how it says no."""

import json
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient

from api.describing import refusals
from api.problems import MEDIA_TYPE, Problem, field_problem
from tests.described_app import described_app
from tests.promised import Promised

pytestmark = pytest.mark.slow
Json = dict[str, Any]


def routes() -> dict[str, Json]:
    paths = described_app().openapi()["paths"]
    return {f"{method.upper()} {path}": one for path, item in paths.items() for method, one in item.items()}


def tokens(route: Json) -> list[str]:
    return [name for one in route.get("security", []) for name in one]


def test_a_generated_client_knows_which_token_opens_what() -> None:
    schemes = described_app().openapi()["components"]["securitySchemes"]
    assert {name: (one["type"], one["scheme"]) for name, one in schemes.items()} == {
        "conversation": ("http", "bearer"),
        "staff": ("http", "bearer"),
    }
    for name, route in routes().items():
        path = name.split()[1]
        if path == "/api/v1/lookup" or (
            path.startswith("/api/v1/staff/") and name != "POST /api/v1/staff/session"
        ):
            assert tokens(route) == ["staff"], name
        elif path.startswith("/api/v1/conversations/"):
            assert tokens(route) == ["conversation"], name
        else:
            assert tokens(route) == [], name


def test_no_route_lists_its_token_among_its_parameters() -> None:
    """OpenAPI 3.1: a header parameter called Authorization is ignored by whoever reads the document."""
    for name, route in routes().items():
        assert "authorization" not in [one["name"].lower() for one in route.get("parameters", [])], name


def test_every_refusal_is_described_as_a_problem_document() -> None:
    for name, route in routes().items():
        refused = {status: one for status, one in route["responses"].items() if status >= "400"}
        for status, one in refused.items():
            assert one["content"][MEDIA_TYPE]["schema"] == {"$ref": "#/components/schemas/Problem"}, (
                name,
                status,
            )
            assert one["description"], (name, status)


@pytest.mark.parametrize(
    ("route", "statuses"),
    [
        ("POST /api/v1/conversations", {"422"}),
        ("POST /api/v1/conversations/{conversation_id}/messages", {"401", "404", "409", "410", "422"}),
        ("POST /forms/{token}", {"404", "409", "410", "413", "422"}),
        ("POST /api/v1/requests/status", {"404", "422", "429"}),
        ("POST /api/v1/staff/session", {"401", "403", "422", "429"}),
        ("POST /api/v1/staff/conversations/{conversation_id}/claim", {"401", "403", "404", "409", "410", "422"}),
        ("GET /api/v1/staff/requests", {"401", "403", "422"}),
        ("GET /readyz", {"503"}),
    ],
)  # fmt: skip
def test_the_contracts_routes_name_their_refusals(route: str, statuses: set[str]) -> None:
    assert {status for status in routes()[route]["responses"] if status >= "400"} == statuses


def test_what_fastapi_says_of_bad_input_by_itself_is_gone() -> None:
    shapes = described_app().openapi()["components"]["schemas"]
    assert {"Problem", "FieldProblem"} <= shapes.keys()
    assert not {"HTTPValidationError", "ValidationError"} & shapes.keys()


def test_a_problem_has_the_members_that_are_promised() -> None:
    shapes = described_app().openapi()["components"]["schemas"]
    for problem in (Problem(404, "not_found", "no"), field_problem("region", "unknown", allowed=["jp"])):
        body = json.loads(bytes(problem.response().body))
        assert set(shapes["Problem"]["required"]) <= body.keys() <= shapes["Problem"]["properties"].keys()
        for one in body.get("errors", []):
            assert (
                set(shapes["FieldProblem"]["required"])
                <= one.keys()
                <= shapes["FieldProblem"]["properties"].keys()
            )


def test_a_form_says_what_may_be_sent_and_that_a_browser_gets_a_page() -> None:
    form = routes()["POST /forms/{token}"]
    assert set(form["requestBody"]["content"]) == {"application/json", "application/x-www-form-urlencoded"}
    assert set(form["responses"]["201"]["content"]) == {"application/json", "text/html"}
    assert set(form["responses"]["410"]["content"]) == {MEDIA_TYPE, "text/html"}


def test_a_status_without_a_meaning_is_refused_where_it_is_declared() -> None:
    with pytest.raises(KeyError):
        refusals(418)


def answered(method: str, path: str, status: int, media: str | None = None) -> httpx.Response:
    headers = {"content-type": media} if media else {}
    return httpx.Response(
        status, headers=headers, request=httpx.Request(method, f"http://desk.example{path}?a=b")
    )


@pytest.mark.parametrize(
    ("method", "path", "status", "media"),
    [
        ("GET", "/api/v1/companies", 404, MEDIA_TYPE),
        ("GET", "/api/v1/companies", 200, "text/html; charset=utf-8"),
        ("GET", "/api/v1/companies", 200, None),
        ("DELETE", "/api/v1/staff/session", 204, "application/json"),
        ("POST", "/api/v1/conversations/c_1/messages", 418, MEDIA_TYPE),
        ("POST", "/channels/slack", 422, MEDIA_TYPE),  # not the route of any channel and account
    ],
)
def test_the_tests_own_check_sees_what_is_not_promised(
    method: str, path: str, status: int, media: str | None
) -> None:
    with pytest.raises(AssertionError, match="answers"):
        Promised(described_app().openapi()).check(answered(method, path, status, media))


@pytest.mark.parametrize(
    ("method", "path", "status", "media"),
    [
        ("GET", "/api/v1/companies", 200, "application/json"),
        ("GET", "/api/v1/companies", 422, MEDIA_TYPE),
        ("DELETE", "/api/v1/staff/session", 204, None),
        ("POST", "/forms/abc", 410, "text/html; charset=utf-8"),
        ("GET", "/demo/oni", 200, "text/html; charset=utf-8"),  # a page: the document leaves it out
        ("DELETE", "/api/v1/companies", 405, MEDIA_TYPE),  # no such method there
    ],
)
def test_and_lets_pass_what_is(method: str, path: str, status: int, media: str | None) -> None:
    Promised(described_app().openapi()).check(answered(method, path, status, media))


@pytest.mark.parametrize("body", [b"\xff\xfe", b'{"company": "\x80"}', b"{", b"company=oni"])
def test_a_body_that_is_no_json_is_a_bad_input_like_any_other(body: bytes) -> None:
    client = TestClient(described_app())
    answer = client.post("/api/v1/conversations", content=body, headers={"content-type": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_input")
    assert answer.headers["content-type"] == MEDIA_TYPE
