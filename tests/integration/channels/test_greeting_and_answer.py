"""The greeting waits for the answer, so that both go out by one reply token; but not for ever."""

import pytest

from tests.integration.channels.support import ChannelWorld

pytestmark = pytest.mark.database("sqlite", "postgresql")


@pytest.mark.parametrize(("queued", "token"), [(0, "t1"), (25, "t1"), (55, None)])
def test_a_greeting_does_not_take_the_token_from_the_answer(
    world: ChannelWorld, monkeypatch: pytest.MonkeyPatch, queued: int, token: str | None
) -> None:
    """While the bot thinks, the greeting is stored already; sent at once it would leave the answer to a push, or be
    one push more. So too where the event had to wait for the bot."""
    quick, sent_meanwhile = world.rasa.turn, []

    async def slow(*given: object) -> object:
        await world.send()
        sent_meanwhile.extend(world.platform.calls)
        return await quick(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(world.rasa, "turn", slow)
    world.post(world.event(text="こんにちは"))
    world.clock.forward(seconds=queued)
    world.settle()
    assert sent_meanwhile == []
    assert [(call.reply_token, len(call.objects)) for call in world.platform.calls] == [(token, 2)]


def test_a_greeting_does_not_wait_for_ever(world: ChannelWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    quick, sent_meanwhile = world.rasa.turn, []

    async def slow(*given: object) -> object:
        world.clock.forward(seconds=21)
        await world.send()
        sent_meanwhile.extend(world.platform.calls)
        return await quick(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(world.rasa, "turn", slow)
    world.post(world.event(text="こんにちは"))
    world.settle()
    assert [(call.reply_token, len(call.objects)) for call in sent_meanwhile] == [("t1", 1)]
