"""The pages of accounts: two steps, own account, administration."""

import html
import re
from typing import Any

import pyotp
import pytest
from fastapi.testclient import TestClient

from desk.bootstrap import Desk, build
from knowledge.vocabulary import CompanyId
from tests.integration.console.browsing import PASSWORD, Browser
from tests.integration.desk.support import Clock, settings_for, words

NEW = "たぬきの尻尾は ながいながい 七尺"


def secret_of(page: str) -> str:
    found = re.search(r'class="secret">([A-Z2-7 ]+)<', page)
    assert found, page
    return found[1].replace(" ", "")


def set_up(browser: Browser, clock: Clock) -> tuple[pyotp.TOTP, list[str]]:
    """Through the pages, as a person does it."""
    assert browser.post("/staff/account/totp/begin").headers["location"] == "/staff/account/totp"
    page = browser.get("/staff/account/totp").text
    assert "<svg" in page
    assert "style=" not in page  # the Content-Security-Policy would drop it
    totp = pyotp.TOTP(secret_of(page))
    done = browser.post("/staff/account/totp/confirm", code=totp.at(clock.now))
    codes = re.findall(r"<code>([A-Z2-9]{5}-[A-Z2-9]{5})</code>", done.text)
    assert len(codes) == 10
    clock.forward(seconds=60)
    return totp, codes


def test_setting_up_the_app_and_logging_in_with_it(
    browser: Browser, client: TestClient, clock: Clock
) -> None:
    browser.log_in("sato")
    totp, codes = set_up(browser, clock)
    assert codes[0] not in browser.get("/staff/account/totp").text
    client.cookies.clear()
    browser.get("/staff/login")
    first = browser.post(
        "/staff/login", page="/staff/login", username="sato", password=PASSWORD, next="/staff/account?x=1"
    )
    assert first.headers["location"] == "/staff/login/code?next=%2Fstaff%2Faccount%3Fx%3D1"
    assert browser.get("/staff/account").headers["location"].startswith("/staff/login/code")
    page = "/staff/login/code"
    wrong = browser.post(page, page=page, code="000000", next="/staff/account?x=1")
    assert (wrong.status_code, "コードが違う" in wrong.text) == (401, True)
    done = browser.post(page, page=page, code=totp.at(clock.now), next="/staff/account?x=1")
    assert done.headers["location"] == "/staff/account?x=1"
    assert browser.get("/staff/account").status_code == 200
    assert browser.get(page).headers["location"] == "/staff"
    clock.forward(seconds=60)
    off = browser.post("/staff/account/totp/remove", code=totp.at(clock.now))
    assert off.headers["location"] == "/staff/account"
    assert browser.log_in("sato").headers["location"] == "/staff"


def test_the_second_step_has_five_minutes(browser: Browser, clock: Clock) -> None:
    browser.log_in("sato")
    totp, _ = set_up(browser, clock)
    browser.log_in("sato")
    page = "/staff/login/code"
    token = browser.token(page)
    clock.forward(minutes=6)
    late = browser.client.post(page, data={"csrf": token, "code": totp.at(clock.now)})
    assert late.headers["location"] == "/staff/login"
    assert "もう一度ログイン" in browser.get("/staff/login").text


def test_the_api_asks_for_the_code_too(browser: Browser, client: TestClient, clock: Clock) -> None:
    browser.log_in("sato")
    totp, codes = set_up(browser, clock)
    body = {"username": "sato", "password": PASSWORD}
    asked = client.post("/api/v1/staff/session", json=body)
    assert (asked.status_code, asked.json()["code"]) == (401, "totp_required")
    assert "totp" in asked.json()["detail"]
    wrong = client.post("/api/v1/staff/session", json={**body, "totp": "000000"})
    assert (wrong.status_code, wrong.json()["code"]) == (401, "totp_wrong")
    for right in (totp.at(clock.now), codes[3]):
        token = client.post("/api/v1/staff/session", json={**body, "totp": right}).json()["token"]
        me = client.get("/api/v1/staff/me", headers={"Authorization": f"Bearer {token}"})
        assert me.json()["username"] == "sato"


def test_staff_change_their_own_password_and_hear_what_is_wrong_with_a_new_one(
    browser: Browser, desk: Desk
) -> None:
    browser.log_in("sato")
    page = "/staff/account/password"
    refusals: tuple[tuple[dict[str, Any], str], ...] = (
        (
            {"old": PASSWORD, "password": NEW, "again": "x"},
            "新しいパスワードが、確認のために入力したものと違います",
        ),
        ({"old": "wrong", "password": NEW, "again": NEW}, "今のパスワードが違います"),
        ({"old": PASSWORD, "password": "short", "again": "short"}, "15文字以上"),
        ({"old": PASSWORD, "password": "satosatosatosato", "again": "satosatosatosato"}, "推測されやすい"),
    )
    for fields, said in refusals:
        refused = browser.post(page, page=page, **fields)
        assert refused.status_code in {403, 422}
        assert said in refused.text
        assert fields["password"] not in refused.text
    done = browser.post(page, page=page, old=PASSWORD, password=NEW, again=NEW)
    assert done.headers["location"] == "/staff/account"
    assert "パスワードを設定しました" in browser.get("/staff/account").text
    desk.staff.login("sato", NEW)


def test_staff_see_and_end_their_own_sessions_and_nobody_elses(
    browser: Browser, client: TestClient, desk: Desk
) -> None:
    browser.add("sato")
    api = desk.staff.login("sato", PASSWORD)[1]
    browser.log_in("jiro")
    other = desk.staff.login("jiro", PASSWORD)[1]
    browser.log_in("sato")
    page = browser.get("/staff/account").text
    ids = re.findall(r"/staff/account/sessions/(w_[0-9a-f]+)/end", page)
    assert len(ids) == 1  # not this one, not jiro's
    jiro = desk.staff.get("jiro")
    assert jiro is not None
    browser.post(f"/staff/account/sessions/{desk.accounts.sessions.of(jiro.id)[0].id}/end")
    assert desk.staff.authenticate(other) == jiro
    browser.post(f"/staff/account/sessions/{ids[0]}/end")
    assert client.get("/api/v1/staff/me", headers={"Authorization": f"Bearer {api}"}).status_code == 401
    desk.staff.login("sato", PASSWORD)
    browser.post("/staff/account/sessions/end")
    assert "/sessions/w_" not in browser.get("/staff/account").text
    assert browser.get("/staff/account").status_code == 200


def link_of(page: str) -> str:
    found = re.search(r"https://desk\.example(/staff/invitation/[\w-]+)<", html.unescape(page))
    assert found, page
    return found[1]


def test_from_the_invitation_to_the_first_log_in(browser: Browser, client: TestClient, desk: Desk) -> None:
    browser.log_in("kanri", "admin")
    page = "/staff/accounts"
    bad = browser.post(page, page=page, username="a b", alias="新人", role="desk", companies="oni")
    assert (bad.status_code, 'value="a b"' in bad.text) == (422, True)
    none = browser.post(page, page=page, username="new", alias="新人", role="desk")
    assert none.status_code == 422
    assert (
        browser.post(
            page, page=page, username="new", alias="新人", role="king", everywhere="true"
        ).status_code
        == 422
    )
    made = browser.post(page, page=page, username="new", alias="新人", role="desk", companies="oni")
    link = link_of(made.text)
    assert link not in browser.get(page).text
    client.cookies.clear()
    assert browser.get(link).status_code == 200
    weak = browser.post(link, page=link, password="x", again="x")
    assert (weak.status_code, "15文字以上" in weak.text) == (422, True)
    assert browser.post(link, page=link, password=NEW, again=NEW).headers["location"] == "/staff/login"
    assert browser.get(link).status_code == 410
    done = browser.post("/staff/login", page="/staff/login", username="new", password=NEW)
    assert done.headers["location"] == "/staff"
    assert "新人" in browser.get("/staff/account").text
    assert browser.get("/staff/accounts").status_code == 403


def test_an_account_is_changed_shut_and_opened_on_its_page(browser: Browser, desk: Desk) -> None:
    browser.add("sato", "desk", [CompanyId("oni")])
    sato = desk.staff.get("sato")
    assert sato is not None
    browser.log_in("kanri", "admin")
    one = f"/staff/accounts/{sato.id}"
    browser.post(one, page=one, alias="担当S", role="lead", companies=["oni", "opt"])
    changed = desk.staff.get("sato")
    assert changed is not None
    assert (changed.alias, changed.role, changed.companies) == ("担当S", "lead", frozenset({"oni", "opt"}))
    browser.post(f"{one}/disable", page=one)
    assert "停止中" in browser.get("/staff/accounts").text
    browser.post(f"{one}/enable", page=one)
    for act in ("invite", "totp/reset", "sessions/end"):
        assert browser.post(f"{one}/{act}", page=one).status_code in {200, 303}
    me = desk.staff.get("kanri")
    assert me is not None
    refused = browser.post(f"/staff/accounts/{me.id}/disable", page=one)
    assert (refused.status_code, "ほかに管理者がいません" in refused.text) == (409, True)
    own = browser.post(f"/staff/accounts/{me.id}", page=one, alias="x", role="desk", everywhere="true")
    assert (own.status_code, "ほかに管理者がいません" in own.text) == (409, True)
    assert browser.get("/staff/accounts/s_none").status_code == 404


def test_an_administrator_of_one_company_sees_its_staff_only(browser: Browser, desk: Desk) -> None:
    browser.add("whole", "admin")
    browser.add("theirs", "desk", [CompanyId("opt")])
    browser.add("mine", "desk", [CompanyId("oni")])
    browser.log_in("oni", "admin", [CompanyId("oni")])
    page = browser.get("/staff/accounts").text
    assert ">mine<" in page
    assert ">theirs<" not in page
    assert ">whole<" not in page
    assert 'value="opt"' not in page
    assert 'name="everywhere"' not in page
    theirs = desk.staff.get("theirs")
    assert theirs is not None
    assert browser.get(f"/staff/accounts/{theirs.id}").status_code == 404
    path = "/staff/accounts"
    wider: tuple[dict[str, Any], ...] = ({"everywhere": "true"}, {"companies": "opt"})
    for more in wider:
        assert browser.post(path, page=path, username="n", alias="n", role="admin", **more).status_code == 403


def test_a_one_time_password_leads_to_the_page_that_replaces_it(browser: Browser, desk: Desk) -> None:
    browser.add("kanri", "admin")
    kanri = desk.staff.get("kanri")
    assert kanri is not None
    desk.accounts.keeper.set_password(None, kanri.id, NEW, one_time=True)
    browser.post("/staff/login", page="/staff/login", username="kanri", password=NEW)
    assert browser.get("/staff/accounts").headers["location"] == "/staff/account/password"
    page = "/staff/account/password"
    browser.post(page, page=page, old=NEW, password=PASSWORD, again=PASSWORD)
    assert browser.get("/staff/accounts").status_code == 200


class TestARoleThatNeedsTheApp:
    @pytest.fixture
    def desk(self, tmp_path, clock):
        settings = settings_for(tmp_path).model_copy(update={"require_totp": "admin"})
        built = build(settings, render=words, clock=clock)
        yield built
        built.dispose()

    def test_an_administrator_sets_the_authenticator_up_before_anything_else(
        self, browser: Browser, clock: Clock
    ) -> None:
        browser.log_in("kanri", "admin")
        assert browser.get("/staff/accounts").headers["location"] == "/staff/account/totp"
        assert "先に認証アプリ" in browser.get("/staff/account/totp").text
        totp, _ = set_up(browser, clock)
        assert browser.get("/staff/accounts").status_code == 200
        assert browser.post("/staff/account/totp/remove", code=totp.at(clock.now)).status_code == 409
