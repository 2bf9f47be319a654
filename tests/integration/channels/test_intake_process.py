"""The process that takes webhooks in, beside the app and without it: real processes, killed (SIGKILL)."""

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

from api.pace import FIRST
from evaluation.fake_line import FakeLine, serving
from evaluation.line import settings_for as line_settings
from evaluation.stack import free_port
from tests.integration.api.gateway_world import POLICIES
from tests.integration.channels.test_killed import ROOT, process
from tests.integration.desk.support import settings_for
from tests.waiting import until

pytestmark = pytest.mark.timeout(1500)
QUESTION = "開示の手続きを教えてください"


@contextmanager
def intake(folder: Path, line: FakeLine) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """The process on the database of `folder`, and its webhook's address."""
    port, own = free_port(), settings_for(folder)
    given = {
        "MADOGUCHI_DATABASE_URL": own.database_url,
        "MADOGUCHI_SECRET_KEY_FILE": str(own.secret_key_file),
        "MADOGUCHI_VAR_DIR": str(folder),
        "MADOGUCHI_POLICIES_DIR": str(folder / "policies"),
        **line_settings(folder / "channels", line, ["oni"]),
    }
    command = [
        sys.executable,
        "-m",
        "uvicorn",
        "api.intake:app",
        "--port",
        str(port),
        "--log-level",
        "warning",
    ]
    with (folder / "intake.log").open("ab") as out:
        child = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **given}, stdout=out, stderr=subprocess.STDOUT
        )
    url = f"http://127.0.0.1:{port}"

    def answers() -> bool:
        assert child.poll() is None, (folder / "intake.log").read_text(encoding="utf-8")[-3000:]
        try:
            return httpx.get(f"{url}/readyz", trust_env=False, timeout=60).status_code == 200
        except httpx.TransportError:
            return False

    try:
        until(answers, "the process for webhooks")
        yield child, f"{url}/channels/line/oni"
    finally:
        if child.poll() is None:
            os.kill(child.pid, signal.SIGKILL)
        child.wait(20)


def post(url: str, webhook: tuple[bytes, dict[str, str]]) -> dict[str, int]:
    body, headers = webhook
    answer = httpx.post(url, content=body, headers=headers, trust_env=False, timeout=120)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def test_what_the_intake_process_acknowledged_is_answered_once_whoever_is_killed(
    new_desk: Path, tmp_path: Path
) -> None:
    """It acknowledges while there is no app, dies at once, and the app answers when it comes; it acknowledges while
    the app thinks, and the app dies. Everything is delivered again to both of them at the end."""
    shutil.copytree(new_desk, tmp_path, dirs_exist_ok=True)
    shutil.copytree(POLICIES / "oni", tmp_path / "policies" / "oni")
    users = [f"U{number:032x}" for number in range(1, 5)]
    with serving(FakeLine()) as line:
        webhooks = [line.webhook(line.text(QUESTION, user)) for user in users]
        with intake(tmp_path, line) as (taking, url):
            assert post(url, webhooks[0]) == {"taken": 1, "known": 0}
            os.kill(taking.pid, signal.SIGKILL)
        with intake(tmp_path, line) as (_, url):
            assert post(url, webhooks[0]) == {"taken": 0, "known": 1}
            with process(tmp_path, line, "turn") as (app, _):
                assert post(url, webhooks[1]) == {"taken": 1, "known": 0}
                until((tmp_path / "reached").exists, "the app to think")
                os.kill(app.pid, signal.SIGKILL)
            assert post(url, webhooks[2]) == {"taken": 1, "known": 0}  # there is no app now
            with process(tmp_path, line, "go") as (_, app_url):
                assert post(app_url, webhooks[3]) == {"taken": 1, "known": 0}
                for address in (url, app_url):
                    assert all(post(address, one) == {"taken": 0, "known": 1} for one in webhooks)
                until(lambda: all(len(line.texts(user)) >= 2 for user in users), "the answers")
                time.sleep(5.0)  # what would be said twice has had its time
        for user in users:
            texts = line.texts(user)
            assert len(texts) == len(set(texts)) == 2, texts  # greeting and answer


def goes_first(pid: int) -> None:
    """Every thread of it, where this machine allows it."""
    threads = [int(one.name) for one in Path(f"/proc/{pid}/task").iterdir()]
    try:
        os.setpriority(os.PRIO_PROCESS, threads[0], FIRST)
    except OSError:
        return
    # Those that libraries begin while they are imported are not in a hurry.
    assert sum(os.getpriority(os.PRIO_PROCESS, one) == FIRST for one in threads) > 1


def test_the_intake_process_refuses_what_the_app_refuses(new_desk: Path, tmp_path: Path) -> None:
    shutil.copytree(new_desk, tmp_path, dirs_exist_ok=True)
    shutil.copytree(POLICIES / "oni", tmp_path / "policies" / "oni")
    with serving(FakeLine()) as line, intake(tmp_path, line) as (taking, url):
        goes_first(taking.pid)
        body, headers = line.webhook(line.text("秘密の言葉"))
        huge, odd = b" " * (2 * 1024 * 1024), "秘密ではない".encode()
        for address, content, given, status in (
            (url, body, {"x-line-signature": "AAAA"}, 401),
            (url, huge, {"x-line-signature": line.sign(huge)}, 413),
            (url, odd, {"x-line-signature": line.sign(odd)}, 400),
            (url.replace("/oni", "/ocs"), body, headers, 404),
            (url.replace("/line/oni", "/slack"), body, headers, 404),
        ):
            answer = httpx.post(address, content=content, headers=given, trust_env=False, timeout=60)
            assert answer.status_code == status
            assert answer.headers["content-type"] == "application/problem+json"
        log = (tmp_path / "intake.log").read_text(encoding="utf-8")
    assert log.count("was rejected") == 5  # each of them; what is too large, and what is nobody's, too
    assert "秘密" not in log
