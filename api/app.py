"""The web application: routes, security headers, health. Built from a `Context` that it is handed."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.responses import JSONResponse
from fastapi.staticfiles import StaticFiles
from starlette.middleware.cors import CORSMiddleware

from api import console, describing, desk_problems, metrics_route, problems
from api.channels import webhooks
from api.context import Context, ContextDep
from api.customers import conversations as customers
from api.customers import documents, forms, ui
from api.heads import Heads
from api.pages import mishaps
from api.pages import public as pages
from api.pages import status as status_page
from api.slack import route as slack_route
from api.staff import channels as staff_channels
from api.staff import customers as staff_customers
from api.staff import incidents as staff_incidents
from api.staff import lookup
from api.staff import papers as staff_papers
from api.staff import requests as staff_requests
from api.staff import session as staff
from api.turns import action_route
from api.version import VERSION

STATIC = Path(__file__).resolve().parent / "static"

CSP = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-ancestors 'self'; base-uri 'none'; form-action 'self'; object-src 'none'"
)


def create_app(make_context: Callable[[], AbstractAsyncContextManager[Context]]) -> FastAPI:
    """The app. `make_context` is entered at start-up and left at shutdown."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with make_context() as context:
            app.state.context = context
            yield

    app = FastAPI(
        title="Madoguchi",
        summary="Privacy help desk: ask, get the cited clause, open a request, reach a person.",
        version=VERSION,
        lifespan=lifespan,
    )
    # The widget runs on the companies' own pages. It authenticates by bearer token, never by cookie,
    # so any origin may call: another site can do no more with it than any program can. The staff's pages have a
    # cookie; credentials are not allowed here, so no other site can read them, and their posts need a token.
    app.add_middleware(
        CORSMiddleware,
        allow_origins=["*"],
        allow_methods=["GET", "POST", "PUT", "PATCH", "DELETE"],
        allow_headers=["Authorization", "Content-Type", "Last-Event-ID"],
        max_age=600,
    )
    app.middleware("http")(_security_headers)
    app.add_middleware(Heads)
    problems.install(app)
    desk_problems.install(app)
    describing.install(app)
    for module in (
        customers, forms, documents, status_page, staff, staff_customers, staff_incidents, staff_requests,
        staff_papers, lookup, ui, action_route, pages, webhooks, staff_channels, slack_route, metrics_route,
    ):  # fmt: skip
        app.include_router(module.router)
    console.install(app)
    mishaps.install(app)
    app.include_router(_health())
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    return app


async def _security_headers(
    request: Request, call_next: Callable[[Request], Awaitable[Response]]
) -> Response:
    response = await call_next(request)
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "no-referrer")
    if response.headers.get("content-type", "").startswith("text/html") and not request.url.path.startswith(
        "/docs"
    ):
        response.headers.setdefault("Content-Security-Policy", CSP)
    if request.url.path.startswith(("/api/", "/forms/", "/documents", "/requests", "/staff")):
        response.headers.setdefault("Cache-Control", "no-store")
    return response


def _health() -> APIRouter:
    router = APIRouter(tags=["health"])

    @router.get("/healthz")
    async def alive() -> dict[str, str]:
        """The process lives."""
        return {"status": "ok"}

    @router.get("/readyz", responses=describing.refusals(503))
    async def ready(context: ContextDep) -> Response:
        """Whether index, database and Rasa answer; else 503 and which does not."""
        missing = await context.not_ready()
        if missing:
            return problems.Problem(
                503, "not_ready", f"Not ready: {', '.join(missing)}", extra={"not_ready": missing}
            ).response()
        return JSONResponse({"status": "ready"})

    return router
