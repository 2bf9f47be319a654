"""The curve of repetitions: soon at first, once a minute in the end, never before the platform allows it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.channels.backoff import delay


@pytest.mark.parametrize(
    ("attempts", "seconds"), [(1, 1), (2, 2), (3, 4), (4, 8), (5, 16), (6, 32), (7, 60), (8, 60), (500, 60)]
)
def test_the_wait_doubles_up_to_a_minute_give_or_take_a_quarter(attempts: int, seconds: int) -> None:
    found = [delay(attempts).total_seconds() for _ in range(300)]
    assert seconds * 0.75 <= min(found)
    assert max(found) <= seconds * 1.25
    assert sum(found) / len(found) == pytest.approx(seconds, rel=0.05)


def test_what_failed_together_does_not_come_back_together() -> None:
    found = sorted(delay(7).total_seconds() for _ in range(300))
    assert len(set(found)) > 250
    assert found[-1] - found[0] > 20  # of the thirty over which it spreads them


@given(st.integers(1, 10_000), st.floats(0, 100_000))
def test_another_attempt_is_never_sooner_than_the_platform_allows_and_later_only_by_the_curve(
    attempts: int, after: float
) -> None:
    found = delay(attempts, after).total_seconds()
    assert found >= after - 1e-6
    assert found <= max(after, 75.0) + 1e-6
