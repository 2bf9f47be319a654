"""What stands near an answer to "which information" is none: a wish, a leak and a whole sentence are heard."""

import time

import pytest

from actions.words.as_answer import describes_by_noun, knows_not, says_no_data, tells_of_the_person
from tests.unit.actions.fakes import Answers, Talk, reply_of, validate


@pytest.mark.parametrize(
    "text",
    [
        "住所を削除したい、登録した住所",
        "開示をやめて削除にしてください、登録した住所",
        "名簿から漏れて使われている電話番号",
        "流出して使われている個人情報",
        "my data is used for ads and I want it to stop",
        "my data has been stored without consent",
        "the data you hold must be deleted",
        "the data you have on me, delete it",
        "all my data stored must be erased",
        "the data you hold is wrong",
        "the address you have is old",
        "the number I gave is my wife's",
        "my information was given to scammers",
        "my phone number is used by a friend",
        "my email is registered already",
        "my phone you keep calling",
        "my phone number registered is wrong, change it",
        "要删除登记的地址",
        "请删除登记时填写的资料",
        "请停止使用的资料",
        "我要更改登记的电话",
        "帮我改注册时的电话",
        "没有登记的资料",
        "不是我登记的资料",
    ],
)
def test_a_wish_a_leak_and_a_whole_sentence_are_no_description_of_data(text: str) -> None:
    assert not describes_by_noun(text)


@pytest.mark.parametrize(
    ("intent", "text", "kind"),
    [
        ("request_erasure", "all my data stored must be erased", "erasure"),
        ("request_correction", "我要更改登记的电话", "correction"),
    ],
)
def test_another_request_that_is_wanted_of_registered_data_is_not_taken_for_the_answer(
    intent: str, text: str, kind: str
) -> None:
    talk = Talk(request_type="disclosure", requester="self", requested_slot="subject")
    validate(talk, intent, text=text, confidence=0.95, request_type=kind, named=[kind])
    assert talk.slots["request_type"] == kind
    assert talk.slots.get("subject") is None


@pytest.mark.parametrize(
    "text",
    [
        "御社が持っている私の情報",
        "担当者に伝えた私の電話番号",
        "通販で使ったカード番号",
        "兄が登録した住所",
        "登録した住所でお願いします。",
        "my data which was disclosed to third parties",
        "披露给第三方时提供的资料",
        "the data you have about me",
        "the data that is used for ads",
        "the address I signed up with",
        "你们保存的我的资料",
        "注册用的邮箱",
    ],
)
def test_data_that_is_the_writers_answers_whoever_holds_it(text: str) -> None:
    assert describes_by_noun(text)


@pytest.mark.parametrize(
    "text",
    [
        "知らん",
        "はっきり覚えていません",
        "よく覚えていないんです",
        "おまかせで",
        "適当でいいです",
        "どれだかわからない",
        "どれを選べばいいかわかりません",
        "判断できません",
        "決められない",
        "I dunno",
        "it doesn't matter",
        "not a clue",
        "up to you",
        "什么都行",
        "哪个都行",
        "想不起来",
    ],
)
def test_who_says_in_everyday_words_that_they_do_not_know_is_understood(text: str) -> None:
    assert knows_not(text)


@pytest.mark.parametrize(
    "text",
    [
        "知らん間に登録された",
        "適当に扱わないでください",
        "適当な対応ですね",
        "決められた住所",
        "どれだかわからない会社",
        "this matter is urgent",
        "it doesn't matter, cancel it",
        "up to you to delete it",
        "什么都行不通",
        "想不起来密码怎么办",
    ],
)
def test_who_says_more_than_that_is_not_taken_for_not_knowing(text: str) -> None:
    assert not knows_not(text)


@pytest.mark.parametrize(
    "text",
    [
        "日本語でお願いします",
        "English please",
        "请说中文",
        "荷物が届かない",
        "配達がまだ来ないんですけど",
        "ログインできません",
        "パスワードを忘れた",
        "my parcel is late",
        "I can't log in",
        "我的快递没到",
        "登录不了",
        "訴えます",
        "I'll sue you",
        "死にました",
        "exit",
        "one moment",
    ],
)
def test_a_parcel_a_tongue_and_a_threat_never_become_the_subject_however_often_they_are_said(
    text: str,
) -> None:
    talk = Talk(
        Answers(reply_of("not_stated", on_topic=0.1)),
        request_type="disclosure",
        requester="self",
        requested_slot="subject",
        misses=1,
    )
    validate(talk, "nlu_fallback", text=text, confidence=0.3)
    assert talk.slots.get("subject") is None


@pytest.mark.parametrize(
    "text",
    [
        "日本語の書類のやつ",
        "英語で書いた申込書のやつ",
        "中文的那份",
        "届いた冊子の宛名",
        "届かなかった荷物の控え",
        "パスワードのやつ",
        "the late parcel's label",
        "my login",
        "亡くなりました母のやつ",
        "end of the list",
        "stop list",
    ],
)
def test_data_that_is_called_by_such_things_is_still_the_answer(text: str) -> None:
    assert not says_no_data(text)


@pytest.mark.parametrize(
    "text",
    [
        "私が書いたやつです",
        "私はそれだけです",
        "母が登録した電話番号です",
        "I'm talking about the thing I filled in",
        "my mother's address",
        "我是说那张单子",
        "我在你们那里登记的地址",
    ],
)
def test_whose_data_it_is_and_which_is_no_fact_about_a_person(text: str) -> None:
    assert not tells_of_the_person(text)


@pytest.mark.parametrize(
    "text",
    [
        "私は会社員です",
        "母は84歳です",
        "夫は入院しています",
        "I'm 34",
        "my wife is a nurse",
        "我是学生",
        "我住在东京",
    ],
)
def test_how_somebody_is_stays_a_fact(text: str) -> None:
    assert tells_of_the_person(text)


@pytest.mark.slow
@pytest.mark.parametrize(
    "letters",
    ["日本語で", "届か", "登録した私の", "削除", "どれを選べばいいか", "the my data used is ", "注册用"],
)
def test_long_messages_cost_little(letters: str) -> None:
    text = (letters * 20_000)[:20_000]
    started = time.process_time()
    describes_by_noun(text)
    knows_not(text)
    says_no_data(text)
    assert time.process_time() - started < 5
