"""A check that somebody else recorded meanwhile is not replaced unseen, and the history keeps what it was."""

import re

from tests.integration.console.browsing import Browser
from tests.integration.console.requests_parts import browser_of_a_lead, context_with_papers, enter  # noqa: F401


def _seen(page: str, what: str = "identity") -> str:
    found = re.search(rf'name="check" value="{what}"><input type="hidden" name="seen" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def test_a_check_that_changed_since_the_page_was_loaded_is_not_replaced(lead: Browser) -> None:
    base = f"/staff/requests/{enter(lead)}"
    stale = _seen(lead.get(base).text)
    lead.post(f"{base}/check", check="identity", result="confirmed", seen=stale)
    lead.log_in("other", "lead")
    refused = lead.post(f"{base}/check", htmx=True, check="identity", result="failed", seen=stale)
    assert refused.status_code == 409
    assert "別の担当者が記録しました" in refused.text
    page = lead.get(base).text
    assert "本人確認: 確認済み" in page.split('id="s-history"')[1]
    assert "確認できず" not in page.split('id="s-history"')[1]
    lead.post(f"{base}/check", check="identity", result="failed", seen=_seen(page))
    history = lead.get(base).text.split('id="s-history"')[1]
    assert "本人確認: 確認できず" in history and "本人確認: 確認済み" in history, "what it was stays readable"


def test_the_same_button_twice_is_no_refusal(lead: Browser) -> None:
    base = f"/staff/requests/{enter(lead)}"
    seen = _seen(lead.get(base).text)
    for _ in range(2):
        again = lead.post(f"{base}/check", htmx=True, check="identity", result="confirmed", seen=seen)
        assert again.status_code == 200
    assert lead.get(base).text.split('id="s-history"')[1].count("本人確認: 確認済み") == 1


def test_why_a_check_was_found_not_needed_stays_in_the_history(lead: Browser) -> None:
    base = f"/staff/requests/{enter(lead)}"
    lead.post(f"{base}/check", check="identity", result="waived", note="窓口で面識がある")
    lead.post(f"{base}/check", check="identity", result="pending")
    assert "窓口で面識がある" in lead.get(base).text.split('id="s-history"')[1]
