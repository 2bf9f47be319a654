"""A desk on a real database, with a clock that tests move."""

import shutil
import threading
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from desk.bootstrap import Desk, build
from desk.model import StaffMember
from tests.databases.choosing import is_template
from tests.integration.desk.at_once_support import other_desk, pair  # noqa: F401
from tests.integration.desk.support import Clock, settings_for, words


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def new_desk(database_server: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an empty, migrated database and its key: migrating it once is enough."""
    folder = tmp_path_factory.mktemp("new_desk")
    build(settings_for(folder), render=words).dispose()
    is_template(folder)
    return folder


@pytest.fixture
def desk(new_desk: Path, tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    shutil.copytree(new_desk, tmp_path, dirs_exist_ok=True)
    built = build(settings_for(tmp_path), render=words, clock=clock)
    second = second_connections(built.database.engine)
    yield built
    built.dispose()
    assert second == [], (
        "a transaction waits for a second connection of the pool, which others wait for as well"
    )


def _place() -> str:
    """The innermost lines of the desk that have led here."""
    own = [
        line
        for line in traceback.extract_stack()
        if "/desk/" in line.filename and "/tests/" not in line.filename
    ]
    return " > ".join(f"{Path(line.filename).name}:{line.lineno}" for line in own[-4:])


def second_connections(engine: Engine) -> list[str]:
    """Grows by where a thread takes a connection of the pool while it holds another one."""
    found: list[str] = []
    holders: dict[int, int] = {}

    def taken(_: Any, record: Any, __: Any) -> None:
        if threading.get_ident() in holders.values():
            found.append(_place())
        holders[id(record)] = threading.get_ident()

    def given_back(_: Any, record: Any) -> None:
        holders.pop(id(record), None)

    event.listen(engine, "checkout", taken)
    event.listen(engine, "checkin", given_back)
    return found


@pytest.fixture
def staff(desk: Desk) -> StaffMember:
    return desk.staff.add("hanako", "correct horse", "担当A")


@pytest.fixture
def other(desk: Desk) -> StaffMember:
    return desk.staff.add("jiro", "battery staple", "担当B")
