"""A way of contact that is not wanted changes no request, and is no data that is not to be used."""

from typing import Any

import pytest

from actions.words.unwanted_ways import unwanted_way
from knowledge.vocabulary import ReplyMethod
from tests.unit.actions.fakes import Talk, validate

UNWANTED = {
    "メールは使わないでください": "email",
    "メールは使わないで": "email",
    "できればメールは避けていただけますか": "email",
    "返事はメールでは控えてください": "email",
    "メールでの連絡はやめてください": "email",
    "電話はしないでください": "phone",
    "電話で連絡しないでほしいです": "phone",
    "郵送はやめてください": "post",
    "LINEは使わないでください": "message",
    "please don't use email": "email",
    "don't contact me by e-mail": "email",
    "do not e-mail me please": "email",
    "don't call me": "phone",
    "not by post please": "post",
    "but please do not reply by phone": "phone",
    "请不要用邮件联系我": "email",
    "不要用邮件": "email",
    "别打电话给我": "phone",
    "请不要通过短信联系我": "message",
    "郵送は困ります": "post",
    "手紙は送らないでほしい": "post",
    "手紙を送ってこないでください": "post",
    "メールは見ないので使わないで": "email",
    "電話には出られないのでかけないでください": "phone",
    "郵便は届かないからやめてください": "post",
    "電話はNGで": "phone",
    "書面では送らないでください": "post",
    "電話だけは勘弁してください": "phone",
    "メールでは送ってこないで": "email",
    "メール以外で": "email",
    "すみません、電話は苦手です": "phone",
    "郵送じゃないほうがいいです": "post",
    "めーるはやめて": "email",
    "I'd rather you didn't phone": "phone",
    "please do not send letters to my house": "post",
    "I don't want a letter": "post",
    "no post please": "post",
    "no letters to my home, please": "post",
    "不要给我打电话": "phone",
    "请不要邮寄": "post",
    "千万别打电话来": "phone",
    "不想收到信件": "post",
}
OTHERS = (
    "メールアドレスは使わないでください",
    "私のメールは使わないでください",
    "電話番号は使わないで",
    "メールを広告に使わないで",
    "メールは消さないで",
    "宣伝メールを止めて",
    "メールを送ってください",
    "メールでいいです",
    "メールは使っていません",
    "使わないでください",
    "don't use my email",
    "don't use my email address for ads",
    "don't use my phone number",
    "I don't use email",
    "don't delete my email",
    "stop the emails",
    "don't use it",
    "use email",
    "不要使用我的邮箱",
    "不要用我的电话号码",
    "别删邮件",
    "我不用邮件",
    "郵送は困りますか",
    "メールは送らないで",
    "お客様の手紙を送らないで",
    "メールは広告に使われるので使わないで",
    "電話番号は見られるので使わないで",
    "郵送でないと困ります",
    "電話番号は困ります",
    "メールが届かなくて困っています",
    "メールが使えないので困ります",
    "メールは送ってください",
    "メール以外の情報",
    "電話以外は消して",
    "メールがいいです",
    "手紙を送っていません",
    "広告の手紙は送らないで",
    "電話番号以外で",
    "I don't want a letter to be deleted",
    "I don't have a phone",
    "no post came",
    "no letters have arrived",
    "no email address",
    "please do not send letters to my old house to others",
    "do not send my letters to anyone",
    "不要给我打广告电话",
    "不要删除信件",
    "我没收到信件",
    "不要电话号码",
    "请用邮件联系我",
)


@pytest.mark.parametrize("text", UNWANTED)
def test_a_way_that_is_not_wanted_is_read(text: str) -> None:
    assert unwanted_way(text) == UNWANTED[text]


@pytest.mark.parametrize("text", OTHERS)
def test_data_that_is_not_to_be_used_and_a_way_that_is_wished_for_are_none(text: str) -> None:
    assert unwanted_way(text) is None


HEARD: tuple[dict[str, Any], ...] = (
    {"intent": "request_use_stop", "request_type": "use_stop"},
    {"intent": "request_use_stop", "request_type": "use_stop", "subject": "contact", "reply_method": "email"},
    {"intent": "inform", "reply_method": "email"},
    {"intent": "deny"},
    {"intent": "stop_marketing", "confidence": 0.66},
    {"intent": "cancel"},
)


@pytest.mark.parametrize(
    "text", ["メールは使わないでください", "please don't use email", "请不要用邮件联系我"]
)
@pytest.mark.parametrize("heard", HEARD)
@pytest.mark.parametrize("asked", ["requester", "subject", "confirm"])
def test_the_request_stays_and_it_is_noted(text: str, heard: dict[str, Any], asked: str) -> None:
    known: dict[str, Any] = (
        {"requester": "self", "subject": "address"} if asked == "confirm" else {"requester": "self"}
    )
    talk = Talk(request_type="deletion", requested_slot=asked, **(known if asked != "requester" else {}))
    said = validate(talk, text=text, **heard)
    assert said.keys == ["request.way_unwanted", "request.reply_is"]
    assert talk.slots["request_type"] == "deletion"
    assert talk.slots.get("subject") == known.get("subject") and not talk.slots.get("confirm")


def test_where_the_answer_comes_just_so_it_is_said_that_there_is_no_other_way() -> None:
    talk = Talk(request_type="deletion", requester="self", requested_slot="subject")
    said = validate(talk, "request_use_stop", text="郵送はやめてください", request_type="use_stop")
    assert said.keys == ["request.way_unwanted", "request.reply_not_here"]
    assert talk.slots["request_type"] == "deletion"


@pytest.mark.parametrize("asked", ["requester", "subject", "reply_method", "confirm"])
def test_of_two_ways_of_reply_the_other_one_is_taken(asked: str) -> None:
    known: dict[str, Any] = {"requester": "self", "subject": "all"}
    talk = Talk(request_type="disclosure", requested_slot=asked, **(known if asked != "requester" else {}))
    said = validate(talk, "request_use_stop", text="メールは使わないでください", request_type="use_stop")
    assert said.keys == ([] if asked == "reply_method" else ["request.noted"])
    assert talk.slots["request_type"] == "disclosure" and talk.slots["reply_method"] == "post"


def test_what_was_told_before_is_taken_back_and_what_is_settled_otherwise_stays() -> None:
    slots: dict[str, Any] = {"request_type": "disclosure", "requester": "self", "subject": "all"}
    told = Talk(**slots, reply_method="email", requested_slot="confirm")
    validate(told, "deny", text="don't contact me by e-mail")
    assert told.slots["reply_method"] == "post" and not told.slots.get("confirm")
    settled = Talk(**slots, reply_method="post", requested_slot="confirm")
    assert validate(settled, "deny", text="don't contact me by e-mail").keys == ["request.way_unwanted"]
    assert settled.slots["reply_method"] == "post"


@pytest.mark.parametrize("kind", ["use_stop", "restriction", "objection"])
def test_where_just_that_is_asked_for_it_may_be_the_data(kind: str) -> None:
    talk = Talk(request_type=kind, requester="self", requested_slot="subject")
    said = validate(talk, "inform", text="メールは使わないでください", subject="contact")
    assert talk.slots["subject"] == "contact" and said.keys == []


def test_a_stop_of_advertising_and_data_not_to_be_used_stay_what_they_are() -> None:
    talk = Talk(request_type="deletion", requester="self", requested_slot="subject")
    assert validate(talk, "stop_marketing", text="メールはやめてください").rejected
    talk = Talk(request_type="disclosure", requester="self", requested_slot="subject")
    validate(
        talk,
        "request_use_stop",
        text="メールアドレスは使わないでください",
        request_type="use_stop",
        named=["use_stop"],
    )
    assert talk.slots["request_type"] == "use_stop"


@pytest.mark.parametrize("text", ["書面では送らないでください", "please do not send letters", "请不要邮寄"])
def test_to_the_question_which_way_it_is_no_stop_of_advertising_and_not_that_way(text: str) -> None:
    talk = Talk(request_type="disclosure", requester="self", subject="all", requested_slot="reply_method")
    validate(talk, "stop_marketing", text=text, reply_method="post")
    assert talk.slots["reply_method"] == "email"


@pytest.mark.parametrize("text", ["メール以外で", "anything but email"])
def test_all_data_but_that_is_no_way(text: str) -> None:
    talk = Talk(request_type="disclosure", requester="self", requested_slot="subject")
    validate(talk, "inform", text=text, subject="other")
    assert talk.slots["subject"] == "other" and talk.slots.get("reply_method") is None
    told = Talk(request_type="disclosure", requester="self", subject="all", requested_slot="reply_method")
    validate(told, "inform", text=text, reply_method="email")
    assert told.slots["reply_method"] == "post"


@pytest.mark.slow
@pytest.mark.parametrize("letters", ["メールは", "don't use ", "请不要", "、", " ", "please, "])
def test_a_long_message_is_read_in_no_time(letters: str) -> None:
    unwanted_way((letters * 20_000)[:20_000])


def test_of_three_ways_of_reply_it_is_said_where_to_write_which_one_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ways = (ReplyMethod.POST, ReplyMethod.EMAIL, ReplyMethod.MEDIA)
    monkeypatch.setattr("actions.form.by_what_way.reply_choices", lambda case, book: ways)
    talk = Talk(request_type="disclosure", requester="self", requested_slot="subject")
    said = validate(talk, "request_use_stop", text="メールは使わないでください", request_type="use_stop")
    assert said.keys == ["request.way_unwanted"]
    assert talk.slots.get("reply_method") is None
