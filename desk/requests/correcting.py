"""What was typed wrongly on a request is put right: a name, an address, a way to reach somebody, details.

The values go through the rules of the form itself (`desk.requests.fields`, `desk.requests.forms`); what was sealed
before is destroyed, and neither history nor audit log holds a value. What was found out by comparing a corrected field
is open again. The type of request, the region and who asks are no fields: forms, dates and papers hang on them.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Literal, get_args

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from desk.audited import Audited
from desk.calendar.dues import day_of
from desk.errors import ChangeInvalid, Forbidden, NotNow
from desk.life import Check, Flag
from desk.model import FormSpec, RequestDraft, RequestRecord, StaffMember
from desk.notify import STAFF
from desk.requests import duplicates, fields
from desk.requests.checks import CheckChange, record_check
from desk.requests.errors import FieldError, FormInvalid
from desk.requests.flaws import raise_flag, seen_in
from desk.requests.forms import INSTEAD, left_out, one_of, required_names, somebody
from desk.requests.hands import columns_of
from desk.requests.receipts import Receipt
from desk.requests.records import Records
from desk.requests.requests import draft_of, workable_request
from desk.roles import Permission
from desk.statuses import FINAL
from desk.storage import codec
from desk.storage import tables as t
from desk.storage.database import Tx
from desk.storage.store import Context
from desk.vaulting.vault import Vault
from knowledge.vocabulary import Requester

CorrectionReason = Literal["customer_told_us", "paper_says_otherwise", "did_not_reach", "typed_wrongly_here"]
CORRECTION_REASONS: tuple[CorrectionReason, ...] = get_args(CorrectionReason)
"""Why something is put right: words of a list, since history and audit log hold no values."""

_OF_AN_AGENT = frozenset({"principal_name", "principal_address", "relation"})
_COMPARED: Mapping[Check, frozenset[str]] = {
    "identity": frozenset(
        {"name", "name_kana", "birthdate", "address", "principal_name", "principal_address"}
    ),
    "authority": frozenset({"name", "principal_name", "principal_address", "relation"}),
    "address": frozenset({"address", "principal_address"}),
}
"""The fields that each check holds against a paper."""
_SEEN: tuple[Flag, ...] = ("several_people", "several_companies", "form_incomplete")
"""Flags that software raises from what was filled in."""


def checks_undone(changed: Iterable[str]) -> frozenset[Check]:
    """The checks whose outcome says nothing any more once these fields have other values."""
    names = set(changed)
    return frozenset(check for check, compared in _COMPARED.items() if compared & names)


def to_make_again(record: RequestRecord) -> tuple[Check, ...]:
    """The checks that a correction has opened again and that nobody has made since."""
    moments = {entry.at for entry in record.history if entry.what == "corrected"}
    checks = record.life.checks if record.life is not None else ()
    return tuple(one.what for one in checks if one.result == "pending" and one.at in moments)


def correctable(conn: Connection, vault: Vault, row: Row[Any]) -> tuple[str, ...]:
    """The fields of a request that can be put right: those of its form and those that it has; for what staff entered,
    which came without a form, every field that fits who asks. In the usual order; nothing is opened."""
    spec = _form_of(conn, row)
    if spec is not None:
        asked = {field.name for field in spec.fields} | set(_required(draft_of(row)))
    else:
        asked = set(fields.ORDER) - (_OF_AN_AGENT if row.requester == Requester.SELF else set())
    asked |= set(vault.names(conn, row.receipt))
    return tuple(name for name in fields.ORDER if name in asked)


def _form_of(conn: Connection, row: Row[Any]) -> FormSpec | None:
    """The form that opened the request; None for what staff entered, and once the form is past its time."""
    query = select(t.forms.c.spec).where(t.forms.c.id == row.form_id)
    spec = conn.execute(query).scalar_one_or_none() if row.form_id is not None else None
    return codec.spec_from_json(spec) if spec is not None else None


def _required(draft: RequestDraft) -> tuple[str, ...]:
    if draft.kind != "request":
        return ()
    return required_names(draft.request_type, draft.requester, draft.reply_method)


def checked(
    before: Mapping[str, str],
    given: Mapping[str, str],
    draft: RequestDraft,
    spec: FormSpec | None,
    today: date,
) -> dict[str, str]:
    """The record's values with those that are given in place of the old ones, as the form would keep them; an empty
    one is taken away. `spec`: the form that asked for them, if one did.

    Raises FormInvalid and ChangeInvalid for what is given; what was left out before is not held against it."""
    required = set(_required(draft)) if spec is not None else set()
    group: fields.OneOf | None = None
    if spec is not None:
        if draft.kind != "request":
            required = {field.name for field in spec.fields if field.required}
        group = one_of(replace(spec, request=draft))
    found = fields.check({**before, **given}, frozenset(required), INSTEAD, draft.region, today, group)
    together = set(group[0]) if group is not None else set()

    def theirs(error: FieldError) -> bool:
        beside = together if error.field in together else {error.field, INSTEAD.get(error.field, "")}
        return error.field in given or bool(beside & given.keys())

    errors = [error for error in found.errors if theirs(error)]
    if errors:
        raise FormInvalid(errors, {})
    kept = {name: value for name, value in before.items() if name not in given}
    kept |= {name: value for name, value in found.values.items() if name in given}
    if spec is None:
        somebody(kept)
    return kept


class Correcting:
    """Each method is one transaction."""

    def __init__(self, context: Context, customer: bool = True) -> None:
        """`customer`: whether the record that is given back comes with the customer's data."""
        self._db, self._keys, self._vault = context.db, context.keys, Vault(context)
        self._records = Records(context, customer)

    def correct(
        self, receipt: Receipt, given: Mapping[str, str], reason: str, version: int, by: StaffMember
    ) -> RequestRecord:
        """Put these fields right, for this reason; an empty value takes a field away. `version`: that of the record
        that this person has before them (`RequestRecord.version`). Papers and mails made from then on have the new
        values.

        Raises RequestNotFound, Forbidden, NotNow (erased, done with, or changed since), ChangeInvalid, FormInvalid."""
        if reason not in CORRECTION_REASONS:
            allowed = ", ".join(CORRECTION_REASONS)
            raise ChangeInvalid(f"reason: one of {allowed}.", "reason", CORRECTION_REASONS)
        with self._db.write() as tx:
            row = workable_request(tx, receipt, by)
            self._may(tx, row, given, version, by)
            before = self._vault.read(tx, row.receipt, by.username, "change", about="correction")
            draft, today = draft_of(row), day_of(tx.now)
            after = checked(before, given, draft, _form_of(tx.conn, row), today)
            changed = [name for name in fields.ORDER if before.get(name) != after.get(name)]
            if not changed:
                raise ChangeInvalid("values: at least one that differs from what is kept.", "values")
            new = {name: after[name] for name in changed if name in after}
            self._vault.replace(tx, row.receipt, row.company, new, set(changed) - set(new))
            duplicates.mark_anew(tx.conn, self._keys, row.company, row.receipt, after)
            self._record(tx, row, changed, reason, by)
            self._undo_checks(tx, row, changed, by)
            self._see_anew(tx, row, draft, after, by)
            tx.topics.add(STAFF)
            return self._records.full(tx, row.receipt, by.username, "change")

    def _may(self, tx: Tx, row: Row[Any], given: Collection[str], version: int, by: StaffMember) -> None:
        if not by.may(Permission.READ_PERSONAL, row.company):
            raise Forbidden
        if row.status in FINAL:
            raise NotNow(
                "done", f"The request is done with ({row.status}): nothing of it is corrected any more."
            )
        lines = select(func.count()).select_from(t.request_history)
        if tx.conn.execute(lines.where(t.request_history.c.receipt == row.receipt)).scalar_one() != version:
            raise NotNow(
                "stale", "The request has changed since it was read: read it again, and then correct it."
            )
        allowed = correctable(tx.conn, self._vault, row)
        if not set(given) <= set(allowed):
            raise ChangeInvalid(f"values: fields of {', '.join(allowed)}.", "values", allowed)

    def _record(self, tx: Tx, row: Row[Any], changed: list[str], reason: str, by: StaffMember) -> None:
        names = ",".join(changed)
        sealed = self._keys.of(tx.conn, row.company).seal(names.encode(), f"request_history:{row.receipt}")
        line = {
            "receipt": row.receipt,
            "status": row.status,
            "at": tx.now,
            "note_enc": sealed,
            **columns_of(by),
        }
        tx.conn.execute(insert(t.request_history).values(what="corrected", reason=reason, **line))
        requests = t.requests
        tx.conn.execute(update(requests).where(requests.c.receipt == row.receipt).values(updated_at=tx.now))
        tx.audit(by.username, Audited.REQUEST_CORRECT, row.receipt, f"why={reason} fields={names}")

    def _undo_checks(self, tx: Tx, row: Row[Any], changed: list[str], by: StaffMember) -> None:
        """A check that was waived compared nothing: it stays."""
        checks = t.request_checks
        made = select(checks.c.what).where(
            checks.c.receipt == row.receipt, checks.c.result.in_(("confirmed", "failed"))
        )
        for what in sorted(checks_undone(changed) & set(tx.conn.execute(made).scalars())):
            record_check(tx, self._keys, row, CheckChange(what, "pending"), by)

    def _see_anew(
        self, tx: Tx, row: Row[Any], draft: RequestDraft, values: Mapping[str, str], by: StaffMember
    ) -> None:
        """The flags that software raises, after the new values; what staff raised by hand names no fields, and stays.
        A paper's address that differed is compared again by staff, so that flag stays as well."""
        found: dict[Flag, tuple[str, ...]] = dict(seen_in(draft, values))
        if row.form_id is None and (missing := left_out(draft, values)):
            found["form_incomplete"] = missing
        flags = t.request_flags
        up = {
            one.flag: one.found_in or []
            for one in tx.conn.execute(select(flags).where(flags.c.receipt == row.receipt))
        }
        for flag in _SEEN:
            now, mine = found.get(flag, ()), (flags.c.receipt == row.receipt, flags.c.flag == flag)
            if flag in up and up[flag] and not now:
                tx.conn.execute(delete(flags).where(*mine))
                tx.audit(by.username, Audited.REQUEST_UNFLAG, row.receipt, flag)
            elif flag in up and up[flag] and now:
                tx.conn.execute(update(flags).where(*mine).values(found_in=list(now)))
            elif now and flag not in up:
                raise_flag(tx, self._keys, (row.receipt, row.company), flag, ("desk", "desk"), found_in=now)
