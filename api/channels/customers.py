"""Customers in a channel: what their events mean to the desk. The same for every platform.

What is kept of them, and their kinds: `api.channels.intake`. A kind that is not named there goes to `other`, which a
channel may override.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from starlette.concurrency import run_in_threadpool

from api.channels.intake import CustomerIntake
from api.companies import Companies
from api.schemas import MAX_TEXT
from api.turns.gateway import Gateway
from desk.bootstrap import Desk
from desk.channels.adapter import Pushed
from desk.channels.ledger import Event
from desk.channels.notices import Notices
from desk.channels.people import Known
from desk.chat.language import detect
from desk.errors import ConversationClosed
from desk.ids import ConversationId
from desk.model import Content, Conversation
from desk.storage import codec
from desk.storage.database import Tx
from desk.texts import MaskedText, RawText
from knowledge.vocabulary import Owner

BUSY_AFTER = 1.5
"""Seconds after which a turn counts as slow, and the channel shows that an answer is on its way."""
REOPENED = 3
WAITED_FOR = ("text", "choice", "too_long", "unsupported")
"""Kinds of events after which a customer waits for a word."""


class CustomerHandler(CustomerIntake):
    """A channel's account is a company's id here."""

    adapter: Pushed

    def __init__(self, desk: Desk, companies: Companies, gateway: Gateway, adapter: Pushed) -> None:
        super().__init__(companies, gateway.taking, adapter)
        self.desk, self.gateway, self.people = desk, gateway, desk.channels.people
        self.ledger, self.notices = desk.channels.ledger, Notices(desk.context)

    # ------------------------------------------------------------ what it leads to

    async def handle(self, event: Event) -> None:
        """Work on one event (`api.channels.handler.Handler`)."""
        person = str(event.content.get("person") or "")
        if event.kind in ("text", "choice"):
            await self._turn(event, codec.content_from_json(event.content["content"]))
        elif event.kind == "follow":
            await run_in_threadpool(self._follow, event, person)
        elif event.kind == "unfollow":
            await run_in_threadpool(
                self.ledger.done, event, lambda tx: self._reachable(tx, event, person, False)
            )
        elif event.kind == "too_long":
            await self._notice(event, "system.too_long", {"limit": MAX_TEXT})
        elif event.kind == "unsupported":
            await self._notice(event, f"channels.unsupported.{event.content['what']}", {})
        else:
            await self.other(event)

    async def other(self, event: Event) -> None:
        """A kind that this channel alone knows; by default nothing comes of it."""
        await run_in_threadpool(self.ledger.done, event)

    async def given_up(self, event: Event) -> Callable[[Tx], None] | None:
        """Whoever has written reads that it went wrong, and how to reach a person (`api.channels.handler.Handler`)."""
        if event.kind not in WAITED_FOR:
            return None
        conversation = await run_in_threadpool(self.conversation, event, None)
        return lambda tx: self.notices.given_up(tx, conversation.id, event.received_at)

    async def _turn(self, event: Event, content: Content) -> None:
        busy = asyncio.create_task(self._busy(event))
        try:
            for _ in range(REOPENED):
                conversation = await run_in_threadpool(self.conversation, event, content.text)
                settled = self.taking.settled(conversation, content)
                try:
                    after, _ = await self.gateway.receive_content(
                        conversation.id, event.key, settled, RawText(event.key)
                    )
                    break
                except ConversationClosed:  # by staff, just now: what was said opens the next one
                    continue
            else:
                raise ConversationClosed
        finally:
            busy.cancel()
            with suppress(asyncio.CancelledError):
                await busy
        await run_in_threadpool(self.ledger.done, event, lambda tx: self._hours(tx, after))

    async def _busy(self, event: Event) -> None:
        await asyncio.sleep(BUSY_AFTER)
        person = event.content.get("person")
        if person:
            await self.adapter.busy(event.account, person)

    def _hours(self, tx: Tx, conversation: Conversation) -> None:
        if conversation.owner is not Owner.WAITING:
            return
        state = self.companies.state_in(tx.conn, conversation.company)
        if state.opens_at is not None:
            self.notices.out_of_hours(tx, conversation.id, state.opens_at)

    async def _notice(self, event: Event, key: str, params: dict[str, Any]) -> None:
        conversation = await run_in_threadpool(self.conversation, event, None)
        await run_in_threadpool(
            self.ledger.done, event, lambda tx: self.notices.say(tx, conversation.id, key, params)
        )

    def _follow(self, event: Event, person: str) -> None:
        known = self._known(event)
        if known is None:
            self.conversation(event, None)  # its greeting is the welcome
            self.ledger.done(event)
            return
        in_use, back = known.conversation, not known.reachable and known.since <= event.occurred_at
        if back and in_use.owner is Owner.CLOSED:
            in_use = self.conversation(event, None)

        def welcome(tx: Tx) -> None:
            self._reachable(tx, event, person, True)
            if back:
                self.notices.say(tx, in_use.id, "channels.welcome_back")

        self.ledger.done(event, welcome)

    def _reachable(self, tx: Tx, event: Event, person: str, reachable: bool) -> None:
        self.people.set_reachable(tx, event.channel, event.account, person, reachable, event.occurred_at)

    def _known(self, event: Event) -> Known | None:
        return self.people.current(event.channel, event.account, event.content["person"])

    def conversation(self, event: Event, text: MaskedText | None) -> Conversation:
        """The conversation that this person has in use; a new one, greeted, for somebody new and after the last one
        was closed. But what a closed one has taken in (it was closed before the event could be marked as done with)
        belongs there, and is not answered again in the next."""
        person = event.content["person"]
        known = self._known(event)
        if known is not None and known.conversation.owner is not Owner.CLOSED:
            if not known.reachable:
                with self.desk.database.write() as tx:  # they write: the news that they are back was lost
                    self._reachable(tx, event, person, True)
            return known.conversation
        if known is not None:
            earlier = self.people.taken_in(event.channel, event.account, person, event.key)
            if earlier is not None:
                return earlier
        company = self._company(event.account)

        def bind(tx: Tx, conversation_id: ConversationId) -> None:
            self._reachable(tx, event, person, True)  # what of an older one is still to go out goes out too
            self.people.bind(
                tx, conversation_id, event.channel, event.account, company.id, person, event.occurred_at
            )

        before = known.conversation.locale if known else "ja"
        locale = (detect(text) if text else None) or before
        return self.companies.open_conversation(company, None, locale, event.channel, bind)[0]
