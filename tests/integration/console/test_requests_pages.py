"""The pages on requests and figures: who gets what, and that every form of theirs works without script."""

import re
from datetime import date
from io import BytesIO
from types import SimpleNamespace
from typing import Any, cast

import pytest
from pypdf import PdfReader
from sqlalchemy import insert, select

from api.context import Context
from api.library import _load
from desk.asked import Asked
from desk.bootstrap import Desk
from desk.chat.conversations import Conversations
from desk.incidents.model import Draft
from desk.jobs.later import Job
from desk.model import Handoff, TurnOutcome
from desk.storage import tables as t
from desk.storage.customer_tables import ratings
from desk.texts import RawText
from knowledge.paths import policies_dir
from knowledge.vocabulary import CompanyId
from tests.integration.console.browsing import Browser
from tests.integration.desk.support import Clock, bot, opened, said
from tests.unit.desk.papers.support import reader

LETTER = {"c-name": "山田 太郎", "c-address": "東京都千代田区1-1", "c-email": "taro@example.jp"}


@pytest.fixture
def context(desk: Desk, companies: dict[CompanyId, Any], settings: Any) -> Context:
    from api.companies import Companies

    made = Companies(companies, desk)

    async def nothing() -> int:
        return 0

    parts = SimpleNamespace(
        settings=settings,
        base_url=settings.base_url,
        desk=desk,
        companies=made,
        papers=desk.papers(made.desks, policies_dir()),
        gateway=SimpleNamespace(wipe_trackers=nothing),
    )
    return cast(Context, parts)


@pytest.fixture
def lead(browser: Browser) -> Browser:
    browser.log_in("lead", "lead", [CompanyId("oni")])
    return browser


def entry(browser: Browser, **fields: str) -> dict[str, Any]:
    """What the entry form sends."""
    page = browser.get(f"/staff/requests/new?company={fields.get('company', 'oni')}").text
    key = re.search(r'name="client_id" value="([^"]+)"', page)
    assert key is not None
    return {
        "company": "oni", "client_id": key[1], "kind": "request", "request_type": "disclosure",
        "requester": "self", "came_by": "post", "locale": "ja", "reply_method": "post", **LETTER, **fields,
    }  # fmt: skip


def enter(browser: Browser, **fields: str) -> str:
    answer = browser.post("/staff/requests/new", **entry(browser, **fields))
    assert answer.status_code == 200, answer.text
    found = re.search(r"MDG-[0-9A-Z]{4}-[0-9A-Z]{4}", answer.text)
    assert found is not None, answer.text
    return found[0]


def readings(desk: Desk) -> list[str]:
    with desk.database.read() as conn:
        rows = conn.execute(select(t.audit.c.detail).where(t.audit.c.action == "vault.read"))
        return list(rows.scalars())


def test_from_entry_over_papers_to_the_letter(lead: Browser, desk: Desk) -> None:
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
    paper = lead.post(f"{base}/documents/checklist", english="yes")
    assert paper.content.startswith(b"%PDF")
    moved = lead.post(f"{base}/move", status="refused", ground="2", reasons_letter="yes")
    assert moved.status_code == 303
    assert "この請求は終わっています" in lead.get(base).text


@pytest.mark.parametrize(
    ("requester", "checks", "told"),
    [
        ("self", [], "ご本人の確認が、まだ記録されていません"),
        ("self", ["identity"], None),
        ("voluntary_agent", ["identity"], "代理権の確認が、まだそろって"),
        ("voluntary_agent", ["identity", "authority"], None),
    ],
)
def test_whoever_answers_without_a_check_of_identity_is_told(
    lead: Browser, requester: str, checks: list[str], told: str | None
) -> None:
    receipt = enter(lead, requester=requester, principal_name="山田 花子", relation="姉")
    base = f"/staff/requests/{receipt}"
    lead.post(f"{base}/move", status="received")
    for check in checks:
        lead.post(f"{base}/check", check=check, result="confirmed")
    page = lead.get(base).text
    assert "「回答済み」にする" in page
    assert ("まだ記録" in page or "まだそろって" in page) is (told is not None)
    assert told is None or told in page


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


def test_entry_says_what_is_wrong_and_keeps_what_was_typed(lead: Browser) -> None:
    page = lead.get("/staff/requests/new?company=oni").text
    key = re.search(r'name="client_id" value="([^"]+)"', page)
    assert key is not None
    given: dict[str, Any] = {
        "company": "oni", "client_id": key[1], "kind": "request", "request_type": "disclosure",
        "requester": "self", "came_by": "post", "locale": "ja", **LETTER, "c-email": "nonsense",
    }  # fmt: skip
    wrong = lead.post("/staff/requests/new", **given)
    assert wrong.status_code == 422
    assert "メールアドレス" in wrong.text
    assert 'value="山田 太郎"' in wrong.text
    none = lead.post("/staff/requests/new", **{**given, "c-email": "", "c-name": "", "c-address": ""})
    assert none.status_code == 422
    without_type = lead.post("/staff/requests/new", **{**given, "request_type": "", "c-email": ""})
    assert without_type.status_code == 422
    complaint = lead.post(
        "/staff/requests/new", **{**given, "kind": "complaint", "request_type": "", "c-email": ""}
    )
    assert complaint.status_code == 200
    assert "アクセスコード" in complaint.text


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
    assert "お知らせとのつながりはありません" in page
    assert "まずおわびする" not in page, "it is a request in no connection with it"
    assert "よその漏えい" not in page
    assert browser.post(f"{base}/incident", incident=one).status_code == 303
    page = browser.get(base).text
    assert "まずおわびする" in page
    assert f'<option value="{one}" selected>' in page
    assert "/staff/incidents/" not in page, "this role cannot open that page"
    assert browser.post(f"{base}/incident", incident=foreign).status_code == 404
    assert "お知らせとのつながりはありません" in browser.post(f"{base}/incident", htmx=True, incident="").text
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


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"request_type": ""}, "請求の種類: 区分が「請求」のとき"),
        ({"region": "eea_uk"}, "お住まいの地域: この会社の地域から"),
        ({"came_on": "2020-01-01"}, "届いた日: 今日までの1年以内"),
        ({"came_on": "いつか"}, "届いた日: 今日までの1年以内"),
        ({"c-name": "", "c-address": "", "c-email": ""}, "お客様の情報: 氏名、住所"),
        ({"c-email": "nonsense"}, "メールアドレス: 「name@example.jp」"),
        ({"incident": "x_none"}, "お知らせした漏えいとのつながり: このお知らせはありません"),
        ({"came_by": "pigeon"}, "<li>受付方法</li>"),
        ({"locale": "tlh"}, "<li>お客様の言語</li>"),
        ({"note": "あ" * 2001}, "メモ（暗号化して保管します）: 長すぎます"),
    ],
)
def test_what_is_wrong_with_an_entry_is_said_in_japanese(
    lead: Browser, changes: dict[str, str], told: str
) -> None:
    refused = lead.post("/staff/requests/new", **entry(lead, **changes))
    assert refused.status_code == 422
    assert told in refused.text
    alert = refused.text.split('role="alert"')[1].split("</div>")[0]
    assert not re.search(r"[a-z]{3,} [a-z]{2,}", re.sub(r"<[^>]+>", "", alert)), "no English sentence"


def test_refusals_are_said_in_the_pages_language(lead: Browser) -> None:
    base = f"/staff/requests/{enter(lead)}"
    for path, fields, told in (
        ("check", {"check": "authority", "result": "confirmed"}, "ご本人からの請求です"),
        ("confirm", {}, "送るべき受領の確認はありません"),
        ("extend", {"notice": "遅れます"}, "延長できる法令の期日はありません"),
        ("extend", {}, "通知文を、理由と一緒に"),
        ("record", {"due": "1999-01-01"}, "今日から5年以内"),
        ("move", {"status": "awaiting_fee"}, "変えられる状態："),
        ("reveal", {"field": "name"}, "理由を選ぶか、入力"),
        ("letters/correction_notice", {}, "直していただく点を入力"),
        ("check", {"check": "shoes", "result": "confirmed"}, "変更の内容に誤り"),
    ):
        refused = lead.post(f"{base}/{path}", htmx=True, **fields)
        assert refused.status_code in (409, 422), path
        assert told in refused.text, (path, refused.text)
        words = re.sub(r"<[^>]+>", "", refused.text)
        assert not re.search(r"[a-z]{3,}", words), "no word of English"
        english = lead.post(f"{base}/{path}?lang=en", htmx=True, **fields)
        assert re.search(r"[a-z]{3,} [a-z]{2,}", re.sub(r"<[^>]+>", "", english.text))
        lead.get("/staff/account?lang=ja")


def test_a_note_that_the_entry_form_lets_through_is_taken(lead: Browser) -> None:
    page = lead.get("/staff/requests/new?company=oni").text
    most = re.search(r'<textarea id="n-note"[^>]* maxlength="(\d+)"', page)
    assert most is not None
    half = int(most[1]) // 2
    enter(lead, note="あ\r\n" * (half - 1) + "ああ")  # a browser counts each end of a line as one
    assert lead.post("/staff/requests/new", **entry(lead, note="あ" * (int(most[1]) + 1))).status_code == 422


def test_board_table_bulk_and_file(lead: Browser, desk: Desk) -> None:
    first, second = enter(lead), enter(lead)
    lead.post(f"/staff/requests/{second}/move", status="withdrawn")
    board = lead.get("/staff/requests")
    assert first in board.text
    assert second in board.text
    table = lead.get("/staff/requests?view=table&status=announced&words=開示")
    assert first in table.text
    assert second not in table.text
    assert lead.get("/staff/requests?status=eaten").status_code == 422
    assert lead.get("/staff/requests?opened_from=yesterday").status_code == 422
    done = lead.client.post(
        "/staff/requests/bulk",
        data={"csrf": lead.token(), "receipt": [first, second], "act": "papers", "view": "table"},
    )
    assert done.status_code == 200
    assert "実行できたもの 1件" in done.text
    assert "できなかったもの 1件" in done.text
    assert lead.post("/staff/requests/bulk", act="papers").status_code == 422
    plain = lead.post("/staff/requests/export")
    assert plain.content.startswith(b"\xef\xbb\xbf")
    assert first in plain.text
    assert "山田" not in plain.text
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


# ---------------------------------------------------------------------- figures


def ask(desk: Desk, conversation: str, client_id: str, text: str, **outcome: Any) -> None:
    chats: Conversations = desk.conversations
    accepted = chats.accept(conversation, client_id, said(text), RawText(text))
    chats.commit_turn(accepted.inbound_id, bot("…", **outcome))


def test_insights_count_group_and_show_examples_on_demand(lead: Browser, desk: Desk, clock: Clock) -> None:
    chat = opened(desk, "oni")
    ask(desk, chat, "1", "開示の方法は", asked=Asked("answer", "request_how_to_start", 0.9))
    ask(desk, chat, "2", "手数料はいくら", asked=Asked("not_stated", "fee_whether", 0.2))
    ask(desk, chat, "3", "人と話したい", effects=(Handoff("asked"),))
    other = opened(desk, "opt")
    ask(desk, other, "1", "よその会社の質問", asked=Asked("not_stated", "fee_whether", 0.2))
    clock.forward(minutes=12)
    member = desk.staff.get("lead")
    assert member is not None
    desk.handoffs.claim(chat, member)
    page = lead.get("/staff/insights")
    assert page.status_code == 200
    for shown in ("12.0分", "100%"):
        assert shown in page.text
    assert "手数料はいくら" not in page.text
    examples = lead.get("/staff/insights/unanswered")
    assert "手数料はいくら" in examples.text
    assert "よその会社の質問" not in examples.text
    with desk.database.read() as conn:
        seen = conn.execute(select(t.audit.c.detail).where(t.audit.c.action == "insights.examples")).scalars()
        assert len(list(seen)) == 1
    for name in ("topics", "days", "requests", "dates"):
        picture = lead.get(f"/staff/insights/plots/{name}.svg")
        assert picture.status_code == 200
        assert b"<svg" in picture.content
    assert lead.get("/staff/insights/plots/cats.svg").status_code == 404
    assert lead.get("/staff/insights?from=2026-12-01&to=2026-11-01").status_code == 422


@pytest.mark.parametrize("far", ["0001-01-02", "1999-12-31", "3000-01-01", "9999-12-31"])
def test_a_day_that_no_figures_can_be_of_is_refused_in_words(lead: Browser, far: str) -> None:
    for path in (
        f"insights?to={far}",
        f"insights?from={far}",
        f"insights/plots/days.svg?from={far}&to={far}",
        f"requests?opened_to={far}",
    ):
        refused = lead.get(f"/staff/{path}")
        assert refused.status_code == 422, path
        assert "2000年から2999年まで" in refused.text, path
    for path in ("report", "report/file"):
        refused = lead.get(f"/staff/{path}?company=oni&month={far[:7]}")
        assert refused.status_code == 422, path
        assert "月は、「2026-11」のように" in refused.text


def test_the_monthly_report_is_a_page_a_csv_and_a_pdf(lead: Browser, desk: Desk) -> None:
    chat = opened(desk, "oni")
    ask(desk, chat, "1", "開示の方法は", asked=Asked("answer", "request_how_to_start", 0.9))
    enter(lead)
    enter(lead, kind="complaint", request_type="", reply_method="")
    page = lead.get("/staff/report?company=oni&month=2026-11")
    assert page.status_code == 200
    assert "件数報告（2026年11月）" in page.text
    rows = lead.get("/staff/report/file?company=oni&month=2026-11&format=csv").text.splitlines()
    assert any(row.endswith(",質問,1") for row in rows), rows
    assert any("苦情,1" in row for row in rows), rows
    assert all(row.split(",")[-1] for row in rows), "no figure stands in the column of what is counted"
    pdf = lead.get("/staff/report/file?company=oni&month=2026-11&format=pdf")
    assert pdf.content.startswith(b"%PDF")
    text = "".join(one.extract_text() for one in PdfReader(BytesIO(pdf.content)).pages)
    assert "開示などの請求をどう始めるか、手続きの流れや" in text, "a label is not broken into slivers"
    assert lead.get("/staff/report?company=oni&month=hello").status_code == 422


def test_figures_tell_what_was_asked_about_a_leak_and_how_customers_found_the_desk(
    lead: Browser, desk: Desk
) -> None:
    boss = desk.staff.get("lead")
    assert boss is not None
    title, text = {"ja": "漏えい"}, {"ja": "お知らせ"}
    incident = desk.incidents.announce(
        Draft(CompanyId("oni"), date(2026, 11, 19), title, text, "おわびする"), boss
    )
    elsewhere = desk.incidents.announce(
        Draft(CompanyId("opt"), date(2026, 11, 19), title, text, "おわびする"), "operator"
    )
    for company, one in (("oni", incident), ("opt", elsewhere)):
        chat = opened(desk, company)
        for number in ("1", "2"):
            accepted = desk.conversations.accept(chat, number, said("漏えいですか"), RawText("漏えいですか"))
            about = desk.incidents.message(one, "incident.answer", "ja")
            desk.conversations.commit_turn(accepted.inbound_id, TurnOutcome(messages=(about,)))
    enter(lead, kind="leak_enquiry", request_type="", reply_method="")
    with desk.database.write() as tx:
        (receipt,) = tx.conn.execute(select(t.requests.c.receipt)).scalars()
        desk.incidents.link_in(tx, receipt, incident.id, "lead")
        tx.conn.execute(insert(ratings).values(receipt=receipt, stars=4, at=tx.now, changed_at=tx.now))
    page = lead.get("/staff/insights?company=oni").text
    for shown in ("4.00", "評価の数: 1", "その質問があった会話: 1", "うちお知らせに関するもの: 1"):
        assert shown in page, shown
    rows = lead.get("/staff/report/file?company=oni&month=2026-11&format=csv").text.splitlines()
    for row in (
        "お知らせした漏えい,お知らせした漏えいについての質問,2",
        "窓口への評価,評価の平均（5点満点）,4.00",
        "窓口への評価,4点,1",
    ):
        assert row in rows, rows


def test_a_turn_without_a_question_is_counted_as_such(desk: Desk) -> None:
    chat = opened(desk, "oni")
    ask(desk, chat, "1", "ありがとう")
    desk.conversations.commit_turn(
        desk.conversations.accept(chat, "2", said("こわれた"), RawText("x")).inbound_id,
        TurnOutcome(failed=True),
    )
    from desk.reports.figures import Period
    from desk.storage import board_tables as bt

    with desk.database.read() as conn:
        rows = conn.execute(select(bt.turn_facts.c.kind, bt.turn_facts.c.failed)).all()
    assert [tuple(row) for row in rows] == [("other", False), ("other", True)]
    found = desk.work.insights.figures_for_report(CompanyId("oni"), Period.month("2026-11"))
    assert (found.chat.questions, found.chat.failed) == (0, 1)
