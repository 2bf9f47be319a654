"""How often, when, where or whether a request may be made is a question; whether something can be had is a wish."""

import time

import pytest

from actions.words.of_the_right import asks_how_often, asks_of_the_right
from actions.words.questions import only_asks
from tests.unit.actions.fakes import Answers, Talk, reply_of, stated, validate

TWICE = reply_of("answer", topic="times_per_year", statements=(stated("12か月に2回まで"),))
OFTEN = [
    "Quick question, I'm a California resident. How many times a year can I ask you guys to show me my data?",
    "how often can I ask to see my data?",
    "how often am I allowed to request a copy of my data",
    "I'd like to know how often I can ask for my data.",
    "Is there a limit on how many times I can request my data?",
    "Can I ask for a copy of my data more than once?",
    "Can I get a copy of my data twice a year?",
    "一年可以申请几次查看我的个人资料？",
    "我一年能要求看几次自己的资料？",
    "可以多久申请一次披露我的信息？",
    "请问我的资料可以查几次",
    "一年に何回まで自分の情報を見せてもらえますか",
    "何回まで請求できますか",
    "私のデータの開示は年に何度まで頼めますか",
    "自分の情報を見せてもらえるのは年に何回ですか",
]
OF_THE_RIGHT = [
    "When can I ask for my data to be deleted?",
    "Where do I ask you to show me my data?",
    "Am I allowed to ask for my data?",
    "Do I have the right to see my data?",
    "Do I get told if you delete my data?",
    "I was wondering if I'm entitled to see what you have on me.",
    "我什么时候可以要求删除我的信息？",
    "在哪里申请更正我的地址？",
    "我有权利查看我的资料吗？",
    "いつから開示の請求ができますか",
    "私に削除を求める権利はありますか",
    "削除したら知らせてもらえますか",
]
WISHES = [
    "can you show me my data?",
    "could I get a copy?",
    "Can I see my data?",
    "May I have my data deleted?",
    "I was wondering if I could see my data.",
    "I want to see my data. How often can I ask?",
    "How can I have my data deleted?",
    "I have asked you many times to delete my data!",
    "How many times do I have to tell you? Delete my data.",
    "能不能给我看看我的资料",
    "可以给我看一下我的资料吗",
    "我申请了几次查看我的资料都没有回复。",
    "我想申请查看我的资料。一年几次？",
    "把我的资料删除，删了通知我",
    "自分の情報を見せてもらえますか",
    "何度も請求しましたが返事がありません。開示してください",
    "何回言えば削除してもらえるんですか",
    "データを削除して、終わったら知らせてもらえますか",
    "開示をお願いします。年に何回まで請求できますか",
    "いつになったら削除してくれるんですか",
]


@pytest.mark.parametrize("text", [*OFTEN, *OF_THE_RIGHT])
def test_a_question_about_the_right_begins_no_request(text: str) -> None:
    assert asks_of_the_right(text)
    assert only_asks(text)
    talk = Talk(Answers(TWICE))
    assert talk.run("action_start_request", "request_disclosure", text=text).next == ["action_answer"]
    said = talk.run("action_answer", "request_disclosure", text=text)
    assert (said.keys, said.next) == (["answer.quoted"], [])


@pytest.mark.parametrize("text", OFTEN)
def test_how_often_is_asked_in_plain_words(text: str) -> None:
    whole = asks_how_often(text)
    assert whole is not None
    assert any(word in whole for word in ("how many times a year", "几次", "何回"))


@pytest.mark.parametrize("text", WISHES)
def test_a_wish_in_the_form_of_a_question_stays_one(text: str) -> None:
    assert not asks_of_the_right(text)


@pytest.mark.parametrize(
    "text",
    [
        "How often do you delete old data?",
        "how many times did I log in?",
        "Where do I get the form?",
        "When can I expect an answer?",
        "多久能收到答复？",
        "你们会通知第三方吗？",
        "何回目の請求ですか",
        "いつ届きますか",
    ],
)
def test_other_questions_are_none_of_the_right(text: str) -> None:
    assert not asks_of_the_right(text)


def test_in_the_form_it_is_answered_and_the_form_goes_on() -> None:
    talk = Talk(Answers(TWICE), request_type="disclosure", requester="self")
    said = validate(talk, "request_disclosure", text=OFTEN[1])
    assert "answer.quoted" in said.keys
    assert talk.slots["request_type"] == "disclosure"


@pytest.mark.slow
@pytest.mark.parametrize(
    "letters",
    ["how often can i ", "is there a limit ", "一年可以申请几次", "年に何回まで開示", "i", "。", " "],
)
def test_long_texts_cost_little(letters: str) -> None:
    text = (letters * 20_000)[:20_000]
    started = time.process_time()
    asks_of_the_right(text)
    assert time.process_time() - started < 5
