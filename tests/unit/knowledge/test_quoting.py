"""What is quoted of a clause: word for word, around what speaks to the question, and nothing that is said already."""

from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.chunking import Clause
from knowledge.citations import Citation
from knowledge.composing import Statement, quote_from, touches
from knowledge.vocabulary import CompanyId, Region

START = 100
Sentences = list[tuple[int, int, float]]


def clause(text: str) -> Clause:
    return Clause("x", CompanyId("c"), "d", "s", None, "paragraph", START, START + len(text), text)


def cut(*pieces: tuple[str, float]) -> tuple[Clause, Sentences]:
    """A clause of these sentences, each with how well it speaks to the question."""
    ends = list(accumulate((len(text) for text, _ in pieces), initial=START))
    found = [(start, end, score) for (start, end), (_, score) in zip(pairwise(ends), pieces, strict=True)]
    return clause("".join(text for text, _ in pieces)), found


def said(one: Clause, start: int, end: int) -> Statement:
    """That the characters from `start` to `end` of the policy have been said."""
    text = one.text[start - START : end - START]
    return Statement(text, Citation(one.company, one.document, "v", one.section, text, start, end))


def quoted(one: tuple[Clause, Sentences], limit: int, *before: Statement) -> str | None:
    found = quote_from(one[0], "v", one[1], region=None, said=before, limit=limit)
    return None if found is None else found.text


# ---------------------------------------------------------------------- how much


@pytest.mark.parametrize(("limit", "expected"), [(6, "あ。い。う。"), (5, "い。う。")])
def test_a_clause_up_to_the_limit_is_quoted_whole_and_one_character_more_is_not(
    limit: int, expected: str
) -> None:
    assert quoted(cut(("あ。", 0.1), ("い。", 0.2), ("う。", 0.9)), limit) == expected


def test_whole_means_also_what_is_no_sentence_of_it() -> None:
    text = "第1条\nあ。い。"
    sentences = [(START + 4, START + 6, 0.1), (START + 6, START + 8, 0.9)]
    assert quoted((clause(text), sentences), len(text)) == text
    assert quoted((clause(text), sentences), len(text) - 1) == "あ。い。"


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ((0.1, 0.9, 0.3), "い。う。"),
        ((0.3, 0.9, 0.1), "あ。い。"),
        ((0.9, 0.1, 0.3), "あ。い。"),
        ((0.3, 0.1, 0.9), "い。う。"),
    ],
)
def test_a_quotation_grows_from_the_best_sentence_to_the_better_neighbour(
    scores: tuple[float, float, float], expected: str
) -> None:
    assert quoted(cut(*zip(("あ。", "い。", "う。"), scores, strict=True)), 4) == expected


def test_a_quotation_grows_on_while_there_is_room_on_either_side() -> None:
    five = cut(("あ。", 0.4), ("い。", 0.2), ("う。", 0.9), ("え。", 0.3), ("お。", 0.1))
    assert [quoted(five, limit) for limit in (2, 3, 4, 6, 8)] == [
        "う。",
        "う。",
        "う。え。",
        "い。う。え。",
        "あ。い。う。え。",
    ]


def test_a_sentence_that_does_not_fit_ends_the_quotation_on_its_side_only() -> None:
    one = cut(("とても長い文が前にあります。", 0.8), ("答え。", 0.9), ("い。", 0.1))
    assert quoted(one, 6) == "答え。い。"
    assert quoted(one, 17) == "とても長い文が前にあります。答え。"


def test_a_best_sentence_that_is_too_long_is_quoted_all_the_same() -> None:
    assert quoted(cut(("とても長い文です。", 0.9), ("い。", 0.1)), 4) == "とても長い文です。"


# ---------------------------------------------------------------------- what is said already


def test_of_what_is_left_the_run_with_the_best_sentence_is_quoted() -> None:
    one = cut(("あ。", 0.3), ("い。", 0.2), ("う。", 0.9), ("え。", 0.4), ("お。", 0.1))
    start, end, _ = one[1][2]
    assert quoted(one, 100, said(one[0], start, end)) == "え。お。"


def test_what_hardly_speaks_to_the_question_is_better_than_nothing() -> None:
    one = cut(("あ。", 0.9), ("い。", 0.0))
    assert quoted(one, 100, said(one[0], START, START + 2)) == "い。"


def test_of_a_sentence_of_which_a_part_is_said_nothing_is_repeated() -> None:
    one = cut(("あいう。", 0.9), ("えおか。", 0.1))
    assert quoted(one, 100, said(one[0], START + 3, START + 4)) == "えおか。"


def test_what_ends_where_a_clause_begins_and_what_begins_where_it_ends_is_not_said_of_it() -> None:
    one = cut(("あ。", 0.9), ("い。", 0.1))
    end = one[0].end
    beside = [
        Statement("x", Citation(CompanyId("c"), "d", "v", "s", "x", *at))
        for at in ((START - 1, START), (end, end + 1))
    ]
    assert quoted(one, 100, *beside) == "あ。い。"
    assert not touches(said(one[0], START, START + 2), [said(one[0], START + 2, START + 4)])


def test_where_all_is_said_or_a_part_of_a_clause_without_sentences_there_is_nothing_to_quote() -> None:
    one = cut(("あ。", 0.9), ("い。", 0.1))
    assert quoted(one, 100, said(one[0], START, one[0].end)) is None
    assert quoted((clause("表の一行"), []), 100, said(clause("表の一行"), START, START + 1)) is None
    assert quoted((clause("長い表の一行"), []), 3) is None


# ---------------------------------------------------------------------- word for word


def test_blanks_around_it_are_no_part_of_a_quotation_and_its_place_says_so() -> None:
    one, sentences = cut(("あ。\n", 0.1), ("　\n い。\n\n", 0.9))
    found = quote_from(one, "v", sentences, region=Region.JP, limit=6)
    assert found is not None
    assert (found.text, found.citation.quote, found.regions) == ("い。", "い。", (Region.JP,))
    assert one.text[found.citation.start - START : found.citation.end - START] == "い。"


@given(
    pieces=st.lists(
        st.tuples(st.text("あい \n", max_size=8).map(lambda text: text + "。"), st.floats(0, 1)),
        min_size=1,
        max_size=8,
    ),
    limit=st.integers(1, 40),
    before=st.lists(st.tuples(st.integers(0, 60), st.integers(1, 10)), max_size=3),
)
def test_any_quotation_is_the_text_at_its_place_within_the_limit_and_says_nothing_twice(
    pieces: list[tuple[str, float]], limit: int, before: list[tuple[int, int]]
) -> None:
    one, sentences = cut(*pieces)
    earlier = [said(one, START + at, START + at + long) for at, long in before]
    found = quote_from(one, "v", sentences, region=None, said=earlier, limit=limit)
    left = [
        s for s in sentences if not any(s[0] < e.citation.end and e.citation.start < s[1] for e in earlier)
    ]
    if found is None:
        assert left == []
        return
    at = found.citation
    assert one.text[at.start - START : at.end - START] == found.text == found.text.strip()
    assert not touches(found, earlier)
    assert len(found.text) <= max(limit, *(end - start for start, end, _ in left))
    best = max(score for _, _, score in left)
    assert any(score == best and start < at.end and at.start < end for start, end, score in left)
