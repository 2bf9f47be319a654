"""Who says that nothing is to end, or asks about an end, has made none."""

from typing import Any

import pytest

from actions.words.not_ending import asks_of_an_end, ends_nothing
from desk.requests.stages import Stage
from tests.unit.actions.fakes import Talk, validate

NONE = (
    "やめないで",
    "取り消さないでください",
    "キャンセルしないで",
    "やめたくない",
    "やめるとは言ってない",
    "取り消す気はないです",
    "キャンセルじゃないです",
    "請求は取り消していません",
    "キャンセルされたの？",
    "もう取り消しましたか",
    "なんで取り消しになるの",
    "don't cancel",
    "please don't stop",
    "please do not withdraw my request",
    "I never said cancel",
    "I did not ask to stop",
    "I’m not cancelling",
    "I don't want to withdraw it",
    "no cancel",
    "did you cancel it?",
    "is it cancelled?",
    "why did you cancel my request",
    "what if I want to cancel",
    "不要取消",
    "我没说要取消",
    "我不是要取消",
    "我不取消",
    "没让你们撤回",
    "取消了吗",
    "为什么取消了",
)
ASKED = (
    "取り消せますか",
    "キャンセルできますか",
    "can I cancel it later?",
    "is it possible to withdraw?",
    "可以取消吗",
    "请问能取消吗",
)
ENDS = (
    "やめます",
    "やめたいです",
    "取り消してください",
    "キャンセルするしかない",
    "キャンセルで構いません",
    "やめて申し訳ありません",
    "いらないのでやめます",
    "もう続けたくないのでやめて",
    "すみません、取り消します",
    "取り消してもらえますか",
    "キャンセルをお願いできますか",
    "中止にしてすみません",
    "cancel",
    "no, cancel it",
    "I don't want this anymore, cancel",
    "I do not need it, please stop",
    "can you cancel my request?",
    "could you please stop this?",
    "not interested, stop",
    "取消",
    "不要了，取消",
    "我不办了，取消吧",
    "要不取消吧",
    "能帮我取消吗",
    "不用了",
)
OPEN: dict[str, Any] = {"request_type": "disclosure", "requester": "self", "subject": "all"}


@pytest.mark.parametrize("text", NONE)
def test_what_is_not_to_end_or_is_asked_ends_nothing(text: str) -> None:
    assert ends_nothing(text)


@pytest.mark.parametrize("text", ENDS)
def test_an_end_whatever_else_is_not_wanted_is_one(text: str) -> None:
    assert not ends_nothing(text)


@pytest.mark.parametrize("text", ASKED)
def test_what_is_only_asked_withdraws_nothing_that_has_been_received(text: str) -> None:
    assert asks_of_an_end(text)
    received = Talk(**OPEN, stage=str(Stage.OPENED))
    said = received.run("action_cancel", "cancel", text=text, confidence=0.96)
    assert (said.keys, said.effects) == (["request.withdraw_it"], [])


@pytest.mark.parametrize(
    "text",
    [
        *ENDS,
        "取り消します。それまでの分はどうなりますか",
        "cancel it. what happens now?",
        "取消吧，之前的怎么办？",
        "お願いできますか、取り消し",
    ],
)
def test_who_ends_it_and_asks_something_has_ended_it(text: str) -> None:
    assert not asks_of_an_end(text)


@pytest.mark.parametrize("text", NONE)
def test_a_received_request_and_a_form_that_waits_stay(text: str) -> None:
    received = Talk(**OPEN, stage="opened")
    said = received.run("action_cancel", "cancel", text=text, confidence=0.99)
    assert said.effects == [] and received.slots["stage"] == "opened"
    waits = Talk(**OPEN, stage=str(Stage.OFFERED))
    said = waits.run("action_cancel", "cancel", text=text, confidence=0.99)
    assert said.effects == [] and waits.slots["stage"] == Stage.OFFERED


@pytest.mark.parametrize("text", NONE)
def test_the_form_stays_open(text: str) -> None:
    talk = Talk(**OPEN, requested_slot="reply_method")
    assert not validate(talk, "cancel", text=text, confidence=0.99).rejected
    assert talk.slots.get("outcome") is None and talk.slots["request_type"] == "disclosure"


@pytest.mark.parametrize("text", ["やめます", "cancel", "can you cancel my request?", "取消"])
def test_an_end_still_ends_it(text: str) -> None:
    received = Talk(**OPEN, stage="opened")
    said = received.run("action_cancel", "cancel", text=text, confidence=0.99)
    assert said.effects == ["withdraw_request"] and received.slots["stage"] == "withdrawn"


def test_the_button_asks_nothing() -> None:
    received = Talk(**OPEN, stage="opened")
    assert received.run("action_cancel", "cancel", text="/cancel").effects == ["withdraw_request"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "letters", ["やめ", "やめてて", "don't want to ", "没说", "不", "、", " ", "cancel "]
)
def test_a_long_message_is_read_in_no_time(letters: str) -> None:
    ends_nothing((letters * 20_000)[:20_000])
    asks_of_an_end((letters * 20_000)[:20_000])
