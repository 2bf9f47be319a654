"""Which topic a question is on: three opinions, and how much each counts."""

from dataclasses import replace

import numpy as np
import pytest

from knowledge.topics.questions import Neighbours, fit_questions, fit_weights, held_out_opinions
from knowledge.topics.training import Samples, TrainingData, folds_by_author, softmax

pytestmark = pytest.mark.slow  # each fits a model


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


def spoken(topics: list[int], texts: list[str], authors: list[int]) -> TrainingData:
    """Vectors that tell nothing: only the wording does."""
    chance = np.random.default_rng(3)
    one = samples([0, 1, 2], [0, 1, 2])
    return replace(
        data(topics, list(range(len(topics))), authors),
        topic_ids=("a", "b", "c"),
        questions=Samples(chance.normal(size=(len(topics), 2)), np.array(topics), np.arange(len(topics))),
        texts=tuple(texts),
        clauses=one,
        clauses_asked=one,
        sentences=("甲", "乙", "丙"),
    )


def test_of_three_authors_each_is_held_out_in_turn() -> None:
    three = data([0, 0, 0, 1, 1, 1], [0, 1, 2, 3, 4, 5], [0, 1, 2, 0, 1, 2])
    assert [held.tolist() for held in folds_by_author(three)] == [
        [author == number for author in (0, 1, 2, 0, 1, 2)] for number in range(3)
    ]


def test_the_first_author_is_learnt_from_but_judges_nobody() -> None:
    """Its own wording, which the others cannot tell, makes the whole no less sure."""
    shared, own = ["料金は何円", "返事は何日", "天気は何度"], ["銭を問う", "暇を問う", "空を問う"]
    of = spoken([0, 1, 2] * 5, [*own, *shared * 4], [0] * 3 + [1] * 6 + [2] * 6)
    judged = fit_questions(of).weights
    among_all = fit_weights(held_out_opinions(of, folds_by_author(of)), of.questions.topics)
    assert judged[2] > among_all[2]


def test_an_author_is_judged_by_what_the_other_has_taught() -> None:
    """The first author's wording comes again with the second one, the second one's does not."""
    shared, own = ["料金は何円", "返事は何日", "天気は何度"], ["銭を問う", "暇を問う", "空を問う"]
    of = spoken([0, 1, 2, 0, 1, 2, 0, 1, 2], [*shared, *shared, *own], [0, 0, 0, 1, 1, 1, 1, 1, 1])
    runs = held_out_opinions(of, folds_by_author(of))[2]
    assert runs[:3].argmax(axis=1).tolist() == [0, 1, 2]
    other = replace(of, texts=(*of.texts[:6], "ああ", "いい", "うう"))
    assert np.array_equal(held_out_opinions(other, folds_by_author(other))[2][3:6], runs[3:6]), (
        "an author's own texts teach nothing of it"
    )


def test_the_weights_are_fitted_where_they_were_not_learnt() -> None:
    of = spoken([0, 1, 2] * 4, ["料金は何円", "返事は何日", "天気は何度"] * 4, [0] * 6 + [1] * 6)
    head, _, characters = fit_questions(of).weights
    assert characters > head, "vectors of chance tell less than the words"


def test_what_is_held_out_is_gone_from_all_of_it() -> None:
    kept = data([0, 0, 1], [0, 1, 2], [0, 1, 0]).without_questions(np.array([True, False, False]))
    assert kept.texts == ("1", "2") and kept.authors.tolist() == [1, 0]
    assert kept.questions.topics.tolist() == [0, 1]
