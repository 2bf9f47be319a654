"""A backup is put in place: only a whole one, only with its key, only where nobody works; killed anywhere it goes on."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from desk.bootstrap import Desk, build
from desk.model import RequestChanges, StaffMember
from desk.requests.receipts import Receipt
from desk.storage import tables as t
from desk.upkeep import restoring
from desk.upkeep.backup import DATABASE, MANIFEST, make
from desk.upkeep.errors import ExportProblem, RestoreRefused
from desk.vaulting.errors import KeyProblem
from tests.integration.desk.support import RIGHT, Clock, form_token, opened, settings_for, spec, words

# PostgreSQL has its own tools for this: see test_postgresql.py.
pytestmark = pytest.mark.database("sqlite")
NOW = datetime(2026, 11, 20, 3, 4, 5, tzinfo=UTC)
DIED = 17
GROUND = "第三者の権利を害するため"


@pytest.fixture
def backup(desk: Desk, staff: StaffMember, tmp_path: Path) -> Path:
    """A backup with two requests; after it, one of them is erased and a third comes in. The desk is stopped."""
    policies = tmp_path / "policies"
    policies.mkdir()
    (policies / "abc.txt").write_text("一 利用目的")
    receipts = [submit(desk) for _ in range(2)]
    folder = tmp_path / "backup"
    make(desk, policies, folder)
    desk.requests.patch(Receipt(receipts[0]), RequestChanges(status="refused", grounds=(GROUND,)), staff)
    desk.erasures.erase([Receipt(receipts[0])], "operator")
    submit(desk)
    desk.dispose()
    return folder


def submit(desk: Desk) -> str:
    token = form_token(desk, opened(desk), spec(standing="request"))
    return str(desk.forms.submit(token, RIGHT).receipt)


def builder(clock: Clock) -> restoring.Build:
    return lambda settings: build(settings, render=words, clock=clock)


def restore(folder: Path, backup: Path, clock: Clock, **options: Any) -> restoring.Restored:
    return restoring.restore(
        settings_for(folder), backup, folder / "policies", builder(clock), "operator", NOW, **options
    )


def state(folder: Path, clock: Clock) -> tuple[int, int]:
    """How many requests there are, and how many of them are erased."""
    desk = build(settings_for(folder), render=words, clock=clock)
    with desk.database.read() as conn:
        rows = conn.execute(select(t.requests.c.erased_at)).scalars().all()
    desk.dispose()
    return len(rows), sum(row is not None for row in rows)


def lose(folder: Path) -> None:
    shutil.rmtree(folder / "db")


def test_a_backup_holds_no_key_and_goes_into_a_new_folder(desk: Desk, backup: Path, tmp_path: Path) -> None:
    assert (backup / DATABASE).is_file()
    assert not [path for path in backup.rglob("*") if "key" in path.name]
    with pytest.raises(ExportProblem, match="there already"):
        make(desk, tmp_path / "no-policies", backup)


def test_a_lost_database_comes_back_and_what_was_erased_stays_erased(
    backup: Path, tmp_path: Path, clock: Clock
) -> None:
    lose(tmp_path)
    (tmp_path / "policies" / "abc.txt").unlink()
    found = restoring.check(settings_for(tmp_path), backup)
    assert DATABASE in found.files
    assert not (tmp_path / "db").exists(), "a check changes nothing"
    done = restore(tmp_path, backup, clock)
    assert (done.replayed, done.aside, done.left) == (1, None, False)
    assert done.stepped_back
    assert done.audit.whole, done.audit.problems
    assert state(tmp_path, clock) == (2, 1)
    assert (tmp_path / "policies" / "abc.txt").read_text() == "一 利用目的"
    names = {path.name for path in (tmp_path / "db").iterdir()}
    assert not [name for name in names if "restor" in name], "nothing of the work is left lying"


def test_lost_records_come_back_with_it(backup: Path, tmp_path: Path, clock: Clock) -> None:
    lose(tmp_path)
    shutil.rmtree(tmp_path / "records")
    done = restore(tmp_path, backup, clock)
    assert done.audit.whole, done.audit.problems
    assert state(tmp_path, clock) == (2, 0), "what was erased since cannot be known any more"


def test_a_database_that_is_there_is_left_alone_unless_told(
    backup: Path, tmp_path: Path, clock: Clock
) -> None:
    with pytest.raises(RestoreRefused, match="--replace"):
        restore(tmp_path, backup, clock)
    assert state(tmp_path, clock) == (3, 1)
    done = restore(tmp_path, backup, clock, replace=True)
    assert done.aside is not None
    assert done.aside.is_file(), "what was there is kept"
    assert state(tmp_path, clock) == (2, 1)
    with sqlite3.connect(done.aside) as conn:
        assert conn.execute("SELECT count(*) FROM requests").fetchone() == (3,)
    conn.close()


def test_a_running_desk_is_not_pulled_from_under(backup: Path, tmp_path: Path, clock: Clock) -> None:
    running = build(settings_for(tmp_path), render=words, clock=clock)
    with pytest.raises(RestoreRefused, match="running desk"):
        restore(tmp_path, backup, clock, replace=True)
    submit(running)
    running.dispose()
    assert state(tmp_path, clock) == (4, 1)


def test_a_log_of_a_lost_database_is_not_played_into_the_restored_one(
    backup: Path, tmp_path: Path, clock: Clock
) -> None:
    lose(tmp_path)
    (tmp_path / "db").mkdir()
    (tmp_path / "db" / "desk.sqlite3-wal").write_bytes(b"leftover")
    with pytest.raises(RestoreRefused, match="--replace"):
        restore(tmp_path, backup, clock)
    restore(tmp_path, backup, clock, replace=True)
    assert state(tmp_path, clock) == (2, 1)


def damaged(folder: Path) -> None:
    (folder / DATABASE).write_bytes((folder / DATABASE).read_bytes()[:-1] + b"x")


def cut(folder: Path) -> None:
    (folder / DATABASE).unlink()


def unfinished(folder: Path) -> None:
    (folder / MANIFEST).unlink()


def rewritten(folder: Path) -> None:
    """Somebody who cannot sign changes a file and its hash in the manifest."""
    path = next(path for path in sorted((folder / "policies").rglob("*")) if path.is_file())
    before = restoring._sha256(path)
    path.write_text("二 何にでも使います")
    manifest = folder / MANIFEST
    manifest.write_text(manifest.read_text().replace(before, restoring._sha256(path)))


def escaping(folder: Path) -> None:
    manifest = folder / MANIFEST
    manifest.write_text(manifest.read_text().replace('"policies/abc.txt"', '"../secret.key"'))


@pytest.mark.parametrize("harm", [damaged, cut, unfinished, rewritten, escaping])
def test_what_is_not_whole_is_refused_before_anything_is_touched(
    backup: Path, tmp_path: Path, clock: Clock, harm: Callable[[Path], None]
) -> None:
    harm(backup)
    before = (tmp_path / "db" / "desk.sqlite3").read_bytes()
    with pytest.raises(RestoreRefused):
        restore(tmp_path, backup, clock, replace=True)
    assert (tmp_path / "db" / "desk.sqlite3").read_bytes() == before


def test_without_its_key_it_is_refused_and_no_key_is_made(backup: Path, tmp_path: Path, clock: Clock) -> None:
    key = tmp_path / "secret.key"
    kept = key.read_bytes()
    key.unlink()
    with pytest.raises(KeyProblem, match="no key"):
        restore(tmp_path, backup, clock, replace=True)
    assert not key.exists()
    other = tmp_path / "other"
    build(settings_for(other), render=words, clock=clock).dispose()
    shutil.copy(other / "secret.key", key)
    with pytest.raises(KeyProblem):
        restore(tmp_path, backup, clock, replace=True)
    key.write_bytes(kept)
    assert state(tmp_path, clock) == (3, 1)


# ---------------------------------------------------------------------- killed in the middle


def killed_at(number: int, folder: Path, backup: Path, clock: Clock) -> bool:
    """Restore in a process that dies at its N-th step of the work; whether it died."""
    pid = os.fork()
    if pid == 0:
        try:
            _die_at(number)
            restore(folder, backup, clock, replace=True)
            os._exit(0)
        except BaseException:
            os._exit(99)
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    assert code in (0, DIED)
    return code == DIED


def _die_at(number: int) -> None:
    steps = 0

    def around(name: str, owner: Any) -> None:
        real = getattr(owner, name)

        def step(*given: Any, **options: Any) -> Any:
            nonlocal steps
            for run in (lambda: None, lambda: real(*given, **options)):
                steps += 1
                if steps == number:
                    os._exit(DIED)
                result = run()
            return result

        setattr(owner, name, step)

    for name in ("_copy", "_rename", "_settle"):
        around(name, restoring)
    around("link", os)


@pytest.mark.parametrize("lost", [False, True])
def test_killed_anywhere_it_ends_its_work_when_it_is_called_again(
    backup: Path, tmp_path: Path, clock: Clock, lost: bool
) -> None:
    number, died = 0, True
    while died:
        number += 1
        home = tmp_path / f"home-{number}"
        home.mkdir()
        for name in ("db", "records", "policies"):
            if not (lost and name != "policies"):
                shutil.copytree(tmp_path / name, home / name)
        shutil.copy(tmp_path / "secret.key", home)
        died = killed_at(number, home, backup, clock)
        if died:
            if not lost and (home / "db" / "desk.sqlite3.restoring").exists():
                with sqlite3.connect(home / "db" / "desk.sqlite3") as conn:
                    assert conn.execute("SELECT count(*) FROM requests").fetchone() == (3,), (
                        "untouched so far"
                    )
                conn.close()
            done = restore(home, backup, clock, replace=True)
            assert done.audit.whole, (number, done.audit.problems)
        assert state(home, clock) == (2, 0 if lost else 1), number
        asides = [path for path in (home / "db").iterdir() if ".before-" in path.name]
        assert len(asides) == (0 if lost else 1), number
    assert number > 8
