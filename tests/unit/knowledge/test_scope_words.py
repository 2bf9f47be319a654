"""What the words of a message tell of its scope."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from knowledge.scope_words import FEATURES, Words

COUNT, FOREIGN, UNKNOWN, ODDS, MEAN, HIGHEST, OWN = range(FEATURES)
INSIDE = [["開示", "請求"], ["開示", "費用"], ["削除", "請求"]]
OUTSIDE = [["幕府", "請求"], ["幕府", "将軍"]]
CLAUSES = [["保存", "期間"], ["保存"], ["保存"]]
WORDS = Words.of(INSIDE, OUTSIDE, CLAUSES)


def test_a_name_that_nobody_asked_a_desk_about_is_strange_and_a_word_of_clauses_is_not() -> None:
    assert WORDS.features(["開示", "家康"])[FOREIGN] == 0.5
    assert WORDS.features(["開示", "保存"])[FOREIGN] == 0.0
    assert WORDS.features(["開示", "保存"])[UNKNOWN] == 0.5


def test_words_of_questions_to_a_desk_speak_for_it() -> None:
    desk, history = WORDS.features(["開示", "費用"]), WORDS.features(["幕府", "将軍"])
    for which in (ODDS, MEAN, HIGHEST, OWN):
        assert desk[which] > history[which]


def test_a_word_that_one_text_has_is_not_yet_a_desks_own() -> None:
    assert WORDS.features(["費用"])[OWN] == 0.0
    assert WORDS.features(["開示"])[OWN] == 1.0


def test_a_word_counts_once_however_often_it_is_said() -> None:
    assert np.array_equal(WORDS.features(["開示", "開示", "幕府"]), WORDS.features(["開示", "幕府"]))


@given(st.lists(st.text(max_size=4), max_size=12))
def test_any_words_give_finite_figures(words: list[str]) -> None:
    found = WORDS.features(words)
    assert found.shape == (FEATURES,)
    assert np.isfinite(found).all()
    assert 0 <= found[FOREIGN] <= found[UNKNOWN] <= 1
