"""The web, LINE and Slack are three channels of one interface; what is neither pushed nor fetched is none."""

import asyncio
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

import pytest
from pydantic import SecretStr
from sqlalchemy import func, select

from api.channels.intake import inbound_of
from api.channels.line.accounts import LineAccount
from api.channels.line.adapter import LineAdapter
from api.channels.registry import Channel, Channels
from api.channels.web.adapter import WebAdapter
from api.schemas import PostMessage
from api.settings import Settings
from api.slack.building import build_slack
from desk.channels.adapter import Adapter, Fetched, Item, Pushed, kind_of
from desk.chat.masking import Masker
from desk.ids import ConversationId
from desk.model import NewMessage, StoredMessage
from desk.storage import channel_tables as c
from desk.storage import slack_tables as s
from desk.storage.store import Store
from desk.texts import RawText
from knowledge.vocabulary import CompanyId, MessageKind
from tests.integration.channels.every_adapter import Case, check
from tests.integration.channels.support import ChannelWorld, FakePlatform
from tests.integration.desk.support import Clock, waiting
from tests.unit.api.line.samples import message

BASE = "https://desk.example"


def web_case(world: ChannelWorld) -> Case:
    return Case(WebAdapter(world.companies, BASE), "fetched", signed=False)


def line_case(world: ChannelWorld) -> Case:
    account = LineAccount(channel_secret=SecretStr("secret"), channel_access_token=SecretStr("token"))
    adapter = LineAdapter({CompanyId("oni"): account}, BASE, "http://127.0.0.1:9", world.clock)
    return Case(adapter, "pushed", signed=True)


def slack_case(world: ChannelWorld) -> Case:
    settings = Settings(
        _env_file=None,
        public_url=BASE,
        slack_team="T1",
        slack_bot_token="xoxb",
        slack_signing_secret="secret",
        slack_channels={"oni": "C1"},
        slack_api_url="http://127.0.0.1:9/api/",
    )
    maskers = {one: Masker() for one in world.companies.ids}
    made = build_slack(world.desk, world.companies, None, maskers, settings)  # type: ignore[arg-type]
    assert made is not None
    conversation = waiting(world.desk, "oni")
    with world.desk.database.read() as conn:
        thread = conn.execute(select(s.slack_threads.c.id)).scalar_one()
    store = Store(world.desk.context)

    def line(of: StoredMessage) -> Item:
        """The message, said in a conversation that has been handed over."""
        new = NewMessage(
            of.text, MessageKind.ANSWER, citations=of.citations, choices=of.choices, key=None, params={}
        )
        with world.desk.database.write() as tx:
            message_id = store.add_message(tx, conversation, "bot", new)
        given = {"thread": thread, "key": f"line:{message_id}", "message": message_id}
        return Item(
            "o1", "slack", "T1", CompanyId("oni"), f"slack:{thread}", "line", conversation, payload=given
        )

    def shown(made: Mapping[str, Any]) -> str:
        return str(made).replace("&amp;", "&").replace("&lt;", "<").replace("a < b", "a &lt; b")

    return Case(made.channel.adapter, "pushed", signed=False, item=line, shape=shown)


def fake_case(world: ChannelWorld) -> Case:
    return Case(FakePlatform(world.clock), "pushed", signed=True)


@pytest.mark.parametrize("make", [web_case, line_case, slack_case, fake_case])
def test_an_adapter_keeps_its_contract(world: ChannelWorld, make: Any) -> None:
    check(make(world))


class Neither:
    """Renders, and nobody knows where to."""

    name = "neither"

    def knows(self, account: str) -> bool:
        return account == "oni"

    def accounts(self) -> list[str]:
        return ["oni"]

    def company_of(self, account: str) -> CompanyId | None:
        return CompanyId(account)

    def render(self, item: Item) -> list[Mapping[str, Any]]:
        return [{"id": item.id}]


class Both(FakePlatform):
    """Pushes, and has it fetched besides: everything would be read twice."""

    def placed(self, conversation_id: ConversationId) -> str:
        return conversation_id


def test_what_is_neither_or_both_or_given_as_the_other_kind_does_not_start(world: ChannelWorld) -> None:
    handler: Any = world.channels.channels["fake"].handler
    both: Adapter = Both(Clock())
    for wrong in (Neither(), both):
        with pytest.raises(TypeError, match=wrong.name):
            kind_of(wrong)
        with pytest.raises(TypeError):
            Channels(world.desk, {"x": Channel(wrong, handler)})  # type: ignore[arg-type]
    web = WebAdapter(world.companies, BASE)
    with pytest.raises(TypeError, match="web"):
        Channels(world.desk, {"web": Channel(web, handler)})  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="fake"):
        Channels(world.desk, {}, [FakePlatform(Clock())])  # type: ignore[list-item]


def test_a_signed_channel_whose_handler_prepares_nothing_does_not_start(world: ChannelWorld) -> None:
    class Deaf:
        async def handle(self, _: Any) -> None: ...

        async def given_up(self, _: Any) -> None: ...

    with pytest.raises(TypeError, match="prepare"):
        Channels(world.desk, {"fake": Channel(FakePlatform(world.clock), Deaf())})


def test_only_signed_channels_have_the_common_address(world: ChannelWorld) -> None:
    slack = slack_case(world).adapter
    assert isinstance(slack, Pushed)
    handler: Any = world.channels.channels["fake"].handler
    found = {"fake": Channel(world.platform, handler), "slack": Channel(slack, handler)}
    channels = Channels(world.desk, found, [WebAdapter(world.companies, BASE)])
    assert channels.get("fake", "oni") is not None
    assert channels.get("slack", "T1") is None
    assert channels.get("web", "oni") is None


def test_on_the_web_an_event_is_what_was_posted_and_a_message_is_sent_once_it_is_stored(
    world: ChannelWorld,
) -> None:
    web = WebAdapter(world.companies, BASE)
    assert isinstance(web, Fetched)
    Channels(world.desk, {}, [web])
    company = world.companies.get("oni")
    assert company is not None
    conversation, _, _ = world.companies.open_conversation(company, None, "ja")
    said = PostMessage(text="手数料は？ 090-1234-5678", client_id=uuid4())
    event = web.read(conversation, said, world.clock.now)
    assert (event.event_id, event.kind, event.person) == (str(said.client_id), "text", conversation.id)
    assert "090" not in repr(event)
    inbound = inbound_of(event)
    assert inbound.text == RawText("手数料は？ 090-1234-5678")
    chosen = inbound_of(
        web.read(conversation, PostMessage(choice="handoff", client_id=uuid4()), world.clock.now)
    )
    assert (chosen.choice, chosen.text) == ("handoff", None)

    async def turn() -> bool:
        woken = asyncio.Event()

        async def reader() -> None:
            async for _ in world.desk.notifier.changes([web.placed(conversation.id)]):
                woken.set()

        task = asyncio.create_task(reader())
        await asyncio.sleep(0)
        woken.clear()
        await world.gateway.receive(conversation, inbound)
        async with asyncio.timeout(30):
            await woken.wait()
        task.cancel()
        return woken.is_set()

    assert world.run(turn())
    stored = world.desk.conversations.messages(conversation.id)
    assert [one.sender for one in stored].count("customer") == 1
    assert stored[-1].sender == "bot"
    with world.desk.database.read() as conn:
        for table in (c.outbox, c.channel_events):
            assert conn.execute(select(func.count()).select_from(table)).scalar_one() == 0


def test_the_webs_object_is_the_contracts(world: ChannelWorld) -> None:
    (shown,) = WebAdapter(world.companies, BASE).render(
        Item("o", "web", "oni", None, "t", "message", ConversationId("c"), message("はい"))
    )
    assert set(shown) == {
        "id", "from", "kind", "text", "citations", "choices", "form", "created_at", "alias",
    }  # fmt: skip
    assert WebAdapter(world.companies, BASE).render(Item("o", "web", "oni", None, "t", "note", None)) == []
