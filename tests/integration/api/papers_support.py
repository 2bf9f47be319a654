"""What the tests of papers and letters have in common: an app on a real desk, and requests that were submitted."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from api.app import create_app
from api.companies import Companies
from api.context import Context
from api.library import load_companies
from api.settings import Settings
from desk.bootstrap import Desk
from desk.locales import Locale
from desk.requests.drafting import Wanted, form_spec
from desk.storage import tables as t
from knowledge.archive import PolicyArchive
from knowledge.paths import policies_dir
from knowledge.vocabulary import CompanyId, Region, ReplyMethod, Requester, RequestType
from tests.desks import desk_of
from tests.integration.desk.support import form_token
from tests.promised import Promised

PERSON = {
    "name": "照会 桃子",
    "address": "岡山県倉敷市試験町9-8-7",
    "details": "登録内容のすべて",
    "principal_name": "照会 梅吉",
    "relation": "子",
}
Submit = Callable[..., dict[str, Any]]


@pytest.fixture
def client(desk: Desk, tmp_path: Path) -> Iterator[TestClient]:
    settings = Settings(_env_file=None, public_url="http://testserver")
    companies = Companies(load_companies(policies_dir(), PolicyArchive(tmp_path / "kept")), desk)
    context = SimpleNamespace(
        settings=settings,
        base_url=settings.base_url,
        desk=desk,
        companies=companies,
        papers=desk.papers(companies.desks, policies_dir()),
    )

    @asynccontextmanager
    async def make() -> AsyncIterator[Context]:
        yield cast(Context, context)

    app = create_app(make)
    with TestClient(app) as made:
        made.event_hooks["response"] = [Promised(app.openapi()).check]
        yield made


@pytest.fixture
def submit(client: TestClient, desk: Desk) -> Submit:
    """Opens a request by its form; gives the 201."""

    def send(
        company: str = "oni", kind: str = "disclosure", who: str = "self", locale: Locale = "ja", **more: Any
    ) -> dict[str, Any]:
        region = more.pop("region", None)
        wanted = Wanted(
            RequestType(kind), Requester(who), Region(region) if region else None, "all", ReplyMethod.POST
        )
        spec = form_spec(desk_of(company), wanted, policy_version=desk_of(company).version, locale=locale)
        conversation = desk.conversations.open(CompanyId(company), region, locale, [])[0]
        names = {field.name for field in spec.fields}
        url = f"/forms/{form_token(desk, conversation.id, spec)}"
        answer = client.post(url, json={k: v for k, v in PERSON.items() if k in names})
        assert answer.status_code == 201, answer.text
        body: dict[str, Any] = answer.json()
        assert client.post(url, json={k: v for k, v in PERSON.items() if k in names}).json() == body, "again"
        return body

    return send


def kinds(result: dict[str, Any]) -> dict[str, str]:
    return {item["kind"]: item["url"] for item in result["documents"]}


def staff_headers(
    client: TestClient, desk: Desk, role: Any = "desk", companies: Any = None
) -> dict[str, str]:
    desk.staff.add(f"s-{role}-{companies}", "correct horse", "担当A", companies, role)
    login = {"username": f"s-{role}-{companies}", "password": "correct horse"}
    return {"Authorization": f"Bearer {client.post('/api/v1/staff/session', json=login).json()['token']}"}


def audit(desk: Desk) -> list[tuple[str, str, str, str]]:
    with desk.database.read() as conn:
        rows = conn.execute(select(t.audit).order_by(t.audit.c.n)).all()
    return [(row.actor, row.action, row.subject, row.detail) for row in rows]


def readings(desk: Desk) -> set[tuple[str, str, str]]:
    """Who read the vault, of which request, and what for."""
    return {
        (actor, subject, detail.split()[0].removeprefix("why="))
        for actor, action, subject, detail in audit(desk)
        if action == "vault.read"
    }
