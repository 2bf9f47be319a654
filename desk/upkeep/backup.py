"""A backup of what is not built again: database, kept policies, records. Never the key."""

import hashlib
import shutil
import sqlite3
from pathlib import Path

from desk.bootstrap import Desk
from desk.upkeep.errors import ExportProblem
from desk.vaulting.signing import canonical, sign

DATABASE, MANIFEST, FORMAT = "madoguchi.sqlite3", "manifest.json", "madoguchi-backup-1"


def make(desk: Desk, policies: Path, to: Path) -> dict[str, int]:
    """Copy into a new folder (mode 0700) beside a running desk; gives each file's size. `manifest.json`, written last,
    names every file with its SHA-256, signed: a folder without it is not a whole backup.
    Raises ExportProblem for a folder that is there, a database that is not SQLite, a full disk."""
    engine = desk.database.engine
    if engine.dialect.name != "sqlite" or engine.url.database is None:
        raise ExportProblem("Back a PostgreSQL database up with its own tools (pg_dump).")
    try:
        to.mkdir(parents=True, mode=0o700)
        with sqlite3.connect(engine.url.database) as source, sqlite3.connect(to / DATABASE) as target:
            source.backup(target)
        target.close()
        source.close()
        (to / DATABASE).chmod(0o600)
        for name, folder in (("policies", policies), ("records", desk.records)):
            if folder.is_dir():
                shutil.copytree(folder, to / name, ignore=shutil.ignore_patterns("*lock"))
        files = sorted(path for path in to.rglob("*") if path.is_file())
        manifest = {
            "format": FORMAT,
            "at": desk.database.clock().isoformat(),
            "files": {
                str(path.relative_to(to)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files
            },
        }
        (to / MANIFEST).write_bytes(canonical(sign(desk.database.anchors.signer, manifest)))
    except FileExistsError:
        raise ExportProblem(f"{to} is there already; name another folder.") from None
    except (OSError, sqlite3.Error) as problem:
        raise ExportProblem(f"The backup could not be written ({problem}).") from None
    return {str(path.relative_to(to)): path.stat().st_size for path in files}
