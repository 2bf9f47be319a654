"""A backup (desk.upkeep.backup) is put in place: checked before anything is touched, whole or not at all, and told what
was erased since it was made.

    1. check     every file against the manifest, the manifest's signature, the database by its own key
    2. stage     the database beside its target; policies and records only where they are missing
    3. put       the database that is there, if any, is kept under another name; the staged one takes its place
    4. settle    erasures since then are carried out again, the audit log goes on, what is past its time goes

Killed at any point, the same command goes on: up to step 3 nothing that was there has changed, and a note beside the
database says that step 4 is still to come. A desk that is started before that does the erasures itself.
"""

import hashlib
import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import make_url

from desk.audited import Audited
from desk.bootstrap import DATABASE_ID, MAC_KEY, Desk
from desk.settings import DeskSettings
from desk.upkeep.audit import AuditReport
from desk.upkeep.backup import DATABASE, FORMAT, MANIFEST
from desk.upkeep.errors import RestoreRefused
from desk.vaulting.crypto import Keyring, load_keyring
from desk.vaulting.errors import KeyProblem
from desk.vaulting.signing import canonical, signed_by

Build = Callable[[DeskSettings], Desk]
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Checked:
    """A whole backup: when it was made, of which database, how many files. `digest` names this very backup."""

    folder: Path
    made_at: str
    database_id: str
    files: tuple[str, ...]
    digest: str


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore has done. `aside`: where the database that was there lies now. `replayed`: erasures that were
    carried out again. `left`: whether something past its time could not be removed."""

    made_at: str
    aside: Path | None
    replayed: int
    stepped_back: bool
    purged: int
    left: bool
    audit: AuditReport


# ---------------------------------------------------------------------- 1. check


def check(settings: DeskSettings, folder: Path) -> Checked:
    """Whether this is a whole backup of a database that this installation's key opens. Nothing is changed.
    Raises RestoreRefused naming the file, KeyProblem."""
    manifest, digest = _manifest(folder)
    names = manifest["files"]
    for name, wanted in names.items():
        path = folder / name
        if Path(name).is_absolute() or ".." in Path(name).parts or path.is_symlink() or not path.is_file():
            raise RestoreRefused(f"The backup is not whole: {name} is missing.")
        if _sha256(path) != wanted:
            raise RestoreRefused(f"The backup is damaged: {name} is not as it was written.")
    if DATABASE not in names:
        raise RestoreRefused(f"The backup is not whole: {DATABASE} is missing.")
    keys = _keys(settings)
    database_id = _prove(folder / DATABASE, keys)
    if not signed_by(keys.signer(), manifest):
        raise RestoreRefused("The manifest is not signed by this installation: the backup was changed.")
    return Checked(folder, str(manifest["at"]), database_id, tuple(sorted(names)), digest)


def _manifest(folder: Path) -> tuple[dict[str, Any], str]:
    try:
        raw = (folder / MANIFEST).read_bytes()
        manifest = json.loads(raw)
        whole = manifest["format"] == FORMAT and isinstance(manifest["files"], dict) and manifest["at"]
    except FileNotFoundError:
        raise RestoreRefused(f"{folder} is not a whole backup: it has no {MANIFEST}.") from None
    except (OSError, ValueError, KeyError, TypeError):
        whole = None
    if not whole:
        raise RestoreRefused(f"{MANIFEST} is not one of ours ({FORMAT}).")
    return manifest, hashlib.sha256(raw).hexdigest()


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_CHUNK):
            digest.update(piece)
    return digest.hexdigest()


def _keys(settings: DeskSettings) -> Keyring:
    """The installation's keys. None is made here: a new one would open nothing."""
    if settings.secret_key is None and not settings.secret_key_file.is_file():
        raise KeyProblem(
            f"There is no key ({settings.secret_key_file.name}): put back the one that the backup was made under."
        )
    return load_keyring(settings)


def _prove(database: Path, keys: Keyring) -> str:
    """The id of a database that these keys open. Raises KeyProblem, RestoreRefused."""
    try:
        with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as conn:
            sound = conn.execute("PRAGMA quick_check").fetchone()[0]
            kept = dict(conn.execute("SELECT name, value FROM meta").fetchall())
        sealed_mac, sealed_id = kept[MAC_KEY], kept[DATABASE_ID]
    except (sqlite3.Error, KeyError) as problem:
        raise RestoreRefused(f"{DATABASE} is no database of this desk ({type(problem).__name__}).") from None
    if sound != "ok":
        raise RestoreRefused(f"{DATABASE} is damaged inside (quick_check).")
    keys.use_mac_key(keys.open(sealed_mac, f"meta:{MAC_KEY}"))
    return keys.open(sealed_id, f"meta:{DATABASE_ID}").decode()


# ---------------------------------------------------------------------- 2. and 3. put in place


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the database lies, and the files beside it that a restore needs."""

    target: Path

    @property
    def staged(self) -> Path:
        return self.target.with_name(self.target.name + ".restoring")

    @property
    def note(self) -> Path:
        return self.target.with_name(self.target.name + ".restore-note")

    def aside(self, now: datetime) -> Path:
        return self.target.with_name(f"{self.target.name}.before-{now:%Y%m%dT%H%M%S}")

    def logs(self) -> list[Path]:
        """SQLite's own files: to another database they would be poison."""
        beside = [self.target.with_name(self.target.name + end) for end in ("-wal", "-shm", "-journal")]
        return [path for path in beside if path.exists()]


def restore(
    settings: DeskSettings,
    folder: Path,
    policies: Path,
    build: Build,
    by: str,
    now: datetime,
    *,
    replace: bool = False,
) -> Restored:
    """Put a backup in place. `policies` is where the kept policy versions lie; `build` opens the desk.

    Raises RestoreRefused (the backup is not whole; a database is there and `replace` is not given; a running desk has
    it open; not SQLite), KeyProblem.
    """
    place = _Place(_target(settings))
    checked = check(settings, folder)
    aside = None
    if not _put_before(place, checked):
        if not replace and (place.target.exists() or place.logs()):
            raise RestoreRefused(
                f"A database is there already ({place.target}). With --replace it is kept beside the restored one."
            )
        _quiet(place)
        _undo_link(place)
        _records(settings, checked)
        _policies(policies, checked)
        _copy(folder / DATABASE, place.staged)
        aside = place.aside(now) if place.target.exists() else None
        _write(place.note, canonical({"backup": checked.digest, "aside": aside.name if aside else None}))
        _put(place, aside)
    else:
        name = json.loads(place.note.read_bytes())["aside"]
        aside = place.target.with_name(name) if name else None
    done = _settle(settings, build, by, checked, aside)
    place.note.unlink()
    return done


def _target(settings: DeskSettings) -> Path:
    url = make_url(settings.database_url)
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        raise RestoreRefused("Restore a PostgreSQL database with its own tools (pg_restore).")
    return Path(url.database)


def _put_before(place: _Place, checked: Checked) -> bool:
    """Whether this very backup was put in place, and the restore was cut short after that."""
    try:
        noted = json.loads(place.note.read_bytes())["backup"] == checked.digest
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return noted and place.target.exists() and not place.staged.exists()


def _quiet(place: _Place) -> None:
    """Nobody has the database open, and all of it is in the one file. Raises RestoreRefused."""
    if not place.target.exists():
        return
    try:
        with closing(sqlite3.connect(place.target, timeout=1.0)) as conn:
            # SQLite leaves WAL mode only where no other connection is open: that is the proof.
            mode = conn.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
    except sqlite3.OperationalError as error:
        if "locked" not in str(error):
            raise RestoreRefused(
                f"{place.target} cannot be written ({error}): see that its folder is there, that its disk is not full "
                "and that this user may write to it."
            ) from None
        mode = "busy"
    except sqlite3.DatabaseError:
        return  # damaged: that may be why it is restored
    if mode != "delete":
        raise RestoreRefused("A running desk has the database open: stop it first.")


def _records(settings: DeskSettings, checked: Checked) -> None:
    """The signed heads and the ledger of erasures: those that are there know more than the backup's."""
    target, source = settings.records_dir / checked.database_id, checked.folder / "records"
    if target.exists() or not source.is_dir():
        return
    staged = target.with_name(target.name + ".restoring")
    shutil.rmtree(staged, ignore_errors=True)
    staged.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    for path in sorted(source.rglob("*")):
        if path.is_file():
            _copy(path, staged / path.relative_to(source))
    _rename(staged, target)


def _policies(target: Path, checked: Checked) -> None:
    """Versions of policies that were quoted; one that is there is the same (its name is its hash)."""
    source = checked.folder / "policies"
    for path in sorted(source.rglob("*")) if source.is_dir() else ():
        wanted = target / path.relative_to(source)
        if path.is_file() and not wanted.exists():
            aside = wanted.with_name(wanted.name + ".restoring")
            _copy(path, aside)
            _rename(aside, wanted)


def _undo_link(place: _Place) -> None:
    """A restore was cut short between keeping the database under another name and replacing it: it is kept anew."""
    try:
        name = json.loads(place.note.read_bytes())["aside"]
    except (OSError, ValueError, KeyError, TypeError):
        return
    kept = place.target.with_name(name) if name else None
    if kept is not None and kept.exists() and place.target.exists() and kept.samefile(place.target):
        kept.unlink()


def _put(place: _Place, aside: Path | None) -> None:
    if aside is not None:
        os.link(place.target, aside)
    stamp = aside or place.target
    for log in place.logs():  # left by a database that is gone, or that is damaged
        _rename(log, log.with_name(f"{stamp.name}{log.name.removeprefix(place.target.name)}.old"))
    _rename(place.staged, place.target)


# ---------------------------------------------------------------------- 4. settle


def _settle(settings: DeskSettings, build: Build, by: str, checked: Checked, aside: Path | None) -> Restored:
    desk = build(settings)  # opening carries the erasures out
    try:
        stepped_back = desk.audit.note_restore(by)
        with desk.database.write() as tx:
            tx.audit(by, Audited.RESTORE_BACKUP, checked.database_id, f"made={checked.made_at}")
        purged = desk.retention.purge()
        return Restored(
            checked.made_at,
            aside,
            len(desk.replayed),
            stepped_back,
            purged.conversations + purged.requests,
            bool(purged.left),
            desk.audit.verify(),
        )
    finally:
        desk.dispose()


# ---------------------------------------------------------------------- files


def _copy(source: Path, target: Path) -> None:
    """A copy with mode 0600 that is on the disk when this returns."""
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    target.unlink(missing_ok=True)
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with source.open("rb") as file, os.fdopen(handle, "wb") as copy:
        shutil.copyfileobj(file, copy, _CHUNK)
        copy.flush()
        os.fsync(copy.fileno())


def _write(path: Path, data: bytes) -> None:
    aside = path.with_name(path.name + ".new")
    with aside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    _rename(aside, path)


def _rename(source: Path, target: Path) -> None:
    """In one step, and on the disk when this returns."""
    os.replace(source, target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
