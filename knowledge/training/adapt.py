"""Learns the adapter of the embedding model: `python -m knowledge.training.adapt --out adapter.npz`.

Contrastive, in batches of two kinds: different topics with a question and a clause (or a second question) each, and
whole invented policies, where a question's negatives are the neighbouring clauses. The lower layers are frozen, so
their output is computed once; only low-rank changes (LoRA) of the upper ones are trained. About ten minutes of two
quiet cores for two epochs. Held-out topics' questions and whole held-out policies show the progress.
"""

import argparse
import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
import yaml
from torch import nn

from knowledge.adapter import write_adapter
from knowledge.paths import model_dir
from knowledge.topics.taxonomy import load_topics

PAIRS = Path(__file__).resolve().parent / "pairs"
FROM_LAYER = 6
RANK, ALPHA = 16, 32
SCALE = 25.0
BATCH = 24
RATE = 3e-4
MAX_TOKENS = 192
HELD_OUT_POLICIES = 0.1
CLAUSE_RATHER_THAN_QUESTION = 0.75


@dataclass(frozen=True)
class Texts:
    """What is learnt from: (question list, clause list) by topic, and (clause, questions) lists by policy."""

    topics: list[tuple[list[str], list[str]]]
    policies: list[list[tuple[str, list[str]]]]
    held_out: list[list[tuple[str, list[str]]]]

    def all(self) -> list[str]:
        """Every text with its prefix, once."""
        found: dict[str, None] = {}
        for questions, clauses in self.topics:
            found.update(dict.fromkeys([_query(q) for q in questions] + [_passage(c) for c in clauses]))
        for policy in (*self.policies, *self.held_out):
            for clause, questions in policy:
                found.update(dict.fromkeys([_passage(clause), *(_query(q) for q in questions)]))
        return list(found)


class LowRank(nn.Module):
    """A frozen linear layer with a low-rank change beside it."""

    def __init__(self, base: nn.Linear) -> None:
        super().__init__()
        self.base = base
        self.a = nn.Parameter(torch.randn(RANK, base.in_features) / math.sqrt(base.in_features))
        self.b = nn.Parameter(torch.zeros(base.out_features, RANK))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """The layer's output, changed."""
        changed: torch.Tensor = self.base(x) + (x @ self.a.T @ self.b.T) * (ALPHA / RANK)
        return changed


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
        states = _through(self._high, states, mask)
        pooled = (states * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True)
        return nn.functional.normalize(pooled, dim=-1)

    @property
    def parameters(self) -> list[nn.Parameter]:
        """What is trained."""
        return [matrix for layer in self._changed.values() for matrix in (layer.a, layer.b)]

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


def _query(text: str) -> str:
    return f"query: {text}"


def _passage(text: str) -> str:
    return f"passage: {text}"


def _lines(text: str | None) -> list[str]:
    return [line.strip() for line in (text or "").splitlines() if line.strip()]


def load_texts(random_: random.Random, pairs: Path = PAIRS) -> Texts:
    """The topic map and the invented policies; a share of the policies is held out."""
    topics = [(list(t.examples), list(t.clauses)) for t in load_topics().topics]
    policies = []
    for file in sorted(pairs.glob("*.yml")):
        for policy in yaml.safe_load(file.read_text(encoding="utf-8")):
            clauses = [
                (f"{c['section']}\n{c['text'].strip()}", _lines(c["questions"])) for c in policy["clauses"]
            ]
            policies.append([(text, questions) for text, questions in clauses if questions])
    random_.shuffle(policies)
    held = max(1, round(len(policies) * HELD_OUT_POLICIES))
    return Texts(topics, policies[held:], policies[:held])


def batch_of(texts: Texts, random_: random.Random, topic_share: float) -> tuple[list[str], list[str]]:
    """Questions and what each belongs to; the n-th of one belongs to the n-th of the other, and to no other."""
    left, right = [], []
    if random_.random() < topic_share:
        for questions, clauses in random_.sample(texts.topics, min(BATCH, len(texts.topics))):
            left.append(_query(random_.choice(questions)))
            other = (
                _passage(random_.choice(clauses))
                if clauses and random_.random() < CLAUSE_RATHER_THAN_QUESTION
                else _query(random_.choice(questions))
            )
            right.append(other)
        return left, right
    for policy in random_.sample(texts.policies, 3):
        for clause, questions in random_.sample(policy, min(8, len(policy))):
            left.append(_query(random_.choice(questions)))
            right.append(_passage(clause))
    return left, right


@torch.no_grad()
def within_policy(model: Adapted, policies: Sequence[list[tuple[str, list[str]]]]) -> float:
    """The share of questions whose own clause is nearest among its policy's clauses."""
    right = total = 0
    for policy in policies:
        clauses = model([_passage(clause) for clause, _ in policy])
        for number, (_, questions) in enumerate(policy):
            nearest = (model([_query(q) for q in questions]) @ clauses.T).argmax(1)
            right += int((nearest == number).sum())
            total += len(questions)
    return right / max(total, 1)


def main(arguments: Sequence[str] | None = None) -> int:
    """Train and write the adapter."""
    parser = argparse.ArgumentParser(prog="knowledge.training.adapt", description=__doc__)
    parser.add_argument(
        "--plain", type=Path, required=True, help="from modelbuild --without-adapter: its st/"
    )
    parser.add_argument("--out", type=Path, default=model_dir().parent / "adapter.npz")
    parser.add_argument("--epochs", type=float, default=2.0)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args(arguments)
    torch.set_num_threads(options.threads)
    torch.manual_seed(3)
    random_ = random.Random(3)  # noqa: S311 - a training order, not a secret
    texts = load_texts(random_)
    model = Adapted(options.plain, texts.all())
    print(f"before: {within_policy(model, texts.held_out):.3f} of held-out questions find their clause")
    of_topics = sum(len(questions) for questions, _ in texts.topics)
    of_pairs = sum(len(questions) for policy in texts.policies for _, questions in policy)
    steps = int(options.epochs * (of_topics + of_pairs) / BATCH)
    optimiser = torch.optim.AdamW(model.parameters, lr=RATE, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=steps, pct_start=0.1)
    for step in range(1, steps + 1):
        left, right = batch_of(texts, random_, of_topics / (of_topics + of_pairs))
        similar = model(left) @ model(right).T * SCALE
        own = torch.arange(len(left))
        loss = nn.functional.cross_entropy(similar, own) + nn.functional.cross_entropy(similar.T, own)
        optimiser.zero_grad()
        (loss / 2).backward()  # type: ignore[no-untyped-call]
        optimiser.step()
        schedule.step()
        if step % 200 == 0 or step == steps:
            share = within_policy(model, texts.held_out)
            print(f"{step}/{steps}: {share:.3f} of held-out questions find their clause", flush=True)
            model.save(options.out)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
