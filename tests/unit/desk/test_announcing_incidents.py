"""A leak is announced, changed and ended by who may; its notice is shown once in each conversation while it runs, and
what is asked about it is counted."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select

from desk.errors import ChangeInvalid, Forbidden
from desk.incidents.incidents import ANSWER, NOTICE, drop_incidents
from desk.incidents.model import Incident, IncidentCounts, IncidentNotFound, IncidentOver
from desk.model import NewMessage
from desk.notify import STAFF
from desk.storage.customer_tables import incident_questions, incident_shown, incidents
from desk.texts import MaskedText, kept_masked
from knowledge.vocabulary import MessageKind
from tests.unit.desk.incident_world import HANAKO, HOUR, LEAD, OF_INCIDENTS, STRANGER, World
from tests.unit.desk.queue.queue_world import OCS, ONI, member
from tests.unit.desk.small_store import LITTLE, START

FIRST = f"{NOTICE}|ja|OCS社|2026-11-19|漏えいの件|判明しました。"


@pytest.fixture
def world() -> World:
    return World()


def rows(world: World, table: Any) -> int:
    return len(world.tx.conn.execute(select(table)).all())


# ---------------------------------------------------------------------- announcing


def test_what_is_announced_runs_is_recorded_without_its_words_and_staff_are_told(world: World) -> None:
    found = world.announced(keywords=("会員券",), fault="other")
    assert found == world.again(found)
    assert (found.title["ja"], found.text["en"], found.script) == (
        "漏えいの件",
        "It was found.",
        "まずおわびする。",
    )
    assert (found.company, found.category, found.fault, found.keywords) == (OCS, "leak", "other", ("会員券",))
    assert (found.starts_at, found.ends_at, found.revision, found.state) == (START, None, 1, "running")
    assert (found.created_by, found.created_at, found.ended_by) == ("責任者", START, None)
    assert world.logged() == [("lead", "incident.announce", found.id, "ocs fault=other")]
    assert world.tx.topics == {STAFF}


def test_at_the_terminal_the_operator_announces_and_ends(world: World) -> None:
    found = world.announced(by="operator")
    assert found.created_by == "operator"
    assert world.it.end(found.id, "operator").ended_by == "operator"
    assert [(actor, action) for actor, action, *_ in world.logged()] == [
        ("operator", "incident.announce"),
        ("operator", "incident.end"),
    ]


def test_who_may_not_or_works_for_another_company_announces_nothing(world: World) -> None:
    for by in (HANAKO, STRANGER):
        with pytest.raises(Forbidden):
            world.announced(by=by)
    with pytest.raises(ChangeInvalid):
        world.announced(script=" ")
    assert (rows(world, incidents), world.logged(), world.tx.topics) == (0, [], set())


# ---------------------------------------------------------------------- changing and ending


def test_a_change_gives_other_words_and_leaves_company_and_beginning(world: World) -> None:
    found = world.announced()
    world.forward()
    world.tx.topics.clear()
    draft = world.draft(ONI, title={"ja": "訂正"}, text={"ja": "訂正します。"}, fault="company")
    after = world.it.change(found.id, draft, LEAD)
    assert (after.company, after.starts_at, after.revision, after.fault) == (OCS, START, 2, "company")
    assert after.words("en") == ("訂正", "訂正します。")
    assert world.logged()[1:] == [("lead", "incident.change", found.id, "fault=company")]
    assert world.tx.topics == {STAFF}
    assert world.it.change(found.id, world.draft(starts_at=START + HOUR), LEAD).starts_at == START + HOUR


def test_who_ended_it_stands_in_it_and_its_notice_is_shown_no_more(world: World) -> None:
    found = world.announced()
    world.forward()
    world.tx.topics.clear()
    ended = world.it.end(found.id, LEAD)
    assert (ended.state, ended.ends_at, ended.ended_by) == ("ended", START + HOUR, "責任者")
    assert world.logged()[1:] == [("lead", "incident.end", found.id, "")]
    assert world.tx.topics == {STAFF}
    assert world.it.running_for(OCS) == () and world.shown(world.talk()) == []


def change(world: World, incident: Incident, by: Any) -> None:
    world.it.change(incident.id, world.draft(), by)


def end(world: World, incident: Incident, by: Any) -> None:
    world.it.end(incident.id, by)


@pytest.mark.parametrize("act", [change, end])
def test_what_has_ended_is_history_from_that_moment_on(
    world: World, act: Callable[[World, Incident, Any], None]
) -> None:
    found = world.announced(ends_at=START + HOUR)
    world.forward()
    with pytest.raises(IncidentOver):
        act(world, found, LEAD)
    assert world.again(found).revision == 1


@pytest.mark.parametrize("act", [change, end])
def test_of_another_companys_incident_nobody_knows_and_who_may_not_is_told_so(
    world: World, act: Callable[[World, Incident, Any], None]
) -> None:
    found = world.announced()
    with pytest.raises(IncidentNotFound):
        act(world, found, STRANGER)
    with pytest.raises(IncidentNotFound):
        world.it.get(found.id, STRANGER)
    with pytest.raises(IncidentNotFound):
        world.it.get("x_nobody", LEAD)
    with pytest.raises(Forbidden):
        act(world, found, HANAKO)
    assert world.it.get(found.id, HANAKO) == found, "reading it they may"
    assert len(world.logged()) == 1


# ---------------------------------------------------------------------- reading


def test_incidents_are_listed_newest_first_of_the_companies_that_one_may_see(world: World) -> None:
    one, other, last = world.announced(), world.announced(ONI), world.announced()

    def listed(*companies: Any) -> list[str]:
        return [found.id for found in world.it.all(frozenset(companies))]

    assert [found.id for found in world.it.all()] == [last.id, other.id, one.id]
    assert (listed(OCS), listed(ONI), listed()) == ([last.id, one.id], [other.id], [])
    assert [found.id for found in world.it.of_company(world.tx.conn, OCS, START)] == [one.id, last.id]


@pytest.mark.parametrize(
    ("at", "state", "runs"),
    [
        (HOUR - LITTLE, "planned", False),
        (HOUR, "running", True),
        (2 * HOUR - LITTLE, "running", True),
        (2 * HOUR, "ended", False),
    ],
)
def test_an_announcement_runs_from_its_beginning_to_its_end(
    world: World, at: timedelta, state: str, runs: bool
) -> None:
    found = world.announced(starts_at=START + HOUR, ends_at=START + 2 * HOUR)
    world.forward(at)
    assert world.again(found).state == state
    assert bool(world.it.running_for(OCS)) is bool(world.shown(world.talk())) is runs


def test_what_runs_is_of_one_company_and_newest_first(world: World) -> None:
    one, last, _ = world.announced(), world.announced(), world.announced(ONI)
    assert [found.id for found in world.it.running_for(OCS)] == [last.id, one.id]


def test_questions_are_counted_beside_the_conversations_that_they_came_in(world: World) -> None:
    found, other = world.announced(), world.announced()
    for name in ("c1", "c1", "c2"):
        world.asked(world.talk(name), found)
    for number, kind in enumerate(("leak_enquiry", "leak_enquiry", "request", "complaint")):
        world.it.link_in(world.tx, world.record(f"R{number}", kind=kind), found.id, "lead")
    world.it.link_in(world.tx, world.record("R9"), other.id, "lead")
    assert world.it.counts(found.id) == IncidentCounts(3, 2, 2, 1)
    assert world.it.counts(other.id) == IncidentCounts(0, 0, 0, 1)


def test_a_message_is_about_what_its_words_name_or_was_just_told(world: World) -> None:
    ticket, point = world.announced(keywords=("チケット",)), world.announced(keywords=("ポイント",))

    def about(text: str, **more: Any) -> list[str]:
        message: MaskedText = kept_masked(text)
        return [found.id for found in world.it.asked_about(OCS, message, **more)]

    assert about("チケットの件です") == [ticket.id]
    assert about("情報漏えいについて") == [point.id, ticket.id]
    assert about("私のデータも含まれますか") == []
    assert about("私のデータも含まれますか", told=True) == [point.id, ticket.id]
    assert about("利用目的は何ですか", told=True) == []


# ---------------------------------------------------------------------- shown first, once


def test_a_notice_is_shown_once_and_each_incident_has_its_own(world: World) -> None:
    world.announced()
    assert world.shown(world.talk()) == [FIRST]
    assert world.shown(world.talk()) == []
    world.announced(title={"ja": "別の件"}, text={"ja": "文"})
    assert world.shown(world.talk()) == [FIRST.replace("漏えいの件|判明しました。", "別の件|文")]
    assert len(world.shown(world.talk("c2"))) == 2
    assert world.shown(world.talk("c3", ONI)) == []
    assert rows(world, incident_shown) == 4


def test_a_notice_that_was_changed_is_not_shown_again_where_it_was_read(world: World) -> None:
    found = world.announced()
    world.shown(world.talk())
    world.it.change(found.id, world.draft(title={"ja": "訂正"}, text={"ja": "文"}), LEAD)
    assert world.shown(world.talk()) == []


@pytest.mark.parametrize(
    ("locale", "words"), [("en", "A leak|It was found."), ("zh", "A leak|It was found."), ("ja", "漏えいの件|判明しました。")]
)  # fmt: skip
def test_a_notice_is_in_the_customers_language_as_far_as_there_are_words(
    world: World, locale: str, words: str
) -> None:
    world.announced()
    assert world.shown(world.talk("c1", locale=locale))[0].endswith(words)
    assert world.shown(world.talk("c2"), locale=locale) == [f"{NOTICE}|{locale}|OCS社|2026-11-19|{words}"]


def test_an_answer_that_tells_of_it_is_counted_and_stands_for_the_notice(world: World) -> None:
    found = world.announced()
    answer = world.it.message(found, ANSWER, "ja")
    assert answer.text == FIRST.replace(NOTICE, ANSWER)
    assert (answer.kind, answer.key, answer.params) == (MessageKind.NOTICE, ANSWER, {"incident": found.id})
    world.announced(title={"ja": "別の件"}, text={"ja": "文"})
    assert len(world.shown(world.talk(), NewMessage("はい"), answer)) == 1, "the other one alone"
    assert world.shown(world.talk(), answer) == []
    assert world.it.counts(found.id).questions == 2


def test_a_question_is_counted_though_its_incident_has_just_ended(world: World) -> None:
    found = world.announced()
    answer = world.it.message(found, ANSWER, "ja")
    world.it.end(found.id, LEAD)
    assert world.shown(world.talk(), answer) == []
    assert world.it.counts(found.id) == IncidentCounts(1, 1, 0, 0)


def test_a_company_without_a_name_is_called_by_its_id(world: World) -> None:
    assert "|oni|" in world.it.message(world.announced(ONI), NOTICE, "ja").text


# ---------------------------------------------------------------------- the end of a contract


def test_with_a_companys_contract_its_incidents_end_and_no_other_companys(world: World) -> None:
    for company in (OCS, OCS, ONI):
        found = world.announced(company, by=member("boss", "admin"))
        world.asked(world.talk(f"c_{company}", company), found)
    for company in (OCS, ONI):
        newest = world.it.running_for(company)[0]
        world.it.link_in(world.tx, world.record(f"R_{company}", company), newest.id, "boss")
    assert drop_incidents(world.tx, OCS) == 2
    assert [rows(world, table) for table in OF_INCIDENTS] == [1, 1, 1, 1]
    assert world.it.all(frozenset({OCS})) == () and len(world.it.all()) == 1
    world.tx.conn.execute(insert(incident_questions).values(incident_id="x", conversation_id="c1", at=START))
    assert drop_incidents(world.tx, OCS) == 0
