"""What is PostgreSQL's own: its readers, its errors, its texts, and a backup with its own tools (docs/operations.md)."""

import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, insert, make_url, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from desk.accounts.errors import LoginFailed
from desk.bootstrap import Desk, build, later_handlers
from desk.errors import ConversationNotFound
from desk.ids import ConversationId
from desk.model import RequestChanges, StaffMember
from desk.requests.errors import FormNotFound
from desk.requests.receipts import Receipt
from desk.storage import tables as t
from desk.storage.staff_tables import staff as accounts
from desk.upkeep import backup, restoring
from desk.upkeep.errors import ExportProblem, RestoreRefused
from tests.databases.choosing import _name
from tests.databases.cluster import programs
from tests.integration.desk.later_support import Running, due_done, until
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

pytestmark = pytest.mark.database("postgresql")


def test_a_reader_sees_one_state_of_the_database_throughout(desk: Desk) -> None:
    opened(desk)
    count = select(func.count()).select_from(t.conversations)
    with desk.database.read() as conn:
        before = conn.execute(count).scalar_one()
        with ThreadPoolExecutor(1) as somebody_else:
            somebody_else.submit(opened, desk).result()
        assert conn.execute(count).scalar_one() == before
        with pytest.raises(DBAPIError, match="read-only"):
            conn.execute(t.conversations.delete())
    with desk.database.write() as tx:  # the connection is a writer's again
        assert tx.conn.execute(count).scalar_one() == before + 1
        opened_beside = select(func.count()).select_from(t.conversations)
        assert tx.conn.execute(text("SHOW transaction_isolation")).scalar() == "read committed"
        assert tx.conn.execute(opened_beside).scalar_one() == before + 1


def test_errors_name_the_constraint_and_not_the_values(desk: Desk, staff: StaffMember) -> None:
    with pytest.raises(IntegrityError) as raised, desk.database.write() as tx:
        row = {"id": "s_2", "username": "hanako", "password_hash": "!", "alias": "山田", "role": "desk"}
        tx.conn.execute(insert(accounts).values(**row, created_at=tx.now))
    cause: BaseException | None = raised.value
    told = ""
    while cause is not None:
        told += f"{cause} {cause!r}"
        cause = cause.__cause__
    assert "uq_staff_username" in told
    assert "hanako" not in told
    assert "山田" not in told


def test_a_text_with_a_nul_finds_nothing(desk: Desk) -> None:
    with pytest.raises(ConversationNotFound):
        desk.conversations.get(ConversationId("c_\0"))
    with pytest.raises(FormNotFound):
        desk.forms.describe("\0")
    with pytest.raises(LoginFailed):
        desk.staff.login("\0", "x")
    chat = opened(desk)
    turn(desk, chat, "1", "制御文字\0です", bot("\0", slots={"a": "\0"}))
    assert [m.text for m in desk.conversations.messages(chat)][1:] == ["制御文字\0です", "\0"]


def test_nobody_waits_for_a_lock_for_ever(desk: Desk) -> None:
    with desk.database.engine.connect() as conn:
        assert conn.execute(text("SHOW lock_timeout")).scalar() == "15s"


def test_our_own_backup_is_for_sqlite_and_says_what_is_for_this(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(ExportProblem, match="pg_dump"):
        backup.make(desk, tmp_path / "policies", tmp_path / "backup")
    with pytest.raises(RestoreRefused, match="pg_restore"):
        restoring.restore(
            settings_for(tmp_path), tmp_path, tmp_path, lambda _: desk, "operator", desk.database.clock()
        )


def tool(name: str, *arguments: str) -> None:
    folder = programs()
    found = shutil.which(name, path=str(folder) if folder is not None else None)
    if found is None:
        pytest.skip(f"{name} is not installed")
    done = subprocess.run([found, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.fixture
def server() -> str:
    import os

    return os.environ["MADOGUCHI_TEST_DATABASE_URL"]


def test_a_backup_by_pg_dump_comes_back_and_what_was_erased_stays_erased(
    desk: Desk, staff: StaffMember, tmp_path: Path, clock: Clock, server: str
) -> None:
    def submitted(one: Desk) -> str:
        form = form_token(
            one, opened(one, "oni"), every_field(company="oni", standing="request", region="eea_uk")
        )
        receipt = one.forms.submit(form, PLANTED, announce).receipt
        one.requests.patch(receipt, RequestChanges(status="refused", grounds=("理由",)), staff)
        return str(receipt)

    settings = settings_for(tmp_path)
    with Running(desk, tmp_path, later_handlers(desk, settings)):
        until(lambda: due_done(desk))
    erased, kept = submitted(desk), submitted(desk)
    address = (
        make_url(settings.database_url).set(drivername="postgresql").render_as_string(hide_password=False)
    )
    dump = str(tmp_path / "desk.dump")
    # While the desk runs; DBOS's place can be lost.
    tool("pg_dump", "--format=custom", "--exclude-schema=dbos", f"--file={dump}", address)
    desk.erasures.erase([Receipt(erased)], "operator")
    submitted(desk)
    desk.dispose()
    by = "--maintenance-db=" + make_url(server).set(drivername="postgresql").render_as_string(
        hide_password=False
    )
    tool("dropdb", by, "--force", _name(tmp_path))
    tool("createdb", by, "--encoding=UTF8", "--template=template0", _name(tmp_path))
    tool("pg_restore", "--no-owner", "--exit-on-error", f"--dbname={address}", dump)

    again = build(settings, render=words, clock=clock)
    assert [one.receipts for one in again.replayed] == [(erased,)]
    assert again.requests.get(Receipt(erased), staff).customer == {}
    assert again.requests.get(Receipt(kept), staff).customer == PLANTED
    assert not again.audit.verify().whole  # the log is shorter than its heads: it is told
    assert again.audit.note_restore("operator")
    assert again.audit.verify().whole
    with pytest.raises(DBAPIError, match="append-only"), again.database.engine.begin() as conn:
        conn.execute(text("DELETE FROM audit"))
    submitted(again)  # numbers go on where they were
    with Running(again, tmp_path, later_handlers(again, settings)):
        until(lambda: due_done(again))
    again.dispose()


def test_a_url_without_a_driver_is_ours(desk: Desk, tmp_path: Path) -> None:
    from desk.storage.database import make_engine

    plain: Any = make_url(settings_for(tmp_path).database_url).set(drivername="postgresql")
    engine = make_engine(plain.render_as_string(hide_password=False))
    assert engine.driver == "psycopg"
    with engine.connect() as conn:
        assert conn.execute(text("SELECT 1")).scalar() == 1
    engine.dispose()
