"""Signed heads of the audit log, kept in files outside the database: what was the newest entry at a time.

    head.json     the newest head, written after each commit that recorded something
    heads.jsonl   one line an hour, at each start, and at each restore: {"kind","n","hash","at","sig"}

Whoever cuts entries off the end of the log leaves heads that point at nothing. `sig` is a signature over the line
(desk/vaulting/signing.py), so that an auditor can check a head with the public key alone. A head is only replaced by
one whose log still holds it: cutting the log and going on does not hide the cut.
"""

import fcntl
import json
import logging
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desk.storage.chain import Head
from desk.vaulting.signing import canonical, sign, signed_by

log = logging.getLogger(__name__)

Kind = Literal["head", "restore"]


@dataclass(frozen=True, slots=True)
class Anchor:
    """A head as it was written down. `number` is the line in heads.jsonl, 0 for head.json; `sound`: signed by us.

    A "restore" says that an older state of the database was put in place on purpose: heads written before it are
    expected up to entry `since` only, where the old log and this one part."""

    kind: Kind
    head: Head
    at: str
    sound: bool
    number: int = 0
    since: int = 0


class Anchors:
    """The two files. Safe in several processes (a lock beside them); failing to write never fails the desk."""

    def __init__(self, folder: Path, signer: Ed25519PrivateKey) -> None:
        self._folder, self._signer = folder, signer
        self._newest, self._lines = folder / "head.json", folder / "heads.jsonl"
        self._guard = threading.Lock()
        self.torn: str | None = None

    @property
    def signer(self) -> Ed25519PrivateKey:
        """What signs."""
        return self._signer

    def newest(self) -> Anchor | None:
        """The newest head that was written down; a damaged head.json counts as none."""
        try:
            return self._parsed(json.loads(self._newest.read_bytes()), 0)
        except (OSError, ValueError, KeyError, TypeError):
            return self._last_line()

    def lines(self) -> list[Anchor]:
        """Every line of heads.jsonl, the unreadable ones as unsound (the last may be torn by a power cut)."""
        try:
            raw = self._lines.read_bytes()
        except FileNotFoundError:
            return []
        found = []
        for number, line in enumerate(raw.splitlines(), 1):
            try:
                found.append(self._parsed(json.loads(line), number))
            except (ValueError, KeyError, TypeError):
                found.append(Anchor("head", Head(0, b""), "", False, number))
        return found

    def _last_line(self) -> Anchor | None:
        sound = [anchor for anchor in self.lines() if anchor.sound]
        return sound[-1] if sound else None

    def _parsed(self, data: dict[str, Any], number: int) -> Anchor:
        head = Head(int(data["n"]), bytes.fromhex(data["hash"]))
        since = int(data.get("since", 0))
        return Anchor(data["kind"], head, str(data["at"]), signed_by(self._signer, data), number, since)

    def advance(
        self, head: Head, at: datetime, *, note: bool = False, restored_since: int | None = None
    ) -> None:
        """Write the head down as the newest, `note`: also as a line of heads.jsonl. An older head than the one that
        stands there is left out (another process was faster), except at a restore (`restored_since`: the last
        entry that both logs have)."""
        restore = restored_since is not None
        body: dict[str, Any] = {"kind": "restore" if restore else "head", "n": head.n}
        body |= {"hash": head.hash.hex(), "at": at.isoformat()}
        data = sign(self._signer, {**body, "since": restored_since} if restore else body)
        try:
            with self._locked():
                newest = self.newest()
                if restore or newest is None or head.n >= newest.head.n:
                    aside = self._newest.with_suffix(".new")
                    aside.write_bytes(canonical(data))
                    os.replace(aside, self._newest)
                if note or restore:
                    append_line(self._lines, canonical(data))
        except OSError as problem:
            log.error("The head of the audit log could not be written down (%s)", problem.strerror)

    def tear(self, why: str) -> None:
        """The log does not hold what was written down: say so once; the heads stay as they are."""
        if self.torn is None:
            log.error("The audit log does not fit its heads (%s): run madoguchi audit verify", why)
        self.torn = why

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with self._guard, (self._folder / "lock").open("w") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield


def append_line(path: Path, line: bytes) -> None:
    """Append a line; it is on the disk when this returns. A torn line before it is closed first."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        size = os.fstat(handle).st_size
        torn = size > 0 and os.pread(handle, 1, size - 1) != b"\n"
        os.write(handle, (b"\n" if torn else b"") + line + b"\n")
        os.fsync(handle)
    finally:
        os.close(handle)
