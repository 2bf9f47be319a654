"""Which messages are taken to be about a leak, while one is announced."""

import pytest

from desk.incidents.leaks import asks_about_leak


@pytest.mark.parametrize(
    "text",
    [
        "私の情報も漏えいしましたか？", "個人情報が流出したと聞きました", "情報漏れの件で", "データが外部に漏れたそうですが",
        "住所が漏れたのでしょうか", "不正アクセスの対象ですか", "Was my data leaked?", "I heard about the data breach.",
        "have you been hacked", "我的信息泄露了吗", "個資外洩", "ろうえいの件",
    ],
)  # fmt: skip
def test_a_question_about_a_leak_is_told_in_three_languages(text: str) -> None:
    assert asks_about_leak(text)


@pytest.mark.parametrize(
    "text",
    [
        "開示請求の手数料はいくらですか", "記入漏れはありませんか", "もれなく書きました", "人の流れ",
        "How do I correct my address?", "如何更正地址", "第三者に渡しますか", "請求書の書き方を教えて",
    ],
)  # fmt: skip
def test_other_questions_are_not_taken_for_one_about_a_leak(text: str) -> None:
    assert not asks_about_leak(text)


def test_words_of_the_incident_itself_count() -> None:
    assert asks_about_leak("ＡＢＣポイントの件ですが", ["ABCポイント"])
    assert not asks_about_leak("ポイントの件ですが", ["ABCポイント", "  "])
