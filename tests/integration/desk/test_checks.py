"""Who asks: a check is settled by who may settle it, each result is kept, and what was seen is what is changed."""

import threading
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from desk.bootstrap import Desk
from desk.errors import ChangeInvalid, Forbidden, NotNow
from desk.life import CheckState, check_mark
from desk.model import RequestRecord, StaffMember
from desk.storage import tables as t
from desk.storage.database import Tx
from knowledge.vocabulary import CompanyId
from tests.integration.desk.requests_support import entered, life, move
from tests.integration.desk.support import Clock, spec


def asked(desk: Desk, staff: StaffMember, **changes: Any) -> RequestRecord:
    draft = spec(**changes).request
    assert draft is not None
    return entered(desk, staff, draft)


def states(record: RequestRecord) -> list[tuple[str, str, bool]]:
    return [(one.what, one.result, one.wanted) for one in life(record).checks]


@pytest.mark.parametrize(
    ("requester", "wanted"), [("self", ["identity"]), ("voluntary_agent", ["identity", "authority"])]
)
def test_the_authority_is_checked_where_an_agent_asks(
    desk: Desk, staff: StaffMember, requester: str, wanted: list[str]
) -> None:
    assert states(asked(desk, staff, requester=requester)) == [(what, "pending", True) for what in wanted]


def test_where_nobody_stands_for_another_there_is_no_authority_to_check(
    desk: Desk, staff: StaffMember
) -> None:
    record = asked(desk, staff)
    with pytest.raises(NotNow, match="no authority"):
        desk.casework.check(record.receipt, "authority", "confirmed", staff)


def test_a_check_is_waived_by_a_lead_of_the_company_and_with_a_reason(desk: Desk, staff: StaffMember) -> None:
    record = asked(desk, staff)
    elsewhere = desk.staff.add("e", "correct horse", "岡山", role="lead", companies=[CompanyId("oni")])
    for nobody in (staff, elsewhere):
        with pytest.raises((Forbidden, LookupError)):
            desk.casework.check(record.receipt, "identity", "waived", nobody, "電話で確認")
    lead = desk.staff.add("lead", "correct horse", "責任者", role="lead")
    for empty in (None, "  "):
        with pytest.raises(ChangeInvalid) as refused:
            desk.casework.check(record.receipt, "identity", "waived", lead, empty)
        assert refused.value.field == "note"
    record = desk.casework.check(record.receipt, "identity", "waived", lead, " 電話で確認 ")
    (found,) = life(record).checks
    assert (found.result, found.by, found.note) == ("waived", "責任者", "電話で確認")
    with desk.database.read() as conn:
        sealed = conn.execute(select(t.request_checks.c.note_enc)).scalar_one()
    assert "電話".encode() not in sealed


def test_the_last_result_counts_and_the_history_keeps_each(
    desk: Desk, clock: Clock, staff: StaffMember
) -> None:
    record = asked(desk, staff)
    desk.casework.check(record.receipt, "identity", "failed", staff, "写しが読めない")
    clock.forward(hours=1)
    record = desk.casework.check(record.receipt, "identity", "confirmed", staff)
    assert life(record).checks == (CheckState("identity", "confirmed", staff.alias, clock.now, None, True),)
    query = select(t.request_history.c.reason, t.request_history.c.at, t.request_history.c.note_enc)
    with desk.database.read() as conn:
        kept = conn.execute(query.where(t.request_history.c.what == "check")).all()
        audited = conn.execute(select(t.audit.c.detail).where(t.audit.c.action == "request.check")).scalars()
        assert list(audited) == ["identity=failed", "identity=confirmed"]
    hour = timedelta(hours=1)
    assert [(row.reason, row.at) for row in kept] == [
        ("identity:failed", clock.now - hour), ("identity:confirmed", clock.now),
    ]  # fmt: skip
    assert [row.note_enc is not None for row in kept] == [True, False]


def test_a_request_that_is_done_with_is_checked_no_more(desk: Desk, staff: StaffMember) -> None:
    record = move(desk, asked(desk, staff), staff, "withdrawn")
    with pytest.raises(NotNow, match="done with"):
        desk.casework.check(record.receipt, "identity", "confirmed", staff)


def test_who_saw_another_result_than_there_is_now_changes_nothing_but_may_press_twice(
    desk: Desk, clock: Clock, staff: StaffMember
) -> None:
    record, other = asked(desk, staff), desk.staff.add("jiro", "correct horse", "担当B")
    unmade = check_mark(None)
    desk.casework.check(record.receipt, "identity", "confirmed", staff, seen=unmade)
    first = clock.now
    clock.forward(hours=1)
    desk.casework.check(record.receipt, "identity", "confirmed", staff, seen=unmade)
    for by, result in ((other, "confirmed"), (staff, "failed")):
        with pytest.raises(NotNow, match="changed since"):
            desk.casework.check(record.receipt, "identity", result, by, seen=unmade)
    (found,) = life(desk.requests.get(record.receipt, staff)).checks
    assert (found.result, found.by, found.at) == ("confirmed", staff.alias, first)
    desk.casework.check(record.receipt, "identity", "failed", other, seen=check_mark(first))
    (found,) = life(desk.requests.get(record.receipt, staff)).checks
    assert (found.result, found.by) == ("failed", "担当B")


def test_two_people_of_one_alias_are_two_and_the_second_hears_that_the_first_was_quicker(
    desk: Desk, clock: Clock, staff: StaffMember
) -> None:
    record, namesake = asked(desk, staff), desk.staff.add("hanako2", "correct horse", staff.alias)
    desk.casework.check(record.receipt, "identity", "confirmed", staff, seen=check_mark(None))
    clock.forward(minutes=1)
    with pytest.raises(NotNow, match="changed since"):
        desk.casework.check(record.receipt, "identity", "confirmed", namesake, seen=check_mark(None))
    (found,) = life(desk.requests.get(record.receipt, staff)).checks
    assert (found.by, found.account) == (staff.alias, "hanako"), "the page tells which of the two it was"
    desk.casework.check(record.receipt, "identity", "confirmed", namesake, seen=found.mark)
    (found,) = life(desk.requests.get(record.receipt, staff)).checks
    assert (found.account, found.at) == ("hanako2", clock.now)


def test_one_person_stays_one_when_the_alias_changes_between_two_presses(
    desk: Desk, clock: Clock, staff: StaffMember
) -> None:
    record = asked(desk, staff)
    desk.casework.check(record.receipt, "identity", "confirmed", staff, seen=check_mark(None))
    first = clock.now
    clock.forward(minutes=1)
    renamed = replace(staff, alias="担当Z")
    desk.casework.check(record.receipt, "identity", "confirmed", renamed, seen=check_mark(None))
    (found,) = life(desk.requests.get(record.receipt, staff)).checks
    assert (found.by, found.account, found.at) == (staff.alias, None, first)


def test_the_same_button_with_other_words_is_not_dropped_unseen(
    desk: Desk, clock: Clock, staff: StaffMember
) -> None:
    record = asked(desk, staff)
    desk.casework.check(record.receipt, "identity", "failed", staff, "写しが読めない", check_mark(None))
    clock.forward(minutes=1)
    desk.casework.check(record.receipt, "identity", "failed", staff, " 写しが読めない ", check_mark(None))
    with pytest.raises(NotNow, match="changed since"):
        desk.casework.check(record.receipt, "identity", "failed", staff, "期限切れ", check_mark(None))


def test_of_two_of_one_alias_who_press_at_once_one_is_recorded_and_the_other_told(
    desk: Desk, staff: StaffMember
) -> None:
    record = asked(desk, staff)
    people = [staff, desk.staff.add("hanako2", "correct horse", staff.alias)]
    gate, ends = threading.Barrier(2), dict[str, str]()

    def press(person: StaffMember) -> None:
        gate.wait()
        try:
            desk.casework.check(record.receipt, "identity", "confirmed", person, seen=check_mark(None))
            ends[person.username] = "recorded"
        except NotNow as refused:
            ends[person.username] = refused.why

    threads = [threading.Thread(target=press, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(ends.values()) == ["check_changed", "recorded"]
    (found,) = life(desk.requests.get(record.receipt, staff)).checks
    assert ends[str(found.account)] == "recorded"


def test_a_check_that_cannot_be_written_down_whole_leaves_nothing(
    desk: Desk, staff: StaffMember, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = asked(desk, staff)

    def broken(*_: object) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(Tx, "audit", broken)
        with pytest.raises(OSError, match="disk full"):
            desk.casework.check(record.receipt, "identity", "confirmed", staff, seen=check_mark(None))
    after = desk.requests.get(record.receipt, staff)
    assert states(after) == [("identity", "pending", True)]
    assert [line.what for line in after.history if line.what == "check"] == []
    after = desk.casework.check(record.receipt, "identity", "confirmed", staff, seen=check_mark(None))
    assert states(after) == [("identity", "confirmed", True)], "the same page serves again"
