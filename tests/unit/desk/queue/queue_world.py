"""Staff, conversations and their messages on a few tables in memory: for rules of the queue and its transfers."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from sqlalchemy import func, insert, select, update

from desk.handover.handoffs import Handoffs
from desk.handover.notes import Notes
from desk.handover.queue import Queue
from desk.handover.transfers import Transfers
from desk.ids import ConversationId
from desk.roles import Role, StaffMember
from desk.storage import tables as t
from desk.storage.live_tables import conversation_notes, staff_presence
from desk.storage.staff_tables import staff, staff_sessions
from knowledge.vocabulary import CompanyId
from tests.unit.desk.small_store import START, Sealing, SmallDatabase, transaction

CLAIM = timedelta(minutes=15)
OCS, ONI = CompanyId("ocs"), CompanyId("oni")


def member(name: str, role: Role = "desk", *companies: CompanyId, alias: str | None = None) -> StaffMember:
    return StaffMember(name, name, alias or f"担当{name}", frozenset(companies) or None, role)


HANAKO, JIRO = member("hanako"), member("jiro")


class World:
    """A desk of one transaction that never ends; its time is moved by `tx.now`."""

    def __init__(self) -> None:
        tables = (staff, staff_sessions, staff_presence, t.conversations, t.forms, t.messages, t.contacts)
        self.tx = transaction(*tables, conversation_notes)
        context: Any = SimpleNamespace(
            db=SmallDatabase(self.tx),
            keys=Sealing(),
            render=lambda key, _, params: f"{key} {' '.join(params.values())}",
            watchers=[],
        )
        self.transfers = Transfers(context, CLAIM)
        self.notes = Notes(context)
        self.queue = Queue(context, Handoffs(context, CLAIM))

    def add(self, one: StaffMember, *, here: bool = True) -> StaffMember:
        """A member of staff; one who is `here` has logged in and has a page open."""
        companies = sorted(one.companies) if one.companies is not None else None
        values = {"username": one.username, "alias": one.alias, "role": one.role, "companies": companies}
        run = self.tx.conn.execute
        run(insert(staff).values(id=one.id, password_hash="!", created_at=START, **values))
        if here:
            ends = START + timedelta(hours=8)
            times = {"created_at": START, "used_at": START, "expires_at": ends, "ends_at": ends}
            run(
                insert(staff_sessions).values(
                    token_mac=one.id.encode(), id=one.id, staff_id=one.id, via="console", client="",
                    code_due=False, **times,
                )
            )  # fmt: skip
            run(insert(staff_presence).values(staff_id=one.id, away=False, seen_at=self.tx.now, since=START))
        return one

    def away(self, one: StaffMember) -> None:
        self.tx.conn.execute(
            update(staff_presence).where(staff_presence.c.staff_id == one.id).values(away=True)
        )

    def conversation(
        self, name: str, owner: str, by: StaffMember | None = None, **more: Any
    ) -> ConversationId:
        values = {
            "company": OCS, "locale": "ja", "channel": "web", "owner": owner, "token_mac": b"", "state_enc": b"",
            "state_version": 7, "last_seq": 0, "created_at": START, "updated_at": START, "purged": False,
            "waiting_since": START, **more,
        }  # fmt: skip
        if by is not None:
            values |= {"claimed_by": by.id, "claimed_alias": by.alias, "claimed_until": START}
        self.tx.conn.execute(insert(t.conversations).values(id=name, **values))
        return ConversationId(name)

    def notice(self, conversation: str, key: str) -> None:
        """Something that the desk said in it, one second after what was said before."""
        self.tx.now += timedelta(seconds=1)
        conv = t.conversations
        seq = self.tx.conn.execute(
            update(conv)
            .where(conv.c.id == conversation)
            .values(last_seq=conv.c.last_seq + 1)
            .returning(conv.c.last_seq)
        ).scalar_one()
        self.tx.conn.execute(
            insert(t.messages).values(
                id=f"{conversation}-{seq}", conversation_id=conversation, seq=seq, sender="system", kind="notice",
                wording_key=key, body_enc=b"", citations=[], choices=[], created_at=self.tx.now,
            )
        )  # fmt: skip

    def spoken(self, conversation: str, sender: str) -> None:
        """Something that the customer, staff or the bot said."""
        self.notice(conversation, "said")
        msg = t.messages
        newest = select(func.max(msg.c.seq)).where(msg.c.conversation_id == conversation).scalar_subquery()
        self.tx.conn.execute(
            update(msg)
            .where(msg.c.conversation_id == conversation, msg.c.seq == newest)
            .values(sender=sender)
        )

    def row(self, conversation: str) -> Any:
        return self.tx.conn.execute(select(t.conversations).where(t.conversations.c.id == conversation)).one()

    def told(self, conversation: str) -> list[str]:
        """Wording keys of what the customer reads, oldest first."""
        msg = t.messages
        query = select(msg.c.wording_key).where(msg.c.conversation_id == conversation).order_by(msg.c.seq)
        return list(self.tx.conn.execute(query).scalars())

    def audited(self) -> list[tuple[str, str, str, str]]:
        return [(one.actor, one.action, one.subject, one.detail) for one in self.tx.entries]
