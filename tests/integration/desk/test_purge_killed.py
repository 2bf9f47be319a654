"""A purge that is killed at any point: what it has removed is whole, and the next one takes the rest, once."""

import os
import re
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from desk.bootstrap import Desk, build
from desk.errors import RequestNotFound
from desk.model import StaffMember
from desk.storage import tables as t
from desk.upkeep import retention
from desk.upkeep.keeping import Keeping, Rule
from tests.integration.desk.planting import CONTACT_VALUES, SECOND, Planted
from tests.integration.desk.support import PLANTED, Clock, bot, settings_for, words
from tests.integration.desk.test_crash import DIED, FAILED, die_at

pytestmark = pytest.mark.database("sqlite", "postgresql")


def opened_anew(folder: Path, clock: Clock) -> Desk:
    kept = Keeping(Rule(days=100), timedelta(days=90))
    return build(settings_for(folder), render=words, clock=clock, keeping=lambda company: kept)


def purged(desk: Desk) -> Counter[str]:
    """What all purges so far have removed, as they have recorded it."""
    found: Counter[str] = Counter()
    with desk.database.read() as conn:
        for row in conn.execute(select(t.audit).where(t.audit.c.action.in_(["purge", "purge.records"]))):
            found.update({kind: int(number) for kind, number in re.findall(r"(\w+)=(\d+)", row.detail)})
    return found


def died(desk: Desk, number: int) -> bool:
    """Purge in a process of its own that dies at its N-th storage step; whether it came that far."""
    desk.dispose()
    pid = os.fork()
    if pid == 0:
        try:
            die_at(desk, number)
            desk.retention.purge()
            os._exit(0)
        finally:
            os._exit(FAILED)
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    assert code in (0, DIED), code
    return code == DIED


def whole(desk: Desk, staff: StaffMember, planted: Planted) -> None:
    """Of each request and of the chat either everything is there or nothing."""
    for receipt, values in ((planted.receipt, PLANTED), (planted.second, SECOND)):
        try:
            record = desk.requests.get(receipt, staff)
        except RequestNotFound:
            continue  # its record has gone too
        notes = [entry.note for entry in record.history if entry.note]
        if record.erased_at is None:
            assert record.customer == values and notes
        else:
            assert record.customer == {} and not notes
    messages = len(desk.conversations.messages(planted.conversation))
    assert messages in (0, 13), messages
    assert desk.audit.verify().whole


def test_killed_anywhere_a_purge_is_whole_and_the_next_one_takes_the_rest_once(
    desk: Desk, staff: StaffMember, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "_PIECE", 1)  # several pieces, to be killed between them
    desk.dispose()
    desk = opened_anew(tmp_path, clock)
    once = {
        "conversations": 1, "requests": 2, "records": 2, "decisions": 1, "notices": 1, "notes": 5, "forms": 3,
        "contacts": 1, "fields": len(PLANTED) + len(SECOND) + len(CONTACT_VALUES),
    }  # fmt: skip
    kills, parts = 0, set()
    for number in range(1, 1000, 14):
        planted, before = Planted(desk, staff), purged(desk)
        desk.conversations.commit_turn(desk.conversations.pending()[0].inbound_id, bot("x"))
        clock.forward(days=101)
        was_killed = died(desk, number)
        desk = opened_anew(tmp_path, clock)
        whole(desk, staff, planted)
        done = purged(desk) - before
        parts.add((done["conversations"], done["requests"], done["records"]))
        assert desk.retention.purge().left == 0
        planted.gone_from(tmp_path)
        removed = purged(desk) - before
        assert {kind: removed[kind] for kind in once} == once, "all of it, and nothing twice"
        if not was_killed:
            break
        kills += 1
    assert not was_killed and kills > 5
    assert {(0, 0, 0), (1, 2, 2)} < parts, "killed before anything, after everything, and in between"
    desk.dispose()
