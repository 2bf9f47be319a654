"""What other parts of the desk have to say, as it comes over LINE: incidents, special days, the way to the status page."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from api.turns.dialogue import DialogueState
from desk.bootstrap import Desk
from desk.calendar.hours import HoursState
from desk.incidents.model import Draft
from desk.requests.received import announce
from evaluation.fake_line import FakeLine, serving
from knowledge.archive import PolicyArchive
from knowledge.vocabulary import CompanyId, Owner
from tests.integration.channels.line_world import BASE, USER, LineWorld
from tests.integration.desk.support import Clock

HANDOFF = {"effect": "handoff", "reason": "asked"}
GREET = {"utterance": "talk.greet", "params": {}}


@pytest.fixture
def world(desk: Desk, archive: PolicyArchive, clock: Clock) -> Iterator[LineWorld]:
    with serving(FakeLine()) as fake:
        made = LineWorld(desk, archive, clock, fake)
        with made.loop:
            yield made
            made.run(made.adapter.close())


def leak(**given: Any) -> Draft:
    title, text = {"ja": "メールアドレスの漏えいについて"}, {"ja": "対象の方には個別にご連絡します。"}
    return Draft(CompanyId("oni"), date(2026, 11, 19), title, text, "おわびする", **given)


# ---------------------------------------------------------------------- incidents


def test_an_incident_comes_before_the_greeting_and_costs_nothing(world: LineWorld) -> None:
    world.desk.incidents.announce(leak(), "operator")
    said = world.hear(world.line.event("follow"))
    assert [text.split(":")[0] for text in said[:1]] == ["<incident.notice"]
    assert "実在各社の窓口ではありません" in said[1]
    assert len(said) == 2
    assert (world.line.calls["message/reply"], world.line.pushes) == (1, 0)
    assert len(world.say("こんにちは")) == 1  # not again


def test_an_incident_comes_before_the_next_answer_of_a_conversation(world: LineWorld) -> None:
    world.say("こんにちは")
    world.desk.incidents.announce(leak(), "operator")
    said = world.say("手数料はいくらですか")
    assert said[0].startswith("<incident.notice")
    assert len(said) == 2
    assert world.line.pushes == 0


def test_who_asks_about_an_incident_gets_its_notice_and_the_form_by_link(world: LineWorld) -> None:
    world.say("こんにちは")
    incident = world.desk.incidents.announce(leak(), "operator")
    said = world.say("私の情報も漏えいしましたか")
    assert said[0].startswith("<incident.answer")
    assert not any(text.startswith("<incident.notice") for text in said)
    assert world.line.choices(USER)[-2:] == ["choice:leak_enquiry", "choice:handoff"]
    before = len(world.line.sent)
    world.press("leak_enquiry")
    assert f"{BASE}/forms/" in json.dumps([one.body for one in world.line.sent[before:]])
    assert world.desk.incidents.counts(incident.id).questions == 1


# ---------------------------------------------------------------------- special days


def test_on_a_special_closing_day_the_next_opening_is_told_once(world: LineWorld) -> None:
    lead = world.desk.staff.add("shunin", "correct horse", "主任", role="lead")
    world.desk.live.special_days.put(CompanyId("oni"), date(2026, 11, 20), (), "棚卸し", lead)
    world.say("こんにちは")
    world.rasa.outputs = [HANDOFF]
    said = world.say("人と話したい")
    assert said[-1].startswith("<channels.out_of_hours")
    assert "2026-11-24" in said[-1]  # after the weekend and a public holiday
    assert world.say("まだですか") == []
    # What looks after those who wait anywhere knows that this customer has been told, and the other way round.
    assert world.desk.live.after_hours.tell(world.companies.state) == ()
    world.desk.live.special_days.remove(CompanyId("oni"), date(2026, 11, 20), lead)
    assert world.companies.state(CompanyId("oni")).state == "open"


def test_who_has_been_told_while_waiting_is_not_told_by_the_channel_again(world: LineWorld) -> None:
    world.say("こんにちは")
    world.rasa.outputs = [HANDOFF]
    world.say("人と話したい")
    world.clock.forward(hours=10)
    closed = world.companies.state(CompanyId("oni"))
    assert isinstance(closed, HoursState)
    assert world.desk.live.after_hours.tell(lambda _: closed) == (world.conversation().id,)
    world.settle()
    assert world.line.texts(USER)[-1].startswith("<system.out_of_hours")
    assert world.say("いますか") == []


# ---------------------------------------------------------------------- the status page


def test_with_the_receipt_comes_the_way_to_the_status_page_and_no_code(world: LineWorld) -> None:
    slots = {"company": "oni", "request_type": "disclosure", "requester": "self", "stage": "none"}
    world.rasa.state = DialogueState(slots, None)
    world.rasa.outputs = [{"effect": "offer_form"}]
    world.say("開示してください")
    form = next(link for link in links(world) if "/forms/" in link)
    token = form.rsplit("/", 1)[1]
    values = {"name": "植村 真琴", "address": "岡山市北区大供9丁目8番7号", "email": "m@planted.example"}
    asked = {one.name for one in world.desk.forms.describe(token).spec.fields}
    result = world.desk.forms.submit(
        token, {name: value for name, value in values.items() if name in asked}, announce
    )
    before = len(world.line.sent)
    world.settle()
    came = json.dumps([one.body for one in world.line.sent[before:]], ensure_ascii=False)
    assert result.receipt in came
    assert f"{BASE}/requests?lang=ja" in came
    bodies = json.dumps(world.line.bodies, ensure_ascii=False)
    assert result.access_code not in bodies
    assert "植村" not in bodies
    assert result.receipt not in "".join(links(world))


def links(world: LineWorld) -> list[str]:
    """Every address that came over LINE."""

    def walk(node: Any) -> Iterator[str]:
        if isinstance(node, dict):
            if node.get("type") == "uri":
                yield node["uri"]
            for child in node.values():
                yield from walk(child)
        elif isinstance(node, list):
            for child in node:
                yield from walk(child)

    return list(walk(world.line.read(USER)))


# ---------------------------------------------------------------------- while a person is waited for


def test_who_waits_in_line_goes_back_with_the_button(world: LineWorld) -> None:
    world.say("こんにちは")
    world.rasa.outputs = [GREET, HANDOFF]
    world.say("担当者と話したい")
    assert world.line.choices(USER)[-1] == "choice:back_to_bot"
    world.press("back_to_bot")
    assert world.conversation().owner is Owner.BOT
    assert world.line.choices(USER)[-1] == "choice:handoff"
    world.rasa.outputs = [GREET]
    assert len(world.say("手数料は")) == 1


def test_who_waits_in_line_goes_back_with_its_words(world: LineWorld) -> None:
    world.rasa.outputs = [GREET, HANDOFF]
    world.say("担当者と話したい")
    said = world.say("自動応答に戻る")
    assert [text.split(":")[0] for text in said] == ["<system.went_back"]
    assert world.conversation().owner is Owner.BOT


def test_despair_in_line_is_answered_while_a_person_is_waited_for(world: LineWorld) -> None:
    world.rasa.outputs = [GREET, HANDOFF]
    world.say("担当者と話したい")
    assert [text.split(":")[0] for text in world.say("もう死にたい")] == ["<talk.despair"]
    assert world.say("死にたいです") == []
    assert world.conversation().owner is Owner.WAITING
