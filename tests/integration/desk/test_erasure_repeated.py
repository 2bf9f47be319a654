"""What was erased stays erased: the ledger of erasures, and an old backup that is put in place."""

import json
import shutil
from pathlib import Path

import pytest

from desk.bootstrap import Desk, build
from desk.errors import RequestNotFound
from desk.model import RequestChanges, StaffMember
from desk.upkeep.errors import LedgerDamaged
from desk.upkeep.ledger import Erased, Ledger
from desk.vaulting.errors import CompanyEnded
from knowledge.vocabulary import CompanyId
from tests.databases.choosing import keep_state, put_back
from tests.integration.desk.planting import GROUND, Planted
from tests.integration.desk.support import (
    RIGHT,
    Clock,
    announce,
    form_token,
    opened,
    settings_for,
    spec,
    words,
)

pytestmark = pytest.mark.database("sqlite", "postgresql")


def test_an_erasure_is_repeated_after_an_old_backup_came_back(
    desk: Desk, staff: StaffMember, tmp_path: Path, clock: Clock
) -> None:
    planted, other = Planted(desk, staff, final=False), Planted(desk, staff, "opt")
    late = Planted(desk, staff)
    desk.dispose()
    keep_state(tmp_path)
    desk.requests.patch(planted.receipt, RequestChanges(status="refused", grounds=(GROUND,)), staff)
    desk.erasures.erase([planted.receipt], "operator", withdraw=True)
    desk.erasures.erase([late.receipt], "operator", linked=True)
    desk.companies.end("opt", "operator", None)
    desk.dispose()
    put_back(tmp_path)
    shutil.rmtree(tmp_path / "kept-state", ignore_errors=True)
    desk = build(settings_for(tmp_path), render=words, clock=clock)
    assert [erased.kind for erased in desk.replayed] == ["person", "person", "company"]
    planted.gone_from(tmp_path)
    for receipt in (planted.receipt, planted.second):
        assert desk.requests.get(receipt, staff).status == "withdrawn"
    with pytest.raises(RequestNotFound):
        desk.requests.get(other.receipt, staff)
    with pytest.raises(CompanyEnded):
        opened(desk, "opt")
    desk.dispose()
    again = build(settings_for(tmp_path), render=words, clock=clock)
    assert again.replayed == ()
    again.dispose()


def test_a_repeated_erasure_takes_every_request_of_the_chat_and_none_that_came_after_it(
    desk: Desk, staff: StaffMember, tmp_path: Path, clock: Clock
) -> None:
    """A line that was written and not committed, or by a version that knew of one request a chat only."""
    planted, later = Planted(desk, staff), Planted(desk, staff)
    erased_at = clock.now.isoformat()
    clock.forward(hours=1)
    form = form_token(desk, later.conversation, spec(company="oni"), "after")
    after = desk.forms.submit(form, RIGHT, announce).receipt
    ledger = Ledger(desk.records, desk.context.keys)
    for name, one in (("e_1", planted), ("e_2", later)):
        line = Erased(name, "person", CompanyId("oni"), erased_at, (one.receipt,), (one.conversation,))
        ledger.append(ledger.line_of(line))
    assert [erased.id for erased in desk.erasures.replay()] == ["e_1", "e_2"]
    planted.gone_from(tmp_path)
    assert desk.requests.get(later.second, staff).customer == {}
    assert desk.requests.get(after, staff).customer == RIGHT


def test_the_ledger_holds_no_values_and_is_written_again_when_it_is_lost(
    desk: Desk, staff: StaffMember, tmp_path: Path, clock: Clock
) -> None:
    planted = Planted(desk, staff)
    desk.erasures.erase([planted.receipt], "operator", linked=True)
    ledger = desk.records / "erasures.jsonl"
    lines = ledger.read_bytes()
    (line,) = lines.splitlines()
    assert set(json.loads(line)) == {
        "id",
        "kind",
        "company",
        "at",
        "receipts",
        "conversations",
        "hashes",
        "mac",
    }
    desk.dispose()
    ledger.unlink()
    build(settings_for(tmp_path), render=words, clock=clock).dispose()
    assert ledger.read_bytes() == lines
    ledger.write_bytes(lines.replace(planted.receipt.encode(), b"MDG-1111-1111") + b'{"id":"e_x"}\n')
    with pytest.raises(LedgerDamaged, match="Line 1"):
        build(settings_for(tmp_path), render=words, clock=clock)
    ledger.write_bytes(
        lines + b'{"id":"e_tor'
    )  # a power cut while it was written: its erasure was not committed
    build(settings_for(tmp_path), render=words, clock=clock).dispose()
