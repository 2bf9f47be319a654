"""Handoffs: the queue, claims, staff replies. Each method is one transaction."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, func, select, update

from desk.audited import Audited
from desk.chat.waiting import CLOSED, RELEASED, left_urgent, urgent
from desk.errors import ClientIdReused, Forbidden
from desk.handover.errors import AlreadyClaimed, NotClaimant, NotWaiting
from desk.handover.presence import arrive
from desk.ids import ConversationId
from desk.model import Contact, Conversation, NewMessage, Page, QueueEntry, StaffMember, StoredMessage
from desk.roles import Permission
from desk.storage import tables as t
from desk.storage.database import Tx
from desk.storage.store import Context, Store, within
from desk.vaulting.vault import Vault
from knowledge.vocabulary import CompanyId, MessageKind, Owner

_TOLD = {Audited.RELEASED: RELEASED, Audited.CLOSED: CLOSED}
"""What the customer is told when it is recorded."""
_UNCLAIMED: dict[str, Any] = {"claimed_by": None, "claimed_alias": None, "claimed_until": None}


class Handoffs:
    """Every change of owner is recorded as a system message (keys `system.claimed`, `system.released`,
    `system.closed`, `system.claim_expired`; params: alias) and announced to subscribers."""

    def __init__(self, context: Context, claim_for: timedelta) -> None:
        self._db, self._store, self._vault = context.db, Store(context), Vault(context)
        self._claim_for = claim_for

    def waiting(self, companies: Collection[CompanyId] | None = None) -> tuple[QueueEntry, ...]:
        """Conversations that wait: the urgent ones first, and then who waits longest. None: all companies."""
        conv = t.conversations
        query = (
            self._entries()
            .where(conv.c.owner == Owner.WAITING.value, *within(companies, conv.c.company))
            .order_by(urgent(conv.c.id).desc(), conv.c.waiting_since, conv.c.n)
        )
        with self._db.read() as conn:
            return tuple(self._entry(row) for row in conn.execute(query))

    def left_urgent(self, companies: Collection[CompanyId] | None = None) -> tuple[QueueEntry, ...]:
        """Conversations whose customers went back to the bot after words of despair, and that no person has looked at
        since (`desk.chat.waiting.left_urgent`); oldest first. None: all companies."""
        conv = t.conversations
        query = self._entries().where(left_urgent(), *within(companies, conv.c.company)).order_by(conv.c.n)
        with self._db.read() as conn:
            return tuple(self._entry(row) for row in conn.execute(query))

    def list(
        self,
        owner: Owner | None,
        companies: Collection[CompanyId] | None = None,
        cursor: str | None = None,
        limit: int = 50,
    ) -> Page[QueueEntry]:
        """Conversations with this owner (None: any), newest first. A cursor that is not ours starts anew."""
        conv = t.conversations
        query = self._entries().where(*within(companies, conv.c.company))
        if owner is not None:
            query = query.where(conv.c.owner == owner.value)
        if cursor is not None and cursor.isdecimal():
            query = query.where(conv.c.n < int(cursor))
        with self._db.read() as conn:
            rows = conn.execute(query.order_by(conv.c.n.desc()).limit(limit + 1)).all()
        items = tuple(self._entry(row) for row in rows[:limit])
        return Page(items, str(rows[limit - 1].n) if len(rows) > limit else None)

    def _entries(self) -> Any:
        conv, msg, contact = t.conversations, t.messages, t.contacts
        newest = (
            select(func.max(msg.c.created_at)).where(msg.c.conversation_id == conv.c.id).scalar_subquery()
        )
        left = select(func.count()).select_from(contact).where(contact.c.conversation_id == conv.c.id)
        spoke = (
            select(msg.c.sender)
            .where(msg.c.conversation_id == conv.c.id, msg.c.sender.in_(("customer", "staff")))
            .order_by(msg.c.seq.desc())
            .limit(1)
        )
        return select(
            conv,
            newest.label("newest"),
            left.scalar_subquery().label("contact_count"),
            urgent(conv.c.id).label("urgent"),
            spoke.scalar_subquery().label("spoke_last"),
        )

    def _entry(self, row: Row[Any]) -> QueueEntry:
        return QueueEntry(
            conversation=self._store.conversation(row),
            waiting_since=row.waiting_since,
            last_message_at=row.newest or row.updated_at,
            contact_left=row.contact_count > 0,
            urgent=bool(row.urgent),
            unanswered=row.owner == Owner.STAFF.value and row.spoke_last == "customer",
        )

    def claim(self, conversation_id: ConversationId, staff: StaffMember) -> Conversation:
        """Take a waiting conversation. Claiming again what one has is fine.
        Raises AlreadyClaimed (with the alias), NotWaiting, Forbidden, ConversationNotFound."""
        conv = t.conversations
        with self._db.write() as tx:
            row = self._allowed(tx, conversation_id, staff)
            # The condition decides the race, even where the row's lock did not.
            won = tx.conn.execute(
                update(conv)
                .where(conv.c.id == conversation_id, conv.c.owner == Owner.WAITING.value)
                .values(
                    owner=Owner.STAFF.value,
                    claimed_by=staff.id,
                    claimed_alias=staff.alias,
                    claimed_until=tx.now + self._claim_for,
                )
            ).rowcount
            if won == 1:
                self._store.change(
                    tx, conversation_id, owner=Owner.STAFF.value, state_version=row.state_version + 1
                )
                self._store.add_notice(tx, row, "system.claimed", alias=staff.alias)
                arrive(tx, staff)
                tx.audit(staff.username, Audited.CLAIM, conversation_id)
            elif row.owner != Owner.STAFF.value:
                raise NotWaiting
            elif row.claimed_by != staff.id:
                raise AlreadyClaimed(row.claimed_alias or "")
            return self._store.conversation(self._store.conversation_row(tx.conn, conversation_id))

    def say(
        self,
        conversation_id: ConversationId,
        staff: StaffMember,
        text: str,
        client_id: str | None = None,
        warned: Sequence[str] = (),
    ) -> StoredMessage:
        """Say something to the customer. The same client_id again gives the same message. `warned`: kinds of personal
        data that the writer was warned about (`desk.handover.replycheck`) and sends all the same; recorded.
        Raises NotClaimant, Forbidden, ConversationNotFound, ClientIdReused."""
        with self._db.write() as tx:
            row = self._allowed(tx, conversation_id, staff)
            if client_id is not None:
                known = self._store.messages(
                    tx.conn,
                    t.messages.c.conversation_id == conversation_id,
                    t.messages.c.staff_client_id == f"{staff.id}:{client_id}",
                )
                if known:
                    if known[0].text != text:
                        raise ClientIdReused
                    return known[0]
            self._claimant(row, staff)
            message_id = self._store.add_message(
                tx,
                conversation_id,
                "staff",
                NewMessage(text=text, kind=MessageKind.ANSWER),
                staff_alias=staff.alias,
                staff_client_id=None if client_id is None else f"{staff.id}:{client_id}",
            )
            self._store.change(tx, conversation_id, claimed_until=tx.now + self._claim_for)
            if warned:
                tx.audit(staff.username, Audited.REPLY_PERSONAL, conversation_id, " ".join(warned))
            return self._store.messages_by_id(tx.conn, [message_id])[0]

    def release(self, conversation_id: ConversationId, staff: StaffMember) -> Conversation:
        """Give it back to the bot. Raises NotClaimant, Forbidden, ConversationNotFound."""
        with self._db.write() as tx:
            row = self._allowed(tx, conversation_id, staff)
            self._claimant(row, staff)
            return self._hand_over(tx, row, Owner.BOT, Audited.RELEASED, staff)

    def close(self, conversation_id: ConversationId, staff: StaffMember) -> Conversation:
        """End it: what one has, or what waits. Closing a closed one is fine.
        Raises NotClaimant, Forbidden, ConversationNotFound."""
        with self._db.write() as tx:
            row = self._allowed(tx, conversation_id, staff)
            if row.owner == Owner.CLOSED.value:
                return self._store.conversation(row)
            if row.owner != Owner.WAITING.value:
                self._claimant(row, staff)
            return self._hand_over(tx, row, Owner.CLOSED, Audited.CLOSED, staff)

    def _hand_over(
        self, tx: Tx, row: Row[Any], owner: Owner, act: Audited, staff: StaffMember
    ) -> Conversation:
        values: dict[str, Any] = dict(_UNCLAIMED, waiting_since=None, handoff_reason=None, expects=None)
        self._store.change(tx, row.id, owner=owner.value, state_version=row.state_version + 1, **values)
        self._store.add_notice(tx, row, _TOLD[act], alias=staff.alias)
        tx.audit(staff.username, act, row.id)
        return self._store.conversation(self._store.conversation_row(tx.conn, row.id))

    def heartbeat(self, conversation_id: ConversationId, staff: StaffMember) -> datetime:
        """The claimer is still there; gives when the claim ends without another sign. Raises NotClaimant, Forbidden."""
        with self._db.write() as tx:
            row = self._allowed(tx, conversation_id, staff)
            self._claimant(row, staff)
            until = tx.now + self._claim_for
            tx.conn.execute(
                update(t.conversations)
                .where(t.conversations.c.id == conversation_id)
                .values(claimed_until=until)
            )
            return until

    def expire_claims(self, now: datetime | None = None) -> tuple[str, ...]:
        """Give conversations whose claimer went away back to the queue (their place there is that of their first
        wait); gives their ids."""
        conv = t.conversations
        with self._db.write(now) as tx:
            query = (
                select(conv)
                .where(conv.c.owner == Owner.STAFF.value, conv.c.claimed_until <= tx.now)
                .order_by(conv.c.n)
                .with_for_update(key_share=True)
            )
            rows = tx.conn.execute(query).all()
            for row in rows:
                self._store.change(
                    tx, row.id, owner=Owner.WAITING.value, state_version=row.state_version + 1, **_UNCLAIMED
                )
                self._store.add_notice(tx, row, "system.claim_expired", alias=row.claimed_alias)
                tx.audit("desk", Audited.CLAIM_EXPIRED, row.id)
            return tuple(row.id for row in rows)

    def contacts(self, conversation_id: ConversationId, staff: StaffMember) -> tuple[Contact, ...]:
        """Contacts the customer left, decrypted; audited. Raises Forbidden, ConversationNotFound."""
        contact = t.contacts
        with self._db.write() as tx:
            self._allowed(tx, conversation_id, staff)
            rows = tx.conn.execute(
                select(contact)
                .where(contact.c.conversation_id == conversation_id)
                .order_by(contact.c.created_at, contact.c.id)
            ).all()
            if rows:
                tx.audit(staff.username, Audited.CONTACT_READ, conversation_id)
            return tuple(
                Contact(
                    row.id,
                    row.conversation_id,
                    row.company,
                    self._vault.read(tx, row.id, staff.username, "contact"),
                    row.created_at,
                )
                for row in rows
            )

    def _allowed(self, tx: Tx, conversation_id: ConversationId, staff: StaffMember) -> Row[Any]:
        row = self._store.conversation_row(tx.conn, conversation_id, lock=True)
        if not staff.may(Permission.REPLY, row.company):
            raise Forbidden
        return row

    @staticmethod
    def _claimant(row: Row[Any], staff: StaffMember) -> None:
        if row.owner != Owner.STAFF.value or row.claimed_by != staff.id:
            raise NotClaimant
