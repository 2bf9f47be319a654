"""The staff's pages on a real desk and a real database, without Rasa and model."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import Any, cast

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.companies import Companies
from api.context import Context
from api.library import _load
from api.settings import Settings
from desk.bootstrap import Desk
from knowledge.paths import policies_dir
from knowledge.vocabulary import CompanyId
from tests.integration.console.browsing import Browser
from tests.integration.console.whole_house import house  # noqa: F401
from tests.integration.desk.conftest import clock, desk, new_desk  # noqa: F401


@pytest.fixture(scope="session")
def companies() -> dict[str, Any]:
    """Two of the companies, as the app loads them."""
    return {name: _load(policies_dir() / name) for name in ("oni", "opt")}


@pytest.fixture
def settings() -> Settings:
    """A module may override this."""
    return Settings(_env_file=None, public_url="https://desk.example")


@pytest.fixture
def context(desk: Desk, companies: dict[CompanyId, Any], settings: Settings) -> Context:  # noqa: F811
    """What the routes work with; more can be set on it."""
    parts = SimpleNamespace(
        settings=settings, base_url=settings.base_url, desk=desk, companies=Companies(companies, desk)
    )
    return cast(Context, parts)


@pytest.fixture
def client(context: Context) -> Iterator[TestClient]:
    """One browser's cookies, over https (the session's cookie is Secure)."""

    @asynccontextmanager
    async def make() -> AsyncIterator[Context]:
        yield context

    with TestClient(create_app(make), base_url="https://desk.example", follow_redirects=False) as made:
        yield made


@pytest.fixture
def browser(client: TestClient, desk: Desk) -> Browser:  # noqa: F811
    """Somebody who can log in."""
    return Browser(client, desk)
