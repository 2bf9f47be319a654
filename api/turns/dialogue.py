"""The state of a dialogue as it is stored with its conversation: what it begins with, what changes it from outside, and
what it tells (which slots staff see, what the customer is expected to say).

How Rasa's copy of it is brought up to date: `api.turns.rasa_client`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from desk.chat.dialogue import KeptDialogue
from desk.model import Conversation
from desk.requests.stages import Stage
from knowledge.vocabulary import Expects

_EXPECTS_OF_SLOT = {
    "request_type": Expects.REQUEST_TYPE,
    "region": Expects.REGION,
    "requester": Expects.REQUESTER,
    "subject": Expects.SUBJECT,
    "reply_method": Expects.REPLY_METHOD,
    "confirm": Expects.CONFIRM,
}
"""What a conversation expects while the form asks for a slot."""
_VISIBLE = ("request_type", "requester", "region", "subject", "reply_method", "stage", "holder", "later")
"""The slots that staff see."""


@dataclass(frozen=True)
class DialogueState:
    """What is needed to go on with a conversation in a fresh tracker.

    Attributes:
        slots: every slot that is set.
        active_loop: the form that is active, if any.
        requested_slot: the slot it asks for.
    """

    slots: dict[str, Any] = field(default_factory=dict)
    active_loop: str | None = None

    @property
    def requested_slot(self) -> str | None:
        """The slot that the active form asks for."""
        value = self.slots.get("requested_slot")
        return str(value) if value else None

    def as_json(self) -> KeptDialogue:
        """As stored with the conversation."""
        return {"slots": self.slots, "active_loop": self.active_loop}

    @classmethod
    def from_json(cls, data: KeptDialogue | None) -> "DialogueState":
        """From what was stored; nothing stored is a fresh conversation."""
        if not data:
            return cls()
        return cls(slots=dict(data.get("slots") or {}), active_loop=data.get("active_loop"))

    def changed(self, **slots: Any) -> "DialogueState":
        """The same state with some slots set (None clears)."""
        merged = {**self.slots, **slots}
        return DialogueState({k: v for k, v in merged.items() if v is not None}, self.active_loop)

    def without_loop(self) -> "DialogueState":
        """The same state with no form active."""
        slots = {k: v for k, v in self.slots.items() if k != "requested_slot"}
        return DialogueState(slots, None)


def visible_slots(state: DialogueState) -> dict[str, Any]:
    """What staff see as known about a conversation."""
    found = {name: state.slots[name] for name in _VISIBLE if state.slots.get(name) is not None}
    wanted = state.slots.get("wanted")  # a request that could not be opened is still what the customer wants
    return {"request_type": wanted, **found} if wanted else found


def expects_of(state: DialogueState) -> Expects | None:
    """What its form waits for, if one is active."""
    if state.active_loop and state.requested_slot:
        return _EXPECTS_OF_SLOT.get(state.requested_slot)
    return None


def state_of(conversation: Conversation) -> DialogueState:
    """The dialogue state that is stored; for a new conversation, the one it begins with."""
    if conversation.dialogue_state is not None:
        return DialogueState.from_json(conversation.dialogue_state)
    return DialogueState().changed(
        company=conversation.company,
        locale=conversation.locale,
        region=conversation.region,
        stage=Stage.NONE,
    )


def form_given_up(conversation: Conversation, state: DialogueState) -> bool:
    """Whether the customer turned away from a form that was offered."""
    before = state_of(conversation).slots.get("stage")
    return before == Stage.OFFERED and state.slots.get("stage") not in (Stage.OFFERED, Stage.OPENED)


def opened(
    slots: Mapping[str, Any], dialogue_state: KeptDialogue | None
) -> tuple[dict[str, Any], KeptDialogue]:
    """Slots and state of a conversation once its form has opened the request."""
    state = DialogueState.from_json(dialogue_state).changed(stage=Stage.OPENED, opened=True).without_loop()
    return {**slots, "stage": Stage.OPENED}, state.as_json()
