"""How much is quoted beside an answer, and what a desk that has closed still says."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import pytest

from knowledge.answer import Answer
from knowledge.choosing import LONGEST
from knowledge.chunking import Clause
from knowledge.composing import Asker
from knowledge.facts.model import Desk, Silence
from knowledge.ranking import Ranked
from knowledge.search import Passage
from tests.unit.knowledge.choosing_world import (
    ADDRESS,
    CLOSED,
    FEE,
    GROUPS,
    HOURS,
    PAPERS,
    TEXT,
    chooser,
    desk,
    ranked,
    said,
)
from tests.unit.knowledge.invented import COMPANY, LENGTH

# ---------------------------------------------------------------------- how much is quoted


def long_clause(sentences: int, section: str = "s") -> tuple[list[Ranked], list[tuple[int, int, float]]]:
    """A clause of sentences of 200 characters, of which the first speaks to the question most."""
    text = "".join(f"{number}".ljust(199, "あ") + "。" for number in range(sentences))
    clause = Clause("x", COMPANY, "d", section, None, "paragraph", 0, len(text), text)
    cut = [(n * 200, n * 200 + 200, 1.0 - n / 100) for n in range(sentences)]
    return [Ranked(1.0, Passage(1, 1.0, clause, "v", cosine=0.5))], cut


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
    before = Ranked(1.0, Passage(1, 1.0, first, "v", cosine=0.5))
    answer = quoted([before, *found], sentences, logits=(1.0, 1.0))
    assert [one.text[0] for one in answer.statements] == ["受", "0"]


def test_what_is_left_of_a_clause_but_its_heading_is_not_quoted_beside_an_answer() -> None:
    text = "3. 手数料\n\n一件につき三百円です。"
    clause = Clause("x", COMPANY, "d", "開示 > 3.手数料", None, "paragraph", 0, len(text), text)
    found = [Ranked(1.0, Passage(1, 1.0, clause, "v", cosine=0.5))]
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
    two = [Ranked(1.0, Passage(n, 1.0, one, "v", cosine=0.5)) for n, one in enumerate((whole, second), 1)]
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
    found = [Ranked(1.0, Passage(1, 1.0, inside, "v", cosine=0.5))]
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
