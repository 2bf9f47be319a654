"""How long a session of a member of staff lasts, at which door its token opens, and what ends it."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest
from sqlalchemy import insert, select, update

from desk.accounts.errors import SessionInvalid
from desk.accounts.sessions import CODE_WITHIN, Door, Opened, Sessions, SessionTimes, Via
from desk.roles import StaffMember
from desk.storage.staff_tables import staff, staff_sessions
from tests.unit.desk.small_store import KEYS, LITTLE, START, SmallDatabase, transaction

HOUR = timedelta(hours=1)
TIMES = SessionTimes(api=8 * HOUR, console=HOUR, most=12 * HOUR, totp_roles=frozenset({"lead"}))
HANAKO = StaffMember("hanako", "hanako", "担当A", None, "desk")


class World:
    def __init__(self) -> None:
        self.tx = transaction(staff, staff_sessions)
        for name, role in (("hanako", "desk"), ("jiro", "lead")):
            values = {
                "username": name,
                "password_hash": "!",
                "alias": name,
                "role": role,
                "created_at": START,
            }
            self.tx.conn.execute(insert(staff).values(id=name, **values))
        self.sessions = Sessions(cast("Any", SimpleNamespace(db=SmallDatabase(self.tx), keys=KEYS)), TIMES)

    def begin(self, name: str = "hanako", via: Via = "console", **more: Any) -> str:
        return self.sessions.begin(self.tx, name, via, "Firefox", **more)

    def open(self, token: str, door: Door = "console", **more: Any) -> Opened:
        return self.sessions.open(token, door, **more)

    def is_open(self, token: str, door: Door = "console", **more: Any) -> bool:
        try:
            self.open(token, door, **more)
        except SessionInvalid:
            return False
        return True

    def forward(self, step: timedelta) -> None:
        self.tx.now += step

    def change(self, name: str, **values: Any) -> None:
        self.tx.conn.execute(update(staff).where(staff.c.id == name).values(**values))


@pytest.fixture
def world() -> World:
    return World()


@pytest.mark.parametrize(
    ("via", "door", "idle"), [("console", "console", 1), ("oidc", "console", 1), ("api", "api", 8)]
)
def test_a_session_that_nobody_uses_ends_after_its_doors_time(
    world: World, via: Via, door: Door, idle: int
) -> None:
    token = world.begin(via=via)
    world.forward(idle * HOUR - LITTLE)
    assert world.is_open(token, door, use=False)
    world.forward(LITTLE)
    assert not world.is_open(token, door)


def test_using_a_session_keeps_it_but_not_beyond_the_longest_time(world: World) -> None:
    token = world.begin()
    for _ in range(12):
        world.forward(HOUR - LITTLE)
        assert world.is_open(token)
    world.forward(12 * LITTLE - LITTLE)
    assert world.is_open(token), "a second before its twelve hours are over"
    world.forward(LITTLE)
    assert not world.is_open(token)


def test_what_a_page_does_by_itself_keeps_no_session(world: World) -> None:
    token = world.begin()
    world.forward(HOUR / 2)
    world.open(token, use=False)
    world.forward(HOUR / 2)
    assert not world.is_open(token)


def test_a_use_is_written_down_once_a_minute(world: World) -> None:
    token = world.begin()
    for step, noted in ((timedelta(seconds=59), START), (LITTLE, START + timedelta(minutes=1))):
        world.forward(step)
        world.open(token)
        assert world.tx.conn.execute(select(staff_sessions.c.used_at)).scalar_one() == noted


@pytest.mark.parametrize(("via", "door"), [("console", "api"), ("oidc", "api"), ("api", "console")])
def test_a_token_of_one_door_opens_nothing_at_the_other(world: World, via: Via, door: Door) -> None:
    assert not world.is_open(world.begin(via=via), door)


def test_a_session_that_awaits_a_code_lasts_minutes_whatever_is_done_with_it(world: World) -> None:
    assert timedelta(minutes=5) == CODE_WITHIN
    token = world.begin(code_due=True)
    assert world.open(token).code_due and world.sessions.of("hanako") == ()
    world.forward(CODE_WITHIN - LITTLE)
    assert world.is_open(token)
    world.forward(LITTLE)
    assert not world.is_open(token)


def test_who_was_shut_out_has_no_session_any_more(world: World) -> None:
    token = world.begin()
    world.change("hanako", disabled_at=START)
    assert not world.is_open(token)
    assert not world.is_open("no such token")


def test_a_session_says_what_is_still_to_be_done(world: World) -> None:
    hers, his = world.begin(), world.begin("jiro")
    assert not world.open(hers).password_due and not world.open(hers).totp_due
    assert world.open(his).totp_due and not world.open(his).has_totp
    assert not world.open(world.begin("jiro", "oidc")).totp_due, "the provider has seen to it"
    world.change("jiro", totp_since=START)
    world.change("hanako", password_due=True)
    assert world.open(his).has_totp and not world.open(his).totp_due
    assert world.open(hers).password_due
    assert not world.open(world.begin(via="oidc")).password_due
    assert (world.open(hers).member.username, world.open(hers).via) == ("hanako", "console")


def test_ones_own_sessions_are_listed_last_used_first_while_they_last(world: World) -> None:
    first = world.begin()
    world.forward(HOUR / 2)
    second = world.begin(via="api")
    world.begin("jiro")
    world.forward(HOUR / 4)
    world.open(first)
    assert [one.via for one in world.sessions.of("hanako")] == ["console", "api"]
    world.forward(HOUR)
    assert [one.via for one in world.sessions.of("hanako")] == ["api"], "the other is over to the second"
    assert world.is_open(second, "api")


def test_a_session_is_ended_and_no_other_with_it(world: World) -> None:
    one, other, his = world.begin(), world.begin(), world.begin("jiro")
    world.sessions.end(one)
    world.sessions.end("no such token")
    assert [world.is_open(token) for token in (one, other, his)] == [False, True, True]


def test_one_ends_ones_own_sessions_alone_and_it_is_recorded(world: World) -> None:
    one, other, his = world.begin(), world.begin(), world.begin("jiro")
    world.sessions.end_one(HANAKO, world.open(his).session)
    assert world.is_open(his) and world.tx.entries == []
    world.sessions.end_one(HANAKO, world.open(one).session)
    assert [world.is_open(token) for token in (one, other, his)] == [False, True, True]
    assert [entry.action for entry in world.tx.entries] == ["session.end"]


def test_all_others_are_ended_but_the_one_that_is_used(world: World) -> None:
    tokens = [world.begin() for _ in range(3)]
    his = world.begin("jiro")
    assert world.sessions.end_others(HANAKO, world.open(tokens[1]).session) == 2
    assert [world.is_open(token) for token in (*tokens, his)] == [False, True, False, True]
    assert world.sessions.end_others(HANAKO, None) == 1
    assert [world.is_open(token) for token in (*tokens, his)] == [False, False, False, True]


def test_no_token_lies_in_the_database(world: World) -> None:
    token = world.begin()
    (row,) = world.tx.conn.execute(select(staff_sessions)).all()
    assert token.encode() not in row.token_mac and len(token) >= 20
