"""What stands where people give a name is hidden where it may be one: of words that mean something besides, and of names
that no dictionary has as such."""

import pytest

from desk.slack.english_names import english_names
from desk.slack.japanese_names import Reading, japanese_names, reading

NAME, DOUBT, WORD = Reading.NAME, Reading.DOUBT, Reading.WORD


def hidden(text: str) -> set[str]:
    return {text[one.start : one.end] for one in japanese_names(text)}


@pytest.mark.parametrize(
    ("word", "alone", "governed"),
    [
        ("鰐渕", NAME, NAME), ("ゴンチャロフ", NAME, NAME), ("John Smith", NAME, NAME),
        ("のぞみ", NAME, WORD), ("光", NAME, WORD), ("林", NAME, WORD), ("みのる", NAME, WORD),
        ("あきら", NAME, NAME), ("山田", DOUBT, DOUBT), ("渋谷", DOUBT, DOUBT), ("ひなた", DOUBT, WORD),
        ("山田 太郎", NAME, DOUBT), ("上海", WORD, WORD), ("日本", WORD, WORD), ("大阪", WORD, WORD),
        ("住所", WORD, WORD), ("送信", WORD, WORD), ("メール", WORD, WORD), ("メルカリ", WORD, WORD),
        ("同上", WORD, WORD), ("ありがとう", WORD, WORD), ("住所 電話", WORD, WORD), ("Privacy", WORD, WORD),
    ],
)  # fmt: skip
def test_a_word_is_a_name_a_doubt_or_none_by_itself_and_behind_what_governs_it(
    word: str, alone: Reading, governed: Reading
) -> None:
    assert (reading(word), reading(word, begins=False)) == (alone, governed)


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("光様の件", {"光"}), ("翼君に伝えて", {"翼"}), ("メール様", set()), ("担当者さんへ", set()),
        ("ゴンチャロフの件です", {"ゴンチャロフ"}), ("光の件です", set()), ("住所の件です", set()),
        ("光から翼に変わりました", {"光", "翼"}), ("光から電話に変えたい", set()), ("電話から光に", set()),
        ("住所から電話に変えたい", set()),
        ("のぞみです", {"のぞみ"}), ("はいのぞみです", {"のぞみ"}), ("母ののぞみです", set()), ("先日、母ののぞみが聞けました", set()), ("うちの光です", set()),
        ("私は光です", {"光"}), ("私は本人です", set()), ("光より", {"光"}), ("当方より", set()),
        ("氏名：凪", {"凪"}), ("氏名：同上", set()), ("凪と申します", {"凪"}), ("送りたいと申しております", set()),
        ("お願いします。\n光", {"光"}), ("お願いします。\n以上", set()),
    ],
)  # fmt: skip
def test_a_name_goes_where_names_are_given_and_a_word_stays(text: str, gone: set[str]) -> None:
    assert hidden(text) == gone


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("My name is John Smith.", {"John", "Smith", "John Smith"}), ("This is Sarah speaking.", {"Sarah"}),
        ("I'm Maria", {"Maria"}), ("Please call Mr. Brown.", {"Brown"}), ("mr tanaka said", {"tanaka"}),
        ("my husband Peter wants it", {"Peter"}), ("name: Alice", {"Alice"}), ("sincerely, bob", {"bob"}),
        ("Thanks,\nAnna", {"Anna"}), ("my friend Tom and Jerry", {"Tom", "Jerry"}),
        ("contact Johnson about it", {"Johnson"}),
        ("I am angry.", set()), ("I'm sorry", set()), ("Dear Privacy Team", set()), ("Hello from Tokyo", set()),
        ("my husband wants it", set()), ("Mark it as done", set()), ("Will you delete it?", set()),
        ("I am from Paris", set()), ("Data is wrong", set()),
    ],
)  # fmt: skip
def test_an_english_name_goes_and_what_begins_with_a_capital_stays(text: str, gone: set[str]) -> None:
    assert {text[one.start : one.end] for one in english_names(text)} == gone
