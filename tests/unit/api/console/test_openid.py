"""Logging in with an OpenID provider: what is asked for, and which answers are believed."""

import base64
import hashlib
import json
import time
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from pydantic import SecretStr

from api.console.openid import LEEWAY, Begun, OidcClient
from api.settings import Settings
from desk.accounts.errors import ElsewhereRefused
from desk.accounts.federated import Person
from knowledge.vocabulary import CompanyId
from tests.unit.api.asking_for import done

ISSUER, CLIENT, SECRET = "https://idp.example", "madoguchi", "a secret of the two"
OCS, ONI = CompanyId("ocs"), CompanyId("oni")
SETTINGS: dict[str, Any] = {
    "public_url": "https://desk.example",
    "oidc_discovery_url": f"{ISSUER}/.well-known/openid-configuration",
    "oidc_client_id": CLIENT,
    "oidc_client_secret": SecretStr(SECRET),
}


class Provider(httpx.AsyncBaseTransport):
    """Answers where the network would be, with tokens under elliptic keys, which are made in no time."""

    def __init__(self) -> None:
        from joserfc.jwk import ECKey

        self.key: Any = ECKey.generate_key("P-256", {"kid": "one"})
        self.published: list[Any] = [self.key]
        self.header: dict[str, Any] = {"alg": "ES256", "kid": "one"}
        self.claims: dict[str, Any] = {
            "iss": ISSUER, "aud": CLIENT, "sub": "u-1", "email": "sato@example.jp", "email_verified": True,
            "name": "佐藤 花子",
        }  # fmt: skip
        self.found: dict[str, Any] = {
            "issuer": ISSUER, "authorization_endpoint": f"{ISSUER}/authorize", "jwks_uri": f"{ISSUER}/keys",
            "token_endpoint": f"{ISSUER}/token",
        }  # fmt: skip
        self.answers: dict[str, Any] = {}
        self.asked: list[tuple[str, Mapping[str, str], str]] = []
        self.nonce = ""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path
        form = {name: values[0] for name, values in parse_qs(request.content.decode()).items()}
        self.asked.append((path, form, request.headers.get("authorization", "")))
        answer = self.answers.get(path)
        if isinstance(answer, Exception):
            raise answer
        if isinstance(answer, httpx.Response):
            answer.request = request
            return answer
        if answer is None:
            keys = {"keys": [key.as_dict(private=False) for key in self.published]}
            made = {"/keys": keys, "/token": {"access_token": "opaque", "id_token": self.id_token()}}
            answer = made.get(path, self.found)
        return httpx.Response(200, json=answer, request=request)

    def id_token(self) -> str:
        from joserfc import jwt

        now = int(time.time())
        claims = {"iat": now, "exp": now + 300, "nonce": self.nonce, **self.claims}
        whole = {name: value for name, value in claims.items() if value is not None}
        return jwt.encode(self.header, whole, self.key, algorithms=[self.header["alg"]])

    def times(self, path: str) -> int:
        return sum(one == path for one, *_ in self.asked)


@pytest.fixture
def provider() -> Provider:
    return Provider()


def client(provider: Provider, **more: Any) -> OidcClient:
    return OidcClient(Settings(_env_file=None, **SETTINGS | more), provider)


def finish(oidc: OidcClient, provider: Provider, begun: Begun | None = None, **query: str) -> Person:
    async def both() -> Person:
        begins = begun or await oidc.begin()
        provider.nonce = provider.nonce or begins.nonce
        asked = {"code": "c", "state": begins.state, **query}
        return await oidc.finish(begins, {name: one for name, one in asked.items() if one}, [OCS, ONI])

    return done(both())


def why(oidc: OidcClient, provider: Provider, **query: str) -> str:
    with pytest.raises(ElsewhereRefused) as refused:
        finish(oidc, provider, None, **query)
    return refused.value.why


# ---------------------------------------------------------------------- begun


def test_a_log_in_goes_to_the_provider_with_what_its_answer_is_held_to(provider: Provider) -> None:
    begun = done(client(provider).begin())
    where = urlsplit(begun.url)
    query = {name: one for name, (one,) in parse_qs(where.query).items()}
    digest = hashlib.sha256(begun.verifier.encode()).digest()
    assert (where.netloc, where.path) == ("idp.example", "/authorize")
    assert query == {
        "response_type": "code", "client_id": CLIENT, "scope": "openid profile email", "state": begun.state,
        "redirect_uri": "https://desk.example/staff/oidc/callback", "nonce": begun.nonce,
        "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
        "code_challenge_method": "S256",
    }  # fmt: skip
    assert begun.verifier not in begun.url
    assert min(len(begun.state), len(begun.nonce)) >= 32
    assert len(begun.verifier) >= 43, "RFC 7636, 4.1"


def test_each_log_in_has_its_own_secrets_and_an_address_with_a_query_keeps_it(provider: Provider) -> None:
    oidc = client(provider)
    first, second = done(oidc.begin()), done(oidc.begin())
    assert not {first.state, first.nonce, first.verifier} & {second.state, second.nonce, second.verifier}
    provider.found["authorization_endpoint"] += "?tenant=x"
    assert done(client(provider).begin()).url.startswith(f"{ISSUER}/authorize?tenant=x&response_type=")


# ---------------------------------------------------------------------- believed


def test_whom_the_provider_vouches_for_is_a_person(provider: Provider) -> None:
    person = finish(client(provider), provider)
    assert person == Person(ISSUER, "u-1", "sato@example.jp", "佐藤 花子")


@pytest.mark.parametrize(
    ("claims", "why_not"),
    [
        ({"iss": "https://other.example"}, "id_token: InvalidClaimError"),
        ({"aud": "another-desk"}, "id_token: InvalidClaimError"),
        ({"aud": None}, "id_token: MissingClaimError"),
        ({"aud": [CLIENT, "another"], "azp": "another"}, "id_token: InvalidClaimError"),
        ({"nonce": "of another log-in"}, "id_token: InvalidClaimError"),
        ({"nonce": None}, "id_token: MissingClaimError"),
        ({"sub": None}, "id_token: MissingClaimError"),
        ({"exp": 1_700_000_000}, "id_token: ExpiredTokenError"),
        ({"exp": None}, "id_token: MissingClaimError"),
        ({"email": None}, "account_claim"),
        ({"email": 5}, "account_claim"),
        ({"email": ""}, "account_claim"),
        ({"email": "x" * 101}, "account_claim"),
        ({"email_verified": False}, "email_not_verified"),
        ({"email_verified": None}, "email_not_verified"),
        ({"email_verified": "true"}, "email_not_verified"),
    ],
)
def test_an_answer_for_another_desk_time_or_log_in_is_not_believed(
    provider: Provider, claims: Mapping[str, Any], why_not: str
) -> None:
    provider.claims |= claims
    assert why(client(provider), provider) == why_not


@pytest.mark.parametrize(("ago", "believed"), [(30, True), (90, False)])
def test_the_providers_clock_may_differ_by_a_minute(provider: Provider, ago: int, believed: bool) -> None:
    assert LEEWAY == 60
    provider.claims["exp"] = int(time.time()) - ago
    if believed:
        assert finish(client(provider), provider).subject == "u-1"
    else:
        assert why(client(provider), provider) == "id_token: ExpiredTokenError"


@pytest.mark.parametrize(
    ("query", "why_not"),
    [
        ({"state": "another"}, "state"),
        ({"state": ""}, "state"),
        ({"code": "", "error": "access_denied"}, "provider_refused"),
        ({"iss": "https://other.example"}, "issuer"),
    ],
)
def test_an_answer_that_this_browser_did_not_ask_for_is_not_looked_at(
    provider: Provider, query: dict[str, str], why_not: str
) -> None:
    assert why(client(provider), provider, **query) == why_not
    assert provider.times("/token") == 0
    provider.nonce = ""
    assert finish(client(provider), provider, iss=ISSUER).subject == "u-1"


def test_a_key_that_is_new_is_asked_for_once_and_a_strangers_key_is_not_believed(provider: Provider) -> None:
    from joserfc.jwk import ECKey

    oidc = client(provider)
    finish(oidc, provider)
    provider.key, provider.nonce = ECKey.generate_key("P-256", {"kid": "two"}), ""
    provider.header = {"alg": "ES256", "kid": "two"}
    assert why(oidc, provider).startswith("id_token: ")
    provider.published.append(provider.key)
    provider.nonce = ""
    assert finish(oidc, provider).subject == "u-1"
    assert provider.times("/keys") == 3


def test_a_token_under_the_clients_secret_or_under_none_is_not_believed(provider: Provider) -> None:
    from joserfc.jwk import OctKey

    provider.key, provider.header = (
        OctKey.import_key(SECRET.encode(), {"kid": "one"}),
        {"alg": "HS256", "kid": "one"},
    )
    assert why(client(provider), provider).startswith("id_token: ")
    head, body = ({"alg": "none"}, {"iss": ISSUER, "sub": "u-1"})
    parts = [base64.urlsafe_b64encode(json.dumps(one).encode()).rstrip(b"=").decode() for one in (head, body)]
    provider.answers["/token"] = {"id_token": ".".join([*parts, ""])}
    assert why(client(provider), provider).startswith("id_token: ")


# ---------------------------------------------------------------------- the token


def test_the_code_is_changed_with_secret_and_verifier(provider: Provider) -> None:
    oidc = client(provider)
    begun = done(oidc.begin())
    finish(oidc, provider, begun)
    ((_, form, auth),) = [one for one in provider.asked if one[0] == "/token"]
    assert form == {
        "grant_type": "authorization_code", "code": "c", "code_verifier": begun.verifier,
        "client_id": CLIENT, "redirect_uri": "https://desk.example/staff/oidc/callback",
    }  # fmt: skip
    assert auth == "Basic " + base64.b64encode(f"{CLIENT}:a+secret+of+the+two".encode()).decode()


def test_a_provider_that_wants_the_secret_in_the_form_gets_it_there(provider: Provider) -> None:
    provider.found["token_endpoint_auth_methods_supported"] = ["client_secret_post"]
    finish(client(provider), provider)
    ((_, form, auth),) = [one for one in provider.asked if one[0] == "/token"]
    assert (form["client_secret"], auth) == (SECRET, "")


def test_a_public_client_has_no_secret_to_send(provider: Provider) -> None:
    finish(client(provider, oidc_client_secret=None), provider)
    ((_, form, auth),) = [one for one in provider.asked if one[0] == "/token"]
    assert ("client_secret" not in form, auth) == (True, "")


@pytest.mark.parametrize(
    ("path", "answer", "why_not"),
    [
        ("/token", httpx.ConnectError("nobody there"), "token_endpoint"),
        ("/token", [], "no_id_token"),
        ("/token", {"access_token": "x"}, "no_id_token"),
        ("/token", {"id_token": "x"}, "id_token: "),
        ("/keys", httpx.ConnectError("nobody there"), "keys: unreachable"),
        ("/keys", {}, "keys"),
        ("/keys", {"keys": [5]}, "keys"),
        ("/keys", {"keys": [{"kty": "EC"}]}, "keys"),
        ("/keys", [], "keys"),
        ("/.well-known/openid-configuration", httpx.ConnectError("nobody there"), "discovery: unreachable"),
        ("/.well-known/openid-configuration", {"issuer": ISSUER}, "discovery"),
        ("/.well-known/openid-configuration", [], "discovery"),
    ],
)
def test_what_cannot_be_read_lets_nobody_in(provider: Provider, path: str, answer: Any, why_not: str) -> None:
    provider.answers[path] = answer
    assert why(client(provider), provider).startswith(why_not)


def test_keys_that_cannot_be_read_are_asked_for_again_at_the_next_log_in(provider: Provider) -> None:
    oidc = client(provider)
    provider.answers["/keys"] = {}
    assert why(oidc, provider) == "keys"
    del provider.answers["/keys"]
    provider.nonce = ""
    assert finish(oidc, provider).subject == "u-1"


def test_a_key_of_a_kind_that_is_not_known_here_leaves_the_others(provider: Provider) -> None:
    strange = {"kty": "EC", "crv": "brainpoolP256r1", "x": "AA", "y": "AA", "kid": "two"}
    provider.answers["/keys"] = {"keys": [strange, provider.key.as_dict(private=False), {"kid": "three"}]}
    assert finish(client(provider), provider).subject == "u-1"


def test_a_description_that_cannot_be_read_is_asked_for_again_at_the_next_log_in(provider: Provider) -> None:
    oidc = client(provider)
    provider.answers["/.well-known/openid-configuration"] = {"issuer": ISSUER}
    assert why(oidc, provider) == "discovery"
    del provider.answers["/.well-known/openid-configuration"]
    provider.nonce = ""
    assert finish(oidc, provider).subject == "u-1"


@pytest.mark.parametrize("path", ["/token", "/keys", "/.well-known/openid-configuration"])
@pytest.mark.parametrize(
    "make", [lambda: httpx.Response(500, json={}), lambda: httpx.Response(200, text="<html>")]
)
def test_an_error_page_lets_nobody_in_either(
    provider: Provider, path: str, make: Callable[[], httpx.Response]
) -> None:
    provider.answers[path] = make()
    assert why(client(provider), provider)


def test_what_the_provider_publishes_is_used_again_for_ten_minutes(
    provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [float(round(time.monotonic()))]  # and eighths: they are added without an error
    monkeypatch.setattr("api.console.openid.time.monotonic", lambda: now[0])
    oidc, path = client(provider), "/.well-known/openid-configuration"
    done(oidc.begin())
    now[0] += 599.875
    done(oidc.begin())
    assert provider.times(path) == 1
    now[0] += 0.125
    done(oidc.begin())
    assert provider.times(path) == 2


# ---------------------------------------------------------------------- what the provider gives


def test_roles_and_companies_are_read_from_the_claims_that_the_settings_name(provider: Provider) -> None:
    provider.claims |= {"groups": ["a", "b", 5], "firms": "oni", "other": ["ocs"]}
    person = finish(client(provider, oidc_company_claim="firms"), provider)
    assert (set(person.groups), set(person.companies)) == ({"a", "b"}, {ONI})
    provider.nonce = ""
    provider.claims |= {"groups": {"a": 1}, "firms": ["ocs", "of nobody"]}
    person = finish(client(provider, oidc_company_claim="firms"), provider)
    assert (set(person.groups), set(person.companies)) == (set(), {OCS})
    provider.nonce = ""
    assert finish(client(provider), provider).companies == frozenset(), "no claim is named: none is read"


def test_another_claim_may_name_the_account_and_needs_no_verified_address(provider: Provider) -> None:
    provider.claims |= {"email_verified": False, "upn": "sato", "name": None}
    person = finish(client(provider, oidc_account_claim="upn"), provider)
    assert (person.username, person.alias) == ("sato", "sato")


def test_what_is_too_long_is_cut_where_nobody_is_mixed_up_by_it(provider: Provider) -> None:
    provider.claims["name"] = "長" * 101
    assert finish(client(provider), provider).alias == "長" * 100


def test_accounts_are_made_where_groups_have_roles(provider: Provider) -> None:
    assert client(provider).making is None
    making = client(provider, oidc_roles="leads=lead").making
    assert making is not None
    assert making.role(["leads"]) == "lead"
