"""A process of its own with desk, LINE channel and webhook route, to be killed by a test.

    python -m tests.integration.channels.child FOLDER PORT LINE_URL MODE

MODE says where it stands still, so that the test can kill it there: `idle` (nothing is worked on), `turn` (the bot
thinks for ever), `send` (the outbox is not emptied), `go` (nowhere). A file named `reached` in the folder says that it
is there.
"""

import asyncio
import shutil
import sys
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import uvicorn
from fastapi import FastAPI
from pydantic import SecretStr

from actions.choices import to_payload
from api import problems
from api.channels import webhooks
from api.channels.bells import listening
from api.channels.line.accounts import LineAccount
from api.channels.line.adapter import LineAdapter
from api.channels.line.handler import LineHandler
from api.channels.registry import Channel, Channels
from api.companies import Companies
from api.library import load_companies
from api.turns.gateway import Gateway
from api.turns.interpreting import Interpreter
from desk.bootstrap import build
from desk.channels.bell import bell_of
from desk.chat.masking import Masker
from evaluation.fake_line import FakeLine
from knowledge.archive import PolicyArchive
from knowledge.vocabulary import CompanyId
from tests.integration.api.gateway_world import POLICIES, FakeRasa
from tests.integration.desk.support import settings_for, words


def main(folder: Path, port: int, line_url: str, mode: str) -> None:
    # One company: loading all five would take most of the time.
    policies = folder / "policies"
    if not policies.exists():
        shutil.copytree(POLICIES / "oni", policies / "oni")
    desk = build(settings_for(folder), render=words)
    companies = Companies(load_companies(policies, PolicyArchive(folder / "archive")), desk)
    rasa = FakeRasa()
    interpreter = Interpreter(desk, companies, to_payload, timedelta(minutes=30))
    gateway = Gateway(interpreter, rasa, {CompanyId("oni"): Masker()})  # type: ignore[arg-type]
    line = FakeLine()
    account = LineAccount(channel_secret=SecretStr(line.secret), channel_access_token=SecretStr(line.token))
    adapter = LineAdapter({CompanyId("oni"): account}, "https://desk.example", line_url)
    reached = folder / "reached"

    async def for_ever(*_: Any, **__: Any) -> Any:
        reached.touch()
        await asyncio.sleep(3600)

    if mode == "turn":
        rasa.turn = for_ever  # type: ignore[method-assign]
    if mode == "send":
        adapter.send = for_ever  # type: ignore[method-assign]
    channels = Channels(desk, {"line": Channel(adapter, LineHandler(desk, companies, gateway, adapter))})

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> Any:
        app.state.context = SimpleNamespace(channels=channels)
        with listening(bell_of(settings_for(folder).database_url, folder), desk.notifier):
            if mode != "idle":
                await channels.start()
                await gateway.recover()  # as api.main does
            yield
            await channels.stop()

    app = FastAPI(lifespan=lifespan)
    problems.install(app)
    app.include_router(webhooks.router)
    uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4])
