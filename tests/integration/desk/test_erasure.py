"""Personal data planted in every field and channel: after an erasure no store holds it, and others' is left alone."""

import json
import os
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from desk.bootstrap import Desk, build
from desk.errors import ConversationClosed, ConversationNotFound, Forbidden, NotNow, RequestNotFound
from desk.ids import ConversationId
from desk.model import RequestChanges, StaffMember
from desk.requests.errors import FormNotFound
from desk.requests.receipts import Receipt
from desk.storage import tables as t
from desk.texts import RawText
from desk.upkeep import personal
from desk.upkeep.errors import DestructionIncomplete, RequestStillOpen, SeveralCompanies
from desk.vaulting.vault import SEALED
from knowledge.vocabulary import CompanyId
from tests.databases.choosing import on_postgresql
from tests.integration.desk.planting import CONTACT_VALUES, GROUND, SECOND, WORDS, Planted
from tests.integration.desk.support import (
    PLANTED,
    Clock,
    announce,
    form_token,
    opened,
    said,
    settings_for,
    spec,
    stored,
    words,
)
from tests.integration.desk.test_crash import DIED, FAILED, die_at

pytestmark = pytest.mark.database("sqlite", "postgresql")


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
        "contacts": 1, "conversations": 1, "decisions": 1, "forms": 3, "inbound": 5, "marks": 2, "messages": 12, "notes": 5,
        "fields": len(PLANTED) + len(SECOND) + len(CONTACT_VALUES), "notices": 1, "requests": 2, "turns": 4,
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
    assert [entry.note for entry in record.history] == [None] * 5, "a check's words too"
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
    japan = datetime.fromisoformat(certificate.at).astimezone(ZoneInfo("Asia/Tokyo"))
    assert f"日時：{japan:%Y-%m-%d %H:%M}（日本時間）" in certificate.as_text("ja")
    assert "会社：oni" in certificate.as_text("ja")
    assert "会社：株式会社見本" in certificate.as_text("ja", "株式会社見本")
    assert not [word for word in WORDS if word in json.dumps(signed, ensure_ascii=False)]
    assert desk.audit.verify().whole


def test_every_request_of_a_chat_goes_with_it_however_the_person_is_named(
    desk: Desk, staff: StaffMember, tmp_path: Path
) -> None:
    for name in ("receipt", "second", "conversation"):
        planted = Planted(desk, staff)
        receipts = [] if name == "conversation" else [getattr(planted, name)]
        chats = [planted.conversation] if name == "conversation" else []
        found = desk.erasures.find(receipts, chats)
        assert set(found.receipts) == {planted.receipt, planted.second}, name
        certificate = desk.erasures.erase(receipts, "operator", conversations=chats)
        assert set(certificate.receipts) == {planted.receipt, planted.second}, name
        for receipt in certificate.receipts:
            assert desk.requests.get(receipt, staff).customer == {}, name
        planted.gone_from(tmp_path)


def test_a_request_of_the_same_chat_that_is_open_is_named_first_and_withdrawn_where_that_is_wanted(
    desk: Desk, staff: StaffMember
) -> None:
    planted = Planted(desk, staff, final=False)
    desk.requests.patch(planted.receipt, RequestChanges(status="withdrawn"), staff)
    with pytest.raises(RequestStillOpen, match=planted.second):
        desk.erasures.erase([planted.receipt], "operator")
    desk.erasures.erase([planted.receipt], "operator", withdraw=True)
    assert desk.requests.get(planted.second, staff).status == "withdrawn"


def test_every_chat_of_a_line_account_goes_with_all_its_requests(
    desk: Desk, staff: StaffMember, tmp_path: Path
) -> None:
    earlier, later, stranger = Planted(desk, staff), Planted(desk, staff), Planted(desk, staff)
    oni = CompanyId("oni")
    with desk.database.write() as tx:
        for chat, account in ((earlier, "U1"), (later, "U1"), (stranger, "U2")):
            desk.channels.people.bind(tx, chat.conversation, "line", "oni", oni, account, tx.now)
    certificate = desk.erasures.erase([], "operator", conversations=[later.conversation])
    assert set(certificate.receipts) == {earlier.receipt, earlier.second, later.receipt, later.second}
    assert certificate.conversations == 2
    assert desk.requests.get(earlier.second, staff).customer == {}
    assert desk.requests.get(stranger.second, staff).customer == SECOND


def test_what_was_linked_is_as_far_as_it_goes_and_nothing_unlisted_is_taken(
    desk: Desk, staff: StaffMember
) -> None:
    """A shares a telephone with B, and B an e-mail address with C: C is nobody that A's erasure has named."""
    fields = (("name", True), ("email", False), ("phone", False))
    values = (
        {"name": "甲", "phone": "086-999-0001", "email": "kou@planted.example"},
        {"name": "乙", "phone": "086-999-0001", "email": "otsu@planted.example"},
        {"name": "丙", "email": "otsu@planted.example"},
    )
    one, two, third = (
        desk.forms.submit(form_token(desk, opened(desk), spec(fields=fields)), each, announce).receipt
        for each in values
    )
    assert desk.erasures.find([one], linked=True).linked == (third,)
    certificate = desk.erasures.erase([one], "operator", linked=True, withdraw=True)
    assert set(certificate.receipts) == {one, two}
    assert desk.requests.get(third, staff).customer == values[2]


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
        desk.erasures.erase([], "operator", conversations=[ConversationId("c_none")])
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
        personal, "EXTRA", [personal.Store("outbox", lambda tx, scope, keys: 0, lambda conn, scope: 1)]
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
