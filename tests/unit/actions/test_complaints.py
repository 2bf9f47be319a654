"""A complaint in the chat: whoever hands it over says so, and nothing else is taken for one."""

import pytest

from tests.unit.actions.fakes import Answers, Talk, reply_of, stated


def reason(talk: Talk, intent: str = "affirm") -> str:
    said = talk.run("action_handoff", intent)
    return str(next(one["reason"] for one in said.messages if one.get("effect") == "handoff"))


def accepted(talk: Talk) -> str:
    assert talk.run("action_continue", "affirm").next == ["action_handoff"]
    return reason(talk)


def test_who_complains_and_takes_the_offer_of_a_person_is_handed_over_as_a_complaint() -> None:
    talk = Talk()
    assert talk.run("action_respond", "complaint").keys == ["talk.complaint"]
    assert accepted(talk) == "complaint"
    assert talk.slots["offer"] is None, "it counts once"
    assert reason(talk, "handoff") == "asked"


def test_who_complains_and_presses_for_a_person_is_one_too() -> None:
    talk = Talk()
    talk.run("action_respond", "complaint")
    assert reason(talk, "handoff") == "complaint"


def test_anger_after_a_complaint_does_not_hide_it() -> None:
    talk = Talk()
    talk.run("action_respond", "complaint")
    talk.run("action_respond", "insult")
    assert accepted(talk) == "complaint"


def test_a_complaint_beside_the_wish_for_a_person_is_handed_over_as_a_complaint() -> None:
    said = Talk().run("action_handoff", "handoff", parts=[("complaint", False, {}), ("handoff", True, {})])
    assert said.messages[-1]["reason"] == "complaint"


def test_a_complaint_counts_before_a_question_without_an_answer() -> None:
    talk = Talk(unanswered=2)
    talk.run("action_respond", "complaint")
    assert accepted(talk) == "complaint"


@pytest.mark.parametrize("intent", ["insult", "give_receipt_missing"])
def test_another_offer_of_a_person_is_no_complaint(intent: str) -> None:
    talk = Talk()
    action = "action_respond" if intent == "insult" else "action_status"
    talk.run(action, intent)
    assert accepted(talk) == "accepted_offer"


@pytest.mark.parametrize(("kind", "counted"), [("answer", "asked"), ("not_stated", "no_answer")])
def test_what_comes_after_another_matter_is_no_complaint_any_more(kind: str, counted: str) -> None:
    talk = Talk(Answers(reply_of(kind, topic="fee_whether", statements=(stated("手数料はかかりません"),))))
    talk.run("action_respond", "complaint")
    talk.run("action_answer", "ask_question")
    assert reason(talk, "handoff") == counted


def test_a_declined_offer_is_over() -> None:
    talk = Talk()
    talk.run("action_respond", "complaint")
    talk.run("action_continue", "deny")
    assert reason(talk, "handoff") == "asked"
