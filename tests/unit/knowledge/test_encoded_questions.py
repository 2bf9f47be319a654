"""What the matcher is given of a question: its own words, weighed against each other, however many they are."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from knowledge.encoding import OnnxEncoder
from knowledge.late_interaction import MAX_QUESTION_TOKENS, QUESTION_PREFIX_TOKENS, TOKEN_OUTPUTS

OUTPUTS = ["embedding", "states", *TOKEN_OUTPUTS]


class Session:
    """Answers as a built model does; `weights` is how much each token of the question matters."""

    def __init__(self, weights: list[float]) -> None:
        self.weights = np.array([weights], dtype=np.float32)

    def get_outputs(self) -> list[Any]:
        return [SimpleNamespace(name=name, shape=(1, 2)) for name in OUTPUTS]

    def run(self, outputs: list[str], given: dict[str, Any]) -> list[Any]:
        tokens = np.arange(self.weights.size, dtype=np.float32).reshape(1, -1, 1)
        made = {"question_tokens": tokens, "question_weights": self.weights}
        return [made.get(name, np.zeros((1, 2), dtype=np.float32)) for name in outputs]


def encoder(monkeypatch: pytest.MonkeyPatch, weights: list[float]) -> OnnxEncoder:
    monkeypatch.setattr("knowledge.encoding.session", lambda path, threads: Session(weights))
    monkeypatch.setattr(
        "knowledge.encoding.PieceReader", lambda path, most: SimpleNamespace(ids=lambda text: [0])
    )
    return OnnxEncoder(Path("no-model"))


@pytest.mark.parametrize("own", [[1.0], [2.0, 6.0], [0.25, 0.25, 0.5], [3.0] * 40])
def test_the_words_of_a_question_matter_in_sum_as_much_as_one_and_its_prefix_not_at_all(
    monkeypatch: pytest.MonkeyPatch, own: list[float]
) -> None:
    question = encoder(monkeypatch, [9.0] * QUESTION_PREFIX_TOKENS + own).encode_question("開示").question
    assert question is not None
    assert question.weights == pytest.approx(np.array(own) / sum(own))
    assert question.vectors[0] == QUESTION_PREFIX_TOKENS


def test_a_question_of_no_weight_is_no_error_and_a_long_one_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    question = encoder(monkeypatch, [0.0] * 8).encode_question("").question
    assert question is not None and question.weights.tolist() == [0.0] * (8 - QUESTION_PREFIX_TOKENS)
    long = encoder(monkeypatch, [1.0] * 500).encode_question("長い").question
    assert long is not None and len(long.vectors) == MAX_QUESTION_TOKENS - QUESTION_PREFIX_TOKENS
