"""What the OpenAPI document promises of a response, held against each one that a test gets."""

import re
from collections.abc import Mapping
from typing import Any

import httpx


class Promised:
    """The document's word on each of its routes."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        # What stands there word for word goes before what a parameter would take as well.
        paths = sorted(document["paths"].items(), key=lambda one: one[0].count("{"))
        self._routes = [(re.compile(re.sub(r"\{[^}]+\}", "[^/]+", path)), path, item) for path, item in paths]

    def check(self, response: httpx.Response) -> None:
        """Fails where a route that the document has answers with a status, or in a media type, that it does not name."""
        method = response.request.method.lower()
        for pattern, path, item in self._routes:
            if pattern.fullmatch(response.request.url.path) and method in item:
                _check(f"{method.upper()} {path}", item[method]["responses"], response)
                return


def _check(route: str, promised: Mapping[str, Any], response: httpx.Response) -> None:
    status = str(response.status_code)
    assert status in promised, f"{route} answers {status}; its description names {sorted(promised)}"
    media = response.headers.get("content-type", "").partition(";")[0]
    types = promised[status].get("content", {})
    assert media in types or not (types or media), f"{route} answers {status} in {media}, not {list(types)}"
