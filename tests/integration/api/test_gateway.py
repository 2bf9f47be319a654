"""One turn through the gateway on a real database, with a Rasa that answers as told."""

import asyncio
import os
import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from actions.choices import to_payload
from api.companies import Companies
from api.gateway import Gateway, Inbound
from api.interpreting import Interpreter
from api.library import load_companies
from api.rasa_client import DialogueState, RasaTurn, RasaUnavailable
from desk.bootstrap import Desk
from desk.calendar.hours import DeskState, HoursState
from desk.chat.masking import Masker
from desk.errors import ClientIdReused
from desk.model import Conversation, StoredMessage
from desk.requests.receipts import new_access_code, new_receipt
from desk.roles import StaffMember
from desk.texts import RawText
from knowledge.archive import PolicyArchive
from knowledge.vocabulary import Expects, Owner
from tests.integration.desk.conftest import clock, desk, new_desk, staff  # noqa: F401
from tests.integration.desk.test_crash import DIED, FAILED, die_at

POLICIES = Path(__file__).resolve().parents[3] / "knowledge" / "policies"
SLOTS = {"company": "oni", "stage": "none"}


class FakeRasa:
    """Stands for Rasa: answers each turn with the outputs it was given, and remembers what it was told."""

    def __init__(self, *outputs: dict[str, Any], state: DialogueState | None = None) -> None:
        self.outputs = list(outputs) or [{"utterance": "talk.greet", "params": {}}]
        self.state = state or DialogueState(dict(SLOTS))
        self.heard: list[tuple[str, DialogueState]] = []
        self.versions: dict[str, int] = {}
        self.erased: list[str] = []
        self.down = False

    async def turn(self, conversation_id: str, text: str, state: DialogueState, version: int) -> RasaTurn:
        self.heard.append((text, state))
        if self.down:
            raise RasaUnavailable("ConnectError")
        return RasaTurn(self.outputs, self.state)

    def forget(self, conversation_id: str) -> None:
        self.versions.pop(conversation_id, None)

    async def erase(self, conversation_id: str) -> None:
        if self.down:
            raise RasaUnavailable("ConnectError")
        self.erased.append(conversation_id)

    def committed(self, conversation_id: str, version: int) -> None:
        self.versions[conversation_id] = version


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> PolicyArchive:
    return PolicyArchive(tmp_path_factory.mktemp("archive"))


class World:
    """A desk, its companies and a gateway."""

    def __init__(self, desk: Desk, archive: PolicyArchive) -> None:  # noqa: F811
        self.desk = desk
        self.companies = Companies(load_companies(POLICIES, archive), desk)
        self.interpreter = Interpreter(desk, self.companies, to_payload, timedelta(minutes=30))
        self.rasa = FakeRasa()

    @property
    def gateway(self) -> Gateway:
        return Gateway(self.interpreter, self.rasa, {name: Masker() for name in self.companies.ids})  # type: ignore[arg-type]

    def open(self, company: str = "oni") -> Conversation:
        found = self.companies.get(company)
        assert found is not None
        return self.companies.open_conversation(found, None, "ja")[0]

    def say(
        self, conversation: Conversation, text: str, client_id: str | None = None
    ) -> tuple[Conversation, tuple[StoredMessage, ...]]:
        inbound = Inbound(client_id or str(uuid.uuid4()), text=RawText(text))
        return asyncio.run(self.gateway.receive(self.desk.conversations.get(conversation.id), inbound))

    def choose(
        self, conversation: Conversation, value: str
    ) -> tuple[Conversation, tuple[StoredMessage, ...]]:
        inbound = Inbound(str(uuid.uuid4()), choice=value)
        return asyncio.run(self.gateway.receive(self.desk.conversations.get(conversation.id), inbound))

    def transcript(self, conversation: Conversation) -> list[tuple[str, str]]:
        return [(m.sender, m.text) for m in self.desk.conversations.messages(conversation.id)]


@pytest.fixture
def world(desk: Desk, archive: PolicyArchive) -> World:  # noqa: F811
    return World(desk, archive)


def test_a_turn_is_answered_and_its_state_kept(world: World) -> None:
    conversation = world.open()
    world.rasa.state = DialogueState({**SLOTS, "requested_slot": "requester"}, "request_form")
    after, reply = world.say(conversation, "開示してください")
    assert [m.sender for m in reply] == ["bot"]
    assert after.expects is Expects.REQUESTER
    assert DialogueState.from_json(after.dialogue_state) == world.rasa.state
    assert world.rasa.versions == {conversation.id: after.state_version}


def test_a_new_conversation_begins_with_its_company_and_region(world: World) -> None:
    world.say(world.open("opt"), "こんにちは")
    assert world.rasa.heard[0][1].slots == {"company": "opt", "locale": "ja", "stage": "none"}


def test_the_same_client_id_does_nothing_twice(world: World) -> None:
    conversation = world.open()
    client_id = str(uuid.uuid4())
    first = world.say(conversation, "こんにちは", client_id)[1]
    again = world.say(conversation, "こんにちは", client_id)[1]
    assert [m.id for m in first] == [m.id for m in again]
    assert len(world.rasa.heard) == 1
    with pytest.raises(ClientIdReused):
        world.say(conversation, "別の文", client_id)


def test_personal_data_reaches_neither_rasa_nor_the_transcript(world: World) -> None:
    conversation = world.open()
    _, reply = world.say(conversation, "メールは taro@example.jp、電話は 090-1234-5678 です")
    everything = str(world.rasa.heard) + str(world.transcript(conversation))
    assert "taro@example.jp" not in everything
    assert "1234-5678" not in everything
    assert reply[0].key == "system.masked"


@pytest.mark.parametrize("text", ["/restart", ' /inform{"region":"jp"}', "／handoff"])
def test_a_slash_never_becomes_a_command(world: World, text: str) -> None:
    world.say(world.open(), text)
    assert not world.rasa.heard[0][0].startswith("/")


def test_the_operators_note_follows_the_answer_and_is_no_citation(world: World) -> None:
    conversation = world.open("oni")
    world.rasa.outputs = [
        {"utterance": "talk.greet", "facts": ["papers.self"], "citations": []},
        {"utterance": "talk.greet", "facts": ["retention.period"], "citations": []},
    ]
    _, reply = world.say(conversation, "身分証は何が要りますか")
    assert "窓口からの補足（2026年11月22日）：健康保険証" in reply[0].text
    assert reply[0].citations == ()
    assert "窓口からの補足" not in reply[1].text


def test_a_choice_that_is_not_allowed_is_refused_naming_the_allowed(world: World) -> None:
    conversation = world.open()
    with pytest.raises(ValueError, match="handoff"):
        world.choose(conversation, "drop_tables")
    assert world.transcript(conversation)[1:] == []


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


def test_while_staff_has_it_the_bot_is_silent(world: World) -> None:
    conversation = world.open()
    world.rasa.outputs = [{"effect": "handoff", "reason": "asked"}, {"utterance": "system.handoff_open"}]
    after, _ = world.say(conversation, "担当者をお願いします")
    assert after.owner is Owner.WAITING
    heard = len(world.rasa.heard)
    after, reply = world.say(conversation, "まだですか")
    assert (reply, after.owner, len(world.rasa.heard)) == ((), Owner.WAITING, heard)
    assert world.transcript(conversation)[-1] == ("customer", "まだですか")


@pytest.mark.parametrize(("state", "forms"), [("out_of_hours", 1), ("closed", 1), ("open", 0)])
def test_a_contact_may_be_left_when_nobody_is_there_to_take_over(
    world: World, monkeypatch: pytest.MonkeyPatch, state: DeskState, forms: int
) -> None:
    monkeypatch.setattr(world.companies, "state", lambda *_: HoursState(state))
    conversation = world.open()
    world.rasa.outputs = [{"effect": "handoff", "reason": "asked"}, {"utterance": "system.handoff_later"}]
    after, reply = world.say(conversation, "担当者をお願いします")
    assert after.owner is Owner.WAITING
    assert len([m for m in reply if m.form]) == forms


def test_the_hours_are_told_once_in_a_conversation(world: World, staff: StaffMember) -> None:  # noqa: F811
    conversation = world.open()
    when = {"datetime": "2026-11-24T09:00:00+09:00"}
    world.rasa.outputs = [
        {"utterance": "system.handoff_out_of_hours", "params": {"when": when}},
        {"effect": "handoff", "reason": "asked"},
    ]
    _, first = world.say(conversation, "担当者をお願いします")
    world.desk.handoffs.claim(conversation.id, staff)
    world.desk.handoffs.release(conversation.id, staff)
    _, second = world.say(conversation, "やはり担当者をお願いします")
    assert [m.key for m in (*first, *second) if m.key and "handoff" in m.key] == [
        "system.handoff_out_of_hours",
        "system.handoff_later",
    ]


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


def test_a_receipt_is_asked_for_its_code_and_both_stay_out_of_the_transcript(world: World) -> None:
    conversation = world.open()
    world.rasa.outputs = [{"effect": "ask_receipt"}, {"utterance": "status.ask_receipt"}]
    world.say(conversation, "請求の状況を知りたい")
    receipt, code = new_receipt(), new_access_code()
    after, reply = world.say(conversation, f"番号は {receipt} です")
    assert after.expects is Expects.ACCESS_CODE
    assert reply[-1].key == "status.ask_access_code"
    after, reply = world.say(conversation, code)
    assert reply[-1].key == "status.not_found"
    shown = str(world.transcript(conversation)) + str(world.rasa.heard)
    assert receipt not in shown
    assert code not in shown


def test_receipt_and_code_in_one_message_both_stay_out(world: World) -> None:
    conversation = world.open()
    receipt, code = new_receipt(), new_access_code()
    world.say(conversation, f"{receipt} {code}")
    shown = str(world.transcript(conversation)) + str(world.rasa.heard)
    assert receipt not in shown
    assert code not in shown


def test_a_receipt_without_its_first_letters_is_taken_where_one_is_expected(world: World) -> None:
    conversation = world.open()
    world.rasa.outputs = [{"effect": "ask_receipt"}, {"utterance": "status.ask_receipt"}]
    world.say(conversation, "状況を知りたい")
    bare = new_receipt().removeprefix("MDG-")
    after, _ = world.say(conversation, bare)
    assert after.expects is Expects.ACCESS_CODE
    assert bare not in str(world.transcript(conversation)) + str(world.rasa.heard)


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


def test_a_code_given_later_is_taken_and_hidden(world: World) -> None:
    conversation = world.open()
    receipt, code = new_receipt(), new_access_code()
    world.rasa.outputs = [{"effect": "ask_receipt"}, {"utterance": "status.ask_receipt"}]
    world.say(conversation, "状況を知りたい")
    world.say(conversation, receipt)
    world.rasa.outputs = [{"utterance": "talk.greet"}]
    world.say(conversation, "その前に、手数料はかかりますか")
    _, reply = world.say(conversation, code)
    assert reply[-1].key == "status.not_found"
    world.say(world.open(), f"アクセスコードは {code} です")
    assert code not in str(world.transcript(conversation)) + str(world.rasa.heard)


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

    async def slow(conversation_id: str, text: str, state: DialogueState, version: int) -> RasaTurn:
        world.desk.erasures.erase([], "operator", conversations=[conversation.id])
        order.append("turn")
        return await think(conversation_id, text, state, version)

    async def erase(conversation_id: str) -> None:
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
