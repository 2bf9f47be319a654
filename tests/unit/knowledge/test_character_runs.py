"""What runs of characters tell: learnt, read anew and the same, whatever is typed."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.character_runs import COLUMNS, RunsMachine, fit_runs, runs
from tests.properties import examples

pytestmark = pytest.mark.slow

FEE = ["手数料はいくらですか", "手数料の払い方", "いくら払えばいいですか", "料金は何円ですか"]
TIME = ["何日で届きますか", "返事はいつ来ますか", "いつ頃わかりますか", "何週間かかりますか"]
WEATHER = ["明日は雨ですか", "天気を教えて", "傘は要りますか", "台風は来ますか"]


def machine(*classes: list[str]) -> RunsMachine:
    texts = [text for of_class in classes for text in of_class]
    numbers = np.repeat(np.arange(len(classes)), [len(of_class) for of_class in classes])
    return fit_runs(texts, numbers, np.ones(len(texts)))


@pytest.fixture(scope="module")
def three() -> RunsMachine:
    return machine(FEE, TIME, WEATHER)


def test_a_text_in_other_words_of_the_same_kind_finds_its_class(three: RunsMachine) -> None:
    scores = three.scores(["手数料って何円", "いつ届くの", "雨の天気"])
    assert scores.argmax(axis=1).tolist() == [0, 1, 2]


def test_width_and_case_do_not_matter() -> None:
    assert runs("ＣＯＯＫＩＥ　ﾃｽｳﾘｮｳ") == runs("cookie テスウリョウ")


def test_of_two_classes_there_is_one_score_for_the_second() -> None:
    scores = machine(FEE, WEATHER).scores(["手数料はいくら", "台風と雨"])
    assert scores.shape == (2, 1)
    assert scores[0, 0] < 0 < scores[1, 0]


def test_what_counts_more_is_learnt_sooner() -> None:
    texts, numbers = ["料金", "料金", "雨"], np.array([0, 1, 2])
    first, second = (
        fit_runs(texts, numbers, np.array(weights)).scores(["料金"])[0].argmax()
        for weights in ([5.0, 0.2, 1.0], [0.2, 5.0, 1.0])
    )
    assert (first, second) == (0, 1)


def test_learnt_twice_it_is_the_same(three: RunsMachine) -> None:
    again = machine(FEE, TIME, WEATHER)
    assert np.array_equal(again.weights, three.weights) and np.array_equal(again.bias, three.bias)


@given(st.text())
@settings(max_examples=examples(60), deadline=None)
def test_any_text_gives_finite_scores_and_known_columns(three: RunsMachine, text: str) -> None:
    assert np.isfinite(three.scores([text])).all()
    assert all(0 <= column < COLUMNS for column in runs(text))


def test_where_there_is_no_text_there_are_no_scores(three: RunsMachine) -> None:
    assert three.scores([]).shape == (0, 3)
