"""What the trainings of the reader and of the matcher begin with: their options, the frozen encoder, and the invented
policies in two parts, to learn from and held out."""

import argparse
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

import torch

from knowledge.training.texts import TrainingPolicy, load_out_of_scope, load_policies, split

E = TypeVar("E")
A = TypeVar("A")
SEED = 5


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
