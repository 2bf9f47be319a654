"""The bell between two processes: heard once however often it is rung, and nothing waits for it."""

import fcntl
import os
import stat
from pathlib import Path

import pytest

from desk.channels.bell import Bell, bell_of, ring


def test_the_bell_between_processes_is_heard_once_however_often_it_was_rung(tmp_path: Path) -> None:
    bell = Bell(tmp_path / "sub" / "bell")
    assert not bell.heard()
    assert all(ring(tmp_path / "sub" / "bell") for _ in range(100))
    assert bell.heard()
    assert not bell.heard()
    bell.close()


def test_who_rings_where_nobody_listens_goes_on(tmp_path: Path) -> None:
    assert not ring(tmp_path / "bell")
    Bell(tmp_path / "bell").close()
    assert not ring(tmp_path / "bell")  # hung up by a process that has ended
    bell = Bell(tmp_path / "bell")  # the next one takes it over
    assert ring(tmp_path / "bell")
    assert bell.heard()
    bell.close()


def more_than_it_holds(pipe: Path) -> int:
    """So many bytes; of a pipe that is made small, where the system can do that, so as not to write for long."""
    if not hasattr(fcntl, "F_SETPIPE_SZ"):
        return 70_000
    opened = os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
    try:
        return fcntl.fcntl(opened, fcntl.F_SETPIPE_SZ, 4096) + 1000
    finally:
        os.close(opened)


def test_a_bell_that_nobody_answers_does_not_stop_who_rings(tmp_path: Path) -> None:
    bell = Bell(tmp_path / "bell")
    for _ in range(more_than_it_holds(tmp_path / "bell")):
        assert ring(tmp_path / "bell")
    assert bell.heard()
    assert not bell.heard()
    bell.close()


def test_only_its_owner_may_use_it_and_another_file_is_not_taken_for_it(tmp_path: Path) -> None:
    bell = Bell(tmp_path / "bell")
    assert stat.S_IMODE((tmp_path / "bell").stat().st_mode) == 0o600
    bell.close()
    (tmp_path / "file").touch()
    with pytest.raises(FileExistsError):
        Bell(tmp_path / "file")


def test_the_bell_between_processes_hangs_beside_the_database(tmp_path: Path) -> None:
    assert bell_of(f"sqlite:///{tmp_path}/db/m.sqlite3", Path("var")) == tmp_path / "db" / "m.sqlite3.bell"
    assert bell_of("postgresql://desk@db/desk", Path("var")) == Path("var/channels.bell")
