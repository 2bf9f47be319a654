"""What has been answered in part stays answered in part, whatever becomes of the rest."""

import pytest

from desk.bootstrap import Desk
from desk.errors import TransitionNotAllowed
from desk.model import RequestRecord, StaffMember
from desk.requests.finding import grounds_of
from desk.requests.moving import withdraw_in
from knowledge.facts.settings import load_settings
from knowledge.paths import policies_dir
from knowledge.vocabulary import CompanyId
from tests.desks import desk_of
from tests.integration.desk.mail_server import mailbox, mailing, smtp  # noqa: F401
from tests.integration.desk.requests_support import POST, draft, entered, known, life, move

pytestmark = pytest.mark.database("sqlite", "postgresql")


def part_given(desk: Desk, staff: StaffMember, *grounds: str) -> RequestRecord:
    """A request of which a part was answered, with the rest in work again."""
    record = entered(desk, staff, draft("oni"), {**POST, "email": "taro@example.jp"})
    record = known(desk, move(desk, record, staff, "received"), staff)
    move(desk, record, staff, "partly_answered", grounds=grounds)
    return move(desk, record, staff, "in_progress")


def letters(desk: Desk, record: RequestRecord, staff: StaffMember) -> dict[str, bool]:
    """The decisions that may be written, and whether their grounds are those recorded."""
    papers = desk.papers(
        {CompanyId("oni"): (desk_of("oni"), load_settings(policies_dir() / "oni"))}, policies_dir()
    )
    offered = papers.offers(record.receipt, staff)[1]
    return {one.kind: one.recorded for one in offered if one.kind.startswith("decision_")}


def test_what_was_disclosed_in_part_is_neither_refused_nor_taken_back_nor_overwritten(
    desk: Desk, staff: StaffMember
) -> None:
    record = part_given(desk, staff, "3")
    assert {"answered", "partly_answered", "partly_closed"} <= set(life(record).allowed)
    for end in ("refused", "withdrawn", "expired"):
        assert end not in life(record).allowed
    with pytest.raises(TransitionNotAllowed):
        move(desk, record, staff, "refused", grounds=("1",))
    with desk.database.write() as tx, pytest.raises(TransitionNotAllowed):
        withdraw_in(desk.context, tx, record.receipt, "withdrew_on_page")
    decision = life(desk.requests.get(record.receipt, staff)).decision
    assert decision is not None
    assert (decision.status, [one.id for one in decision.grounds]) == ("partly_answered", ["3"])


def test_a_second_part_adds_its_grounds_to_those_of_the_first(desk: Desk, staff: StaffMember) -> None:
    record = part_given(desk, staff, "3")
    for grounds, kept in ((), ["3"]), (("1", "3"), ["3", "1"]):
        record = move(desk, record, staff, "partly_answered", grounds=grounds)
        decision = life(record).decision
        assert decision is not None
        assert ([one.id for one in decision.grounds], decision.reasons_letter) == (kept, True)
        record = move(desk, record, staff, "in_progress")
    with desk.database.read() as conn:
        assert grounds_of(conn, record.receipt) == ("1", "3")
    decision = life(move(desk, record, staff, "partly_closed", grounds=("2",))).decision
    assert decision is not None
    assert (decision.status, [one.id for one in decision.grounds]) == ("partly_closed", ["3", "1", "2"])


@pytest.mark.parametrize("grounds", [(), ("3",)])
def test_no_letter_refuses_what_was_answered_in_part_and_grounds_are_chosen_where_none_are_recorded(
    desk: Desk, staff: StaffMember, grounds: tuple[str, ...]
) -> None:
    record = part_given(desk, staff, *grounds)
    assert letters(desk, record, staff) == {"decision_granted": False, "decision_partly": bool(grounds)}
    record = move(desk, record, staff, "partly_answered")
    assert letters(desk, record, staff) == {"decision_partly": bool(grounds)}


@pytest.mark.parametrize("reason", ["rest_withdrawn", "rest_lapsed"])
def test_a_rest_that_is_taken_back_or_lapses_is_closed_without_a_ground_and_without_a_mail_of_an_answer(
    mailing: Desk,  # noqa: F811
    reason: str,
) -> None:
    staff = mailing.staff.add("hanako", "correct horse", "担当A")
    record = part_given(mailing, staff)
    before = [mail.template for mail in life(record).mails]
    record = move(mailing, move(mailing, record, staff, "awaiting_correction", note="残りの写し"), staff,
                  "partly_closed", reason=reason)  # fmt: skip
    assert (record.status, record.history[-1].reason) == ("partly_closed", reason)
    assert [mail.template for mail in life(record).mails] == [*before, "more_needed"]


def test_an_erasure_closes_what_was_answered_in_part_and_calls_nothing_withdrawn(
    desk: Desk, staff: StaffMember
) -> None:
    record = part_given(desk, staff)
    desk.erasures.erase([record.receipt], "operator", withdraw=True)
    assert desk.requests.get(record.receipt, staff).status == "partly_closed"
