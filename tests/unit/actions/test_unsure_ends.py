"""An end that is only a guess: nothing is lost by it, and it is said how to end what goes on."""

from typing import Any

import pytest

from actions.vocabulary import GIVEN_UP
from desk.requests.stages import Stage
from tests.unit.actions.fakes import Talk, requested, validate

ASKED: dict[str, Any] = {"request_type": "disclosure", "requester": "self", "requested_slot": "subject"}
MAYBE = "消さなくていいから、電話だけやめて"
GUESS, SURE = 0.45, 0.8
SAID = {"params": {}, "kind": "notice", "citations": [], "choices": []}


def just_said(utterance: str) -> list[dict[str, Any]]:
    return [{"event": "bot", "data": {"custom": {**SAID, "utterance": utterance}}}]


@pytest.mark.parametrize("text", [MAYBE, "just stop with the calls", "别再问我了"])
def test_a_guess_does_not_end_the_form(text: str) -> None:
    talk = Talk(**ASKED)
    said = validate(talk, "cancel", text=text, confidence=GUESS)
    assert not said.rejected
    assert said.keys == ["request.goes_on"]
    assert requested(said) == "subject"
    assert talk.slots["request_type"] == "disclosure"


def test_who_says_so_again_ends_it() -> None:
    earlier = just_said("request.goes_on")
    assert validate(Talk(**ASKED), "cancel", text=MAYBE, confidence=GUESS, earlier=earlier).rejected
    other = just_said("request.noted")
    assert not validate(Talk(**ASKED), "cancel", text=MAYBE, confidence=GUESS, earlier=other).rejected


@pytest.mark.parametrize(
    ("text", "confidence"),
    [("やめます", SURE), (MAYBE, SURE), ("/cancel", GUESS), ("never mind", GUESS), ("算了，不办了", GUESS)],
)
def test_what_is_surely_an_end_ends_it_at_once(text: str, confidence: float) -> None:
    talk = Talk(**ASKED)
    said = validate(talk, "cancel", text=text, confidence=confidence)
    assert "request.goes_on" not in said.keys
    assert said.rejected or talk.slots["outcome"] == GIVEN_UP


def test_a_guess_leaves_the_form_for_personal_data_where_it_is() -> None:
    talk = Talk(stage=str(Stage.OFFERED), request_type="disclosure")
    said = talk.run("action_cancel", "cancel", text=MAYBE, confidence=GUESS)
    assert (said.keys, said.values()) == (["request.form_waiting"], ["cancel", "handoff"])
    assert talk.slots["stage"] == Stage.OFFERED
    again = just_said("request.form_waiting")
    said = talk.run("action_cancel", "cancel", text=MAYBE, confidence=GUESS, earlier=again)
    assert said.keys == ["request.cancelled"]


def test_a_guess_withdraws_nothing_that_has_been_received() -> None:
    talk = Talk(stage="opened", request_type="disclosure")
    said = talk.run("action_cancel", "cancel", text=MAYBE, confidence=GUESS)
    assert (said.keys, said.effects) == (["request.withdraw_it"], [])
    assert said.values() == ["cancel", "start_request", "handoff"]
    assert talk.slots["stage"] == Stage.OPENED
    pressed = talk.run("action_cancel", "cancel", text="/cancel", confidence=GUESS)
    assert pressed.effects == ["withdraw_request"]
