"""Links to a customer's papers: how long they live, what each opens, and what is none."""

import base64
from datetime import timedelta

import pytest

from desk.papers.errors import LinkExpired, LinkNotFound
from desk.papers.links import Link, follow, issue
from desk.requests.receipts import Receipt
from desk.vaulting.crypto import Keyring
from tests.unit.desk.small_store import KEYS, LITTLE, START

QUARTER = timedelta(minutes=15)
ONE = Receipt("MDG-0000-0001")


def token(kind: str = "checklist") -> str:
    return issue(KEYS, ONE, [kind], "zh", START)[kind]


def test_each_paper_has_a_link_of_its_own_that_tells_nothing_to_others() -> None:
    found = issue(KEYS, ONE, ["checklist", "mandate", "cover_letter", "request_sheet"], "en", START)
    for kind, value in found.items():
        assert follow(KEYS, value, START) == Link(ONE, kind, "en", START + QUARTER)
        assert ONE not in value and kind not in value
    assert issue(KEYS, ONE, [], "en", START) == {}


def test_a_link_lives_for_a_quarter_of_an_hour_and_says_then_in_which_language() -> None:
    assert follow(KEYS, token(), START + QUARTER - LITTLE).kind == "checklist"
    with pytest.raises(LinkExpired) as over:
        follow(KEYS, token(), START + QUARTER)
    assert over.value.locale == "zh"


def test_what_is_changed_or_none_of_ours_leads_nowhere() -> None:
    value = token()
    sealed = bytearray(base64.urlsafe_b64decode(value + "=" * (-len(value) % 4)))
    sealed[-1] ^= 1
    changed = base64.urlsafe_b64encode(bytes(sealed)).decode().rstrip("=")
    other = base64.urlsafe_b64encode(KEYS.seal_json([ONE, "k", "ja", 2**32], "status_ticket")).decode()
    for wrong in ("", "x", "あ", value[:-2], value + "A" * 600, changed, other.rstrip("=")):
        with pytest.raises(LinkNotFound):
            follow(KEYS, wrong, START)
    with pytest.raises(LinkNotFound):
        follow(Keyring([b"o" * 32]), value, START)
