"""What is known of a policy beforehand: which clauses hold which topic, what is unsaid, and which rule is out of force."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

from knowledge.facts.model import Desk, Silence
from knowledge.facts.routes import Route
from knowledge.grounding import Grounding, ground, holds_any
from knowledge.index import CompanyIndex
from knowledge.vocabulary import CompanyId, Region, RequestType
from tests.unit.knowledge import invented
from tests.unit.knowledge.invented import Text, sheet

TEXT = Text(
    (
        ("手数料は五百円をいただきます。", None),
        ("本人確認書類は二点が必要です。", None),
        ("手数料と書類のあらましです。", None),
        ("手数料はいただきません。", Region.EEA_UK),
        ("異議を申し立てることができます。", Region.EEA_UK),
        ("手数料は百元をいただきます。", Region.CHINA),
    )
)
ROUTES = {
    "rights_eu": Route(keys=("rights.eu",), broad=True),
    "fee_whether": Route.model_validate({"keys": ["fee.charged"], "with": ["fee.payment"]}),
    "identity_papers_which": Route(keys=("papers.self",)),
    "minors_consent": Route(keys=("minors",)),
}
TOPICS = ("greeting", *ROUTES)


def desk() -> Desk:
    """Chapter 1 has a fee, papers and an overview of both; the European chapter has no fee, and a right of its own."""
    base = sheet(
        None,
        TEXT.fact("fee.charged", 0, 2),
        TEXT.fact("fee.payment", 1),
        TEXT.fact("papers.self", 1, 2, 4),
        Silence("minors", ("未成年",)),
    )
    chapter = sheet(
        Region.EEA_UK,
        TEXT.fact("fee.charged", 3, region=Region.EEA_UK),
        TEXT.fact("rights.eu", 4, region=Region.EEA_UK),
    )
    return invented.desk(base, chapter, sheet(Region.JP))


def grounded(region: Region | None, facts: Desk | None, request_type: RequestType | None = None) -> Grounding:
    part = SimpleNamespace(clauses=TEXT.all(), regions=(Region.EEA_UK, Region.CHINA))
    return ground(cast("CompanyIndex", part), facts, ROUTES, TOPICS, region, request_type)


def rows(flags: Any) -> list[int]:
    return [int(row) for row in flags.nonzero()[0]]


def named(flags: Any) -> set[str]:
    return {TOPICS[column] for column in rows(flags)}


def holding(found: Grounding, topic: str) -> list[int]:
    return rows(found.holds[:, TOPICS.index(topic)])


# ---------------------------------------------------------------------- with desk facts


def test_a_topic_is_held_by_the_clauses_in_which_its_deciding_facts_are_quoted() -> None:
    found = grounded(Region.JP, desk())
    assert holding(found, "fee_whether") == [0, 2], "what is said beside the fee (clause 1) does not hold it"
    assert holding(found, "identity_papers_which") == [1, 2, 4]
    assert holding(found, "minors_consent") == holding(found, "greeting") == []


def test_another_region_s_clauses_hold_its_own_rule() -> None:
    assert holding(grounded(Region.EEA_UK, desk()), "fee_whether") == [3]


def test_the_law_of_a_region_is_stated_but_leads_no_clause() -> None:
    found = grounded(Region.EEA_UK, desk())
    assert "rights_eu" in named(found.stated)
    assert holding(found, "rights_eu") == []


def test_what_is_stated_what_is_silent_and_what_nobody_has_a_route_for() -> None:
    found = grounded(Region.EEA_UK, desk())
    assert named(found.stated) == {"rights_eu", "fee_whether", "identity_papers_which"}
    assert named(found.silent) == {"minors_consent"}
    assert not found.unspoken.any(), "facts say what is silent; words are not asked"


def test_a_clause_is_replaced_where_it_holds_nothing_but_rules_that_the_chapter_replaces() -> None:
    """Clause 2 holds the replaced fee too, and the papers, which stay in force."""
    assert rows(grounded(Region.EEA_UK, desk()).replaced) == [0]


def test_a_chapters_rule_for_one_type_of_request_replaces_for_that_type_only() -> None:
    facts = desk()
    own = replace(
        TEXT.fact("fee.charged", 3, region=Region.EEA_UK), request_types=frozenset({RequestType.DELETION})
    )
    facts.chapters[Region.EEA_UK].entries["fee.charged"] = (own,)
    assert rows(grounded(Region.EEA_UK, facts, RequestType.DELETION).replaced) == [0]
    assert rows(grounded(Region.EEA_UK, facts, RequestType.DISCLOSURE).replaced) == []
    assert rows(grounded(Region.EEA_UK, facts).replaced) == [], "the other types may be meant"


def test_a_chapter_s_own_clause_is_never_replaced() -> None:
    facts = desk()
    facts.base.entries["fee.charged"] = (TEXT.fact("fee.charged", 0, 5),)
    assert rows(grounded(Region.EEA_UK, facts).replaced) == [0]


def test_nothing_is_replaced_while_the_region_is_open_or_makes_no_difference() -> None:
    assert not grounded(None, desk()).replaced.any()
    assert not grounded(Region.JP, desk()).replaced.any()


# ---------------------------------------------------------------------- without them


def test_without_facts_the_words_of_the_clauses_tell_what_is_unspoken() -> None:
    found = grounded(None, None)
    assert named(found.unspoken) == {"minors_consent", "rights_eu"}
    assert not found.holds.any() and not found.stated.any()
    assert not found.silent.any() and not found.replaced.any()


def test_what_only_another_region_is_told_is_unspoken_for_this_one() -> None:
    part = SimpleNamespace(clauses=(TEXT.clause(1), TEXT.clause(5)), regions=(Region.EEA_UK, Region.CHINA))

    def unspoken(region: Region | None) -> set[str]:
        return named(ground(cast("CompanyIndex", part), None, ROUTES, TOPICS, region).unspoken)

    assert "fee_whether" in unspoken(Region.EEA_UK)
    assert "fee_whether" not in unspoken(Region.CHINA) | unspoken(None)


# ---------------------------------------------------------------------- which clause a quotation is in


def test_a_quotation_is_in_the_clause_in_which_it_begins() -> None:
    at_the_border = [TEXT.quoted(1)]
    assert [holds_any(TEXT.clause(n), at_the_border) for n in range(3)] == [False, True, False]
    assert not holds_any(TEXT.clause(1), [TEXT.quoted(1, CompanyId("other"))])
    assert not holds_any(TEXT.clause(1), [])
