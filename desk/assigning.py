"""Who works on a request."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from desk.accounts.sessions import member_of
from desk.errors import ChangeInvalid
from desk.model import StaffMember
from desk.notify import STAFF
from desk.requests import workable_request
from desk.storage import board_tables as bt
from desk.storage import staff_tables as st
from desk.storage import tables as t
from desk.storage.store import Context


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

    def _people(self) -> tuple[StaffMember, ...]:
        """Whoever works on requests and has an account that is not shut, by alias."""
        staff = st.staff
        query = select(staff).where(staff.c.disabled_at.is_(None)).order_by(staff.c.alias)
        with self._db.read() as conn:
            found = tuple(member_of(row) for row in conn.execute(query))
        return tuple(one for one in found if one.works_cases)

    def assignable(self, company: str | None, by: StaffMember) -> Mapping[str, str]:
        """Who may be given a request of this company (None: of any that `by` works for): ids with aliases."""
        wanted = [company] if company is not None else sorted(by.companies or ())
        return {
            one.id: one.alias
            for one in self._people()
            if (
                one.companies is None
                or (company is None and by.companies is None)
                or any(one.works_for(name) for name in wanted)
            )
        }

    def assign(self, receipt: str, to: str | None, by: StaffMember) -> None:
        """Give a request to a member of staff, or (None) to nobody. The same again changes nothing.
        Raises ChangeInvalid (nobody who works on this company's requests), RequestNotFound, Forbidden, NotNow."""
        people = {one.id: one for one in self._people()}
        table = bt.request_assignments
        with self._db.write() as tx:
            row = workable_request(tx, receipt, by)
            before = tx.conn.execute(
                select(table.c.staff_id).where(table.c.receipt == row.receipt)
            ).scalar_one_or_none()
            if before == to:
                return
            one = people.get(to or "")
            if to is not None and (one is None or not one.works_for(row.company)):
                allowed = sorted(self.assignable(row.company, by).values())
                raise ChangeInvalid(
                    "assigned: somebody who works on this company's requests.", "assigned", allowed
                )
            tx.conn.execute(delete(table).where(table.c.receipt == row.receipt))
            if to is not None:
                tx.conn.execute(
                    insert(table).values(receipt=row.receipt, staff_id=to, at=tx.now, by=by.alias)
                )
            tx.conn.execute(
                update(t.requests).where(t.requests.c.receipt == row.receipt).values(updated_at=tx.now)
            )
            tx.audit(by.username, "request.assign", row.receipt, to or "nobody")
            tx.topics.add(STAFF)


def assignment_of(conn: Connection, receipt: str) -> Assignment | None:
    """Whose a request is."""
    table = bt.request_assignments
    row = conn.execute(
        select(table, st.staff.c.alias)
        .join(st.staff, st.staff.c.id == table.c.staff_id)
        .where(table.c.receipt == receipt)
    ).one_or_none()
    return None if row is None else Assignment(row.staff_id, row.alias, row.at, row.by)
