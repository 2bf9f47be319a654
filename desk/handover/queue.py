"""The queue as the console shows it: who waits, what is mine, what colleagues have."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from desk.chat.waiting import is_urgent, left_urgent
from desk.handover.handoffs import Handoffs
from desk.handover.transfers import RETURNED
from desk.ids import ConversationId
from desk.model import QueueEntry
from desk.roles import StaffMember
from desk.storage import tables as t
from desk.storage.live_tables import conversation_notes, staff_presence
from desk.storage.store import Context, within
from knowledge.vocabulary import Owner

_MOST = 200


@dataclass(frozen=True, slots=True)
class QueueView:
    """`left`: of customers who went back to the bot after words of despair, and that nobody has looked at since.
    `returned`: ids of those that came back to the queue, because their owner had gone or gave them back.
    `more`: whether there are others' conversations that are not listed."""

    waiting: tuple[QueueEntry, ...]
    mine: tuple[QueueEntry, ...]
    others: tuple[QueueEntry, ...]
    returned: frozenset[str]
    left: tuple[QueueEntry, ...] = ()
    more: bool = False


class Queue:
    """Reads only."""

    def __init__(self, context: Context, handoffs: Handoffs) -> None:
        self._db, self._handoffs = context.db, handoffs

    def view(self, staff: StaffMember) -> QueueView:
        """What this person may see of it; the urgent ones come first, and then who waits longest."""
        waiting = self._handoffs.waiting(staff.companies)
        page = self._handoffs.list(Owner.STAFF, staff.companies, limit=_MOST)
        mine = tuple(e for e in page.items if e.conversation.claimed_by == staff.id)
        others = tuple(e for e in page.items if e.conversation.claimed_by != staff.id)
        left = self._handoffs.left_urgent(staff.companies)
        return QueueView(waiting, mine, others, self._returned(waiting), left, page.next is not None)

    def urgent(self, conversation_id: ConversationId) -> bool:
        """Whether this customer has written that they do not want to live (`desk.chat.despair`), and nobody has taken
        care of it yet."""
        with self._db.read() as conn:
            return is_urgent(conn, conversation_id)

    def left_urgent(self, conversation_id: ConversationId) -> bool:
        """Whether this customer went back to the bot after words of despair, and nobody has looked at it since."""
        query = select(t.conversations.c.id).where(t.conversations.c.id == conversation_id, left_urgent())
        with self._db.read() as conn:
            return conn.execute(query).first() is not None

    def waiting_since(self, conversation_id: ConversationId) -> datetime | None:
        """When a conversation first waited for staff, as long as it is theirs or waits."""
        query = select(t.conversations.c.waiting_since).where(t.conversations.c.id == conversation_id)
        with self._db.read() as conn:
            since: datetime | None = conn.execute(query).scalar()
        return since

    def _returned(self, entries: Sequence[QueueEntry]) -> frozenset[str]:
        """Those whose newest change of owner brought them back."""
        msg, conv = t.messages, t.conversations
        newest = (
            select(msg.c.wording_key)
            .where(msg.c.conversation_id == conv.c.id, msg.c.sender == "system")
            .where(
                msg.c.wording_key.in_((*RETURNED, "system.released", "system.claimed", "system.transferred"))
            )
            .order_by(msg.c.seq.desc())
            .limit(1)
            .scalar_subquery()
        )
        query = select(conv.c.id).where(
            conv.c.owner == Owner.WAITING.value,
            conv.c.id.in_([entry.conversation.id for entry in entries]),
            newest.in_(RETURNED),
        )
        with self._db.read() as conn:
            return frozenset(conn.execute(query).scalars())

    def marks(self, staff: StaffMember, conversation_id: ConversationId | None = None) -> dict[str, str]:
        """Changes whenever what this person sees does: of the "queue" and of one "conversation"."""
        conv, here = t.conversations, staff_presence
        with self._db.read() as conn:
            live = conv.c.owner.in_((Owner.WAITING.value, Owner.STAFF.value))
            rows = conn.execute(
                select(conv.c.id, conv.c.owner, conv.c.claimed_by, conv.c.last_seq)
                .where(live, *within(staff.companies, conv.c.company))
                .order_by(conv.c.n)
            )
            left = conn.execute(
                select(conv.c.id)
                .where(left_urgent(), *within(staff.companies, conv.c.company))
                .order_by(conv.c.n)
            ).scalars()
            found = {"queue": repr(([tuple(row) for row in rows], list(left)))}
            if conversation_id is not None:
                notes = select(func.count()).where(conversation_notes.c.conversation_id == conversation_id)
                people = select(func.max(here.c.since))
                row = conn.execute(
                    select(conv.c.owner, conv.c.claimed_by, conv.c.last_seq, conv.c.state_version).where(
                        conv.c.id == conversation_id
                    )
                ).one_or_none()
                found["conversation"] = repr(
                    (row and tuple(row), conn.execute(notes).scalar(), conn.execute(people).scalar())
                )
            return found
