"""Slack's reminders and digests go on after an error, and the desk's end is not disturbed by one."""

import asyncio
import logging
from types import SimpleNamespace
from typing import Any, cast

import pytest

from api.background import end
from api.slack import building
from api.slack.building import Slack
from desk.notify import STAFF, Notifier


class News:
    """Fails as often as it is told, then works."""

    def __init__(self, schedule_fails: int = 0, post_fails: int = 0) -> None:
        self.fails = {"schedule": schedule_fails, "post": post_fails}
        self.done: list[str] = []

    def schedule(self) -> None:
        self._do("schedule")

    def post_reminders(self) -> int:
        self._do("post")
        return 1

    def _do(self, what: str) -> None:
        if self.fails[what]:
            self.fails[what] -= 1
            raise OSError("secret words: the database is gone")
        self.done.append(what)


async def follow(news: News, until: list[str], changes: int = 0) -> None:
    """Follow until this was done; something changes for staff so often meanwhile."""
    notifier, nothing = Notifier(), cast(Any, None)
    slack = Slack(
        nothing, nothing, nothing, cast(Any, news), {}, cast(Any, SimpleNamespace(notifier=notifier))
    )
    following = asyncio.create_task(slack.follow())
    async with asyncio.timeout(30):
        while news.done != until:
            assert not following.done(), following
            if changes and len(news.done) == len(until) - changes:
                notifier.publish([STAFF])
                changes -= 1
            await asyncio.sleep(0)
    following.cancel()
    with pytest.raises(asyncio.CancelledError):
        await following


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "AGAIN_SECONDS", 0.0)


def test_a_database_that_fails_at_the_start_ends_neither_digests_nor_reminders(
    caplog: pytest.LogCaptureFixture,
) -> None:
    asyncio.run(follow(News(schedule_fails=2), ["schedule", "post"]))
    assert caplog.text.count("Digests could not be scheduled (OSError)") == 2
    assert "secret words" not in caplog.text


def test_reminders_that_could_not_be_posted_are_tried_again_without_another_change() -> None:
    asyncio.run(follow(News(post_fails=3), ["schedule", "post"]))


def test_digests_are_scheduled_once_and_reminders_posted_at_each_change() -> None:
    asyncio.run(follow(News(), ["schedule", "post", "post", "post"], changes=2))


def test_what_failed_in_the_background_does_not_stop_the_desks_closing(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def scenario() -> list[bool]:
        async def fails() -> None:
            raise OSError("secret words")

        async def goes_on() -> None:
            await asyncio.Event().wait()

        tasks = [asyncio.create_task(fails()), asyncio.create_task(goes_on())]
        await asyncio.sleep(0)
        await end(tasks)
        return [one.done() for one in tasks]

    with caplog.at_level(logging.ERROR):
        assert asyncio.run(scenario()) == [True, True]
    assert "OSError" in caplog.text
    assert "secret words" not in caplog.text
