"""Conversations: open, accept a message, commit a turn. Each method is one transaction."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from desk.audited import Audited
from desk.chat import waiting
from desk.chat.turnlog import note_turn
from desk.errors import (
    ClientIdReused,
    ConversationClosed,
    ConversationNotFound,
    InboundNotFound,
    OwnerChanged,
    StateChanged,
)
from desk.ids import ConversationId
from desk.incidents.incidents import Incidents
from desk.locales import Locale
from desk.model import (
    Accepted,
    CancelForms,
    Content,
    Conversation,
    Effect,
    Handoff,
    NewMessage,
    PendingInbound,
    StoredMessage,
    TurnOutcome,
    WithdrawRequest,
)
from desk.notify import STAFF
from desk.requests.moving import withdraw_in
from desk.storage import codec
from desk.storage import tables as t
from desk.storage.database import Tx
from desk.storage.store import Context, Store
from desk.texts import NOTHING_APART, RawText
from desk.vaulting.crypto import new_id, new_token, same
from knowledge.vocabulary import CompanyId, Expects, Owner, Region

_ANSWERED = ("answered", "failed")


class Conversations:
    """See docs/architecture.md, "One turn"."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._db, self._keys, self._store = context.db, context.keys, Store(context)
        self._incidents = Incidents(context)

    def open(
        self,
        company: CompanyId,
        region: Region | None,
        locale: Locale,
        messages: Sequence[NewMessage] = (),
        expects: Expects | None = None,
        policy_version: str | None = None,
        channel: str = "web",
        bind: Callable[[Tx, ConversationId], None] | None = None,
    ) -> tuple[Conversation, str]:
        """Open a conversation with its first bot messages; gives it and its bearer token (kept only as a MAC).

        `bind(tx, conversation_id)` says, in the same commit and before anything is said, whose it is in its channel.
        """
        conversation_id, token = ConversationId(new_id("c")), new_token()
        with self._db.write() as tx:
            tx.conn.execute(
                insert(t.conversations).values(
                    id=conversation_id,
                    company=company,
                    region=region,
                    locale=locale,
                    channel=channel,
                    owner=Owner.BOT.value,
                    expects=expects.value if expects else None,
                    token_mac=self._keys.mac("conversation", conversation_id, token),
                    state_enc=self._store.seal_state(tx, company, conversation_id, {}, None, {}),
                    state_version=0,
                    last_seq=0,
                    policy_version=policy_version,
                    purged=False,
                    created_at=tx.now,
                    updated_at=tx.now,
                )
            )
            if bind is not None:
                bind(tx, conversation_id)
            # What the company has to say to everybody comes before the greeting.
            self._incidents.show_in(tx, self._store.conversation_row(tx.conn, conversation_id))
            for message in messages:
                self._store.add_message(tx, conversation_id, "bot", message)
            row = self._store.conversation_row(tx.conn, conversation_id)
        return self._store.conversation(row), token

    def get(self, conversation_id: ConversationId) -> Conversation:
        """For callers that have authorised themselves. Raises ConversationNotFound."""
        with self._db.read() as conn:
            return self._store.conversation(self._store.conversation_row(conn, conversation_id))

    def get_with_token(self, conversation_id: ConversationId, token: str) -> Conversation:
        """Raises ConversationNotFound also for a wrong token."""
        with self._db.read() as conn:
            row = self._store.conversation_row(conn, conversation_id)
        if not same(row.token_mac, self._keys.mac("conversation", conversation_id, token)):
            raise ConversationNotFound
        return self._store.conversation(row)

    def accept(
        self, conversation_id: ConversationId, client_id: str, content: Content, fingerprint: RawText
    ) -> Accepted:
        """Keep a customer's message before it is acknowledged.

        `fingerprint` is what was sent before masking; only its keyed MAC is kept, to see a reused client_id.
        Where staff has the conversation, or it waits, the message is kept for them and is answered with nothing but
        what the desk itself has to say (`desk.chat.waiting`). What is said while staff has it comes as a message of
        the conversation, not as the reply.
        Raises ConversationNotFound, ConversationClosed, ClientIdReused.
        """
        content_mac = self._keys.mac("content", conversation_id, fingerprint.unmasked())
        with self._db.write() as tx:
            row = self._store.conversation_row(tx.conn, conversation_id, lock=True)
            known = tx.conn.execute(
                select(t.inbound).where(
                    t.inbound.c.conversation_id == conversation_id, t.inbound.c.client_id == client_id
                )
            ).one_or_none()
            if known is not None:
                if not same(known.content_mac, content_mac):
                    raise ClientIdReused
                return self._repeated(tx.conn, row, known)
            if row.owner == Owner.CLOSED.value:
                raise ConversationClosed
            inbound_id = self._keep(tx, row, client_id, content, content_mac)
            known = tx.conn.execute(select(t.inbound).where(t.inbound.c.id == inbound_id)).one()
            reply = self._reply_to(tx.conn, known)
            current = self._store.conversation(self._store.conversation_row(tx.conn, conversation_id))
        if reply is None:
            return Accepted(inbound_id, "new", current)
        return Accepted(inbound_id, "answered", current, reply)

    def seen(self, conversation_id: ConversationId, client_id: str) -> bool:
        """Whether a message with this `client_id` was accepted before."""
        query = select(t.inbound.c.id).where(
            t.inbound.c.conversation_id == conversation_id, t.inbound.c.client_id == client_id
        )
        with self._db.read() as conn:
            return conn.execute(query).one_or_none() is not None

    def _repeated(self, conn: Connection, row: Row[Any], known: Row[Any]) -> Accepted:
        conversation, reply = self._store.conversation(row), self._reply_to(conn, known)
        if reply is None:
            return Accepted(known.id, "pending", conversation)
        return Accepted(known.id, "answered", conversation, reply)

    def _keep(self, tx: Tx, row: Row[Any], client_id: str, content: Content, content_mac: bytes) -> str:
        inbound_id, with_bot = new_id("i"), row.owner == Owner.BOT.value
        kept = content if with_bot else Content(content.text, content.choice, content.choice_label)
        tx.conn.execute(
            insert(t.inbound).values(
                id=inbound_id,
                conversation_id=row.id,
                client_id=client_id,
                content_mac=content_mac,
                content_enc=self._seal_content(tx, row.company, inbound_id, kept),
                status="accepted" if with_bot else "answered",
                reply_ids=[],
                created_at=tx.now,
                answered_at=None if with_bot else tx.now,
            )
        )
        shown = content.text or content.choice_label or content.choice or ""
        params = {"choice": content.choice} if content.choice else {}
        self._store.add_message(
            tx, row.id, "customer", NewMessage(text=shown, params=params), inbound_id=inbound_id
        )
        if not with_bot:
            self._incidents.show_in(tx, row)  # the bot's own turns show it with their reply
            tx.topics.add(STAFF)
        said = waiting.heard(tx, self._store, row, content)
        if said is not None:
            reply = [] if row.owner == Owner.STAFF.value else said
            values = {"status": "answered", "reply_ids": reply, "answered_at": tx.now}
            tx.conn.execute(update(t.inbound).where(t.inbound.c.id == inbound_id).values(**values))
        return inbound_id

    def _seal_content(self, tx: Tx, company: CompanyId, inbound_id: str, content: Content) -> bytes:
        key = self._keys.of(tx.conn, company)
        return key.seal_json(codec.content_to_json(content), f"inbound.content_enc:{inbound_id}")

    def _open_content(self, row: Row[Any]) -> Content:
        return codec.content_from_json(self._keys.open_json(row.content_enc, f"inbound.content_enc:{row.id}"))

    def commit_turn(
        self, inbound_id: str, outcome: TurnOutcome, expected_owner: Owner = Owner.BOT
    ) -> tuple[StoredMessage, ...]:
        """Commit a turn: messages, forms, effects, slots and state, with the owner check, at once.

        Idempotent: an answered inbound gives its reply again and changes nothing. Raises InboundNotFound,
        StateChanged (nothing stored, the inbound stays accepted), OwnerChanged (nothing said, the inbound
        counts as answered with no reply), RequestNotFound and TransitionNotAllowed for a withdrawal that
        cannot be (nothing stored).
        """
        with self._db.write() as tx:
            row, known = self._locked(tx.conn, inbound_id)
            before = self._reply_to(tx.conn, known)
            if before is not None:
                return before
            said = row.owner == expected_owner.value
            if said and outcome.state_version not in (None, row.state_version):
                raise StateChanged
            reply_ids = self._apply(tx, row, outcome, inbound_id) if said else []
            if said and expected_owner is Owner.BOT:
                note_turn(tx, row, known, outcome)
            self._answered(tx, row.company, known, reply_ids, failed=said and outcome.failed)
            reply = self._store.messages_by_id(tx.conn, reply_ids)
        if not said:
            raise OwnerChanged
        return reply

    def _locked(self, conn: Connection, inbound_id: str) -> tuple[Row[Any], Row[Any]]:
        """The conversation, locked, and the inbound message as it stands under that lock."""
        query = select(t.inbound).where(t.inbound.c.id == inbound_id)
        first = conn.execute(query).one_or_none()
        if first is None:
            raise InboundNotFound
        row = self._store.conversation_row(conn, first.conversation_id, lock=True)
        return row, conn.execute(query).one()

    def _answered(
        self, tx: Tx, company: CompanyId, known: Row[Any], reply_ids: list[str], failed: bool
    ) -> None:
        """Mark an inbound message; what was set apart has done its work and goes."""
        content = self._open_content(known)
        values: dict[str, Any] = {"status": "failed" if failed else "answered", "reply_ids": reply_ids}
        if content.apart != NOTHING_APART:
            bare = Content(content.text, content.choice, content.choice_label)
            values["content_enc"] = self._seal_content(tx, company, known.id, bare)
        tx.conn.execute(
            update(t.inbound).where(t.inbound.c.id == known.id).values(answered_at=tx.now, **values)
        )

    def _apply(self, tx: Tx, row: Row[Any], outcome: TurnOutcome, inbound_id: str) -> list[str]:
        # Effects first: a form that is cancelled must not be the one that this turn offers.
        values: dict[str, Any] = {}
        for effect in outcome.effects:
            values |= self._effect(tx, row, effect)
        reply_ids = self._incidents.show_in(tx, row, outcome.messages, outcome.locale)
        messages = self._with_way_back(row, outcome)
        reply_ids += [
            self._store.add_message(tx, row.id, "bot", message, inbound_id=inbound_id) for message in messages
        ]
        before = self._store.conversation(row)
        values |= {
            "expects": outcome.expects.value if outcome.expects else None,
            "state_version": row.state_version + 1,
            "state_enc": self._store.seal_state(
                tx,
                row.company,
                row.id,
                before.slots if outcome.slots is None else outcome.slots,
                before.dialogue_state if outcome.dialogue_state is None else outcome.dialogue_state,
                before.held if outcome.held is None else outcome.held,
            ),
        }
        if outcome.locale is not None:
            values["locale"] = outcome.locale
        if outcome.region is not None:
            values["region"] = outcome.region
        self._store.change(tx, row.id, **values)
        return reply_ids

    def _with_way_back(self, row: Row[Any], outcome: TurnOutcome) -> tuple[NewMessage, ...]:
        """Whatever hands a conversation to staff ends with the button back, under its last message."""
        if not outcome.messages or not any(isinstance(effect, Handoff) for effect in outcome.effects):
            return outcome.messages
        *before, last = outcome.messages
        back = waiting.button(self._store, outcome.locale or row.locale)
        return (*before, replace(last, choices=(*last.choices, back)))

    def _effect(self, tx: Tx, row: Row[Any], effect: Effect) -> dict[str, Any]:
        """Carry out an effect; gives what changes in the conversation's row."""
        if isinstance(effect, Handoff):
            tx.audit("bot", Audited.HANDOFF, row.id, effect.reason)
            return {
                "owner": Owner.WAITING.value,
                "handoff_reason": effect.reason,
                "waiting_since": tx.now,
            }
        if isinstance(effect, WithdrawRequest):
            withdraw_in(self._context, tx, effect.receipt, "withdrew_in_chat")
            return {}
        if isinstance(effect, CancelForms):
            self._store.revoke_forms(tx, row.id, "request")
            return {}
        tx.audit("bot", Audited.CLOSE, row.id)
        return {"owner": Owner.CLOSED.value}

    def answered(self, inbound_id: str) -> tuple[StoredMessage, ...] | None:
        """The reply to an accepted message, () where nothing is said to it; None while it waits. Raises InboundNotFound
        (also for one that was erased)."""
        with self._db.read() as conn:
            known = conn.execute(select(t.inbound).where(t.inbound.c.id == inbound_id)).one_or_none()
            if known is None:
                raise InboundNotFound
            return self._reply_to(conn, known)

    def _reply_to(self, conn: Connection, known: Row[Any]) -> tuple[StoredMessage, ...] | None:
        if known.status not in _ANSWERED:
            return None
        return self._store.messages_by_id(conn, known.reply_ids)

    def pending(self) -> tuple[PendingInbound, ...]:
        """Accepted messages without an answer, oldest first: to be processed at start-up."""
        with self._db.read() as conn:
            rows = conn.execute(
                select(t.inbound).where(t.inbound.c.status == "accepted").order_by(t.inbound.c.n)
            ).all()
        return tuple(PendingInbound(r.id, r.conversation_id, self._open_content(r)) for r in rows)

    def messages(
        self, conversation_id: ConversationId, after: str | None = None, limit: int = 100
    ) -> tuple[StoredMessage, ...]:
        """Messages after the one with id `after` (an unknown id: from the start), oldest first."""
        of_this = t.messages.c.conversation_id == conversation_id
        with self._db.read() as conn:
            seq = 0
            if after is not None:
                query = select(t.messages.c.seq).where(of_this, t.messages.c.id == after)
                seq = conn.execute(query).scalar() or 0
            return self._store.messages(conn, of_this, t.messages.c.seq > seq, limit=limit)

    def newest(self, conversation_id: ConversationId, most: int) -> tuple[tuple[StoredMessage, ...], bool]:
        """The last `most` messages, oldest first, and whether there are earlier ones."""
        of_this = t.messages.c.conversation_id == conversation_id
        earlier = (
            select(t.messages.c.seq).where(of_this).order_by(t.messages.c.seq.desc()).offset(most).limit(1)
        )
        with self._db.read() as conn:
            last_hidden = conn.execute(earlier).scalar()
            shown = self._store.messages(conn, of_this, t.messages.c.seq > (last_hidden or 0))
        return shown, last_hidden is not None
