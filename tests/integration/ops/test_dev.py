"""`madoguchi serve --dev` over a small app in the real one's place: who saves a file sees what it says."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from api.settings import Settings
from ops.children import Command
from ops.layout import Layout
from ops.staff_account import StaffAccount
from ops.supervisor import desk_plan, free_port

pytestmark = pytest.mark.integration

LONG = 120.0
ROOT = Path(__file__).resolve().parents[3]
APP = """
from pathlib import Path
from desk.rule import RULE

HERE = Path(__file__).parents[1]
SAID = " ".join((HERE / name).read_text() for name in ("desk/wording/ja.yml", "policies/ocs/policy.txt")) + " " + RULE

async def app(scope, receive, send):
    if scope["type"] == "lifespan":
        while (await receive())["type"] == "lifespan.startup":
            await send({"type": "lifespan.startup.complete"})
        return await send({"type": "lifespan.shutdown.complete"})
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": SAID.encode()})
"""
"""It reads at its start, as the real one does."""


def house(folder: Path) -> None:
    """The folders of the project, with nearly nothing in them."""
    for name in ("actions", "api", "knowledge", "desk/wording", "policies/ocs"):
        (folder / name).mkdir(parents=True)
    for name in ("actions", "api", "knowledge", "desk"):  # packages: else the project's own come first
        (folder / name / "__init__.py").touch()
    (folder / "api/main.py").write_text(APP)
    (folder / "api/intake.py").write_text("from api.main import app\n")
    (folder / "desk/rule.py").write_text("RULE = 'rule-1'\n")
    (folder / "desk/wording/ja.yml").write_text("wording-1")
    (folder / "policies/ocs/policy.txt").write_text("policy-1")


@contextmanager
def run(command: Command) -> Iterator[None]:
    ours = {
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": str(ROOT),
    }  # ops is this checkout's, the rest the house's
    environment = {**os.environ, **command.env, **ours}
    with subprocess.Popen(command.argv, cwd=command.cwd, env=environment, start_new_session=True) as process:
        try:
            yield
        finally:
            os.killpg(process.pid, signal.SIGTERM)


def says(port: int) -> str:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/", trust_env=False).text
    except httpx.HTTPError:
        return "nothing"


def wait_until_it_says(port: int, text: str, saved: tuple[Path, str] | None = None) -> None:
    """`saved`: a file and what is written to it, again and again: the small app answers before the watcher, which
    begins a quarter of a second after it, has begun to look."""
    deadline = time.monotonic() + LONG
    while text not in (said := says(port)):
        assert time.monotonic() < deadline, f"{text} never came; last: {said}"
        if saved is not None and said != "nothing":
            saved[0].write_text(saved[1])
        time.sleep(1.0)


def dev_command(folder: Path, process: str, port: int) -> Command:
    """How `process` is started in the house at `folder`."""
    ports = {"app": free_port(), "intake": free_port(), process: port}
    settings = Settings(
        _env_file=None,
        host="127.0.0.1",
        port=ports["app"],
        intake_port=ports["intake"],
        policies_dir=folder / "policies",
    )
    layout = Layout.of(folder, {"MADOGUCHI_APP_ENV": sys.prefix})
    plan = desk_plan(layout, settings, StaffAccount("clerk", "a password", chosen=True), dev=True)
    (command,) = [one for one in plan.children if one.name == process]
    return command


@pytest.mark.parametrize("process", ["app", "intake"])
def test_in_dev_a_saved_wording_a_module_and_a_policy_are_heard_of_without_a_restart_by_hand(
    tmp_path: Path, process: str
) -> None:
    house(tmp_path)
    port = free_port()
    with run(dev_command(tmp_path, process, port)):
        wait_until_it_says(port, "wording-1 policy-1 rule-1")
        wording, rule, policy = (
            tmp_path / name for name in ("desk/wording/ja.yml", "desk/rule.py", "policies/ocs/policy.txt")
        )
        wait_until_it_says(port, "wording-2 policy-1 rule-1", (wording, "wording-2"))
        wait_until_it_says(port, "wording-2 policy-1 rule-2", (rule, "RULE = 'rule-2'\n"))
        wait_until_it_says(port, "wording-2 policy-2 rule-2", (policy, "policy-2"))


@pytest.mark.parametrize("process", ["app", "intake"])
def test_in_dev_code_that_cannot_start_answers_at_once_with_the_reason_and_the_next_change_is_tried(
    tmp_path: Path, process: str
) -> None:
    house(tmp_path)
    port = free_port()
    rule = tmp_path / "desk/rule.py"
    with run(dev_command(tmp_path, process, port)):
        wait_until_it_says(port, "rule-1")
        wait_until_it_says(port, "SyntaxError", (rule, "RULE = 'rule-2\n"))
        answer = httpx.get(f"http://127.0.0.1:{port}/", trust_env=False)
        assert answer.status_code == httpx.codes.SERVICE_UNAVAILABLE
        assert "desk/rule.py" in answer.text
        wait_until_it_says(port, "rule-3", (rule, "RULE = 'rule-3'\n"))
