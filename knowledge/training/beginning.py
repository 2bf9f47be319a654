"""What the trainings of the reader and of the matcher begin with: their options, the frozen encoder and what it says of
texts, and the invented policies in two parts, to learn from and held out; and how both tell what they have learnt."""

import argparse
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

import torch
from torch import nn

from knowledge.training.texts import TrainingPolicy, load_out_of_scope, load_policies, split

E = TypeVar("E")
A = TypeVar("A")
SEED = 5
TOGETHER = 32
"""So many texts are encoded at once, those of a length beside each other."""


@dataclass(frozen=True)
class Side(Generic[E, A]):
    """One part of the policies: what the encoder says of their texts, and what is asked of them."""

    policies: list[TrainingPolicy]
    encoded: E
    asked: list[A]


@dataclass(frozen=True)
class Beginning(Generic[E, A]):
    """What training goes on from; `random_` has been drawn from for what is asked at random."""

    model: Any
    random_: random.Random
    learnt: Side[E, A]
    held_out: Side[E, A]


def arguments_of(program: str, about: str | None, *, rate: float, epochs: float) -> argparse.ArgumentParser:
    """The options that both have, with their own usual values."""
    parser = argparse.ArgumentParser(prog=program, description=about)
    parser.add_argument("--model", type=Path, required=True, help="the adapted model: st/ of modelbuild")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--rate", type=float, default=rate)
    parser.add_argument("--epochs", type=float, default=epochs, help="how long to train; see the module")
    parser.add_argument("--threads", type=int, default=2)
    return parser


def begin(
    folder: Path,
    threads: int,
    collect: Callable[
        [Sequence[TrainingPolicy], Sequence[str], random.Random], tuple[list[str], list[str], list[A]]
    ],
    encode: Callable[[Any, Any, list[str], list[str]], E],
) -> Beginning[E, A]:
    """Load the encoder from its folder and ask it about all texts.

    Args:
        folder: the adapted model.
        threads: how many the computing may use.
        collect: (question texts, clause texts, what is asked) of policies; messages of no business of theirs are put
            to those that are learnt from.
        encode: what is kept of the encoder's (model, tokenizer) word on questions and clauses.
    """
    from transformers import AutoModel, AutoTokenizer

    torch.set_num_threads(threads)
    torch.manual_seed(SEED)
    random_ = random.Random(SEED)  # noqa: S311 - a training order, not a secret
    tokenizer = AutoTokenizer.from_pretrained(folder)
    model = AutoModel.from_pretrained(folder, attn_implementation="eager").eval()

    def side(policies: list[TrainingPolicy], outside: Sequence[str]) -> Side[E, A]:
        questions, clauses, asked = collect(policies, outside, random_)
        return Side(policies, encode(model, tokenizer, questions, clauses), asked)

    learnt, kept = split(load_policies())
    return Beginning(model, random_, side(learnt, load_out_of_scope()[0]), side(kept, ()))


def encode(
    model: Any,
    tokenizer: Any,
    texts: Sequence[str],
    most: int,
    kept: Callable[[Sequence[torch.Tensor], int, int], torch.Tensor],
) -> tuple[list[torch.Tensor], torch.Tensor]:
    """What the encoder says of each text, cut off at `most` tokens: what is `kept` of its states, and its unit vector
    (the mean of its last states, as the encoder is used).

    `kept` is given the states of every layer (batch, tokens, width), the text's row, and the number of its tokens.
    """
    states: list[torch.Tensor] = [torch.empty(0)] * len(texts)
    vectors = torch.zeros(len(texts), model.config.hidden_size)
    order = sorted(range(len(texts)), key=lambda number: len(texts[number]))
    for start in range(0, len(order), TOGETHER):
        part = order[start : start + TOGETHER]
        batch = tokenizer(
            [texts[n] for n in part], padding=True, truncation=True, max_length=most, return_tensors="pt"
        )
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            out = model(**batch, output_hidden_states=True)
        mask = batch["attention_mask"]
        pooled = (out.last_hidden_state.float() * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True)
        for row, number in enumerate(part):
            states[number] = kept(out.hidden_states, row, int(mask[row].sum()))
            vectors[number] = nn.functional.normalize(pooled[row], dim=0)
    return states, vectors


def report(scores: Mapping[str, Sequence[float]], *, of: int, before: int, first: int, third: int) -> str:
    """On held-out policies: `of` how many questions the right clause came first `before` and after, and among three;
    how well a question's own score is told from its score without its clause, and from one that is not stated (area
    under the curve). `scores`: own, taken_away, not_stated."""
    from sklearn.metrics import roc_auc_score

    own = scores["own"]

    def area(kind: str) -> float:
        return float(roc_auc_score([1] * len(own) + [0] * len(scores[kind]), [*own, *scores[kind]]))

    return (
        f"first {before / of:.3f} -> {first / of:.3f}, of three {third / of:.3f}, "
        f"tells taken away {area('taken_away'):.3f}, not stated {area('not_stated'):.3f}"
    )
