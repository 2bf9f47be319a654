"""Fixtures shared by integration and browser tests.

Every process of a run reads this first, with pytest-xdist the one that only hands out tests before it starts another:
what a fixture alone needs is imported in it.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from evaluation.fake_line import FakeLine
    from evaluation.fake_slack import FakeSlack
    from evaluation.stack import Stack

pytest_plugins = ["tests.databases.plugin", "tests.folding", "tests.slowness"]

# How fast a machine is on which others work too says nothing about a rule: no deadline, and no check of the speed.
settings.register_profile("full", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("full")
settings.register_profile("quick", settings.get_profile("full"), max_examples=10)
"""For `make unit`: a first look at each property; `make test` takes the usual hundred examples."""


@pytest.fixture(scope="session")
def line() -> Iterator["FakeLine"]:
    """A small LINE, where every company has its account."""
    from evaluation.fake_line import FakeLine, serving

    with serving(FakeLine()) as fake:
        yield fake


@pytest.fixture(scope="session")
def slack() -> Iterator["FakeSlack"]:
    """The small Slack in which the system's handoffs are shown."""
    from evaluation import fake_slack
    from evaluation.fake_slack import FakeSlack
    from knowledge.paths import policy_paths

    with fake_slack.serving(FakeSlack(tuple(policy_paths()))) as fake:
        yield fake


@pytest.fixture(scope="session")
def running(
    tmp_path_factory: pytest.TempPathFactory, line: "FakeLine", slack: "FakeSlack"
) -> Iterator["Stack"]:
    """The real system, with LINE before it: started once for all tests that need it."""
    from evaluation.line import settings_for
    from evaluation.stack import stack
    from knowledge.paths import policy_paths
    from tests.databases.choosing import on_postgresql, url_for

    folder = tmp_path_factory.mktemp("stack")
    settings = {**settings_for(folder / "channels", line, list(policy_paths())), **slack.settings()}
    if on_postgresql():
        settings["MADOGUCHI_DATABASE_URL"] = url_for(folder)
    with stack(folder, intake=False, **settings) as system:
        yield system


_ORDER = ("unit", "integration", "e2e")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Fast tests first, the browser last: while Playwright's browser is open its event loop runs in this thread,
    and `asyncio.run` in another test would refuse to start."""

    def place(item: pytest.Item) -> int:
        return next((n for n, name in enumerate(_ORDER) if name in item.path.parts), 0)

    items.sort(key=place)
