"""Learns the clause reader: `python -m knowledge.training.reader --model FOLDER --out reader.npz`.

The reader (knowledge/reader.py) looks at a question and a few clauses of one policy and says which one answers it, or
that none does. It starts from the upper layers of the adapted encoder; the question's words look at each clause's words
through the states that the encoder has for them, so a clause is computed once and only the question is computed again.

What teaches it silence: a question whose own clause is taken away. Questions that were written as "not stated" alone
would teach it their style instead. With `--edits` also clauses a few words of which were changed, which made it no
better (docs/decisions/0109). Held-out policies show the progress: with and without the right clause, and on edits.
"""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score
from torch import nn

from knowledge.late_interaction import MAX_CLAUSE_TOKENS, MAX_QUESTION_TOKENS
from knowledge.reader import (
    FIRST_LAYER,
    read_reader,
    write_reader,
)
from knowledge.training.beginning import arguments_of, begin, encode, report
from knowledge.training.edits import load_edits
from knowledge.training.network import Reader
from knowledge.training.texts import (
    PASSAGE,
    QUERY,
    TrainingPolicy,
)

CANDIDATES = 6
BATCH = 12
RATE = 1e-4
OWN, TAKEN_AWAY, NOT_STATED, OUT_OF_SCOPE = 0.62, 0.26, 0.06, 0.06
"""Shares of what is trained on: the right clause is there; it is taken away; there is none; not the desk's business."""
KINDS = ("own", "not_stated", "out_of_scope", "said", "unsaid")
SHOWN = 3
"""So many clauses of an edit's question are read on held-out policies, as in use (`knowledge.close_reading`)."""


@dataclass(frozen=True)
class Asked:
    """A question put to a policy. `own` is the clause that answers it, None where none does; `edited` is the clause
    that looks as if it did, among those that are read in any case."""

    question: int
    own: int | None
    clauses: tuple[int, ...]
    kind: str
    edited: int | None = None


@dataclass
class Encoded:
    """States and vectors of all texts by number: what the frozen encoder says of them."""

    questions: list[torch.Tensor]
    question_vectors: NDArray[np.float32]
    clauses: list[torch.Tensor]
    clause_vectors: NDArray[np.float32]

    def nearest(self, asked: Asked) -> list[int]:
        """The policy's clauses, nearest by cosine first."""
        cosine = self.clause_vectors[list(asked.clauses)] @ self.question_vectors[asked.question]
        return [asked.clauses[number] for number in np.argsort(-cosine)]


Drawn = tuple[Asked, list[int], int | None]
"""A question, the clauses to choose from, and the place of the right one among them."""


class Sampler:
    """Draws what is trained on; `edited`: so many edits are in each step, each with both of its sides."""

    def __init__(
        self, asked: Sequence[Asked], encoded: Encoded, random_: random.Random, edited: int = 0
    ) -> None:
        self._encoded, self._random, self._edits = encoded, random_, edited
        self._by_kind: dict[str, list[Asked]] = {kind: [] for kind in KINDS}
        for one in asked:
            self._by_kind[one.kind].append(one)
        self._waiting: dict[str, list[Asked]] = {kind: [] for kind in self._by_kind}
        self._other_side = {one.question: one for one in self._by_kind["unsaid"]}

    def batch(self) -> list[Drawn]:
        """What one step learns from: questions by their shares, and edits with both of their sides."""
        drawn = [self._drawn(asked) for _ in range(self._edits) for asked in self._edited()]
        return drawn + [self.draw() for _ in range(BATCH - len(drawn))]

    def draw(self) -> Drawn:
        """A question, the clauses to choose from, and the place of the right one among them."""
        kind = self._random.choices(
            ("own", "taken_away", "not_stated", "out_of_scope"), (OWN, TAKEN_AWAY, NOT_STATED, OUT_OF_SCOPE)
        )[0]
        return self._drawn(self._next("own" if kind == "taken_away" else kind), kind == "taken_away")

    def _next(self, source: str) -> Asked:
        if not self._waiting[source]:
            self._waiting[source] = self._random.sample(self._by_kind[source], len(self._by_kind[source]))
        return self._waiting[source].pop()

    def _edited(self) -> tuple[Asked, ...]:
        """The two sides of an edit; none where there are no edits."""
        if not self._by_kind["said"]:
            return ()
        said = self._next("said")
        return said, self._other_side[said.question]

    def _drawn(self, asked: Asked, taken_away: bool = False) -> Drawn:
        must = asked.own if asked.edited is None else asked.edited
        wrong = [number for number in self._encoded.nearest(asked) if number != must]
        near = wrong[: CANDIDATES - 1]
        if len(wrong) > CANDIDATES:
            near = [*wrong[: CANDIDATES - 2], self._random.choice(wrong[CANDIDATES - 2 :])]
        if must is None or taken_away:
            return asked, near, None
        return asked, [must, *near], 0 if must == asked.own else None


def of_layers(chosen: Sequence[int]) -> Callable[[Sequence[torch.Tensor], int, int], torch.Tensor]:
    """What is kept of a text (`beginning.encode`): states (layers, tokens, width) in bfloat16."""

    def kept(layers: Sequence[torch.Tensor], row: int, length: int) -> torch.Tensor:
        return torch.stack([layers[at][row, :length] for at in chosen]).bfloat16()

    return kept


def collect(
    policies: Sequence[TrainingPolicy], outside: Sequence[str], random_: random.Random
) -> tuple[list[str], list[str], list[Asked]]:
    """(question texts, clause texts, what is asked) over the policies; `outside` is asked of them at random."""
    questions: list[str] = []
    clauses: list[str] = []
    asked: list[Asked] = []

    def add(text: str, own: int | None, numbers: tuple[int, ...], kind: str) -> None:
        asked.append(Asked(len(questions), own, numbers, kind))
        questions.append(QUERY + text)

    ranges = []
    edits = load_edits(policies)
    for policy in policies:
        numbers = tuple(range(len(clauses), len(clauses) + len(policy.clauses)))
        ranges.append(numbers)
        clauses += [PASSAGE + clause.text for clause in policy.clauses]
        for number, clause in zip(numbers, policy.clauses, strict=True):
            for question in clause.questions:
                add(question, number, numbers, "own")
        for question in policy.not_stated:
            add(question, None, numbers, "not_stated")
        for edit in (edit for edit in edits if edit.policy == policy.name):
            here, there = numbers[edit.clause], len(clauses)
            clauses.append(PASSAGE + edit.edited)
            changed = tuple(there if number == here else number for number in numbers)
            said, unsaid = (
                ((numbers, here), (changed, there)) if edit.cut else ((changed, there), (numbers, here))
            )
            asked.append(Asked(len(questions), said[1], said[0], "said", said[1]))
            asked.append(Asked(len(questions), None, unsaid[0], "unsaid", unsaid[1]))
            questions.append(QUERY + edit.question)
    for text in outside:
        add(text, None, random_.choice(ranges), "out_of_scope")
    return questions, clauses, asked


def padded(
    questions: Sequence[torch.Tensor], clauses: Sequence[torch.Tensor]
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
    """One batch: question states, their mask, clause states, their mask."""
    count, width = len(questions), questions[0].shape[-1]
    longest_q = max(q.shape[1] for q in questions)
    longest_c = max(c.shape[1] for c in clauses)
    x = torch.zeros(count, longest_q, width, dtype=torch.bfloat16)
    y = torch.zeros(count, clauses[0].shape[0], longest_c, width, dtype=torch.bfloat16)
    x_mask, y_mask = torch.zeros(count, longest_q), torch.zeros(count, longest_c)
    for row, (question, clause) in enumerate(zip(questions, clauses, strict=True)):
        x[row, : question.shape[1]], x_mask[row, : question.shape[1]] = question[0], 1
        y[row, :, : clause.shape[1]], y_mask[row, : clause.shape[1]] = clause, 1
    return x, x_mask, y, y_mask


def scores(reader: Reader, encoded: Encoded, rows: Sequence[tuple[Asked, list[int]]]) -> list[torch.Tensor]:
    """The logits of each question's clauses."""
    questions = [encoded.questions[asked.question] for asked, numbers in rows for _ in numbers]
    clauses = [encoded.clauses[number] for _, numbers in rows for number in numbers]
    cosine = torch.tensor(
        [
            float(encoded.clause_vectors[number] @ encoded.question_vectors[asked.question])
            for asked, numbers in rows
            for number in numbers
        ]
    )
    with torch.autocast("cpu", dtype=torch.bfloat16):
        flat = reader(*padded(questions, clauses), cosine).float()
    return list(flat.split([len(numbers) for _, numbers in rows]))


@torch.no_grad()
def held_out(reader: Reader, encoded: Encoded, asked: Sequence[Asked]) -> str:
    """On held-out policies: how often the right clause is first, before and after reading, and how well the reader
    tells a question from the same question without its clause (area under the curve), and from one not stated."""
    reader.eval()
    found: dict[str, list[float]] = {"own": [], "taken_away": [], "not_stated": [], "said": [], "unsaid": []}
    first_before = first = third = 0
    for start in range(0, len(asked), 8):
        rows: list[tuple[Asked, list[int]]] = []
        for one in asked[start : start + 8]:
            near = encoded.nearest(one)
            if one.edited is not None:
                rows.append((one, [one.edited, *(number for number in near if number != one.edited)][:SHOWN]))
                continue
            rows.append((one, near[:CANDIDATES]))
            if one.own is not None:
                rows.append((one, [number for number in near if number != one.own][:CANDIDATES]))
        for (one, numbers), logits in zip(rows, scores(reader, encoded, rows), strict=True):
            answered = float(1 - 1 / (1 + logits.exp().sum()))
            if one.edited is not None:
                found[one.kind].append(answered)
            elif one.own is None:
                found["not_stated"].append(answered)
            elif one.own in numbers:
                found["own"].append(answered)
                order = [numbers[n] for n in logits.argsort(descending=True).tolist()]
                first_before += numbers[0] == one.own
                first += order[0] == one.own
                third += one.own in order[:3]
            else:
                found["taken_away"].append(answered)
    reader.train()
    count = sum(one.kind == "own" for one in asked)
    told = report(found, of=count, before=first_before, first=first, third=third)
    return told + told_edits(found["said"], found["unsaid"])


def told_edits(said: Sequence[float], unsaid: Sequence[float]) -> str:
    """How well the sides of edits are told apart: area under the curve over all, and the share of questions whose
    answering side scores higher. Both sequences are in the order of the questions."""
    if not said:
        return ""
    area = float(roc_auc_score([1] * len(said) + [0] * len(unsaid), [*said, *unsaid]))
    apart = sum(one > other for one, other in zip(said, unsaid, strict=True)) / len(said)
    return f", edits {area:.3f}, of two sides {apart:.3f}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Train and write the reader."""
    parser = arguments_of("knowledge.training.reader", __doc__, rate=RATE, epochs=2.0)
    parser.add_argument("--start", type=Path, help="a reader of the same encoder to go on from")
    parser.add_argument("--edits", type=int, default=0, help="so many edits in each step (decision 0109: 3)")
    options = parser.parse_args(arguments)

    def encoded_of(model: Any, tokenizer: Any, questions: list[str], clauses: list[str]) -> Encoded:
        layers = range(FIRST_LAYER, model.config.num_hidden_layers)
        asked, of_asked = encode(model, tokenizer, questions, MAX_QUESTION_TOKENS, of_layers([FIRST_LAYER]))
        read, of_read = encode(model, tokenizer, clauses, MAX_CLAUSE_TOKENS, of_layers(layers))
        return Encoded(asked, of_asked.numpy(), read, of_read.numpy())

    begun = begin(options.model, options.threads, collect, encoded_of)
    model, random_, kept = begun.model, begun.random_, begun.held_out
    encoded, asked = begun.learnt.encoded, begun.learnt.asked
    reader = Reader(
        model.encoder.layer[FIRST_LAYER:], model.config.hidden_size, model.config.num_attention_heads
    )
    if options.start:
        weights = read_reader(options.start)[0]
        reader.load_state_dict({name: torch.from_numpy(array) for name, array in weights.items()})
    print(
        f"{len(asked)} questions to learn from; before: {held_out(reader, kept.encoded, kept.asked)}",
        flush=True,
    )
    steps = int(options.epochs * sum(one.kind == "own" for one in asked) / OWN / BATCH)
    sampler = Sampler(asked, encoded, random_, options.edits)
    train(
        reader,
        sampler,
        encoded,
        steps,
        options.rate,
        lambda: held_out(reader, kept.encoded, kept.asked),
        options.out,
    )
    return 0


def train(
    reader: Reader,
    sampler: Sampler,
    encoded: Encoded,
    steps: int,
    rate: float,
    progress: Callable[[], str],
    out: Path,
) -> None:
    """AdamW with one cycle; writes the reader at each report."""
    fresh = [reader.segment, *reader.inner.parameters(), *reader.outer.parameters()]
    groups = [
        {"params": list(reader.layers.parameters()), "lr": rate},
        {"params": fresh, "lr": 5 * rate},
        {"params": [reader.cosine], "lr": 0.05, "weight_decay": 0.0},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, [rate, 5 * rate, 0.05], total_steps=steps, pct_start=0.1
    )
    start, sum_ = time.monotonic(), 0.0
    for step in range(1, steps + 1):
        drawn = sampler.batch()
        loss = torch.zeros(())
        for (_, _, right), logits in zip(
            drawn, scores(reader, encoded, [(one, numbers) for one, numbers, _ in drawn]), strict=True
        ):
            target = torch.tensor([len(logits) if right is None else right])
            loss = loss + nn.functional.cross_entropy(torch.cat([logits, torch.zeros(1)])[None], target)
        loss = loss / BATCH
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        sum_ += loss.item()
        if step % 200 == 0 or step == steps:
            print(
                f"{step}/{steps} loss {sum_ / 200:.3f} {progress()} {time.monotonic() - start:.0f} s",
                flush=True,
            )
            sum_ = 0.0
            write_reader(out, reader.state_dict(), reader.heads)


if __name__ == "__main__":
    raise SystemExit(main())
