"""Taking a request back in the chat: the one that is meant, or none."""
# ruff: noqa: F811 - fixtures come in as arguments of the same name

import pytest

from api.turns.dialogue import DialogueState
from desk.model import Conversation, RequestChanges, StaffMember, Submitted
from tests.integration.api.gateway_world import SLOTS, World, archive, world  # noqa: F401
from tests.integration.desk.conftest import clock, desk, new_desk, staff  # noqa: F401
from tests.integration.desk.support import RIGHT, form_token, spec


@pytest.fixture
def conversation(world: World) -> Conversation:
    world.rasa.outputs = [{"effect": "withdraw_request"}]
    world.rasa.state = DialogueState({**SLOTS, "stage": "withdrawn"})
    return world.open()


def request(world: World, conversation: Conversation, request_type: str) -> Submitted:
    form = spec(company="oni", region=None, request_type=request_type, checklist=(), standing="request")
    return world.desk.forms.submit(form_token(world.desk, conversation.id, form, request_type), RIGHT)


def stands(world: World, one: Submitted) -> str:
    return world.desk.requests.status(one.receipt, one.access_code).status


def stage(world: World, conversation: Conversation) -> str:
    kept = world.desk.conversations.get(conversation.id).dialogue_state
    return str(DialogueState.from_json(kept).slots["stage"])


def test_the_only_request_is_withdrawn_and_named(world: World, conversation: Conversation) -> None:
    done = request(world, conversation, "disclosure")
    _, reply = world.say(conversation, "取り下げます")
    assert [one.key for one in reply] == ["request.withdrawn"]
    assert "開示" in reply[0].text
    assert stands(world, done) == "withdrawn"
    assert stage(world, conversation) == "withdrawn"


def test_of_several_none_is_withdrawn_by_a_guess_and_the_customer_hears_how(
    world: World, conversation: Conversation
) -> None:
    both = [request(world, conversation, kind) for kind in ("disclosure", "use_stop")]
    _, reply = world.say(conversation, "取り下げます")
    assert [one.key for one in reply] == ["request.withdraw_which"]
    for said in ("開示", "利用停止", "受付番号とアクセスコード"):
        assert said in reply[0].text
    assert [choice.value for choice in reply[0].choices] == ["ask_status", "handoff"]
    assert [stands(world, one) for one in both] == ["received", "received"]
    assert stage(world, conversation) == "opened"


def test_a_request_that_is_done_with_does_not_stand_in_the_way_of_the_other(
    world: World, conversation: Conversation, staff: StaffMember
) -> None:
    old, new = (request(world, conversation, kind) for kind in ("use_stop", "disclosure"))
    world.desk.requests.patch(new.receipt, RequestChanges(status="withdrawn"), staff)
    assert [one.receipt for one in world.desk.requests.withdrawable(conversation.id)] == [old.receipt]
    _, reply = world.say(conversation, "取り下げます")
    assert "利用停止" in reply[0].text
    assert stands(world, old) == "withdrawn"
    assert world.desk.requests.withdrawable(conversation.id) == ()
    _, again = world.say(conversation, "取り下げます")
    assert [one.key for one in again] == ["request.nothing_to_withdraw"]
