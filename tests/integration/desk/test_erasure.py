"""Personal data planted in every field and channel; after time, an erasure or the end of a contract, no store holds it."""

import json
import os
import shutil
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import delete, select

from desk.bootstrap import Desk, build
from desk.errors import (
    CompanyEnded,
    CompanyUnknown,
    ConversationClosed,
    ConversationNotFound,
    DestructionIncomplete,
    ExportProblem,
    Forbidden,
    FormNotFound,
    LedgerDamaged,
    NotNow,
    RequestNotFound,
    RequestStillOpen,
    SeveralCompanies,
    TooManyAttempts,
)
from desk.model import FormField, FormSpec, RequestChanges, StaffMember
from desk.requests.finding import grounds_of
from desk.requests.receipts import Receipt
from desk.storage import tables as t
from desk.storage.board_tables import request_grounds
from desk.texts import RawText
from desk.upkeep import personal
from desk.upkeep.company_end import check_export
from desk.upkeep.keeping import Keeping, Rule
from desk.vaulting.rotation import ALL_SEALED
from desk.vaulting.vault import SEALED
from knowledge.vocabulary import CompanyId
from tests.databases.choosing import keep_state, on_postgresql, put_back
from tests.integration.desk.support import (
    PLANTED,
    Clock,
    announce,
    bot,
    every_field,
    form_token,
    opened,
    said,
    settings_for,
    stored,
    turn,
    words,
)
from tests.integration.desk.test_crash import DIED, FAILED, die_at

pytestmark = pytest.mark.database("sqlite", "postgresql")

CHAT = {
    "text": "わたしは植村です CHATWORD",
    "reply": "植村さまですね REPLYWORD",
    "slot": "SLOTWORD",
    "held": "HELDWORD",
}
CONTACT_VALUES = {"name": "植村 真琴", "phone": "086-999-7361", "details": "CONTACTWORD"}
NOTE, PENDING = "NOTEWORD 植村さまから電話", "PENDINGWORD まだ返事のない文"
FLAG, NOTICE, GROUND = (
    "FLAGWORD 植村さまの旧住所",
    "NOTICEWORD 植村さまへ延長",
    "GROUNDWORD 桐生さまの情報を含む",
)
CONTACT = FormSpec("contact", tuple(FormField(name, name, False) for name in CONTACT_VALUES))
WORDS = [*PLANTED.values(), *CHAT.values(), *CONTACT_VALUES.values(), NOTE, PENDING, FLAG, NOTICE, GROUND]


class Planted:
    """A person in every store of one company, with the sealed bytes that hold them."""

    def __init__(self, desk: Desk, staff: StaffMember, company: str = "oni", final: bool = True) -> None:
        self.conversation = opened(desk, company)
        outcome = bot(
            CHAT["reply"], slots={"s": CHAT["slot"]}, held={"receipt": CHAT["held"]}, dialogue_state=CHAT
        )
        turn(desk, self.conversation, "1", CHAT["text"], outcome)
        contact = form_token(desk, self.conversation, CONTACT, "c")
        desk.forms.submit(contact, CONTACT_VALUES)
        form = every_field(company=company, standing="request", region="eea_uk")
        self.form = form_token(desk, self.conversation, form)
        result = desk.forms.submit(self.form, PLANTED, announce)
        self.receipt, self.code = result.receipt, result.access_code
        desk.requests.patch(self.receipt, RequestChanges(note=NOTE), staff)
        desk.casework.flag(self.receipt, "address_mismatch", True, staff, FLAG)
        desk.casework.check(self.receipt, "identity", "confirmed", staff)
        desk.casework.extend(self.receipt, NOTICE, staff)
        if final:
            partly = RequestChanges(status="partly_answered", grounds=(GROUND,))
            desk.requests.patch(self.receipt, partly, staff)
        desk.conversations.accept(self.conversation, "p", said(PENDING), RawText(PENDING))
        if final:
            desk.requests.patch(self.receipt, RequestChanges(status="answered"), staff)
        with desk.database.read() as conn:
            values = [v for one in ALL_SEALED for v in conn.execute(select(one.column)).scalars() if v]
        self.sealed = [value[9:] for value in values]

    def gone_from(self, folder: Path) -> None:
        """Neither the words nor the bytes that they were sealed to are in any file."""
        data = stored(folder)
        for word in WORDS:
            assert word.encode() not in data, word
            assert json.dumps(word).encode() not in data, word
        assert not [value for value in self.sealed if value in data]


def keep(days: int) -> Callable[[str], Keeping]:
    from datetime import timedelta

    return lambda company: Keeping(Rule(days=days), timedelta(days=90))


def test_the_planting_is_found_while_it_is_there(desk: Desk, staff: StaffMember, tmp_path: Path) -> None:
    planted = Planted(desk, staff)
    data = stored(tmp_path)
    assert all(value in data for value in planted.sealed)
    assert not [word for word in WORDS if word.encode() in data]


def test_an_erasure_leaves_nothing_of_the_person(desk: Desk, staff: StaffMember, tmp_path: Path) -> None:
    planted = Planted(desk, staff)
    certificate = desk.erasures.erase([planted.receipt], "operator")
    planted.gone_from(tmp_path)
    # PostgreSQL's files are the server's: nothing is claimed of them.
    assert certificate.off_the_disk is not on_postgresql()
    assert certificate.destroyed == {
        "contacts": 1, "conversations": 1, "decisions": 1, "fields": len(PLANTED) + len(CONTACT_VALUES), "forms": 2,
        "inbound": 4, "marks": 2, "messages": 9, "notes": 2, "notices": 1, "requests": 1,
        "turns": 3,
    }  # fmt: skip
    assert desk.wipes.pending() == (planted.conversation,)
    assert desk.conversations.pending() == ()
    assert desk.conversations.messages(planted.conversation) == ()
    assert desk.conversations.get(planted.conversation).slots == {}
    with pytest.raises(RequestNotFound):
        desk.requests.status(planted.receipt, planted.code)
    with pytest.raises(FormNotFound):
        desk.forms.submit(planted.form, PLANTED)
    with pytest.raises(ConversationClosed):
        desk.conversations.accept(planted.conversation, "new", said("x"), RawText("x"))
    record = desk.requests.get(planted.receipt, staff)
    assert (record.customer, record.status, record.erased_at is not None) == ({}, "answered", True)
    assert [entry.note for entry in record.history] == [None, None, None, None]
    assert record.life is not None
    assert (record.life.decision, record.life.duplicates) == (None, ())
    assert [(flag.flag, flag.note) for flag in record.life.flags] == [("address_mismatch", None)]
    assert [extension.notice for extension in record.life.extensions] == [""]
    for add in (
        lambda: desk.casework.note(planted.receipt, "x", staff),
        lambda: desk.casework.flag(planted.receipt, "several_people", True, staff, "x"),
        lambda: desk.requests.patch(planted.receipt, RequestChanges(note="x"), staff),
    ):
        with pytest.raises(NotNow):
            add()
    signed = certificate.as_json(desk.database.anchors)
    for language in ("ja", "en"):
        assert certificate.as_text(language).count("\n- ") == len(certificate.destroyed) + len(
            certificate.kept
        )
    assert not [word for word in WORDS if word in json.dumps(signed, ensure_ascii=False)]
    assert desk.audit.verify().whole


def test_others_are_left_alone_unless_they_are_meant(desk: Desk, staff: StaffMember) -> None:
    one, two, elsewhere = Planted(desk, staff), Planted(desk, staff), Planted(desk, staff, "opt")
    found = desk.erasures.find([one.receipt])
    assert two.receipt in found.linked
    assert elsewhere.receipt not in found.linked
    desk.erasures.erase([one.receipt], "operator")
    assert desk.requests.get(two.receipt, staff).customer == PLANTED
    third = Planted(desk, staff)
    desk.erasures.erase([third.receipt], "operator", linked=True)
    assert desk.requests.get(two.receipt, staff).customer == {}
    assert desk.requests.get(elsewhere.receipt, staff).customer == PLANTED


def test_what_cannot_be_erased_is_said(desk: Desk, staff: StaffMember) -> None:
    still_open = Planted(desk, staff, final=False)
    other = Planted(desk, staff, "opt")
    with pytest.raises(RequestStillOpen, match=still_open.receipt):
        desk.erasures.erase([still_open.receipt], "operator")
    with pytest.raises(SeveralCompanies):
        desk.erasures.erase([still_open.receipt, other.receipt], "operator")
    with pytest.raises(RequestNotFound):
        desk.erasures.erase([Receipt("MDG-0000-0000")], "operator")
    with pytest.raises(ConversationNotFound):
        desk.erasures.erase([], "operator", conversations=["c_none"])
    with pytest.raises(Forbidden):
        desk.erasures.erase_as(still_open.receipt, staff, withdraw=True)
    assert desk.requests.get(still_open.receipt, staff).customer == PLANTED
    admin = desk.staff.add("chief", "pw", "責任者", [CompanyId("oni")], "admin")
    with pytest.raises(Forbidden):
        desk.erasures.erase_as(other.receipt, admin)
    desk.erasures.erase_as(still_open.receipt, admin, withdraw=True)
    assert desk.requests.get(still_open.receipt, staff).status == "withdrawn"


def test_a_request_that_is_partly_answered_is_closed_and_not_called_withdrawn(
    desk: Desk, staff: StaffMember, tmp_path: Path
) -> None:
    planted = Planted(desk, staff, final=False)
    desk.requests.patch(planted.receipt, RequestChanges(status="partly_answered", grounds=(GROUND,)), staff)
    with pytest.raises(RequestStillOpen, match=planted.receipt):
        desk.erasures.erase([planted.receipt], "operator")
    assert desk.requests.get(planted.receipt, staff).customer == PLANTED
    desk.erasures.erase([planted.receipt], "operator", withdraw=True)
    assert desk.requests.get(planted.receipt, staff).status == "partly_closed"
    planted.gone_from(tmp_path)


def test_what_is_left_over_undoes_the_erasure(
    desk: Desk, staff: StaffMember, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another part's store that does not let go."""
    planted = Planted(desk, staff)
    monkeypatch.setattr(
        personal, "EXTRA", [personal.Store("outbox", lambda tx, scope: 0, lambda conn, scope: 1)]
    )
    with pytest.raises(DestructionIncomplete, match="outbox: 1"):
        desk.erasures.erase([planted.receipt], "operator")
    assert desk.requests.get(planted.receipt, staff).customer == PLANTED
    assert not (desk.records / "erasures.jsonl").exists()


def test_every_table_is_either_personal_or_not() -> None:
    tables = set(t.metadata.tables) | {"alembic_version"}
    assert SEALED.table.name in tables
    assert personal.PERSONAL | set(personal.NOT_PERSONAL) == tables
    assert not personal.PERSONAL & set(personal.NOT_PERSONAL)


# ---------------------------------------------------------------------- after a restore


def test_an_erasure_is_repeated_after_an_old_backup_came_back(
    desk: Desk, staff: StaffMember, tmp_path: Path, clock: Clock
) -> None:
    planted, other = Planted(desk, staff, final=False), Planted(desk, staff, "opt")
    late = Planted(desk, staff)
    desk.dispose()
    keep_state(tmp_path)
    desk.requests.patch(planted.receipt, RequestChanges(status="refused", grounds=(GROUND,)), staff)
    desk.erasures.erase([planted.receipt], "operator")
    desk.erasures.erase([late.receipt], "operator", linked=True)
    desk.companies.end("opt", "operator", None)
    desk.dispose()
    put_back(tmp_path)
    shutil.rmtree(tmp_path / "kept-state", ignore_errors=True)
    desk = build(settings_for(tmp_path), render=words, clock=clock)
    assert [erased.kind for erased in desk.replayed] == ["person", "person", "company"]
    planted.gone_from(tmp_path)
    assert desk.requests.get(planted.receipt, staff).status == "withdrawn"
    with pytest.raises(RequestNotFound):
        desk.requests.get(other.receipt, staff)
    with pytest.raises(CompanyEnded):
        opened(desk, "opt")
    desk.dispose()
    again = build(settings_for(tmp_path), render=words, clock=clock)
    assert again.replayed == ()
    again.dispose()


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


def test_killed_anywhere_an_erasure_is_whole_or_not_at_all(
    desk: Desk, staff: StaffMember, tmp_path: Path, clock: Clock
) -> None:
    done = False
    for number in range(1, 200, 4):
        planted = Planted(desk, staff)
        desk.dispose()
        pid = os.fork()
        if pid == 0:
            try:
                die_at(desk, number)
                desk.erasures.erase([planted.receipt], "operator")
                os._exit(0)
            finally:
                os._exit(FAILED)
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        assert code in (0, DIED)
        after = build(settings_for(tmp_path), render=words, clock=clock)
        customer = after.requests.get(planted.receipt, staff).customer
        messages = after.conversations.messages(planted.conversation)
        assert (customer, bool(messages)) in ((PLANTED, True), ({}, False))
        assert after.audit.verify().whole
        after.dispose()
        if code == 0:
            assert customer == {}
            done = True
            break
    assert done


# ---------------------------------------------------------------------- time


def test_a_purge_removes_the_data_of_requests_on_time(
    desk: Desk, staff: StaffMember, tmp_path: Path, clock: Clock
) -> None:
    desk.dispose()
    desk = build(settings_for(tmp_path), render=words, clock=clock, keeping=keep(100))
    planted, still_open = Planted(desk, staff), Planted(desk, staff, "opt", final=False)
    desk.conversations.commit_turn(desk.conversations.pending()[0].inbound_id, bot("x"))
    sealed_open = [value for value in still_open.sealed if value not in planted.sealed]
    clock.forward(days=100)
    early = desk.retention.purge()
    assert (early.requests, early.fields) == (0, len(CONTACT_VALUES))  # the chat has gone, with the contact
    assert desk.requests.get(planted.receipt, staff).customer == PLANTED
    clock.forward(days=1)
    assert desk.retention.due().requests == (planted.receipt,)
    report = desk.retention.purge()
    assert (report.requests, report.fields, report.notes, report.records) == (1, len(PLANTED), 2, 1)
    assert (report.left, report.scrubbed) == (0, not on_postgresql())
    with pytest.raises(RequestNotFound):
        desk.requests.get(planted.receipt, staff)
    assert desk.requests.get(still_open.receipt, staff).customer == PLANTED
    data = stored(tmp_path)
    assert not [value for value in planted.sealed if value in data]
    assert any(value in data for value in sealed_open)
    with desk.database.read() as conn:
        purges = conn.execute(select(t.audit).where(t.audit.c.action == "purge")).all()
        assert conn.execute(select(t.conversations.c.id)).scalars().all() == [still_open.conversation]
    assert [(row.subject, "fields=" in row.detail) for row in purges] == [("oni", True), ("oni", True)]
    desk.dispose()


@pytest.mark.parametrize("before_it_was_kept", [False, True])
def test_the_record_of_a_californian_request_is_kept_as_its_law_wants(
    desk: Desk, staff: StaffMember, tmp_path: Path, clock: Clock, before_it_was_kept: bool
) -> None:
    desk.dispose()
    desk = build(settings_for(tmp_path), render=words, clock=clock, keeping=keep(30))
    form = form_token(desk, opened(desk), every_field(standing="request", region="california"))
    receipt = desk.forms.submit(form, PLANTED, announce).receipt
    desk.requests.patch(receipt, RequestChanges(status="refused", grounds=(GROUND,)), staff)
    if before_it_was_kept:
        with desk.database.write() as tx:
            tx.conn.execute(delete(request_grounds))
    clock.forward(days=31)
    report = desk.retention.purge()
    assert (report.requests, report.records) == (1, 0)
    record = desk.requests.get(receipt, staff)
    assert (record.customer, record.status) == ({}, "refused")
    with desk.database.read() as conn:  # the basis of the denial, without what staff wrote about it
        assert grounds_of(conn, receipt) == ("own",)
    assert GROUND.encode() not in stored(tmp_path)
    clock.now = datetime(2028, 11, 20, 1, tzinfo=UTC)
    assert desk.retention.purge().records == 0
    clock.forward(days=1)
    assert desk.retention.purge().records == 1
    desk.dispose()


# ---------------------------------------------------------------------- the end of a contract


def test_the_end_of_a_contract(desk: Desk, staff: StaffMember, tmp_path: Path) -> None:
    planted, other = Planted(desk, staff), Planted(desk, staff, "opt")
    out = tmp_path.with_name(tmp_path.name + "-export.zip")
    with pytest.raises(CompanyUnknown):
        desk.companies.end("nobody", "operator", None)
    certificate = desk.companies.end("oni", "operator", out)
    assert certificate.destroyed["keys"] == 1
    assert certificate.receipts == (planted.receipt,)
    assert out.stat().st_mode & 0o777 == 0o600
    assert check_export(out)["company"] == "oni"
    with zipfile.ZipFile(out) as archive:
        (request,) = [json.loads(line) for line in archive.read("requests.jsonl").splitlines()]
        (conversation,) = [json.loads(line) for line in archive.read("conversations.jsonl").splitlines()]
        (contact,) = [json.loads(line) for line in archive.read("contacts.jsonl").splitlines()]
        audit = [json.loads(line) for line in archive.read("audit.jsonl").splitlines()]
        everything = b"".join(archive.read(name) for name in archive.namelist()).decode()
    assert request["customer"] == PLANTED
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


# ---------------------------------------------------------------------- access codes


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
