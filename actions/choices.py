"""The buttons: what the gateway sends to Rasa when one is pressed, and how actions describe one."""

import json
from collections.abc import Iterable

from actions.vocabulary import AMBIGUOUS_REMOVE, CANCEL, CONTINUE, EVERY_REGION, HANDOFF, MORE, REMOVE
from desk.chat.said import ChoiceOffered, Params
from knowledge.vocabulary import Expects, Region, ReplyMethod, Requester, RequestType, Subject

_PLAIN = {
    HANDOFF: "/handoff",
    CANCEL: "/cancel",
    CONTINUE: "/proceed",
    MORE: "/more",
    EVERY_REGION: "/deny",  # no region is told
    "start_request": "/request_unclear",
    REMOVE: f"/{AMBIGUOUS_REMOVE}",
    "ask_status": "/ask_status",
}
ASKS = ("ask_papers", "ask_purposes", "ask_fee")
"""Buttons that stand for a question: their label is the question (actions.answers)."""
_CONFIRM = {"yes": "/affirm", "no": "/deny"}
CHANGE_TARGETS = ("request_type", "region", "requester", "subject", "reply_method")
"""What a customer can change after saying no to the summary; buttons carry `change_<slot>`."""
_CHANGE = {f"change_{slot}": slot for slot in CHANGE_TARGETS}

_VALUES: dict[Expects, tuple[str, ...]] = {
    Expects.REQUEST_TYPE: tuple(RequestType),
    Expects.REGION: tuple(Region),
    Expects.REQUESTER: tuple(Requester),
    Expects.SUBJECT: tuple(Subject),
    Expects.REPLY_METHOD: tuple(ReplyMethod),
}


def _meanings(value: str) -> list[Expects]:
    return [expects for expects, values in _VALUES.items() if value in {str(item) for item in values}]


_UNAMBIGUOUS = tuple(
    str(value) for values in _VALUES.values() for value in values if len(_meanings(str(value))) == 1
)
"""Words that belong to one question only: the button of an earlier message still says what it says."""


def allowed_values(expects: Expects | str | None) -> tuple[str, ...]:
    """Every choice value that has a meaning while the conversation expects this."""
    own = tuple(str(value) for value in _VALUES[Expects(expects)]) if expects in _VALUES else ()
    answers = tuple(_CONFIRM) if expects in (None, Expects.CONFIRM) else ()
    return tuple(dict.fromkeys((*own, *answers, *_UNAMBIGUOUS, *_PLAIN, *ASKS, *_CHANGE)))


def to_payload(expects: Expects | str | None, value: str) -> str:
    """The message for Rasa ("/intent{...}") that stands for a pressed button.

    Args:
        expects: what the conversation expects (docs/contract.md), or None.
        value: the choice's value.

    Raises:
        ValueError: the value means nothing here; the message names the allowed ones.
    """
    value = str(value)
    if value not in allowed_values(expects):
        raise ValueError(f"choice must be one of: {', '.join(allowed_values(expects))}")
    if value in _PLAIN:
        return _PLAIN[value]
    if value in ASKS:
        return "/ask_question" + _json({"topic": value})
    if value in _CONFIRM:
        return _CONFIRM[value]
    if value in _CHANGE:
        return "/change_answer" + _json({"change_target": _CHANGE[value]})
    meanings = _meanings(value)
    slot = str(Expects(expects)) if expects in meanings else str(meanings[0])
    return "/inform" + _json({slot: value})


def _json(entities: dict[str, str]) -> str:
    return json.dumps(entities, separators=(",", ":"))


def choice(value: str, label_key: str) -> ChoiceOffered:
    """One button: the value that comes back, and the wording key of its label."""
    return ChoiceOffered(str(value), label_key)


def labelled(kind: str, values: Iterable[str]) -> list[ChoiceOffered]:
    """Buttons for words of the vocabulary; their labels stand under the kind."""
    return [choice(value, f"{kind}.{value}") for value in values]


def person() -> ChoiceOffered:
    """The button that asks for a person."""
    return choice(HANDOFF, "choices.handoff")


def topics(*, requests: bool) -> list[ChoiceOffered]:
    """What the desk can be asked, for whoever does not know or was not understood; `requests`: it takes them."""
    begin = [starting()] if requests else []
    return [*(choice(one, f"choices.{one}") for one in ASKS), *begin, person()]


def starting() -> ChoiceOffered:
    """The button that begins a request."""
    return choice("start_request", "choices.start_request")


def cancelling() -> ChoiceOffered:
    """The button that takes a request back."""
    return choice(CANCEL, "choices.cancel")


def yes_no() -> list[ChoiceOffered]:
    """The two answers to a confirmation."""
    return [choice("yes", "choices.yes"), choice("no", "choices.no")]


def word(kind: str, value: str | None) -> Params:
    """A parameter that is a word of the vocabulary: rendered in the customer's language."""
    return {"key": f"{kind}.{value}"}
