"""Access codes: kept as hashes, and not to be guessed."""

from pathlib import Path

import pytest

from desk.bootstrap import Desk
from desk.errors import (
    RequestNotFound,
    TooManyAttempts,
)
from desk.model import StaffMember
from tests.integration.desk.planting import Planted
from tests.integration.desk.support import (
    Clock,
    stored,
)

pytestmark = pytest.mark.database("sqlite", "postgresql")


def test_five_wrong_codes_shut_a_receipt_for_a_while(
    desk: Desk, staff: StaffMember, tmp_path: Path, clock: Clock
) -> None:
    planted = Planted(desk, staff)
    assert planted.code.replace("-", "").encode() not in stored(tmp_path)
    assert planted.code.encode() not in stored(tmp_path)
    for _ in range(5):
        with pytest.raises(RequestNotFound):
            desk.requests.status(planted.receipt, "0000-0001")
    with pytest.raises(TooManyAttempts):
        desk.requests.status(planted.receipt, planted.code)
    clock.forward(minutes=15, seconds=1)
    assert desk.requests.status(planted.receipt, planted.code).status == "answered"
    for _ in range(4):  # success forgets the failures
        with pytest.raises(RequestNotFound):
            desk.requests.status(planted.receipt, "0000-0001")
    assert desk.requests.status(planted.receipt, planted.code).status == "answered"
