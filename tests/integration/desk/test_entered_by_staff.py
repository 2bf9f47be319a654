"""What comes by phone or post: entered once, flagged where something is missing, compared with what there is."""

from datetime import date

import pytest
from sqlalchemy import select

from desk.bootstrap import Desk
from desk.errors import ChangeInvalid, Forbidden
from desk.life import RecordKind
from desk.model import RequestChanges, RequestDraft, StaffMember
from desk.requests.casework import Entry
from desk.requests.errors import FormInvalid
from desk.storage import tables as t
from knowledge.vocabulary import CompanyId
from tests.integration.desk.requests_support import POST, draft, entered, life

pytestmark = pytest.mark.database("sqlite", "postgresql")


@pytest.mark.parametrize("kind", ["complaint", "leak_enquiry", "opt_out"])
def test_complaints_leak_enquiries_and_opt_outs_are_records_too(
    desk: Desk, staff: StaffMember, kind: RecordKind
) -> None:
    other = RequestDraft("prestige", kind, "self", "v1", "request", kind=kind)  # type: ignore[arg-type]
    done = desk.casework.enter(Entry(other, {"phone": "03-1234-5678"}, "phone", note="電話で"), staff)
    record = done.record
    assert (record.kind, record.status, record.came_by, record.conversation_id) == (
        kind, "received", "phone", None,
    )  # fmt: skip
    assert life(record).flags == ()
    assert [(h.what, h.note, h.by) for h in record.history] == [
        ("status", None, staff.alias),
        ("note", "電話で", staff.alias),
    ]
    assert done.opened is not None
    assert desk.requests.status(record.receipt, done.opened.access_code).status == "received"
    assert [r.receipt for r in desk.requests.list(kind=kind).items] == [record.receipt]
    assert desk.requests.list(kind="request").items == ()


def test_entering_the_same_twice_opens_one_record(desk: Desk, staff: StaffMember) -> None:
    entry = Entry(draft("oni"), POST, "post", client_id="letter-1")
    first, again = desk.casework.enter(entry, staff), desk.casework.enter(entry, staff)
    assert again.record.receipt == first.record.receipt
    assert (first.opened is not None, again.opened) == (True, None)
    assert len(desk.requests.list().items) == 1


def test_a_letter_that_leaves_something_out_is_kept_and_flagged(desk: Desk, staff: StaffMember) -> None:
    record = entered(desk, staff, draft("oni", "correction"), {"name": "山田"})
    assert [one.flag for one in life(record).flags] == ["form_incomplete"]
    whole = entered(desk, staff, draft("oni"))
    assert life(whole).flags == ()
    with pytest.raises(ChangeInvalid, match="customer"):
        entered(desk, staff, draft("oni"), {"details": "だれかから"})
    with pytest.raises(FormInvalid):
        entered(desk, staff, draft("oni"), {"name": "山田", "email": "nothing"})
    for day in (date(2026, 11, 21), date(2025, 1, 1)):
        with pytest.raises(ChangeInvalid, match="came_on"):
            entered(desk, staff, draft("oni"), came_on=day)
    with pytest.raises(ChangeInvalid, match="came_by"):
        desk.casework.enter(Entry(draft("oni"), POST, "pigeon"), staff)  # type: ignore[arg-type]


def test_only_a_companys_own_staff_works_on_its_records(desk: Desk, staff: StaffMember) -> None:
    stranger = desk.staff.add("s", "pw", "担当C", companies=[CompanyId("opt")])
    agent = desk.staff.add("a", "pw", "案内", role="look_up")
    record = entered(desk, staff, draft("oni"))
    for who in (stranger, agent):
        for act in (
            lambda who=who: entered(desk, who, draft("oni")),
            lambda who=who: desk.casework.tick(record.receipt, 0, True, who),
            lambda who=who: desk.casework.check(record.receipt, "identity", "confirmed", who),
            lambda who=who: desk.casework.flag(record.receipt, "address_mismatch", True, who),
            lambda who=who: desk.casework.note(record.receipt, "x", who),
            lambda who=who: desk.casework.extend(record.receipt, "x", who),
            lambda who=who: desk.casework.confirmed(record.receipt, who),
            lambda who=who: desk.casework.mail(record.receipt, "receipt", who),
            lambda who=who: desk.requests.patch(record.receipt, RequestChanges(note="x"), who),
        ):
            with pytest.raises(Forbidden):
                act()


def test_possible_duplicates_are_shown_and_keep_nobody_out(desk: Desk, staff: StaffMember) -> None:
    first = entered(desk, staff, draft("oni"), {**POST, "email": "Taro@example.jp"})
    second = entered(
        desk, staff, draft("oni", "deletion"), {"name": "山田太郎", "address": "東京都千代田区１－１"}
    )
    third = entered(desk, staff, draft("oni"), {"name": "Yamada", "email": "taro@EXAMPLE.jp"})
    elsewhere = entered(desk, staff, draft("opt"), {**POST, "email": "taro@example.jp"})
    found = life(desk.requests.get(first.receipt, staff)).duplicates
    assert {(one.receipt, one.on) for one in found} == {
        (third.receipt, ("email",)),
        (second.receipt, ("name_address",)),
    }
    assert life(elsewhere).duplicates == (), "another company's data is nobody's business"
    with desk.database.read() as conn:
        assert "taro" not in str(conn.execute(select(t.request_marks)).all()).casefold()


def test_notes_are_for_staff_and_no_change_of_status(desk: Desk, staff: StaffMember) -> None:
    done = desk.casework.enter(Entry(draft("oni"), POST, "post"), staff)
    record = desk.casework.note(done.record.receipt, "折り返し希望", staff)
    assert [(h.what, h.note) for h in record.history] == [("status", None), ("note", "折り返し希望")]
    assert done.opened is not None
    standing = desk.requests.status(record.receipt, done.opened.access_code)
    assert [(h.status, h.note) for h in standing.history] == [("announced", None)]
    with pytest.raises(ChangeInvalid):
        desk.casework.note(record.receipt, "  ", staff)
