"""Conversations whose copy in Rasa's memory is still to be emptied: queued with the destruction, taken off once it
is done."""

from sqlalchemy import delete, select

from desk.storage import tables as t
from desk.storage.store import Context


class TrackerWipes:
    """Emptying one twice does no harm; a Rasa that was restarted has forgotten everything by itself."""

    def __init__(self, context: Context) -> None:
        self._db = context.db

    def pending(self) -> tuple[str, ...]:
        """Ids of conversations, oldest first."""
        wipes = t.tracker_wipes
        with self._db.read() as conn:
            return tuple(conn.execute(select(wipes.c.conversation_id).order_by(wipes.c.at)).scalars())

    def done(self, conversation_id: str) -> None:
        """Rasa has forgotten this one."""
        with self._db.write() as tx:
            tx.conn.execute(
                delete(t.tracker_wipes).where(t.tracker_wipes.c.conversation_id == conversation_id)
            )
