"""A request at a real company's desk: its terms, statuses, checks, papers, dates; and what comes by phone or post."""

from datetime import date, timedelta
from functools import cache

import pytest
from sqlalchemy import select

from desk.bootstrap import Desk
from desk.calendar.hours import parse_hours
from desk.calendar.regimes import Span
from desk.calendar.rulebook import CompanyRules, Targets
from desk.errors import ChangeInvalid, Forbidden, FormInvalid, NotNow, TransitionNotAllowed
from desk.life import Life
from desk.model import RequestChanges, RequestDraft, RequestRecord, StaffMember
from desk.requests.casework import Entry
from desk.requests.intake import Wanted, request_draft
from desk.storage import tables as t
from knowledge.facts import Desk as DeskFacts
from knowledge.facts import load_desk
from knowledge.paths import policies_dir
from knowledge.vocabulary import CompanyId, Region, Requester, RequestType
from tests.integration.desk.support import RIGHT, Clock, form_token, opened, spec

pytestmark = pytest.mark.database("sqlite", "postgresql")

POST = {"name": "山田 太郎", "address": "東京都千代田区1-1"}
HOURS = parse_hours({"weekly": {"mon-fri": ["9:00-17:00"]}})


@cache
def facts(company: str) -> DeskFacts:
    return load_desk(policies_dir() / company)


def draft(
    company: str,
    request_type: str = "disclosure",
    requester: str = "self",
    region: str | None = None,
    reply: str | None = "post",
) -> RequestDraft:
    wanted = Wanted(
        RequestType(request_type), Requester(requester), Region(region) if region else None, "all", reply
    )
    return request_draft(facts(company), wanted, policy_version="", locale="ja")


def entered(
    desk: Desk, staff: StaffMember, what: RequestDraft, values: dict[str, str] | None = None, **more: object
) -> RequestRecord:
    entry = Entry(what, values or POST, "post", **more)  # type: ignore[arg-type]
    return desk.casework.enter(entry, staff).record


def life(record: RequestRecord) -> Life:
    assert record.life is not None
    return record.life


def due(record: RequestRecord, what: str) -> date | None:
    return next((one.due for one in life(record).dues if one.what == what and one.met_at is None), None)


def move(desk: Desk, record: RequestRecord, staff: StaffMember, status: str, **more: object) -> RequestRecord:
    return desk.requests.patch(record.receipt, RequestChanges(status=status, **more), staff)  # type: ignore[arg-type]


# ---------------------------------------------------------------------- terms, first status


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


# ---------------------------------------------------------------------- refusal


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
    partly = move(desk, record, staff, "partly_answered", grounds=("3",))
    decision = life(partly).decision
    assert decision is not None
    assert (decision.status, decision.reasons_letter) == ("partly_answered", True)


def test_what_was_answered_in_part_ends_with_the_grounds_for_the_rest(desk: Desk, staff: StaffMember) -> None:
    record = move(desk, entered(desk, staff, draft("oni")), staff, "received")
    move(desk, record, staff, "partly_answered")  # the rest is to follow
    with pytest.raises(ChangeInvalid, match="grounds"):
        move(desk, record, staff, "partly_closed")
    closed = move(desk, record, staff, "partly_closed", grounds=("3",))
    decision = life(closed).decision
    assert decision is not None
    assert (decision.status, [g.id for g in decision.grounds]) == ("partly_closed", ["3"])
    assert life(closed).allowed == ()
    named = move(desk, entered(desk, staff, draft("oni")), staff, "received")
    move(desk, named, staff, "partly_answered", grounds=("2",))
    decision = life(move(desk, named, staff, "partly_closed")).decision
    assert decision is not None
    assert [g.id for g in decision.grounds] == ["2"], "named with the part: they hold for its end"


# ---------------------------------------------------------------------- checks, fee, correction


def test_a_fee_is_awaited_only_where_the_desk_charges(desk: Desk, staff: StaffMember) -> None:
    free = move(desk, entered(desk, staff, draft("oni")), staff, "received")
    with pytest.raises(TransitionNotAllowed) as refused:
        move(desk, free, staff, "awaiting_fee")
    assert "awaiting_fee" not in refused.value.allowed
    assert "does not charge" in refused.value.message
    charged = move(desk, entered(desk, staff, draft("opt")), staff, "received")
    assert move(desk, charged, staff, "awaiting_fee").status == "awaiting_fee"


def test_prestiges_week_from_contact_and_two_if_not_reached(
    desk: Desk, staff: StaffMember, clock: Clock
) -> None:
    record = move(desk, entered(desk, staff, draft("prestige")), staff, "received")
    waiting = move(desk, record, staff, "awaiting_fee", reached=False)
    assert due(waiting, "fee") == date(2026, 12, 4)
    clock.forward(days=3)
    told = desk.requests.patch(record.receipt, RequestChanges(reached=True), staff)
    assert due(told, "fee") == date(2026, 11, 30)
    fee = next(one for one in life(told).dues if one.what == "fee")
    assert (fee.whose, fee.basis, fee.started) == ("policy", "policy_fee_period", date(2026, 11, 23))
    assert due(move(desk, record, staff, "in_progress"), "fee") is None
    with pytest.raises(ChangeInvalid, match="reached"):
        desk.requests.patch(record.receipt, RequestChanges(reached=True), staff)


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


def test_a_correction_has_its_own_deadline_and_says_what_is_wanted(
    desk: Desk, staff: StaffMember, clock: Clock
) -> None:
    desk.rulebook.put(CompanyId("oni"), CompanyRules(hours=HOURS, targets=Targets(correction=Span(days=14))))
    record = move(desk, entered(desk, staff, draft("oni")), staff, "received")
    with pytest.raises(ChangeInvalid) as missing:
        move(desk, record, staff, "awaiting_correction")
    assert missing.value.field == "note"
    waiting = move(desk, record, staff, "awaiting_correction", note="押印がない")
    assert due(waiting, "correction") == date(2026, 12, 4)
    again = desk.requests.patch(record.receipt, RequestChanges(deadline=date(2026, 12, 10)), staff)
    assert due(again, "correction") == date(2026, 12, 10)
    for bad in (date(2026, 11, 19), date(2099, 1, 1)):
        with pytest.raises(ChangeInvalid, match="deadline"):
            desk.requests.patch(record.receipt, RequestChanges(deadline=bad), staff)
    assert due(move(desk, record, staff, "received"), "correction") is None
    with pytest.raises(ChangeInvalid, match="deadline"):
        move(desk, record, staff, "in_progress", deadline=date(2026, 12, 10))


# ---------------------------------------------------------------------- papers and flags


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


# ---------------------------------------------------------------------- dates


def test_gdpr_runs_from_the_receipt_and_is_put_off_once_with_notice(
    desk: Desk, staff: StaffMember, clock: Clock
) -> None:
    record = entered(desk, staff, draft("ocs", "portability", region="eea_uk"), came_on=date(2026, 11, 18))
    assert (record.due, record.due_basis) == (date(2026, 12, 18), "gdpr_12_3")
    for status in ("received", "awaiting_correction"):
        record = move(desk, record, staff, status, note="署名がない")
    clock.forward(days=10)
    record = move(desk, record, staff, "received")
    assert record.due == date(2026, 12, 18), "no law's period stands still"
    assert life(record).pauses == ()
    extended = desk.casework.extend(record.receipt, "件数が多く、2か月延長します。", staff)
    assert extended.due == date(2027, 2, 18)
    one = life(extended).extensions[0]
    assert (one.before, one.after, one.notice) == (
        date(2026, 12, 18), date(2027, 2, 18), "件数が多く、2か月延長します。",
    )  # fmt: skip
    with pytest.raises(NotNow, match="once"):
        desk.casework.extend(record.receipt, "もう一度", staff)
    with pytest.raises(ChangeInvalid):
        desk.casework.extend(record.receipt, " ", staff)


def test_an_extension_comes_too_late_after_the_first_period(
    desk: Desk, staff: StaffMember, clock: Clock
) -> None:
    record = entered(desk, staff, draft("ocs", "deletion", region="california"))
    clock.forward(days=46)
    with pytest.raises(NotNow, match="within it"):
        desk.casework.extend(record.receipt, "遅れます", staff)
    japanese = entered(desk, staff, draft("oni"))
    with pytest.raises(NotNow, match="No date"):
        desk.casework.extend(japanese.receipt, "遅れます", staff)


def test_ccpa_wants_a_confirmation_and_an_answer(desk: Desk, staff: StaffMember) -> None:
    record = entered(desk, staff, draft("ocs", "access_ccpa", region="california"))
    assert due(record, "confirmation") == date(2026, 12, 7), "ten US business days, Thanksgiving left out"
    assert due(record, "answer") == date(2027, 1, 4)
    record = desk.casework.confirmed(record.receipt, staff)
    assert due(record, "confirmation") is None
    with pytest.raises(NotNow):
        desk.casework.confirmed(record.receipt, staff)


def test_the_companys_own_target_counts_from_complete_papers_and_stands_still(
    desk: Desk, staff: StaffMember, clock: Clock
) -> None:
    targets = Targets(answer={"appi": Span(business_days=10)})
    desk.rulebook.put(CompanyId("oni"), CompanyRules(hours=HOURS, targets=targets))
    record = entered(desk, staff, draft("oni"))
    assert (record.due, life(record).dues) == (None, ())
    clock.forward(days=3)  # Monday the 23rd, a holiday
    record = move(desk, record, staff, "received")
    assert (record.due, record.due_basis) == (date(2026, 12, 7), "appi_target")
    assert life(record).dues[0].whose == "company"
    record = move(desk, record, staff, "awaiting_correction", note="押印がない")
    assert [one.until for one in life(record).pauses] == [None]
    clock.forward(days=5)
    record = move(desk, record, staff, "in_progress")
    assert record.due == date(2026, 12, 12)
    assert [(p.until - p.since) for p in life(record).pauses if p.until] == [timedelta(days=5)]
    record = desk.requests.patch(record.receipt, RequestChanges(due=date(2026, 12, 3)), staff)
    assert (record.due, record.due_basis) == (date(2026, 12, 3), "operator_target")
    record = move(desk, record, staff, "awaiting_correction", note="x")
    clock.forward(days=1)
    assert move(desk, record, staff, "in_progress").due == date(2026, 12, 3), "what staff set stays"


def test_the_laws_date_stays_beside_the_companys_own(desk: Desk, staff: StaffMember) -> None:
    record = entered(desk, staff, draft("ocs", "erasure", region="eea_uk"))
    record = desk.requests.patch(record.receipt, RequestChanges(due=date(2026, 12, 1)), staff)
    assert (record.due, record.due_basis) == (date(2026, 12, 20), "gdpr_12_3")
    assert due(record, "target") == date(2026, 12, 1)


def test_what_is_late_and_due_soon(desk: Desk, staff: StaffMember, clock: Clock) -> None:
    first = entered(desk, staff, draft("ocs", "erasure", region="eea_uk"))
    second = entered(desk, staff, draft("ocs", "access_ccpa", region="california"))
    assert desk.agenda.dues() == ()
    clock.forward(days=14)  # 2026-12-04
    assert [(e.receipt, e.due.what, e.days_left) for e in desk.agenda.dues(when="soon")] == [
        (second.receipt, "confirmation", 3)
    ]
    clock.forward(days=17)  # 2026-12-21
    late = desk.agenda.dues(when="late")
    assert [(e.receipt, e.due.what, e.days_left) for e in late] == [
        (second.receipt, "confirmation", -14),
        (first.receipt, "answer", -1),
    ]
    assert desk.agenda.dues([CompanyId("opt")]) == ()
    assert len(desk.agenda.dues(company="ocs")) == 2
    for status in ("received", "in_progress", "answered"):
        move(desk, first, staff, status)
    assert [e.receipt for e in desk.agenda.dues(when="late")] == [second.receipt]


# ---------------------------------------------------------------------- entered by staff


@pytest.mark.parametrize("kind", ["complaint", "leak_enquiry", "opt_out"])
def test_other_matters_are_records_too(desk: Desk, staff: StaffMember, kind: str) -> None:
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


# ---------------------------------------------------------------------- duplicates, notes


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
