"""A desk on a real database, with a clock that tests move."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.bootstrap import Desk, build
from desk.model import StaffMember
from tests.databases.choosing import is_template
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
    yield built
    built.dispose()


@pytest.fixture
def staff(desk: Desk) -> StaffMember:
    return desk.staff.add("hanako", "correct horse", "担当A")


@pytest.fixture
def other(desk: Desk) -> StaffMember:
    return desk.staff.add("jiro", "battery staple", "担当B")
