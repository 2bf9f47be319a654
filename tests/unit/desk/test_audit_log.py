"""Whether the audit log is whole: what was changed, cut off or put in is found, and a restore is no damage."""

import hashlib
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, insert, select, text, update

from desk.audited import Audited
from desk.storage import chain
from desk.storage.anchors import append_line
from desk.storage.tables import audit
from desk.upkeep.audit import AuditLog, AuditReport
from desk.vaulting.signing import public_key, signed_by
from tests.unit.desk.small_desk import SmallDesk

MINUTE = timedelta(minutes=1)


class World(SmallDesk):
    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.log = AuditLog(self.context)
        self.heads = self.records / "heads.jsonl"

    def record(self, times: int = 1) -> None:
        for _ in range(times):
            self.clock.forward(MINUTE)
            with self.db.write() as tx:
                tx.audit("hanako", Audited.STAFF_ADD, "jiro", "desk")

    def problems(self) -> tuple[str, ...]:
        report = self.log.verify()
        assert report.whole == (not report.problems)
        return report.problems

    def begin_anew(self) -> "World":
        """Another process on the same files."""
        return World(self.records.parent)


@pytest.fixture
def world(tmp_path: Path) -> World:
    world = World(tmp_path)
    world.record(2)
    world.log.note_head()
    world.record(3)
    return world


def test_a_log_as_it_was_written_is_whole(world: World) -> None:
    with world.db.read() as conn:
        head = chain.head_of(conn)
    assert head is not None
    assert world.log.verify() == AuditReport(5, head.hash.hex(), covered=5, restores=0, problems=())


def test_an_empty_log_is_whole(tmp_path: Path) -> None:
    world = World(tmp_path)
    assert world.log.verify() == AuditReport(0, (b"\0" * 32).hex(), covered=0, restores=0, problems=())
    world.log.note_head()
    assert not world.heads.exists()


@pytest.mark.parametrize(
    "change", [{"actor": "jiro"}, {"action": "x"}, {"subject": "x"}, {"detail": ""}, {"hash": b"x" * 32}]
)
def test_an_entry_that_was_changed_is_named(world: World, change: dict[str, Any]) -> None:
    world.do(update(audit).where(audit.c.n == 4).values(**change))
    assert "entry 4 was changed, or one before it was changed, removed or put in" in world.problems()


def test_a_time_that_was_changed_is_found_too(world: World) -> None:
    world.do(update(audit).where(audit.c.n == 1).values(at=world.clock.now))
    assert world.problems() == ("entry 1 was changed, or one before it was changed, removed or put in",)


def test_an_entry_that_was_removed_shows_at_the_next_one(world: World) -> None:
    world.do(delete(audit).where(audit.c.n == 3))
    assert world.problems() == ("entry 4 was changed, or one before it was changed, removed or put in",)


def test_an_entry_that_was_put_in_at_the_end_is_found(world: World) -> None:
    more = {"actor": "a", "action": "b", "subject": "c", "detail": "d", "at": world.clock.now}
    world.do(insert(audit).values(n=6, hash=b"h" * 32, **more))
    assert world.problems() == ("entry 6 was changed, or one before it was changed, removed or put in",)


def test_a_log_whose_end_was_cut_off_misses_what_was_written_down(world: World) -> None:
    at = world.log.anchors.newest()
    assert at is not None
    world.do(delete(audit).where(audit.c.n == 5))
    assert world.problems() == (f"entry 5 was written down on {at.at} and is missing; the log ends with 4",)


def test_a_log_that_was_cut_off_before_a_line_misses_the_newest_of_all(world: World) -> None:
    world.do(delete(audit).where(audit.c.n >= 2))
    (problem,) = world.problems()
    assert problem.startswith("entry 5 was written down on ")
    assert problem.endswith("the log ends with 1")


def test_a_log_that_was_written_anew_with_the_key_is_not_the_one_that_was_written_down(world: World) -> None:
    entry = chain.Entry("x", "x", "x", "")
    before = chain.GENESIS
    for n in range(1, 6):
        before = chain.link(world.keys.mac_key, before, n, world.clock.now, entry)
        changed = {"actor": "x", "action": "x", "subject": "x", "detail": "", "at": world.clock.now}
        world.do(update(audit).where(audit.c.n == n).values(hash=before, **changed))
    noted, newest = world.log.anchors.lines()[0], world.log.anchors.newest()
    assert newest is not None
    assert world.problems() == (
        f"entry 2 is not the one that was written down on {noted.at}",
        f"entry 5 is not the one that was written down on {newest.at}",
    )


def test_a_log_without_any_head_outside_shows_no_end(world: World) -> None:
    world.heads.unlink()
    (world.records / "head.json").unlink()
    assert world.problems() == (
        "no head is written down outside the database: nothing shows what its end was",
    )
    assert world.log.verify().covered == 0


def test_a_line_that_is_damaged_or_signed_by_nobody_is_named_by_its_number(world: World) -> None:
    append_line(world.heads, b"{}")
    assert world.problems() == ("line 2 of heads.jsonl is damaged or not signed by this installation",)
    (world.records / "head.json").write_text('{"kind": "head", "n": 5, "hash": "00", "at": "", "sig": ""}')
    assert world.problems()[1:] == ("head.json is not signed by this installation",)


def test_what_comes_after_an_entry_that_cannot_be_read_is_told(world: World) -> None:
    world.do(text("UPDATE audit SET at = 'never' WHERE n = 3"))
    first, *_ = world.problems()
    assert first == "what comes after entry 2 cannot be read (ValueError)"


# ---------------------------------------------------------------------- heads


def test_the_hours_head_is_a_line_with_the_desks_time(world: World) -> None:
    world.clock.forward(MINUTE)
    world.log.note_head()
    last = world.log.anchors.lines()[-1]
    assert (last.head.n, last.at, last.sound) == (5, world.clock.now.isoformat(), True)


def test_a_log_that_does_not_hold_its_last_head_gets_no_newer_one(world: World) -> None:
    world.do(delete(audit).where(audit.c.n == 5))
    lines = world.heads.read_bytes()
    world.record(2)
    world.log.note_head()
    newest = world.log.anchors.newest()
    assert newest is not None
    assert newest.head.n == 5
    assert world.heads.read_bytes() == lines
    assert world.log.anchors.torn is not None


# ---------------------------------------------------------------------- restores


def put_back(world: World, do: Callable[[World], None] | None = None) -> World:
    """An older copy of the database in place of this one, after `do`."""
    path = world.records.parent / "desk.sqlite3"
    world.engine.dispose()
    kept = path.read_bytes()
    again = world.begin_anew()
    again.clock.now = world.clock.now
    (do or (lambda one: one.record(2)))(again)
    again.engine.dispose()
    path.write_bytes(kept)
    later = world.begin_anew()
    later.clock.now = again.clock.now
    return later


def test_a_restored_backup_is_damage_until_the_restore_is_noted(world: World) -> None:
    later = put_back(world)
    assert later.problems() != ()
    assert later.log.note_restore("operator")
    assert later.problems() == ()
    assert later.log.verify().restores == 1
    assert later.recorded[-1] == ("operator", "restore", "database", "head=5 was=7")


def test_a_restore_says_the_last_entry_that_both_logs_have(world: World) -> None:
    later = put_back(world)
    later.log.note_restore("operator")
    line = later.log.anchors.lines()[-1]
    assert (line.kind, line.since, line.head.n) == ("restore", 2, 5)


def test_a_damaged_line_does_not_hide_what_both_logs_have(world: World) -> None:
    append_line(world.heads, b"torn")
    later = put_back(world)
    later.log.note_restore("operator")
    assert later.log.anchors.lines()[-1].since == 2


def test_heads_that_were_noted_between_backup_and_restore_are_expected_no_more(world: World) -> None:
    def an_hour(one: World) -> None:
        one.record(2)
        one.log.note_head()
        one.record(1)

    later = put_back(world, an_hour)
    later.log.note_restore("operator")
    assert later.problems() == ()
    later.record(4)
    later.log.note_head()
    assert later.problems() == ()


def test_what_both_logs_have_is_expected_after_a_restore_too(world: World) -> None:
    later = put_back(world)
    later.log.note_restore("operator")
    later.do(update(audit).where(audit.c.n == 2).values(hash=b"x" * 32))
    assert any(one.startswith("entry 2 is not the one that was written down") for one in later.problems())


def test_where_there_was_no_step_back_no_restore_is_noted(world: World) -> None:
    assert not world.log.note_restore("operator")
    assert world.log.verify().restores == 0
    assert len(world.recorded) == 5


def test_an_empty_database_in_place_of_a_log_is_a_restore_from_nothing(world: World) -> None:
    world.do(delete(audit))
    assert world.log.note_restore("operator")
    line = world.log.anchors.lines()[-1]
    assert (line.kind, line.since, line.head) == ("restore", 0, chain.Head(0, chain.GENESIS))
    assert world.problems() == ()
    assert world.recorded == [("operator", "restore", "database", "head=0 was=5")]


# ---------------------------------------------------------------------- export


def exported(world: World, *after: int) -> tuple[int, list[str]]:
    lines: list[str] = []
    return world.log.export(lines.append, *after), lines


def test_an_export_has_every_entry_and_a_signed_end(world: World) -> None:
    number, lines = exported(world)
    assert number == 5
    entries, seal = [json.loads(line) for line in lines[:-1]], json.loads(lines[-1])
    assert [one["n"] for one in entries] == [1, 2, 3, 4, 5]
    assert entries[0] == {
        "n": 1, "at": "2026-11-20T09:01:00.000000+00:00", "actor": "hanako", "action": "staff.add",
        "subject": "jiro", "detail": "desk", "hash": entries[0]["hash"],
    }  # fmt: skip
    with world.db.read() as conn:
        hashes = [one.hex() for one in conn.execute(select(audit.c.hash).order_by(audit.c.n)).scalars()]
    assert [one["hash"] for one in entries] == hashes
    assert (seal["entries"], seal["n"], seal["hash"]) == (5, 5, hashes[-1])
    assert seal["sha256"] == hashlib.sha256("".join(lines[:-1]).encode()).hexdigest()
    assert seal["public_key"] == public_key(world.log.anchors.signer)
    assert seal["at"] == world.clock.now.isoformat()
    assert signed_by(world.log.anchors.signer, seal)
    assert all(line.endswith("\n") for line in lines)


@pytest.mark.parametrize(("after", "numbers"), [(3, [4, 5]), (4, [5]), (5, [])])
def test_an_export_goes_on_after_the_last_one(world: World, after: int, numbers: list[int]) -> None:
    count, lines = exported(world, after)
    assert count == len(numbers)
    assert [json.loads(line)["n"] for line in lines[:-1]] == numbers
    assert json.loads(lines[-1])["n"] == 5
