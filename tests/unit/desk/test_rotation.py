"""Rotation of keys: everything is sealed anew and opens, and no key goes while something is sealed by it."""

import base64
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from sqlalchemy import insert, update

from desk.settings import DeskSettings
from desk.storage.live_tables import canned_replies
from desk.storage.staff_tables import staff, totp_place
from desk.storage.tables import data_keys, meta
from desk.vaulting import rotation
from desk.vaulting.crypto import HEAD, load_keyring, new_key, write_key_file
from desk.vaulting.errors import KeyProblem
from desk.vaulting.rotation import KeyUse, Rotation, RotationReport
from knowledge.vocabulary import CompanyId
from tests.unit.desk.small_desk import SmallDesk
from tests.unit.desk.small_store import START

OCS, ONI = CompanyId("ocs"), CompanyId("oni")
NOTHING = RotationReport(continued=False, data_keys=0, values=0, old_data_keys_destroyed=0)


class World(SmallDesk):
    """Two companies with a sealed reply each, an authenticator app, and a value of the installation's own."""

    def __init__(self, folder: Path) -> None:
        self.settings = DeskSettings(
            secret_key_file=folder / "secret.key", records_folder=folder / "records", _env_file=None
        )
        super().__init__(folder, load_keyring(self.settings))
        self.rotation = Rotation(self.context, self.data_keys, self.settings)
        self.do(insert(meta).values(name="mac_key", value=self.keys.seal(b"mac", "meta:mac_key")))
        row = {"username": "hanako", "password_hash": "!", "alias": "a", "role": "desk", "created_at": START}
        secret = self.keys.seal(b"SECRET", totp_place("s1"))
        self.do(insert(staff).values(id="s1", totp_enc=secret, **row))
        for company in (OCS, ONI):
            self.reply(company, company)

    def reply(self, reply_id: str, company: CompanyId) -> None:
        with self.db.write() as tx:
            sealed = self.keys.of(tx.conn, company).seal(reply_id.encode(), f"canned_replies:{reply_id}")
            row = {"id": reply_id, "company": company, "body_enc": sealed}
            tx.conn.execute(insert(canned_replies).values(row | {"locale": "ja", "by": "x", "at": tx.now}))

    def opened(self) -> list[str]:
        """Everything that is sealed by companies, opened by what another process has of keys."""
        again = SmallDesk(self.records.parent, load_keyring(self.settings))
        rows = again.rows(canned_replies)
        return [again.keys.open(row.body_enc, f"canned_replies:{row.id}").decode() for row in rows]

    @property
    def live(self) -> list[tuple[str, int]]:
        return sorted((row.company, row.generation) for row in self.rows(data_keys) if row.sealed is not None)

    def heads(self, table: Any, column: str) -> set[bytes]:
        return {getattr(row, column)[:HEAD] for row in self.rows(table)}


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    world = World(tmp_path)
    yield world
    world.engine.dispose()


def test_a_rotation_makes_new_keys_and_seals_everything_by_them(world: World) -> None:
    before, old = world.heads(canned_replies, "body_enc"), world.keys.heads
    assert world.rotation.rotate("operator") == RotationReport(False, 2, 3, 2)
    newest = world.keys.heads[0]
    assert newest not in old
    assert world.keys.heads[1:] == old, "a backup still opens by the old one"
    assert world.live == sorted([(ONI, 2), (OCS, 2)])
    assert world.heads(meta, "value") == world.heads(data_keys, "sealed") == {newest}
    assert world.heads(staff, "totp_enc") == {newest}
    assert not before & world.heads(canned_replies, "body_enc")
    assert sorted(world.opened()) == sorted([OCS, ONI])
    assert world.keys.open(world.rows(meta)[0].value, "meta:mac_key") == b"mac"
    assert ("operator", "keys.rotate", "installation", "data_keys=2") in world.recorded
    assert ("operator", "keys.destroy_old", "installation", "data_keys=2") in world.recorded


def test_the_installations_key_alone_can_be_rotated(world: World) -> None:
    before = world.heads(canned_replies, "body_enc")
    assert world.rotation.rotate("operator", only_installation=True) == RotationReport(False, 0, 1, 0)
    assert world.heads(data_keys, "sealed") == {world.keys.heads[0]}
    assert world.heads(canned_replies, "body_enc") == before
    assert sorted(world.opened()) == sorted([OCS, ONI])


def test_each_rotation_is_another_one(world: World) -> None:
    world.rotation.rotate("operator")
    assert world.rotation.rotate("operator") == RotationReport(False, 2, 3, 2)
    assert len(world.keys.heads) == 3
    assert {generation for _, generation in world.live} == {3}


def test_one_that_was_cut_short_after_its_new_key_is_gone_on_with(world: World) -> None:
    world.rotation._new_installation_key()
    assert world.rotation.rotate("operator") == RotationReport(True, 2, 3, 2)
    assert len(world.keys.heads) == 2


def test_one_that_was_cut_short_before_values_were_sealed_is_gone_on_with(world: World) -> None:
    world.rotation._new_installation_key()
    world.rotation._reseal_keys("operator", True)
    assert world.rotation.rotate("operator") == RotationReport(True, 0, 3, 2)
    assert {generation for _, generation in world.live} == {2}
    assert sorted(world.opened()) == sorted([OCS, ONI])


def test_one_that_was_cut_short_before_old_keys_went_is_gone_on_with(world: World) -> None:
    world.rotation._new_installation_key()
    world.rotation._reseal_keys("operator", True)
    world.rotation.reseal()
    assert world.rotation.rotate("operator") == RotationReport(True, 0, 0, 2)


def test_a_data_key_that_still_seals_something_stays(world: World) -> None:
    world.rotation._new_installation_key()
    world.rotation._reseal_keys("operator", True)
    assert world.rotation._drop_old_data_keys("operator") == 0
    assert len(world.live) == 4
    assert not any(action == "keys.destroy_old" for _, action, *_ in world.recorded)


def test_values_are_sealed_anew_page_by_page_and_none_is_left(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rotation, "_PIECE", 3)
    for number in range(7):
        world.reply(f"r{number}", OCS)
    assert world.rotation.rotate("operator").values == 10
    assert len(world.opened()) == 9
    assert world.rotation.reseal() == 0


def test_a_company_that_has_ended_is_left_alone(world: World) -> None:
    with world.db.write() as tx:
        world.data_keys.destroy(tx, ONI)
    kept = [row.body_enc for row in world.rows(canned_replies) if row.company == ONI]
    assert world.rotation.rotate("operator") == RotationReport(False, 1, 2, 1)
    assert [row.body_enc for row in world.rows(canned_replies) if row.company == ONI] == kept


def test_an_empty_value_stays_empty(world: World) -> None:
    world.do(update(staff).values(totp_enc=None))
    assert world.rotation.rotate("operator").values == 2
    assert world.rows(staff)[0].totp_enc is None


def test_two_rotations_at_once_are_one(world: World) -> None:
    other = Rotation(world.context, world.data_keys, world.settings)
    with world.rotation._alone(), pytest.raises(KeyProblem, match="Another rotation"):
        other.rotate("operator")
    with world.rotation._alone(), pytest.raises(KeyProblem, match="Another rotation"):
        other.retire("operator")
    assert len(world.keys.heads) == 1


# ---------------------------------------------------------------------- old keys


def test_what_each_key_seals_is_counted(world: World) -> None:
    (use,) = world.rotation.uses()
    assert use == KeyUse(world.keys.heads[0][1:].hex(), newest=True, values=4)  # mac key, two data keys, app
    world.rotation._new_installation_key()
    assert [(use.newest, use.values) for use in world.rotation.uses()] == [(True, 0), (False, 4)]
    world.rotation.rotate("operator")
    assert [(use.newest, use.values) for use in world.rotation.uses()] == [(True, 4), (False, 0)]


def test_keys_that_seal_nothing_go_and_the_newest_stays(world: World) -> None:
    for _ in range(2):
        world.rotation.rotate("operator")
    newest = world.keys.heads[0]
    assert world.rotation.retire("operator") == 2
    assert load_keyring(world.settings).heads == (newest,)
    assert world.recorded[-1] == ("operator", "keys.retire", "installation", "keys=2")
    assert sorted(world.opened()) == sorted([OCS, ONI])


def test_a_key_that_still_seals_something_does_not_go(world: World) -> None:
    fingerprint = world.keys.heads[0][1:].hex()
    world.rotation._new_installation_key()
    with pytest.raises(KeyProblem, match=fingerprint):
        world.rotation.retire("operator")
    assert len(load_keyring(world.settings).heads) == 2


def test_where_there_is_one_key_nothing_goes(world: World) -> None:
    entries = len(world.recorded)
    assert world.rotation.retire("operator") == 0
    assert len(world.recorded) == entries


def test_keys_of_the_environment_are_put_in_front_and_taken_out_by_hand(tmp_path: Path) -> None:
    world = World(tmp_path)
    old, new = base64.b64encode(world.keys.keys[0]).decode(), base64.b64encode(new_key()).decode()

    def with_keys(text: str) -> Rotation:
        settings = world.settings.model_copy(update={"secret_key": SecretStr(text)})
        desk = SmallDesk(tmp_path, load_keyring(settings))
        return Rotation(desk.context, desk.data_keys, settings)

    with pytest.raises(KeyProblem, match="Put a new one in front"):
        with_keys(old).rotate("operator")
    assert with_keys(f"{new},{old}").rotate("operator") == RotationReport(True, 2, 3, 2)
    with pytest.raises(KeyProblem, match="take the old ones out there"):
        with_keys(f"{new},{old}").retire("operator")


# ---------------------------------------------------------------------- what was sealed before companies had keys


def test_what_was_sealed_by_the_installation_is_sealed_by_its_company_once(world: World) -> None:
    own = world.keys.seal(b"ocs", "canned_replies:ocs")
    world.do(update(canned_replies).where(canned_replies.c.id == OCS).values(body_enc=own))
    assert world.rotation.finish_upgrade() == 1
    assert world.recorded[-1] == ("desk", "keys.reseal", "installation", "values=1")
    world.do(update(canned_replies).where(canned_replies.c.id == OCS).values(body_enc=own))
    world.clock.forward(timedelta(days=1))
    assert world.rotation.finish_upgrade() == 0, "once in the life of a database"
    assert world.rotation.reseal() == 1


def test_the_key_file_has_the_newest_key_first(world: World) -> None:
    first = world.keys.keys
    write_key_file(world.settings.secret_key_file, [new_key(), *first])
    world.rotation.rotate("operator")
    assert load_keyring(world.settings).keys[1:] == first
