"""Cookie, token, language, navigation, problems: what every page of the staff rests on."""

import html
from itertools import pairwise

import pytest
from fastapi import Depends, FastAPI, Request
from fastapi.testclient import TestClient

from api.console.rendering import sentence
from api.console.scope import own_company
from api.console.visit import console_staff, safe_back
from api.context import Context
from api.problems import Problem
from desk.bootstrap import Desk
from desk.handover.errors import AlreadyClaimed
from desk.roles import RIGHTS, ROLES, Permission, StaffMember
from knowledge.vocabulary import CompanyId
from tests.integration.console.browsing import PASSWORD, Browser
from tests.integration.desk.support import Clock


def test_each_role_has_the_rights_of_the_one_before_it() -> None:
    for fewer, more in pairwise(ROLES):
        assert RIGHTS[fewer] < RIGHTS[more]
    assert RIGHTS["look_up"] == {Permission.LOOK_UP}
    assert RIGHTS["admin"] == set(Permission)
    assert Permission.ACCOUNTS not in RIGHTS["lead"]


def test_who_logs_in_may_look_around_until_they_log_out(browser: Browser) -> None:
    answer = browser.log_in("sato")
    assert (answer.status_code, answer.headers["location"]) == (303, "/staff")
    cookie = next(c for c in answer.headers.get_list("set-cookie") if c.startswith("madoguchi_staff="))
    for word in ("HttpOnly", "Secure", "SameSite=lax", "Path=/staff"):
        assert word in cookie
    assert "Max-Age" not in cookie
    page = browser.get("/staff/account")
    assert page.status_code == 200
    assert "担当sato" in page.text
    assert "script-src 'self'" in page.headers["content-security-policy"]
    assert page.headers["cache-control"] == "no-store"
    answer = browser.post("/staff/logout")
    assert answer.headers["location"] == "/staff/login"
    assert "ログアウトしました" in browser.get("/staff/login").text
    assert "ログアウトしました" not in browser.get("/staff/login").text  # said once
    assert browser.get("/staff/account").headers["location"] == "/staff/login?next=%2Fstaff%2Faccount"


def test_a_wrong_password_is_said_and_leads_back_where_one_wanted_to_go(browser: Browser) -> None:
    browser.add("sato")
    page = "/staff/login?next=/staff/account?x=1"
    refused = browser.post(
        "/staff/login", page=page, username="sato", password="wrong", next="/staff/account?x=1"
    )
    assert refused.status_code == 401
    assert "ユーザー名かパスワードが違います" in refused.text
    assert 'value="sato"' in refused.text
    assert "wrong" not in refused.text
    assert browser.get("/staff/account").status_code == 303
    done = browser.post(
        "/staff/login", page=page, username="sato", password=PASSWORD, next="/staff/account?x=1"
    )
    assert done.headers["location"] == "/staff/account?x=1"


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example",
        "https://evil.example/staff",
        "/staffx",
        "/staff\\@evil",
        "/other",
        "",
        None,
        "/staff/\n",
    ],
)
def test_nobody_is_sent_elsewhere_after_the_log_in(target: str | None) -> None:
    assert safe_back(target) == ""


def test_what_changes_something_needs_the_token_of_this_session(browser: Browser, client: TestClient) -> None:
    browser.log_in("sato")
    first = browser.token()
    for data, headers in (
        ({}, {}),
        ({"csrf": "0" * 64}, {}),
        ({}, {"X-CSRF-Token": "0" * 64}),
        ({"csrf": "ü"}, {}),
        ({"csrf": first}, {"X-CSRF-Token": "0" * 64}),
    ):
        answer = client.post("/staff/logout", data=data, headers=headers)
        assert answer.status_code == 403, (data, headers)
        assert "読み込み直して" in answer.text
    browser.log_in("jiro")
    assert browser.token() != first
    assert client.post("/staff/logout", data={"csrf": first}).status_code == 403
    client.cookies.clear()
    assert client.post("/staff/logout", data={"csrf": first}).headers["location"].startswith("/staff/login")


def test_a_log_in_cannot_be_forged_either(browser: Browser, client: TestClient) -> None:
    browser.add("sato")
    data = {"username": "sato", "password": PASSWORD}
    assert client.post("/staff/login", data=data).status_code == 303  # no cookie: to the log-in page
    browser.get("/staff/login")
    assert client.post("/staff/login", data=data).status_code == 403
    assert "madoguchi_staff" not in client.cookies


def test_a_session_ends_without_use_and_in_any_case(browser: Browser, clock: Clock) -> None:
    browser.log_in("sato")
    clock.forward(minutes=59)
    assert browser.get("/staff/account").status_code == 200
    clock.forward(minutes=59)
    assert browser.get("/staff/account").status_code == 200
    clock.forward(minutes=61)
    assert browser.get("/staff/account").status_code == 303
    browser.log_in("sato")
    for _ in range(24 * 60 // 50):
        clock.forward(minutes=50)
        assert browser.get("/staff/account").status_code == 200
    clock.forward(minutes=50)
    assert browser.get("/staff/account").status_code == 303


def test_a_cookie_opens_no_api_and_a_bearer_token_no_page(
    browser: Browser, client: TestClient, desk: Desk
) -> None:
    browser.log_in("sato")
    cookie = client.cookies["madoguchi_staff"]
    assert client.get("/api/v1/staff/me", headers={"Authorization": f"Bearer {cookie}"}).status_code == 401
    assert client.get("/api/v1/staff/me").status_code == 401
    token = desk.staff.login("sato", PASSWORD)[1]
    client.cookies.clear()
    client.cookies.set("madoguchi_staff", token, domain="desk.example", path="/staff")
    assert browser.get("/staff/account").status_code == 303


def test_htmx_gets_a_piece_and_is_led_to_the_log_in(browser: Browser) -> None:
    lost = browser.get("/staff/account", htmx=True)
    assert (lost.status_code, lost.headers["hx-redirect"]) == (401, "/staff/login")
    browser.log_in("sato")
    piece = browser.get("/staff/account", htmx=True).text
    assert "<html" not in piece
    assert "担当sato" in piece
    assert 'id="flash"' in piece
    again = browser.client.get(
        "/staff/account", headers={"HX-Request": "1", "HX-History-Restore-Request": "1"}
    )
    assert "<html" in again.text


def _with_routes(client: TestClient) -> None:
    app = client.app
    assert isinstance(app, FastAPI)
    may = Depends(console_staff(Permission.ERASURE))

    @app.get("/staff/test/company/{company}")
    async def of_company(company: str, request: Request, staff: StaffMember = may) -> str:
        context: Context = request.app.state.context
        return own_company(context, staff, company).name

    @app.get("/staff/test/refusal")
    async def refusal(staff: StaffMember = may) -> None:
        raise AlreadyClaimed("担当B")

    @app.get("/staff/test/number")
    async def number(n: int, staff: StaffMember = may) -> None: ...


def test_a_page_asks_for_role_and_company_and_says_why_it_refuses(
    browser: Browser, client: TestClient
) -> None:
    _with_routes(client)
    browser.log_in("sato", "desk")
    refused = browser.get("/staff/test/company/oni")
    assert refused.status_code == 403
    assert "この操作はできません" in refused.text
    browser.log_in("ito", "lead", [CompanyId("oni")])
    assert browser.get("/staff/test/company/oni").status_code == 200
    for other in ("opt", "nowhere"):
        missing = browser.get(f"/staff/test/company/{other}")
        assert missing.status_code == 404
        assert "担当している会社" in missing.text
    page = browser.get("/staff/test/refusal")
    assert page.status_code == 409
    assert "担当Bがすでに引き受けています" in page.text
    piece = browser.get("/staff/test/refusal", htmx=True)
    assert (piece.status_code, piece.headers["hx-retarget"]) == (409, "#problem")
    assert "<html" not in piece.text
    assert browser.get("/staff/test/number?n=x").status_code == 422
    assert browser.get("/staff/nothing-here").status_code == 404


def test_english_stays_once_it_is_chosen(browser: Browser) -> None:
    assert "Staff log-in" in browser.get("/staff/login?lang=en").text
    assert "Staff log-in" in browser.get("/staff/login").text
    assert "担当者ログイン" in browser.get("/staff/login?lang=ja").text


def test_another_language_leaves_the_filters_of_a_list_and_the_way_back_after_a_log_in(
    browser: Browser,
) -> None:
    shut = browser.get("/staff/login?next=%2Fstaff%2Faccount%3Fx%3D1&lang=ja").text
    assert 'href="?next=%2Fstaff%2Faccount%3Fx%3D1&amp;lang=en"' in shut
    assert 'href="?lang=en"' in browser.get("/staff/login").text
    browser.log_in("sato")
    table = browser.get("/staff/requests?view=table&words=%22%3E%26&lang=en").text
    assert 'href="?view=table&amp;words=%22%3E%26&amp;lang=ja"' in table
    browser.post("/staff/logout")
    refused = browser.post("/staff/login?next=/staff", page="/staff/login", username="sato", password="wrong")
    assert 'href="?lang=en"' in refused.text, "the address of an answer is not asked for anew"


@pytest.mark.parametrize(
    ("stood", "kept"),
    [
        (
            "https://desk.example/staff/requests?view=table&words=%22%3E&lang=en",
            "/staff/requests?view=table&amp;words=%22%3E&amp;",
        ),
        ("https://desk.example/staff/requests?status=", "/staff/requests?status=&amp;"),
        ("https://desk.example/staff/requests", "/staff/requests?"),
        ("https://desk.example/forms/x?a=1", "/staff?"),
        ("https://elsewhere.example/", "/staff?"),
        ("", "/staff?"),
    ],
)
def test_another_language_after_a_form_was_answered_leads_to_the_page_where_it_stood(
    browser: Browser, stood: str, kept: str
) -> None:
    """With what that page showed; the answer's own address cannot be asked for."""
    browser.log_in("sato", "lead")
    form = {"csrf": browser.token(), "act": "papers"}
    refused = browser.client.post(
        "/staff/requests/bulk", data=form, headers={"Referer": stood} if stood else {}
    )
    assert refused.status_code == 422
    assert f'href="{kept}lang=en"' in refused.text
    back = browser.get(html.unescape(kept) + "lang=en")
    assert back.status_code in (200, 303)


def test_another_language_after_a_wrong_password_leaves_the_way_back(browser: Browser) -> None:
    browser.add("sato")
    there = "/staff/requests?view=table&words=x"
    refused = browser.post("/staff/login", page="/staff/login", username="sato", password="wrong", next=there)
    assert 'href="?next=%2Fstaff%2Frequests%3Fview%3Dtable%26words%3Dx&amp;lang=en"' in refused.text


def test_the_navigation_shows_what_the_role_may_open(browser: Browser) -> None:
    browser.log_in("sato", "lead")
    assert "/staff/accounts" not in browser.get("/staff/account").text
    browser.log_in("kanri", "admin")
    assert 'href="/staff/accounts"' in browser.get("/staff/account").text


def test_a_problem_without_words_of_its_own_still_says_something() -> None:
    assert sentence(Problem(418, "teapot", "I am a teapot."), "ja") == "I am a teapot."
    assert "ログイン" in sentence(Problem(401, "x", "Log in."), "ja")
