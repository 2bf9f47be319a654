"""One more wish in English beside the request that is open, and a pause where none is."""

from typing import Any

import pytest

from actions.additions import added_intent
from tests.unit.actions.fakes import Talk, validate

ASKED: dict[str, Any] = {"request_type": "disclosure", "requester": "self", "requested_slot": "subject"}
TO_CONFIRM: dict[str, Any] = {**ASKED, "subject": "all", "reply_method": "post", "requested_slot": "confirm"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("also correct it please", "correction"),
        ("and please delete it as well", "deletion"),
        ("and delete it", "deletion"),
        ("correct it too", "correction"),
        ("also I'd like it corrected", "correction"),
        ("please also erase my data", "erasure"),
        ("could you also update my address", "correction"),
        ("remove it as well, please", "remove"),
        ("I want it deleted too", "deletion"),
    ],
)
@pytest.mark.parametrize("asked", [ASKED, TO_CONFIRM])
@pytest.mark.parametrize("intent", ["affirm", "nlu_fallback", "change_answer"])
def test_one_more_wish_in_english_waits_for_the_first_one(
    text: str, wanted: str, asked: dict[str, Any], intent: str
) -> None:
    talk = Talk(**asked)
    said = validate(talk, intent, text=text)
    assert said.keys == ["request.one_at_a_time"]
    assert (talk.slots["later"], talk.slots["request_type"]) == ([wanted], "disclosure")


@pytest.mark.parametrize(
    "text",
    [
        "correct",
        "correct, please go on",
        "that is correct as well",
        "and how do I delete it",
        "and is it deleted as well?",
        "and delete it instead",
        "also, what is the fee",
        "the address is also correct",
        "and I deleted it",
        "do not delete it as well",
        "and my wife wants it deleted",
        "also send it by post please",
        "and send me an e-mail",
    ],
)
def test_what_only_sounds_like_one_more_wish_adds_none(text: str) -> None:
    assert added_intent(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "上司に確認します",
        "担当に確認しますので少々お待ち",
        "ちょっと待ってください",
        "let me check with my wife",
    ],
)
def test_who_asks_somebody_first_is_given_time_and_no_staff_outside_the_form_too(text: str) -> None:
    talk = Talk(offer="handoff")
    assert talk.run("action_handoff", "handoff", text=text).next == ["action_respond"]
    said = talk.run("action_respond", "handoff", text=text)
    assert (said.keys, said.effects, talk.slots["offer"]) == (["talk.take_your_time"], [], "handoff")
