"""The staff's pages on a real desk for a browser: real database and policies, no Rasa and no model."""

import asyncio
import socket
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import uvicorn

from api.app import create_app
from api.channels.registry import Channels
from api.companies import Companies
from api.context import Context
from api.library import load_companies
from api.settings import Settings
from desk.bootstrap import Desk, build
from desk.ids import ConversationId
from desk.roles import Role
from knowledge.archive import PolicyArchive
from knowledge.paths import policies_dir
from knowledge.vocabulary import CompanyId
from tests.integration.console.live_parts import WordAnswerer, equip, waiting
from tests.integration.desk.support import settings_for

PASSWORD = "correct horse battery staple"


@dataclass
class ConsoleDesk:
    """A running desk. Tests do through its services what customers and colleagues would do."""

    url: str
    desk: Desk
    companies: Companies
    answerer: WordAnswerer

    def add(
        self, username: str, alias: str, role: Role = "desk", companies: list[CompanyId] | None = None
    ) -> None:
        """A member of staff, if not there yet."""
        if self.desk.staff.get(username) is None:
            self.desk.staff.add(username, PASSWORD, alias, companies=companies, role=role)

    def waiting(self, company: str = "oni", says: str = "担当者と話したいです") -> ConversationId:
        """A customer who waits; gives the conversation's id."""
        return waiting(self.desk, self.companies, company, says)

    def said(self, conversation: ConversationId) -> list[str]:
        """What staff has said in a conversation."""
        return [m.text for m in self.desk.conversations.messages(conversation) if m.sender == "staff"]


@contextmanager
def running(folder: Path) -> Iterator[ConsoleDesk]:
    """The desk on a free port, in a thread of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    desk = build(settings_for(folder))
    archive = PolicyArchive(folder / "policies")
    companies = Companies(load_companies(policies_dir(), archive), desk)
    settings = Settings(_env_file=None, public_url=url)

    async def nothing() -> None:
        """There is no Rasa whose trackers could be wiped."""

    context: Any = SimpleNamespace(
        gateway=SimpleNamespace(wipe_trackers=nothing),
        settings=settings,
        base_url=url,
        desk=desk,
        companies=companies,
        archive=archive,
        papers=desk.papers(companies.desks, policies_dir()),
        channels=Channels(desk, {}),
        slack=None,
    )
    answerer = equip(context)

    @asynccontextmanager
    async def make() -> AsyncIterator[Context]:
        yield cast(Context, context)

    server = uvicorn.Server(
        uvicorn.Config(
            create_app(make), port=port, log_level="warning", lifespan="on", timeout_graceful_shutdown=1
        )
    )
    thread = threading.Thread(target=lambda: asyncio.run(server.serve()), daemon=True)
    thread.start()
    try:
        while not server.started:
            thread.join(0.05)
            assert thread.is_alive(), "the desk did not start"
        yield ConsoleDesk(url, desk, companies, answerer)
    finally:
        server.should_exit = True
        thread.join(20)
        desk.dispose()
