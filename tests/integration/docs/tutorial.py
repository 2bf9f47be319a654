"""Runs the code blocks of a tutorial, in order, as a reader would: in a shell, with an installation of its own.

A `bash` block is run; the `text` block after it says what must be printed, line by line in this order, `…` standing
for anything. A `bash` block with a title is run beside the others (a server) until what it must print has come.
"""

import os
import re
import signal
import subprocess
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from tests.slowness import computed
from tests.waiting import until

ROOT = Path(__file__).resolve().parents[3]
_FENCE = re.compile(r'^```(\w+)(?: title="([^"]+)")?\n(.*?)^```$', re.M | re.S)
_STEP = re.compile(r"^## (\d+)\. ", re.M)
_PATIENCE = 300.0
"""Seconds that a block, or a server's start, may take on a busy machine."""


@dataclass(frozen=True)
class Block:
    """A fenced block of a page, and what it must print."""

    language: str
    title: str
    text: str
    expected: tuple[str, ...] = ()
    step: int = 0
    """The number of the heading that it stands under; 0 before the first."""


def blocks(page: str) -> list[Block]:
    """The blocks that are run, each with the output that follows it on the page."""
    found: list[Block] = []
    for fence in _FENCE.finditer(page):
        language, title, text = fence.groups(default="")
        if language == "text":
            found.append(replace(found.pop(), expected=tuple(text.splitlines())))
        else:
            headings = _STEP.findall(page, 0, fence.start())
            found.append(Block(language, title, text, step=int(headings[-1]) if headings else 0))
    return found


def answers(page: str) -> dict[str, str]:
    """What the page's table tells the reader to answer, by key: `r` and the new text, as it is typed."""
    rows = re.findall(r"^\| `([a-z_.]+)` \| .+? \| `r` `(.+)` \|$", page, re.M)
    return {key: f"r\n{text}\n" for key, text in rows}


def unmet(expected: tuple[str, ...], printed: str) -> str | None:
    """The first expected line that was not printed after the one before it; None when all were."""
    at = 0
    for line in expected:
        pattern = ".*?".join(re.escape(part) for part in line.strip().split("…"))
        found = re.compile(pattern).search(printed, at)
        if not found:
            return line
        at = found.end()
    return None


@dataclass
class Watch:
    """What the machine took for each step of a page, without the person who reads it."""

    clock: dict[int, float] = field(default_factory=dict)
    """Seconds that somebody waited."""
    computed: dict[int, float] = field(default_factory=dict)
    """Seconds that commands which have ended computed. A server computes until it is stopped: it is not counted."""

    @contextmanager
    def during(self, step: int) -> Iterator[None]:
        """Add what passes."""
        began, spent = time.monotonic(), computed()
        yield
        self.clock[step] = self.clock.get(step, 0.0) + time.monotonic() - began
        self.computed[step] = self.computed.get(step, 0.0) + computed() - spent

    def lines(self) -> list[str]:
        """A line for each step, and one for all."""
        told = [(f"step {step}", self.clock[step], self.computed[step]) for step in sorted(self.clock)]
        told.append(("all", sum(self.clock.values()), sum(self.computed.values())))
        return [
            f"{name:<7} {clock:6.1f} s by the clock {spent:6.1f} s computed" for name, clock, spent in told
        ]


@dataclass
class Reader:
    """Somebody who follows the page. What a block exports holds for the next ones."""

    folder: Path
    environment: Mapping[str, str]
    servers: list[subprocess.Popen[bytes]] = field(default_factory=list)
    watch: Watch = field(default_factory=Watch)

    def _script(self, block: Block) -> str:
        kept = self.folder / "environment.sh"
        kept.touch()
        return f"set -eu\nsource {kept}\n{block.text}\nexport -p > {kept}\n"

    def run(self, block: Block, typed: str = "") -> str:
        """Run a block to its end; gives what it printed."""
        with (
            self.watch.during(block.step),
            subprocess.Popen(
                ["bash", "-c", self._script(block)],
                cwd=ROOT,
                env=dict(self.environment),
                text=True,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            ) as shell,
        ):
            try:
                printed, _ = shell.communicate(typed, _PATIENCE)
            except subprocess.TimeoutExpired:
                os.killpg(shell.pid, signal.SIGKILL)  # also what it has started
                raise
        assert shell.returncode == 0, f"{block.text}\n{printed}"
        missing = unmet(block.expected, printed)
        assert missing is None, f"not printed: {missing}\n\n{block.text}\n{printed}"
        return printed

    def start(self, block: Block) -> None:
        """Run a block beside the others, and wait until it has printed what it must."""
        log = self.folder / f"server-{len(self.servers)}.log"
        with log.open("wb") as out:
            server = subprocess.Popen(
                ["bash", "-c", block.text.replace("\n", " ").strip()],
                cwd=ROOT,
                env=dict(self.environment),
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.servers.append(server)

        def printed_it() -> bool:
            printed = log.read_text(encoding="utf-8", errors="replace")
            missing = unmet(block.expected, printed)
            assert missing is None or server.poll() is None, printed
            return missing is None

        with self.watch.during(block.step):
            until(printed_it, f"what {block.text} prints", seconds=_PATIENCE)

    def exported(self, name: str) -> str:
        """A variable that a block has exported."""
        script = f'source {self.folder / "environment.sh"}; printf %s "${name}"'
        return subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True).stdout

    def end(self) -> None:
        """Press Ctrl-C in every server's terminal."""
        for server in self.servers:
            if server.poll() is None:
                os.killpg(server.pid, signal.SIGINT)
        for server in self.servers:
            try:
                server.wait(60)
            except subprocess.TimeoutExpired:
                os.killpg(server.pid, signal.SIGKILL)
                server.wait(10)


def typed(page: str, groups: Iterable[list[str]]) -> Iterator[str]:
    """What is typed for groups of entries with these keys: what the table says, else yes."""
    told = answers(page)
    for keys in groups:
        if len(keys) == 1 or not told.keys().isdisjoint(keys):
            yield from ["o\n"] * (len(keys) > 1)
            yield from (told.get(key, "y\n") for key in keys)
        else:
            yield "y\n"
