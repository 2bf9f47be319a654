"""What the trainings of the reader and of the matcher share: the encoder's word on texts, and what is reported."""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import pytest

pytestmark = pytest.mark.slow
# Torch takes seconds to load: each test imports it itself, so that whoever runs the fast ones does not wait for it.

WIDTH = 2


class Encoder:
    """Each token's state is its letter's number, in every layer its layer's number more."""

    config = SimpleNamespace(hidden_size=WIDTH)

    def __call__(self, *, input_ids: Any, output_hidden_states: bool, **_: Any) -> Any:
        import torch

        layers = [torch.stack([input_ids.float() + at] * WIDTH, -1) for at in range(3)]
        return SimpleNamespace(hidden_states=layers, last_hidden_state=layers[-1])


def letters(texts: Sequence[str], *, max_length: int, **_: Any) -> dict[str, Any]:
    import torch

    cut = [[ord(letter) for letter in text[:max_length]] for text in texts]
    longest = max(map(len, cut))
    ids = torch.tensor([one + [0] * (longest - len(one)) for one in cut])
    mask = torch.tensor([[1] * len(one) + [0] * (longest - len(one)) for one in cut])
    return {"input_ids": ids, "attention_mask": mask}


def test_states_come_in_the_order_of_the_texts_and_without_padding() -> None:
    import torch

    from knowledge.training.beginning import TOGETHER, encode

    texts = ["abcdefgh", "a", *["bc"] * TOGETHER]
    states, vectors = encode(
        Encoder(), letters, texts, 4, lambda layers, row, length: layers[0][row, :length]
    )
    assert [[chr(int(token[0])) for token in one] for one in states[:3]] == [list("abcd"), ["a"], list("bc")]
    assert len(states) == len(texts)
    assert torch.allclose(vectors.norm(dim=1), torch.ones(len(texts)))


def test_each_training_keeps_the_layers_that_its_network_reads() -> None:
    import torch

    from knowledge.late_interaction import LAYERS
    from knowledge.training.matcher import without_prefix
    from knowledge.training.reader import of_layers

    layers = Encoder()(input_ids=torch.tensor([[5, 6, 7, 0]]), output_hidden_states=True).hidden_states
    assert without_prefix(1)(layers, 0, 3).shape == (2, LAYERS * WIDTH)
    assert of_layers([0, 2])(layers, 0, 3)[:, 0, 0].tolist() == [5.0, 7.0]


def test_the_report_counts_questions_whose_clause_was_not_even_looked_at() -> None:
    from knowledge.training.beginning import report

    told = report(
        {"own": [0.9, 0.8], "taken_away": [0.1, 0.85], "not_stated": [0.2]}, of=4, before=1, first=2, third=3
    )
    assert told == "first 0.250 -> 0.500, of three 0.750, tells taken away 0.750, not stated 1.000"
