"""A small OpenID provider of the tests' own: real keys, really signed tokens, PKCE and client secret checked. What it puts
into a token can be bent."""

import base64
import hashlib
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, quote_plus, urlsplit

import httpx
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey, RSAKey

_KEY = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})
"""It takes a while to make: one for all."""
ISSUER = "https://idp.example"
CLIENT, SECRET = "madoguchi", "a secret of the two"
Claims = dict[str, Any]


class Provider(httpx.AsyncBaseTransport):
    """Answers where the network would be. `bend` changes the claims, `header` and `key` how they are signed."""

    def __init__(self) -> None:
        self.key: Any = _KEY
        self.published: list[Any] = [self.key]
        self.header: dict[str, Any] = {"alg": "RS256", "kid": "one"}
        self.person: Claims = {
            "sub": "u-1",
            "email": "sato@example.jp",
            "email_verified": True,
            "name": "佐藤 花子",
        }
        self.bend: Callable[[Claims], Claims] = dict
        self.codes: dict[str, dict[str, str]] = {}
        self.calls: list[str] = []
        self.down = False

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path
        self.calls.append(path)
        if self.down:
            raise httpx.ConnectError("nobody there", request=request)
        if path == "/.well-known/openid-configuration":
            return httpx.Response(200, json=self.discovery(), request=request)
        if path == "/keys":
            return httpx.Response(
                200, json={"keys": [k.as_dict(private=False) for k in self.published]}, request=request
            )
        if path == "/token":
            return self.token(request)
        return httpx.Response(404, request=request)

    def discovery(self) -> dict[str, Any]:
        return {
            "issuer": ISSUER,
            "authorization_endpoint": f"{ISSUER}/authorize?tenant=x",
            "token_endpoint": f"{ISSUER}/token",
            "jwks_uri": f"{ISSUER}/keys",
        }

    def authorize(self, url: str) -> str:
        """What the browser is sent back with, after the person has logged in there."""
        query = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        assert url.startswith(f"{ISSUER}/authorize?tenant=x&")
        assert (query["response_type"], query["client_id"]) == ("code", CLIENT)
        assert query["redirect_uri"] == "https://desk.example/staff/oidc/callback"
        assert "openid" in query["scope"].split()
        assert query["code_challenge_method"] == "S256"
        code = f"code-{len(self.codes)}"
        self.codes[code] = query
        return f"/staff/oidc/callback?code={code}&state={query['state']}"

    def token(self, request: httpx.Request) -> httpx.Response:
        form = {name: values[0] for name, values in parse_qs(request.content.decode()).items()}
        basic = "Basic " + base64.b64encode(f"{CLIENT}:{quote_plus(SECRET)}".encode()).decode()
        begun = self.codes.pop(form.get("code", ""), None)  # a code is taken once
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        right = (
            request.headers.get("authorization") == basic and form.get("grant_type") == "authorization_code"
        )
        if not right or begun is None or begun["code_challenge"] != challenge:
            return httpx.Response(400, json={"error": "invalid_grant"}, request=request)
        now = int(time.time())
        claims = {
            "iss": ISSUER,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": begun["nonce"],
            **self.person,
        }
        id_token = jwt.encode(self.header, self.bend(claims), self.key, algorithms=[self.header["alg"]])
        body = {"access_token": "opaque", "token_type": "Bearer", "expires_in": 300, "id_token": id_token}
        return httpx.Response(200, json=body, request=request)

    def new_key(self, *, published: bool) -> None:
        """Sign with another key from now on, elliptic this time."""
        self.key = ECKey.generate_key("P-256", {"kid": "two", "use": "sig"})
        self.header = {"alg": "ES256", "kid": "two"}
        if published:
            self.published.append(self.key)

    def sign_with_the_client_secret(self) -> None:
        """HS256 under what both sides know: must not be believed."""
        self.key = OctKey.import_key(SECRET.encode(), {"kid": "one"})
        self.header = {"alg": "HS256", "kid": "one"}
