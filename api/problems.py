"""RFC 9457 problem documents: errors that name what was wrong and what is allowed.

Nothing of what the customer sent is echoed: a problem names fields and limits, never values.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

MEDIA_TYPE = "application/problem+json"

_TITLES = {
    400: "Bad request",
    401: "Not authenticated",
    403: "Not allowed",
    404: "Not found",
    405: "Method not allowed",
    409: "Conflict",
    410: "Gone",
    413: "Too large",
    422: "Invalid input",
    429: "Too many attempts",
    500: "Internal error",
    503: "Not ready",
}

_UNREADABLE = (400, "There was an error parsing the body")
"""What FastAPI makes of a body that is no text. One that is text and no JSON is a bad input to it."""


class Problem(Exception):
    """Raise to answer with a problem document.

    Args:
        status: HTTP status.
        code: a stable word for programs, such as `client_id_reused`.
        detail: one sentence for people; nothing of the customer's data in it.
        errors: per field `{"field", "message"}` and, where there is a list, `"allowed"`.
        extra: further members of the document.
    """

    def __init__(
        self,
        status: int,
        code: str,
        detail: str,
        *,
        errors: Sequence[Mapping[str, Any]] = (),
        headers: Mapping[str, str] | None = None,
        extra: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.detail = detail
        self.errors = list(errors)
        self.headers = dict(headers or {})
        self.extra = dict(extra or {})

    def response(self) -> JSONResponse:
        """The document as a response."""
        body: dict[str, Any] = {
            "type": f"urn:madoguchi:problem:{self.code}",
            "title": _TITLES.get(self.status, "Error"),
            "status": self.status,
            "code": self.code,
            "detail": self.detail,
        }
        if self.errors:
            body["errors"] = self.errors
        body.update(self.extra)
        return JSONResponse(body, status_code=self.status, headers=self.headers, media_type=MEDIA_TYPE)


def field_problem(field: str, message: str, *, allowed: Sequence[str] = (), status: int = 422) -> Problem:
    """One bad field, with the values it may have."""
    error: dict[str, Any] = {"field": field, "message": message}
    if allowed:
        error["allowed"] = list(allowed)
    detail = f"{field}: {message}"
    if allowed:
        detail += f" (allowed: {', '.join(allowed)})"
    return Problem(status, "invalid_input", detail, errors=[error])


def _from_validation(exc: RequestValidationError) -> Problem:
    errors = []
    for item in exc.errors():
        where = [str(part) for part in item["loc"] if part not in ("body", "query", "path", "header")]
        error: dict[str, Any] = {"field": ".".join(where) or "body", "message": str(item["msg"])}
        expected = (item.get("ctx") or {}).get("expected")
        if expected:
            error["allowed"] = str(expected)
        errors.append(error)
    names = ", ".join(str(error["field"]) for error in errors)
    return Problem(422, "invalid_input", f"These fields are not as they should be: {names}", errors=errors)


Pages = Callable[[Request, Problem], Response]
Asks = Callable[[Request], bool]


def _anybody(_: Request) -> bool:
    return True


def show_as_pages(app: FastAPI, prefix: str, page: Pages, to: Asks = _anybody) -> None:
    """Below `prefix` people read the errors, not programs (those that `to` tells): `page` makes one of a problem."""
    app.state.problem_pages = {**getattr(app.state, "problem_pages", {}), prefix: (page, to)}


def answer(request: Request, problem: Problem) -> Response:
    """The problem as whoever asked understands it: a document, or a page (of the longest prefix that fits)."""
    pages: Mapping[str, tuple[Pages, Asks]] = getattr(request.app.state, "problem_pages", {})
    for prefix in sorted(pages, key=len, reverse=True):
        if request.url.path == prefix or request.url.path.startswith(f"{prefix}/"):
            page, to = pages[prefix]
            return page(request, problem) if to(request) else problem.response()
    return problem.response()


def install(app: FastAPI) -> None:
    """Make every error of the app a problem document (or a page, `show_as_pages`)."""

    @app.exception_handler(Problem)
    async def on_problem(request: Request, exc: Problem) -> Response:
        return answer(request, exc)

    @app.exception_handler(RequestValidationError)
    async def on_validation(request: Request, exc: RequestValidationError) -> Response:
        return answer(request, _from_validation(exc))

    @app.exception_handler(HTTPException)
    async def on_http(request: Request, exc: HTTPException) -> Response:
        if (exc.status_code, exc.detail) == _UNREADABLE:
            return answer(request, Problem(422, "invalid_input", "The body is not JSON (in UTF-8)."))
        code = _TITLES.get(exc.status_code, "error").lower().replace(" ", "_")
        detail = _TITLES.get(exc.status_code, "Error")
        return answer(request, Problem(exc.status_code, code, detail, headers=exc.headers))

    @app.exception_handler(Exception)
    async def on_error(request: Request, __: Exception) -> Response:
        # Starlette logs the traceback; the answer names nothing of what was sent.
        detail = "Something went wrong here. What was accepted is kept; please try again."
        return answer(request, Problem(500, "internal_error", detail))
