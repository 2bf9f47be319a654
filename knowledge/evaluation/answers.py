"""Measures answers without the running system: a question set over an `Answerer`, with and without desk facts.

    python -m knowledge.evaluation.answers FILE [--policies FOLDER] [--without-facts] [--failures]

What `make eval` reports over HTTP is measured here in one process: that is what makes the leave-one-company-out run
(`--without-facts`: nothing curated from the company's own text) and sets over other policies affordable.
"""

import argparse
import re
import sys
import tempfile
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.answering import Answer, Answerer, load_answerer
from knowledge.citations import Citation
from knowledge.evaluation.elsewhere import policies_at
from knowledge.evaluation.questions import Question, load_questions
from knowledge.vocabulary import MessageKind, Region

_SPACE = re.compile(r"\s+")
DEPTH = 10


def squeeze(text: str) -> str:
    """NFKC, without white space: how the evaluation compares strings (tests/eval/README.md)."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text))


@dataclass(frozen=True)
class Measured:
    """One question and what became of it. `rank` is that of the first passage that holds a gold span, None beyond
    `DEPTH`; `faults` are things that must never happen."""

    question: Question
    rank: int | None
    kind: MessageKind
    confidence: float
    topic: str | None
    facts_said: int
    faults: tuple[str, ...]
    text: str = ""

    @property
    def answered(self) -> bool:
        """Whether a policy was quoted as the answer."""
        return self.kind is MessageKind.ANSWER


def measure(answerer: Answerer, questions: Iterable[Question]) -> list[Measured]:
    """Put each question to the answerer as staff's look-up does: company and region given."""
    return [_measure(answerer, question) for question in questions]


def _measure(answerer: Answerer, question: Question) -> Measured:
    found = answerer.answer(
        question.question, company=question.company, region=question.region, audience="staff", limit=DEPTH
    )
    text = "\n".join(one.text for one in found.statements)
    said = squeeze(text)
    return Measured(
        question=question,
        rank=next((p.rank for p in found.passages if holds_gold(p.citation, p.region, question)), None),
        kind=found.kind,
        confidence=found.confidence,
        topic=found.topic,
        facts_said=sum(squeeze(fact) in said for fact in question.must_say),
        faults=_faults(answerer, found, question),
        text=text,
    )


def holds_gold(citation: Citation, region: Region | None, question: Question) -> bool:
    """Whether the passage holds a gold span, outside the chapters of other regions than the customer's: the rule of
    `questions.hit`, whoever gives the passage. Who has not said where they live is of none."""
    if region is not None and region is not question.region:
        return False
    quote = squeeze(citation.quote)
    return any(squeeze(span) in quote for span in question.gold_spans)


def _faults(answerer: Answerer, found: Answer, question: Question) -> tuple[str, ...]:
    part = answerer.ranker.searcher.index.companies[question.company]
    regions: dict[int, Region | None] = {clause.start: clause.region for clause in part.clauses}
    faults = set()
    for citation in [*(s.citation for s in found.statements), *(p.citation for p in found.passages)]:
        if part.text[citation.start : citation.end] != citation.quote:
            faults.add("not verbatim")
        if citation.company != question.company:
            faults.add("another company")
        start = max((at for at in regions if at <= citation.start), default=None)
        region = regions[start] if start is not None else None
        if region is not None and question.region is not None and region is not question.region:
            faults.add("another region")
    return tuple(sorted(faults))


def line(name: str, measured: Sequence[Measured]) -> str:
    """The figures of a group, as one line of the table."""
    answerable = [m for m in measured if m.question.answerable]
    facts = sum(len(m.question.must_say) for m in answerable)

    def share(items: Sequence[bool]) -> str:
        return f"{sum(items) / len(items):6.3f}" if items else "     -"

    ranks = [m.rank or 99 for m in answerable]
    silent = {
        kind: [not m.answered for m in measured if m.question.type == kind]
        for kind in ("unanswerable", "out_of_scope")
    }
    return " ".join(
        [
            f"{name:24} {len(measured):4}",
            *(share([rank <= most for rank in ranks]) for most in (1, 3, 5)),
            f"{sum(m.facts_said for m in answerable) / facts:6.3f}" if facts else "     -",
            share([not m.answered for m in answerable]),
            share(silent["unanswerable"]),
            share(silent["out_of_scope"]),
            f"{sum(bool(m.faults) for m in measured):6}",
        ]
    )


HEADER = f"{'':24} {'n':>4}  hit@1  hit@3  hit@5   must refuse  unans  scope faults"


def table(measured: Sequence[Measured]) -> list[str]:
    """The figures over all questions, then by company, type and style."""
    groups: dict[str, list[Measured]] = {"all": list(measured)}
    for one in measured:
        q = one.question
        for name in (q.company, f"type {q.type}", f"style {q.style}"):
            groups.setdefault(name, []).append(one)
    order = sorted(groups, key=lambda name: (name != "all", " " in name, name))
    return [HEADER, *(line(name, groups[name]) for name in order)]


def failures(measured: Iterable[Measured]) -> list[str]:
    """A line for each question that did not go as it should."""
    lines = []
    for m in measured:
        q = m.question
        wrong = list(m.faults)
        if q.answerable:
            wrong += [f"rank {m.rank}"] if m.rank != 1 else []
            wrong += ["refused"] if not m.answered else []
            wrong += [f"{m.facts_said}/{len(q.must_say)} facts"] if m.facts_said < len(q.must_say) else []
        elif m.answered:
            wrong.append("answered")
        if wrong:
            lines.append(
                f"{q.id} {q.company} {q.type} {'; '.join(wrong)} ({m.topic} {m.confidence:.2f}) {q.question}"
            )
    return lines


def _measured(answerer: Answerer, questions: Iterable[Question], *, facts: bool) -> list[Measured]:
    if not facts:
        answerer = Answerer(answerer.ranker, {}, answerer.routes, answerer.closely)
    return measure(answerer, questions)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line: prints the table."""
    parser = argparse.ArgumentParser(prog="knowledge.evaluation.answers", description=__doc__)
    parser.add_argument("file", type=Path, help="questions as JSON lines (tests/eval/README.md)")
    parser.add_argument("--policies", type=Path, help="the companies' folders (default: this installation's)")
    parser.add_argument("--without-facts", action="store_true", help="as if no company had a desk.yml")
    parser.add_argument("--failures", action="store_true", help="also list what went wrong")
    options = parser.parse_args(arguments)
    if not options.file.is_file():
        parser.error(f"there is no file {options.file}")
    questions = load_questions(options.file)
    if options.policies is None:
        measured = _measured(load_answerer(), questions, facts=not options.without_facts)
    else:
        with (
            tempfile.TemporaryDirectory(prefix="madoguchi-answers-") as scratch,
            policies_at(options.policies, Path(scratch)) as answerer,
        ):
            measured = _measured(answerer, questions, facts=not options.without_facts)
    print("\n".join(table(measured)))
    if options.failures:
        print("\n".join(failures(measured)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
