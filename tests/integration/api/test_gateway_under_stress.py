"""The gateway when things go wrong or happen at once: Rasa is down, processes are killed, a conversation is erased."""
# ruff: noqa: F811 - fixtures come in as arguments of the same name

import asyncio
import os
import uuid
from typing import Any

import httpx
import pytest

from api.turns.dialogue import DialogueState
from api.turns.rasa_client import RasaClient, RasaTurn
from api.turns.taking import Inbound
from desk.ids import ConversationId
from desk.model import Content, Conversation, PendingInbound, StoredMessage
from desk.texts import MaskedText, RawText
from knowledge.vocabulary import Expects, Owner
from tests.integration.api.gateway_world import SLOTS, World, archive, world  # noqa: F401
from tests.integration.desk.conftest import clock, desk, new_desk, staff  # noqa: F401
from tests.integration.desk.test_crash import DIED, FAILED, die_at


def test_while_rasa_is_down_customers_get_an_apology_and_a_person(world: World) -> None:
    conversation = world.open()
    world.rasa.down = True
    after, reply = world.say(conversation, "手数料はいくらですか")
    assert [m.key for m in reply] == ["system.bot_down"]
    assert [c.value for c in reply[0].choices] == ["handoff"]
    assert after.owner is Owner.BOT
    after, reply = world.choose(conversation, "handoff")
    assert after.owner is Owner.WAITING
    assert reply


def test_messages_of_one_conversation_are_processed_one_after_the_other(world: World) -> None:
    conversation = world.open()
    running, most = 0, 0
    answer = world.rasa.turn

    async def slow(*args: Any) -> RasaTurn:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.05)
        running -= 1
        return await answer(*args)

    world.rasa.turn = slow  # type: ignore[method-assign,assignment]
    gateway = world.gateway

    async def both() -> None:
        sends = [
            gateway.receive(conversation, Inbound(str(uuid.uuid4()), text=RawText(f"質問{n}")))
            for n in range(4)
        ]
        await asyncio.gather(*sends)

    asyncio.run(both())
    assert most == 1
    assert [sender for sender, _ in world.transcript(conversation)].count("customer") == 4


def test_a_repeated_button_gives_its_reply_again_though_it_would_not_be_allowed_now(world: World) -> None:
    conversation = world.open()
    world.rasa.state = DialogueState({**SLOTS, "requested_slot": "confirm"}, "request_form")
    world.say(conversation, "開示してください")
    press = Inbound(str(uuid.uuid4()), choice="yes")
    world.rasa.state = DialogueState({**SLOTS, "requested_slot": "requester"}, "request_form")
    gateway = world.gateway
    first = asyncio.run(gateway.receive(world.desk.conversations.get(conversation.id), press))[1]
    assert world.desk.conversations.get(conversation.id).expects is Expects.REQUESTER
    again = asyncio.run(gateway.receive(world.desk.conversations.get(conversation.id), press))[1]
    assert [m.id for m in again] == [m.id for m in first]


def test_of_two_clicks_at_once_the_second_is_told_that_the_button_is_gone(world: World) -> None:
    conversation = world.open()
    world.rasa.state = DialogueState({**SLOTS, "requested_slot": "confirm"}, "request_form")
    world.say(conversation, "開示してください")
    world.rasa.state = DialogueState({**SLOTS, "requested_slot": "requester"}, "request_form")
    before = world.desk.conversations.get(conversation.id)
    gateway = world.gateway

    async def both() -> list[Any]:
        presses = [gateway.receive(before, Inbound(str(uuid.uuid4()), choice="yes")) for _ in range(2)]
        return await asyncio.gather(*presses)

    replies = [reply for _, reply in asyncio.run(both())]
    assert {reply[0].key for reply in replies} == {"talk.greet", "system.choice_gone"}
    assert world.desk.conversations.pending() == ()


def test_a_mistake_of_ours_is_an_apology_and_leaves_nothing_stuck(world: World) -> None:
    conversation = world.open()
    world.rasa.outputs = [{"utterance": "no.such.key"}]
    _, reply = world.say(conversation, "こんにちは")
    assert [m.key for m in reply] == ["system.bot_down"]
    assert world.desk.conversations.pending() == ()


MALFORMED: tuple[Any, ...] = (
    {"utterance": "talk.greet", "params": {}, "kind": "song"},
    {"utterance": "talk.greet", "choices": [{"value": "handoff"}]},
    {"utterance": "talk.greet", "citations": [{"quote": "山田太郎"}]},
    {"effect": "handoff"},
    {"effect": "dance"},
    {"params": {}},
    "talk.greet",
    None,
)


@pytest.mark.parametrize("item", MALFORMED, ids=repr)
def test_of_a_turn_that_cannot_be_read_nothing_is_said_and_the_customer_is_told(
    world: World, item: Any, caplog: pytest.LogCaptureFixture
) -> None:
    def rasa(request: httpx.Request) -> httpx.Response:
        if request.method == "POST":
            return httpx.Response(200, json=[{"custom": {"utterance": "talk.greet"}}, {"custom": item}])
        return httpx.Response(200, json={"slots": {"stage": "opened"}, "active_loop": {}})

    conversation = world.open()
    before = world.desk.conversations.get(conversation.id)
    world.rasa = RasaClient("http://rasa", timeout=1, transport=httpx.MockTransport(rasa))  # type: ignore[assignment]
    after, reply = world.say(conversation, "こんにちは")
    assert [m.key for m in reply] == ["system.bot_down"]
    assert [c.value for c in reply[0].choices] == ["handoff"]
    assert ("customer", "こんにちは") in world.transcript(conversation)
    assert world.desk.conversations.pending() == ()
    assert after.dialogue_state == before.dialogue_state, "what Rasa has in mind now is not kept"
    assert "malformed output" in caplog.text
    assert "山田" not in caplog.text


def _child(world: World, number: int, conversation: Conversation, client_id: str) -> bool:
    """Take a turn in a process that dies at its N-th storage step; whether it was acknowledged."""
    world.desk.dispose()
    pid = os.fork()
    if pid == 0:
        try:
            die_at(world.desk, number)
            world.say(conversation, "こんにちは", client_id)
            os._exit(0)
        finally:
            os._exit(FAILED)
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    assert code in (0, DIED)
    return code == 0


def test_killed_between_any_two_storage_steps_a_turn_is_found_whole_and_once(world: World) -> None:
    for number in range(1, 80):
        conversation = world.open()
        client_id = str(uuid.uuid4())
        acknowledged = _child(world, number, conversation, client_id)
        kept = [s for s, _ in world.transcript(conversation)].count("customer")
        if acknowledged:
            assert kept == 1
        # A new process: it answers what was accepted; then the customer's channel sends the message again.
        asyncio.run(world.gateway.recover())
        if kept:
            assert [s for s, _ in world.transcript(conversation)] == ["bot", "customer", "bot"]
        _, reply = world.say(conversation, "こんにちは", client_id)
        assert [s for s, _ in world.transcript(conversation)] == ["bot", "customer", "bot"]
        assert [m.sender for m in reply] == ["bot"]
        if acknowledged:
            assert number > 10
            return
    raise AssertionError("the turn never got through")


def accepted(world: World, text: str) -> str:
    """A message that was taken in before the process ended; gives its inbound id."""
    raw = RawText(text)
    content = Content(text=MaskedText(text))
    return world.desk.conversations.accept(world.open().id, str(uuid.uuid4()), content, raw).inbound_id


def test_recovery_counts_what_it_has_answered_and_leaves_the_rest_waiting(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, third = (accepted(world, text) for text in ("一", "二", "三"))
    conversations = world.desk.conversations
    commit = conversations.commit_turn

    def failing(inbound_id: str, *given: Any, **named: Any) -> tuple[StoredMessage, ...]:
        if inbound_id == second:
            raise OSError("no space left")
        return commit(inbound_id, *given, **named)

    monkeypatch.setattr(conversations, "commit_turn", failing)
    assert asyncio.run(world.gateway.recover()) == 2
    assert conversations.answered(first) and conversations.answered(third)
    assert [one.inbound_id for one in conversations.pending()] == [second]


def test_recovery_opens_what_waits_once_however_much_it_is(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(4):
        accepted(world, str(number))
    conversations, opened = world.desk.conversations, 0
    pending = conversations.pending

    def counted() -> tuple[PendingInbound, ...]:
        nonlocal opened
        found = pending()
        opened += len(found)
        return found

    monkeypatch.setattr(conversations, "pending", counted)
    assert asyncio.run(world.gateway.recover()) == 4
    assert opened == 4


def test_rasa_forgets_what_was_erased_as_soon_as_it_can(world: World) -> None:
    conversation = world.open()
    world.say(conversation, "開示してください")
    world.desk.erasures.erase([], "operator", conversations=[conversation.id])
    world.rasa.down = True
    assert asyncio.run(world.gateway.wipe_trackers()) == 0
    assert world.desk.wipes.pending() == (conversation.id,)
    world.rasa.down = False
    assert asyncio.run(world.gateway.wipe_trackers()) == 1
    assert world.rasa.erased == [conversation.id]
    assert world.desk.wipes.pending() == ()
    assert asyncio.run(world.gateway.wipe_trackers()) == 0


def test_an_erasure_in_the_middle_of_a_turn_leaves_nothing_of_it(world: World) -> None:
    """The customer's message was accepted, Rasa thinks, the conversation is erased: the turn is not stored, and Rasa is
    emptied after the turn, not before."""
    conversation = world.open()
    order: list[str] = []
    think = world.rasa.turn

    async def slow(
        conversation_id: ConversationId, text: str, state: DialogueState, version: int
    ) -> RasaTurn:
        world.desk.erasures.erase([], "operator", conversations=[conversation.id])
        order.append("turn")
        return await think(conversation_id, text, state, version)

    async def erase(conversation_id: ConversationId) -> None:
        order.append("emptied")

    world.rasa.turn, world.rasa.erase = slow, erase  # type: ignore[method-assign]
    gateway = world.gateway

    async def both() -> None:
        inbound = Inbound(str(uuid.uuid4()), text=RawText("開示してください"))
        receiving = asyncio.create_task(
            gateway.receive(world.desk.conversations.get(conversation.id), inbound)
        )
        while "turn" not in order:
            await asyncio.sleep(0.01)
        await gateway.wipe_trackers()
        await asyncio.gather(receiving, return_exceptions=True)

    asyncio.run(both())
    assert order == ["turn", "emptied"]
    assert world.desk.conversations.messages(conversation.id) == ()
    assert world.desk.conversations.pending() == ()
