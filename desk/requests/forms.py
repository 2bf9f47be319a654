"""Forms: the one way personal data enters. A form opens one request, once."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from desk.audited import Audited
from desk.calendar.dues import DESK_ZONE
from desk.chat.dialogue import KeptDialogue
from desk.errors import ChangeInvalid
from desk.ids import ConversationId
from desk.incidents.records import IncidentRecords
from desk.life import AskedFor
from desk.locales import Locale
from desk.model import FormField, FormSpec, NewMessage, RequestDraft, Submitted
from desk.notify import STAFF
from desk.papers import links
from desk.requests import fields
from desk.requests.errors import FormExpired, FormInvalid, FormNotFound, FormSpent
from desk.requests.opening import Origin, first_status, open_record
from desk.requests.receipts import NO_RECEIPT
from desk.storage import codec
from desk.storage import tables as t
from desk.storage.database import Tx
from desk.storage.store import Context, Store
from desk.vaulting.crypto import new_id, same
from desk.vaulting.vault import Vault
from knowledge.vocabulary import CompanyId, Expects, Owner, ReplyMethod, Requester, RequestType

RESULT_KEPT = timedelta(days=1)
"""How long a repeated submission gets the first one's result (it holds the access code)."""


@dataclass(frozen=True, slots=True)
class FormView:
    """A form as its page needs it."""

    spec: FormSpec
    conversation_id: ConversationId
    company: CompanyId
    locale: Locale
    expires_at: datetime
    spent: bool


Announce = Callable[[Submitted, Locale, Sequence[str]], NewMessage]
"""Makes the conversation's message of a submitted form, from its locale and the requests that the customer wished for
besides. Must not show the access code."""

Advance = Callable[[Mapping[str, Any], KeptDialogue | None], tuple[Mapping[str, Any], KeptDialogue]]
"""Slots and dialogue state of the conversation, before and after its request was opened."""

BY_POST = (ReplyMethod.POST, ReplyMethod.MEDIA)
"""Ways of reply that need an address."""

INSTEAD = {"new_value": "details", "details": "new_value"}
"""A required field that another one may take the place of."""


def required_names(
    request_type: AskedFor, requester: Requester, reply_method: ReplyMethod | None
) -> tuple[str, ...]:
    """Which fields the contract requires: name; address or email as the reply needs; for a correction new_value
    (details will do instead); for agents principal_name and relation."""
    names = {"name"}
    if reply_method in BY_POST:
        names.add("address")
    elif reply_method == ReplyMethod.EMAIL:
        names.add("email")
    if request_type == RequestType.CORRECTION:
        names.add("new_value")
    if requester != Requester.SELF:
        names |= {"principal_name", "relation"}
    return tuple(name for name in fields.ORDER if name in names)


def form_fields(
    request_type: AskedFor,
    requester: Requester,
    reply_method: ReplyMethod | None,
    label: Callable[[str], str],
    wanted: Iterable[str] = (),
) -> tuple[FormField, ...]:
    """The fields of a request's form in their usual order: the required ones, `wanted` (a desk's own needs) and the
    customary optional ones. `label` gives a field's label from its name."""
    required = set(required_names(request_type, requester, reply_method))
    shown = required | set(wanted) | {"details"}
    if request_type == RequestType.CORRECTION:
        shown |= {"current_value", "new_value"}
    if not required & {"address", "email"}:
        shown |= {"address", "email"}
    if requester != Requester.SELF:
        shown.add("principal_address")
    unknown = shown - set(fields.ORDER)
    if unknown:
        raise ValueError(f"unknown form fields: {', '.join(sorted(unknown))}")
    return tuple(FormField(name, label(name), name in required) for name in fields.ORDER if name in shown)


def one_of(spec: FormSpec) -> fields.OneOf | None:
    """Of which fields of a form one must be there: staff must be able to reach who leaves a contact, and an answer
    needs a place to go where no way of reply is settled."""
    if spec.request is None or spec.request.kind != "request":  # somebody answers; nothing has to be sent
        names, key = fields.PHONE_OR_EMAIL
    elif spec.request.reply_method in (*BY_POST, ReplyMethod.EMAIL):
        return None
    else:
        names, key = fields.ADDRESS_OR_EMAIL
    asked = {field.name for field in spec.fields}
    return tuple(name for name in names if name in asked), key


def left_out(draft: RequestDraft, values: Mapping[str, str]) -> tuple[str, ...]:
    """What a letter leaves out of that for which the form of such a request asks."""
    if draft.kind != "request":
        return ()
    wanted = required_names(draft.request_type, draft.requester, draft.reply_method)
    missing = [name for name in wanted if name not in values and INSTEAD.get(name) not in values]
    if not values.keys() & {"address", "email"} and not {"address", "email"} & set(missing):
        missing.append("address")  # an answer needs a place to go
    return tuple(missing)


def somebody(values: Mapping[str, str]) -> None:
    """What came without the form leaves much out, but says whose it is, or how to reach them. Raises ChangeInvalid."""
    if not values.keys() & {"name", "address", "phone", "email"}:
        raise ChangeInvalid("customer: a name, an address, a phone number or an e-mail address.", "customer")


class Forms:
    """Tokens are bearer secrets, kept as MACs (and encrypted in the message that offers the form)."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._db, self._keys, self._store = context.db, context.keys, Store(context)
        self._vault, self._incidents = Vault(context), IncidentRecords(context)

    def _row(self, conn: Connection, token: str) -> Row[Any]:
        query = select(t.forms).where(t.forms.c.token_mac == self._keys.mac("form", token))
        row = conn.execute(query).one_or_none()
        if row is None:
            raise FormNotFound
        return row

    def describe(self, token: str, now: datetime | None = None) -> FormView:
        """Read a form without spending it. Raises FormNotFound, FormExpired (also for one that was cancelled)."""
        with self._db.read() as conn:
            row = self._row(conn, token)
            if row.status == "revoked" or row.expires_at <= (now or self._db.clock()):
                raise FormExpired
            conversation = self._store.conversation_row(conn, row.conversation_id)
            return FormView(
                spec=codec.spec_from_json(row.spec),
                conversation_id=row.conversation_id,
                company=conversation.company,
                locale=conversation.locale,
                expires_at=row.expires_at,
                spent=row.status == "spent",
            )

    def locale_of(self, token: str) -> Locale | None:
        """The language of a form's conversation, also past the form's time; None where there is no such form."""
        with self._db.read() as conn:
            try:
                row = self._row(conn, token)
            except FormNotFound:
                return None
            locale: Locale = self._store.conversation_row(conn, row.conversation_id).locale
        return locale

    def submit(
        self,
        token: str,
        values: Mapping[str, object],
        announce: Announce | None = None,
        now: datetime | None = None,
        advance: Advance | None = None,
    ) -> Submitted:
        """Open the request: request, vault, history and the conversation's message in one transaction.

        The same body again gives the same result with `repeated` (for a day, also past the form's expiry).
        `advance` moves the conversation's slots and dialogue state on with it.
        Raises FormNotFound, FormExpired, FormSpent, FormInvalid (each bad field, and the right values).
        """
        with self._db.write(now) as tx:
            first = self._row(tx.conn, token)
            conversation = self._store.conversation_row(tx.conn, first.conversation_id, lock=True)
            row = self._row(tx.conn, token)
            body_mac = self._body_mac(row.id, values)
            if row.status == "spent":
                return self._again(row, body_mac, tx.now)
            if row.status == "revoked" or row.expires_at <= tx.now:
                raise FormExpired
            spec = codec.spec_from_json(row.spec)
            clean = _checked(spec, conversation, values, tx.now)
            result = self._open(tx, row, conversation, spec, clean)
            tx.conn.execute(
                update(t.forms)
                .where(t.forms.c.id == row.id)
                .values(
                    status="spent",
                    spent_at=tx.now,
                    body_mac=body_mac,
                    result_enc=self._keys.of(tx.conn, conversation.company).seal_json(
                        codec.submitted_to_json(result), f"forms.result_enc:{row.id}"
                    ),
                )
            )
            self._announce(tx, conversation, result, announce)
            self._advance(tx, conversation, result, advance)
        return result

    def _body_mac(self, form_id: str, values: Mapping[str, object]) -> bytes:
        """Of what was sent, white space at the ends, empty fields and order apart."""
        body = {
            name: value.strip() if isinstance(value, str) else value
            for name, value in values.items()
            if value not in (None, "")
        }
        return self._keys.mac(
            "form_body", form_id, json.dumps(body, sort_keys=True, ensure_ascii=False, default=repr)
        )

    def _again(self, row: Row[Any], body_mac: bytes, now: datetime) -> Submitted:
        if row.result_enc is None or row.spent_at + RESULT_KEPT <= now:
            raise FormExpired
        if not same(row.body_mac, body_mac):
            raise FormSpent if row.expires_at > now else FormExpired
        result = self._keys.open_json(row.result_enc, f"forms.result_enc:{row.id}")
        return codec.submitted_from_json(result, repeated=True)

    def _open(
        self, tx: Tx, row: Row[Any], conversation: Row[Any], spec: FormSpec, clean: dict[str, str]
    ) -> Submitted:
        if spec.request is None:
            self._keep_contact(tx, conversation, clean)
            return Submitted("contact", NO_RECEIPT, "", None, (), {}, (), conversation.id)
        draft, incident = self._incidents.fitted(tx, conversation, spec.request)
        origin = Origin(
            by="customer",
            actor="customer",
            came_by="line" if conversation.channel == "line" else "web",
            locale=conversation.locale,
            conversation_id=conversation.id,
            form_id=row.id,
        )
        opened = open_record(self._context, tx, draft, clean, origin)
        if incident is not None:
            self._incidents.link_in(tx, opened.receipt, incident, "customer")
        to_come = first_status(draft) == "sending_form" and draft.terms is not None
        return Submitted(
            "request",
            opened.receipt,
            opened.access_code,
            draft.standing,
            draft.checklist,
            draft.send_to,
            draft.documents,
            conversation.id,
            links=links.issue(self._keys, opened.receipt, draft.documents, conversation.locale, tx.now),
            kind=draft.kind,
            form_to_come="、".join(draft.terms.form_names) if to_come and draft.terms else None,
        )

    def _keep_contact(self, tx: Tx, conversation: Row[Any], clean: dict[str, str]) -> None:
        contact_id = new_id("k")
        tx.conn.execute(
            insert(t.contacts).values(
                id=contact_id,
                conversation_id=conversation.id,
                company=conversation.company,
                created_at=tx.now,
            )
        )
        self._vault.put(tx, contact_id, conversation.company, clean)
        tx.audit("customer", Audited.CONTACT_LEFT, conversation.id)
        tx.topics.add(STAFF)

    def _announce(self, tx: Tx, conversation: Row[Any], result: Submitted, announce: Announce | None) -> None:
        """The receipt in the conversation. It is a desk notice, so it goes out whoever has the conversation."""
        if announce is None:
            return
        later = (
            self._store.conversation(conversation).slots.get("later") if result.purpose == "request" else None
        )
        message = announce(result, conversation.locale, tuple(later or ()))
        sender = "bot" if conversation.owner == Owner.BOT else "system"
        self._store.add_message(tx, conversation.id, sender, message)  # type: ignore[arg-type]

    def _advance(self, tx: Tx, row: Row[Any], result: Submitted, advance: Advance | None) -> None:
        """The dialogue learns of it: its state moves on with the request, in one transaction."""
        values: dict[str, Any] = {}
        if row.expects == Expects.PERSONAL_DATA:
            values["expects"] = None
        if advance is not None and result.purpose == "request" and result.kind == "request":
            before = self._store.conversation(row)
            slots, state = advance(before.slots, before.dialogue_state)
            values["state_version"] = row.state_version + 1
            values["state_enc"] = self._store.seal_state(tx, row.company, row.id, slots, state, before.held)
        if values:
            self._store.change(tx, row.id, **values)


def _checked(
    spec: FormSpec, conversation: Row[Any], values: Mapping[str, object], now: datetime
) -> dict[str, str]:
    """The clean values. Raises FormInvalid."""
    region = spec.request.region if spec.request else conversation.region
    required = frozenset(field.name for field in spec.fields if field.required)
    today = now.astimezone(DESK_ZONE).date()
    checked = fields.check(values, required, INSTEAD, region, today, one_of(spec))
    if checked.errors:
        raise FormInvalid(checked.errors, checked.values)
    return checked.values
