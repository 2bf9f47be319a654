"""Which messages are taken to be about a leak, while one is announced."""

import pytest

from desk.incidents.leaks import asks_about_leak, asks_whether_mine


@pytest.mark.parametrize(
    "text",
    [
        "私の情報も漏えいしましたか？", "個人情報が流出したと聞きました", "情報漏れの件で", "データが外部に漏れたそうですが",
        "住所が漏れたのでしょうか", "不正アクセスの対象ですか", "Was my data leaked?", "I heard about the data breach.",
        "have you been hacked", "我的信息泄露了吗", "個資外洩", "ろうえいの件",
        "カードが漏れました", "カード番号も漏れたのですか", "クレカとか漏れてない？", "口座が外部に漏れたと聞きました",
    ],
)  # fmt: skip
def test_a_question_about_a_leak_is_told_in_three_languages(text: str) -> None:
    assert asks_about_leak(text)


@pytest.mark.parametrize(
    "text",
    [
        "開示請求の手数料はいくらですか", "記入漏れはありませんか", "もれなく書きました", "人の流れ", "データを漏れなく開示して", "情報は漏れなく消して",
        "カードを漏れなく消して", "カードに記入漏れがありました", "カードの水漏れ", "口座の開設は", "カードをもれなく送ります", "カードを洗いました",
        "How do I correct my address?", "如何更正地址", "第三者に渡しますか", "請求書の書き方を教えて",
    ],
)  # fmt: skip
def test_other_questions_are_not_taken_for_one_about_a_leak(text: str) -> None:
    assert not asks_about_leak(text)


def test_words_of_the_incident_itself_count() -> None:
    assert asks_about_leak("ＡＢＣポイントの件ですが", ["ABCポイント"])
    assert not asks_about_leak("ポイントの件ですが", ["ABCポイント", "  "])


@pytest.mark.parametrize(
    "text",
    [
        "私のも？", "私も？", "え、私のも漏れたの？", "俺のデータは？", "私の情報は大丈夫ですか", "私は対象ですか", "もしかして私のも入ってる？",
        "mine too?", "am I affected?", "what about my data?", "has my e-mail been leaked?", "我的呢？", "我也在内吗",
    ],
)  # fmt: skip
def test_who_has_read_of_a_leak_may_ask_for_themself_in_a_word(text: str) -> None:
    assert asks_whether_mine(text)


@pytest.mark.parametrize(
    "text",
    [
        "私のも消して", "私の情報を消したい", "私です", "私", "私の住所", "私は本人です", "自分で郵送できますか？", "私の手数料は？",
        "私の情報は何に使われますか？", "私の情報はいつまで残りますか", "私の母のは？", "私は未成年ですか？", "うちの会社は？",
        "me", "mine", "my data", "is my lawyer allowed?", "what do I send?", "我", "我的", "我是本人", "我想删除我的信息",
    ],
)  # fmt: skip
def test_a_wish_an_answer_and_another_question_ask_for_no_such_thing(text: str) -> None:
    assert not asks_whether_mine(text)
