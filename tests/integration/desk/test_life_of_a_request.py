"""A request at a real company's desk: its terms, statuses, refusal, checks, papers."""

from pathlib import Path

import pytest
from sqlalchemy import select

from desk.bootstrap import Desk
from desk.errors import ChangeInvalid, Forbidden, NotNow, TransitionNotAllowed
from desk.model import RequestChanges, RequestDraft, StaffMember
from desk.storage import tables as t
from tests.integration.desk.requests_support import POST, draft, entered, known, life, move
from tests.integration.desk.support import RIGHT, Clock, form_token, opened, spec, stored

pytestmark = pytest.mark.database("sqlite", "postgresql")


def test_prestige_sends_its_form_first_and_staff_see_it(desk: Desk, staff: StaffMember) -> None:
    record = entered(desk, staff, draft("prestige"))
    assert (record.status, record.standing) == ("sending_form", "announcement")
    terms = life(record).terms
    assert terms is not None
    assert terms.sends_form
    assert terms.form_names == ("「所定の申請書」",)
    assert "申請書をお送り" in str(terms.form_citation)
    assert move(desk, record, staff, "awaiting_papers").standing == "announcement"
    assert move(desk, record, staff, "received").standing == "request"


def test_a_form_at_prestige_says_that_a_form_comes(desk: Desk) -> None:
    terms = draft("prestige").terms
    token = form_token(desk, opened(desk, "prestige"), spec(company="prestige", region=None, terms=terms))
    result = desk.forms.submit(token, RIGHT)
    assert result.form_to_come == "「所定の申請書」"
    assert desk.forms.submit(token, RIGHT).form_to_come == result.form_to_come
    assert desk.requests.status(result.receipt, result.access_code).status == "sending_form"
    other = desk.forms.submit(form_token(desk, opened(desk), spec()), RIGHT)
    assert other.form_to_come is None


def test_a_refusal_rests_on_the_desks_own_list_cited(desk: Desk, staff: StaffMember) -> None:
    record = entered(desk, staff, draft("prestige"))
    with pytest.raises(ChangeInvalid) as missing:
        move(desk, record, staff, "refused")
    assert missing.value.field == "grounds"
    assert missing.value.allowed == tuple("1234567")
    with pytest.raises(ChangeInvalid, match="own list"):
        move(desk, record, staff, "refused", grounds=("忙しいため",))
    with pytest.raises(ChangeInvalid, match="promises"):
        move(desk, record, staff, "refused", grounds=("1",), reasons_letter=False)
    held = "当社グループが委託契約をしているお取引先の顧客・ユーザーの個人情報の場合"
    refused = move(desk, record, staff, "refused", grounds=("7", "1"), note="取引先の個人情報")
    decision = life(refused).decision
    assert decision is not None
    assert [(g.id, g.own) for g in decision.grounds] == [("7", False), ("1", False)]
    assert decision.grounds[0].text == held
    assert decision.grounds[0].citation is not None
    assert held in decision.grounds[0].citation["quote"]
    assert (decision.reasons_letter, decision.by) == (True, staff.alias)
    assert refused.history[-1].note == "取引先の個人情報"


def test_where_the_policy_lists_no_grounds_staff_type_one_marked_as_the_desks_own(
    desk: Desk, staff: StaffMember
) -> None:
    record = entered(desk, staff, draft("opt"))
    for bad in ("", "x" * 501):
        with pytest.raises(ChangeInvalid):
            move(desk, record, staff, "refused", grounds=(bad,))
    refused = move(desk, record, staff, "refused", grounds=("該当する 情報がない",), reasons_letter=False)
    decision = life(refused).decision
    assert decision is not None
    assert [(g.text, g.own, g.citation) for g in decision.grounds] == [("該当する 情報がない", True, None)]
    assert decision.reasons_letter is False
    with desk.database.read() as conn:
        assert "該当する" not in str(conn.execute(select(t.requests)).all()), "kept sealed"


def test_grounds_go_with_a_refusal_only(desk: Desk, staff: StaffMember) -> None:
    record = move(desk, entered(desk, staff, draft("oni")), staff, "received")
    for status in ("in_progress", None):
        with pytest.raises(ChangeInvalid, match="grounds"):
            desk.requests.patch(record.receipt, RequestChanges(status=status, grounds=("1",)), staff)
    partly = move(desk, known(desk, record, staff), staff, "partly_answered", grounds=("3",))
    decision = life(partly).decision
    assert decision is not None
    assert (decision.status, decision.reasons_letter) == ("partly_answered", True)


def test_what_was_answered_in_part_ends_with_the_grounds_for_the_rest(desk: Desk, staff: StaffMember) -> None:
    record = move(desk, entered(desk, staff, draft("oni")), staff, "received")
    move(desk, known(desk, record, staff), staff, "partly_answered")  # the rest is to follow
    with pytest.raises(ChangeInvalid, match="grounds"):
        move(desk, record, staff, "partly_closed")
    closed = move(desk, record, staff, "partly_closed", grounds=("3",))
    decision = life(closed).decision
    assert decision is not None
    assert (decision.status, [g.id for g in decision.grounds]) == ("partly_closed", ["3"])
    assert life(closed).allowed == ()
    named = move(desk, entered(desk, staff, draft("oni")), staff, "received")
    move(desk, known(desk, named, staff), staff, "partly_answered", grounds=("2",))
    decision = life(move(desk, named, staff, "partly_closed")).decision
    assert decision is not None
    assert [g.id for g in decision.grounds] == ["2"], "named with the part: they hold for its end"


def test_a_fee_is_awaited_only_where_the_desk_charges(desk: Desk, staff: StaffMember) -> None:
    free = move(desk, entered(desk, staff, draft("oni")), staff, "received")
    with pytest.raises(TransitionNotAllowed) as refused:
        move(desk, free, staff, "awaiting_fee")
    assert "awaiting_fee" not in refused.value.allowed
    assert "does not charge" in refused.value.message
    charged = move(desk, entered(desk, staff, draft("opt")), staff, "received")
    assert move(desk, charged, staff, "awaiting_fee").status == "awaiting_fee"


def test_identity_and_authority_are_checked_apart(desk: Desk, staff: StaffMember) -> None:
    record = entered(desk, staff, draft("ocs", "erasure", "voluntary_agent", "china"))
    for status in ("received", "checking_identity"):
        record = move(desk, record, staff, status)
    assert [(c.what, c.result) for c in life(record).checks] == [
        ("identity", "pending"),
        ("authority", "pending"),
    ]
    desk.casework.check(record.receipt, "identity", "confirmed", staff)
    with pytest.raises(TransitionNotAllowed, match="authority must be confirmed"):
        move(desk, record, staff, "in_progress")
    desk.casework.check(record.receipt, "authority", "failed", staff)
    with pytest.raises(TransitionNotAllowed):
        move(desk, record, staff, "in_progress")
    checked = desk.casework.check(record.receipt, "authority", "confirmed", staff)
    assert {(c.what, c.result, c.by) for c in life(checked).checks} == {
        ("identity", "confirmed", staff.alias),
        ("authority", "confirmed", staff.alias),
    }
    assert move(desk, record, staff, "in_progress").status == "in_progress"
    for what, result in (("face", "confirmed"), ("identity", "perhaps")):
        with pytest.raises(ChangeInvalid):
            desk.casework.check(record.receipt, what, result, staff)
    own = entered(desk, staff, draft("oni"))
    with pytest.raises(NotNow):
        desk.casework.check(own.receipt, "authority", "confirmed", staff)


def test_papers_are_ticked_as_they_arrive_and_the_last_one_makes_it_the_request(
    desk: Desk, staff: StaffMember, clock: Clock
) -> None:
    record = entered(desk, staff, draft("oni"))
    assert record.status == "announced"
    wanted = [n for n, item in enumerate(record.checklist) if item.kind in ("form", "paper")]
    assert len(wanted) >= 2
    for item in wanted[:-1]:
        record = desk.casework.tick(record.receipt, item, True, staff)
    assert record.status == "announced"
    record = desk.casework.tick(record.receipt, wanted[0], False, staff)
    assert wanted[0] not in [tick.item for tick in life(record).ticks]
    clock.forward(days=1)
    for item in wanted:
        record = desk.casework.tick(record.receipt, item, True, staff)
        record = desk.casework.tick(record.receipt, item, True, staff)
    assert (record.status, record.standing) == ("received", "request")
    assert [(tick.item, tick.by) for tick in life(record).ticks] == [(n, staff.alias) for n in wanted]
    for bad in (-1, len(record.checklist)):
        with pytest.raises(ChangeInvalid):
            desk.casework.tick(record.receipt, bad, True, staff)


@pytest.mark.parametrize("arrived", [True, False])
def test_what_has_arrived_stays_as_it_was_once_a_request_is_done_with(
    desk: Desk, staff: StaffMember, arrived: bool
) -> None:
    record = entered(desk, staff, draft("oni"))
    wanted = [n for n, item in enumerate(record.checklist) if item.kind in ("form", "paper")]
    desk.casework.tick(record.receipt, wanted[0], True, staff)
    record = move(desk, record, staff, "refused", grounds=("1",))
    with pytest.raises(NotNow, match="done with"):
        desk.casework.tick(record.receipt, wanted[0 if not arrived else 1], arrived, staff)
    assert [tick.item for tick in life(desk.requests.get(record.receipt, staff)).ticks] == wanted[:1]


def test_a_fee_does_not_arrive_as_a_paper(desk: Desk, staff: StaffMember) -> None:
    record = entered(desk, staff, draft("opt"))
    fee = next(n for n, item in enumerate(record.checklist) if item.kind == "fee")
    with pytest.raises(ChangeInvalid):
        desk.casework.tick(record.receipt, fee, True, staff)


def test_flags_say_what_is_wrong_with_the_policys_rule_and_hold_the_last_tick(
    desk: Desk, staff: StaffMember
) -> None:
    record = move(desk, entered(desk, staff, draft("prestige")), staff, "awaiting_papers")
    for flag in ("several_people", "address_mismatch", "several_companies", "form_incomplete"):
        record = desk.casework.flag(record.receipt, flag, True, staff, "2名分が記入されている")
    flags = {one.flag: one for one in life(record).flags}
    assert "1名のみ" in str(flags["several_people"].rule)
    assert "異なる場合" in str(flags["address_mismatch"].rule)
    assert flags["several_people"].note == "2名分が記入されている"
    for item in [n for n, one in enumerate(record.checklist) if one.kind != "fee"]:
        record = desk.casework.tick(record.receipt, item, True, staff)
    assert record.status == "awaiting_papers", "something is wrong with them: staff decides"
    for flag in flags:
        record = desk.casework.flag(record.receipt, flag, False, staff)
    assert life(record).flags == ()
    with pytest.raises(ChangeInvalid):
        desk.casework.flag(record.receipt, "smudged", True, staff)


def test_nobody_is_answered_before_it_is_established_who_asks(desk: Desk, staff: StaffMember) -> None:
    lead = desk.staff.add("lead", "pw", "主任", role="lead")
    record = move(
        desk, entered(desk, staff, draft("ocs", "erasure", "voluntary_agent", "jp")), staff, "received"
    )
    for status in ("answered", "partly_answered"):
        with pytest.raises(TransitionNotAllowed, match="authority must be confirmed"):
            move(desk, record, staff, status)
    desk.casework.check(record.receipt, "identity", "confirmed", staff)
    why = "後見人であることを登記事項証明書で確認済み"
    with pytest.raises(Forbidden):
        desk.casework.check(record.receipt, "authority", "waived", staff, why)
    for unsaid in (None, " \n"):
        with pytest.raises(ChangeInvalid, match="why the check is not needed"):
            desk.casework.check(record.receipt, "authority", "waived", lead, unsaid)
    with pytest.raises(TransitionNotAllowed):
        move(desk, record, staff, "answered")
    waived = desk.casework.check(record.receipt, "authority", "waived", lead, why)
    assert [(c.what, c.result, c.by, c.note) for c in life(waived).checks] == [
        ("identity", "confirmed", staff.alias, None),
        ("authority", "waived", "主任", why),
    ]
    with desk.database.read() as conn:
        assert "登記事項" not in str(conn.execute(select(t.request_checks)).all()), "kept sealed"
        audited = (
            conn.execute(select(t.audit.c.detail).where(t.audit.c.action == "request.check")).scalars().all()
        )
        assert audited == ["identity=confirmed", "authority=waived"]
    assert move(desk, waived, staff, "answered").history[-1].reason == "not_named", "nobody said why"


def test_who_cannot_be_identified_can_be_refused(desk: Desk, staff: StaffMember) -> None:
    record = move(desk, entered(desk, staff, draft("oni")), staff, "received")
    desk.casework.check(record.receipt, "identity", "failed", staff)
    refused = move(desk, record, staff, "refused", grounds=("1",), reason="not_identified")
    assert (refused.status, refused.history[-1].reason) == ("refused", "not_identified")


def test_a_complaint_is_answered_without_a_check(desk: Desk, staff: StaffMember) -> None:
    complaint = RequestDraft("oni", "complaint", "self", "", "request", kind="complaint")  # type: ignore[arg-type]
    record = entered(desk, staff, complaint)
    assert life(record).checks == ()
    assert move(desk, record, staff, "answered").status == "answered"


def test_what_software_sees_in_a_form_is_flagged_by_itself_and_holds_the_last_tick(
    desk: Desk, staff: StaffMember
) -> None:
    values = {**POST, "name": "山田 太郎、山田 花子", "details": "株式会社見本と見本商事株式会社の両方"}
    record = entered(desk, staff, draft("prestige"), values)
    assert [(one.flag, one.by, one.found_in) for one in life(record).flags] == [
        ("several_companies", "desk", ("details",)),
        ("several_people", "desk", ("name",)),
    ]
    assert "1名のみ" in str(life(record).flags[1].rule)
    ticked = desk.casework.tick_all(record.receipt, staff)
    assert ticked.status == "sending_form"
    lowered = desk.casework.flag(record.receipt, "several_people", False, staff)
    assert [one.flag for one in life(lowered).flags] == ["several_companies"]
    assert life(entered(desk, staff, draft("oni"))).flags == ()
    short = entered(desk, staff, draft("oni"), {"phone": "03-1234-5678"})
    assert [(one.flag, one.found_in) for one in life(short).flags] == [
        ("form_incomplete", ("name", "address"))
    ]


def test_a_form_from_the_chat_is_looked_at_too(desk: Desk, staff: StaffMember) -> None:
    given = {**RIGHT, "name": "山田太郎・山田花子"}
    result = desk.forms.submit(form_token(desk, opened(desk), spec()), given)
    flags = life(desk.requests.get(result.receipt, staff)).flags
    assert [(one.flag, one.by) for one in flags] == [("several_people", "desk")]


def test_the_address_on_a_paper_is_compared_and_forgotten(
    desk: Desk, staff: StaffMember, tmp_path: Path
) -> None:
    record = entered(desk, staff, draft("oni"))  # 東京都千代田区1-1
    compare, elsewhere = desk.work.comparing.address, "千代田区丸の内九丁目9番"
    assert compare(record.receipt, "千代田区 1番地1", staff) is True
    assert life(desk.requests.get(record.receipt, staff)).flags == ()
    assert compare(record.receipt, elsewhere, staff) is False
    differing = life(desk.requests.get(record.receipt, staff))
    assert [(one.flag, one.by, one.found_in) for one in differing.flags] == [
        ("address_mismatch", staff.alias, ("address",))
    ]
    assert [(c.what, c.result, c.wanted) for c in differing.checks] == [
        ("identity", "pending", True), ("address", "failed", False),
    ]  # fmt: skip
    with desk.database.read() as conn:
        details = list(
            conn.execute(select(t.audit.c.detail).where(t.audit.c.action == "vault.read")).scalars()
        )
    assert "why=case:identity fields=address" in details
    assert elsewhere.encode() not in stored(tmp_path), "not even sealed"
    assert compare(record.receipt, "東京都千代田区１－１", staff) is True
    assert life(desk.requests.get(record.receipt, staff)).flags == (), (
        "what the comparison raised, it takes down"
    )
    desk.casework.flag(record.receipt, "address_mismatch", True, staff, "転居とのこと")
    compare(record.receipt, "東京都千代田区1-1", staff)
    assert [one.note for one in life(desk.requests.get(record.receipt, staff)).flags] == ["転居とのこと"]
    with pytest.raises(NotNow, match="no such address"):
        compare(record.receipt, "東京都千代田区1-1", staff, "principal_address")
    for bad, whose in (("", "address"), ("x" * 301, "address"), ("x", "name")):
        with pytest.raises(ChangeInvalid):
            compare(record.receipt, bad, staff, whose)
    with pytest.raises(ChangeInvalid, match="check"):
        desk.casework.check(record.receipt, "address", "confirmed", staff)
