"""A conversation goes from one member of staff to another, or back to the queue, with an internal note."""

from datetime import timedelta
from typing import Any

from sqlalchemy import Row, select

from desk.audited import Audited
from desk.errors import Forbidden
from desk.handover.errors import ColleagueNotThere, ColleagueUnfit, NotClaimant
from desk.handover.notes import Notes
from desk.handover.presence import serves, state_in
from desk.ids import ConversationId
from desk.model import Conversation
from desk.roles import Permission, StaffMember
from desk.storage.database import Tx
from desk.storage.staff_tables import staff as staff_table
from desk.storage.store import Context, Store
from knowledge.vocabulary import Owner

RETURNED = ("system.claim_expired", "system.back_in_queue")
"""Notices by which a conversation came back to the queue."""


class Transfers:
    """Whoever has the conversation may pass it on. Each method is one transaction and raises ConversationNotFound,
    Forbidden, NotClaimant, and ChangeInvalid for a note that is too long."""

    def __init__(self, context: Context, claim_for: timedelta) -> None:
        self._db, self._store, self._notes = context.db, Store(context), Notes(context)
        self._claim_for = claim_for

    def to_colleague(
        self, conversation_id: ConversationId, staff: StaffMember, colleague_id: str, note: str = ""
    ) -> Conversation:
        """Give it to a colleague who is there and works for the company: theirs at once, not asked back.
        Raises also ColleagueUnfit (nobody of that id serves the company, or it is oneself), ColleagueNotThere."""
        with self._db.write() as tx:
            row = self._mine(tx, conversation_id, staff)
            other = tx.conn.execute(select(staff_table).where(staff_table.c.id == colleague_id)).one_or_none()
            if other is None or other.id == staff.id or not serves(other, row.company):
                raise ColleagueUnfit
            # Asked inside this transaction: somebody who has just gone away is given nothing.
            if state_in(tx.conn, other.id, tx.now) != "here":
                raise ColleagueNotThere(other.alias)
            self._write(tx, row, staff, note)
            self._store.change(
                tx,
                row.id,
                owner=Owner.STAFF.value,
                claimed_by=other.id,
                claimed_alias=other.alias,
                claimed_until=tx.now + self._claim_for,
                state_version=row.state_version + 1,
            )
            self._store.add_notice(tx, row, "system.transferred", alias=other.alias)
            tx.audit(staff.username, Audited.TRANSFER, row.id, other.id)
            return self._after(tx, row)

    def to_queue(self, conversation_id: ConversationId, staff: StaffMember, note: str = "") -> Conversation:
        """Back to the queue, at the place of its first wait."""
        with self._db.write() as tx:
            row = self._mine(tx, conversation_id, staff)
            self._write(tx, row, staff, note)
            self._store.change(
                tx,
                row.id,
                owner=Owner.WAITING.value,
                claimed_by=None,
                claimed_alias=None,
                claimed_until=None,
                waiting_since=row.waiting_since or tx.now,
                state_version=row.state_version + 1,
            )
            self._store.add_notice(tx, row, "system.back_in_queue", alias=staff.alias)
            tx.audit(staff.username, Audited.TRANSFER, row.id, "queue")
            return self._after(tx, row)

    def _mine(self, tx: Tx, conversation_id: ConversationId, staff: StaffMember) -> Row[Any]:
        row = self._store.conversation_row(tx.conn, conversation_id, lock=True)
        if not staff.may(Permission.REPLY, row.company):
            raise Forbidden
        if row.owner != Owner.STAFF.value or row.claimed_by != staff.id:
            raise NotClaimant
        return row

    def _write(self, tx: Tx, row: Row[Any], staff: StaffMember, note: str) -> None:
        if note.strip():
            self._notes.add_in(tx, row.id, row.company, staff, note)

    def _after(self, tx: Tx, row: Row[Any]) -> Conversation:
        return self._store.conversation(self._store.conversation_row(tx.conn, row.id))
