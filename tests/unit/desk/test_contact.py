"""Telephone numbers and e-mail addresses, each of the ways to know one by itself: together they hide each other's gaps."""

import pytest

from desk.detection import contact
from desk.detection.shadow import shadow_of


def phones(text: str) -> set[str]:
    shadow = shadow_of(text)
    return {shadow[one.start : one.end] for one in contact.phones(shadow)}


def emails(text: str) -> set[str]:
    shadow = shadow_of(text)
    return {shadow[one.start : one.end] for one in contact.emails(shadow)}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("私は 138-1234-5678 です", "138-1234-5678"),  # Chinese mobiles
        ("私は 13812345678 です", "13812345678"),
        ("0081 3 1234 5678", "0081 3 1234 5678"),
        ("+81 3 1234 567", "+81 3 1234 567"),  # a digit is missing
        ("03-1234-567", "03-1234-567"),
        ("+123456789", "+123456789"),  # the shortest
        ("+999 123 456 789 012 34", "+999 123 456 789 012 34"),
        ("+ 12345678901234567", "+ 12345678901234567"),  # the longest: 17 digits after the plus
    ],
)
def test_a_number_that_has_the_shape_of_one_needs_no_library(text: str, number: str) -> None:
    assert number in phones(text)


@pytest.mark.parametrize("text", ["+12345678", "01-23-456", "0123-4-567"])
def test_what_has_less_than_nine_digits_and_no_word_before_it_is_none(text: str) -> None:
    assert phones(text) == set()


@pytest.mark.parametrize("number", ["2126661234", "12126661234", "9012345678"])
def test_a_number_without_a_shape_is_known_by_the_library(number: str) -> None:
    assert phones(f"私は {number} です") == {number}


def test_a_date_after_a_word_for_telephone_is_none_and_a_short_number_is_one() -> None:
    assert phones("電話は2026-11-22にしました") == set()
    assert phones("内線 123456") == {"123456"}


def test_an_open_bracket_stays_and_a_closed_pair_goes() -> None:
    assert phones("(03-1234-5678 まで") == {"03-1234-5678"}
    assert "(03)1234-5678" in phones("(03)1234-5678 まで")


@pytest.mark.parametrize("after", ["", ".", ",", "-", ".,-", "。"])
def test_the_stop_after_an_address_is_no_part_of_it(after: str) -> None:
    assert emails(f"taro@example.com{after}") >= {"taro@example.com"}
    assert all(one == one.rstrip(".,。-") for one in emails(f"taro@example.com{after}"))
