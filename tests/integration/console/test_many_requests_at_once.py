"""One thing done to many requests at once: what one of them refuses stops no other."""

import re

from tests.integration.console.browsing import Browser
from tests.integration.console.requests_parts import browser_of_a_lead, context_with_papers, enter  # noqa: F401


def test_what_is_no_receipt_number_is_named_and_stops_no_other_request(lead: Browser) -> None:
    receipt = enter(lead)
    named = {"csrf": lead.token(), "receipt": [receipt, "MDG-0000-0000x"], "act": "papers"}
    page = lead.client.post("/staff/requests/bulk", data=named)
    assert page.status_code == 200
    assert "実行できたもの 1件" in page.text
    assert "できなかったもの 1件" in page.text
    assert re.search(r"MDG-0000-0000x</td>.{0,200}受付番号の形ではありません", page.text, re.DOTALL)


def test_where_none_is_a_receipt_number_nothing_is_done_and_each_is_named(lead: Browser) -> None:
    named = {"csrf": lead.token(), "receipt": ["x", "<b>山</b>"], "act": "papers"}
    page = lead.client.post("/staff/requests/bulk", data=named)
    assert page.status_code == 200
    assert "できなかったもの 2件" in page.text
    assert "<b>山</b>" not in page.text
