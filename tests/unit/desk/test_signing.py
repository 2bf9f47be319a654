"""What the desk signs: that a signature covers everything, and that whoever has the public key can check it."""

import base64
import json
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from desk.vaulting.crypto import Keyring
from desk.vaulting.signing import canonical, public_key, sign, signed_by
from tests.unit.desk.small_store import KEYS

SIGNER = KEYS.signer()
SAID: dict[str, Any] = {"b": 1, "a": ["花子", None]}


def test_the_public_key_alone_checks_a_signature() -> None:
    signed = sign(SIGNER, SAID)
    key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public_key(SIGNER)))
    body = json.dumps(SAID, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    key.verify(base64.b64decode(signed["sig"]), body)
    with pytest.raises(InvalidSignature):
        key.verify(base64.b64decode(signed["sig"]), body + b" ")


def test_a_value_is_signed_as_sorted_json_without_white_space_in_utf8() -> None:
    assert canonical(SAID) == '{"a":["花子",null],"b":1}'.encode()


def test_the_value_stays_as_it_was_beside_its_signature() -> None:
    signed = sign(SIGNER, SAID)
    assert {name: part for name, part in signed.items() if name != "sig"} == SAID
    assert signed_by(SIGNER, signed)
    assert signed_by(SIGNER, dict(reversed(signed.items()))), "the order of its parts says nothing"


@pytest.mark.parametrize(
    "change",
    [
        {"b": 2},
        {"c": 0},
        {"sig": ""},
        {"sig": None},
        {"sig": 5},
        {"sig": "!!"},
        {"sig": "é"},
        {"sig": "AAAA"},
    ],
)
def test_whatever_is_changed_or_put_in_is_not_signed(change: dict[str, Any]) -> None:
    assert not signed_by(SIGNER, {**sign(SIGNER, SAID), **change})


def test_what_is_taken_out_or_signed_elsewhere_is_not_signed_either() -> None:
    signed = sign(SIGNER, SAID)
    assert not signed_by(SIGNER, {"a": signed["a"], "sig": signed["sig"]})
    assert not signed_by(SIGNER, SAID)
    assert not signed_by(SIGNER, sign(Keyring([b"x" * 32]).signer(), SAID))
