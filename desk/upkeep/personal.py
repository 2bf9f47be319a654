"""Where personal data lies in the database, and how it is destroyed there: for retention, for the erasure of one
person, and for the end of a contract alike.

Each table is either in `PERSONAL` or in `NOT_PERSONAL` (a test holds every table to it). A part that keeps personal
data in
tables of its own adds a `Store` to `EXTRA`.
"""

import secrets
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Any, get_args

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Table,
    and_,
    delete,
    func,
    literal,
    or_,
    select,
    update,
)

from desk.calendar.duebook import reminder_key
from desk.ids import ConversationId
from desk.life import DueKind
from desk.requests.finding import note_grounds
from desk.requests.receipts import Receipt
from desk.storage import board_tables as bt
from desk.storage import codec
from desk.storage import customer_tables as c
from desk.storage import live_tables as live
from desk.storage import tables as t
from desk.storage.database import Tx
from desk.storage.store import Context
from desk.storage.store import Store as Rows
from desk.vaulting.crypto import Keyring
from desk.vaulting.vault import Vault, pieces
from knowledge.vocabulary import Owner

PERSONAL = frozenset(
    {
        "conversations", "messages", "inbound", "forms", "contacts", "vault", "requests", "request_history",
        "request_checks", "request_flags", "request_extensions", "request_marks", "mails", "later", "request_words",
        "turn_facts", "conversation_notes", "channel_events", "channel_people", "outbox",
        "slack_threads", "slack_posts", "slack_replies", "paper_questions", "ratings", "incident_shown",
    }
)  # fmt: skip
"""Tables that hold what customers wrote, entered, or staff wrote about them; `destroy` knows each (those of the
channels by `desk.channels.erasing`, those of Slack by `desk.slack.posts`)."""
NOT_PERSONAL = {
    "staff": "members of staff, not customers",
    "staff_sessions": "keyed hashes of tokens, and which browser a member of staff uses",
    "staff_recovery": "keyed hashes of codes",
    "staff_invitations": "keyed hashes of tokens",
    "attempts": "keyed hashes, for a day",
    "audit": "ids, words of vocabularies and counts; no values",
    "meta": "proof of the keys",
    "data_keys": "sealed keys",
    "erasures": "ids and keyed hashes",
    "tracker_wipes": "ids, until Rasa has forgotten them (where several processes may serve: for a week)",
    "request_dues": "dates and their rules; they go with the record",
    "request_pauses": "statuses and times; they go with the record",
    "request_grounds": "the policy's own words, or that staff named one of their own; they go with the record",
    "request_ticks": "places in the checklist; they go with the record",
    "reminders": "dates; they go with the record",
    "request_assignments": "which member of staff works on it; goes with the record",
    "staff_presence": "when a member of staff was last there",
    "canned_replies": "what the company says to anybody, written by staff; they go with the company",
    "special_days": "the company's calendar; it goes with the company",
    "channel_usage": "counts by month",
    "slack_links": "members of staff, not customers",
    "slack_codes": "keyed hashes, for ten minutes",
    "incidents": "what the operator announces to everybody, and its script for staff; they go with the company",
    "incident_questions": "ids and times, for counting; they go with the company",
    "incident_requests": "ids; they go with the record",
    "alembic_version": "the shape of the tables",
}


@dataclass(frozen=True, slots=True)
class Scope:
    """What is to be destroyed: the data of these requests, and these conversations whole (chat, forms, contacts)."""

    receipts: frozenset[Receipt] = frozenset()
    conversations: frozenset[ConversationId] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.receipts or self.conversations)


@dataclass(frozen=True, slots=True)
class Store:
    """Personal data that another part keeps. `destroy` gives how many things it removed (the keys are for looking
    up what is known by a keyed hash), `remains` how many are left."""

    name: str
    destroy: Callable[[Tx, Scope, Keyring], int]
    remains: Callable[[Connection, Scope], int]


EXTRA: list[Store] = []


@dataclass(slots=True)
class Counts:
    """How much was destroyed, by kind."""

    by_kind: dict[str, int] = field(default_factory=dict)

    def add(self, kind: str, number: int) -> None:
        """Count; nothing is not listed."""
        if number:
            self.by_kind[kind] = self.by_kind.get(kind, 0) + number

    def merge(self, other: "Counts") -> None:
        """Add up."""
        for kind, number in other.by_kind.items():
            self.add(kind, number)

    def __getitem__(self, kind: str) -> int:
        return self.by_kind.get(kind, 0)


class PersonalData:
    """Works inside the caller's transaction; `remains` says what a destruction has left (nothing, or it is rolled
    back)."""

    def __init__(self, context: Context) -> None:
        self._keys, self._rows, self._vault = context.keys, Rows(context), Vault(context)

    def destroy(self, tx: Tx, scope: Scope) -> Counts:
        """Destroy what the scope names. What stays of a request (receipt, kind, statuses with their times) and of a
        conversation (company, region, times) names nobody; neither token nor access code opens it any more."""
        counts = Counts()
        for store in EXTRA:
            counts.add(store.name, store.destroy(tx, scope, self._keys))
        for chats in pieces(scope.conversations):
            self._destroy_conversations(tx, chats, counts)
        for piece in pieces(scope.receipts):
            self._destroy_requests(tx, piece, counts)
        return counts

    def _destroy_conversations(self, tx: Tx, ids: Collection[ConversationId], counts: Counts) -> None:
        contacts = tx.conn.execute(
            select(t.contacts.c.id).where(t.contacts.c.conversation_id.in_(ids))
        ).scalars()
        counts.add("fields", self._vault.destroy(tx, list(contacts)))
        for kind, table in _BY_CONVERSATION:
            counts.add(kind, _drop(tx, table, table.c.conversation_id.in_(ids)))
        conv = t.conversations
        for row in tx.conn.execute(select(conv).where(conv.c.id.in_(ids))).all():
            tx.conn.execute(
                update(conv)
                .where(conv.c.id == row.id)
                .values(
                    owner=Owner.CLOSED.value,
                    expects=None,
                    purged=True,
                    token_mac=secrets.token_bytes(32),
                    state_enc=b"",
                    state_version=row.state_version + 1,
                    handoff_reason=None,
                    claimed_by=None,
                    claimed_alias=None,
                    claimed_until=None,
                    waiting_since=None,
                )
            )
            counts.add("conversations", 1)
            self._wipe_tracker(tx, row.id)

    def _wipe_tracker(self, tx: Tx, conversation_id: ConversationId) -> None:
        """Rasa's copies are emptied by the running apps, each of which knows its Rasa (desk.chat.wipes)."""
        known = select(t.tracker_wipes.c.conversation_id).where(
            t.tracker_wipes.c.conversation_id == conversation_id
        )
        if tx.conn.execute(known).one_or_none() is None:
            tx.conn.execute(t.tracker_wipes.insert().values(conversation_id=conversation_id, at=tx.now))

    def _destroy_requests(self, tx: Tx, receipts: Collection[Receipt], counts: Counts) -> None:
        counts.add("fields", self._vault.destroy(tx, receipts))
        history, requests, forms = t.request_history, t.requests, t.forms
        notes = history.c.receipt.in_(receipts), history.c.note_enc.is_not(None)
        counts.add("notes", tx.conn.execute(update(history).where(*notes).values(note_enc=None)).rowcount)
        self._destroy_casework(tx, receipts, counts)
        of_these = select(requests.c.form_id).where(requests.c.receipt.in_(receipts)).scalar_subquery()
        tx.conn.execute(update(forms).where(forms.c.id.in_(of_these)).values(result_enc=None, body_mac=None))
        for receipt in receipts:
            _drop(
                tx,
                t.attempts,
                t.attempts.c.key_mac == self._keys.mac("attempts:access_code", receipt),
            )
            tx.conn.execute(
                update(requests)
                .where(requests.c.receipt == receipt)
                .values(code_mac=secrets.token_bytes(32), decision_enc=None, erased_at=tx.now)
            )
        counts.add("requests", len(receipts))

    def _destroy_casework(self, tx: Tx, receipts: Collection[Receipt], counts: Counts) -> None:
        """What staff wrote about the person, and what was still to be sent or done."""
        requests = t.requests
        decided = requests.c.receipt.in_(receipts), requests.c.decision_enc.is_not(None)
        counts.add("decisions", _count(tx.conn, requests, *decided))
        for row in tx.conn.execute(select(requests).where(*decided)).all():
            # The basis stays: 11 CCR 7101(b) wants it in the log. One decided before it was kept has it here alone.
            decision = self._keys.open_json(row.decision_enc, f"requests.decision_enc:{row.receipt}")
            note_grounds(tx, row.receipt, codec.grounds_from_json(decision["grounds"]))
        for kind, column, empty in _WRITTEN:
            filled = column.table.c.receipt.in_(receipts), _is_filled(column)
            changed = update(column.table).where(*filled).values({column.name: empty})
            counts.add(kind, tx.conn.execute(changed).rowcount)
        _drop(tx, t.later, _of_these(receipts))
        for kind, table in _BY_RECEIPT:
            counts.add(kind, _drop(tx, table, table.c.receipt.in_(receipts)))

    def drop_records(self, tx: Tx, receipts: Collection[Receipt]) -> int:
        """Remove requests whose data has been destroyed altogether: no receipt, no history. Gives how many."""
        gone = 0
        for piece in pieces(receipts):
            _drop(tx, t.later, _of_these(piece))
            for table in _WITH_THE_RECORD:
                _drop(tx, table, table.c.receipt.in_(piece))
            gone += _drop(tx, t.requests, t.requests.c.receipt.in_(piece))
        return gone

    def drop_conversations(self, tx: Tx, ids: Iterable[str] | None = None) -> int:
        """Remove emptied conversations that no request belongs to (None: all such)."""
        conv = t.conversations
        with_request = select(t.requests.c.n).where(t.requests.c.conversation_id == conv.c.id).exists()
        bare = conv.c.purged.is_(True), ~with_request
        emptied = select(conv.c.id).where(conv.c.purged.is_(True))
        # None is written there any more. One from before that rule would hold up this and every later purge.
        _drop(tx, live.conversation_notes, live.conversation_notes.c.conversation_id.in_(emptied))
        if ids is None:
            return _drop(tx, conv, *bare)
        return sum(_drop(tx, conv, conv.c.id.in_(piece), *bare) for piece in pieces(list(ids)))

    def remains(self, conn: Connection, scope: Scope) -> dict[str, int]:
        """What is still there of the scope's data, by kind; empty where all is gone."""
        found = Counts()
        for store in EXTRA:
            found.add(store.name, store.remains(conn, scope))
        for chats in pieces(scope.conversations):
            for kind, table in _BY_CONVERSATION:
                found.add(kind, _count(conn, table, table.c.conversation_id.in_(chats)))
            conv = t.conversations
            kept = conv.c.id.in_(chats), or_(conv.c.purged.is_(False), conv.c.state_enc != b"")
            found.add("conversations", _count(conn, conv, *kept))
        found.add("fields", self._vault.count(conn, scope.receipts))
        for piece in pieces(scope.receipts):
            history, requests = t.request_history, t.requests
            notes = history.c.receipt.in_(piece), history.c.note_enc.is_not(None)
            found.add("notes", _count(conn, history, *notes))
            for kind, column, _ in (*_WRITTEN, ("decisions", requests.c.decision_enc, None)):
                filled = column.table.c.receipt.in_(piece), _is_filled(column)
                found.add(kind, _count(conn, column.table, *filled))
            for kind, table in _BY_RECEIPT:
                found.add(kind, _count(conn, table, table.c.receipt.in_(piece)))
            found.add("jobs", _count(conn, t.later, _of_these(piece)))
            forms = t.forms
            of_these = select(requests.c.form_id).where(requests.c.receipt.in_(piece)).scalar_subquery()
            found.add(
                "results", _count(conn, forms, forms.c.id.in_(of_these), forms.c.result_enc.is_not(None))
            )
            found.add(
                "requests",
                _count(conn, requests, requests.c.receipt.in_(piece), requests.c.erased_at.is_(None)),
            )
        return found.by_kind


_BY_CONVERSATION: tuple[tuple[str, Table], ...] = (
    ("contacts", t.contacts),
    ("staff_notes", live.conversation_notes),
    ("shown", c.incident_shown),
    ("messages", t.messages),
    ("turns", bt.turn_facts),
    ("inbound", t.inbound),
    ("forms", t.forms),
)
"""Messages before the forms they point at, facts of turns before the messages they are about."""
_BY_RECEIPT: tuple[tuple[str, Table], ...] = (
    ("marks", t.request_marks),
    ("mails", t.mails),
    ("words", bt.request_words),
)
_WRITTEN: tuple[tuple[str, Column[Any], bytes | None], ...] = (
    ("notes", t.request_flags.c.note_enc, None),
    ("notes", t.request_checks.c.note_enc, None),
    ("notices", t.request_extensions.c.notice_enc, b""),
    ("answers", c.paper_questions.c.answer_enc, None),
    ("comments", c.ratings.c.comment_enc, None),
)
"""What was written, beside the history, and what stands in its place afterwards: that it was written stays."""
_WITH_THE_RECORD: tuple[Table, ...] = (
    t.request_history, t.request_dues, t.request_pauses, t.request_extensions, t.request_ticks, t.request_checks,
    t.request_flags, t.request_marks, t.reminders, t.mails, bt.request_assignments, bt.request_words,
    bt.request_grounds, c.paper_questions, c.ratings, c.incident_requests,
)  # fmt: skip
"""Everything that points at a request."""


def _is_filled(column: Column[Any]) -> ColumnElement[bool]:
    return and_(column.is_not(None), column != b"")


def _of_these(receipts: Collection[Receipt]) -> ColumnElement[bool]:
    """The later work that belongs to these requests. To be asked before their mails go."""
    reminders = [reminder_key(receipt, what) for receipt in receipts for what in get_args(DueKind)]
    sent = select(literal("mail:") + t.mails.c.id).where(t.mails.c.receipt.in_(receipts))
    return or_(t.later.c.key.in_(reminders), t.later.c.key.in_(sent))


def _drop(tx: Tx, table: Table, *where: ColumnElement[bool]) -> int:
    return tx.conn.execute(delete(table).where(*where)).rowcount


def _count(conn: Connection, table: Table, *where: ColumnElement[bool]) -> int:
    return int(conn.execute(select(func.count()).select_from(table).where(*where)).scalar_one())
