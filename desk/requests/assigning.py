"""Who works on a request."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from desk.accounts.sessions import member_of
from desk.audited import Audited
from desk.errors import ChangeInvalid
from desk.model import StaffMember
from desk.notify import STAFF
from desk.requests.receipts import Receipt
from desk.requests.requests import workable_request
from desk.roles import names_apart
from desk.storage import board_tables as bt
from desk.storage import staff_tables as st
from desk.storage import tables as t
from desk.storage.store import Context
from knowledge.vocabulary import CompanyId


@dataclass(frozen=True, slots=True)
class Assignment:
    """A request is somebody's since `at`; `by` is the alias of whoever gave it."""

    staff_id: str
    alias: str
    at: datetime
    by: str


class Assigning:
    """Each method is one transaction."""

    def __init__(self, context: Context) -> None:
        self._db = context.db

    def assignable(self, company: CompanyId | None, by: StaffMember) -> Mapping[str, str]:
        """Who may be given a request of this company (None: of any that `by` works for): ids with names that tell them
        apart."""
        wanted = [company] if company is not None else sorted(by.companies or ())
        with self._db.read() as conn:
            people = _people(conn)
        return names_apart(
            one
            for one in people
            if (
                one.companies is None
                or (company is None and by.companies is None)
                or any(one.works_for(name) for name in wanted)
            )
        )

    def assign(self, receipt: Receipt, to: str | None, by: StaffMember) -> None:
        """Give a request to a member of staff, or (None) to nobody. The same again changes nothing.
        Raises ChangeInvalid (nobody who works on this company's requests), RequestNotFound, Forbidden, NotNow."""
        table = bt.request_assignments
        with self._db.write() as tx:
            row = workable_request(tx, receipt, by)
            before = tx.conn.execute(
                select(table.c.staff_id).where(table.c.receipt == row.receipt)
            ).scalar_one_or_none()
            if before == to:
                return
            people = {one.id: one.alias for one in _people(tx.conn) if one.works_for(row.company)}
            if to is not None and to not in people:
                raise ChangeInvalid(
                    "assigned: somebody who works on this company's requests.",
                    "assigned",
                    sorted(people.values()),
                )
            tx.conn.execute(delete(table).where(table.c.receipt == row.receipt))
            if to is not None:
                tx.conn.execute(
                    insert(table).values(receipt=row.receipt, staff_id=to, at=tx.now, by=by.alias)
                )
            tx.conn.execute(
                update(t.requests).where(t.requests.c.receipt == row.receipt).values(updated_at=tx.now)
            )
            tx.audit(by.username, Audited.REQUEST_ASSIGN, row.receipt, to or "nobody")
            tx.topics.add(STAFF)


def _people(conn: Connection) -> tuple[StaffMember, ...]:
    """Whoever works on requests and has an account that is not shut, by alias."""
    query = select(st.staff).where(st.staff.c.disabled_at.is_(None)).order_by(st.staff.c.alias)
    return tuple(one for one in (member_of(row) for row in conn.execute(query)) if one.works_cases)


def assignment_of(conn: Connection, receipt: Receipt) -> Assignment | None:
    """Whose a request is."""
    table = bt.request_assignments
    row = conn.execute(
        select(table, st.staff.c.alias)
        .join(st.staff, st.staff.c.id == table.c.staff_id)
        .where(table.c.receipt == receipt)
    ).one_or_none()
    return None if row is None else Assignment(row.staff_id, row.alias, row.at, row.by)
