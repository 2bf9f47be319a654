"""Two processes at once (at_once_support): forms, moves, reminders, incidents."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from desk.bootstrap import Desk, later_handlers
from desk.jobs import later
from desk.jobs.runner import Runner
from desk.model import NewMessage, RequestChanges, RequestRecord, StaffMember, TurnOutcome
from desk.requests.drafting import Wanted, form_spec
from desk.requests.errors import FormExpired
from desk.storage import codec
from desk.storage import customer_tables as ct
from desk.storage import tables as t
from knowledge.vocabulary import Requester, RequestType
from tests.databases.interleaving import Outcome
from tests.integration.desk.at_once_support import Pair, kinds
from tests.integration.desk.incidents_support import PRESTIGE
from tests.integration.desk.incidents_support import draft as incident
from tests.integration.desk.requests_support import draft, entered
from tests.integration.desk.support import (
    RIGHT,
    Clock,
    announce,
    form_token,
    opened,
    settings_for,
    spec,
    turn,
)

pytestmark = [pytest.mark.database("postgresql"), pytest.mark.timeout(900)]


def test_a_form_sent_twice_opens_one_request(pair: Pair) -> None:
    def check(token: str, one: Outcome, two: Outcome) -> None:
        assert kinds(one, two) == ["", ""]
        assert one.value.receipt == two.value.receipt
        assert sorted([one.value.repeated, two.value.repeated]) == [False, True]

    pair.same(
        lambda: form_token(pair.one, opened(pair.one), spec()),
        lambda desk, token: desk.forms.submit(token, RIGHT, announce),
        check,
    )
    assert pair.number(t.requests) == pair.number(t.forms)


def test_a_form_sent_twice_with_other_words_opens_one_request(pair: Pair) -> None:
    def check(token: str, one: Outcome, two: Outcome) -> None:
        assert kinds(one, two) == ["", "FormSpent"]

    pair.each(
        lambda: form_token(pair.one, opened(pair.one), spec()),
        lambda desk, token: desk.forms.submit(token, RIGHT, announce),
        lambda desk, token: desk.forms.submit(token, {**RIGHT, "name": "別人"}, announce),
        check,
    )
    assert pair.number(t.requests) == pair.number(t.forms)


def submitted(desk: Desk, **changes: Any) -> Any:
    return desk.forms.submit(form_token(desk, opened(desk), spec(standing="request", **changes)), RIGHT)


def test_a_request_moves_once(pair: Pair, staff: StaffMember) -> None:
    def check(result: Any, one: Outcome, two: Outcome) -> None:
        assert kinds(one, two) == ["", "TransitionNotAllowed"]
        statuses = [entry.status for entry in pair.one.requests.get(result.receipt, staff).history]
        assert len(statuses) == 2

    pair.each(
        lambda: submitted(pair.one),
        lambda desk, result: desk.requests.patch(
            result.receipt, RequestChanges(status="refused", grounds=("理由",)), staff
        ),
        lambda desk, result: desk.requests.withdraw(result.receipt, result.access_code),
        check,
    )


def test_papers_are_asked_about_once_a_day(pair: Pair) -> None:
    def prepare() -> str:
        result = pair.one.forms.submit(form_token(pair.one, opened(pair.one), spec()), RIGHT)
        return pair.one.status_page.enter(result.receipt, result.access_code)

    def check(ticket: str, one: Outcome, two: Outcome) -> None:
        assert kinds(one, two) == ["", ""]
        assert sorted([one.value, two.value]) == [False, True]

    pair.same(prepare, lambda desk, ticket: desk.status_page.ask(ticket), check)
    assert pair.number(ct.paper_questions) == pair.number(t.requests)


def test_two_corrections_of_one_page_keep_the_first_and_refuse_the_second(
    pair: Pair, staff: StaffMember
) -> None:
    def check(record: RequestRecord, one: Outcome, two: Outcome) -> None:
        assert kinds(one, two) == ["", "NotNow"]
        now = pair.one.requests.get(record.receipt, staff)
        kept = next(one for one in (one, two) if one.kind == "").value
        assert now.customer == kept.customer and now.version == record.version + 1

    pair.each(
        lambda: entered(pair.one, staff, draft("oni")),
        lambda desk, record: desk.correcting.correct(
            record.receipt, {"name": "山本 太郎"}, "customer_told_us", record.version, staff
        ),
        lambda desk, record: desk.correcting.correct(
            record.receipt, {"name": "山川 太郎"}, "customer_told_us", record.version, staff
        ),
        check,
        every=4,
    )


def test_a_reminder_comes_while_its_date_is_put_off(pair: Pair, staff: StaffMember, tmp_path: Path) -> None:
    """The reminder holds its job and wants to refer to the request; staff holds the request and wants the job."""
    settings = settings_for(tmp_path)
    runner = Runner(pair.one.database, settings, later_handlers(pair.one, settings))

    def prepare() -> tuple[str, later.Job]:
        receipt = submitted(pair.one).receipt
        with pair.one.database.read() as conn:
            (job,) = [job for job in later.of_kinds(conn, ("reminder",)) if job.payload["receipt"] == receipt]
        return receipt, job

    def check(given: tuple[str, later.Job], one: Outcome, two: Outcome) -> None:
        assert kinds(one, two) == ["", ""]
        assert pair.number(t.reminders, t.reminders.c.receipt == given[0]) <= 1

    both = (
        lambda desk, given: runner.act(given[1].id, given[1].round),
        lambda desk, given: desk.casework.extend(given[0], "延長します", staff),
    )
    pair.each(prepare, *both, check)


def test_the_fault_of_an_incident_reaches_a_request_that_is_just_being_opened(pair: Pair) -> None:
    lead = pair.one.staff.add("lead", "correct horse", "責任者", None, "lead")
    wanted = Wanted(RequestType.DISCLOSURE, Requester.SELF)
    form = form_spec(PRESTIGE, wanted, policy_version=PRESTIGE.version, locale="ja")
    values = {"name": "山田 太郎", "address": "東京都千代田区一番町1", "email": "taro@example.jp"}

    def prepare() -> tuple[str, str]:
        made = pair.one.incidents.announce(incident("prestige"), lead)
        chat = opened(pair.one, "prestige")
        about = NewMessage("答え", key="incident.answer", params={"incident": made.id})
        turn(pair.one, chat, "q", "漏えい？", TurnOutcome((about,)))
        return made.id, form_token(pair.one, chat, form)

    def check(given: tuple[str, str], one: Outcome, two: Outcome) -> None:
        assert kinds(one, two) == ["", ""], (one, two)
        with pair.one.database.read() as conn:
            row = conn.execute(select(t.requests).where(t.requests.c.receipt == one.value.receipt)).one()
        terms = codec.terms_from_json(row.terms)
        assert terms is not None
        assert not terms.charges
        pair.one.incidents.end(given[0], lead)

    def charged(desk: Desk, given: tuple[str, str]) -> Any:
        return desk.incidents.change(given[0], incident("prestige", fault="company"), lead)

    pair.each(prepare, lambda desk, given: desk.forms.submit(given[1], values), charged, check)


def test_a_form_is_not_spent_after_its_time(pair: Pair, clock: Clock) -> None:
    """The clock of the transaction counts, not that of the statement that waited."""
    token = form_token(pair.one, opened(pair.one), spec())
    clock.forward(days=30)
    with pytest.raises(FormExpired):
        pair.two.forms.submit(token, RIGHT)
