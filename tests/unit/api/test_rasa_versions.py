"""When Rasa is sent a conversation's state again: whenever its tracker may hold something else, and only then."""

import asyncio
import json
from collections.abc import Coroutine
from typing import Any

import httpx
import pytest

from api.turns import rasa_client
from api.turns.dialogue import DialogueState
from api.turns.rasa_client import RasaClient, RasaInput, RasaUnavailable
from desk.ids import ConversationId

C1 = ConversationId("c1")
STATE = DialogueState({"company": "oni"})


class Server:
    """A Rasa that says one thing to everything, and remembers what it was asked."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, str]] = []
        self.silent = False
        self.says: list[Any] = [{"custom": {"utterance": "talk.greet"}}]
        self.events: list[dict[str, Any]] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path
        self.calls.append((request.method, path))
        if request.method == "POST":
            return httpx.Response(200, json=[] if self.silent else self.says)
        if request.method == "PUT":
            self.events = json.loads(request.content)
        return httpx.Response(200, json={"slots": {"company": "oni"}, "active_loop": {}, "events": []})

    def sent_again(self) -> list[str]:
        """The conversations whose state was sent since this was last asked."""
        found = [path.split("/")[2] for method, path in self.calls if method == "PUT"]
        self.calls.clear()
        return found


class Talk:
    def __init__(self) -> None:
        self.server = Server()
        self.client = RasaClient("http://rasa", timeout=1, transport=httpx.MockTransport(self.server))
        self._loop = asyncio.new_event_loop()

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self._loop.run_until_complete(work)

    def turn(self, version: int, conversation: ConversationId = C1) -> None:
        self.run(self.client.turn(conversation, RasaInput("こんにちは"), STATE, version))


@pytest.fixture
def talk() -> Any:
    made = Talk()
    yield made
    made.run(made.client.close())
    made._loop.close()


def test_the_state_is_sent_before_the_first_turn_and_not_while_the_tracker_holds_it(talk: Talk) -> None:
    talk.turn(0)
    assert talk.server.calls[0] == ("PUT", "/conversations/c1/tracker/events")
    assert {"event": "slot", "name": "company", "value": "oni"} in talk.server.events
    talk.server.calls.clear()
    talk.client.committed(C1, 1)
    talk.turn(1)
    assert talk.server.sent_again() == []


def test_a_change_made_outside_the_dialogue_is_sent(talk: Talk) -> None:
    """A form that was submitted, or staff who gave the conversation back: each counts the stored state on."""
    talk.turn(0)
    talk.client.committed(C1, 1)
    talk.server.sent_again()
    talk.turn(2)
    assert talk.server.sent_again() == ["c1"]


def test_a_turn_that_was_not_stored_leaves_nothing_behind(talk: Talk) -> None:
    talk.client.committed(C1, 1)
    talk.turn(1)
    assert talk.server.sent_again() == []
    talk.turn(1)
    assert talk.server.sent_again() == ["c1"]


def test_a_turn_that_failed_leaves_nothing_behind(talk: Talk) -> None:
    talk.client.committed(C1, 1)
    talk.server.silent = True
    with pytest.raises(RasaUnavailable):
        talk.turn(1)
    talk.server.silent = False
    talk.server.sent_again()
    talk.turn(1)
    assert talk.server.sent_again() == ["c1"]


def test_an_emptied_tracker_holds_nothing(talk: Talk) -> None:
    talk.client.committed(C1, 1)
    talk.run(talk.client.erase(C1))
    assert talk.server.events == []
    talk.server.sent_again()
    talk.turn(1)
    assert talk.server.sent_again() == ["c1"]


def test_what_is_remembered_of_trackers_has_an_end(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rasa_client, "MOST_KNOWN", 2)
    for name in map(ConversationId, ("c1", "c2", "c1", "c3")):
        talk.client.committed(name, 1)
    for name in map(ConversationId, ("c1", "c3", "c2")):
        talk.turn(1, name)
    assert talk.server.sent_again() == ["c2"], "the one that was silent longest"


@pytest.mark.parametrize("says", [["noise"], [{"custom": {"utterance": "talk.greet"}}, "noise"], {}, "noise"])
def test_what_is_no_list_of_messages_is_a_failed_turn_and_no_part_of_it_is_said(
    talk: Talk, says: Any
) -> None:
    talk.server.says = says
    with pytest.raises(RasaUnavailable, match="ValueError"):
        talk.turn(0)


def test_what_customers_wrote_goes_to_rasa_and_through_no_proxy_of_the_machine(talk: Talk) -> None:
    assert not talk.client._http.trust_env
