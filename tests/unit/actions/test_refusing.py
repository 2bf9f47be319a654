"""What only sounds like a yes confirms nothing."""

from typing import Any

import pytest

from actions.words.plainly import intent_by_words
from actions.words.refusing import is_not_so, stops_short
from tests.unit.actions.fakes import Talk, validate

NOT_SO = (
    "合っていないです",
    "合っておりません",
    "ちょっと合っていないです",
    "内容が合っていません",
    "問題あります",
    "まだ問題があります",
    "いろいろ間違いがあります",
    "よろしくないです",
    "正しくありません",
    "それでいいとは思いません",
    "これで合っているとは言えません",
    "はいとは言ってない",
    "who said yes?",
    "I didn't say yes",
    "I never agreed",
    "yes, but my address is wrong",
    "ok but the name is not right",
    "はい、でも住所が違います",
    "可以是可以，但是地址不对",
    "that's not right",
    "not quite right",
    "it isn't correct.",
    "有问题",
    "不太对",
)
SO = (
    "合っています",
    "合っていないですか",
    "合っていませんでした？",
    "間違いありません",
    "問題ありません",
    "問題ないです",
    "問題がありますか",
    "問題がある場合は",
    "住所が合っていないです",
    "よろしくお願いします",
    "よくないことがありました",
    "that's right",
    "is that not right?",
    "いいと思います",
    "それでいいと言いました",
    "yes, but please hurry",
    "yes but how long does it take",
    "ok, the old address was wrong",
    "はい、でも急いでください",
    "はい、住所は違いません",
    "可以，但是要快",
    "I said yes",
    "I agreed",
    "it's not right to sell data",
    "没有问题",
    "有问题吗",
    "对",
)
NOT_ON = (
    "進めないでください",
    "進めるな",
    "勝手に進めるなよ",
    "はい、でもちょっと待って",
    "yes but wait",
    "ok, but not yet",
    "可以，但是等一下",
    "まだ進めないで",
    "手続きは進めなくていいです",
    "続けたくない",
    "続けません",
    "まだ申請しないでください",
    "これ以上は進めたくないです",
    "I'd rather not go ahead",
    "please don't go ahead",
    "let's not continue",
    "no, better not proceed yet",
    "I don't want you to continue with this",
    "I'm not going ahead",
    "don't submit it yet",
    "请不要继续",
    "先别提交",
    "请别继续了",
)
ON = (
    "進めてください",
    "進めないんですか",
    "進めるならどうぞ",
    "yes but don't wait",
    "yes but not by post",
    "続けてください",
    "続けていいですか",
    "このまま進めないでどうするの",
    "電話を続けないでください",
    "メールを送信しないで",
    "利用を続けないでください",
    "情報の提供を続けないで",
    "進めたいです",
    "go ahead",
    "why not go ahead?",
    "don't continue to use my data",
    "I'd rather not give my name",
    "don't stop, go on",
    "do not proceed without telling my wife",
    "继续",
    "不要继续使用我的信息",
    "为什么不继续",
    "I don't want to continue",
    "我不想继续了",
)
SUMMARY: dict[str, Any] = {
    "request_type": "disclosure",
    "requester": "self",
    "subject": "all",
    "reply_method": "post",
}


@pytest.mark.parametrize("text", NOT_SO)
def test_what_is_not_right_is_no_yes(text: str) -> None:
    assert is_not_so(text) and not stops_short(text)
    assert intent_by_words(text, "affirm") == intent_by_words(text, "proceed") == "deny"
    assert intent_by_words(text, "complaint") != "deny"
    talk = Talk(**SUMMARY, requested_slot="confirm")
    validate(talk, "affirm", text=text, confidence=0.97)
    assert not talk.slots.get("confirm")


@pytest.mark.parametrize("text", SO)
def test_a_yes_a_question_and_what_is_told_of_data_are_none(text: str) -> None:
    assert not is_not_so(text)


@pytest.mark.parametrize("text", NOT_ON)
@pytest.mark.parametrize("intent", ["proceed", "affirm", "stop_marketing", "nlu_fallback"])
def test_what_is_not_to_go_on_waits(text: str, intent: str) -> None:
    assert stops_short(text)
    talk = Talk(**SUMMARY, requested_slot="confirm")
    assert validate(talk, intent, text=text, confidence=0.9).keys == ["talk.goodbye_in_form"]
    assert not talk.slots.get("confirm") and talk.slots["request_type"] == "disclosure"


@pytest.mark.parametrize("text", ON)
def test_who_goes_on_and_whose_data_is_not_to_be_used_on_do_not_wait(text: str) -> None:
    assert not stops_short(text)


@pytest.mark.slow
@pytest.mark.parametrize("letters", ["まだ", "合って", "don't ", "no, ", "请", "問題が", "、", " "])
def test_a_long_message_is_read_in_no_time(letters: str) -> None:
    text = (letters * 20_000)[:20_000]
    is_not_so(text)
    stops_short(text)
