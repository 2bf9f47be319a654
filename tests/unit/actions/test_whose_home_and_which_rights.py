"""A relative's home answers the question for the region where the data is theirs; three rights are told apart too."""

import time
from typing import Any

import pytest
from rasa_sdk import Tracker

from actions.case import Heard
from actions.words.phrases import names_other_relative
from actions.words.questions import asks_of_meanings
from tests.unit.actions.fakes import Talk


def heard_in_the_form(
    wish: str, answer: str, requester: str | None = None, *, earlier: tuple[str, ...] = ()
) -> Heard:
    """What is heard of an answer to where somebody lives, after a wish and what was said earlier."""
    latest = {
        "text": answer,
        "intent": {"name": "inform", "confidence": 0.9},
        "entities": [{"entity": "region", "value": "jp"}],
    }
    events: list[dict[str, Any]] = [{"event": "user", "text": one} for one in (*earlier, wish, answer)]
    slots = {"company": "globe", "requester": requester, "requested_slot": "region"}
    call = {
        "sender_id": "t",
        "slots": slots,
        "latest_message": latest,
        "events": events,
        "active_loop": {"name": "request_form"},
        "latest_action_name": "action_listen",
    }
    return Heard.of(Tracker.from_dict(call))


@pytest.mark.parametrize(
    ("wish", "answer"),
    [
        ("My mother would like her address corrected", "She lives in Tokyo"),
        ("I want my mother's data deleted", "My mother lives in Osaka."),
        ("母の住所を訂正してほしい", "母は東京に住んでいます"),
        ("我想更正我妈妈的地址", "她住在东京"),
        ("夫の情報を消してほしい", "主人は東京に住んでいます"),
        ("母の住所を訂正してほしい", "お母さんは東京に住んでいます"),
        ("両親の情報を消してほしい", "母は東京に住んでいます"),
        ("I want my mom's data deleted", "My mother lives in Tokyo."),
        ("Can you delete my mother's data?", "She lives in Tokyo"),
        ("I want my wife's phone number deleted", "She lives in Tokyo"),
        ("母の情報を削除してもらえますか", "母は東京に住んでいます"),
    ],
)
def test_of_a_relative_s_data_their_home_is_meant(wish: str, answer: str) -> None:
    assert heard_in_the_form(wish, answer).values.get("region") == "jp"


@pytest.mark.parametrize(
    ("wish", "answer", "requester"),
    [
        ("I want my data deleted", "She lives in Tokyo", None),
        ("My mother wants me to delete my account", "She lives in Tokyo", None),
        ("My mother would like her address corrected", "She lives in Tokyo", "self"),
        ("Can my mother see my data?", "She lives in Tokyo", None),
        ("母の住所を訂正してほしい", "父は東京に住んでいます", None),
        ("住所を訂正してほしい", "母は東京に住んでいます", None),
        ("母の住所を訂正してほしい", "祖母は東京に住んでいます", None),
        ("I want my mom's data deleted", "My sister lives in Tokyo.", None),
        ("Does my mother's data stay with you?", "She lives in Tokyo", None),
        ("夫の転勤で引っ越したので住所を変更したい", "夫は東京に住んでいます", None),
        ("妻のスマホから失礼します。登録住所を訂正したい", "妻は東京に住んでいます", None),
        ("I write from my wife's phone to have the address corrected", "She lives in Tokyo", None),
        ("母の情報はどこにありますか", "母は東京に住んでいます", None),
    ],
)
def test_of_one_s_own_or_another_s_data_it_is_not(wish: str, answer: str, requester: str | None) -> None:
    assert "region" not in heard_in_the_form(wish, answer, requester).values


@pytest.mark.parametrize(
    ("earlier", "wish", "answer", "region"),
    [
        ("こんにちは", "母の住所を訂正してほしい", "母は東京に住んでいます", "jp"),
        ("Hello there", "I want my mother's data deleted", "She lives in Tokyo", "jp"),
        ("你好", "我想更正我妈妈的地址", "她住在东京", "jp"),
        ("母の住所を訂正してほしい", "私の情報を開示してほしい", "母は東京に住んでいます", None),
        ("I want my mother's data deleted", "I want my own data deleted", "She lives in Tokyo", None),
        ("我想更正我妈妈的地址", "我想查我自己的信息", "她住在东京", None),
    ],
)
def test_the_last_wish_says_whose_data_it_is(
    earlier: str, wish: str, answer: str, region: str | None
) -> None:
    assert heard_in_the_form(wish, answer, earlier=(earlier,)).values.get("region") == region


@pytest.mark.parametrize(
    "text",
    [
        "what's the difference between deletion and erasure?",
        "whats difference between deletion, erasure and restriction",
        "What is the difference between the four kinds of requests?",
        "删除、消去、停止使用到底有什么不同",
        "这四种申请有什么区别？",
        "削除と消去と利用停止の違いは",
        "削除、消去、利用停止は何が違うの",
    ],
)
def test_how_several_rights_differ_is_asked(text: str) -> None:
    assert asks_of_meanings(text)
    talk = Talk(company="globe", request_type="disclosure")
    said = talk.run("action_answer", "request_erasure", text=text, form=True)
    assert said.keys == ["answer.meanings_here"]
    assert talk.slots["request_type"] == "disclosure"


@pytest.mark.parametrize(
    "text",
    [
        "deletion and erasure please",
        "what's the difference between my old and new address?",
        "what's the difference between deletion and a refund?",
        "I want deletion, erasure and restriction",
        "What is the difference between the four companies?",
        "删除、消去、停止使用",
        "这四家公司有什么区别？",
        "削除と消去と利用停止をお願いします",
        "削除と消去と住所の違いで困っています",
    ],
)
def test_a_wish_for_several_and_other_differences_are_none(text: str) -> None:
    assert not asks_of_meanings(text)


@pytest.mark.slow
@pytest.mark.parametrize("letters", ["削除と", "what is the difference between deletion, ", "删除、", "母"])
def test_long_texts_cost_little(letters: str) -> None:
    text = (letters * 20_000)[:20_000]
    started = time.process_time()
    asks_of_meanings(text)
    names_other_relative(text, text)
    assert time.process_time() - started < 5
