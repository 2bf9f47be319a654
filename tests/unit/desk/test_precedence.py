"""Who is in a hurry goes first over processes; each `Precedence` here stands for a process of its own."""

import fcntl
import gc
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.storage import precedence
from desk.storage.precedence import Precedence


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Precedence, Precedence]]:
    both = Precedence(tmp_path / "m.first"), Precedence(tmp_path / "m.first")
    yield both
    for one in both:
        one.close()


def test_others_wait_until_who_is_in_a_hurry_is_done(
    two: tuple[Precedence, Precedence], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(precedence, "PATIENCE", 20.0)
    hurried, other = two
    order = list[str]()

    def wait() -> None:
        other.give_way()
        order.append("other")

    with hurried.asked_for():
        waiting = threading.Thread(target=wait)
        waiting.start()
        waiting.join(0.05)
        assert waiting.is_alive()
        order.append("hurried")
    waiting.join(20.0)
    assert order == ["hurried", "other"]


def test_nobody_in_a_hurry_is_nobody_to_wait_for(two: tuple[Precedence, Precedence]) -> None:
    two[0].give_way()
    two[1].give_way()
    with two[0].asked_for():
        pass
    two[1].give_way()


def test_who_stands_still_stops_nobody_for_long(
    two: tuple[Precedence, Precedence], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert 0.0 < precedence.PATIENCE < 1.0, "others are let go first, and not for long"
    monkeypatch.setattr(precedence, "PATIENCE", 0.02)
    with two[0].asked_for():
        assert not two[1]._take(fcntl.LOCK_SH)
        begun = time.monotonic()
        two[1].give_way()
        with two[1].asked_for():  # nor somebody else who is in a hurry
            pass
        assert time.monotonic() - begun >= 0.04


def test_a_process_that_has_ended_holds_nothing(two: tuple[Precedence, Precedence]) -> None:
    with two[0].asked_for():
        two[0].close()  # as the kernel does
        begun = two[1]._take(fcntl.LOCK_EX)
    assert begun


@pytest.mark.slow
def test_who_is_forgotten_leaves_no_file_open(tmp_path: Path) -> None:
    def handles() -> int:
        return len(list(Path("/proc/self/fd").iterdir()))

    before = handles()
    for _ in range(20):
        Precedence(tmp_path / "m.first").give_way()
    gc.collect()
    assert handles() == before
