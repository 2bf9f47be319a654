"""Staff open values of a record for a reason; of a record whose data has been erased nothing is opened."""

from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import insert

from desk.errors import ChangeInvalid, NotNow
from desk.requests.casefile import REASONS, CaseFiles
from desk.requests.receipts import Receipt
from desk.storage import tables as t
from desk.storage.vault_table import vault
from tests.unit.desk.queue.queue_world import member
from tests.unit.desk.small_store import START, Sealing, SmallDatabase, request_row, transaction

KEPT, ERASED = Receipt("MDG-0000-0001"), Receipt("MDG-0000-0002")
LEAD = member("hanako", "lead")


@pytest.fixture
def files() -> CaseFiles:
    tx = transaction(t.requests, vault)
    tx.conn.execute(insert(t.requests).values(request_row(KEPT)))
    tx.conn.execute(insert(t.requests).values(request_row(ERASED, erased_at=START)))
    context: Any = SimpleNamespace(db=SmallDatabase(tx), keys=Sealing())
    return CaseFiles(context)


def test_a_record_that_is_kept_is_opened_and_an_erased_one_says_that_it_was_erased(files: CaseFiles) -> None:
    assert files.reveal(KEPT, ["name"], REASONS[0], LEAD) == {}, "it has no such field"
    with pytest.raises(NotNow, match="has been erased"):
        files.reveal(ERASED, ["name"], REASONS[0], LEAD)


def test_nothing_is_opened_without_a_reason_that_there_is_or_without_a_field(files: CaseFiles) -> None:
    for fields, reason in ((["name"], "curious"), ([], REASONS[0])):
        with pytest.raises(ChangeInvalid):
            files.reveal(KEPT, fields, reason, LEAD)
