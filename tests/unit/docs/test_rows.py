"""Where a page lists what there is, row by row or word by word, nothing is missing and nothing stands there that is not.

That a name stands somewhere on a page is not enough: a row can go while the name is said elsewhere.
"""

import re
from collections.abc import Iterable
from typing import get_args

import pytest
import typer

from api.cli.commands import app as command_line
from desk.chat.said import HandoffReason, SaidEffect
from desk.roles import ROLES
from desk.statuses import STATUSES
from knowledge.vocabulary import Expects, Owner, Region, ReplyMethod, Requester, RequestType
from ops.commands_page import commands
from tests.unit.docs.pages import DOCS, ROOT, rows, text_of

CONTRACT = text_of(DOCS / "contract.md")
VOCABULARY: dict[str, Iterable[object]] = {
    "region": Region,
    "request type": RequestType,
    "requester": Requester,
    "reply method": ReplyMethod,
    "owner": Owner,
}
_IN_WORDS = {"fourteen": 14}


def words_of(kind: Iterable[object]) -> list[str]:
    return sorted(str(word) for word in kind)


def meaning(contract: str, term: str) -> list[str]:
    """The words in backticks of a term's row."""
    (row,) = re.findall(rf"^\| {term} \| (.*) \|$", contract, re.M)
    return sorted(re.findall(r"`([a-z_]+)`", row))


def expected(contract: str) -> list[str]:
    """What a conversation may expect, as the line of `expects` lists it."""
    (line,) = re.findall(r"^- `expects`: (.*), or null\.$", contract, re.M)
    return sorted(re.findall(r"`([a-z_]+)`", line))


@pytest.mark.parametrize("term", VOCABULARY)
def test_the_contracts_vocabulary_is_the_codes(term: str) -> None:
    assert meaning(CONTRACT, term) == words_of(VOCABULARY[term])


def test_the_contract_lists_all_that_a_conversation_may_expect() -> None:
    assert expected(CONTRACT) == words_of(Expects)


def test_a_word_that_is_misspelt_or_missing_in_the_contract_is_seen() -> None:
    assert meaning(CONTRACT.replace("`waiting`", "`wating`"), "owner") != words_of(Owner)
    assert expected(CONTRACT.replace("`subject`, `reply", "`reply")) != words_of(Expects)


def first_cells(page: str, begins: str) -> list[str]:
    """What stands in backticks in the first cell of rows, where it begins so."""
    found = (re.fullmatch(rf"`({begins}[^`]*)`", cells[0]) for cells in rows(ROOT / page))
    return [one[1] for one in found if one]


def test_every_command_has_one_row_and_no_row_is_of_another() -> None:
    there = [name for name, _ in commands(typer.main.get_command(command_line))]
    assert sorted(first_cells("docs/operations.md", "madoguchi ")) == sorted(there)


def test_the_dialogues_page_lists_every_reason_of_a_handoff_and_every_effect() -> None:
    table = text_of(ROOT / "bot/README.md").partition("\n| effect | when | gateway |\n")[2]
    effects = {name for effect in get_args(SaidEffect) for name in get_args(effect.__annotations__["effect"])}
    assert set(re.findall(r"^\| `(\w+)`", table, re.M)) == effects
    (reasons,) = re.findall(r"^\| `handoff` \(`reason`: (.*?)\) \|", table, re.M)
    assert sorted(re.findall(r"`([a-z_]+)`", reasons.split(" is ")[0])) == sorted(get_args(HandoffReason))


def test_every_role_has_one_row_in_the_order_of_its_rights() -> None:
    table = text_of(DOCS / "operations.md").partition("\n| role | may |\n")[2].partition("\n\n")[0]
    assert re.findall(r"^\| `(\w+)` \|", table, re.M) == list(ROLES)


def test_what_is_compared_with_others_is_counted_rightly() -> None:
    page = text_of(DOCS / "explanation/compared.md")
    (kinds,) = re.findall(r"^\| kinds of request \| [^|]* \| (\w+),", page, re.M)
    (statuses,) = re.findall(r"^\| statuses \| [^|]* \| (\d+),", page, re.M)
    (roles,) = re.findall(r"^\| roles, [^|]* \| [^|]* \| (\w+) roles", page, re.M)
    assert (_IN_WORDS[kinds], int(statuses)) == (len(RequestType), len(STATUSES))
    assert (roles, len(ROLES)) == ("four", 4)
