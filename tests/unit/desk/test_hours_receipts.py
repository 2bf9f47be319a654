"""Opening hours, receipts."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn

from desk.calendar.hours import desk_state, parse_hours
from desk.errors import RequestNotFound
from desk.requests.receipts import (
    ALPHABET,
    find_access_code,
    find_receipt,
    given_back,
    new_access_code,
    new_receipt,
    parse_access_code,
    parse_receipt,
    read_receipt,
    sorted_out,
    typed_code,
)

TOKYO = ZoneInfo("Asia/Tokyo")
OFFICE = parse_hours(
    {"weekly": {"mon-fri": ["9:00-12:00", "13:00-17:00"]}, "closed_dates": ["12-29", "2026-11-25"]}
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=TOKYO)


@pytest.mark.parametrize(
    ("now", "state", "opens"),
    [
        ("2026-11-24T10:00", "open", None),
        ("2026-11-24T08:59:59", "out_of_hours", "2026-11-24T09:00"),
        ("2026-11-24T12:00", "out_of_hours", "2026-11-24T13:00"),
        ("2026-11-24T17:00", "out_of_hours", "2026-11-26T09:00"),  # the 25th is a closed date
        ("2026-11-20T18:00", "out_of_hours", "2026-11-24T09:00"),  # week-end and 勤労感謝の日 (the 23rd)
        ("2026-11-22T12:00", "out_of_hours", "2026-11-24T09:00"),
        ("2026-12-29T10:00", "out_of_hours", "2026-12-30T09:00"),
        ("2026-09-22T10:00", "out_of_hours", "2026-09-24T09:00"),  # 国民の休日 between two holidays
    ],
)
def test_a_desk_is_open_by_its_hours_and_holidays_and_says_when_it_opens_next(
    now: str, state: str, opens: str | None
) -> None:
    found = desk_state(OFFICE, at(now))
    assert found.state == state
    assert found.opens_at == (at(opens) if opens else None)
    assert desk_state(OFFICE, at(now).astimezone(UTC)) == found


def test_closed_for_good_and_never_open() -> None:
    gone = parse_hours(
        {"weekly": {"mon-sun": "00:00-24:00"}, "holidays": False, "closed_since": "2023-06-30"}
    )
    assert desk_state(gone, at("2023-06-29T23:59")).state == "open"
    assert desk_state(gone, at("2023-06-30T00:00")).state == "closed"
    assert desk_state(parse_hours({}), at("2026-11-24T10:00")).opens_at is None


@pytest.mark.parametrize(
    ("now", "closes"),
    [
        ("2026-11-24T09:00", "2026-11-24T12:00"),
        ("2026-11-24T13:30", "2026-11-24T17:00"),
        ("2026-11-24T08:00", None),
    ],
)
def test_an_open_desk_says_until_when(now: str, closes: str | None) -> None:
    assert desk_state(OFFICE, at(now)).closes_at == (at(closes) if closes else None)


def test_a_desk_that_never_closes_names_midnight() -> None:
    always = parse_hours({"weekly": {"mon-sun": ["00:00-24:00"]}, "holidays": False})
    assert desk_state(always, at("2026-11-24T23:00")).closes_at == at("2026-11-25T00:00")


@pytest.mark.parametrize(
    "data",
    [
        {"weekly": {"mon-fry": "9:00-17:00"}},
        {"weekly": {"mon": "17:00-9:00"}},
        {"weekly": {"mon": "9-17"}},
        {"timezone": "Asia/Edo"},
        {"closed_dates": ["Dec 29"]},
        {"opening": 1},
    ],
)
def test_bad_hours_are_named(data: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="hours"):
        parse_hours(data)


@given(st.integers())
def test_receipts_are_read_as_people_write_them(_: int) -> None:
    receipt, code = new_receipt(), new_access_code()
    for text in (
        receipt,
        receipt.lower(),
        receipt.replace("-", ""),
        receipt.replace("0", "O").replace("1", "l"),
        receipt[4:],
    ):
        assert parse_receipt(text) == receipt
    assert find_receipt(f"番号は{receipt}、コードは{code}") == receipt
    assert find_receipt(f"番号は{receipt[4:]}です", bare=True) == receipt
    assert find_access_code(f"番号は{receipt}、コードは{code}") == code
    assert parse_access_code(code.lower().replace("-", " ")) == code


@given(st.integers(0, 7), st.sampled_from(ALPHABET))
def test_one_wrong_symbol_is_seen(place: int, symbol: str) -> None:
    body = new_receipt()[4:].replace("-", "")
    wrong = body[:place] + symbol + body[place + 1 :]
    assert (parse_receipt(wrong) is None) == (wrong != body)


def test_no_receipt_comes_twice() -> None:
    assert len({new_receipt() for _ in range(1000)}) == 1000


def test_a_receipt_whose_own_symbols_spell_its_prefix_is_whole() -> None:
    body = "MDG7K3Q"
    body += str(luhn.calc_check_digit(body, ALPHABET))
    receipt = f"MDG-{body[:4]}-{body[4:]}"
    assert parse_receipt(body) == parse_receipt(receipt) == receipt


@pytest.mark.parametrize("text", ["", "4F7K-2M9", "4F7K-2M9QQ", "4F7K-2M9U", "MDG-4F7K-2M9U", "4F7K-2M9あ"])
def test_what_has_other_symbols_or_another_length_is_neither(text: str) -> None:
    assert parse_access_code(text) is None
    assert parse_receipt(text) is None


@pytest.mark.parametrize("length", [5, 7, 9, 12])
def test_a_right_check_symbol_makes_no_receipt_of_another_length(length: int) -> None:
    body = "0123456789AB"[: length - 1]
    body += str(luhn.calc_check_digit(body, ALPHABET))
    assert parse_receipt(body) is None
    assert parse_receipt(f"MDG-{body}") is None


def test_without_its_prefix_a_receipt_is_found_only_where_one_is_expected() -> None:
    bare = new_receipt()[4:]
    assert find_receipt(f"番号は{bare}です") is None
    assert find_receipt(f"番号は{bare}です", bare=True) == f"MDG-{bare}"


def test_a_word_of_eight_letters_is_no_code() -> None:
    assert find_access_code("come here") is None
    assert find_access_code("come here 4F7K-2M9Q") == "4F7K-2M9Q"


@pytest.mark.parametrize(
    "around", ["{}", "受付番号：{}", "受付番号 {} です。", "\u200b{}\ufeff", "Receipt no.: {}", "「{}」"]
)
def test_a_receipt_and_a_code_are_read_with_what_was_copied_beside_them(around: str) -> None:
    receipt, code = new_receipt(), new_access_code()
    assert read_receipt(around.format(receipt)) == receipt
    assert typed_code(around.format(code)) == code


@pytest.mark.parametrize(
    "text",
    ["", "受付番号", "MDG-", "MDG-0000-0001", "山田太郎", "0901234567", "MDG-0000-00000", "1234-5678-9012"],
)
def test_what_holds_no_receipt_is_none(text: str) -> None:
    with pytest.raises(RequestNotFound):
        read_receipt(text)


@pytest.mark.parametrize("text", ["", "アクセスコード", "パスワード", "ABC", "1234-567", "MDG-0000-0000"])
def test_what_holds_no_access_code_is_none(text: str) -> None:
    assert typed_code(text) is None


def test_receipt_and_code_in_each_others_field_are_put_in_order() -> None:
    receipt, code = new_receipt(), new_access_code()
    assert sorted_out(code, receipt) == (receipt, code)
    for typed in ((receipt, code), (receipt, receipt), (code, code), ("", ""), (receipt, ""), ("MDG", code)):
        assert sorted_out(*typed) == typed


def test_a_page_shows_no_access_code_again_that_was_typed_behind_the_receipt() -> None:
    assert given_back("MDG-7K3Q-9F2X") == "MDG-7K3Q-9F2X"
    assert given_back("受付番号：MDG-7K3Q-9F20") == "受付番号：MDG-7K3Q-9F20"
    for code in ("4F7K-2M9Q", "４Ｆ７Ｋ２Ｍ９Ｑ", "4F7K\u200b-2M9Q", "4F 7K 2M 9Q"):
        assert given_back(code) == ""
        assert given_back(f"MDG-7K3Q-9F2X {code}") == ""
