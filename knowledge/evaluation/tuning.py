"""Chooses the weights that stand above the models: `python -m knowledge.evaluation.tuning`.

Read from: invented policies that were held out of all training, and half of the other companies of tests/eval
(`TUNED_ON`); what is decided with desk facts at hand, from the development questions. Never from
tests/eval/heldout.jsonl, nor from the other half. Prints the constants of `knowledge.close_reading` and
`knowledge.judging`; a person puts them there.
"""

import math
import random
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import numpy as np

from knowledge.answering import Answerer, load_answerer
from knowledge.close_reading import FURTHEST
from knowledge.composing import Asker, clause_citation
from knowledge.evaluation.answers import holds_gold
from knowledge.evaluation.elsewhere import policies_at
from knowledge.evaluation.questions import Question, evaluation_dir, load_questions
from knowledge.judging import ALONE, Signals, bounded
from knowledge.paths import company_of
from knowledge.scope import OUTSIDE_SHARE, held_out_log_odds, load_scope_texts
from knowledge.training.texts import GENERAL_KNOWLEDGE, load_out_of_scope, load_policies, split
from knowledge.vocabulary import CompanyId

TUNED_ON = ("bank", "city_bus", "university")


def invented(folder: Path) -> list[Question]:
    """Writes the held-out invented policies as policy texts below `folder`; gives the questions on them."""
    questions = []
    for number, policy in enumerate(split(load_policies())[1]):
        company = company_of(folder / f"invented{number}")
        lines = [policy.name, ""]
        for clause in policy.clauses:
            section, _, text = clause.text.partition("\n")
            lines += ["", section.rpartition(" > ")[2], text]
            spans = tuple(line.strip() for line in text.splitlines() if len(line.strip()) >= 8)
            for question in clause.questions:
                questions.append(_question(company, "fact", question, spans))
        questions += [_question(company, "unanswerable", q, ()) for q in policy.not_stated]
        (folder / company).mkdir(parents=True)
        (folder / company / "policy.txt").write_text("\n".join(lines), encoding="utf-8")
    return questions


def _question(company: CompanyId, kind: str, text: str, spans: tuple[str, ...]) -> Question:
    return Question("", company, None, kind, "", text, spans, ())


@dataclass(frozen=True)
class Seen:
    """A question with its signals; of each clause that was read whether it is right, its score and its logit.

    `wanting`: the judge has no say, because no clause holds the kind of value that is asked for.
    """

    question: Question
    signals: Signals
    wanting: bool
    rows: tuple[tuple[bool, float, float], ...]


def observe(answerer: Answerer, questions: Sequence[Question]) -> list[Seen]:
    """What the models say of each question, before anything is weighed."""
    seen = []
    for question in questions:
        examined = answerer.examine(question.question, question.company, Asker(question.region))
        if examined is None:
            continue
        rows = tuple(
            (
                holds_gold(clause_citation(r.clause, r.passage.version), r.clause.region, question),
                r.score,
                logit,
            )
            for r, logit in zip(examined.found.ranked, examined.found.logits, strict=False)
        )
        seen.append(Seen(question, examined.signals, examined.wanting, rows))
    return seen


def told_wanting(name: str, seen: Sequence[Seen]) -> None:
    """Prints how often a value is asked for of which no clause near the question holds the kind."""
    for kind, rows in (
        ("answerable", [one for one in seen if one.question.answerable]),
        ("unanswerable", [one for one in seen if one.question.type == "unanswerable"]),
    ):
        print(f"value asked for and not held, {name}, {kind}: {sum(r.wanting for r in rows)} of {len(rows)}")


def _judged(one: Seen) -> bool:
    return one.question.type != "out_of_scope" and not one.wanting


def first_right(seen: Sequence[Seen], ranking: float) -> str:
    """hit@1 and hit@3 over answerable questions with this weight of the ranking's score, logits bounded as in use."""
    ones, threes = [], []
    for one in seen:
        if one.question.answerable:
            order = sorted(
                one.rows, key=lambda row: -(ranking * row[1] + max(-FURTHEST, min(FURTHEST, row[2])))
            )
            ones.append(bool(order and order[0][0]))
            threes.append(any(row[0] for row in order[:3]))
    return f"{np.mean(ones):.3f} {np.mean(threes):.3f}"


def fit(seen: Sequence[Seen], columns: Sequence[int], weights: Sequence[float]) -> None:
    """Fits a judge on answerable against unanswerable questions; prints it with what thresholds give."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import roc_auc_score

    x = np.array([[astuple(one.signals)[c] for c in columns] for one in seen])
    y = np.array([one.question.answerable for one in seen])
    w = np.array(weights)
    # Not balanced: what it says is shown as `confidence`, which should come true as often as it says.
    model = LogisticRegression(C=1.0).fit(x, y, sample_weight=w)
    p = model.predict_proba(x)[:, 1]
    judged = [0.0] * len(fields(Signals))
    for column, value in zip(columns, model.coef_[0], strict=True):
        judged[column] = round(float(value), 3)
    area = roc_auc_score(y, p, sample_weight=w)
    print(f"Judge({tuple(judged)}, {float(model.intercept_[0]):.3f}) area under the curve {area:.3f}")
    for threshold in (0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8):
        refused = np.average(p[y] < threshold, weights=w[y])
        silent = np.average(p[~y] < threshold, weights=w[~y])
        print(f"  threshold {threshold}: refused {refused:.3f}, unanswerable said so {silent:.3f}")
    for number, field_ in enumerate(fields(Signals)):
        alone = roc_auc_score(y, [astuple(one.signals)[number] for one in seen], sample_weight=w)
        print(f"  {field_.name} alone {alone:.3f}")


def fit_border(answerer: Answerer, inside: Sequence[Seen]) -> None:
    """Fits where the desk's business ends, on general knowledge put to companies at random (as a classifier sees it
    that has not learnt it) against what is asked of invented policies; prints it with what borders give."""
    from sklearn.linear_model import LogisticRegression

    chance = random.Random(5)  # noqa: S311 - a sample, not a secret
    known = sorted(load_out_of_scope(GENERAL_KNOWLEDGE)[0])
    odds = held_out_log_odds(load_scope_texts(), answerer.ranker.searcher.encoder)
    companies = sorted(answerer.ranker.searcher.index.companies)
    rows = [(one.signals.outside, max(logit for *_, logit in one.rows), 0) for one in inside if one.rows]
    for text in chance.sample(known, 350):
        examined = answerer.examine(text, chance.choice(companies), Asker(None))
        if examined is not None and examined.found.logits:
            rows.append((bounded(odds[text]), max(examined.found.logits), 1))
    x, y = np.array([row[:2] for row in rows]), np.array([row[2] for row in rows])
    share = np.where(y == 1, OUTSIDE_SHARE / y.sum(), (1 - OUTSIDE_SHARE) / (y == 0).sum()) * len(y)
    model = LogisticRegression(C=10.0).fit(x, y, sample_weight=share)
    p = model.predict_proba(x)[:, 1]
    for border in (0.2, 0.3, 0.4, 0.5, 0.6):
        bias = float(model.intercept_[0]) - math.log(border / (1 - border))
        print(
            f"Border({model.coef_[0][0]:.3f}, {model.coef_[0][1]:.3f}, {bias:.3f}) at {border}: outside found "
            f"{np.mean(p[y == 1] >= border):.3f}, inside refused {np.mean(p[y == 0] >= border):.3f}"
        )
    before = x[:, 0] >= ALONE
    print(f"the question alone: {np.mean(before[y == 1]):.3f}, {np.mean(before[y == 0]):.3f}")


def main() -> int:
    """Prints what to set."""
    other = [q for q in load_questions(evaluation_dir() / "other_questions.jsonl") if q.company in TUNED_ON]
    with tempfile.TemporaryDirectory(prefix="madoguchi-tuning-") as scratch:
        texts = Path(scratch) / "policies"
        made = invented(texts)
        with policies_at(texts, Path(scratch) / "var") as answerer:
            seen = observe(answerer, made)
        with policies_at(evaluation_dir() / "other_policies", Path(scratch) / "var2") as answerer:
            seen_other = observe(answerer, other)
    dev = load_questions(evaluation_dir() / "questions.jsonl")
    answerer = load_answerer()
    seen_dev = observe(answerer, dev)
    seen_bare = observe(Answerer(answerer.ranker, {}, answerer.routes, answerer.closely), dev)
    for ranking in (0.0, 1.0, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 100.0):
        shown = " | ".join(first_right(one, ranking) for one in (seen, seen_other, seen_dev, seen_bare))
        print(f"ranking {ranking:5}: hit@1 hit@3 invented | other | development | without facts: {shown}")
    for name, one in (
        ("invented", seen),
        ("other", seen_other),
        ("development", seen_dev),
        ("bare", seen_bare),
    ):
        told_wanting(name, one)
    print("scope")
    fit_border(answerer, seen)
    inside = [one for one in (*seen, *seen_other) if _judged(one)]
    print("without facts, from invented policies")
    fit(inside, (0, 2, 4), [1.0 if o.question.company.startswith("invented") else 4.0 for o in inside])
    print("with facts, from the development questions")
    own = [one for one in seen_dev if _judged(one)]
    fit(own, (0, 1, 2, 3, 4, 5), [1.0] * len(own))
    return 0


if __name__ == "__main__":
    sys.exit(main())
