"""What strangers said that was taken for something else: a guess, a change of mind, a remark before the question."""

from typing import Any

import pytest

from tests.unit.actions.fakes import Answers, Talk, reply_of, stated, validate

ASKED: dict[str, Any] = {"request_type": "deletion", "requester": "self", "requested_slot": "subject"}


@pytest.mark.parametrize("outcome", [None, "no_authority"])
def test_a_guess_and_a_part_that_is_understood_do_not_send_each_other_round(outcome: str | None) -> None:
    talk = Talk(outcome=outcome)
    said = talk.run(
        "action_start_request", "request_correction", text="急にすみませんね。住所を直して", confidence=0.36,
        request_type="correction", parts=[("request_correction", False, {})],
        ranked=[("request_correction", 0.36)],
    )  # fmt: skip
    assert "action_fallback" not in said.next
    assert said.next == ["request_form"] or said.keys


def test_a_change_of_mind_that_names_no_right_is_no_end_of_it() -> None:
    for intent, wish in (("request_use_stop", {"request_type": "use_stop"}), ("change_answer", {})):
        talk = Talk(request_type="deletion", requested_slot="subject")
        validate(
            talk, intent, text="削除じゃなくて、広告に使うのを止めてほしいです", confidence=0.8,
            named=["deletion"], named_ends=[2], **wish,
        )  # fmt: skip
        assert talk.slots.get("outcome") is None


def test_a_right_that_is_declined_does_not_wait_its_turn() -> None:
    talk = Talk()
    said = talk.run(
        "action_start_request", "request_deletion", text="開示じゃなくて削除をお願いします",
        request_type="deletion", named=["disclosure", "deletion"], named_ends=[2, 9],
    )  # fmt: skip
    assert said.keys == [] and not talk.slots.get("later")


def test_thanks_for_the_receipt_open_no_second_request() -> None:
    talk = Talk(stage="opened", opened=True, request_type="deletion")
    said = talk.run(
        "action_respond", "thanks", text="ありがとうございます。では削除をよろしくお願いします", confidence=0.7,
        parts=[("thanks", False, {}), ("request_deletion", False, {})], ranked=[("request_deletion", 0.2)],
    )  # fmt: skip
    assert said.next == [] and said.keys == ["talk.thanks"]


def test_of_several_kinds_that_are_listed_not_only_the_surest_is_taken() -> None:
    talk = Talk(**{**ASKED, "request_type": "objection"})
    validate(
        talk,
        "stop_marketing",
        text="宣伝に使われている氏名とメールアドレス",
        confidence=0.9,
        subject="contact",
    )
    assert talk.slots.get("subject") in (None, "other")
    inform = Talk(**ASKED)
    validate(
        inform, "request_deletion", text="氏名とメールアドレス", request_type="deletion", subject="contact"
    )
    assert inform.slots["subject"] == "other"


def test_where_papers_go_is_said_to_whoever_seems_to_have_lost_a_receipt() -> None:
    address = reply_of("answer", topic="send_to_address", statements=(stated("〒135-8527"),))
    where = "で、書類はどこに送れって？ 郵便番号から言って"
    led = Talk(Answers(address)).run("action_status", "give_receipt_missing", text=where, confidence=0.9)
    assert led.next == ["action_answer"]
    text = "宛先、郵便番号から言って"
    asks, lost = (
        Talk(Answers(address)).run("action_status", "give_receipt_missing", text=text, confidence=confidence)
        for confidence in (0.5, 0.9)
    )
    assert asks.citations() == ["〒135-8527"]
    assert lost.keys == ["status.receipt_missing"]


def test_what_stands_before_a_question_does_not_hide_it() -> None:
    class OnlyEnd(Answers):
        def answer(self, asked: Any) -> Any:
            super().answer(asked)
            told = reply_of("answer", statements=(stated("03-5534-7951"),))
            return told if asked.text.startswith("电话") else reply_of("not_stated", on_topic=0.2)

    said = Talk(OnlyEnd()).run("action_answer", "ask_question", text="嗯，那就这样吧。电话号码是多少？")
    assert said.citations() == ["03-5534-7951"]


def test_a_number_that_is_nobodys_is_the_desks() -> None:
    phone = reply_of("answer", topic="desk_phone", statements=(stated("086-000-0000"),))
    desks, neighbours = (
        Talk(Answers(phone)).run("action_no_authority", "no_authority", text=text, confidence=0.82)
        for text in ("電話番号を教えてください", "隣の人の電話番号を教えてください")
    )
    assert desks.citations() == ["086-000-0000"]
    assert neighbours.citations() == []


def test_a_wish_for_a_way_of_reply_that_is_sure_needs_no_look_up() -> None:
    beacon = reply_of("answer", topic="web_beacon_mail_open", statements=(stated("ビーコン"),))
    slots: dict[str, Any] = {
        **ASKED,
        "request_type": "disclosure",
        "subject": "all",
        "requested_slot": "reply_method",
    }
    for confidence, taken in ((0.64, True), (0.82, True), (0.95, False)):
        talk = Talk(Answers(beacon), **slots)
        validate(
            talk,
            "ask_question",
            text="can you send it by e-mail?",
            confidence=confidence,
            reply_method="email",
        )
        assert (talk.slots.get("reply_method") == "email") is taken


def test_more_than_a_bare_price_is_a_question() -> None:
    fee = reply_of("answer", topic="fee_amount", statements=(stated("無料"),))
    ranked = [("ask_price", 0.36), ("ask_question", 0.31)]
    unsure, sure = (
        Talk(Answers(fee)).run(
            "action_answer", "ask_price", text="手数料の額", confidence=confidence, ranked=ranked
        )
        for confidence in (0.36, 0.9)
    )
    assert unsure.keys == sure.keys == ["answer.quoted"]
