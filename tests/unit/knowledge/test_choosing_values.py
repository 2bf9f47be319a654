"""A clause on the matter that lacks the value which is asked for is no answer."""

from dataclasses import replace

import numpy as np

from knowledge.choosing import WITHOUT_ITS_VALUE, Chooser, Examined
from knowledge.close_reading import READ
from knowledge.vocabulary import MessageKind
from tests.unit.knowledge.choosing_world import ADDRESS, FEE, HOURS, PAPERS, desk, ranked
from tests.unit.knowledge.choosing_world import chooser as made_up

HOW_MUCH, WHETHER, WHICH_NUMBER = "手数料はいくらですか", "手数料は必要ですか", "電話番号を教えてください"


def chooser(question: str, *clauses: int, holds: int | None = None) -> Chooser:
    """About a question on the fee, over these clauses, best first; `holds`: the one that holds a fact on it."""
    one = made_up({"fee": 0.9, "papers": 0.1}, ranked(*clauses), desk())
    facts = np.zeros((7, 4), dtype=bool)
    if holds is not None:
        facts[holds, 0] = True
    before = one.examined
    examined: Examined = replace(
        before,
        reading=replace(before.reading, text=question),
        grounding=replace(before.grounding, holds=facts),
    )
    return Chooser(one.ranker, one.desk, one.routes, examined)


def test_a_clause_on_the_matter_without_the_value_asked_for_is_no_answer() -> None:
    found = chooser(WHICH_NUMBER, HOURS, ADDRESS)
    assert found.examined.wanting and found.answered <= WITHOUT_ITS_VALUE
    assert found.answer().kind is MessageKind.NOT_STATED


def test_a_value_of_the_kind_near_the_question_is_enough() -> None:
    assert not chooser(HOW_MUCH, HOURS, FEE).examined.wanting
    assert chooser(HOW_MUCH, FEE).answer().kind is MessageKind.ANSWER


def test_who_asks_for_no_value_is_answered_by_the_matter() -> None:
    assert not chooser(WHETHER, HOURS, ADDRESS).examined.wanting


def test_a_value_far_from_the_question_counts_only_where_a_fact_on_its_topic_stands() -> None:
    far = [HOURS, PAPERS, ADDRESS][:READ]
    assert chooser(HOW_MUCH, *far, FEE).examined.wanting
    assert not chooser(HOW_MUCH, *far, FEE, holds=FEE).examined.wanting
