"""What is the desk's business, and whether the policy answers."""

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.judging import ALONE, BORDER, WITH_FACTS, WITHOUT_FACTS, Judge, Signals, judge_for, log_odds
from knowledge.scope import (
    ScopeClassifier,
    ScopeOutdatedError,
    ScopeTexts,
    held_out_log_odds,
    load_or_train_scope,
    load_scope_texts,
)
from tests.unit.knowledge.fakes import BigramEncoder

TEXTS = ScopeTexts(
    tuple(
        f"個人情報の{what}を教えてください"
        for what in ("開示", "訂正", "削除", "利用目的", "提供先", "保存期間")
    ),
    tuple(f"{what}の天気はどうですか" for what in ("今日", "明日", "週末", "東京", "大阪", "来週")),
)
NEUTRAL = Signals(0.0, 0.5, 0.0, 0.0, 0.8, 0.0)


@pytest.fixture(scope="module")
def classifier() -> ScopeClassifier:
    return ScopeClassifier.train(TEXTS, BigramEncoder())


@pytest.mark.slow
def test_business_and_other_messages_are_told_apart(classifier: ScopeClassifier) -> None:
    asked = ("個人情報の開示を教えて", "明日の天気は")
    inside, outside = (
        classifier.outside(vector, text)
        for vector, text in zip(BigramEncoder().encode_queries(asked), asked, strict=True)
    )
    assert inside < 0.3 < 0.5 < outside


@pytest.mark.slow
def test_words_count_beside_what_the_sentence_is_like(classifier: ScopeClassifier) -> None:
    vector = BigramEncoder().encode_queries(["天気の開示を教えて"])[0]
    known, strange = (classifier.outside(vector, text) for text in ("個人情報の開示", "天気の予報官"))
    assert known < strange


@pytest.mark.slow
def test_what_was_saved_says_the_same_and_other_texts_or_models_are_refused(
    classifier: ScopeClassifier, tmp_path: Path
) -> None:
    path = tmp_path / "deep" / "scope.npz"
    classifier.save(path, TEXTS.digest, "bigrams")
    loaded = ScopeClassifier.load(path, TEXTS.digest, "bigrams")
    text = "大阪の天気の削除を教えて"
    vector = BigramEncoder().encode_queries([text])[0]
    assert loaded.outside(vector, text) == pytest.approx(classifier.outside(vector, text))
    for digest, model in (("other", "bigrams"), (TEXTS.digest, "other")):
        with pytest.raises(ScopeOutdatedError, match="other texts or for another model"):
            ScopeClassifier.load(path, digest, model)
    whole = path.read_bytes()
    middle = len(whole) // 2
    flipped = whole[:middle] + bytes([whole[middle] ^ 0xFF]) + whole[middle + 1 :]
    for damaged in (b"broken", b"", b"PK\x03\x04zz", whole[:middle], flipped):
        path.write_bytes(damaged)
        with pytest.raises(ScopeOutdatedError, match="damaged"):
            ScopeClassifier.load(path, TEXTS.digest, "bigrams")
    assert not list(tmp_path.glob("**/*.part"))


@pytest.mark.slow
@pytest.mark.timeout(900)  # some four minutes of training on two quiet cores
def test_a_damaged_artefact_is_trained_anew(tmp_path: Path) -> None:
    path = tmp_path / "scope.npz"
    path.write_bytes(b"broken")
    told: list[str] = []
    found = load_or_train_scope(BigramEncoder(), path, told.append)
    assert len(told) == 1 and "learnt anew" in told[0]
    assert 0.0 <= found.outside(np.zeros(256), "") <= 1.0
    assert isinstance(ScopeClassifier.load(path, load_scope_texts().digest, "bigrams"), ScopeClassifier)


@pytest.mark.slow
def test_no_text_is_taught_as_both() -> None:
    texts = load_scope_texts()
    assert not set(texts.inside) & set(texts.outside)
    assert len(texts.inside) > 3000 and len(texts.outside) > 1500


@given(st.floats(0, 1))
def test_log_odds_are_bounded_and_keep_the_order(p: float) -> None:
    assert -6.0 <= log_odds(p) <= 6.0
    assert log_odds(p) <= log_odds(min(1.0, p + 0.01))
    assert math.isclose(log_odds(0.5), 0.0)


@pytest.mark.parametrize("judge", [WITH_FACTS, WITHOUT_FACTS])
def test_a_reader_that_finds_an_answer_speaks_for_one(judge: Judge) -> None:
    doubt, sure = (judge.answered(replace(NEUTRAL, reader=value)) for value in (-6.0, 6.0))
    assert doubt < sure
    assert judge.threshold < sure


def test_without_facts_a_reader_that_finds_nothing_is_believed() -> None:
    assert WITHOUT_FACTS.answered(replace(NEUTRAL, reader=-6.0)) < WITHOUT_FACTS.threshold


def test_known_silence_speaks_against_an_answer_where_facts_are_known() -> None:
    assert judge_for(curated=True) is WITH_FACTS and judge_for(curated=False) is WITHOUT_FACTS
    assert WITH_FACTS.answered(replace(NEUTRAL, silent=1.0)) < WITH_FACTS.answered(NEUTRAL)


@given(st.floats(-6, 6), st.floats(-10, 10), st.floats(0.01, 5))
def test_the_nearer_the_best_clause_the_more_a_question_is_the_desks_business(
    asked: float, near: float, more: float
) -> None:
    before = BORDER.outside(asked, near)
    assert BORDER.outside(asked, near + more) < before < BORDER.outside(asked + more, near)
    assert 0.0 < before < 1.0


def test_where_nothing_was_compared_the_question_alone_tells() -> None:
    assert BORDER.outside(ALONE, None) == pytest.approx(0.5)
    assert BORDER.outside(6.0, None) > 0.9 and BORDER.outside(-6.0, None) < 0.1


def test_a_message_that_is_surely_outside_stays_so_and_a_sure_question_is_never_sent_away() -> None:
    assert BORDER.outside(6.0, 0.0) > 0.9
    assert BORDER.outside(-6.0, -10.0) < 0.5


@pytest.mark.slow
def test_every_message_outside_is_seen_by_a_classifier_that_has_not_learnt_it() -> None:
    odds = held_out_log_odds(TEXTS, BigramEncoder())
    assert set(odds) == set(TEXTS.outside)
    assert sum(odds.values()) > 0
