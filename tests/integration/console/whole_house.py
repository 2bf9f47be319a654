"""One installation with every service of the staff's routes, and something of a company for every name in a path."""

import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import insert, update

from api.app import create_app
from api.channels.registry import Channels
from api.companies import Companies
from api.context import Context
from api.settings import Settings
from desk.bootstrap import Desk, build
from desk.channels.ledger import NewEvent
from desk.channels.outbox import NewItem
from desk.incidents.model import Draft
from desk.roles import StaffMember
from desk.storage import channel_tables as ct
from desk.storage import tables as t
from knowledge.paths import policies_dir
from knowledge.vocabulary import CompanyId
from tests.integration.console.routes import ROUTES
from tests.integration.desk.support import Clock, settings_for, waiting, words
from tests.promised import Promised

OURS = "oni"


async def _nothing() -> None:
    """In place of Rasa."""


class House:
    """One installation for all of these tests; sessions are begun without a password, which would take its time."""

    def __init__(self, desk: Desk, client: TestClient) -> None:
        self.desk, self.client, self._number = desk, client, 0
        self.members: dict[tuple[str, str], StaffMember] = {}

    def member(self, role: str, company: str) -> StaffMember:
        if (role, company) not in self.members:
            name = f"{role}-{company}"
            self.desk.accounts.keeper.add(None, name, f"担当{name}", cast(Any, role), [CompanyId(company)])
            found = self.desk.staff.get(name)
            assert found is not None
            self.members[role, company] = found
        return self.members[role, company]

    def things(self) -> dict[str, str]:
        """Something of our company for every name in a path."""
        self._number += 1
        conversation = waiting(self.desk, OURS)
        boss = self.member("admin", OURS)
        self.desk.accounts.keeper.add(None, f"some{self._number}", "担当", "desk", [CompanyId(OURS)])
        account = self.desk.staff.get(f"some{self._number}")
        assert account is not None
        headers = self.headers("api", boss)
        entry = ROUTES["POST /api/v1/staff/requests"].body
        receipt = self.client.post("/api/v1/staff/requests", json=entry, headers=headers).json()["receipt"]
        with self.desk.database.write() as tx:
            due = {"receipt": receipt, "what": "answer", "due": date(2026, 11, 1), "at": tx.now}
            reminder = tx.conn.execute(insert(t.reminders).values(**due)).inserted_primary_key
        assert reminder is not None
        return {
            "conversation_id": conversation,
            "receipt": receipt,
            "staff_id": account.id,
            "reminder": str(reminder[0]),
            "incident": self.incident(),
            "lost": self.lost(),
            "event": self.given_up(),
            "canned": self.desk.live.canned.add(CompanyId(OURS), "ja", f"題{self._number}", "はい", boss).id,
            "name": "topics",
            "unused": f"new{self._number}",
            "item": "0",
            "check": "identity",
            "flag": "form_incomplete",
            "session_id": "w_none",
            "token": "x",
        }

    def incident(self) -> str:
        """A notice of our company."""
        title, text = {"ja": "漏えい"}, {"ja": "お知らせ"}
        draft = Draft(
            CompanyId(OURS), date(2026, 11, 19), title, text, "おわびする", "unknown", None, None, ()
        )
        return self.desk.incidents.announce(draft, "operator").id

    def lost(self) -> str:
        """A message of our company that did not reach anybody."""
        new = NewItem(
            f"k:{self._number}", "line", OURS, CompanyId(OURS), "t", "message", payload={"text": "x"}
        )
        with self.desk.database.write() as tx:
            item = self.desk.channels.outbox.put(tx, new)
            tx.conn.execute(update(ct.outbox).where(ct.outbox.c.id == item).values(state="failed"))
        return item

    def given_up(self) -> str:
        """Something that came in for our company and could not be worked on."""
        event = NewEvent(f"e{self._number}", "text", self.desk.database.clock(), "U1", {"text": "x"})
        self.desk.channels.ledger.take_in("line", OURS, CompanyId(OURS), [event])
        with self.desk.database.write() as tx:
            events = ct.channel_events
            of_it = update(events).where(events.c.event_id == event.event_id).values(state="failed")
            return str(tx.conn.execute(of_it.returning(events.c.id)).scalar_one())

    def headers(self, door: str, member: StaffMember | None) -> dict[str, str]:
        if member is None:
            return {}
        with self.desk.database.write() as tx:
            token = self.desk.accounts.sessions.begin(tx, member.id, cast(Any, door), "")
        if door == "api":
            return {"Authorization": f"Bearer {token}"}
        csrf = self.desk.context.keys.mac("csrf", token).hex()
        return {"Cookie": f"madoguchi_staff={token}", "X-CSRF-Token": csrf}

    def call(
        self, name: str, member: StaffMember | None, things: dict[str, str], *, csrf: bool = True
    ) -> Any:
        entry, (method, path) = ROUTES[name], name.split(" ")
        kind = "receipt_notice" if "/letters/" in path else "checklist"
        things = {**things, "kind": kind, **({"item": things["lost"]} if "/undelivered/" in path else {})}
        door = "api" if path.startswith("/api/") else "console"
        headers = self.headers(door, member)
        if not csrf:
            headers.pop("X-CSRF-Token")
        body = {key: v.format(**things) if isinstance(v, str) else v for key, v in entry.body.items()}
        sent: dict[str, Any] = {"json": body or None} if door == "api" else {"data": body or None}
        url = path.format(**things) + (f"?{entry.query.format(**things)}" if entry.query else "")
        return self.client.request(method, url, headers=headers, **sent)


@pytest.fixture(scope="module")
def house(
    new_desk: Path, tmp_path_factory: pytest.TempPathFactory, companies: dict[CompanyId, Any]
) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("house")
    shutil.copytree(new_desk, folder, dirs_exist_ok=True)
    desk = build(settings_for(folder), render=words, clock=Clock())
    settings = Settings(_env_file=None, public_url="https://desk.example")
    loaded = Companies(companies, desk)
    nothing = SimpleNamespace(answer=None, answerable=False, confidence=0.0, passages=())
    context = SimpleNamespace(
        settings=settings,
        base_url=settings.base_url,
        desk=desk,
        companies=loaded,
        papers=desk.papers(loaded.desks, policies_dir()),
        answerer=SimpleNamespace(lookup=lambda *_, **__: nothing),
        gateway=SimpleNamespace(wipe_trackers=_nothing),
        slack=None,
        channels=Channels(desk, {}),
    )

    @asynccontextmanager
    async def make() -> AsyncIterator[Context]:
        yield cast(Context, context)

    app = create_app(make)
    with TestClient(app, base_url="https://desk.example", follow_redirects=False) as client:
        client.event_hooks["response"] = [Promised(app.openapi()).check]
        yield House(desk, client)
    desk.dispose()
