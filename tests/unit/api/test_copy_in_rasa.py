"""Rasa's copy of a conversation: emptied so that nothing said is left in it, and a turn that half worked is none."""

import json
from typing import Any

import httpx
import pytest

from api.turns.dialogue import DialogueState
from api.turns.rasa_client import RasaClient, RasaInput, RasaUnavailable, said
from desk.ids import ConversationId
from desk.texts import kept_masked
from tests.unit.api.asking_for import done

C1 = ConversationId("c1")
USER, LISTEN = {"event": "user", "text": "090"}, {"event": "action", "name": "action_listen"}
SAID: dict[str, Any] = {"custom": {"utterance": "talk.greet"}}


class Rasa(httpx.AsyncBaseTransport):
    """Holds events, and answers otherwise where a test says so."""

    def __init__(self, **answers: Any) -> None:
        self.events: list[Any] = [USER, LISTEN]
        self.asked: list[tuple[str, str]] = []
        self.answers = answers

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.asked.append((request.method, request.url.path))
        name = {"PUT": "put", "POST": "post"}.get(
            request.method, "status" if "status" in request.url.path else "get"
        )
        answer = self.answers.get(name)
        if isinstance(answer, Exception):
            raise answer
        if isinstance(answer, int):
            return httpx.Response(answer, json={}, request=request)
        if answer is not None:
            return httpx.Response(200, json=answer, request=request)
        if name == "put":
            self.events = json.loads(request.content)
        told: Any = {
            "events": self.events,
            "slots": {"a": 1, "b": None},
            "active_loop": {"name": "request_form"},
        }
        return httpx.Response(200, json=[SAID] if name == "post" else told, request=request)


def client(rasa: Rasa) -> RasaClient:
    return RasaClient("http://127.0.0.1:5005", timeout=1.0, transport=rasa)


def test_a_copy_is_emptied_and_looked_at_afterwards() -> None:
    rasa = Rasa()
    done(client(rasa).erase(C1))
    assert rasa.events == []
    assert [method for method, _ in rasa.asked] == ["PUT", "GET"]


@pytest.mark.parametrize("left", [USER, {"event": "bot", "text": "x"}])
def test_a_copy_in_which_something_said_is_left_was_not_emptied(left: Any) -> None:
    with pytest.raises(RasaUnavailable, match="not emptied"):
        done(client(Rasa(get={"events": [LISTEN, left]})).erase(C1))


@pytest.mark.parametrize("told", [{"events": []}, {"events": None}, {"events": [LISTEN]}])
def test_what_rasa_does_by_itself_is_nothing_that_was_said(told: Any) -> None:
    done(client(Rasa(get=told)).erase(C1))


@pytest.mark.parametrize(
    "answers",
    [
        {"put": 500},
        {"get": 500},
        {"put": httpx.ConnectError("x")},
        {"get": httpx.ReadTimeout("x")},
        {"get": {"x": 1}},
    ],
)
def test_where_nobody_knows_the_copy_counts_as_not_emptied(answers: Any) -> None:
    with pytest.raises(RasaUnavailable):
        done(client(Rasa(**answers)).erase(C1))


def turn(rasa: Rasa, version: int = 1, made: RasaClient | None = None) -> Any:
    state = DialogueState({"company": "ocs"})
    return done((made or client(rasa)).turn(C1, RasaInput("hello"), state, version))


def test_a_turn_gives_what_is_said_and_where_the_dialogue_is() -> None:
    made = turn(Rasa())
    assert len(made.outputs) == 1
    assert made.state == DialogueState({"a": 1}, "request_form")


@pytest.mark.parametrize(
    "answers",
    [
        {"post": []}, {"post": {}}, {"post": ["x"]}, {"post": [{"text": "of Rasa's own"}]}, {"post": 500},
        {"post": [SAID, {"custom": {"nothing": "of the kind"}}]}, {"post": httpx.ReadTimeout("x")},
        {"put": 500}, {"get": 500}, {"get": {"events": []}},
    ],
)  # fmt: skip
def test_a_turn_of_which_a_part_is_missing_is_none(answers: Any) -> None:
    rasa = Rasa(**answers)
    made = client(rasa)
    made.proof.worked()
    with pytest.raises(RasaUnavailable):
        turn(rasa, made=made)
    assert not made.proof.fresh, "it is asked again whether turns work"


def test_a_turn_that_worked_says_that_turns_do() -> None:
    made = client(Rasa())
    before = made.proof.works
    turn(Rasa(), made=made)
    assert (before, made.proof.works, made.proof.fresh) == (False, True, True)


@pytest.mark.parametrize(
    ("status", "ready"),
    [
        ({"model_file": "m"}, True),
        ({"model_file": ""}, False),
        ({}, False),
        (500, False),
        (httpx.ConnectError("x"), False),
    ],
)
def test_rasa_is_ready_with_a_model(status: Any, ready: bool) -> None:
    assert done(client(Rasa(status=status)).ready()) is ready


@pytest.mark.parametrize(
    ("text", "sent"), [("/restart", "／restart"), (" /x ", "／x"), ("a/b ", "a/b"), ("//", "／/"), ("", "")]
)
def test_a_customers_text_is_no_command_to_rasa(text: str, sent: str) -> None:
    assert said(kept_masked(text)) == sent
