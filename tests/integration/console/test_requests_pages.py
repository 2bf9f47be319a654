"""The pages on requests: who gets what, and that every form of theirs works without script."""

import csv
import re
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from api.context import Context
from api.library import _load
from desk.bootstrap import Desk
from desk.incidents.model import Draft
from desk.jobs.later import Job
from desk.storage import tables as t
from knowledge.paths import policies_dir
from knowledge.vocabulary import CompanyId
from tests.integration.console.browsing import PASSWORD, Browser
from tests.integration.console.requests_parts import browser_of_a_lead, context_with_papers, enter, entry  # noqa: F401
from tests.integration.desk.support import Clock
from tests.unit.desk.papers.support import reader


def readings(desk: Desk) -> list[str]:
    with desk.database.read() as conn:
        rows = conn.execute(select(t.audit.c.detail).where(t.audit.c.action == "vault.read"))
        return list(rows.scalars())


def test_a_request_entered_by_staff_is_worked_on_to_its_letter_without_script(
    lead: Browser, desk: Desk
) -> None:
    receipt = enter(lead, note="お急ぎ #至急")
    page = lead.get(f"/staff/requests/{receipt}")
    assert page.status_code == 200
    assert "山田" not in page.text
    assert "#至急" in page.text
    base = f"/staff/requests/{receipt}"
    record = desk.requests.list().items[0]
    arriving = [n for n, item in enumerate(record.checklist) if item.kind != "fee"]
    for item in arriving:
        answer = lead.post(f"{base}/tick", htmx=True, item=str(item), arrived="yes")
        assert answer.status_code == 200
    assert "受付済み" in answer.text
    assert "<html" not in answer.text, "htmx gets the main part alone"
    assert lead.post(f"{base}/move", status="checking_identity").status_code == 303
    refused = lead.post(f"{base}/move", htmx=True, status="in_progress")
    assert refused.headers["HX-Retarget"] == "#problem"
    assert lead.post(f"{base}/check", check="identity", result="confirmed").status_code == 303
    assert lead.post(f"{base}/move", status="in_progress").status_code == 303
    assert readings(desk) == [], "nothing of the customer's was looked at on the way"
    letter = lead.post(f"{base}/letters/receipt_notice")
    assert (letter.status_code, letter.headers["content-type"]) == (200, "application/pdf")
    for language, title in (
        ("ja", "ご用意いただくものの一覧"),
        ("en", "What to prepare"),
        ("zh", "材料清单"),
    ):
        paper = lead.post(f"{base}/documents/checklist", language=language)
        found = reader(paper.content).metadata
        assert found is not None
        assert found.title == title
    assert lead.post(f"{base}/documents/checklist", language="fr").status_code == 422
    moved = lead.post(f"{base}/move", status="refused", ground="2", reasons_letter="yes")
    assert moved.status_code == 303
    assert "この請求は終わっています" in lead.get(base).text


@pytest.mark.parametrize(
    ("requester", "checks", "told"),
    [
        ("self", [], "本人確認が記録されるまで、「回答済み」「一部回答済み」には進めません"),
        ("self", ["identity"], None),
        ("voluntary_agent", ["identity"], "本人確認と代理権の確認が両方とも記録されるまで"),
        ("voluntary_agent", ["identity", "authority"], None),
    ],
)
def test_nobody_is_answered_without_a_check_of_identity(
    lead: Browser, requester: str, checks: list[str], told: str | None
) -> None:
    receipt = enter(lead, requester=requester, principal_name="山田 花子", relation="姉")
    base = f"/staff/requests/{receipt}"
    lead.post(f"{base}/move", status="received")
    for check in checks:
        lead.post(f"{base}/check", check=check, result="confirmed")
    page = lead.get(base).text
    assert ("「回答済み」にする" in page) is (told is None)
    assert ("には進めません" in page) is (told is not None)
    assert told is None or told in page
    answer = lead.post(f"{base}/move", htmx=True, status="answered")
    assert answer.status_code == (409 if told else 200)


def test_a_lead_records_why_a_check_is_not_needed(lead: Browser, desk: Desk) -> None:
    receipt = enter(lead)
    base = f"/staff/requests/{receipt}"
    lead.post(f"{base}/move", status="received")
    assert 'id="check-identity-waived"' in lead.get(base).text
    unsaid = lead.post(f"{base}/check", htmx=True, check="identity", result="waived")
    assert unsaid.status_code == 422
    why = "契約の窓口で面識がある方"
    assert lead.post(f"{base}/check", check="identity", result="waived", note=why).status_code == 303
    page = lead.get(base).text
    assert "確認は不要" in page and why in page and "「回答済み」にする" in page
    lead.log_in("plain", "desk", [CompanyId("oni")])
    other = enter(lead)
    assert 'id="check-identity-waived"' not in lead.get(f"/staff/requests/{other}").text
    denied = lead.post(
        f"/staff/requests/{other}/check", htmx=True, check="identity", result="waived", note=why
    )
    assert denied.status_code == 403


def test_an_address_on_a_paper_is_compared_on_the_page(lead: Browser) -> None:
    receipt = enter(lead, **{"c-name": "山田太郎、山田花子"})
    base = f"/staff/requests/{receipt}"
    page = lead.get(base).text
    assert "複数人分の記載" in page and "見つかった項目：「お名前」" in page and "システム、" in page
    mismatch = '<span class="tag warn">住所の不一致</span>'
    assert mismatch not in page
    assert lead.post(f"{base}/compare", on_paper="千代田区２－２", whose="address").status_code == 303
    page = lead.get(base).text
    assert "違いあり" in page and mismatch in page
    assert "２－２" not in page
    assert lead.post(f"{base}/compare", on_paper="千代田区1丁目1番地", whose="address").status_code == 303
    assert mismatch not in lead.get(base).text


def test_fields_are_shown_one_by_one_with_a_reason(lead: Browser, desk: Desk) -> None:
    receipt = enter(lead)
    base = f"/staff/requests/{receipt}"
    without = lead.post(f"{base}/reveal", field="name")
    assert without.status_code == 422
    shown = lead.post(f"{base}/reveal", field="name", reason="contact")
    assert "山田 太郎" in shown.text
    assert "千代田区" not in shown.text
    assert readings(desk) == ["why=case:contact fields=name"]
    assert "山田" not in lead.get(base).text, "loading the page again hides it"


def announced(desk: Desk, company: str = "oni", title: str = "漏えい", **more: Any) -> str:
    given = {"title": {"ja": title}, "text": {"ja": "お知らせ"}, "script": "まずおわびする", **more}
    return desk.incidents.announce(Draft(CompanyId(company), date(2026, 11, 19), **given), "operator").id


def test_an_entry_is_put_with_the_incident_that_runs(lead: Browser, desk: Desk) -> None:
    assert 'name="incident"' not in lead.get("/staff/requests/new?company=oni").text
    one, foreign = announced(desk, title="11月の漏えい"), announced(desk, "opt", "よその漏えい")
    form = lead.get("/staff/requests/new?company=oni").text
    assert "11月の漏えい" in form
    assert "よその漏えい" not in form
    enter(lead, kind="leak_enquiry", request_type="", reply_method="")
    enter(lead, incident=one)
    enter(lead)
    counts = desk.incidents.counts(one)
    assert (counts.enquiries, counts.requests) == (1, 1)
    assert desk.incidents.counts(foreign).requests == 0


def test_a_records_page_has_the_script_and_its_incident(browser: Browser, desk: Desk) -> None:
    browser.log_in("sato", "desk", [CompanyId("oni")])
    plain = enter(browser)
    base = f"/staff/requests/{plain}"
    assert "s-incident" not in browser.get(base).text, "nothing was ever announced"
    one, foreign = announced(desk), announced(desk, "opt", "よその漏えい")
    page = browser.get(base).text
    assert "関連するお知らせはありません" in page
    assert "まずおわびする" not in page, "it is a request in no connection with it"
    assert "よその漏えい" not in page
    assert browser.post(f"{base}/incident", incident=one).status_code == 303
    page = browser.get(base).text
    assert "まずおわびする" in page
    assert f'<option value="{one}" selected>' in page
    assert "/staff/incidents/" not in page, "this role cannot open that page"
    assert browser.post(f"{base}/incident", incident=foreign).status_code == 404
    assert "関連するお知らせはありません" in browser.post(f"{base}/incident", htmx=True, incident="").text
    enquiry = enter(browser, kind="leak_enquiry", request_type="", reply_method="")
    browser.post(f"/staff/requests/{enquiry}/incident", incident="")
    page = browser.get(f"/staff/requests/{enquiry}").text
    assert "まずおわびする" in page, "an enquiry has the script of what runs before it is linked"


@pytest.mark.usefixtures("prestige")
def test_a_waived_fee_is_shown_as_waived_with_its_clause(browser: Browser, desk: Desk) -> None:
    browser.log_in("sato", "desk", [CompanyId("prestige")])
    one = announced(desk, "prestige", fault="company")
    charged, waived = (enter(browser, company="prestige", incident=chosen) for chosen in ("", one))
    fee = overview(browser.get(f"/staff/requests/{charged}").text)["手数料"]
    assert fee == "あり"
    fee = overview(browser.get(f"/staff/requests/{waived}").text)["手数料"]
    assert fee.startswith("なし（会社の責任による漏えい等に伴うため、免除）")
    assert "手数料の徴取は行いません" in fee


@pytest.mark.usefixtures("prestige")
def test_over_the_api_the_clauses_of_a_waived_fee_have_their_address_as_every_citation(
    browser: Browser, client: Any, desk: Desk
) -> None:
    browser.log_in("sato", "desk", [CompanyId("prestige")])
    one = announced(desk, "prestige", fault="company")
    waived = enter(browser, company="prestige", incident=one)
    login = client.post("/api/v1/staff/session", json={"username": "sato", "password": PASSWORD})
    mine = {"Authorization": f"Bearer {login.json()['token']}"}
    told = client.get(f"/api/v1/staff/requests/{waived}/incident", headers=mine).json()
    assert (told["receipt"], told["incident"], told["fee_waived"]) == (waived, one, True)
    for cited in (told["waiver"], told["refund"]):
        place = f"version={cited['version']}&start={cited['start']}&end={cited['end']}#q"
        assert cited["url"] == f"https://desk.example/policies/prestige?{place}"
    assert "手数料の徴取は行いません" in told["waiver"]["quote"]


@pytest.mark.usefixtures("prestige")
def test_a_letter_is_made_in_one_of_the_companys_languages(browser: Browser) -> None:
    browser.log_in("sato", "desk", [CompanyId("prestige"), CompanyId("oni")])
    both, japanese = enter(browser, company="prestige"), enter(browser)
    choice = '<select id="l-l-receipt_notice" name="language">'
    assert choice in browser.get(f"/staff/requests/{both}").text
    assert choice not in browser.get(f"/staff/requests/{japanese}").text
    made = {
        language: title_of(browser.post(f"/staff/requests/{both}/letters/receipt_notice", language=language))
        for language in ("", "ja", "en")
    }
    assert made["ja"] == made[""] != made["en"]
    assert made["en"].isascii()
    for receipt, language in ((japanese, "en"), (both, "fr")):
        refused = browser.post(f"/staff/requests/{receipt}/letters/receipt_notice", language=language)
        assert refused.status_code == 422


def title_of(pdf: Any) -> str:
    assert pdf.headers["content-type"] == "application/pdf", pdf.text
    return str(reader(pdf.content).metadata.title)  # type: ignore[union-attr]


def overview(page: str) -> dict[str, str]:
    """The facts at the head of a request's page."""
    pairs = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", page, re.DOTALL)
    return {name: re.sub(r"<[^>]+>", "", value).strip() for name, value in pairs}


@pytest.fixture
def prestige(context: Context, desk: Desk) -> None:
    """The company whose policy has a fee, a waiver of it, and letters in English."""
    from api.companies import Companies

    before = {one: context.companies._companies[one] for one in context.companies.ids}
    loaded = {**before, CompanyId("prestige"): _load(policies_dir() / "prestige")}
    context.companies = Companies(loaded, desk)  # type: ignore[misc]
    context.papers = desk.papers(context.companies.desks, policies_dir())  # type: ignore[misc]


def test_a_ground_is_not_told_twice(lead: Browser) -> None:
    """oni's grounds are its policy's own lines: beneath each stands where it says so, and not the line once more."""
    page = lead.get(f"/staff/requests/{enter(lead)}").text
    assert "1. 本人または第三者の生命" in page
    assert "①本人または第三者の生命" not in page
    assert len(re.findall(r'<blockquote class="hint"><a [^>]*>ポリシーの該当箇所', page)) >= 7


def test_a_pause_that_still_runs_is_said_to_run(lead: Browser) -> None:
    receipt = enter(lead)
    lead.post(f"/staff/requests/{receipt}/move", status="received")
    lead.post(
        f"/staff/requests/{receipt}/move", status="awaiting_correction", note="署名", deadline="2026-12-24"
    )
    page = lead.get(f"/staff/requests/{receipt}").text
    assert re.search(r"期日を止めた期間</h3>.*?から停止中</li>", page, re.DOTALL)


def test_board_table_bulk_change_and_file_show_the_same_requests(
    lead: Browser, desk: Desk, context: Context, clock: Clock
) -> None:
    first, second = enter(lead), enter(lead)
    lead.post(f"/staff/requests/{second}/move", status="withdrawn")
    board = lead.get("/staff/requests")
    assert first in board.text
    assert second in board.text
    table = lead.get("/staff/requests?view=table&status=announced&words=開示")
    assert first in table.text
    assert second not in table.text
    for wrong in (
        "status=eaten",
        "region=mars",
        "request_type=request",
        "requester=dog",
        "company=acme",
        "sort=up",
    ):
        assert lead.get(f"/staff/requests?{wrong}").status_code == 422, wrong
    assert lead.get("/staff/requests?opened_from=yesterday").status_code == 422
    done = lead.client.post(
        "/staff/requests/bulk",
        data={"csrf": lead.token(), "receipt": [first, second], "act": "papers", "view": "table"},
    )
    assert done.status_code == 200
    assert "実行できたもの 1件" in done.text
    assert "できなかったもの 1件" in done.text
    assert lead.post("/staff/requests/bulk", act="papers").status_code == 422
    moved = lead.client.post(
        "/staff/requests/bulk",
        data={"csrf": lead.token(), "receipt": [first, second], "act": "move", "new_status": "answered"},
    )
    assert re.search(r"今の状態（[^）]+）からは、その状態に変えられません。変えられる状態：\S", moved.text)
    assert "この請求は終わっていて（お取り下げ）、状態は変えられません。" in moved.text, (
        "nothing it could go to"
    )
    plain = lead.post("/staff/requests/export")
    assert plain.content.startswith(b"\xef\xbb\xbf")
    assert first in plain.text
    assert "山田" not in plain.text
    names = {one.id: one.name for one in [context.companies.get(CompanyId("oni"))] if one is not None}
    line = dict(zip(*list(csv.reader(plain.text[1:].splitlines()))[:2], strict=True))
    assert line["会社"] == names[CompanyId("oni")], "as staff call it"
    japan = clock().astimezone(ZoneInfo("Asia/Tokyo"))
    assert line["登録日時（日本時間）"] == f"{japan:%Y-%m-%d %H:%M:%S}"
    assert lead.post("/staff/requests/export", personal="yes").status_code == 422
    full = lead.post("/staff/requests/export", personal="yes", reason="answer", status="received")
    assert "山田 太郎" in full.text
    assert readings(desk) == ["why=export:answer fields=name,address,email"]


def test_a_reminder_is_shown_until_somebody_has_seen_it_or_the_date_is_kept(
    lead: Browser, desk: Desk, clock: Clock
) -> None:
    first, second = enter(lead), enter(lead)
    assert "お知らせが" not in lead.get("/staff/requests").text
    for receipt in (first, second):
        assert lead.post(f"/staff/requests/{receipt}/record", due="2026-12-24").status_code == 303
    clock.forward(minutes=5)
    with desk.database.write() as tx:
        for receipt in (first, second):
            payload = {"receipt": receipt, "what": "target", "due": "2026-12-24"}
            desk.agenda.remind(tx, Job("", "reminder", "", payload, tx.now, 0))
    page = lead.get("/staff/requests?view=table&company=oni").text
    assert "期日が近い請求のお知らせが2件あります" in page
    seen = re.search(rf'value="(\d+)"[^>]*aria-label="{first}', page)
    assert seen is not None
    answer = lead.post("/staff/requests/reminded", reminder=seen[1], view="table", company="oni", sort="new")
    assert answer.status_code == 303
    assert {"view=table", "company=oni"} <= set(answer.headers["location"].partition("?")[2].split("&"))
    page = lead.get("/staff/requests").text
    assert "お知らせが1件あります" in page
    assert f'aria-label="{first}' not in page
    lead.post(f"/staff/requests/{second}/move", status="withdrawn")
    assert "お知らせが" not in lead.get("/staff/requests").text, "a date that is kept needs nobody"
    assert desk.agenda.reminders(), "it stays in the list of the API until somebody has seen it"
    refused = lead.post("/staff/requests/reminded", htmx=True)
    assert refused.status_code == 422


def test_others_see_neither_the_request_nor_its_company(browser: Browser) -> None:
    browser.log_in("boss", "admin")
    receipt = enter(browser)
    browser.log_in("opt", "lead", [CompanyId("opt")])
    assert browser.get(f"/staff/requests/{receipt}").status_code == 404
    assert browser.post(f"/staff/requests/{receipt}/note", note="x").status_code == 404
    assert (
        browser.post(f"/staff/requests/{receipt}/reveal", field="name", reason="contact").status_code == 404
    )
    assert browser.get("/staff/requests/new?company=oni").status_code == 404
    assert browser.get("/staff/insights?company=oni").status_code == 404
    assert browser.get("/staff/report?company=oni").status_code == 404
    assert receipt not in browser.get("/staff/requests?view=table").text
    outcome = browser.post("/staff/requests/bulk", act="papers", receipt=receipt)
    assert "実行できたもの 0件" in outcome.text
    browser.log_in("desk", "desk", [CompanyId("oni")])
    for path in ("/staff/insights", "/staff/report"):
        assert browser.get(path).status_code == 403
    assert browser.post("/staff/requests/bulk", act="papers", receipt=receipt).status_code == 403
    assert browser.post(f"/staff/requests/{receipt}/erase").status_code == 403
    browser.log_in("looks", "look_up", [CompanyId("oni")])
    assert browser.get("/staff/requests").status_code == 403


def test_an_erasure_shows_its_certificate(lead: Browser, desk: Desk) -> None:
    receipt = enter(lead)
    still_open = lead.post(f"/staff/requests/{receipt}/erase")
    assert still_open.status_code == 409
    done = lead.post(f"/staff/requests/{receipt}/erase", withdraw="yes")
    assert "消去証明書" in done.text
    assert desk.requests.list().items[0].erased_at is not None
    again = lead.get(f"/staff/requests/{receipt}")
    assert again.status_code == 200
    assert lead.post(f"/staff/requests/{receipt}/note", note="x").status_code == 409


def test_two_of_one_alias_are_told_apart_in_the_history_and_one_alone_is_not(
    lead: Browser, desk: Desk
) -> None:
    receipt = enter(lead)
    lead.post(f"/staff/requests/{receipt}/note", note="届きました")
    alone = lead.get(f"/staff/requests/{receipt}").text
    assert "担当lead" in alone and "(lead)" not in alone
    desk.staff.add("other", PASSWORD, "担当lead")
    assert "担当lead (lead)" in lead.get(f"/staff/requests/{receipt}").text
