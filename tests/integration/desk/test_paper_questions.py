"""What the customer asks about papers, as staff sees it: until when it stays on the list, and how often it reminds."""

from datetime import UTC, datetime

from desk.bootstrap import Desk
from desk.model import StaffMember, Submitted
from tests.integration.desk.support import RIGHT, Clock, form_token, opened, spec


def asked(desk: Desk) -> Submitted:
    """A request whose papers are on their way, and a question about them."""
    result = desk.forms.submit(form_token(desk, opened(desk), spec()), RIGHT)
    ask(desk, result)
    return result


def ask(desk: Desk, result: Submitted) -> None:
    assert desk.status_page.ask(desk.status_page.enter(result.receipt, result.access_code))


def test_a_question_about_an_erased_request_is_no_task(desk: Desk, staff: StaffMember) -> None:
    gone, there = asked(desk), asked(desk)
    desk.erasures.erase([gone.receipt], "operator", withdraw=True)
    assert [one.receipt for one in desk.questions.open()] == [there.receipt]


def test_a_question_reminds_though_an_earlier_one_of_the_same_day_was_seen(
    desk: Desk, staff: StaffMember, clock: Clock
) -> None:
    clock.now = datetime(2026, 11, 28, 3, tzinfo=UTC)  # Saturday
    result = asked(desk)
    (first,) = desk.agenda.reminders()
    desk.agenda.acknowledge(first.id, staff)
    clock.forward(days=1)
    ask(desk, result)
    (second,) = desk.agenda.reminders()
    assert (second.what, second.due, second.at) == ("question", first.due, clock.now)
    assert second.id != first.id, "it is posted to Slack by its number"


def test_two_questions_of_one_day_remind_once_while_nobody_has_seen_it(desk: Desk, clock: Clock) -> None:
    clock.now = datetime(2026, 11, 28, 3, tzinfo=UTC)
    result = asked(desk)
    (first,) = desk.agenda.reminders()
    clock.forward(days=1)
    ask(desk, result)
    assert desk.agenda.reminders() == (first,)
