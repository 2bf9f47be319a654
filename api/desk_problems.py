"""The desk's refusals as problem documents."""

import math
from datetime import UTC, datetime

from fastapi import FastAPI, Request
from fastapi.responses import Response

from api.problems import Problem, answer, field_problem
from desk.accounts.errors import PasswordLong, PasswordShort
from desk.errors import ChangeInvalid, DeskError, NotNow, TooManyAttempts, TransitionNotAllowed
from desk.handover.errors import AlreadyClaimed, ColleagueNotThere
from desk.papers.errors import LetterBroken, LetterInvalid, LetterUnknown, PaperNotOffered
from desk.requests.errors import FormInvalid

STATUS_OF_KIND = {
    "invalid": 422,
    "unauthorized": 401,
    "forbidden": 403,
    "not_found": 404,
    "conflict": 409,
    "gone": 410,
    "throttled": 429,
}


def problem_of(exc: DeskError) -> Problem:
    """A refusal of the desk as a problem document; its messages are safe to show."""
    headers: dict[str, str] = {}
    extra: dict[str, object] = {}
    if isinstance(exc, TooManyAttempts):
        extra["retry_at"] = exc.retry_at.isoformat()
        seconds = math.ceil((exc.retry_at - datetime.now(UTC)).total_seconds())
        headers["Retry-After"] = str(max(1, seconds))
    if isinstance(exc, PasswordShort):
        extra["least"] = exc.least
    if isinstance(exc, PasswordLong):
        extra["most"] = exc.most
    if isinstance(exc, NotNow):
        extra["why"] = exc.why
    if isinstance(exc, AlreadyClaimed):
        extra["claimed_by"] = exc.alias
    if isinstance(exc, ColleagueNotThere):
        extra["alias"] = exc.alias
    if isinstance(exc, LetterInvalid):
        return field_problem(exc.field, exc.problem, allowed=exc.allowed)
    if isinstance(exc, PaperNotOffered | LetterUnknown):
        extra["allowed"] = list(exc.allowed)
    if isinstance(exc, TransitionNotAllowed):
        extra["current"] = exc.current
        extra["allowed"] = list(exc.allowed)
    errors = []
    if isinstance(exc, ChangeInvalid) and exc.field is not None:
        errors = [{"field": exc.field, "message": exc.message, "allowed": list(exc.allowed)}]
    if isinstance(exc, FormInvalid):
        errors = [{"field": e.field, "message": e.allowed, "allowed": e.allowed} for e in exc.errors]
    return Problem(
        STATUS_OF_KIND[exc.kind], exc.code, exc.message, headers=headers, extra=extra, errors=errors
    )


def install(app: FastAPI) -> None:
    """Answer every refusal of the desk with its problem document."""

    @app.exception_handler(LetterBroken)
    async def on_broken_letter(request: Request, exc: LetterBroken) -> Response:
        # The operator's own template: only the operator can mend it, so staff is told which.
        return answer(request, Problem(500, "letter_broken", str(exc)))

    @app.exception_handler(DeskError)
    async def on_desk_error(request: Request, exc: DeskError) -> Response:
        return answer(request, problem_of(exc))
