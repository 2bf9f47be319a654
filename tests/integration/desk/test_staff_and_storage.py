"""Log-in, keys, encryption at rest, retention, announcements."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import UniqueConstraint, func, inspect, select, text
from sqlalchemy.exc import DBAPIError

from desk.accounts.errors import LoginFailed, SessionInvalid, StaffExists
from desk.bootstrap import Desk, build
from desk.errors import TooManyAttempts
from desk.model import Handoff, RequestChanges, StaffMember
from desk.notify import STAFF, Notifier, conversation_topic
from desk.storage import tables as t
from desk.storage.migrations import upgrade
from desk.vaulting.crypto import Keyring
from desk.vaulting.errors import KeyProblem
from knowledge.vocabulary import CompanyId
from tests.integration.desk.support import (
    CONTACT,
    RIGHT,
    Clock,
    announce,
    bot,
    form_token,
    opened,
    settings_for,
    spec,
    stored,
    turn,
    waiting,
    words,
)

pytestmark = pytest.mark.database("sqlite", "postgresql")


def test_who_knows_name_and_password_is_let_in_until_they_log_out(
    desk: Desk, clock: Clock, staff: StaffMember
) -> None:
    with pytest.raises(StaffExists):
        desk.staff.add("hanako", "x", "y")
    for name, password in (("hanako", "wrong"), ("nobody", "correct horse")):
        with pytest.raises(LoginFailed):
            desk.staff.login(name, password)
    member, token = desk.staff.login("hanako", "correct horse")
    assert member == staff == desk.staff.authenticate(token)
    clock.forward(hours=11)
    assert desk.staff.authenticate(token) == staff
    clock.forward(hours=11)  # used since: still good
    assert desk.staff.authenticate(token) == staff
    clock.forward(hours=13)
    with pytest.raises(SessionInvalid):
        desk.staff.authenticate(token)
    _, token = desk.staff.login("hanako", "correct horse")
    desk.staff.logout(token)
    with pytest.raises(SessionInvalid):
        desk.staff.authenticate(token)


def test_passwords_cannot_be_guessed_fast(desk: Desk, clock: Clock, staff: StaffMember) -> None:
    for _ in range(10):
        with pytest.raises(LoginFailed):
            desk.staff.login("hanako", "wrong")
    with pytest.raises(TooManyAttempts):
        desk.staff.login("hanako", "correct horse")
    clock.forward(minutes=5, seconds=1)
    assert desk.staff.login("hanako", "correct horse")[0] == staff


def test_the_start_up_account_is_made_once_and_keeps_its_password(desk: Desk) -> None:
    first = desk.staff.ensure("admin", "one", "窓口")
    assert desk.staff.ensure("admin", "one", "窓口") == first
    _, token = desk.staff.login("admin", "one")
    assert desk.staff.ensure("admin", "two", "窓口") == first
    with pytest.raises(SessionInvalid):
        desk.staff.authenticate(token)
    assert desk.staff.login("admin", "two")[0].companies is None
    assert [m.username for m in desk.staff.list()] == ["admin"]


def test_a_second_process_with_a_password_of_its_own_leaves_the_account_alone(desk: Desk) -> None:
    """Each machine makes one up where none is set: restarts in turn must not set it back and forth."""
    first = desk.staff.ensure("admin", "made at one", "窓口", "one")
    _, token = desk.staff.login("admin", "made at one")
    for _ in range(2):
        assert desk.staff.ensure("admin", "made at two", "窓口", "two") == first
        assert desk.staff.ensure("admin", "made at one", "窓口", "one") == first
    assert desk.staff.authenticate(token) == first, "nobody was sent away"
    # Set anew for one, it holds; the other one, which has the old one, changes nothing.
    desk.staff.ensure("admin", "set anew", "窓口", "one")
    desk.staff.ensure("admin", "made at two", "窓口", "two")
    assert desk.staff.login("admin", "set anew")[0] == first


def test_nothing_personal_stands_in_the_file(desk: Desk, tmp_path: Path, staff: StaffMember) -> None:
    conversation_id = opened(desk)
    turn(
        desk,
        conversation_id,
        "1",
        "わたしは山田太郎 secretword",
        bot("返事 replyword", slots={"n": "slotword"}),
    )
    token = form_token(desk, conversation_id, spec())
    result = desk.forms.submit(token, {**RIGHT, "details": "detailword"}, announce)
    desk.requests.patch(result.receipt, RequestChanges(note="noteword"), staff)
    contact_token = form_token(desk, conversation_id, CONTACT, "c")
    desk.forms.submit(contact_token, {"email": "contactword@example.jp"})
    _, session = desk.staff.login("hanako", "correct horse")
    conversation = desk.conversations.open(CompanyId("opt"), None, "ja")[1]
    desk.dispose()
    data = stored(tmp_path)
    assert result.receipt.encode() in data  # the reading works
    secrets = [
        "山田",
        "secretword",
        "replyword",
        "slotword",
        "detailword",
        "noteword",
        "contactword",
        "taro@",
    ]
    secrets += [token, contact_token, session, conversation, result.access_code, "correct horse"]
    for secret in secrets:
        assert secret.encode() not in data, secret


def test_a_database_opens_with_its_own_keys_only(desk: Desk, tmp_path: Path) -> None:
    desk.dispose()
    settings = settings_for(tmp_path)
    assert settings.secret_key_file.stat().st_mode & 0o777 == 0o600
    build(settings, render=words).dispose()
    old = settings.secret_key_file.read_text()
    settings.secret_key_file.unlink()
    with pytest.raises(KeyProblem):
        build(settings, render=words)
    settings.secret_key_file.write_text(settings.secret_key_file.read_text() + old)  # rotated: new, then old
    build(settings, render=words).dispose()
    settings.secret_key_file.chmod(0o644)
    with pytest.raises(KeyProblem):
        build(settings, render=words)


def test_a_sealed_value_opens_in_its_place_only() -> None:
    old, new = Keyring([b"o" * 32]), Keyring([b"n" * 32, b"o" * 32])
    sealed = old.seal(b"x", "vault:1")
    assert new.open(sealed, "vault:1") == b"x"
    assert new.mac("p", "a") == old.mac("p", "a") != new.mac("q", "a")
    assert old.mac("p", "a", "b") != old.mac("p", "ab")
    for keys, data, place in (
        (new, sealed, "vault:2"),
        (new, sealed[:-1] + bytes([sealed[-1] ^ 1]), "vault:1"),
        (Keyring([b"n" * 32]), sealed, "vault:1"),
    ):
        with pytest.raises(KeyProblem):
            keys.open(data, place)


def test_migrations_make_the_tables_that_the_code_knows(desk: Desk) -> None:
    upgrade(desk.database.engine)  # again: nothing to do
    found = inspect(desk.database.engine)
    assert set(found.get_table_names()) == {*t.metadata.tables, "alembic_version"}
    for name, table in t.metadata.tables.items():
        assert {c["name"] for c in found.get_columns(name)} == {c.name for c in table.columns}
        unique = {tuple(sorted(u["column_names"])) for u in found.get_unique_constraints(name)}
        wanted = {
            tuple(sorted(u.columns.keys())) for u in table.constraints if isinstance(u, UniqueConstraint)
        }
        assert unique == wanted
    with desk.database.engine.connect() as conn:
        options = {"compare_type": True}
        assert compare_metadata(MigrationContext.configure(conn, opts=options), t.metadata) == []


@pytest.mark.database("sqlite")
def test_sqlite_keeps_what_it_has_acknowledged(desk: Desk) -> None:
    with desk.database.engine.connect() as conn:
        pragmas = [
            conn.exec_driver_sql(f"PRAGMA {p}").scalar()
            for p in ("journal_mode", "synchronous", "foreign_keys")
        ]
    assert pragmas == ["wal", 2, 1]


def test_retention_spares_open_requests(desk: Desk, clock: Clock, staff: StaffMember) -> None:
    plain, held, done = opened(desk), opened(desk), opened(desk)
    turn(desk, plain, "1", "a", bot("b"))
    open_one = desk.forms.submit(form_token(desk, held, spec()), RIGHT, announce)
    closed_one = desk.forms.submit(form_token(desk, done, spec()), RIGHT, announce)
    desk.requests.withdraw(closed_one.receipt, closed_one.access_code)
    queued = waiting(desk)
    clock.forward(days=89)
    assert desk.retention.purge().messages == 0
    clock.forward(days=2)
    report = desk.retention.purge()
    assert report.conversations == 2
    assert report.messages == 3 + 4
    assert desk.retention.purge().conversations == 0
    assert len(desk.conversations.messages(held)) == 4
    assert desk.conversations.messages(plain) == desk.conversations.messages(done) == ()
    assert len(desk.conversations.messages(queued)) == 3
    for receipt, code in (
        (open_one.receipt, open_one.access_code),
        (closed_one.receipt, closed_one.access_code),
    ):
        assert desk.requests.status(receipt, code).history
        assert desk.requests.get(receipt, staff).customer == RIGHT


def test_access_codes_do_not_stay_in_results(desk: Desk, clock: Clock) -> None:
    desk.forms.submit(form_token(desk, opened(desk), spec()), RIGHT, announce)
    clock.forward(days=1, seconds=1)
    desk.retention.purge()
    with desk.database.read() as conn:
        assert conn.execute(select(func.count()).where(t.forms.c.result_enc.is_not(None))).scalar() == 0


def test_changes_are_announced_after_the_commit(desk: Desk) -> None:
    conversation_id = opened(desk)

    async def follow() -> list[bool]:
        heard = []
        changes = desk.notifier.changes([conversation_topic(conversation_id), STAFF], poll_seconds=5)
        heard.append(await anext(changes))
        outcome = bot("呼びます", effects=(Handoff("asked"),))
        await asyncio.to_thread(turn, desk, conversation_id, "1", "人", outcome)
        heard.append(await asyncio.wait_for(anext(changes), 4))
        assert desk.conversations.messages(conversation_id)[-1].text == "呼びます"
        await changes.aclose()
        return heard

    assert asyncio.run(follow()) == [True, True]
    assert desk.notifier.subscribers() == 0


def test_who_listens_to_a_quiet_topic_looks_again_from_time_to_time() -> None:
    async def follow() -> list[bool]:
        changes = Notifier().changes(["x"], poll_seconds=0.01)
        heard = [await anext(changes), await anext(changes)]
        await changes.aclose()
        return heard

    assert asyncio.run(follow()) == [True, False]


def test_the_staff_console_sees_the_session_end(desk: Desk, clock: Clock, staff: StaffMember) -> None:
    _, token = desk.staff.login("hanako", "correct horse")
    clock.now += timedelta(hours=12)
    with pytest.raises(SessionInvalid):
        desk.staff.authenticate(token)
    assert desk.retention.purge().sessions == 1


def test_an_error_of_the_database_shows_nothing_of_what_was_written(desk: Desk) -> None:
    with pytest.raises(DBAPIError) as failed, desk.database.read() as conn:
        conn.execute(text("SELECT :value FROM no_such_table"), {"value": "窓口 花子"})
    assert "no_such_table" in str(failed.value)
    assert "花子" not in str(failed.value)
