"""Incident mode on a real database: who may, what is shown when, what is linked, and what it does to a fee."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update

from desk.bootstrap import Desk
from desk.calendar.dues import DESK_ZONE, day_of
from desk.errors import ChangeInvalid, Forbidden, TransitionNotAllowed
from desk.incidents.incidents import ANSWER, NOTICE
from desk.incidents.model import Draft, IncidentNotFound, IncidentOver
from desk.model import Handoff, NewMessage, RequestChanges, RequestDraft
from desk.papers.case import Case
from desk.papers.errors import LetterNotApplicable
from desk.papers.letters import check_applicable
from desk.requests.casework import Entry
from desk.requests.intake import Wanted, form_spec, leak_enquiry_spec, request_draft
from desk.roles import StaffMember
from desk.storage import tables as t
from desk.storage.customer_tables import incident_questions, incidents
from desk.texts import RawText
from knowledge.facts import load_desk
from knowledge.facts.settings import OperatorSettings
from knowledge.paths import policies_dir
from knowledge.vocabulary import CompanyId, Requester, RequestType
from tests.integration.desk.support import RIGHT, Clock, bot, form_token, opened, said, stored, turn

PRESTIGE = load_desk(policies_dir() / "prestige")
NOW = Clock().now


def draft(company: str = "ocs", **changes: Any) -> Draft:
    given: dict[str, Any] = {
        "dated": date(2026, 11, 19),
        "title": {"ja": "個人情報の漏えいについて", "en": "A leak of personal data"},
        "text": {"ja": "11月18日に判明しました。", "en": "It was found on 18 November."},
        "script": "まずおわびし、会員番号はうかがわない。",
    }
    return Draft(CompanyId(company), **{**given, **changes})


@pytest.fixture
def lead(desk: Desk) -> StaffMember:
    return desk.staff.add("lead", "correct horse", "責任者", None, "lead")


def keys(desk: Desk, conversation_id: str) -> list[str | None]:
    return [one.key or one.text for one in desk.conversations.messages(conversation_id)]


# ---------------------------------------------------------------------- who may, and what


def test_a_lead_announces_for_own_companies_only(desk: Desk, staff: StaffMember) -> None:
    other = desk.staff.add("boss", "correct horse", "長", [CompanyId("opt")], "lead")
    for by in (staff, other):
        with pytest.raises(Forbidden):
            desk.incidents.announce(draft(), by)
    mine = desk.incidents.announce(draft("opt"), other)
    stranger = desk.staff.add("far", "correct horse", "遠", [CompanyId("oni")], "admin")
    for act in (
        lambda: desk.incidents.end(mine.id, stranger),
        lambda: desk.incidents.change(mine.id, draft("opt"), stranger),
        lambda: desk.incidents.get(mine.id, stranger),
    ):
        with pytest.raises(IncidentNotFound):
            act()
    with pytest.raises(Forbidden):
        desk.incidents.end(mine.id, staff)
    assert desk.incidents.end(mine.id, other).state == "ended"
    with pytest.raises(IncidentOver):
        desk.incidents.end(mine.id, other)
    with pytest.raises(IncidentOver):
        desk.incidents.change(mine.id, draft("opt"), other)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": {"en": "only English"}, "text": {"en": "x"}}, "title_ja"),
        ({"title": {"ja": "題"}, "text": {"ja": " "}}, "text_ja"),
        ({"title": {"ja": "題", "fr": "x"}}, "title"),
        ({"title": {"ja": "題", "zh": "标题"}, "text": {"ja": "文"}}, "text"),
        ({"text": {"ja": "あ" * 1201, "en": "x"}}, "text_ja"),
        ({"script": "  "}, "script"),
        ({"fault": "nobody"}, "fault"),
        ({"keywords": ("x",)}, "keywords"),
        ({"ends_at": NOW}, "ends_at"),
        ({"dated": date(1, 1, 1)}, "dated"),
        ({"starts_at": datetime(1, 1, 1, tzinfo=DESK_ZONE)}, "starts_at"),  # no such moment in UTC
        ({"ends_at": datetime.max.replace(tzinfo=UTC)}, "ends_at"),
        ({"starts_at": NOW + timedelta(days=2), "ends_at": NOW + timedelta(days=1)}, "ends_at"),
    ],
)
def test_what_is_wrong_is_named(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(ChangeInvalid) as refused:
        draft(**changes).checked(NOW)
    assert refused.value.field == field


@given(st.dictionaries(st.sampled_from(["ja", "en", "zh"]), st.text(max_size=20)), st.text(max_size=30))
def test_a_checked_draft_always_has_words_in_every_language_it_names(
    texts: dict[str, str], script: str
) -> None:
    try:
        checked = draft(title=texts, text=texts, script=script).checked(NOW)
    except ChangeInvalid:
        return
    assert checked.title.keys() == checked.text.keys() >= {"ja"}
    assert all(words.strip() for words in (*checked.title.values(), *checked.text.values(), checked.script))


# ---------------------------------------------------------------------- shown first, once


def test_it_comes_before_the_greeting_and_once(desk: Desk, lead: StaffMember) -> None:
    before, elsewhere = opened(desk), opened(desk, "opt")
    incident = desk.incidents.announce(draft(), lead)
    new = opened(desk)
    assert keys(desk, new) == [NOTICE, "こんにちは"]
    assert "2026-11-19" in desk.conversations.messages(new)[0].text
    reply = turn(desk, before, "1", "質問", bot("答え"))
    assert [(one.sender, one.key or one.text) for one in reply] == [("system", NOTICE), ("bot", "答え")]
    again = desk.conversations.accept(before, "1", said("質問"), RawText("質問"))
    assert [one.id for one in again.reply] == [one.id for one in reply], "a repeat gives the same"
    assert [one.text for one in turn(desk, before, "2", "次", bot("答え2"))] == ["答え2"]
    turn(desk, elsewhere, "1", "質問", bot("答え"))
    assert NOTICE not in keys(desk, elsewhere)
    desk.incidents.change(incident.id, draft(text={"ja": "訂正", "en": "corrected"}), lead)
    turn(desk, before, "3", "また", bot("答え3"))
    assert keys(desk, before).count(NOTICE) == 1
    desk.incidents.end(incident.id, lead)
    assert NOTICE not in keys(desk, opened(desk))


def test_it_reaches_conversations_that_staff_has(desk: Desk, lead: StaffMember) -> None:
    conversation_id = opened(desk)
    turn(desk, conversation_id, "h", "人と", bot("呼びます", effects=(Handoff("asked"),)))
    desk.incidents.announce(draft(), lead)
    for number in range(2):
        accepted = desk.conversations.accept(
            conversation_id, f"w{number}", said("まだですか"), RawText("まだですか")
        )
        assert accepted.reply == ()
    assert keys(desk, conversation_id)[-3:] == ["まだですか", NOTICE, "まだですか"]


def test_it_begins_and_ends_at_its_times(desk: Desk, lead: StaffMember, clock: Clock) -> None:
    starts, ends = clock.now + timedelta(hours=1), clock.now + timedelta(hours=2)
    incident = desk.incidents.announce(draft(starts_at=starts, ends_at=ends), lead)
    assert incident.state == "planned"
    assert NOTICE not in keys(desk, opened(desk))
    clock.forward(hours=1)
    assert NOTICE in keys(desk, opened(desk))
    clock.forward(hours=1)
    assert NOTICE not in keys(desk, opened(desk))
    assert desk.incidents.get(incident.id, lead).state == "ended"


def test_a_question_answered_by_it_is_counted_and_not_told_twice(desk: Desk, lead: StaffMember) -> None:
    conversation_id = opened(desk)
    incident = desk.incidents.announce(draft(), lead)
    answer = desk.incidents.message(incident, ANSWER, "ja")
    reply = turn(desk, conversation_id, "1", "漏えい?", _saying(answer))
    assert [one.key for one in reply] == [ANSWER]
    turn(desk, conversation_id, "2", "漏えい?", _saying(answer))
    turn(desk, opened(desk), "1", "漏えい?", _saying(answer))
    counts = desk.incidents.counts(incident.id)
    assert (counts.questions, counts.conversations) == (3, 2)


def _saying(*messages: NewMessage) -> Any:
    return replace(bot(), messages=messages)


# ---------------------------------------------------------------------- records and fees


def disclosure(kind: RequestType = RequestType.DISCLOSURE) -> Any:
    return form_spec(
        PRESTIGE,
        Wanted(kind, Requester.SELF, None, reply_method="post"),
        policy_version=PRESTIGE.version,
        locale="ja",
    )


PERSON = {"name": "窓口 花子", "address": "岡山市北区", "phone": "086-111-2222", "details": "全部"}


def asking(desk: Desk, incident: Any) -> str:
    """A conversation in which the customer has asked about it."""
    conversation_id = desk.conversations.open(CompanyId("prestige"), None, "ja", [NewMessage("こんにちは")])[
        0
    ].id
    turn(desk, conversation_id, "q", "漏えい?", _saying(desk.incidents.message(incident, ANSWER, "ja")))
    return conversation_id


def fees(record: Any) -> list[str]:
    return [item.citation["quote"] for item in record.checklist if item.kind == "fee" and item.citation]


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
    token = form_token(desk, conversation_id, leak_enquiry_spec(CompanyId("ocs"), "abc123", "eea_uk", "ja"))
    result = desk.forms.submit(
        token, {"name": RIGHT["name"], "phone": "03-1111-2222", "details": "私の情報も？"}, advance=_never
    )
    record = desk.requests.get(result.receipt, lead)
    assert (record.kind, record.status, record.request_type) == ("leak_enquiry", "received", "leak_enquiry")
    found = desk.incidents.of_record(result.receipt, lead)
    assert [one.script for one in found.scripts] == ["まずおわびし、会員番号はうかがわない。"]
    assert desk.incidents.counts(incident.id).enquiries == 1


def by_post(kind: str = "request") -> RequestDraft:
    if kind != "request":
        return RequestDraft("prestige", kind, "self", "v1", "request", kind=kind)  # type: ignore[arg-type]
    wanted = Wanted(RequestType.DISCLOSURE, Requester.SELF, None, reply_method="post")
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


def _never(*_: Any) -> Any:
    raise AssertionError("the dialogue has no part in it")


# ---------------------------------------------------------------------- records, keys, ends


def test_texts_are_sealed_audited_without_values_and_go_with_the_company(
    desk: Desk, lead: StaffMember, tmp_path: Path
) -> None:
    incident = desk.incidents.announce(draft(), lead)
    turn(desk, opened(desk), "1", "漏えい?", _saying(desk.incidents.message(incident, ANSWER, "ja")))
    desk.database.scrub()
    assert "会員番号はうかがわない".encode() not in stored(tmp_path)
    with desk.database.read() as conn:
        rows = conn.execute(select(t.audit).where(t.audit.c.subject == incident.id)).all()
    assert [(row.action, row.detail) for row in rows] == [("incident.announce", "ocs fault=unknown")]
    desk.rotation.rotate("operator")
    assert desk.incidents.get(incident.id, lead).script.startswith("まずおわびし")
    desk.companies.end("ocs", "operator", None)
    with desk.database.read() as conn:
        for table in (incidents, incident_questions):
            assert conn.execute(select(table)).all() == []
    assert desk.incidents.running_for(CompanyId("ocs")) == ()
