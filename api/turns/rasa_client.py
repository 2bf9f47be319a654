"""The app's side of Rasa: one turn.

Rasa's tracker is a copy: what counts is the compact state stored with the conversation (`api.turns.dialogue`). It is
sent to Rasa again (`PUT .../tracker/events`, some 20 ms) when Rasa may hold something else: after a restart, a
failed turn, or a change made outside the dialogue (a form submitted, staff gave the conversation back).
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NewType

import httpx

from api.turns.dialogue import DialogueState
from desk.chat.said import MalformedSaid, Said, read
from desk.ids import ConversationId
from desk.texts import MaskedText

MOST_KNOWN = 10_000
"""Of how many conversations it is remembered what their trackers hold. One more costs the state sent once again."""


PROVED_FOR = 300.0
"""Seconds for which a turn that was answered says that turns are."""
BROKEN_FOR = 10.0
"""Seconds after which a model that fails is tried again."""


class RasaUnavailable(Exception):
    """Rasa did not answer, or with nothing, or with what cannot be read: the turn failed and nothing was said."""


@dataclass(frozen=True)
class RasaTurn:
    """What one turn gave: what the actions say, in order, and the state after it."""

    outputs: tuple[Said, ...]
    state: DialogueState


RasaInput = NewType("RasaInput", str)
"""What Rasa may be sent: a customer's masked text (`said`), or a payload of our own (`/intent{...}`)."""


def said(text: MaskedText) -> RasaInput:
    """Text that Rasa can't take for a command: a leading "/" names an intent there."""
    stripped = text.strip()
    return RasaInput("／" + stripped[1:] if stripped.startswith("/") else stripped)


class Proof:
    """Whether turns work, as far as is known: real ones tell, and one made to know it (`api.turns.rasa_health`)."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """`clock`: seconds that only go on."""
        self._clock = clock
        self.works = False
        self._until = 0.0

    @property
    def fresh(self) -> bool:
        """Whether `works` need not be asked again yet."""
        return self._clock() < self._until

    def worked(self) -> None:
        """A turn was answered."""
        self.works, self._until = True, self._clock() + PROVED_FOR

    def doubted(self) -> None:
        """A turn failed: that may be the turn's own fault, so it is asked again before anything is concluded."""
        self._until = 0.0 if self.works else self._until

    def broken(self) -> None:
        """A turn failed that any model can answer."""
        self.works, self._until = False, self._clock() + BROKEN_FOR

    def gone(self) -> None:
        """There is no model: whatever comes next has everything to prove."""
        self.works, self._until = False, 0.0


class RasaClient:
    """Talks to Rasa's REST channel and tracker API on loopback."""

    def __init__(
        self, base_url: str, *, timeout: float, transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        self._http = httpx.AsyncClient(
            base_url=base_url, timeout=timeout, trust_env=False, transport=transport
        )
        self.proof = Proof(time.monotonic)
        self._versions: dict[str, int] = {}
        """Which version of its stored state a tracker holds; the conversation that was silent longest comes first."""

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def ready(self) -> bool:
        """Whether a model is loaded; whether its turns work is another question (`api.turns.rasa_health`)."""
        try:
            response = await self._http.get("/status", timeout=2.0)
            return response.status_code == 200 and bool(response.json().get("model_file"))
        except (httpx.HTTPError, ValueError):
            return False

    def committed(self, conversation_id: ConversationId, version: int) -> None:
        """The state of the last turn was stored as `version`. Only until the next turn is that known: one that is not
        stored leaves nothing behind, and what changes the state outside the dialogue counts its version on."""
        self._versions.pop(conversation_id, None)
        self._versions[conversation_id] = version
        if len(self._versions) > MOST_KNOWN:
            del self._versions[next(iter(self._versions))]

    async def turn(
        self, conversation_id: ConversationId, text: RasaInput, state: DialogueState, version: int
    ) -> RasaTurn:
        """Let Rasa take one turn.

        Args:
            conversation_id: Rasa's sender id.
            text: masked customer text (never beginning with "/") or the gateway's own payload ("/intent{...}").
            state: what is stored; sent first if the tracker is not known to hold `version` of it.
            version: the stored state's version.

        Raises:
            RasaUnavailable: no connection, an error status, no output at all, or one that is none of `desk.chat.said`.
        """
        try:
            turn = await self._turn(conversation_id, text, state, version)
        except RasaUnavailable:
            self.proof.doubted()
            raise
        self.proof.worked()
        return turn

    async def _turn(
        self, conversation_id: ConversationId, text: RasaInput, state: DialogueState, version: int
    ) -> RasaTurn:
        known = self._versions.pop(conversation_id, None)
        try:
            if known != version:
                await self._replace(conversation_id, state)
            reply = await self._http.post(
                "/webhooks/rest/webhook", json={"sender": conversation_id, "message": text}
            )
            reply.raise_for_status()
            outputs = _outputs(reply.json())
            tracker = await self._http.get(
                f"/conversations/{conversation_id}/tracker", params={"include_events": "NONE"}
            )
            tracker.raise_for_status()
            after = _state_of(tracker.json())
        except MalformedSaid as exc:
            # A part of a turn is no turn: what could be read is not said either.
            raise RasaUnavailable(f"malformed output: {exc}") from exc
        except (httpx.HTTPError, ValueError, KeyError) as exc:
            raise RasaUnavailable(type(exc).__name__) from exc
        if not outputs:
            # Rasa answers 200 with [] when an action fails: that is a failed turn, not a silent one.
            raise RasaUnavailable("empty reply")
        return RasaTurn(outputs, after)

    async def erase(self, conversation_id: ConversationId) -> None:
        """Empty Rasa's tracker of this conversation. Raises RasaUnavailable, also where something was left in it."""
        self._versions.pop(conversation_id, None)
        try:
            # Rasa has no way to delete one (rasa#10719); without events nothing of what was said is in it.
            empty = await self._http.put(f"/conversations/{conversation_id}/tracker/events", json=[])
            empty.raise_for_status()
            left = await self._http.get(
                f"/conversations/{conversation_id}/tracker", params={"include_events": "ALL"}
            )
            left.raise_for_status()
            said = [event for event in left.json()["events"] or () if event.get("event") in ("user", "bot")]
        except (httpx.HTTPError, ValueError, KeyError) as exc:
            raise RasaUnavailable(type(exc).__name__) from exc
        if said:
            raise RasaUnavailable("the tracker was not emptied")

    async def _replace(self, conversation_id: ConversationId, state: DialogueState) -> None:
        response = await self._http.put(
            f"/conversations/{conversation_id}/tracker/events", json=rebuild_events(state)
        )
        response.raise_for_status()


def rebuild_events(state: DialogueState) -> list[dict[str, Any]]:
    """The compact events that bring a fresh tracker to `state`.

    The user event stands for the turn that activated the form: without one, the rule policy finds a form
    active that no rule can have started.
    """
    events: list[dict[str, Any]] = [
        {"event": "action", "name": "action_session_start"},
        {"event": "session_started"},
    ]
    events += [
        {"event": "slot", "name": name, "value": value}
        for name, value in state.slots.items()
        if name != "requested_slot"
    ]
    events.append({"event": "action", "name": "action_listen"})
    if state.active_loop:
        intent = {"name": "request_unclear", "confidence": 1.0}
        events += [
            {
                "event": "user",
                "text": "/request_unclear",
                "parse_data": {"intent": intent, "entities": [], "text": "/request_unclear"},
            },
            {"event": "action", "name": state.active_loop},
            {"event": "active_loop", "name": state.active_loop},
            {"event": "slot", "name": "requested_slot", "value": state.requested_slot},
            {"event": "action", "name": "action_listen"},
        ]
    return events


def _outputs(reply: Any) -> tuple[Said, ...]:
    """What the actions said. What Rasa says of its own accord (a `text`) is not the desk's, and left out.

    Raises:
        MalformedSaid: an item cannot be read.
        ValueError: the reply is no list of messages.
    """
    if not isinstance(reply, list) or not all(isinstance(item, dict) for item in reply):
        raise ValueError("not a list of messages")
    return tuple(read(item["custom"]) for item in reply if "custom" in item)


def _state_of(tracker: dict[str, Any]) -> DialogueState:
    slots = {name: value for name, value in tracker["slots"].items() if value is not None}
    loop = (tracker.get("active_loop") or {}).get("name")
    return DialogueState(slots, loop)
