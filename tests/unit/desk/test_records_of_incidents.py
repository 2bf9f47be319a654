"""Which announced incident a record belongs to, from the chat and as staff enter it, and what that means for its fee."""

from dataclasses import replace
from typing import Any

import pytest

from desk.errors import ChangeInvalid, Forbidden
from desk.incidents.model import Fault
from tests.unit.desk.incident_world import HANAKO, HOUR, LEAD, STRANGER, WAIVING, World, asking_for
from tests.unit.desk.queue.queue_world import OCS, ONI
from tests.unit.desk.small_store import START


@pytest.fixture
def world() -> World:
    return World()


# ---------------------------------------------------------------------- opened in a conversation


def fitted(world: World, kind: Any = "request", **more: Any) -> tuple[bool, str | None]:
    """Whether the fee is waived, and the incident."""
    draft, incident = world.it.fitted(world.tx, world.talk(), asking_for(kind, **more))
    return draft.terms is not None and draft.terms.waived, incident


def test_a_request_belongs_to_the_incident_that_its_conversation_asked_about_last(world: World) -> None:
    first, last, unasked = (world.announced() for _ in range(3))
    assert fitted(world) == (False, None), "nothing was asked"
    world.asked(world.talk(), last)
    world.asked(world.talk(), first)
    assert fitted(world) == fitted(world, "leak_enquiry") == (False, first.id)
    assert fitted(world, "complaint") == fitted(world, "opt_out") == (False, None)
    world.it.end(first.id, LEAD)
    assert fitted(world)[1] == last.id, "of those that run"
    world.it.end(last.id, LEAD)
    assert fitted(world) == (False, None)
    assert fitted(world, "leak_enquiry")[1] == unasked.id


def test_an_enquiry_about_a_leak_belongs_to_the_newest_that_runs_where_nothing_was_asked(
    world: World,
) -> None:
    world.announced()
    newest = world.announced()
    world.announced(ONI)
    world.announced(starts_at=START + HOUR)
    assert fitted(world, "leak_enquiry")[1] == newest.id


def test_what_another_conversation_has_asked_is_not_this_ones(world: World) -> None:
    world.asked(world.talk("c2"), world.announced())
    assert fitted(world) == (False, None)


def test_where_nothing_is_announced_a_request_belongs_to_nothing(world: World) -> None:
    assert fitted(world) == fitted(world, "leak_enquiry") == (False, None)


@pytest.mark.parametrize(("fault", "waived"), [("company", True), ("unknown", False), ("other", False)])
def test_the_fee_is_waived_where_the_leak_is_the_companys_own(
    world: World, fault: Fault, waived: bool
) -> None:
    found = world.announced(fault=fault)
    world.asked(world.talk(), found)
    assert fitted(world) == (waived, found.id)
    assert fitted(world, terms=None) == (False, found.id)
    assert fitted(world, terms=replace(WAIVING, leak_waiver=None)) == (False, found.id)
    draft, _ = world.it.fitted(world.tx, world.talk(), asking_for())
    labels = [(one.label, one.kind) for one in draft.checklist]
    assert labels == ([("checklist.fee_waived_for_leak|ja", "fee")] if waived else [])


# ---------------------------------------------------------------------- entered by staff


def entered(
    world: World, kind: Any = "request", chosen: str | None = None, **more: Any
) -> tuple[bool, str | None]:
    draft, incident = world.it.fitted_entry(world.tx, asking_for(kind, **more), chosen, "ja")
    return draft.terms is not None and draft.terms.waived, incident


def test_a_letter_belongs_to_the_incident_that_staff_chose_also_one_that_has_ended(world: World) -> None:
    found = world.announced(fault="company")
    world.announced()
    assert entered(world, chosen=found.id) == entered(world, "leak_enquiry", found.id) == (True, found.id)
    world.it.end(found.id, LEAD)
    assert entered(world, chosen=found.id) == (True, found.id)


def test_another_companys_incident_and_an_unknown_one_cannot_be_chosen(world: World) -> None:
    for name in (world.announced(ONI).id, "x_nobody"):
        with pytest.raises(ChangeInvalid) as refused:
            entered(world, chosen=name)
        assert refused.value.field == "incident"


def test_without_a_choice_an_enquiry_belongs_to_the_newest_that_runs_and_a_request_to_none(
    world: World,
) -> None:
    assert entered(world, "leak_enquiry") == (False, None)
    world.announced()
    newest = world.announced(fault="company")
    assert entered(world, "leak_enquiry") == (True, newest.id)
    assert entered(world) == (False, None)
    assert entered(world, "leak_enquiry", company=ONI) == (False, None)


# ---------------------------------------------------------------------- a record that is there


def test_staff_see_the_script_of_a_records_incident_and_for_an_enquiry_without_one_of_what_runs(
    world: World,
) -> None:
    ended, running = world.announced(), world.announced()
    request, enquiry = world.record("R1"), world.record("E1", kind="leak_enquiry")
    world.it.end(ended.id, LEAD)

    def seen(receipt: Any) -> tuple[str | None, list[str]]:
        found = world.it.of_record(receipt, HANAKO)
        assert (found.receipt, found.terms) == (receipt, WAIVING)
        return found.incident.id if found.incident else None, [one.id for one in found.scripts]

    assert (seen(request), seen(enquiry)) == ((None, []), (None, [running.id]))
    for receipt in (request, enquiry):
        world.it.link_in(world.tx, receipt, ended.id, "lead")
        assert seen(receipt) == (ended.id, [ended.id])
    with pytest.raises(Forbidden):
        world.it.of_record(request, STRANGER)


def test_with_its_link_a_records_fee_is_waived_and_without_it_charged_again(world: World) -> None:
    own, unknown = world.announced(fault="company"), world.announced()
    receipt = world.record("R1")
    world.tx.topics.clear()
    world.it.link(receipt, own.id, HANAKO)
    assert world.waived(receipt) and world.linked() == {receipt: own.id}
    assert "staff" in world.tx.topics
    world.it.link(receipt, unknown.id, HANAKO)
    assert not world.waived(receipt) and world.linked() == {receipt: unknown.id}
    world.it.link(receipt, own.id, HANAKO)
    world.it.link(receipt, None, HANAKO)
    assert not world.waived(receipt) and world.linked() == {}


def test_once_the_fault_is_known_the_fees_of_all_linked_records_follow_and_each_is_recorded(
    world: World,
) -> None:
    found, other = world.announced(), world.announced()
    one, two, erased, ended, elsewhere = (
        world.record(name, status=status)
        for name, status in (
            ("R1", "received"), ("R2", "in_progress"), ("R3", "received"), ("R4", "answered"), ("R5", "received"),
        )
    )  # fmt: skip
    for receipt in (two, one, erased, ended):
        world.it.link_in(world.tx, receipt, found.id, "lead")
    world.it.link_in(world.tx, elsewhere, other.id, "lead")
    world.erase(erased)
    world.logged()

    def changed(fault: Fault) -> list[tuple[str, str, str]]:
        world.it.change(found.id, world.draft(fault=fault), LEAD)
        told = world.logged()
        assert told[0] == ("lead", "incident.change", found.id, f"fault={fault}")
        assert all((actor, action) == ("lead", "request.fee") for actor, action, *_ in told[1:])
        return [(subject, detail, "") for _, _, subject, detail in told[1:]]

    assert changed("company") == [(one, "waived", ""), (two, "waived", "")]
    assert [world.waived(receipt) for receipt in (one, two, erased, ended, elsewhere)] == [
        True, True, False, False, False,
    ]  # fmt: skip
    assert changed("company") == []
    assert changed("other") == [(one, "charged", ""), (two, "charged", "")]
    assert changed("unknown") == []
    assert not world.waived(one)


def test_a_fee_that_staff_had_waived_by_hand_is_not_touched_while_the_fault_stays(world: World) -> None:
    own, found = world.announced(fault="company"), world.announced()
    receipt = world.record("R1")
    world.it.link(receipt, own.id, HANAKO)
    world.it.link_in(world.tx, receipt, found.id, "lead")
    world.it.change(found.id, world.draft(title={"ja": "訂正"}, text={"ja": "文"}), LEAD)
    assert world.waived(receipt)


def test_the_company_whose_records_are_listed_is_the_incidents(world: World) -> None:
    found = world.announced(ONI)
    assert [one.company for one in world.it.of_company(world.tx.conn, ONI, START)] == [found.company]
    assert world.it.of_company(world.tx.conn, OCS, START) == ()
