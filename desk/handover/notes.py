"""Internal notes on a conversation: sealed, for staff only, destroyed with the conversation."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from desk.audited import Audited
from desk.errors import ChangeInvalid, Forbidden
from desk.handover.errors import ConversationEmptied
from desk.ids import ConversationId
from desk.roles import Permission, StaffMember
from desk.storage.database import Tx
from desk.storage.live_tables import conversation_notes
from desk.storage.store import Context, Store
from desk.vaulting.crypto import new_id
from knowledge.vocabulary import CompanyId

LONGEST = 2000
"""Characters of a note."""


@dataclass(frozen=True, slots=True)
class Note:
    """What a member of staff (`by`: their alias) wrote for colleagues."""

    id: str
    by: str
    text: str
    at: datetime


def _place(note_id: str) -> str:
    return f"conversation_notes:{note_id}"


class Notes:
    """Notes are no messages: nothing that a customer, the bot or Rasa reads comes from this table."""

    def __init__(self, context: Context) -> None:
        self._db, self._keys, self._store = context.db, context.keys, Store(context)

    def add(self, conversation_id: ConversationId, staff: StaffMember, text: str) -> Note:
        """Write a note. Raises ConversationNotFound, Forbidden, ConversationEmptied, ChangeInvalid
        (empty, too long)."""
        with self._db.write() as tx:
            row = self._store.conversation_row(tx.conn, conversation_id, lock=True)
            if not staff.may(Permission.REPLY, row.company):
                raise Forbidden
            if row.purged:
                raise ConversationEmptied
            return self.add_in(tx, conversation_id, row.company, staff, text)

    def add_in(
        self, tx: Tx, conversation_id: ConversationId, company: CompanyId, staff: StaffMember, text: str
    ) -> Note:
        """The same in a transaction of the caller, who has checked the right and locked the conversation."""
        text = text.strip()
        if not text or len(text) > LONGEST:
            raise ChangeInvalid(f"note: 1 to {LONGEST} characters.", "note")
        note = Note(new_id("n"), staff.alias, text, tx.now)
        sealed = self._keys.of(tx.conn, company).seal(text.encode(), _place(note.id))
        tx.conn.execute(
            insert(conversation_notes).values(
                id=note.id, conversation_id=conversation_id, by=note.by, note_enc=sealed, at=note.at
            )
        )
        self._store.change(tx, conversation_id)
        tx.audit(staff.username, Audited.NOTE, conversation_id)
        return note

    def emptied(self, conversation_id: ConversationId) -> bool:
        """Whether the conversation's words are gone, so that it takes no notes. Raises ConversationNotFound."""
        with self._db.read() as conn:
            return bool(self._store.conversation_row(conn, conversation_id).purged)

    def list(self, conversation_id: ConversationId, staff: StaffMember) -> tuple[Note, ...]:
        """The notes of a conversation, oldest first. Raises ConversationNotFound, Forbidden."""
        with self._db.read() as conn:
            row = self._store.conversation_row(conn, conversation_id)
            if not staff.may(Permission.REPLY, row.company):
                raise Forbidden
            return self.of(conn, conversation_id)

    def of(self, conn: Connection, conversation_id: ConversationId) -> tuple[Note, ...]:
        """The same for callers that have the right."""
        table = conversation_notes
        query = select(table).where(table.c.conversation_id == conversation_id).order_by(table.c.n)
        return tuple(
            Note(row.id, row.by, self._keys.open(row.note_enc, _place(row.id)).decode(), row.at)
            for row in conn.execute(query)
        )
