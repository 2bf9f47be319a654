"""Somebody on LINE on a small desk: conversations, what came in, what is to go out, and a platform that takes it."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select, update

from desk.channels.adapter import Item, Rate
from desk.channels.ledger import EventLedger, NewEvent
from desk.channels.outbox import NewItem, Outbox
from desk.channels.people import People
from desk.channels.sending import Plan, Sending
from desk.ids import ConversationId
from desk.model import NewMessage
from desk.storage.channel_tables import channel_events, channel_usage, outbox
from desk.storage.store import Store
from desk.storage.tables import conversations, inbound
from desk.texts import kept_masked
from knowledge.vocabulary import CompanyId, MessageKind
from tests.unit.desk.small_desk import SmallDesk

OCS, ONI = CompanyId("ocs"), CompanyId("oni")
SECOND = timedelta(seconds=1)


class Platform:
    """Takes five objects a call; a row says how many of them it makes."""

    name, objects_per_call, reply_seconds, metered, repeat_seconds = "line", 5, 50.0, True, 3600.0
    rate = Rate(50.0, 50)

    def __init__(self) -> None:
        self.limit: int | None = None
        self.broken: Exception | None = None

    def monthly_limit(self, account: str) -> int | None:
        return self.limit

    def render(self, item: Item) -> Sequence[Mapping[str, Any]]:
        if self.broken is not None:
            raise self.broken
        return [{"n": n} for n in range(int(item.payload.get("objects", 1)))]


class ChannelsWorld(SmallDesk):
    """U1 has the conversation c1 with OCS on LINE."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.ledger, self.box = EventLedger(self.context, "here"), Outbox(self.context, "here")
        self.people = People(self.context, self.ledger)
        self.sending = Sending(self.db, self.keys, self.box, self.people)
        self.store = Store(self.context)
        self.platform: Any = Platform()
        self.once(self._somebody)

    def _somebody(self) -> None:
        self.conversation("c1")
        self.bind("c1")

    def conversation(self, name: str, company: CompanyId = OCS, **more: Any) -> None:
        with self.db.write() as tx:
            state = self.keys.of(tx.conn, company).seal_json(
                {"slots": {}, "dialogue": None, "held": {}}, f"conversations.state_enc:{name}"
            )
            row: dict[str, Any] = {
                "id": name,
                "company": company,
                "locale": "ja",
                "channel": "line",
                "owner": "bot",
            }
            row |= {"token_mac": name.encode(), "state_enc": state, "state_version": 1, "last_seq": 0}
            times = {"created_at": tx.now, "updated_at": tx.now}
            tx.conn.execute(insert(conversations).values(row | times | more))

    def bind(self, name: str, person: str = "U1", company: CompanyId = OCS, **more: Any) -> None:
        with self.db.write() as tx:
            since = more.get("since", tx.now)
            self.people.bind(tx, ConversationId(name), "line", company, company, person, since)

    def came_in(
        self, event_id: str, person: str | None = "U1", token: str | None = "token", account: CompanyId = OCS
    ) -> str:
        """An event of somebody's; gives its id here."""
        kept = {"content": kept_masked("masked")}
        new = NewEvent(event_id, "text", self.clock.now, person, kept, token)
        self.ledger.take_in("line", account, account, [new])
        (row,) = [one for one in self.rows(channel_events) if one.event_id == event_id]
        return str(row.id)

    def event(self, event: str) -> Any:
        (row,) = [one for one in self.rows(channel_events) if one.id == event]
        return row

    def set_event(self, event: str, **values: Any) -> None:
        self.do(update(channel_events).where(channel_events.c.id == event).values(**values))

    def accepted(self, name: str, client_id: str) -> None:
        """A message of the customer's, taken in under this id."""
        row: dict[str, Any] = {"id": f"i-{name}-{client_id}", "conversation_id": name, "client_id": client_id}
        row |= {"content_mac": b"m", "content_enc": b"", "status": "accepted"}
        self.do(insert(inbound).values(row | {"reply_ids": [], "created_at": self.clock.now}))

    def put(self, key: str, objects: int = 1, **more: Any) -> str:
        """Something to be sent to U1."""
        given: dict[str, Any] = {"channel": "line", "account": "ocs", "company": OCS, "thread": "t1"}
        given |= {"kind": "message", "conversation_id": "c1", "payload": {"objects": objects}}
        with self.db.write() as tx:
            return self.box.put(tx, NewItem(key=key, **given | more))

    def say(self, key: str, objects: int = 1, conversation: str = "c1", **more: Any) -> str:
        """A message of the conversation, to be sent to whoever it belongs to."""
        with self.db.write() as tx:
            said = NewMessage(text="こんにちは", kind=MessageKind.ANSWER)
            message = self.store.add_message(tx, ConversationId(conversation), "bot", said)
        return self.put(key, objects, message_id=message, conversation_id=conversation, **more)

    def row(self, item: str) -> Any:
        (row,) = [one for one in self.rows(outbox) if one.id == item]
        return row

    def state(self, item: str) -> str:
        return str(self.row(item).state)

    def plan(self, sending: Sending | None = None) -> Plan | None:
        return (sending or self.sending).plan(self.platform, "ocs", "t1")

    def planned(self) -> Plan:
        plan = self.plan()
        assert plan is not None
        return plan

    @property
    def pushes(self) -> int:
        return sum(row.pushes for row in self.rows(channel_usage))

    def other_process(self) -> Sending:
        box = Outbox(self.context, "there")
        return Sending(self.db, self.keys, box, self.people)

    def opened(self, item: str) -> Any:
        with self.db.read() as conn:
            sealed = conn.execute(select(outbox.c.payload_enc).where(outbox.c.id == item)).scalar_one()
        return self.keys.open_json(sealed, f"outbox.payload_enc:{item}")
