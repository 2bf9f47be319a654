"""New keys: everything is sealed anew, beside a running app, and however often it is interrupted."""

import os
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import func, select

from desk.bootstrap import Desk, build
from desk.ids import ConversationId
from desk.model import RequestChanges, StaffMember
from desk.requests.receipts import Receipt
from desk.storage import tables as t
from desk.vaulting.crypto import HEAD
from desk.vaulting.errors import KeyProblem
from desk.vaulting.rotation import ALL_SEALED
from tests.integration.desk.support import (
    PLANTED,
    Clock,
    announce,
    bot,
    every_field,
    form_token,
    opened,
    settings_for,
    turn,
    words,
)
from tests.integration.desk.test_crash import DIED, FAILED, die_at


def lived_in(desk: Desk, staff: StaffMember) -> tuple[str, ConversationId]:
    """A desk with something in every sealed column, of two companies; gives a receipt and a conversation."""
    other = opened(desk, "oni")
    turn(desk, other, "1", "こんにちは", bot("返事", slots={"n": 1}))
    conversation_id = opened(desk)
    form = form_token(desk, conversation_id, every_field(region="eea_uk"))
    receipt = desk.forms.submit(form, PLANTED, announce).receipt
    desk.requests.patch(receipt, RequestChanges(note="書類が届いた"), staff)
    desk.casework.flag(receipt, "address_mismatch", True, staff, "旧住所")
    desk.casework.extend(receipt, "延長します", staff)
    desk.requests.patch(receipt, RequestChanges(status="received"), staff)
    lead = desk.staff.add("lead", "pw", "主任", role="lead")
    desk.casework.check(receipt, "identity", "waived", lead, "窓口で面識がある")
    desk.requests.patch(receipt, RequestChanges(status="partly_answered", grounds=("第三者の情報",)), staff)
    return receipt, conversation_id


def heads(desk: Desk) -> set[bytes]:
    with desk.database.read() as conn:
        values = [v for one in ALL_SEALED for v in conn.execute(select(one.column)).scalars() if v]
    return {value[:HEAD] for value in values}


def data_keys(desk: Desk) -> int:
    with desk.database.read() as conn:
        return conn.execute(select(func.count()).select_from(t.data_keys)).scalar_one()


def readable(desk: Desk, receipt: str, conversation_id: ConversationId) -> bool:
    member = desk.staff.get("hanako")
    assert member is not None
    record = desk.requests.get(Receipt(receipt), member)
    life = record.life
    assert life is not None
    assert life.decision is not None
    written = [life.flags[0].note, life.extensions[0].notice, life.decision.grounds[0].text]
    assert written == ["旧住所", "延長します", "第三者の情報"]
    notes = [entry.note for entry in record.history]
    texts = [message.text for message in desk.conversations.messages(conversation_id)]
    return record.customer == PLANTED and "書類が届いた" in notes and len(texts) == 4 and all(texts)


def test_everything_gets_new_keys_and_the_old_ones_can_go(
    desk: Desk, staff: StaffMember, tmp_path: Path
) -> None:
    receipt, conversation_id = lived_in(desk, staff)
    before, key = heads(desk), (tmp_path / "secret.key").read_text()
    code = desk.forms.submit(form_token(desk, opened(desk), every_field()), PLANTED, announce)
    report = desk.rotation.rotate("operator")
    assert (report.continued, report.data_keys, report.old_data_keys_destroyed) == (False, 2, 2)
    assert not heads(desk) & before
    assert readable(desk, receipt, conversation_id)
    assert [use.values > 0 for use in desk.rotation.uses()] == [True, False]
    assert desk.rotation.retire("operator") == 1
    assert desk.rotation.retire("operator") == 0
    assert key.strip() not in (tmp_path / "secret.key").read_text()
    desk.dispose()
    again = build(settings_for(tmp_path), render=words)
    assert readable(again, receipt, conversation_id)
    # The hashes of codes and tokens are made with a key that the rotation seals anew and does not change.
    assert again.requests.status(code.receipt, code.access_code).status == "announced"
    assert again.audit.verify().whole
    again.dispose()


def test_a_running_app_goes_on_while_keys_are_rotated(
    desk: Desk, staff: StaffMember, tmp_path: Path, clock: Clock
) -> None:
    receipt, conversation_id = lived_in(desk, staff)
    command = build(settings_for(tmp_path), render=words, clock=clock)
    command.rotation.rotate("operator")
    chat = opened(desk)  # the app that was running all the time
    turn(desk, chat, "1", "まだ話せますか", bot("はい"))
    fresh = opened(desk, "opt")  # a company's first key, sealed by the new key of the installation
    assert readable(desk, receipt, conversation_id)
    assert command.rotation.retire("operator") == 1
    turn(desk, chat, "2", "いまも？", bot("はい、いまも"))
    command.dispose()
    last = build(settings_for(tmp_path), render=words, clock=clock)
    assert readable(last, receipt, conversation_id)
    assert len(last.conversations.messages(chat)) == 5
    assert last.conversations.get(fresh).company == "opt"
    last.dispose()


def test_the_installations_key_can_be_renewed_alone(desk: Desk, staff: StaffMember) -> None:
    receipt, conversation_id = lived_in(desk, staff)
    before = heads(desk)
    assert desk.rotation.rotate("operator", only_installation=True).values == 0
    assert heads(desk) == before
    assert readable(desk, receipt, conversation_id)


def test_keys_in_the_environment_are_rotated_as_those_in_the_file(
    desk: Desk, staff: StaffMember, tmp_path: Path
) -> None:
    receipt, conversation_id = lived_in(desk, staff)
    desk.dispose()
    old = (tmp_path / "secret.key").read_text().strip()
    new = "bmV3bmV3bmV3bmV3bmV3bmV3bmV3bmV3bmV3bmV3bmU="
    settings = settings_for(tmp_path).model_copy(update={"secret_key": SecretStr(f"{new},{old}")})
    desk = build(settings, render=words)
    assert desk.rotation.rotate("operator").data_keys == 2
    with pytest.raises(KeyProblem, match="Put a new one in front"):
        desk.rotation.rotate("operator")
    desk.dispose()
    desk = build(settings.model_copy(update={"secret_key": SecretStr(new)}), render=words)
    assert readable(desk, receipt, conversation_id)
    desk.dispose()


def test_a_rotation_that_was_killed_anywhere_goes_on_from_there(
    desk: Desk, staff: StaffMember, tmp_path: Path, clock: Clock
) -> None:
    """Die before the N-th statement or commit, for growing N; each time everything stays readable, and the next run,
    which is killed somewhere else, goes on from there."""
    receipt, conversation_id = lived_in(desk, staff)
    before, companies = heads(desk), data_keys(desk)
    desk.dispose()
    for number in range(1, 400, 3):
        pid = os.fork()
        if pid == 0:
            try:
                child = build(settings_for(tmp_path), render=words, clock=clock)
                die_at(child, number)
                child.rotation.rotate("operator")
                os._exit(0)
            finally:
                os._exit(FAILED)
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        assert code in (0, DIED)
        if number % 5 == 0 or code == 0:
            after = build(settings_for(tmp_path), render=words, clock=clock)
            assert readable(after, receipt, conversation_id)
            after.dispose()
        # Also where it died after its last commit: the next run would be another rotation.
        done = not heads(desk) & before and data_keys(desk) == companies
        desk.dispose()
        if done:
            break
    assert done
    after = build(settings_for(tmp_path), render=words, clock=clock)
    assert not heads(after) & before
    assert after.audit.verify().whole
    assert (tmp_path / "secret.key").read_text().count("\n") == 2
    after.dispose()
