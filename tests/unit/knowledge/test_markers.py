"""Each shape of a number has its value, and says how much of the line it takes."""

import pytest

from knowledge.markers import Marker, kana_number, read_marker, succeeds, to_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("7", 7), ("１２", 12), ("ⅰ", 1), ("ⅹ", 10), ("ア", 1), ("オ", 5), ("ホ", 30), ("①", 1), ("⑳", 20), ("⑴", 1),
        ("❸", 3), ("a", 1), ("z", 26), ("Ａ", 1), ("ｃ", 3), ("一", 1), ("九", 9), ("十", 10), ("十二", 12),
        ("二十", 20), ("三十四", 34), ("百", 0), ("二百", 0), ("第", 0), ("ab", 0),
    ],
)  # fmt: skip
def test_digits_kanji_letters_and_circles_have_their_value(text: str, number: int) -> None:
    assert to_number(text) == number


@pytest.mark.parametrize(
    ("line", "family", "numbers", "length"),
    [
        ("第3章　雑則", "chapter", (3,), 3),
        ("Chapter 2 Rights", "chapter", (2,), 9),
        ("Ｑ．費用は", "question", (1,), 2),
        ("Q 費用は", "question", (1,), 2),
        ("Q3. 費用は", "question", (3,), 3),
        ("第10条の2（学術研究）", "article", (10,), 6),
        ("第3　開示", "article", (3,), 2),
        ("3.1.2 手数料", "decimal", (3, 1, 2), 5),
        ("2-3　手数料", "decimal", (2, 3), 3),
        ("4．手数料", "dot", (4,), 2),
        ("(12)手数料", "paren", (12,), 4),
        ("⒇ 手数料", "paren", (20,), 1),
        ("5) 手数料", "rparen", (5,), 2),
        ("Ⅹ 手数料", "bigroman", (10,), 1),
        ("VIII. Fees", "bigroman", (8,), 5),
        ("X. Fees", "bigroman", (10,), 2),
        ("(iv) fees", "roman", (4,), 4),
        ("（ix）fees", "roman", (9,), 4),
        ("ⅲ）手数料", "roman", (3,), 2),
        ("(b) fees", "alpha", (2,), 3),
        ("(Ｃ) fees", "bigalpha", (3,), 3),
        ("d. fees", "alphadot", (4,), 2),
        ("ｅ）手数料", "alphadot", (5,), 2),
        ("F. Fees", "upper", (6,), 2),
        ("[7] Fees", "bracket", (7,), 3),
        ("8] Fees", "bracket", (8,), 2),
        ("*9 手数料", "star", (9,), 2),
        ("（十）手数料", "kanjiparen", (10,), 3),
        ("十一、手数料", "kanji", (11,), 3),
        ("十一の二、手数料", "kanji", (11,), 5),
        ("6 手数料", "bare", (6,), 2),
        ("手数料", "", (), 0),
        ("", "", (), 0),
    ],
)
def test_a_marker_is_as_long_as_what_leads_the_line(
    line: str, family: str, numbers: tuple[int, ...], length: int
) -> None:
    found = read_marker(line)
    assert (found.family, found.numbers, found.length) == (family, numbers, length)


def test_only_kana_keep_their_letter() -> None:
    assert [read_marker(line).letter for line in ("ウ　目的", "(エ) 目的", "a. fees", "①目的")] == [
        "ウ", "エ", "", "",
    ]  # fmt: skip
    assert Marker() == Marker("", (), (), 0, "")


@pytest.mark.parametrize(
    ("number", "branch", "before", "before_branch"),
    [
        (4, (), 3, ()),
        (4, (), 3, (2,)),
        (3, (2,), 3, ()),
        (3, (3,), 3, (2,)),
        (3, (2, 2), 3, (2,)),
        (3, (2, 4), 3, (2, 3)),
    ],
)
def test_what_comes_next(
    number: int, branch: tuple[int, ...], before: int, before_branch: tuple[int, ...]
) -> None:
    assert succeeds(number, branch, before, before_branch)


@pytest.mark.parametrize(
    ("number", "branch", "before", "before_branch"),
    [
        (3, (), 3, ()),
        (2, (), 3, ()),
        (5, (), 3, ()),
        (4, (2,), 3, ()),
        (3, (2,), 3, (2,)),
        (3, (4,), 3, (2,)),
        (3, (1,), 3, (2,)),
        (3, (2, 3), 3, (3, 2)),
        (3, (3, 1), 3, (2,)),
        (3, (2,), 3, (2, 1)),
        (3, (3, 4), 3, (2, 3)),
    ],
)
def test_what_does_not_come_next(
    number: int, branch: tuple[int, ...], before: int, before_branch: tuple[int, ...]
) -> None:
    assert not succeeds(number, branch, before, before_branch)


def test_a_kana_is_counted_by_the_order_that_it_goes_on_with_and_else_by_the_usual_one() -> None:
    assert kana_number("イ", None) == ("iroha", 1)
    assert kana_number("イ", ("gojuon", 1)) == ("gojuon", 2)
    assert kana_number("イ", ("gojuon", 2)) == ("iroha", 1)
    assert kana_number("ロ", ("iroha", 1)) == ("iroha", 2)
    assert kana_number("ハ", ("iroha", 2)) == ("iroha", 3)
    assert kana_number("ハ", None) == ("gojuon", 26)
    assert kana_number("ヲ", None) == ("iroha", 12)
    assert kana_number("ガ", None) == ("iroha", 0)
