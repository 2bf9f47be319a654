"""A desk on a real SQLite file, with a clock that tests move."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.bootstrap import Desk, build
from desk.model import StaffMember
from tests.integration.desk.support import Clock, settings_for, words


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    built = build(settings_for(tmp_path), render=words, clock=clock)
    yield built
    built.dispose()


@pytest.fixture
def staff(desk: Desk) -> StaffMember:
    return desk.staff.add("hanako", "correct horse", "担当A")


@pytest.fixture
def other(desk: Desk) -> StaffMember:
    return desk.staff.add("jiro", "battery staple", "担当B")
