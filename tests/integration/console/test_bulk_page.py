"""What the page says after one thing was done to many requests."""

import re
from dataclasses import replace
from typing import Any

from desk.bootstrap import Desk
from desk.requests.receipts import new_receipt
from knowledge.vocabulary import CompanyId
from tests.integration.console.browsing import Browser
from tests.integration.console.requests_parts import browser_of_a_lead, context_with_papers, enter  # noqa: F401


def test_of_many_values_the_one_that_is_no_receipt_is_named_and_the_rest_is_done(
    lead: Browser, desk: Desk
) -> None:
    first, second = enter(lead), enter(lead)
    url, form = "/staff/requests/bulk", {"csrf": lead.token(), "act": "papers", "view": "table"}
    mistyped = first[:-1] + ("A" if first[-1] != "A" else "B")
    given = [first, "<b>山田", mistyped, "あ" * 60, second]
    done = lead.client.post(url, data={**form, "receipt": given})
    assert done.status_code == 200
    assert "実行できたもの 2件" in done.text and "できなかったもの 3件" in done.text
    for said in ("2番目の値「&lt;b&gt;山田」", f"3番目の値「{mistyped}」", f"4番目の値「{'あ' * 40}」"):
        assert said in done.text
    assert done.text.count("受付番号ではありません。") == 3
    assert {one.status for one in desk.requests.list().items} == {"received"}
    nothing = lead.client.post(url, data={**form, "receipt": ["x"]})
    assert nothing.status_code == 200 and "実行できたもの 0件" in nothing.text


def test_a_receipt_of_no_request_is_told_as_one(lead: Browser) -> None:
    there, nowhere = enter(lead), new_receipt()
    form = {"csrf": lead.token(), "act": "papers", "receipt": [there, nowhere]}
    done = lead.client.post("/staff/requests/bulk", data=form)
    assert "実行できたもの 1件" in done.text
    assert "この受付番号の請求はないか、担当している会社のものではありません。" in done.text


def stands(page: Any) -> list[str]:
    """今の状態, row by row."""
    return re.findall(r'<td class="whole" data-label="今の状態">([^<]*)</td>', page.text)


def test_of_a_request_that_refuses_the_change_it_is_told_in_which_state_it_stays(
    lead: Browser, desk: Desk
) -> None:
    form = {"csrf": lead.token(), "receipt": [enter(lead), new_receipt()]}
    refused = lead.client.post("/staff/requests/bulk", data={**form, "act": "move", "new_status": "answered"})
    assert "実行できたもの 0件" in refused.text
    assert stands(refused) == ["書類の到着待ち", ""], "of none that is not there nothing is told"
    given = lead.client.post("/staff/requests/bulk", data={**form, "act": "assign", "to": "none"})
    assert stands(given) == ["書類の到着待ち", ""]


def test_how_requests_stand_is_told_to_who_works_on_them_only(lead: Browser, desk: Desk) -> None:
    enter(lead)
    (record,) = desk.requests.list().items
    member = desk.staff.get("lead")
    assert member is not None
    asked = [record.receipt, new_receipt()]
    assert desk.requests.statuses(asked, member) == {record.receipt: record.status}
    for other in (replace(member, companies=frozenset({CompanyId("opt")})), replace(member, role="look_up")):
        assert desk.requests.statuses(asked, other) == {}
