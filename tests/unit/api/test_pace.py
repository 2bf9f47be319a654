"""A process that somebody waits for: what it keeps is left alone by the collector, while it serves and no longer."""

import gc
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.pace import SWITCH_SECONDS, all_built, give_way_early

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture()
def frozen() -> Iterator[int]:
    """How many objects the collector leaves alone before the test, and again after it (tests/unit/conftest.py)."""
    before = gc.get_freeze_count()
    yield before
    if before:
        gc.freeze()


@pytest.fixture()
def own_interval() -> Iterator[None]:
    before = sys.getswitchinterval()
    yield
    sys.setswitchinterval(before)


@pytest.mark.slow
def test_what_is_built_is_frozen_until_the_process_ends_its_work(frozen: int) -> None:
    built = [[number] for number in range(1000)]
    with pytest.raises(RuntimeError), all_built():
        assert gc.get_freeze_count() >= frozen + len(built)
        raise RuntimeError
    assert gc.get_freeze_count() == 0


@pytest.mark.usefixtures("own_interval")
def test_threads_give_way_early() -> None:
    give_way_early()
    assert sys.getswitchinterval() == pytest.approx(SWITCH_SECONDS)


@pytest.mark.slow
def test_what_was_used_and_freed_goes_back_to_the_system() -> None:
    """In a process of its own: heaps are limited once, for good."""
    script = """
import threading
from pathlib import Path
from api.pace import give_back, one_heap

def held():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6

one_heap()
kept = []
def use():
    pieces = [bytes(20_000) for _ in range(5_000)]
    kept.append(pieces[-1])

before = held()
threads = [threading.Thread(target=use) for _ in range(2)]
[one.start() for one in threads]
[one.join() for one in threads]
give_back()
assert held() - before < 20, held() - before
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.returncode == 0, done.stderr
