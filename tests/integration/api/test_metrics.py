"""What a monitoring system reads of the desk: how it stands, how it works; no customer's data, and nothing for others."""
# ruff: noqa: F811 - fixtures come in as arguments of the same name

import re
from datetime import timedelta
from pathlib import Path
from typing import Any, get_args

import pytest
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import insert, update

from api.metrics import Asker, a_lookup, a_turn
from api.turns.rasa_client import RasaTurn
from desk.bootstrap import Desk
from desk.channels.outbox import NewItem
from desk.ids import ConversationId
from desk.storage import tables as t
from desk.storage.channel_tables import outbox
from desk.texts import RawText
from knowledge.vocabulary import CompanyId
from tests.integration.api.gateway_world import FakeRasa, World, archive, world  # noqa: F401
from tests.integration.api.test_desk_routes import Open, serve  # noqa: F401
from tests.integration.desk.conftest import clock, desk, new_desk, staff  # noqa: F401
from tests.integration.desk.support import RIGHT, Clock, form_token, hand_over, opened, said, spec, waiting

TOKEN = "a-word-of-twenty-characters"
ROOT = Path(__file__).resolve().parents[3]
Series = dict[str, float]


def serving(serve: Open, *missing: str, **settings: Any) -> TestClient:
    client = serve(**{"metrics_token": TOKEN, **settings})

    async def not_ready() -> list[str]:
        return list(missing)

    client.app.state.context.not_ready = not_ready  # type: ignore[attr-defined]
    return client


def scraped(client: TestClient) -> Series:
    answer = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 200
    return {
        sample.name + "".join(f" {value}" for value in sample.labels.values()): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def grown(before: Series, after: Series) -> Series:
    """Which counts have grown, and by how much."""
    ours = {name: value - before.get(name, 0) for name, value in after.items() if "_total" in name}
    return {name: value for name, value in ours.items() if value}


# ---------------------------------------------------------------------- who may read them


def test_without_the_setting_there_are_no_metrics(serve: Open) -> None:
    client = serve()
    for headers in ({}, {"Authorization": "Bearer "}, {"Authorization": "Bearer None"}):
        assert client.get("/metrics", headers=headers).status_code == 404


@pytest.mark.parametrize(
    "given", ["", "Bearer", "Bearer ", f"Basic {TOKEN}", f"Bearer {TOKEN}2", f"Bearer x {TOKEN}"]
)
def test_without_the_secret_word_there_are_no_metrics(serve: Open, given: str) -> None:
    client = serving(serve)
    refused = client.get("/metrics", headers={"Authorization": given} if given else {})
    assert (refused.status_code, "madoguchi_" in refused.text) == (404, False)
    assert client.get(f"/metrics?token={TOKEN}").status_code == 404, "an address ends in logs"


def test_with_the_word_they_are_read_and_kept_by_nobody_between(serve: Open) -> None:
    answer = serving(serve).get("/metrics", headers={"Authorization": f"bearer {TOKEN}"})
    assert answer.headers["content-type"].startswith("text/plain; version=")
    assert answer.headers["cache-control"] == "no-store"


# ---------------------------------------------------------------------- how the desk stands


def test_an_empty_desk_stands_at_nought(serve: Open) -> None:
    series = scraped(serving(serve))
    standing = {name: value for name, value in series.items() if not re.search("turn|lookup|ready", name)}
    assert set(standing.values()) == {0}
    assert (
        series["madoguchi_ready rasa"]
        == series["madoguchi_ready database"]
        == series["madoguchi_ready index"]
        == 1
    )


def test_who_waits_for_staff_is_counted_with_the_longest_wait(serve: Open, desk: Desk, clock: Clock) -> None:
    waiting(desk)
    clock.forward(minutes=10)
    waiting(desk, "opt")
    series = scraped(serving(serve))
    assert series["madoguchi_handoffs_waiting"] == 2
    assert series["madoguchi_handoffs_oldest_seconds"] == 600


def test_what_waits_to_go_out_is_counted_with_its_age(serve: Open, desk: Desk, clock: Clock) -> None:
    for key in "abc":
        with desk.database.write() as tx:
            desk.channels.outbox.put(tx, NewItem(key, "line", "oni", CompanyId("oni"), key, "message"))
        clock.forward(minutes=1)
    with desk.database.write() as tx:
        tx.conn.execute(update(outbox).where(outbox.c.key == "a").values(state="failed"))
        tx.conn.execute(update(outbox).where(outbox.c.key == "b").values(state="held"))
    series = scraped(serving(serve))
    assert (
        series["madoguchi_outbox waiting"]
        == series["madoguchi_outbox held"]
        == series["madoguchi_outbox failed"]
        == 1
    )
    assert series["madoguchi_outbox_oldest_seconds"] == 60, (
        "what is held for its cost, or was given up, is no delay"
    )


def test_a_message_without_a_reply_is_counted(serve: Open, desk: Desk, world: World) -> None:
    world.desk.conversations.accept(world.open().id, "one", said("やあ"), RawText("やあ"))
    assert scraped(serving(serve))["madoguchi_messages_unanswered"] == 1


def test_a_request_that_is_late_is_counted_once(serve: Open, desk: Desk, clock: Clock) -> None:
    """In the EEA an answer is due within a month."""
    client = serving(serve)
    receipts = [desk.forms.submit(form_token(desk, opened(desk), spec()), RIGHT).receipt for _ in range(2)]
    assert scraped(client)["madoguchi_requests_late"] == 0
    clock.forward(days=60)
    assert scraped(client)["madoguchi_requests_late"] == 2
    another = {"what": "another", "basis": "of_its_own", "whose": "law", "extended": False}
    yesterday = clock().date() - timedelta(days=1)
    with desk.database.write() as tx:
        row = {"receipt": receipts[0], "due": yesterday, "started": yesterday, **another}
        tx.conn.execute(insert(t.request_dues).values(**row))
    assert scraped(client)["madoguchi_requests_late"] == 2


def test_what_does_not_answer_is_named_and_without_the_database_the_rest_is_still_told(serve: Open) -> None:
    series = scraped(serving(serve, "database", "rasa"))
    assert (series["madoguchi_ready rasa"], series["madoguchi_ready database"]) == (0, 0)
    assert series["madoguchi_ready index"] == 1
    assert "madoguchi_handoffs_waiting" not in series, "nought would be a lie"


# ---------------------------------------------------------------------- how it works


def test_a_turn_is_counted_by_its_channel_and_what_became_of_it(serve: Open, world: World) -> None:
    client = serving(serve)
    before = scraped(client)
    world.say(world.open(), "こんにちは")
    world.rasa.down = True
    conversation = world.open()
    world.say(conversation, "こんにちは")
    after = scraped(client)
    assert grown(before, after) == {
        "madoguchi_turns_total web replied": 1,
        "madoguchi_turns_total web apologised": 1,
    }
    name = "madoguchi_turn_seconds_count web"
    assert after[name] - before.get(name, 0) == 2


class Overtaken(FakeRasa):
    """While it thinks, the customer's conversation goes to staff."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    async def turn(self, conversation_id: ConversationId, *given: Any) -> RasaTurn:
        hand_over(self.desk, conversation_id)
        return await super().turn(conversation_id, *given)


def test_a_turn_that_staff_overtook_is_counted_so_and_what_is_theirs_from_the_start_is_none(
    serve: Open, world: World, desk: Desk
) -> None:
    client = serving(serve)
    before = scraped(client)
    world.rasa = Overtaken(desk)
    conversation = world.open()
    world.say(conversation, "こんにちは")
    world.say(conversation, "まだですか")
    assert grown(before, scraped(client)) == {"madoguchi_turns_total web overtaken": 1}


class MovedOn(FakeRasa):
    """While it thinks for the first time, another replica commits a turn of the same conversation."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.moved = desk, False

    async def turn(self, conversation_id: ConversationId, *given: Any) -> RasaTurn:
        if not self.moved:
            self.moved, row = True, t.conversations
            with self.desk.database.write() as tx:
                one_on = update(row).where(row.c.id == conversation_id)
                tx.conn.execute(one_on.values(state_version=row.c.state_version + 1))
        return await super().turn(conversation_id, *given)


def test_a_turn_that_is_thought_again_is_counted_so_and_then_for_what_became_of_it(
    serve: Open, world: World, desk: Desk
) -> None:
    client = serving(serve)
    before = scraped(client)
    world.rasa = MovedOn(desk)
    world.say(world.open(), "こんにちは")
    assert grown(before, scraped(client)) == {
        "madoguchi_turns_total web again": 1,
        "madoguchi_turns_total web replied": 1,
    }


def test_a_turn_that_ends_in_an_error_has_failed(serve: Open) -> None:
    client = serving(serve)
    before = scraped(client)
    with pytest.raises(RuntimeError), a_turn("line"):
        raise RuntimeError("the disk is full")
    assert grown(before, scraped(client)) == {"madoguchi_turns_total line failed": 1}


@pytest.mark.parametrize("asker", get_args(Asker))
def test_a_look_up_of_staff_is_timed_by_where_they_asked(serve: Open, asker: Asker) -> None:
    client, name = serving(serve), f"madoguchi_lookup_seconds_count {asker}"
    before = scraped(client).get(name, 0)
    with a_lookup(asker):
        pass
    assert scraped(client)[name] == before + 1
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "api").rglob("*.py")]
    assert sum(f'with a_lookup("{asker}"):' in source for source in sources) == 1


def test_nothing_that_a_customer_said_or_is_called_by_is_in_them(serve: Open, world: World) -> None:
    conversation = world.open()
    world.say(conversation, "山田太郎です。電話は 090-1234-5678 です")
    answer = serving(serve).get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).text
    for secret in ("山田", "1234-5678", "09012345678", conversation.id):
        assert secret not in answer
