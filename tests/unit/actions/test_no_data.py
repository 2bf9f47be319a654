"""To the question which data: a way of reply, a yes and a name are no data, and what only looks like them may be."""

from typing import Any

import pytest

from actions.words.no_data import introduces, names_none, only_agrees, way_alone
from tests.unit.actions.fakes import Answers, Talk, reply_of, requested, validate
from tests.unit.actions.test_going_on import turn_before

WAYS = {
    "メールで": "email",
    "メールでお願いします": "email",
    "返事はメールで": "email",
    "回答はEメールでお願いします。": "email",
    "郵送": "post",
    "郵送でお願いします": "post",
    "書面で送ってください": "post",
    "電話で": "phone",
    "FAXで": "fax",
    "by e-mail please": "email",
    "via email": "email",
    "send it by email": "email",
    "by post": "post",
    "a letter please": "post",
    "by phone": "phone",
    "用邮件回复": "email",
    "请用电子邮件发给我": "email",
    "邮寄": "post",
    "打电话": "phone",
    "手紙がいいです": "post",
    "じゃあメールのほうで": "email",
    "返事は書面でください": "post",
    "手紙でいいです": "post",
    "電話でいいですか": "phone",
    "紙で送ってほしい": "post",
    "メールでお願いできますか": "email",
    "めーるで": "email",
    "回答はメールで頼む": "email",
    "ファックスでお願いします": "fax",
    "fax please": "fax",
    "email me please": "email",
    "e-mail is fine": "email",
    "send me a letter": "post",
    "can you send it by post?": "post",
}
NO_WAYS = (
    "メール",
    "メールです",
    "メールアドレスで",
    "メールアドレスでお願いします",
    "メールで送った情報",
    "電話番号で",
    "郵送先の住所",
    "手紙に書いた内容",
    "電話",
    "メールと住所で",
    "email",
    "my email",
    "the letter you sent me",
    "by email I gave you my address",
    "my phone",
    "邮件",
    "邮箱",
    "电话",
    "邮寄地址",
    "用邮件发给你们的资料",
    "手紙",
    "手紙です",
    "書面",
    "封書です",
    "FAX",
    "ファックスです",
    "letter",
    "a letter",
    "the post",
    "fax",
    "信件",
    "书面",
    "传真",
)
YES = (
    "はい",
    "はい、お願いします",
    "そうです",
    "yes",
    "yes please",
    "ok go ahead",
    "sure, thanks",
    "是的",
    "好的，可以",
    "嗯，继续吧",
    "ええ、そうしてください",
    "かまいません",
    "はいはい",
    "ok, carry on",
    "yeah do it",
    "that's fine",
)
NO_YES = (
    "はい、全部です",
    "はいはい住所",
    "いいえ",
    "お願いした書類",
    "yes, all of it",
    "ok my address",
    "right to vote",
    "好的，地址",
    "可以看到的资料",
    "是照片",
    "はいはい住所",
    "そうしてくださいと言った住所",
    "carry-on baggage",
    "do it with my address",
    "fine, my address",
    "それでいいですか",
)
NAMES = (
    "田中花子です",
    "山田 太郎",
    "鈴木と申します",
    "名前は佐藤健一です",
    "My name is Lucy Grant",
    "hello, my name's lucy",
    "我叫李明",
    "我的名字是王小明",
    "伊藤太郎です。よろしくお願いします",
    "This is Peter Brown speaking",
    "我姓赵",
    "わたしの名前は加藤です",
    "氏名は山本といいます",
    "您好，我叫孙丽",
)
NO_NAMES = (
    "氏名です",
    "名前が違います",
    "氏名の漢字",
    "佐藤さんに渡した写真",
    "利用履歴",
    "田中商店の会員証",
    "my name",
    "my name is spelled wrong",
    "my name is on the list",
    "Lucy Grant's file",
    "loyalty card",
    "我的名字",
    "我的名字写错了",
    "我叫错了名字",
    "我叫你删掉",
    "名前は変わりました",
    "名前は秘密です",
    "氏名は削除です",
    "我叫什么",
    "名前はどれです",
    "私の名前は間違いです",
    "名前は旧姓です",
    "氏名は漢字です",
    "我叫你们停止使用",
    "我叫车的记录",
    "我叫外卖留的电话",
    "this is my phone number",
    "this is wrong speaking honestly",
    "the name is wrong",
    "the name is on it",
    "我姓名写错了",
    "我姓名和地址",
)


@pytest.mark.parametrize("text", WAYS)
def test_a_way_of_reply_alone_is_read(text: str) -> None:
    assert way_alone(text) == WAYS[text]
    assert names_none(text)


@pytest.mark.parametrize("text", NO_WAYS)
def test_data_that_sounds_like_a_way_is_none(text: str) -> None:
    assert way_alone(text) is None
    assert not names_none(text)


@pytest.mark.parametrize("text", YES)
def test_a_yes_alone_is_read(text: str) -> None:
    assert only_agrees(text) and names_none(text)


@pytest.mark.parametrize("text", NO_YES)
def test_a_yes_with_more_or_a_word_like_it_is_none(text: str) -> None:
    assert not only_agrees(text) and not names_none(text)


@pytest.mark.parametrize("text", NAMES)
def test_who_tells_their_name_is_read(text: str) -> None:
    assert introduces(text) and names_none(text)


@pytest.mark.parametrize("text", NO_NAMES)
def test_what_speaks_of_a_name_or_of_a_thing_introduces_nobody(text: str) -> None:
    assert not introduces(text) and not names_none(text)


def asked(kind: str = "disclosure") -> Talk:
    slots: dict[str, Any] = {"request_type": kind, "requester": "self", "requested_slot": "subject"}
    return Talk(Answers(reply_of("not_stated", on_topic=0.1)), **slots)


@pytest.mark.parametrize("text", ["メールで", "by e-mail please", "用邮件回复"])
@pytest.mark.parametrize(
    "heard",
    [{}, {"reply_method": "email"}, {"reply_method": "email", "subject": "contact"}, {"subject": "other"}],
)
@pytest.mark.parametrize("intent", ["inform", "nlu_fallback", "ask_question", "request_disclosure"])
def test_a_way_of_reply_is_kept_ahead_and_the_data_asked_again(
    text: str, heard: dict[str, str], intent: str
) -> None:
    talk = asked()
    assert validate(talk, intent, text=text, **heard).keys == ["request.noted"]
    assert talk.slots["reply_method"] == "email" and talk.slots.get("subject") is None
    again = validate(talk, intent, text=text, **heard, earlier=turn_before(text, "request.noted"))
    assert again.keys == ["request.noted"] and talk.slots.get("subject") is None


@pytest.mark.parametrize("text", ["メールで", "電話で", "by phone", "打电话"])
def test_where_there_is_no_choosing_the_way_it_is_told(text: str) -> None:
    talk = asked("deletion")
    assert validate(talk, text=text, subject="contact").keys == ["request.reply_not_here"]
    assert talk.slots.get("subject") is None and talk.slots.get("reply_method") is None


def test_a_way_by_which_no_answer_comes_is_not_kept() -> None:
    talk = asked()
    assert validate(talk, text="電話で", subject="contact").keys == ["request.reply_not_here"]
    assert talk.slots.get("subject") is None and talk.slots.get("reply_method") is None


@pytest.mark.parametrize(
    "text", ["はい", "yes please", "好的", "田中花子です", "My name is Lucy Grant", "我叫李明"]
)
@pytest.mark.parametrize("intent", ["affirm", "proceed", "inform", "gives_personal_data", "nlu_fallback"])
def test_a_yes_and_a_name_never_become_the_data_however_often_they_are_said(text: str, intent: str) -> None:
    talk = asked()
    for _ in range(3):
        said = validate(talk, intent, text=text, earlier=turn_before(text, "request.not_understood"))
        assert said.rejected or requested(said) in ("subject", "unset")
        assert talk.slots.get("subject") is None


@pytest.mark.parametrize("text", ["メール", "メールです", "电子邮件"])
def test_the_bare_word_is_still_the_data(text: str) -> None:
    talk = asked()
    validate(talk, text=text, reply_method="email")
    assert talk.slots["subject"] == "contact"


@pytest.mark.parametrize("text", ["田中花子と申します", "My name is Lucy Grant", "我叫李明"])
def test_a_name_told_is_the_data_only_where_data_is_put_right(text: str) -> None:
    talk = asked()
    validate(talk, text=text, subject="name")
    assert talk.slots.get("subject") is None
    corrected = asked("correction")
    validate(corrected, text=text, subject="name")
    assert corrected.slots["subject"] == "name"


@pytest.mark.slow
@pytest.mark.parametrize("letters", ["メールで", "はい、", "yes ", "my name is ", "山田", "、", " "])
def test_a_long_message_is_read_in_no_time(letters: str) -> None:
    names_none((letters * 20_000)[:20_000])
