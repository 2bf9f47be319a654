"""A printed list gives a clause's words once, however many of its parts rest on them."""

from collections import Counter
from itertools import pairwise

import pytest

from desk.locales import FullLocale
from desk.papers.blocks import Block, Checks, Heading, Quote
from desk.papers.checklist import checklist
from desk.wording import render
from tests.unit.desk.papers.support import COMPANIES, case, samples_of

pytestmark = pytest.mark.slow  # whole papers of every company are set


def before_the_grounds(blocks: tuple[Block, ...], lang: FullLocale) -> list[Block]:
    """The list of grounds for refusing is whole, whatever of it is quoted above."""
    grounds = render("papers.checklist.heading_refusals", lang)
    ends = [at for at, one in enumerate(blocks) if isinstance(one, Heading) and one.text == grounds]
    return list(blocks[: ends[0]] if ends else blocks)


def quoted(blocks: list[Block]) -> Counter[tuple[str, str]]:
    found = Counter[tuple[str, str]]()
    for block in blocks:
        if isinstance(block, Quote):
            found[block.quote, block.place] += 1
        elif isinstance(block, Checks):
            found.update((one.quote, one.place) for one in block.items if one.quote is not None)
    return found


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("company", COMPANIES)
def test_no_clause_is_printed_twice_and_no_heading_stands_alone(company: str, lang: FullLocale) -> None:
    for found in samples_of(company):
        paper = checklist(found, lang)
        assert {
            one for one, times in quoted(before_the_grounds(paper.blocks, lang)).items() if times > 1
        } == set()
        heads = [isinstance(block, Heading) for block in (*paper.blocks, Heading(""))]
        assert (True, True) not in set(pairwise(heads))


def test_the_clause_that_names_the_form_is_not_repeated_where_it_says_where_to_send_it() -> None:
    paper = checklist(case("opt", "disclosure"), "ja")
    found = quoted(list(paper.blocks))
    assert [times for (quote, _), times in found.items() if "オプト所定の届出書の所定欄" in quote] == [1]
