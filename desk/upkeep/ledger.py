"""The ledger of erasures: a file beside the database (`erasures.jsonl`), because a backup of the database does not know
what was erased after it was made.

One line an erasure, written and on the disk before the database commits it: ids and keyed hashes only, and a MAC.
An erasure that is in the file and not in the database (a crash in between, or a backup that was restored) is carried
out
when the desk is opened. One that is in the database and not in the file is written to the file again.
"""

import fcntl
import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from desk.ids import ConversationId
from desk.requests.receipts import Receipt
from desk.storage.anchors import append_line
from desk.upkeep.errors import LedgerDamaged
from desk.vaulting.crypto import Keyring, same
from desk.vaulting.signing import canonical
from knowledge.vocabulary import CompanyId

FILE = "erasures.jsonl"


@dataclass(frozen=True, slots=True)
class Erased:
    """One erasure. kind "person": these requests and conversations, and what was kept by `at` under one of the keyed
    hashes (hexadecimal); "company": everything of the company."""

    id: str
    kind: str
    company: CompanyId
    at: str
    receipts: tuple[Receipt, ...] = ()
    conversations: tuple[ConversationId, ...] = ()
    hashes: tuple[str, ...] = ()


class Ledger:
    """The file. Appends are whole or not at all; a line that was torn by a power cut was never committed either."""

    def __init__(self, folder: Path, keys: Keyring) -> None:
        self._path, self._keys = folder / FILE, keys

    @property
    def path(self) -> Path:
        """Where it lies."""
        return self._path

    def line_of(self, erased: Erased) -> str:
        """The line of an erasure."""
        body = asdict(erased)
        return canonical({**body, "mac": self._mac(body)}).decode()

    def append(self, line: str) -> None:
        """Append a line and wait until it is on the disk."""
        with self._locked():
            append_line(self._path, line.encode())

    def lines(self) -> dict[str, tuple[Erased, str]]:
        """Every erasure with its line, by id. Raises LedgerDamaged for a line that is not as it was written, unless it
        is the last one and incomplete."""
        try:
            raw = self._path.read_bytes()
        except FileNotFoundError:
            return {}
        found: dict[str, tuple[Erased, str]] = {}
        for number, line in enumerate(raw.split(b"\n"), 1):
            if not line:
                continue
            erased = self.parse(line)
            if erased is not None:
                found[erased.id] = (erased, line.decode())
            elif not _torn(line):
                raise LedgerDamaged(self._path.name, number)
        return found

    def parse(self, line: bytes) -> Erased | None:
        """The erasure of a line, or None if this is not a line that this installation wrote."""
        try:
            data: dict[str, Any] = json.loads(line)
            mac = data.pop("mac")
            if not same(str(mac).encode(), self._mac(data).encode()):
                return None
            lists = {name: tuple(data[name]) for name in ("receipts", "conversations", "hashes")}
            return Erased(**{**data, **lists})
        except (ValueError, KeyError, TypeError, AttributeError):
            return None

    def _mac(self, body: dict[str, Any]) -> str:
        digest = hashlib.sha256(
            canonical({**body, **{k: list(v) for k, v in body.items() if isinstance(v, tuple)}})
        )
        return self._keys.mac("ledger", digest.hexdigest()).hex()

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with (self._path.parent / "lock").open("a") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield


def _torn(line: bytes) -> bool:
    """A line that was cut off while it was written: it begins as one and does not end as one. Its erasure was not
    committed, because the line has to be on the disk before that."""
    return line.startswith(b"{") and not line.endswith(b"}")
