"""A desk is ready once Rasa answers turns, not once a model is loaded."""

import asyncio
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from api.turns import rasa_health
from api.turns.dialogue import DialogueState
from api.turns.rasa_client import BROKEN_FOR, PROVED_FOR, RasaClient, RasaInput, RasaUnavailable
from api.turns.rasa_health import RasaHealth
from desk.ids import ConversationId
from knowledge.vocabulary import CompanyId

MODEL = {"model_file": "dialogue.tar.gz"}


class Server:
    """A Rasa whose model is there, and answers or not."""

    def __init__(self) -> None:
        self.loaded, self.answers = True, True
        self.heard: list[str] = []
        self.emptied = 0
        self.held: asyncio.Event | None = None

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == "/status":
            return httpx.Response(200, json=MODEL if self.loaded else {})
        if request.method == "POST":
            self.heard.append(request.read().decode())
            if self.held is not None:
                await self.held.wait()
            return httpx.Response(200, json=[{"custom": {"utterance": "talk.greet"}}] if self.answers else [])
        if request.method == "PUT" and request.read() == b"[]":
            self.emptied += 1
        return httpx.Response(200, json={"slots": {}, "active_loop": {}, "events": []})


class Asked:
    def __init__(self) -> None:
        self.server, self.now = Server(), 0.0
        self.rasa = RasaClient("http://rasa", timeout=5, transport=httpx.MockTransport(self.server))
        self.rasa.proof._clock = lambda: self.now
        self.health = RasaHealth(self.rasa, (CompanyId("oni"),))
        self.loop = asyncio.new_event_loop()

    def ready(self) -> bool:
        return self.loop.run_until_complete(self.health.ready())

    def settle(self) -> None:
        """The greeting that is under way ends."""

        async def end() -> None:
            if self.health._asking is not None:
                await self.health._asking

        self.loop.run_until_complete(end())

    def turn(self) -> Any:
        work = self.rasa.turn(ConversationId("c1"), RasaInput("手数料"), DialogueState({"company": "oni"}), 0)
        return self.loop.run_until_complete(work)


@pytest.fixture
def asked() -> Iterator[Asked]:
    made = Asked()
    yield made
    made.settle()
    made.loop.run_until_complete(made.rasa.close())
    made.loop.close()


def test_a_model_that_is_loaded_and_fails_every_turn_is_not_ready(asked: Asked) -> None:
    asked.server.answers = False
    assert not asked.ready()
    asked.now += BROKEN_FOR
    asked.server.answers = True
    assert asked.ready(), "once it answers it is"


def test_without_a_model_nothing_is_asked(asked: Asked) -> None:
    asked.server.loaded = False
    assert not asked.ready()
    assert asked.server.heard == []


def test_the_answer_holds_for_a_while_and_nobodys_conversation_is_emptied(asked: Asked) -> None:
    for _ in range(5):
        assert asked.ready()
    asked.settle()
    assert (len(asked.server.heard), asked.server.emptied) == (1, 1)
    asked.now += PROVED_FOR
    assert asked.ready()
    assert len(asked.server.heard) == 2


def test_a_broken_model_is_not_asked_at_each_question(asked: Asked) -> None:
    asked.server.answers = False
    assert [asked.ready() for _ in range(5)] == [False] * 5
    assert len(asked.server.heard) == 1


def test_a_customers_turn_that_works_is_proof_enough(asked: Asked) -> None:
    asked.turn()
    assert asked.ready()
    assert len(asked.server.heard) == 1


def test_a_turn_that_fails_has_it_asked_again_before_anything_is_concluded(asked: Asked) -> None:
    assert asked.ready()
    asked.server.answers = False
    with pytest.raises(RasaUnavailable):
        asked.turn()
    asked.server.answers = True
    assert asked.ready(), "it was that turn's own fault"
    asked.server.answers = False
    with pytest.raises(RasaUnavailable):
        asked.turn()
    assert not asked.ready()


def test_a_model_that_was_gone_has_everything_to_prove(asked: Asked) -> None:
    assert asked.ready()
    asked.server.loaded = False
    assert not asked.ready()
    asked.server.loaded, asked.server.answers = True, False
    assert not asked.ready()


def test_who_asks_is_not_kept_waiting_and_one_greeting_is_under_way(
    asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rasa_health, "WAIT", 0.01)
    asked.server.held = asyncio.Event()
    assert not asked.ready(), "not known yet"
    assert not asked.ready()
    asked.server.held.set()
    asked.settle()
    assert asked.ready()
    assert len(asked.server.heard) == 1


def test_where_there_is_no_company_a_loaded_model_is_all_there_is_to_know(asked: Asked) -> None:
    assert asked.loop.run_until_complete(RasaHealth(asked.rasa, ()).ready())
    assert asked.server.heard == []
