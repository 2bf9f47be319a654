"""What Rasa's actions say in a turn: utterances (keys of the wording, not text) and effects.

The actions put them together (`actions.emit`), Rasa carries them as JSON, and the app reads them
(`api.turns.rasa_client`): both sides take these classes, and `as_json` and `read` are the only way between them and
JSON (docs/decisions/0085).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, Literal

from pydantic import (
    ConfigDict,
    Field,
    GetPydanticSchema,
    JsonValue,
    SerializeAsAny,
    TypeAdapter,
    ValidationError,
)

from desk.texts import Kept
from knowledge.citations import Citation
from knowledge.vocabulary import Expects, MessageKind

_JSON = SerializeAsAny[JsonValue]
Param = Annotated[Kept, GetPydanticSchema(lambda _source, handler: handler(_JSON))]
"""What a wording key is given for one of its names (`desk.wording.render`): text, a number, a list, a nested key."""
Params = Mapping[str, Param]

HandoffReason = Literal["asked", "accepted_offer", "no_answer", "complaint", "bot_down"]
"""Why a conversation waits for staff: words of the desk's, never of the customer's. They are shown in the queue, in
Slack and in the figures, each in staff's language."""


class _Exactly:
    """A member that a class does not have makes the item malformed, instead of being passed over in silence."""

    __slots__ = ()
    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")


@dataclass(frozen=True, slots=True)
class ChoiceOffered(_Exactly):
    """A button: the value that comes back when it is pressed, and the wording key of its label."""

    value: str
    label_key: str


@dataclass(frozen=True, slots=True)
class About(_Exactly):
    """Of a question that was asked: its topic (None where none stood out), and how sure its answer is (0..1)."""

    topic: str | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Utterance(_Exactly):
    """One message to the customer.

    Attributes:
        utterance: the key of its wording.
        params: what the wording is given.
        kind: what sort of message it is.
        citations: the quotations that it rests on, each once.
        choices: its buttons, in order.
        expects: what the conversation waits for after it; None leaves that as it is.
        facts: the desk facts that it speaks of: the operator's notes on them are shown with it.
        about: the question that it answers, for the figures.
    """

    utterance: str
    params: Params = field(default_factory=dict)
    kind: MessageKind = MessageKind.NOTICE
    citations: tuple[Citation, ...] = ()
    choices: tuple[ChoiceOffered, ...] = ()
    expects: Expects | None = None
    facts: tuple[str, ...] = ()
    about: About | None = None


@dataclass(frozen=True, slots=True)
class HandOver(_Exactly):
    """Effect: the conversation waits for staff."""

    reason: HandoffReason
    effect: Literal["handoff"] = "handoff"


@dataclass(frozen=True, slots=True)
class OfferForm(_Exactly):
    """Effect: the form for personal data is offered, made from what the conversation has settled."""

    effect: Literal["offer_form"] = "offer_form"


@dataclass(frozen=True, slots=True)
class ShowStatus(_Exactly):
    """Effect: it is said how the requests of this conversation stand."""

    effect: Literal["show_status"] = "show_status"


@dataclass(frozen=True, slots=True)
class TakeBack(_Exactly):
    """Effect: the request of this conversation is withdrawn, if it can be told which."""

    effect: Literal["withdraw_request"] = "withdraw_request"


@dataclass(frozen=True, slots=True)
class AskReceipt(_Exactly):
    """Effect: the conversation waits for a receipt, which Rasa never sees."""

    effect: Literal["ask_receipt"] = "ask_receipt"


SaidEffect = HandOver | OfferForm | ShowStatus | TakeBack | AskReceipt
"""What the app does when it commits the turn."""
Said = Utterance | SaidEffect
"""One item of what a turn says."""

_UTTERANCE = TypeAdapter(Utterance)
_EFFECT: TypeAdapter[SaidEffect] = TypeAdapter(Annotated[SaidEffect, Field(discriminator="effect")])


class MalformedSaid(ValueError):
    """An item that is none of these. The message names what is wrong with which member, and holds no value."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__("; ".join(f"{where}: {what}" for where, what in problems.items()))


def as_json(said: Said) -> dict[str, Any]:
    """The item as Rasa carries it: JSON's own types only."""
    adapter: TypeAdapter[Any] = _UTTERANCE if isinstance(said, Utterance) else _EFFECT
    item: dict[str, Any] = adapter.dump_python(said, mode="json")
    return item


def read(item: object) -> Said:
    """The item out of JSON.

    Raises:
        MalformedSaid: it is no utterance and no effect of ours, or a member is missing, unknown or of another type.
    """
    adapter: TypeAdapter[Any] = _EFFECT if isinstance(item, Mapping) and "effect" in item else _UTTERANCE
    try:
        said: Said = adapter.validate_python(item)
    except ValidationError as exc:
        found = exc.errors(include_url=False, include_context=False, include_input=False)
        raise MalformedSaid(
            {".".join(map(str, one["loc"])) or "item": one["type"] for one in found}
        ) from None
    return said
