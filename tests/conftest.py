"""Fixtures shared by integration and browser tests."""

from collections.abc import Iterator

import pytest

from evaluation.stack import Stack, stack


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The real system: started once for all tests that need it."""
    with stack(tmp_path_factory.mktemp("stack")) as system:
        yield system


_ORDER = ("unit", "integration", "e2e")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Fast tests first, the browser last: while Playwright's browser is open its event loop runs in this thread,
    and `asyncio.run` in another test would refuse to start."""

    def place(item: pytest.Item) -> int:
        return next((n for n, name in enumerate(_ORDER) if name in item.path.parts), 0)

    items.sort(key=place)
