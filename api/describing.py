"""The OpenAPI document beyond what FastAPI knows: which token opens a route, and how each says no.

FastAPI describes a bad input in a shape of its own, and no other refusal. Here every refusal is a problem document
(`api.problems`), and generated clients can tell them apart by status. What follows from the route itself (its token,
what its path names, whether it changes something) is added to all alike; a route declares the rest with `refusals`.
"""

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI
from fastapi.security import HTTPBearer

from api.problems import MEDIA_TYPE

CONVERSATION = HTTPBearer(
    scheme_name="conversation",
    description="The token that opening a conversation gave. It opens that conversation only.",
    auto_error=False,
)
STAFF = HTTPBearer(
    scheme_name="staff", description="The token of `POST /api/v1/staff/session`.", auto_error=False
)

_MEANING = {
    400: "Not what this platform sends.",
    401: "No token, password or signature, or one that opens nothing here (any more).",
    403: "Not for this account: its role or its companies do not reach so far.",
    404: "There is no such thing, or it is not for you.",
    409: "Not as things stand: `code`, and where it is there `why`, `current` or `allowed`, say what is in the way.",
    410: "It is over: its time has passed, or what it was about has been erased.",
    413: "Too large.",
    422: "Some input is not as it should be: `errors` names each field and what is allowed.",
    429: "Too many attempts: `retry_at` and the header `Retry-After` say when again.",
    500: "A template of the operator's is broken: `detail` names file and line.",
    503: "Not ready: `not_ready` names what does not answer.",
}
PAGE: dict[str, Any] = {"content": {"text/html": {"schema": {"type": "string"}}}}
PDF: dict[str, Any] = {"content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}}}
_METHODS = frozenset({"get", "post", "put", "patch", "delete"})
_REFERENCE = {"$ref": "#/components/schemas/Problem"}
_WORD = {"type": "string"}
_SCHEMAS: Mapping[str, Any] = {
    "Problem": {
        "title": "Problem",
        "description": "An error as RFC 9457 has it. Some kinds have further members, such as `retry_at` or `why`.",
        "type": "object",
        "required": ["type", "title", "status", "code", "detail"],
        "properties": {
            "type": {"type": "string", "format": "uri", "description": "`urn:madoguchi:problem:` and the code."},
            "title": {**_WORD, "description": "What the status means."},
            "status": {"type": "integer"},
            "code": {**_WORD, "description": "A stable word for programs."},
            "detail": {**_WORD, "description": "A sentence for people; it repeats nothing of what was sent."},
            "errors": {"type": "array", "items": {"$ref": "#/components/schemas/FieldProblem"}},
        },
        "additionalProperties": True,
    },
    "FieldProblem": {
        "title": "FieldProblem",
        "type": "object",
        "required": ["field", "message"],
        "properties": {
            "field": {**_WORD, "description": "Its name; a dot leads into an object."},
            "message": _WORD,
            "allowed": {"anyOf": [_WORD, {"type": "array", "items": _WORD}]},
        },
    },
}  # fmt: skip


def refusals(*statuses: int, page: bool = False) -> dict[int | str, dict[str, Any]]:
    """The refusals of a route that do not follow from its shape, for `responses=`; `page`: a browser gets a page.

    Raises KeyError for a status that has no meaning here."""
    content: dict[str, Any] = {MEDIA_TYPE: {"schema": _REFERENCE}}
    if page:
        content["text/html"] = {"schema": _WORD}
    return {status: {"description": _MEANING[status], "content": content} for status in statuses}


def sent_as_json_or_form(*required: str) -> dict[str, Any]:
    """A body that the route reads itself, for `openapi_extra=`: texts by name, from a program or a browser's form."""
    schema = {"type": "object", "required": list(required), "additionalProperties": _WORD}
    types = ("application/json", "application/x-www-form-urlencoded")
    return {"requestBody": {"required": True, "content": {one: {"schema": schema} for one in types}}}


def install(app: FastAPI) -> None:
    """Make the app's document say how each of its routes says no."""
    as_fastapi_knows_it = app.openapi

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            complete(as_fastapi_knows_it())
        document: dict[str, Any] = as_fastapi_knows_it()
        return document

    app.openapi = described  # type: ignore[method-assign]


def complete(document: dict[str, Any]) -> None:
    """Add to a document of FastAPI's, in place, what follows from the shape of each route."""
    for path, item in document["paths"].items():
        for method in _METHODS & item.keys():
            responses = item[method]["responses"]
            if "422" in responses:
                responses["422"] = {**refusals(422)[422], **_declared(responses["422"])}
            for status in sorted(_expected(path, method, item[method])):
                responses.setdefault(str(status), refusals(status)[status])
    schemas = document["components"]["schemas"]
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    schemas.update(_SCHEMAS)


def _declared(response: Mapping[str, Any]) -> Mapping[str, Any]:
    """A 422 that the route has declared itself; nothing for the one that FastAPI writes."""
    return response if MEDIA_TYPE in response.get("content", {}) else {}


def _expected(path: str, method: str, operation: Mapping[str, Any]) -> set[int]:
    tokens = {name for one in operation.get("security", ()) for name in one}
    names_something = "{" in path
    found: set[int] = set()
    if tokens:
        found.add(401)
    if STAFF.scheme_name in tokens:
        found.add(403)
    if names_something:
        found.add(404)
    if tokens and names_something:
        found.add(410)  # the data of a company that has left is destroyed
        if method != "get":
            found.add(409)
    return found
