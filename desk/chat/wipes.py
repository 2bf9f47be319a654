"""Conversations whose copy in Rasa's memory is still to be emptied: queued with the destruction.

With several processes on one database each has a Rasa of its own, and any of them may have heard the conversation: each
empties its own.
"""

from datetime import timedelta

from sqlalchemy import delete, select

from desk.ids import ConversationId
from desk.storage import tables as t
from desk.storage.store import Context

KEPT = timedelta(days=7)
"""How long a conversation stays queued where there may be other processes: longer than one of them is away while its
Rasa goes on (`madoguchi serve` ends both together)."""


class TrackerWipes:
    """Emptying one twice does no harm, so what this process has emptied is remembered in memory alone; a Rasa that was
    restarted has forgotten everything by itself. A conversation that was destroyed takes no further turn."""

    def __init__(self, context: Context) -> None:
        self._db = context.db
        self._alone = context.db.engine.dialect.name != "postgresql"  # SQLite has one process
        self._emptied: set[str] = set()

    def pending(self) -> tuple[ConversationId, ...]:
        """Ids of conversations that this process has still to empty, oldest first."""
        wipes = t.tracker_wipes
        with self._db.read() as conn:
            queued = conn.execute(select(wipes.c.conversation_id).order_by(wipes.c.at)).scalars().all()
        self._emptied &= set(queued)
        return tuple(one for one in queued if one not in self._emptied)

    def done(self, conversation_id: ConversationId) -> None:
        """This process's Rasa has forgotten this one."""
        wipes = t.tracker_wipes
        with self._db.write() as tx:
            own = wipes.c.conversation_id == conversation_id
            tx.conn.execute(delete(wipes).where(own if self._alone else wipes.c.at < tx.now - KEPT))
        self._emptied.add(conversation_id)
