"""A restore: what makes a backup whole, what a restore never touches, and that one that was cut short goes on."""

import hashlib
import sqlite3
from pathlib import Path
from typing import Any, cast

import pytest

from desk.bootstrap import Desk
from desk.settings import DeskSettings
from desk.upkeep import backup, restoring
from desk.upkeep.errors import RestoreRefused
from desk.upkeep.restoring import Restored, check, restore
from desk.vaulting.crypto import load_keyring
from desk.vaulting.errors import KeyProblem
from desk.vaulting.signing import canonical
from tests.unit.desk.restoring_world import ASIDE, NOW, Opened, World, database, said_in


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


# ---------------------------------------------------------------------- 1. check


def test_a_whole_backup_says_when_of_what_and_which_files(world: World) -> None:
    checked = check(world.settings, world.backup)
    assert (checked.made_at, checked.database_id) == (NOW.isoformat(), "db1")
    assert checked.files == tuple(sorted(world.manifest()["files"]))
    assert checked.digest == hashlib.sha256((world.backup / backup.MANIFEST).read_bytes()).hexdigest()


@pytest.mark.parametrize("name", ["madoguchi.sqlite3", "policies/v1.txt", "records/heads.jsonl"])
def test_a_file_that_is_missing_or_another_one_is_named(world: World, name: str) -> None:
    path = world.backup / name
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(RestoreRefused, match=f"damaged: {name}"):
        world.restore()
    path.unlink()
    with pytest.raises(RestoreRefused, match=f"not whole: {name} is missing"):
        world.restore()
    assert not world.target.exists()
    assert not world.policies.exists()


def test_a_manifest_that_somebody_wrote_is_not_taken(world: World) -> None:
    manifest = world.manifest()
    (world.backup / "records" / "heads.jsonl").write_text("mine")
    manifest["files"]["records/heads.jsonl"] = hashlib.sha256(b"mine").hexdigest()
    (world.backup / backup.MANIFEST).write_bytes(canonical(manifest))
    with pytest.raises(RestoreRefused, match="not signed by this installation"):
        world.restore()


def test_a_signature_that_is_no_text_is_none(world: World) -> None:
    (world.backup / backup.MANIFEST).write_bytes(canonical({**world.manifest(), "sig": 5}))
    with pytest.raises(RestoreRefused, match="not signed by this installation"):
        world.restore()


@pytest.mark.parametrize("name", ["../secret.key", "records/../../secret.key", "/etc/hostname"])
def test_a_backup_reaches_no_file_outside_of_itself(world: World, name: str) -> None:
    outside = Path(name) if name.startswith("/") else world.backup / name
    digest = hashlib.sha256(outside.read_bytes() if outside.exists() else b"").hexdigest()
    world.sign_anew(files={**world.manifest()["files"], name: digest})
    with pytest.raises(RestoreRefused, match="is missing"):
        check(world.settings, world.backup)


def test_a_link_is_no_file_of_a_backup(world: World) -> None:
    path = world.backup / "records" / "heads.jsonl"
    (world.folder / "heads").write_bytes(path.read_bytes())
    path.unlink()
    path.symlink_to(world.folder / "heads")
    with pytest.raises(RestoreRefused, match=r"heads\.jsonl is missing"):
        check(world.settings, world.backup)


def test_a_backup_without_a_database_is_none(world: World) -> None:
    files = {name: one for name, one in world.manifest()["files"].items() if name != "madoguchi.sqlite3"}
    world.sign_anew(files=files)
    with pytest.raises(RestoreRefused, match=r"madoguchi\.sqlite3 is missing"):
        check(world.settings, world.backup)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"format": "madoguchi-backup-2", "files": {}, "at": "x"}',
             '{"format": "madoguchi-backup-1", "files": [], "at": "x"}',
             '{"format": "madoguchi-backup-1", "files": {}, "at": ""}'],
)  # fmt: skip
def test_a_manifest_of_another_kind_is_not_ours(world: World, text: str) -> None:
    (world.backup / backup.MANIFEST).write_text(text)
    with pytest.raises(RestoreRefused, match="is not one of ours"):
        check(world.settings, world.backup)


def test_a_folder_without_a_manifest_is_no_whole_backup(world: World) -> None:
    (world.backup / backup.MANIFEST).unlink()
    with pytest.raises(RestoreRefused, match="not a whole backup"):
        check(world.settings, world.backup)


def test_a_backup_is_opened_by_its_own_key_and_none_is_made(world: World) -> None:
    world.settings.secret_key_file.unlink()
    with pytest.raises(KeyProblem, match="There is no key"):
        check(world.settings, world.backup)
    assert not world.settings.secret_key_file.exists()
    load_keyring(world.settings)  # another one
    with pytest.raises(KeyProblem):
        check(world.settings, world.backup)


def test_what_is_no_database_of_a_desk_is_said_so(world: World) -> None:
    path = world.backup / "madoguchi.sqlite3"
    path.write_bytes(b"no database")
    files = {**world.manifest()["files"], path.name: hashlib.sha256(path.read_bytes()).hexdigest()}
    world.sign_anew(files=files)
    with pytest.raises(RestoreRefused, match="is no database of this desk"):
        check(world.settings, world.backup)


# ---------------------------------------------------------------------- 2. and 3. put in place


def test_a_restore_puts_database_records_and_policies_where_there_are_none(world: World) -> None:
    done = world.restore()
    assert said_in(world.target) == "of the backup"
    assert world.target.stat().st_mode & 0o777 == 0o600
    assert (world.folder / "records" / "db1" / "heads.jsonl").read_text() == "heads"
    assert (world.folder / "records" / "db1" / "inner" / "erased.jsonl").read_text() == "erased"
    assert (world.policies / "v1.txt").read_text() == "version 1"
    assert done == Restored(NOW.isoformat(), None, 2, True, 5, True, cast("Any", "the log's report"))
    assert sorted(path.name for path in world.target.parent.iterdir()) == ["desk.sqlite3"]


def test_a_restore_is_told_in_the_log_and_the_desk_is_closed_again(world: World) -> None:
    world.restore()
    (opened,) = world.opened
    assert opened.told == [
        ("noted", "operator"),
        ("operator", "restore.backup", "db1", f"made={NOW.isoformat()}"),
    ]
    assert opened.ended


def test_nothing_left_to_remove_is_said_too(world: World) -> None:
    def build(settings: DeskSettings) -> Desk:
        opened = Opened(settings)
        opened.left = ()
        return cast("Desk", opened)

    assert not restore(world.settings, world.backup, world.policies, build, "operator", NOW).left


def test_a_database_that_is_there_is_kept_unless_it_is_to_be_replaced(world: World) -> None:
    database(world.target, world.keys, "of today")
    with pytest.raises(RestoreRefused, match="A database is there already"):
        world.restore()
    assert said_in(world.target) == "of today"
    assert not world.opened


def test_a_log_of_a_database_that_is_gone_is_asked_for_too(world: World) -> None:
    world.target.parent.mkdir()
    wal = world.target.with_name("desk.sqlite3-wal")
    wal.write_bytes(b"pages of another database")
    with pytest.raises(RestoreRefused, match="A database is there already"):
        world.restore()
    world.restore(replace=True)
    assert not wal.exists()
    assert world.target.with_name("desk.sqlite3-wal.old").read_bytes() == b"pages of another database"
    assert said_in(world.target) == "of the backup"


def test_a_replaced_database_is_kept_under_another_name(world: World) -> None:
    database(world.target, world.keys, "of today")
    done = world.restore(replace=True)
    assert done.aside == world.target.with_name(ASIDE)
    assert said_in(done.aside) == "of today"
    assert said_in(world.target) == "of the backup"


def test_records_and_policies_that_are_there_know_more_than_the_backup(world: World) -> None:
    newer = world.folder / "records" / "db1"
    newer.mkdir(parents=True)
    (newer / "heads.jsonl").write_text("newer")
    world.policies.mkdir()
    (world.policies / "v1.txt").write_text("as it is")
    world.restore()
    assert (newer / "heads.jsonl").read_text() == "newer"
    assert not (newer / "inner").exists()
    assert (world.policies / "v1.txt").read_text() == "as it is"


def test_a_database_that_a_running_desk_has_open_is_not_replaced(world: World) -> None:
    database(world.target, world.keys, "of today")
    running = sqlite3.connect(world.target, isolation_level=None)
    running.execute("PRAGMA journal_mode=WAL")
    running.execute("INSERT INTO said VALUES ('x')")
    running.execute("BEGIN")
    running.execute("SELECT * FROM said").fetchone()
    try:
        with pytest.raises(RestoreRefused, match="A running desk"):
            world.restore(replace=True)
    finally:
        running.close()
    assert said_in(world.target) == "of today"


def test_a_damaged_database_may_be_replaced(world: World) -> None:
    world.target.parent.mkdir()
    world.target.write_bytes(b"no database at all, and rather long for that" * 100)
    done = world.restore(replace=True)
    assert done.aside is not None
    assert done.aside.read_bytes().startswith(b"no database")
    assert said_in(world.target) == "of the backup"


@pytest.mark.parametrize("url", ["postgresql://x/y", "sqlite://", "sqlite:///:memory:"])
def test_what_is_no_file_is_restored_with_its_own_tools(world: World, url: str) -> None:
    world.settings.database_url = url
    with pytest.raises(RestoreRefused, match="pg_restore"):
        world.restore()


# ---------------------------------------------------------------------- cut short


class Cut(Exception):
    """The process ends here."""


def cut_at(monkeypatch: pytest.MonkeyPatch, world: World, name: str, **more: Any) -> None:
    def cut(*_: object, **__: object) -> None:
        raise Cut

    with monkeypatch.context() as short:
        short.setattr(restoring, name, cut)
        with pytest.raises(Cut):
            world.restore(**more)


@pytest.mark.parametrize("step", ["_records", "_policies", "_copy", "_write", "_put"])
def test_until_it_is_put_in_place_nothing_that_was_there_has_changed(
    world: World, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    database(world.target, world.keys, "of today")
    cut_at(monkeypatch, world, step, replace=True)
    assert said_in(world.target) == "of today"
    done = world.restore(replace=True)
    assert said_in(world.target) == "of the backup"
    assert done.aside is not None
    assert said_in(done.aside) == "of today"
    assert sorted(path.name for path in world.target.parent.iterdir()) == ["desk.sqlite3", ASIDE]


def test_one_that_was_cut_short_afterwards_is_not_put_in_place_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    database(world.target, world.keys, "of today")
    cut_at(monkeypatch, world, "_settle", replace=True)
    with sqlite3.connect(world.target) as conn:
        conn.execute("UPDATE said SET what = 'since the restore'")
    conn.close()
    done = world.restore()  # also without --replace: it goes on
    assert said_in(world.target) == "since the restore"
    assert done.aside == world.target.with_name(ASIDE)
    assert said_in(done.aside) == "of today"
    assert len(world.opened) == 1


def test_one_that_was_cut_short_without_a_database_before_goes_on_too(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut_at(monkeypatch, world, "_settle")
    assert world.restore().aside is None


def test_another_backup_does_not_go_on_with_it(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    cut_at(monkeypatch, world, "_settle")
    world.sign_anew(at="another time")
    with pytest.raises(RestoreRefused, match="A database is there already"):
        world.restore()


def test_one_that_was_cut_short_between_its_two_names_keeps_the_old_database_once(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    database(world.target, world.keys, "of today")
    real = restoring._rename

    def cut(source: Path, target: Path) -> None:
        if target == world.target:
            raise Cut
        real(source, target)

    with monkeypatch.context() as short:
        short.setattr(restoring, "_rename", cut)
        with pytest.raises(Cut):
            world.restore(replace=True)
    assert world.target.with_name(ASIDE).samefile(world.target)
    world.restore(replace=True)
    assert said_in(world.target.with_name(ASIDE)) == "of today"
    assert said_in(world.target) == "of the backup"
