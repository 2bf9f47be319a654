"""`python -m benchmarks.priority`: what it is worth that the process for webhooks goes first, where nothing is left.

One running desk, as `benchmarks.channels` starts it, with so many busy loops beside it. In turns the process has the
niceness of everybody else and its own (`api.pace.FIRST`); each time events come at the same pace, while the bot works
on those before. What else the machine has to do falls on both alike. It takes root, or `CAP_SYS_NICE`.
"""

import argparse
import asyncio
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks import channels
from evaluation.fake_line import FakeLine, serving
from evaluation.stack import stack

NICENESS = {"as everybody else": 0, "first": -5}
PACE = 1000 / 30
"""Events a second, as in `benchmarks.channels`."""


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print; 1 where an event was not acknowledged."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.priority", description=__doc__)
    parser.add_argument(
        "--loops", type=int, default=4, help="busy loops beside the desk, each in its own session"
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--events", type=int, default=200, help="in each turn")
    given = parser.parse_args(argv)
    times: dict[str, list[float]] = {name: [] for name in NICENESS}
    refused = 0
    with tempfile.TemporaryDirectory(prefix="madoguchi-bench-") as name, serving(FakeLine()) as line:
        folder = Path(name)
        settings = {
            "MADOGUCHI_CHANNELS_DIR": str(channels._credentials(folder / "channels", line)),
            "MADOGUCHI_LINE_API_URL": line.url,
        }
        with stack(folder, intake=True, **settings) as running:
            if running.intake is None:
                raise RuntimeError("there is no process for webhooks")
            url = f"{running.webhooks}/channels/line/{channels.COMPANY}"
            warm(url, line)
            with loops(given.loops):
                for turn, variant in enumerate(order(given.rounds)):
                    renice(running.intake.pid, NICENESS[variant])
                    measured, before = channels.Measured(), len(line.sent)
                    asked = channels.questions(given.events, 1, group=turn + 1)
                    asyncio.run(channels._rush(url, line, measured, asked, given.events / PACE))
                    times[variant] += measured.acknowledgements
                    refused += measured.refused.total()
                    objects = len(line.sent) - before
                    print(f"{variant:18} {figures(measured.acknowledgements)}  load {os.getloadavg()[0]:.1f}, "
                          f"objects read {objects}", flush=True)  # fmt: skip
    for variant, found in times.items():
        print(f"all: {variant:18} {figures(found)}")
    return int(refused > 0)


def order(rounds: int) -> Iterator[str]:
    """Each variant once a round, now the one first and now the other."""
    for number in range(rounds):
        names = list(NICENESS)
        random.Random(number).shuffle(names)  # noqa: S311 - the same each time
        yield from names


def figures(times: Sequence[float]) -> str:
    """Median, p95 and p99 in milliseconds."""
    found = sorted(times)
    p95, p99 = (found[int(len(found) * part)] for part in (0.95, 0.99))
    return f"median {statistics.median(found):.0f}, p95 {p95:.0f}, p99 {p99:.0f} ms"


def warm(url: str, line: FakeLine, seconds: float = 300.0) -> None:
    """Until somebody has been answered. Raises RuntimeError."""
    asyncio.run(channels._rush(url, line, channels.Measured(), channels.questions(1, 1), 0.1))
    deadline = time.monotonic() + seconds
    while len(line.sent) < 2:
        if time.monotonic() > deadline:
            raise RuntimeError("nobody is answered")
        time.sleep(0.5)


def renice(pid: int, niceness: int) -> None:
    """A process, which leads a session of its own, with all its threads."""
    os.setpriority(os.PRIO_PGRP, pid, niceness)
    autogroup = Path(f"/proc/{pid}/autogroup")
    if autogroup.exists():
        autogroup.write_text(str(niceness), encoding="ascii")


@contextmanager
def loops(number: int) -> Iterator[None]:
    """So many processes that do nothing but count."""
    command = [sys.executable, "-c", "while True: pass"]
    started = [subprocess.Popen(command, start_new_session=True) for _ in range(number)]
    try:
        yield
    finally:
        for one in started:
            one.kill()
        for one in started:
            one.wait()


if __name__ == "__main__":
    raise SystemExit(main())
