"""Questions in words that neither the dialogue model nor the search knows: who sees data, the style of mails."""

from actions.politely import asked_politely
from actions.recipients import asks_whether_passed_on, asks_who_sees


def in_other_words(text: str) -> str | None:
    """The question as the search understands it; None where it is asked in ordinary words, or nothing is."""
    return asks_who_sees(text) or asked_politely(text)


def asks_in_other_words(text: str) -> bool:
    """Whether it is such a question, and no wish, whatever it sounds like."""
    return in_other_words(text) is not None or asks_whether_passed_on(text)
