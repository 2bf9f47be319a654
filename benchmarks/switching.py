"""`python -m benchmarks.switching`: how long a step of many short waits takes while other threads compute and write.

Keeping a webhook's event is such a step: some fifty times it waits for SQLite or another thread and comes back, and
each time Python lets whoever computes go on for a while first. Measured without the desk, on threads and a SQLite file
like its own; printed for Python's own interval and for the one that the app sets (`api.main`).
"""

import argparse
import os
import sqlite3
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from rich.console import Console
from rich.table import Table

PYTHONS = 0.005
"""What Python begins with."""
APPS = 0.0005
"""What the app sets: `api.pace.SWITCH_SECONDS`."""
EVERY = 0.03
"""Seconds between two steps: a thousand in thirty seconds."""
READS = 40
"""Statements of a step, before the one that writes."""
WRITERS = 2


def main(argv: list[str] | None = None) -> int:
    """Measure and print a table; nothing is judged."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.switching", description=__doc__)
    parser.add_argument("--steps", type=int, default=200)
    parser.add_argument("--busy", type=int, default=2, help="threads that compute")
    given = parser.parse_args(argv)
    table = Table(title=f"{given.steps} steps, {given.busy} threads compute, {WRITERS} write")
    for name in ("interval (ms)", "median (ms)", "p95 (ms)", "p99 (ms)", "longest (ms)", "load before"):
        table.add_column(name, justify="right")
    for interval in (PYTHONS, APPS):
        load = os.getloadavg()[0]
        with tempfile.TemporaryDirectory(prefix="madoguchi-bench-") as folder:
            times = sorted(measured(Path(folder) / "db.sqlite3", interval, given.steps, given.busy))
        at = (times[int(len(times) * part)] for part in (0.5, 0.95, 0.99))
        table.add_row(f"{interval * 1000:g}", *(f"{one:.0f}" for one in (*at, times[-1])), f"{load:.1f}")
    Console().print(table)
    return 0


def measured(path: Path, interval: float, steps: int, busy: int) -> list[float]:
    """Milliseconds of each step. The interval is Python's again afterwards."""
    with closing(_opened(path)) as conn:
        conn.execute("CREATE TABLE kept (n INTEGER PRIMARY KEY, content BLOB)")
    times, turn, before = list[float](), threading.Lock(), sys.getswitchinterval()

    def step() -> None:
        start = time.perf_counter()
        with closing(_opened(path)) as conn:
            for number in range(READS):
                conn.execute("SELECT content FROM kept WHERE n = ?", (number,)).fetchone()
            with turn:
                _write(conn)
        times.append((time.perf_counter() - start) * 1000)

    def write() -> None:
        with closing(_opened(path)) as conn, turn:
            _write(conn)
        time.sleep(0.02)

    sys.setswitchinterval(interval)
    try:
        with _beside(_compute, busy), _beside(write, WRITERS):
            threads = [threading.Thread(target=step) for _ in range(steps)]
            for thread in threads:
                thread.start()
                time.sleep(EVERY)
            for thread in threads:
                thread.join()
    finally:
        sys.setswitchinterval(before)
    if len(times) != steps:
        raise RuntimeError(f"{steps - len(times)} of {steps} steps failed")
    return times


def _opened(path: Path) -> sqlite3.Connection:
    """As the desk opens it: WAL, each commit on the disk."""
    conn = sqlite3.connect(path, isolation_level=None, timeout=60.0)
    conn.execute("PRAGMA journal_mode=WAL")
    conn.execute("PRAGMA synchronous=FULL")
    return conn


def _write(conn: sqlite3.Connection) -> None:
    conn.execute("BEGIN IMMEDIATE")
    conn.execute("INSERT INTO kept (content) VALUES (?)", (b"x" * 500,))
    conn.execute("COMMIT")


def _compute() -> None:
    sum(number * number for number in range(10_000))


@contextmanager
def _beside(work: Callable[[], None], threads: int) -> Iterator[None]:
    """Have so many threads do it again and again meanwhile."""
    over = threading.Event()

    def again() -> None:
        while not over.is_set():
            work()

    running = [threading.Thread(target=again) for _ in range(threads)]
    for thread in running:
        thread.start()
    try:
        yield
    finally:
        over.set()
        for thread in running:
            thread.join()


if __name__ == "__main__":
    raise SystemExit(main())
