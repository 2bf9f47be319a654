"""Nothing personal reaches Slack: neither what the chat masks, nor names."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.chat.masking import Masker
from desk.slack.masking import SlackMasking
from desk.slack.names import NAME, without_names
from desk.texts import RawText
from knowledge.vocabulary import CompanyId
from tests.properties import examples

NAMED = [
    ("私は植村真琴です。開示をお願いします", "植村真琴"),
    ("植村と申します", "植村"),
    ("父の山田太郎の件です", "山田太郎"),
    ("氏名：植村 真琴", "植村"),
    ("佐藤さんに伝えました", "佐藤"),
    ("ウエムラマコトと申します", "ウエムラ"),
    ("My name is Makoto Uemura and I want my data", "Uemura"),
    ("I'm Taro Yamada", "Yamada"),
    ("我叫王小明，我想查询", "王小明"),
]
PLAIN = [
    "担当者と話したい", "福岡に住んでいます", "開示の手数料はいくらですか", "ご本人様の確認", "NTTドコモの回線を使っています",
    "お客様相談室に電話したい", "岡山市北区にいます", "I am in Japan", "私は日本に住んでいます", "代理人さんは必要ですか",
    "利用停止をお願いします", "我是中国人" ,
]  # fmt: skip


@pytest.mark.parametrize(("text", "name"), NAMED)
def test_a_name_is_hidden_and_shown_to_have_been_one(text: str, name: str) -> None:
    shown = without_names(text)
    assert name not in shown
    assert NAME in shown


@pytest.mark.parametrize("text", [one for one in PLAIN if one != "我是中国人"])
def test_words_that_are_no_name_stay_in_slack(text: str) -> None:
    assert without_names(text) == text


@given(st.text(max_size=200) | st.sampled_from([text for text, _ in NAMED]))
@settings(deadline=None, max_examples=examples(80))
def test_names_go_once_and_for_all(text: str) -> None:
    once = without_names(text)
    assert without_names(once) == once


NAMED_IN_THE_POLICY = "責任者の佐藤さんです。整理番号は4F7K-2M9Qです。電話090-1234-5678"
"""With a name, what may be an access code, and a contact."""


@pytest.mark.parametrize("sender", ["customer", "staff", "bot", "system"])
def test_without_words_nothing_of_a_conversation_goes_to_slack_whoever_wrote_it(sender: str) -> None:
    assert SlackMasking({}, shows_words=False).message(None, sender, "こんにちは") is None


@pytest.mark.parametrize("sender", ["customer", "staff"])
def test_what_people_write_goes_to_slack_without_names_codes_and_contacts(sender: str) -> None:
    shown = SlackMasking({}).message(None, sender, NAMED_IN_THE_POLICY)
    assert shown is not None
    for planted in ("佐藤", "4F7K-2M9Q", "090-1234-5678"):
        assert planted not in shown


@pytest.mark.parametrize("sender", ["bot", "system"])
def test_the_names_and_numbers_of_a_policy_that_the_desk_quotes_stay_readable_in_slack(sender: str) -> None:
    shown = SlackMasking({}).message(None, sender, NAMED_IN_THE_POLICY)
    assert shown is not None
    for quoted in ("佐藤", "4F7K-2M9Q"):
        assert quoted in shown
    assert "090-1234-5678" not in shown, "what a customer repeats to the bot is masked as ever"


def test_a_question_of_staff_is_nobodys_and_its_kinds_say_what_was_hidden() -> None:
    masking = SlackMasking({})
    assert masking.asked(RawText("手数料はいくらですか")).kinds == frozenset()
    asked = masking.asked(RawText("佐藤さんの電話090-1234-5678"))
    assert "佐藤" not in asked.text
    assert asked.kinds == {"name", "phone"}


def test_codes_and_contacts_go_whatever_was_expected() -> None:
    masking = SlackMasking({CompanyId("ocs"): Masker(["03-5476-8100"])})
    shown = masking.shown(
        CompanyId("ocs"), "植村です。090-1234-5678、taro@example.jp。御社の03-5476-8100には電話済みです"
    )
    for planted in ("090-1234-5678", "taro@example.jp"):
        assert planted not in shown
    assert "03-5476-8100" in shown
    assert "090" not in masking.asked(RawText("電話は090-1234-5678です")).text
    assert masking.asked(RawText("佐藤さんの開示")).kinds == {"name"}
    reply = "佐藤様、お待たせしました"
    assert masking.typed(CompanyId("ocs"), RawText(reply)).text == reply
