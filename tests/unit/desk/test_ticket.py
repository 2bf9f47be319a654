"""The status page's ticket: how long it lives, how long it may be used on, and what is none."""

import base64
from datetime import timedelta

import pytest

from desk.requests.receipts import Receipt
from desk.requests.ticket import Ticket, TicketOver, bound_to, issue, read
from desk.vaulting.crypto import Keyring
from tests.unit.desk.small_store import KEYS, LITTLE, START

QUARTER, LONGEST = timedelta(minutes=15), timedelta(hours=2)
OPENED = Ticket(Receipt("MDG-0000-0001"), bound_to(b"code"), START)


def is_over(value: str, after: timedelta = timedelta(0), keys: Keyring = KEYS) -> bool:
    try:
        assert read(keys, value, START + after) == OPENED
    except TicketOver:
        return True
    return False


def test_a_ticket_lives_for_a_quarter_of_an_hour_from_its_last_use() -> None:
    value = issue(KEYS, OPENED, START)
    assert not is_over(value) and not is_over(value, QUARTER - LITTLE)
    assert is_over(value, QUARTER)
    again = issue(KEYS, OPENED, START + QUARTER - LITTLE)
    assert not is_over(again, 2 * QUARTER - 2 * LITTLE) and is_over(again, 2 * QUARTER - LITTLE)


def test_two_hours_after_the_code_was_given_it_is_asked_for_again() -> None:
    value = issue(KEYS, OPENED, START + LONGEST - LITTLE)
    assert not is_over(value, LONGEST - LITTLE) and is_over(value, LONGEST)
    assert is_over(issue(KEYS, OPENED, START + LONGEST), LONGEST)


def test_whatever_else_stands_in_the_cookie_is_none() -> None:
    value = issue(KEYS, OPENED, START)
    sealed = bytearray(base64.urlsafe_b64decode(value + "=" * (-len(value) % 4)))
    sealed[-1] ^= 1
    changed = base64.urlsafe_b64encode(bytes(sealed)).decode().rstrip("=")
    for wrong in ("", "x", "あ", value[:-2], value + "\n", value + "A" * 600, changed):
        assert is_over(wrong), wrong[:10]
    assert is_over(value, keys=Keyring([b"o" * 32]))
    elsewhere = base64.urlsafe_b64encode(KEYS.seal_json(["MDG-0000-0001", "b", 0, 2**32], "link")).decode()
    assert is_over(elsewhere.rstrip("="))


def test_a_ticket_is_bound_to_its_code_and_tells_nothing_of_it() -> None:
    assert bound_to(b"code") != bound_to(b"another")
    assert len(bound_to(b"code")) == 32 and b"code".hex() not in bound_to(b"code")


@pytest.mark.parametrize("longer", range(4))
def test_a_ticket_of_any_length_reads_back(longer: int) -> None:
    ticket = Ticket(OPENED.receipt, "b" * longer, START)
    assert read(KEYS, issue(KEYS, ticket, START), START) == ticket


@pytest.mark.parametrize("receipt", ["MDG-0000-0001", "MDG-ZZZZ-9999"])
def test_a_ticket_says_whose_request_it_opens_to_the_desk_alone(receipt: str) -> None:
    value = issue(KEYS, Ticket(Receipt(receipt), bound_to(b"code"), START), START)
    assert receipt not in value and len(value) < 600
    assert read(KEYS, value, START).receipt == receipt
