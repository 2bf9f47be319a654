"""`python -m benchmarks.quality`: this desk beside BM25, plain e5, Haystack and LlamaIndex, on the same questions.

Prints one table and writes it as JSON and as a page. Nothing is judged: the exit code says only whether it ran.
"""

from __future__ import annotations

import argparse
import sys
from functools import cached_property
from pathlib import Path
from typing import Any

from rich.console import Console

from benchmarks.quality import baselines, jsquad, peers, product
from benchmarks.quality.figures import mean
from benchmarks.quality.outcomes import DEPTH, Row, outcome, row
from benchmarks.quality.report import print_table, write_html, write_json
from benchmarks.quality.sets import QuestionSet, policies_of, question_sets, shared_dir
from benchmarks.quality.vectors import VectorStore
from knowledge.answering import Answerer, load_answerer
from knowledge.encoding import Encoder, OnnxEncoder
from knowledge.encoding_st import ModelMissing, make_encoder
from knowledge.evaluation.questions import Question
from knowledge.index import Index, IndexUnusable
from knowledge.paths import plain_model_dir, var_dir

DESK, DESK_WITHOUT = "Madoguchi", "Madoguchi, without desk facts"
SKIPPABLE = ("peers", "jsquad")


class Comparison:
    """One run: what was measured, and what could not be."""

    def __init__(self, out: Path, skip: frozenset[str], console: Console) -> None:
        self.out, self.skip, self.console = out, skip, console
        self.rows: list[Row] = []
        self.left_out: list[str] = [f"{name}: left out, as asked" for name in sorted(skip)]
        self.about: dict[str, Any] = {"depth": DEPTH, "versions": {}}
        self.plain = OnnxEncoder(plain_model_dir(), threads=1)
        self.store = VectorStore(out / "work" / "vectors")

    @cached_property
    def own(self) -> Answerer:
        """The desk over this installation's own policies."""
        return load_answerer()

    def run(self, sets: list[QuestionSet]) -> None:
        """All sets, then JSQuAD."""
        for one in sets:
            self._say(f"{one.name}: {len(one.questions)} questions")
            with policies_of(one, self.out / "work"):
                self._compare(one)
        if "jsquad" not in self.skip:
            data = jsquad.load(shared_dir())
            if data is None:
                self.left_out.append(f"JSQuAD: left out, there is no {jsquad.FILE} in the shared folder")
            else:
                self._jsquad(data)
        self.about["plain_model"] = self.plain.name

    def _compare(self, one: QuestionSet) -> None:
        questions = one.questions
        answerer = self.own if one.policies is None else load_answerer()
        index = answerer.ranker.searcher.index
        cosine = baselines.vectors(self.plain, index, self.store)
        ways: tuple[tuple[str, list[baselines.Scores]], ...] = (
            ("BM25 (Sudachi), our clauses", [baselines.words]),
            ("plain e5 + FAISS, our clauses", [cosine]),
            ("plain e5 + BM25, RRF, our clauses", [cosine, baselines.words]),
        )
        for name, scorers in ways:
            self._baseline(one.name, name, index, questions, scorers)
        if "peers" not in self.skip:
            self._peers(one.name, index, questions)
        self.about["model"] = answerer.ranker.searcher.encoder.name
        desks = {DESK_WITHOUT: product.without_facts(answerer)}
        if answerer.desks:  # without a desk.yml both are the same
            desks[DESK] = answerer
        for name, way in desks.items():
            self.rows.append(row(one.name, name, product.ask(way, questions)))

    def _baseline(
        self,
        set_name: str,
        name: str,
        index: Index,
        questions: tuple[Question, ...],
        scorers: list[baselines.Scores],
    ) -> None:
        outcomes = []
        for question in questions:
            found = baselines.search(index, question, scorers, DEPTH)
            outcomes.append(outcome(question, found, index, found[0].score if found else 0.0))
        self.rows.append(row(set_name, name, outcomes))

    def _peers(self, set_name: str, index: Index, questions: tuple[Question, ...]) -> None:
        asked = peers.ask(peers.make_job(index, questions, plain_model_dir(), DEPTH))
        self.left_out += [line for line in asked.missing if line not in self.left_out]
        self.about["versions"].update(asked.versions)
        for name, found in asked.found.items():
            outcomes = [
                outcome(q, found[q.id], index, found[q.id][0].score if found[q.id] else 0.0)
                for q in questions
            ]
            self.rows.append(row(set_name, name, outcomes))

    def _jsquad(self, data: jsquad.Jsquad) -> None:
        self._say(f"JSQuAD: {len(data.questions)} questions, {len(data.paragraphs)} paragraphs")
        adapted: Encoder = make_encoder(threads=1)
        self.rows += jsquad.rows(data, self.plain, adapted, self.store)
        for name, way in ((DESK_WITHOUT, product.without_facts(self.own)), (DESK, self.own)):
            self.rows.append(_strangers(name, way, data))

    def _say(self, text: str) -> None:
        self.console.print(f"[dim]{text}[/dim]", highlight=False)


def _strangers(name: str, answerer: Answerer, data: jsquad.Jsquad) -> Row:
    answered = product.strangers(answerer, data.questions)
    figure = mean(answered)
    figures = {} if figure is None else {"answered_out_of_scope": figure}
    return Row("JSQuAD questions put to a desk", name, f"0+0+{len(answered)}", figures)


def main(arguments: list[str] | None = None) -> int:
    """The command line. Returns 1 where model or policies are missing."""
    parser = argparse.ArgumentParser(prog="make bench-quality", description=__doc__)
    parser.add_argument("--set", type=Path, help="folder with the question sets (default: tests/eval)")
    parser.add_argument("--out", type=Path, default=var_dir() / "bench", help="where JSON and page go")
    parser.add_argument("--skip", action="append", choices=SKIPPABLE, default=[], help="leave this out")
    options = parser.parse_args(arguments)
    console = Console(width=170)
    sets, missing = question_sets(options.set)
    if not sets:
        print("There is no question set: " + "; ".join(missing), file=sys.stderr)
        return 1
    try:
        comparison = Comparison(options.out.resolve(), frozenset(options.skip), console)
        comparison.run(sets)
    except (ModelMissing, IndexUnusable) as error:
        print(error, file=sys.stderr)
        return 1
    lines = [*missing, *comparison.left_out]
    print_table(comparison.rows, lines, console)
    write_json(options.out / "quality.json", comparison.rows, lines, comparison.about)
    write_html(options.out / "quality.html", comparison.rows, lines, comparison.about)
    console.print(f"Report: {options.out / 'quality.html'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
