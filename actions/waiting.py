"""How what waits for the customer's region stands in the slot `question`: matters, and a question in words. Pure."""

from collections.abc import Sequence

_KEPT = "/"
"""In front of a matter: no customer's text begins with it."""


def kept(intents: Sequence[str], question: str = "") -> str:
    """How matters, and a question in words behind them, stand in the slot `question` until the region is known."""
    return " ".join([*(f"{_KEPT}{intent}" for intent in intents), *([question] if question else [])])


def kept_matters(question: str) -> tuple[str, ...]:
    """The matters in a kept question; none where it is a question in words."""
    if not question.startswith(_KEPT):
        return ()
    return tuple(one.removeprefix(_KEPT) for one in question.split() if one.startswith(_KEPT))


def kept_words(question: str) -> str:
    """The question in words behind kept matters; empty where there is none."""
    return " ".join(one for one in question.split() if not one.startswith(_KEPT))
