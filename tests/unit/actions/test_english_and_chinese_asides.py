"""Questions that English and Chinese customers put in their own order, and what stands near them."""

import pytest

from actions.words.other_words import in_other_words
from actions.words.phrases import asks_whether_it_takes_requests, says_yes, tells_anothers_age
from actions.words.plainly import means_letters
from actions.words.preferring import declines_removal
from actions.words.questions import only_asks
from actions.words.worries import asks_whether_told


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("警察来要的话会给吗", "警察"),
        ("如果法院要求，你们会提供吗", "法院"),
        ("would you give it to the police?", "the police"),
        ("do you hand my data over to the government?", "the government"),
        ("警察から求められたら渡すんですか", "警察"),
    ],
)
def test_whether_an_authority_gets_data_is_a_question(text: str, who: str) -> None:
    assert who in (in_other_words(text) or "")


@pytest.mark.parametrize(
    "text",
    [
        "我要报警",
        "警察会来吗",
        "should I go to the police?",
        "the police told me to call you",
        "can you give me the number of the police?",
        "警察に行けばいいですか",
        "警察に相談したら返してくれますか",
    ],
)
def test_what_else_is_said_of_an_authority_is_left_alone(text: str) -> None:
    assert in_other_words(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "我想知道你们怎么处理我的个人信息",
        "I want to know how you use my data",
        "i am want know how my information is using",
    ],
)
def test_who_wants_to_know_how_it_is_done_asks(text: str) -> None:
    assert only_asks(text)


@pytest.mark.parametrize(
    "text",
    [
        "我想知道你们有我的什么信息",
        "我想删除，怎么办",
        "I want to know what you have on me",
        "I want to know how to delete my data",
        "I want to know how I can delete it",
        "I want you to know that I am angry",
        "请告诉我怎么用我的信息的记录",
    ],
)
def test_a_wish_to_see_or_to_do_is_more_than_a_question(text: str) -> None:
    assert not only_asks(text)


@pytest.mark.parametrize("text", ["请问这里还能申请吗", "can I still apply here?", "so i cannot do here?"])
def test_whether_requests_are_taken_is_asked(text: str) -> None:
    assert asks_whether_it_takes_requests(text)


@pytest.mark.parametrize(
    "text",
    [
        "我的申请到哪了",
        "还能申请退款吗",
        "can I apply for a job here?",
        "怎么申请",
        "能查到我的申请吗",
        "i cannot do it",
    ],
)
def test_other_questions_of_requests_are_left_alone(text: str) -> None:
    assert not asks_whether_it_takes_requests(text)


@pytest.mark.parametrize(
    "text", ["did you tell him", "my ex knows my address, did you tell him", "have you given my address to my ex-husband?",
             "你们是不是把我的电话告诉他了", "元夫に住所を教えたんですか"],
)  # fmt: skip
def test_whether_somebody_was_told_is_a_fear_of_a_leak(text: str) -> None:
    assert asks_whether_told(text)


@pytest.mark.parametrize(
    "text",
    [
        "did you tell me the fee?",
        "can you tell him to call me",
        "i told him my address",
        "did he give you my address?",
        "请告诉他",
        "母に教えてください",
        "did you send it to the right address?",
    ],
)
def test_other_telling_is_none(text: str) -> None:
    assert not asks_whether_told(text)


@pytest.mark.parametrize(
    "letters",
    [
        "还能还能",
        "snail mail ",
        "did you tell him ",
        "警察要会",
        "我想知道",
        "你们把我的给",
        "she is ",
        "my mail address and ",
    ],
)
def test_long_messages_are_read_at_once(letters: str) -> None:
    text = (letters * 20_000)[:20_000]
    assert not asks_whether_it_takes_requests(text)
    assert not tells_anothers_age(text)
    assert in_other_words(text) is None
    assert not declines_removal(text)
    assert not says_yes(text)
    asks_whether_told(text)
    means_letters(text)
    only_asks(text)
