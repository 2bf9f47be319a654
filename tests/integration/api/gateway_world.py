"""A gateway on a real database, with a Rasa that answers as told."""

import asyncio
import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from actions.choices import to_payload
from api.companies import Companies
from api.library import load_companies
from api.turns.dialogue import DialogueState
from api.turns.gateway import Gateway
from api.turns.interpreting import Interpreter
from api.turns.rasa_client import RasaTurn, RasaUnavailable
from api.turns.taking import Inbound
from desk.bootstrap import Desk
from desk.chat.masking import Masker
from desk.chat.said import read
from desk.ids import ConversationId
from desk.model import Conversation, StoredMessage
from desk.texts import RawText
from knowledge.archive import PolicyArchive

POLICIES = Path(__file__).resolve().parents[3] / "knowledge" / "policies"
SLOTS = {"company": "oni", "stage": "none"}


class FakeRasa:
    """Stands for Rasa: answers each turn with the outputs it was given, and remembers what it was told."""

    def __init__(self, *outputs: dict[str, Any], state: DialogueState | None = None) -> None:
        self.outputs = list(outputs) or [{"utterance": "talk.greet", "params": {}}]
        self.state = state or DialogueState(dict(SLOTS))
        self.heard: list[tuple[str, DialogueState]] = []
        self.versions: dict[str, int] = {}
        self.erased: list[str] = []
        self.down = False

    async def turn(
        self, conversation_id: ConversationId, text: str, state: DialogueState, version: int
    ) -> RasaTurn:
        self.heard.append((text, state))
        if self.down:
            raise RasaUnavailable("ConnectError")
        return RasaTurn(tuple(read(one) for one in self.outputs), self.state)

    async def erase(self, conversation_id: ConversationId) -> None:
        if self.down:
            raise RasaUnavailable("ConnectError")
        self.erased.append(conversation_id)

    def committed(self, conversation_id: ConversationId, version: int) -> None:
        self.versions[conversation_id] = version


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> PolicyArchive:
    return PolicyArchive(tmp_path_factory.mktemp("archive"))


class World:
    """A desk, its companies and a gateway."""

    def __init__(self, desk: Desk, archive: PolicyArchive) -> None:
        self.desk = desk
        self.companies = Companies(load_companies(POLICIES, archive), desk)
        self.interpreter = Interpreter(desk, self.companies, to_payload, timedelta(minutes=30))
        self.rasa = FakeRasa()

    @property
    def gateway(self) -> Gateway:
        return Gateway(self.interpreter, self.rasa, {name: Masker() for name in self.companies.ids})  # type: ignore[arg-type]

    def open(self, company: str = "oni") -> Conversation:
        found = self.companies.get(company)
        assert found is not None
        return self.companies.open_conversation(found, None, "ja")[0]

    def say(
        self, conversation: Conversation, text: str, client_id: str | None = None
    ) -> tuple[Conversation, tuple[StoredMessage, ...]]:
        inbound = Inbound(client_id or str(uuid.uuid4()), text=RawText(text))
        return asyncio.run(self.gateway.receive(self.desk.conversations.get(conversation.id), inbound))

    def choose(
        self, conversation: Conversation, value: str
    ) -> tuple[Conversation, tuple[StoredMessage, ...]]:
        inbound = Inbound(str(uuid.uuid4()), choice=value)
        return asyncio.run(self.gateway.receive(self.desk.conversations.get(conversation.id), inbound))

    def transcript(self, conversation: Conversation) -> list[tuple[str, str]]:
        return [(m.sender, m.text) for m in self.desk.conversations.messages(conversation.id)]


@pytest.fixture
def world(desk: Desk, archive: PolicyArchive) -> World:
    return World(desk, archive)
