"""Learns the adapter of the embedding model: `python -m knowledge.training.adapt --plain FOLDER --out adapter.npz`.

Contrastive, in batches of two kinds: different topics with a question and a clause (or a second question) each, and
whole invented policies, where a question's negatives are the neighbouring clauses. The lower layers are frozen, so
their output is computed once; only low-rank changes (LoRA) of the upper ones are trained, in bfloat16. Policies that
are held out of all training (`texts.split`) show the progress.
"""

import argparse
import math
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import nn

from knowledge.adapter import write_adapter
from knowledge.paths import model_dir
from knowledge.training.texts import (
    LARGE,
    PASSAGE,
    QUERY,
    TrainingPolicy,
    load_policies,
    load_topic_pairs,
    split,
)

FROM_LAYER = 6
RANK, ALPHA = 16, 32
SCALE = 25.0
BATCH = 32
RATE = 4e-4
MAX_TOKENS = 192
CLAUSE_RATHER_THAN_QUESTION = 0.75
QUESTIONS_LONG = 6
"""How many questions a clause has, about: what an epoch is counted by."""
POLICIES_A_BATCH, QUESTIONS_A_CLAUSE = 2, 3
LARGE_ONE = 30
"""From so many clauses on a policy is a batch of its own: its siblings are hard to tell apart."""
LARGE_SHARE = 0.5
"""The share of the policies' batches that is drawn from large ones, which are few."""
MOST_QUESTIONS = 100
"""In a batch of policies."""


@dataclass(frozen=True)
class Texts:
    """What is learnt from: (questions, clauses) by topic, policies; and the policies that show the progress."""

    topics: list[tuple[tuple[str, ...], tuple[str, ...]]]
    policies: list[TrainingPolicy]
    held_out: list[TrainingPolicy]

    def all(self) -> list[str]:
        """Every text with its prefix, once."""
        found: dict[str, None] = {}
        for questions, clauses in self.topics:
            found.update(dict.fromkeys([QUERY + q for q in questions] + [PASSAGE + c for c in clauses]))
        for policy in (*self.policies, *self.held_out):
            for clause in policy.clauses:
                found.update(dict.fromkeys([PASSAGE + clause.text, *(QUERY + q for q in clause.questions)]))
        return list(found)


class LowRank(nn.Module):
    """A frozen linear layer with a low-rank change beside it."""

    def __init__(self, base: nn.Linear) -> None:
        super().__init__()
        self.base = base
        self.a = nn.Parameter(torch.randn(RANK, base.in_features) / math.sqrt(base.in_features))
        self.b = nn.Parameter(torch.zeros(base.out_features, RANK))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """The layer's output, changed. The change is added to the weight first: one product instead of three."""
        weight = self.base.weight + self.b @ self.a * (ALPHA / RANK)
        return nn.functional.linear(x, weight, self.base.bias)


class Adapted:
    """The model: cached states below `FROM_LAYER`, trainable layers above."""

    def __init__(self, folder: Path, texts: Sequence[str]) -> None:
        from transformers import AutoModel, AutoTokenizer

        self._tokenizer = AutoTokenizer.from_pretrained(folder)
        self._model = AutoModel.from_pretrained(folder, attn_implementation="eager").eval()
        for parameter in self._model.parameters():
            parameter.requires_grad_(False)
        layers = self._model.encoder.layer
        self._low, self._high = layers[:FROM_LAYER], layers[FROM_LAYER:]
        self._states = dict(self._cache(texts))
        self._changed: dict[str, LowRank] = {}
        for number in range(FROM_LAYER, len(layers)):
            self._replace(layers[number], f"encoder.layer.{number}")

    def _replace(self, layer: nn.Module, prefix: str) -> None:
        for name, module in list(layer.named_modules()):
            for child, linear in list(module.named_children()):
                if isinstance(linear, nn.Linear):
                    changed = LowRank(linear)
                    setattr(module, child, changed)
                    self._changed[".".join(part for part in (prefix, name, child) if part)] = changed

    @torch.no_grad()
    def _cache(self, texts: Sequence[str]) -> Iterator[tuple[str, torch.Tensor]]:
        ordered = sorted(texts, key=len)
        for start in range(0, len(ordered), 48):
            part = ordered[start : start + 48]
            batch = self._tokenizer(
                part, padding=True, truncation=True, max_length=MAX_TOKENS, return_tensors="pt"
            )
            with torch.autocast("cpu", dtype=torch.bfloat16):
                states = _through(
                    self._low, self._model.embeddings(batch["input_ids"]), batch["attention_mask"].float()
                )
            for row, text in enumerate(part):
                yield text, states[row, : int(batch["attention_mask"][row].sum())].half().clone()

    def __call__(self, texts: Sequence[str]) -> torch.Tensor:
        """Unit vectors (n, dim) of texts that were given at the start, with their prefixes."""
        found = [self._states[text] for text in texts]
        longest = max(state.shape[0] for state in found)
        states = torch.zeros(len(found), longest, found[0].shape[1])
        mask = torch.zeros(len(found), longest)
        for row, state in enumerate(found):
            states[row, : state.shape[0]] = state.float()
            mask[row, : state.shape[0]] = 1
        with torch.autocast("cpu", dtype=torch.bfloat16):
            states = _through(self._high, states, mask).float()
        pooled = (states * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True)
        return nn.functional.normalize(pooled, dim=-1)

    @property
    def parameters(self) -> list[nn.Parameter]:
        """What is trained."""
        return [matrix for layer in self._changed.values() for matrix in (layer.a, layer.b)]

    def start_from(self, path: Path) -> None:
        """Go on from an adapter that was learnt before, of the same layers and rank."""
        with np.load(path) as arrays:
            for name, layer in self._changed.items():
                layer.a.data = torch.from_numpy(arrays[f"{name}:a"].astype(np.float32))
                layer.b.data = torch.from_numpy(arrays[f"{name}:b"].astype(np.float32)) * (RANK / ALPHA)

    def save(self, path: Path) -> None:
        """Write the adapter."""
        write_adapter(
            path,
            {
                name: (layer.a.detach().numpy(), layer.b.detach().numpy(), ALPHA / RANK)
                for name, layer in self._changed.items()
            },
        )


def _through(layers: nn.ModuleList, states: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    bias = (1.0 - mask[:, None, None, :]) * -1e4
    for layer in layers:
        out = layer(states, bias)
        states = out[0] if isinstance(out, tuple) else out
    return states


def load_texts() -> Texts:
    """The topic map and the invented policies, the large ones as well."""
    learnt, held_out = split(load_policies() + load_policies(LARGE))
    return Texts(load_topic_pairs(), learnt, held_out)


@dataclass(frozen=True)
class Batch:
    """Questions, the texts they are compared with, which text is each one's own, and which it is compared with at all.

    A question about a fee must not be pushed away from another company's fee clause: it is compared with the clauses
    of its own policy, as it will be when it is asked.
    """

    left: list[str]
    right: list[str]
    own: list[int]
    compared: torch.Tensor


def batch_of(texts: Texts, random_: random.Random, topic_share: float) -> Batch:
    """A batch of topics, or of whole policies."""
    if random_.random() < topic_share:
        return _topics_batch(texts, random_)
    left: list[str] = []
    right: list[str] = []
    own: list[int] = []
    policy_of_left: list[int] = []
    policy_of_right: list[int] = []
    together = _policies_of_a_batch(texts.policies, random_)
    for number, policy in enumerate(together):
        drawn = [
            (question, len(right) + place)
            for place, clause in enumerate(policy.clauses)
            for question in random_.sample(clause.questions, min(QUESTIONS_A_CLAUSE, len(clause.questions)))
        ]
        for question, place in random_.sample(drawn, min(MOST_QUESTIONS // len(together), len(drawn))):
            left.append(QUERY + question)
            own.append(place)
            policy_of_left.append(number)
        right += [PASSAGE + clause.text for clause in policy.clauses]
        policy_of_right += [number] * len(policy.clauses)
    same = torch.tensor(policy_of_left)[:, None] == torch.tensor(policy_of_right)[None, :]
    return Batch(left, right, own, same)


def _policies_of_a_batch(policies: Sequence[TrainingPolicy], random_: random.Random) -> list[TrainingPolicy]:
    large = [policy for policy in policies if len(policy.clauses) >= LARGE_ONE]
    if large and random_.random() < LARGE_SHARE:
        return [random_.choice(large)]
    return random_.sample(
        [policy for policy in policies if len(policy.clauses) < LARGE_ONE], POLICIES_A_BATCH
    )


def _topics_batch(texts: Texts, random_: random.Random) -> Batch:
    left, right = [], []
    for questions, clauses in random_.sample(texts.topics, min(BATCH, len(texts.topics))):
        left.append(QUERY + random_.choice(questions))
        other = (
            PASSAGE + random_.choice(clauses)
            if clauses and random_.random() < CLAUSE_RATHER_THAN_QUESTION
            else QUERY + random_.choice(questions)
        )
        right.append(other)
    return Batch(left, right, list(range(len(left))), torch.ones(len(left), len(right), dtype=torch.bool))


def loss_of(model: "Adapted", batch: Batch) -> torch.Tensor:
    """Cross-entropy of each question's own text among those that it is compared with."""
    similar = model(batch.left) @ model(batch.right).T * SCALE
    similar = similar.masked_fill(~batch.compared, -1e4)
    return nn.functional.cross_entropy(similar, torch.tensor(batch.own))


@torch.no_grad()
def within_policy(model: Adapted, policies: Sequence[TrainingPolicy]) -> float:
    """The share of questions whose own clause is nearest among its policy's clauses."""
    right = total = 0
    for policy in policies:
        clauses = model([PASSAGE + clause.text for clause in policy.clauses])
        for number, clause in enumerate(policy.clauses):
            if clause.questions:
                nearest = (model([QUERY + q for q in clause.questions]) @ clauses.T).argmax(1)
                right += int((nearest == number).sum())
                total += len(clause.questions)
    return right / max(total, 1)


def _told(model: Adapted, held_out: Sequence[TrainingPolicy]) -> str:
    small = within_policy(model, [one for one in held_out if len(one.clauses) < LARGE_ONE])
    large = within_policy(model, [one for one in held_out if len(one.clauses) >= LARGE_ONE])
    return f"of held-out questions {small:.3f} find their clause in small policies, {large:.3f} in large ones"


def main(arguments: Sequence[str] | None = None) -> int:
    """Train and write the adapter."""
    parser = argparse.ArgumentParser(prog="knowledge.training.adapt", description=__doc__)
    parser.add_argument(
        "--plain", type=Path, required=True, help="from modelbuild --without-adapter: its st/"
    )
    parser.add_argument("--out", type=Path, default=model_dir().parent / "adapter.npz")
    parser.add_argument("--start", type=Path, help="an adapter to go on from")
    parser.add_argument("--rate", type=float, default=RATE)
    parser.add_argument("--epochs", type=float, default=3.0, help="how often each topic and policy is seen")
    parser.add_argument("--steps", type=int, help="so many instead of by epochs")
    parser.add_argument("--topic-share", type=float, help="of batches, instead of by the numbers of texts")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args(arguments)
    torch.set_num_threads(options.threads)
    torch.manual_seed(3)
    random_ = random.Random(3)  # noqa: S311 - a training order, not a secret
    texts = load_texts()
    model = Adapted(options.plain, texts.all())
    if options.start:
        model.start_from(options.start)
    print(f"before: {_told(model, texts.held_out)}")
    of_topics = sum(len(questions) for questions, _ in texts.topics) / BATCH
    of_policies = len(texts.policies) * QUESTIONS_LONG / (POLICIES_A_BATCH * QUESTIONS_A_CLAUSE)
    topic_share = options.topic_share
    if topic_share is None:
        topic_share = of_topics / (of_topics + of_policies)
    steps = options.steps or int(options.epochs * (of_topics + of_policies))
    optimiser = torch.optim.AdamW(model.parameters, lr=options.rate, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, options.rate, total_steps=steps, pct_start=0.1)
    start = time.monotonic()
    for step in range(1, steps + 1):
        loss = loss_of(model, batch_of(texts, random_, topic_share))
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
        schedule.step()
        if step % 50 == 0 or step == steps:
            print(
                f"{step}/{steps}: {_told(model, texts.held_out)}, {time.monotonic() - start:.0f} s",
                flush=True,
            )
            model.save(options.out)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
