"""Who looks up a bare wish reads how that is requested."""

import pytest

from knowledge.bare_wishes import how_it_is_requested


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("削除してほしい", "削除の手続きを教えてください"),
        ("個人情報を削除してください。", "削除の手続きを教えてください"),
        ("データを消してほしい", "削除の手続きを教えてください"),
        ("データを全部消したい", "削除の手続きを教えてください"),
        ("住所を訂正したいです", "訂正の手続きを教えてください"),
        ("お客様の情報を開示してほしいとのこと", "開示の手続きを教えてください"),
        ("開示希望", "開示の手続きを教えてください"),
        ("利用停止をお願いします", "利用停止の手続きを教えてください"),
        ("delete my data", "How do I request deletion?"),
        ("The customer wants to correct their address.", "How do I request correction?"),
    ],
)
def test_a_bare_wish_is_the_question_how_it_is_requested(text: str, question: str) -> None:
    assert how_it_is_requested(text) == question


@pytest.mark.parametrize(
    "text",
    [
        "削除してほしくない",
        "削除してもらえないときは",
        "削除したい場合の手数料は",
        "削除",
        "削除したらどうなる",
        "開示してほしいが手数料が高い",
        "クッキーを削除してください",
        "録音を消してほしい",
        "削除しました",
        "消費税",
        "消した",
        "追加料金",
        "訂正したのに直っていない",
        "delete my cookies",
        "delete my data within a month",
        "How do I delete my data?",
    ],
)
def test_what_says_more_or_something_else_stays_as_it_is(text: str) -> None:
    assert how_it_is_requested(text) == text
