"""Of two ways of reply the one that is chosen is meant, not the one that is named first."""

from typing import Any

import pytest

from actions.case import Heard
from actions.words.way_instead import way_instead
from tests.unit.actions.fakes import Talk, validate

CHOSEN = [
    ("紙じゃなくてメールでもらえますか", "email"),
    ("郵送ではなく、メールで", "email"),
    ("メールじゃなくて郵送で", "post"),
    ("メールより書面のほうがいい", "post"),
    ("書面の代わりにメール", "email"),
    ("紙じゃなくてデータで", "file"),
    ("郵送はやめてCDで", "media"),
    ("not on paper, by e-mail please", "email"),
    ("not by email but by post", "post"),
    ("no not a copy on paper, a file please", "file"),
    ("email please, not paper", "email"),
    ("a letter instead of email", "post"),
    ("instead of paper, a CD", "media"),
    ("不要寄纸质的，发邮件", "email"),
    ("别用邮件，寄纸质的", "post"),
    ("不要纸质的，要电子版", "file"),
    ("邮寄改成邮件", "email"),
]
NOT_CHOSEN = [
    "メールで",
    "メールと郵送の両方で",
    "紙の書類はメールで送れますか",
    "メールアドレスじゃなくて住所を直して",
    "メールは使わないで",
    "郵送じゃないとだめですか",
    "by email",
    "paper and email",
    "not by email",
    "no email address on file",
    "can I get paper instead?",
    "my email is wrong",
    "发邮件",
    "不要发邮件",
    "纸质的和邮件都要",
    "邮件地址不对",
]


@pytest.mark.parametrize(("text", "way"), CHOSEN)
def test_the_way_that_is_chosen(text: str, way: str) -> None:
    assert way_instead(text) == way


@pytest.mark.parametrize("text", NOT_CHOSEN)
def test_one_way_or_none_is_chosen_against_none(text: str) -> None:
    assert way_instead(text) is None


@pytest.mark.parametrize(
    ("text", "heard_as", "way"),
    [
        (CHOSEN[0][0], "post", "email"),
        (CHOSEN[9][0], "post", None),
        ("紙じゃなくてデータで", "media", "media"),
    ],
)
def test_the_chosen_way_takes_the_place_of_the_one_that_was_heard(
    text: str, heard_as: str, way: str | None
) -> None:
    entity = {"entity": "reply_method", "value": heard_as, "certain": True}
    told = Heard.of_message({"text": text, "intent": {"name": "change_answer"}, "entities": [entity]})
    assert told.values.get("reply_method") == way
    told = Heard.of_message(
        {"text": text, "intent": {"name": "inform"}, "entities": [{**entity, "certain": False}]}
    )
    assert told.hints.get("reply_method") == way


def test_in_the_form_no_letter_is_chosen_by_who_wants_none() -> None:
    talk = Talk(request_type="disclosure", requester="self", subject="all", requested_slot="reply_method")
    validate(talk, "change_answer", text=CHOSEN[0][0], reply_method="post", certain=False)
    assert talk.slots["reply_method"] == "email"


@pytest.mark.parametrize(
    ("asked", "way", "said"),
    [
        ("requester", "email", ["request.noted"]),
        ("reply_method", "email", []),
        ("subject", "email", ["request.noted"]),
    ],
)
def test_who_wants_a_file_gets_the_way_that_is_left(asked: str, way: str, said: list[str]) -> None:
    slots: dict[str, Any] = {"request_type": "disclosure", "requester": "self", "subject": "all"}
    talk = Talk(**{name: value for name, value in slots.items() if name != asked}, requested_slot=asked)
    told = validate(talk, "change_answer", text="no not a copy on paper, a file please", reply_method="post")
    assert (told.keys, talk.slots.get("reply_method"), talk.slots.get("changing")) == (said, way, None)


def test_where_there_is_no_choosing_it_is_noted() -> None:
    talk = Talk(request_type="correction", requested_slot="requester")
    said = validate(talk, "change_answer", text="紙じゃなくてデータで", reply_method="post", certain=False)
    assert (said.keys, talk.slots.get("reply_method")) == (["request.noted"], None)


@pytest.mark.parametrize("intent", ["change_answer", "stop_marketing"])
@pytest.mark.parametrize(
    "text", ["郵便じゃなくてメールで連絡ください", "不要纸质的，发邮箱", "email rather than a letter"]
)
def test_a_way_that_is_chosen_where_something_else_is_asked_is_kept(intent: str, text: str) -> None:
    talk = Talk(request_type="disclosure", requested_slot="requester")
    said = validate(talk, intent, text=text, confidence=0.6)
    assert (said.keys, talk.slots["reply_method"], talk.slots.get("changing")) == (
        ["request.noted"],
        "email",
        None,
    )
    talk = Talk(request_type="correction", requested_slot="requester")
    said = validate(talk, intent, text=text, confidence=0.6)
    assert (said.keys, talk.slots.get("reply_method")) == (["request.reply_not_here"], None)


@pytest.mark.parametrize(
    "text", ["紙ではなくデータで、次の病院に送ってほしい", "紙じゃなくてメールで、全部開示して"]
)
def test_another_wish_with_a_way_is_a_wish_first(text: str) -> None:
    talk = Talk(request_type="correction", requested_slot="requester")
    validate(talk, "request_disclosure", text=text, request_type="disclosure", named=["disclosure"])
    assert talk.slots["request_type"] == "disclosure"


def test_a_question_of_a_file_is_looked_up() -> None:
    talk = Talk(request_type="disclosure", requested_slot="requester")
    assert validate(talk, "ask_question", text="紙じゃなくて電子データで受け取れるんでしょうか").rejected
