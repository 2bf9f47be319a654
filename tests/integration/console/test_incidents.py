"""The page of announced incidents: leads only, own companies only, every mistake named, everything without script."""

import re
from typing import Any

import pytest

from desk.bootstrap import Desk
from knowledge.vocabulary import CompanyId
from tests.integration.console.browsing import Browser

FIELDS: dict[str, Any] = {
    "company": "oni", "dated": "2026-11-19", "fault": "unknown", "title_ja": "漏えいについて", "text_ja": "お知らせです。",
    "title_en": "", "text_en": "", "title_zh": "", "text_zh": "", "script": "おわびする", "keywords": "会員\r\n",
    "starts_at": "", "ends_at": "",
}  # fmt: skip


def announce(browser: Browser, **changes: Any) -> Any:
    return browser.post("/staff/incidents/new", **{**FIELDS, **changes})


def test_a_lead_announces_a_leak_and_changes_and_ends_it_on_its_pages(browser: Browser, desk: Desk) -> None:
    browser.log_in("sato", "lead", [CompanyId("oni")])
    assert "お知らせはありません" in browser.get("/staff/incidents").text
    form = browser.get("/staff/incidents/new")
    assert form.status_code == 200
    assert "オプト" not in form.text
    made = announce(browser)
    assert made.status_code == 303
    where = made.headers["location"]
    page = browser.get(where)
    assert page.status_code == 200
    assert "おわびする" in page.text
    assert "表示中" in page.text
    (one,) = desk.incidents.all()
    assert (one.company, one.keywords, one.created_by) == ("oni", ("会員",), "担当sato")
    assert browser.post(where, page=where, **{**FIELDS, "text_ja": "訂正"}).status_code == 303
    assert desk.incidents.all()[0].text == {"ja": "訂正"}
    assert browser.post(f"{where}/end", page=where).status_code == 303
    assert "終了" in browser.get(where).text
    assert browser.post(f"{where}/end", page=where).status_code == 409
    assert "漏えいについて" in browser.get("/staff/incidents").text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title_ja": ""}, "見出しは、日本語を必ず"),
        ({"script": ""}, "手引きを入力"),
        ({"dated": "yesterday"}, "お知らせの日付は、2000年から2999年までの年月日で"),
        ({"ends_at": "2020-01-01T00:00"}, "いまと表示の開始よりあと"),
        ({"starts_at": "soon"}, "表示の開始は、2000年から2999年までの日付と時刻で"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_entered_is_kept(
    browser: Browser, desk: Desk, changes: dict[str, str], words: str
) -> None:
    browser.log_in("sato", "lead", [CompanyId("oni")])
    refused = announce(browser, **changes)
    assert refused.status_code == 422
    assert words in refused.text
    assert "お知らせです。" in refused.text
    assert re.search(r'aria-invalid="true"', refused.text)
    assert desk.incidents.all() == ()


def test_whose_customers_are_told_is_chosen_and_never_the_first_of_the_list(
    browser: Browser, desk: Desk
) -> None:
    browser.log_in("sato", "lead", [CompanyId("oni"), CompanyId("opt")])
    form = browser.get("/staff/incidents/new").text
    assert '<option value="">（会社を選んでください）</option>' in form
    assert not re.search(r'<option value="(oni|opt)" selected', form)
    assert 'data-ask="{chosen}のすべてのお客様に' in form
    refused = announce(browser, company="")
    assert refused.status_code == 422
    assert "会社を選んでください。" in refused.text
    assert "お知らせです。" in refused.text, "what was entered is kept"
    assert desk.incidents.all() == ()
    again = announce(browser, company="opt", title_ja="")
    assert '<option value="opt" selected' in again.text


def test_only_leads_announce_and_only_for_their_own_companies(browser: Browser, desk: Desk) -> None:
    browser.log_in("boss", "lead", [CompanyId("opt")])
    where = announce(browser, company="opt").headers["location"]
    assert announce(browser, company="oni").status_code == 404
    browser.log_in("sato", "lead", [CompanyId("oni")])
    for answer in (browser.get(where), browser.post(where, **FIELDS), browser.post(f"{where}/end")):
        assert answer.status_code == 404
    browser.log_in("suzuki", "desk", [CompanyId("oni")])
    assert browser.get("/staff/incidents").status_code == 403
    assert announce(browser).status_code == 403
    assert len(desk.incidents.all()) == 1


def test_the_companys_pages_show_the_notice_and_others_do_not(browser: Browser, client: Any) -> None:
    browser.log_in("sato", "lead", [CompanyId("oni")])
    announce(browser, title_en="A leak", text_en="It is a notice.")
    for path in ("/demo/oni?lang=ja", "/policies/oni?lang=ja"):
        assert "お知らせです。" in client.get(path).text
    assert "It is a notice." in client.get("/demo/oni?lang=en").text
    assert "お知らせです。" not in client.get("/demo/opt?lang=ja").text


def test_a_page_has_one_language_also_where_it_lacks_the_one_that_was_asked_for(
    browser: Browser, client: Any
) -> None:
    browser.log_in("sato", "lead", [CompanyId("oni")])
    announce(browser, title_en="A leak", text_en="It is a notice.", title_zh="泄漏", text_zh="这是通知。")
    for path in ("/demo/oni", "/policies/oni"):
        for language in ("zh", "fr", "JA"):
            page = client.get(f"{path}?lang={language}").text
            assert '<html lang="ja"' in page
            assert "お知らせです。" in page, (path, language)
            assert "这是通知。" not in page


def test_the_api_shows_and_takes_the_same_incidents(browser: Browser, client: Any) -> None:
    browser.log_in("sato", "lead", [CompanyId("oni")])
    announce(browser)
    login = {"username": "sato", "password": "correct horse battery staple"}
    token = client.post("/api/v1/staff/session", json=login).json()["token"]
    mine = {"Authorization": f"Bearer {token}"}
    (one,) = client.get("/api/v1/staff/incidents", headers=mine).json()["items"]
    assert (one["state"], one["counts"]["questions"]) == ("running", 0)
    body = {
        "company": "oni",
        "dated": "2026-11-19",
        "title": {"ja": "二"},
        "text": {"ja": "二"},
        "script": "二",
    }
    assert client.post("/api/v1/staff/incidents", json=body, headers=mine).status_code == 201
    assert (
        client.post("/api/v1/staff/incidents", json={**body, "company": "opt"}, headers=mine).status_code
        == 403
    )
    bad = client.post("/api/v1/staff/incidents", json={**body, "title": {"en": "x"}}, headers=mine)
    assert (bad.status_code, bad.json()["errors"][0]["field"]) == (422, "title_ja")
    changed = client.put(
        f"/api/v1/staff/incidents/{one['id']}", json={**{k: v for k, v in body.items() if k != "company"}, "fault": "company"}, headers=mine
    )  # fmt: skip
    assert (changed.status_code, changed.json()["fault"], changed.json()["revision"]) == (200, "company", 2)
    ended = client.post(f"/api/v1/staff/incidents/{one['id']}/end", headers=mine)
    assert ended.json()["state"] == "ended"
