"""The address that Rasa calls: for who has the secret of this start, or sits on this machine where there is none."""

import json
import zlib
from types import SimpleNamespace
from typing import Any

import pytest
from fastapi.routing import APIRoute
from pydantic import SecretStr

from api.problems import Problem
from api.turns.action_route import MAX_BODY, router, run_action
from tests.unit.api.asking_for import done, request

TOKEN = "of this start"


def call(
    body: bytes = b"{}",
    token: str = "",
    *,
    wanted: str | None = None,
    client: str = "127.0.0.1",
    **headers: str,
) -> Any:
    async def run(given: Any) -> tuple[int, Any]:
        return 200, given

    settings = SimpleNamespace(action_token=SecretStr(wanted) if wanted is not None else None)
    asked = request("POST", headers={name.replace("_", "-"): one for name, one in headers.items()}, body=body)
    asked.scope["client"] = (client, 1) if client else None
    context: Any = SimpleNamespace(settings=settings, run_action=run)
    return json.loads(bytes(done(run_action(asked, context, token)).body))


def refused(**more: Any) -> int:
    with pytest.raises(Problem) as problem:
        call(**more)
    return problem.value.status


def test_who_has_the_secret_runs_an_action_from_wherever() -> None:
    assert call(b'{"next_action": "x"}', TOKEN, wanted=TOKEN, client="10.0.0.1") == {"next_action": "x"}


@pytest.mark.parametrize("token", ["", "wrong", TOKEN + "x", "é"])
def test_who_has_it_not_does_not_even_from_this_machine(token: str) -> None:
    assert refused(token=token, wanted=TOKEN) == 404


@pytest.mark.parametrize("client", ["127.0.0.1", "127.8.9.1", "::1"])
def test_without_a_secret_this_machine_alone_is_answered(client: str) -> None:
    assert call(client=client) == {}


@pytest.mark.parametrize("client", ["10.0.0.1", "::2", "", "localhost", "testclient"])
def test_and_nobody_from_elsewhere(client: str) -> None:
    assert refused(client=client) == 404


def test_what_a_proxy_hands_on_is_from_elsewhere() -> None:
    assert refused(x_forwarded_for="10.0.0.1") == 404


def test_a_secret_that_nobody_asked_for_is_no_way_in() -> None:
    assert refused(token="x") == 404


def test_a_body_may_be_deflated_up_to_a_size(monkeypatch: pytest.MonkeyPatch) -> None:
    def packed(length: int) -> bytes:
        return zlib.compress(json.dumps({"a": "x" * (length - len('{"a": ""}'))}).encode())

    assert MAX_BODY == 8 * 1024 * 1024
    monkeypatch.setattr("api.turns.action_route.MAX_BODY", 1000)
    assert len(call(packed(1000), content_encoding="deflate")["a"]) == 991
    assert refused(body=packed(1002), content_encoding="deflate") == 413


@pytest.mark.parametrize("body", [b"", b"x", b"[]", b'"x"', b"\xff"])
def test_anything_else_is_no_action_call(body: bytes) -> None:
    assert refused(body=body) == 400
    assert refused(body=b"not deflated", content_encoding="deflate") == 400


def test_rasa_finds_its_actions_at_the_address_that_the_supervisor_gives_it() -> None:
    paths = {
        route.path
        for route in router.routes
        if isinstance(route, APIRoute) and "POST" in (route.methods or ())
    }
    assert paths == {"/rasa/actions", "/rasa/actions/{token}"}
