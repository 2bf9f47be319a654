"""What is said to a question: facts before what was only searched for, nothing twice, and silence where it is known."""

from dataclasses import replace
from typing import Any, cast

import pytest

from knowledge.asked_values import load_asked_values
from knowledge.choosing import (
    APART,
    COVERED,
    HOW_TO_ASK,
    MOST_NEAR,
    NOT_COVERED,
    ONLY_IF_SURE,
    OUT_OF_SCOPE_FROM,
    SECOND_CLAUSE,
    SILENT_FROM,
    STANDS_ALONE,
    TO_THE_POINT,
    UNREAD_TOPIC,
    UNSAID,
    WAYS,
)
from knowledge.composing import Asker
from knowledge.facts.model import Desk, Silence
from knowledge.judging import WITH_FACTS, WITHOUT_FACTS, log_odds
from knowledge.topics.taxonomy import load_topics
from knowledge.vocabulary import MessageKind, Region, RequestType
from tests.unit.knowledge.choosing_world import (
    FEE,
    FEE_IN_EUROPE,
    HOURS,
    PAPERS,
    RIGHTS,
    TEXT,
    chooser,
    desk,
    ranked,
    said,
)
from tests.unit.knowledge.invented import LENGTH

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
    border = 0.6  # by the question alone, where nothing was compared
    known = {"silent": ("fee",), "outside": border}
    found = chooser({"fee": 1.0}, ranked(FEE), desk(), **cast("Any", known)).answer()
    assert (found.kind, found.topic) == (MessageKind.OUT_OF_SCOPE, "fee")
    assert found.confidence == pytest.approx(OUT_OF_SCOPE_FROM)
    assert found.statements == found.near == ()
    for outside, kind in (
        (0.99, MessageKind.OUT_OF_SCOPE),
        (border - 0.01, MessageKind.ANSWER),
        (0.3, MessageKind.ANSWER),
    ):
        assert chooser({"fee": 1.0}, ranked(FEE), desk(), outside=outside).answer().kind is kind


def test_a_clause_that_speaks_to_the_question_makes_it_the_desks_business() -> None:
    far = chooser({"fee": 1.0}, ranked(FEE, HOURS), desk(), outside=0.7, logits=(-6.0, -8.0)).answer()
    assert far.kind is MessageKind.OUT_OF_SCOPE
    near = chooser({"fee": 1.0}, ranked(FEE, HOURS), desk(), outside=0.7, logits=(4.0, -8.0)).answer()
    assert near.kind is MessageKind.ANSWER


def test_without_a_clause_or_below_the_threshold_the_policy_does_not_say() -> None:
    assert chooser({"fee": 1.0}, [], desk()).answer().kind is MessageKind.NOT_STATED
    unsure = {"postage": SILENT_FROM - 0.1}
    found = chooser(unsure, ranked(HOURS), desk(), silent=("postage",), answered=0.01)
    assert not found.known_silent and found.answered < WITH_FACTS.threshold
    answer = found.answer()
    assert answer.kind is MessageKind.NOT_STATED
    assert answer.confidence == pytest.approx(1 - found.answered)
    found.answered = WITH_FACTS.threshold
    assert found.answer().kind is MessageKind.ANSWER, "from the threshold on"


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


def test_without_desk_facts_how_a_request_is_made_is_answered_where_the_topics_tell_that_the_policy_says_it() -> (
    None
):
    def kind(topic: str, share: float, facts: Desk | None = None, **more: Any) -> MessageKind:
        found = chooser(
            {topic: share}, ranked(PAPERS, HOURS), facts, answered=0.01, logits=(-3.0, -3.0), **more
        )
        return found.answer().kind

    topic = "reply_time"
    assert set(HOW_TO_ASK) <= {one.id for one in load_topics().topics}
    assert kind(topic, 0.95) is MessageKind.ANSWER
    assert kind("papers", 0.95) is MessageKind.NOT_STATED, (
        "a particular matter stands in one clause, or in none"
    )
    assert kind(topic, 0.85) is MessageKind.NOT_STATED, "something else may be meant"
    assert kind(topic, 0.95, silent=(topic,)) is MessageKind.NOT_STATED, "the policy does not speak of it"
    assert kind(topic, 0.95, unspoken=(topic,)) is MessageKind.NOT_STATED, "no clause has its words"


def test_without_desk_facts_a_way_to_the_desk_is_told_where_the_best_clauses_hold_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert "desk_hours" not in WAYS, "a trade's own hours are asked in the same words"
    monkeypatch.setitem(WAYS, "desk_hours", "hours")  # of which the invented policy holds one

    def kind(share: float, *clauses: int, facts: Desk | None = None) -> MessageKind:
        logits = tuple(-3.0 for _ in clauses)
        return (
            chooser({"desk_hours": share}, ranked(*clauses), facts, answered=0.01, logits=logits)
            .answer()
            .kind
        )

    held = load_asked_values().held
    assert held(("hours",), [TEXT.clause(HOURS).text]) and not held(("hours",), [TEXT.clause(PAPERS).text])
    assert kind(0.95, HOURS, PAPERS) is kind(0.95, PAPERS, HOURS) is MessageKind.ANSWER
    assert kind(0.95, PAPERS, FEE, HOURS) is MessageKind.NOT_STATED, "too far behind to be quoted"
    assert kind(0.95, PAPERS, FEE) is MessageKind.NOT_STATED, "none holds one"
    assert kind(0.85, HOURS, PAPERS) is MessageKind.NOT_STATED, "something else may be meant"
    assert set(WAYS) <= {one.id for one in load_topics().topics}
    assert set(WAYS.values()) <= set(load_asked_values().kinds)


def test_without_desk_facts_a_clause_that_stands_alone_answers_whatever_the_judge_thinks() -> None:
    def kind(*logits: float) -> MessageKind:
        return chooser({"fee": 0.8}, ranked(FEE, HOURS), answered=0.01, logits=logits).answer().kind

    behind = STANDS_ALONE - TO_THE_POINT
    assert kind(STANDS_ALONE, behind) is MessageKind.ANSWER
    assert kind(STANDS_ALONE, behind + 0.1) is MessageKind.NOT_STATED, "another is to the point as well"
    assert kind(STANDS_ALONE - 0.1, -20.0) is MessageKind.NOT_STATED, "it hardly speaks to the question"
    assert kind(STANDS_ALONE) is MessageKind.NOT_STATED, "one clause alone is compared with nothing"
    unsure = {"postage": SILENT_FROM - 0.1}
    curated = chooser(
        unsure, ranked(HOURS, FEE), desk(), silent=("postage",), answered=0.01, logits=(0.0, -9.0)
    )
    assert curated.answer().kind is MessageKind.NOT_STATED, "checked facts know better"


@pytest.mark.parametrize(
    ("asked", "answered", "logits", "kind"),
    [
        (COVERED, 0.01, (-3.0, -3.0 - APART), MessageKind.ANSWER),
        (COVERED, 0.01, (-3.0, 0.1 - 3.0 - APART), MessageKind.NOT_STATED),
        (COVERED - 0.01, 0.01, (-3.0, -9.0), MessageKind.NOT_STATED),
        (NOT_COVERED - 0.01, 0.99, (-2.0, -9.0), MessageKind.NOT_STATED),
        (NOT_COVERED, 0.99, (-2.0, -9.0), MessageKind.ANSWER),
        (NOT_COVERED - 0.01, 0.99, (0.1, -9.0), MessageKind.ANSWER),
    ],
)
def test_of_a_policy_in_another_language_its_topics_tell_what_words_cannot(
    asked: float, answered: float, logits: tuple[float, ...], kind: MessageKind
) -> None:
    clauses = ranked(FEE, HOURS)

    def of(*, foreign: bool) -> MessageKind:
        told = {"fee": asked}
        found = chooser(told, clauses, answered=answered, logits=logits, foreign=foreign)
        return found.answer().kind

    assert of(foreign=True) is kind
    usual = MessageKind.ANSWER if answered > 0.5 else MessageKind.NOT_STATED
    assert of(foreign=False) is usual, "a Japanese policy is judged as ever"


def test_what_all_clauses_leave_unsaid_is_not_answered_by_one_that_stands_alone() -> None:
    found = chooser(
        {"fee": 1.0}, ranked(FEE, HOURS), None, answered=0.01, logits=(3.0, -9.0), unspoken=("fee",)
    )
    assert found.examined.signals.silent >= UNSAID
    assert found.answer().kind is MessageKind.NOT_STATED


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


@pytest.mark.parametrize(
    ("share", "expected"), [(UNREAD_TOPIC, True), (0.9, True), (UNREAD_TOPIC - 0.01, False)]
)
def test_facts_that_no_clause_to_the_point_holds_follow_the_quotation_where_their_topic_is_likely(
    share: float, expected: bool
) -> None:
    answer = chooser({"fee": share}, ranked(HOURS), desk()).answer()
    assert said(answer)[0] == (None, HOURS)
    assert (("fee.charged", FEE) in said(answer)) is expected
    assert answer.topic == ("fee" if expected else None)


def test_of_several_topics_the_two_likeliest_are_told() -> None:
    payment = TEXT.fact("fee.payment", PAPERS)
    (place,) = payment.citations
    more = desk(replace(payment, citations=(replace(place, start=place.start + 10, end=place.end + 10),)))
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
    for third in (3.0, -9.0):
        answer = chooser({}, ranked(FEE, PAPERS, HOURS), logits=(3.0, 3.0 - behind, third)).answer()
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
