"""What a turn of Rasa says about the question that it answered, for the figures."""

from typing import Any

from api.dialogue import DialogueState
from api.interpreting import _asked
from api.rasa_client import RasaTurn
from desk.asked import Asked


def turn(*outputs: dict[str, Any]) -> RasaTurn:
    return RasaTurn(outputs=list(outputs), state=DialogueState())


def said(kind: str, **more: Any) -> dict[str, Any]:
    return {"utterance": "answer.quoted", "kind": kind, **more}


def test_the_first_message_that_says_what_it_is_about_counts() -> None:
    about = {"topic": "fee_whether", "confidence": 0.25}
    found = _asked(
        turn(said("notice"), said("not_stated", about=about), said("answer", about={"topic": "x"}))
    )
    assert found == Asked("not_stated", "fee_whether", 0.25)


def test_reading_on_and_what_is_no_answer_are_no_questions() -> None:
    assert _asked(turn(said("answer"))) is None
    assert (
        _asked(turn(said("prompt", about={"topic": "x"}), {"effect": "handoff", "reason": "asked"})) is None
    )
    assert _asked(turn()) is None


def test_a_question_may_have_no_topic() -> None:
    assert _asked(turn(said("out_of_scope", about={"topic": None}))) == Asked("out_of_scope", None, None)
