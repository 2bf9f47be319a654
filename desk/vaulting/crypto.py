"""Encryption at rest and keyed hashes.

Each value is sealed with AES-256-GCM under a random 96-bit nonce. The sealed form is

    version (1 byte) | key id (8 bytes) | nonce (12 bytes) | ciphertext and tag

so that old values stay readable after a key is added in front (rotation). The associated data names the place of
the value (table, column, row): a sealed value copied to another row does not open.

Version 1 is sealed by the installation's key itself: data keys, and what belongs to no company. Version 2 is sealed
by the data key of one company (`Keyring.of`, desk.vaulting.datakeys), which is kept sealed by the installation's key:
with the data key, everything of that company is gone.

Hashes that are looked up (tokens, receipts' throttling, content) are HMAC-SHA-256 under a key that was derived from
the first key of the installation and is kept sealed in the database since (desk.bootstrap). Access codes are such
HMACs too,
not argon2 hashes: a code has only 40 random bits, so what protects it is the secret pepper outside the database
together with the throttle on attempts; a slow hash would only slow each guess. Passwords, which people choose and
reuse, are argon2id (desk.accounts.passwords).
"""

import base64
import binascii
import hashlib
import hmac
import json
import os
import secrets
import stat
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import Connection

from desk.settings import DeskSettings
from desk.vaulting.errors import KeyProblem
from knowledge.vocabulary import CompanyId

_VERSION, _BY_DATA_KEY = b"\x01", b"\x02"
_ID, _NONCE = 8, 12
HEAD = 1 + _ID
"""Bytes of a sealed value that say with which key it was sealed."""


def _derive(key: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"madoguchi:" + purpose).derive(key)


def _as_json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


class DataKey:
    """The key of one company; seals version 2."""

    def __init__(self, key_id: str, key: bytes) -> None:
        """`key_id`: 16 hexadecimal digits."""
        self.id = key_id
        self.head = _BY_DATA_KEY + bytes.fromhex(key_id)
        self._cipher = AESGCM(key)

    def seal(self, plain: bytes, place: str) -> bytes:
        """Encrypt; `place` (table.column:row) must be given again to open."""
        nonce = secrets.token_bytes(_NONCE)
        return self.head + nonce + self._cipher.encrypt(nonce, plain, self.head + place.encode())

    def seal_json(self, value: Any, place: str) -> bytes:
        """Encrypt a JSON value."""
        return self.seal(_as_json(value), place)

    def open(self, sealed: bytes, place: str) -> bytes:
        """Decrypt. Raises KeyProblem."""
        return _decrypt(self._cipher, sealed, place)


class DataKeyring(Protocol):
    """Where data keys come from (desk.vaulting.datakeys)."""

    def current(self, conn: Connection, company: CompanyId) -> DataKey:
        """The key that seals for this company now. Raises CompanyEnded."""

    def by_id(self, key_id: str) -> DataKey | None:
        """The key with this id; None if there is none (any more)."""


def _decrypt(cipher: AESGCM, sealed: bytes, place: str) -> bytes:
    head, nonce, body = sealed[:HEAD], sealed[HEAD : HEAD + _NONCE], sealed[HEAD + _NONCE :]
    try:
        return cipher.decrypt(nonce, body, head + place.encode())
    except InvalidTag:
        raise KeyProblem("A stored value does not open: it was changed, or belongs elsewhere.") from None


class Keyring:
    """The keys of one installation, newest first. The newest seals, all of them open."""

    def __init__(
        self, keys: Sequence[bytes], reload: Callable[[], Sequence[bytes] | None] | None = None
    ) -> None:
        """`reload` gives the keys anew where their file has changed (rotation beside a running app), else None.
        Raises KeyProblem unless there is at least one key and each has 32 bytes."""
        self._reload = reload
        self._take(keys)
        self._mac_key = _derive(keys[-1], b"mac")
        self.data_keys: DataKeyring | None = None

    def _take(self, keys: Sequence[bytes]) -> None:
        if not keys or any(len(key) != 32 for key in keys):
            raise KeyProblem("The secret key must be one or more base64 values of 32 bytes each.")
        ciphers = {hashlib.sha256(b"id:" + key).digest()[:_ID]: AESGCM(_derive(key, b"seal")) for key in keys}
        self._keys, self._ciphers, self._current = tuple(keys), ciphers, next(iter(ciphers))

    def _refresh(self) -> None:
        keys = self._reload() if self._reload is not None else None
        if keys is not None:
            self._take(keys)

    @property
    def heads(self) -> tuple[bytes, ...]:
        """How values of these keys begin, the newest key's first."""
        self._refresh()
        return tuple(_VERSION + key_id for key_id in self._ciphers)

    @property
    def keys(self) -> tuple[bytes, ...]:
        """The keys themselves, for the rotation only."""
        return self._keys

    def seal(self, plain: bytes, place: str) -> bytes:
        """Encrypt by the installation's key; `place` (table.column:row) must be given again to open.
        What belongs to a company is sealed by `of(...)` instead."""
        self._refresh()
        nonce = secrets.token_bytes(_NONCE)
        head = _VERSION + self._current
        return head + nonce + self._ciphers[self._current].encrypt(nonce, plain, head + place.encode())

    def of(self, conn: Connection, company: CompanyId) -> DataKey:
        """What seals for this company, in the write transaction of `conn`. Raises CompanyEnded."""
        if self.data_keys is None:
            raise KeyProblem("The data keys are not loaded: open the desk with desk.bootstrap.build.")
        return self.data_keys.current(conn, company)

    def open(self, sealed: bytes, place: str) -> bytes:
        """Decrypt, whichever key sealed it. Raises KeyProblem for an unknown or destroyed key, another place, or
        changed bytes."""
        version, key_id = sealed[:1], sealed[1:HEAD]
        if version == _BY_DATA_KEY and self.data_keys is not None:
            data_key = self.data_keys.by_id(key_id.hex())
            if data_key is None:
                raise KeyProblem("A stored value was sealed with a data key that has been destroyed.")
            return data_key.open(sealed, place)
        if version == _VERSION and key_id not in self._ciphers:
            self._refresh()
        cipher = self._ciphers.get(key_id)
        if version != _VERSION or cipher is None:
            raise KeyProblem("A stored value was sealed with a key that is not in the key list.")
        return _decrypt(cipher, sealed, place)

    def seal_json(self, value: Any, place: str) -> bytes:
        """Encrypt a JSON value."""
        return self.seal(_as_json(value), place)

    def open_json(self, sealed: bytes, place: str) -> Any:
        """Decrypt a JSON value. Raises KeyProblem."""
        return json.loads(self.open(sealed, place))

    def mac(self, purpose: str, *parts: str) -> bytes:
        """A keyed hash of the parts, for one purpose; parts cannot run into each other."""
        data = json.dumps([purpose, *parts], ensure_ascii=False).encode("utf-8", "surrogatepass")
        return hmac.digest(self._mac_key, data, "sha256")

    @property
    def mac_key(self) -> bytes:
        """The key of `mac`, for whoever keeps it (sealed)."""
        return self._mac_key

    def use_mac_key(self, key: bytes) -> None:
        """Take the kept key for `mac` instead of the one derived from the oldest key."""
        self._mac_key = key

    def signer(self) -> Ed25519PrivateKey:
        """Signs heads of the audit log and certificates; the same for the life of the installation."""
        return Ed25519PrivateKey.from_private_bytes(_derive(self._mac_key, b"sign"))


def same(left: bytes, right: bytes) -> bool:
    """Compare in constant time."""
    return hmac.compare_digest(left, right)


def new_token() -> str:
    """A bearer token of 256 random bits, safe in URLs."""
    return secrets.token_urlsafe(32)


def new_id(prefix: str) -> str:
    """An opaque id of 96 random bits."""
    return f"{prefix}_{secrets.token_hex(12)}"


def _decode(text: str, source: str) -> list[bytes]:
    try:
        return [base64.b64decode(part, validate=True) for part in text.replace(",", "\n").split() if part]
    except (binascii.Error, ValueError):
        raise KeyProblem(f"{source} is not base64.") from None


def new_key() -> bytes:
    """A key of the installation, or of a company."""
    return secrets.token_bytes(32)


def load_keyring(settings: DeskSettings) -> Keyring:
    """Keys from the setting, else from the key file, which is made (mode 0600) if it is not there.

    Raises KeyProblem for malformed keys and for a key file that others may read.
    """
    if settings.secret_key is not None:
        return Keyring(_decode(settings.secret_key.get_secret_value(), "MADOGUCHI_SECRET_KEY"))
    path = settings.secret_key_file
    if not path.exists():
        _make_key_file(path)
    file = _KeyFile(path)
    return Keyring(file.read(), file.read_if_changed)


class _KeyFile:
    """The key file, read again when it has changed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen: tuple[int, int, int] | None = None

    def _stamp(self) -> tuple[int, int, int]:
        about = self._path.stat()
        return about.st_ino, about.st_mtime_ns, about.st_size

    def read(self) -> list[bytes]:
        """The keys, newest first. Raises KeyProblem."""
        self._seen = self._stamp()
        if stat.S_IMODE(self._path.stat().st_mode) & 0o077:
            raise KeyProblem(f"{self._path.name} may be read by others: chmod 600 it.")
        return _decode(self._path.read_text(encoding="ascii"), self._path.name)

    def read_if_changed(self) -> list[bytes] | None:
        """The keys if the file is another one than last time. A file that is gone changes nothing in memory."""
        try:
            return None if self._stamp() == self._seen else self.read()
        except FileNotFoundError:
            return None


def write_key_file(path: Path, keys: Sequence[bytes]) -> None:
    """Put these keys, newest first, in place of the file: whole or not at all, mode 0600, on the disk when it
    returns."""
    _publish(path, b"".join(base64.b64encode(key) + b"\n" for key in keys), os.replace)


def _make_key_file(path: Path) -> None:
    """Write aside and link: two processes starting at once end up with one key."""
    path.parent.mkdir(parents=True, exist_ok=True)

    def link(aside: Path, target: Path) -> None:
        try:
            os.link(aside, target)
        except FileExistsError:
            pass
        finally:
            aside.unlink()

    _publish(path, base64.b64encode(new_key()) + b"\n", link)


def _publish(path: Path, data: bytes, put: Callable[[Path, Path], None]) -> None:
    aside = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(handle, data)
        os.fsync(handle)
    finally:
        os.close(handle)
    put(aside, path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
