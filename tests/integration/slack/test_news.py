"""Reminders of due dates and the daily digest."""

from datetime import UTC, datetime
from typing import Any

import pytest

from desk.bootstrap import Desk
from desk.jobs import later
from desk.model import StaffMember
from desk.slack.news import DIGEST
from knowledge.archive import PolicyArchive
from tests.integration.desk.support import RIGHT, Clock, announce, form_token, opened, spec
from tests.integration.slack.fake_slack import text_of
from tests.integration.slack.support import CHANNEL, OTHER_CHANNEL, Play, SlackWorld, run


def requested(world: SlackWorld) -> str:
    """A request under the GDPR at OCS: its answer is due a month later."""
    token = form_token(world.desk, opened(world.desk), spec())
    return world.desk.forms.submit(token, RIGHT, announce).receipt


def remind(world: SlackWorld) -> None:
    with world.desk.database.read() as conn:
        due = [job for job in later.waiting(conn, world.clock.now) if job.kind == "reminder"]
    for job in due:
        with world.desk.database.write() as tx:
            world.desk.agenda.remind(tx, job)
            later.settle(tx, job)


def test_a_reminder_is_posted_once(play: Play) -> None:
    async def scenario(world: SlackWorld) -> None:
        receipt = requested(world)
        world.forward(days=30)
        remind(world)
        assert world.slack.news.post_reminders() == 1
        assert world.slack.news.post_reminders() == 0
        await world.settle()
        (message,) = world.fake.heads(OTHER_CHANNEL)
        assert receipt in text_of(message)
        assert "法令の期日" in text_of(message)
        for value in RIGHT.values():
            assert value not in world.fake.everything()
        world.forward(days=40)
        assert world.slack.news.post_reminders() == 0

    play(scenario)


@pytest.mark.parametrize(("lang", "said"), [("ja", "書類についてのご質問"), ("en", "A customer asks")])
def test_a_question_about_papers_is_posted_again_where_another_comes(
    desk: Desk,
    archive: PolicyArchive,
    clock: Clock,
    staff: StaffMember,
    lang: Any,
    said: str,
) -> None:
    async def scenario(world: SlackWorld) -> None:
        world.start(slack_locale=lang)
        world.clock.now = datetime(2026, 11, 28, 3, tzinfo=UTC)  # Saturday
        token = form_token(desk, opened(desk), spec())
        result = desk.forms.submit(token, RIGHT, announce)
        for number in (1, 2):
            assert desk.status_page.ask(desk.status_page.enter(result.receipt, result.access_code))
            assert world.slack.news.post_reminders() == 1
            assert world.slack.news.post_reminders() == 0
            await world.settle()
            shown = [text_of(one) for one in world.fake.heads(OTHER_CHANNEL)]
            assert len(shown) == number
            assert said in shown[-1]
            assert result.receipt in shown[-1]
            desk.agenda.acknowledge(desk.agenda.reminders()[0].id, staff)
            world.forward(days=1)
        assert not [value for value in RIGHT.values() if value in world.fake.everything()]

    run(scenario, desk, archive, clock)


def test_where_there_is_no_reminder_nothing_is_written(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is looked for whenever anything changes for staff: a writer each time would queue with those who have work."""

    async def scenario(world: SlackWorld) -> None:
        requested(world)
        written: list[str] = []
        write = world.desk.database.write

        def noted(*given: Any, **named: Any) -> Any:
            written.append("a transaction")
            return write(*given, **named)

        monkeypatch.setattr(world.desk.database, "write", noted)
        assert world.slack.news.post_reminders() == 0
        assert written == []
        world.forward(days=30)
        remind(world)
        written.clear()
        assert world.slack.news.post_reminders() == 1
        assert written == ["a transaction"]

    play(scenario)


def test_a_digest_comes_once_each_business_day(play: Play) -> None:
    async def scenario(world: SlackWorld) -> None:
        world.clock.now = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)  # Friday, 10:00 in Japan
        receipt = requested(world)
        conversation = await world.handed_over("ocs")
        world.slack.news.schedule()
        world.slack.news.schedule()
        await world.settle()
        assert not [one for one in world.fake.heads(OTHER_CHANNEL) if "まとめ" in text_of(one)]
        for hours in range(0, 24 * 5, 6):  # Monday the 23rd is a holiday: the next one comes on Tuesday
            world.forward(hours=6)
            await world.settle()
            world.desk.conversations.get(conversation.id)  # it lives: retention has not taken it
            digests = [one for one in world.fake.heads(OTHER_CHANNEL) if "まとめ" in text_of(one)]
            assert len(digests) == (0 if hours < 24 * 4 - 6 else 1 if hours < 24 * 5 - 6 else 2)
        shown = text_of(digests[0])
        assert "2026年11月24日" in shown
        assert "1件（最長" in shown
        assert receipt not in shown  # due in a month
        world.forward(days=25)
        with world.desk.database.read() as conn:
            coming = later.of_kinds(conn, (DIGEST,))
        assert sorted(job.payload["company"] for job in coming) == ["ocs", "oni"]

    play(scenario)


def test_a_digest_of_a_day_that_is_over_is_left_out(play: Play) -> None:
    async def scenario(world: SlackWorld) -> None:
        world.slack.news.schedule()
        world.forward(days=10)
        await world.settle()
        assert [one for one in world.fake.heads(CHANNEL) if "まとめ" in text_of(one)] == []
        with world.desk.database.read() as conn:
            coming = [job.at for job in later.of_kinds(conn, (DIGEST,))]
        assert all(at > world.clock.now for at in coming)

    play(scenario)


def test_what_is_late_and_soon_is_named_with_a_bound(play: Play) -> None:
    async def scenario(world: SlackWorld) -> None:
        receipts = [requested(world) for _ in range(12)]
        world.slack.news.schedule()
        world.forward(days=28)
        world.slack.news.schedule()
        await world.settle()
        world.forward(days=3)
        await world.settle()
        digests = [text_of(one) for one in world.fake.heads(OTHER_CHANNEL) if "まとめ" in text_of(one)]
        assert digests
        assert sum(receipt in digests[-1] for receipt in receipts) == 10
        assert "ほか2件" in digests[-1]

    play(scenario)


def test_the_digest_of_the_last_day_says_that_a_date_is_near_and_not_that_it_is_late(play: Play) -> None:
    async def scenario(world: SlackWorld) -> None:
        world.clock.now = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
        receipt = requested(world)  # due on Thursday, 24 December
        world.slack.news.schedule()
        world.forward(days=29)
        world.slack.news.schedule()
        await world.settle()
        near, late = "7日以内に期日が来る請求", "期日を過ぎた請求"
        for said, unsaid in ((near, late), (late, near)):
            world.forward(days=1)
            await world.settle()
            shown = [text_of(one) for one in world.fake.heads(OTHER_CHANNEL) if "まとめ" in text_of(one)][-1]
            assert receipt in shown
            assert f"{said} 1件" in shown
            assert f"{unsaid} 0件" in shown

    play(scenario)
