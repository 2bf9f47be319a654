"""JSQuAD, baselines, sets, reports: the parts of the comparison that need no model."""

import json
import os
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from benchmarks.memory import memory_of
from benchmarks.quality import jsquad, product, report
from benchmarks.quality.baselines import reciprocal_rank_fusion
from benchmarks.quality.figures import mean
from benchmarks.quality.outcomes import Outcome, Row, row
from benchmarks.quality.passages import Ranks
from benchmarks.quality.sets import QuestionSet, policies_of, question_sets, shared_dir
from benchmarks.quality.vectors import VectorStore
from knowledge.answering import Answer
from knowledge.encoding import FloatArray
from knowledge.evaluation.questions import Question
from knowledge.paths import policies_dir, var_dir
from knowledge.vocabulary import CompanyId, MessageKind


class CountingEncoder:
    name, dim = "counting", 4

    def __init__(self) -> None:
        self.calls = 0

    def encode_queries(self, texts: Sequence[str]) -> FloatArray:
        self.calls += 1
        return np.array([[len(text), 0, 0, 1] for text in texts], dtype=np.float32)

    def encode_passages(self, texts: Sequence[str]) -> FloatArray:
        return -self.encode_queries(texts)


# ---------------------------------------------------------------------- JSQuAD


def test_a_paragraph_counts_once_and_its_questions_know_it() -> None:
    def paragraph(context: str, *questions: str) -> dict[str, object]:
        return {"context": context, "qas": [{"question": one} for one in questions]}

    articles = [
        {
            "paragraphs": [
                paragraph("梅雨 [SEP] 雨が降る。", "何が降る？"),
                paragraph("雪 [SEP] 白い。", "色は？"),
            ]
        },
        {"paragraphs": [paragraph("梅雨 [SEP] 雨が降る。", "いつ？", "どこ？")]},
    ]
    data = jsquad.parse({"data": articles})
    assert data.paragraphs == ("梅雨\n雨が降る。", "雪\n白い。")
    assert data.questions == ("何が降る？", "色は？", "いつ？", "どこ？")
    assert data.gold == (0, 1, 0, 0)


def test_where_the_data_are_not_there_they_are_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MADOGUCHI_SHARED", str(tmp_path))
    assert shared_dir() == tmp_path
    assert jsquad.load(shared_dir()) is None
    monkeypatch.delenv("MADOGUCHI_SHARED")
    assert shared_dir().name == "shared"


@given(st.lists(st.integers(0, 5), min_size=1, max_size=30), st.data())
def test_the_rank_is_the_place_in_the_sorted_list(values: list[int], data: st.DataObject) -> None:
    wanted = data.draw(st.integers(0, len(values) - 1))
    scores = np.array(values, dtype=np.float32)
    order = list(np.argsort(-scores, kind="stable"))
    assert jsquad.rank_of(scores, wanted) == order.index(wanted) + 1


def test_fused_scores_go_by_rank_and_scaled_sums_by_score() -> None:
    one, other = np.array([9.0, 8.0, 0.0], np.float32), np.array([0.1, 0.3, 0.2], np.float32)
    fused = reciprocal_rank_fusion([one, other])
    assert fused == pytest.approx([1 / 61 + 1 / 63, 1 / 62 + 1 / 61, 1 / 63 + 1 / 62])
    assert jsquad.scaled_sum([one, other]) == pytest.approx([1.0, 8 / 9 + 1.0, 0.5], abs=1e-5)
    assert jsquad.scaled_sum([np.zeros(2, np.float32)]) == pytest.approx([0.0, 0.0])


def test_vectors_are_made_once_and_kept_by_model_text_and_side(tmp_path: Path) -> None:
    encoder, store = CountingEncoder(), VectorStore(tmp_path / "v")
    first = store.vectors(encoder, ["a", "bb"], queries=True)
    assert encoder.calls == 2, "one text at a time"
    assert (store.vectors(encoder, ["a", "bb"], queries=True) == first).all()
    assert encoder.calls == 2
    assert (store.vectors(encoder, ["a", "bb"], queries=False) == -first).all()
    store.vectors(encoder, ["a"], queries=True)
    assert len(list((tmp_path / "v").glob("*.npy"))) == 3


# ---------------------------------------------------------------------- this desk


class Told:
    """An answerer that answers what contains 個人."""

    def __init__(self) -> None:
        index = SimpleNamespace(companies={"b": None, "a": None})
        self.ranker = SimpleNamespace(searcher=SimpleNamespace(index=index))
        self.asked: list[tuple[str, str]] = []

    def answer(self, question: str, *, company: str) -> Answer:
        self.asked.append((question, company))
        kind = MessageKind.ANSWER if "個人" in question else MessageKind.NOT_STATED
        return Answer(kind, 0.9, None)


def test_the_same_strangers_are_put_to_the_same_companies_in_every_run() -> None:
    questions = [f"質問{n}" for n in range(50)] + ["個人とは？"]
    first, second = Told(), Told()
    answered: Any = product.strangers(first, questions, count=51)  # type: ignore[arg-type]
    product.strangers(second, list(reversed(questions)), count=51)  # type: ignore[arg-type]
    assert first.asked == second.asked
    assert {company for _, company in first.asked} == {"a", "b"}
    assert (len(answered), sum(answered)) == (51, 1)


def test_a_sure_silence_counts_as_an_unsure_answer() -> None:
    assert product.answerability(Answer(MessageKind.ANSWER, 0.9, None)) == 0.9
    assert product.answerability(Answer(MessageKind.NOT_STATED, 0.75, None)) == 0.25


# ---------------------------------------------------------------------- sets


def test_held_out_sets_that_are_not_there_are_said(tmp_path: Path) -> None:
    line = {
        "id": "q",
        "company": "oni",
        "region": None,
        "type": "fact",
        "style": "keigo",
        "question": "?",
        "gold_spans": ["x"],
        "must_say": [],
    }
    (tmp_path / "questions.jsonl").write_text(json.dumps(line))
    (tmp_path / "other_questions.jsonl").write_text(json.dumps(line))
    sets, missing = question_sets(tmp_path)
    assert [one.name for one in sets] == ["development"]
    assert [one.split(":")[0] for one in missing] == ["held out", "other policies"]
    (tmp_path / "other_policies").mkdir()
    assert [one.name for one in question_sets(tmp_path)[0]] == ["development", "other policies"]


def test_other_policies_are_built_aside_and_everything_is_put_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MADOGUCHI_VAR_DIR", str(tmp_path / "var"))
    monkeypatch.delenv("MADOGUCHI_POLICIES_DIR", raising=False)
    (tmp_path / "var" / "models").mkdir(parents=True)
    own = policies_dir()
    other = QuestionSet("other", (), tmp_path / "policies")
    for _ in range(2):  # a second run finds the links of the first
        with pytest.raises(RuntimeError), policies_of(other, tmp_path / "work"):
            assert policies_dir() == tmp_path / "policies"
            assert var_dir() == tmp_path / "work" / "other"
            assert (var_dir() / "models").resolve() == tmp_path / "var" / "models"
            raise RuntimeError
    assert (policies_dir(), var_dir()) == (own, tmp_path / "var")
    with policies_of(QuestionSet("own", ()), tmp_path / "work"):
        assert var_dir() == tmp_path / "var"


# ---------------------------------------------------------------------- figures and reports


def outcome_of(kind: str, rank: int | None, score: float, answered: bool | None = None) -> Outcome:
    question = Question("q", CompanyId("oni"), None, kind, "keigo", "?", ("x",), ())
    return Outcome(question, Ranks(rank, rank), score, 100, answered)


def test_ranks_count_over_what_can_be_answered_only() -> None:
    outcomes = [
        outcome_of("fact", 1, 0.9, True),
        outcome_of("fee", None, 0.7, False),
        outcome_of("unanswerable", None, 0.8, True),
        outcome_of("out_of_scope", None, 0.1, False),
    ]
    made = row("set", "system", outcomes)
    values = {name: figure.value for name, figure in made.figures.items()}
    assert made.n == "2+1+1"
    halves = ("hit1", "hit3", "hit5", "mrr", "hit3_any_length", "auroc", "answered")
    assert values == dict.fromkeys(halves, 0.5) | {"answered_unanswerable": 1.0, "answered_out_of_scope": 0.0}


def test_what_only_ranks_has_no_figures_for_answering() -> None:
    made = row("set", "system", [outcome_of("fact", 2, 0.9)])
    assert set(made.figures) == {"hit1", "hit3", "hit5", "mrr", "hit3_any_length"}


def test_all_three_reports_say_the_same_and_the_file_is_the_same_again(tmp_path: Path) -> None:
    figure = mean([True, False, True, True])
    assert figure is not None
    rows = [Row("set <1>", "a & b", "4+0+0", {"hit1": figure}, 120.0)]
    console = Console(width=190, record=True, file=(tmp_path / "out").open("w", encoding="utf-8"))
    report.print_table(rows, ["JSQuAD: left out"], console)
    text = console.export_text()
    assert "0.750" in text
    assert "JSQuAD: left out" in text
    report.write_html(tmp_path / "q.html", rows, ["x < y"], {"model": "m"})
    page = (tmp_path / "q.html").read_text(encoding="utf-8")
    assert "0.750" in page
    assert "a &amp; b" in page
    assert "<1>" not in page
    report.write_json(tmp_path / "1.json", rows, [], {"model": "m"})
    report.write_json(tmp_path / "2.json", rows, [], {"model": "m"})
    assert (tmp_path / "1.json").read_bytes() == (tmp_path / "2.json").read_bytes()
    data = json.loads((tmp_path / "1.json").read_text(encoding="utf-8"))
    assert data["rows"][0]["figures"]["hit1"]["n"] == 4


# ---------------------------------------------------------------------- memory


def test_memory_is_read_as_the_kernel_says_it(tmp_path: Path) -> None:
    (tmp_path / "7").mkdir()
    (tmp_path / "7" / "status").write_text(
        "Name:\tx\nVmHWM:\t  600000 kB\nVmRSS:\t  500000 kB\nRssFile:\t  100000 kB\n"
    )
    memory = memory_of(7, tmp_path)
    assert (memory.resident, memory.peak, memory.files) == (512, 614, 102)
    assert memory_of(os.getpid()).peak > 10
