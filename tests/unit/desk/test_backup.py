"""A backup: what is in it, what is not, and how it is told that it is whole."""

import hashlib
from pathlib import Path
from typing import cast

import pytest

from desk.bootstrap import Desk
from desk.upkeep import backup
from desk.upkeep.errors import ExportProblem
from desk.vaulting.signing import signed_by
from tests.unit.desk.restoring_world import NOW, World, said_in


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def test_a_backup_names_every_file_with_its_hash_signed(world: World) -> None:
    manifest = world.manifest()
    assert signed_by(world.keys.signer(), manifest)
    assert set(manifest["files"]) == {
        "madoguchi.sqlite3", "policies/v1.txt", "records/heads.jsonl", "records/inner/erased.jsonl",
    }  # fmt: skip
    for name, digest in manifest["files"].items():
        assert hashlib.sha256((world.backup / name).read_bytes()).hexdigest() == digest
    assert manifest["at"] == NOW.isoformat()
    assert manifest["format"] == "madoguchi-backup-1"
    assert said_in(world.backup / "madoguchi.sqlite3") == "of the backup"


def test_a_backup_is_for_its_owner_alone_and_has_no_key(world: World) -> None:
    assert world.backup.stat().st_mode & 0o777 == 0o700
    assert (world.backup / "madoguchi.sqlite3").stat().st_mode & 0o777 == 0o600
    secret = world.settings.secret_key_file.read_bytes().strip()
    assert not any(secret in path.read_bytes() for path in world.backup.rglob("*") if path.is_file())


def test_a_backup_says_each_files_size(world: World) -> None:
    assert world.sizes["records/heads.jsonl"] == 5
    assert set(world.sizes) == set(world.manifest()["files"])


def test_a_backup_is_not_written_over_what_is_there(world: World) -> None:
    before = {path: path.read_bytes() for path in world.backup.rglob("*") if path.is_file()}
    with pytest.raises(ExportProblem, match="there already"):
        backup.make(cast("Desk", world.desk), world.policies, world.backup)
    assert {path: path.read_bytes() for path in world.backup.rglob("*") if path.is_file()} == before


def test_what_is_no_sqlite_file_is_backed_up_with_its_own_tools(world: World) -> None:
    engine = world.desk.database.engine
    engine.dialect.name = "postgresql"
    with pytest.raises(ExportProblem, match="pg_dump"):
        backup.make(cast("Desk", world.desk), world.policies, world.folder / "other")
    engine.dialect.name, engine.url.database = "sqlite", None
    with pytest.raises(ExportProblem, match="pg_dump"):
        backup.make(cast("Desk", world.desk), world.policies, world.folder / "other")
    assert not (world.folder / "other").exists()


def test_a_desk_without_policies_or_records_is_backed_up_too(world: World) -> None:
    world.desk.records = world.folder / "none"
    made = backup.make(cast("Desk", world.desk), world.folder / "none", world.folder / "other")
    assert set(made) == {"madoguchi.sqlite3"}
