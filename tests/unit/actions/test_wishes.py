"""Two wishes in one message: what is taken up is said, and the other is not passed over."""

from typing import Any

import pytest

from actions.case import Heard, Part
from actions.matters import BY_ANOTHER, BY_CHILD, GOES_ON, MATTERS
from actions.vocabulary import MATTER_INTENTS
from actions.words.kept_from import KEPT_FROM
from actions.words.wishes import wishes
from tests.unit.actions.fakes import Answers, Talk, reply_of, stated

REMOVE, STOP = "request_remove", "stop_marketing"
CORRECTION_THEN_DISCLOSURE = [
    ("request_correction", False, {"subject": "address"}),
    ("request_disclosure", True, {}),
]


def test_the_matters_are_those_that_something_is_said_to() -> None:
    assert frozenset(MATTERS) == MATTER_INTENTS | {BY_ANOTHER, BY_CHILD, GOES_ON, KEPT_FROM}


def test_of_two_requests_the_first_is_opened_and_the_other_named_as_the_next() -> None:
    talk = Talk()
    said = talk.run(
        "action_start_request",
        "request_disclosure",
        text="住所を直したいのと、開示もしたい",
        parts=CORRECTION_THEN_DISCLOSURE,
        named=["disclosure"],
        subject="address",
    )
    assert said.next == ["request_form"]
    assert said.keys == ["request.one_at_a_time"]
    assert said.messages[0]["params"]["others"] == [{"key": "request_type.disclosure"}]
    assert (talk.slots["request_type"], talk.slots["subject"]) == ("correction", "address")
    assert talk.slots["later"] == ["disclosure"]


def test_what_belongs_to_the_second_request_says_nothing_of_the_first() -> None:
    talk = Talk()
    talk.run(
        "action_start_request",
        "request_disclosure",
        parts=[("request_disclosure", False, {}), ("request_correction", True, {"subject": "address"})],
        subject="address",
    )
    assert talk.slots["request_type"] == "disclosure"
    assert talk.slots.get("subject") is None


@pytest.mark.parametrize(("intent", "action"), [(REMOVE, "action_start_request"), (STOP, "action_matter")])
def test_a_matter_beside_a_request_is_answered_and_the_request_opened(intent: str, action: str) -> None:
    talk = Talk()
    told: dict[str, Any] = {
        "text": "消してほしいし、DMも止めて",
        "parts": [(REMOVE, False, {}), (STOP, True, {})],
    }
    said = talk.run(action, intent, **told)
    if action == "action_matter":
        assert (said.next, said.keys) == (["action_start_request"], [])
        said = talk.run("action_start_request", intent, **told)
    assert said.keys == ["matter.stop_marketing_offered"]
    assert said.next == ["request_form"]
    assert talk.slots["ambiguous"] == REMOVE


def test_two_matters_are_both_answered() -> None:
    said = Talk().run("action_matter", STOP, parts=[(STOP, False, {}), ("leave_service", True, {})])
    assert said.keys == ["matter.stop_marketing_offered", "matter.leave_service_offered"]


def test_removal_and_one_way_of_it_are_one_wish() -> None:
    heard = Heard("request_deletion", parts=(Part("request_deletion"), Part(REMOVE, joined=True)))
    assert not wishes(heard).several


def test_a_request_added_to_an_answer_waits_until_the_open_one_is_made() -> None:
    talk = Talk(request_type="disclosure", requester="self", requested_slot="subject")
    said = talk.run(
        "validate_request_form",
        REMOVE,
        form=True,
        text="全部です、あと消してほしい",
        parts=[("inform", False, {"subject": "all"}), (REMOVE, True, {})],
        subject="all",
    )
    assert said.keys == ["request.one_at_a_time"]
    assert said.messages[0]["params"]["others"] == [{"key": "wish.remove"}]
    assert (talk.slots["request_type"], talk.slots["subject"]) == ("disclosure", "all")
    assert talk.slots["later"] == ["remove"]


def test_a_matter_added_to_an_answer_is_answered_before_the_form_asks_on() -> None:
    talk = Talk(request_type="deletion", requester="self", requested_slot="subject")
    said = talk.run(
        "validate_request_form",
        STOP,
        form=True,
        text="住所です。あとDMも止めて",
        parts=[("inform", False, {"subject": "address"}), (STOP, True, {})],
        subject="address",
    )
    assert not said.rejected
    assert said.keys == ["matter.stop_marketing_offered"]
    assert talk.slots["subject"] == "address"


def test_a_sentence_that_tells_how_it_came_about_is_no_wish() -> None:
    parts = (Part("request_correction"), Part("handoff"))
    told = Heard("request_correction", parts=parts, ranked={"request_correction": 0.95, "handoff": 0.02})
    assert not wishes(told).several and not wishes(told).person
    both = Heard("request_correction", parts=parts, ranked={"request_correction": 0.6, "handoff": 0.3})
    assert wishes(both).person


def test_a_change_of_mind_is_no_second_wish() -> None:
    talk = Talk(request_type="deletion", requester="self", requested_slot="subject")
    said = talk.run(
        "validate_request_form",
        "request_use_stop",
        form=True,
        parts=[("change_answer", False, {}), ("request_use_stop", False, {})],
    )
    assert said.keys == ["request.switched"]
    assert talk.slots.get("later") is None


def test_who_stops_the_first_is_offered_the_other_which_is_not_offered_again_once_begun() -> None:
    talk = Talk()
    talk.run("action_start_request", "request_correction", parts=CORRECTION_THEN_DISCLOSURE)
    said = talk.run("action_cancel", "cancel", form=True)
    assert said.values() == ["disclosure", "start_request", "handoff"]
    talk.run("action_continue", "inform", text="/inform", request_type="disclosure")
    assert talk.slots["request_type"] == "disclosure"
    assert talk.slots["later"] is None


def test_wishes_are_taken_up_although_the_message_as_a_whole_means_nothing() -> None:
    told: dict[str, Any] = {
        "text": "I want to correct my address and also stop the newsletter",
        "parts": [("request_correction", False, {"subject": "address"}), (STOP, True, {})],
    }
    for action, intent, confidence in (
        ("action_fallback", "nlu_fallback", 0.3),
        ("action_answer", "ask_question", 0.4),
        ("action_continue", "change_answer", 0.8),
    ):
        talk = Talk()
        said = talk.run(action, intent, confidence=confidence, **told)
        assert (said.next, said.keys) == (["action_start_request"], [])
        said = talk.run("action_start_request", intent, confidence=confidence, **told)
        assert said.keys == ["matter.stop_marketing_offered"]
        assert talk.slots["request_type"] == "correction"


def test_a_request_is_named_whatever_its_first_question_is() -> None:
    talk = Talk(request_type="disclosure", requester="self", subject="all")
    said = talk.run(
        "action_ask_request_form_reply_method",
        "request_disclosure",
        after=["action_start_request"],
        form=True,
    )
    assert said.messages[0]["params"]["begun"]["key"] == "request.begun"


def test_one_part_that_is_understood_is_better_than_asking_back() -> None:
    told: dict[str, Any] = {
        "parts": [("request_correction", False, {})],
        "ranked": [("request_correction", 0.2)],
    }
    talk = Talk()
    assert talk.run("action_fallback", "nlu_fallback", **told).next == ["action_start_request"]
    assert talk.run("action_start_request", "nlu_fallback", **told).next == ["request_form"]
    assert talk.slots["request_type"] == "correction"
    matter: dict[str, Any] = {"parts": [(STOP, False, {})], "ranked": [(STOP, 0.2)]}
    assert Talk().run("action_fallback", "nlu_fallback", **matter).next == ["action_matter"]
    assert Talk().run("action_matter", "nlu_fallback", **matter).keys == ["matter.stop_marketing_offered"]


def test_a_question_that_is_surely_one_is_answered() -> None:
    parts: list[tuple[str, bool, dict[str, str]]] = [("request_deletion", False, {}), (STOP, True, {})]
    assert Talk().run("action_answer", "ask_question", parts=parts).next == []


def test_who_also_asks_for_a_person_gets_one_who_sees_what_is_wanted() -> None:
    told: dict[str, Any] = {"parts": [("request_deletion", False, {}), ("handoff", True, {})]}
    talk = Talk()
    assert talk.run("action_start_request", "request_deletion", **told).next == ["action_handoff"]
    assert talk.slots["wanted"] == "deletion"
    assert talk.run("action_handoff", "request_deletion", **told).messages[-1]["reason"] == "asked"
    advertisements: dict[str, Any] = {"parts": [("handoff", False, {}), (STOP, True, {})]}
    for action, intent in (("action_matter", STOP), ("action_fallback", "nlu_fallback")):
        assert Talk().run(action, intent, **advertisements).next == ["action_handoff"]


def test_what_is_asked_beside_a_wish_is_answered_before_the_form_asks() -> None:
    reply = reply_of("answer", topic="fee_whether", statements=(stated("手数料はかかりません"),))
    talk = Talk(Answers(reply))
    said = talk.run(
        "action_start_request", "request_deletion", text="削除してください。手数料はいくらですか？"
    )
    assert said.citations() == ["手数料はかかりません"]
    assert said.next == ["request_form"]
    assert talk.answers.asked[-1][2] == "削除の請求の手数料はいくらですか"
    assert talk.slots["request_type"] == "deletion"


def test_of_two_matters_the_one_that_hangs_on_the_region_does_not_hide_the_other() -> None:
    matters: list[Any] = [(STOP, False, {}), ("report_leak", True, {})]
    said = Talk(company="globe").run("action_matter", STOP, parts=matters)
    assert said.keys[0] == "matter.report_leak"
    assert said.keys[1:] == Talk(company="globe").run("action_matter", STOP).keys, (
        "and asks where the customer lives"
    )


def test_a_matter_that_the_whole_message_is_stands_beside_requests_in_its_parts() -> None:
    talk = Talk(request_type="deletion", requester="self", requested_slot="subject")
    said = talk.run(
        "action_matter",
        "report_leak",
        form=True,
        parts=[("request_deletion", False, {}), ("request_correction", True, {})],
    )
    assert said.keys[0] == "matter.report_leak"


def test_the_likeliest_wish_is_remembered_of_who_asks_for_somebody_else() -> None:
    talk = Talk()
    ranked = [("no_authority", 0.5), ("request_deletion", 0.3), ("request_disclosure", 0.1)]
    talk.run("action_no_authority", "no_authority", confidence=0.5, ranked=ranked, text="成年後見人です")
    assert talk.slots["request_type"] == "deletion"


def test_a_wish_in_the_form_of_a_question_is_taken_up_once() -> None:
    talk = Talk(Answers(reply_of("answer")))
    said = talk.run(
        "action_start_request",
        "request_deletion",
        text="住所を削除してください。あとDMを止めてもらえますか",
        parts=[("request_deletion", False, {"subject": "address"}), (STOP, True, {})],
    )
    assert said.keys == ["matter.stop_marketing_offered"]
    assert talk.answers.asked == []


def test_matters_that_hang_on_the_region_are_all_said_once_it_is_known() -> None:
    talk = Talk(company="globe")
    matters: list[Any] = [(STOP, False, {}), ("claim_damages", True, {})]
    asked = talk.run("action_matter", STOP, parts=matters)
    assert asked.keys == ["ask.region_for_answer"]
    said = talk.run("action_continue", "inform", text="/inform", region="eea_uk")
    assert [
        key.split("_offered")[0].split("_stated")[0] for key in said.keys if key.startswith("matter.")
    ] == [
        "matter.stop_marketing",
        "matter.claim_damages",
    ]
