"""Incident mode on a real database: who may, what is shown when, what is linked, and what it does to a fee."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from desk.bootstrap import Desk
from desk.calendar.dues import DESK_ZONE
from desk.errors import ChangeInvalid, Forbidden
from desk.ids import ConversationId
from desk.incidents.incidents import ANSWER, NOTICE
from desk.incidents.model import IncidentNotFound, IncidentOver
from desk.model import Handoff
from desk.roles import StaffMember
from desk.storage import tables as t
from desk.storage.customer_tables import incident_questions, incidents
from desk.texts import RawText
from knowledge.vocabulary import CompanyId
from tests.integration.desk.incidents_support import a_lead, draft, saying  # noqa: F401
from tests.integration.desk.support import Clock, bot, opened, said, stored, turn

NOW = Clock().now


def keys(desk: Desk, conversation_id: ConversationId) -> list[str | None]:
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
def test_what_is_wrong_with_an_announcement_is_named_by_its_field(
    changes: dict[str, Any], field: str
) -> None:
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


def test_the_notice_comes_before_the_greeting_and_once(desk: Desk, lead: StaffMember) -> None:
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


def test_the_notice_reaches_conversations_that_staff_has(desk: Desk, lead: StaffMember) -> None:
    conversation_id = opened(desk)
    turn(desk, conversation_id, "h", "人と", bot("呼びます", effects=(Handoff("asked"),)))
    desk.incidents.announce(draft(), lead)
    for number in range(2):
        accepted = desk.conversations.accept(
            conversation_id, f"w{number}", said("まだですか"), RawText("まだですか")
        )
        assert accepted.reply == ()
    assert keys(desk, conversation_id)[-3:] == ["まだですか", NOTICE, "まだですか"]


def test_a_notice_begins_and_ends_at_its_times(desk: Desk, lead: StaffMember, clock: Clock) -> None:
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
    reply = turn(desk, conversation_id, "1", "漏えい?", saying(answer))
    assert [one.key for one in reply] == [ANSWER]
    turn(desk, conversation_id, "2", "漏えい?", saying(answer))
    turn(desk, opened(desk), "1", "漏えい?", saying(answer))
    counts = desk.incidents.counts(incident.id)
    assert (counts.questions, counts.conversations) == (3, 2)


# ---------------------------------------------------------------------- records, keys, ends


def test_texts_are_sealed_audited_without_values_and_go_with_the_company(
    desk: Desk, lead: StaffMember, tmp_path: Path
) -> None:
    incident = desk.incidents.announce(draft(), lead)
    turn(desk, opened(desk), "1", "漏えい?", saying(desk.incidents.message(incident, ANSWER, "ja")))
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
