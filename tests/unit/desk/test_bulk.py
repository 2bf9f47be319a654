"""The same done to many requests: each by its own rules, and who may do it."""

from types import SimpleNamespace
from typing import Any, cast

import pytest
from sqlalchemy.exc import OperationalError

from desk.errors import ChangeInvalid, Forbidden, NotNow, NotWritten
from desk.model import RequestChanges
from desk.requests.bulk import MOST, Bulk
from desk.requests.receipts import new_receipt
from desk.roles import Role, StaffMember

RECEIPTS = [new_receipt() for _ in range(3)]


def by(role: Role = "lead") -> StaffMember:
    return StaffMember("s", "hanako", "担当A", None, role)


class World:
    """Services that note what they are asked, and refuse the second request."""

    def __init__(self) -> None:
        self.asked: list[tuple[Any, ...]] = []
        self.silent = False
        casework = SimpleNamespace(tick_all=lambda receipt, _: self._do(receipt, "ticked"))
        requests = SimpleNamespace(
            patch=lambda receipt, changes, _: self._do(receipt, changes.status), statuses=self._statuses
        )
        assigning = SimpleNamespace(assign=lambda receipt, to, _: self._do(receipt, to))
        self.bulk = Bulk(cast("Any", casework), cast("Any", requests), cast("Any", assigning))

    def _statuses(self, receipts: Any, _: Any) -> Any:
        if self.silent:
            raise OperationalError("select", {}, Exception("database is locked"))
        return dict.fromkeys(receipts, "done")

    def _do(self, receipt: Any, what: Any) -> Any:
        self.asked.append((str(receipt), what))
        if receipt == RECEIPTS[1]:
            raise NotNow("done", "The request is done with.")
        return SimpleNamespace(status="received")


@pytest.fixture
def world() -> World:
    return World()


def test_what_one_request_refuses_stops_no_other_and_is_told(world: World) -> None:
    found = world.bulk.papers_arrived(RECEIPTS, by())
    assert [one.receipt for one in found] == RECEIPTS
    assert [one.status for one in found] == ["received", "done", "received"]
    assert [type(one.error) for one in found] == [type(None), NotNow, type(None)]
    assert world.asked == [(receipt, "ticked") for receipt in RECEIPTS]


def test_where_the_statuses_cannot_be_read_what_was_done_is_told_all_the_same(world: World) -> None:
    world.silent = True
    found = world.bulk.papers_arrived(RECEIPTS, by())
    assert [one.status for one in found] == ["received", None, "received"]


def test_many_are_moved_or_given_to_somebody_each_by_itself(world: World) -> None:
    moved = world.bulk.move(RECEIPTS[:1], RequestChanges(status="in_progress"), by())
    assert [one.status for one in moved] == ["received"]
    given = world.bulk.assign(RECEIPTS[:1], "jiro", by())
    assert [(one.error, one.status) for one in given] == [(None, "done")]
    assert world.asked == [(RECEIPTS[0], "in_progress"), (RECEIPTS[0], "jiro")]
    with pytest.raises(ChangeInvalid, match="status"):
        world.bulk.move(RECEIPTS[:1], RequestChanges(), by())


def test_a_request_that_is_named_twice_is_done_once(world: World) -> None:
    found = world.bulk.papers_arrived([RECEIPTS[0], RECEIPTS[0]], by())
    assert len(world.asked) == len(found) == 1 and found[0].error is None


@pytest.mark.parametrize(("count", "taken"), [(0, False), (1, True), (MOST, True), (MOST + 1, False)])
def test_one_call_takes_as_many_as_it_says(world: World, count: int, taken: bool) -> None:
    receipts = [new_receipt() for _ in range(count)]
    if taken:
        assert len(world.bulk.papers_arrived(receipts, by())) == count
        return
    with pytest.raises(ChangeInvalid, match=f"1 to {MOST}"):
        world.bulk.papers_arrived(receipts, by())


def test_where_the_database_breaks_off_what_was_done_is_told_and_nothing_else_is_tried(
    caplog: pytest.LogCaptureFixture,
) -> None:
    tried: list[str] = []

    def tick_all(receipt: Any, _: Any) -> Any:
        tried.append(receipt)
        if len(tried) == 2:
            raise OperationalError("update requests", {"name": "山田"}, Exception("database is locked"))
        return SimpleNamespace(status="received")

    stands = SimpleNamespace(statuses=lambda receipts, _: {RECEIPTS[1]: "announced"})
    bulk = Bulk(cast("Any", SimpleNamespace(tick_all=tick_all)), cast("Any", stands), cast("Any", None))
    found = bulk.papers_arrived(RECEIPTS, by())
    assert tried == RECEIPTS[:2]
    assert [(one.receipt, type(one.error)) for one in found] == list(
        zip(RECEIPTS, (type(None), NotWritten, NotWritten), strict=True)
    )
    assert [one.status for one in found] == ["received", "announced", None]
    assert "2 of 3 requests not changed: OperationalError" in caplog.text and "山田" not in caplog.text


def test_only_who_leads_does_it(world: World) -> None:
    for act in (
        lambda: world.bulk.assign(RECEIPTS, None, by("desk")),
        lambda: world.bulk.papers_arrived(RECEIPTS, by("desk")),
        lambda: world.bulk.move(RECEIPTS, RequestChanges(status="in_progress"), by("look_up")),
    ):
        with pytest.raises(Forbidden):
            act()
    assert world.asked == []
