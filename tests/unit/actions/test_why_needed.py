"""Why the company wants data is the question what it is used for."""

import pytest

from actions.words.in_full import in_full
from actions.words.why_needed import asks_why_needed
from tests.unit.actions.test_own_dealings import led

WHY = [
    ("なんでそんなこと聞くの", "個人情報の利用目的は何ですか"),
    ("どうして私の生年月日が必要なんですか", "個人情報の利用目的は何ですか"),
    ("なぜ電話番号まで知りたがるの？", "個人情報の利用目的は何ですか"),
    ("why on earth do you need that", "what is personal data used for?"),
    ("but why do you want my passport number?", "what is personal data used for?"),
    ("why would you collect all this", "what is personal data used for?"),
    ("你们为什么需要这个", "个人信息用于什么目的？"),
    ("为什么要收集我的护照号码？", "个人信息用于什么目的？"),
]
NOT_WHY = [
    "你们为什么知道我的号码",
    "なぜうちの電話番号を持っているのか説明して",
    "why do you have my number?",
    "なぜ本人確認が必要ですか",
    "なんでそんな書類が必要なの",
    "なぜ私の情報が漏れたの",
    "どうして返事が来ないの",
    "why do you need my papers?",
    "why do you want my signature?",
    "why do you need so long?",
    "why did you leak it?",
    "why do you need a fee",
    "I need that",
    "为什么需要委托书",
    "为什么要我的身份证明",
    "为什么泄露我的信息",
    "我为什么要申请",
]


@pytest.mark.parametrize(("text", "question"), WHY)
def test_why_data_is_wanted(text: str, question: str) -> None:
    assert asks_why_needed(text) == in_full(text) == question


@pytest.mark.parametrize("text", NOT_WHY)
def test_why_something_else_is_wanted(text: str) -> None:
    assert asks_why_needed(text) is None


def test_why_is_looked_up_whatever_it_was_taken_for() -> None:
    assert led("action_respond", WHY[3][0], "bot_challenge") == "action_answer"
    assert led("action_fallback", WHY[6][0], "nlu_fallback") == "action_answer"
    assert led("action_respond", WHY[0][0], "chitchat", region_wanted=1) is None
