"""The file that knows what was erased: read whole, whatever a power cut or a hand has left in it, or refused."""

from pathlib import Path

import pytest

from desk.ids import ConversationId
from desk.requests.receipts import Receipt
from desk.upkeep.errors import LedgerDamaged
from desk.upkeep.ledger import Erased, Ledger
from desk.vaulting.crypto import Keyring
from knowledge.vocabulary import CompanyId

KEYS = Keyring([b"k" * 32])
FIRST, SECOND = (
    Erased(name, "person", CompanyId("oni"), "2026-11-20T01:00:00+00:00", (Receipt("MDG-1111-1111"),), (ConversationId("c_1"),), ("ff",))
    for name in ("e_1", "e_2")
)  # fmt: skip


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "records", KEYS)


def read(ledger: Ledger) -> list[Erased]:
    return [erased for erased, _ in ledger.lines().values()]


def test_what_was_written_is_read_in_its_order_with_its_line(ledger: Ledger) -> None:
    assert ledger.lines() == {}, "a desk that has erased nothing has no file"
    for one in (FIRST, SECOND):
        ledger.append(ledger.line_of(one))
    assert ledger.lines() == {one.id: (one, ledger.line_of(one)) for one in (FIRST, SECOND)}


@pytest.mark.parametrize("between", ["\n", "\n\n\n", '{"at":"2026-11', '{"id":"e_9"\n'])
def test_an_erasure_behind_an_empty_or_torn_line_is_read_as_well(ledger: Ledger, between: str) -> None:
    """Else it would not be repeated after a restore, and who asked to be forgotten would be back."""
    ledger.append(ledger.line_of(FIRST))
    with ledger.path.open("a") as file:
        file.write(between)
    ledger.append(ledger.line_of(SECOND))
    assert read(ledger) == [FIRST, SECOND]


@pytest.mark.parametrize("line", ["{}", '{"id":"e_9"}', "[]", "text", "}"])
def test_a_line_that_is_not_as_it_was_written_is_refused_by_its_number(ledger: Ledger, line: str) -> None:
    ledger.append(ledger.line_of(FIRST))
    ledger.append(line)
    with pytest.raises(LedgerDamaged, match=r"Line 2 of erasures\.jsonl"):
        ledger.lines()


def test_a_changed_line_or_one_of_another_installation_is_refused(ledger: Ledger, tmp_path: Path) -> None:
    line = ledger.line_of(FIRST)
    for wrong in (line.replace("e_1", "e_7"), line.replace("MDG-1111", "MDG-1112"), line.replace("ff", "fe")):
        assert wrong != line
        assert ledger.parse(wrong.encode()) is None
    assert Ledger(tmp_path, Keyring([b"o" * 32])).parse(line.encode()) is None
    assert ledger.parse(line.encode()) == FIRST
