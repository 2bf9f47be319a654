"""Logging in with an OpenID provider: who is let in, and every way in which an answer is not believed."""

import base64
import json
import logging
from collections.abc import Callable
from typing import Any, cast

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import ValidationError

from api.console.openid import OidcClient
from api.settings import Settings
from desk.bootstrap import Desk
from knowledge.vocabulary import CompanyId
from tests.integration.console.browsing import PASSWORD, Browser
from tests.integration.console.provider import CLIENT, ISSUER, SECRET, Claims, Provider
from tests.integration.desk.support import Clock

OIDC: dict[str, Any] = {
    "public_url": "https://desk.example",
    "oidc_discovery_url": f"{ISSUER}/.well-known/openid-configuration",
    "oidc_client_id": CLIENT,
    "oidc_client_secret": SECRET,
    "oidc_name": "社員アカウント",
}


@pytest.fixture
def settings() -> Settings:
    return Settings(_env_file=None, **OIDC)


@pytest.fixture
def provider(client: TestClient, settings: Settings) -> Provider:
    made = Provider()
    cast(FastAPI, client.app).state.oidc = OidcClient(settings, made)
    return made


def go_there(browser: Browser, provider: Provider, back: str = "") -> Any:
    """To the provider and back."""
    start = browser.get("/staff/oidc/start" + (f"?next={back}" if back else ""))
    assert start.status_code == 303, start.text
    return browser.get(provider.authorize(start.headers["location"]))


def test_the_first_log_in_finds_the_account_by_its_address(
    browser: Browser, provider: Provider, desk: Desk
) -> None:
    browser.add("sato@example.jp", "lead")
    assert "社員アカウントでログイン" in browser.get("/staff/login").text
    done = go_there(browser, provider, "/staff/account?x=1")
    assert (done.status_code, done.headers["location"]) == (303, "/staff/account?x=1")
    page = browser.get("/staff/account").text
    assert "担当sato@example.jp" in page
    assert "会社のアカウント" in page
    provider.person |= {"email": "renamed@example.jp"}  # issuer and subject count from now on
    browser.client.cookies.clear()
    assert go_there(browser, provider).headers["location"] == "/staff"
    desk.staff.login("sato@example.jp", PASSWORD)  # the password works beside it


def test_who_has_no_account_stays_out(browser: Browser, provider: Provider) -> None:
    refused = go_there(browser, provider)
    assert refused.status_code == 403
    assert "アカウントがありません" in refused.text
    assert "sato@example.jp" not in refused.text
    assert browser.get("/staff/account").status_code == 303


def without(*names: str) -> Callable[[Claims], Claims]:
    return lambda claims: {name: value for name, value in claims.items() if name not in names}


def with_(**changes: Any) -> Callable[[Claims], Claims]:
    return lambda claims: {**claims, **changes}


BENT = {
    "another issuer": with_(iss="https://evil.example"),
    "no issuer": without("iss"),
    "another audience": with_(aud="another-app"),
    "several audiences, another party": with_(aud=[CLIENT, "other"], azp="other"),
    "no audience": without("aud"),
    "expired": with_(exp=1_700_000_000),
    "no expiry": without("exp"),
    "from the future": with_(iat=4_000_000_000, nbf=4_000_000_000),
    "another nonce": with_(nonce="another"),
    "no nonce": without("nonce"),
    "no subject": without("sub"),
    "another access token": with_(at_hash="AAAAAAAAAAAAAAAAAAAAAA"),
    "an address nobody verified": with_(email_verified=False),
    "verified as a text": with_(email_verified="true"),
    "no address": without("email"),
    "an address that is none": with_(email=["sato@example.jp"]),
}


@pytest.mark.parametrize("how", BENT)
def test_an_answer_that_is_not_right_lets_nobody_in(
    browser: Browser, provider: Provider, how: str, caplog: pytest.LogCaptureFixture
) -> None:
    browser.add("sato@example.jp", "admin")
    provider.bend = BENT[how]
    with caplog.at_level(logging.WARNING):
        refused = go_there(browser, provider)
    assert refused.status_code == 401, how
    assert "ログインできませんでした" in refused.text
    assert "madoguchi_staff" not in browser.client.cookies
    assert "refused" in caplog.text
    assert "sato" not in caplog.text


def unsigned(claims: Claims) -> str:
    parts = ({"alg": "none"}, claims)
    return (
        ".".join(base64.urlsafe_b64encode(json.dumps(p).encode()).rstrip(b"=").decode() for p in parts) + "."
    )


@pytest.mark.parametrize("how", ["unknown key", "client secret", "unsigned"])
def test_a_signature_that_is_not_the_provider_s(
    browser: Browser, provider: Provider, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser.add("sato@example.jp", "admin")
    if how == "unknown key":
        provider.new_key(published=False)
    elif how == "client secret":
        provider.sign_with_the_client_secret()
    else:
        monkeypatch.setattr(
            "tests.integration.console.provider.jwt.encode", lambda h, claims, *_, **__: unsigned(claims)
        )
    assert go_there(browser, provider).status_code == 401
    assert "madoguchi_staff" not in browser.client.cookies


def test_a_new_key_of_the_provider_is_found(browser: Browser, provider: Provider) -> None:
    browser.add("sato@example.jp")
    assert go_there(browser, provider).status_code == 303
    provider.new_key(published=True)
    assert go_there(browser, provider).status_code == 303
    assert provider.calls.count("/keys") == 2
    assert provider.calls.count("/.well-known/openid-configuration") == 1


def test_only_the_browser_that_began_comes_back_and_once(
    browser: Browser, provider: Provider, clock: Clock
) -> None:
    browser.add("sato@example.jp")
    began = browser.get("/staff/oidc/start").headers["location"]
    back = provider.authorize(began)
    kept = browser.client.cookies["madoguchi_oidc"]
    browser.client.cookies.clear()
    assert browser.get(back).status_code == 401  # somebody else's link: no log-in into another's account
    browser.client.cookies.set("madoguchi_oidc", kept[:-8] + "AAAAAAA=", domain="desk.example", path="/staff")
    assert browser.get(back).status_code == 401
    browser.client.cookies.set("madoguchi_oidc", kept, domain="desk.example", path="/staff")
    for wrong in ("state=other&code=code-0", "code=code-0", "error=access_denied"):
        assert browser.get(f"/staff/oidc/callback?{wrong}").status_code == 401
    assert browser.get(f"{back}&iss=https://evil.example").status_code == 401
    assert browser.get(back).status_code == 303
    assert browser.get(back).status_code == 401
    back = provider.authorize(browser.get("/staff/oidc/start").headers["location"])
    clock.forward(minutes=11)
    assert browser.get(back).status_code == 401


def test_while_the_provider_does_not_answer_nobody_is_let_in(browser: Browser, provider: Provider) -> None:
    browser.add("sato@example.jp")
    provider.down = True
    assert browser.get("/staff/oidc/start").status_code == 401
    provider.down = False
    began = browser.get("/staff/oidc/start").headers["location"]
    back = provider.authorize(began)
    provider.down = True
    assert browser.get(back).status_code == 401


def test_a_shut_account_stays_shut(browser: Browser, provider: Provider, desk: Desk) -> None:
    browser.add("sato@example.jp")
    sato = desk.staff.get("sato@example.jp")
    assert sato is not None
    desk.accounts.keeper.disable(None, sato.id)
    assert go_there(browser, provider).status_code == 401


class TestAccountsAreMade:
    @pytest.fixture
    def settings(self) -> Settings:
        more: dict[str, Any] = {
            "oidc_roles": "privacy-desk=desk, privacy-leads=lead",
            "oidc_company_claim": "desks",
        }
        return Settings(_env_file=None, **OIDC, **more)

    def test_role_and_companies_follow_the_providers_groups(
        self, browser: Browser, provider: Provider, desk: Desk
    ) -> None:
        assert go_there(browser, provider).status_code == 403
        provider.person |= {"groups": ["staff", "privacy-leads"], "desks": ["oni", "unknown"]}
        assert go_there(browser, provider).status_code == 303
        made = desk.staff.get("sato@example.jp")
        assert made is not None
        assert (made.role, made.companies, made.alias) == ("lead", frozenset({"oni"}), "佐藤 花子")

    def test_who_has_left_the_groups_is_told_so_and_is_out(
        self, browser: Browser, provider: Provider
    ) -> None:
        provider.person |= {"groups": ["privacy-leads"], "desks": ["oni"]}
        assert go_there(browser, provider).status_code == 303
        assert browser.get("/staff/account").status_code == 200
        provider.person |= {"groups": ["staff"]}
        refused = go_there(browser, provider)
        assert refused.status_code == 403
        assert "この窓口で使える権限がありません" in refused.text
        assert "sato@example.jp" not in refused.text
        assert browser.get("/staff/account").status_code == 303

    def test_for_no_company_unless_the_provider_names_one(
        self, browser: Browser, provider: Provider, desk: Desk
    ) -> None:
        provider.person |= {"groups": "privacy-desk"}
        assert go_there(browser, provider).status_code == 303
        made = desk.staff.get("sato@example.jp")
        assert made is not None
        assert (made.role, made.companies) == ("desk", frozenset())
        assert not made.works_for(CompanyId("oni"))


class TestWithoutAProvider:
    @pytest.fixture
    def settings(self) -> Settings:
        return Settings(_env_file=None, public_url="https://desk.example")

    def test_without_a_provider_the_pages_for_it_are_not_there(self, browser: Browser) -> None:
        assert "oidc" not in browser.get("/staff/login").text
        assert browser.get("/staff/oidc/start").status_code == 404
        assert browser.get("/staff/oidc/callback?code=x&state=y").status_code == 404


@pytest.mark.parametrize("roles", ["x=king", "desk", "=desk"])
def test_a_map_that_cannot_be_read_is_refused_at_the_start(roles: str) -> None:
    with pytest.raises(ValidationError):
        Settings(_env_file=None, oidc_roles=roles)
