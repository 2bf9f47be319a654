"""Whose clauses a question is answered from: the company's alone, the customer's own region's first."""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from knowledge.answering import Answerer
from knowledge.close_reading import Closely
from knowledge.composing import Asker
from knowledge.grounding import Grounding
from knowledge.ranking import Coverage, Ranked, Reading
from knowledge.vocabulary import CompanyId, MessageKind, Region, RequestType
from tests.unit.knowledge import choosing_world as world
from tests.unit.knowledge.choosing_world import (
    FEE,
    FEE_IN_EUROPE,
    HOURS,
    PAPERS,
    RIGHTS,
    ROUTES,
    TEXT,
    TOPICS,
    in_sentences,
    ranked,
)
from tests.unit.knowledge.invented import COMPANY, sheet

OTHER = CompanyId("other")
QUESTION = "手数料はいくらですか"
IN_EUROPE = "フランスに住んでいます。手数料はいくらですか"


class Ranker:
    """Ranks as it is told to; remembers what it was asked."""

    def __init__(self, clauses: list[Ranked], asked: Sequence[float], outside: float, sure: float) -> None:
        self.clauses, self.outside = clauses, outside
        shares = np.array([*asked, *[0.0] * (len(TOPICS) - len(asked))])
        self.told = Coverage(TOPICS, shares, shares, sure)
        self.groups = dict(world.GROUPS)
        self.sentences = in_sentences
        self.topics = SimpleNamespace(topic_ids=TOPICS)
        parts = {name: SimpleNamespace(regions=(), clauses=TEXT.all()) for name in (COMPANY, OTHER)}
        self.searcher = SimpleNamespace(index=SimpleNamespace(companies=parts))
        self.asked: list[tuple[Any, Any, Any]] = []
        self.visible: set[str] = set()

    def read(self, question: str) -> Reading:
        return Reading(question.strip(), np.zeros(3), (), self.outside)

    def rank(
        self, reading: Reading, *, company: Any, region: Any, grounding: Grounding | None = None
    ) -> list[Ranked]:
        self.asked.append((company, region, grounding))
        return self.clauses

    def coverage(self, reading: Reading, company: Any, visible: set[str], grounding: Grounding) -> Coverage:
        self.visible = visible
        return self.told


def answerer(
    *clauses: int,
    asked: Sequence[float] = (1.0, 0.0, 0.0, 0.0),
    facts: bool = True,
    regions: bool = True,
    outside: float = 0.0,
    sure: float = 1.0,
    closely: Any = None,
) -> tuple[Answerer, Ranker]:
    ranker = Ranker(ranked(*(clauses or (FEE, PAPERS))), asked, outside, sure)
    desks = {COMPANY: world.desk(regions=regions)} if facts else {}
    return Answerer(cast("Any", ranker), desks, ROUTES, closely), ranker


def order(found: Any) -> list[int]:
    return [one.number for one in found.found.ranked]


# -------------------------------------------------------------- who is asking


def test_a_place_in_the_question_counts_before_where_somebody_was_said_to_live() -> None:
    ours, ranker = answerer()
    for question, region, meant in (
        (QUESTION, None, None),
        (QUESTION, Region.JP, Region.JP),
        (IN_EUROPE, None, Region.EEA_UK),
        (IN_EUROPE, Region.JP, Region.EEA_UK),
    ):
        assert ours.answer(question, company=COMPANY, region=region).region is meant
        assert ranker.asked[-1][:2] == (COMPANY, meant)


def test_a_company_that_tells_no_regions_apart_is_asked_without_one() -> None:
    ours, ranker = answerer(regions=False)
    assert ours.answer(IN_EUROPE, company=COMPANY, region=Region.JP).region is None
    assert ranker.asked[-1][1] is None
    bare, ranker = answerer(facts=False)
    assert bare.answer(IN_EUROPE, company=COMPANY).region is None
    ranker.searcher.index.companies[COMPANY].regions = (Region.JP, Region.EEA_UK)
    assert bare.answer(IN_EUROPE, company=COMPANY).region is Region.EEA_UK


def test_a_company_that_is_not_there_is_an_error_and_an_empty_question_is_none_of_its_business() -> None:
    ours, ranker = answerer()
    with pytest.raises(KeyError):
        ours.answer(QUESTION, company=CompanyId("nobody"))
    found = ours.answer("  ", company=COMPANY)
    assert (found.kind, found.confidence, found.topic, found.statements) == (
        MessageKind.OUT_OF_SCOPE,
        1.0,
        None,
        (),
    )
    assert ranker.asked == []


def test_questions_can_be_answered_once_there_is_a_company() -> None:
    ours, ranker = answerer()
    assert ours.ready()
    ranker.searcher.index.companies.clear()
    assert not ours.ready()


# ------------------------------------------------------------ what comes with it


def test_the_clauses_come_with_their_rank_and_at_most_as_many_as_were_asked_for() -> None:
    ours, _ = answerer(FEE, PAPERS, FEE_IN_EUROPE)
    found = ours.answer(QUESTION, company=COMPANY, limit=2).passages
    assert [(one.rank, one.citation.quote) for one in found] == [
        (1, TEXT.clause(FEE).text),
        (2, TEXT.clause(PAPERS).text),
    ]
    found = ours.answer(QUESTION, company=COMPANY).passages
    assert [one.region for one in found] == [None, None, Region.EEA_UK]


def test_five_clauses_are_shown_where_nobody_says_how_many() -> None:
    ours, _ = answerer(*range(7))
    assert len(ours.answer(QUESTION, company=COMPANY).passages) == 5
    assert len(ours.lookup(QUESTION, company=COMPANY).passages) == len(ours.lookup(QUESTION).passages) == 5


def test_how_likely_it_is_about_the_topic_counts_all_that_may_be_wrong_with_that() -> None:
    ours, ranker = answerer(asked=(0.25, 0.5, 0.0, 0.0), sure=0.5, outside=0.5)
    seen = ours.examine(QUESTION, COMPANY, Asker())
    assert seen is not None and 0.1 < seen.outside < 0.9
    assert ours.answer(QUESTION, company=COMPANY).on_topic == 0.5 * 0.5 * (1.0 - seen.outside)
    assert ranker.visible == {str(FEE), str(PAPERS)}


def test_what_is_out_of_force_is_shown_to_staff_alone() -> None:
    ours, _ = answerer(FEE_IN_EUROPE, FEE)
    ours.desks = {COMPANY: _with_a_fee_in_europe()}
    asked = {"company": COMPANY, "region": Region.EEA_UK}
    staff = ours.answer(QUESTION, audience="staff", **asked)  # type: ignore[arg-type]
    customer = ours.answer(QUESTION, **asked)  # type: ignore[arg-type]
    assert [one.citation.start for one in staff.replaced] == [TEXT.clause(FEE).start]
    assert customer.replaced == () and customer.statements == staff.statements


# ---------------------------------------------------------------- the look-up


def test_without_a_company_clauses_are_found_and_nothing_is_answered() -> None:
    ours, ranker = answerer(FEE, PAPERS, HOURS)
    ranker.clauses[1] = Ranked(1.0, _of(OTHER, PAPERS), PAPERS)
    found = ours.lookup(QUESTION, limit=2)
    assert (found.answerable, found.confidence, found.answer, len(found.passages)) == (False, 0.0, None, 2)
    assert ranker.asked[-1][:2] == (None, None)
    only = ours.lookup(QUESTION, companies=[OTHER], region=Region.CHINA)
    assert [one.citation.company for one in only.passages] == [OTHER]
    assert ranker.asked[-1][1] is Region.CHINA
    assert ours.lookup(QUESTION, companies=[]).passages == ()


def test_with_a_company_the_look_up_is_the_answer_that_staff_get() -> None:
    ours, _ = answerer()
    found = ours.lookup(QUESTION, company=COMPANY, limit=1)
    assert found.answer is not None and found.answer.kind is MessageKind.ANSWER and found.answerable
    assert (found.confidence, found.passages) == (found.answer.confidence, found.answer.passages)
    assert len(found.passages) == 1


# ------------------------------------------------------- the region's own rules


def _of(company: CompanyId, number: int) -> Any:
    passage = ranked(number)[0].passage
    return type(passage)(1, 1.0, TEXT.clause(number, company), "v", cosine=0.6)


def _with_a_fee_in_europe() -> Any:
    fee = TEXT.fact("fee.charged", FEE_IN_EUROPE, region=Region.EEA_UK)
    made = world.desk(regions=True)
    made.chapters[Region.EEA_UK] = sheet(Region.EEA_UK, fee)
    return made


def examined(asked: Sequence[float], region: Region | None, *clauses: int) -> list[int]:
    ours, _ = answerer(*(clauses or (FEE, PAPERS, FEE_IN_EUROPE)), asked=asked, closely=Reading3())
    ours.desks = {COMPANY: _with_a_fee_in_europe()}
    found = ours.examine(QUESTION, COMPANY, Asker(region))
    assert found is not None and found.asker.region is region
    return order(found)


class Reading3:
    """A close reading that leaves the order as it is and has compared all."""

    def __init__(self) -> None:
        self.curated: list[bool] = []

    def read(self, reading: Reading, found: list[Ranked], companies: Any, *, curated: bool) -> Closely:
        self.curated.append(curated)
        return Closely(found, 0.75, (0.0,) * len(found))


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ((1.0, 0.0, 0.0, 0.0), True),
        ((0.5, 0.4, 0.0, 0.1), True),
        ((0.49, 0.4, 0.0, 0.1), False),
        ((0.4, 0.5, 0.1, 0.0), False),
        ((0.17, 0.0, 1.0, 0.0), True),
        ((0.16, 0.0, 1.0, 0.0), False),
        ((0.2, 0.0, 0.3, 0.0), True),
        ((0.19, 0.0, 0.3, 0.0), False),
    ],
)
def test_a_rule_of_the_customers_own_chapter_goes_first_where_its_topic_is_surely_asked_about(
    asked: Sequence[float], first: bool
) -> None:
    assert examined(asked, Region.EEA_UK)[0] == (FEE_IN_EUROPE if first else FEE)


def test_of_another_chapter_or_without_a_region_nothing_is_put_first() -> None:
    assert examined((1.0, 0.0, 0.0, 0.0), Region.JP) == [FEE, PAPERS, FEE_IN_EUROPE]
    assert examined((1.0, 0.0, 0.0, 0.0), None) == [FEE, PAPERS, FEE_IN_EUROPE]
    assert examined((1.0, 0.0, 0.0, 0.0), Region.EEA_UK, PAPERS, RIGHTS) == [PAPERS, RIGHTS]


def test_without_a_reader_what_was_found_is_believed_and_nothing_found_is_not() -> None:
    ours, ranker = answerer()
    found = ours.examine(QUESTION, COMPANY, Asker())
    assert found is not None and found.found.answered == 1.0
    ranker.clauses = []
    found = ours.examine(QUESTION, COMPANY, Asker())
    assert found is not None and found.found.answered == 0.0


def test_the_reader_is_told_whether_a_desk_has_facts() -> None:
    reader = Reading3()
    ours, _ = answerer(closely=reader)
    bare, _ = answerer(closely=reader, facts=False)
    ours.examine(QUESTION, COMPANY, Asker())
    ours.examine(QUESTION, OTHER, Asker())
    ours.lookup(QUESTION)
    bare.lookup(QUESTION)
    assert reader.curated == [True, False, True, False]


def test_what_is_known_of_a_policy_is_found_once_for_each_company_region_and_kind_of_request() -> None:
    ours, ranker = answerer()

    def grounding(region: Region | None, kind: RequestType | None = None) -> Any:
        ours.examine(QUESTION, COMPANY, Asker(region, request_type=kind))
        return ranker.asked[-1][2]

    assert grounding(None) is grounding(None) is grounding(None, RequestType.DELETION)
    assert grounding(Region.JP) is not grounding(None)
    assert grounding(Region.JP) is not grounding(Region.JP, RequestType.DELETION)
    assert grounding(Region.JP, RequestType.DELETION) is grounding(Region.JP, RequestType.DELETION)
