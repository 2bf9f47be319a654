"""Two processes serve one PostgreSQL database: each event is answered once, whichever of them gets it, and whichever of
them is killed."""

import os
import shutil
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from evaluation.fake_line import FakeLine, serving
from tests.integration.channels.test_killed import process
from tests.waiting import until

pytestmark = [pytest.mark.database("postgresql"), pytest.mark.timeout(1500)]


def post(url: str, webhook: tuple[bytes, dict[str, str]]) -> dict[str, int]:
    body, headers = webhook
    answer = httpx.post(url, content=body, headers=headers, trust_env=False, timeout=120)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def test_each_event_is_answered_once_by_one_of_them(new_desk: Path, tmp_path: Path) -> None:
    shutil.copytree(new_desk, tmp_path, dirs_exist_ok=True)
    users = [f"U{number:032x}" for number in range(12)]
    with serving(FakeLine()) as line:
        webhooks = [line.webhook(line.text("開示の手続きを教えてください", user)) for user in users]
        first_one, second_one = process(tmp_path, line, "go", "one"), process(tmp_path, line, "go", "two")
        with ThreadPoolExecutor(8) as pool, first_one as (first, one), second_one as (_, two):
            # The platform delivers each to both, at once.
            both = [(url, webhook) for webhook in webhooks[:6] for url in (one, two)]
            taken = list(pool.map(lambda given: post(*given), both))
            assert sum(answer["taken"] for answer in taken) == 6
            assert sum(answer["known"] for answer in taken) == 6
            until(lambda: sum(len(line.texts(user)) for user in users) >= 3, "some answers")
            for webhook in webhooks[6:]:
                post(one, webhook)
            os.kill(first.pid, signal.SIGKILL)  # in the midst of whatever it does
            first.wait(20)
            with process(tmp_path, line, "go", "one"):  # started again, it goes on with what it held
                until(lambda: all(len(line.texts(user)) >= 2 for user in users), "the answers")
                time.sleep(5.0)  # what would be said twice has had its time
        for user in users:
            texts = line.texts(user)
            assert len(texts) == len(set(texts)) == 2, texts  # greeting and answer
