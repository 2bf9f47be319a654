"""Entering a request by hand: what is wrong is said in the page's language, and what was typed stays."""

import re
from typing import Any

import pytest

from api.library import _load
from knowledge.paths import policies_dir
from knowledge.vocabulary import CompanyId
from tests.integration.console.browsing import Browser
from tests.integration.console.requests_parts import (  # noqa: F401
    LETTER,
    browser_of_a_lead,
    context_with_papers,
    enter,
    entry,
)


@pytest.fixture(scope="session")
def companies() -> dict[str, Any]:
    """One whose policy makes no difference of regions, and one that has several."""
    return {name: _load(policies_dir() / name) for name in ("oni", "ocs")}


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
    again = lead.post(
        "/staff/requests/new", **{**given, "kind": "complaint", "request_type": "", "c-email": ""}
    )
    assert "一度だけ表示されるため" in again.text, "the same again: why there is no code"
    assert "一度だけ表示されるため" not in complaint.text


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"request_type": ""}, "請求の種類: 区分が「請求」のとき"),
        ({"region": "eea_uk"}, "お住まいの地域: この会社の地域から"),
        ({"came_on": "2020-01-01"}, "届いた日: 今日までの1年以内"),
        ({"came_on": "いつか"}, "届いた日: 今日までの1年以内"),
        ({"c-name": "", "c-address": "", "c-email": ""}, "お客様の情報: 氏名、住所"),
        ({"c-email": "nonsense"}, "メールアドレス: 「name@example.jp」"),
        ({"incident": "x_none"}, "お知らせした漏えいとの関連: このお知らせはありません"),
        ({"came_by": "pigeon"}, "<li>受付方法</li>"),
        ({"locale": "tlh"}, "<li>お客様の言語</li>"),
        ({"note": "あ" * 2001}, "メモ（暗号化して保管します）: 2000文字まで"),
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


def test_a_type_that_does_not_hold_in_the_region_is_refused_with_those_that_do(browser: Browser) -> None:
    browser.log_in("clerk", "lead", [CompanyId("ocs")])
    page = browser.get("/staff/requests/new?company=ocs").text
    assert '<option value="access_ccpa" data-regions="california">' in page, (
        "of California, one of its regions"
    )
    refused = browser.post(
        "/staff/requests/new", **entry(browser, company="ocs", region="jp", request_type="access_ccpa")
    )
    assert refused.status_code == 422
    assert "この地域では、次の請求を受け付けています" in refused.text and "：「開示" in refused.text
    assert 'value="山田 太郎"' in refused.text, "what was typed stays"
    enter(browser, company="ocs", region="california", request_type="access_ccpa")


def test_a_desk_offers_no_type_of_a_region_that_it_has_not(lead: Browser) -> None:
    assert '<option value="access_ccpa"' not in lead.get("/staff/requests/new?company=oni").text
