"""Which names the desk knows of the people in a conversation: those that were typed into its forms.

Read from the vault to hide them (`why=masking` in the audit log), and for nothing else; kept in memory for an hour, so
that a Slack which is down for a day does not have them read once a minute. LINE's profile names are never fetched.
"""

import threading
from collections import OrderedDict
from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from desk.channels.erasing import same_person
from desk.ids import ConversationId
from desk.slack.known_names import NOBODY, KnownNames
from desk.storage import tables as t
from desk.storage.store import Context
from desk.vaulting.errors import KeyProblem
from desk.vaulting.vault import Vault
from knowledge.vocabulary import Subject

FIELDS = ("name", "name_kana", "principal_name")
CORRECTED = ("current_value", "new_value")
"""Where it is the name that is to be corrected, these are names."""
KEPT, MOST = timedelta(hours=1), 256
_Records = tuple[tuple[str, bool], ...]


class Persons:
    """Of each conversation, and of all others of the same person in a channel: requests and contacts that were left."""

    def __init__(self, context: Context) -> None:
        self._db, self._vault = context.db, Vault(context)
        self._guard = threading.Lock()
        self._known: OrderedDict[_Records, tuple[datetime, KnownNames]] = OrderedDict()

    def of(self, conversation_id: ConversationId) -> KnownNames:
        """Nobody's where no form was sent, or the keys are gone."""
        with self._db.read() as conn:
            records = _records(conn, conversation_id)
        if not records:
            return NOBODY
        now = self._db.clock()
        with self._guard:
            kept = self._known.get(records)
        if kept is not None and now - KEPT < kept[0] <= now:
            return kept[1]
        names = self._read(records)
        with self._guard:
            self._known[records] = (now, names)
            self._known.move_to_end(records)
            while len(self._known) > MOST:
                self._known.popitem(last=False)
        return names

    def _read(self, records: _Records) -> KnownNames:
        found: list[str] = []
        with self._db.write() as tx:
            for record, of_names in records:
                fields = (*FIELDS, *CORRECTED) if of_names else FIELDS
                try:
                    found += self._vault.read(tx, record, "desk", "masking", fields).values()
                except KeyProblem:  # the company's contract ended: nobody can read it any more
                    continue
        return KnownNames(found)


def _records(conn: Connection, conversation_id: ConversationId) -> _Records:
    """Requests and contacts, each with whether it is about a name."""
    theirs = sorted({conversation_id, *same_person(conn, [conversation_id])})
    requests = select(t.requests.c.receipt, t.requests.c.subject).where(
        t.requests.c.conversation_id.in_(theirs), t.requests.c.erased_at.is_(None)
    )
    contacts = select(t.contacts.c.id).where(t.contacts.c.conversation_id.in_(theirs))
    found = [(row.receipt, row.subject == Subject.NAME.value) for row in conn.execute(requests)]
    return (*sorted(found), *((one, False) for one in sorted(conn.execute(contacts).scalars())))
