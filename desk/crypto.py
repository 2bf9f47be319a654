"""Encryption at rest and keyed hashes.

Each value is sealed with AES-256-GCM under a random 96-bit nonce. The sealed form is

    version (1 byte) | key id (8 bytes) | nonce (12 bytes) | ciphertext and tag

so that old values stay readable after a key is added in front (rotation). The associated data names the place of
the value (table, column, row): a sealed value copied to another row does not open.

Hashes that are looked up (tokens, receipts' throttling, content) are HMAC-SHA-256 under a key derived from the
*oldest* key, which therefore stays in the list for as long as those hashes matter. Access codes are such HMACs too,
not argon2 hashes: a code has only 40 random bits, so what protects it is the secret pepper outside the database
together with the throttle on attempts; a slow hash would only slow each guess. Passwords, which people choose and
reuse, are argon2id (desk.staff).
"""

import base64
import binascii
import hashlib
import hmac
import json
import os
import secrets
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from desk.errors import KeyProblem
from desk.settings import DeskSettings

_VERSION = b"\x01"
_ID, _NONCE = 8, 12


def _derive(key: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"madoguchi:" + purpose).derive(key)


class Keyring:
    """The keys of one installation, newest first. The newest seals, all of them open, the oldest makes MACs."""

    def __init__(self, keys: Sequence[bytes]) -> None:
        """Raises KeyProblem unless there is at least one key and each has 32 bytes."""
        if not keys or any(len(key) != 32 for key in keys):
            raise KeyProblem("The secret key must be one or more base64 values of 32 bytes each.")
        self._ciphers = {
            hashlib.sha256(b"id:" + key).digest()[:_ID]: AESGCM(_derive(key, b"seal")) for key in keys
        }
        self._current = next(iter(self._ciphers))
        self._mac_key = _derive(keys[-1], b"mac")

    def seal(self, plain: bytes, place: str) -> bytes:
        """Encrypt; `place` (table.column:row) must be given again to open."""
        nonce = secrets.token_bytes(_NONCE)
        head = _VERSION + self._current
        return head + nonce + self._ciphers[self._current].encrypt(nonce, plain, head + place.encode())

    def open(self, sealed: bytes, place: str) -> bytes:
        """Decrypt. Raises KeyProblem for an unknown key, another place, or changed bytes."""
        head, nonce, body = sealed[: 1 + _ID], sealed[1 + _ID : 1 + _ID + _NONCE], sealed[1 + _ID + _NONCE :]
        cipher = self._ciphers.get(head[1:])
        if head[:1] != _VERSION or cipher is None:
            raise KeyProblem("A stored value was sealed with a key that is not in the key list.")
        try:
            return cipher.decrypt(nonce, body, head + place.encode())
        except InvalidTag:
            raise KeyProblem("A stored value does not open: it was changed, or belongs elsewhere.") from None

    def seal_json(self, value: Any, place: str) -> bytes:
        """Encrypt a JSON value."""
        return self.seal(
            json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"),
            place,
        )

    def open_json(self, sealed: bytes, place: str) -> Any:
        """Decrypt a JSON value. Raises KeyProblem."""
        return json.loads(self.open(sealed, place))

    def mac(self, purpose: str, *parts: str) -> bytes:
        """A keyed hash of the parts, for one purpose; parts cannot run into each other."""
        data = json.dumps([purpose, *parts], ensure_ascii=False).encode("utf-8", "surrogatepass")
        return hmac.digest(self._mac_key, data, "sha256")


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


def load_keyring(settings: DeskSettings) -> Keyring:
    """Keys from the setting, else from the key file, which is made (mode 0600) if it is not there.

    Raises KeyProblem for malformed keys and for a key file that others may read.
    """
    if settings.secret_key is not None:
        return Keyring(_decode(settings.secret_key.get_secret_value(), "MADOGUCHI_SECRET_KEY"))
    path = settings.secret_key_file
    if not path.exists():
        _make_key_file(path)
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise KeyProblem(f"{path.name} may be read by others: chmod 600 it.")
    return Keyring(_decode(path.read_text(encoding="ascii"), path.name))


def _make_key_file(path: Path) -> None:
    """Write aside and link: two processes starting at once end up with one key."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(handle, base64.b64encode(secrets.token_bytes(32)) + b"\n")
        os.fsync(handle)
    finally:
        os.close(handle)
    try:
        os.link(aside, path)
    except FileExistsError:
        pass
    finally:
        aside.unlink()
