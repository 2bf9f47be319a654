"""Who waits for a person goes back to the bot by the button, or by its words and nothing else."""

import pytest

from desk.chat.waiting import BACK, wants_back, wants_nobody
from desk.model import Content
from desk.texts import MaskedText
from desk.wording import render


@pytest.mark.parametrize(
    "text",
    [
        *(render(f"choices.{BACK}", locale) for locale in ("ja", "en", "zh")),
        "自動応答にもどりたいです。",
        "やっぱり自動応答に戻ります",
        "ボットに戻して",
        "「自動応答に戻る」",
        "back to the bot",
        "Please take me back to the automatic desk",
        "我想回到自动应答",
        "返回自動應答",
        "やっぱりボットでいい",
        "やっぱ自動応答のほうでお願いします",
        "Actually, the bot is fine",
    ],
)
def test_the_words_of_the_button_are_taken_as_it(text: str) -> None:
    assert wants_back(Content(text=MaskedText(text)))


@pytest.mark.parametrize(
    "text",
    [
        "自動応答に戻るとどうなりますか",
        "自動応答に戻らないでください",
        "自動応答に戻りたくないです",
        "住所を元に戻してください",
        "I do not want to go back to the bot",
        "我不想回到自动应答",
        "ボットでいいと言われました",
        "やっぱりボットでいいのか不安です",
        "戻る",
        "",
    ],
)
def test_what_says_more_or_the_opposite_is_for_the_person(text: str) -> None:
    assert not wants_back(Content(text=MaskedText(text)))


def test_another_button_is_not_taken_for_it() -> None:
    assert wants_back(Content(choice=BACK))
    assert not wants_back(Content(choice="handoff"))


@pytest.mark.parametrize(
    "text",
    [
        "やっぱりいいです",
        "やっぱりいい",
        "やっぱいいや",
        "戻る",
        "戻りたいです",
        "やはり結構です。",
        "担当者はもういいです",
        "人はやっぱり要らない",
        "never mind",
        "I don't need a person any more",
        "还是算了吧",
    ],
)
def test_who_does_not_want_a_person_after_all_waits_no_longer(text: str) -> None:
    assert wants_nobody(Content(text=MaskedText(text)))


@pytest.mark.parametrize(
    "text",
    [
        "やっぱりいいです、手数料を教えてください",
        "やっぱりいいですか",
        "もういい",
        "担当者はいい人ですね",
        "キャンセル",
        "I need a person",
        "",
    ],
)
def test_anger_or_anything_more_is_left_to_the_person(text: str) -> None:
    assert not wants_nobody(Content(text=MaskedText(text)))


def test_no_button_says_that_nobody_is_wanted() -> None:
    assert not wants_nobody(Content(choice="handoff"))
