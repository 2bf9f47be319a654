"""Reading and writing rows inside a transaction that a service has begun."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from desk.calendar.rulebook import Rulebook
from desk.chat.dialogue import KeptDialogue
from desk.chat.watching import OwnerChange, Said, Watcher
from desk.errors import ConversationNotFound
from desk.ids import ConversationId
from desk.locales import Locale
from desk.model import Choice, Conversation, FormOffer, FormRef, NewMessage, Sender, StoredMessage
from desk.notify import STAFF, conversation_topic
from desk.storage import codec
from desk.storage import tables as t
from desk.storage.database import Database, Tx
from desk.vaulting.crypto import Keyring, new_id, new_token
from desk.words import known
from knowledge.vocabulary import CompanyId, Expects, MessageKind, Owner, Region

LINK_TTL = timedelta(minutes=30)
"""How long a form opens whose link was sent into another company's app (LINE)."""
Render = Callable[[str, Locale, Mapping[str, Any]], str]
"""`render(key, locale, params)`: the customer's wording (desk.wording.render)."""


@dataclass(frozen=True, slots=True)
class Context:
    """What every service is made of."""

    db: Database
    keys: Keyring
    render: Render
    rulebook: Rulebook = field(default_factory=Rulebook)
    mails: bool = False
    """Whether customers get e-mail."""
    watchers: list[Watcher] = field(default_factory=list)
    """Who is told, in the same commit, what was said and who has a conversation now."""


def _state_place(conversation_id: ConversationId) -> str:
    return f"conversations.state_enc:{conversation_id}"


class Store:
    """Rows of conversations and messages as data classes, sealing and opening on the way."""

    def __init__(self, context: Context) -> None:
        self.keys = context.keys
        self.render = context.render
        self._watchers = context.watchers

    # ------------------------------------------------------------ conversations

    def conversation_row(
        self, conn: Connection, conversation_id: ConversationId, lock: bool = False
    ) -> Row[Any]:
        """The row; `lock` keeps other writers of this conversation out (not rows that only refer to it). Raises
        ConversationNotFound."""
        query = select(t.conversations).where(t.conversations.c.id == conversation_id)
        row = conn.execute(query.with_for_update(key_share=True) if lock else query).one_or_none()
        if row is None:
            raise ConversationNotFound
        return row

    def conversation(self, row: Row[Any]) -> Conversation:
        """A row as data."""
        if row.state_enc:
            state = self.keys.open_json(row.state_enc, _state_place(row.id))
        else:  # destroyed
            state = {"slots": {}, "dialogue": None, "held": {}}
        return Conversation(
            id=row.id,
            company=row.company,
            region=known(Region, row.region),
            locale=row.locale,
            channel=row.channel,
            owner=Owner(row.owner),
            expects=Expects(row.expects) if row.expects else None,
            slots=state["slots"],
            dialogue_state=state["dialogue"],
            state_version=row.state_version,
            policy_version=row.policy_version,
            claimed_by=row.claimed_by,
            claimed_alias=row.claimed_alias,
            claimed_until=row.claimed_until,
            handoff_reason=row.handoff_reason,
            held=state["held"],
            created_at=row.created_at,
            updated_at=row.updated_at,
        )

    def seal_state(
        self,
        tx: Tx,
        company: CompanyId,
        conversation_id: ConversationId,
        slots: Mapping[str, Any],
        dialogue: KeptDialogue | None,
        held: Mapping[str, str],
    ) -> bytes:
        """Slots, compact dialogue state and held values, as one sealed value."""
        state = {"slots": dict(slots), "dialogue": dialogue, "held": dict(held)}
        return self.keys.of(tx.conn, company).seal_json(state, _state_place(conversation_id))

    def change(self, tx: Tx, conversation_id: ConversationId, **values: Any) -> None:
        """Update a conversation and announce it."""
        conv = t.conversations
        company, channel, owner = tx.conn.execute(
            update(conv)
            .where(conv.c.id == conversation_id)
            .values(updated_at=tx.now, **values)
            .returning(conv.c.company, conv.c.channel, conv.c.owner)
        ).one()
        tx.topics.add(conversation_topic(conversation_id))
        if values.keys() & {"owner", "claimed_by"}:
            tx.topics.add(STAFF)
        if "owner" in values:
            for watcher in self._watchers:
                watcher.owner_changed(tx, OwnerChange(conversation_id, company, channel, owner))

    # ------------------------------------------------------------ messages

    def add_message(
        self,
        tx: Tx,
        conversation_id: ConversationId,
        sender: Sender,
        message: NewMessage,
        staff_alias: str | None = None,
        inbound_id: str | None = None,
        staff_client_id: str | None = None,
    ) -> str:
        """Append a message (the conversation's row is locked by this transaction); gives its id."""
        conv = t.conversations
        seq, company, channel, owner = tx.conn.execute(
            update(conv)
            .where(conv.c.id == conversation_id)
            .values(last_seq=conv.c.last_seq + 1, updated_at=tx.now)
            .returning(conv.c.last_seq, conv.c.company, conv.c.channel, conv.c.owner)
        ).one()
        message_id = new_id("m")
        form_id, form_token = None, None
        if message.form is not None:
            # In another company's app the address stays in the chat for good, so it opens for a short time only.
            ttl = message.form.ttl if channel == "web" else min(message.form.ttl, LINK_TTL)
            form_id, form_token = self._offer(tx, conversation_id, replace(message.form, ttl=ttl))
        body = {"text": message.text, "params": dict(message.params), "form_token": form_token}
        tx.conn.execute(
            insert(t.messages).values(
                id=message_id,
                conversation_id=conversation_id,
                seq=seq,
                sender=sender,
                kind=None if sender == "customer" else message.kind.value,
                wording_key=message.key,
                body_enc=self.keys.of(tx.conn, company).seal_json(body, f"messages.body_enc:{message_id}"),
                citations=[dict(c) for c in message.citations],
                choices=[asdict(c) for c in message.choices],
                form_id=form_id,
                staff_alias=staff_alias,
                inbound_id=inbound_id,
                staff_client_id=staff_client_id,
                created_at=tx.now,
            )
        )
        tx.topics.add(conversation_topic(conversation_id))
        said = Said(conversation_id, message_id, company, channel, owner, sender, message.key)
        for watcher in self._watchers:
            watcher.said(tx, said)
        return message_id

    def add_notice(
        self, tx: Tx, row: Row[Any], key: str, choices: tuple[Choice, ...] = (), **params: Any
    ) -> str:
        """Append a system message from a wording key."""
        text = self.render(key, row.locale, params)
        message = NewMessage(text=text, kind=MessageKind.NOTICE, key=key, params=params, choices=choices)
        return self.add_message(tx, row.id, "system", message)

    def _offer(self, tx: Tx, conversation_id: ConversationId, offer: FormOffer) -> tuple[str, str]:
        """Make a form. An open one for the same purpose is revoked: what it was about has been settled anew."""
        self.revoke_forms(tx, conversation_id, offer.spec.purpose)
        form_id, token = new_id("f"), new_token()
        tx.conn.execute(
            insert(t.forms).values(
                id=form_id,
                conversation_id=conversation_id,
                token_mac=self.keys.mac("form", token),
                purpose=offer.spec.purpose,
                spec=codec.spec_to_json(offer.spec),
                status="open",
                created_at=tx.now,
                expires_at=tx.now + offer.ttl,
            )
        )
        return form_id, token

    def revoke_forms(self, tx: Tx, conversation_id: ConversationId, purpose: str) -> None:
        """Open forms of this conversation and purpose take nothing any more."""
        tx.conn.execute(
            update(t.forms)
            .where(t.forms.c.conversation_id == conversation_id)
            .where(t.forms.c.purpose == purpose, t.forms.c.status == "open")
            .values(status="revoked")
        )

    def messages_by_id(self, conn: Connection, ids: Sequence[str]) -> tuple[StoredMessage, ...]:
        """These messages, in the order of their conversation."""
        return self.messages(conn, t.messages.c.id.in_(ids)) if ids else ()

    def messages(self, conn: Connection, *where: Any, limit: int | None = None) -> tuple[StoredMessage, ...]:
        """Messages that meet the conditions, oldest first."""
        query = (
            select(t.messages, t.forms.c.spec, t.forms.c.expires_at, t.forms.c.status.label("form_status"))
            .outerjoin(t.forms, t.forms.c.id == t.messages.c.form_id)
            .where(*where)
            .order_by(t.messages.c.seq)
            .limit(limit)
        )
        return tuple(self._message(row) for row in conn.execute(query))

    def _message(self, row: Row[Any]) -> StoredMessage:
        body = self.keys.open_json(row.body_enc, f"messages.body_enc:{row.id}")
        form = None
        if row.form_id is not None and row.spec is not None:
            form = FormRef(
                token=body["form_token"],
                expires_at=row.expires_at,
                fields=codec.spec_from_json(row.spec).fields,
                spent=row.form_status == "spent",
            )
        return StoredMessage(
            id=row.id,
            seq=row.seq,
            conversation_id=row.conversation_id,
            sender=row.sender,
            kind=MessageKind(row.kind) if row.kind else None,
            text=body["text"],
            key=row.wording_key,
            params=body["params"],
            citations=tuple(row.citations),
            choices=codec.choices_from_json(row.choices),
            form=form,
            staff_alias=row.staff_alias,
            created_at=row.created_at,
        )


def within(companies: Iterable[CompanyId] | None, column: Any) -> list[Any]:
    """A condition for the companies that somebody may see; None means all."""
    return [] if companies is None else [column.in_(list(companies))]
