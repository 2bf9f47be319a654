"""What tests of a turn stand on: conversations, an interpreter and a Rasa that do as they are told, and note what they
were asked."""

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine
from types import SimpleNamespace
from typing import Any

from api.turns.gateway import Gateway
from api.turns.taking import Inbound
from desk.chat.masking import Masker
from desk.errors import InboundNotFound
from desk.ids import ConversationId
from desk.model import Content, NewMessage, TurnOutcome
from desk.texts import RawText, SetApart, kept_masked
from knowledge.vocabulary import CompanyId, Owner

C1, C2 = ConversationId("c1"), ConversationId("c2")
WITHIN = 2.0
"""Seconds after which a turn that waits for ever is given up."""


def saying(*texts: str, **more: Any) -> TurnOutcome:
    return TurnOutcome(messages=tuple(NewMessage(one) for one in texts), **more)


def typed(text: str | None = "いつ届きますか", choice: str | None = None) -> Content:
    return Content(text=kept_masked(text) if text is not None else None, choice=choice, apart=SetApart())


class Chats:
    """Conversations, accepted messages with their replies; `troubles` are what the next commits end in."""

    def __init__(self) -> None:
        self.owner, self.locale = Owner.BOT, "ja"
        self.versions = {C1: 3, C2: 7}
        self.inbound: dict[str, Any] = {}
        self.waiting: list[Any] = []
        self.known: set[str] = set()
        self.troubles: deque[Exception] = deque()
        self.expected: list[Owner] = []
        self.gone = False

    def get(self, conversation_id: ConversationId) -> Any:
        return SimpleNamespace(
            id=conversation_id, company=CompanyId("ocs"), owner=self.owner, channel="widget", locale=self.locale,
            state_version=self.versions[conversation_id], expects=None, held={}, region=None,
            dialogue_state={"slots": {}, "active_loop": None},
        )  # fmt: skip

    def accept(
        self, conversation_id: ConversationId, client_id: str, content: Content, fingerprint: RawText
    ) -> Any:
        key = f"{conversation_id}/{client_id}"
        reply = self.inbound.setdefault(key, None)
        self.known.add(client_id)
        return SimpleNamespace(
            inbound_id=key, reply=reply or (), status="accepted" if reply is None else "answered"
        )

    def seen(self, _: ConversationId, client_id: str) -> bool:
        return client_id in self.known

    def answered(self, inbound_id: str) -> Any:
        return self.inbound.get(inbound_id)

    def commit_turn(self, inbound_id: str, outcome: TurnOutcome, *, expected_owner: Owner) -> Any:
        self.expected.append(expected_owner)
        if self.gone:
            raise InboundNotFound
        if self.troubles:
            raise self.troubles.popleft()
        self.versions[ConversationId(inbound_id.split("/")[0])] += 1
        self.inbound[inbound_id] = tuple(one.text for one in outcome.messages)
        return self.inbound[inbound_id]

    def pending(self) -> Any:
        return tuple(self.waiting)


class Mind:
    """The interpreter. What it is asked is noted in `steps`; each of its own turns is none unless one is set."""

    def __init__(self, desk: Any) -> None:
        self.desk = desk
        self.steps: list[str] = []
        self.own: dict[str, TurnOutcome] = {}
        self.worded: str | None = None
        self.gone: set[str] = set()
        self.locales: list[str] = []
        self.result = saying("三週間です", state_version=3, dialogue_state={"slots": {}, "active_loop": None})
        self.incidents = SimpleNamespace(enquiry=self._own("enquiry"), first=self._first)
        self.status_turn, self.despair_turn = self._own("status"), self._own("despair")

    def _own(self, name: str) -> Callable[..., TurnOutcome | None]:
        def turn(_: Any, __: Content, locale: str) -> TurnOutcome | None:
            self.steps.append(name)
            self.locales.append(locale)
            return self.own.get(name)

        return turn

    def _first(self, _: Any, __: Content, ___: str, outcome: TurnOutcome) -> TurnOutcome:
        self.steps.append("notice")
        return outcome

    def worded_choice(self, _: Any, __: Content) -> str | None:
        self.steps.append("worded")
        return self.worded

    def matter_of(self, _: Any, content: Content, locale: str) -> str:
        return f"text:{content.text}"

    def payload(self, _: Any, choice: str) -> str:
        if choice in self.gone:
            raise ValueError("yes, no")
        return f"/{choice}"

    def choice_gone(self, *_: Any) -> TurnOutcome:
        return saying("そのボタンは使えません")

    def apology(self, *_: Any) -> TurnOutcome:
        return saying("申し訳ありません", failed=True)

    def outcome(self, _: Any, turn: Any, __: str) -> TurnOutcome:
        self.steps.append(f"outcome:{turn}")
        return self.result

    def with_masking_notice(self, outcome: TurnOutcome, *_: Any) -> TurnOutcome:
        self.steps.append("masking")
        return outcome


class Rasa:
    """Answers each turn with what it was told; `trouble` is what a turn, or an erasure, ends in."""

    def __init__(self) -> None:
        self.turns: list[tuple[str, str, int]] = []
        self.held: list[tuple[str, int]] = []
        self.erased: list[str] = []
        self.trouble: Exception | None = None
        self.paused: asyncio.Event | None = None
        self.began = asyncio.Event()

    async def turn(self, conversation_id: str, text: str, _: Any, version: int) -> str:
        self.turns.append((conversation_id, text, version))
        self.began.set()
        if self.paused is not None:
            await self.paused.wait()
        if self.trouble is not None:
            raise self.trouble
        return text

    async def erase(self, conversation_id: str) -> None:
        if self.trouble is not None:
            raise self.trouble
        self.erased.append(conversation_id)

    def committed(self, conversation_id: str, version: int) -> None:
        self.held.append((conversation_id, version))


class World:
    def __init__(self) -> None:
        self.chats, self.rasa = Chats(), Rasa()
        self.to_wipe: list[ConversationId] = []
        self.wiped: list[ConversationId] = []
        wipes = SimpleNamespace(pending=lambda: tuple(self.to_wipe), done=self.wiped.append)
        self.mind = Mind(SimpleNamespace(conversations=self.chats, wipes=wipes))
        mind: Any = self.mind
        rasa: Any = self.rasa
        self.it = Gateway(mind, rasa, {CompanyId("ocs"): Masker([])})
        self.became: list[str] = []

    def send(self, content: Content | None = None, client_id: str = "1", to: ConversationId = C1) -> Any:
        """The reply to a message, as words."""
        return run(self.sent(content, client_id, to))

    async def sent(
        self, content: Content | None = None, client_id: str = "1", to: ConversationId = C1
    ) -> Any:
        return (await self.it.receive_content(to, client_id, content or typed(), RawText("f")))[1]

    def receive(self, **inbound: Any) -> Any:
        message = Inbound("1", **inbound)
        return run(self.it.receive(self.chats.get(C1), message))

    def waits(self, *keys: str) -> None:
        for key in keys:
            chat = ConversationId(key.split("/")[0])
            self.chats.inbound[key] = None
            self.chats.waiting.append(
                SimpleNamespace(inbound_id=key, conversation_id=chat, content=typed(key))
            )


def run(work: Coroutine[Any, Any, Any]) -> Any:
    async def within() -> Any:
        async with asyncio.timeout(WITHIN):
            return await work

    return asyncio.run(within())
