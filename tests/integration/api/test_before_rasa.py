"""What is told by the words alone, before Rasa hears anything: despair, and the number of a button."""
# ruff: noqa: F811 - fixtures come in as arguments of the same name

import pytest

from api.turns.dialogue import DialogueState
from knowledge.vocabulary import Expects
from tests.integration.api.gateway_world import SLOTS, World, archive, world  # noqa: F401
from tests.integration.desk.conftest import clock, desk, new_desk, staff  # noqa: F401

FILLING = DialogueState(
    {**SLOTS, "requested_slot": "requester", "request_type": "disclosure"}, "request_form"
)


def test_who_wants_to_die_reads_of_help_and_is_offered_a_person_and_asked_nothing(world: World) -> None:
    conversation = world.open()
    world.rasa.state = FILLING
    world.say(conversation, "開示してください")
    after, (said,) = world.say(conversation, "もう死にたい")
    assert said.key == "talk.despair"
    assert "0120-279-338" in said.text
    assert [one.value for one in said.choices] == ["handoff"]
    assert after.expects is None
    assert len(world.rasa.heard) == 1
    world.say(conversation, "はい")
    state = world.rasa.heard[-1][1]
    assert state.active_loop is None
    assert state.slots["offer"] == "handoff"
    assert state.slots["request_type"] == "disclosure"
    assert conversation.id not in world.rasa.versions or len(world.rasa.heard) == 2


def _shown(world: World) -> None:
    kinds = ("self", "statutory_agent", "voluntary_agent", "cancel")
    labels = {"cancel": "choices.cancel"}
    world.rasa.state = FILLING
    world.rasa.outputs = [
        {
            "utterance": "ask.requester",
            "params": {"begun": ""},
            "choices": [{"value": one, "label_key": labels.get(one, f"requester.{one}")} for one in kinds],
        }
    ]


@pytest.mark.parametrize("typed", ["2", "２", "２番", "2番目", "2つ目", "②", "2です"])
def test_the_number_of_a_button_chooses_it(world: World, typed: str) -> None:
    conversation = world.open()
    _shown(world)
    world.say(conversation, "開示してください")
    world.say(conversation, typed)
    assert world.rasa.heard[-1][0] == '/inform{"requester":"statutory_agent"}'


@pytest.mark.parametrize("typed", ["5", "0", "2人分", "2024"])
def test_a_number_without_its_button_is_a_text(world: World, typed: str) -> None:
    conversation = world.open()
    _shown(world)
    world.say(conversation, "開示してください")
    world.say(conversation, typed)
    assert not world.rasa.heard[-1][0].startswith("/")


def test_a_number_is_no_button_where_a_receipt_is_expected(world: World) -> None:
    conversation = world.open()
    _shown(world)
    world.rasa.outputs[0]["expects"] = str(Expects.RECEIPT)
    world.say(conversation, "どうなっていますか")
    world.say(conversation, "2")
    assert not world.rasa.heard[-1][0].startswith("/")
