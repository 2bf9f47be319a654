"""An announced leak in the chat: the notice first, whoever answers; the enquiry's form; what Rasa never sees."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desk.bootstrap import Desk, build
from desk.incidents.model import Draft, Incident
from desk.model import StaffMember
from desk.requests.drafting import Wanted, form_spec
from desk.wording import render
from knowledge.vocabulary import CompanyId, Expects, MessageKind, ReplyMethod, Requester, RequestType
from tests.integration.api.gateway_world import World, archive, world  # noqa: F401
from tests.integration.desk.conftest import clock, new_desk, staff  # noqa: F401
from tests.integration.desk.support import Clock, form_token, settings_for


@pytest.fixture
def desk(new_desk: Path, tmp_path: Path, clock: Clock) -> Iterator[Desk]:  # noqa: F811
    """With the customer's own wording."""
    shutil.copytree(new_desk, tmp_path, dirs_exist_ok=True)
    built = build(settings_for(tmp_path), render=render, clock=clock)
    yield built
    built.dispose()


@pytest.fixture
def incident(world: World) -> Incident:  # noqa: F811
    return world.desk.incidents.announce(
        Draft(
            CompanyId("oni"),
            date(2026, 11, 19),
            {"ja": "メールアドレスの漏えいについて", "en": "A leak of e-mail addresses"},
            {"ja": "対象の方には個別にご連絡します。", "en": "Those concerned are told one by one."},
            "おわびする",
            keywords=("ファジアーノ会員",),
        ),
        "operator",
    )


def test_every_conversation_begins_with_the_notice_of_an_announced_leak(
    world: World,  # noqa: F811
    incident: Incident,
) -> None:
    conversation = world.open()
    first, greeting = world.desk.conversations.messages(conversation.id)
    assert (first.sender, first.kind, greeting.key) == ("system", MessageKind.NOTICE, "system.greeting")
    assert first.text.startswith("【")
    assert "2026年11月19日" in first.text
    assert "対象の方には個別に" in first.text


@pytest.mark.parametrize("text", ["私の情報も漏えいしましたか", "ファジアーノ会員の件です"])
def test_a_question_is_answered_by_the_notice_first_marked_as_the_operators(
    world: World,  # noqa: F811
    incident: Incident,
    text: str,
) -> None:
    conversation = world.open()
    world.rasa.outputs = [{"utterance": "talk.greet", "kind": "answer"}]
    _, reply = world.say(conversation, text)
    assert [one.key for one in reply] == ["incident.answer", "talk.greet"]
    assert "プライバシーポリシーの定めではありません" in reply[0].text
    assert reply[0].citations == ()
    assert [one.value for one in reply[0].choices] == ["leak_enquiry", "handoff"]
    assert world.desk.incidents.counts(incident.id).questions == 1


@pytest.mark.parametrize("text", ["私のも？", "mine too?", "我的呢？"])
def test_who_asks_for_themself_right_after_the_notice_is_answered_by_it(
    world: World,  # noqa: F811
    incident: Incident,
    text: str,
) -> None:
    conversation = world.open()
    world.rasa.outputs = [{"utterance": "answer.out_of_scope", "kind": "out_of_scope"}]
    _, reply = world.say(conversation, text)
    assert [one.key for one in reply] == ["incident.answer"]
    assert "leak_enquiry" in [one.value for one in reply[0].choices]
    world.say(conversation, "手数料はいくらですか")
    _, later = world.say(conversation, text)
    assert [one.key for one in later] == ["answer.out_of_scope"], "it asks of the fee now"


@pytest.mark.parametrize("kind", ["not_stated", "out_of_scope"])
def test_after_the_notice_nobody_hears_that_the_policy_says_nothing(
    world: World,  # noqa: F811
    incident: Incident,
    kind: str,
) -> None:
    conversation = world.open()
    world.rasa.outputs = [{"utterance": "answer.out_of_scope", "kind": kind}]
    _, reply = world.say(conversation, "漏えいの件で")
    assert [one.key for one in reply] == ["incident.answer"]


def test_the_notice_answers_while_rasa_is_down_too(world: World, incident: Incident) -> None:  # noqa: F811
    conversation = world.open()
    world.rasa.down = True
    _, reply = world.say(conversation, "漏えいの件で")
    assert [one.key for one in reply] == ["incident.answer"]


def test_a_question_about_something_else_is_not_answered_by_the_notice(
    world: World,  # noqa: F811
    incident: Incident,
) -> None:
    conversation = world.open()
    _, reply = world.say(conversation, "手数料はいくらですか")
    assert [one.key for one in reply] == ["talk.greet"]
    assert world.desk.incidents.counts(incident.id).questions == 0


def test_the_notice_answers_in_the_customers_language(world: World, incident: Incident) -> None:  # noqa: F811
    conversation = world.open()
    _, reply = world.say(conversation, "Has my e-mail address been leaked?")
    assert "not part of the privacy policy" in reply[0].text
    assert "told one by one" in reply[0].text


def test_the_enquiry_opens_a_record_and_the_dialogue_goes_on(
    world: World,  # noqa: F811
    incident: Incident,
    staff: StaffMember,  # noqa: F811
) -> None:
    conversation = world.open()
    world.say(conversation, "漏えいの件で")
    heard = len(world.rasa.heard)
    after, reply = world.choose(conversation, "leak_enquiry")
    assert len(world.rasa.heard) == heard, "Rasa has no part in it"
    assert after.expects is Expects.PERSONAL_DATA
    form: Any = reply[0].form
    assert [field.name for field in form.fields] == ["name", "phone", "email", "details"]
    result = world.desk.forms.submit(
        form.token, {"name": "窓口 花子", "phone": "086-111-2222", "details": "私は？"}
    )
    record = world.desk.requests.get(result.receipt, staff)
    assert (record.kind, record.company) == ("leak_enquiry", "oni")
    assert world.desk.conversations.get(conversation.id).expects is None
    assert world.desk.incidents.counts(incident.id).enquiries == 1


def test_the_button_means_nothing_without_an_incident_and_is_answered_after_one(
    world: World,  # noqa: F811
    incident: Incident,
) -> None:
    elsewhere = world.open("opt")
    with pytest.raises(ValueError, match="handoff"):
        world.choose(elsewhere, "leak_enquiry")
    conversation = world.open()
    world.desk.incidents.end(incident.id, "operator")
    _, reply = world.choose(conversation, "leak_enquiry")
    assert [one.key for one in reply] == ["incident.over"]


def test_a_disclosure_in_its_connection_is_free_in_the_customers_words(
    world: World,  # noqa: F811
    staff: StaffMember,  # noqa: F811
) -> None:
    texts = {"ja": "お知らせ"}
    given = Draft(CompanyId("prestige"), date(2026, 11, 19), texts, texts, "おわびする", "company")
    world.desk.incidents.announce(given, "operator")
    conversation = world.open("prestige")
    world.say(conversation, "漏えいの件で")
    facts = world.companies.facts[CompanyId("prestige")]
    wanted = Wanted(RequestType.DISCLOSURE, Requester.SELF, None, reply_method=ReplyMethod.POST)
    form = form_spec(facts, wanted, policy_version=facts.version, locale="ja")
    person = {"name": "窓口 花子", "address": "岡山市北区", "phone": "086-111-2222", "details": "全部"}
    result = world.desk.forms.submit(form_token(world.desk, conversation.id, form), person)
    (fee,) = [item for item in result.checklist if item.kind == "fee"]
    assert fee.label.startswith("手数料：いただきません")
    assert fee.citation is not None
    assert "手数料の徴取は行いません" in fee.citation["quote"]
