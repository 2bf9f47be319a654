"""The file of the database is its owner's alone, as the key, the records and the backups are."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from desk.storage.database import make_engine


@pytest.fixture
def usual_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def modes(folder: Path) -> dict[str, str]:
    return {path.name: oct(path.stat().st_mode & 0o777) for path in folder.iterdir()}


@pytest.mark.usefixtures("usual_umask")
def test_a_new_database_and_what_stands_beside_it_is_its_owners_alone(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path}/db/desk.sqlite3")
    with engine.begin() as conn:
        conn.execute(text("CREATE TABLE a (b)"))
        found = modes(tmp_path / "db")
    engine.dispose()
    assert "desk.sqlite3" in found and set(found.values()) == {"0o600"}


@pytest.mark.usefixtures("usual_umask")
def test_the_mode_that_an_operator_gave_stays(tmp_path: Path) -> None:
    path = tmp_path / "desk.sqlite3"
    path.touch()
    path.chmod(0o640)
    engine = make_engine(f"sqlite:///{path}")
    with engine.begin() as conn:
        conn.execute(text("CREATE TABLE a (b)"))
    engine.dispose()
    assert modes(tmp_path)["desk.sqlite3"] == "0o640"


def test_a_database_in_memory_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    engine = make_engine("sqlite:///:memory:", pooled=False)
    with engine.begin() as conn:
        conn.execute(text("SELECT 1"))
    engine.dispose()
    assert modes(tmp_path) == {}


def test_a_place_that_cannot_be_written_to_is_the_databases_own_error(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path}/db/desk.sqlite3", pooled=False)
    (tmp_path / "db").rmdir()
    with pytest.raises(OperationalError, match="unable to open database file"), engine.connect():
        pass
