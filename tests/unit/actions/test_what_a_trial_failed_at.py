"""What a user's trial of the desk failed at, inside of a request and around it."""

from typing import Any

import pytest

from actions.words.phrases import asks_whom_to_turn_to, of_own_minor, puts_right, says_parent
from tests.unit.actions.fakes import Answers, Talk, reply_of, requested, stated, validate

FULL: dict[str, Any] = {"request_type": "deletion", "requester": "self", "subject": "address"}


@pytest.mark.parametrize("slot", ["subject", "confirm"])
def test_a_guess_does_not_switch_the_request(slot: str) -> None:
    talk = Talk(**FULL, requested_slot=slot)
    said = validate(
        talk, "request_disclosure", text="me", confidence=0.48,
        requester="self", ranked=[("request_disclosure", 0.48), ("inform", 0.43)],
    )  # fmt: skip
    assert talk.slots["request_type"] == "deletion"
    assert said.keys == ["request.noted"]


def test_a_right_that_is_named_switches_it_however_sure() -> None:
    talk = Talk(**FULL, requested_slot="confirm")
    validate(talk, "request_disclosure", text="開示で", confidence=0.45, named=["disclosure"])
    assert talk.slots["request_type"] == "disclosure"


def test_a_place_after_an_apology_is_the_region() -> None:
    talk = Talk(company="globe", request_type="deletion", region="jp", requested_slot="requester")
    said = validate(talk, text="すみません、ロサンゼルスです", confidence=0.62, region="california")
    assert said.keys == ["request.changed"]
    assert talk.slots["region"] == "california"
    validate(talk, text="日本にも友人がいます", region="jp")
    assert talk.slots["region"] == "california"
    validate(talk, text="すみません、日本だとどうなりますか？", region="jp")
    assert talk.slots["region"] == "california"


@pytest.mark.parametrize(
    "text",
    ["すみません、ロサンゼルスです", "あ、ごめんなさい東京です", "いや、フランスです", "Sorry, I live in LA"],
)
def test_a_message_that_takes_something_back_is_known_by_how_it_begins(text: str) -> None:
    assert puts_right(text)
    assert not puts_right("ロサンゼルスです")


def test_a_way_of_reply_that_there_is_not_is_refused_with_the_clause() -> None:
    for slot, intent in (("confirm", "inform"), ("confirm", "affirm"), ("subject", "inform")):
        talk = Talk(**{**FULL, "subject": None if slot == "subject" else "address"}, requested_slot=slot)
        said = validate(talk, intent, text="メールで回答して", reply_method="email")
        assert said.keys == ["request.reply_not_here"]
        assert said.citations() == ["書面またはメールで回答します"]
        assert said.messages[0]["params"]["ways"] == [{"key": "reply_method.post"}]
        assert requested(said) == slot


def test_the_only_way_of_reply_is_no_change() -> None:
    talk = Talk(**FULL, requested_slot="confirm")
    said = validate(talk, text="郵送で", reply_method="post")
    assert said.keys == ["request.reply_is"]
    assert requested(said) == "confirm"


def test_an_answer_beside_an_impossible_way_of_reply_is_taken() -> None:
    talk = Talk(request_type="deletion", requester="self", requested_slot="subject")
    said = validate(talk, text="住所です。返事はメールで", reply_method="email", subject="address")
    assert said.keys == ["request.reply_not_here"]
    assert talk.slots["subject"] == "address"


def test_an_impossible_way_of_reply_in_the_opening_sentence_is_not_dropped_in_silence() -> None:
    said = Talk().run(
        "action_start_request", "request_deletion", text="メールで返事ください、削除で", reply_method="email"
    )
    assert said.keys == ["request.reply_not_here"]
    assert said.next == ["request_form"]


def test_a_question_that_was_taken_for_a_change_is_answered() -> None:
    talk = Talk(Answers(reply_of("answer", statements=(stated("書類"),))), **FULL, requested_slot="confirm")
    said = validate(talk, "change_answer", text="さっきの書類って何でしたっけ", confidence=0.38)
    assert said.citations() == ["書類"]
    assert not talk.slots.get("changing")
    lost = Talk(Answers(reply_of("not_stated", on_topic=0.1)), **FULL, requested_slot="confirm")
    assert validate(lost, "change_answer", text="さっきのあれ", confidence=0.38).keys == [
        "request.not_understood"
    ]


@pytest.mark.parametrize(
    ("before", "after"), [("address", "other"), ("name", "name"), (None, "name"), ("all", "all")]
)
def test_data_that_is_to_be_added_to_the_open_request_is_a_subject(before: str | None, after: str) -> None:
    talk = Talk(
        request_type="disclosure",
        requester="self",
        reply_method="post",
        subject=before,
        requested_slot="confirm",
    )
    validate(
        talk, "request_addition", text="なんかさっきのに名前も追加したい", subject="name", named=["addition"]
    )
    assert talk.slots["request_type"] == "disclosure"
    assert talk.slots["subject"] == after


@pytest.mark.parametrize(
    ("text", "kind"), [("しめい", "name"), ("メアド", "contact"), ("じゅうしょです。", "address")]
)
def test_a_kind_in_kana_is_an_answer_whatever_it_was_taken_for(text: str, kind: str) -> None:
    talk = Talk(request_type="deletion", requester="self", requested_slot="subject")
    validate(talk, "insult", text=text, confidence=0.74)
    assert talk.slots["subject"] == kind


@pytest.mark.parametrize(
    "text",
    [
        "12歳の息子の個人情報を開示してほしい",
        "小学生の息子の情報を開示してほしいんですが",
        "娘（8歳）の分",
        "my 9 year old daughter",
    ],
)
def test_a_parent_of_a_minor_is_told_by_the_words(text: str) -> None:
    assert of_own_minor(text)


@pytest.mark.parametrize(
    "text",
    [
        "20歳の息子の情報",
        "友人の12歳の息子の情報",
        "息子の情報を見たい",
        "小学生の孫の情報",
        "12歳以下の子どもの規定は",
        "5年前の情報",
    ],
)
def test_nobody_else_is_taken_for_a_parent_of_a_minor(text: str) -> None:
    assert not of_own_minor(text)


@pytest.mark.parametrize("action", ["action_no_authority", "action_fallback"])
def test_a_parent_who_asks_for_a_minor_begins_the_request(action: str) -> None:
    talk = Talk()
    about: dict[str, Any] = {
        "text": "小学生の息子の情報を開示してほしいんですが", "confidence": 0.67, "named": ["disclosure"],
        "ranked": [("no_authority", 0.67), ("request_disclosure", 0.3)],
    }  # fmt: skip
    assert talk.run(action, "no_authority", **about).next == ["action_start_request"]
    said = talk.run("action_start_request", "no_authority", **about)
    assert said.next == ["request_form"]
    assert talk.slots["request_type"] == "disclosure"
    assert talk.slots["requester"] == "statutory_agent"


def test_who_says_that_they_are_the_mother_is_asked_no_more_who_they_are() -> None:
    assert says_parent("私は母親です")
    assert not says_parent("母です")
    talk = Talk(request_type="disclosure", requested_slot="requester")
    validate(talk, text="私は母親です")
    assert talk.slots["requester"] == "statutory_agent"


def test_a_dead_father_s_data_stays_his() -> None:
    talk = Talk(outcome="no_authority", offer="handoff")
    said = talk.run("action_start_request", "request_remove", text="じゃあ父の個人情報を消してもらうことは？")
    assert said.next == ["action_no_authority"]
    said = talk.run("action_no_authority", "request_remove", text="じゃあ父の個人情報を消してもらうことは？")
    assert said.keys == ["outcome.no_authority_not_stated"]
    assert talk.run("action_start_request", "request_remove", text="私の情報を消して").next == [
        "request_form"
    ]


def test_who_was_told_to_turn_to_the_client_is_told_so_again() -> None:
    talk = Talk(Answers(reply_of("answer", statements=(stated("電話"),))), company="agency")
    talk.run("action_held_for_client", "held_for_client", text="保険会社から委託された情報を開示して")
    said = talk.run("action_answer", "ask_question", text="どこに言えばいいの？")
    assert said.keys == ["outcome.held_for_client"]
    assert talk.run("action_answer", "ask_question", text="手数料は？").citations() == ["電話"]
    assert asks_whom_to_turn_to("who should I contact?")
