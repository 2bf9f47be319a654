"""Question sets apart from the development run over HTTP, measured in one process (tests/eval/README.md).

- `held-out`: other questions on this installation's companies, with their desk facts;
- `leave one company out`: the same and the development questions as if the company had brought its policy text alone.
  No model learns from a company's text or questions, so that leaving one out is leaving its `desk.yml` out; some
  weights were chosen with the development figures in view, so the held-out part alone is the strict figure;
- `seldom asked`: a stranger's questions, most on clauses that the other sets hardly ask for, but those looked at;
- `other companies`: policies of other trades that nobody has tuned on.
"""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from evaluation.questions import Result
from knowledge.answering import Answerer, load_answerer
from knowledge.evaluation.answers import Measured, measure
from knowledge.evaluation.elsewhere import policies_at
from knowledge.evaluation.questions import Question, load_questions
from knowledge.evaluation.tuning import TUNED_ON


def measure_apart(folder: Path) -> list[tuple[str, list[Result]]]:
    """(title, results) of each set; a file that is not there is left out."""
    answerer = load_answerer()
    bare = Answerer(answerer.ranker, {}, answerer.routes, answerer.closely)
    held_out = _questions(folder / "heldout.jsonl")
    development = _questions(folder / "questions.jsonl")
    sets = [("held-out", results(measure(answerer, held_out)))] if held_out else []
    sets.append(("leave one company out", results(measure(bare, [*development, *held_out]))))
    corners = [q for q in _questions(folder / "corners.jsonl") if not may_be_looked_at(q)]
    if corners:
        sets.append(("seldom asked", results(measure(answerer, corners))))
    other = [q for q in _questions(folder / "other_questions.jsonl") if q.company not in TUNED_ON]
    if other:
        with (
            tempfile.TemporaryDirectory(prefix="madoguchi-eval-") as var,
            policies_at(folder / "other_policies", Path(var)) as others,
        ):
            sets.append(("other companies", results(measure(others, other))))
    return sets


def may_be_looked_at(question: Question) -> bool:
    """Of the stranger's questions those with an odd number; the others are for reporting only."""
    return int(question.id.removeprefix("g")) % 2 == 1


def _questions(path: Path) -> list[Question]:
    return load_questions(path) if path.exists() else []


def results(measured: Sequence[Measured]) -> list[Result]:
    """The same in the report's shape."""
    return [
        Result(
            id=one.question.id,
            company=one.question.company,
            region=one.question.region.value if one.question.region else None,
            type=one.question.type,
            style=one.question.style,
            question=one.question.question,
            rank=one.rank,
            answerable=one.answered,
            confidence=one.confidence,
            facts_said=one.facts_said,
            facts=len(one.question.must_say),
            text=one.text,
            faults=list(one.faults),
        )
        for one in measured
    ]
