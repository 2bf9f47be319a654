"""What a message is about, beside the personal data in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.chat.matter import matter
from desk.texts import MaskedText


@pytest.mark.parametrize(
    ("masked", "heard"),
    [
        (
            "岡山太郎です。電話は［電話番号］、住所は岡山県岡山市［住所］です。登録が間違っているので直してください",
            "登録が間違っているので直してください",
        ),
        (
            "私のマイナンバーは［マイナンバー］です。マイナンバーの扱いを教えてください",
            "マイナンバーの扱いを教えてください",
        ),
        ("カード［カード番号］が使われた。漏れたのか？", "漏れたのか？"),
        ("My e-mail is ［メールアドレス］!\nPlease delete my account", "Please delete my account"),
    ],
)
def test_a_wish_beside_personal_data_is_heard(masked: str, heard: str) -> None:
    assert matter(MaskedText(masked)) == heard


def test_a_short_wish_is_heard_and_a_shorter_tail_is_nothing_by_itself() -> None:
    assert matter(MaskedText("電話は［電話番号］です。退会したい")) == "退会したい"
    tail = MaskedText("電話は［電話番号］です。よろしく")
    assert matter(tail) == tail


@pytest.mark.parametrize(
    "masked",
    [
        "電話は［電話番号］です",
        "［メールアドレス］。です。",
        "山田です。電話は［電話番号］です。",
        "電話番号を［電話番号］に直してください",
        "受付番号は［受付番号］です。どうなっていますか",
        "開示をお願いします。本人です。",
    ],
)
def test_where_nothing_else_is_said_all_of_it_is_heard(masked: str) -> None:
    assert matter(MaskedText(masked)) == masked


def test_an_address_stays_where_it_tells_the_region() -> None:
    text = MaskedText("住所は東京都［住所］です。開示してほしいです")
    assert matter(text, keeps_places=True) == text
    assert matter(text) == "開示してほしいです"


@given(st.text(alphabet="［電話番号］です。？あ\n ", max_size=60))
def test_the_matter_of_a_message_makes_no_words_up_and_never_ends_empty(text: str) -> None:
    heard = matter(MaskedText(text))
    assert heard in text or all(piece in text for piece in heard.split())
    assert bool(heard) == bool(text)
