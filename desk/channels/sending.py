"""What is known about a send, and what follows from how it went: the rules between outbox and platform.

A reply token is used once, within its time; what it can't carry is pushed, under an id by which the platform knows a
repetition. A reply has no such id. Where it is not known whether a reply arrived, the same token is tried again: while
it is young, "spent" can only mean that it had arrived. Where it grows old in the meantime nobody can know; then the
message is pushed, and says that it may be there already: said twice is better than not at all. While such a doubt
lasts, new answers of the account are pushed from the start: those can be repeated without being read twice
(docs/decisions/0043-a-reply-whose-end-is-unknown.md).
"""

import logging
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select, update
from sqlalchemy.exc import SQLAlchemyError

from desk.channels import usage
from desk.channels.adapter import Call, NotSent, OutOfQuota, Pushed, ReplySpent, Undeliverable
from desk.channels.backoff import delay
from desk.channels.outbox import Begun, OpenRow, Outbox
from desk.channels.people import People, Person
from desk.storage.channel_tables import channel_events as events
from desk.storage.channel_tables import channel_people as people
from desk.storage.channel_tables import outbox
from desk.storage.database import Database, Tx
from desk.vaulting.crypto import Keyring

log = logging.getLogger(__name__)

DOUBT = timedelta(seconds=15)
"""A reply that has had no end for so long, with attempts every five seconds, was no hiccup."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A call that has been written down, and how many objects of its last row it leaves for the next one."""

    call: Call
    begun: Begun
    rows: tuple[OpenRow, ...]
    parts: Mapping[str, int]
    """Rows that are not wholly in this call: how many of their objects are out after it."""

    @property
    def ids(self) -> list[str]:
        """The rows of this call."""
        return [row.item.id for row in self.rows]


class NotRendered(Exception):
    """A row that no repetition will mend: the adapter can't make anything of it. `kind` is the error's name."""

    def __init__(self, row: OpenRow, kind: str) -> None:
        super().__init__(kind)
        self.row, self.kind = row, kind


def _rendered(adapter: Pushed, row: OpenRow) -> Sequence[Mapping[str, Any]]:
    """Raises NotRendered; and as it is what has nothing to do with this row: the database (an adapter for staff reads
    there) or the machine fails, and the row is found again."""
    try:
        return adapter.render(row.item)
    except (SQLAlchemyError, OSError, MemoryError):
        raise
    except (
        Exception
    ) as exc:  # one message that cannot be shown must not keep all later ones of its reader back
        raise NotRendered(row, type(exc).__name__) from exc


class Sending:
    """Plans the next call of a thread, and records how it went. Each method is at most two transactions."""

    def __init__(self, database: Database, keys: Keyring, box: Outbox, persons: People) -> None:
        self._db, self._keys, self._box, self._people = database, keys, box, persons

    # ------------------------------------------------------------ before

    def plan(self, adapter: Pushed, account: str, thread: str) -> Plan | None:
        """The next call of this account's thread, written down; None where there is none now (nothing is due, another
        process is at it, it was settled without a call)."""
        rows = self._box.open_rows(account, thread)
        if not rows:
            return None
        person = self._person(rows[0])
        if rows[0].item.message is not None and (person is None or not person.reachable):
            self._refuse(rows[0], "unreachable")
            return None
        try:
            rows, objects, parts = self._fill(adapter, rows)
        except NotRendered as broken:
            log.error("A message of %s could not be rendered (%s)", adapter.name, broken.kind)
            self._refuse(broken.row, f"render:{broken.kind}")
            return None
        if not objects:
            # Nothing to say there (a form that is filled by now).
            with self._db.write() as tx:
                begun = Begun(str(uuid.uuid4()), "none", None, False, tx.now)
                if self._box.begin(tx, rows, begun):
                    self._box.sent(tx, begun.id, {})
            return None
        begun_or_none = self._begin(adapter, rows, person)
        if begun_or_none is None:
            return None
        begun, token = begun_or_none
        call = Call(
            id=begun.id,
            account=rows[0].item.account,
            items=tuple(row.item for row in rows),
            objects=objects,
            person=person.external_id if person else None,
            reply_token=token,
            again=rows[0].again,
        )
        return Plan(call, begun, rows, parts)

    def _person(self, row: OpenRow) -> Person | None:
        if row.item.conversation_id is None or row.item.message is None:
            return None
        with self._db.read() as conn:
            return self._people.of_conversation(conn, row.item.conversation_id)

    def _refuse(self, row: OpenRow, kind: str) -> None:
        """It alone, unless another process is at it: what is being sent may arrive."""
        with self._db.write() as tx:
            call = row.begun or Begun(str(uuid.uuid4()), "none", None, False, tx.now)
            if self._box.begin(tx, [row], call):
                self._box.refused(tx, [row.item.id], kind)

    @staticmethod
    def _fill(
        adapter: Pushed, rows: Sequence[OpenRow]
    ) -> tuple[tuple[OpenRow, ...], tuple[Mapping[str, Any], ...], Mapping[str, int]]:
        """As many of the first rows as one call takes. A row that takes more than one call has its first objects in
        this one. Raises NotRendered."""
        taken: list[OpenRow] = []
        objects: list[Mapping[str, Any]] = []
        parts: dict[str, int] = {}
        for row in rows:
            own = _rendered(adapter, row)[row.parts_done :]
            room = adapter.objects_per_call - len(objects)
            if taken and (len(own) > room or row.alone or taken[0].alone or row.again != taken[0].again):
                break
            if len(own) > room:
                parts[row.item.id] = row.parts_done + room
                own = own[:room]
            taken.append(row)
            objects += own
        return tuple(taken), tuple(objects), parts

    def _begin(
        self, adapter: Pushed, rows: Sequence[OpenRow], person: Person | None
    ) -> tuple[Begun, str | None] | None:
        """Write the call down. It goes on with one that was begun, unless that was a reply whose token is old by
        now."""
        account, ids, before = rows[0].item.account, [row.item.id for row in rows], rows[0].begun
        with self._db.write() as tx:
            if before is not None and before.via == "reply":
                token = self._token(tx.conn, before.event_id)
                young = self._young(tx.conn, before.event_id, tx.now, adapter.reply_seconds)
                if token is not None and young:
                    return (before, token) if self._box.begin(tx, rows, before) else None
                self._spent(tx, before.event_id)
                self._box.again(tx, before.id, "reply_too_old", tx.now, anew=True, unsure=before.unsure)
                return None  # the next plan knows what its reader may have
            if before is not None:
                return (before, None) if self._box.begin(tx, rows, before) else None
            event_id, token, counted = None, None, False
            if person is not None and adapter.reply_seconds > 0:
                if adapter.metered and self._in_doubt(tx, adapter.name, account):
                    counted = usage.count(tx, adapter.name, account, adapter.monthly_limit(account))
                if not counted:
                    event_id, token = self._fresh(tx, person, adapter.reply_seconds)
            begun = Begun(str(uuid.uuid4()), "reply" if token else "push", event_id, False, tx.now)
            if not self._box.begin(tx, rows, begun):
                if counted:
                    usage.uncount(tx, adapter.name, account)
                return None
            limit = adapter.monthly_limit(account)
            free = token is not None or counted or not adapter.metered
            if not free and not usage.count(tx, adapter.name, account, limit):
                self._box.again(tx, begun.id, usage.OWN_LIMIT, tx.now, anew=True)
                self._box.hold(tx, ids, usage.OWN_LIMIT)
                return None
        return begun, token

    @staticmethod
    def _in_doubt(tx: Tx, channel: str, account: str) -> bool:
        """Whether the platform has left replies of this account without an end for a while: another one might share
        their fate, and a push can be repeated without being read twice."""
        query = (
            select(outbox.c.id)
            .where(outbox.c.channel == channel, outbox.c.account == account, outbox.c.state == "waiting")
            .where(outbox.c.call_via == "reply", outbox.c.call_unsure.is_(True))
            .where(outbox.c.call_at <= tx.now - DOUBT)
        )
        return tx.conn.execute(query.limit(1)).scalar() is not None

    def _fresh(self, tx: Tx, person: Person, seconds: float) -> tuple[str | None, str | None]:
        """A reply token of this person that is sure to hold still: the oldest such. It is this call's from now on."""
        mac = select(people.c.person_mac).where(people.c.conversation_id == person.conversation_id)
        since = tx.now - timedelta(seconds=seconds)
        query = (
            select(events)
            .where(
                events.c.thread_mac.in_(mac), events.c.reply_enc.is_not(None), events.c.reply_taken.is_(False)
            )
            .where(events.c.received_at > since, events.c.channel == person.channel)
            .order_by(events.c.n)
            .limit(1)
        )
        row = tx.conn.execute(query.with_for_update()).one_or_none()
        if row is None:
            return None, None
        tx.conn.execute(update(events).where(events.c.id == row.id).values(reply_taken=True))
        return row.id, self._keys.open(row.reply_enc, f"channel_events.reply_enc:{row.id}").decode()

    def _token(self, conn: Connection, event_id: str | None) -> str | None:
        sealed = conn.execute(select(events.c.reply_enc).where(events.c.id == event_id)).scalar()
        return (
            None
            if sealed is None
            else self._keys.open(sealed, f"channel_events.reply_enc:{event_id}").decode()
        )

    @staticmethod
    def _young(conn: Connection, event_id: str | None, now: datetime, seconds: float) -> bool:
        received = conn.execute(select(events.c.received_at).where(events.c.id == event_id)).scalar()
        return received is not None and received > now - timedelta(seconds=seconds)

    @staticmethod
    def _spent(tx: Tx, event_id: str | None) -> None:
        if event_id is not None:
            tx.conn.execute(
                update(events).where(events.c.id == event_id).values(reply_enc=None, reply_taken=True)
            )

    # ------------------------------------------------------------ after

    def succeeded(self, plan: Plan, refs: Mapping[str, Any]) -> None:
        """The platform has said that it is sent."""
        with self._db.write() as tx:
            self._spent(tx, plan.begun.event_id)
            self._box.sent(tx, plan.begun.id, refs, plan.parts)

    def failed(self, adapter: Pushed, plan: Plan, error: NotSent) -> None:
        """It is not, or it is not known. What follows is in the module's description."""
        with self._db.write() as tx:
            if isinstance(error, ReplySpent):
                young = self._young(tx.conn, plan.begun.event_id, tx.now, adapter.reply_seconds)
                self._spent(tx, plan.begun.event_id)
                if plan.begun.unsure and young:
                    self._box.sent(tx, plan.begun.id, {}, plan.parts)
                else:
                    unsure = plan.begun.unsure
                    self._box.again(tx, plan.begun.id, error.kind, tx.now, anew=True, unsure=unsure)
                return
            first = plan.rows[0]
            if isinstance(error, Undeliverable):
                if adapter.metered and plan.begun.via == "push":
                    usage.uncount(tx, adapter.name, plan.call.account)
                if plan.begun.via == "reply":
                    self._free_token(tx, plan.begun.event_id)
                self._box.refused(tx, plan.ids, error.kind)
                return
            if isinstance(error, OutOfQuota):
                usage.uncount(tx, adapter.name, plan.call.account)
                self._box.again(tx, plan.begun.id, error.kind, tx.now, anew=True)
                self._box.hold(tx, plan.ids, error.kind)
                return
            # From the call's beginning: what had been held for its cost is older.
            if tx.now - plan.begun.at > timedelta(seconds=adapter.repeat_seconds):
                for item_id in plan.ids:
                    self._box.refused(tx, [item_id], f"given_up:{error.kind}")
                return
            wait = delay(first.attempts + 1, error.after)
            if plan.begun.via == "reply" and error.after is None:
                wait = min(wait, timedelta(seconds=5))  # the token does not wait
            self._box.again(
                tx, plan.begun.id, error.kind, tx.now + wait, unsure=plan.begun.unsure or error.unsure
            )

    @staticmethod
    def _free_token(tx: Tx, event_id: str | None) -> None:
        """A refused body has not used the token up: what is said alone afterwards may use it."""
        if event_id is not None:
            tx.conn.execute(update(events).where(events.c.id == event_id).values(reply_taken=False))
