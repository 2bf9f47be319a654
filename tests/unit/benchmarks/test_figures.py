"""Figures and their intervals."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.quality.figures import auroc, hits, mean, reciprocal
from tests.properties import examples

SCORES = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=30)


@settings(deadline=None, max_examples=examples(20))  # each example resamples a thousand times
@given(st.lists(st.floats(0, 1), min_size=1, max_size=60))
def test_a_mean_lies_within_its_interval_and_comes_out_the_same_again(values: list[float]) -> None:
    figure = mean(values)
    assert figure is not None
    assert figure == mean(values)
    assert figure.n == len(values)
    assert -1e-9 <= figure.low <= figure.high <= 1 + 1e-9
    assert figure.value == pytest.approx(sum(values) / len(values))


def test_no_failure_among_few_is_not_certainty() -> None:
    never, always = mean([False] * 500), mean([True] * 10)
    assert never is not None and always is not None
    assert (never.value, never.low) == (0.0, 0.0)
    assert never.high == pytest.approx(0.00735, abs=1e-4)  # exact 95 % bound of 0 in 500
    assert (always.value, always.high) == (1.0, 1.0)
    assert always.low == pytest.approx(0.6915, abs=1e-3)  # and of 10 in 10


def test_of_no_values_there_is_neither_a_mean_nor_a_separation() -> None:
    assert mean([]) is None
    assert auroc([1.0], []) is None
    assert auroc([], [1.0]) is None


def test_separation_is_what_one_counts_by_hand_and_a_tie_is_half() -> None:
    figure = auroc([0.9, 0.8, 0.5], [0.5, 0.1])
    assert figure is not None
    assert figure.value == pytest.approx((2 + 2 + 1.5) / 6)  # the tie counts half
    assert (figure.n, figure.other) == (3, 2)
    assert figure == auroc([0.9, 0.8, 0.5], [0.5, 0.1])


@pytest.mark.slow
@settings(deadline=None, max_examples=examples(20))  # each example resamples a thousand times
@given(SCORES, SCORES)
def test_turning_the_groups_round_turns_the_separation_round(one: list[float], other: list[float]) -> None:
    forth, back = auroc(one, other), auroc(other, one)
    assert forth is not None and back is not None
    assert forth.value + back.value == pytest.approx(1.0)


@pytest.mark.slow
@settings(deadline=None, max_examples=examples(20))  # each example resamples a thousand times
@given(SCORES, SCORES)
def test_only_the_order_of_scores_counts(one: list[float], other: list[float]) -> None:
    order = {score: rank for rank, score in enumerate(sorted({*one, *other}))}
    figure, ranked = auroc(one, other), auroc([order[s] for s in one], [order[s] for s in other])
    assert figure == ranked


def test_hits_and_reciprocal_rank_count_what_was_not_found_as_a_miss() -> None:
    ranks = [1, 3, None, 4]
    figures = [hits(ranks, depth) for depth in (1, 3, 5)]
    assert [figure.value for figure in figures if figure] == [0.25, 0.5, 0.75]
    mrr = reciprocal(ranks)
    assert mrr is not None
    assert mrr.value == pytest.approx((1 + 1 / 3 + 1 / 4) / 4)
