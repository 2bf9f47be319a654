"""The texts of the widget, in the customer's language."""

from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from api.problems import field_problem
from desk.locales import LOCALES
from desk.wording import section

router = APIRouter(prefix="/api/v1/ui", include_in_schema=False)


@router.get("/{locale}.json")
async def texts(locale: str) -> JSONResponse:
    """The texts that the widget shows; nothing in them is secret."""
    if locale not in LOCALES:
        raise field_problem("locale", "no such language", allowed=LOCALES, status=404)
    body: dict[str, Any] = {"widget": section("widget", locale)}
    return JSONResponse(body, headers={"Cache-Control": "public, max-age=300"})
