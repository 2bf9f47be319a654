"""Two processes on one PostgreSQL database do something at once: nothing is lost, and nothing is done twice.

The first is stopped before each of its statements while the second does its own (tests/databases/interleaving.py). On
SQLite there is nothing to see: its writers are alone.
"""

import threading
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from desk.accounts.federated import Making, Person
from desk.bootstrap import Desk, build, later_handlers
from desk.channels.ledger import NewEvent
from desk.channels.outbox import NewItem
from desk.channels.usage import count
from desk.errors import FormExpired, StateChanged
from desk.jobs import later
from desk.jobs.runner import Runner
from desk.model import Handoff, NewMessage, RequestChanges, StaffMember, TurnOutcome
from desk.requests.intake import Wanted, form_spec
from desk.slack.links import SlackLinks, SlackUser
from desk.storage import channel_tables as c
from desk.storage import codec
from desk.storage import customer_tables as ct
from desk.storage import tables as t
from desk.storage.slack_tables import slack_links
from desk.texts import RawText
from knowledge.vocabulary import CompanyId, Requester, RequestType
from tests.databases.interleaving import Outcome, at_once, everywhere
from tests.integration.desk.support import (
    PLANTED,
    RIGHT,
    Clock,
    announce,
    bot,
    every_field,
    form_token,
    opened,
    said,
    settings_for,
    spec,
    turn,
    waiting,
    words,
)
from tests.integration.desk.test_incidents import PRESTIGE
from tests.integration.desk.test_incidents import draft as incident

pytestmark = [pytest.mark.database("postgresql"), pytest.mark.timeout(900)]


@pytest.fixture
def other_desk(desk: Desk, tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    """A second process's desk on the same database."""
    settings = settings_for(tmp_path).model_copy(update={"replica": "second"})
    built = build(settings, render=words, clock=clock)
    yield built
    built.dispose()


class Pair:
    """Two desks, and what both do at once."""

    def __init__(self, one: Desk, two: Desk) -> None:
        self.one, self.two = one, two
        self.engine = one.database.engine

    def same(
        self,
        prepare: Callable[[], Any],
        act: Callable[[Desk, Any], Any],
        check: Callable[[Any, Outcome, Outcome], None],
    ) -> int:
        """Both do the same."""
        return self.each(prepare, act, act, check)

    def each(
        self,
        prepare: Callable[[], Any],
        first: Callable[[Desk, Any], Any],
        second: Callable[[Desk, Any], Any],
        check: Callable[[Any, Outcome, Outcome], None],
        every: int = 1,
    ) -> int:
        """Each does its own. The audit log is whole whatever happens."""
        steps = everywhere(
            self.engine,
            prepare,
            lambda given: first(self.one, given),
            lambda given: second(self.two, given),
            check,
            every,
        )
        assert steps > 2
        assert self.one.audit.verify().whole
        return steps

    def number(self, table: Any, *where: Any) -> int:
        with self.one.database.read() as conn:
            return int(conn.execute(select(func.count()).select_from(table).where(*where)).scalar_one())


@pytest.fixture
def pair(desk: Desk, other_desk: Desk) -> Pair:
    return Pair(desk, other_desk)


def kinds(*outcomes: Outcome) -> list[str]:
    return sorted(outcome.kind for outcome in outcomes)


# ---------------------------------------------------------------------- conversations


def test_one_claims_a_handoff(pair: Pair, staff: StaffMember, other: StaffMember) -> None:
    people = {id(pair.one): staff, id(pair.two): other}

    def check(conversation_id: str, one: Outcome, two: Outcome) -> None:
        assert kinds(one, two) == ["", "AlreadyClaimed"]
        winner = staff if one.kind == "" else other
        assert pair.one.conversations.get(conversation_id).claimed_by == winner.id
        keys = [message.key for message in pair.one.conversations.messages(conversation_id)]
        assert keys.count("system.claimed") == 1

    pair.same(
        lambda: waiting(pair.one),
        lambda desk, conversation_id: desk.handoffs.claim(conversation_id, people[id(desk)]),
        check,
    )


def test_a_message_delivered_twice_is_kept_once(pair: Pair) -> None:
    def check(conversation_id: str, one: Outcome, two: Outcome) -> None:
        assert kinds(one, two) == ["", ""]
        assert sorted([one.value.status, two.value.status]) == ["new", "pending"]
        assert one.value.inbound_id == two.value.inbound_id
        assert len(pair.one.conversations.messages(conversation_id)) == 2

    pair.same(
        lambda: opened(pair.one),
        lambda desk, conversation_id: desk.conversations.accept(
            conversation_id, "1", said("開示"), RawText("開示")
        ),
        check,
    )


def test_a_turn_worked_on_by_both_is_answered_once(pair: Pair) -> None:
    def prepare() -> tuple[str, str]:
        conversation_id = opened(pair.one)
        return conversation_id, pair.one.conversations.accept(
            conversation_id, "1", said("x"), RawText("x")
        ).inbound_id

    def check(given: tuple[str, str], one: Outcome, two: Outcome) -> None:
        assert kinds(one, two) == ["", ""]
        assert [m.id for m in one.value] == [m.id for m in two.value]
        assert len(pair.one.conversations.messages(given[0])) == 3

    pair.same(prepare, lambda desk, given: desk.conversations.commit_turn(given[1], bot("答え")), check)


def test_two_turns_of_one_conversation_do_not_overwrite_each_other(pair: Pair) -> None:
    def prepare() -> tuple[str, str]:
        conversation_id = opened(pair.one)
        accept = pair.one.conversations.accept
        return tuple(accept(conversation_id, n, said(n), RawText(n)).inbound_id for n in "12")  # type: ignore[return-value]

    def outcome(name: str) -> TurnOutcome:
        return bot(name, slots={name: True}, state_version=0)

    def check(given: tuple[str, str], one: Outcome, two: Outcome) -> None:
        # The one that thought on an old state thinks again (api.gateway).
        assert kinds(one, two) == ["", "StateChanged"]
        assert len(pair.one.conversations.pending()) == 1
        late = one if one.kind else two
        assert isinstance(late.error, StateChanged)
        pair.one.conversations.commit_turn(pair.one.conversations.pending()[0].inbound_id, bot("again"))

    pair.each(
        prepare,
        lambda desk, given: desk.conversations.commit_turn(given[0], outcome("a")),
        lambda desk, given: desk.conversations.commit_turn(given[1], outcome("b")),
        check,
    )


def test_staff_and_bot_do_not_speak_over_each_other(pair: Pair, staff: StaffMember) -> None:
    def prepare() -> tuple[str, str]:
        conversation_id = opened(pair.one)
        first = pair.one.conversations.accept(conversation_id, "1", said("人と"), RawText("人と")).inbound_id
        turn(pair.one, conversation_id, "2", "人と話したい", handed_over())
        return conversation_id, first

    def handed_over() -> TurnOutcome:
        return bot("呼びます", effects=(Handoff("asked"),))

    def check(given: tuple[str, str], one: Outcome, two: Outcome) -> None:
        assert kinds(one, two) == ["", "OwnerChanged"]
        assert "遅い答え" not in [m.text for m in pair.one.conversations.messages(given[0])]

    pair.each(
        prepare,
        lambda desk, given: desk.handoffs.claim(given[0], staff),
        lambda desk, given: desk.conversations.commit_turn(given[1], bot("遅い答え")),
        check,
    )


# ---------------------------------------------------------------------- requests


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


# ---------------------------------------------------------------------- destruction


def nothing_left(desk: Desk, conversation_id: str) -> None:
    """Whatever somebody wrote at the same time, nothing of a destroyed conversation is there."""
    with desk.database.read() as conn:
        for table in (t.messages, t.inbound, t.forms, t.contacts):
            found = conn.execute(select(table).where(table.c.conversation_id == conversation_id)).all()
            assert found == [], table.name


WRITERS: dict[str, tuple[Callable[[Desk, Any, StaffMember], Any], str]] = {
    "a message": (lambda desk, it, _: desk.conversations.accept(it.chat, "z", said("まだ"), RawText("まだ")), "ConversationClosed"),
    "an answer": (lambda desk, it, _: desk.conversations.commit_turn(it.inbound, bot("x")), "InboundNotFound"),
    "a form": (lambda desk, it, _: desk.forms.submit(it.token, PLANTED, announce), "FormNotFound"),
    "a note": (lambda desk, it, staff: desk.live.notes.add(it.chat, staff, "メモ"), ""),
    "a flag": (lambda desk, it, staff: desk.casework.flag(it.receipt, "address_mismatch", True, staff, "x"), "NotNow"),
}  # fmt: skip


class Somebody:
    """Somebody with a finished request, a form that is open, and a message without an answer."""

    def __init__(self, desk: Desk, staff: StaffMember) -> None:
        self.chat = opened(desk, "oni")
        done = form_token(desk, self.chat, every_field(company="oni", standing="request", region=None))
        self.receipt = desk.forms.submit(done, PLANTED, announce).receipt
        desk.requests.patch(self.receipt, RequestChanges(status="refused", grounds=("x",)), staff)
        self.token = form_token(desk, self.chat, every_field(company="oni", region=None), "g")
        self.inbound = desk.conversations.accept(self.chat, "y", said("返事は"), RawText("返事は")).inbound_id


@pytest.mark.parametrize("who", WRITERS)
def test_what_is_written_while_a_person_is_erased_does_not_outlive_it(
    pair: Pair, staff: StaffMember, who: str
) -> None:
    write, refused = WRITERS[who]

    def check(it: Somebody, one: Outcome, two: Outcome) -> None:
        assert one.kind in ("", refused)
        assert two.kind in ("", "RequestStillOpen"), two
        if two.kind == "":
            nothing_left(pair.one, it.chat)
            assert pair.one.requests.get(it.receipt, staff).customer == {}
            assert pair.number(t.request_flags, t.request_flags.c.note_enc.is_not(None)) == 0
        else:  # the form was faster: its request is open, and named
            assert who == "a form"
            pair.one.erasures.erase([it.receipt, one.value.receipt], "operator", withdraw=True)

    pair.each(
        lambda: Somebody(pair.one, staff),
        lambda desk, it: write(desk, it, staff),
        lambda desk, it: desk.erasures.erase([it.receipt], "operator"),
        check,
    )


def test_an_erasure_that_is_stopped_keeps_writers_out(pair: Pair, staff: StaffMember) -> None:
    """The same the other way round: they wait, and then they are refused."""

    def check(it: Somebody, one: Outcome, two: Outcome) -> None:
        assert one.kind == ""
        assert two.kind in ("", "ConversationClosed")
        nothing_left(pair.one, it.chat)

    pair.each(
        lambda: Somebody(pair.one, staff),
        lambda desk, it: desk.erasures.erase([it.receipt], "operator"),
        lambda desk, it: desk.conversations.accept(it.chat, "z", said("まだ"), RawText("まだ")),
        check,
        every=9,
    )


def test_who_writes_again_just_as_the_chat_is_past_its_time(pair: Pair, clock: Clock) -> None:
    def prepare() -> str:
        conversation_id = opened(pair.one)
        clock.forward(days=91)
        return conversation_id

    def check(conversation_id: str, one: Outcome, two: Outcome) -> None:
        assert two.kind == ""
        if one.kind == "":
            assert pair.one.conversations.messages(conversation_id)[-1].text == "また来ました"
            assert len(pair.one.conversations.pending()) == 1
            pair.one.conversations.commit_turn(one.value.inbound_id, bot("x"))
        else:
            assert one.kind in ("ConversationClosed", "ConversationNotFound")
            nothing_left(pair.one, conversation_id)

    pair.each(
        prepare,
        lambda desk, conversation_id: desk.conversations.accept(
            conversation_id, "z", said("また来ました"), RawText("また来ました")
        ),
        lambda desk, _: desk.retention.purge(),
        check,
    )


def test_nothing_is_kept_for_a_company_whose_contract_ends(pair: Pair) -> None:
    names = iter(f"firm{number}" for number in range(1000))

    def prepare() -> str:
        company = next(names)
        opened(pair.one, company)
        return company

    def check(company: str, one: Outcome, two: Outcome) -> None:
        assert one.kind in ("", "CompanyEnded")
        assert two.kind == ""
        assert pair.number(t.conversations, t.conversations.c.company == company) == 0

    pair.each(
        prepare,
        lambda desk, company: opened(desk, company),
        lambda desk, company: desk.companies.end(company, "operator", None),
        check,
    )


def test_what_is_sealed_during_a_rotation_can_be_read_after_it(pair: Pair, staff: StaffMember) -> None:
    chats: list[str] = []

    def act(desk: Desk, conversation_id: str) -> None:
        turn(desk, conversation_id, "1", "長い話", bot("答え"))

    def check(conversation_id: str, one: Outcome, two: Outcome) -> None:
        assert kinds(one, two) == ["", ""], (one, two)
        chats.append(conversation_id)
        for desk in (pair.one, pair.two):
            desk.database.anchors.newest()
            assert [m.text for m in desk.conversations.messages(chats[-1])][-2:] == ["長い話", "答え"]

    pair.each(lambda: opened(pair.one), act, lambda desk, _: desk.rotation.rotate("operator"), check)
    for chat in chats:
        assert len(pair.two.conversations.messages(chat)) == 3


# ---------------------------------------------------------------------- channels


def event(number: str) -> NewEvent:
    return NewEvent(f"e{number}", "text", Clock().now, "U1", {"text": "x"}, "token")


def test_an_event_delivered_to_two_processes_is_taken_once_and_worked_on_once(pair: Pair) -> None:
    numbers = iter(range(1000))

    def take(desk: Desk, number: str) -> tuple[int, int]:
        taken = desk.channels.ledger.take_in(
            "fake", "oni", CompanyId("oni"), [event(number), event(f"{number}b")]
        )
        return taken.new, taken.known

    def check(number: str, one: Outcome, two: Outcome) -> None:
        assert kinds(one, two) == ["", ""]
        assert one.value[0] + two.value[0] == 2
        ready = pair.one.channels.ledger.ready(["fake"], 10)
        assert len(ready) == 1, "of one person one at a time"

        def claim(desk: Desk) -> Any:
            return desk.channels.ledger.claim(ready[0])

        first, second, _ = at_once(pair.engine, lambda: claim(pair.one), lambda: claim(pair.two), 3)
        (got,) = [outcome.value for outcome in (first, second) if outcome.value is not None]
        pair.one.channels.ledger.done(got)
        for row in pair.one.channels.ledger.ready(["fake"], 10):
            left = pair.one.channels.ledger.claim(row)
            assert left is not None
            pair.one.channels.ledger.done(left)

    pair.same(lambda: str(next(numbers)), take, check)


def test_the_same_thing_put_into_the_outbox_goes_out_once(pair: Pair) -> None:
    numbers = iter(range(1000))

    def put(desk: Desk, key: str) -> str:
        with desk.database.write() as tx:
            item = NewItem(key, "fake", "oni", None, f"thread:{key}", "note", payload={"text": "x"})
            return desk.channels.outbox.put(tx, item)

    def check(key: str, one: Outcome, two: Outcome) -> None:
        assert kinds(one, two) == ["", ""]
        assert one.value == two.value
        assert pair.number(c.outbox, c.outbox.c.key == key) == 1

    pair.same(lambda: f"key{next(numbers)}", put, check)


def test_the_months_limit_lets_the_last_push_through_once(pair: Pair) -> None:
    accounts = iter(f"a{number}" for number in range(1000))

    def push(desk: Desk, account: str) -> bool:
        with desk.database.write() as tx:
            return count(tx, "fake", account, 1)

    def check(account: str, one: Outcome, two: Outcome) -> None:
        assert kinds(one, two) == ["", ""]
        assert sorted([one.value, two.value]) == [False, True]
        assert pair.one.channels.usage("fake", account, 1).pushes == 1

    pair.same(lambda: next(accounts), push, check)


# ---------------------------------------------------------------------- staff


def test_a_one_time_link_sets_one_password(pair: Pair) -> None:
    names = iter(f"new{number}" for number in range(1000))
    passwords = {id(pair.one): "a long enough sentence", id(pair.two): "another long sentence"}

    def prepare() -> tuple[str, str]:
        name = next(names)
        return name, pair.one.accounts.keeper.add(None, name, "担当", "desk", None).token

    def check(given: tuple[str, str], one: Outcome, two: Outcome) -> None:
        assert kinds(one, two) == ["", "InvitationInvalid"]
        right = passwords[id(pair.one if one.kind == "" else pair.two)]
        assert pair.one.staff.login(given[0], right)

    pair.same(prepare, lambda desk, given: desk.accounts.keeper.accept(given[1], passwords[id(desk)]), check)


def test_one_account_a_name(pair: Pair) -> None:
    names = iter(f"new{number}" for number in range(1000))

    def check(name: str, one: Outcome, two: Outcome) -> None:
        assert kinds(one, two) == ["", "StaffExists"]

    pair.same(
        lambda: next(names), lambda desk, name: desk.accounts.keeper.add(None, name, "x", "desk", None), check
    )


def test_who_logs_in_twice_at_once_with_a_provider_has_one_account(pair: Pair) -> None:
    names = iter(f"new{number}" for number in range(1000))
    making = Making({"desk": "desk"})

    def enter(desk: Desk, name: str) -> Any:
        person = Person(
            "https://login.example", name, name, name, frozenset({"desk"}), frozenset({CompanyId("oni")})
        )
        return desk.accounts.federated.enter(person, making, "x").member.id

    def check(name: str, one: Outcome, two: Outcome) -> None:
        assert kinds(one, two) == ["", ""]
        assert one.value == two.value

    pair.same(lambda: next(names), enter, check)


def test_two_wrong_passwords_are_two(pair: Pair, clock: Clock) -> None:
    names = iter(f"nobody{number}" for number in range(1000))

    def check(name: str, one: Outcome, two: Outcome) -> None:
        assert kinds(one, two) == ["LoginFailed", "LoginFailed"]
        with pair.one.database.read() as conn:
            assert set(conn.execute(select(t.attempts.c.failures)).scalars()) == {2}

    pair.same(lambda: next(names), lambda desk, name: desk.staff.login(name, "wrong"), check)


def test_a_code_links_one_slack_user(pair: Pair, staff: StaffMember) -> None:
    links = {id(desk): SlackLinks(desk.context, desk.staff) for desk in (pair.one, pair.two)}
    number = 0

    def prepare() -> str:
        nonlocal number
        number += 1
        return links[id(pair.one)].new_code(staff, "hanako")

    def link(desk: Desk, code: str) -> StaffMember:
        return links[id(desk)].link(SlackUser("T1", f"U{number}{desk is pair.two}"), code)

    def check(code: str, one: Outcome, two: Outcome) -> None:
        assert kinds(one, two) == ["", "CodeInvalid"]
        assert pair.number(slack_links) == 1

    pair.same(prepare, link, check)


def test_a_special_day_is_one_day(pair: Pair) -> None:
    lead = pair.one.staff.add("lead", "pw", "責任者", None, "lead")
    days = iter(date(2026, 12, 1) + timedelta(days=number) for number in range(400))

    def check(day: date, one: Outcome, two: Outcome) -> None:
        assert kinds(one, two) == ["", ""]

    pair.same(
        lambda: next(days),
        lambda desk, day: desk.live.special_days.put(CompanyId("oni"), day, (), "休み", lead),
        check,
    )


# ---------------------------------------------------------------------- what is there once


def test_a_companys_first_key_is_one(pair: Pair) -> None:
    names = iter(f"firm{number}" for number in range(1000))

    def check(company: str, one: Outcome, two: Outcome) -> None:
        assert kinds(one, two) == ["", ""]
        assert pair.number(t.data_keys, t.data_keys.c.company == company) == 1
        for chat in (one.value, two.value):
            assert pair.two.conversations.messages(chat)[0].text == "こんにちは"

    pair.same(lambda: next(names), lambda desk, company: opened(desk, company), check)


def test_what_is_to_be_done_is_scheduled_once(pair: Pair) -> None:
    keys = iter(f"key{number}" for number in range(1000))

    def schedule(desk: Desk, key: str) -> None:
        with desk.database.write() as tx:
            later.schedule(tx, "kind", key)

    def check(key: str, one: Outcome, two: Outcome) -> None:
        assert kinds(one, two) == ["", ""]
        assert pair.number(t.later, t.later.c.key == key, t.later.c.state == "waiting") == 1

    pair.same(lambda: next(keys), schedule, check)


def test_a_desk_is_started_twice_on_an_empty_database(tmp_path: Path, clock: Clock) -> None:
    """Both make the tables, the keys' proof and the start-up account, or wait for the other one to."""
    desks: list[Desk] = []
    for number in range(3):
        folder = tmp_path / str(number)
        settings = settings_for(folder)

        def start(settings: Any = settings) -> None:
            built = build(settings, render=words, clock=clock)
            built.staff.ensure("admin", "one", "窓口")
            desks.append(built)

        both = [threading.Thread(target=start) for _ in range(2)]
        for thread in both:
            thread.start()
        for thread in both:
            thread.join(120)
        one, two = desks
        assert one.records == two.records
        chat = opened(one)
        assert two.conversations.messages(chat)
        assert [m.username for m in two.staff.list()] == ["admin"]
        assert two.audit.verify().whole
        for built in desks:
            built.dispose()
        desks.clear()


def test_an_erasure_that_was_lost_is_repeated_once_by_two_that_start(pair: Pair, staff: StaffMember) -> None:
    it = Somebody(pair.one, staff)
    pair.one.erasures.erase([it.receipt], "operator")

    def prepare() -> None:
        with pair.one.database.write() as tx:  # the database is an older one
            tx.conn.execute(t.erasures.delete())

    def check(_: None, one: Outcome, two: Outcome) -> None:
        assert kinds(one, two) == ["", ""]
        assert len(one.value) + len(two.value) == 1
        assert pair.number(t.erasures) == 1

    pair.same(prepare, lambda desk, _: desk.erasures.replay(), check)


def test_a_form_is_not_spent_after_its_time(pair: Pair, clock: Clock) -> None:
    """The clock of the transaction counts, not that of the statement that waited."""
    token = form_token(pair.one, opened(pair.one), spec())
    clock.forward(days=30)
    with pytest.raises(FormExpired):
        pair.two.forms.submit(token, RIGHT)
