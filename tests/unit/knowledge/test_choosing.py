"""When the desk says outright that a policy is silent."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from knowledge.choosing import SILENT_FROM, WITHOUT_ITS_VALUE, Chooser, Examined
from knowledge.close_reading import READ, Closely
from knowledge.composing import Asker
from knowledge.grounding import Grounding
from knowledge.ranking import Coverage, Reading
from knowledge.vocabulary import CompanyId

TOPICS = ("fee", "papers", "postage")


def chooser(asked: list[float], silent: list[bool], sure: float = 1.0) -> Chooser:
    """About one question; what it needs of a policy is made up."""
    shares, unsaid = np.array(asked), np.array(silent)
    coverage = Coverage(TOPICS, shares, np.where(unsaid, 0.0, shares), sure)
    nothing = np.zeros(3, dtype=bool)
    grounding = Grounding(np.zeros((0, 3), dtype=bool), ~unsaid, unsaid, np.zeros(0, dtype=bool), nothing)
    reading = Reading("手数料は", np.zeros(3), (), 0.0)
    examined = Examined(CompanyId("oni"), Asker(None), reading, Closely([], 0.9), coverage, grounding)
    ranker = SimpleNamespace(groups={"fee": "money", "postage": "money"})
    return Chooser(cast("Any", ranker), None, {}, examined)


@pytest.mark.parametrize(("likely", "expected"), [(SILENT_FROM + 0.05, True), (SILENT_FROM - 0.05, False)])
def test_silence_is_said_outright_only_where_its_topic_is_likely(likely: float, expected: bool) -> None:
    found = chooser([likely, 1 - likely, 0.0], [True, False, False])
    assert found.known_silent is expected
    assert found.topic == "fee"


def test_many_little_doubts_deny_nothing() -> None:
    found = chooser([0.4, 0.3, 0.3], [False, True, True])
    assert not found.known_silent
    assert found.topic == "fee"


def test_silent_topics_of_one_group_are_silent_together() -> None:
    assert chooser([0.6, 0.05, 0.35], [True, False, True]).known_silent
    assert not chooser([0.6, 0.35, 0.05], [True, True, False]).known_silent
    assert not chooser([0.6, 0.05, 0.35], [True, False, False]).known_silent


def test_a_likely_topic_that_is_stated_is_never_called_silent() -> None:
    assert not chooser([0.95, 0.05, 0.0], [False, True, True]).known_silent


def test_what_little_is_left_beside_a_place_denies_nothing() -> None:
    assert not chooser([0.95, 0.05, 0.0], [True, False, False], sure=0.1).known_silent


def about_the_fee(*texts: str, question: str = "手数料はいくらですか", holds: int | None = None) -> Examined:
    """A question that a reader takes for answered, over clauses with these texts; `holds`: one that holds a fact."""
    examined = chooser([0.9, 0.1, 0.0], [False, False, False]).examined
    ranked = [
        SimpleNamespace(
            clause=SimpleNamespace(text=text), number=number, passage=SimpleNamespace(cosine=0.9), score=1.0
        )
        for number, text in enumerate(texts)
    ]
    facts = np.zeros((len(texts), 3), dtype=bool)
    if holds is not None:
        facts[holds, 0] = True
    return replace(
        examined,
        reading=replace(examined.reading, text=question),
        found=Closely(cast("Any", ranked), 0.99),
        grounding=replace(examined.grounding, holds=facts),
    )


def test_a_clause_on_the_matter_without_the_value_asked_for_is_no_answer() -> None:
    examined = about_the_fee("手数料をいただく場合があります。", "お電話でどうぞ。")
    assert examined.wanting
    assert Chooser(cast("Any", SimpleNamespace(groups={})), None, {}, examined).answered <= WITHOUT_ITS_VALUE


def test_a_value_near_the_question_is_enough() -> None:
    assert not about_the_fee("手数料をいただきます。", "1件につき300円です。").wanting
    assert not about_the_fee("手数料をいただく場合があります。", question="手数料は必要ですか").wanting


def test_a_value_far_from_the_question_counts_only_where_a_fact_on_its_topic_stands() -> None:
    far = ["お電話でどうぞ。"] * READ + ["会費は300円です。"]
    assert about_the_fee(*far).wanting
    assert not about_the_fee(*far, holds=READ).wanting
