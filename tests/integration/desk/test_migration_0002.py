"""Requests from before become requests with a life: dates carried over, notes told from statuses, nothing lost."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from desk.bootstrap import build
from desk.storage.database import make_engine
from desk.storage.migrations import upgrade
from desk.vaulting.crypto import Keyring, load_keyring
from tests.integration.desk.support import settings_for, words

# Databases of these versions there are on SQLite only.
pytestmark = pytest.mark.database("sqlite")
OPENED = datetime(2026, 10, 31, 16, 0, tzinfo=UTC)  # November 1 in Japan
STAMP = OPENED.replace(tzinfo=None).isoformat(" ")


def filled_as_it_was(engine: Engine, keys: Keyring) -> None:
    """A conversation and four requests, as version 0001 kept them."""
    gdpr = '{"basis": "gdpr_12_3", "days": null, "business_days": null, "months": 1}'
    rows = (
        ("MDG-A", "announced", None, "gdpr_12_3", gdpr),
        ("MDG-B", "received", "2026-12-05", "gdpr_12_3", gdpr),
        ("MDG-C", "in_progress", "2026-12-24", "operator_target", "null"),
        ("MDG-D", "answered", None, None, "null"),
    )
    with engine.begin() as conn:
        conn.execute(
            text(
                "INSERT INTO conversations (id, company, locale, channel, owner, token_mac, state_enc, state_version,"
                " last_seq, purged, created_at, updated_at) VALUES"
                f" ('c', 'ocs', 'en', 'web', 'bot', x'00', x'00', 0, 0, 0, '{STAMP}', '{STAMP}')"
            )
        )
        for receipt, status, due, basis, rule in rows:
            conn.execute(
                text(
                    "INSERT INTO requests (receipt, code_mac, conversation_id, form_id, company, request_type,"
                    " requester, status, standing, due, due_basis, due_rule, policy_version, checklist, send_to,"
                    " documents, created_at, updated_at) VALUES (:receipt, x'00', 'c', :receipt, 'ocs',"
                    " 'disclosure', 'self', :status, 'request', :due, :basis, :rule, 'v', '[]', '{}', '[]', :at, :at)"
                ),
                {"receipt": receipt, "status": status, "due": due, "basis": basis, "rule": rule, "at": STAMP},
            )
            conn.execute(
                text("INSERT INTO vault (receipt, data_enc, created_at) VALUES (:receipt, :data, :at)"),
                {
                    "receipt": receipt,
                    "data": keys.seal_json({"name": receipt}, f"vault.data_enc:{receipt}"),
                    "at": STAMP,
                },
            )
        for status, note in (("announced", None), ("received", b"x"), ("received", b"y")):
            conn.execute(
                text(
                    "INSERT INTO request_history (receipt, status, by, at, note_enc)"
                    " VALUES ('MDG-B', :status, 'x', :at, :note)"
                ),
                {"status": status, "note": note, "at": STAMP},
            )


def test_requests_are_carried_over(tmp_path: Path) -> None:
    settings = settings_for(tmp_path)
    engine = make_engine(settings.database_url)
    upgrade(engine, "0001")
    filled_as_it_was(engine, load_keyring(settings))
    engine.dispose()
    desk = build(settings, render=words)
    found = {record.receipt: record for record in desk.requests.list().items}
    assert {r: (one.due, one.due_basis) for r, one in found.items()} == {
        "MDG-A": (date(2026, 12, 1), "gdpr_12_3"),  # it had none: now it counts from the receipt
        "MDG-B": (date(2026, 12, 5), "gdpr_12_3"),
        "MDG-C": (date(2026, 12, 24), "operator_target"),
        "MDG-D": (None, None),
    }
    assert {one.came_on for one in found.values()} == {date(2026, 11, 1)}
    with desk.database.read() as conn:
        dues = conn.execute(text("SELECT receipt, what, whose FROM request_dues ORDER BY receipt")).all()
        history = conn.execute(text("SELECT status, what FROM request_history ORDER BY n")).all()
        locales = conn.execute(text("SELECT DISTINCT locale FROM requests")).scalars().all()
        assert conn.execute(text("PRAGMA foreign_keys")).scalar() == 1
    assert [tuple(row) for row in dues] == [
        ("MDG-A", "answer", "law"), ("MDG-B", "answer", "law"), ("MDG-C", "target", "company"),
    ]  # fmt: skip
    assert [tuple(row) for row in history] == [
        ("announced", "status"), ("received", "status"), ("received", "note"),
    ]  # fmt: skip
    assert locales == ["en"]
    desk.dispose()
