"""The console's live side on a real database: presence, transfers, notes, canned replies, special days."""

import threading
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from desk.bootstrap import Desk
from desk.calendar.hours import parse_hours
from desk.calendar.rulebook import CompanyRules
from desk.errors import ChangeInvalid, DeskError, Forbidden
from desk.handover.errors import AlreadyClaimed, CannedUnknown, ColleagueNotThere, ColleagueUnfit, NotClaimant
from desk.handover.presence import HERE_FOR
from desk.ids import ConversationId
from desk.roles import StaffMember
from desk.storage import live_tables as live
from desk.storage import tables as t
from knowledge.vocabulary import CompanyId, Owner
from tests.integration.desk.support import Clock, stored, waiting

MORNING = ((time(9), time(12)),)
PASSWORDS = {"hanako": "correct horse", "jiro": "battery staple"}


@pytest.fixture
def lead(desk: Desk) -> StaffMember:
    return desk.staff.add("aki", "pw", "責任者A", role="lead")


def arrive(desk: Desk, *people: StaffMember) -> None:
    """They log in and open the console."""
    for one in people:
        desk.staff.login(one.username, PASSWORDS[one.username])
        assert desk.live.presence.beat(one) == "here"


def notices(desk: Desk, conversation_id: ConversationId) -> list[str]:
    return [m.key or "" for m in desk.conversations.messages(conversation_id) if m.sender == "system"]


def audited(desk: Desk) -> list[tuple[str, str]]:
    with desk.database.read() as conn:
        return [(row.action, row.detail) for row in conn.execute(select(t.audit).order_by(t.audit.c.n))]


# ---------------------------------------------------------------------- presence


def test_who_gives_no_sign_or_has_logged_out_is_not_there(
    desk: Desk, clock: Clock, staff: StaffMember, other: StaffMember
) -> None:
    presence = desk.live.presence
    assert presence.state(staff) == "gone"
    _, token = desk.staff.login("hanako", "correct horse")
    assert presence.state(staff) == "gone", "a session alone is no open page"
    presence.beat(staff)
    assert presence.state(staff) == "here"
    clock.now += HERE_FOR
    assert presence.state(staff) == "gone"
    presence.beat(staff)
    assert [(c.name, c.state) for c in presence.colleagues(CompanyId("ocs"), other)] == [("担当A", "here")]
    desk.staff.logout(token)
    assert presence.state(staff) == "gone"
    assert presence.state(StaffMember("s_nobody", "x", "x", None, "desk")) == "gone"


def test_away_is_kept_until_they_say_or_take_something(desk: Desk, staff: StaffMember) -> None:
    arrive(desk, staff)
    presence = desk.live.presence
    assert presence.say(staff, True) == "away"
    assert presence.beat(staff) == "away", "an open page does not undo what they said"
    assert presence.say(staff, False) == "here"
    presence.say(staff, True)
    desk.handoffs.claim(waiting(desk), staff)
    assert presence.state(staff) == "here"


def test_only_colleagues_who_serve_the_company_are_offered(desk: Desk, staff: StaffMember) -> None:
    desk.staff.add("a", "pw", "照会のみ", role="look_up")
    desk.staff.add("b", "pw", "他社", companies=[CompanyId("opt")])
    desk.staff.add("c", "pw", "同僚", companies=[CompanyId("ocs")])
    assert [c.name for c in desk.live.presence.colleagues(CompanyId("ocs"), staff)] == ["同僚"]


def test_a_claim_lives_while_its_owner_is_there_and_returns_visibly(
    desk: Desk, clock: Clock, staff: StaffMember, other: StaffMember
) -> None:
    arrive(desk, staff)
    conversation_id = waiting(desk)
    since = desk.handoffs.waiting()[0].waiting_since
    desk.handoffs.claim(conversation_id, staff)
    clock.forward(minutes=9)
    desk.live.presence.beat(staff)
    clock.forward(minutes=9)
    assert desk.handoffs.expire_claims() == ()
    desk.live.presence.say(staff, True)
    clock.forward(minutes=5)
    desk.live.presence.beat(staff)  # the page is open, but they are away
    clock.forward(minutes=5)
    assert desk.handoffs.expire_claims() == (conversation_id,)
    view = desk.live.queue.view(other)
    assert view.returned == {conversation_id}
    assert [e.waiting_since for e in view.waiting] == [since]
    desk.handoffs.claim(conversation_id, other)
    assert desk.live.queue.view(staff).returned == frozenset()


@pytest.mark.parametrize("change", [{"companies": ["opt"]}, {"role": "look_up"}])
def test_an_open_page_keeps_no_claim_of_whoever_may_not_reply_any_more(
    desk: Desk, clock: Clock, staff: StaffMember, other: StaffMember, change: dict[str, Any]
) -> None:
    arrive(desk, staff)
    lost, kept = waiting(desk), waiting(desk, "opt")
    for conversation_id in (lost, kept):
        desk.handoffs.claim(conversation_id, staff)
    rights: dict[str, Any] = {"alias": staff.alias, "role": "desk", "companies": None, **change}
    desk.accounts.keeper.change(None, staff.id, **rights)
    mine = desk.accounts.keeper.get(None, staff.id).member
    clock.forward(minutes=9)
    desk.live.presence.beat(mine)
    desk.live.presence.say(mine, False)
    clock.forward(minutes=9)
    assert set(desk.handoffs.expire_claims()) == ({lost} if "companies" in change else {lost, kept})


# ---------------------------------------------------------------------- transfers


def test_a_conversation_goes_to_a_colleague_who_is_there(
    desk: Desk, clock: Clock, staff: StaffMember, other: StaffMember
) -> None:
    arrive(desk, staff, other)
    conversation_id = waiting(desk)
    desk.handoffs.claim(conversation_id, staff)
    moved = desk.live.transfers.to_colleague(conversation_id, staff, other.id, "折り返しをお願いします")
    assert (moved.owner, moved.claimed_by, moved.claimed_alias) == (Owner.STAFF, other.id, "担当B")
    assert notices(desk, conversation_id) == ["system.claimed", "system.transferred"]
    for act in (desk.handoffs.release, desk.handoffs.close, desk.live.transfers.to_queue):
        with pytest.raises(NotClaimant):
            act(conversation_id, staff)
    with pytest.raises(AlreadyClaimed):
        desk.handoffs.claim(conversation_id, staff)
    view = desk.live.queue.view(other)
    assert [e.conversation.id for e in view.mine] == [conversation_id]
    assert [e.conversation.id for e in desk.live.queue.view(staff).others] == [conversation_id]
    desk.handoffs.say(conversation_id, other, "代わりました")
    (note,) = desk.live.notes.list(conversation_id, other)
    assert (note.by, note.text) == ("担当A", "折り返しをお願いします")
    assert ("transfer", other.id) in audited(desk)


def test_nobody_is_given_a_conversation_who_is_not_there_or_may_not(
    desk: Desk, clock: Clock, staff: StaffMember, other: StaffMember
) -> None:
    arrive(desk, staff, other)
    conversation_id = waiting(desk)
    desk.handoffs.claim(conversation_id, staff)
    give = desk.live.transfers.to_colleague
    stranger = desk.staff.add("s", "pw", "他社", companies=[CompanyId("opt")])
    agent = desk.staff.add("g", "pw", "照会", role="look_up")
    for nobody in ("s_unknown", staff.id, stranger.id, agent.id):
        with pytest.raises(ColleagueUnfit):
            give(conversation_id, staff, nobody)
    desk.live.presence.say(other, True)
    with pytest.raises(ColleagueNotThere):
        give(conversation_id, staff, other.id, "メモ")
    desk.live.presence.say(other, False)
    clock.now += HERE_FOR
    with pytest.raises(ColleagueNotThere):
        give(conversation_id, staff, other.id, "メモ")
    desk.live.presence.beat(other)
    with pytest.raises(ChangeInvalid):
        give(conversation_id, staff, other.id, "長" * 2001)
    assert desk.conversations.get(conversation_id).claimed_by == staff.id, "a refusal changes nothing"
    assert desk.live.notes.list(conversation_id, staff) == ()
    with pytest.raises(NotClaimant):
        give(conversation_id, other, staff.id)
    with pytest.raises(Forbidden):
        give(conversation_id, stranger, other.id)


def test_back_to_the_queue_keeps_the_first_wait(desk: Desk, clock: Clock, staff: StaffMember) -> None:
    conversation_id = waiting(desk)
    since = desk.handoffs.waiting()[0].waiting_since
    clock.forward(minutes=3)
    desk.handoffs.claim(conversation_id, staff)
    clock.forward(minutes=3)
    desk.live.transfers.to_queue(conversation_id, staff, "英語が要ります")
    (entry,) = desk.handoffs.waiting()
    assert (entry.waiting_since, entry.conversation.claimed_by) == (since, None)
    assert desk.live.queue.view(staff).returned == {conversation_id}
    assert notices(desk, conversation_id)[-1] == "system.back_in_queue"


def test_of_a_transfer_and_a_close_at_once_one_wins(
    desk: Desk, staff: StaffMember, other: StaffMember
) -> None:
    arrive(desk, staff, other)
    for _ in range(4):
        conversation_id = waiting(desk)
        desk.handoffs.claim(conversation_id, staff)
        gate = threading.Barrier(2)
        refused: list[DeskError] = []

        def run(act: object, gate: threading.Barrier = gate, refused: list[DeskError] = refused) -> None:
            gate.wait()
            try:
                act()  # type: ignore[operator]
            except DeskError as refusal:
                refused.append(refusal)

        acts = (
            lambda c=conversation_id: desk.live.transfers.to_colleague(c, staff, other.id),
            lambda c=conversation_id: desk.handoffs.close(c, staff),
        )
        threads = [threading.Thread(target=run, args=(act,)) for act in acts]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert [type(error) for error in refused] == [NotClaimant] or (
            refused and desk.conversations.get(conversation_id).owner is Owner.CLOSED
        )


# ---------------------------------------------------------------------- notes


def test_a_note_is_sealed_never_a_message_and_goes_with_the_person(
    desk: Desk, tmp_path: Path, staff: StaffMember
) -> None:
    conversation_id = waiting(desk)
    desk.live.notes.add(conversation_id, staff, " 折り返しは夕方 ")
    assert [n.text for n in desk.live.notes.list(conversation_id, staff)] == ["折り返しは夕方"]
    assert all("夕方" not in m.text for m in desk.conversations.messages(conversation_id))
    assert "折り返しは夕方".encode() not in stored(tmp_path)
    for text in ("", "  ", "長" * 2001):
        with pytest.raises(ChangeInvalid):
            desk.live.notes.add(conversation_id, staff, text)
    stranger = desk.staff.add("s", "pw", "他社", companies=[CompanyId("opt")])
    agent = desk.staff.add("g", "pw", "照会", role="look_up")
    for nobody in (stranger, agent):
        with pytest.raises(Forbidden):
            desk.live.notes.list(conversation_id, nobody)
        with pytest.raises(Forbidden):
            desk.live.notes.add(conversation_id, nobody, "x")
    with desk.database.read() as conn:
        sealed = conn.execute(select(live.conversation_notes.c.note_enc)).scalar_one()
    desk.handoffs.close(conversation_id, staff)
    certificate = desk.erasures.erase((), "operator", conversations=[conversation_id])
    assert certificate.destroyed["staff_notes"] == 1
    assert sealed not in stored(tmp_path)


def test_a_reply_sent_in_spite_of_a_warning_is_recorded(desk: Desk, staff: StaffMember) -> None:
    conversation_id = waiting(desk)
    desk.handoffs.claim(conversation_id, staff)
    desk.handoffs.say(conversation_id, staff, "山田様のお電話", "1", warned=("name", "phone"))
    assert ("reply.personal", "name phone") in audited(desk)


# ---------------------------------------------------------------------- canned replies


def test_canned_replies_are_a_companys_and_a_languages_own(desk: Desk, lead: StaffMember) -> None:
    canned = desk.live.canned
    kept = canned.add(CompanyId("ocs"), "ja", "あいさつ", "{company}の{alias}です。", lead)
    canned.add(CompanyId("ocs"), "en", "Hello", "This is {alias}.", lead)
    canned.add(CompanyId("opt"), "ja", "別の会社", "こんにちは", lead)
    assert [(r.title, r.by) for r in canned.list(CompanyId("ocs"), lead, "ja")] == [("あいさつ", "責任者A")]
    canned.change(CompanyId("ocs"), kept.id, "ja", "ご挨拶", "{company}です。", lead)
    assert [r.title for r in canned.list(CompanyId("ocs"), lead)] == ["Hello", "ご挨拶"]
    with pytest.raises(CannedUnknown):
        canned.change(CompanyId("opt"), kept.id, "ja", "x", "y", lead)
    canned.remove(CompanyId("opt"), kept.id, lead)
    assert len(canned.list(CompanyId("ocs"), lead)) == 2
    canned.remove(CompanyId("ocs"), kept.id, lead)
    canned.remove(CompanyId("ocs"), kept.id, lead)
    assert len(canned.list(CompanyId("ocs"), lead)) == 1
    stranger = desk.staff.add("s", "pw", "他社", companies=[CompanyId("opt")], role="lead")
    with pytest.raises(Forbidden):
        canned.list(CompanyId("ocs"), stranger)
    with pytest.raises(Forbidden):
        canned.add(CompanyId("ocs"), "ja", "x", "y", stranger)
    clerk = desk.staff.add("t", "pw", "担当", role="desk")
    assert len(canned.list(CompanyId("ocs"), clerk)) == 1
    with pytest.raises(Forbidden):
        canned.add(CompanyId("ocs"), "ja", "x", "y", clerk)
    with pytest.raises(Forbidden):
        desk.live.special_days.put(CompanyId("ocs"), date(2026, 12, 1), (), "x", clerk)


# ---------------------------------------------------------------------- special days


def test_a_closing_day_counts_for_hours_and_for_business_days(
    desk: Desk, clock: Clock, lead: StaffMember
) -> None:
    hours = parse_hours({"weekly": {"mon-fri": ["09:00-17:00"]}})
    desk.rulebook.put(CompanyId("oni"), CompanyRules(hours=hours))
    days = desk.live.special_days
    monday, saturday = date(2026, 11, 30), date(2026, 11, 28)
    days.put(CompanyId("oni"), monday, (), "棚卸し", lead)
    days.put(CompanyId("oni"), saturday, MORNING, "臨時", lead)

    def rules_of(company: str) -> CompanyRules:
        with desk.database.read() as conn:
            return desk.rulebook.of(conn, CompanyId(company))

    rules = rules_of("oni")
    assert not rules.is_business_day(monday)
    assert not rules.is_business_day(saturday), "an extra morning makes no business day"
    assert rules_of("ocs").is_business_day(monday), "another company's calendar is its own"
    assert [(d.day, d.opens, d.reason, d.by) for d in days.list(CompanyId("oni"), lead)] == [
        (saturday, MORNING, "臨時", "責任者A"), (monday, (), "棚卸し", "責任者A"),
    ]  # fmt: skip
    days.put(CompanyId("oni"), saturday, (), "取りやめ", lead)
    assert days.of(CompanyId("oni")) == {saturday: (), monday: ()}
    days.remove(CompanyId("oni"), monday, lead)
    days.remove(CompanyId("oni"), monday, lead)
    assert rules_of("oni").is_business_day(monday)
    clock.now = datetime(2026, 11, 29, 3, tzinfo=UTC)
    assert days.list(CompanyId("oni"), lead) == ()


def test_a_special_day_needs_a_reason_and_a_day_to_come(desk: Desk, lead: StaffMember) -> None:
    put = desk.live.special_days.put
    for day, reason in ((date(2026, 11, 19), "x"), (date(2030, 1, 1), "x"), (date(2026, 12, 1), " ")):
        with pytest.raises(ChangeInvalid):
            put(CompanyId("oni"), day, (), reason, lead)
    with pytest.raises(Forbidden):
        put(
            CompanyId("oni"),
            date(2026, 12, 1),
            (),
            "x",
            desk.staff.add("s", "pw", "他社", companies=[CompanyId("opt")], role="lead"),
        )


# ---------------------------------------------------------------------- the end of a contract


def test_the_end_of_a_contract_takes_replies_days_and_notes(
    desk: Desk, tmp_path: Path, staff: StaffMember, lead: StaffMember
) -> None:
    conversation_id = waiting(desk)
    desk.live.notes.add(conversation_id, staff, "メモ")
    desk.live.canned.add(CompanyId("ocs"), "ja", "題", "文", lead)
    desk.live.special_days.put(CompanyId("ocs"), date(2026, 12, 1), (), "休み", lead)
    desk.companies.end("ocs", "operator", tmp_path / "export.zip")
    with desk.database.read() as conn:
        for table in (live.conversation_notes, live.canned_replies, live.special_days):
            assert conn.execute(select(table)).all() == []
