"""The real system on free ports: Rasa with the trained model, the app with a database of its own."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

import httpx

ROOT = Path(__file__).resolve().parents[1]
VAR = Path(os.environ.get("MADOGUCHI_VAR_DIR") or ROOT / "var")
RASA_PYTHON = Path(os.environ.get("MADOGUCHI_RASA_ENV") or ROOT / ".venv-rasa") / "bin" / "python"
# An account of evaluations and tests alone, in a database that is thrown away.
USERNAME, PASSWORD = "tester", "a long test password"
PATIENCE = 300.0
"""Seconds that a process may take to answer for the first time; longer on a busy machine."""


def free_port() -> int:
    """A port that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(url: str, seconds: float, process: subprocess.Popen[bytes]) -> None:
    """Wait until `url` answers 200, or fail naming what did not come."""
    deadline = time.monotonic() + seconds
    with httpx.Client(timeout=20, trust_env=False) as client:  # one: each makes a TLS context, which is dear
        while time.monotonic() < deadline:
            if process.poll() is not None:
                raise RuntimeError(f"{url}: the process ended with {process.returncode}")
            try:
                if client.get(url).status_code == 200:
                    return
            except httpx.HTTPError:
                pass
            time.sleep(0.2)
    raise RuntimeError(f"{url} did not answer within {seconds:.0f} s")


def stop(process: subprocess.Popen[bytes], how: signal.Signals = signal.SIGTERM) -> None:
    """End a process that we started, with its children."""
    if process.poll() is None:
        os.killpg(process.pid, how)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(10)


@dataclass
class Rasa:
    """A running Rasa and the port on which it expects the app's action route."""

    url: str
    app_port: int
    process: subprocess.Popen[bytes]


@contextmanager
def ended_in_order() -> Iterator[None]:
    """A time limit or a closed terminal (SIGTERM, SIGHUP) ends what was started here, as Ctrl-C does: it runs in a
    session of its own, and would not notice that nobody is left. Whoever handles these signals goes on doing so."""

    def leave(number: int, _: FrameType | None) -> None:
        raise SystemExit(128 + number)

    mine = [
        one
        for one in (signal.SIGTERM, signal.SIGHUP)
        if threading.current_thread() is threading.main_thread() and signal.getsignal(one) is signal.SIG_DFL
    ]
    for one in mine:
        signal.signal(one, leave)
    try:
        yield
    finally:
        for one in mine:
            signal.signal(one, signal.SIG_DFL)


@contextmanager
def rasa_server(log: Path, app_port: int, port: int | None = None) -> Iterator[Rasa]:
    """Run Rasa with the trained model for an app on `app_port`."""
    port = port or free_port()
    models = VAR / "rasa"
    if not any(models.glob("**/*.tar.gz")):
        raise RuntimeError("no trained Rasa model: run `make setup` first")
    environment = {
        **os.environ,
        "RASA_TELEMETRY_ENABLED": "false",
        "MADOGUCHI_ACTION_URL": f"http://127.0.0.1:{app_port}/rasa/actions",
        "OMP_NUM_THREADS": "1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    }
    command = [
        str(RASA_PYTHON), "-m", "rasa", "run", "--enable-api", "-i", "127.0.0.1", "-p", str(port),
        "-m", str(models), "--endpoints", "bot/endpoints.yml", "--credentials", "bot/credentials.yml",
    ]  # fmt: skip
    with ended_in_order():
        with log.open("wb") as out:
            process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=environment,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        try:
            wait_for(f"http://127.0.0.1:{port}/status", PATIENCE, process)
            yield Rasa(f"http://127.0.0.1:{port}", app_port, process)
        finally:
            stop(process)


def environment_of(var: Path, **settings: str) -> dict[str, str]:
    """For processes of the desk whose data lies under `var`: database, key and records. Model, index and archive of
    policies are those of the project."""
    database = var / "db" / "madoguchi.sqlite3"
    database.parent.mkdir(parents=True, exist_ok=True)
    inherited = {name: value for name, value in os.environ.items() if name != "MADOGUCHI_SECRET_KEY"}
    return {
        **inherited,  # without the operator's key, which would go before the file
        "MADOGUCHI_DATABASE_URL": f"sqlite:///{database}",
        "MADOGUCHI_SECRET_KEY_FILE": str(var / "secret.key"),
        "MADOGUCHI_RECORDS_FOLDER": str(var / "records"),
        "OMP_NUM_THREADS": "1",
        **settings,
    }


def serving_command(module: str, port: int) -> list[str]:
    """As ops/supervisor.py starts it, which is not imported here: what measures knows nothing of the set-up. A test
    holds the two equal."""
    command = [sys.executable, "-m", "uvicorn", f"{module}:app", "--host", "127.0.0.1", "--port", str(port)]
    return [*command, "--no-access-log", "--timeout-graceful-shutdown", "5", "--timeout-keep-alive", "75"]


def _serving(module: str, port: int, log: Path, environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    command = serving_command(module, port)
    with log.open("ab") as out:
        return subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=out, stderr=subprocess.STDOUT, start_new_session=True
        )


def start_app(
    log: Path, port: int, rasa_url: str, var: Path, module: str = "api.main", **settings: str
) -> subprocess.Popen[bytes]:
    """Start the app, which is `app` in `module`."""
    own = {
        "MADOGUCHI_PORT": str(port),
        "MADOGUCHI_RASA_URL": rasa_url,
        "MADOGUCHI_STAFF_USERNAME": USERNAME,
        "MADOGUCHI_STAFF_PASSWORD": PASSWORD,
    }
    return _serving(module, port, log, environment_of(var, **{**own, **settings}))


def start_intake(log: Path, port: int, app_port: int, var: Path, **settings: str) -> subprocess.Popen[bytes]:
    """Start the process that takes webhooks in, beside the app on the same database."""
    own = {"MADOGUCHI_PORT": str(app_port)}
    return _serving("api.intake", port, log, environment_of(var, **{**own, **settings}))


@dataclass
class Stack:
    """The running system."""

    url: str
    port: int
    var: Path
    rasa: Rasa
    app: subprocess.Popen[bytes]
    log: Path
    settings: Mapping[str, str] = field(default_factory=dict)
    intake: subprocess.Popen[bytes] | None = None
    webhooks: str = ""
    """Where a proxy would send webhooks: to the process that takes them in, or to the app."""
    module: str = "api.main"

    def restart_app(self, how: signal.Signals = signal.SIGKILL) -> None:
        """Kill the app and start it again on the same database."""
        stop(self.app, how)
        self.app = start_app(self.log, self.port, self.rasa.url, self.var, self.module, **self.settings)
        wait_for(f"{self.url}/readyz", PATIENCE, self.app)


@contextmanager
def stack(
    folder: Path, *, intake: bool = False, module: str = "api.main", **settings: str
) -> Iterator[Stack]:
    """Run everything with data of its own under `folder`; `intake`: with a process of its own for webhooks; `module`:
    where the app is."""
    port = free_port()
    with rasa_server(folder / "rasa.log", port) as rasa:
        log = folder / "app.log"
        app = start_app(log, port, rasa.url, folder, module, **settings)
        running = Stack(f"http://127.0.0.1:{port}", port, folder, rasa, app, log, settings, module=module)
        running.webhooks = running.url
        try:
            wait_for(f"{running.url}/readyz", PATIENCE, app)
            if intake:
                other = free_port()
                running.intake = start_intake(folder / "intake.log", other, port, folder, **settings)
                running.webhooks = f"http://127.0.0.1:{other}"
                wait_for(f"{running.webhooks}/readyz", PATIENCE, running.intake)
            yield running
        finally:
            if running.intake is not None:
                stop(running.intake)
            stop(running.app)
