"""What an erasure takes without being told, and until when it says that the record stays."""

import pytest
from sqlalchemy import insert

from desk.bootstrap import Desk
from desk.errors import ConversationNotFound
from desk.handover.errors import ConversationEmptied
from desk.model import RequestChanges, StaffMember
from desk.storage.live_tables import conversation_notes
from desk.upkeep.certificates import Kept
from tests.integration.desk.requests_support import entered, move
from tests.integration.desk.support import RIGHT, Clock, announce, form_token, opened, spec

FAMILY = {"name": "山田 太郎", "address": "岡山市北区大供9丁目", "phone": "086-999-7361"}


@pytest.mark.parametrize(("linked", "others"), [(None, True), (False, True), (True, False)])
def test_a_record_with_the_same_telephone_goes_only_where_whoever_erases_says_so(
    desk: Desk, linked: bool | None, others: bool
) -> None:
    """A family shares one."""
    admin = desk.staff.add("admin", "correct horse", "管理者", role="admin")
    asked = spec().request
    assert asked is not None
    mine, theirs = (
        move(desk, entered(desk, admin, asked, {**FAMILY, "name": name}), admin, "withdrawn")
        for name in ("山田 太郎", "山田 花子")
    )
    named = {} if linked is None else {"linked": linked}
    certificate = desk.erasures.erase_as(mine.receipt, admin, **named)
    assert certificate.receipts == tuple(sorted([mine.receipt, *([] if others else [theirs.receipt])]))
    assert (desk.requests.get(theirs.receipt, admin).erased_at is None) is others


@pytest.mark.parametrize(
    ("region", "kept"),
    [
        ("california", Kept("record", "ccpa_7101", "2028-11-20")),
        ("eea_uk", Kept("record", "gdpr_5_2")),
        ("jp", Kept("record", "operator")),
    ],
)
def test_a_certificate_tells_until_when_a_record_stays_where_a_law_says_so(
    desk: Desk, staff: StaffMember, region: str, kept: Kept
) -> None:
    asked = spec(region=region, request_type="deletion").request
    assert asked is not None
    record = move(desk, entered(desk, staff, asked), staff, "withdrawn")
    certificate = desk.erasures.erase([record.receipt], "operator")
    assert [one for one in certificate.kept if one.what == "record"] == [kept]


@pytest.mark.parametrize("gone", ["erased", "past its time"])
def test_no_note_is_written_to_a_conversation_whose_words_are_gone(
    desk: Desk, clock: Clock, staff: StaffMember, gone: str
) -> None:
    """It would outlive them: nothing would ever look for it there."""
    conversation_id = opened(desk, "oni")
    desk.forms.submit(form_token(desk, conversation_id, spec(company="oni", region=None)), RIGHT, announce)
    if gone == "erased":
        desk.erasures.erase((), "operator", conversations=[conversation_id], withdraw=True)
    else:
        receipt = desk.requests.list().items[0].receipt
        desk.requests.patch(receipt, RequestChanges(status="withdrawn", note="x"), staff)
        clock.forward(days=91)
        desk.retention.purge()
    with pytest.raises(ConversationEmptied):
        desk.live.notes.add(conversation_id, staff, "やはり電話した")
    assert desk.live.notes.list(conversation_id, staff) == ()
    clock.forward(days=2000)
    desk.retention.purge()
    with pytest.raises(ConversationNotFound):
        desk.conversations.get(conversation_id)


def test_a_note_that_stands_beside_a_conversation_long_gone_holds_up_no_purge(
    desk: Desk, clock: Clock, staff: StaffMember
) -> None:
    conversation_id = opened(desk, "oni")
    desk.forms.submit(form_token(desk, conversation_id, spec(company="oni", region=None)), RIGHT, announce)
    desk.live.notes.add(conversation_id, staff, "控え")
    desk.erasures.erase((), "operator", conversations=[conversation_id], withdraw=True)
    with desk.database.write() as tx:
        values = {
            "id": "n_old",
            "conversation_id": conversation_id,
            "by": "担当A",
            "note_enc": b"x",
            "at": tx.now,
        }
        tx.conn.execute(insert(conversation_notes).values(**values))
    desk.retention.purge()
    assert desk.live.notes.list(conversation_id, staff) == ()
    clock.forward(days=2000)
    desk.retention.purge()
    with pytest.raises(ConversationNotFound):
        desk.conversations.get(conversation_id)
