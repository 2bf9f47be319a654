"""Correcting on a request's page: what is typed stays out of sight, and what follows from it is said there."""

import re
from typing import Any

from desk.bootstrap import Desk
from desk.roles import StaffMember
from tests.integration.console.browsing import Browser
from tests.integration.console.requests_parts import browser_of_a_lead, context_with_papers, enter  # noqa: F401
from tests.unit.desk.papers.support import says


def version_on(page: str) -> str:
    found = re.search(r'name="version" value="(\d+)"', page)
    assert found is not None, "the page offers no correction"
    return found[1]


def test_a_wrong_name_is_corrected_and_the_next_letter_has_the_right_one(lead: Browser, desk: Desk) -> None:
    receipt = enter(lead)
    base = f"/staff/requests/{receipt}"
    lead.post(f"{base}/move", status="received")
    lead.post(f"{base}/check", check="identity", result="confirmed")
    version = version_on(lead.get(base).text)
    sent: dict[str, Any] = {
        "version": version,
        "reason": "customer_told_us",
        "c-name": "山本 太郎",
        "c-address": "",
    }
    assert lead.post(f"{base}/correct", **sent).status_code == 303
    page = lead.get(base).text
    assert "山本" not in page, "the page hides the new value as it hid the old"
    assert "訂正：「お名前」" in page and "お客様のお申し出により訂正" in page
    assert "これより前に作った書面と送ったメールは、訂正前の内容のままです" in page
    assert "「本人確認」は、訂正後の内容でもう一度行ってください" in page
    lead.post(f"{base}/check", check="identity", result="confirmed")
    assert "もう一度行ってください" not in lead.get(base).text
    letter = lead.post(f"{base}/letters/receipt_notice")
    assert says(letter.content, "山本 太郎", "東京都千代田区1-1") == []
    assert says(letter.content, "山田") == ["山田"]


def test_shown_fields_are_filled_in_and_may_be_emptied(lead: Browser, desk: Desk) -> None:
    receipt = enter(lead)
    base = f"/staff/requests/{receipt}"
    shown = lead.post(f"{base}/reveal", field="address", reason="correction").text
    assert re.search(r'<textarea id="c-address"[^>]*>東京都千代田区1-1</textarea>', shown)
    assert 'id="c-email" name="c-email" maxlength="300" autocomplete="off" value=""' in shown
    sent: dict[str, Any] = {"version": version_on(shown), "reason": "did_not_reach", "gone": "email"}
    answer = lead.post(f"{base}/correct", htmx=True, **sent)
    assert answer.status_code == 200 and "<html" not in answer.text
    assert "email" not in desk.work.casefiles.get(desk.requests.list().items[0].receipt, member(desk)).fields


def member(desk: Desk) -> StaffMember:
    found = desk.staff.get("lead")
    assert found is not None
    return found


def test_what_is_wrong_is_named_and_what_was_typed_is_not(lead: Browser) -> None:
    receipt = enter(lead)
    base = f"/staff/requests/{receipt}"
    sent: dict[str, Any] = {"version": version_on(lead.get(base).text), "reason": "typed_wrongly_here"}
    bad = lead.post(f"{base}/correct", htmx=True, **sent, **{"c-email": "まちがい"})
    assert bad.status_code == 422 and "メールアドレス" in bad.text and "まちがい" not in bad.text
    assert bad.headers["HX-Retarget"] == "#problem"
    none = lead.post(f"{base}/correct", htmx=True, **sent)
    assert none.status_code == 422 and "今とは違う内容" in none.text
    lead.post(f"{base}/note", note="電話あり")
    stale = lead.post(f"{base}/correct", htmx=True, **sent, **{"c-name": "山本"})
    assert stale.status_code == 409 and "何も訂正していません" in stale.text


def test_what_cannot_be_corrected_and_what_is_closed_say_what_to_do_instead(lead: Browser) -> None:
    receipt = enter(lead)
    base = f"/staff/requests/{receipt}"
    assert "請求の種類、お住まいの地域、請求者、届いた日は" in lead.get(base).text
    lead.post(f"{base}/move", status="withdrawn", reason="entered_twice")
    page = lead.get(base).text
    assert "この請求は終わっているため、記載内容は訂正できません" in page and "do-correct" not in page
    refused = lead.post(
        f"{base}/correct", htmx=True, version="9", reason="customer_told_us", **{"c-name": "山本"}
    )
    assert refused.status_code == 409 and "この請求は終わっています" in refused.text
