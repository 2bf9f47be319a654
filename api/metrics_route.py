"""The page of the metrics. It is the operator's: there is none unless a token is set, and none for who has it not."""

import secrets

from fastapi import APIRouter, Request, Response
from pydantic import SecretStr
from starlette.concurrency import run_in_threadpool

from api.context import ContextDep
from api.metrics import CONTENT_TYPE_LATEST, page
from api.problems import Problem

router = APIRouter(include_in_schema=False)


@router.get("/metrics")
async def metrics(request: Request, context: ContextDep) -> Response:
    """How the desk works and stands, for Prometheus and its like (docs/reference/metrics.md)."""
    if not _may(request.headers.get("authorization", ""), context.settings.metrics_token):
        raise Problem(404, "not_found", "Not found")
    missing = await context.not_ready()
    standing = None if "database" in missing else await run_in_threadpool(context.desk.standings.now)
    body = await run_in_threadpool(page, missing, standing)
    return Response(body, headers={"Content-Type": CONTENT_TYPE_LATEST, "Cache-Control": "no-store"})


def _may(authorization: str, wanted: SecretStr | None) -> bool:
    scheme, _, given = authorization.partition(" ")
    if wanted is None or scheme.lower() != "bearer":
        return False
    return secrets.compare_digest(given.encode(), wanted.get_secret_value().encode())
