"""Receipt and access code over a channel: they reach the desk, and nobody else, however fast they come."""

import json

import pytest
from sqlalchemy import select

from desk.model import Submitted
from desk.requests.receipts import new_access_code, new_receipt
from desk.storage import channel_tables as c
from knowledge.vocabulary import Expects, Owner
from tests.integration.channels.support import ChannelWorld
from tests.integration.desk.support import RIGHT, form_token, spec

pytestmark = pytest.mark.database("sqlite", "postgresql")

ASKS = [{"effect": "ask_receipt"}, {"utterance": "status.ask_receipt"}]
GREETS = [{"utterance": "talk.greet", "params": {}}]


def submitted(world: ChannelWorld) -> Submitted:
    conversation = world.open()
    return world.desk.forms.submit(form_token(world.desk, conversation.id, spec(company="oni")), RIGHT)


def seen(world: ChannelWorld) -> str:
    """All that somebody else than the desk's own door sees: the transcript, and what Rasa heard."""
    return str(world.transcript(world.conversation())) + str([text for text, _ in world.rasa.heard])


def code_of(receipt: str) -> str:
    return receipt.removeprefix("MDG-")


@pytest.mark.parametrize(("asked", "bare"), [(True, True), (True, False), (False, False)])
def test_the_receipt_then_the_code_tell_how_it_stands(world: ChannelWorld, asked: bool, bare: bool) -> None:
    """One after the other, each answered before the next: without MDG where the desk has asked, too."""
    request = submitted(world)
    world.rasa.outputs = ASKS if asked else GREETS
    world.post(world.event(text="状況を知りたい"))
    world.settle()
    world.post(world.event(text=code_of(request.receipt) if bare else request.receipt))
    world.settle()
    assert world.conversation().expects is Expects.ACCESS_CODE
    world.post(world.event(text=request.access_code))
    world.settle()
    assert "現在「" in world.texts()[-1]
    assert code_of(request.receipt) not in seen(world)
    assert request.access_code not in seen(world)


@pytest.mark.parametrize("asked", [True, False])
def test_receipt_and_code_sent_at_once_are_both_taken_and_hidden(world: ChannelWorld, asked: bool) -> None:
    """Both are masked and kept before the first is worked on: what the second is, nobody knows yet."""
    request = submitted(world)
    world.rasa.outputs = ASKS if asked else GREETS
    world.post(world.event(text="状況を知りたい"))
    world.settle()
    heard = len(world.rasa.heard)
    world.post(world.event(text=request.receipt), world.event(text=request.access_code))
    world.settle()
    assert "現在「" in world.texts()[-1]
    assert len(world.rasa.heard) == heard
    assert request.access_code not in seen(world)
    assert code_of(request.receipt) not in seen(world)


def test_a_question_its_receipt_and_its_code_sent_at_once_by_somebody_new(world: ChannelWorld) -> None:
    request = submitted(world)
    world.rasa.outputs = ASKS
    texts = ("状況を知りたい", code_of(request.receipt), request.access_code)
    world.post(*(world.event(text=text) for text in texts))
    world.settle()
    assert "現在「" in world.texts()[-1]
    assert request.access_code not in seen(world)
    assert code_of(request.receipt) not in seen(world)


def test_what_only_looks_like_a_code_is_read_as_it_was_written(world: ChannelWorld) -> None:
    """However many messages wait before it: whether a code is expected is asked when its turn has come."""
    world.rasa.outputs = GREETS
    world.post(world.event(text="こんにちは"), world.event(text="型番は AB12-CD34 です"))
    world.settle()
    assert world.rasa.heard[-1][0] == "型番は AB12-CD34 です"
    assert ("customer", "型番は AB12-CD34 です") in world.transcript(world.conversation())


def test_what_looks_like_a_code_is_hidden_from_staff(world: ChannelWorld) -> None:
    """Who talks to a person may give it to them; it is not theirs."""
    world.rasa.outputs = [{"effect": "handoff", "reason": "asked"}]
    code = new_access_code()
    world.post(world.event(text="人と話したい"), world.event(text=code))
    world.settle()
    assert world.conversation().owner is Owner.WAITING
    assert code not in seen(world)


def test_the_ledger_shows_no_code_in_what_was_said(world: ChannelWorld) -> None:
    """Sealed apart, as a receipt is, until its turn."""
    receipt, code = new_receipt(), new_access_code()
    world.post(world.event(text=f"{receipt} と {code}"), world.event(text=code))
    with world.desk.database.read() as conn:
        ids = tuple(conn.execute(select(c.channel_events.c.id)).scalars())
    for one in ids:
        event = world.desk.channels.ledger.claim(one)
        assert event is not None
        kept = event.content["content"]
        assert code not in json.dumps({**kept, "sealed": {}})
        assert code in kept["sealed"].values()
