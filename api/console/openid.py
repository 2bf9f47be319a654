"""Logging in with an OpenID provider (OpenID Connect Core 1.0, code flow with PKCE). Authlib checks the claims, joserfc
the signature; this says what is asked for and what is believed. The requests go through our own httpx: Authlib's client
takes whichever HTTP library it finds, whose errors are then others.

Believed is an ID token that is signed by a key of the provider with an asymmetric algorithm, issued by it, for this
desk, now, for the log-in that this browser began (state and nonce, kept sealed in a cookie).
"""

import base64
import hashlib
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import quote_plus, urlencode

import httpx
from authlib.common.errors import AuthlibBaseError
from authlib.common.security import generate_token
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import Key, KeySet, import_key

from api.settings import Settings
from desk.accounts.errors import ElsewhereRefused
from desk.accounts.federated import Making, Person
from desk.roles import Role
from desk.vaulting.crypto import same
from knowledge.vocabulary import CompanyId

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""Asymmetric only: neither `none`, nor a MAC under a secret that a client may have given away."""
LEEWAY = 60
"""Seconds by which the provider's clock may differ."""
KEPT = 600.0
"""Seconds for which discovery document and keys are used again."""
_TIMEOUT = 10.0


@dataclass(frozen=True, slots=True)
class Begun:
    """A log-in that has gone to the provider: `url` is where the browser goes, the rest stays here."""

    url: str
    state: str
    nonce: str
    verifier: str


class OidcClient:
    """One provider. `transport` stands in for the network in tests."""

    def __init__(self, settings: Settings, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self._settings, self._transport = settings, transport
        self._kept: dict[str, tuple[float, Any]] = {}

    @property
    def redirect_uri(self) -> str:
        """Where the provider sends the browser back to; it has to be registered there."""
        return f"{self._settings.base_url}/staff/oidc/callback"

    @property
    def making(self) -> Making | None:
        """Which accounts are made by themselves; None: none."""
        roles = cast(Mapping[str, Role], self._settings.oidc_role_map)
        return Making(roles) if roles else None

    async def begin(self) -> Begun:
        """A new log-in. Raises ElsewhereRefused where the provider does not answer."""
        provider = await self._discovery()
        state, nonce, verifier = generate_token(32), generate_token(32), generate_token(64)
        query = {
            "response_type": "code",
            "client_id": self._settings.oidc_client_id or "",
            "redirect_uri": self.redirect_uri,
            "scope": self._settings.oidc_scopes,
            "state": state,
            "nonce": nonce,
            "code_challenge": _challenge(verifier),
            "code_challenge_method": "S256",
        }
        where = str(provider["authorization_endpoint"])
        joint = "&" if "?" in where else "?"
        return Begun(f"{where}{joint}{urlencode(query)}", state, nonce, verifier)

    async def finish(
        self, begun: Begun, query: Mapping[str, str], companies: Collection[CompanyId]
    ) -> Person:
        """The person who came back, with those `companies` that the provider gives. Raises ElsewhereRefused."""
        if not same(query.get("state", "").encode(), begun.state.encode()):
            raise ElsewhereRefused("state")
        if "code" not in query:
            raise ElsewhereRefused("provider_refused")
        provider = await self._discovery()
        # RFC 9207: an answer that names its issuer comes from this one.
        if query.get("iss", provider["issuer"]) != provider["issuer"]:
            raise ElsewhereRefused("issuer")
        token = await self._token(provider, query["code"], begun.verifier)
        return self._person(await self._claims(provider, token, begun.nonce), companies)

    async def _token(self, provider: Mapping[str, Any], code: str, verifier: str) -> Mapping[str, Any]:
        """The code for tokens (RFC 6749, 4.1.3), with the secret as the provider takes it."""
        client_id, secret = self._settings.oidc_client_id or "", self._settings.oidc_client_secret
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self.redirect_uri,
            "code_verifier": verifier,
            "client_id": client_id,
        }
        auth = httpx.Auth()
        if secret is not None:
            methods = provider.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
            if "client_secret_basic" in methods:  # both are form-encoded first (RFC 6749, 2.3.1)
                auth = httpx.BasicAuth(quote_plus(client_id), quote_plus(secret.get_secret_value()))
            else:
                form["client_secret"] = secret.get_secret_value()
        try:
            async with httpx.AsyncClient(transport=self._transport, timeout=_TIMEOUT) as client:
                answer = await client.post(str(provider["token_endpoint"]), data=form, auth=auth)
                token = answer.raise_for_status().json()
        except (httpx.HTTPError, ValueError):
            raise ElsewhereRefused("token_endpoint") from None
        if not isinstance(token, dict) or "id_token" not in token:
            raise ElsewhereRefused("no_id_token")
        return token

    async def _claims(
        self, provider: Mapping[str, Any], token: Mapping[str, Any], nonce: str
    ) -> Mapping[str, Any]:
        try:
            found = await self._decoded(provider, str(token["id_token"]))
            claims = CodeIDToken(
                found.claims,
                found.header,
                {
                    "iss": {"essential": True, "value": provider["issuer"]},
                    "aud": {"essential": True, "value": self._settings.oidc_client_id},
                    "nonce": {"essential": True, "value": nonce},
                },
                {
                    "nonce": nonce,
                    "client_id": self._settings.oidc_client_id,
                    "access_token": token.get("access_token"),
                },
            )
            claims.validate(leeway=LEEWAY)
        except (AuthlibBaseError, JoseError, ValueError, TypeError) as exc:
            raise ElsewhereRefused(f"id_token: {type(exc).__name__}") from None
        return cast(Mapping[str, Any], found.claims)

    async def _decoded(self, provider: Mapping[str, Any], id_token: str) -> jwt.Token:
        """Signature checked. A key that is not known yet is asked for once more: providers change their keys."""
        try:
            return jwt.decode(id_token, await self._keys(provider), algorithms=list(ALGORITHMS))
        except (JoseError, ValueError):
            self._kept.pop("keys", None)
            return jwt.decode(id_token, await self._keys(provider), algorithms=list(ALGORITHMS))

    def _person(self, claims: Mapping[str, Any], companies: Collection[CompanyId]) -> Person:
        settings, claim = self._settings, self._settings.oidc_account_claim
        username = claims.get(claim)
        if not isinstance(username, str) or not 1 <= len(username) <= 100:
            raise ElsewhereRefused("account_claim")
        # An address that nobody has verified may be another person's.
        if claim == "email" and claims.get("email_verified") is not True:
            raise ElsewhereRefused("email_not_verified")
        given = (
            _words(claims.get(settings.oidc_company_claim)) if settings.oidc_company_claim else frozenset()
        )
        return Person(
            issuer=str(claims["iss"]),
            subject=str(claims["sub"])[:255],
            username=username,
            alias=str(claims.get("name") or username)[:100],
            groups=_words(claims.get(settings.oidc_role_claim)),
            companies=frozenset(one for one in companies if one in given),
        )

    async def _discovery(self) -> Mapping[str, Any]:
        url = self._settings.oidc_discovery_url or ""
        found = await self._fetched("discovery", url)
        wanted = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")
        if not all(isinstance(found.get(name), str) for name in wanted):
            self._kept.pop("discovery", None)
            raise ElsewhereRefused("discovery")
        return found

    async def _keys(self, provider: Mapping[str, Any]) -> KeySet:
        """Those keys that can be read; a key of a kind that is not known here is left out (RFC 7517, 5).

        Raises ElsewhereRefused where there is none; the list is asked for anew at the next log-in.
        """
        found = await self._fetched("keys", str(provider["jwks_uri"]))
        listed = found.get("keys")
        keys = [key for one in listed if (key := _key(one)) is not None] if isinstance(listed, list) else []
        if not keys:
            self._kept.pop("keys", None)
            raise ElsewhereRefused("keys")
        return KeySet(keys)

    async def _fetched(self, name: str, url: str) -> Mapping[str, Any]:
        kept = self._kept.get(name)
        if kept is not None and time.monotonic() - kept[0] < KEPT:
            return cast(Mapping[str, Any], kept[1])
        try:
            async with httpx.AsyncClient(transport=self._transport, timeout=_TIMEOUT) as client:
                found = (await client.get(url)).raise_for_status().json()
        except (httpx.HTTPError, ValueError):
            raise ElsewhereRefused(f"{name}: unreachable") from None
        if not isinstance(found, dict):
            raise ElsewhereRefused(name)
        self._kept[name] = (time.monotonic(), found)
        return found


def _key(one: Any) -> Key | None:
    try:
        return import_key(one) if isinstance(one, dict) else None
    except (JoseError, LookupError, ValueError, TypeError, AttributeError):
        return None


def _challenge(verifier: str) -> str:
    """RFC 7636, 4.2."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def _words(value: Any) -> frozenset[str]:
    if isinstance(value, str):
        return frozenset({value})
    return frozenset(one for one in value if isinstance(one, str)) if isinstance(value, list) else frozenset()
