"""Whether money is spoken of as the fee of a request, or as some bill."""

import pytest

from actions.words.prices import names_fee


@pytest.mark.parametrize(
    "text",
    [
        "手数料はいくらですか",
        "請求した場合の費用は？",
        "請求するのに料金はかかりますか",
        "請求にお金はかかる？",
        "開示の料金を教えて",
        "請求手続きの費用",
        "請求は無料ですか",
        "請求が受理されたら料金を払うのですか",
        "what is the fee",
    ],
)
def test_the_fee_of_a_request_is_named(text: str) -> None:
    assert names_fee(text)


@pytest.mark.parametrize(
    "text",
    [
        "請求された料金を返して",
        "請求書の金額がおかしい",
        "請求額が料金表と違う",
        "請求金額を確認したい",
        "請求が来た料金を払いたくない",
        "請求の電話で料金を払えと言われた",
        "身に覚えのない請求が届いて料金を払わされた",
        "請求されたお金はいくらでしたか",
        "いくら？",
    ],
)
def test_a_bill_is_no_fee(text: str) -> None:
    assert not names_fee(text)


@pytest.mark.slow
@pytest.mark.parametrize("letters", ["請求", "手続き", "開示", "手続", "請求が"])
def test_a_long_message_is_read_at_once(letters: str) -> None:
    assert not names_fee(letters * 10_000)
