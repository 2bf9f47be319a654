"""Where a clause ends: its longest and shortest, a list with its lead-in, an item with what lies below it."""

import pytest

from knowledge.chunking import Clause, clauses
from tests.unit.knowledge.invented import policy_of

TITLE = "第1条（取扱い）"


def cut(body: str) -> list[Clause]:
    return clauses(policy_of(f"みほん プライバシーポリシー\n\n{TITLE}\n\n{body}\n"))


def bodies(body: str) -> list[str]:
    return [clause.text.removeprefix(TITLE).strip() for clause in cut(body)]


def prose(letter: str, length: int) -> str:
    return letter * (length - 1) + "。"


@pytest.mark.parametrize(("length", "longest"), [(800, 800), (801, 800), (1700, 800)])
def test_prose_is_cut_after_eight_hundred_characters(length: int, longest: int) -> None:
    found = cut(prose("あ", length))
    assert max(len(clause.text) for clause in found) == longest
    assert "".join(bodies(prose("あ", length))) == prose("あ", length)


def test_prose_is_cut_after_a_sentence_where_there_is_one() -> None:
    first, second = prose("あ", 500), prose("い", 500)
    assert bodies(first + second) == [first, second]


@pytest.mark.parametrize(("length", "found"), [(59, 1), (60, 2)])
def test_less_than_sixty_characters_join_their_neighbour(length: int, found: int) -> None:
    assert len(cut(f"{prose('あ', 600)}\n\n{prose('い', length)}")) == found


def test_two_paragraphs_that_are_long_together_stay_apart() -> None:
    first, second = prose("あ", 380), prose("い", 380)
    assert bodies(f"{first}\n\n{second}") == [first, second]


def test_each_of_two_lists_keeps_its_own_lead_in() -> None:
    first = f"当社は次の者に渡します。\n(1) {prose('ア', 180)}\n(2) {prose('イ', 180)}"
    second = f"お客様には次のことを伝えます。\n(1) {prose('カ', 180)}\n(2) {prose('キ', 180)}"
    assert bodies(f"{first}\n\n{second}") == [first, second]
    assert {clause.kind for clause in cut(f"{first}\n\n{second}")} == {"list"}


def test_a_list_too_long_for_a_clause_is_cut_between_its_items_and_the_first_keeps_the_lead_in() -> None:
    lead, items = prose("導", 70), [f"({n}) {prose(letter, 300)}" for n, letter in enumerate("アイウ", 1)]
    found = cut("\n".join([lead, *items]))
    assert [clause.text.removeprefix(TITLE).strip() for clause in found] == [
        f"{lead}\n{items[0]}",
        *items[1:],
    ]
    assert [clause.kind for clause in found] == ["list", "clause", "clause"]
    assert {clause.section for clause in found} == {TITLE}


def test_an_item_keeps_what_lies_below_it() -> None:
    first = f"(1) {prose('ア', 100)}\n  (a) {prose('イ', 260)}\n  (b) {prose('ウ', 260)}"
    second = f"(2) {prose('エ', 300)}"
    lead = prose("導", 70)
    assert bodies(f"{lead}\n{first}\n{second}") == [f"{lead}\n{first}", second]
