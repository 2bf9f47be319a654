"""A passage counts by one rule, whoever has cut it."""

from dataclasses import dataclass, replace
from typing import Any

import pytest

from benchmarks.quality.passages import holds_gold, ranks, too_long
from knowledge.chunking import MAXIMUM, Clause, clauses
from knowledge.evaluation.questions import Question, hit, load_questions
from knowledge.index import CompanyIndex
from knowledge.paths import policy_paths
from knowledge.policy import read_policy
from knowledge.search import Passage
from knowledge.vocabulary import CompanyId, Region


@dataclass(frozen=True)
class Piece:
    start: int
    end: int


def part_of(company: str) -> CompanyIndex:
    policy = read_policy(policy_paths()[CompanyId(company)], CompanyId(company))
    nothing: Any = None
    return CompanyIndex(
        CompanyId(company),
        policy.version,
        policy.text,
        tuple(policy.regions),
        tuple(clauses(policy)),
        (),
        nothing,
        nothing,
        nothing,
    )


@pytest.fixture(scope="module")
def parts() -> dict[str, CompanyIndex]:
    return {company: part_of(company) for company in policy_paths()}


def passage(rank: int, clause: Clause) -> Passage:
    return Passage(rank, 1.0, clause, "")


def test_for_our_clauses_it_is_the_rule_of_the_evaluation(parts: dict[str, CompanyIndex]) -> None:
    for question in load_questions():
        part = parts[question.company]
        for clause in part.clauses:
            expected = hit(passage(1, clause), question)
            assert holds_gold(clause, question, part) is expected, (question.id, clause.id)
            assert not too_long(clause, part)


def question_on(part: CompanyIndex, clause: Clause, region: Region | None) -> Question:
    span = clause.text.strip()[-20:]
    return Question("q", part.company, region, "fact", "keigo", "?", (span,), ())


def test_a_whole_chapter_has_not_found_the_clause(parts: dict[str, CompanyIndex]) -> None:
    part = parts["opt"]
    question = question_on(part, part.clauses[3], None)
    whole = Piece(0, len(part.text))
    assert ranks([whole], question, part).any_length == 1
    assert ranks([whole, part.clauses[3]], question, part).short == 2


def test_a_long_table_or_list_may_be_shown_whole(parts: dict[str, CompanyIndex]) -> None:
    part = parts["opt"]
    end = part.clauses[0].start + MAXIMUM + 100
    table = replace(part.clauses[0], kind="table", end=end, text=part.text[part.clauses[0].start : end])
    part = replace(part, clauses=(table,))
    assert not too_long(table, part)
    assert not too_long(Piece(table.start + 10, end), part), "a piece of it is not more than it"
    assert too_long(Piece(table.start, end + 1), part)


def test_another_regions_chapter_does_not_count_even_inside_a_passage_that_reaches_over(
    parts: dict[str, CompanyIndex],
) -> None:
    part = parts["ocs"]
    regional = [one for one in part.clauses if one.region is Region.EEA_UK]
    clause = next(one for one in regional if part.text.count(one.text.strip()[-20:]) == 1)
    around = Piece(clause.start - 300, clause.end + 50)
    at_home = question_on(part, clause, Region.EEA_UK)
    assert holds_gold(around, at_home, part)
    assert not holds_gold(around, replace(at_home, region=Region.CHINA), part)
    assert not holds_gold(around, replace(at_home, region=None), part)


def test_ranks_count_from_one_and_none_is_none(parts: dict[str, CompanyIndex]) -> None:
    part = parts["oni"]
    question = question_on(part, part.clauses[2], None)
    others = [one for one in part.clauses if not holds_gold(one, question, part)][:3]
    assert ranks([*others, part.clauses[2]], question, part).short == 4
    assert ranks(others, question, part).short is None
    assert ranks([], question, part).short is None
