"""What machines ask: health, the API's own description, errors."""

import httpx
import pytest

from evaluation.stack import VAR, Stack
from tests.integration.http.talk import Clerk, check_problem

pytestmark = pytest.mark.integration

ROUTES = {
    "/api/v1/companies": {"get"},
    "/api/v1/conversations": {"post"},
    "/api/v1/conversations/{conversation_id}/messages": {"get", "post"},
    "/api/v1/conversations/{conversation_id}/events": {"get"},
    "/forms/{token}": {"post"},
    "/api/v1/requests/status": {"post"},
    "/api/v1/staff/session": {"post"},
    "/api/v1/lookup": {"post"},
    "/api/v1/staff/requests": {"get"},
    "/api/v1/staff/requests/{receipt}": {"get", "patch"},
    "/api/v1/staff/conversations": {"get"},
    "/api/v1/staff/conversations/{conversation_id}/claim": {"post"},
    "/api/v1/staff/conversations/{conversation_id}/messages": {"post"},
    "/api/v1/staff/conversations/{conversation_id}/release": {"post"},
    "/api/v1/staff/conversations/{conversation_id}/close": {"post"},
    "/healthz": {"get"},
    "/readyz": {"get"},
}


def test_the_desk_says_that_it_lives_and_that_it_is_ready(http: httpx.Client) -> None:
    assert http.get("/healthz").json() == {"status": "ok"}
    ready = http.get("/readyz")
    assert (ready.status_code, ready.json()) == (200, {"status": "ready"})


def test_the_openapi_document_names_every_route_and_resolves(http: httpx.Client) -> None:
    document = http.get("/openapi.json").json()
    assert document["openapi"].startswith("3.")
    for path, methods in ROUTES.items():
        assert set(document["paths"].get(path, {})) >= methods, path
    schemas = document["components"]["schemas"]

    def references(node: object) -> set[str]:
        if isinstance(node, dict):
            own = {node["$ref"]} if isinstance(node.get("$ref"), str) else set()
            return own.union(*(references(value) for value in node.values()))
        return set().union(*(references(item) for item in node)) if isinstance(node, list) else set()

    for reference in references(document):
        assert reference.removeprefix("#/components/schemas/") in schemas, reference
    assert "/rasa/actions" not in document["paths"], "Rasa's route is nobody else's business"


def test_the_action_route_is_not_for_others(http: httpx.Client) -> None:
    forwarded = {"X-Forwarded-For": "203.0.113.5"}
    response = http.post("/rasa/actions", json={"next_action": "nothing"}, headers=forwarded)
    assert response.status_code in {403, 404}


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/v1/nothing", 404),
        ("DELETE", "/api/v1/companies", 405),
        ("POST", "/api/v1/conversations", 422),
        ("GET", "/api/v1/staff/me", 401),
    ],
)
def test_every_error_is_a_problem_document(http: httpx.Client, method: str, path: str, status: int) -> None:
    document = check_problem(http.request(method, path), status)
    assert document["type"].startswith("urn:madoguchi:problem:")


def test_any_site_may_host_the_widget_and_no_cookie_is_set(http: httpx.Client) -> None:
    headers = {"Origin": "https://shop.example", "Access-Control-Request-Method": "POST"}
    asked = {**headers, "Access-Control-Request-Headers": "authorization,content-type"}
    allowed = http.options("/api/v1/conversations", headers=asked)
    assert allowed.status_code == 200
    assert allowed.headers["access-control-allow-origin"] == "*"
    opened = http.post("/api/v1/conversations", json={"company": "oni"}, headers=headers)
    assert opened.headers["access-control-allow-origin"] == "*"
    assert "set-cookie" not in opened.headers
    assert "access-control-allow-credentials" not in opened.headers
    assert opened.headers["cache-control"] == "no-store"
    assert opened.headers["x-content-type-options"] == "nosniff"


@pytest.mark.usefixtures("colleague")
def test_what_a_desk_under_test_writes_down_lies_beside_it_and_not_among_the_projects_records(
    running: Stack, clerk: Clerk
) -> None:
    assert clerk.get("staff/requests").status_code == 200
    own = {head.parents[1].name for head in (running.var / "records").glob("*/audit/head.json")}
    assert own, "the app and the command that added a colleague have signed what they did"
    assert (running.var / "secret.key").is_file()
    assert not any((VAR / "records" / name).exists() for name in own)
