"""The report of `make eval` shows each figure under its heading, and every question that did not go as it should."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from evaluation import apart
from evaluation.apart import may_be_looked_at, measure_apart
from evaluation.apart import results as in_the_reports_shape
from evaluation.dialogues import Outcome
from evaluation.questions import Result
from evaluation.report import groups, print_dialogues, print_questions, write_html
from knowledge.answering import Answerer
from knowledge.evaluation.answers import Measured
from knowledge.evaluation.questions import Question
from knowledge.evaluation.tuning import TUNED_ON
from knowledge.vocabulary import CompanyId, MessageKind, Region

RIGHT = Result("q1", "oni", None, "fact", "keigo", "手数料は?", 1, True, 1.0, 2, 2, "1,000円です。")
SILENT = replace(RIGHT, id="q2", type="unanswerable", rank=None, answerable=False, facts_said=0, facts=0)
OUTCOME = Outcome("d1", "oni", "open_request", True, [], [("customer", "開示を<b>"), ("bot", "はい")])


def printed(results: list[Result]) -> list[str]:
    console = Console(width=150, record=True, file=StringIO())
    print_questions(results, console, "a set")
    return console.export_text().splitlines()


def html_of(tmp_path: Path, results: list[Result], outcomes: list[Outcome]) -> str:
    path = tmp_path / "eval" / "report.html"
    write_html(path, [("a <set>", results)], outcomes)
    return path.read_text(encoding="utf-8")


def test_questions_are_grouped_by_company_type_and_style_each_once() -> None:
    other = replace(RIGHT, company="ocs", type="list", style="typo")
    found = groups([RIGHT, other, SILENT])
    assert [(name, len(members)) for name, members in found] == [
        ("all", 3),
        ("company: ocs", 1),
        ("company: oni", 2),
        ("type: fact", 1),
        ("type: list", 1),
        ("type: unanswerable", 1),
        ("style: keigo", 2),
        ("style: typo", 1),
    ]
    assert found[1][1] == [other]


def test_each_figure_stands_under_its_heading_with_its_interval() -> None:
    results = [RIGHT, replace(RIGHT, rank=2, faults=["not verbatim"]), replace(RIGHT, rank=None), SILENT]
    lines = printed(results)
    heads = next(line for line in lines if "hit@1" in line).replace("┃", "│").split("│")
    whole = next(line for line in lines if line.startswith("│ all")).split("│")
    shown = {head.strip(): cell.strip() for head, cell in zip(heads, whole, strict=True) if head.strip()}
    assert shown == {
        "group": "all", "n": "4", "hit@1": "0.333", "hit@3": "0.667", "MRR": "0.500", "must_say": "1.000",
        "refused": "0.000", "unanswerable ok": "1.000", "out of scope ok": "", "faults": "1",
    }  # fmt: skip
    assert [line for line in lines if line.startswith("hit@1: 95 % interval 0.")]
    assert not [line for line in lines if line.startswith("out of scope ok:")]
    assert "confidence is off by 0.000 on average" in lines


def test_dialogues_are_counted_by_their_end_and_by_what_was_expected(
    capsys: pytest.CaptureFixture[str],
) -> None:
    held = [OUTCOME, replace(OUTCOME, problems=["handed over"]), replace(OUTCOME, finished=False)]
    print_dialogues([*held, replace(OUTCOME, finished=False, problems=["x"])], Console(width=150), "three")
    shown = capsys.readouterr().out
    assert "2 of 4 ran to their end, 1 as expected" in shown
    assert shown.count("NO") == 5 and shown.count("handed over") == 1
    heads = next(line for line in shown.splitlines() if "goal" in line).replace("┃", "│").split("│")
    second = [line for line in shown.splitlines() if line.startswith("│ d1")][1].split("│")
    assert {head.strip(): cell.strip() for head, cell in zip(heads, second, strict=True) if head.strip()} == {
        "id": "d1", "company": "oni", "goal": "open_request", "end": "yes", "as expected": "NO",
        "what was not": "handed over",
    }  # fmt: skip


def failures(tmp_path: Path, result: Result) -> str:
    page = html_of(tmp_path, [result], [])
    return page.split("<h3>Failures</h3>")[1].split("<h2>Dialogues</h2>")[0]


@pytest.mark.parametrize(
    "result",
    [RIGHT, replace(RIGHT, rank=3), SILENT, replace(SILENT, type="out_of_scope")],
)
def test_what_went_as_it_should_is_no_failure(tmp_path: Path, result: Result) -> None:
    assert failures(tmp_path, result) == ""


@pytest.mark.parametrize(
    ("result", "told"),
    [
        (replace(RIGHT, rank=4), "gold at rank 4"),
        (replace(RIGHT, rank=None), "gold at rank None"),
        (replace(RIGHT, answerable=False), "refused"),
        (replace(RIGHT, facts_said=1), "1 of 2 facts said"),
        (replace(RIGHT, faults=["not verbatim"]), "not verbatim"),
        (replace(SILENT, answerable=True), "answered, though the policy does not say"),
    ],
)
def test_every_way_to_go_wrong_is_told_and_nothing_else_with_it(
    tmp_path: Path, result: Result, told: str
) -> None:
    assert f"<span class='bad'>{told}</span>" in failures(tmp_path, result)


def test_what_was_said_is_shown_as_text_and_never_as_markup(tmp_path: Path) -> None:
    page = html_of(tmp_path, [RIGHT], [OUTCOME, replace(OUTCOME, problems=["said: <i>"])])
    assert "開示を&lt;b&gt;\nbot: はい" in page and "a &lt;set&gt;" in page
    assert page.count("class='bad'") == 1 and "said: &lt;i&gt;" in page


# ------------------------------------------------- sets that are measured apart


def asked(name: str, company: str = "oni") -> Question:
    return Question(name, CompanyId(company), None, "fact", "", "?", (), ())


def test_of_the_strangers_questions_those_with_an_even_number_are_for_reporting_only() -> None:
    numbers = ("g1", "g2", "g4", "g5", "g13")
    assert [may_be_looked_at(asked(one)) for one in numbers] == [True, False, False, True, True]


class Sets:
    """Files of questions, and who was asked what: an answerer with desk facts, one without, one of other policies."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, folder: Path, **files: list[Question]) -> None:
        self.files, self.folder = files, folder
        for name in files:
            (folder / f"{name}.jsonl").touch()
        with_facts = Answerer("ranker", {"oni": "desk"}, {}, "closely")  # type: ignore[arg-type, dict-item]
        monkeypatch.setattr(apart, "load_answerer", lambda: with_facts)
        monkeypatch.setattr(apart, "load_questions", lambda path: files[path.stem])
        monkeypatch.setattr(apart, "policies_at", self.elsewhere)
        monkeypatch.setattr(apart, "measure", self.measure)

    @contextmanager
    def elsewhere(self, policies: Path, var: Path) -> Iterator[str]:
        assert policies == self.folder / "other_policies" and var.is_dir()
        yield "elsewhere"

    def measure(self, answerer: Answerer | str, questions: list[Question]) -> list[Measured]:
        who = answerer if isinstance(answerer, str) else ("with facts" if answerer.desks else "without")
        assert isinstance(answerer, str) or [str(answerer.ranker), str(answerer.closely)] == [
            "ranker",
            "closely",
        ]
        return [Measured(one, 1, MessageKind.ANSWER, 1.0, None, 0, (), who) for one in questions]

    def told(self) -> list[tuple[str, list[tuple[str, str]]]]:
        return [(title, [(one.id, one.text) for one in found]) for title, found in measure_apart(self.folder)]


def test_each_set_is_asked_of_the_desk_that_it_is_for(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    tuned = asked("o1", min(TUNED_ON))
    sets = Sets(
        monkeypatch,
        tmp_path,
        heldout=[asked("h1")],
        questions=[asked("q1")],
        corners=[asked("g1"), asked("g2")],
        other_questions=[tuned, asked("o2", "school")],
    )
    assert sets.told() == [
        ("held-out", [("h1", "with facts")]),
        ("leave one company out", [("q1", "without"), ("h1", "without")]),
        ("seldom asked", [("g2", "with facts")]),
        ("other companies", [("o2", "elsewhere")]),
    ]


def test_a_set_whose_file_is_not_there_or_empty_is_left_out(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    sets = Sets(monkeypatch, tmp_path, questions=[asked("q1")], corners=[asked("g1")])
    assert sets.told() == [("leave one company out", [("q1", "without")])]


def test_what_was_measured_in_one_process_is_reported_as_what_came_over_http_is() -> None:
    one = Question("h1", CompanyId("ocs"), Region.CHINA, "fact", "typo", "?", ("x",), ("a", "b", "c"))
    measured = Measured(one, 2, MessageKind.ANSWER, 0.75, "fees", 1, ("not verbatim",), "said")
    unsaid = replace(measured, kind=MessageKind.NOT_STATED, question=replace(one, region=None))
    assert in_the_reports_shape([measured, unsaid]) == [
        Result("h1", "ocs", "china", "fact", "typo", "?", 2, True, 0.75, 1, 3, "said", ["not verbatim"]),
        Result("h1", "ocs", None, "fact", "typo", "?", 2, False, 0.75, 1, 3, "said", ["not verbatim"]),
    ]
