"""A form opens one request, once; what staff and customers then see of it."""

import threading
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from actions.choices import to_payload
from desk.bootstrap import Desk
from desk.errors import Forbidden, RequestNotFound, TooManyAttempts, TransitionNotAllowed
from desk.model import RequestChanges, StaffMember, Submitted, WithdrawRequest
from desk.requests import received
from desk.requests.errors import FormExpired, FormInvalid, FormNotFound, FormSpent
from desk.requests.receipts import Receipt, parse_receipt, read_receipt
from desk.statuses import onward_from
from desk.storage import tables as t
from knowledge.vocabulary import CompanyId, ReplyMethod
from tests.integration.desk.support import RIGHT, Clock, announce, bot, form_token, opened, spec, turn

OF_RECEIVED = onward_from("received", part=False)


def count(desk: Desk, table: object) -> int:
    with desk.database.read() as conn:
        return int(conn.execute(select(func.count()).select_from(table)).scalar_one())  # type: ignore[arg-type]


def test_under_the_receipt_stands_what_else_was_wished_for(desk: Desk) -> None:
    conversation_id = opened(desk)
    turn(
        desk,
        conversation_id,
        "w",
        "直したいのと、消したい",
        bot("承知しました", slots={"later": ["remove", "disclosure"]}),
    )
    result = desk.forms.submit(form_token(desk, conversation_id, spec()), RIGHT, received.announce)
    said = desk.conversations.messages(conversation_id)[-1]
    assert result.receipt in said.text and "情報を消すお手続き、開示" in said.text
    assert [one.value for one in said.choices] == ["remove", "disclosure"]
    assert all(to_payload(None, one.value) for one in said.choices)


def submitted(desk: Desk, **changes: object) -> Submitted:
    conversation_id = opened(desk)
    return desk.forms.submit(form_token(desk, conversation_id, spec(**changes)), RIGHT, announce)


def test_a_form_gives_a_request_its_receipt_and_a_message(desk: Desk, staff: StaffMember) -> None:
    conversation_id = opened(desk)
    token = form_token(desk, conversation_id, spec())
    view = desk.forms.describe(token)
    assert (view.company, view.spent, view.spec) == ("ocs", False, spec())
    result = desk.forms.submit(token, RIGHT, announce)
    assert parse_receipt(result.receipt) == result.receipt
    assert (result.standing, result.documents) == ("announcement", ("cover_letter",))
    messages = desk.conversations.messages(conversation_id)
    assert messages[-1].text == f"受付番号は{result.receipt}です"
    assert messages[-2].form is not None
    assert messages[-2].form.spent
    assert result.access_code not in "".join(m.text for m in messages)
    assert desk.conversations.get(conversation_id).expects is None
    record = desk.requests.get(result.receipt, staff)
    assert record.customer == RIGHT
    assert (record.status, record.policy_version) == ("announced", "abc123")
    assert (record.due, record.due_basis) == (date(2026, 12, 20), "gdpr_12_3"), "GDPR 12(3): from receipt"
    assert desk.requests.list().items[0].customer is None
    assert [s.receipt for s in desk.requests.of_conversation(conversation_id)] == [result.receipt]


def test_the_same_body_again_gives_the_same_and_another_one_is_refused(desk: Desk, clock: Clock) -> None:
    token = form_token(desk, opened(desk), spec())
    first = desk.forms.submit(token, RIGHT, announce)
    again = desk.forms.submit(token, {"details": " 全部 ", **RIGHT, "phone": ""}, announce)
    assert again.repeated
    assert (again.receipt, again.access_code, again.checklist) == (
        first.receipt,
        first.access_code,
        first.checklist,
    )
    with pytest.raises(FormSpent):
        desk.forms.submit(token, {**RIGHT, "name": "別人"}, announce)
    clock.forward(hours=2)  # past the form's time: the answer may have been lost on the way
    assert desk.forms.submit(token, RIGHT).receipt == first.receipt
    clock.forward(days=1)
    with pytest.raises(FormExpired):
        desk.forms.submit(token, RIGHT)
    assert count(desk, t.requests) == 1


def test_an_expired_or_unknown_form_opens_nothing(desk: Desk, clock: Clock) -> None:
    token = form_token(desk, opened(desk), spec(), ttl=timedelta(minutes=30))
    clock.forward(minutes=30)
    for act in (lambda: desk.forms.describe(token), lambda: desk.forms.submit(token, RIGHT)):
        with pytest.raises(FormExpired):
            act()
    with pytest.raises(FormNotFound):
        desk.forms.describe("nothing")
    assert count(desk, t.requests) == 0


def test_a_new_form_revokes_the_one_before(desk: Desk) -> None:
    conversation_id = opened(desk)
    old = form_token(desk, conversation_id, spec(), "1")
    new = form_token(desk, conversation_id, spec(request_type="deletion"), "2")
    with pytest.raises(FormExpired):
        desk.forms.submit(old, RIGHT)
    assert desk.forms.submit(new, RIGHT).receipt


def test_bad_fields_are_all_named_and_right_ones_kept(desk: Desk) -> None:
    token = form_token(desk, opened(desk), spec())
    values = {
        "name": " ",
        "email": "no-address",
        "birthdate": "平成99年1月1日",
        "details": "ok",
        "postal": "1",
    }
    with pytest.raises(FormInvalid) as refused:
        desk.forms.submit(token, values)
    assert {(e.field, e.key) for e in refused.value.errors} == {
        ("name", "form.error.required"),
        ("email", "form.error.email"),
        ("birthdate", "form.error.birthdate"),
        ("postal", "form.error.unknown_field"),
    }
    assert refused.value.values == {"details": "ok"}
    assert "no-address" not in str(refused.value)
    assert desk.forms.submit(token, RIGHT).receipt  # an invalid try has not spent it


def test_half_characters_are_a_field_error(desk: Desk) -> None:
    token = form_token(desk, opened(desk), spec())
    with pytest.raises(FormInvalid):
        desk.forms.submit(token, {**RIGHT, "name": "a\ud83d"})


def test_two_submissions_at_once_open_one_request(desk: Desk) -> None:
    token = form_token(desk, opened(desk), spec())
    gate, results = threading.Barrier(6), []

    def send() -> None:
        gate.wait()
        results.append(desk.forms.submit(token, RIGHT, announce))

    threads = [threading.Thread(target=send) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 6
    assert len({(r.receipt, r.access_code) for r in results}) == 1
    assert sum(not r.repeated for r in results) == 1
    assert [count(desk, x) for x in (t.requests, t.request_history)] == [1, 1]


def test_the_customer_sees_status_and_date_but_no_note_of_staff(
    desk: Desk, clock: Clock, staff: StaffMember
) -> None:
    result = submitted(desk)
    typed = result.receipt.lower().replace("-", " ").replace("0", "o")
    standing = desk.requests.status(read_receipt(typed), result.access_code.replace("-", ""))
    assert (standing.status, standing.due) == ("announced", date(2026, 12, 20))
    clock.forward(days=3)
    desk.requests.patch(result.receipt, RequestChanges(status="received", note="書類が届いた"), staff)
    standing = desk.requests.status(result.receipt, result.access_code)
    assert (standing.status, standing.due, standing.due_basis) == (
        "received",
        date(2026, 12, 20),
        "gdpr_12_3",
    )
    assert [(h.status, h.note) for h in standing.history] == [("announced", None), ("received", None)]
    assert [h.note for h in desk.requests.get(result.receipt, staff).history] == [None, "書類が届いた"]


def test_guessing_is_slowed_down_whether_or_not_the_receipt_exists(desk: Desk, clock: Clock) -> None:
    result = submitted(desk)
    for receipt in (result.receipt, Receipt("MDG-0000-0000")):
        for _ in range(5):
            with pytest.raises(RequestNotFound):
                desk.requests.status(receipt, "0000-0000")
        with pytest.raises(TooManyAttempts):
            desk.requests.status(receipt, result.access_code)
    clock.forward(minutes=15, seconds=1)
    assert desk.requests.status(result.receipt, result.access_code).status == "announced"
    with pytest.raises(RequestNotFound):
        desk.requests.status(read_receipt("MDG-0000-0001"), result.access_code)


def test_a_request_is_withdrawn_by_its_code_or_in_its_conversation_and_stays_so(desk: Desk) -> None:
    result = submitted(desk)
    assert desk.requests.withdraw(result.receipt, result.access_code).status == "withdrawn"
    assert desk.requests.withdraw(result.receipt, result.access_code).status == "withdrawn"
    second = submitted(desk)
    turn(
        desk, second.conversation_id, "w", "取り下げ", bot("はい", effects=(WithdrawRequest(second.receipt),))
    )
    assert desk.requests.status(second.receipt, second.access_code).status == "withdrawn"


def test_staff_changes_only_along_the_table(desk: Desk, staff: StaffMember) -> None:
    result = submitted(desk, standing="request", region=None)
    assert desk.requests.get(result.receipt, staff).status == "received"
    with pytest.raises(TransitionNotAllowed) as refused:
        desk.requests.patch(result.receipt, RequestChanges(status="announced"), staff)
    assert refused.value.allowed == tuple(sorted(OF_RECEIVED - {"answered", "partly_answered"}))
    desk.casework.check(result.receipt, "identity", "confirmed", staff)
    with pytest.raises(TransitionNotAllowed) as refused:
        desk.requests.patch(result.receipt, RequestChanges(status="announced"), staff)
    assert refused.value.allowed == tuple(sorted(OF_RECEIVED))
    changes = RequestChanges(status="in_progress", reply_method=ReplyMethod.EMAIL, due=date(2026, 12, 1))
    record = desk.requests.patch(result.receipt, changes, staff)
    assert (record.status, record.reply_method, record.due) == ("in_progress", "email", date(2026, 12, 1))
    assert record.due_basis == "operator_target"
    assert desk.requests.status(result.receipt, result.access_code).due is None, (
        "not the law's: for staff only"
    )
    stranger = desk.staff.add("s", "pw", "担当C", companies=[CompanyId("opt")])
    for act in (lambda: desk.requests.get(result.receipt, stranger),):
        with pytest.raises(Forbidden):
            act()
    with pytest.raises(RequestNotFound):
        desk.requests.get(Receipt("MDG-0000-0000"), staff)


def test_reading_the_vault_leaves_a_trace_without_personal_data(desk: Desk, staff: StaffMember) -> None:
    result = submitted(desk)
    desk.requests.get(result.receipt, staff)
    with desk.database.read() as conn:
        rows = conn.execute(select(t.audit)).all()
    assert ("hanako", "vault.read", result.receipt) in {(r.actor, r.action, r.subject) for r in rows}
    assert not any(value in str(rows) for value in RIGHT.values())


def test_requests_are_listed_newest_first_in_pages_and_by_company_and_status(desk: Desk) -> None:
    receipts = [submitted(desk).receipt for _ in range(3)]
    first = desk.requests.list(limit=2)
    second = desk.requests.list(limit=2, cursor=first.next)
    assert [r.receipt for r in (*first.items, *second.items)] == receipts[::-1]
    assert second.next is None
    assert desk.requests.list(status="received").items == ()
    assert desk.requests.list([CompanyId("opt")]).items == ()
    assert (
        len(desk.requests.list([CompanyId("ocs")], company=CompanyId("ocs"), status="announced").items) == 3
    )
