"""What is said to a question: facts before what was only searched for, nothing twice, and silence where it is known."""

from collections.abc import Mapping
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from knowledge.answer import Answer
from knowledge.choosing import (
    LONGEST,
    MOST_NEAR,
    ONLY_IF_SURE,
    OUT_OF_SCOPE_FROM,
    SECOND_CLAUSE,
    SILENT_FROM,
    TO_THE_POINT,
    UNREAD_TOPIC,
    Chooser,
    Examined,
)
from knowledge.chunking import Clause
from knowledge.close_reading import Closely
from knowledge.composing import Asker
from knowledge.facts.model import Desk, Silence
from knowledge.facts.routes import Route
from knowledge.grounding import Grounding
from knowledge.judging import WITH_FACTS, WITHOUT_FACTS, log_odds
from knowledge.ranking import Coverage, Ranked, Reading
from knowledge.search import Passage
from knowledge.vocabulary import MessageKind, Region, RequestType
from tests.unit.knowledge import invented
from tests.unit.knowledge.invented import COMPANY, LENGTH, Text, sheet

TOPICS = ("fee", "papers", "postage", "rights")
GROUPS = {"fee": "money", "postage": "money"}
ROUTES = {
    "fee": Route.model_validate({"keys": ["fee.charged"], "next": ["objection", "disclosure"]}),
    "papers": Route.model_validate({"keys": ["papers.self", "papers.returned"], "apart": True}),
    "postage": Route(keys=("fee.payment",)),
    "rights": Route(keys=("rights.eu",), broad=True),
}
TEXT = Text(
    (
        ("手数料は五百円です。", None),
        ("書類は二点です。", None),
        ("受付は平日のみです。", None),
        ("欧州の権利があります。", Region.EEA_UK),
        ("欧州の手数料は無料です。", Region.EEA_UK),
        ("問い合わせ先は住所です。", None),
        ("窓口は閉鎖しました。", None),
    )
)
FEE, PAPERS, HOURS, RIGHTS, FEE_IN_EUROPE, ADDRESS, CLOSED = range(7)


def desk(*more: Any, regions: bool = False) -> Desk:
    base = [
        TEXT.fact("fee.charged", FEE),
        TEXT.fact("papers.self", PAPERS),
        TEXT.fact("rights.eu", RIGHTS),
        TEXT.fact("types.disclosure", HOURS),
        TEXT.fact("send_to", ADDRESS),
        Silence("papers.returned", ("返却",)),
        Silence("fee.payment", ("切手",), near=(TEXT.quoted(FEE), TEXT.quoted(PAPERS), TEXT.quoted(HOURS))),
        *more,
    ]
    chapters = [sheet(Region.JP), sheet(Region.EEA_UK)] if regions else []
    return invented.desk(sheet(None, *base), *chapters)


def ranked(*found: tuple[int, float] | int) -> list[Ranked]:
    """Clauses by their numbers, best first, each with a score where it counts."""
    pairs = [one if isinstance(one, tuple) else (one, 1.0) for one in found]
    return [
        Ranked(score, Passage(rank, score, TEXT.clause(n), "v", 0, 0, cosine=0.5 + score / 10), n)
        for rank, (n, score) in enumerate(pairs, 1)
    ]


def in_sentences(_: Reading, clause: Clause) -> list[tuple[int, int, float]]:
    """Each clause is its first half and its second."""
    middle = clause.start + LENGTH // 2
    return [(clause.start, middle, 0.9), (middle, clause.end, 0.1)]


def chooser(
    asked: Mapping[str, float],
    clauses: list[Ranked],
    facts: Desk | None = None,
    *,
    silent: tuple[str, ...] = (),
    unspoken: tuple[str, ...] = (),
    answered: float = 0.99,
    outside: float = 0.0,
    sure: float = 1.0,
    logits: tuple[float, ...] = (),
    asker: Asker | None = None,
) -> Chooser:
    """About a question that is probably on these topics; what the ranking makes of it is made up."""
    shares = np.array([asked.get(topic, 0.0) for topic in TOPICS])

    def flags(names: tuple[str, ...]) -> Any:
        return np.array([topic in names for topic in TOPICS])

    unsaid = flags(silent)
    coverage = Coverage(TOPICS, shares, np.where(unsaid, 0.0, shares), sure)
    grounding = Grounding(np.zeros((0, 4), bool), ~unsaid, unsaid, np.zeros(0, bool), flags(unspoken))
    reading = Reading("手数料は", np.zeros(3), (), outside)
    who = asker or Asker()
    examined = Examined(COMPANY, who, reading, Closely(clauses, answered, logits), coverage, grounding)
    ranker = SimpleNamespace(groups=GROUPS, sentences=in_sentences)
    return Chooser(cast("Any", ranker), facts, ROUTES if facts else {}, examined)


def said(answer: Answer) -> list[tuple[str | None, int]]:
    """The statements: a fact's key, and the number of the clause that is quoted."""
    return [(one.lead, one.citation.start // LENGTH) for one in answer.statements]


# ---------------------------------------------------------------------- when nothing is answered


@pytest.mark.parametrize(("likely", "expected"), [(SILENT_FROM, True), (SILENT_FROM - 0.05, False)])
def test_silence_is_said_outright_only_where_its_topic_is_likely(likely: float, expected: bool) -> None:
    found = chooser({"fee": likely, "papers": 1 - likely}, [], silent=("fee",))
    assert found.known_silent is expected
    assert found.topic == "fee"


def test_a_topic_of_the_same_group_that_is_as_silent_counts_with_it_and_another_does_not() -> None:
    alike = {"fee": SILENT_FROM - 0.1, "postage": 0.2, "papers": 0.05}
    assert chooser(alike, [], silent=("fee", "postage")).known_silent
    assert not chooser(alike, [], silent=("fee",)).known_silent
    assert not chooser(alike, [], silent=("fee", "postage"), sure=0.5).known_silent
    other = {"fee": SILENT_FROM - 0.1, "papers": 0.25}
    assert not chooser(other, [], silent=("fee", "papers")).known_silent
    alone = {"papers": SILENT_FROM - 0.1, "rights": 0.25}
    assert not chooser(alone, [], silent=("papers", "rights")).known_silent, "neither is of any group"


def test_many_little_doubts_deny_nothing() -> None:
    found = chooser({"fee": 0.4, "papers": 0.3, "postage": 0.3}, [], silent=("papers", "postage"))
    assert not found.known_silent


def test_what_is_none_of_the_desks_business_is_told_first_of_all() -> None:
    known = {"silent": ("fee",), "outside": OUT_OF_SCOPE_FROM}
    found = chooser({"fee": 1.0}, ranked(FEE), desk(), **cast("Any", known)).answer()
    assert (found.kind, found.confidence, found.topic) == (MessageKind.OUT_OF_SCOPE, OUT_OF_SCOPE_FROM, "fee")
    assert found.statements == found.near == ()
    nearly = chooser({"fee": 1.0}, ranked(FEE), desk(), outside=OUT_OF_SCOPE_FROM - 0.01).answer()
    assert nearly.kind is MessageKind.ANSWER


def test_without_a_clause_or_below_the_threshold_the_policy_does_not_say() -> None:
    assert chooser({"fee": 1.0}, [], desk()).answer().kind is MessageKind.NOT_STATED
    unsure = {"postage": SILENT_FROM - 0.1}
    found = chooser(unsure, ranked(HOURS), desk(), silent=("postage",), answered=0.01)
    assert not found.known_silent and found.answered < WITH_FACTS.threshold
    answer = found.answer()
    assert answer.kind is MessageKind.NOT_STATED
    assert answer.confidence == pytest.approx(1 - found.answered)


def test_beside_a_checked_silence_stands_what_was_found_near_it_and_the_request_that_helps() -> None:
    answer = chooser({"postage": 1.0}, ranked(RIGHTS), desk(), silent=("postage",)).answer()
    assert [one.citation.start // LENGTH for one in answer.near] == [FEE, PAPERS][:MOST_NEAR]
    assert (answer.topic, answer.next_step) == ("postage", None)
    fee = chooser({"fee": 1.0}, ranked(RIGHTS), desk(), answered=1e-9, outside=0.5, sure=0.0)
    fee.answered = 0.0
    assert fee.answer().next_step is RequestType.DISCLOSURE


def test_where_no_silence_was_checked_the_best_clause_stands_near() -> None:
    found = chooser({"fee": 1.0}, ranked(HOURS, FEE), None, answered=0.001)
    answer = found.answer()
    assert answer.kind is MessageKind.NOT_STATED
    assert [one.citation.start // LENGTH for one in answer.near] == [HOURS]


def test_a_clause_may_answer_what_no_topic_tells() -> None:
    answer = chooser({}, ranked(HOURS), desk()).answer()
    assert (answer.kind, answer.topic, answer.next_step) == (MessageKind.ANSWER, None, None)
    assert said(answer) == [(None, HOURS)]


# ---------------------------------------------------------------------- facts and quotations


def test_facts_that_stand_in_a_clause_to_the_point_are_said_first_and_not_quoted_again() -> None:
    answer = chooser({"fee": 0.9}, ranked(FEE, HOURS), desk(), logits=(2.0, 1.0)).answer()
    assert answer.kind is MessageKind.ANSWER
    assert said(answer) == [("fee.charged", FEE), (None, FEE), (None, HOURS)]
    texts = [one.text for one in answer.statements]
    assert texts[1] not in texts[0] and TEXT.clause(FEE).text.endswith(texts[1])
    assert (answer.topic, answer.next_step) == ("fee", RequestType.DISCLOSURE)


@pytest.mark.parametrize(("share", "expected"), [(UNREAD_TOPIC, True), (UNREAD_TOPIC - 0.01, False)])
def test_facts_that_no_clause_to_the_point_holds_follow_the_quotation_where_their_topic_is_likely(
    share: float, expected: bool
) -> None:
    answer = chooser({"fee": share}, ranked(HOURS), desk()).answer()
    assert said(answer)[0] == (None, HOURS)
    assert (("fee.charged", FEE) in said(answer)) is expected
    assert answer.topic == ("fee" if expected else None)


def test_of_several_topics_the_two_likeliest_are_told() -> None:
    more = desk(TEXT.fact("fee.payment", ADDRESS))
    clauses = ranked(FEE, PAPERS)
    shares = {"fee": 0.4, "papers": 0.35, "postage": 0.3}
    answer = chooser(shares, clauses, more, logits=(1.0, 1.0)).answer()
    assert [lead for lead, _ in said(answer) if lead] == ["fee.charged", "papers.self"]
    found = chooser({"postage": 0.5, "fee": 0.1}, ranked(FEE), more).answer()
    assert ("fee.charged", FEE) not in said(found), "less than half as likely as the first"


def test_a_topic_on_which_no_fact_is_stated_stays_the_topic_of_what_is_quoted() -> None:
    assert chooser({"postage": 0.4}, ranked(HOURS), desk()).answer().topic == "postage"
    found = chooser({"postage": 0.9}, ranked(HOURS), desk())
    found.routes = {}
    assert (said(found.answer()), found.answer().topic) == ([(None, HOURS)], "postage")


def test_a_fact_that_ends_where_a_clause_begins_does_not_stand_in_it() -> None:
    fact = TEXT.fact("fee.charged", FEE)
    at_the_border = replace(fact.citations[0], start=PAPERS * LENGTH - 5, end=PAPERS * LENGTH)
    facts = desk(replace(fact, citations=(at_the_border,)))
    answer = chooser({"fee": UNREAD_TOPIC - 0.1}, ranked(PAPERS), facts).answer()
    assert said(answer) == [(None, PAPERS)]


def test_the_law_of_a_place_comes_after_what_is_asked_and_only_where_its_clause_is_to_the_point() -> None:
    shares = {"rights": 0.6, "fee": 0.4}
    answer = chooser(shares, ranked(FEE, RIGHTS), desk(), logits=(1.0, 1.0)).answer()
    assert [lead for lead, _ in said(answer) if lead] == ["fee.charged", "rights.eu"]
    assert answer.topic == "fee"
    elsewhere = chooser({"rights": 0.9}, ranked(HOURS), desk()).answer()
    assert ("rights.eu", RIGHTS) not in said(elsewhere)


def test_the_regions_and_particulars_that_stay_silent_are_those_of_the_topic_that_is_said_first() -> None:
    facts = desk(regions=True)
    facts.chapters[Region.EEA_UK].entries["papers.self"] = (Silence("papers.self", ("書類",)),)
    answer = chooser({"papers": 0.5, "fee": 0.45}, ranked(PAPERS, FEE), facts, logits=(1.0, 1.0)).answer()
    assert answer.silent_keys == ("papers.returned",)
    other = chooser({"fee": 0.5, "papers": 0.45}, ranked(FEE, PAPERS), facts, logits=(1.0, 1.0)).answer()
    assert other.silent_keys == () and other.silent_regions == ()
    nothing = chooser({"papers": 0.1}, ranked(HOURS), facts).answer()
    assert nothing.silent_keys == () and nothing.silent_regions == ()


def test_staff_are_told_what_the_chapter_replaces() -> None:
    facts = desk(regions=True)
    own = TEXT.fact("fee.charged", FEE_IN_EUROPE, region=Region.EEA_UK)
    facts.chapters[Region.EEA_UK].entries["fee.charged"] = (own,)
    asker = Asker(Region.EEA_UK, audience="staff")
    answer = chooser({"fee": 0.9}, ranked(FEE_IN_EUROPE), facts, asker=asker).answer()
    assert said(answer)[0] == ("fee.charged", FEE_IN_EUROPE)
    assert [one.citation.start // LENGTH for one in answer.replaced] == [FEE]


# ---------------------------------------------------------------------- which clauses are to the point


@pytest.mark.parametrize(("behind", "expected"), [(TO_THE_POINT, True), (TO_THE_POINT + 0.1, False)])
def test_the_next_clause_is_quoted_too_where_the_comparison_finds_it_as_near(
    behind: float, expected: bool
) -> None:
    answer = chooser({}, ranked(FEE, PAPERS, HOURS), logits=(3.0, 3.0 - behind, 3.0)).answer()
    assert ((None, PAPERS) in said(answer)) is expected
    assert (None, HOURS) not in said(answer), "two clauses at the most"


@pytest.mark.parametrize(
    ("score", "expected"), [(SECOND_CLAUSE, True), (1.0, True), (SECOND_CLAUSE - 0.01, False), (0.4, False)]
)
def test_without_a_comparison_the_scores_tell(score: float, expected: bool) -> None:
    answer = chooser({}, ranked((FEE, 1.0), (PAPERS, score))).answer()
    assert ((None, PAPERS) in said(answer)) is expected


def test_beside_a_clause_of_the_customers_own_chapter_none_of_chapter_1_is_quoted() -> None:
    both, logits = ranked(FEE_IN_EUROPE, FEE), (1.0, 1.0)
    own = chooser({}, both, logits=logits, asker=Asker(Region.EEA_UK)).answer()
    assert [clause for _, clause in said(own)] == [FEE_IN_EUROPE]
    assert [one.regions for one in own.statements] == [()]
    further = chooser({}, ranked(FEE_IN_EUROPE, RIGHTS), logits=logits, asker=Asker(Region.EEA_UK)).answer()
    assert [clause for _, clause in said(further)] == [FEE_IN_EUROPE, RIGHTS]
    unknown = chooser({}, both, logits=logits).answer()
    assert [clause for _, clause in said(unknown)] == [FEE_IN_EUROPE, FEE]
    assert [one.regions for one in unknown.statements] == [(Region.EEA_UK,), ()]


# ---------------------------------------------------------------------- how much is quoted


def long_clause(sentences: int, section: str = "s") -> tuple[list[Ranked], list[tuple[int, int, float]]]:
    """A clause of sentences of 200 characters, of which the first speaks to the question most."""
    text = "".join(f"{number}".ljust(199, "あ") + "。" for number in range(sentences))
    clause = Clause("x", COMPANY, "d", section, None, "paragraph", 0, len(text), text)
    cut = [(n * 200, n * 200 + 200, 1.0 - n / 100) for n in range(sentences)]
    return [Ranked(1.0, Passage(1, 1.0, clause, "v", 0, 0, cosine=0.5))], cut


def quoted(found: list[Ranked], sentences: Any, facts: Desk | None = None, **more: Any) -> Answer:
    asked = chooser({"fee": 0.9} if facts else {}, found, facts, **more)
    asked.ranker = cast("Any", SimpleNamespace(groups=GROUPS, sentences=lambda *_: sentences))
    return asked.answer()


def test_a_long_first_clause_is_quoted_in_up_to_four_pieces_the_nearest_first() -> None:
    answer = quoted(*long_clause(9))
    assert [one.text[0] for one in answer.statements] == ["0", "1", "2", "3"]


def test_where_a_fact_is_said_a_clause_adds_one_piece_only() -> None:
    facts = desk(TEXT.fact("fee.charged", 0))
    found, sentences = long_clause(9)
    answer = quoted(found, sentences, facts)
    assert [one.lead for one in answer.statements] == ["fee.charged", None]
    assert answer.statements[1].text[0] == "1", "the first sentence holds what the fact quotes"


def test_a_second_clause_adds_one_piece_only() -> None:
    found, sentences = long_clause(5)
    first = replace(TEXT.clause(HOURS), start=2000, end=2000 + LENGTH)
    before = Ranked(1.0, Passage(1, 1.0, first, "v", 0, 0, cosine=0.5))
    answer = quoted([before, *found], sentences, logits=(1.0, 1.0))
    assert [one.text[0] for one in answer.statements] == ["受", "0"]


def test_what_is_left_of_a_clause_but_its_heading_is_not_quoted_beside_an_answer() -> None:
    text = "3. 手数料\n\n一件につき三百円です。"
    clause = Clause("x", COMPANY, "d", "開示 > 3.手数料", None, "paragraph", 0, len(text), text)
    found = [Ranked(1.0, Passage(1, 1.0, clause, "v", 0, 0, cosine=0.5))]
    fact = TEXT.fact("fee.charged", 0)
    place = replace(fact.citations[0], quote=text[9:], start=9, end=len(text))
    answer = quoted(found, [(0, 8, 0.1), (9, len(text), 0.9)], desk(replace(fact, citations=(place,))))
    assert [one.lead for one in answer.statements] == ["fee.charged"]
    alone = quoted(found, [(0, 8, 0.1), (9, len(text), 0.9)])
    assert [one.text for one in alone.statements] == [text]


def test_an_answer_ends_at_its_length_but_its_first_statement_is_always_said() -> None:
    found, sentences = long_clause(9)
    pieces = LONGEST // 200
    answer = quoted(found, sentences)
    assert sum(len(one.text) for one in answer.statements) <= LONGEST and len(answer.statements) < pieces
    text = "長" * (LONGEST + 1)
    whole = Clause("x", COMPANY, "d", "s", None, "paragraph", 0, len(text), text)
    second = replace(TEXT.clause(HOURS), start=5000, end=5000 + LENGTH)
    two = [
        Ranked(1.0, Passage(n, 1.0, one, "v", 0, 0, cosine=0.5)) for n, one in enumerate((whole, second), 1)
    ]
    long = quoted(two, [(0, len(text), 1.0)], logits=(1.0, 1.0))
    assert [one.text for one in long.statements] == [text]


@pytest.mark.parametrize(
    ("lengths", "kept"),
    [((600, LONGEST - 600), 2), ((600, LONGEST - 599), 1), ((600, 600, 100), 1), ((100, 600, 600, 100), 2)],
)
def test_what_goes_beyond_the_length_is_left_out_with_all_that_follows(
    lengths: tuple[int, ...], kept: int
) -> None:
    fact, places = TEXT.fact("fee.charged", FEE), []
    for number, length in enumerate(lengths, 1):
        place = replace(
            fact.citations[0], quote="x" * length, start=number * 1000, end=number * 1000 + length
        )
        places.append(place)
    inside = replace(TEXT.clause(FEE), start=1000, end=1000 + LENGTH)
    found = [Ranked(1.0, Passage(1, 1.0, inside, "v", 0, 0, cosine=0.5))]
    answer = chooser({"fee": 0.9}, found, desk(replace(fact, citations=tuple(places)))).answer()
    assert [len(one.text) for one in answer.statements] == list(lengths[:kept])


# ---------------------------------------------------------------------- a desk that has closed


def test_a_closed_desk_is_said_first_its_address_is_not_quoted_and_no_request_is_offered() -> None:
    closed = desk(TEXT.fact("desk.closed", CLOSED))
    answer = chooser({"fee": 0.9}, ranked(FEE, ADDRESS), closed, logits=(1.0, 1.0)).answer()
    assert said(answer)[0] == ("desk.closed", CLOSED)
    address = TEXT.quoted(ADDRESS).quote
    assert not any(address in one.text for one in answer.statements)
    assert answer.next_step is None
    staff = chooser({"fee": 0.9}, ranked(ADDRESS), closed, asker=Asker(audience="staff")).answer()
    assert any(address in one.text for one in staff.statements)
    open_desk = chooser({"fee": 0.9}, ranked(FEE, ADDRESS), desk(), logits=(1.0, 1.0)).answer()
    assert any(address in one.text for one in open_desk.statements)
    assert not any(lead == "desk.closed" for lead, _ in said(open_desk))


def test_what_has_nothing_to_do_with_the_way_to_the_desk_is_said_without_its_closure() -> None:
    closed = desk(TEXT.fact("desk.closed", CLOSED))
    assert said(chooser({}, ranked(HOURS), closed).answer()) == [(None, HOURS)]


def test_that_it_has_closed_does_not_count_among_what_stands_near() -> None:
    near = (TEXT.quoted(FEE), TEXT.quoted(PAPERS), TEXT.quoted(HOURS))
    closed = desk(TEXT.fact("desk.closed", CLOSED), Silence("papers.self", ("書類",), near=near))
    answer = chooser({"papers": 1.0}, ranked(HOURS), closed, silent=("papers",)).answer()
    assert [one.citation.start // LENGTH for one in answer.near] == [CLOSED, FEE, PAPERS]


# ---------------------------------------------------------------------- the next step


def test_the_request_that_is_being_asked_about_is_offered_where_the_topic_has_none_of_its_own() -> None:
    asker = Asker(request_type=RequestType.DISCLOSURE)
    answer = chooser({"papers": 0.9}, ranked(PAPERS), desk(), asker=asker).answer()
    assert answer.next_step is RequestType.DISCLOSURE
    assert chooser({"papers": 0.9}, ranked(PAPERS), desk()).answer().next_step is None
    other = Asker(request_type=RequestType.DELETION)
    assert chooser({"papers": 0.9}, ranked(PAPERS), desk(), asker=other).answer().next_step is None


# ---------------------------------------------------------------------- what is weighed


def test_the_signals_are_what_is_known_of_the_question() -> None:
    shares = {"fee": 0.5, "papers": 0.25, "postage": 0.2}
    found = chooser(
        shares, ranked((FEE, 1.0), (PAPERS, 2.0)), desk(),
        silent=("papers",), unspoken=("fee", "postage"), answered=0.7, outside=0.1, sure=0.8,
    )  # fmt: skip
    signals = found.examined.signals
    assert signals.reader == pytest.approx(log_odds(0.7)) and signals.outside == pytest.approx(log_odds(0.1))
    assert signals.coverage == pytest.approx(0.7) and signals.stated == pytest.approx(0.7)
    assert signals.silent == pytest.approx(0.25 * 0.8 + (0.7 * 0.8) ** ONLY_IF_SURE)
    assert signals.nearest == pytest.approx(0.7)
    assert chooser({}, []).examined.signals.nearest == 0.0


def test_a_desk_with_facts_is_judged_by_other_weights_than_a_text_alone() -> None:
    with_facts, alone = chooser({"fee": 0.6}, ranked(FEE), desk()), chooser({"fee": 0.6}, ranked(FEE))
    assert (with_facts.judge, alone.judge) == (WITH_FACTS, WITHOUT_FACTS)
    assert with_facts.answered == WITH_FACTS.answered(with_facts.examined.signals)
