"""Who of the staff is there, for how long without a sign, and whose conversations stay theirs by it."""

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest
from sqlalchemy import insert, select, update

from desk.handover.presence import HERE_FOR, Presence, arrive
from desk.roles import Role, StaffMember
from desk.storage import tables as t
from desk.storage.live_tables import staff_presence
from desk.storage.staff_tables import staff, staff_sessions
from knowledge.vocabulary import CompanyId
from tests.unit.desk.small_store import LITTLE, START, SmallDatabase, transaction

OCS, ONI = CompanyId("ocs"), CompanyId("oni")
CLAIM = timedelta(minutes=10)


def member(name: str, role: Role = "desk", *companies: CompanyId) -> StaffMember:
    return StaffMember(name, name, f"担当{name}", frozenset(companies) or None, role)


HANAKO = member("hanako")


class World:
    def __init__(self) -> None:
        self.tx = transaction(staff, staff_sessions, staff_presence, t.conversations)
        self.presence = Presence(cast("Any", SimpleNamespace(db=SmallDatabase(self.tx))), CLAIM)
        self.add(HANAKO)

    def add(self, one: StaffMember) -> StaffMember:
        """A member of staff who has logged in."""
        companies = sorted(one.companies) if one.companies is not None else None
        values = {"username": one.username, "alias": one.alias, "role": one.role, "companies": companies}
        self.tx.conn.execute(insert(staff).values(id=one.id, password_hash="!", created_at=START, **values))
        ends = START + timedelta(hours=8)
        times = {"created_at": START, "used_at": START, "expires_at": ends, "ends_at": ends}
        self.tx.conn.execute(
            insert(staff_sessions).values(
                token_mac=one.id.encode(),
                id=one.id,
                staff_id=one.id,
                via="console",
                client="",
                code_due=False,
                **times,
            )
        )
        return one

    def session(self, name: str, **values: Any) -> None:
        self.tx.conn.execute(update(staff_sessions).where(staff_sessions.c.staff_id == name).values(**values))

    def conversation(self, name: str, owner: str, by: str | None, company: CompanyId = OCS) -> None:
        values = {
            "company": company, "locale": "ja", "channel": "web", "owner": owner, "token_mac": b"", "state_enc": b"",
            "state_version": 1, "last_seq": 0, "claimed_by": by, "claimed_until": START, "created_at": START,
            "updated_at": START,
        }  # fmt: skip
        self.tx.conn.execute(insert(t.conversations).values(id=name, **values))

    def claims(self) -> dict[str, Any]:
        conv = t.conversations
        found = self.tx.conn.execute(select(conv.c.id, conv.c.claimed_until))
        return {row.id: row.claimed_until - START for row in found}

    def state(self, one: StaffMember = HANAKO) -> str:
        return self.presence.state(one)


@pytest.fixture
def world() -> World:
    return World()


def test_who_gives_a_sign_is_there_until_two_more_were_missed(world: World) -> None:
    assert world.state() == "gone"
    assert world.presence.beat(HANAKO) == "here" and world.state() == "here"
    world.tx.now = START + HERE_FOR - LITTLE
    assert world.state() == "here"
    world.tx.now = START + HERE_FOR
    assert world.state() == "gone"


def test_who_says_so_is_away_though_their_page_gives_signs(world: World) -> None:
    assert world.presence.say(HANAKO, away=True) == "away"
    assert world.presence.beat(HANAKO) == "away" and world.state() == "away"
    assert world.presence.say(HANAKO, away=False) == "here" and world.state() == "here"
    assert [(entry.subject, entry.detail) for entry in world.tx.entries] == [
        ("hanako", "away"),
        ("hanako", "here"),
    ]


@pytest.mark.parametrize("over", [{"expires_at": START}, {"code_due": True}])
def test_who_has_no_session_is_not_there(world: World, over: dict[str, Any]) -> None:
    world.presence.beat(HANAKO)
    world.session("hanako", **over)
    assert world.state() == "gone"


def test_nobody_elses_session_makes_one_present(world: World) -> None:
    world.add(member("jiro"))
    world.presence.beat(HANAKO)
    world.session("hanako", expires_at=START)
    assert world.state() == "gone" and world.presence.state(member("nobody")) == "gone"


def test_who_takes_a_conversation_is_there_whatever_they_said(world: World) -> None:
    world.presence.say(HANAKO, away=True)
    arrive(world.tx, HANAKO)
    assert world.state() == "here"


def test_a_sign_keeps_ones_own_conversations_and_no_others(world: World) -> None:
    world.conversation("mine", "staff", "hanako")
    world.conversation("his", "staff", "jiro")
    world.conversation("waits", "waiting", "hanako")
    world.presence.beat(HANAKO)
    nothing = timedelta(0)
    assert world.claims() == {"mine": CLAIM, "his": nothing, "waits": nothing}


def test_who_is_away_keeps_nothing_and_who_is_back_keeps_it_again(world: World) -> None:
    world.conversation("mine", "staff", "hanako")
    world.presence.say(HANAKO, away=True)
    world.presence.beat(HANAKO)
    assert world.claims() == {"mine": timedelta(0)}
    world.presence.say(HANAKO, away=False)
    assert world.claims() == {"mine": CLAIM}


def test_what_one_may_no_longer_speak_in_is_not_kept(world: World) -> None:
    narrowed, demoted = member("hanako", "desk", ONI), member("hanako", "look_up")
    world.conversation("mine", "staff", "hanako", OCS)
    for one in (narrowed, demoted):
        world.presence.beat(one)
        assert world.claims() == {"mine": timedelta(0)}
    world.conversation("there", "staff", "hanako", ONI)
    world.presence.beat(narrowed)
    assert world.claims() == {"mine": timedelta(0), "there": CLAIM}


def test_colleagues_of_the_company_are_shown_those_who_are_there_first(world: World) -> None:
    here = world.add(member("saburo"))
    for one in (
        member("goro", "lead"),
        member("jiro", "desk", ONI),
        member("shiro", "look_up"),
        member("yuki"),
    ):
        world.add(one)
    world.tx.conn.execute(update(staff).where(staff.c.id == "yuki").values(disabled_at=START))
    world.presence.beat(here)
    found = world.presence.colleagues(OCS, HANAKO)
    assert [(one.id, one.state) for one in found] == [("saburo", "here"), ("goro", "gone")]
    assert found[0].since == START and found[1].since is None
    assert "jiro" in [one.id for one in world.presence.colleagues(ONI, HANAKO)]


def test_two_colleagues_of_one_alias_are_told_apart_where_one_is_chosen(world: World) -> None:
    world.add(member("jiro"))
    for name in ("sato", "sato2"):
        world.add(replace(member(name), alias="佐藤"))
    offered = [one.name for one in world.presence.colleagues(OCS, HANAKO)]
    assert offered == ["佐藤 (sato)", "佐藤 (sato2)", "担当jiro"]


def test_since_when_one_is_there_or_away_is_told_anew_only_where_it_changes(world: World) -> None:
    jiro = world.add(member("jiro"))

    def since() -> timedelta:
        (one,) = [one for one in world.presence.colleagues(OCS, jiro) if one.id == "hanako"]
        assert one.since is not None
        return one.since - START

    world.presence.beat(HANAKO)
    world.tx.now += HERE_FOR - LITTLE
    world.presence.beat(HANAKO)
    assert since() == timedelta(0)
    world.tx.now += LITTLE
    world.presence.say(HANAKO, away=True)
    assert since() == HERE_FOR
    world.tx.now += HERE_FOR
    world.presence.beat(HANAKO)
    assert since() == 2 * HERE_FOR, "they had been gone"
