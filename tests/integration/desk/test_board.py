"""The board, the search, what is done to many at once, the CSV file: on a real database."""

import csv
import io
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select, update

from desk.bootstrap import Desk
from desk.errors import ChangeInvalid, Forbidden
from desk.life import Ground, Terms
from desk.model import ChecklistItem, RequestChanges, RequestDraft, StaffMember
from desk.requests.board import Board, Filters
from desk.requests.casework import Entry
from desk.requests.csvexport import BOM, Export
from desk.requests.finding import grounds_of
from desk.requests.receipts import Receipt
from desk.storage import board_tables as bt
from desk.storage import staff_tables as st
from desk.storage import tables as t
from knowledge.vocabulary import CompanyId
from tests.integration.desk.support import Clock, stored

GROUNDS = (Ground("1", "本人が確認できない場合"), Ground("2", "業務の適正な実施に著しい支障を及ぼす場合"))


def draft(company: str = "oni", **changes: Any) -> RequestDraft:
    values: dict[str, Any] = {
        "company": company,
        "request_type": "disclosure",
        "requester": "self",
        "policy_version": "abc123",
        "standing": "announcement",
        "checklist": (ChecklistItem("申請書", kind="form"), ChecklistItem("本人確認書類")),
        "terms": Terms(fee="no", grounds=GROUNDS),
    }
    return RequestDraft(**{**values, **changes})


def entered(desk: Desk, by: StaffMember, note: str | None = None, **changes: Any) -> Receipt:
    values = {"name": "=山田 太郎", "address": "岡山市北区大供9丁目"}
    entry = Entry(draft(**changes), values, "post", note=note)
    return desk.casework.enter(entry, by).record.receipt


@pytest.fixture
def lead(desk: Desk) -> StaffMember:
    return desk.staff.add("lead", "correct horse", "責任者", role="lead")


def receipts(desk: Desk, by: StaffMember, words: str = "", **filters: Any) -> list[str]:
    page = desk.work.board.table(by, Filters(words=words, **filters), "old")
    return [card.receipt for card in page.items]


def test_each_sees_the_requests_of_their_own_companies(desk: Desk, lead: StaffMember) -> None:
    mine, _ = entered(desk, lead), entered(desk, lead, company="ocs", region="jp")
    only = desk.staff.add("only", "correct horse", "岡山担当", companies=[CompanyId("oni")])
    assert receipts(desk, only) == [mine]
    assert receipts(desk, only, company="ocs") == []
    assert [lane.count for lane in desk.work.board.lanes(only, Filters())] == [1, 0, 0, 0, 0]
    assert set(desk.work.board.names(only)) == {"oni"}
    looks = desk.staff.add("looks", "correct horse", "照会", role="look_up")
    with pytest.raises(Forbidden):
        desk.work.board.lanes(looks, Filters())


def test_filters_narrow_down_and_what_is_wrong_is_named(desk: Desk, lead: StaffMember, clock: Clock) -> None:
    first = entered(desk, lead)
    clock.forward(days=3)
    second = entered(desk, lead, request_type="deletion", requester="voluntary_agent", standing="request")
    desk.work.assigning.assign(second, lead.id, lead)
    assert receipts(desk, lead, status="announced") == [first]
    assert receipts(desk, lead, group="checking") == [second]
    assert receipts(desk, lead, request_type="deletion", requester="voluntary_agent") == [second]
    assert receipts(desk, lead, assigned=lead.id) == [second]
    assert receipts(desk, lead, assigned="none") == [first]
    assert receipts(desk, lead, opened_to=date(2026, 11, 20)) == [first]
    assert receipts(desk, lead, opened_from=date(2026, 11, 21)) == [second]
    with pytest.raises(ChangeInvalid, match="opened_to"):
        Filters(opened_from=date(2026, 2, 1), opened_to=date(2026, 1, 1))
    board = desk.work.board
    assert board.company(None, [CompanyId("oni")]) is None
    assert board.company("oni", []) == "oni", "one that has left, and whose requests are here"
    with pytest.raises(ChangeInvalid, match="company: one of oni, opt"):
        board.company("acme", [CompanyId("opt")])
    with pytest.raises(ChangeInvalid, match="company: one of opt"):
        board.company("oni", [CompanyId("opt")], [CompanyId("opt")])


def test_dates_are_late_this_week_or_standing_still(desk: Desk, lead: StaffMember, clock: Clock) -> None:
    gdpr = entered(desk, lead, company="ocs", region="eea_uk", standing="request")
    none = entered(desk, lead)
    card = next(c for c in desk.work.board.table(lead, Filters()).items if c.receipt == gdpr)
    assert card.due is not None
    assert (card.due.what, card.due.whose, card.urgency, card.days_left) == ("answer", "law", "later", 30)
    clock.forward(days=25)
    assert receipts(desk, lead, due="week") == [gdpr]
    clock.forward(days=10)
    assert receipts(desk, lead, due="late") == [gdpr]
    lanes = desk.work.board.lanes(lead, Filters())
    assert [c.receipt for c in lanes[0].cards] == [none]
    assert lanes[2].cards[0].urgency == "late"


@pytest.mark.parametrize("sort", ["new", "old", "due", "changed"])
def test_pages_give_every_request_once_in_every_order(desk: Desk, lead: StaffMember, sort: Any) -> None:
    made = {entered(desk, lead, company=c, region=r) for c, r in [("oni", None), ("ocs", "eea_uk")] * 4}
    seen: list[str] = []
    cursor = None
    while True:
        page = desk.work.board.table(lead, Filters(), sort, cursor, limit=3)
        seen += [card.receipt for card in page.items]
        cursor = page.next
        if cursor is None:
            break
    assert (len(seen), set(seen)) == (8, made)
    for odd in ("x", "bm9wZQ==", "W10="):
        assert len(desk.work.board.table(lead, Filters(), sort, odd, limit=3).items) == 3


def test_search_finds_words_of_vocabularies_receipts_grounds_and_tags(desk: Desk, lead: StaffMember) -> None:
    seen = entered(desk, lead, note="弁護士から。#弁護士 #Urgent を付ける")
    gone = entered(desk, lead, request_type="deletion", standing="request")
    desk.requests.patch(gone, RequestChanges(status="refused", grounds=("2",)), lead)
    assert receipts(desk, lead, seen) == [seen]
    assert receipts(desk, lead, seen[4:8].lower()) == [seen]
    assert receipts(desk, lead, "削除") == [gone]
    assert receipts(desk, lead, "Ｄｅｌｅｔｉｏｎ refused") == [gone]
    assert receipts(desk, lead, "開示 郵便") == [seen]
    assert receipts(desk, lead, "#弁護士") == receipts(desk, lead, "＃ｕｒｇｅｎｔ") == [seen]
    assert receipts(desk, lead, "#弁護") == [], "a tag is a whole word: only its hash is kept"
    assert receipts(desk, lead, "著しい支障") == [gone]
    assert receipts(desk, lead, "%") == receipts(desk, lead, "_") == []
    assert receipts(desk, lead, "山田") == receipts(desk, lead, "大供") == [], "nothing personal is searched"
    desk.work.assigning.assign(gone, lead.id, lead)
    assert receipts(desk, lead, "責任者") == [gone]


def test_what_is_found_by_goes_with_the_person(desk: Desk, lead: StaffMember) -> None:
    receipt = entered(desk, lead, note="#至急", standing="request")
    desk.requests.patch(receipt, RequestChanges(status="refused", grounds=("1",)), lead)
    desk.erasures.erase([receipt], "operator")
    with desk.database.read() as conn:
        assert conn.execute(select(bt.request_words)).all() == []
        assert grounds_of(conn, receipt) == ("1",), "the basis of a refusal stays with the record"
    assert receipts(desk, lead, "#至急") == []


# ---------------------------------------------------------------------- many at once


def test_of_many_requests_changed_at_once_each_is_checked_by_itself(desk: Desk, lead: StaffMember) -> None:
    fits, done = entered(desk, lead), entered(desk, lead)
    desk.requests.patch(done, RequestChanges(status="withdrawn"), lead)
    outcomes = desk.work.bulk.papers_arrived([fits, done, Receipt("MDG-0000-0000"), fits], lead)
    assert [(one.receipt, one.status) for one in outcomes if one.error is None] == [(fits, "received")]
    refused = {one.receipt: one.error.code for one in outcomes if one.error is not None}
    assert refused == {done: "not_now", "MDG-0000-0000": "request_not_found"}
    moved = desk.work.bulk.move([fits, done], RequestChanges(status="in_progress"), lead)
    assert [one.error.code if one.error else one.status for one in moved] == [
        "in_progress",
        "transition_not_allowed",
    ]
    back = RequestChanges(status="awaiting_papers")
    (unsaid,) = desk.work.bulk.move([fits], back, lead)
    assert isinstance(unsaid.error, ChangeInvalid) and unsaid.error.field == "reason", "a step back says why"
    (said,) = desk.work.bulk.move([fits], replace(back, reason="paper_missing"), lead)
    assert said.status == "awaiting_papers"
    assert [one.reason for one in desk.work.requests.get(fits, lead).history] == [
        "entered_by_staff", "last_paper_ticked", "not_named", "paper_missing",
    ]  # fmt: skip
    given = desk.work.bulk.assign([fits, done], lead.id, lead)
    assert all(one.error is None for one in given)
    with desk.database.read() as conn:
        read = conn.execute(select(t.audit.c.n).where(t.audit.c.action == "vault.read")).all()
    assert len(read) == 3, (
        "the entries of the two and the withdrawal by the API: the bulk itself reads nothing"
    )


def test_many_at_once_is_for_leads_and_has_a_limit(desk: Desk, lead: StaffMember, staff: StaffMember) -> None:
    receipt = entered(desk, lead)
    with pytest.raises(Forbidden):
        desk.work.bulk.assign([receipt], lead.id, staff)
    for many in ([], [Receipt(f"MDG-{n:04}-0000") for n in range(201)]):
        with pytest.raises(ChangeInvalid, match="receipts"):
            desk.work.bulk.assign(many, lead.id, lead)


def test_a_request_is_given_to_those_of_its_company_only(desk: Desk, lead: StaffMember) -> None:
    receipt = entered(desk, lead)
    looks = desk.staff.add("looks", "correct horse", "照会", role="look_up")
    other = desk.staff.add("ocs", "correct horse", "別会社", companies=[CompanyId("ocs")])
    shut = desk.staff.add("shut", "correct horse", "退職", companies=[CompanyId("oni")])
    with desk.database.write() as tx:
        tx.conn.execute(update(st.staff).where(st.staff.c.id == shut.id).values(disabled_at=tx.now))
    assert shut.id not in desk.work.assigning.assignable(CompanyId("oni"), lead)
    for wrong in (looks.id, other.id, shut.id, "s_nobody"):
        with pytest.raises(ChangeInvalid, match="assigned"):
            desk.work.assigning.assign(receipt, wrong, lead)
    with pytest.raises(Forbidden):
        desk.work.assigning.assign(receipt, other.id, other)


# ---------------------------------------------------------------------- file


def written(desk: Desk, by: StaffMember, **export: Any) -> list[list[str]]:
    text = desk.work.csv.write(Export(Filters(), **export), by, lambda column, value: value, {})
    assert text.startswith(BOM)
    assert "\r\n" in text
    return list(csv.reader(io.StringIO(text[1:], newline="")))


def test_the_file_has_no_personal_data_unless_asked_with_a_reason(
    desk: Desk, lead: StaffMember, staff: StaffMember
) -> None:
    receipt = entered(desk, lead)
    head, line = written(desk, lead)
    assert dict(zip(head, line, strict=True))["receipt"] == receipt
    assert not [cell for cell in line if "山田" in cell or "大供" in cell]
    with pytest.raises(ChangeInvalid, match="reason"):
        written(desk, lead, personal=True)
    head, line = written(desk, lead, personal=True, reason="contact")
    found = dict(zip(head, line, strict=True))
    assert (found["name"], found["address"]) == ("'=山田 太郎", "岡山市北区大供9丁目")
    with desk.database.read() as conn:
        details = [
            row.detail
            for row in conn.execute(select(t.audit).order_by(t.audit.c.n))
            if row.action == "requests.export" or "why=export" in row.detail
        ]
    assert details == [
        "n=1 personal=False",
        "why=export:contact fields=name,address",
        "n=1 personal=True reason=contact",
    ]
    with pytest.raises(Forbidden):
        written(desk, staff)


def test_a_board_without_wording_of_its_companies_still_answers(desk: Desk, lead: StaffMember) -> None:
    entered(desk, lead, company="gone")
    assert Board(desk.context).names(lead) == {"gone": "gone"}


def test_the_page_of_a_request_opens_nothing_until_it_is_asked_to(
    desk: Desk, lead: StaffMember, tmp_path: Any
) -> None:
    receipt = entered(desk, lead, note="内密のメモ")
    with desk.database.read() as conn:
        before = conn.execute(select(t.audit)).all()
    file = desk.work.casefiles.get(receipt, lead)
    assert (file.record.customer, file.fields) == (None, ("name", "address"))
    with desk.database.read() as conn:
        assert conn.execute(select(t.audit)).all() == before
    assert desk.work.casefiles.reveal(receipt, ["name"], "contact", lead) == {"name": "=山田 太郎"}
    with desk.database.read() as conn:
        last = conn.execute(select(t.audit).order_by(t.audit.c.n.desc())).first()
    assert last is not None
    assert (last.action, last.detail) == ("vault.read", "why=case:contact fields=name")
    with pytest.raises(ChangeInvalid, match="reason"):
        desk.work.casefiles.reveal(receipt, ["name"], "curious", lead)
    assert "内密のメモ".encode() not in stored(tmp_path)


@pytest.mark.parametrize("fee", ["no", "yes"])
def test_the_hint_at_the_checks_goes_once_they_are_made(desk: Desk, lead: StaffMember, fee: Any) -> None:
    receipt = entered(desk, lead, terms=Terms(fee=fee), standing="request")
    hints = [desk.work.casefiles.get(receipt, lead).blocked]
    desk.requests.patch(receipt, RequestChanges(status="checking_identity"), lead)
    hints.append(desk.work.casefiles.get(receipt, lead).blocked)
    desk.casework.check(receipt, "identity", "confirmed", lead)
    hints.append(desk.work.casefiles.get(receipt, lead).blocked)
    assert [set(one) for one in hints] == [
        {"answered", "partly_answered"}, {"awaiting_fee", "in_progress"} if fee == "yes" else {"in_progress"}, set(),
    ]  # fmt: skip


def test_two_of_one_alias_are_told_apart_where_a_request_is_given(desk: Desk, lead: StaffMember) -> None:
    names = {name: desk.staff.add(name, "correct horse", "佐藤").id for name in ("sato", "sato2")}
    offered = desk.work.assigning.assignable(CompanyId("oni"), lead)
    assert [offered[names[name]] for name in names] == ["佐藤 (sato)", "佐藤 (sato2)"]
    assert offered[lead.id] == lead.alias
