"""What a conversation has settled, and what the last message is heard to say; whatever is no word of ours is not heard."""

from types import SimpleNamespace
from typing import Any

import pytest
from rasa_sdk import Tracker

from actions.case import FAIRLY_SURE, SECOND_GUESS, SURE, UPSET, Case, Heard, Part
from desk.requests.stages import Stage
from knowledge.vocabulary import CompanyId, Region, ReplyMethod, Requester, RequestType

COMPANY = CompanyId("acme")


def entity(name: str, value: str, **more: Any) -> dict[str, Any]:
    return {"entity": name, "value": value, **more}


def heard(
    text: str = "text", intent: str = "inform", confidence: float = 0.9, *entities: Any, **more: Any
) -> Heard:
    named = {"name": intent, "confidence": confidence}
    return Heard.of_message({"text": text, "intent": named, "entities": list(entities), **more})


def ranking(**intents: float) -> list[dict[str, Any]]:
    return [{"name": name, "confidence": confidence} for name, confidence in intents.items()]


# ------------------------------------------------------------------- the case


def test_a_case_is_the_slots_that_are_set_as_words_of_the_desk() -> None:
    slots = {
        "company": "acme",
        "stage": "form_offered",
        "region": "china",
        "requester": None,
        "other": "x",
        "misses": 0,
    }
    case = Case.of(SimpleNamespace(slots=slots))
    assert case == Case(COMPANY, stage=Stage.OFFERED, region=Region.CHINA, misses=0)
    assert (case.locale, case.requester, case.misses) == ("ja", None, 0)


@pytest.mark.parametrize("slots", [{}, {"company": None}, {"company": ""}])
def test_without_a_company_there_is_no_case(slots: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="'company' is not set"):
        Case.of(SimpleNamespace(slots=slots))


def test_an_answer_that_is_no_word_of_the_desk_stops_at_once() -> None:
    with pytest.raises(ValueError, match="mars"):
        Case(COMPANY).with_(region="mars")


def test_only_the_slots_that_differ_are_changes() -> None:
    before = Case(COMPANY, region=Region.JP, misses=1)
    assert before.changes(before) == {}
    assert before.changes(before.with_(region=None, opened=False)) == {"region": None, "opened": False}


def test_for_another_request_it_is_forgotten_what_was_wanted_and_not_who_asks_and_from_where() -> None:
    kept = {
        "locale": "en", "stage": Stage.OPENED, "region": Region.CHINA, "requester": Requester.SELF, "minor": "yes",
        "unanswered": 1, "question": "?", "region_wanted": 1, "later": ["x"], "opened": True, "more": [{}],
    }  # fmt: skip
    gone = {
        "request_type": RequestType.DISCLOSURE, "subject": "x", "reply_method": ReplyMethod.POST,
        "change_target": "x", "confirm": "yes", "holder": "client", "several": "people", "ambiguous": "x",
        "changing": True, "offer": "x", "outcome": "x", "wanted": "x", "misses": 2,
    }  # fmt: skip
    case = Case(COMPANY, **kept, **gone)  # type: ignore[arg-type]
    assert case.fresh_request() == Case(COMPANY, **kept)  # type: ignore[arg-type]


# --------------------------------------------------------------- what is heard


def test_a_message_is_its_intent_and_the_words_that_the_desk_knows() -> None:
    found = heard(
        "東京です", "inform", 0.8, entity("region", "jp", confidence_entity=0.7), entity("region", "china"),
        entity("requester", "self"), entity("region", "mars"), entity("colour", "jp"),
        intent_ranking=ranking(inform=0.8, ask_question=0.1),
    )  # fmt: skip
    assert (found.intent, found.confidence, found.text) == ("inform", 0.8, "東京です")
    assert found.values == {"region": "jp", "requester": "self"}
    assert found.certainty == {"region": 0.7, "requester": 1.0}
    assert found.ranked == {"inform": 0.8, "ask_question": 0.1}
    assert (found.hints, found.named, found.topic, found.further, found.parts) == ({}, (), None, False, ())


def test_a_message_that_rasa_could_not_read_is_none_that_is_understood() -> None:
    assert (Heard.of_message({}).intent, Heard.of_message({}).confidence) == ("nlu_fallback", 0.0)
    assert Heard.of(Tracker("t", {}, {"text": "x"}, [], False, None, {}, "action_listen")).text == "x"


def test_an_intent_that_is_given_without_a_confidence_is_sure() -> None:
    assert (Heard("inform").confidence, Heard("inform").pressed, Part("thank").joined) == (1.0, False, False)


def test_a_bare_yes_is_one_whatever_it_was_taken_for() -> None:
    assert (heard("好的", "chitchat", 0.2).intent, heard("好的", "chitchat", 0.2).confidence) == (
        "affirm",
        1.0,
    )
    assert heard("好的，但是地址不对", "chitchat", 0.2).intent == "chitchat"


def test_what_is_not_certain_counts_only_as_the_answer_to_what_was_asked() -> None:
    found = heard("t", "inform", 0.9, entity("reply_method", "post", certain=False), entity("region", "jp"))
    assert (found.values, found.hints) == ({"region": "jp"}, {"reply_method": "post"})
    assert found.answering("reply_method").values == {"region": "jp", "reply_method": "post"}
    for asked in (None, "region", "subject"):
        assert found.answering(asked) is found
    both = heard("t", "inform", 0.9, entity("region", "china"), entity("region", "jp", certain=False))
    assert both.answering("region").values == {"region": "china"}


def test_a_wish_names_the_kind_of_request_and_what_is_said_of_it_goes_first() -> None:
    assert heard("t", "request_disclosure").values["request_type"] == "disclosure"
    assert heard("t", "request_disclosure", 0.9, entity("request_type", "deletion")).values == {
        "request_type": "deletion"
    }


def test_rights_that_are_named_are_told_in_their_order_and_those_that_are_declined_apart() -> None:
    text = "開示と訂正をお願いします。削除とかはいいです"
    found = heard(
        text, "inform", 0.9,
        entity("named_type", "correction", end=text.index("訂正") + 2),
        entity("named_type", "disclosure", end=text.index("開示") + 2),
        entity("named_type", "correction", end=text.index("訂正") + 2),
        entity("named_type", "deletion", end=text.index("削除") + 2),
        entity("named_type", "nothing", end=2),
    )  # fmt: skip
    assert (found.named, found.declined) == (("correction", "disclosure"), ("deletion",))


def test_topics_parts_and_something_further_are_heard() -> None:
    part = entity("part", "ask_question", says={"region": "jp"}, joined=True)
    found = heard(
        "t", "inform", 0.9, part, entity("part", "thank"), entity("further", "x"), entity("topic", "none")
    )
    assert found.parts == (Part("ask_question", {"region": "jp"}, True), Part("thank"))
    assert (found.further, found.topic) == (True, None)


# ------------------------------------------------------------- how sure it is


def test_an_intent_that_is_a_tenth_likely_is_a_good_second_guess() -> None:
    found = heard(intent_ranking=ranking(deny=SECOND_GUESS, thank=SECOND_GUESS - 0.01))
    assert found.likely("deny") and found.likely("thank", "deny")
    assert not found.likely("thank") and not found.likely("greet") and not found.likely()


ASKS = {"intent_ranking": ranking(ask_question=SECOND_GUESS)}
QUESTION, PRESSED = "電話番号は何番ですか", "/handoff"


@pytest.mark.parametrize(
    ("intent", "confidence", "expected"),
    [
        ("complaint", FAIRLY_SURE - 0.01, True),
        ("complaint", FAIRLY_SURE, False),
        ("inform", FAIRLY_SURE - 0.01, False),
    ],
)
def test_a_complaint_that_is_fairly_sure_is_one(intent: str, confidence: float, expected: bool) -> None:
    assert heard("t", intent, confidence, **ASKS).unsure_complaint_that_asks is expected
    assert not heard("t", intent, confidence).unsure_complaint_that_asks


def test_a_wish_for_a_person_that_is_no_more_than_a_guess_may_be_a_question() -> None:
    assert heard("t", "handoff", SURE - 0.01, **ASKS).unsure_handoff_that_asks
    assert not heard("t", "handoff", SURE, **ASKS).unsure_handoff_that_asks
    assert not heard("t", "handoff", SURE - 0.01).unsure_handoff_that_asks
    assert not heard(PRESSED, "handoff", SURE - 0.01, **ASKS).unsure_handoff_that_asks
    assert not heard("t", "inform", SURE - 0.01, **ASKS).unsure_handoff_that_asks


def test_a_matter_is_unsure_where_the_guess_or_a_part_of_it_asks() -> None:
    part = entity("part", "ask_question")
    assert heard(QUESTION, "x", FAIRLY_SURE - 0.01).unsure_matter_that_asks
    assert not heard(QUESTION, "x", FAIRLY_SURE).unsure_matter_that_asks
    assert heard(QUESTION, "x", FAIRLY_SURE, part).unsure_matter_that_asks
    assert not heard("お願いします", "x", FAIRLY_SURE - 0.01, part).unsure_matter_that_asks
    assert not heard(f"/{QUESTION}", "x", 0.1).unsure_matter_that_asks


def test_a_guess_that_asks_is_told_from_one_that_is_sure_or_pressed() -> None:
    assert heard(QUESTION, "x", SURE - 0.01).unsure_and_asks
    assert not heard(QUESTION, "x", SURE).unsure_and_asks
    assert not heard("お願いします", "x", 0.1).unsure_and_asks
    assert not heard(f"/{QUESTION}", "x", 0.1).unsure_and_asks


@pytest.mark.parametrize("intent", ["chitchat", "nonsense", "out_of_scope"])
def test_talk_beside_the_matter_that_is_nearly_a_complaint_is_no_laughing_matter(intent: str) -> None:
    near, far = ({"intent_ranking": ranking(complaint=share)} for share in (UPSET, UPSET - 0.01))
    assert heard("t", intent, FAIRLY_SURE - 0.01, **near).upset
    assert not heard("t", intent, FAIRLY_SURE - 0.01, **far).upset
    assert not heard("t", intent, FAIRLY_SURE, **near).upset
    assert not heard("t", "inform", FAIRLY_SURE - 0.01, **near).upset


def test_asking_about_somebody_may_be_a_question_of_what_the_policy_states() -> None:
    assert heard("t", "no_authority", FAIRLY_SURE - 0.01, **ASKS).unsure_of_authority_that_asks
    for other in (
        heard("t", "no_authority", FAIRLY_SURE, **ASKS),
        heard("t", "no_authority", FAIRLY_SURE - 0.01),
        heard("t", "inform", FAIRLY_SURE - 0.01, **ASKS),
        heard(PRESSED, "no_authority", FAIRLY_SURE - 0.01, **ASKS),
    ):
        assert not other.unsure_of_authority_that_asks


def test_what_is_taken_for_anothers_data_is_a_question_where_it_asks_and_speaks_of_nobody() -> None:
    assert heard(QUESTION, "no_authority", 0.9).of_somebody_and_asks
    assert heard("妻の電話番号は何番ですか", "no_authority", FAIRLY_SURE - 0.01).of_somebody_and_asks
    assert not heard("お願いします", "no_authority", 0.1).of_somebody_and_asks
    assert not heard(QUESTION, "inform", 0.1).of_somebody_and_asks
    assert not heard(f"/{QUESTION}", "no_authority", 0.1).of_somebody_and_asks


def test_a_guess_at_anothers_data_is_ones_own_where_nobody_else_is_spoken_of() -> None:
    wish = {"intent_ranking": ranking(request_deletion=SECOND_GUESS)}
    text = "個人情報消したいけど、まだサービスは使いたい"
    assert heard(text, "no_authority", FAIRLY_SURE - 0.01, **wish).of_oneself_after_all
    for other in (
        heard(text, "no_authority", FAIRLY_SURE, **wish),
        heard(text, "no_authority", 0.1),
        heard(text, "inform", 0.1, **wish),
        heard("友達の個人情報消したい", "no_authority", 0.1, **wish),
        heard(f"/{text}", "no_authority", 0.1, **wish),
    ):
        assert not other.of_oneself_after_all


CHILD = "中学生の息子の情報を消したい"


def test_a_parent_may_want_something_done_with_the_data_of_their_child_under_age() -> None:
    wish = {"intent_ranking": ranking(request_remove=0.5)}
    found = heard(CHILD, "no_authority", 0.5, **wish)
    assert found.values["requester"] == "statutory_agent" and found.certainty["requester"] == 1.0
    assert found.for_own_minor
    assert heard(CHILD, "inform", 0.5, entity("named_type", "deletion")).for_own_minor
    assert not heard(CHILD, "inform", 0.5).for_own_minor
    assert not heard("開示してください", "inform", 0.5, **wish).for_own_minor
    assert not heard("中学生の息子の情報は消せますか", "inform", 0.5, **wish).for_own_minor
    assert not heard(f"/{CHILD}", "inform", 0.5, **wish).for_own_minor


@pytest.mark.parametrize("certain", [True, False])
def test_a_child_who_has_come_of_age_has_no_statutory_agent(certain: bool) -> None:
    agent = entity("requester", "statutory_agent", certain=certain)
    grown = heard("25歳の娘の情報です", "inform", 0.9, agent)
    assert "requester" not in {**grown.values, **grown.hints} and grown.of_grown_up_child
    young = heard("娘の情報です", "inform", 0.9, agent)
    assert {**young.values, **young.hints}["requester"] == "statutory_agent" and not young.of_grown_up_child


def test_what_was_pressed_is_no_question() -> None:
    assert heard("/ask").pressed and not heard("ask/").pressed
    assert not heard("/利用目的は何ですか").asks_purposes and heard("利用目的は何ですか").asks_purposes
    assert not heard("/何に使ってるの").only_asks and heard("何に使ってるの").only_asks
    assert heard("担当者の名前は").asks_about_staff and not heard("/担当者の名前は").asks_about_staff
    left = "退会した後も残ってるの？"
    assert heard(left, "leave_service").left_already_and_asks
    assert not heard(left, "inform").left_already_and_asks
    assert not heard(f"/{left}", "leave_service").left_already_and_asks
