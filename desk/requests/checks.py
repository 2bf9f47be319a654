"""Who asks: which checks a record needs before anything goes out (`desk/rules/checks.yml`), and how each stands.

Identity, and where an agent asks the authority (代理権) apart from it. A check is confirmed, failed, pending, or
waived: found not to be needed, by somebody who has the right to say so, with a written reason that is kept sealed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError
from sqlalchemy import Connection, Row, insert, select, update

from desk.audited import Audited
from desk.errors import ChangeInvalid, Forbidden, NotNow
from desk.life import AskedFor, Check, CheckResult, CheckState, RecordKind, check_mark
from desk.model import StaffMember
from desk.requests.hands import columns_of, told_apart
from desk.requests.receipts import Receipt
from desk.roles import Permission
from desk.statuses import FINAL
from desk.storage import codec
from desk.storage import tables as t
from desk.storage.database import Tx
from desk.vaulting.crypto import Keyring
from desk.words import asked_for, known
from knowledge.vocabulary import Region, Requester, RequestType

Wanted = Literal["always", "policy", "never"]
BY_HAND: tuple[Check, ...] = ("identity", "authority")
"""What staff find out themselves and record."""
SETTLED = ("confirmed", "waived")
"""Results with which a check holds nothing back any more."""


class CheckRules(BaseModel):
    """`checks.yml`; its head says what the words mean."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kinds: Mapping[RecordKind, Wanted]
    request_types: Mapping[RequestType, Mapping[Region | Literal["any"], Wanted]] = {}

    def of(self, kind: RecordKind, asked: AskedFor, region: Region | None) -> Wanted:
        """What holds for a record."""
        own = self.request_types.get(asked, {}) if isinstance(asked, RequestType) else {}
        found = own.get(region or "any", own.get("any"))
        return found if found is not None else self.kinds[kind]


def read_checks(data: Any) -> CheckRules:
    """Check the rules. Raises ValueError naming what is wrong, or the kind of record that is missing."""
    try:
        rules = CheckRules.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise ValueError(f"checks.yml: {where}: {first['msg']}") from error
    missing = {"request", "complaint", "leak_enquiry", "opt_out"} - set(rules.kinds)
    if missing:
        raise ValueError(f"checks.yml: kinds: missing: {', '.join(sorted(missing))}")
    return rules


@lru_cache(maxsize=1)
def check_rules() -> CheckRules:
    """The rules that come with the desk."""
    return read_checks(yaml.safe_load(files("desk.rules").joinpath("checks.yml").read_text("utf-8")))


def wanted_checks(row: Row[Any]) -> tuple[Check, ...]:
    """The checks without which nothing goes out for this record; none where the rules ask for none."""
    wanted = check_rules().of(row.kind, asked_for(row.request_type), known(Region, row.region))
    if wanted == "policy":
        terms = codec.terms_from_json(row.terms)
        wanted = "always" if terms is not None and terms.identity == "always" else "never"
    if wanted == "never":
        return ()
    return ("identity",) if row.requester == Requester.SELF else ("identity", "authority")


def checks_made(conn: Connection, row: Row[Any]) -> bool:
    """Whether every check that this record needs is confirmed, or found not to be needed."""
    checks = t.request_checks
    query = select(checks.c.what).where(checks.c.receipt == row.receipt, checks.c.result.in_(SETTLED))
    return set(wanted_checks(row)) <= set(conn.execute(query).scalars())


def how_they_stand(conn: Connection, keys: Keyring, row: Row[Any]) -> tuple[CheckState, ...]:
    """The checks that the record needs, and others that were made of it."""
    table = t.request_checks
    made = {one.what: one for one in conn.execute(select(table).where(table.c.receipt == row.receipt))}
    wanted = wanted_checks(row)
    lines = _lines(conn, row.receipt)
    accounts = told_apart(conn, list(lines.values()))

    def state(what: Any) -> CheckState:
        if what not in made:
            return CheckState(what, "pending")
        one, account = made[what], accounts.get(lines[what].n) if what in lines else None
        return CheckState(what, one.result, one.by, one.at, _note(keys, one), what in wanted, account)

    return tuple(state(what) for what in (*wanted, *sorted(set(made) - set(wanted))))


def _lines(conn: Connection, receipt: Receipt) -> dict[str, Row[Any]]:
    """The newest line of the history about each check: it keeps whose account recorded what stands."""
    history = t.request_history
    mine = select(history).where(history.c.receipt == receipt, history.c.what == "check")
    return {line.reason.partition(":")[0]: line for line in conn.execute(mine.order_by(history.c.n))}


def _note(keys: Keyring, check: Row[Any]) -> str | None:
    return keys.open(check.note_enc, _place(check.receipt, check.what)).decode() if check.note_enc else None


@dataclass(frozen=True, slots=True)
class CheckChange:
    """How a check turned out. `note`: how it was made, or why none is needed. `seen`: the `mark` of the state that the
    page showed; None: whoever says this has not looked, and nothing is compared."""

    what: Check
    result: CheckResult
    note: str | None = None
    seen: str | None = None


def _again(
    conn: Connection, keys: Keyring, before: Row[Any] | None, change: CheckChange, by: StaffMember
) -> bool:
    """Whether what stands is what this person has just said, by the same account: an alias may be two people's, and
    one person's may have changed meanwhile. From before accounts were kept: not known, so somebody else's."""
    if before is None or before.result != change.result:
        return False
    line = _lines(conn, before.receipt).get(change.what)
    same_words = (_note(keys, before) or "") == (change.note or "").strip()
    return same_words and line is not None and line.staff_id == by.id


def record_check(tx: Tx, keys: Keyring, row: Row[Any], change: CheckChange, by: StaffMember) -> None:
    """Write down how a check turned out; the last one counts, and the history keeps each. `row` is locked.

    Raises NotNow (no agent, done with, or changed since it was seen), Forbidden (a waiver without the right to it),
    ChangeInvalid (one without its reason)."""
    what, result = change.what, change.result
    if what == "authority" and row.requester == Requester.SELF:
        raise NotNow("no_agent", "The person asks without an agent: there is no authority to check.")
    if row.status in FINAL:
        raise NotNow("done", f"The request is done with ({row.status}).")
    said = (change.note or "").strip()
    if result == "waived":
        if not by.may(Permission.WAIVE_CHECKS, row.company):
            raise Forbidden
        if not said:
            raise ChangeInvalid("note: why the check is not needed.", "note")
    checks = t.request_checks
    mine = (checks.c.receipt == row.receipt, checks.c.what == what)
    before = tx.conn.execute(select(checks).where(*mine)).one_or_none()
    if change.seen not in (None, check_mark(before.at if before is not None else None)):
        if _again(tx.conn, keys, before, change, by):
            return  # the same button twice
        raise NotNow("check_changed", f"The check ({what}) was changed since this page was loaded.")
    key = keys.of(tx.conn, row.company)
    values = {
        "result": result,
        "at": tx.now,
        "by": by.alias,
        "note_enc": key.seal(said.encode(), _place(row.receipt, what)) if said else None,
    }
    if before is None:
        tx.conn.execute(insert(checks).values(receipt=row.receipt, what=what, **values))
    else:
        tx.conn.execute(update(checks).where(*mine).values(**values))
    history = {
        "what": "check",
        "status": row.status,
        "reason": f"{what}:{result}",
        "at": tx.now,
        "note_enc": key.seal(said.encode(), f"request_history:{row.receipt}") if said else None,
        **columns_of(by),
    }
    tx.conn.execute(insert(t.request_history).values(receipt=row.receipt, **history))
    tx.audit(by.username, Audited.REQUEST_CHECK, row.receipt, f"{what}={result}")


def _place(receipt: Receipt, what: str) -> str:
    return f"request_checks:{receipt}:{what}"
