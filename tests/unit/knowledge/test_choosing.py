"""When the desk says outright that a policy is silent."""

from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from knowledge.choosing import SILENT_FROM, Chooser, Examined
from knowledge.close_reading import Closely
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
    assert chooser([0.6, 0.1, 0.3], [True, False, True]).known_silent
    assert not chooser([0.6, 0.3, 0.1], [True, True, False]).known_silent
    assert not chooser([0.6, 0.1, 0.3], [True, False, False]).known_silent


def test_a_likely_topic_that_is_stated_is_never_called_silent() -> None:
    assert not chooser([0.95, 0.05, 0.0], [False, True, True]).known_silent


def test_what_little_is_left_beside_a_place_denies_nothing() -> None:
    assert not chooser([0.95, 0.05, 0.0], [True, False, False], sure=0.1).known_silent
