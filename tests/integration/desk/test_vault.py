"""The vault: field by field, by company, read by one module, every reading recorded."""

from pathlib import Path

import pytest
from sqlalchemy import select, text

from desk.bootstrap import Desk, build
from desk.model import RequestChanges, StaffMember
from desk.storage import sealed as registry
from desk.storage import tables as t
from desk.storage.store import Context
from desk.vaulting.errors import CompanyEnded, KeyProblem
from desk.vaulting.vault import SEALED, Vault
from knowledge.vocabulary import CompanyId
from tests.integration.desk.support import (
    PLANTED,
    announce,
    every_field,
    form_token,
    opened,
    settings_for,
    spec,
    words,
)

VAULT = SEALED.table


def entries(desk: Desk, action: str) -> list[tuple[str, str, str]]:
    with desk.database.read() as conn:
        rows = conn.execute(select(t.audit).where(t.audit.c.action == action).order_by(t.audit.c.n))
        return [(row.actor, row.subject, row.detail) for row in rows]


def test_each_field_is_sealed_by_itself_and_each_reading_is_recorded(desk: Desk, staff: StaffMember) -> None:
    receipt = desk.forms.submit(form_token(desk, opened(desk), every_field()), PLANTED, announce).receipt
    with desk.database.read() as conn:
        rows = conn.execute(select(VAULT).where(VAULT.c.record == receipt)).all()
    assert {row.field for row in rows} == set(PLANTED)
    assert len({row.value_enc for row in rows}) == len(PLANTED)
    assert {row.field for row in rows if row.match_mac} == {"email", "phone"}
    assert desk.requests.get(receipt, staff).customer == PLANTED
    assert desk.requests.get(receipt, staff, "document").customer == PLANTED
    desk.requests.patch(receipt, RequestChanges(note="確認"), staff)
    fields = ",".join(PLANTED)
    assert entries(desk, "vault.read") == [
        ("hanako", receipt, f"why={why} fields={fields}") for why in ("case", "document", "change")
    ]
    for value in PLANTED.values():
        assert value not in str(entries(desk, "vault.read"))


def test_only_the_fields_that_are_wanted_are_opened(desk: Desk, tmp_path: Path) -> None:
    receipt = desk.forms.submit(form_token(desk, opened(desk), every_field()), PLANTED, announce).receipt
    context = Context(desk.database, desk.database._keys, words)
    with desk.database.write() as tx:
        read = Vault(context).read(tx, receipt, "mailer", "mail", ["email", "no_such_field"])
    assert read == {"email": PLANTED["email"]}
    assert entries(desk, "vault.read") == [("mailer", receipt, "why=mail fields=email")]


def test_a_value_does_not_open_in_another_row(desk: Desk, staff: StaffMember) -> None:
    receipt = desk.forms.submit(form_token(desk, opened(desk), every_field()), PLANTED, announce).receipt
    with desk.database.engine.begin() as conn:
        conn.execute(
            text(
                "UPDATE vault SET value_enc = (SELECT value_enc FROM vault v WHERE v.record = vault.record "
                "AND v.field = 'name') WHERE field = 'details'"
            )
        )
    with pytest.raises(KeyProblem):
        desk.requests.get(receipt, staff)


def test_each_company_has_a_key_of_its_own_and_loses_everything_with_it(
    desk: Desk, staff: StaffMember, tmp_path: Path
) -> None:
    ocs = desk.forms.submit(form_token(desk, opened(desk), spec()), {**PLANTED_SHORT}, announce).receipt
    oni_chat = opened(desk, "oni")
    oni = desk.forms.submit(
        form_token(desk, oni_chat, spec(company="oni")), {**PLANTED_SHORT}, announce
    ).receipt
    with desk.database.read() as conn:
        heads = {
            company: set(conn.execute(select(VAULT.c.value_enc).where(VAULT.c.company == company)).scalars())
            for company in ("ocs", "oni")
        }
    assert not {v[:9] for v in heads["ocs"]} & {v[:9] for v in heads["oni"]}
    keys = desk.rotation._data_keys
    with desk.database.write() as tx:
        assert keys.destroy(tx, CompanyId("oni")) == 1
    assert desk.requests.get(ocs, staff).customer == PLANTED_SHORT
    with pytest.raises(KeyProblem, match="destroyed"):
        desk.requests.get(oni, staff)
    with pytest.raises(KeyProblem):
        desk.conversations.get(oni_chat)
    with pytest.raises(CompanyEnded):
        desk.conversations.open(CompanyId("oni"), None, "ja")


PLANTED_SHORT = {"name": PLANTED["name"], "email": PLANTED["email"]}


def test_without_the_key_the_desk_says_so(desk: Desk, tmp_path: Path) -> None:
    desk.forms.submit(form_token(desk, opened(desk), spec()), PLANTED_SHORT, announce)
    desk.dispose()
    key = tmp_path / "secret.key"
    kept = key.read_bytes()
    key.unlink()
    with pytest.raises(KeyProblem, match="not in the key list"):
        build(settings_for(tmp_path), render=words)
    key.write_text("no base64!")
    key.chmod(0o600)
    with pytest.raises(KeyProblem, match="not base64"):
        build(settings_for(tmp_path), render=words)
    key.write_bytes(kept)
    build(settings_for(tmp_path), render=words).dispose()


def test_every_sealed_column_is_known_to_the_rotation() -> None:
    known = {(one.table.name, one.column.name) for one in (*registry.SEALED, SEALED)}
    there = {
        (table.name, column.name)
        for table in t.metadata.tables.values()
        for column in table.columns
        if column.name.endswith("_enc")
    }
    assert known == there
