"""One more wish in English beside the request that is open."""

from typing import Any

import pytest

from actions.words.additions import added_intent
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


@pytest.mark.parametrize("text", ["and send me that", "can you also send me this", "also show me it please"])
def test_what_may_mean_the_form_is_no_further_request(text: str) -> None:
    assert added_intent(text) is None
