"""What staff does with a record besides changing it: enter one, tick papers, record checks and flaws, write notes,
confirm, put a date off, mail. Each method is one transaction and gives the whole record back (audited)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, get_args

from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from desk.audited import Audited
from desk.calendar.duebook import Duebook
from desk.calendar.dues import day_of
from desk.errors import ChangeInvalid, Forbidden, NotNow
from desk.incidents.records import IncidentRecords
from desk.jobs import mails
from desk.life import CameBy, CheckResult, Flag
from desk.locales import Locale
from desk.model import RequestDraft, RequestRecord, StaffMember
from desk.notify import STAFF
from desk.requests import fields
from desk.requests.checks import BY_HAND, CheckChange, record_check
from desk.requests.errors import FormInvalid
from desk.requests.flaws import raise_flag
from desk.requests.forms import left_out, somebody
from desk.requests.moving import Moves
from desk.requests.opening import Opened, Origin, open_record
from desk.requests.receipts import Receipt
from desk.requests.records import Records
from desk.requests.requests import allowed_request, workable_request
from desk.statuses import FINAL, RULES
from desk.storage import codec
from desk.storage import tables as t
from desk.storage.database import Tx
from desk.storage.store import Context

OLDEST = timedelta(days=366)
"""How long ago a letter that is entered now may have come in."""
_ARRIVES = ("form", "paper")


@dataclass(frozen=True, slots=True)
class Entry:
    """What staff enters: the draft, what the person gave, how and when it came, staff's own id for it, and the
    announced incident that it is in connection with (a leak enquiry belongs to the running one without it)."""

    draft: RequestDraft
    values: Mapping[str, object]
    came_by: CameBy
    locale: Locale = "ja"
    came_on: date | None = None
    note: str | None = None
    client_id: str | None = None
    incident: str | None = None


@dataclass(frozen=True, slots=True)
class Entered:
    """A record that staff entered. `opened` is None where the same was entered before: its code is not kept."""

    record: RequestRecord
    opened: Opened | None


def word(value: str, kind: Any, name: str) -> str:
    """A word of a vocabulary. Raises ChangeInvalid naming the allowed ones."""
    words: tuple[str, ...] = get_args(kind)
    if value not in words:
        raise ChangeInvalid(f"{name}: one of {', '.join(words)}.", name, words)
    return value


class Casework:
    """Raises RequestNotFound, Forbidden (other companies' records, look-up accounts) and NotNow (personal data erased)
    throughout."""

    def __init__(self, context: Context, customer: bool = True) -> None:
        """`customer`: whether the records that are given back come with the customer's data."""
        self._context = context
        self._db, self._keys = context.db, context.keys
        self._records, self._moves, self._book = Records(context, customer), Moves(context), Duebook(context)
        self._incidents = IncidentRecords(context)

    # ------------------------------------------------------------ what comes by phone or post

    def enter(self, entry: Entry, by: StaffMember) -> Entered:
        """A request, complaint, leak enquiry or opt-out that came without the chat: the same record.

        What a form would ask for and the letter does not say is not refused, but flagged (`form_incomplete`): the
        record must exist before anybody can be asked for it. A name, or one way to reach the person, must be there.
        Raises FormInvalid (bad fields), ChangeInvalid.
        """
        draft = entry.draft
        if not by.works_cases or not by.works_for(draft.company):
            raise Forbidden
        word(entry.came_by, CameBy, "came_by")
        entry_id = f"{by.id}:{entry.client_id}" if entry.client_id else None
        try:
            with self._db.write() as tx:
                return self._enter(tx, entry, entry_id, by)
        except IntegrityError:
            # Entered at the same moment under the same id: the other one stands.
            with self._db.write() as tx:
                before = self._entered_before(tx, entry_id)
                if before is None:
                    raise
                return Entered(self._full(tx, before, by), None)

    def _enter(self, tx: Tx, entry: Entry, entry_id: str | None, by: StaffMember) -> Entered:
        before = self._entered_before(tx, entry_id)
        if before is not None:
            return Entered(self._full(tx, before, by), None)
        today = day_of(tx.now)
        if entry.came_on is not None and not today - OLDEST <= entry.came_on <= today:
            raise ChangeInvalid("came_on: a day within the last year, not in the future.", "came_on")
        checked = fields.check(entry.values, frozenset(), {}, entry.draft.region, today)
        if checked.errors:
            raise FormInvalid(checked.errors, checked.values)
        somebody(checked.values)
        origin = Origin(
            by=by,
            actor=by.username,
            came_by=entry.came_by,
            locale=entry.locale,
            entry_id=entry_id,
            came_on=entry.came_on,
        )
        draft, incident = self._incidents.fitted_entry(tx, entry.draft, entry.incident, entry.locale)
        opened = open_record(self._context, tx, draft, checked.values, origin)
        if incident is not None:
            self._incidents.link_in(tx, opened.receipt, incident, by.username)
        row = allowed_request(tx, opened.receipt, by)
        missing = left_out(draft, checked.values)
        if missing:
            made_by = (by.alias, by.username)
            raise_flag(
                tx, self._keys, (row.receipt, row.company), "form_incomplete", made_by, found_in=missing
            )
        if entry.note:
            self._moves.note(tx, row, row.status, by, entry.note)
        return Entered(self._full(tx, opened.receipt, by), opened)

    def _entered_before(self, tx: Tx, entry_id: str | None) -> Receipt | None:
        if entry_id is None:
            return None
        query = select(t.requests.c.receipt).where(t.requests.c.entry_id == entry_id)
        found: Receipt | None = tx.conn.execute(query).scalar_one_or_none()
        return found

    # ------------------------------------------------------------ papers

    def tick(self, receipt: Receipt, item: int, arrived: bool, by: StaffMember) -> RequestRecord:
        """A form or paper of the checklist (counted from 0) has arrived, or has not after all.

        With the last one a request that waits for papers becomes `received`, unless something is flagged.
        Raises ChangeInvalid: no such item, or one that is paid and does not arrive; NotNow: it is done with.
        """

        def work(tx: Tx, row: Row[Any]) -> None:
            _open_still(row)
            wanted = _arriving(row)
            if item not in wanted:
                numbers = [str(number) for number in wanted]
                raise ChangeInvalid("item: one of the checklist's forms and papers, from 0.", "item", numbers)
            ticks = t.request_ticks
            mine = (ticks.c.receipt == row.receipt, ticks.c.item == item)
            there = tx.conn.execute(select(ticks).where(*mine)).one_or_none() is not None
            if there == arrived:
                return
            if arrived:
                tx.conn.execute(insert(ticks).values(receipt=row.receipt, item=item, at=tx.now, by=by.alias))
            else:
                tx.conn.execute(delete(ticks).where(*mine))
            tx.audit(
                by.username,
                Audited.REQUEST_TICK if arrived else Audited.REQUEST_UNTICK,
                row.receipt,
                str(item),
            )
            if arrived and len(self._records.ticks(tx.conn, row.receipt)) == len(wanted):
                self._all_arrived(tx, row, by)

        return self._do(receipt, by, work)

    def tick_all(self, receipt: Receipt, by: StaffMember) -> RequestRecord:
        """Every form and paper of the checklist has arrived; what was ticked before stays as it was. What follows is
        what follows the last tick. Raises NotNow: nothing is to arrive for this request, or it is done with."""

        def work(tx: Tx, row: Row[Any]) -> None:
            _open_still(row)
            wanted = _arriving(row)
            if not wanted:
                raise NotNow("nothing_to_arrive", "Nothing is to arrive for this request.")
            there = {tick.item for tick in self._records.ticks(tx.conn, row.receipt)}
            for item in sorted(set(wanted) - there):
                values = {"receipt": row.receipt, "item": item, "at": tx.now, "by": by.alias}
                tx.conn.execute(insert(t.request_ticks).values(**values))
                tx.audit(by.username, Audited.REQUEST_TICK, row.receipt, str(item))
            if set(wanted) - there:
                self._all_arrived(tx, row, by)

        return self._do(receipt, by, work)

    def _all_arrived(self, tx: Tx, row: Row[Any], by: StaffMember) -> None:
        flags = t.request_flags
        flagged = tx.conn.execute(select(flags.c.flag).where(flags.c.receipt == row.receipt)).first()
        if RULES[row.status].pending and flagged is None:
            self._moves.move(tx, row, "received", by, rule="last_paper_ticked")
            tx.audit(by.username, Audited.REQUEST_CHANGE, row.receipt, "status")

    # ------------------------------------------------------------ checks, flags, notes

    def check(
        self,
        receipt: Receipt,
        what: str,
        result: str,
        by: StaffMember,
        note: str | None = None,
        seen: str | None = None,
    ) -> RequestRecord:
        """Identity, or apart from it an agent's authority (代理権), is confirmed, failed, open again, or waived: found
        not to be needed, for the reason in `note` (with a right of its own). `seen`: as of a `CheckChange`."""
        if what not in BY_HAND:
            raise ChangeInvalid(f"check: one of {', '.join(BY_HAND)}.", "check", BY_HAND)
        word(result, CheckResult, "result")
        change = CheckChange(what, result, note, seen)  # type: ignore[arg-type] # both are of their lists

        def work(tx: Tx, row: Row[Any]) -> None:
            record_check(tx, self._keys, row, change, by)

        return self._do(receipt, by, work)

    def flag(
        self, receipt: Receipt, flag: str, raised: bool, by: StaffMember, note: str | None = None
    ) -> RequestRecord:
        """Something is wrong with what came in, or is not any more. It decides nothing by itself."""
        word(flag, Flag, "flag")

        def work(tx: Tx, row: Row[Any]) -> None:
            flags = t.request_flags
            mine = (flags.c.receipt == row.receipt, flags.c.flag == flag)
            removed = tx.conn.execute(delete(flags).where(*mine)).rowcount
            if raised:
                raise_flag(tx, self._keys, (row.receipt, row.company), flag, (by.alias, by.username), note)
            elif removed:
                tx.audit(by.username, Audited.REQUEST_UNFLAG, row.receipt, flag)

        return self._do(receipt, by, work)

    def note(self, receipt: Receipt, text: str, by: StaffMember) -> RequestRecord:
        """A note for staff, kept encrypted. Raises ChangeInvalid for an empty one."""
        if not text.strip():
            raise ChangeInvalid("text: not empty.", "text")

        def work(tx: Tx, row: Row[Any]) -> None:
            self._moves.note(tx, row, row.status, by, text)

        return self._do(receipt, by, work)

    # ------------------------------------------------------------ dates and mail

    def confirmed(self, receipt: Receipt, by: StaffMember) -> RequestRecord:
        """The confirmation that a law wants (CCPA) has gone out. Raises NotNow where none is due."""

        def work(tx: Tx, row: Row[Any]) -> None:
            if not self._book.met(tx, row.receipt, "confirmation"):
                raise NotNow("no_confirmation", "No confirmation is due for this request.")
            self._book.refresh(tx, row.receipt)
            tx.audit(by.username, Audited.REQUEST_CONFIRMED, row.receipt)

        return self._do(receipt, by, work)

    def extend(self, receipt: Receipt, notice: str, by: StaffMember) -> RequestRecord:
        """Put the law's date off, once; `notice` is what the customer is told, and why: the status page shows it, and
        a mail says that it is there.
        Raises NotNow, ChangeInvalid."""
        if not notice.strip():
            raise ChangeInvalid("notice: the text of the notice, with the reason.", "notice")

        def work(tx: Tx, row: Row[Any]) -> None:
            self._book.extend(tx, row, notice, by.alias)
            mails.queue(self._context, tx, row.receipt, "extended")
            tx.audit(by.username, Audited.REQUEST_EXTEND, row.receipt)

        return self._do(receipt, by, work)

    def mail(self, receipt: Receipt, template: str, by: StaffMember) -> RequestRecord:
        """Send the customer a mail (again). Raises NotNow: mail is off, or the customer left no address."""
        word(template, mails.Template, "template")

        def work(tx: Tx, row: Row[Any]) -> None:
            if mails.queue(self._context, tx, row.receipt, template) is None:  # type: ignore[arg-type]
                raise NotNow("no_mail", "Mail is off, or this customer left no address.")
            tx.audit(by.username, Audited.REQUEST_MAIL, row.receipt, template)

        return self._do(receipt, by, work)

    # ------------------------------------------------------------ around it

    def _do(self, receipt: Receipt, by: StaffMember, work: Callable[[Tx, Row[Any]], None]) -> RequestRecord:
        with self._db.write() as tx:
            row = workable_request(tx, receipt, by)
            work(tx, row)
            tx.conn.execute(
                update(t.requests).where(t.requests.c.receipt == row.receipt).values(updated_at=tx.now)
            )
            tx.topics.add(STAFF)
            return self._full(tx, row.receipt, by)

    def _full(self, tx: Tx, receipt: Receipt, by: StaffMember) -> RequestRecord:
        row = allowed_request(tx, receipt, by)
        return self._records.full(tx, row.receipt, by.username, "change")


def _arriving(row: Row[Any]) -> list[int]:
    """The places of the checklist's forms and papers."""
    items = codec.checklist_from_json(row.checklist)
    return [number for number, one in enumerate(items) if one.kind in _ARRIVES]


def _open_still(row: Row[Any]) -> None:
    if row.status in FINAL:
        raise NotNow("done", f"The request is done with ({row.status}).")
