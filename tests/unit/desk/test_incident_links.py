"""Staff connect a record with an incident and take that away again: what is kept of it, and what the log says."""

from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import insert, select

from desk.errors import Forbidden, NotNow
from desk.incidents.model import IncidentNotFound
from desk.incidents.records import IncidentRecords, place_of
from desk.requests.receipts import Receipt
from desk.storage import tables as t
from desk.storage.customer_tables import incident_requests, incidents
from tests.unit.desk.queue.queue_world import OCS, ONI, member
from tests.unit.desk.small_store import START, Sealing, SmallDatabase, request_row, transaction

ONE, GONE = Receipt("MDG-0000-0001"), Receipt("MDG-0000-0002")
HANAKO = member("hanako")


class World:
    """Two records of one company, one of them erased, and an incident of it and of another."""

    def __init__(self) -> None:
        self.tx = transaction(t.requests, incidents, incident_requests)
        context: Any = SimpleNamespace(db=SmallDatabase(self.tx), keys=Sealing())
        self.records = IncidentRecords(context)
        self.tx.conn.execute(insert(t.requests).values(request_row(ONE)))
        self.tx.conn.execute(insert(t.requests).values(request_row(GONE, erased_at=START)))
        for name, company in (("i_ocs", OCS), ("i_other", OCS), ("i_oni", ONI)):
            body = {"title": {"ja": "題"}, "text": {"ja": "文"}, "script": "台本", "keywords": []}
            self.tx.conn.execute(
                insert(incidents).values(
                    id=name, company=company, category="leak", fault="company", dated=START.date(), starts_at=START,
                    revision=1, body_enc=Sealing().seal_json(body, place_of(name)), created_by="hanako",
                    created_at=START, updated_at=START,
                )
            )  # fmt: skip

    def linked(self) -> list[str]:
        return list(self.tx.conn.execute(select(incident_requests.c.incident_id)).scalars())

    def logged(self) -> list[tuple[str, str, str, str]]:
        return [(one.actor, one.action, one.subject, one.detail) for one in self.tx.entries]


@pytest.fixture
def world() -> World:
    return World()


def test_that_a_record_was_connected_and_is_no_longer_stands_in_the_log(world: World) -> None:
    world.records.link(ONE, "i_ocs", HANAKO)
    assert world.linked() == ["i_ocs"]
    world.records.link(ONE, None, HANAKO)
    assert world.linked() == []
    assert world.logged() == [
        ("hanako", "incident.link", ONE, "i_ocs"),
        ("hanako", "incident.unlink", ONE, ""),
    ]


def test_what_was_connected_with_nothing_leaves_no_word_of_being_taken_away(world: World) -> None:
    world.records.link(ONE, None, HANAKO)
    assert world.logged() == []


def test_a_record_is_in_connection_with_one_incident_the_last_that_was_chosen(world: World) -> None:
    world.records.link(ONE, "i_ocs", HANAKO)
    world.records.link(ONE, "i_other", HANAKO)
    assert world.linked() == ["i_other"]
    incident = world.records.of_record(ONE, HANAKO).incident
    assert incident is not None and (incident.id, incident.title["ja"]) == ("i_other", "題")


def test_another_companys_incident_an_unknown_one_and_an_erased_record_are_connected_with_nothing(
    world: World,
) -> None:
    for name in ("i_oni", "i_nobody"):
        with pytest.raises(IncidentNotFound):
            world.records.link(ONE, name, HANAKO)
    with pytest.raises(NotNow):
        world.records.link(GONE, "i_ocs", HANAKO)
    with pytest.raises(Forbidden):
        world.records.link(ONE, "i_ocs", member("jiro", "desk", ONI))
    assert world.linked() == [] and world.logged() == []
