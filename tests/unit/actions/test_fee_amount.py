"""A policy that states what is to be paid: the customer is told it before the request, on the checklist, and again where
a waived fee is charged after all."""

import copy
from dataclasses import replace
from typing import Any

import pytest

from actions.deskbook import FactsBook
from desk.locales import Locale
from desk.requests.drafting import Wanted, form_spec
from desk.requests.fee_waiver import charge_again, waive
from desk.wording import render
from knowledge.facts import Desk
from knowledge.facts.loading import desk_from
from knowledge.paths import policies_dir
from knowledge.vocabulary import CompanyId, Requester, RequestType
from knowledge.yaml_reading import read_yaml

AMOUNT = "1件につき1,000円"
PRESTIGE = CompanyId("prestige")


@pytest.fixture(scope="module")
def stated() -> Desk:
    """Prestige's desk, as if its policy stated the amount."""
    folder = policies_dir() / "prestige"
    sentence = f"開示には、{AMOUNT}をお支払いいただきます。"
    text = (folder / "policy.txt").read_text(encoding="utf-8") + f"\n{sentence}\n"
    data = copy.deepcopy(read_yaml((folder / "desk.yml").read_text(encoding="utf-8")))
    put(data, "fee.amount", {"value": AMOUNT, "quote": sentence})
    return desk_from(PRESTIGE, data, text, lambda _: ("1", "手数料"))


def put(data: Any, key: str, value: Any) -> None:
    for one in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        put(one, key, value)
    if isinstance(data, dict) and key in data:
        data[key] = value


def test_the_summary_tells_the_amount_with_its_clause(stated: Desk) -> None:
    fee = FactsBook({PRESTIGE: stated}).steps(PRESTIGE, None, RequestType.DISCLOSURE, Requester.SELF).fee
    assert fee is not None
    assert AMOUNT in render(
        "outcome.closed_form_with_fee", "ja", {"request_type": "", "form": "", "fee": fee.text}
    )
    assert any(AMOUNT in citation.quote for citation in fee.citations)


@pytest.mark.parametrize("locale", ["ja", "en"])
def test_the_checklist_tells_it_also_after_a_waiver_that_did_not_hold(stated: Desk, locale: Locale) -> None:
    wanted = Wanted(RequestType.DISCLOSURE, Requester.SELF)
    draft = form_spec(stated, wanted, policy_version="v", locale=locale).request
    assert draft is not None
    assert draft.terms is not None
    charged = [item.label for item in draft.checklist if item.kind == "fee"]
    assert [AMOUNT in label for label in charged] == [True]
    waived, terms = waive(draft.checklist, draft.terms, locale, render)
    assert not [item for item in waived if AMOUNT in item.label]
    again, terms = charge_again(waived, terms, locale, render)
    assert [item.label for item in again if item.kind == "fee"] == charged
    assert terms == replace(draft.terms, waived=False)
