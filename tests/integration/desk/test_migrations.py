"""A database as each version left it comes to the newest shape, with everything that lies in it."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from desk.bootstrap import Desk, build
from desk.ids import ConversationId
from desk.jobs import later
from desk.model import RequestChanges, StaffMember
from desk.requests.receipts import Receipt
from desk.storage import tables as t
from desk.storage.database import make_engine
from desk.storage.migrations import upgrade
from desk.vaulting.crypto import HEAD, Keyring, load_keyring
from desk.vaulting.rotation import ALL_SEALED
from tests.integration.desk.support import PLANTED, Clock, settings_for, stored, words

# Databases of these versions there are on SQLite only.
pytestmark = pytest.mark.database("sqlite")
AT = "2026-01-02 03:04:05.678901"
FIRST, SECOND = "MDG-0000-0000", "MDG-0000-001Y"
SHORT = {name: PLANTED[name] for name in ("name", "birthdate", "email")}
GDPR = '{"basis": "gdpr_12_3", "days": null, "business_days": null, "months": 1}'


def fill(conn: Any, keys: Keyring) -> None:
    """As the first version left it: a sealed JSON value a request, contacts apart, sealed notes, an unchained log."""
    run = conn.exec_driver_sql
    state = {"slots": {"old": True}, "dialogue": None, "held": {}}
    run(
        "INSERT INTO conversations (id, company, locale, channel, owner, token_mac, state_enc, state_version, last_seq, "
        "purged, created_at, updated_at) VALUES ('c_1','ocs','en','web','bot',x'00',?,0,0,0,?,?)",
        (keys.seal_json(state, "conversations.state_enc:c_1"), AT, AT),
    )
    for number, receipt in enumerate((FIRST, SECOND)):
        run(
            "INSERT INTO requests (receipt, code_mac, conversation_id, form_id, company, region, request_type, "
            "requester, status, standing, due, due_basis, due_rule, policy_version, checklist, send_to, documents, "
            "created_at, updated_at) VALUES (?, x'00','c_1',?,'ocs','eea_uk','disclosure','self','received',"
            "'request','2026-02-02','gdpr_12_3',?,'v','[]','{}','[]',?,?)",
            (receipt, f"f_{number}", GDPR, AT, AT),
        )
        run(
            "INSERT INTO vault (receipt, data_enc, created_at) VALUES (?,?,?)",
            (receipt, keys.seal_json(SHORT, f"vault.data_enc:{receipt}"), AT),
        )
        for note in (None, "前からのメモ"):
            sealed = keys.seal(note.encode(), f"request_history:{receipt}") if note else None
            run(
                "INSERT INTO request_history (receipt, status, by, at, note_enc) VALUES (?,'received',?,?,?)",
                (receipt, "案内" if note else "x", AT, sealed),
            )
    run(
        "INSERT INTO contacts (id, conversation_id, company, data_enc, created_at) VALUES ('k_1','c_1','ocs',?,?)",
        (keys.seal_json({"phone": PLANTED["phone"]}, "contacts.data_enc:k_1"), AT),
    )
    run(
        "INSERT INTO staff (id, username, password_hash, alias, companies, role, created_at) VALUES "
        """('s_1','center','!','案内','["ocs"]','agent',?)""",
        (AT,),
    )
    run(
        "INSERT INTO staff_sessions (token_mac, staff_id, created_at, expires_at) VALUES (x'01','s_1',?,'2099-01-01')",
        (AT,),
    )
    for number in (1, 2, 5):  # numbers may have gaps in what came before the chain
        run(
            "INSERT INTO audit (n, at, actor, action, subject, detail) VALUES (?,?,'a','b','c','')",
            (number, AT),
        )


def fill_life(conn: Any, keys: Keyring) -> None:
    """What the second version added, sealed as it sealed: by the installation's key."""
    run = conn.exec_driver_sql
    decision = {
        "status": "partly_answered",
        "grounds": [{"id": "own", "text": "第三者の情報", "citation": None, "own": True}],
        "reasons_letter": True,
        "by": "x",
        "at": "2026-01-03T00:00:00+00:00",
    }
    run(
        "UPDATE requests SET status='partly_answered', decision_enc=? WHERE receipt=?",
        (keys.seal_json(decision, f"requests.decision_enc:{FIRST}"), FIRST),
    )
    run(
        "INSERT INTO request_flags (receipt, flag, at, by, note_enc) VALUES (?,'address_mismatch',?,'x',?)",
        (FIRST, AT, keys.seal("旧住所".encode(), f"request_flags:{FIRST}:address_mismatch")),
    )
    run(
        "INSERT INTO request_extensions (n, receipt, at, by, before, after, notice_enc) VALUES "
        "(7,?,?,'x','2026-02-02','2026-04-02',?)",
        (FIRST, AT, keys.seal("延長します".encode(), "request_extensions:7")),
    )
    run(
        "INSERT INTO request_checks (receipt, what, result, at, by) VALUES (?,'identity','confirmed',?,'x')",
        (FIRST, AT),
    )
    for what, name in (("email", "e"), ("name_birthdate", "n")):
        mark = keys.mac("resembles", "ocs", what, name)
        run("INSERT INTO request_marks (receipt, what, mark_mac) VALUES (?,?,?)", (FIRST, what, mark))
    run(
        "INSERT INTO mails (id, receipt, template, state, created_at) VALUES ('e_1',?,'receipt','queued',?)",
        (FIRST, AT),
    )
    run(
        "INSERT INTO later (id, key, kind, payload, at, state, round, created_at) VALUES "
        """('j_1','mail:e_1','mail','{"mail": "e_1"}',?,'waiting',0,?)""",
        (AT, AT),
    )


def check(desk: Desk, staff: StaffMember) -> None:
    """What both versions had is there, opens, is chained, and is sealed by its company's key in the end."""
    first, second = (desk.requests.get(Receipt(receipt), staff) for receipt in (FIRST, SECOND))
    assert first.customer == second.customer == SHORT
    assert (str(first.due), first.due_basis, str(first.came_on)) == ("2026-02-02", "gdpr_12_3", "2026-01-02")
    assert [(entry.what, entry.note) for entry in first.history] == [
        ("status", None),
        ("note", "前からのメモ"),
    ]
    assert first.life is not None
    (twin,) = first.life.duplicates
    assert (twin.receipt, twin.on) == (SECOND, ("email", "name_birthdate"))
    assert dict(desk.handoffs.contacts(ConversationId("c_1"), staff)[0].values) == {"phone": PLANTED["phone"]}
    center = desk.staff.get("center")
    assert center is not None
    assert (center.role, center.companies, center.works_cases) == ("look_up", frozenset({"ocs"}), False)
    assert desk.accounts.sessions.of("s_1") == ()
    report = desk.audit.verify()
    assert report.whole, report.problems
    assert report.entries > 3
    assert desk.conversations.get(ConversationId("c_1")).slots == {"old": True}
    desk.rotation.finish_upgrade()
    assert desk.rotation.finish_upgrade() == 0
    with desk.database.read() as conn:
        values = [v for one in ALL_SEALED for v in conn.execute(select(one.column)).scalars() if v]
        hands = conn.execute(select(t.request_history.c.by, t.request_history.c.staff_id).distinct()).all()
    assert {tuple(hand) for hand in hands} == {("x", None), ("案内", "s_1")}, "whose alias it is"
    assert len({value[:HEAD] for value in values}) == 1
    assert {value[:1] for value in values} == {b"\x02"}
    assert desk.conversations.get(ConversationId("c_1")).slots == {"old": True}


def gone(desk: Desk, folder: Path) -> None:
    """An erasure finds what the migration brought over."""
    desk.erasures.erase([Receipt(FIRST)], "operator", linked=True, withdraw=True)
    with desk.database.read() as conn:
        for table in (t.request_marks, t.mails, t.later):
            assert conn.execute(select(table)).all() == [], table.name
    data = stored(folder)
    for word in (*SHORT.values(), "前からのメモ", "旧住所", "延長します", "第三者の情報"):
        assert word.encode() not in data


def test_a_database_of_the_first_version_comes_to_the_newest_with_all_it_holds(
    tmp_path: Path, clock: Clock
) -> None:
    settings = settings_for(tmp_path)
    keys = load_keyring(settings)
    engine = make_engine(settings.database_url)
    upgrade(engine, "0001")
    with engine.begin() as conn:
        fill(conn, keys)
    with pytest.raises(RuntimeError, match="keys"):
        upgrade(engine)
    engine.dispose()
    desk = build(settings, render=words, clock=clock)
    with desk.database.read() as conn:
        assert conn.execute(text("SELECT version_num FROM alembic_version")).scalar_one() == "0011"
    check(desk, desk.staff.add("hanako", "pw", "担当A"))
    gone(desk, tmp_path)
    desk.dispose()


def test_a_database_of_the_second_version_comes_to_the_newest_with_all_it_holds(
    tmp_path: Path, clock: Clock
) -> None:
    settings = settings_for(tmp_path)
    keys = load_keyring(settings)
    engine = make_engine(settings.database_url)
    upgrade(engine, "0001")
    with engine.begin() as conn:
        fill(conn, keys)
    upgrade(engine, "0002")
    with engine.begin() as conn:
        fill_life(conn, keys)
    engine.dispose()
    desk = build(settings, render=words, clock=clock)
    staff = desk.staff.add("hanako", "pw", "担当A")
    check(desk, staff)
    life = desk.requests.get(Receipt(FIRST), staff).life
    assert life is not None
    assert life.decision is not None
    assert [ground.text for ground in life.decision.grounds] == ["第三者の情報"]
    assert [(flag.flag, flag.note) for flag in life.flags] == [("address_mismatch", "旧住所")]
    assert [extension.notice for extension in life.extensions] == ["延長します"]
    assert (life.checks[0].result, life.mails[0].state) == ("confirmed", "queued")
    with desk.database.read() as conn:
        assert [job.key for job in later.waiting(conn, clock())] == ["mail:e_1"]
        assert conn.execute(text("PRAGMA foreign_key_check")).all() == []
    desk.requests.patch(Receipt(FIRST), RequestChanges(status="answered"), staff)
    gone(desk, tmp_path)
    desk.dispose()
