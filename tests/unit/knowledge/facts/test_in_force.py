"""Which of a policy's rules is in force for whom: a chapter before the base, a rule for a request before silence."""

from dataclasses import replace
from typing import Any

from knowledge.facts.model import Desk, Fact, Silence
from knowledge.vocabulary import Region, Requester, RequestType
from tests.unit.knowledge.invented import Text, desk, sheet

T, JP, EEA = RequestType, Region.JP, Region.EEA_UK
TEXT = Text(tuple((f"第{number}文。", None) for number in range(12)))


def fact(clause: int, key: str = "fee.charged", **more: Any) -> Fact:
    return replace(TEXT.fact(key, clause), **more)


def silence(**more: Any) -> Silence:
    return Silence("fee.charged", ("手数料",), **more)


def only(*kinds: RequestType) -> frozenset[RequestType]:
    return frozenset(kinds)


def europe(base: tuple[Any, ...], own: tuple[Any, ...]) -> Desk:
    """A desk with a base and a chapter for Europe, all entries of one key; Japan has a chapter without a word of it."""
    made = desk(sheet(None), sheet(EEA), sheet(JP))
    entries = {"fee.charged": base} if base else {}
    chapter = replace(made.chapters[EEA], entries={"fee.charged": own} if own else {})
    return replace(made, base=replace(made.base, entries=entries), chapters={**made.chapters, EEA: chapter})


def test_a_fact_for_some_requests_says_nothing_of_others() -> None:
    some = fact(0, request_types=only(T.DISCLOSURE))
    assert some.holds_for(T.DISCLOSURE) and not some.holds_for(T.DELETION)
    assert some.holds_for(None), "an unknown request excludes nothing"
    assert fact(0).holds_for(T.DELETION)
    assert not fact(0, request_types=frozenset()).holds_for(T.DELETION)


def test_a_fact_for_some_requesters_says_nothing_of_others() -> None:
    agents = fact(0, requesters=frozenset({Requester.VOLUNTARY_AGENT}))
    assert agents.holds_for(T.DELETION, Requester.VOLUNTARY_AGENT)
    assert not agents.holds_for(T.DELETION, Requester.SELF)
    assert agents.holds_for(T.DELETION), "an unknown requester excludes nothing"
    assert fact(0).holds_for(T.DELETION, Requester.SELF)


def test_a_silence_for_some_requests_says_nothing_of_others() -> None:
    some = silence(request_types=only(T.CORRECTION))
    assert some.holds_for(T.CORRECTION) and not some.holds_for(T.DELETION) and some.holds_for(None)
    assert silence().holds_for(T.DELETION)


def test_a_chapters_rule_takes_the_place_of_the_bases_in_its_region_alone() -> None:
    base, own = fact(0), fact(1, region=EEA)
    made = europe((base,), (own,))
    assert made.facts("fee.charged", EEA) == (own,)
    assert made.facts("fee.charged", JP) == made.facts("fee.charged") == (base,)
    assert made.replaced("fee.charged", EEA) == (base,)
    assert made.replaced("fee.charged", JP) == made.replaced("fee.charged", None) == ()


def test_a_rule_that_adds_to_the_base_stands_before_it() -> None:
    base, more = fact(0), fact(1, region=EEA, adds=True)
    made = europe((base,), (more,))
    assert made.facts("fee.charged", EEA) == (more, base)
    assert made.replaced("fee.charged", EEA) == ()


def test_a_chapters_rule_for_one_request_leaves_the_base_for_the_others() -> None:
    base, own = fact(0), fact(1, region=EEA, request_types=only(T.DISCLOSURE))
    made = europe((base,), (own,))
    assert made.facts("fee.charged", EEA, T.DISCLOSURE) == (own,)
    assert made.facts("fee.charged", EEA, T.DELETION) == (base,)
    assert made.facts("fee.charged", EEA) == (own, base), "while the request is unknown, both"
    assert made.replaced("fee.charged", EEA, T.DISCLOSURE) == (base,)
    assert made.replaced("fee.charged", EEA, T.DELETION) == ()


def test_a_chapters_rule_for_agents_leaves_the_base_for_everybody_else() -> None:
    base = fact(0)
    own = fact(1, region=EEA, requesters=frozenset({Requester.VOLUNTARY_AGENT}))
    made = europe((base,), (own,))
    assert made.facts("fee.charged", EEA, T.DISCLOSURE, Requester.VOLUNTARY_AGENT) == (own,)
    assert made.facts("fee.charged", EEA, T.DISCLOSURE, Requester.SELF) == (base,)
    assert made.facts("fee.charged", EEA, T.DISCLOSURE) == (own, base), "nobody knows who asks: both"
    assert made.replaced("fee.charged", EEA) == ()


def test_a_rule_of_the_base_for_one_request_is_replaced_by_a_chapters_rule_for_it() -> None:
    base, own = (
        fact(0, request_types=only(T.DISCLOSURE)),
        fact(1, region=EEA, request_types=only(T.DISCLOSURE)),
    )
    wider = fact(2, region=EEA, request_types=only(T.DISCLOSURE, T.DELETION))
    assert europe((base,), (own,)).facts("fee.charged", EEA) == (own,)
    assert europe((base,), (wider,)).facts("fee.charged", EEA) == (wider,)
    other = fact(1, region=EEA, request_types=only(T.DELETION))
    assert europe((base,), (other,)).facts("fee.charged", EEA) == (other, base)


def test_a_rule_for_some_requests_goes_before_the_silence_on_all_and_beside_that_on_others() -> None:
    some, of_all = fact(0, request_types=only(T.DISCLOSURE)), silence()
    made = europe((some, of_all), ())
    assert made.entries("fee.charged", JP, T.DISCLOSURE) == (some,)
    assert made.silence("fee.charged", JP, T.DISCLOSURE) is None
    assert made.silence("fee.charged", JP, T.DELETION) == of_all
    others = silence(request_types=only(T.DELETION))
    beside = europe((some, others), ())
    assert beside.entries("fee.charged", JP) == (some, others)
    assert beside.silence("fee.charged", JP) is None
    assert beside.silence("fee.charged", JP, T.DELETION) == others


def test_a_chapter_that_is_silent_takes_the_place_of_the_bases_rule() -> None:
    base, own = fact(0), silence(region=EEA)
    made = europe((base,), (own,))
    assert made.facts("fee.charged", EEA) == () and made.fact("fee.charged", EEA) is None
    assert made.silence("fee.charged", EEA) == own
    assert made.fact("fee.charged", JP) == base and made.silence("fee.charged", JP) is None


def test_of_what_nobody_looked_for_nothing_is_said() -> None:
    made = europe((), ())
    assert made.fact("fee.charged", EEA) is None and made.silence("fee.charged", EEA) is None


def test_regions_come_in_one_order_and_every_sheet_is_looked_through() -> None:
    base, own = fact(0), fact(1, "minors", region=EEA)
    made = desk(sheet(None, base), sheet(EEA, own), sheet(JP, fact(2)))
    assert made.regions == tuple(one for one in Region if one in (JP, EEA))
    assert made.keys == ("fee.charged", "minors")
    assert [one.key for one in made.all_entries()] == ["fee.charged", "minors", "fee.charged"]
