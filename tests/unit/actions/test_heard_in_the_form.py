"""What people write into the form beside a plain answer: questions, wishes, one thing more, a change of mind."""

from typing import Any

import pytest

from tests.unit.actions.fakes import Answers, Talk, reply_of, requested, stated, validate

FULL: dict[str, Any] = {"request_type": "deletion", "requester": "self", "subject": "address"}


def test_an_answer_and_a_question_in_one_message_are_both_taken() -> None:
    reply = reply_of("answer", topic="desk_hours", statements=(stated("9時から17時まで"),))
    for intent in ("inform", "ask_question"):
        talk = Talk(Answers(reply), request_type="deletion", requested_slot="requester")
        said = validate(talk, intent, text="本人です、ところで営業時間は何時までですか", requester="self")
        assert not said.rejected
        assert talk.slots["requester"] == "self"
        assert talk.answers.asked[-1][2] == "個人情報の窓口の受付時間を教えてください"
        assert said.citations() == ["9時から17時まで"]


def test_a_remark_beside_an_answer_that_is_no_question_of_the_policy_s_is_passed_over() -> None:
    talk = Talk(
        Answers(reply_of("not_stated", on_topic=0.1)), request_type="deletion", requested_slot="requester"
    )
    said = validate(talk, "inform", text="本人です。どう思いますか？", requester="self")
    assert said.keys == []
    assert talk.slots["requester"] == "self"


@pytest.mark.parametrize(
    ("topic", "taken"), [("reply_method", True), ("desk_email", True), ("fee_whether", False)]
)
def test_a_wish_for_a_way_of_reply_may_have_the_form_of_a_question(topic: str, taken: bool) -> None:
    talk = Talk(
        Answers(reply_of("not_stated", topic=topic, on_topic=0.9)),
        request_type="disclosure", requester="self", subject="all", requested_slot="reply_method",
    )  # fmt: skip
    said = validate(talk, "ask_question", text="メールでもらえますか", reply_method="email")
    assert said.rejected is not taken
    assert (talk.slots.get("reply_method") == "email") is taken


def test_one_request_more_is_no_change_of_mind() -> None:
    talk = Talk(request_type="disclosure", requested_slot="requester")
    said = validate(talk, "request_correction", request_type="correction", further=True)
    assert said.keys == ["request.one_at_a_time"]
    assert talk.slots["request_type"] == "disclosure"


def test_two_requests_in_the_opening_sentence_are_both_named() -> None:
    talk = Talk()
    said = talk.run(
        "action_start_request", "request_correction", text="訂正と削除をお願いします",
        request_type="correction", named=["correction", "deletion"],
    )  # fmt: skip
    assert said.keys == ["request.one_at_a_time"]
    assert said.messages[0]["params"]["others"] == [{"key": "request_type.deletion"}]
    assert talk.slots["request_type"] == "correction"


def test_a_guess_that_somebody_else_is_meant_does_not_end_the_form() -> None:
    talk = Talk(
        Answers(reply_of("answer", statements=(stated("電話番号"),))), **FULL, requested_slot="confirm"
    )
    said = validate(
        talk,
        "no_authority",
        text="電話番号を教えて",
        confidence=0.4,
        ranked=[("no_authority", 0.4), ("ask_question", 0.3)],
    )
    assert not said.rejected
    assert said.citations() == ["電話番号"]
    assert validate(talk, "no_authority", confidence=0.8, ranked=[("ask_question", 0.15)]).rejected


def test_nothing_to_change_after_all_leads_back_to_the_summary() -> None:
    talk = Talk(**FULL, changing=True, requested_slot="change_target")
    said = validate(talk, "deny")
    assert said.keys == []
    assert requested(said) == "confirm"


def test_a_wish_that_is_not_certain_counts_where_it_was_asked_for() -> None:
    talk = Talk(
        Answers(reply_of("not_stated", topic="reply_method", on_topic=0.9)),
        request_type="disclosure", requester="self", subject="all", requested_slot="reply_method",
    )  # fmt: skip
    assert not validate(
        talk, "ask_question", text="可以用邮件回复吗", reply_method="email", certain=False
    ).rejected
    assert talk.slots["reply_method"] == "email"


def test_a_change_of_mind_goes_to_the_likeliest_request_where_no_right_is_named() -> None:
    talk = Talk(**FULL, requested_slot="confirm")
    said = validate(
        talk, "change_answer", text="気が変わった、見せてほしい",
        ranked=[("change_answer", 0.5), ("request_disclosure", 0.2), ("request_deletion", 0.1)],
    )  # fmt: skip
    assert said.keys == ["request.switched"]
    assert talk.slots["request_type"] == "disclosure"


def test_what_to_change_is_asked_at_once_whatever_else_is_open() -> None:
    talk = Talk(request_type="deletion", requester="self", requested_slot="subject")
    assert requested(validate(talk, "change_answer", text="いや、違うんです")) == "change_target"
    assert requested(validate(talk, change_target="requester")) == "requester"


def test_an_answer_that_sounds_like_another_request_is_the_answer_unless_a_right_is_named() -> None:
    for named, kind in (((), "deletion"), (("disclosure",), "disclosure")):
        talk = Talk(request_type="deletion", requester="self", requested_slot="subject")
        validate(
            talk, "request_disclosure", text="登録されているものぜんぶです", confidence=0.6, subject="all",
            request_type="disclosure", named=named,
        )  # fmt: skip
        assert talk.slots["request_type"] == kind
        assert talk.slots["subject"] == "all"


@pytest.mark.parametrize(
    ("requester", "ends"), [("statutory_agent", False), ("voluntary_agent", False), ("self", True)]
)
def test_an_agent_who_names_whom_they_act_for_is_not_turned_away(requester: str, ends: bool) -> None:
    talk = Talk(request_type="disclosure", requester=requester, requested_slot="subject")
    said = validate(talk, "no_authority", text="息子の住所です", confidence=0.9, subject="address")
    assert said.rejected is ends
    assert (talk.slots.get("subject") == "address") is not ends


def test_who_says_again_that_it_must_go_is_heard_and_soon_offered_a_person() -> None:
    talk = Talk(ambiguous="request_remove", requested_slot="request_type")
    said = validate(talk, "request_remove", text="日本語読めないのか？消せって言ってんだよ")
    assert said.keys == ["request.removal_heard"]
    validate(talk, "request_remove", text="だから消せって")
    asked = talk.run("action_ask_request_form_request_type", "request_remove", form=True)
    assert "handoff" in asked.values()


def test_what_is_settled_already_said_at_the_summary_is_no_misunderstanding() -> None:
    talk = Talk(**FULL, requested_slot="confirm")
    said = validate(talk, "inform", text="本人", requester="self")
    assert said.keys == ["request.noted"]
    assert talk.slots.get("confirm") is None


@pytest.mark.parametrize(
    ("text", "intent"),
    [("不要删除我的地址", "request_deletion"), ("データは消さないでください", "request_remove"), ("please don't delete my data", "deny")],
)  # fmt: skip
def test_in_another_request_that_nothing_is_to_be_removed_makes_it_no_removal(text: str, intent: str) -> None:
    talk = Talk(request_type="correction", requester="self", requested_slot="subject")
    kind = {"request_type": "deletion"} if intent == "request_deletion" else {}
    said = validate(talk, intent, text=text, **kind)
    assert said.keys == ["request.nothing_removed_by_it"]
    assert talk.slots["request_type"] == "correction"
    assert talk.slots.get("subject") is None


@pytest.mark.parametrize("text", ["メール", "メールです", "电子邮件", "电邮"])
def test_a_word_for_the_data_in_question_is_no_way_of_reply(text: str) -> None:
    talk = Talk(request_type="disclosure", requester="self", requested_slot="subject")
    validate(talk, "inform", text=text, reply_method="email")
    assert talk.slots["subject"] == "contact"
    assert talk.slots.get("reply_method") is None


@pytest.mark.parametrize("text", ["郵送以外でも大丈夫", "郵送じゃなくていいですか", "郵送以外でできますか"])
def test_another_way_than_the_post_is_asked_of_the_reply_where_the_reply_is_asked_for(text: str) -> None:
    talk = Talk(request_type="disclosure", requester="self", subject="all", requested_slot="reply_method")
    said = validate(talk, "ask_question", text=text)
    assert "request.way_not_named" not in said.keys
