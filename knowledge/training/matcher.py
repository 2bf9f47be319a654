"""Learns to compare token by token: `python -m knowledge.training.matcher --model FOLDER --out matcher.npz`.

The matcher (knowledge/late_interaction.py) compares a question with the clauses of one policy. The adapted encoder
stays as it is; learnt are the two matrices that bring its tokens to the small space, how much a question's token
matters, and how nearness and cosine become odds. A question is compared with all clauses of its own policy, never with
another policy's.

What teaches it silence: a question whose own clause is taken away. Held-out policies show the progress, with and
without the right clause.
"""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import nn

from knowledge.late_interaction import (
    CLAUSE_PREFIX_TOKENS,
    LAYERS,
    MAX_CLAUSE_TOKENS,
    MAX_QUESTION_TOKENS,
    QUESTION_PREFIX_TOKENS,
    write_matcher,
)
from knowledge.training.beginning import arguments_of, begin, encode, report
from knowledge.training.matcher_network import Matcher
from knowledge.training.reader import Asked, collect

WIDTH = 128
"""Of the small space: as ColBERT has it; 64 is hardly worse, more is not better."""
POLICIES, QUESTIONS, BESIDE = 5, 16, 2
"""A batch: so many policies, of each so many questions that it answers, and so many of each other kind."""
TAKEN_AWAY = 0.3
"""The share of the questions whose own clause is taken away."""
RATE = 1e-3
_FAR = -1e4


@dataclass
class Encoded:
    """States (tokens, seen) and vectors of all texts by number: what the frozen encoder says of them."""

    questions: list[torch.Tensor]
    question_vectors: torch.Tensor
    clauses: list[torch.Tensor]
    clause_vectors: torch.Tensor


def without_prefix(prefix: int) -> Callable[[Sequence[torch.Tensor], int, int], torch.Tensor]:
    """What is kept of a text (`beginning.encode`): half-precision states (tokens, seen) without its first ones."""

    def kept(layers: Sequence[torch.Tensor], row: int, length: int) -> torch.Tensor:
        return torch.cat([layer[row, prefix:length] for layer in layers[-LAYERS:]], -1).half()

    return kept


def padded(states: Sequence[torch.Tensor]) -> tuple[torch.Tensor, torch.Tensor]:
    """One batch (n, tokens, seen) and its mask."""
    longest = max(len(one) for one in states)
    batch, mask = torch.zeros(len(states), longest, states[0].shape[-1]), torch.zeros(len(states), longest)
    for row, one in enumerate(states):
        batch[row, : len(one)], mask[row, : len(one)] = one.float(), 1
    return batch, mask


def logits(
    matcher: Matcher, encoded: Encoded, questions: Sequence[int], clauses: Sequence[int]
) -> torch.Tensor:
    """(questions, clauses): how well each clause answers each question."""
    cosine = encoded.question_vectors[list(questions)] @ encoded.clause_vectors[list(clauses)].T
    found: torch.Tensor = matcher(
        *padded([encoded.questions[number] for number in questions]),
        *padded([encoded.clauses[number] for number in clauses]),
        cosine,
    )
    return found


def by_policy(asked: Sequence[Asked]) -> dict[tuple[int, ...], dict[str, list[Asked]]]:
    """What is asked of each policy (by its clauses), by kind."""
    found: dict[tuple[int, ...], dict[str, list[Asked]]] = {}
    for one in asked:
        found.setdefault(one.clauses, {}).setdefault(one.kind, []).append(one)
    return found


def loss_of(
    matcher: Matcher,
    encoded: Encoded,
    clauses: tuple[int, ...],
    asked: dict[str, list[Asked]],
    random_: random.Random,
) -> tuple[torch.Tensor, int]:
    """(sum of the cross-entropies, their number) of a few questions put to one policy."""
    own = asked.get("own", [])
    drawn = random_.sample(own, min(QUESTIONS, len(own)))
    for kind in ("not_stated", "out_of_scope"):
        others = asked.get(kind, [])
        drawn += random_.sample(others, min(BESIDE, len(others)))
    found = logits(matcher, encoded, [one.question for one in drawn], clauses)
    nothing = len(clauses)
    targets = []
    for row, one in enumerate(drawn):
        right = nothing if one.own is None else clauses.index(one.own)
        if one.own is not None and random_.random() < TAKEN_AWAY:
            found = found.index_put((torch.tensor(row), torch.tensor(right)), torch.tensor(_FAR))
            right = nothing
        targets.append(right)
    every = torch.cat([found, torch.zeros(len(drawn), 1)], 1)
    return nn.functional.cross_entropy(every, torch.tensor(targets), reduction="sum"), len(drawn)


@torch.no_grad()
def held_out(matcher: Matcher, encoded: Encoded, asked: Sequence[Asked]) -> str:
    """On held-out policies: how often the right clause is first, by cosine and by this, and how well it
    tells a question from the same question without its clause (area under the curve), and from one not stated."""
    odds: dict[str, list[float]] = {"own": [], "taken_away": [], "not_stated": []}
    nearest = first = third = 0
    for clauses, kinds in by_policy(asked).items():
        for one in (one for kind in ("own", "not_stated") for one in kinds.get(kind, [])):
            found = logits(matcher, encoded, [one.question], clauses)[0]
            if one.own is None:
                odds["not_stated"].append(float(found.logsumexp(0)))
                continue
            right = clauses.index(one.own)
            odds["own"].append(float(found.logsumexp(0)))
            odds["taken_away"].append(
                float(torch.cat([found[:right], found[right + 1 :], torch.tensor([_FAR])]).logsumexp(0))
            )
            cosine = encoded.clause_vectors[list(clauses)] @ encoded.question_vectors[one.question]
            nearest += int(cosine.argmax()) == right
            first += int(found.argmax()) == right
            third += right in found.argsort(descending=True)[:3].tolist()
    return report(odds, of=len(odds["own"]), before=nearest, first=first, third=third)


def main(arguments: Sequence[str] | None = None) -> int:
    """Train and write it."""
    parser = arguments_of("knowledge.training.matcher", __doc__, rate=RATE, epochs=6.0)
    options = parser.parse_args(arguments)

    def encoded_of(model: Any, tokenizer: Any, questions: list[str], clauses: list[str]) -> Encoded:
        return Encoded(
            *encode(model, tokenizer, questions, MAX_QUESTION_TOKENS, without_prefix(QUESTION_PREFIX_TOKENS)),
            *encode(model, tokenizer, clauses, MAX_CLAUSE_TOKENS, without_prefix(CLAUSE_PREFIX_TOKENS)),
        )

    begun = begin(options.model, options.threads, collect, encoded_of)
    random_, kept = begun.random_, begun.held_out
    encoded, asked = begun.learnt.encoded, begun.learnt.asked
    matcher = Matcher(*beginning(encoded, random_))
    print(
        f"{len(asked)} questions to learn from; before: {held_out(matcher, kept.encoded, kept.asked)}",
        flush=True,
    )
    train(
        matcher,
        encoded,
        asked,
        random_,
        # Each policy is drawn five times an epoch.
        int(options.epochs * 5 * len(begun.learnt.policies) / POLICIES),
        options.rate,
        lambda: held_out(matcher, kept.encoded, kept.asked),
        options.out,
    )
    return 0


def beginning(encoded: Encoded, random_: random.Random) -> tuple[torch.Tensor, torch.Tensor]:
    """(mean state, the `WIDTH` directions in which states differ most): what training begins with."""
    states = torch.cat(random_.sample(encoded.clauses, min(300, len(encoded.clauses)))).float()
    mean = states.mean(0)
    return mean, torch.linalg.svd((states - mean)[::7], full_matrices=False)[2][:WIDTH].T.contiguous()


def train(
    matcher: Matcher,
    encoded: Encoded,
    asked: Sequence[Asked],
    random_: random.Random,
    steps: int,
    rate: float,
    progress: Callable[[], str],
    out: Path,
) -> None:
    """AdamW with one cycle; writes it at each report."""
    groups: list[dict[str, Any]] = [
        {"params": [matcher.question, matcher.clause], "lr": rate},
        {"params": [matcher.importance, matcher.importance_bias], "lr": 10 * rate},
        {"params": [matcher.scale, matcher.cosine_scale], "lr": 100 * rate},
        {"params": [matcher.nothing, matcher.cosine_nothing], "lr": 10 * rate},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.0)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, [group["lr"] for group in groups], total_steps=steps, pct_start=0.1
    )
    policies = by_policy(asked)
    start, sum_ = time.monotonic(), 0.0
    for step in range(1, steps + 1):
        drawn = random_.sample(list(policies), POLICIES)
        parts = [loss_of(matcher, encoded, clauses, policies[clauses], random_) for clauses in drawn]
        loss = torch.stack([sum_of for sum_of, _ in parts]).sum() / sum(count for _, count in parts)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
        schedule.step()
        sum_ += loss.item()
        if step % 100 == 0 or step == steps:
            mean = sum_ / (step % 100 or 100)
            print(f"{step}/{steps} loss {mean:.3f} {progress()} {time.monotonic() - start:.0f} s", flush=True)
            sum_ = 0.0
            write_matcher(out, matcher.weights())


if __name__ == "__main__":
    raise SystemExit(main())
