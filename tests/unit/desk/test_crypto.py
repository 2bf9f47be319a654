"""What is sealed opens with its key, in its place, unchanged, and not otherwise."""

import base64
import stat
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr
from sqlalchemy import Connection

from desk.settings import DeskSettings
from desk.vaulting.crypto import (
    HEAD,
    DataKey,
    Keyring,
    load_keyring,
    new_id,
    new_key,
    new_token,
    same,
    write_key_file,
)
from desk.vaulting.errors import KeyProblem
from knowledge.vocabulary import CompanyId

OLD, NEW = b"o" * 32, b"n" * 32
COMPANY = DataKey("0123456789abcdef", b"d" * 32)
CONN = cast("Connection", None)


class Kept:
    """Data keys of which one is known."""

    def current(self, conn: Connection, company: str) -> DataKey:
        return COMPANY

    def by_id(self, key_id: str) -> DataKey | None:
        return COMPANY if key_id == COMPANY.id else None


@given(st.binary(max_size=200), st.text(st.characters(codec="utf-8"), max_size=30))
def test_what_is_sealed_opens_in_its_place_only(plain: bytes, place: str) -> None:
    for keys in (Keyring([OLD]), COMPANY):
        sealed = keys.seal(plain, place)
        assert keys.open(sealed, place) == plain
        with pytest.raises(KeyProblem, match="belongs elsewhere"):
            keys.open(sealed, place + "x")


@pytest.mark.parametrize("at", range(HEAD + 12 + 5 + 16))
def test_no_byte_of_it_may_change(at: int) -> None:
    for keys in (Keyring([OLD]), COMPANY):
        sealed = bytearray(keys.seal(b"taro!", "t.c:1"))
        assert len(sealed) == HEAD + 12 + 5 + 16, "version and key, nonce, the text, the tag"
        sealed[at] ^= 1
        with pytest.raises(KeyProblem):
            keys.open(bytes(sealed), "t.c:1")


def test_the_same_is_never_sealed_alike() -> None:
    for keys in (Keyring([OLD]), COMPANY):
        assert len({keys.seal(b"x", "p") for _ in range(50)}) == 50


def test_a_value_says_which_key_sealed_it() -> None:
    keys = Keyring([NEW, OLD])
    assert HEAD == 9
    assert keys.seal(b"x", "p")[:HEAD] == keys.heads[0] and keys.heads[0][:1] == b"\x01"
    assert Keyring([OLD]).heads == keys.heads[1:]
    assert COMPANY.seal(b"x", "p")[:HEAD] == b"\x02" + bytes.fromhex(COMPANY.id) == COMPANY.head


def test_the_newest_key_seals_and_the_older_ones_still_open() -> None:
    before = Keyring([OLD]).seal_json({"name": "山田"}, "p")
    keys = Keyring([NEW, OLD])
    assert keys.open_json(before, "p") == {"name": "山田"}
    assert keys.keys == (NEW, OLD)
    after = keys.seal(b"x", "p")
    assert Keyring([NEW]).open(after, "p") == b"x"
    with pytest.raises(KeyProblem, match="not in the key list"):
        Keyring([OLD]).open(after, "p")


def test_keys_that_were_renewed_beside_a_running_app_are_read_again() -> None:
    renewed: list[list[bytes]] = []
    keys = Keyring([OLD], lambda: renewed.pop() if renewed else None)
    renewed.append([NEW, OLD])
    assert keys.open(Keyring([NEW]).seal(b"x", "p"), "p") == b"x"
    keys = Keyring([OLD], lambda: [NEW, OLD])
    assert keys.seal(b"x", "p")[:HEAD] == Keyring([NEW]).heads[0], "it seals with the new one at once"


@pytest.mark.parametrize("keys", [[], [b"short"], [OLD, b"o" * 31], [b"o" * 33]])
def test_keys_of_another_length_are_refused(keys: list[bytes]) -> None:
    with pytest.raises(KeyProblem, match="32 bytes"):
        Keyring(keys)


def test_data_keys_seal_for_a_company_and_a_destroyed_one_opens_nothing() -> None:
    keys = Keyring([OLD])
    with pytest.raises(KeyProblem, match="not loaded"):
        keys.of(CONN, CompanyId("oni"))
    with pytest.raises(KeyProblem, match="not in the key list"):
        keys.open(COMPANY.seal(b"x", "p"), "p")
    keys.data_keys = Kept()
    assert keys.open(keys.of(CONN, CompanyId("oni")).seal(b"x", "p"), "p") == b"x"
    gone = DataKey("00000000000000ff", b"d" * 32).seal(b"x", "p")
    with pytest.raises(KeyProblem, match="destroyed"):
        keys.open(gone, "p")
    of_the_installation = keys.seal(b"x", "p")
    assert keys.open(of_the_installation, "p") == b"x"


def test_a_value_of_another_version_is_not_tried_with_the_key_that_it_names() -> None:
    keys = Keyring([OLD])
    with pytest.raises(KeyProblem, match="not in the key list"):
        keys.open(b"\x03" + keys.seal(b"x", "p")[1:], "p")


def test_keyed_hashes_tell_purposes_parts_and_keys_apart() -> None:
    keys = Keyring([NEW, OLD])
    told = [
        keys.mac("a", "b", "c"),
        keys.mac("a", "bc"),
        keys.mac("ab", "c"),
        keys.mac("a", "b"),
        keys.mac("a"),
    ]
    assert len(set(told)) == len(told)
    assert keys.mac("a", "b") == Keyring([OLD]).mac("a", "b"), (
        "the oldest key's, so that look-ups survive a rotation"
    )
    other = Keyring([NEW])
    assert other.mac("a", "b") != keys.mac("a", "b")
    before = other.signer().public_key()
    other.use_mac_key(keys.mac_key)
    assert other.mac("a", "b") == keys.mac("a", "b")
    assert other.signer().public_key() == keys.signer().public_key() != before
    assert same(keys.mac("a"), keys.mac("a")) and not same(keys.mac("a"), keys.mac("b"))


def test_tokens_and_keys_have_the_bits_that_they_promise() -> None:
    assert len(base64.urlsafe_b64decode(new_token() + "=")) == 32
    assert len(new_key()) == 32
    prefix, _, rest = new_id("cnv").partition("_")
    assert prefix == "cnv" and len(bytes.fromhex(rest)) == 12
    assert len({new_token() for _ in range(20)}) == 20


def settings_for(path: Path) -> DeskSettings:
    return DeskSettings(secret_key_file=path)


def test_a_key_file_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "secret.key"
    sealed = load_keyring(settings_for(path)).seal(b"x", "p")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert load_keyring(settings_for(path)).open(sealed, "p") == b"x"
    assert [one.name for one in path.parent.iterdir()] == ["secret.key"], "nothing is left beside it"


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o601, 0o610, 0o620, 0o602, 0o666])
def test_a_key_file_that_others_may_touch_is_refused(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "secret.key"
    load_keyring(settings_for(path))
    path.chmod(mode)
    with pytest.raises(KeyProblem, match="chmod 600"):
        load_keyring(settings_for(path))


def test_a_written_key_file_is_taken_up_by_who_has_it_open(tmp_path: Path) -> None:
    path = tmp_path / "secret.key"
    write_key_file(path, [OLD])
    keys = load_keyring(settings_for(path))
    before = keys.seal(b"x", "p")
    assert keys.heads == Keyring([OLD]).heads
    write_key_file(path, [NEW, OLD])
    assert keys.heads == Keyring([NEW, OLD]).heads
    assert keys.open(before, "p") == b"x"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.unlink()
    assert keys.seal(b"x", "p")[:HEAD] == Keyring([NEW]).heads[0], "what is gone changes nothing in memory"
    path.write_text("not base64!")
    path.chmod(0o600)
    with pytest.raises(KeyProblem, match=r"secret\.key is not base64"):
        load_keyring(settings_for(path))


@pytest.mark.parametrize("stray", ["!", "*", "あ", "-"])
def test_a_key_with_a_stray_character_is_refused_and_not_read_without_it(stray: str) -> None:
    text = base64.b64encode(OLD).decode()
    with pytest.raises(KeyProblem, match="MADOGUCHI_SECRET_KEY is not base64"):
        load_keyring(DeskSettings(secret_key=SecretStr(text[:20] + stray + text[20:])))
    assert load_keyring(DeskSettings(secret_key=SecretStr(text))).keys == (OLD,)
    both = f"{base64.b64encode(NEW).decode()}, {text}"
    assert load_keyring(DeskSettings(secret_key=SecretStr(both))).keys == (NEW, OLD)
