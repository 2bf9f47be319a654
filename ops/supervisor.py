"""`madoguchi serve`: starts the app and Rasa, waits until both answer, and owns them until Ctrl-C or SIGTERM.

A dead Rasa or app is started again (with a growing pause); meanwhile the app tells customers so. Both
run in process groups of their own; what they print goes to rotating files in `var/log`.
"""

import asyncio
import contextlib
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import httpx

from ops.build import RASA_ENV
from ops.children import Child, Command
from ops.dev_serving import BROKEN, SOUND
from ops.layout import Layout
from ops.problems import SetupError, require_free_port
from ops.scrub import scrub_rasa_line

if TYPE_CHECKING:
    from api.settings import Settings
    from ops.staff_account import StaffAccount

_ATTEMPTS = 3
"""A process that ends this often before it has ever answered will not come up by itself."""
_POLL = 0.25
KEEP_ALIVE = "75"
"""Seconds that a connection may be idle; nginx closes its own after 60."""
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

Say = Callable[[str], None]


def free_port() -> int:
    """A loopback port that nothing listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def answers(url: str) -> str | None:
    """None when `url` answers 200; else why not, in a few words."""
    try:
        async with httpx.AsyncClient(timeout=5.0, trust_env=False) as client:
            response = await client.get(url)
    except httpx.HTTPError as error:
        return type(error).__name__
    if response.status_code == httpx.codes.OK:
        return None
    return f"HTTP {response.status_code} {response.text[:200]}".strip()


@dataclass(frozen=True, slots=True)
class Plan:
    """What to supervise. Children are started in order and ended in reverse order: the app before its Rasa."""

    children: Sequence[Command]
    ready_urls: Mapping[str, str]
    """By child: it is ready when this URL answers 200."""
    logs: Path
    patience: float = 300.0
    """Seconds to wait for readiness at the start."""
    greeting: Sequence[str] = field(default_factory=tuple)
    """Printed once everything answers."""

    diagnosis: Sequence[str] = ()
    """A command that says in a line what keeps the app from starting, and fails then."""


class Supervisor:
    """Runs a plan until it is told to stop."""

    def __init__(self, plan: Plan, say: Say = lambda text: print(text, flush=True)) -> None:
        self.plan = plan
        self.ready = asyncio.Event()
        self._say = say
        self._stop = asyncio.Event()
        self._broken: set[str] = set()
        """Children that run and cannot serve until somebody mends their files (`ops.dev_serving`)."""
        self.children = {
            one.name: Child(one, plan.logs / f"{one.name}.log", partial(self._hear, one.name))
            for one in plan.children
        }

    def _hear(self, name: str, line: str) -> None:
        """Repeat on the terminal why a child cannot start, and that it can again."""
        if line == SOUND:
            if name in self._broken:
                self._broken.discard(name)
                self._say(f"{name} starts again")
        elif line.startswith(BROKEN):
            self._broken.add(name)
            self._say(f"{name}: {line.removeprefix(BROKEN)}")

    def request_stop(self) -> None:
        """Begin to end both; the second time, end them at once."""
        if self._stop.is_set():
            for child in self.children.values():
                child.kill()
            return
        self._stop.set()
        self._say("Stopping ...")

    async def run(self) -> int:
        """Start, wait, greet, supervise. Returns 0 after a stop that was asked for, 1 when the start failed."""
        loop = asyncio.get_running_loop()
        for number in _SIGNALS:
            loop.add_signal_handler(number, self.request_stop)
        watchers = [asyncio.create_task(child.watch()) for child in self.children.values()]
        code = 0
        try:
            failure = await self._until_stop(self._wait_until_ready())
            if failure:
                self._say(failure)
                code = 1
            elif not self._stop.is_set():
                self.ready.set()
                for line in self.plan.greeting:
                    self._say(line)
                await self._until_stop(self._tell_restarts())
        finally:
            for child in reversed(self.children.values()):
                await child.stop()
            await asyncio.gather(*watchers)
            for number in _SIGNALS:
                loop.remove_signal_handler(number)
        if code == 0:
            self._say("Stopped.")
        return code

    async def _until_stop(self, work: Awaitable[str | None]) -> str | None:
        """The result of `work`, or None as soon as a stop is asked for."""
        task = asyncio.ensure_future(work)
        stop = asyncio.create_task(self._stop.wait())
        done, pending = await asyncio.wait({task, stop}, return_when=asyncio.FIRST_COMPLETED)
        for one in pending:
            one.cancel()
        await asyncio.gather(*pending, return_exceptions=True)
        return task.result() if task in done else None

    async def _wait_until_ready(self) -> str | None:
        start = last_told = time.monotonic()
        waiting = dict(self.plan.ready_urls)
        while waiting:
            for name, url in list(waiting.items()):
                child = self.children[name]
                why = await answers(url) if child.pid else "not running"
                if why is None:
                    del waiting[name]
                    child.declare_sound()
                    self._say(f"{name} answers after {time.monotonic() - start:.1f} s")
                elif child.early_failures >= _ATTEMPTS:
                    if name == "app" and (reason := await asyncio.to_thread(self._reason)):
                        return f"Not started: {reason}\n(more: {child.log})"
                    shown = "\n".join(f"    {line}" for line in child.last_lines(15))
                    return f"{shown}\n{name} does not come up: see the lines above and {child.log}"
                elif name in self._broken:  # that has been said, and a developer takes the time it takes
                    start = last_told = time.monotonic()
                elif time.monotonic() - start > self.plan.patience:
                    return f"{name} does not answer after {self.plan.patience:g} s ({why}): see {child.log}"
                elif time.monotonic() - last_told >= 10:
                    last_told = time.monotonic()
                    self._say(f"waiting for {' and '.join(waiting)} ... {last_told - start:.0f} s")
            await asyncio.sleep(_POLL)
        return None

    def _reason(self) -> str:
        """What keeps the app from starting, as far as the plan's command knows it."""
        if not self.plan.diagnosis:
            return ""
        with contextlib.suppress(OSError, subprocess.TimeoutExpired):
            done = subprocess.run(
                self.plan.diagnosis, capture_output=True, text=True, timeout=60, check=False
            )
            if done.returncode and "Traceback" not in done.stderr:
                return done.stderr.strip()
        return ""

    async def _tell_restarts(self) -> None:
        """Say when a child had to be started again, and when it answers again."""
        seen = {name: child.starts for name, child in self.children.items()}
        down: set[str] = set()
        while True:
            await asyncio.sleep(_POLL)
            for name, child in self.children.items():
                if child.pid is None and name not in down:
                    down.add(name)
                    self._say(f"{name} has ended unexpectedly; it is started again (see {child.log})")
                elif child.starts != seen[name]:
                    seen[name] = child.starts
                    down.add(name)
                if name in down and child.pid and await answers(self.plan.ready_urls[name]) is None:
                    down.discard(name)
                    child.declare_sound()
                    self._say(f"{name} answers again")


def rasa_command(layout: Layout, port: int, actions_url: str, action_token: str) -> Command:
    """Rasa on loopback only: its REST channel has no authentication. `action_token` is kept out of its log."""

    def scrub(line: str) -> str:
        return scrub_rasa_line(line).replace(action_token, "***")

    argv = [str(layout.rasa_python), "-m", "rasa", "run", "--quiet", "--enable-api"]
    argv += ["--interface", "127.0.0.1", "--port", str(port), "--model", str(layout.rasa_model)]
    argv += ["--endpoints", "bot/endpoints.yml", "--credentials", "bot/credentials.yml"]
    env = {
        "PYTHONPATH": str(layout.root),
        "PYTHONUNBUFFERED": "1",
        **RASA_ENV,
        "FORCE_JSON_LOGGING": "1",
        "MADOGUCHI_VAR_DIR": str(layout.var),
        "MADOGUCHI_ACTION_URL": actions_url,
    }
    return Command("rasa", argv, env, layout.root, scrub=scrub)


_WATCHED = ("knowledge", "desk", "actions", "api")
"""What the app is made of: code, wording, templates, rules, policies."""
_KINDS = ("*.py", "*.yml", "*.txt", "*.html", "*.typ")


def reloading(layout: Layout, policies: Path) -> list[str]:
    """Uvicorn's words for starting the app, or the intake, again when a file of it changes. Rasa goes on running."""
    folders = [*(layout.root / name for name in _WATCHED), policies]
    words = ["--reload"]
    for folder in dict.fromkeys(str(folder) for folder in folders):
        words += ["--reload-dir", folder]
    for kind in _KINDS:
        words += ["--reload-include", kind]
    return words


def _serving(layout: Layout, part: str, host: str, port: int, more: Sequence[str]) -> list[str]:
    """Uvicorn's command for `api.<part>`; where it starts again by itself, for what holds its place meanwhile. Its
    access log stays off: the addresses of forms are secrets. A connection stays open longer than a proxy keeps it: who
    closes it decides whether a call gets lost on it."""
    served = [f"ops.dev_serving:{part}", "--factory"] if "--reload" in more else [f"api.{part}:app"]
    argv = [str(layout.app_python), "-m", "uvicorn", *served, "--host", host, "--port", str(port)]
    argv += ["--no-access-log", "--timeout-graceful-shutdown", "5", "--timeout-keep-alive", KEEP_ALIVE]
    return [*argv, *more]


def app_command(
    layout: Layout,
    host: str,
    port: int,
    rasa_url: str,
    action_token: str,
    env: Mapping[str, str],
    more: Sequence[str] = (),
) -> Command:
    """The app. `more`: further words for uvicorn."""
    ours = {
        "PYTHONUNBUFFERED": "1",
        "MADOGUCHI_VAR_DIR": str(layout.var),
        "MADOGUCHI_RASA_URL": rasa_url,
        "MADOGUCHI_ACTION_TOKEN": action_token,
    }
    return Command("app", _serving(layout, "main", host, port, more), {**ours, **env}, layout.root)


def intake_command(layout: Layout, host: str, port: int, more: Sequence[str] = ()) -> Command:
    """What takes webhooks in, beside the app. `more`: further words for uvicorn."""
    env = {"PYTHONUNBUFFERED": "1", "MADOGUCHI_VAR_DIR": str(layout.var)}
    return Command("intake", _serving(layout, "intake", host, port, more), env, layout.root)


def local_url(host: str, port: int) -> str:
    """The address at which this machine reaches the app, whatever interface it listens on."""
    reachable = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, host)  # noqa: S104 - compared, not bound
    if ":" in reachable and not reachable.startswith("["):
        reachable = f"[{reachable}]"
    return f"http://{reachable}:{port}"


def action_url(app_url: str, action_token: str) -> str:
    """Where Rasa finds the actions. The address says who may call them: seen from an app that listens on the local
    network's address, Rasa comes from that address and not from loopback."""
    return f"{app_url}/rasa/actions/{action_token}"


def desk_plan(layout: Layout, settings: "Settings", account: "StaffAccount", dev: bool = False) -> Plan:
    """Rasa and the app; with a port for it, the process that takes webhooks in."""
    here = local_url(settings.host, settings.port)
    rasa_port = free_port()
    rasa_url = f"http://127.0.0.1:{rasa_port}"
    more = reloading(layout, settings.policies_dir) if dev else []
    token = secrets.token_urlsafe(32)  # anew at each start, known to the two processes only
    login = {"MADOGUCHI_STAFF_USERNAME": account.username, "MADOGUCHI_STAFF_PASSWORD": account.password}
    children = [
        rasa_command(layout, rasa_port, action_url(here, token), token),
        app_command(layout, settings.host, settings.port, rasa_url, token, login, more),
    ]
    ready_urls = {"rasa": f"{rasa_url}/status", "app": f"{here}/readyz"}
    told = []
    if settings.intake_port is not None:
        webhooks = local_url(settings.host, settings.intake_port)
        children.append(intake_command(layout, settings.host, settings.intake_port, more))
        ready_urls["intake"] = f"{webhooks}/readyz"
        told.append(f"  Webhooks    {webhooks}/channels/")
    if dev:
        told.append("  Dev         all but Rasa starts again when code, wording or a policy changes")
    return Plan(
        children=children,
        ready_urls=ready_urls,
        logs=layout.logs,
        diagnosis=[str(layout.app_python), "-m", "api.cli.starting"],
        greeting=[
            "",
            f"  Desk        {settings.base_url}/",
            f"  Staff       {settings.base_url}/staff    {account.shown()}",
            f"  API         {settings.base_url}/docs",
            f"  Logs        {layout.logs}",
            *told,
            "  Ctrl-C ends the desk.",
            "",
        ],
    )


def serve(dev: bool = False) -> int:
    """Start the desk with the settings of this installation. Returns the exit code.

    `dev`: app and intake start again by themselves when their code, their wording or a policy changes.
    """
    from api.settings import desk_settings, get_settings
    from knowledge.paths import policy_paths
    from ops.staff_account import staff_account

    layout = Layout.here()
    settings = get_settings()
    desk_settings(settings)  # one that is not allowed is told now, not by an app that does not come up
    try:
        if not (layout.rasa_model.exists() and layout.rasa_python.exists()):
            raise SetupError("the desk is not set up yet: run make setup (or make run, which does both)")
        if not policy_paths(settings.policies_dir):
            raise SetupError(
                f"{settings.policies_dir}: there is no company in it, that is no folder with a policy.txt "
                "(MADOGUCHI_POLICIES_DIR names it)"
            )
        require_free_port(settings.host, settings.port)
        if settings.intake_port is not None:
            require_free_port(settings.host, settings.intake_port)
        account = staff_account(layout.var, settings.staff_username, settings.staff_password)
    except SetupError as error:
        print(f"Not started: {error}", file=sys.stderr)
        return 1
    return asyncio.run(Supervisor(desk_plan(layout, settings, account, dev)).run())
