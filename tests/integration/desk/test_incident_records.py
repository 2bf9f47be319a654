"""An announced leak and the records: whose fee is waived, which enquiries belong to it, what staff link."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from desk.bootstrap import Desk
from desk.calendar.dues import day_of
from desk.errors import ChangeInvalid, TransitionNotAllowed
from desk.incidents.model import IncidentNotFound
from desk.model import NewMessage, RequestChanges, RequestDraft
from desk.papers.case import Case
from desk.papers.errors import LetterNotApplicable
from desk.papers.fitting import check_applicable
from desk.requests.casework import Entry
from desk.requests.drafting import Wanted, leak_enquiry_spec, request_draft
from desk.roles import StaffMember
from desk.storage import tables as t
from knowledge.facts.settings import OperatorSettings
from knowledge.vocabulary import CompanyId, Region, ReplyMethod, Requester, RequestType
from tests.integration.desk.incidents_support import (  # noqa: F401 - a fixture
    PERSON,
    PRESTIGE,
    a_lead,
    asking,
    disclosure,
    draft,
    fees,
    never,
)
from tests.integration.desk.support import RIGHT, Clock, form_token, opened


def test_the_waiver_stands_in_the_policy_and_is_cited(desk: Desk, lead: StaffMember) -> None:
    incident = desk.incidents.announce(draft("prestige", fault="company"), lead)
    result = desk.forms.submit(form_token(desk, asking(desk, incident), disclosure()), PERSON)
    record = desk.requests.get(result.receipt, lead)
    assert fees(record) == [
        "当社グループの責に帰する個人情報の漏洩等に伴う開示請求については、手数料の徴取は行いません。"
    ]
    assert fees(result) == fees(record)
    assert record.life is not None
    assert record.life.terms is not None
    assert record.life.terms.waived
    assert "awaiting_fee" not in record.life.allowed
    for status in ("received", "checking_identity"):
        desk.requests.patch(result.receipt, RequestChanges(status=status), lead)
    desk.casework.check(result.receipt, "identity", "confirmed", lead)
    with pytest.raises(TransitionNotAllowed, match="does not charge"):
        desk.requests.patch(result.receipt, RequestChanges(status="awaiting_fee"), lead)
    with pytest.raises(LetterNotApplicable, match="waived"):
        check_applicable("fee_notice", Case.of(record, PRESTIGE, OperatorSettings(), date(2026, 11, 20)))
    assert desk.incidents.counts(incident.id).requests == 1


def test_only_the_kinds_of_request_that_the_clause_names_and_only_in_its_connection(
    desk: Desk, lead: StaffMember
) -> None:
    incident = desk.incidents.announce(draft("prestige", fault="company"), lead)
    other = desk.forms.submit(
        form_token(desk, asking(desk, incident), disclosure(RequestType.DELETION)), PERSON
    )
    record = desk.requests.get(other.receipt, lead)
    assert record.life is not None
    assert record.life.terms is not None
    assert not record.life.terms.waived
    plain = desk.conversations.open(CompanyId("prestige"), None, "ja", [NewMessage("こんにちは")])[0].id
    result = desk.forms.submit(form_token(desk, plain, disclosure()), PERSON)
    assert "郵送手数料" in fees(desk.requests.get(result.receipt, lead))[0]
    assert desk.incidents.of_record(result.receipt, lead).incident is None


def test_what_is_not_known_yet_is_charged_and_waived_once_it_is(desk: Desk, lead: StaffMember) -> None:
    incident = desk.incidents.announce(draft("prestige", fault="unknown"), lead)
    result = to_the_fee(desk, lead, incident)
    view = desk.status_page.view(desk.status_page.enter(result.receipt, result.access_code), "ja")
    assert view.fee_may_be_refunded
    assert [due.what for due in view.dates] == ["fee"]
    desk.incidents.change(incident.id, draft("prestige", fault="company"), lead)
    view = desk.status_page.view(desk.status_page.enter(result.receipt, result.access_code), "ja")
    assert view.terms is not None
    assert (view.terms.waived, view.fee_may_be_refunded, view.dates) == (True, False, ())
    desk.incidents.change(incident.id, draft("prestige", fault="other"), lead)
    record = desk.requests.get(result.receipt, lead)
    assert "郵送手数料" in fees(record)[0]


def to_the_fee(desk: Desk, by: StaffMember, incident: Any) -> Any:
    """A request in connection with an incident, for whose fee the desk waits."""
    result = desk.forms.submit(form_token(desk, asking(desk, incident), disclosure()), PERSON)
    for status in ("received", "checking_identity"):
        desk.requests.patch(result.receipt, RequestChanges(status=status), by)
    desk.casework.check(result.receipt, "identity", "confirmed", by)
    desk.requests.patch(result.receipt, RequestChanges(status="awaiting_fee"), by)
    return result


@pytest.mark.parametrize("way", ["the fault turns out", "staff links it"])
def test_nobody_waits_for_a_fee_that_is_waived(desk: Desk, lead: StaffMember, way: str) -> None:
    incident = desk.incidents.announce(draft("prestige", fault="unknown"), lead)
    result = to_the_fee(desk, lead, incident)
    if way == "staff links it":
        other = desk.incidents.announce(draft("prestige", fault="company"), lead)
        desk.incidents.link(result.receipt, other.id, lead)
    else:
        desk.incidents.change(incident.id, draft("prestige", fault="company"), lead)
    record = desk.requests.get(result.receipt, lead)
    assert (record.status, record.history[-1].status, record.history[-1].by) == (
        "in_progress",
        "in_progress",
        lead.alias,
    )
    view = desk.status_page.view(desk.status_page.enter(result.receipt, result.access_code), "ja")
    assert (view.todo, view.dates) == ("nothing", ())


def test_a_fee_that_is_charged_again_runs_from_then_on(desk: Desk, lead: StaffMember, clock: Clock) -> None:
    incident = desk.incidents.announce(draft("prestige", fault="unknown"), lead)
    result = to_the_fee(desk, lead, incident)
    desk.incidents.change(incident.id, draft("prestige", fault="company"), lead)
    with desk.database.write() as tx:  # as desks kept it that did not move such requests on
        tx.conn.execute(
            update(t.requests).where(t.requests.c.receipt == result.receipt).values(status="awaiting_fee")
        )
    view = desk.status_page.view(desk.status_page.enter(result.receipt, result.access_code), "ja")
    assert view.todo == "nothing", "nothing is to be paid"
    clock.forward(days=20)
    desk.incidents.change(incident.id, draft("prestige", fault="other"), lead)
    view = desk.status_page.view(desk.status_page.enter(result.receipt, result.access_code), "ja")
    assert view.todo == "fee"
    assert view.terms is not None
    assert view.terms.fee_weeks is not None
    (due,) = view.dates
    today = day_of(clock.now)
    assert (due.what, due.started, due.due) == (
        "fee",
        today,
        today + timedelta(weeks=view.terms.fee_weeks[0]),
    )


def test_staff_link_and_unlink_a_record(desk: Desk, lead: StaffMember, staff: StaffMember) -> None:
    incident = desk.incidents.announce(draft("prestige", fault="company"), lead)
    foreign = desk.incidents.announce(draft("ocs", fault="company"), lead)
    plain = desk.conversations.open(CompanyId("prestige"), None, "ja", [NewMessage("こんにちは")])[0].id
    result = desk.forms.submit(form_token(desk, plain, disclosure()), PERSON)
    with pytest.raises(IncidentNotFound):
        desk.incidents.link(result.receipt, foreign.id, staff)
    desk.incidents.end(incident.id, lead)
    for _ in range(2):
        desk.incidents.link(result.receipt, incident.id, staff)
        assert "徴取は行いません" in fees(desk.requests.get(result.receipt, staff))[0]
    desk.incidents.link(result.receipt, None, staff)
    assert "郵送手数料" in fees(desk.requests.get(result.receipt, staff))[0]
    assert desk.incidents.of_record(result.receipt, staff).incident is None


def test_a_leak_enquiry_from_the_chat_is_a_record_with_the_script(desk: Desk, lead: StaffMember) -> None:
    incident = desk.incidents.announce(draft(), lead)
    conversation_id = opened(desk)
    token = form_token(
        desk, conversation_id, leak_enquiry_spec(CompanyId("ocs"), "abc123", Region.EEA_UK, "ja")
    )
    result = desk.forms.submit(
        token, {"name": RIGHT["name"], "phone": "03-1111-2222", "details": "私の情報も？"}, advance=never
    )
    record = desk.requests.get(result.receipt, lead)
    assert (record.kind, record.status, record.request_type) == ("leak_enquiry", "received", "leak_enquiry")
    found = desk.incidents.of_record(result.receipt, lead)
    assert [one.script for one in found.scripts] == ["まずおわびし、会員番号はうかがわない。"]
    assert desk.incidents.counts(incident.id).enquiries == 1


def by_post(kind: str = "request") -> RequestDraft:
    if kind != "request":
        return RequestDraft("prestige", kind, "self", "v1", "request", kind=kind)  # type: ignore[arg-type]
    wanted = Wanted(RequestType.DISCLOSURE, Requester.SELF, None, reply_method=ReplyMethod.POST)
    return request_draft(PRESTIGE, wanted, policy_version="v1", locale="ja")


def enter(desk: Desk, by: StaffMember, what: RequestDraft, **more: Any) -> Any:
    return desk.casework.enter(Entry(what, PERSON, "post", **more), by).record


def test_an_enquiry_by_telephone_belongs_to_what_runs(
    desk: Desk, lead: StaffMember, staff: StaffMember
) -> None:
    before = enter(desk, staff, by_post("leak_enquiry"))
    desk.incidents.announce(draft("prestige"), lead)
    desk.incidents.announce(draft("ocs"), lead)
    newest = desk.incidents.announce(draft("prestige"), lead)
    record = enter(desk, staff, by_post("leak_enquiry"))
    assert desk.incidents.of_record(record.receipt, staff).incident == newest
    assert desk.incidents.counts(newest.id).enquiries == 1
    for plain in (before, enter(desk, staff, by_post("complaint")), enter(desk, staff, by_post())):
        assert desk.incidents.of_record(plain.receipt, staff).incident is None
    desk.incidents.end(newest.id, lead)
    with desk.database.read() as conn:
        said = conn.execute(select(t.audit.c.actor).where(t.audit.c.action == "incident.link")).scalars()
        assert list(said) == [staff.username]


def test_a_request_by_post_in_its_connection_has_its_fee_waived(
    desk: Desk, lead: StaffMember, staff: StaffMember
) -> None:
    incident = desk.incidents.announce(draft("prestige", fault="company"), lead)
    assert "郵送手数料" in fees(enter(desk, staff, by_post()))[0]
    record = enter(desk, staff, by_post(), incident=incident.id)
    assert "徴取は行いません" in fees(record)[0]
    assert record.life.terms.waived
    assert "awaiting_fee" not in record.life.allowed
    assert desk.incidents.counts(incident.id).requests == 1
    desk.incidents.change(incident.id, draft("prestige", fault="other"), lead)
    assert "郵送手数料" in fees(desk.requests.get(record.receipt, staff))[0]
    assert "郵送手数料" in fees(enter(desk, staff, by_post(), incident=incident.id))[0]
    desk.incidents.end(incident.id, lead)
    late = enter(desk, staff, by_post(), incident=incident.id)
    assert desk.incidents.of_record(late.receipt, staff).incident is not None


def test_an_entry_cannot_name_another_companys_incident(
    desk: Desk, lead: StaffMember, staff: StaffMember
) -> None:
    foreign = desk.incidents.announce(draft("ocs"), lead)
    for named in (foreign.id, "x_none"):
        with pytest.raises(ChangeInvalid) as refused:
            enter(desk, staff, by_post(), incident=named)
        assert refused.value.field == "incident"
    assert desk.requests.list().items == ()
