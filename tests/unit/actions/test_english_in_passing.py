"""English that was taken for its opposite, or for an answer: what is preferred, what a question names, "stop it"."""

from typing import Any

import pytest

from actions.other_words import AGENTS_PAPERS, PAPERS, in_other_words
from actions.preferring import preferred_intent
from tests.unit.actions.fakes import Answers, Talk, reply_of, stated, validate
from tests.unit.actions.test_after_all import user, uttered


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("I'd rather have it corrected than deleted", "request_correction"),
        ("I'd prefer to update my address over deleting it", "request_correction"),
        ("please correct it instead of deleting it", "request_correction"),
        ("Don't delete it, just fix it", "request_correction"),
        ("do not erase my account. correct the name", "request_correction"),
        ("I want it deleted, not corrected", "request_deletion"),
        ("I would rather you erased it than changed it", "request_erasure"),
    ],
)
def test_what_is_preferred_is_what_is_wanted(text: str, intent: str) -> None:
    assert preferred_intent(text) == intent


@pytest.mark.parametrize(
    "text",
    [
        "you corrected it instead of deleting it",
        "why did you delete it instead of correcting it",
        "do you correct it rather than delete it",
        "I'd rather correct it than wait",
        "instead of deleting my data you changed my address",
        "I would rather not delete it",
        "don't delete it",
        "please delete my data and correct my name",
        "please update my address, not my name",
    ],
)
def test_where_no_two_are_set_against_each_other_nothing_is_preferred(text: str) -> None:
    assert preferred_intent(text) is None


def test_the_wish_that_is_preferred_opens_its_form_and_not_the_other() -> None:
    talk = Talk()
    talk.run("action_start_request", "request_deletion", text="I'd rather have it corrected than deleted")
    assert talk.slots["request_type"] == "correction"


@pytest.mark.parametrize(
    ("text", "intent", "slot", "named"),
    [
        ("is my address used for advertising?", "nlu_fallback", "subject", {"subject": "address"}),
        ("do you sell my data?", "inform", "requester", {"requester": "self"}),
        ("can my husband do it for me?", "seeks_advice", "requester", {"requester": "voluntary_agent"}),
    ],
)
def test_what_a_question_names_is_no_answer(text: str, intent: str, slot: str, named: dict[str, str]) -> None:
    filled: dict[str, Any] = {"requester": "self"} if slot == "subject" else {}
    reply = reply_of("answer", topic="purposes", on_topic=0.9, statements=(stated("広告"),))
    talk = Talk(Answers(reply), request_type="deletion", **filled, requested_slot=slot)
    said = validate(talk, intent, text=text, **named)
    assert talk.slots.get(slot) is None
    assert said.citations() == ["広告"]


@pytest.mark.parametrize(
    ("text", "slot", "named"),
    [
        ("my address", "subject", {"subject": "address"}),
        ("can you delete my address", "subject", {"subject": "address"}),
        ("the address, please", "subject", {"subject": "address"}),
        ("it's me", "requester", {"requester": "self"}),
        ("my husband asked me to", "requester", {"requester": "voluntary_agent"}),
        ("my own data", "requester", {"requester": "self"}),
    ],
)
def test_an_answer_stays_one(text: str, slot: str, named: dict[str, str]) -> None:
    filled: dict[str, Any] = {"requester": "self"} if slot == "subject" else {}
    talk = Talk(request_type="deletion", **filled, requested_slot=slot)
    validate(talk, "inform", text=text, **named)
    assert talk.slots[slot] == named[slot]


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("what do i need?", PAPERS),
        ("so what do we need to bring?", PAPERS),
        ("what does he need", AGENTS_PAPERS),
        ("and what will my husband have to send?", AGENTS_PAPERS),
    ],
)
def test_what_is_needed_asks_for_papers(text: str, whose: str) -> None:
    assert in_other_words(text) == whose


@pytest.mark.parametrize(
    "text",
    [
        "what do I need to know?",
        "what do I need to do?",
        "I need help",
        "what do you need my birthday for?",
        "what does he want?",
        "what do I need a lawyer for?",
    ],
)
def test_what_is_needed_otherwise_does_not(text: str) -> None:
    assert in_other_words(text) is None


def test_who_wants_to_know_what_is_needed_hears_it_and_no_word_of_pity() -> None:
    talk = Talk(Answers(reply_of("answer", topic="papers", on_topic=0.9, statements=(stated("運転免許証"),))))
    said = talk.run("action_respond", "needs_help", text="what does he need?")
    assert said.citations() == ["運転免許証"] or said.next == ["action_answer"]


ADS = [user("I keep getting ads", "stop_marketing"), uttered("matter.stop_marketing_offered")]


@pytest.mark.parametrize("text", ["stop it", "please stop that now", "止めて", "やめてください", "停止"])
@pytest.mark.parametrize("action", ["action_cancel", "action_matter", "action_fallback"])
def test_who_says_that_advertisements_are_to_stop_takes_the_offer_up(action: str, text: str) -> None:
    talk = Talk(offer="use_stop")
    assert talk.run(action, "cancel", text=text, earlier=ADS).next == ["action_continue"]
    said = talk.run("action_continue", "cancel", text=text, earlier=ADS)
    assert said.next == ["request_form"] and talk.slots["request_type"] == "use_stop"


@pytest.mark.parametrize(
    "text", ["no", "cancel", "never mind", "stop it, I don't need that form", "やめておきます", "もういい"]
)
def test_who_declines_it_does_not(text: str) -> None:
    assert Talk(offer="use_stop").run("action_cancel", "cancel", text=text, earlier=ADS).next == []


def test_stop_it_after_anything_else_cancels_as_ever() -> None:
    other = [user("what is the fee", "ask_price"), uttered("answer.quoted")]
    assert Talk(offer="use_stop").run("action_cancel", "cancel", text="stop it", earlier=other).next == []
    assert Talk(offer="handoff").run("action_cancel", "cancel", text="stop it", earlier=ADS).next == []
