"""Signed JSON: an Ed25519 signature over a value, so that whoever has the public key can check it without the secret.

Heads of the audit log, certificates of erasure, exports and backups are signed in this way; the signature stands in the
value under `sig` and covers the rest of it.
"""

import base64
import json
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


def canonical(value: Any) -> bytes:
    """JSON as it is signed: sorted keys, no white space, UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def sign(signer: Ed25519PrivateKey, value: dict[str, Any]) -> dict[str, Any]:
    """The value with its signature under `sig` (base64)."""
    return {**value, "sig": base64.b64encode(signer.sign(canonical(value))).decode()}


def signed_by(signer: Ed25519PrivateKey, value: dict[str, Any]) -> bool:
    """Whether `sig` is this installation's signature over the rest."""
    rest = {name: part for name, part in value.items() if name != "sig"}
    try:
        signer.public_key().verify(base64.b64decode(value.get("sig") or ""), canonical(rest))
    except (InvalidSignature, ValueError, TypeError):  # a `sig` that is no text at all
        return False
    return True


def public_key(signer: Ed25519PrivateKey) -> str:
    """The public key, base64 of its 32 bytes."""
    return base64.b64encode(signer.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()
