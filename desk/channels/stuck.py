"""Events that could not be worked on: what staff sees of them, and may do about them.

An event is given up after `ledger.MAX_ATTEMPTS`. Its content (masked, sealed) stays as long as its id is remembered
(`ledger.KEPT`), or until the person is erased, so that it can be tried again; nothing of it is shown. What still fails
and is tried by itself is shown too, once it has taken a while.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Literal

from sqlalchemy import Row, select, update

from desk.audited import Audited
from desk.channels.errors import EventContentGone, EventNotFound
from desk.channels.ledger import IN
from desk.errors import Forbidden
from desk.ids import ConversationId
from desk.notify import STAFF
from desk.roles import Permission, StaffMember
from desk.storage.channel_tables import channel_events as events
from desk.storage.channel_tables import channel_people as people
from desk.storage.store import Context, within
from knowledge.vocabulary import CompanyId

SLOW = timedelta(minutes=2)
"""What has failed and was not done with for longer than this is shown, though it is tried again by itself."""
MOST = 500
"""How many are shown, and are tried again at once."""
given_up = (events.c.state == "failed") & events.c.failure.is_distinct_from("erased")
"""Those that nobody works on any more. What an erasure ended is over."""


class SetAside(StrEnum):
    """Why an event need not be worked on. A word, so that the audit log can hold it."""

    ANSWERED = "answered"
    """The customer has been helped in another way."""
    SENT_AGAIN = "sent_again"
    """It came once more and was worked on then."""
    NOT_NEEDED = "not_needed"
    """Nothing has to follow from it."""
    UNUSABLE = "unusable"
    """It fails however often it is tried."""


@dataclass(frozen=True, slots=True)
class Stuck:
    """An event, without what was said in it. `state`: given_up or trying. `why` is the name of the error, `since` when
    it came in. `conversation_id`: the one that the person has in use. `repeatable`: its content is still there."""

    id: str
    channel: str
    account: str
    company: CompanyId | None
    conversation_id: ConversationId | None
    kind: str
    state: Literal["given_up", "trying"]
    why: str | None
    since: datetime
    attempts: int
    repeatable: bool


class StuckEvents:
    """Each method is one transaction. An event of another company is as if it were not there; one of no company (a
    workspace serves all of them) is for those who work for all."""

    def __init__(self, context: Context) -> None:
        self._db = context.db

    def of(self, companies: Collection[CompanyId] | None = None) -> tuple[Stuck, ...]:
        """Oldest first. None: all companies, and what belongs to none."""
        slow = (
            (events.c.state == "accepted")
            & events.c.failure.is_not(None)
            & (events.c.received_at <= self._db.clock() - SLOW)
        )
        in_use = (people.c.channel == events.c.channel) & (people.c.account == events.c.account)
        query = (
            select(events, people.c.conversation_id)
            .outerjoin(people, in_use & (people.c.current_mac == events.c.thread_mac))
            .where(given_up | slow, *within(companies, events.c.company))
            .order_by(events.c.n)
            .limit(MOST)
        )
        with self._db.read() as conn:
            return tuple(_stuck(row) for row in conn.execute(query))

    def retry(self, event_id: str, by: StaffMember) -> None:
        """Have it worked on once more. Raises Forbidden, EventNotFound (also for one that is not given up),
        EventContentGone."""
        _may(by)
        with self._db.write() as tx:
            row = self._mine(tx.conn, event_id, by)
            if row.content_enc is None:
                raise EventContentGone
            self._again(tx, [row.id], by)

    def retry_all(self, by: StaffMember) -> int:
        """The same with all of one's own that can be worked on; gives how many."""
        _may(by)
        with self._db.write() as tx:
            query = (
                select(events.c.id)
                .where(given_up, events.c.content_enc.is_not(None), *within(by.companies, events.c.company))
                .order_by(events.c.n)
                .limit(MOST)
            )
            ids = list(tx.conn.execute(query.with_for_update()).scalars())
            self._again(tx, ids, by)
            return len(ids)

    @staticmethod
    def _again(tx: Any, ids: Sequence[str], by: StaffMember) -> None:
        if not ids:
            return
        fresh = {"state": "accepted", "attempts": 0, "failure": None, "at": tx.now, "done_at": None}
        tx.conn.execute(update(events).where(events.c.id.in_(ids)).values(**fresh))
        for one in ids:
            tx.audit(by.username, Audited.CHANNEL_EVENT_RETRY, one)
        tx.topics.update({STAFF, IN})

    def set_aside(self, event_id: str, why: SetAside, by: StaffMember) -> None:
        """It need not be worked on; what was said in it goes. Raises Forbidden, EventNotFound."""
        _may(by)
        with self._db.write() as tx:
            row = self._mine(tx.conn, event_id, by)
            gone = {"state": "set_aside", "content_enc": None, "reply_enc": None, "done_at": tx.now}
            tx.conn.execute(update(events).where(events.c.id == row.id).values(**gone))
            tx.audit(by.username, Audited.CHANNEL_EVENT_SET_ASIDE, row.id, why.value)
            tx.topics.add(STAFF)

    @staticmethod
    def _mine(conn: Any, event_id: str, by: StaffMember) -> Row[Any]:
        query = select(events).where(
            events.c.id == event_id, given_up, *within(by.companies, events.c.company)
        )
        row: Row[Any] | None = conn.execute(query.with_for_update()).one_or_none()
        if row is None:
            raise EventNotFound
        return row


def _may(by: StaffMember) -> None:
    if not by.may(Permission.REPLY):
        raise Forbidden


def _stuck(row: Row[Any]) -> Stuck:
    return Stuck(
        id=row.id,
        channel=row.channel,
        account=row.account,
        company=row.company,
        conversation_id=row.conversation_id,
        kind=row.kind,
        state="given_up" if row.state == "failed" else "trying",
        why=row.failure,
        since=row.received_at,
        attempts=row.attempts,
        repeatable=row.content_enc is not None,
    )
