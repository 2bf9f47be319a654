"""Beside a question how often one may ask stand wishes and complaints with the same words: they are not lost."""

import time

import pytest

from actions.words.of_the_right import asks_how_often, asks_of_the_right
from tests.unit.actions.fakes import Talk


@pytest.mark.parametrize(
    "text",
    [
        "Can I ask you to delete my data twice just to be sure",
        "Can I get a copy of my data, I asked two times",
        "Can I see my data, I've asked several times",
        "Can I see the data you collected more than once",
        "Can I request deletion of the two records sent twice",
        "Could I ask you to delete the account I made twice",
        "Can I see what you send every month",
        "Can I have the emails you send every week stopped",
        "How many times do I have to ask to have my data removed?",
        "How many times should I ask to get my data deleted",
        "Will I be told when my data is deleted, please delete it",
        "我要求你们删几次才行",
        "要我申请几次才删除",
        "我可以看一下我的几次订单吗",
        "何回請求すればいいんですか",
        "何回請求したら開示してもらえるんですか",
        "あと何回頼めばいいの",
        "第三者に開示されたのは何回ですか",
        "Am I entitled to get compensation",
        "Am I entitled to make a complaint",
        "Do I have the right to get a lawyer",
        "Where can I ask about my order?",
        "When can I apply for a job",
        "我有资格申请退款吗",
        "哪里可以申请退货",
        "Will you tell me if you have my data?",
        "Can I access my data?",
        "Can I make a request?",
        "1年に2回も電話がありました",
    ],
)
def test_a_wish_a_complaint_and_another_matter_are_no_question_of_the_right(text: str) -> None:
    assert not asks_of_the_right(text)


@pytest.mark.parametrize(
    "text",
    [
        "Can I have the emails you send every week stopped",
        "Could I ask you to delete the account I made twice",
        "Can I get a copy of my data, I asked two times",
    ],
)
def test_a_wish_that_tells_how_often_something_was_begins_its_request(text: str) -> None:
    said = Talk().run("action_start_request", "request_deletion", text=text, request_type="deletion")
    assert said.next != ["action_answer"]


@pytest.mark.parametrize(
    "text",
    [
        "How often can I do this?",
        "How many requests can I make a year?",
        "Can I make more than one request?",
        "可以多次申请吗",
        "年に２回請求できますか",
        "請求は何回でもできますか",
    ],
)
def test_how_often_is_asked_in_everyday_words(text: str) -> None:
    assert asks_how_often(text)


@pytest.mark.parametrize(
    "text",
    [
        "Do I have a right to access my data?",
        "Will you tell me when it's deleted?",
        "Will you let me know when my data has been deleted?",
        "削除したら教えてくれますか",
        "削除が終わったら連絡はありますか",
        "我有没有权利查看自己的资料",
        "删了会告诉我吗",
    ],
)
def test_whether_one_may_or_will_hear_of_it_is_asked_in_everyday_words(text: str) -> None:
    assert asks_of_the_right(text) and asks_how_often(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Delete my data. How often can I ask for that?",
        "Erase everything you have on me. How many times a year can I make a request?",
        "私のデータを消して。請求は年に何回できますか",
        "把我的数据删除。一年可以申请几次？",
    ],
)
def test_a_command_before_the_question_is_not_lost(text: str) -> None:
    assert not asks_of_the_right(text)


STORY = {
    "en": "I moved here two years ago and have ordered from you ever since, every month or so, and there was never"
    " any trouble with anything that you sent me, not even once in all of that time",
    "ja": "二年前にこちらへ越してきてから毎月のように御社で買い物をしていて、これまで一度も困ったことはなかった"
    * 4,
    "zh": "我两年前搬到这里，从那以后几乎每个月都在你们这里买东西，从来没有遇到过任何麻烦" * 5,
}


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("en", "How often can I ask for a copy?"),
        ("ja", "請求は年に何回できますか"),
        ("zh", "一年可以申请几次？"),
    ],
)
def test_how_long_the_story_before_it_is_does_not_matter(language: str, question: str) -> None:
    stop = ". " if language == "en" else "。"
    assert asks_how_often(f"{STORY[language]}{stop}{question}")
    assert not asks_how_often(f"{question.rstrip('?？')}, {STORY[language]}?"), (
        "a sentence too long to be only that"
    )


def test_where_nothing_is_said_nothing_is_asked() -> None:
    assert not asks_of_the_right(" 。 ")


@pytest.mark.slow
@pytest.mark.parametrize(
    "letters",
    ["can i ask you ", "will you tell me when my ", "1年に2回", "何回すれ", "可以多次申请", "删了会"],
)
def test_long_messages_cost_little(letters: str) -> None:
    started = time.process_time()
    asks_of_the_right(letters * 20_000)
    for _ in range(50):
        asks_of_the_right((letters * 20)[:150])
    assert time.process_time() - started < 5
