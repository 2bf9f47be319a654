"""Which topic a question is on: three opinions, and how much each counts."""

import numpy as np
import pytest

from knowledge.topics.questions import Neighbours, fit_weights
from knowledge.topics.training import Samples, TrainingData, folds_by_author, softmax


def opinion(right: np.ndarray, share: float, chance: np.random.Generator, sharp: float = 3.0) -> np.ndarray:
    """(n, 4) log probabilities of somebody who is right this often."""
    said = np.where(chance.random(len(right)) < share, right, chance.integers(0, 4, len(right)))
    scores = np.zeros((len(right), 4))
    scores[np.arange(len(right)), said] = sharp
    return np.log(softmax(scores))


def test_who_is_right_more_often_counts_more_and_who_knows_nothing_hardly() -> None:
    chance = np.random.default_rng(5)
    right = chance.integers(0, 4, 600)
    opinions = np.stack([opinion(right, share, chance) for share in (0.8, 0.4, 0.0)])
    weights = fit_weights(opinions, right)
    assert weights[0] > weights[1] > weights[2] >= 0
    assert weights[2] < 0.2
    told = softmax(np.tensordot(weights, opinions, axes=1))
    assert (told.argmax(axis=1) == right).mean() >= (opinions[0].argmax(axis=1) == right).mean()


def test_the_weights_make_the_probabilities_honest() -> None:
    """Who is always sure and right in two of three cases ends near two thirds."""
    chance = np.random.default_rng(6)
    right = chance.integers(0, 4, 3000)
    opinions = np.stack([opinion(right, 0.6, chance, sharp=30.0)] * 3)
    told = softmax(np.tensordot(fit_weights(opinions, right), opinions, axes=1))
    assert told.max(axis=1).mean() == pytest.approx((told.argmax(axis=1) == right).mean(), abs=0.03)


def test_near_examples_share_by_how_near_they_are() -> None:
    own = np.eye(3, dtype=np.float32)
    shares = np.exp(
        Neighbours(own, np.array([2, 0, 0])).log_shares(np.array([[0.9, 0.1, 0.0], [0.0, 0.0, 5.0]]), 4)
    )
    assert shares.sum(axis=1) == pytest.approx([1.0, 1.0])
    assert shares.argmax(axis=1).tolist() == [2, 0]
    assert (shares > 0).all(), "no topic is ruled out by its distance"


def samples(topics: list[int], groups: list[int]) -> Samples:
    return Samples(np.zeros((len(topics), 2)), np.array(topics), np.array(groups))


def data(topics: list[int], groups: list[int], authors: list[int]) -> TrainingData:
    none = samples([], [])
    texts = tuple(f"{n}" for n in range(len(topics)))
    return TrainingData(
        ("a", "b"),
        samples(topics, groups),
        texts,
        np.array(authors),
        none,
        none,
        (),
        (),
        none,
        np.zeros(0),
    )


def test_each_author_is_held_out_in_turn_and_a_single_one_by_halves_that_keep_groups() -> None:
    of = data([0, 0, 0, 1, 1, 1, 1], [0, 1, 2, 3, 3, 4, 4], [0, 0, 1, 0, 0, 0, 0])
    first, second = folds_by_author(of)
    assert (first ^ second).all(), "every question is held out once"
    assert first[:3].tolist() == [True, True, False]
    assert first[3] == first[4] and first[5] == first[6] and first[3] != first[5]


def test_what_is_held_out_is_gone_from_all_of_it() -> None:
    kept = data([0, 0, 1], [0, 1, 2], [0, 1, 0]).without_questions(np.array([True, False, False]))
    assert kept.texts == ("1", "2") and kept.authors.tolist() == [1, 0]
    assert kept.questions.topics.tolist() == [0, 1]
