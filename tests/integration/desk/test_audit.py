"""The audit log: append-only, chained, anchored outside the database. Whatever is done to it behind our back is found."""

import base64
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import NullPool, create_engine
from sqlalchemy.exc import DBAPIError

from desk.audited import Audited
from desk.bootstrap import Desk, build
from desk.vaulting.signing import canonical
from tests.databases.choosing import drop_below, is_template, keep_state, put_back, url_for
from tests.integration.desk.support import Clock, settings_for, words

pytestmark = pytest.mark.database("sqlite", "postgresql")

COLUMNS = ("at", "actor", "action", "subject", "detail", "hash")
TRIGGERS = ("audit_no_update", "audit_no_delete", "audit_at_the_end")


def fill(desk: Desk, number: int, first: int = 0) -> None:
    for step in range(first, first + number):
        with desk.database.write() as tx:
            tx.audit("hanako", Audited.CLAIM, f"subject-{step}", "x")
            if step % 3 == 0:
                tx.audit("desk", Audited.CLAIM_EXPIRED, f"subject-{step}")


def behind_our_back(folder: Path, *statements: tuple[str, tuple[object, ...]]) -> None:
    """What somebody with the database's file, or its owner's password, can do: the triggers are no obstacle to
    them."""
    engine = create_engine(url_for(folder), poolclass=NullPool)
    with engine.begin() as conn:
        if engine.dialect.name == "postgresql":
            conn.exec_driver_sql("ALTER TABLE audit DISABLE TRIGGER USER")
        else:
            for name in TRIGGERS:
                conn.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
        for statement, values in statements:
            if engine.dialect.name == "postgresql":
                statement = statement.replace("?", "%s").replace(
                    "zeroblob(32)", "decode(repeat('00', 32), 'hex')"
                )
            conn.exec_driver_sql(statement, values)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET detail = 'y' WHERE n = 1",
        "DELETE FROM audit WHERE n = 1",
        pytest.param(
            "INSERT OR REPLACE INTO audit (n, at, actor, action, subject, detail, hash) "
            "SELECT n, at, actor, 'other', subject, detail, hash FROM audit WHERE n = 1",
            marks=pytest.mark.database("sqlite"),
        ),
        pytest.param(
            "INSERT INTO audit (n, at, actor, action, subject, detail, hash) "
            "SELECT n, at, actor, action, subject, detail, hash FROM audit WHERE n = 1 "
            "ON CONFLICT (n) DO UPDATE SET actor = 'other'",
            marks=pytest.mark.database("sqlite", "postgresql"),
        ),
        pytest.param("TRUNCATE audit", marks=pytest.mark.database("postgresql")),
        "INSERT INTO audit (n, at, actor, action, subject, detail, hash) "
        "SELECT n + 1000, at, actor, action, subject, detail, hash FROM audit WHERE n = 1",
    ],
)
def test_the_database_refuses_to_change_it(desk: Desk, statement: str) -> None:
    fill(desk, 3)
    with pytest.raises(DBAPIError, match="append-only"), desk.database.engine.begin() as conn:
        conn.exec_driver_sql(statement)
    assert desk.audit.verify().whole


def test_entries_of_a_transaction_that_failed_are_not_there(desk: Desk) -> None:
    fill(desk, 2)
    before = desk.audit.verify()
    with pytest.raises(ZeroDivisionError), desk.database.write() as tx:
        tx.audit("hanako", Audited.CLAIM, "x")
        raise ZeroDivisionError
    assert desk.audit.verify() == before


@pytest.fixture(scope="module")
def original(database_server: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a desk whose log has 14 entries."""
    folder = tmp_path_factory.mktemp("audit")
    desk = build(settings_for(folder), render=words, clock=Clock())
    fill(desk, 10)
    assert desk.audit.verify().whole
    desk.dispose()
    is_template(folder)
    return folder


def damage(n: int, kind: str, column: str) -> tuple[tuple[str, tuple[object, ...]], ...]:
    if kind == "change":
        value = "zeroblob(32)" if column == "hash" else f"{column} || '1'"
        return ((f"UPDATE audit SET {column} = {value} WHERE n = ?", (n,)),)
    if kind == "delete":
        return (("DELETE FROM audit WHERE n = ?", (n,)),)
    if kind == "delete_and_close_up":
        return (("DELETE FROM audit WHERE n = ?", (n,)), ("UPDATE audit SET n = n - 1 WHERE n > ?", (n,)))
    if kind == "truncate":
        return (("DELETE FROM audit WHERE n >= ?", (n,)),)
    if kind == "swap":
        return (
            ("UPDATE audit SET n = -1 WHERE n = ?", (n,)),
            ("UPDATE audit SET n = ? WHERE n = ?", (n, n % 14 + 1)),
            ("UPDATE audit SET n = ? WHERE n = -1", (n % 14 + 1,)),
        )
    copied = "SELECT ?, at, actor, action, subject, detail, hash FROM audit WHERE n = ?"
    into = "INSERT INTO audit (n, at, actor, action, subject, detail, hash) "
    return (("UPDATE audit SET n = -n - 1 WHERE n > ?", (n,)), ("UPDATE audit SET n = -n WHERE n < 0", ()),
            (into + copied, (n + 1, n)))  # fmt: skip


@pytest.mark.database("sqlite")
def test_an_entry_that_cannot_be_read_is_found(original: Path, tmp_path: Path) -> None:
    shutil.copytree(original, tmp_path, dirs_exist_ok=True)
    behind_our_back(tmp_path, ("UPDATE audit SET at = 'yesterday' WHERE n = 3", ()))
    desk = build(settings_for(tmp_path), render=words, clock=Clock())
    assert any("after entry 2 cannot be read" in problem for problem in desk.audit.verify().problems)
    desk.dispose()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    n=st.integers(1, 14),
    kind=st.sampled_from(["change", "delete", "delete_and_close_up", "truncate", "swap", "insert"]),
    column=st.sampled_from(COLUMNS),
)
def test_every_change_of_the_audit_log_is_found(
    original: Path, tmp_path: Path, n: int, kind: str, column: str
) -> None:
    shutil.rmtree(tmp_path)
    drop_below(tmp_path)
    shutil.copytree(original, tmp_path)
    if kind == "change" and column == "at":
        statements: tuple[tuple[str, tuple[object, ...]], ...] = (
            ("UPDATE audit SET at = '2020-01-01 00:00:00.000000' WHERE n = ?", (n,)),
        )
    else:
        statements = damage(n, kind, column)
    behind_our_back(tmp_path, *statements)
    desk = build(settings_for(tmp_path), render=words, clock=Clock())
    try:
        assert not desk.audit.verify().whole
        fill(desk, 2, 100)  # going on does not hide it
        assert not desk.audit.verify().whole
    finally:
        desk.dispose()


def heads(folder: Path) -> Path:
    return next(folder.glob("records/*/audit/heads.jsonl"))


@pytest.mark.parametrize(
    ("what", "found"),
    [
        (lambda f: shutil.rmtree(heads(f).parent), "no head is written down"),
        (lambda f: (heads(f).parent / "head.json").write_text('{"kind":"head","n":1,"hash":"00","at":"x"}'), "head.json"),
        (lambda f: heads(f).write_bytes(heads(f).read_bytes().replace(b'"n":', b'"n":1')), "not signed"),
    ],
)  # fmt: skip
def test_tampering_with_the_heads_is_found(
    original: Path, tmp_path: Path, what: Callable[[Path], object], found: str
) -> None:
    shutil.copytree(original, tmp_path, dirs_exist_ok=True)
    desk = build(settings_for(tmp_path), render=words, clock=Clock())
    what(tmp_path)
    problems = desk.audit.verify().problems
    desk.dispose()
    assert any(found in problem for problem in problems), problems


def test_a_restore_is_a_step_back_that_is_told_and_stays_visible(
    desk: Desk, tmp_path: Path, clock: Clock
) -> None:
    fill(desk, 4)
    desk.dispose()
    keep_state(tmp_path)
    desk = build(settings_for(tmp_path), render=words, clock=clock)
    fill(desk, 4, 10)
    desk.audit.note_head()  # a head of the log that will be lost
    fill(desk, 4, 14)
    desk.dispose()
    put_back(tmp_path)
    desk = build(settings_for(tmp_path), render=words, clock=clock)
    assert "missing" in desk.audit.verify().problems[0]
    fill(desk, 7, 30)  # it went on before somebody noticed, past the head that is lost
    assert any("not the one" in problem for problem in desk.audit.verify().problems)
    assert desk.audit.note_restore("operator")
    assert not desk.audit.note_restore("operator")
    fill(desk, 3, 20)
    report = desk.audit.verify()
    assert (report.whole, report.restores) == (True, 1)
    desk.dispose()


def test_the_export_can_be_checked_with_the_public_key_alone(desk: Desk) -> None:
    fill(desk, 5)
    lines: list[str] = []
    number = desk.audit.export(lines.append)
    entries, seal = [json.loads(line) for line in lines[:-1]], json.loads(lines[-1])
    assert number == len(entries) == seal["entries"]
    assert entries[-1]["hash"] == seal["hash"]
    signature = base64.b64decode(seal.pop("sig"))
    key = Ed25519PublicKey.from_public_bytes(base64.b64decode(seal["public_key"]))
    key.verify(signature, canonical(seal))
    later: list[str] = []
    assert desk.audit.export(later.append, after=entries[2]["n"]) == number - 3
