"""Whatever comes in, every route of the API answers as its OpenAPI document says: with a status that it names, in a shape
that it gives, and never with an error of its own."""

from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance

from knowledge.vocabulary import CompanyId
from tests.described_app import described_app
from tests.integration.console.whole_house import OURS, House

_FOUND: list[Any] = list(schemathesis.openapi.from_dict(described_app().openapi()).get_all_operations())
ROUTES = {f"{one.ok().method.upper()} {one.ok().path}": one.ok() for one in _FOUND}
LEFT_OUT = {
    "DELETE /api/v1/staff/session": "ends the session that the others need",
    "POST /api/v1/conversations/{conversation_id}/messages": "needs Rasa; tests/integration/http has it",
    "POST /api/v1/lookup": "needs the index; tests/integration/http has it",
    "GET /readyz": "asks Rasa and the index",
    "GET /api/v1/conversations/{conversation_id}/events": "has no end",
    "GET /api/v1/staff/events": "has no end",
}


@pytest.fixture(scope="module")
def things(house: House) -> dict[str, str]:
    """Something of our company for the names in paths, and the two tokens."""
    conversation, token = house.desk.conversations.open(CompanyId(OURS), None, "ja", [])
    boss = house.headers("api", house.member("admin", OURS))["Authorization"]
    return {
        **house.things(),
        "of_conversation": conversation.id,
        "conversation": f"Bearer {token}",
        "staff": boss,
    }


def sent(case: schemathesis.Case, things: dict[str, str]) -> requests.PreparedRequest:
    """The case as a request, about something that is there, from somebody who may."""
    route = case.operation.definition.raw
    opened_by = next((name for one in route.get("security", ()) for name in one), None)
    there = {**things, "item": things["lost"]} if "/undelivered/" in case.path else dict(things)
    if opened_by == "conversation":
        there["conversation_id"] = things["of_conversation"]
    case.path_parameters = {name: there.get(name, value) for name, value in case.path_parameters.items()}
    call = case.as_transport_kwargs(base_url="https://desk.example")
    call["headers"] = {**call["headers"], **({"Authorization": things[opened_by]} if opened_by else {})}
    known = {
        name: call[name]
        for name in ("method", "url", "headers", "params", "data", "json", "files")
        if name in call
    }
    return requests.Request(**known).prepare()


@pytest.mark.parametrize("name", sorted(ROUTES.keys() - LEFT_OUT.keys()))
def test_a_route_answers_anything_as_the_document_says(
    house: House,
    things: dict[str, str],
    name: str,
) -> None:
    @settings(max_examples=12, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(case=ROUTES[name].as_strategy())
    def whatever_comes(case: schemathesis.Case) -> None:
        request: Any = sent(case, things)
        answer = house.client.request(
            request.method, request.url, headers=dict(request.headers), content=request.body
        )
        case.validate_response(answer, checks=[not_a_server_error, response_schema_conformance])

    whatever_comes()
