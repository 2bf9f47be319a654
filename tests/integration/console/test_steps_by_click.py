"""Where one click is enough for a step, and where nobody says by a click what is not so."""

import re

from sqlalchemy import select

from desk.bootstrap import Desk
from desk.model import RequestChanges
from desk.requests.receipts import Receipt
from desk.storage import tables as t
from tests.integration.console.browsing import Browser
from tests.integration.console.requests_parts import browser_of_a_lead, context_with_papers, enter, entry  # noqa: F401


def test_where_a_flag_holds_up_what_is_complete_it_is_one_click(lead: Browser) -> None:
    base = f"/staff/requests/{enter(lead)}"
    lead.post(f"{base}/flag", flag="several_people", raised="yes")
    for item in re.findall(r'id="tick-(\d+)"', lead.get(base).text):
        lead.post(f"{base}/tick", item=item, arrived="yes")
    page = lead.get(base).text
    assert re.search(r'value="received"><input type="hidden" name="reason" value="papers_complete"', page)


def test_each_step_is_one_click_with_its_reason_or_asks_for_one(lead: Browser, desk: Desk) -> None:
    receipt = enter(lead)
    base = f"/staff/requests/{receipt}"
    page = lead.get(base).text
    assert "理由：書類がそろった" not in page, "none has come: nobody says by a click that all are there"
    assert '<option value="papers_complete">' not in page, "nor by choosing it"
    refused = lead.post(f"{base}/move", htmx=True, status="received", reason="papers_complete")
    assert refused.status_code == 409 and "未着の書類があります" in refused.text
    assert not re.search(r'value="(withdrawn|expired)"><input type="hidden" name="reason"', page), (
        "an end takes two"
    )
    for item in re.findall(r'id="tick-(\d+)"', page):
        lead.post(f"{base}/tick", item=item, arrived="yes")
    page = lead.get(base).text
    offered = re.search(r'value="checking_identity"><input type="hidden" name="reason" value="(\w+)"', page)
    assert offered is not None and offered[1] == "check_begun"
    assert "最後の書類が届いた" in page.split('id="s-history"')[1], "the history says why"
    assert 'id="move-awaiting_papers"' in page
    assert not re.search(r'value="awaiting_papers"><input type="hidden" name="reason"', page)
    unsaid = lead.post(f"{base}/move", htmx=True, status="awaiting_papers")
    assert unsaid.status_code == 422
    assert "理由を選ぶか" in unsaid.text
    lead.post(f"{base}/move", status="awaiting_papers", reason="written", note="住民票の写しが2枚目だけです")
    lines = lead.get(base).text.split('id="s-history"')[1]
    assert "住民票の写しが2枚目だけです" in lines
    assert "担当者が書いた理由" not in lines, "what was written stands for itself"
    with desk.database.read() as conn:
        assert "住民票" not in str(conn.execute(select(t.request_history)).all()), "kept sealed"


def test_a_change_that_names_no_reason_claims_no_papers_unless_they_are_all_there(
    lead: Browser, desk: Desk
) -> None:
    by = desk.staff.get("lead")
    assert by is not None
    reasons = []
    for flagged in (False, True):
        record = desk.work.requests.get(Receipt(enter(lead)), by)
        if flagged:  # all there, and not moved by the last tick
            desk.casework.flag(record.receipt, "several_people", True, by)
            for number, one in enumerate(record.checklist):
                if one.kind != "fee":
                    desk.casework.tick(record.receipt, number, True, by)
        reasons.append(
            desk.requests.patch(record.receipt, RequestChanges(status="received"), by).history[-1].reason
        )
    assert reasons == ["not_named", "papers_complete"]


def test_where_papers_are_missing_and_no_reason_is_ready_the_step_asks_for_words(lead: Browser) -> None:
    base = f"/staff/requests/{enter(lead)}"
    field = re.search(r'<textarea id="n-checking_identity"[^>]*>', lead.get(base).text)
    assert field is not None and "required" in field[0]
    form = lead.get(base).text.split('id="n-checking_identity"')[0].rpartition("<form")[2]
    assert 'name="reason" value="written"' in form
