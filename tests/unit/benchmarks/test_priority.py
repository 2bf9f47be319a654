"""The turns of the measurement, and its figures."""

from collections import Counter

from api.pace import FIRST
from benchmarks.priority import NICENESS, figures, order


def test_each_round_has_each_variant_once() -> None:
    names = list(order(6))
    assert Counter(names) == dict.fromkeys(NICENESS, 6)
    assert {names[n] for n in range(0, 12, 2)} == set(NICENESS)  # neither is always the first
    assert all(set(names[n : n + 2]) == set(NICENESS) for n in range(0, 12, 2))


def test_the_figures_tell_median_and_percentiles_of_the_measured_waits() -> None:
    assert set(NICENESS.values()) == {0, FIRST}
    assert figures(range(100)) == "median 50, p95 95, p99 99 ms"
