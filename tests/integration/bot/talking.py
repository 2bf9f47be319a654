"""Real Rasa with the trained model, talking to the real actions over loopback; only the answers are canned."""

import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from actions.choices import to_payload
from actions.deskbook import FactsBook
from actions.executor import build_server
from actions.ports import OpenState, Question, Reply, Stated
from api.turns.dialogue import DialogueState
from api.turns.rasa_client import rebuild_events
from desk.wording import render
from evaluation.stack import free_port, rasa_server
from knowledge.citations import Citation
from knowledge.facts import load_desks
from knowledge.vocabulary import MessageKind

UNKNOWN = "宇宙"
"""A question with this word has no answer here."""


class CannedAnswers:
    """One answer to everything, so that these tests are about the dialogue."""

    def answer(self, asked: Question) -> Reply:
        if UNKNOWN in asked.text:
            return Reply(MessageKind.NOT_STATED, on_topic=1.0)
        quote = Citation(asked.company, "プライバシーポリシー", "0" * 12, "1", "引用文", 0, 3)
        return Reply(
            MessageKind.ANSWER,
            statements=(Stated("「引用文」", (quote,)),),
            next_step="disclosure",
            confidence=0.9,
            on_topic=1.0,
        )


class AlwaysOpen:
    def state(self, company: str) -> OpenState:
        return OpenState("open")


@contextmanager
def action_server(port: int) -> Iterator[None]:
    """The action route alone, in a thread."""
    actions = build_server(book=FactsBook(load_desks()), answers=CannedAnswers(), hours=AlwaysOpen())

    async def run(request: Request) -> JSONResponse:
        status, body = await actions.run(await request.json())
        return JSONResponse(body, status_code=status)

    app = Starlette(routes=[Route("/rasa/actions", run, methods=["POST"])])
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.should_exit = True
        thread.join(10)


@contextmanager
def talking(folder: Path) -> Iterator["Rasa"]:
    """Both processes, for all tests of a session."""
    port = free_port()
    with action_server(port), rasa_server(folder / "rasa.log", port) as rasa:
        yield Rasa(rasa.url)


class Rasa:
    """Opens conversations."""

    def __init__(self, url: str) -> None:
        self.http = httpx.Client(base_url=url, timeout=30, trust_env=False)

    def open(self, company: str, region: str | None = None, **slots: Any) -> "Conversation":
        seed = {"company": company, "locale": "ja", "stage": "none", "region": region, **slots}
        return Conversation(self.http, DialogueState({k: v for k, v in seed.items() if v is not None}))


class Conversation:
    """One conversation as the gateway leads it."""

    def __init__(self, http: httpx.Client, state: DialogueState) -> None:
        self._http, self.id = http, uuid.uuid4().hex
        self.rebuild(state)
        self.expects: str | None = None

    def rebuild(self, state: DialogueState) -> None:
        """What the gateway does after a restart."""
        reply = self._http.put(f"/conversations/{self.id}/tracker/events", json=rebuild_events(state))
        reply.raise_for_status()

    def state(self) -> DialogueState:
        tracker = self._http.get(
            f"/conversations/{self.id}/tracker", params={"include_events": "NONE"}
        ).json()
        slots = {name: value for name, value in tracker["slots"].items() if value is not None}
        return DialogueState(slots, (tracker.get("active_loop") or {}).get("name"))

    def event(self, name: str, value: Any) -> None:
        """A slot that the gateway sets because something happened outside the dialogue."""
        event = {"event": "slot", "name": name, "value": value}
        self._http.post(f"/conversations/{self.id}/tracker/events", json=event).raise_for_status()

    def press(self, value: str) -> "Heard":
        """Press a button."""
        return self.say(to_payload(self.expects, value))

    def say(self, text: str) -> "Heard":
        """One turn."""
        reply = self._http.post("/webhooks/rest/webhook", json={"sender": self.id, "message": text})
        reply.raise_for_status()
        heard = Heard([item["custom"] for item in reply.json()], self.state())
        stated = [m["expects"] for m in heard.messages if m.get("expects")]
        self.expects = stated[-1] if stated else None
        return heard


class Heard:
    """What came back in a turn."""

    def __init__(self, messages: list[dict[str, Any]], state: DialogueState) -> None:
        self.messages, self.state = messages, state
        self.keys = [m["utterance"] for m in messages if "utterance" in m]
        self.effects = [m["effect"] for m in messages if "effect" in m]
        self.slots = state.slots
        for locale in ("ja", "en", "zh"):  # whatever is said can be rendered
            self.texts = [render(m["utterance"], locale, m["params"]) for m in messages if "utterance" in m]

    @property
    def text(self) -> str:
        return "\n".join(render(m["utterance"], "ja", m["params"]) for m in self.messages if "utterance" in m)

    @property
    def asks(self) -> str | None:
        return self.slots.get("requested_slot") if self.state.active_loop else None
