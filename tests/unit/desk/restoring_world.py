"""A backup of a small database with records and policies, and where it is restored."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from desk.audited import Audited
from desk.bootstrap import DATABASE_ID, MAC_KEY, Desk
from desk.settings import DeskSettings
from desk.storage.anchors import Anchors
from desk.upkeep import backup
from desk.upkeep.restoring import Restored, restore
from desk.vaulting.crypto import Keyring, load_keyring
from desk.vaulting.signing import canonical, sign

NOW = datetime(2026, 11, 20, 9, 0, 5, tzinfo=UTC)
ASIDE = "desk.sqlite3.before-20261120T090005"


def database(path: Path, keys: Keyring, said: str) -> None:
    """One of this installation, in which somebody has said something."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with sqlite3.connect(path) as conn:
        conn.execute("CREATE TABLE meta (name, value)")
        conn.execute("CREATE TABLE said (what)")
        conn.execute("INSERT INTO said VALUES (?)", (said,))
        for name, plain in ((MAC_KEY, keys.mac_key), (DATABASE_ID, b"db1")):
            conn.execute("INSERT INTO meta VALUES (?, ?)", (name, keys.seal(plain, f"meta:{name}")))
    conn.close()


def said_in(path: Path) -> str:
    with sqlite3.connect(path) as conn:
        (found,) = conn.execute("SELECT what FROM said").fetchone()
    conn.close()
    return str(found)


class Opened:
    """The desk that is opened on a restored database, as far as a restore asks it for something."""

    def __init__(self, settings: DeskSettings) -> None:
        self.settings, self.told, self.ended = settings, list[tuple[str, ...]](), False
        self.database = self
        self.audit = self
        self.retention = self
        self.replayed = ("e_1", "e_2")
        self.left: Any = ("mail",)

    def note_restore(self, by: str) -> bool:
        self.told.append(("noted", by))
        return True

    @contextmanager
    def write(self) -> Iterator[Any]:
        def told(actor: str, action: Audited, subject: str, detail: str) -> None:
            self.told.append((actor, action.value, subject, detail))

        yield SimpleNamespace(audit=told)

    def purge(self) -> Any:
        return SimpleNamespace(conversations=2, requests=3, left=self.left)

    def verify(self) -> Any:
        return "the log's report"

    def dispose(self) -> None:
        self.ended = True


class World:
    def __init__(self, folder: Path) -> None:
        self.folder, self.backup = folder, folder / "backup"
        self.target = folder / "db" / "desk.sqlite3"
        self.settings = DeskSettings(
            database_url=f"sqlite:///{self.target}",
            secret_key_file=folder / "secret.key",
            records_folder=folder / "records",
            _env_file=None,
        )
        self.keys = load_keyring(self.settings)
        source, records, policies = folder / "source.sqlite3", folder / "was" / "db1", folder / "versions"
        database(source, self.keys, "of the backup")
        (records / "inner").mkdir(parents=True)
        policies.mkdir()
        (records / "heads.jsonl").write_text("heads")
        (records / "inner" / "erased.jsonl").write_text("erased")
        (records / "rotation.lock").write_text("")
        (policies / "v1.txt").write_text("version 1")
        self.desk = SimpleNamespace(
            database=SimpleNamespace(
                engine=SimpleNamespace(
                    dialect=SimpleNamespace(name="sqlite"), url=SimpleNamespace(database=str(source))
                ),
                clock=lambda: NOW,
                anchors=Anchors(records, self.keys.signer()),
            ),
            records=records,
        )
        self.sizes = backup.make(cast("Desk", self.desk), policies, self.backup)
        self.policies = folder / "kept"
        self.opened: list[Opened] = []

    def build(self, settings: DeskSettings) -> Desk:
        self.opened.append(Opened(settings))
        return cast("Desk", self.opened[-1])

    def restore(self, **more: Any) -> Restored:
        return restore(self.settings, self.backup, self.policies, self.build, "operator", NOW, **more)

    def sign_anew(self, **change: Any) -> None:
        path = self.backup / backup.MANIFEST
        manifest = {name: part for name, part in json.loads(path.read_bytes()).items() if name != "sig"}
        path.write_bytes(canonical(sign(self.keys.signer(), {**manifest, **change})))

    def manifest(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.backup / backup.MANIFEST).read_bytes())
        return found
