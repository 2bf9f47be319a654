"""A company's data key: that there is one, which one seals, and that what is destroyed opens nothing any more."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from desk.storage.tables import data_keys
from desk.vaulting import datakeys
from desk.vaulting.datakeys import KEPT_SECONDS, DataKeys, place_of
from desk.vaulting.errors import CompanyEnded, KeyProblem
from knowledge.vocabulary import CompanyId
from tests.unit.desk.small_desk import SmallDesk

OCS, ONI = CompanyId("ocs"), CompanyId("oni")


class Time:
    """Stands in for the module's clock."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def monotonic(self) -> float:
        return self.seconds


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    time = Time()
    monkeypatch.setattr(datakeys, "time", time)
    return time


@pytest.fixture
def desk(tmp_path: Path, time: Time) -> SmallDesk:
    return SmallDesk(tmp_path)


def current(desk: SmallDesk, company: CompanyId = OCS, keys: DataKeys | None = None) -> Any:
    with desk.db.write() as tx:
        return (keys or desk.data_keys).current(tx.conn, company)


def elsewhere(desk: SmallDesk) -> DataKeys:
    """Another process."""
    return DataKeys(desk.keys, desk.engine)


def destroy(desk: SmallDesk, company: CompanyId = OCS, keys: DataKeys | None = None) -> int:
    with desk.db.write() as tx:
        return (keys or desk.data_keys).destroy(tx, company)


def test_a_company_gets_one_key_that_it_keeps(desk: SmallDesk) -> None:
    first = current(desk)
    assert current(desk).id == first.id
    assert current(desk, keys=elsewhere(desk)).id == first.id
    (row,) = desk.rows(data_keys)
    assert (row.id, row.company, row.generation, row.destroyed_at) == (first.id, OCS, 1, None)
    assert current(desk, ONI).id != first.id


def test_a_key_is_kept_sealed_for_its_company_and_opens_what_it_sealed(desk: SmallDesk) -> None:
    sealed = current(desk).seal(b"Hanako", "somewhere")
    (row,) = desk.rows(data_keys)
    assert len(desk.keys.open(row.sealed, place_of(row.id, OCS))) == 32
    with pytest.raises(KeyProblem):
        desk.keys.open(row.sealed, place_of(row.id, ONI))
    opened = elsewhere(desk).by_id(row.id)
    assert opened is not None
    assert opened.open(sealed, "somewhere") == b"Hanako"


def test_the_newest_key_seals_and_the_older_one_still_opens(desk: SmallDesk) -> None:
    old = current(desk)
    with desk.db.write() as tx:
        new = desk.data_keys.make(tx.conn, OCS, 2)
    assert current(desk).id == new.id != old.id
    assert current(desk, keys=elsewhere(desk)).id == new.id
    assert desk.data_keys.by_id(old.id) is not None


def test_with_its_keys_a_company_is_ended_for_good(desk: SmallDesk) -> None:
    kept = current(desk)
    with desk.db.write() as tx:
        desk.data_keys.make(tx.conn, OCS, 2)
    other = current(desk, ONI)
    assert destroy(desk) == 2
    assert desk.data_keys.by_id(kept.id) is None
    with pytest.raises(CompanyEnded):
        current(desk)
    assert [(row.company, row.sealed is None, row.destroyed_at) for row in desk.rows(data_keys)] == [
        (OCS, True, desk.clock.now), (OCS, True, desk.clock.now), (ONI, False, None),
    ]  # fmt: skip
    assert current(desk, ONI).id == other.id


def test_a_company_that_never_had_a_key_gets_none_after_its_end(desk: SmallDesk) -> None:
    assert destroy(desk) == 1
    with pytest.raises(CompanyEnded):
        current(desk)
    assert [row.sealed for row in desk.rows(data_keys)] == [None]


def test_keys_are_destroyed_once(desk: SmallDesk) -> None:
    current(desk)
    assert destroy(desk) == 1
    first = desk.clock.now
    desk.clock.forward(timedelta(days=1))
    assert destroy(desk) == 0
    assert [row.destroyed_at for row in desk.rows(data_keys)] == [first]


def test_what_another_process_destroyed_opens_for_a_minute_and_no_longer(desk: SmallDesk, time: Time) -> None:
    key = current(desk)
    destroy(desk, keys=elsewhere(desk))
    time.seconds += KEPT_SECONDS - 0.001
    assert desk.data_keys.by_id(key.id) is not None
    time.seconds += 0.001
    assert desk.data_keys.by_id(key.id) is None
    time.seconds -= KEPT_SECONDS
    assert desk.data_keys.by_id(key.id) is None, "it is forgotten, not only old"


def test_a_minute_is_a_minute() -> None:
    assert KEPT_SECONDS == 60


def test_what_is_to_be_forgotten_is_looked_up_again(desk: SmallDesk) -> None:
    key = current(desk)
    destroy(desk, keys=elsewhere(desk))
    desk.data_keys.forget()
    assert desk.data_keys.by_id(key.id) is None


def test_a_key_that_never_was_is_none(desk: SmallDesk) -> None:
    assert desk.data_keys.by_id("00" * 8) is None


def test_a_key_in_memory_is_not_opened_anew(desk: SmallDesk) -> None:
    key = current(desk)
    desk.do(update(data_keys).values(sealed=b"damaged"))
    assert current(desk) is key
    assert desk.data_keys.by_id(key.id) is key


def test_a_damaged_key_opens_nothing(desk: SmallDesk) -> None:
    current(desk)
    desk.do(update(data_keys).values(sealed=b"\x01damaged"))
    with pytest.raises(KeyProblem):
        current(desk, keys=elsewhere(desk))
    with desk.db.read() as conn:
        assert conn.execute(select(data_keys.c.id)).first() is not None
