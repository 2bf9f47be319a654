"""How answers and drafts are counted in one process: the table's shares, what must never happen, what went wrong."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from knowledge.answer import Answer, FoundPassage
from knowledge.chunking import Clause
from knowledge.citations import Citation
from knowledge.composing import Statement
from knowledge.drafting.draft import Draft
from knowledge.drafting.silences import IF_ABSENT
from knowledge.evaluation import answers, drafting
from knowledge.evaluation.answers import DEPTH, HEADER, Measured, failures, holds_gold, line, measure, table
from knowledge.evaluation.drafting import Count, compare
from knowledge.evaluation.questions import Question, evaluation_dir, hit, load_questions
from knowledge.facts.model import Entry, Fact, Silence
from knowledge.policy import Policy
from knowledge.search import Passage
from knowledge.tree import Node, NodeKind
from knowledge.vocabulary import CompanyId, MessageKind, Region
from tests.unit.knowledge.invented import desk, sheet

ONI, OPT = CompanyId("oni"), CompanyId("opt")
TEXT = "前文です。開示の手数料は1,000円です。EEAの方は無料です。"
FEE, FREE = TEXT.index("開示"), TEXT.index("EEA")
QUESTION = Question(
    "q1", ONI, None, "fact", "keigo", "手数料は?", ("手数料は１,000 円",), ("1,000円", "無料")
)


def clause(start: int, end: int, region: Region | None = None) -> Clause:
    return Clause(str(start), ONI, "d", "s", region, "clause", start, end, TEXT[start:end])


CLAUSES = (clause(FEE, FREE), clause(FREE, len(TEXT), Region.EEA_UK))


def cited(start: int, end: int, /, **changed: Any) -> Citation:
    return replace(Citation(ONI, "d", "v", "s", TEXT[start:end], start, end), **changed)


class Desk:
    """Answers with what it was given; remembers how it was asked."""

    def __init__(self, answer: Answer) -> None:
        self.given = answer
        part = SimpleNamespace(text=TEXT, clauses=CLAUSES)
        index = SimpleNamespace(companies={ONI: part})
        self.ranker = SimpleNamespace(searcher=SimpleNamespace(index=index))
        self.asked: dict[str, Any] = {}

    def answer(self, question: str, **how: Any) -> Answer:
        self.asked = {"question": question, **how}
        return self.given


def found(
    *passages: Citation, said: tuple[Citation, ...] = (), regions: tuple[Region | None, ...] = ()
) -> Answer:
    of = regions or (None,) * len(passages)
    ranked = tuple(
        FoundPassage(n, 0.5, one, r) for n, (one, r) in enumerate(zip(passages, of, strict=True), 1)
    )
    statements = tuple(Statement(one.quote, one) for one in said)
    return Answer(MessageKind.ANSWER, 0.75, "fees", statements, passages=ranked)


def measured(answer: Answer, question: Question = QUESTION) -> Measured:
    (only,) = measure(Desk(answer), [question])  # type: ignore[arg-type]
    return only


# -------------------------------------------------------------- one question


def test_a_question_is_asked_as_staff_ask_with_its_company_and_region() -> None:
    house = Desk(found())
    measure(house, [replace(QUESTION, region=Region.CHINA)])  # type: ignore[arg-type]
    assert house.asked == {
        "question": "手数料は?", "company": ONI, "region": Region.CHINA, "audience": "staff", "limit": DEPTH,
    }  # fmt: skip


def test_the_rank_and_the_facts_that_were_said_are_those_of_the_answer() -> None:
    one = measured(
        found(cited(FREE, len(TEXT)), cited(FEE, FREE), cited(FEE, FREE), said=(cited(FEE, FREE),))
    )
    assert (one.rank, one.facts_said, one.text) == (2, 1, TEXT[FEE:FREE])
    assert (one.kind, one.confidence, one.topic, one.answered) == (MessageKind.ANSWER, 0.75, "fees", True)
    assert measured(found(cited(0, 5))).rank is None
    assert not replace(one, kind=MessageKind.NOT_STATED).answered


@pytest.mark.parametrize(
    ("of", "asked", "right"),
    [
        (None, None, True),
        (None, Region.CHINA, True),
        (Region.CHINA, Region.CHINA, True),
        (Region.EEA_UK, Region.CHINA, False),
        (Region.EEA_UK, None, False),
    ],
)
def test_a_regional_chapter_is_right_for_a_customer_of_that_region_alone(
    of: Region | None, asked: Region | None, right: bool
) -> None:
    question = replace(QUESTION, region=asked, gold_spans=(TEXT[FEE:FREE],))
    assert holds_gold(cited(FEE, FREE), of, question) is right
    assert hit(Passage(1, 1.0, clause(FEE, FREE, of), "v"), question) is right


def test_a_passage_is_right_where_it_holds_one_of_the_spans_and_is_of_the_company() -> None:
    question = replace(QUESTION, gold_spans=("届かない", TEXT[FEE : FEE + 6]))
    assert holds_gold(cited(FEE, FREE), None, question) and not holds_gold(
        cited(FREE, len(TEXT)), None, question
    )
    passage = Passage(1, 1.0, CLAUSES[0], "v")
    assert hit(passage, question) and not hit(passage, replace(question, company=OPT))
    assert not hit(passage, replace(question, gold_spans=()))


@pytest.mark.parametrize(
    ("citation", "region", "faults"),
    [
        (cited(FEE, FREE), None, ()),
        (cited(FEE, FREE, end=FREE - 1), None, ("not verbatim",)),
        (cited(FEE, FREE, company=OPT), None, ("another company",)),
        (cited(FREE, len(TEXT)), Region.CHINA, ("another region",)),
        (cited(FREE + 2, len(TEXT)), Region.CHINA, ("another region",)),
        (cited(FREE - 1, FREE), Region.CHINA, ()),
        (cited(FREE, len(TEXT)), Region.EEA_UK, ()),
        (cited(FREE, len(TEXT)), None, ()),
        (cited(0, 5), Region.CHINA, ()),
    ],
)
def test_what_must_never_happen_is_seen_in_what_is_said_and_in_what_is_found(
    citation: Citation, region: Region | None, faults: tuple[str, ...]
) -> None:
    question = replace(QUESTION, region=region)
    assert measured(found(citation), question).faults == faults
    assert measured(found(said=(citation,)), question).faults == faults


# ------------------------------------------------------------------ the table

RIGHT = Measured(QUESTION, 1, MessageKind.ANSWER, 0.9, "fees", 2, ())
BARE = replace(RIGHT, question=replace(QUESTION, must_say=()), facts_said=0)
SILENT = replace(
    BARE, question=replace(QUESTION, type="unanswerable", must_say=()), kind=MessageKind.NOT_STATED, rank=None
)
OUTSIDE = replace(SILENT, question=replace(SILENT.question, type="out_of_scope"))


def test_each_share_is_of_the_questions_that_it_is_about() -> None:
    answerable = [
        RIGHT,
        replace(BARE, rank=2),
        replace(BARE, rank=4),
        replace(BARE, rank=3),
        replace(BARE, rank=5, kind=MessageKind.NOT_STATED),
        replace(RIGHT, rank=None, facts_said=1, faults=("not verbatim", "another company")),
    ]
    spoken = replace(SILENT, kind=MessageKind.ANSWER)
    cells = line("all", [*answerable, SILENT, spoken, OUTSIDE]).split()
    # name, n, hit@1, hit@3, hit@5, must say, refused, unanswerable, out of scope, faults
    assert cells == ["all", "9", "0.167", "0.500", "0.833", "0.750", "0.167", "0.500", "1.000", "1"]


def test_a_share_of_nothing_is_no_figure() -> None:
    assert line("x", [SILENT]).split() == ["x", "1", "-", "-", "-", "-", "-", "1.000", "-", "0"]
    assert line("x", [BARE]).split() == ["x", "1", "1.000", "1.000", "1.000", "-", "0.000", "-", "-", "0"]


def test_the_table_begins_with_all_and_has_each_company_type_and_style() -> None:
    other = replace(RIGHT, question=replace(QUESTION, company=OPT, style="typo"))
    rows = table([other, RIGHT, SILENT])
    assert rows[0] == HEADER
    assert [row[:24].strip() for row in rows[1:]] == [
        "all", "oni", "opt", "style keigo", "style typo", "type fact", "type unanswerable",
    ]  # fmt: skip
    assert [row[24:].split()[0] for row in rows[1:]] == ["3", "2", "1", "2", "1", "2", "1"]


@pytest.mark.parametrize(
    ("one", "told"),
    [
        (replace(RIGHT, rank=2), "rank 2"),
        (replace(RIGHT, rank=None), "rank None"),
        (replace(RIGHT, kind=MessageKind.NOT_STATED), "refused"),
        (replace(RIGHT, facts_said=1), "1/2 facts"),
        (replace(RIGHT, faults=("not verbatim",)), "not verbatim"),
        (replace(SILENT, kind=MessageKind.ANSWER), "answered"),
        (replace(SILENT, faults=("another company",)), "another company"),
    ],
)
def test_each_way_to_go_wrong_is_told(one: Measured, told: str) -> None:
    (only,) = failures([RIGHT, one, SILENT, OUTSIDE])
    assert only == f"q1 oni {one.question.type} {told} (fees 0.90) 手数料は?"


class Halls:
    """What the command asks: this installation's answerer, or one of other policies."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.asked: list[str] = []
        ranker = SimpleNamespace(where="here")
        ours: Any = SimpleNamespace(ranker=ranker, routes={}, closely=None, desks={ONI: "desk"})
        monkeypatch.setattr(answers, "load_answerer", lambda: ours)
        monkeypatch.setattr(answers, "policies_at", self.elsewhere)
        monkeypatch.setattr(answers, "measure", self.measure)

    @contextmanager
    def elsewhere(self, policies: Path, var: Path) -> Iterator[Any]:
        assert var.is_dir()
        yield SimpleNamespace(
            ranker=SimpleNamespace(where=policies.name), routes={}, closely=None, desks={ONI: "x"}
        )

    def measure(self, answerer: Any, questions: Any) -> list[Measured]:
        self.asked.append(f"{answerer.ranker.where} {'with' if answerer.desks else 'without'} facts")
        return [replace(RIGHT, rank=2)]


def test_the_command_asks_here_or_elsewhere_with_facts_or_without(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    halls, file = Halls(monkeypatch), tmp_path / "q.jsonl"
    file.touch()
    assert answers.main([str(file)]) == answers.main([str(file), "--without-facts"]) == 0
    assert "rank 2" not in capsys.readouterr().out
    answers.main([str(file), "--policies", "other"])
    answers.main([str(file), "--policies", "other", "--without-facts", "--failures"])
    assert halls.asked == ["here with facts", "here without facts", "other with facts", "other without facts"]
    assert "q1 oni fact rank 2" in capsys.readouterr().out


def test_the_sets_lie_where_the_setting_says_and_else_in_this_repository(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("MADOGUCHI_EVAL_DIR", raising=False)
    assert (evaluation_dir() / "questions.jsonl").is_file()
    monkeypatch.setenv("MADOGUCHI_EVAL_DIR", str(tmp_path))
    assert evaluation_dir() == tmp_path
    (tmp_path / "questions.jsonl").touch()
    assert load_questions() == []


def test_questions_are_read_from_lines_of_json(tmp_path: Path) -> None:
    file = tmp_path / "q.jsonl"
    row = (
        '{"id": "q1", "company": "oni", "region": %s, "type": "fact", "style": "keigo", "question": "?", '
        '"gold_spans": ["a", "b"], "must_say": []}'
    )
    file.write_text("\n".join([row % "null", "", row % '"china"']), encoding="utf-8")
    first, second = load_questions(file)
    assert first == Question("q1", ONI, None, "fact", "keigo", "?", ("a", "b"), ())
    assert second == replace(first, region=Region.CHINA)
    assert [replace(first, type=kind).answerable for kind in ("fact", "unanswerable", "out_of_scope")] == [
        True, False, False,
    ]  # fmt: skip


# ------------------------------------------------------------------- drafts

POLICY = Policy(ONI, "v", TEXT * 2, Node(NodeKind.POLICY, "", 0, len(TEXT) * 2, 0))
QUOTE = "手数料は1,000円"
AT = TEXT.index(QUOTE)


def fact(value: Any, start: int = AT, length: int = len(QUOTE)) -> Fact:
    return Fact("fees", value, (cited(start, start + length),))


def counted(*entries: Entry, facts: Any = None, silent: bool = False) -> Count:
    draft = Draft(ONI, "oni", {"fees": facts} if facts else {}, {"fees": {}} if silent else {})
    written = desk(sheet(None, *entries))
    (only,) = compare(POLICY, draft, written).values()
    return only


def proposed(value: Any, quote: Any = QUOTE) -> list[dict[str, Any]]:
    return [{"value": value, "quote": quote}]


def test_a_draft_with_the_same_value_is_exact_and_one_that_rests_on_the_same_place_is_right() -> None:
    same = counted(fact("１,000円"), facts=proposed("1,000 円", "前文"))
    assert (same.stated, same.drafted, same.right, same.exact, same.unjudged) == (1, 1, 1, 1, 0)
    place = counted(fact("千円"), facts=proposed("1,000円"))
    assert (place.right, place.exact, place.wrong) == (1, 0, [])


@pytest.mark.parametrize(
    ("start", "length", "right"),
    [(AT, 1, 1), (AT - 3, 4, 1), (AT - 3, 3, 0), (AT + len(QUOTE) - 1, 5, 1), (AT + len(QUOTE), 5, 0)],
)
def test_two_quotations_are_of_one_place_where_they_share_a_letter(
    start: int, length: int, right: int
) -> None:
    assert counted(fact("千円", start, length), facts=proposed("1,000円")).right == right


def test_a_quotation_that_stands_twice_is_the_one_that_is_meant() -> None:
    second = {"text": QUOTE, "occurrence": 2}
    assert counted(fact("千円", AT + len(TEXT)), facts=proposed("x", second)).right == 1
    assert counted(fact("千円"), facts=proposed("x", second)).right == 0
    assert counted(fact("千円"), facts=proposed("x", ["前文", QUOTE])).right == 1
    assert counted(fact("千円", 0, 2), facts=proposed("x", "前文")).right == 1


def test_what_was_drafted_wrongly_and_what_was_not_drafted_is_told() -> None:
    wrong = counted(fact("千円", 0, 2), facts=proposed("二千円"))
    assert (wrong.stated, wrong.drafted, wrong.right, wrong.wrong) == (1, 1, 0, ["oni: '二千円'"])
    missed = counted(fact("千円"))
    assert (missed.stated, missed.drafted, missed.wrong) == (1, 0, ["oni: not drafted: '千円'"])


def test_a_draft_of_what_people_say_nothing_of_is_not_judged_and_of_what_they_say_is_silent_is_wrong() -> (
    None
):
    unjudged = counted(facts=proposed("x"))
    assert (unjudged.drafted, unjudged.unjudged, unjudged.right, unjudged.wrong) == (0, 1, 0, [])
    against = counted(Silence("fees", ("費用",)), facts=proposed("x"))
    assert (against.drafted, against.unjudged, against.right, against.silent) == (1, 0, 0, 1)
    assert against.wrong == ["oni: 'x'"]


def test_a_silence_is_right_where_people_found_the_policy_silent_too() -> None:
    def shown(one: Count) -> tuple[int, int, int]:
        return one.silent, one.drafted_silent, one.right_silent

    silence = Silence("fees", ("費用",))
    assert shown(counted(silence, silent=True)) == (1, 1, 1)
    assert shown(counted(silence)) == (1, 0, 0)
    assert shown(counted(fact("千円"), silent=True)) == (0, 1, 0)
    assert shown(counted(silent=True)) == (0, 0, 0)


def test_counts_of_keys_are_added_up() -> None:
    whole = Count(1, 2, 3, 4, 5, 6, 7, 8, ["a"])
    whole.add(Count(10, 20, 30, 40, 50, 60, 70, 80, ["b"]))
    assert whole == Count(11, 22, 33, 44, 55, 66, 77, 88, ["a"])


def test_every_company_with_a_desk_file_counts_and_what_topics_alone_draft_is_missed_only_with_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    paths = {name: tmp_path / name / "policy.txt" for name in (ONI, OPT, CompanyId("bare"))}
    for name, path in paths.items():
        path.parent.mkdir()
        if name != "bare":
            (path.parent / "desk.yml").touch()
    by_topic, other = sorted(IF_ABSENT)[:2]
    found = {
        "fees": Count(stated=1, wrong=["missed"]),
        by_topic: Count(stated=1),
        other: Count(stated=1, drafted_silent=1),
    }
    monkeypatch.setattr(drafting, "policy_paths", lambda: paths)
    monkeypatch.setattr(drafting, "read_policy", lambda path, company: company)
    monkeypatch.setattr(drafting, "load_desk", lambda folder: folder.name)
    monkeypatch.setattr(drafting, "draft_desk", lambda policy, topics: f"draft of {policy}")
    seen: list[tuple[str, str, str]] = []

    def compared(policy: str, draft: str, desk: str) -> dict[str, Count]:
        seen.append((policy, draft, desk))
        return found

    monkeypatch.setattr(drafting, "compare", compared)
    rules = drafting.evaluate()
    assert seen == [(name, f"draft of {name}", name) for name in ("oni", "opt")]
    assert rules == {
        "fees": Count(stated=2, wrong=["missed"] * 2),
        other: Count(stated=2, drafted_silent=2),
    }
    topics: Any = object()
    assert drafting.evaluate(topics)[by_topic] == Count(stated=2)


def test_nothing_counts_until_it_was_counted_and_rates_are_shares_of_what_there_is() -> None:
    assert Count() == Count(0, 0, 0, 0, 0, 0, 0, 0, [])
    row = drafting._row(
        "fees", Count(stated=4, drafted=2, right=1, exact=1, silent=5, drafted_silent=4, right_silent=3)
    )
    assert row.split() == ["fees", "4", "2", "1", "1", "0.50", "0.25", "5", "0.75", "0.60", "0"]
    assert drafting._row("fees", Count()).split() == ["fees", *"0000", "-", "-", "0", "-", "-", "0"]
