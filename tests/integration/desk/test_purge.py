"""Personal data goes when its time has come, not before, and what a law wants kept stays."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, select

from desk.bootstrap import Desk, build
from desk.errors import RequestNotFound
from desk.model import RequestChanges, StaffMember
from desk.requests.finding import grounds_of
from desk.storage import tables as t
from desk.storage.board_tables import request_grounds
from desk.upkeep.keeping import Keeping, Rule
from tests.databases.choosing import on_postgresql
from tests.integration.desk.planting import CONTACT_VALUES, GROUND, SECOND, Planted
from tests.integration.desk.support import (
    PLANTED,
    Clock,
    announce,
    bot,
    every_field,
    form_token,
    opened,
    settings_for,
    stored,
    words,
)

pytestmark = pytest.mark.database("sqlite", "postgresql")


def keep(days: int) -> Callable[[str], Keeping]:
    return lambda company: Keeping(Rule(days=days), timedelta(days=90))


def test_a_purge_removes_the_data_of_requests_on_time(
    desk: Desk, staff: StaffMember, tmp_path: Path, clock: Clock
) -> None:
    desk.dispose()
    desk = build(settings_for(tmp_path), render=words, clock=clock, keeping=keep(100))
    planted, still_open = Planted(desk, staff), Planted(desk, staff, "opt", final=False)
    desk.conversations.commit_turn(desk.conversations.pending()[0].inbound_id, bot("x"))
    sealed_open = [value for value in still_open.sealed if value not in planted.sealed]
    clock.forward(days=100)
    early = desk.retention.purge()
    assert (early.requests, early.fields) == (0, len(CONTACT_VALUES))  # the chat has gone, with the contact
    assert desk.requests.get(planted.receipt, staff).customer == PLANTED
    clock.forward(days=1)
    assert desk.retention.due().requests == (planted.receipt, planted.second)
    report = desk.retention.purge()
    assert (report.requests, report.notes, report.records) == (2, 5, 2)
    assert report.fields == len(PLANTED) + len(SECOND)
    assert (report.left, report.scrubbed) == (0, not on_postgresql())
    with pytest.raises(RequestNotFound):
        desk.requests.get(planted.receipt, staff)
    assert desk.requests.get(still_open.receipt, staff).customer == PLANTED
    data = stored(tmp_path)
    assert not [value for value in planted.sealed if value in data]
    assert any(value in data for value in sealed_open)
    with desk.database.read() as conn:
        purges = conn.execute(select(t.audit).where(t.audit.c.action == "purge")).all()
        records = conn.execute(select(t.audit.c.detail).where(t.audit.c.action == "purge.records"))
        assert records.scalars().all() == ["records=2"], "and no line for the purges that took none"
        assert conn.execute(select(t.conversations.c.id)).scalars().all() == [still_open.conversation]
    assert [(row.subject, "fields=" in row.detail) for row in purges] == [("oni", True), ("oni", True)]
    desk.dispose()


@pytest.mark.parametrize("kept_days", [30, 1000])
def test_a_certificate_tells_the_last_day_of_a_californian_record(
    desk: Desk, staff: StaffMember, tmp_path: Path, clock: Clock, kept_days: int
) -> None:
    """Whatever was noted after the end, and where the company keeps what it has for longer than the law wants."""
    desk.dispose()
    desk = build(settings_for(tmp_path), render=words, clock=clock, keeping=keep(kept_days))
    form = form_token(desk, opened(desk), every_field(standing="request", region="california"))
    receipt = desk.forms.submit(form, PLANTED, announce).receipt
    desk.requests.patch(receipt, RequestChanges(status="refused", grounds=(GROUND,)), staff)
    clock.forward(days=20)
    desk.casework.note(receipt, "あとから書いたこと", staff)
    certificate = desk.erasures.erase([receipt], "operator")
    (until,) = [one.until for one in certificate.kept if one.what == "record"]
    assert until == {30: "2028-11-20", 1000: "2029-08-16"}[kept_days]
    clock.now = datetime.fromisoformat(f"{until}T23:59+09:00")
    assert desk.retention.purge().records == 0
    clock.forward(minutes=1)
    assert desk.retention.purge().records == 1
    desk.dispose()


@pytest.mark.parametrize("before_it_was_kept", [False, True])
def test_the_record_of_a_californian_request_is_kept_as_its_law_wants(
    desk: Desk, staff: StaffMember, tmp_path: Path, clock: Clock, before_it_was_kept: bool
) -> None:
    desk.dispose()
    desk = build(settings_for(tmp_path), render=words, clock=clock, keeping=keep(30))
    form = form_token(desk, opened(desk), every_field(standing="request", region="california"))
    receipt = desk.forms.submit(form, PLANTED, announce).receipt
    desk.requests.patch(receipt, RequestChanges(status="refused", grounds=(GROUND,)), staff)
    if before_it_was_kept:
        with desk.database.write() as tx:
            tx.conn.execute(delete(request_grounds))
    clock.forward(days=31)
    report = desk.retention.purge()
    assert (report.requests, report.records) == (1, 0)
    record = desk.requests.get(receipt, staff)
    assert (record.customer, record.status) == ({}, "refused")
    with desk.database.read() as conn:  # the basis of the denial, without what staff wrote about it
        assert grounds_of(conn, receipt) == ("own",)
    assert GROUND.encode() not in stored(tmp_path)
    clock.now = datetime(2028, 11, 20, 1, tzinfo=UTC)
    assert desk.retention.purge().records == 0
    clock.forward(days=1)
    assert desk.retention.purge().records == 1
    desk.dispose()
