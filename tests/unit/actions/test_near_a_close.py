"""A yes with thanks is a yes where one is asked, and a close in everyday words is thanked for."""

import time
from typing import Any

import pytest

from actions.case import Heard
from actions.words.closings import (
    agrees_with_thanks,
    all_told_go_on,
    closes_briefly,
    is_obliged,
    says_all_is_told,
)
from actions.words.plainly import intent_by_words
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


ALL_TOLD = [
    "以上でお願いします",
    "以上です",
    "以上、よろしくお願いします",
    "それだけです",
    "とりあえず以上です",
    "that's all",
    "No, that's it, thanks",
    "ok that will be all for now",
    "就这些",
    "好的，就这些了",
    "就这么多",
    "没别的了",
]
NOT_ALL_TOLD = [
    "以上の内容を消してください",
    "18歳以上です",
    "それだけですか",
    "それだけは消さないで",
    "以上でしょうか？",
    "that's all wrong",
    "that's all my data",
    "is that all?",
    "that's all?",
    "that's it?",
    "all",
    "就这些吗",
    "就这些资料",
    "就这样",
    "没有了吗？",
]


def test_who_says_that_there_is_no_more_to_say() -> None:
    assert [one for one in ALL_TOLD if not says_all_is_told(one)] == []
    assert [one for one in NOT_ALL_TOLD if says_all_is_told(one)] == []
    assert all_told_go_on(ALL_TOLD[0]) and all_told_go_on(ALL_TOLD[2])
    assert not any(all_told_go_on(one) for one in (ALL_TOLD[1], "that's all", "就这些"))


@pytest.mark.parametrize("text", [ALL_TOLD[0], "that's all", "就这些"])
def test_in_the_form_it_is_noted_and_neither_a_leave_nor_all_data(text: str) -> None:
    talk = Talk(request_type="disclosure", requester="self", requested_slot="subject")
    said = validate(talk, "goodbye" if "以上" in text else "inform", text=text, subject="all")
    assert (said.keys, talk.slots.get("subject"), said.rejected) == (["request.noted"], None, False)


@pytest.mark.parametrize(
    ("text", "confirmed"), [(ALL_TOLD[0], True), ("以上です", False), ("that's all", False)]
)
def test_at_the_summary_only_a_wish_to_go_on_is_a_yes(text: str, confirmed: bool) -> None:
    talk = Talk(
        request_type="correction",
        requester="self",
        subject="name",
        reply_method="post",
        requested_slot="confirm",
    )
    validate(talk, "goodbye", text=text)
    assert (talk.slots.get("confirm") == "yes") is confirmed


def test_outside_the_form_it_closes() -> None:
    assert intent_by_words("that's all", "nlu_fallback") == "thanks"
    assert intent_by_words("就这些", "inform") == "thanks"
    assert intent_by_words("以上でお願いします", "goodbye") is None
    assert intent_by_words("that's all wrong", "nlu_fallback") is None


OBLIGED = [
    "麻烦你了",
    "那麻烦您了，谢谢",
    "辛苦了",
    "拜托了",
    "お手数おかけします",
    "お手数ですがよろしくお願いします",
]
OBLIGED += ["お手数をおかけしてすみません", "sorry to bother you", "Sorry for the trouble, thanks"]
NOT_OBLIGED = [
    "太麻烦了",
    "你们真麻烦",
    "麻烦死了",
    "麻烦你把地址删了",
    "麻烦你转人工",
    "手数がかかりすぎます",
    "お手数はかかりますか",
]
NOT_OBLIGED += [
    "what a bother",
    "sorry for the trouble? you caused it",
    "I'm sorry to say this is bad",
    "拜托，快点",
]


def test_who_is_sorry_for_the_trouble_does_not_complain() -> None:
    assert [one for one in OBLIGED if not is_obliged(one)] == []
    assert [one for one in NOT_OBLIGED if is_obliged(one)] == []
    assert {intent_by_words("麻烦你了", one) for one in ("complaint", "cancel", "chitchat")} == {"thanks"}
    assert intent_by_words("太麻烦了", "complaint") is None
    talk = Talk(request_type="disclosure", requester="self", requested_slot="subject")
    assert validate(talk, "thanks", text="辛苦了", subject="other", certain=False).rejected
