"""A relative who is named where it is asked who asks, a parent who says so, and an answer that is changed meanwhile."""

from typing import Any

import pytest

from tests.unit.actions.fakes import Talk, validate


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("うちの母のやつなんだけど", "chitchat"),
        ("母のなんですけど", "greet"),
        ("主人のことです", "inform"),
        ("母のことなんですが", "inform"),
    ],
)
def test_a_relative_named_in_any_words_is_no_answer_to_who_asks(text: str, intent: str) -> None:
    talk = Talk(request_type="deletion", requested_slot="requester")
    said = validate(talk, intent, text=text, requester="statutory_agent", certain=False)
    assert (said.keys, talk.slots.get("requester")) == (["request.relative"], None)


def test_a_child_that_is_named_may_be_who_a_parent_asks_for() -> None:
    talk = Talk(request_type="deletion", requested_slot="requester")
    validate(talk, text="娘の分です", requester="statutory_agent", certain=False)
    assert talk.slots["requester"] == "statutory_agent"


@pytest.mark.parametrize(
    "text",
    [
        "母が亡くなりました",
        "母に頼まれて",
        "母の住所です",
        "母の分もお願いします",
        "母はもう知っています",
        "母から聞きました",
    ],
)
def test_who_says_more_of_a_relative_is_not_asked_for_the_relative(text: str) -> None:
    talk = Talk(request_type="deletion", requested_slot="requester")
    assert "request.relative" not in validate(talk, text=text).keys


def test_a_mother_is_no_person_concerned_for_all_that_she_says_i() -> None:
    talk = Talk(request_type="deletion", requester="statutory_agent", minor="yes", requested_slot="subject")
    validate(talk, text="私が母親", requester="self")
    assert talk.slots["requester"] == "statutory_agent"


def test_an_answer_that_is_changed_while_another_one_is_asked_for_is_acknowledged() -> None:
    settled: dict[str, Any] = {
        "request_type": "disclosure",
        "requester": "self",
        "subject": "all",
        "requested_slot": "reply_method",
    }
    talk = Talk(**settled)
    said = validate(talk, "change_answer", text="やっぱり住所だけ", subject="address")
    assert (said.keys, talk.slots["subject"]) == (["request.changed"], "address")


@pytest.mark.parametrize("asked", ["request_type", "requester"])
@pytest.mark.parametrize("text", ["母です", "親権者です", "私は父親です", "the mother", "妈妈"])
def test_a_parent_of_a_child_whose_age_was_told_is_who_asks(text: str, asked: str) -> None:
    talk = Talk(minor="yes", ambiguous="request_remove", requested_slot=asked)
    said = validate(talk, "nlu_fallback", text=text)
    assert talk.slots["requester"] == "statutory_agent"
    assert "request.relative" not in said.keys


@pytest.mark.parametrize(
    "text", ["母の住所です", "母に聞きます", "母です。消して", "叔母です", "母国です", "娘です"]
)
def test_nobody_else_is_a_parent_by_a_word(text: str) -> None:
    talk = Talk(minor="yes", ambiguous="request_remove", requested_slot="request_type")
    validate(talk, text=text)
    assert talk.slots.get("requester") is None
