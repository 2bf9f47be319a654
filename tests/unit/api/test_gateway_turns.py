"""One turn from the accepted message to the committed reply: who thinks, in which order, what is committed, what is said
where it fails, and that messages of one conversation wait for each other."""

import asyncio
import logging
from collections.abc import Callable
from typing import Any

import pytest

from api.metrics import Turn
from api.turns import gateway as module
from api.turns.gateway import MAX_ATTEMPTS, ChoiceNotAllowed
from api.turns.rasa_client import RasaUnavailable
from desk.errors import (
    ConversationClosed,
    InboundNotFound,
    OwnerChanged,
    StateChanged,
    TransitionNotAllowed,
)
from desk.model import TurnOutcome
from desk.texts import RawText
from knowledge.vocabulary import Owner
from tests.unit.api.turns_world import C1, C2, World, run, saying, typed

MOVED = TransitionNotAllowed("received", "withdrawn", ())


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    """Storage answers at once; what becomes of each turn is noted as it is counted."""
    made = World()

    async def at_once(work: Callable[..., Any], *args: Any, **more: Any) -> Any:
        return work(*args, **more)

    class Counted:
        def __init__(self, channel: str) -> None:
            assert channel == "widget"
            self.turn = Turn()

        def __enter__(self) -> Turn:
            return self.turn

        def __exit__(self, *_: object) -> None:
            made.became.append(self.turn.became)

    monkeypatch.setattr(module, "run_in_threadpool", at_once)
    monkeypatch.setattr(module, "a_turn", Counted)
    return made


# ---------------------------------------------------------------------- a turn


def test_a_message_is_thought_of_in_rasa_and_its_reply_committed_for_the_bot(world: World) -> None:
    assert world.send() == ("三週間です",)
    assert world.rasa.turns == [(C1, "text:いつ届きますか", 3)]
    assert world.mind.steps == [
        "status", "despair", "enquiry", "worded", "outcome:text:いつ届きますか", "masking", "notice",
    ]  # fmt: skip
    assert (world.chats.expected, world.became) == ([Owner.BOT], ["replied"])


def test_a_reply_comes_with_the_conversation_as_it_stands_after_it(world: World) -> None:
    talk, _ = world.receive(text=RawText("いつですか"))
    assert (talk.id, talk.state_version) == (C1, 4)


@pytest.mark.parametrize(("own", "asked"), [("status", 1), ("despair", 2), ("enquiry", 3)])
def test_what_the_desk_answers_itself_rasa_never_sees(world: World, own: str, asked: int) -> None:
    world.mind.own = {name: saying(name) for name in ("status", "despair", "enquiry")[asked - 1 :]}
    assert world.send() == (own,)
    assert world.mind.steps == ["status", "despair", "enquiry"][:asked]
    assert world.rasa.turns == [] and world.rasa.held == []


@pytest.mark.parametrize(
    ("text", "locale"),
    [("When will it arrive?", "en"), ("いつ届きますか", "ja"), (None, "ja"), ("123", "ja")],
)
def test_a_message_is_answered_in_its_language_else_in_the_conversations(
    world: World, text: str | None, locale: str
) -> None:
    world.send(typed(text, choice=None if text else "yes"))
    assert set(world.mind.locales) == {locale}


def test_a_button_that_was_pressed_or_typed_is_what_rasa_hears(world: World) -> None:
    world.send(typed(None, choice="yes"))
    assert "worded" not in world.mind.steps, "it was pressed"
    world.mind.worded = "no"
    world.send(typed("いいえ"), "2")
    assert [text for _, text, _ in world.rasa.turns] == ["/yes", "/no"]


def test_a_button_that_means_nothing_any_more_is_answered_with_words(world: World) -> None:
    world.mind.gone = {"yes"}
    assert world.send(typed(None, choice="yes")) == ("そのボタンは使えません",)
    assert world.rasa.turns == []


# ---------------------------------------------------------------------- what Rasa is said to hold


def test_after_its_reply_is_kept_rasa_is_said_to_hold_the_next_version(world: World) -> None:
    world.send()
    assert world.rasa.held == [(C1, 4)]


@pytest.mark.parametrize(
    "outcome",
    [
        saying("x", state_version=None, dialogue_state={"slots": {}, "active_loop": None}),
        saying("x", state_version=3, dialogue_state=None),
        saying("x", state_version=3, dialogue_state={"slots": {}, "active_loop": None}, failed=True),
    ],
)
def test_of_a_reply_without_rasas_state_or_one_that_failed_rasa_holds_nothing(
    world: World, outcome: TurnOutcome
) -> None:
    world.mind.result = outcome
    world.send()
    assert world.rasa.held == []


def test_a_reply_that_was_not_kept_leaves_rasa_with_an_old_version(world: World) -> None:
    world.chats.troubles.append(OwnerChanged())
    assert world.send() == ()
    assert (world.rasa.held, world.became) == ([], ["overtaken"])


# ---------------------------------------------------------------------- staff has it


@pytest.mark.parametrize("owner", [one for one in Owner if one is not Owner.BOT])
def test_while_people_have_the_conversation_the_bot_thinks_nothing_and_says_nothing(
    world: World, owner: Owner
) -> None:
    world.chats.owner = owner
    assert world.send() == ()
    assert (world.mind.steps, world.rasa.turns) == ([], [])
    assert (world.chats.expected, world.became) == ([owner], ["overtaken"])


# ---------------------------------------------------------------------- thought again


@pytest.mark.parametrize("trouble", [StateChanged(), MOVED])
def test_a_turn_that_was_overtaken_is_thought_again_on_what_is_there_now(
    world: World, trouble: Exception
) -> None:
    world.chats.troubles.append(trouble)
    assert world.send() == ("三週間です",)
    assert len(world.rasa.turns) == 2 and world.became == ["again", "replied"]


def test_a_turn_is_thought_three_times_and_then_given_up(world: World) -> None:
    assert MAX_ATTEMPTS == 3
    world.chats.troubles.extend([MOVED] * 2)
    assert world.send() == ("三週間です",)
    world.chats.troubles.extend([MOVED] * 4)
    with pytest.raises(StateChanged):
        world.send(client_id="2")
    assert len(world.rasa.turns) == 6 and len(world.chats.troubles) == 1


# ---------------------------------------------------------------------- what fails


def test_where_rasa_does_not_answer_the_customer_is_told_and_the_log_says_so(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.rasa.trouble = RasaUnavailable("timeout")
    assert world.send() == ("申し訳ありません",)
    assert (world.became, world.rasa.held) == (["apologised"], [])
    assert "Rasa did not answer a turn (timeout)" in caplog.text
    assert world.mind.steps[-1] == "notice", "an announced leak is told of all the same"


def test_a_mistake_of_ours_is_an_apology_and_the_log_has_its_kind_and_not_the_customers_words(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.rasa.trouble = KeyError("窓口花子")
    with caplog.at_level(logging.INFO):
        assert world.send() == ("申し訳ありません",)
    assert world.became == ["apologised"]
    assert "A turn failed (KeyError)" in caplog.text and "窓口花子" not in caplog.text
    with caplog.at_level(logging.DEBUG):
        world.send(client_id="2")
    assert "窓口花子" in caplog.text, "who looks for the mistake at home sees where it is"


def test_what_was_erased_while_it_was_thought_of_is_a_closed_conversation(world: World) -> None:
    world.chats.gone = True
    with pytest.raises(ConversationClosed):
        world.send()
    assert world.became == ["failed"]


# ---------------------------------------------------------------------- repeats, and choices


def test_a_repeat_gets_the_reply_that_was_kept_and_nothing_is_thought(world: World) -> None:
    assert world.send() == world.send() == ("三週間です",)
    assert len(world.rasa.turns) == 1


def test_what_was_answered_while_a_repeat_waited_is_not_answered_twice(world: World) -> None:
    async def both() -> Any:
        world.rasa.paused = asyncio.Event()
        first = asyncio.create_task(world.sent())
        await world.rasa.began.wait()
        again = asyncio.create_task(world.sent())
        await asyncio.sleep(0)
        world.rasa.paused.set()
        return await asyncio.gather(first, again)

    assert run(both()) == [("三週間です",)] * 2
    assert len(world.rasa.turns) == 1


def test_messages_of_a_conversation_wait_for_each_other_and_for_no_other_conversation(world: World) -> None:
    async def three() -> list[Any]:
        world.rasa.paused = asyncio.Event()
        tasks = [asyncio.create_task(world.sent(client_id=name)) for name in ("1", "2")]
        tasks.append(asyncio.create_task(world.sent(to=C2)))
        await world.rasa.began.wait()
        for _ in range(9):
            await asyncio.sleep(0)
        begun = [chat for chat, *_ in world.rasa.turns]
        world.rasa.paused.set()
        await asyncio.gather(*tasks)
        return begun

    assert run(three()) == [C1, C2]
    assert [(chat, version) for chat, _, version in world.rasa.turns] == [(C1, 3), (C2, 7), (C1, 4)]


def test_a_choice_that_means_nothing_is_refused_with_what_is_allowed_and_nothing_is_accepted(
    world: World,
) -> None:
    world.mind.gone = {"maybe"}
    with pytest.raises(ChoiceNotAllowed, match="yes, no"):
        world.receive(choice="maybe")
    assert world.chats.inbound == {}
    world.receive(choice="yes")
    assert list(world.chats.inbound) == [f"{C1}/1"]


def test_a_repeat_of_a_choice_is_taken_though_it_means_nothing_any_more(world: World) -> None:
    world.receive(choice="yes")
    world.mind.gone = {"yes"}
    assert world.receive(choice="yes")[1] == ("三週間です",)


# ---------------------------------------------------------------------- what was destroyed, and after a crash


def test_rasa_forgets_each_conversation_that_was_destroyed(world: World) -> None:
    world.to_wipe = [C1, C2]
    assert run(world.it.wipe_trackers()) == 2
    assert (world.rasa.erased, world.wiped) == ([C1, C2], [C1, C2])


def test_what_rasa_does_not_forget_now_stays_queued(world: World, caplog: pytest.LogCaptureFixture) -> None:
    world.to_wipe, world.rasa.trouble = [C1, C2], RasaUnavailable("down")
    assert run(world.it.wipe_trackers()) == 0
    assert world.wiped == [] and caplog.text.count("Rasa did not empty a tracker (down)") == 1


def test_a_turn_that_runs_ends_before_rasa_forgets_it(world: World) -> None:
    async def both() -> list[str]:
        world.rasa.paused = asyncio.Event()
        turn = asyncio.create_task(world.sent())
        await world.rasa.began.wait()
        world.to_wipe = [C1]
        wipe = asyncio.create_task(world.it.wipe_trackers())
        for _ in range(9):
            await asyncio.sleep(0)
        before = list(world.rasa.erased)
        world.rasa.paused.set()
        await asyncio.gather(turn, wipe)
        return before

    assert run(both()) == []
    assert world.rasa.erased == [C1]


def test_what_was_accepted_before_a_crash_is_answered_in_its_order(world: World) -> None:
    world.waits("c1/1", "c2/1", "c1/2")
    assert run(world.it.recover()) == 3
    assert [text for chat, text, _ in world.rasa.turns if chat == C1] == ["text:c1/1", "text:c1/2"]
    assert None not in world.chats.inbound.values()


def test_one_that_cannot_be_answered_stays_accepted_and_keeps_no_other_back(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.waits("c1/1", "c1/2", "c2/1")
    world.chats.troubles.append(KeyError("窓口花子"))
    assert run(world.it.recover()) == 2
    assert [key for key, reply in world.chats.inbound.items() if reply is None] == ["c1/1"]
    assert "could not be answered (KeyError)" in caplog.text and "窓口花子" not in caplog.text
    world.chats.troubles.append(KeyError("窓口花子"))
    with caplog.at_level(logging.DEBUG):
        run(world.it.recover())
    assert "窓口花子" in caplog.text


def test_what_was_erased_meanwhile_waits_for_nobody_and_is_no_mistake(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.waits("c1/1", "c2/1")
    world.chats.troubles.append(InboundNotFound())
    assert run(world.it.recover()) == 1
    assert caplog.text == ""
