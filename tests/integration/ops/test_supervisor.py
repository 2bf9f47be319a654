"""The supervisor over real (small) processes: start, restart, Ctrl-C, no orphans."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import httpx
import pytest

from ops.children import Child, Command
from ops.supervisor import Plan, Supervisor, free_port

ROOT = Path(__file__).resolve().parents[3]
RUNNER = Path(__file__).with_name("run_supervisor.py")
LONG = 30.0


def wait_until(true: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + LONG
    while not true():
        assert time.monotonic() < deadline, f"never: {what}"
        time.sleep(0.05)


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


class Running:
    """A supervisor process with its two fake children."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.folder = folder
        self.ports = {"rasa": free_port(), "app": free_port()}
        self.output = folder / "output"
        with self.output.open("wb") as out:
            self.process = subprocess.Popen(
                [sys.executable, str(RUNNER), str(folder), *map(str, self.ports.values()), *options],
                cwd=ROOT,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def said(self) -> str:
        return self.output.read_text()

    def wait_for(self, text: str) -> None:
        wait_until(lambda: text in self.said() or self.process.poll() is not None, text)
        assert text in self.said(), self.said()

    def pids(self, name: str) -> list[int]:
        path = self.folder / f"{name}.pids"
        return [int(line) for line in path.read_text().split()] if path.exists() else []

    def everyone(self) -> list[int]:
        return [*self.pids("rasa"), *self.pids("app")]

    def answers(self, name: str) -> bool:
        try:
            return (
                httpx.get(f"http://127.0.0.1:{self.ports[name]}/", trust_env=False).status_code
                == httpx.codes.OK
            )
        except httpx.HTTPError:
            return False

    def end(self, number: signal.Signals) -> int:
        self.process.send_signal(number)
        return self.process.wait(LONG)


Start = Callable[..., Running]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    started: list[Running] = []

    def begin(*options: str) -> Running:
        started.append(Running(tmp_path, *options))
        return started[-1]

    yield begin
    for running in started:
        if running.process.poll() is None:
            running.process.kill()
            running.process.wait()
        for pid in running.everyone():
            if alive(pid):
                os.kill(pid, signal.SIGKILL)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_app_and_rasa_start_together_and_one_signal_ends_both_with_their_workers(
    start: Start, number: signal.Signals
) -> None:
    running = start("rasa:--worker", "app:--worker")
    running.wait_for("the desk is open")
    assert running.answers("rasa")
    assert running.answers("app")
    assert len(running.everyone()) == 4
    assert running.end(number) == 0
    assert [pid for pid in running.everyone() if alive(pid)] == []
    assert running.said().endswith("Stopping ...\nStopped.\n")


def test_a_child_that_ignores_the_signal_is_killed_after_its_grace(start: Start) -> None:
    running = start("rasa:--ignore-term")
    running.wait_for("the desk is open")
    assert running.end(signal.SIGINT) == 0
    assert [pid for pid in running.everyone() if alive(pid)] == []
    assert "did not end within 1 s: killed" in (running.folder / "log" / "rasa.log").read_text()


@pytest.mark.parametrize("name", ["rasa", "app"])
def test_a_dead_child_is_started_again_and_the_other_left_alone(start: Start, name: str) -> None:
    running = start()
    running.wait_for("the desk is open")
    other = "app" if name == "rasa" else "rasa"
    untouched = running.pids(other)

    def told(times: int) -> bool:
        return running.said().count(f"{name} answers again") == times

    for times in (1, 2):
        os.kill(running.pids(name)[-1], signal.SIGKILL)
        wait_until(partial(told, times), f"{name} answers again, {times}")
    assert running.answers(name)
    assert len(running.pids(name)) == 3
    assert running.pids(other) == untouched
    assert running.end(signal.SIGTERM) == 0
    assert [pid for pid in running.everyone() if alive(pid)] == []


def test_workers_of_a_dead_child_do_not_outlive_it(start: Start) -> None:
    running = start("rasa:--worker")
    running.wait_for("the desk is open")
    parent, worker = running.pids("rasa")
    os.kill(parent, signal.SIGKILL)
    running.wait_for("rasa answers again")
    assert not alive(worker)


def test_a_child_that_cannot_start_ends_everything_and_says_why(start: Start) -> None:
    running = start("rasa:--die-at-once")
    assert running.process.wait(LONG) == 1
    assert "rasa cannot read its model" in running.said()
    assert "rasa does not come up: see the lines above and" in running.said()
    assert len(running.pids("rasa")) >= 3, "it was tried again before"
    assert [pid for pid in running.everyone() if alive(pid)] == []


def test_a_child_that_never_gets_ready_is_told_with_its_reason(start: Start) -> None:
    running = start("app:--not-ready")
    assert running.process.wait(LONG) == 1
    assert "app does not answer after 8 s (HTTP 503 app)" in running.said()
    assert [pid for pid in running.everyone() if alive(pid)] == []


def test_a_stop_during_the_start_ends_it(start: Start) -> None:
    running = start("app:--not-ready")
    wait_until(lambda: running.answers("rasa"), "rasa answers")
    assert running.end(signal.SIGINT) == 0
    assert [pid for pid in running.everyone() if alive(pid)] == []


def test_the_children_end_with_a_supervisor_that_was_killed(start: Start) -> None:
    running = start()
    running.wait_for("the desk is open")
    running.end(signal.SIGKILL)
    wait_until(lambda: not any(alive(pid) for pid in running.everyone()), "the children have ended")


def test_what_children_print_lies_in_logs_that_only_their_owner_reads(start: Start) -> None:
    running = start()
    running.wait_for("the desk is open")
    running.end(signal.SIGTERM)
    log = running.folder / "log" / "app.log"
    assert "app begins" in log.read_text()
    assert log.stat().st_mode & 0o077 == 0


async def _run_child(command: Command, log: Path) -> str:
    import asyncio

    child = Child(command, log)
    watcher = asyncio.create_task(child.watch())
    while "ended with" not in log.read_text():
        await asyncio.sleep(0.05)
    await child.stop()
    await watcher
    return log.read_text()


def test_lines_are_scrubbed_and_endless_ones_do_not_stop_the_log(tmp_path: Path) -> None:
    import asyncio

    code = "print('secret word'); print('x' * 3_000_000); print('after'); import time; time.sleep(0.5)"
    command = Command("one", [sys.executable, "-c", code], scrub=lambda line: line.replace("secret", "***"))
    text = asyncio.run(_run_child(command, tmp_path / "one.log"))
    assert "*** word" in text
    assert "secret" not in text
    assert "after" in text


def test_serve_says_which_port_is_taken(tmp_path: Path) -> None:
    """The real `madoguchi serve`, before it starts anything."""
    import socket

    (tmp_path / "var" / "rasa").mkdir(parents=True)
    (tmp_path / "var" / "rasa" / "latest.tar.gz").touch()
    (tmp_path / "rasa-env" / "bin").mkdir(parents=True)
    (tmp_path / "rasa-env" / "bin" / "python").touch()
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        done = subprocess.run(
            [sys.executable, "-m", "api.cli", "serve"],
            cwd=ROOT,
            env={
                **os.environ,
                "MADOGUCHI_PORT": port,
                "MADOGUCHI_VAR_DIR": str(tmp_path / "var"),
                "MADOGUCHI_RASA_ENV": str(tmp_path / "rasa-env"),
            },
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr.startswith(f"Not started: port {port} on 127.0.0.1 is taken by another program: ")
    assert len(done.stderr.splitlines()) == 1


def test_an_app_that_cannot_start_says_why_in_a_line_and_not_by_its_traceback(tmp_path: Path) -> None:
    ends = [sys.executable, "-c", "import sys; sys.exit('Traceback: a long one')"]
    why = [sys.executable, "-c", "import sys; sys.exit('acme: settings.yml: is not valid YAML')"]
    said: list[str] = []
    for diagnosis in (why, [sys.executable, "-c", ""], [str(tmp_path / "nosuch")]):
        app = Command("app", ends, first_delay=0.05, longest_delay=0.1)
        plan = Plan([app], {"app": "http://127.0.0.1:1/"}, tmp_path, diagnosis=diagnosis)
        assert asyncio.run(Supervisor(plan, said.append).run()) == 1
    log = tmp_path / "app.log"
    assert said[0] == f"Not started: acme: settings.yml: is not valid YAML\n(more: {log})"
    for unknown in said[1:]:
        assert "Traceback: a long one" in unknown
        assert unknown.endswith(f"app does not come up: see the lines above and {log}")
