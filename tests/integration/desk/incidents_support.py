"""What tests of incidents stand on: drafts, a lead, a company whose policy waives a fee."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from desk.bootstrap import Desk
from desk.ids import ConversationId
from desk.incidents.incidents import ANSWER
from desk.incidents.model import Draft
from desk.model import NewMessage
from desk.requests.drafting import Wanted, form_spec
from desk.roles import StaffMember
from knowledge.vocabulary import CompanyId, ReplyMethod, Requester, RequestType
from tests.desks import desk_of
from tests.integration.desk.support import bot, turn

PRESTIGE = desk_of("prestige")


def draft(company: str = "ocs", **changes: Any) -> Draft:
    given: dict[str, Any] = {
        "dated": date(2026, 11, 19),
        "title": {"ja": "個人情報の漏えいについて", "en": "A leak of personal data"},
        "text": {"ja": "11月18日に判明しました。", "en": "It was found on 18 November."},
        "script": "まずおわびし、会員番号はうかがわない。",
    }
    return Draft(CompanyId(company), **{**given, **changes})


@pytest.fixture(name="lead")
def a_lead(desk: Desk) -> StaffMember:
    return desk.staff.add("lead", "correct horse", "責任者", None, "lead")


def saying(*messages: NewMessage) -> Any:
    return replace(bot(), messages=messages)


def never(*_: Any) -> Any:
    raise AssertionError("the dialogue has no part in it")


PERSON = {"name": "窓口 花子", "address": "岡山市北区", "phone": "086-111-2222", "details": "全部"}


def disclosure(kind: RequestType = RequestType.DISCLOSURE) -> Any:
    return form_spec(
        PRESTIGE,
        Wanted(kind, Requester.SELF, None, reply_method=ReplyMethod.POST),
        policy_version=PRESTIGE.version,
        locale="ja",
    )


def asking(desk: Desk, incident: Any) -> ConversationId:
    """A conversation in which the customer has asked about it."""
    conversation_id = desk.conversations.open(CompanyId("prestige"), None, "ja", [NewMessage("こんにちは")])[
        0
    ].id
    turn(desk, conversation_id, "q", "漏えい?", saying(desk.incidents.message(incident, ANSWER, "ja")))
    return conversation_id


def fees(record: Any) -> list[str]:
    return [item.citation["quote"] for item in record.checklist if item.kind == "fee" and item.citation]
