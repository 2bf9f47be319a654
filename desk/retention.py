"""How long things are kept."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, exists, or_, select, update

from desk.forms import RESULT_KEPT
from desk.model import PurgeReport
from desk.requests import FINAL
from desk.storage import tables as t
from desk.storage.database import Tx
from desk.storage.store import Context, Store
from knowledge.vocabulary import Owner


class Retention:
    """Chat text goes `keep_for` after its conversation's last change; records of requests (with vault and history)
    stay, and so does the text of a conversation whose request is still open: it says what was agreed."""

    def __init__(self, context: Context, keep_for: timedelta) -> None:
        self._db, self._store, self._keep_for = context.db, Store(context), keep_for

    def purge(self, now: datetime | None = None) -> PurgeReport:
        """Remove what is past its time. Safe to run at any time, in several processes."""
        with self._db.write(now) as tx:
            old = self._old(tx)
            contacts = _drop(tx, t.contacts, t.contacts.c.conversation_id.in_(old))
            messages = _drop(tx, t.messages, t.messages.c.conversation_id.in_(old))
            _drop(tx, t.inbound, t.inbound.c.conversation_id.in_(old))
            forms = _drop(tx, t.forms, t.forms.c.conversation_id.in_(old))
            for conversation_id in old:
                self._strip(tx, conversation_id)
            with_request = exists().where(t.requests.c.conversation_id == t.conversations.c.id)
            _drop(tx, t.conversations, t.conversations.c.id.in_(old), ~with_request)
            # Access codes in results of forms: once nobody repeats the submission any more.
            tx.conn.execute(
                update(t.forms).where(t.forms.c.spent_at <= tx.now - RESULT_KEPT).values(result_enc=None)
            )
            sessions = _drop(tx, t.staff_sessions, t.staff_sessions.c.expires_at <= tx.now)
            day_ago = tx.now - timedelta(days=1)
            shut = t.attempts.c.shut_until
            _drop(tx, t.attempts, t.attempts.c.since <= day_ago, or_(shut.is_(None), shut <= tx.now))
            if old:
                tx.audit("desk", "purge", "retention", f"conversations={len(old)} messages={messages}")
            return PurgeReport(len(old), messages, sessions, forms, contacts)

    def _old(self, tx: Tx) -> list[str]:
        conv = t.conversations
        open_request = exists().where(
            t.requests.c.conversation_id == conv.c.id, t.requests.c.status.not_in(sorted(FINAL))
        )
        query = select(conv.c.id).where(
            conv.c.updated_at <= tx.now - self._keep_for,
            conv.c.purged.is_(False),
            conv.c.owner.not_in([Owner.WAITING.value, Owner.STAFF.value]),
            ~open_request,
        )
        # In pieces: one transaction stays short, the next run takes the rest.
        return list(tx.conn.execute(query.order_by(conv.c.n).limit(500)).scalars())

    def _strip(self, tx: Tx, conversation_id: str) -> None:
        tx.conn.execute(
            update(t.conversations)
            .where(t.conversations.c.id == conversation_id)
            .values(
                owner=Owner.CLOSED.value,
                expects=None,
                purged=True,
                state_enc=self._store.seal_state(conversation_id, {}, None, {}),
            )
        )


def _drop(tx: Tx, table: Any, *where: ColumnElement[bool]) -> int:
    return tx.conn.execute(delete(table).where(*where)).rowcount
