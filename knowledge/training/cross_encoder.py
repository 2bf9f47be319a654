"""Learns the cross-encoder: `python -m knowledge.training.cross_encoder --model FOLDER --out cross_encoder.npz`.

The cross-encoder (knowledge/cross_encoder.py) reads a question and one clause together. FOLDER is the plain model
(`modelbuild --without-adapter`, its `st/`): embeddings and lowest layers stay as they are, so that it can be built
from the same wheels. Each step puts five edits (knowledge/training/edits.py) to it with both of their sides, four
questions to their own clause and to one near it, and two that the policy leaves open to a near clause. Held-out
policies show the progress. `--start` goes on from what was learnt before. A step takes four seconds of a core.
"""

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score
from torch import nn

from knowledge.cross_encoder import MOST_TOKENS
from knowledge.late_interaction import MAX_CLAUSE_TOKENS, MAX_QUESTION_TOKENS
from knowledge.reader import read_reader, write_reader
from knowledge.training.beginning import arguments_of, begin, encode
from knowledge.training.cross_network import CrossHead, put_weights, trained_layers, weights_of
from knowledge.training.reader import Asked, collect

EDITS, OWN, SILENT = 5, 4, 2
"""So many questions of each kind in a step."""
NEAR = 3
"""A clause that does not answer is one of the nearest so many."""
APART = 0.3
"""How much it counts beside the loss of each pair that of an edit's two sides the answering one scores higher."""
RATE = 8e-5
TOGETHER = 16
ASKED_EACH = 150
"""So many questions of a kind show the progress."""

T = TypeVar("T")
Pair = tuple[str, str]


@dataclass(frozen=True)
class Texts:
    """What is asked and read, with the vectors that tell which clauses are near a question."""

    questions: list[str]
    question_vectors: NDArray[np.float32]
    clauses: list[str]
    clause_vectors: NDArray[np.float32]

    def own(self, asked: Asked) -> Pair:
        """The question with the clause that answers it, or that looks as if it did."""
        number = asked.own if asked.edited is None else asked.edited
        if number is None:
            raise ValueError("no clause answers this question")
        return self.questions[asked.question], self.clauses[number]

    def near(self, asked: Asked) -> list[Pair]:
        """The question with each of the nearest clauses that do not answer it."""
        cosine = self.clause_vectors[list(asked.clauses)] @ self.question_vectors[asked.question]
        wrong = [asked.clauses[n] for n in np.argsort(-cosine) if asked.clauses[n] != asked.own]
        return [(self.questions[asked.question], self.clauses[number]) for number in wrong[:NEAR]]


class Deck(Generic[T]):
    """Deals all of its cards in a random order, then anew."""

    def __init__(self, cards: Sequence[T], random_: random.Random) -> None:
        self._cards, self._random = cards, random_
        self._left: list[T] = []

    def deal(self, count: int) -> list[T]:
        """So many cards."""
        dealt = []
        for _ in range(count):
            self._left = self._left or self._random.sample(self._cards, len(self._cards))
            dealt.append(self._left.pop())
        return dealt


class Sampler:
    """Draws what is trained on."""

    def __init__(self, asked: Sequence[Asked], texts: Texts, random_: random.Random) -> None:
        by_kind: dict[str, list[Asked]] = {}
        for one in asked:
            by_kind.setdefault(one.kind, []).append(one)
        other_side = {one.question: one for one in by_kind["unsaid"]}
        self._texts, self._random = texts, random_
        self._edits = Deck([(one, other_side[one.question]) for one in by_kind["said"]], random_)
        self._own = Deck(by_kind["own"], random_)
        self._silent = Deck(by_kind["not_stated"], random_)

    def step(self) -> tuple[list[Pair], list[float]]:
        """Pairs and whether the clause answers (1 or 0): the edits first, answering and not in turn."""
        pairs: list[Pair] = []
        answers: list[float] = []
        for said, unsaid in self._edits.deal(EDITS):
            pairs += [self._texts.own(said), self._texts.own(unsaid)]
            answers += [1.0, 0.0]
        for one in self._own.deal(OWN):
            pairs += [self._texts.own(one), self._random.choice(self._texts.near(one))]
            answers += [1.0, 0.0]
        for one in self._silent.deal(SILENT):
            pairs.append(self._random.choice(self._texts.near(one)))
            answers.append(0.0)
        return pairs, answers


class Network(nn.Module):
    """BERT with the head on it; `tokenizer` reads pairs of texts."""

    def __init__(self, bert: Any, tokenizer: Any) -> None:
        super().__init__()
        self.bert, self.tokenizer = bert, tokenizer
        self.head = CrossHead(bert.config.hidden_size)
        for parameter in bert.parameters():
            parameter.requires_grad_(False)
        for parameter in trained_layers(bert).parameters():
            parameter.requires_grad_(True)

    def forward(self, pairs: Sequence[Pair]) -> torch.Tensor:
        """(n,) logits."""
        batch = self.tokenizer(
            [question for question, _ in pairs],
            [clause for _, clause in pairs],
            padding=True,
            truncation="only_second",
            max_length=MOST_TOKENS,
            return_tensors="pt",
        )
        with torch.autocast("cpu", dtype=torch.bfloat16):
            states = self.bert(**batch).last_hidden_state
            logits: torch.Tensor = self.head(states, batch["attention_mask"])
        return logits.float()


@torch.no_grad()
def scores(network: Network, pairs: Sequence[Pair]) -> list[float]:
    """The logits of many pairs, those of a length together."""
    found = [0.0] * len(pairs)
    order = sorted(range(len(pairs)), key=lambda number: len(pairs[number][1]))
    for start in range(0, len(order), TOGETHER):
        part = order[start : start + TOGETHER]
        for number, logit in zip(part, network([pairs[n] for n in part]).tolist(), strict=True):
            found[number] = logit
    return found


def held_out(network: Network, texts: Texts, asked: Sequence[Asked], random_: random.Random) -> str:
    """On held-out policies, as areas under the curve: the sides of edits; a question's own clause and one near it;
    own clauses and what is near a question that is left open. And how often of two sides the answering one scores
    higher."""
    network.eval()
    of = {
        kind: [one for one in asked if one.kind == kind] for kind in ("said", "unsaid", "own", "not_stated")
    }
    some = random_.sample(of["own"], min(ASKED_EACH, len(of["own"])))
    said, unsaid = (scores(network, [texts.own(one) for one in of[kind]]) for kind in ("said", "unsaid"))
    own, beside = (
        scores(network, [texts.own(one) for one in some]),
        scores(network, [texts.near(one)[0] for one in some]),
    )
    silent = scores(network, [texts.near(one)[0] for one in of["not_stated"]])
    network.train()

    def area(right: Sequence[float], wrong: Sequence[float]) -> float:
        return float(roc_auc_score([1] * len(right) + [0] * len(wrong), [*right, *wrong]))

    apart = np.mean([one > other for one, other in zip(said, unsaid, strict=True)])
    return (
        f"edits {area(said, unsaid):.3f}, of two sides {apart:.3f}, "
        f"beside {area(own, beside):.3f}, not stated {area(own, silent):.3f}"
    )


def loss_of(logits: torch.Tensor, answers: Sequence[float]) -> torch.Tensor:
    """The loss of one step, whose edits come first."""
    of_pairs = nn.functional.binary_cross_entropy_with_logits(logits, torch.tensor(answers))
    apart = logits[0 : 2 * EDITS : 2] - logits[1 : 2 * EDITS : 2]
    return of_pairs + APART * nn.functional.softplus(-apart).mean()


def train(network: Network, sampler: Sampler, steps: int, rate: float, out: Path, progress: Any) -> None:
    """AdamW with one cycle; writes the weights at each report."""
    body = list(trained_layers(network.bert).parameters())
    groups = [{"params": body, "lr": rate}, {"params": list(network.head.parameters()), "lr": 5 * rate}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, [rate, 5 * rate], total_steps=steps, pct_start=0.1
    )
    start, sum_ = time.monotonic(), 0.0
    for step in range(1, steps + 1):
        pairs, answers = sampler.step()
        loss = loss_of(network(pairs), answers)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_([*body, *network.head.parameters()], 1.0)
        optimiser.step()
        schedule.step()
        sum_ += loss.item()
        if step % 200 == 0 or step == steps:
            print(
                f"{step}/{steps} loss {sum_ / 200:.3f} {progress()} {time.monotonic() - start:.0f} s",
                flush=True,
            )
            sum_ = 0.0
            write_reader(out, weights_of(network.bert, network.head), network.bert.config.num_attention_heads)


def main(arguments: Sequence[str] | None = None) -> int:
    """Train and write the cross-encoder."""
    parser = arguments_of("knowledge.training.cross_encoder", __doc__, rate=RATE, epochs=1.1)
    parser.add_argument("--start", type=Path, help="a cross-encoder of the same model to go on from")
    options = parser.parse_args(arguments)

    def texts_of(model: Any, tokenizer: Any, questions: list[str], clauses: list[str]) -> Texts:
        def nothing(*_: object) -> torch.Tensor:
            return torch.empty(0)

        of_questions = encode(model, tokenizer, questions, MAX_QUESTION_TOKENS, nothing)[1]
        of_clauses = encode(model, tokenizer, clauses, MAX_CLAUSE_TOKENS, nothing)[1]
        return Texts(questions, of_questions.numpy(), clauses, of_clauses.numpy())

    from transformers import AutoModel, AutoTokenizer

    begun = begin(options.model, options.threads, collect, texts_of)
    network = Network(AutoModel.from_pretrained(options.model), AutoTokenizer.from_pretrained(options.model))
    if options.start:
        stored = {name: torch.from_numpy(array) for name, array in read_reader(options.start)[0].items()}
        put_weights(network.bert, network.head, stored)

    def progress() -> str:
        return held_out(network, begun.held_out.encoded, begun.held_out.asked, random.Random(1))  # noqa: S311

    edits = sum(one.kind == "said" for one in begun.learnt.asked)
    print(f"{edits} edits to learn from; before: {progress()}", flush=True)
    sampler = Sampler(begun.learnt.asked, begun.learnt.encoded, begun.random_)
    train(network, sampler, int(options.epochs * edits / EDITS), options.rate, options.out, progress)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
