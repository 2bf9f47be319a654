"""LINE from the webhook to the phone."""

import asyncio
import logging
import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import select

from api import problems
from api.channels import webhooks
from api.channels.line.accounts import AccountProblem, load_accounts
from api.turns.dialogue import DialogueState
from desk.bootstrap import Desk
from desk.channels.adapter import Rejected
from desk.model import StaffMember
from desk.requests.received import announce
from desk.storage import channel_tables as c
from evaluation.fake_line import FakeLine, Misstep, serving
from knowledge.archive import PolicyArchive
from knowledge.vocabulary import CompanyId, Owner
from tests.integration.channels.line_world import USER, LineWorld
from tests.integration.desk.support import Clock, stored

HANDOFF = {"effect": "handoff", "reason": "asked"}
GREET = {"utterance": "talk.greet", "params": {}}


@pytest.fixture
def line() -> Iterator[FakeLine]:
    with serving(FakeLine()) as fake:
        yield fake


@pytest.fixture
def world(desk: Desk, archive: PolicyArchive, clock: Clock, line: FakeLine) -> Iterator[LineWorld]:
    made = LineWorld(desk, archive, clock, line)
    with made.loop:
        yield made
        made.run(made.adapter.close())


def test_adding_the_account_is_greeted_and_costs_nothing(world: LineWorld) -> None:
    (greeting,) = world.hear(world.line.event("follow"))
    assert "実在各社の窓口ではありません" in greeting
    assert len(world.line.choices(USER)) == 5
    assert [one.via for one in world.line.sent] == ["reply"]
    assert world.hear(world.line.event("follow")) == []  # again, or late
    with world.desk.database.read() as conn:
        assert conn.execute(select(c.channel_people.c.person_enc)).scalar() != USER.encode()


def test_a_connection_check_and_a_chat_of_another_module_do_nothing(world: LineWorld) -> None:
    assert world.webhook() == world.webhook().__class__(0, 0)
    assert world.hear({**world.line.text("もしもし"), "mode": "standby"}) == []
    assert world.line.calls.total() == 0


def test_a_text_over_two_thousand_characters_is_asked_for_in_parts_and_not_stored(
    world: LineWorld, tmp_path: Path
) -> None:
    world.hear(world.line.event("follow"))
    whole = "長い相談です。" * 286  # 2,002 characters
    assert world.say(whole) == ["<system.too_long:ja:2000>"]
    assert world.rasa.heard == []
    said = world.desk.conversations.messages(world.conversation().id)
    assert [one.sender for one in said] == ["bot", "system"]
    with world.desk.database.read() as conn:
        kept = conn.execute(select(c.channel_events.c.kind, c.channel_events.c.content_enc)).all()
    assert [one.kind for one in kept] == ["follow", "too_long"]
    assert "長い相談".encode() not in stored(tmp_path)
    assert len(world.say(whole[:2000])) == 1  # just as many are a turn
    assert [len(text) for text, _ in world.rasa.heard] == [2000]


@pytest.mark.parametrize("kind", ["sticker", "image", "video", "audio", "location", "file"])
def test_what_cannot_be_read_is_declined_and_not_stored(world: LineWorld, kind: str, tmp_path: Path) -> None:
    world.hear(world.line.event("follow"))
    event = world.line.media(kind, address="岡山市北区大供9丁目8番7号", fileName="免許証_植村.pdf")
    (said,) = world.hear(event)
    assert kind in said or "お書きください" in said
    assert "植村".encode() not in stored(tmp_path)
    assert world.rasa.heard == []


@pytest.mark.parametrize("where", ["group", "room"])
def test_a_group_is_declined_and_left(world: LineWorld, where: str) -> None:
    source = {"type": where, f"{where}Id": "C123"}
    said = world.hear({**world.line.event("join"), "source": source})
    assert "1対1" in said[0]
    assert world.line.left == ["C123"]
    with world.desk.database.read() as conn:
        assert conn.execute(select(c.channel_people)).all() == []


def test_personal_data_that_is_typed_is_masked_and_the_reason_given(
    world: LineWorld, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        said = world.say("電話は 090-1234-5678、メールは taro@example.jp です")
    everything = stored(tmp_path) + caplog.text.encode() + str(world.rasa.heard).encode()
    for secret in (b"1234-5678", b"taro@example.jp"):
        assert secret not in everything
    assert any("伏せ字" in text for text in said)


def test_the_form_comes_as_a_link_and_the_receipt_comes_back(world: LineWorld) -> None:
    slots = {"company": "oni", "request_type": "disclosure", "requester": "self", "stage": "none"}
    world.rasa.state = DialogueState(slots, None)
    world.rasa.outputs = [{"effect": "offer_form"}]
    world.say("開示してください")
    (token,) = re.findall(r"https://desk\.example/forms/([\w-]+)", str(world.line.read()))
    view = world.desk.forms.describe(token)
    assert (view.expires_at - world.clock.now).total_seconds() <= 30 * 60
    values = {
        "name": "植村 真琴",
        "address": "岡山市北区大供9丁目8番7号",
        "email": "m@planted.example",
        "phone": "086-999-7361",
    }
    asked = {field.name: values[field.name] for field in view.spec.fields if field.name in values}
    world.clock.forward(seconds=90)
    result = world.desk.forms.submit(token, asked, announce)
    before = len(world.line.sent)
    world.settle()
    came = str([one.body for one in world.line.sent[before:]])
    assert result.receipt in came
    assert result.access_code not in came
    assert "/documents" not in came
    assert "植村" not in str(world.line.bodies)
    assert world.line.pushes == 1  # ninety seconds later there is no token any more


def test_staff_take_over_and_give_back(world: LineWorld, staff: StaffMember) -> None:
    world.say("こんにちは")
    world.rasa.outputs = [GREET, HANDOFF]
    world.say("人と話したい")
    conversation = world.conversation()
    world.desk.handoffs.claim(conversation.id, staff)
    world.settle()
    assert world.say("担当の方ですか") == []  # the bot never talks over a person
    world.desk.handoffs.say(conversation.id, staff, "はい、担当です。")
    world.settle()
    last = world.line.sent[-1]
    assert (last.body["text"], last.body["sender"]["name"]) == ("はい、担当です。", staff.alias)
    assert last.via == "reply"  # the customer's own message has just brought a token
    world.desk.handoffs.release(conversation.id, staff)
    world.rasa.outputs = [GREET]
    world.settle()
    assert len(world.say("ありがとう")) == 1
    assert world.conversation().owner is Owner.BOT
    world.rasa.outputs = [HANDOFF]
    world.say("もう一度")
    world.desk.handoffs.close(conversation.id, staff)
    world.rasa.outputs = [GREET]
    world.settle()
    world.say("また来ました")
    assert world.conversation().id != conversation.id


def test_a_slow_turn_shows_that_an_answer_is_on_its_way(
    world: LineWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.channels.customers.BUSY_AFTER", 0.01)
    quick = world.rasa.turn

    async def slow(*given: object) -> object:
        await asyncio.sleep(0.5)
        return await quick(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(world.rasa, "turn", slow)
    world.say("こんにちは")
    assert world.line.loading == [USER]


# ---------------------------------------------------------------------- faults


def test_a_reply_that_times_out_after_it_arrived_is_read_once(
    world: LineWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.channels.line.adapter.TIMEOUT", 0.5)
    world.line.missteps = [Misstep(0, done=True, seconds=3.0)]
    world.say("こんにちは")
    world.clock.forward(seconds=6)
    world.settle()
    assert len(world.line.texts()) == 2  # greeting and answer
    assert world.line.pushes == 0
    assert world.desk.channels.backlog().sends == 0


@pytest.mark.parametrize(
    "misstep",
    [
        Misstep(500),
        Misstep(500, done=True),
        Misstep(429, headers={"Retry-After": "1"}),
        Misstep(503),
        Misstep(401),
    ],
)
@pytest.mark.parametrize("via", ["reply", "push"])
def test_whatever_goes_wrong_once_is_made_good(
    world: LineWorld, staff: StaffMember, misstep: Misstep, via: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.channels.outgoing.Bucket.shut", lambda *_: None)  # its clock is not the test's
    if via == "push":
        world.rasa.outputs = [GREET, HANDOFF]
        world.say("人と話したい")
        world.desk.handoffs.claim(world.conversation().id, staff)
        world.settle()
        world.clock.forward(seconds=70)
        world.desk.handoffs.say(world.conversation().id, staff, "担当です")
        world.line.missteps = [misstep]
        world.settle()
    else:
        world.line.missteps = [misstep]
        world.say("こんにちは")
    for _ in range(3):
        world.clock.forward(seconds=40)
        world.settle()
    texts = world.line.texts()
    assert len(texts) == len(set(texts))
    assert world.desk.channels.backlog().sends == 0
    assert world.desk.channels.undelivered() == ()
    if via == "push":
        assert texts[-1] == "担当です"


def test_what_line_calls_its_monthly_limit_holds_pushes_back_and_not_replies(
    world: LineWorld, staff: StaffMember
) -> None:
    world.rasa.outputs = [GREET, HANDOFF]
    world.say("人と話したい")
    world.line.quota = 0
    world.clock.forward(seconds=70)
    world.desk.handoffs.claim(world.conversation().id, staff)
    world.settle()
    assert [one.state for one in world.desk.channels.undelivered()] == ["held"]
    assert len(world.say("まだですか")) == 1
    assert world.desk.channels.usage("line", "oni", None).pushes == 0


def test_what_is_not_lines_is_refused_and_logged_without_its_content(
    world: LineWorld, caplog: pytest.LogCaptureFixture
) -> None:
    body, headers = world.line.webhook(world.line.text("秘密の言葉"))
    huge = b" " * (2 * 1024 * 1024)
    bad = [
        (body, {"x-line-signature": "AAAA"}, 401),
        (huge, {"x-line-signature": world.line.sign(huge)}, 413),
        ("秘密ではない".encode(), {"x-line-signature": world.line.sign("秘密ではない".encode())}, 400),
    ]
    with caplog.at_level(logging.DEBUG, logger="api"):
        for raw, given, status in bad:
            with pytest.raises(Rejected) as refused:
                world.run(world.channels.receive("line", "oni", given, raw))
            assert refused.value.status == status
        with pytest.raises(Rejected):
            world.run(world.channels.receive("line", "ocs", headers, body))
    assert [one.levelname for one in caplog.records if "was rejected" in one.message] == ["WARNING"] * 4
    assert "秘密" not in caplog.text
    caplog.clear()
    addresses = [("/channels/line/oni", *one) for one in bad]
    addresses += [
        ("/channels/line/himitsu", body, headers, 404),
        ("/channels/himitsu/oni", body, headers, 404),
    ]
    with TestClient(over_http(world)) as client, caplog.at_level(logging.DEBUG, logger="api"):
        for number, (address, raw, given, status) in enumerate(addresses, 1):
            assert client.post(address, content=raw, headers=given).status_code == status
            assert caplog.text.count("was rejected") == number, (address, status)
    for secret in ("秘密", "himitsu", USER):
        assert secret not in caplog.text
    assert world.desk.channels.backlog().events == 0


def over_http(world: LineWorld) -> FastAPI:
    """The address that LINE posts to, with these channels behind it."""
    app = FastAPI()
    problems.install(app)
    app.include_router(webhooks.router)
    app.state.context = SimpleNamespace(channels=world.channels)
    return app


# ---------------------------------------------------------------------- credentials


def test_credentials_are_read_only_where_nobody_else_can(tmp_path: Path) -> None:
    path = tmp_path / "oni.yml"
    path.write_text("channel_secret: geheim\nchannel_access_token: token\n", encoding="utf-8")
    path.chmod(0o644)
    with pytest.raises(AccountProblem, match="chmod 600"):
        load_accounts(tmp_path, [CompanyId("oni")])
    path.chmod(0o600)
    assert load_accounts(tmp_path, [CompanyId("oni")])[CompanyId("oni")].monthly_push_limit is None
    assert "geheim" not in repr(load_accounts(tmp_path, [CompanyId("oni")]))
    with pytest.raises(AccountProblem, match="no such company; allowed: ocs"):
        load_accounts(tmp_path, [CompanyId("ocs")])
    for wrong in (
        "channel_secret: geheim",
        "- geheim",
        "channel_secret: [geheim",
        "a: geheim\nchannel_secret: x",
    ):
        path.write_text(wrong, encoding="utf-8")
        with pytest.raises(AccountProblem) as refused:
            load_accounts(tmp_path, [CompanyId("oni")])
        assert "geheim" not in str(refused.value)
    assert load_accounts(tmp_path / "none", [CompanyId("oni")]) == {}
