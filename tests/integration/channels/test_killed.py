"""A real process is killed (SIGKILL) between acknowledging and answering: nothing is lost, nothing is said twice."""

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

from evaluation.fake_line import FakeLine, Misstep, serving
from evaluation.stack import free_port
from tests.waiting import until

ROOT = Path(__file__).resolve().parents[3]


@contextmanager
def process(
    folder: Path, line: FakeLine, mode: str, replica: str = "local"
) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "tests.integration.channels.child",
        str(folder),
        str(port),
        line.url,
        mode,
    ]
    with (folder / f"{mode}.log").open("ab") as out:
        named = {**os.environ, "MADOGUCHI_REPLICA": replica}
        child = subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=subprocess.STDOUT, env=named)
    url = f"http://127.0.0.1:{port}/channels/line/oni"

    def answers() -> bool:
        assert child.poll() is None, (folder / f"{mode}.log").read_text(encoding="utf-8")[-3000:]
        try:
            return httpx.post(url, content=b"", trust_env=False, timeout=60).status_code == 401
        except httpx.TransportError:
            return False

    try:
        until(answers, "the child")
        yield child, url
    finally:
        if child.poll() is None:
            os.kill(child.pid, signal.SIGKILL)
        child.wait(20)


@pytest.mark.timeout(1500)
def test_what_was_acknowledged_is_answered_once_however_often_the_process_is_killed(
    new_desk: Path, tmp_path: Path
) -> None:
    """One customer's event a life: the process dies before it works on it, while the bot thinks, before anything is
    sent, and when the reply has reached the phone but not been recorded. The last process lives."""
    shutil.copytree(new_desk, tmp_path, dirs_exist_ok=True)
    reached = tmp_path / "reached"
    users = [f"U{number:032x}" for number in range(1, 6)]
    with serving(FakeLine()) as line:
        webhooks = [line.webhook(line.text("開示の手続きを教えてください", user)) for user in users]

        def post(url: str, number: int) -> object:
            body, headers = webhooks[number]
            answer = httpx.post(url, content=body, headers=headers, trust_env=False, timeout=60)
            assert answer.status_code == 200
            return answer.json()

        for number, mode in enumerate(("idle", "turn", "send")):
            reached.unlink(missing_ok=True)
            with process(tmp_path, line, mode) as (child, url):
                assert post(url, number) == {"taken": 1, "known": 0}
                if mode != "idle":
                    until(reached.exists, mode)
                os.kill(child.pid, signal.SIGKILL)
            assert (
                max(map(len, map(line.texts, users))) <= 1
            )  # a greeting may have gone ahead of a slow answer
        before = len(line.sent)
        line.missteps = [Misstep(200, done=True, seconds=3600.0)]
        with process(tmp_path, line, "go") as (child, url):
            assert post(url, 3) == {"taken": 1, "known": 0}
            until(lambda: len(line.sent) > before, "a reply or push that is on its way")
            os.kill(child.pid, signal.SIGKILL)
        line.missteps = []
        with process(tmp_path, line, "go") as (_, url):
            assert post(url, 4) == {"taken": 1, "known": 0}
            for number in range(5):  # LINE redelivers all of them
                assert post(url, number) == {"taken": 0, "known": 1}
            until(lambda: all(len(line.texts(user)) >= 2 for user in users), "the answers")
            time.sleep(5.0)  # what would be said twice has had its time
        for user in users:
            texts = line.texts(user)
            assert len(texts) == len(set(texts)) == 2, texts  # greeting and answer
