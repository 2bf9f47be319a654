"""The process that takes webhooks in, and does nothing else. `uvicorn api.intake:app` serves.

The app takes them in as well; but there they share one Python with the bot's turns, and an acknowledgement waits for
them (decision 0053). This process has no index and no models: it checks, masks, keeps and acknowledges. It tells the
app by a bell (`desk.channels.bell`).
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import JSONResponse, Response
from starlette.concurrency import run_in_threadpool

from api import desk_problems, problems
from api.channels import webhooks
from api.channels.bells import ringing
from api.channels.doors import build_receiving
from api.channels.receiving import Receiving
from api.companies import Companies
from api.library import load_companies
from api.pace import all_built, give_way_early, go_first
from api.settings import Settings, desk_settings, get_settings
from api.slack import route as slack_route
from api.slack.door import SlackDoor, build_slack_door
from api.turns.taking import Taking
from desk.bootstrap import Desk, build
from desk.channels.bell import bell_of
from desk.chat.masking import masker_of
from knowledge.archive import PolicyArchive

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class IntakeContext:
    """What its routes work with."""

    desk: Desk
    channels: Receiving
    slack: SlackDoor | None
    bell: Path


def make_intake(settings: Settings) -> IntakeContext:
    """Open the database beside the app, and the doors of the channels that are set up."""
    own = desk_settings(settings)
    desk = build(own)
    loaded = load_companies(settings.policies_dir, PolicyArchive(settings.var_dir / "policies"))
    companies = Companies(loaded, desk)
    maskers = {one.id: masker_of(one.policy.text) for one in loaded.values()}
    return IntakeContext(
        desk=desk,
        channels=build_receiving(desk, companies, Taking(maskers), settings),
        slack=build_slack_door(desk, companies, maskers, settings),
        bell=bell_of(own.database_url, settings.var_dir),
    )


def create_app(settings: Settings | None = None) -> FastAPI:
    """The webhooks' routes, and how it is."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        give_way_early()
        if not go_first():
            log.warning("The system does not let this process go first (docs/operations.md, Behind a proxy)")
        context = await run_in_threadpool(make_intake, settings or get_settings())
        app.state.context = context
        bell = asyncio.create_task(ringing(context.bell, context.desk.notifier))
        try:
            with all_built():
                yield
        finally:
            bell.cancel()
            with suppress(asyncio.CancelledError):
                await bell
            await context.channels.close()
            context.desk.dispose()

    app = FastAPI(
        title="Madoguchi: webhooks", lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None
    )
    problems.install(app)
    desk_problems.install(app)
    app.include_router(slack_route.router)
    app.include_router(webhooks.router)

    @app.get("/healthz")
    async def alive() -> dict[str, str]:
        """The process lives."""
        return {"status": "ok"}

    @app.get("/readyz")
    async def ready() -> Response:
        """Whether the database answers; else 503."""
        context: IntakeContext = app.state.context
        if await run_in_threadpool(context.desk.ready):
            return JSONResponse({"status": "ready"})
        missing = ["database"]
        return problems.Problem(
            503, "not_ready", "Not ready: database", extra={"not_ready": missing}
        ).response()

    return app


app = create_app()
