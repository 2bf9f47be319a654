"""Requests that staff, customers and the clock lead anywhere they can: the table, the history and the dates hold on
every way."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count, pairwise
from random import Random
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from desk.bootstrap import Desk
from desk.calendar.duebook import reminder_key
from desk.calendar.dues import day_of
from desk.calendar.regimes import Span
from desk.calendar.rulebook import CompanyRules, Targets
from desk.errors import ChangeInvalid, NotNow, TransitionNotAllowed
from desk.jobs import later
from desk.life import DueKind, RequestStatus
from desk.model import RequestChanges, RequestRecord, StaffMember
from desk.requests.moving import withdraw_in
from desk.statuses import (
    FINAL,
    GIVING,
    NOT_NAMED,
    STATUSES,
    WITH_GROUNDS,
    Rule,
    makes_it_a_request,
    onward_from,
    part_given,
    reasons_for,
)
from desk.storage import tables as t
from knowledge.vocabulary import CompanyId
from tests.integration.desk.requests_support import HOURS, draft, entered, life
from tests.integration.desk.support import Clock
from tests.properties import examples

REFUSALS = (TransitionNotAllowed, ChangeInvalid, NotNow)
KINDS = (
    ("oni", "disclosure", "self", None),
    ("prestige", "disclosure", "voluntary_agent", None),
    ("ocs", "portability", "self", "eea_uk"),
    ("ocs", "access_ccpa", "self", "california"),
)
TARGETS = Targets(answer={"appi": Span(business_days=10)}, correction=Span(days=14))
BEGUN = datetime.fromisoformat("2026-11-20T01:00+00:00")
_NUMBERS = count()
_maybe = st.booleans()
KINDS_OF_STEP = ["move"] * 12 + [
    "forward",
    "check",
    "target",
    "again",
    "extend",
    "confirm",
    "tick",
    "note",
] * 2
ENDING = ["withdraw", "erase"]


def steps_of(seed: int) -> list[tuple[str, Any]]:
    """A walk by chance. Drawn from a seed: what hypothesis draws itself stays near the beginning of the ways."""
    chance = Random(seed)
    how: dict[str, Callable[[], Any]] = {
        "move": lambda: {
            "place": chance.randrange(30),
            # Mostly one of those open to it, by its place; else any status, open or not.
            "any": chance.choice([None] * 5 + [chance.choice(STATUSES)]),
            "grounds": [chance.randrange(4) for _ in range(chance.randint(1, 2))],
            "bare": chance.random() < 0.2,
            "reason": chance.randrange(9),
            "days": chance.choice([None] * 6 + [0, 5, 40]),
            "due": chance.choice([None] * 8 + [3]),
        },
        "forward": lambda: chance.randrange(25),
        "check": lambda: chance.choice(["confirmed", "confirmed", "failed", "pending"]),
        "target": lambda: chance.randint(-2, 30),
        "again": lambda: chance.choice([None, 0, 9]),
    }
    kinds = [
        *chance.choices([*KINDS_OF_STEP], k=chance.randint(5, 20)),
        *chance.choices(ENDING, k=1),
        "note",
        "move",
    ]
    return [(kind, how.get(kind, lambda: None)()) for kind in kinds]


PLAIN = {"place": 0, "grounds": [0], "bare": False, "reason": 0, "days": None, "due": None}
WALK = settings(
    max_examples=examples(40), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@dataclass
class Walk:
    """One request on its way, and what was seen of it after the step before."""

    desk: Desk
    staff: StaffMember
    clock: Clock
    record: RequestRecord
    grounds: list[str] = field(default_factory=list)
    law: date | None = None
    stood: bool = False

    def step(self, what: str, how: Any) -> None:
        """One step; where the desk refuses it, nothing has changed."""
        before = self.rows()
        try:
            getattr(self, what)(how)
        except REFUSALS:
            assert self.rows() == before, f"a refused {what} has changed something"
        self.record = self.desk.requests.get(self.record.receipt, self.staff)
        self.holds(extended=what == "extend")

    def rows(self) -> list[Any]:
        """The record and all that hangs on it."""
        receipt = self.record.receipt
        with self.desk.database.read() as conn:
            found: list[Any] = [
                conn.execute(select(table).where(table.c.receipt == receipt)).all()
                for table in (t.requests, t.request_history, t.request_dues, t.request_pauses, t.reminders)
            ]
        return found + [self.job(what) for what in get_args(DueKind)]

    def job(self, what: str) -> Any:
        """The reminder that waits."""
        key = reminder_key(self.record.receipt, what)
        with self.desk.database.read() as conn:
            query = select(t.later.c.at, t.later.c.payload)
            return conn.execute(query.where(t.later.c.key == key, t.later.c.state == "waiting")).one_or_none()

    # ------------------------------------------------------------ steps

    def move(self, how: dict[str, Any]) -> None:
        """To a status that is open, or to any."""
        allowed = life(self.record).allowed
        onward = [*(one for one in allowed if one not in FINAL)] * 3 + [
            one for one in allowed if one in FINAL
        ]
        status: RequestStatus = how["any"] or (onward[how["place"] % len(onward)] if onward else "answered")
        terms = life(self.record).terms
        listed = [one.id for one in terms.grounds] if terms is not None else []
        grounds = [listed[n % len(listed)] if listed else f"根拠{n}" for n in how["grounds"]]
        open_to = onward_from(self.record.status, part=False) | onward_from(self.record.status, part=True)
        reasons = (None, *(reasons_for(self.record.status, status) if status in open_to else ("written",)))
        changes = RequestChanges(
            status=status,
            grounds=tuple(grounds) if status in WITH_GROUNDS and not how["bare"] else (),
            note=None if how["bare"] else "理由を書いた",
            reason=reasons[how["reason"] % len(reasons)],
            deadline=None if how["days"] is None else self.today + timedelta(days=how["days"]),
            due=None if how["due"] is None else self.today + timedelta(days=how["due"]),
        )
        moved = self.desk.requests.patch(self.record.receipt, changes, self.staff)
        assert status in allowed or status == self.record.status, "what was not open was done"
        if status in GIVING and status != self.record.status:
            assert all(one.settled for one in life(moved).checks), "it went out before it was known who asks"

    def forward(self, days: int) -> None:
        """Time goes on, and what is to be done by then is done."""
        for _ in range(days):
            self.clock.forward(days=1)
            with self.desk.database.write() as tx:
                for job in later.waiting(tx.conn, tx.now):
                    if job.kind == "reminder":
                        self.desk.agenda.remind(tx, job)
                        later.settle(tx, job)

    def check(self, result: str) -> None:
        """Who asks is established, or not."""
        for one in life(self.record).checks:
            self.desk.casework.check(self.record.receipt, one.what, result, self.staff)

    def target(self, days: int) -> None:
        """Staff set the company's own date."""
        changes = RequestChanges(due=self.today + timedelta(days=days))
        self.desk.requests.patch(self.record.receipt, changes, self.staff)

    def again(self, days: int | None) -> None:
        """The date of the status is set anew, or the fee is told again."""
        deadline = None if days is None else self.today + timedelta(days=days)
        reached = days is None or None
        self.desk.requests.patch(
            self.record.receipt, RequestChanges(deadline=deadline, reached=reached), self.staff
        )

    def extend(self, _: None) -> None:
        """The law's date is put off."""
        self.desk.casework.extend(self.record.receipt, "延長のお知らせ", self.staff)

    def confirm(self, _: None) -> None:
        """The receipt is confirmed."""
        self.desk.casework.confirmed(self.record.receipt, self.staff)

    def withdraw(self, _: None) -> None:
        """The customer takes it back."""
        with self.desk.database.write() as tx:
            withdraw_in(self.desk.context, tx, self.record.receipt, "withdrew_on_page")

    def tick(self, _: None) -> None:
        """All papers have come."""
        self.desk.casework.tick_all(self.record.receipt, self.staff)

    def note(self, _: None) -> None:
        """Something is noted."""
        self.desk.casework.note(self.record.receipt, "覚え書き", self.staff)

    def erase(self, _: None) -> None:
        """The person is erased."""
        if self.record.erased_at is None and len(self.record.history) > 5:  # not at once: it ends the walk
            self.desk.erasures.erase([self.record.receipt], "operator", withdraw=True)

    # ------------------------------------------------------------ what holds

    @property
    def today(self) -> date:
        """Where the desk is."""
        return day_of(self.clock.now)

    def holds(self, extended: bool) -> None:
        """Everything that must be so on any way."""
        self._history()
        self._decision()
        self._dates(extended)
        self._reminders()

    def _history(self) -> None:
        steps = [entry for entry in self.record.history if entry.what == "status"]
        assert steps[-1].status == self.record.status
        had = [steps[0].status]
        for before, after in pairwise(steps):
            assert after.status in onward_from(before.status, part_given(had)), "a step outside the table"
            assert before.status not in FINAL, "an end was left"
            assert after.by and before.at <= after.at
            assert after.reason in (*reasons_for(before.status, after.status), *get_args(Rule), NOT_NAMED)
            had.append(after.status)
            if after.reason == "written" and self.record.erased_at is None:
                assert after.note, "a reason in own words without words"
        if part_given(had):
            assert not {"refused", "withdrawn", "expired"} & set(had), (
                "given in part, ended as if nothing was"
            )
        if any(makes_it_a_request(status) for status in had):
            assert self.record.standing == "request", "once the request, always the request"

    def _decision(self) -> None:
        decision = life(self.record).decision
        if self.record.erased_at is not None:
            assert decision is None
            return
        now = [ground.text for ground in decision.grounds] if decision is not None else []
        assert now[: len(self.grounds)] == self.grounds, "grounds of a decision were overwritten"
        self.grounds = now

    def _dates(self, extended: bool) -> None:
        found = life(self.record)
        for due in found.dues:
            assert due.started <= due.due, "a date before its start"
            assert due.met_at is None or self.record.status not in FINAL or due.met_at <= self.clock.now
        for put_off in found.extensions:
            assert put_off.before < put_off.after
        law = next((due.due for due in found.dues if due.whose == "law" and due.what == "answer"), None)
        assert extended or self.law is None or law == self.law, "a law's date moved by itself"
        self.law = law
        counting = {due.what: due.due for due in found.dues}
        assert self.record.due == counting.get("answer", counting.get("target"))
        running = [pause for pause in found.pauses if pause.until is None]
        assert len(running) <= 1
        if self.record.status in FINAL:
            assert not running and all(due.met_at is not None for due in found.dues), (
                "an end with a date that runs"
            )

    def _reminders(self) -> None:
        with self.desk.database.read() as conn:
            query = select(t.reminders.c.what, t.reminders.c.due)
            mine = query.where(t.reminders.c.receipt == self.record.receipt)
            told = {(row.what, row.due) for row in conn.execute(mine)}
        for due in life(self.record).dues:
            job = self.job(due.what)
            if due.met_at is not None:
                assert job is None, "a reminder of a date that was kept"
                continue
            # It waits, or was given; also where its day was past already when the date was set.
            if (due.what, due.due) not in told:
                assert job is not None and job.payload["due"] == due.due.isoformat(), "a reminder was lost"


@pytest.mark.timeout(900)
@WALK
@given(kind=st.sampled_from(KINDS), part=_maybe, steps=st.integers(0, 2**32).map(steps_of))
def test_on_every_way_the_table_the_history_and_the_dates_hold(
    desk: Desk,
    clock: Clock,
    kind: tuple[str, str, str, str | None],
    part: bool,
    steps: list[tuple[str, Any]],
) -> None:
    clock.now = BEGUN
    staff = desk.staff.get("hanako") or desk.staff.add("hanako", "correct horse", "担当A")
    company, request_type, requester, region = kind
    desk.rulebook.put(CompanyId(company), CompanyRules(hours=HOURS, targets=TARGETS))
    somebody = {
        "name": f"山田 太郎{next(_NUMBERS)}",
        "address": "東京都千代田区1-1",
    }  # nobody who was there before
    record = entered(desk, staff, draft(company, request_type, requester, region), somebody)
    walk = Walk(desk, staff, clock, record)
    if part:  # a way that chance alone seldom takes: a part goes out, and the rest is in work again
        walk.step("check", "confirmed")
        for status in ("received", "partly_answered", "in_progress"):
            walk.step("move", {**PLAIN, "any": status})
        assert walk.record.status == "in_progress"
    for what, how in steps:
        walk.step(what, how)
    assert desk.audit.verify().whole
