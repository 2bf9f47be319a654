"""The end of a contract: the company gets its data, and the desk keeps none of it."""

import json
import zipfile
from pathlib import Path

import pytest
from sqlalchemy import select

from desk.bootstrap import Desk
from desk.model import StaffMember
from desk.storage import tables as t
from desk.upkeep.company_end import check_export
from desk.upkeep.errors import CompanyUnknown, ExportProblem
from desk.vaulting.errors import CompanyEnded
from desk.vaulting.vault import SEALED
from tests.integration.desk.planting import CHAT, CONTACT_VALUES, FLAG, GROUND, NOTE, NOTICE, SECOND, Planted
from tests.integration.desk.support import (
    PLANTED,
    opened,
)

pytestmark = pytest.mark.database("sqlite", "postgresql")


def test_the_end_of_a_contract_hands_out_the_companys_data_and_keeps_none(
    desk: Desk, staff: StaffMember, tmp_path: Path
) -> None:
    planted, other = Planted(desk, staff), Planted(desk, staff, "opt")
    out = tmp_path.with_name(tmp_path.name + "-export.zip")
    with pytest.raises(CompanyUnknown):
        desk.companies.end("nobody", "operator", None)
    certificate = desk.companies.end("oni", "operator", out)
    assert certificate.destroyed["keys"] == 1
    assert set(certificate.receipts) == {planted.receipt, planted.second}
    assert out.stat().st_mode & 0o777 == 0o600
    assert check_export(out)["company"] == "oni"
    with zipfile.ZipFile(out) as archive:
        request, second = [json.loads(line) for line in archive.read("requests.jsonl").splitlines()]
        (conversation,) = [json.loads(line) for line in archive.read("conversations.jsonl").splitlines()]
        (contact,) = [json.loads(line) for line in archive.read("contacts.jsonl").splitlines()]
        audit = [json.loads(line) for line in archive.read("audit.jsonl").splitlines()]
        everything = b"".join(archive.read(name) for name in archive.namelist()).decode()
    assert request["customer"] == PLANTED
    assert second["customer"] == SECOND
    assert NOTE in [step["note"] for step in request["history"]]
    assert [flag["note"] for flag in request["flags"]] == [FLAG]
    assert [extension["notice"] for extension in request["extensions"]] == [NOTICE]
    assert [ground["text"] for ground in request["decision"]["grounds"]] == [GROUND]
    assert "_enc" not in json.dumps(request)
    assert CHAT["text"] in [message["text"] for message in conversation["messages"]]
    assert contact["values"] == CONTACT_VALUES
    assert {entry["subject"] for entry in audit} >= {planted.receipt, planted.conversation}
    assert other.receipt not in everything
    with desk.database.read() as conn:
        for table in (t.conversations, t.requests, t.contacts, SEALED.table):
            assert set(conn.execute(select(table.c.company)).scalars()) == {"opt"}, table.name
    assert desk.requests.get(other.receipt, staff).customer == PLANTED
    with pytest.raises(CompanyEnded):
        opened(desk, "oni")
    with pytest.raises(ExportProblem, match="there already"):
        desk.companies.end("opt", "operator", out)
    assert desk.requests.get(other.receipt, staff).customer == PLANTED
    data = out.read_bytes()
    out.write_bytes(data[:200] + bytes([data[200] ^ 1]) + data[201:])
    with pytest.raises(ExportProblem):
        check_export(out)
