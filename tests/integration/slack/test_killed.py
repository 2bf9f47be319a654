"""A real process is killed (SIGKILL) between acknowledging what was done in Slack and doing it, between the work and
its record, and between Slack's yes and its record: nothing is lost, nothing happens twice."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from desk.bootstrap import build
from desk.ids import ConversationId
from desk.slack.threads import SLACK
from evaluation.fake_slack import FakeSlack, SlackStaff, serving
from evaluation.stack import free_port
from tests.integration.channels.test_killed import ROOT
from tests.integration.desk.conftest import new_desk  # noqa: F401
from tests.integration.desk.support import settings_for, words
from tests.waiting import until

FIRST, SECOND = "本人確認の書類は一点で結構です", "ほかにご不明な点はありますか"


@contextmanager
def process(
    folder: Path, slack: FakeSlack, mode: str
) -> Iterator[tuple[subprocess.Popen[bytes], SlackStaff]]:
    port = free_port()
    command = [sys.executable, "-m", "tests.integration.slack.child", str(folder), str(port), mode]
    with (folder / f"{mode}.log").open("ab") as out:
        child = subprocess.Popen(
            command, cwd=ROOT, stdout=out, stderr=subprocess.STDOUT, env={**os.environ, **slack.settings()}
        )
    url = f"http://127.0.0.1:{port}"

    def answers() -> bool:
        assert child.poll() is None, (folder / f"{mode}.log").read_text(encoding="utf-8")[-3000:]
        try:
            return httpx.post(f"{url}/channels/slack", trust_env=False, timeout=60).status_code == 401
        except httpx.TransportError:
            return False

    try:
        until(answers, "the child")
        yield child, SlackStaff(slack, url)
    finally:
        kill(child)


def kill(child: subprocess.Popen[bytes]) -> None:
    if child.poll() is None:
        os.kill(child.pid, signal.SIGKILL)
    child.wait(20)


@pytest.mark.timeout(2500)
def test_killed_again_and_again_whatever_was_pressed_happens_once(
    new_desk: Path,  # noqa: F811
    tmp_path: Path,
) -> None:
    shutil.copytree(new_desk, tmp_path, dirs_exist_ok=True)
    reached = tmp_path / "reached"
    with serving(FakeSlack(("oni",))) as slack:
        slack.swallow = 1  # the head arrives, and Slack never says so
        with process(tmp_path, slack, "open") as (child, _):
            until(lambda: slack.posts, "a post that is on its way")
            kill(child)
        slack.swallow = 0
        conversation = ConversationId((tmp_path / "conversation").read_text())
        with process(tmp_path, slack, "idle") as (child, staff):
            head = staff.find("oni", conversation)
            staff.press(head, "handoff_claim")
            kill(child)
        with process(tmp_path, slack, "go") as (child, staff):
            until(lambda: "対応中" in str(head["blocks"]), "the claim to show")
            staff.reply(head, FIRST)
            kill(child)  # perhaps before the work, perhaps in it, perhaps after it
        with process(tmp_path, slack, "idle") as (child, staff):
            staff.reply(head, SECOND)
            kill(child)
        with process(tmp_path, slack, "done") as (child, _):
            until(reached.exists, "work whose record is missing")
            kill(child)
        with process(tmp_path, slack, "go") as (_, staff):
            for fields in list(slack.requests):  # Slack sends everything again
                staff.again(fields)
            until(
                lambda: slack.times(head, FIRST) and slack.times(head, SECOND), "both replies in the thread"
            )
            time.sleep(5.0)  # what would happen twice has had its time
        assert (slack.times(head, FIRST), slack.times(head, SECOND)) == (1, 1)
        heads = [one for one in slack.posts if "thread_ts" not in one]
        assert len(heads) == 1
        assert slack.told == []  # nobody is told that it failed, or that somebody else has it
    desk = build(settings_for(tmp_path), render=words)
    try:
        said = [one.text for one in desk.conversations.messages(conversation) if one.sender == "staff"]
        assert said == [FIRST, SECOND]
        assert desk.channels.backlog().events == 0
        assert [one for one in desk.channels.undelivered() if one.channel == SLACK] == []
    finally:
        desk.dispose()
