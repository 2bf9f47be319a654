"""What pytest knows of databases.

A test runs on SQLite. `@pytest.mark.database("sqlite", "postgresql")` runs it on both, `("postgresql")` on that alone:
skipped where PostgreSQL's programs are not installed. With `MADOGUCHI_TEST_DATABASE_URL` (`make test-postgres`) all run
on PostgreSQL, but for those marked `("sqlite")`, which look into SQLite's file. Its value is a server's URL, or
`temporary`: a server is started for the run.

Every process of a run reads this, and most runs see SQLite only: what speaks to a server is imported where one is.
"""

import os
from collections.abc import Generator, Iterator
from contextlib import ExitStack

import pytest

from tests.databases import SERVER

SQLITE, POSTGRESQL = "sqlite", "postgresql"
_GIVEN = os.environ.get(SERVER, "")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """The databases that a test names are its parameters."""
    marker = metafunc.definition.get_closest_marker("database")
    if marker is not None and not _GIVEN and marker.args != (SQLITE,):
        metafunc.parametrize("database_server", marker.args, indirect=True, scope="session")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what a test, or one of its parameters, does not name."""
    left_out = [item for item in items if not _names(item)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


def _names(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("database")
    if marker is None:
        return True
    params = item.callspec.params if isinstance(item, pytest.Function) and hasattr(item, "callspec") else {}
    return params.get("database_server", POSTGRESQL if _GIVEN else SQLITE) in marker.args


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The URL of a server, started once when the first test wants it."""
    if _GIVEN and _GIVEN != "temporary":
        yield _GIVEN
        return
    from tests.databases.cluster import cluster, programs

    binaries = programs()
    if binaries is None:
        word = "PostgreSQL's programs (initdb, postgres) are not installed"
        if _GIVEN:
            pytest.exit(word, 1)
        pytest.skip(word)
    with cluster(binaries) as url:
        yield url


@pytest.fixture(scope="session", autouse=True)
def database_server(request: pytest.FixtureRequest) -> Iterator[str]:
    """The kind of database that `url_for` gives now."""
    kind = getattr(request, "param", POSTGRESQL if _GIVEN else SQLITE)
    with pytest.MonkeyPatch.context() as patch, ExitStack() as after:
        if kind == POSTGRESQL:
            from tests.databases.choosing import drop_below

            patch.setenv(SERVER, request.getfixturevalue("postgresql_server"))
            after.callback(drop_below, None)
            yield kind
        else:
            patch.delenv(SERVER, raising=False)
            yield kind


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, None, None]:
    """What a test made goes with it. A hook: a fixture that every test has costs each of thousands."""
    folder = getattr(item, "funcargs", {}).get("tmp_path")
    try:
        yield
    finally:
        if folder is not None and os.environ.get(SERVER):
            from tests.databases.choosing import drop_below

            drop_below(folder)
