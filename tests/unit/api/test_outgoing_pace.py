"""How fast calls to a platform are made: by a clock of the test's own."""

from dataclasses import dataclass

import pytest

from api.channels.outgoing import Bucket
from desk.channels.adapter import Rate


@dataclass
class Clock:
    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_goes_at_once_and_what_follows_at_the_rate() -> None:
    clock = Clock()
    bucket = Bucket(Rate(per_second=2.0, burst=3), clock)
    assert [bucket.take() for _ in range(3)] == [0.0] * 3
    # Those who wait stand in line: each half a second behind the one before.
    assert [bucket.take() for _ in range(4)] == pytest.approx([0.5, 1.0, 1.5, 2.0])


def test_in_any_stretch_no_more_calls_are_made_than_the_burst_and_the_rate_allow() -> None:
    clock, made = Clock(), list[float]()
    bucket = Bucket(Rate(per_second=10.0, burst=5), clock)
    for _ in range(200):
        clock.now += 0.01  # ten times too fast
        made.append(clock.now + bucket.take())
    for first in range(0, 200, 7):
        for last in range(first, 200, 11):
            assert last - first + 1 <= 5 + 10.0 * (made[last] - made[first]) + 1.001


def test_a_pause_earns_a_burst_and_no_more() -> None:
    clock = Clock()
    bucket = Bucket(Rate(per_second=1.0, burst=2), clock)
    for _ in range(3):
        bucket.take()
    clock.now += 3600
    assert [bucket.take() for _ in range(3)] == pytest.approx([0.0, 0.0, 1.0])


def test_who_goes_slower_than_the_rate_never_waits() -> None:
    clock = Clock()
    bucket = Bucket(Rate(per_second=1.0, burst=1), clock)
    for _ in range(50):
        assert bucket.take() == 0.0
        clock.now += 1.0


def test_the_way_out_is_shut_for_as_long_as_the_platform_says_and_a_shorter_word_does_not_open_it() -> None:
    clock = Clock()
    bucket = Bucket(Rate(per_second=1.0, burst=1), clock)
    shut = [bucket.is_shut]
    bucket.shut(30)
    bucket.shut(5)
    for seconds in (29.9, 0.2):
        clock.now += seconds
        shut.append(bucket.is_shut)
    assert shut == [False, True, False]
