"""A process of its own with desk, Slack and its route, to be killed by a test.

    python -m tests.integration.slack.child FOLDER PORT MODE     (Slack's settings: the environment)

MODE says where it stands still, so that the test can kill it there: `open` (nowhere; first somebody is linked and a
customer handed over), `idle` (nothing is worked on), `done` (the work is committed, its event is not done with), `go`
(nowhere). A file named `reached` in the folder says that it is there.
"""

import shutil
import sys
import time
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import uvicorn
from fastapi import FastAPI

from actions.choices import to_payload
from api import problems
from api.channels.registry import Channels
from api.companies import Companies
from api.library import load_companies
from api.settings import Settings
from api.slack import route
from api.slack.building import build_slack
from api.turns.gateway import Gateway
from api.turns.interpreting import Interpreter
from api.turns.taking import Inbound
from desk.bootstrap import build
from desk.chat.masking import Masker
from desk.slack.links import SlackLinks, SlackUser
from desk.slack.threads import SLACK
from desk.texts import RawText
from evaluation.fake_slack import TEAM, USER
from knowledge.archive import PolicyArchive
from tests.integration.api.gateway_world import POLICIES, FakeRasa
from tests.integration.desk.support import settings_for, words
from tests.integration.slack.support import HANDOFF, FakeAnswerer


def main(folder: Path, port: int, mode: str) -> None:
    policies = folder / "policies"
    if not policies.exists():
        shutil.copytree(POLICIES / "oni", policies / "oni")
    desk = build(settings_for(folder), render=words)
    companies = Companies(load_companies(policies, PolicyArchive(folder / "archive")), desk)
    interpreter = Interpreter(desk, companies, to_payload, timedelta(minutes=30))
    maskers = {name: Masker() for name in companies.ids}
    gateway = Gateway(interpreter, FakeRasa(*HANDOFF), maskers)  # type: ignore[arg-type]
    settings = Settings(_env_file=None)
    slack = build_slack(desk, companies, cast(Any, FakeAnswerer()), maskers, settings)
    assert slack is not None
    reached = folder / "reached"

    def for_ever(*_: Any) -> None:
        reached.touch()
        time.sleep(3600)

    if mode == "done":
        desk.channels.ledger.done = for_ever  # type: ignore[method-assign, assignment]
    channels = Channels(desk, {SLACK: slack.channel})

    async def handed_over() -> None:
        member = desk.staff.add("hanako", "a password of hanako", "担当花子")
        links = SlackLinks(desk.context, desk.staff)
        links.link(SlackUser(TEAM, USER), links.new_code(member, "test"))
        company = companies.get("oni")
        assert company is not None
        conversation = companies.open_conversation(company, None, "ja")[0]
        await gateway.receive(conversation, Inbound("c1", text=RawText("人と話したい")))
        (folder / "conversation").write_text(conversation.id)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> Any:
        app.state.context = SimpleNamespace(slack=slack)
        if mode == "open":
            await handed_over()
        if mode != "idle":
            await channels.start()
        yield
        await channels.stop()

    app = FastAPI(lifespan=lifespan)
    problems.install(app)
    app.include_router(route.router)
    uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
