"""A yes with thanks is a yes where one is asked, and a close in everyday words is thanked for."""

import time
from typing import Any

import pytest

from actions.case import Heard
from actions.words.closings import agrees_with_thanks, closes_briefly
from tests.unit.actions.fakes import Talk, validate

SUMMED_UP: dict[str, Any] = {
    "request_type": "disclosure",
    "requester": "self",
    "subject": "all",
    "reply_method": "email",
    "requested_slot": "confirm",
}


@pytest.mark.parametrize(
    "text",
    [
        "yes, cheers",
        "yes thx",
        "yep, ta",
        "sure, thanks",
        "that's right, thank you",
        "はい、ありがとうございます",
        "そうです。どうもありがとう",
        "好，谢了",
        "行，谢谢",
        "好的，谢谢",
        "没错，多谢",
        "好的谢谢",
        "yes, that's correct, thanks",
        "はい、お願いします。ありがとうございます",
        "間違いありません。ありがとうございます",
    ],
)
@pytest.mark.parametrize("intent", ["thanks", "goodbye", "nlu_fallback"])
def test_a_yes_with_thanks_confirms_the_summary(text: str, intent: str) -> None:
    assert agrees_with_thanks(text)
    talk = Talk(**SUMMED_UP)
    validate(talk, intent, text=text, confidence=0.5)
    assert talk.slots["confirm"]


@pytest.mark.parametrize(
    "text",
    [
        "thanks",
        "ok, will do. ta",
        "no, thanks",
        "yes, thanks but change the address",
        "sure, thanks for nothing",
        "大丈夫です、ありがとう",
        "結構です、ありがとうございます",
        "はい、ありがとうございます。でも住所を直して",
        "はい",
        "不用了，谢谢",
        "好，不用了，谢谢",
        "はい、ありがとう、やめます",
        "yes thanks but no",
        "是的，谢谢，但是地址错了",
        "はい、結構です、ありがとうございます",
        "間違いがあります、ありがとう",
        "谢谢",
    ],
)
def test_thanks_alone_a_no_and_more_than_that_confirm_nothing(text: str) -> None:
    assert not agrees_with_thanks(text)
    talk = Talk(**SUMMED_UP)
    validate(talk, "thanks", text=text, confidence=0.9)
    assert not talk.slots.get("confirm")


@pytest.mark.parametrize("text", ["yes, cheers", "yes thx", "yep, ta", "sure, thx"])
def test_a_yes_is_no_close(text: str) -> None:
    assert not closes_briefly(text)


@pytest.mark.parametrize(
    "text",
    [
        "yes, will do",
        "thanks, will do",
        "nice one, cheers",
        "all good, cheers",
        "知道啦",
        "明白了，谢谢",
        "谢啦",
        "かしこまりました",
        "了解です、ありがとうございます",
    ],
)
def test_a_close_in_everyday_words_is_thanked_for(text: str) -> None:
    assert closes_briefly(text)
    assert (
        Heard.of_message({"text": text, "intent": {"name": "nonsense", "confidence": 0.3}}).intent == "thanks"
    )


@pytest.mark.parametrize(
    "text",
    [
        "nice one, delete my data",
        "thanks, will do it by post",
        "all good apart from my address",
        "明白了吗",
        "明白了，但是还要删除",
        "谢了，再问一下",
        "かしこまりましたか",
        "了解です、ありがとう。手数料は？",
    ],
)
def test_more_than_a_close_is_heard(text: str) -> None:
    assert not closes_briefly(text)


@pytest.mark.slow
@pytest.mark.parametrize("letters", ["yes, ", "nice one ", "はい、", "谢谢", "thanks "])
def test_long_messages_cost_little(letters: str) -> None:
    text = (letters * 20_000)[:20_000]
    started = time.process_time()
    closes_briefly(text)
    agrees_with_thanks(text)
    assert time.process_time() - started < 5
