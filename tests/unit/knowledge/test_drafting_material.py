"""A policy as it is read for a draft: sentences with their headings, what follows one, and what stands around it."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from knowledge.drafting.material import Material, Sentence, gather
from knowledge.languages import is_japanese
from knowledge.vocabulary import Region
from tests.unit.knowledge.invented import policy_of

TEXT = """# 個人情報保護方針

## 1. 利用目的

商品をお届けするために使います。広告には使いません。請求書もお送りします。

## 2. 開示等の請求

請求書をお送りください。次の書類を添えてください。

(1) 運転免許証の写し
(2) 住民票の写し

手数料はかかりません。

### お問い合わせ

窓口（受付は平日。祝日は休みます。）までご連絡ください。
"""


@pytest.fixture(scope="module")
def read() -> Material:
    return gather(policy_of(TEXT))


def one(read: Material, words: str) -> Sentence:
    return next(sentence for sentence in read.sentences if words in sentence.text)


def texts(found: list[Sentence]) -> list[str]:
    return [sentence.text for sentence in found]


def test_each_sentence_stands_where_it_says_under_its_headings(read: Material) -> None:
    assert all(read.policy.text[s.start : s.end] == s.text for s in read.sentences)
    assert [s.number for s in read.sentences] == list(range(len(read.sentences)))
    assert one(read, "広告").section == "1. 利用目的"
    assert one(read, "窓口").section == "2. 開示等の請求 > お問い合わせ", "the innermost part counts"
    assert one(read, "2. 開示").heading and not one(read, "手数料").heading


def test_an_item_is_read_without_its_number_and_a_bracket_is_not_cut_at_the_stop_in_it(
    read: Material,
) -> None:
    item = one(read, "運転免許証")
    assert (item.text, item.content, item.plain) == (
        "(1) 運転免許証の写し",
        "運転免許証の写し",
        "運転免許証の写し",
    )
    assert one(read, "窓口").text == "窓口（受付は平日。祝日は休みます。）までご連絡ください。"


def test_sentences_of_one_line_are_apart_and_a_name_that_goes_on_is_not_cut() -> None:
    read = gather(policy_of("# 方針\n\n当社（以下「当社。」といいます。）は使います。消します。\n"))
    assert texts(list(read.sentences))[-2:] == [
        "当社（以下「当社。」といいます。）は使います。",
        "消します。",
    ]


def test_what_stands_under_requests_goes_first_where_requests_are_asked_for(read: Material) -> None:
    assert texts(list(read.matching("請求書"))) == ["請求書もお送りします。", "請求書をお送りください。"]
    first = read.first("請求書", requests=True)
    assert first is not None and first.text == "請求書をお送りください。"
    assert read.first("ありません。そのような文は") is None


def test_what_follows_a_sentence_ends_with_its_section(read: Material) -> None:
    assert texts(read.after(one(read, "次の書類"))) == [
        "(1) 運転免許証の写し",
        "(2) 住民票の写し",
        "手数料はかかりません。",
    ]
    assert texts(read.after(one(read, "次の書類"), 1)) == ["(1) 運転免許証の写し"]
    assert texts(read.after(one(read, "2. 開示")))[0] == "請求書をお送りください。"
    assert texts(read.after(one(read, "広告"))) == ["請求書もお送りします。"], "not into the next heading"


def test_the_neighbours_of_a_sentence_are_of_its_clause_and_none_stands_before_the_first(
    read: Material,
) -> None:
    assert texts(read.around(one(read, "次の書類"), 1, 1)) == [
        "請求書をお送りください。",
        "次の書類を添えてください。",
        "(1) 運転免許証の写し",
    ]
    assert one(read, "2. 開示") == read.around(one(read, "2. 開示"), 5, 0)[0], "the clause before is another"
    first = read.sentences[0]
    assert read.around(first, 3, 1) == list(read.sentences[:2])


def test_what_holds_for_one_region_alone_is_left_out() -> None:
    text = "# 方針\n\n日本で使います。\n\n## 欧州経済領域のお客様へ\n\n一か月で答えます。\n"
    read = gather(policy_of(text))
    assert Region.EEA_UK in {clause.region for clause in read.clauses}
    assert "一か月で答えます。" not in texts(list(read.sentences))
    assert "日本で使います。" in texts(list(read.sentences))


def test_the_topics_of_a_sentence_are_found_with_its_headings() -> None:
    asked: list[str] = []

    def topics(given: list[str]) -> list[Mapping[str, float]]:
        asked.extend(given)
        return [{"fee": float(number)} for number in range(len(given))]

    read = gather(policy_of(TEXT), topics)
    assert asked[2] == "1. 利用目的\n広告には使いません。"
    assert [s.topics["fee"] for s in read.sentences] == list(range(len(read.sentences)))


@pytest.mark.parametrize(
    ("section", "about"),
    [
        ("開示等の請求", True),
        ("お問い合わせ窓口", True),
        ("手数料", True),
        ("個人情報の取扱い > 苦情の申出", True),
        ("利用目的", False),
        ("第三者提供", False),
        ("開示等の請求 > 第三者への委託", False),
        ("第三者への委託 > 手数料", True),
        ("安全管理措置", False),
        ("", False),
    ],
)
def test_headings_say_whether_a_sentence_is_about_requests(read: Material, section: str, about: bool) -> None:
    assert replace(read.sentences[0], section=section).about_requests is about


@pytest.mark.parametrize(
    ("text", "japanese"),
    [
        ("当社は個人情報を使います。", True),
        ("We use your data. Write to us.", False),
        ("本公司使用您的个人信息", False),
        ("あ" + "a" * 9, True),
        ("あ" + "a" * 10, False),
        ("アマゾン AWS", True),
        ("", True),
    ],
)
def test_a_text_is_japanese_by_its_kana(text: str, japanese: bool) -> None:
    assert is_japanese(text) is japanese
