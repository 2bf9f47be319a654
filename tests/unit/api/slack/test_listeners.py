"""What Slack is answered at once: in the three seconds that it waits, and to the one user alone."""

import logging
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any, cast

import pytest
from slack_bolt.error import BoltUnhandledRequestError

from api.slack.bolt import _failed, _Listeners
from desk.channels.adapter import NotSent
from desk.slack.handoff import CLAIM, CLOSE, CONSOLE, CORRECT, GIVE_BACK, REPLY
from tests.unit.api.asking_for import done

BODY = {"trigger_id": "T", "response_url": "https://hooks"}


class World:
    """The listeners over an intake that says what it is told to; what Slack is sent is written down."""

    def __init__(self, said: object = None) -> None:
        self.said, self.asked = said, list[tuple[Any, ...]]()
        self.acked: list[dict[str, Any]] = []
        self.opened: list[dict[str, Any]] = []
        self.whispered: list[str] = []
        self.broken: NotSent | None = None
        parts = SimpleNamespace(
            api=SimpleNamespace(call=self._call), words=lambda key: key,
            desk=SimpleNamespace(database=SimpleNamespace(write=self._write)),
            threads=SimpleNamespace(respond=lambda tx, trigger, url, answer: self.whispered.append(answer["text"])),
        )  # fmt: skip
        self.listeners = _Listeners(cast("Any", parts))
        intake: Any = SimpleNamespace(
            command=self._say, message_looked_up=self._say, message_sent=self._say, reply_modal=self._say,
            submitted=self._say, handoff_button=self._say, answer_button=self._say, message=self._say,
        )  # fmt: skip
        self.listeners._intake = cast("Any", intake)

    @contextmanager
    def _write(self) -> Any:
        yield None

    def _say(self, *given: Any, **more: Any) -> Any:
        self.asked.append((*given[1:], more))
        return self.said

    async def _call(self, method: str, given: dict[str, Any]) -> None:
        assert method == "views.open"
        if self.broken is not None:
            raise self.broken
        self.opened.append(given)

    async def ack(self, **given: Any) -> None:
        self.acked.append(given)

    def does(self, name: str) -> None:
        done(getattr(self.listeners, name)(self.ack, BODY))


def test_a_command_is_answered_to_its_user_alone_and_cannot_call_a_channel() -> None:
    world = World("<!channel> & more")
    world.does("_command")
    assert world.acked == [{"text": "&lt;!channel&gt; &amp; more", "response_type": "ephemeral"}]
    world = World()
    world.does("_command")
    assert world.acked == [{}]


@pytest.mark.parametrize("name", ["_look_up", "_send"])
def test_who_is_refused_by_a_shortcut_is_told_and_who_is_not_hears_nothing(name: str) -> None:
    refused, taken = World("not_linked"), World()
    refused.does(name)
    taken.does(name)
    assert (refused.whispered, taken.whispered) == (["not_linked"], [])
    assert refused.acked == taken.acked == [{}]


@pytest.mark.parametrize(("name", "correcting"), [("_reply", False), ("_correct", True)])
def test_a_window_opens_for_whoever_may_speak_and_the_others_are_told_why(
    name: str, correcting: bool
) -> None:
    world = World({"type": "modal"})
    world.does(name)
    assert world.opened == [{"trigger_id": "T", "view": {"type": "modal"}}] and not world.whispered
    assert world.asked == [({"correcting": correcting},)]
    refused = World("taken")
    refused.does(name)
    assert (refused.opened, refused.whispered) == ([], ["taken"])


def test_a_window_that_does_not_open_is_said_to_the_one_who_pressed() -> None:
    world = World({"type": "modal"})
    world.broken = NotSent("late")
    world.does("_reply")
    assert world.whispered == ["button_failed"]


def test_what_a_submitted_window_is_answered_goes_back_as_it_is() -> None:
    world = World({"response_action": "errors"})
    world.does("_submitted")
    assert world.acked == [{"response_action": "errors"}]


def test_the_buttons_beneath_an_answer_look_up_again_or_share() -> None:
    world = World()
    world.does("_look_up_again")
    world.does("_share")
    assert [asked[0] for asked in world.asked] == ["look_up", "share"] and world.acked == [{}, {}]


def test_every_button_of_a_handoff_has_somebody_who_listens() -> None:
    heard: list[object] = []

    class App:
        def __getattr__(self, _: str) -> Any:
            return lambda what: lambda _: heard.append(what)

    World().listeners.listen(cast("Any", App()))
    assert {CLAIM, GIVE_BACK, CLOSE, REPLY, CORRECT, CONSOLE} <= {
        one for one in heard if isinstance(one, str)
    }


def test_what_is_of_no_use_here_is_taken_and_a_failure_is_not_and_says_nothing_of_its_words(
    caplog: pytest.LogCaptureFixture,
) -> None:
    useless = BoltUnhandledRequestError(request=None, current_response=None)
    assert done(_failed(useless)).status == 200
    with caplog.at_level(logging.ERROR):
        assert done(_failed(ValueError("電話は090-1234-5678"))).status == 500
    assert "ValueError" in caplog.text and "090" not in caplog.text
