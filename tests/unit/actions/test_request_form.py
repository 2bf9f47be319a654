"""The form: what it hears, what it asks, what it hands back to the rules."""

from typing import Any

import pytest

from tests.unit.actions.fakes import Talk, requested, validate

FULL: dict[str, Any] = {"request_type": "deletion", "requester": "self", "subject": "address"}


def test_the_form_asks_only_what_is_needed() -> None:
    talk = Talk(requested_slot="request_type")
    assert requested(validate(talk, request_type="deletion")) == "requester"
    assert requested(validate(talk, requester="self")) == "subject"
    talk.slots["requested_slot"] = "subject"
    assert requested(validate(talk, subject="address")) == "confirm"


def test_the_form_asks_the_way_of_reply_only_where_there_is_a_choice() -> None:
    talk = Talk(request_type="disclosure", requester="self", requested_slot="subject")
    assert requested(validate(talk, subject="all")) == "reply_method"


def test_the_form_asks_the_region_where_the_company_distinguishes_any() -> None:
    talk = Talk(company="globe", request_type="disclosure", requested_slot="region")
    assert requested(validate(talk, "inform", region="california")) == "requester"
    assert talk.slots["request_type"] == "access_ccpa"


def test_a_region_without_this_right_ends_the_form_with_the_outcome() -> None:
    talk = Talk(company="globe", request_type="portability", requested_slot="region")
    assert requested(validate(talk, region="jp")) is None
    assert talk.slots["outcome"] == "not_offered"
    said = talk.run("action_submit_request")
    assert said.keys == ["outcome.not_offered"]
    assert talk.slots["outcome"] is None


def test_one_sentence_may_settle_several_slots() -> None:
    talk = Talk(request_type="disclosure", requested_slot="requester")
    said = validate(talk, requester="voluntary_agent", subject="name", reply_method="email")
    assert requested(said) == "confirm"


@pytest.mark.parametrize(
    "intent",
    [
        "ask_question",
        "complaint",
        "greet",
        "chitchat",
        "thanks",
        "out_of_scope",
        "gives_personal_data",
        "nlu_fallback",
        "ask_status",
    ],
)
def test_what_is_no_answer_is_handed_to_the_rules(intent: str) -> None:
    talk = Talk(**FULL, requested_slot="confirm")
    assert validate(talk, intent).rejected
    assert {name: talk.slots[name] for name in FULL} == FULL


@pytest.mark.parametrize("intent", ["cancel", "handoff", "no_authority", "held_for_client"])
def test_what_ends_the_form_ends_it_whatever_else_was_heard(intent: str) -> None:
    assert validate(
        Talk(request_type="deletion", requested_slot="requester"), intent, requester="self"
    ).rejected


@pytest.mark.parametrize(
    ("text", "intent", "confidence", "ended"),
    [
        ("那重新申请一个行不", "cancel", 0.47, False),
        ("can i do it over?", "cancel", 0.42, False),
        ("最初からやり直せますか？", "cancel", 0.45, False),
        ("对了你们公司在哪", "held_for_client", 0.53, False),
        ("会社はどこにあるんですか", "held_for_client", 0.6, False),
        ("my husband made the call, can he ask for it?", "no_authority", 0.51, False),
        ("元夫の情報を見せて", "no_authority", 0.6, True),
        ("元夫の情報を見せてもらえますか", "no_authority", 0.9, True),
        ("那重新申请一个行不", "cancel", 0.8, True),
        ("やめます", "cancel", 0.45, True),
        ("算了不弄了", "cancel", 0.47, True),
        ("いったん終わりで", "cancel", 0.41, True),
        ("forget about it", "cancel", 0.43, True),
        ("不办了行了吧", "cancel", 0.48, True),
        ("保険の契約先が預けた情報です", "held_for_client", 0.53, True),
        ("委託元の会社の情報はどこに頼むのか", "held_for_client", 0.8, True),
    ],
)
def test_an_end_that_is_guessed_and_asks_ends_nothing(
    text: str, intent: str, confidence: float, ended: bool
) -> None:
    talk = Talk(request_type="deletion", requester="self", requested_slot="subject")
    said = validate(talk, intent, text=text, confidence=confidence)
    closed = talk.slots.get("request_type") is None or (said.rejected and not said.next)
    assert closed is ended


def test_another_tongue_is_counted_as_not_understood() -> None:
    talk = Talk(request_type="deletion", requested_slot="requester", misses=1)
    assert validate(talk, "inform", text="한국어로 부탁합니다").keys == ["talk.languages"]
    assert talk.slots["misses"] == 2


def test_an_aside_that_holds_the_answer_is_the_answer() -> None:
    talk = Talk(request_type="deletion", requested_slot="requester")
    said = validate(talk, "greet", requester="statutory_agent")
    assert not said.rejected
    assert talk.slots["requester"] == "statutory_agent"


def test_a_question_that_names_an_answer_stays_a_question() -> None:
    talk = Talk(request_type="deletion", requested_slot="requester")
    assert validate(talk, "ask_question", requester="voluntary_agent").rejected


def test_a_yes_does_not_answer_where_somebody_lives() -> None:
    talk = Talk(company="globe", request_type="deletion", requested_slot="region")
    said = validate(talk, "affirm", text="はい")
    assert said.keys == ["request.not_understood"]
    assert requested(said) == "region"
    assert talk.slots["misses"] == 1


def test_a_person_is_offered_to_somebody_who_is_stuck() -> None:
    asked = Talk(**FULL, misses=2).run("action_ask_request_form_requester")
    assert "handoff" in asked.values()
    assert "handoff" not in Talk(**FULL).run("action_ask_request_form_requester").values()


def test_another_kind_of_request_in_the_middle_switches_and_goes_on() -> None:
    talk = Talk(request_type="deletion", requester="self", requested_slot="subject")
    said = validate(talk, "request_use_stop")
    assert said.keys == ["request.switched"]
    assert talk.slots["request_type"] == "use_stop"
    assert talk.slots["requester"] == "self"
    assert requested(said) == "subject"


def test_naming_the_same_request_again_switches_nothing() -> None:
    talk = Talk(request_type="deletion", requester="self", requested_slot="subject")
    said = validate(talk, "request_deletion", subject="contact")
    assert said.keys == []
    assert talk.slots["subject"] == "contact"


def test_an_unsure_request_that_holds_the_answer_switches_nothing() -> None:
    talk = Talk(request_type="use_stop", requester="self", requested_slot="subject")
    validate(talk, "request_correction", confidence=0.3, subject="address")
    assert talk.slots["request_type"] == "use_stop"
    assert talk.slots["subject"] == "address"


def test_going_back_asks_the_question_before() -> None:
    talk = Talk(request_type="deletion", requester="self", requested_slot="subject")
    said = validate(talk, "go_back")
    assert said.keys == ["request.went_back"]
    assert requested(said) == "requester"
    assert validate(Talk(requested_slot="request_type"), "go_back").keys == ["request.at_start"]


def test_no_to_the_summary_asks_what_to_change_and_the_answer_comes_back_to_it() -> None:
    talk = Talk(**FULL, requested_slot="confirm")
    assert requested(validate(talk, "deny")) == "change_target"
    asked = talk.run("action_ask_request_form_change_target")
    assert asked.values()[:3] == ["change_request_type", "change_requester", "change_subject"]
    assert asked.messages[0]["expects"] == "confirm"
    talk.slots["requested_slot"] = "change_target"
    assert requested(validate(talk, "change_answer", change_target="subject")) == "subject"
    talk.slots["requested_slot"] = "subject"
    assert requested(validate(talk, subject="usage")) == "confirm"


def test_a_change_in_words_at_the_summary_is_made_at_once() -> None:
    talk = Talk(**FULL, requested_slot="confirm")
    said = validate(talk, "change_answer", subject="name")
    assert talk.slots["subject"] == "name"
    assert requested(said) == "confirm"


def test_yes_to_the_summary_finishes_the_form() -> None:
    talk = Talk(**FULL, requested_slot="confirm")
    assert requested(validate(talk, "affirm")) is None
    assert talk.slots["confirm"] == "yes"


def test_coming_back_from_an_aside_takes_the_message_up_only_once() -> None:
    talk = Talk(request_type="deletion", requested_slot="requester")
    said = validate(talk, "ask_question", requester="self", after=["action_answer"])
    assert not said.rejected
    assert talk.slots.get("requester") is None
    assert requested(said) == "requester"


def test_remove_is_asked_with_what_it_can_mean() -> None:
    said = Talk(ambiguous="request_remove").run("action_ask_request_form_request_type")
    assert said.keys == ["ask.remove"]
    assert said.values() == ["deletion", "erasure", "use_stop", "cancel"]


def test_a_client_s_data_in_the_middle_ends_the_form() -> None:
    talk = Talk(company="agency", request_type="deletion", requested_slot="requester")
    assert requested(validate(talk, "inform", holder="client")) is None
    assert talk.slots["outcome"] == "held_for_client"


def test_the_summary_names_form_papers_fee_and_address_with_quotations() -> None:
    said = Talk(**{**FULL, "requester": "voluntary_agent"}).run("action_ask_request_form_confirm")
    keys = [
        line["key"] for part in ("settled", "wanted") for line in said.messages[0]["params"][part]["lines"]
    ]
    assert keys == [
        "summary.request_type", "summary.requester", "summary.subject", "summary.reply_method", "summary.form",
        "summary.papers", "summary.papers_more", "summary.fee_not_stated", "summary.send_to",
        "summary.reply_time_not_stated",
    ]  # fmt: skip
    assert {"「請求書」", "書類のコピー1点"} <= set(said.citations())
    assert said.values() == ["yes", "no", "cancel"]
    assert said.messages[0]["expects"] == "confirm"


def test_a_hint_counts_only_as_the_answer_to_what_was_asked() -> None:
    talk = Talk(request_type="deletion", requested_slot="requester")
    validate(talk, certain=False, requester="self", subject="address")
    assert talk.slots["requester"] == "self"
    assert talk.slots.get("subject") is None


def test_a_yes_with_something_else_in_it_changes_that_first() -> None:
    talk = Talk(**{**FULL, "request_type": "disclosure", "reply_method": "post"}, requested_slot="confirm")
    said = validate(talk, "affirm", reply_method="email")
    assert talk.slots["reply_method"] == "email"
    assert requested(said) == "confirm"


def test_go_on_is_no_misunderstanding() -> None:
    said = validate(Talk(request_type="deletion", requested_slot="requester"), "proceed")
    assert (said.keys, requested(said)) == ([], "requester")


def test_a_region_that_makes_no_difference_is_not_kept() -> None:
    talk = Talk(request_type="deletion", requested_slot="requester")
    validate(talk, requester="self", region="jp")
    assert talk.slots.get("region") is None


def test_who_wants_that_right_instead_of_this_gets_the_one_named_last() -> None:
    talk = Talk(request_type="deletion", requester="self", requested_slot="subject")
    said = talk.run(
        "validate_request_form",
        "change_answer",
        form=True,
        named=["deletion", "use_stop"],
        text="削除じゃなくて利用停止で",
    )
    assert said.keys == ["request.switched"]
    assert talk.slots["request_type"] == "use_stop"


def test_the_region_is_asked_before_the_ways_of_reply_are_known() -> None:
    assert (
        requested(validate(Talk(company="globe", requested_slot="request_type"), request_type="disclosure"))
        == "region"
    )


def test_saying_again_what_is_settled_is_no_misunderstanding() -> None:
    talk = Talk(request_type="deletion", requester="self", requested_slot="subject")
    said = validate(talk, "inform", requester="self", text="本人です")
    assert said.keys == ["request.noted"]
    assert requested(said) == "subject" and not talk.slots.get("misses")
    minor = Talk(request_type="deletion", requester="self", minor="yes", requested_slot="subject")
    assert validate(minor, "inform", minor="yes", text="13歳です").keys == ["request.noted"]


def test_what_is_put_right_in_the_middle_is_changed() -> None:
    talk = Talk(request_type="deletion", requester="self", requested_slot="subject")
    said = validate(talk, "inform", requester="statutory_agent", text="親権者です")
    assert said.keys == ["request.changed"]
    assert talk.slots["requester"] == "statutory_agent" and requested(said) == "subject"


def test_a_hint_puts_something_right_only_where_a_change_is_meant() -> None:
    hint: Any = {"requester": "voluntary_agent", "certain": False, "text": "いや代理人です"}
    meant = Talk(request_type="deletion", requester="self", requested_slot="subject")
    assert validate(meant, "inform", ranked=[("change_answer", 0.2)], **hint).keys == ["request.changed"]
    assert meant.slots["requester"] == "voluntary_agent"
    passing = Talk(request_type="deletion", requester="self", requested_slot="subject")
    assert validate(passing, "inform", **hint).keys == ["request.not_understood"]
    assert passing.slots["requester"] == "self"


def test_a_place_in_passing_moves_nobody() -> None:
    talk = Talk(
        company="globe", region="jp", request_type="deletion", requester="self", requested_slot="subject"
    )
    validate(talk, "inform", region="eea_uk", text="ロンドンの支店です")
    assert talk.slots["region"] == "jp"


def test_what_comes_before_its_question_is_acknowledged() -> None:
    talk = Talk(request_type="deletion", requested_slot="requester")
    assert validate(talk, "inform", subject="all", text="全部だ").keys == ["request.noted"]
    assert talk.slots["subject"] == "all"


def bot_said(key: str, expects: str | None) -> dict[str, Any]:
    """As Rasa keeps it: a form's question leaves no action behind, only what was said."""
    return {"event": "bot", "text": None, "data": {"custom": {"utterance": key, "expects": expects}}}


def test_the_same_question_is_asked_shorter_the_second_time() -> None:
    ask = "action_ask_request_form_requester"
    earlier = [bot_said("ask.requester", "requester"), bot_said("answer.quoted", None)]
    assert Talk(request_type="deletion").run(ask).keys == ["ask.requester"]
    said = Talk(request_type="deletion").run(ask, earlier=earlier)
    assert said.keys == ["ask.requester_again"] and "self" in said.values()
    third = Talk(request_type="deletion").run(ask, earlier=[bot_said("ask.requester_again", "requester")])
    assert third.keys == ["ask.requester_again"]
    other = Talk(request_type="deletion").run(ask, earlier=[bot_said("ask.subject", "subject")])
    assert other.keys == ["ask.requester"]


def test_the_summary_is_shown_again_once_something_has_changed() -> None:
    ask, summed = "action_ask_request_form_confirm", bot_said("request.summary", "confirm")
    assert Talk(**FULL).run(ask, earlier=[summed]).keys == ["request.summary_again"]
    changed = [summed, {"event": "slot", "name": "subject", "value": "all"}]
    assert Talk(**FULL).run(ask, earlier=changed).keys == ["request.summary"]


def test_a_request_that_words_opened_is_named_before_its_first_question() -> None:
    ask = "action_ask_request_form_requester"
    typed = Talk(request_type="deletion").run(ask, text="データを削除して", after=["action_start_request"])
    assert typed.messages[0]["params"]["begun"] == {
        "key": "request.begun",
        "params": {"request_type": {"key": "request_type.deletion"}},
    }
    pressed = Talk(request_type="deletion").run(ask, text="/inform", after=["action_start_request"])
    assert pressed.messages[0]["params"]["begun"] == ""
    later = Talk(request_type="deletion").run(ask, text="日本です")
    assert later.messages[0]["params"]["begun"] == ""
