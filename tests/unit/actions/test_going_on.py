"""The form never goes round in circles: what is said again to a question of the form leads somewhere else."""

import itertools
import time
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from actions.case import Heard
from actions.form.going_on import counts_as_missed
from actions.words.as_answer import (
    describes_by_noun,
    has_form_of_question,
    knows_not,
    tells_of_the_person,
)
from tests.unit.actions.fakes import Answers, Said, Talk, reply_of, requested, stated, validate

BOT = Path(__file__).parents[3] / "bot"
RULES, DOMAIN = BOT / "data" / "rules" / "inside.yml", BOT / "domain" / "intents.yml"
ASKED: dict[str, Any] = {"request_type": "disclosure", "requester": "self", "requested_slot": "subject"}
ANSWERED = Answers(reply_of("answer", topic="desk_address", statements=(stated("秋田市"),)))


def turn_before(
    text: str, *keys: str, expects: str = "subject", first: str = "subject"
) -> list[dict[str, Any]]:
    """The desk's question, the customer's message before this one, and what the desk said to that: its question
    stands last."""
    return [put(first), {"event": "user", "text": text}, *(uttered(key) for key in keys), put(expects)]


def put(expects: str) -> dict[str, Any]:
    """The form's question for a slot, as Rasa writes it down."""
    return uttered(f"ask.{expects}", kind="prompt", expects=expects)


def uttered(key: str, **more: str) -> dict[str, Any]:
    return {"event": "bot", "data": {"custom": {"utterance": key, "kind": "notice", **more}}}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("ふつうのやつ", "だから、ふつうのやつ"),
        ("the usual stuff", "just the usual stuff, you know"),
        ("平时那些", "就是平时那些呀"),
    ],
)
def test_what_is_not_understood_twice_in_a_row_is_the_subject_in_the_customers_words(
    first: str, second: str
) -> None:
    talk = Talk(**ASKED)
    assert validate(talk, text=first).keys == ["request.not_understood"]
    said = validate(talk, text=second)
    assert said.keys == ["stuck.subject_other"] and talk.slots["subject"] == "other"
    assert requested(said) == "reply_method" and talk.slots["misses"] is None


@pytest.mark.parametrize("intent", ["ask_question", "out_of_scope", "chitchat", "this_chat"])
@pytest.mark.parametrize("text", ["届いた冊子の件の宛名", "the label on the parcel", "包裹上的那张单子"])
def test_the_same_words_after_they_were_taken_for_a_question_are_the_answer(intent: str, text: str) -> None:
    talk = Talk(ANSWERED, **ASKED)
    assert validate(talk, intent, text=text, confidence=0.9).rejected
    said = validate(
        talk, intent, text=f"{text}。", confidence=0.9, earlier=turn_before(text, "answer.quoted")
    )
    assert said.keys == ["stuck.subject_other"] and talk.slots["subject"] == "other"


@pytest.mark.parametrize(
    "unsure", ["わかりません", "特にない", "I don't know.", "not sure", "不知道", "都可以"]
)
@pytest.mark.parametrize("intent", ["needs_help", "deny", "inform", "nlu_fallback"])
def test_who_does_not_know_which_information_is_told_that_any_will_do_and_then_goes_on(
    unsure: str, intent: str
) -> None:
    talk = Talk(**ASKED)
    assert validate(talk, intent, text=unsure).keys == ["stuck.subject_unsure"]
    assert "subject" not in talk.slots and talk.slots["misses"] == 1
    assert validate(talk, intent, text=unsure).keys == ["stuck.subject_other"]
    assert talk.slots["subject"] == "other"


@pytest.mark.parametrize(
    ("intent", "confidence", "missed"),
    [
        ("nonsense", 0.99, True),
        ("needs_help", 0.99, True),
        ("nlu_fallback", 0.0, True),
        ("chitchat", 0.5, True),
        ("out_of_scope", 0.84, True),
        ("out_of_scope", 0.85, False),
        ("chitchat", 0.99, False),
        ("inform", 0.5, False),
    ],
)
def test_a_message_beside_the_form_is_missed_unless_it_is_surely_understood(
    intent: str, confidence: float, *, missed: bool
) -> None:
    assert counts_as_missed(Heard(intent=intent, confidence=confidence)) is missed


@pytest.mark.parametrize(
    "text",
    [
        "手数料はいくらですか",
        "誰が見られますか",
        "手数料は？",
        "how long does it take",
        "what papers do I need",
        "可以用邮件吗？",
        "需要什么材料",
    ],
)
def test_a_real_question_is_answered_and_never_becomes_the_subject(text: str) -> None:
    talk = Talk(ANSWERED, **ASKED, misses=1)
    said = validate(talk, "ask_question", text=text, earlier=turn_before(text, "answer.quoted"))
    assert said.rejected or said.citations() == ["秋田市"]
    assert talk.slots.get("subject") is None
    assert talk.slots["misses"] is None, "a question ends the row of misses"


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("handoff", "担当者と話したい"),
        ("cancel", "もうやめます"),
        ("complaint", "対応が悪い"),
        ("insult", "ばか"),
        ("thanks", "ありがとう"),
        ("greet", "hello"),
        ("stop_marketing", "DMを止めて"),
        ("report_leak", "情報が漏れた"),
        ("ask_status", "前に出した件の続き"),
        ("inform", "母は84歳です"),
        ("inform", "I am 34 years old"),
        ("inform", "我今年三十岁"),
        ("deny", "いいえ"),
        ("nlu_fallback", "人間を出して"),
        ("nlu_fallback", "human please"),
        ("needs_help", "助けて"),
        ("nlu_fallback", "は？"),
        ("nlu_fallback", "怖いです"),
    ],
)
def test_what_is_no_information_never_becomes_the_subject(intent: str, text: str) -> None:
    talk = Talk(**ASKED, misses=1)
    validate(talk, intent, text=text, earlier=turn_before(text, "request.not_understood"))
    assert talk.slots.get("subject") is None


@pytest.mark.parametrize(
    ("text", "subject"),
    [("届け出た住所です", "address"), ("the purchase history", "usage"), ("购物记录", "usage")],
)
def test_the_kind_that_is_heard_is_kept_although_the_same_was_said_before(text: str, subject: str) -> None:
    talk = Talk(**ASKED, misses=1)
    before = turn_before(text, "request.not_understood")
    assert validate(talk, text=text, subject=subject, earlier=before).keys == []
    assert talk.slots["subject"] == subject


def test_another_request_a_change_and_a_fact_that_the_form_knows_are_no_subject() -> None:
    again = {"earlier": turn_before("訂正がいい", "request.not_understood")}
    another = Talk(**ASKED, misses=1)
    validate(
        another,
        "request_correction",
        text="訂正がいい",
        named=["correction"],
        request_type="correction",
        **again,
    )
    assert another.slots["request_type"] == "correction" and another.slots.get("subject") is None
    guess = Talk(**ASKED, misses=1)
    validate(guess, "request_correction", text="訂正がいい", confidence=0.3, named=["correction"], **again)
    assert guess.slots.get("subject") is None
    change = Talk(**ASKED, misses=1)
    validate(change, "change_answer", text="訂正がいい", **again)
    assert change.slots.get("subject") is None and change.slots["changing"]
    fact = Talk(**ASKED, misses=1)
    validate(fact, text="本人です", requester="self", earlier=turn_before("本人です", "request.noted"))
    assert fact.slots.get("subject") is None


def test_the_same_words_to_another_question_are_no_subject() -> None:
    talk = Talk(ANSWERED, **ASKED)
    for asked in ({"expects": "requester"}, {"first": "requester"}):
        before = turn_before("冊子の件", "answer.quoted", **asked)
        assert validate(talk, "ask_question", text="冊子の件", earlier=before).rejected


def test_the_request_said_again_is_no_answer_but_the_second_time_leads_on() -> None:
    talk = Talk(**ASKED)
    more: dict[str, Any] = {"text": "見せてもらうやつ", "request_type": "disclosure"}
    assert validate(talk, "request_disclosure", **more).keys == ["request.noted"]
    before = turn_before("見せてもらうやつ", "request.noted")
    assert validate(talk, "request_disclosure", **more, earlier=before).keys == ["stuck.subject_other"]


NOUNS = [
    "案内の送付に使われている住所",
    "過去12か月に取得・開示された自分の個人情報",
    "登録した電話番号です",
    "the address used for sending the brochures",
    "all categories and specific pieces collected in the past 12 months, their sources and who they were shared with",
    "my contact details that I gave at the seminar",
    "用于寄送广告的地址",
    "注册时填写的电话号码",
]


@pytest.mark.parametrize("text", NOUNS)
def test_a_noun_phrase_that_ends_in_information_is_understood_the_first_time(text: str) -> None:
    for intent in ("ask_question", "request_disclosure", "inform", "stop_marketing"):
        talk = Talk(ANSWERED, **ASKED)
        said = validate(talk, intent, text=text, confidence=0.93, named=["disclosure"])
        assert said.keys == [] and talk.slots["subject"] == "other", intent
    kind = Talk(ANSWERED, **ASKED)
    validate(kind, "ask_question", text=text, confidence=0.83, subject="address")
    assert kind.slots["subject"] == "address"


def test_the_purposes_of_some_data_name_the_data_where_the_purposes_are_requested() -> None:
    talk = Talk(request_type="purpose_notice", requester="self", requested_slot="subject")
    validate(talk, "request_purpose_notice", text="住宅の図面の利用目的", subject="usage", certain=False)
    assert talk.slots["subject"] == "other"
    other = Talk(request_type="use_stop", requester="self", requested_slot="subject")
    validate(other, "request_purpose_notice", text="住宅の図面の利用目的", request_type="purpose_notice")
    assert other.slots.get("subject") is None


@pytest.mark.parametrize(
    "text",
    [
        "御社の住所",
        "窓口で使われている電話番号",
        "申請書を送る住所",
        "ポリシーに書かれている住所",
        "問い合わせに使われている電話番号",
        "使われている住所を教えて",
        "使われている住所は",
        "集めている情報は何ですか",
        "登録されている住所が間違っている",
        "登録した覚えのない会社",
        "担当者に伝えた電話番号",
        "第三者に提供された情報を削除",
        "the address where I send the form",
        "your address used for requests",
        "is the address used for ads",
        "my data was stolen",
        "the phone number of the desk",
        "贵公司登记的地址",
        "登记的地址是什么",
        "申请表要寄到的地址",
    ],
)
def test_what_may_be_a_question_for_the_desks_own_is_no_description(text: str) -> None:
    assert not describes_by_noun(text)


@pytest.mark.parametrize(
    "text",
    [
        "住所が分からない",
        "分かりませんでした、住所です",
        "住所以外は特にない",
        "知らない会社から電話が来た",
        "I don't know my address",
        "I'm not sure that the address is right",
        "any address",
        "电话号码不知道",
        "我不知道的电话",
    ],
)
def test_who_names_data_has_not_only_said_that_they_do_not_know(text: str) -> None:
    assert not knows_not(text)


@pytest.mark.parametrize(
    "text",
    [
        "私が登録した住所",
        "自分の個人情報",
        "my address is registered",
        "我的地址",
        "the details I gave",
        "母の住所",
    ],
)
def test_data_of_a_person_is_no_fact_about_them(text: str) -> None:
    assert not tells_of_the_person(text) and not has_form_of_question(text)


def test_an_answer_ends_the_row_of_misses() -> None:
    talk = Talk(request_type="disclosure", requested_slot="requester", misses=2)
    validate(talk, text="本人です", requester="self")
    assert talk.slots["misses"] is None
    assert talk.run("action_ask_request_form_subject", form=True).keys == ["ask.subject"]


@cache
def beside() -> dict[str, str]:
    """The action that Rasa's rules choose for what the form hands on, and asks on afterwards."""
    chosen: dict[str, str] = {}
    for rule in yaml.safe_load(RULES.read_text(encoding="utf-8"))["rules"]:
        first, *rest = rule["steps"]
        for one in first.get("or", [first]):
            if "intent" in one and {"action": "request_form"} in rest:
                chosen[one["intent"]] = rest[0]["action"]
    return chosen


TEXTS = {
    "ふつうのやつ": 0.95, "いいえ": 0.4, "手数料はいくらですか": 0.95, "母は84歳です": 0.4,
    "the usual stuff": 0.4, "I don't know.": 0.95, "what you have on me": 0.4,
    "平时那些": 0.95, "不知道": 0.4, "!!!": 0.95,
}  # fmt: skip
"""What is said, and how sure the dialogue model is of what it takes that for."""
INTENTS = sorted(
    {
        next(iter(one)) if isinstance(one, dict) else one
        for one in yaml.safe_load(DOMAIN.read_text(encoding="utf-8"))["intents"]
    }
    | {"nlu_fallback"}
)


@pytest.mark.slow
@pytest.mark.parametrize("intent", INTENTS)
def test_whatever_is_said_again_and_again_the_subject_is_not_asked_a_third_time_as_before(
    intent: str,
) -> None:
    """The form ends, goes on or asks another question; or the third time its question has a person beside it."""
    for text, sure in TEXTS.items():
        talk = Talk(Answers(reply_of("not_stated", on_topic=0.1)), **ASKED)
        events = turn_before("はじめに")
        for _ in range(2):
            said = [validate(talk, intent, text=text, confidence=sure, earlier=events)]
            if said[0].rejected and intent not in beside():
                break  # its rule ends the form
            if said[0].rejected:
                said.append(talk.run(beside()[intent], intent, text=text, form=True, earlier=events))
            if not said[0].rejected and requested(said[0]) != "subject":
                break
            events = [*events, {"event": "user", "text": text}, *itertools.chain(*map(heard, said))]
            asks = talk.run("action_ask_request_form_subject", intent, text=text, form=True, earlier=events)
            events += heard(asks)
        else:
            assert asks.keys[-1] == "ask.subject_again" and "handoff" in asks.values(), text


def heard(said: Said) -> list[dict[str, Any]]:
    """The events that Rasa writes down of what was said."""
    return [{"event": "bot", "data": {"custom": one}} for one in said.messages]


@pytest.mark.slow
@pytest.mark.parametrize(
    "letters",
    [
        "a ",
        "any ",
        "the my ",
        "my data ",
        "hmm, ",
        "私は",
        "登録した",
        "の",
        "、",
        "特に",
        "わ",
        "た",
        "登记的",
        "的",
        "過",
    ],
)
def test_long_messages_are_read_in_no_time(letters: str) -> None:
    text = letters * (20_000 // len(letters))
    begun = time.process_time()
    for reads in (describes_by_noun, knows_not, tells_of_the_person, has_form_of_question):
        reads(text)
    assert time.process_time() - begun < 5
