"""What was typed wrongly is put right: the old value is gone, and everything that rests on it knows."""

from typing import Any

import pytest
from sqlalchemy import select

from desk.bootstrap import Desk
from desk.errors import ChangeInvalid, Forbidden, NotNow
from desk.model import RequestRecord, StaffMember
from desk.requests.errors import FormInvalid
from desk.storage import tables as t
from desk.storage.vault_table import vault
from knowledge.vocabulary import CompanyId
from tests.integration.desk.requests_support import POST, draft, entered, known, life, move
from tests.integration.desk.support import Clock, form_token, opened, spec

pytestmark = pytest.mark.database("sqlite", "postgresql")
WHY = "customer_told_us"


def correct(
    desk: Desk, record: RequestRecord, by: StaffMember, reason: str = WHY, **given: str
) -> RequestRecord:
    return desk.correcting.correct(record.receipt, given, reason, record.version, by)


def sealed(desk: Desk, receipt: str) -> dict[str, Any]:
    with desk.database.read() as conn:
        rows = conn.execute(select(vault).where(vault.c.record == receipt)).all()
    return {row.field: (row.value_enc, row.match_mac) for row in rows}


def results(record: RequestRecord) -> dict[str, str]:
    return {one.what: one.result for one in life(record).checks}


def test_the_new_value_stands_and_the_old_ciphertext_is_gone(desk: Desk, staff: StaffMember) -> None:
    record = entered(desk, staff, draft("oni"), {**POST, "email": "tarp@example.jp"})
    before = sealed(desk, record.receipt)
    after = correct(desk, record, staff, email="taro@Example.jp", name="山本 太郎")
    assert after.customer == {"name": "山本 太郎", "address": POST["address"], "email": "taro@example.jp"}
    now = sealed(desk, record.receipt)
    assert not {before["name"][0], before["email"][0]} & {one for one, _ in now.values()}
    assert now["address"] == before["address"], "what was not corrected is not sealed anew"
    assert now["email"][1] != before["email"][1]
    gone = correct(desk, after, staff, email="")
    assert gone.customer is not None and "email" not in gone.customer
    assert "email" not in sealed(desk, record.receipt)


def test_history_and_audit_log_say_which_fields_by_whom_and_why_and_no_value(
    desk: Desk, staff: StaffMember
) -> None:
    record = entered(desk, staff, draft("oni"))
    after = correct(desk, record, staff, "paper_says_otherwise", name="山本 花代", phone="03-1234-5678")
    entry = after.history[-1]
    assert (entry.what, entry.by, entry.reason, entry.fields, entry.note) == (
        "corrected", staff.alias, "paper_says_otherwise", ("name", "phone"), None,
    )  # fmt: skip
    assert after.status == record.status and after.version == record.version + 1
    with desk.database.read() as conn:
        log = conn.execute(select(t.audit).where(t.audit.c.action == "request.correct")).all()
        every = str(conn.execute(select(t.audit)).all()) + str(conn.execute(select(t.request_history)).all())
    assert [(one.actor, one.subject, one.detail) for one in log] == [
        (staff.username, record.receipt, "why=paper_says_otherwise fields=name,phone")
    ]
    assert "花代" not in every and "1234" not in every


def test_the_customers_own_history_does_not_show_a_correction(desk: Desk, staff: StaffMember) -> None:
    token = form_token(desk, opened(desk), spec())
    done = desk.forms.submit(token, {"name": "山田", "email": "taro@example.jp"})
    record = desk.requests.get(done.receipt, staff)
    correct(desk, record, staff, name="山本")
    standing = desk.requests.status(done.receipt, done.access_code)
    assert [one.what for one in standing.history] == ["status"]


def test_only_the_fields_of_its_form_are_corrected(desk: Desk, staff: StaffMember) -> None:
    token = form_token(desk, opened(desk), spec())
    done = desk.forms.submit(token, {"name": "山田", "email": "taro@example.jp"})
    record = desk.requests.get(done.receipt, staff)
    asked = {field.name for field in spec().fields}
    file = desk.work.casefiles.get(record.receipt, staff)
    assert asked <= set(file.correctable) and "relation" not in file.correctable
    with pytest.raises(ChangeInvalid, match="values"):
        correct(desk, record, staff, relation="姉")
    with pytest.raises(FormInvalid):
        correct(desk, record, staff, name="")
    with pytest.raises(ChangeInvalid, match="reason"):
        correct(desk, record, staff, "because", name="山本")
    with pytest.raises(ChangeInvalid, match="differs"):
        correct(desk, record, staff, name=" 山田 ")


def test_who_saw_an_older_value_corrects_nothing(desk: Desk, staff: StaffMember) -> None:
    record = entered(desk, staff, draft("oni"))
    correct(desk, record, staff, name="山本 太郎")
    with pytest.raises(NotNow) as refused:
        correct(desk, record, staff, name="山川 太郎")
    assert refused.value.why == "stale"
    now = desk.requests.get(record.receipt, staff)
    assert now.customer is not None and now.customer["name"] == "山本 太郎"


def test_closed_and_erased_requests_are_left_as_they_are(desk: Desk, staff: StaffMember) -> None:
    record = entered(desk, staff, draft("oni"))
    closed = move(desk, record, staff, "withdrawn", reason="customer_withdrew")
    with pytest.raises(NotNow) as refused:
        correct(desk, closed, staff, name="山本")
    assert refused.value.why == "done"
    assert desk.work.casefiles.get(record.receipt, staff).correctable == ()
    desk.erasures.erase_as(record.receipt, desk.staff.add("boss", "pw", "長", role="admin"))
    with pytest.raises(NotNow) as erased:
        correct(desk, closed, staff, name="山本")
    assert erased.value.why == "erased"


def test_nobody_corrects_who_may_not_see_the_values(desk: Desk, staff: StaffMember) -> None:
    record = entered(desk, staff, draft("oni"))
    for who in (
        desk.staff.add("s", "pw", "担当C", companies=[CompanyId("opt")]),
        desk.staff.add("a", "pw", "案内", role="look_up"),
    ):
        with pytest.raises(Forbidden):
            correct(desk, record, who, name="山本")


def test_who_asks_is_established_again(desk: Desk, staff: StaffMember, clock: Clock) -> None:
    record = known(desk, entered(desk, staff, draft("oni", requester="voluntary_agent"), {
        **POST, "principal_name": "山田 花子", "relation": "姉",
    }), staff)  # fmt: skip
    desk.work.comparing.address(record.receipt, POST["address"], staff)
    clock.forward(minutes=1)
    record = desk.requests.get(record.receipt, staff)  # its history has a line more
    record = correct(desk, record, staff, email="taro@example.jp")
    assert results(record) == {"identity": "confirmed", "authority": "confirmed", "address": "confirmed"}
    clock.forward(minutes=1)
    record = correct(desk, record, staff, address="東京都千代田区2-2")
    assert results(record) == {"identity": "pending", "authority": "confirmed", "address": "pending"}
    assert desk.work.casefiles.get(record.receipt, staff).again == ("identity", "address")
    clock.forward(minutes=1)
    desk.casework.check(record.receipt, "identity", "confirmed", staff)
    assert desk.work.casefiles.get(record.receipt, staff).again == ("address",)


def test_a_check_that_was_found_not_to_be_needed_stays_so(desk: Desk, staff: StaffMember) -> None:
    boss = desk.staff.add("boss", "pw", "長", role="admin")
    record = entered(desk, staff, draft("oni"))
    record = desk.casework.check(record.receipt, "identity", "waived", boss, "面識がある")
    record = correct(desk, record, staff, name="山本 太郎")
    assert results(record) == {"identity": "waived"}
    assert desk.work.casefiles.get(record.receipt, staff).again == ()


def test_a_corrected_request_goes_out_only_once_it_is_checked_again(desk: Desk, staff: StaffMember) -> None:
    record = known(desk, entered(desk, staff, draft("oni")), staff)
    record = move(desk, record, staff, "received", note="届いた")
    assert "answered" in life(record).allowed or "in_progress" in life(record).allowed
    before = set(life(record).allowed)
    record = correct(desk, record, staff, name="山本 太郎")
    held = before - set(life(record).allowed)
    assert held and not held & set(life(record).allowed)
    assert set(life(known(desk, record, staff)).allowed) == before


def test_duplicates_are_found_by_the_new_values_and_not_by_the_old(desk: Desk, staff: StaffMember) -> None:
    other = entered(desk, staff, draft("oni"), {**POST, "email": "taro@example.jp"})
    record = entered(
        desk, staff, draft("oni"), {"name": "山本", "address": "京都1", "email": "tarp@example.jp"}
    )
    assert life(record).duplicates == ()
    record = correct(desk, record, staff, email="taro@example.jp", **POST)
    assert [(one.receipt, set(one.on)) for one in life(record).duplicates] == [
        (other.receipt, {"email", "name_address"})
    ]
    record = correct(desk, record, staff, email="jiro@example.jp", name="山田 次郎")
    assert life(record).duplicates == ()


def test_flags_follow_what_stands_there_now(desk: Desk, staff: StaffMember) -> None:
    record = entered(desk, staff, draft("oni"), {"name": "山田太郎、山田花子", "phone": "03-1234-5678"})
    assert {one.flag: one.found_in for one in life(record).flags} == {
        "several_people": ("name",), "form_incomplete": ("address",),
    }  # fmt: skip
    record = correct(desk, record, staff, name="山田太郎", address="東京1-1")
    assert life(record).flags == ()
    record = correct(desk, record, staff, address="")
    assert [(one.flag, one.found_in, one.by) for one in life(record).flags] == [
        ("form_incomplete", ("address",), "desk")
    ]


def test_what_staff_raised_by_hand_stays(desk: Desk, staff: StaffMember) -> None:
    record = entered(desk, staff, draft("oni"))
    record = desk.casework.flag(record.receipt, "several_people", True, staff, "二人の印")
    record = correct(desk, record, staff, name="山本")
    assert [one.flag for one in life(record).flags] == ["several_people"]


def test_an_erasure_takes_corrected_values_and_finds_the_person_by_them(
    desk: Desk, staff: StaffMember
) -> None:
    boss = desk.staff.add("boss", "pw", "長", role="admin")
    other = entered(desk, staff, draft("oni"), {**POST, "email": "taro@example.jp"})
    record = entered(desk, staff, draft("oni"), {"name": "山本", "email": "tarp@example.jp"})
    record = correct(desk, record, staff, email="taro@example.jp")
    desk.erasures.erase_as(record.receipt, boss, linked=True, withdraw=True)
    for receipt in (record.receipt, other.receipt):
        assert sealed(desk, receipt) == {}
    again = desk.requests.get(record.receipt, staff)
    line = next(one for one in again.history if one.what == "corrected")
    assert (line.reason, line.fields) == (WHY, ()), "that it was corrected stays"
