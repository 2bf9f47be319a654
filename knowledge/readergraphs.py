"""The clause reader's two graphs for onnxruntime: what it needs of a clause, made when the index is built, and reading.

The network (knowledge/training/network.py) lets a question's tokens attend to a clause's states by keys and values that
depend on the clause alone. Made once for each clause they leave only the question's own products for each question.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, cast

import numpy as np
import torch

from knowledge.e5container import Container
from knowledge.modelgraphs import bert, quantise, trace
from knowledge.reader import (
    FIRST_LAYER,
    READER_FILE,
    SIDES_FILE,
    ClausePart,
    ClauseReader,
    SideMaker,
    feed_names,
    read_reader,
)
from knowledge.training.network import Reader

_TOKENS = 7
"""Of the clauses in the examples that the graphs are traced with; any other number will do."""


class SidesOf(torch.nn.Module):
    """A clause's keys and values in each layer."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, states: torch.Tensor) -> torch.Tensor:
        """(tokens, layers, 2, heads, depth) from states (layers, tokens, width)."""
        made = []
        for number, layer in enumerate(cast("Iterable[Any]", self.reader.layers)):
            seen = states[number] + self.reader.segment
            both = (layer.attention.self.key(seen), layer.attention.self.value(seen))
            made.append(torch.stack([one.unflatten(-1, (self.reader.heads, -1)) for one in both], dim=1))
        return torch.stack(made, dim=1)


class Read(torch.nn.Module):
    """The network's logits for one question and several clauses, from the clauses' sides in 8 bits.

    A scale stands for a token's head, so that it is applied to the attention instead of to all of its numbers.
    """

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(
        self, question: torch.Tensor, mask: torch.Tensor, cosine: torch.Tensor, *sides: torch.Tensor
    ) -> torch.Tensor:
        """(n,) from question (1, q, width), mask (n, p), cosine (n,) and, for keys and then values, each layer's
        numbers (n, heads, p, depth) and scales (n, heads, p)."""
        reader = self.reader
        bias = ((1.0 - mask) * -1e4)[:, None, None, :]
        x = question
        for number, layer in enumerate(cast("Iterable[Any]", reader.layers)):
            keys, key_scales, values, value_scales = sides[4 * number : 4 * number + 4]
            attention, words = layer.attention, x.shape[1]
            query, key, value = (
                projection(x).unflatten(-1, (reader.heads, -1)).transpose(1, 2)
                for projection in (attention.self.query, attention.self.key, attention.self.value)
            )
            query = query / query.shape[-1] ** 0.5
            own = query @ key.transpose(-1, -2)
            if number == 0:  # until here the question is the same for all clauses, and computed once
                own = own.expand(mask.shape[0], -1, -1, -1)
            other = (query @ keys.to(x.dtype).transpose(-1, -2)) * key_scales[:, :, None] + bias
            weights = torch.softmax(torch.cat([own, other], -1), dim=-1)
            of_clause = weights.narrow(-1, words, mask.shape[1]) * value_scales[:, :, None]
            mixed = weights.narrow(-1, 0, words) @ value + of_clause @ values.to(x.dtype)
            mixed = mixed.transpose(1, 2).flatten(2)
            x = attention.output.LayerNorm(attention.output.dense(mixed) + x)
            inner = torch.nn.functional.gelu(layer.intermediate.dense(x))
            x = layer.output.LayerNorm(layer.output.dense(inner) + x)
        pooled = torch.cat([x.mean(1), x[:, 0]], -1)
        score: torch.Tensor = reader.outer(torch.nn.functional.gelu(reader.inner(pooled)))[:, 0]
        return score + reader.cosine * (cosine - 0.5)


def export_reader(container: Container, made: Path, scratch: Path) -> float:
    """Write both graphs into `made`; gives the largest difference of their logits to the weights as they stand."""
    weights, heads = read_reader()
    width = container.shape.hidden
    reader = Reader(bert(container).encoder.layer[FIRST_LAYER:], width, heads)
    reader.load_state_dict({name: torch.from_numpy(array) for name, array in weights.items()})
    reader.eval()
    export_network(reader, width, made, scratch)
    return _apart(reader, width, made)


def export_network(reader: Reader, width: int, made: Path, scratch: Path) -> None:
    """Write both graphs of this network into `made`."""
    layers = len(reader.layers)
    trace(
        SidesOf(reader),
        (torch.randn(layers, _TOKENS, width),),
        made / SIDES_FILE,
        inputs=("states",),
        outputs=("sides",),
        shapes={"states": {1: "tokens"}, "sides": {0: "tokens"}},
    )
    whole = scratch / "reader.fp32.onnx"
    numbers = torch.zeros(2, reader.heads, _TOKENS, width // reader.heads, dtype=torch.int8)
    sides = (numbers, torch.ones(2, reader.heads, _TOKENS)) * (2 * layers)
    names = feed_names(layers)
    by_token = {0: "batch", 2: "tokens"}
    trace(
        Read(reader),
        (torch.randn(1, 5, width), torch.ones(2, _TOKENS), torch.full((2,), 0.8), *sides),
        whole,
        inputs=names,
        outputs=("logits",),
        shapes={
            **dict.fromkeys(names[3:], by_token),
            "question": {1: "words"}, "mask": {0: "batch", 1: "tokens"}, "cosine": {0: "batch"},
            "logits": {0: "batch"},
        },
    )  # fmt: skip
    quantise(whole, made / READER_FILE)


def _apart(reader: Reader, width: int, made: Path) -> float:
    """How far the logits of the graphs are from the network's, at most, on noise."""
    generator = torch.Generator().manual_seed(1)
    question = torch.randn(1, 5, width, generator=generator)
    clauses = torch.randn(2, len(reader.layers), _TOKENS, width, generator=generator)
    with torch.no_grad():
        expected = reader(
            question.expand(2, -1, -1),
            torch.ones(2, 5),
            clauses,
            torch.ones(2, _TOKENS),
            torch.full((2,), 0.8),
        ).numpy()
    maker = SideMaker(made / SIDES_FILE)
    parts = [ClausePart(maker.sides(one.numpy()), 0.8) for one in clauses]
    got = ClauseReader(made / READER_FILE, threads=1).logits(question[0].numpy(), parts)
    return float(np.abs(got - expected).max())
