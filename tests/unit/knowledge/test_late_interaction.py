"""The comparison token by token: its file, its network, and how near a clause comes to a question. No model is needed."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from knowledge.late_interaction import (
    BadMatcher,
    Matcher,
    MatcherWeights,
    PartTokens,
    QuestionTokens,
    read_matcher,
    write_matcher,
)
from tests.properties import examples

FloatArray = NDArray[np.float32]
SEEN, WIDTH = 6, 4


def weights_of(seed: int = 0) -> MatcherWeights:
    rng = np.random.default_rng(seed)

    def some(*shape: int) -> FloatArray:
        return rng.normal(size=shape).astype(np.float32)

    return MatcherWeights(
        mean=some(SEEN), question=some(SEEN, WIDTH), clause=some(SEEN, WIDTH),
        importance=some(SEEN), importance_bias=0.4,
        scale=30, nothing=0.5, cosine_scale=10, cosine_nothing=0.6,
    )  # fmt: skip


def test_weights_come_back_in_half_precision(tmp_path: Path) -> None:
    weights = weights_of()
    write_matcher(tmp_path / "r.npz", weights)
    found = read_matcher(tmp_path / "r.npz")
    assert np.array_equal(found.mean, weights.mean) and found.scale == 30
    assert np.allclose(found.question, weights.question, atol=2e-3)


def test_what_is_no_matcher_is_refused_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "r.npz").write_bytes(b"nothing of the kind")
    with pytest.raises(BadMatcher, match=r"r\.npz is no matcher"):
        read_matcher(tmp_path / "r.npz")


def test_matrices_that_do_not_fit_each_other_are_refused(tmp_path: Path) -> None:
    weights = weights_of()
    write_matcher(tmp_path / "r.npz", replace(weights, clause=weights.clause[:, 1:]))
    with pytest.raises(BadMatcher, match="do not fit each other"):
        read_matcher(tmp_path / "r.npz")


@pytest.mark.slow
def test_what_is_served_is_what_the_network_says_whatever_stands_in_the_padding() -> None:
    import torch

    from knowledge.training.matcher_network import Matcher as Network

    torch.manual_seed(0)
    network = Network.of(weights_of())
    question, clauses = torch.randn(2, 3, SEEN), torch.randn(2, 5, SEEN)
    question_mask = torch.tensor([[1.0, 1, 1], [1, 1, 0]])
    mask = torch.tensor([[1.0, 1, 1, 1, 1], [1, 1, 1, 0, 0]])
    cosine = torch.tensor([[0.8, 0.7], [0.2, 0.9]])
    with torch.no_grad():
        expected = network(question, question_mask, clauses, mask, cosine)
        clauses[1, 3:], question[1, 2:] = 99.0, -99.0
        assert torch.allclose(network(question, question_mask, clauses, mask, cosine), expected, atol=1e-4)
        vectors, matters = network.question_tokens(question)
        tokens = network.clause_tokens(clauses)
    served = Matcher(network.weights())
    for row, length in ((0, 3), (1, 2)):
        own = matters[row, :length].numpy()
        asked = QuestionTokens(vectors[row, :length].numpy(), own / own.sum())
        parts = [
            PartTokens(tokens[n, :most].numpy().astype(np.float16), float(cosine[row, n]))
            for n, most in enumerate((5, 3))
        ]
        assert np.allclose(served.logits(asked, parts), expected[row].numpy(), atol=0.1)


@given(st.integers(1, 6), st.integers(1, 8), st.integers(0, 10_000))
@settings(max_examples=examples(60), deadline=None)
def test_a_clause_that_holds_the_questions_own_tokens_is_nearest(asked: int, others: int, seed: int) -> None:
    rng = np.random.default_rng(seed)

    def unit(count: int) -> FloatArray:
        vectors = rng.normal(size=(count, WIDTH)).astype(np.float32)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    question = QuestionTokens(unit(asked), np.full(asked, 1 / asked, dtype=np.float32))
    holds = np.concatenate([unit(others), question.vectors]).astype(np.float16)
    logits = Matcher(weights_of()).logits(
        question, [PartTokens(unit(others).astype(np.float16), 0.7), PartTokens(holds, 0.7)]
    )
    assert logits[1] >= logits[0] - 0.05


def test_a_clause_or_a_question_without_tokens_is_as_far_as_can_be() -> None:
    matcher = Matcher(weights_of())
    nothing = QuestionTokens(np.zeros((0, WIDTH), np.float32), np.zeros(0, np.float32))
    one = QuestionTokens(np.eye(1, WIDTH, dtype=np.float32), np.ones(1, np.float32))
    empty = PartTokens(np.zeros((0, WIDTH), np.float16), 0.6)
    assert (
        matcher.logits(one, [empty])[0]
        == matcher.logits(nothing, [empty])[0]
        == pytest.approx(-15.0, abs=1e-3)
    )
    assert matcher.logits(one, []).shape == (0,)
