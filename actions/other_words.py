"""Questions in words that neither the dialogue model nor the search knows: who sees data, the style of mails."""

import re

from actions.politely import asked_politely
from actions.recipients import asks_whether_passed_on, asks_who_sees
from desk.lexicon import people
from desk.lexicon.wordlist import any_of

AGENTS_PAPERS = "which documents are needed when an agent with a power of attorney makes the request?"
"""What there is to know for who wants somebody else to do it, as a question to the policy."""
_AGENT_MAY = re.compile(
    rf"^(?:and |but |so )?(?:can|could|may) (?:my|a) {any_of(people.MANDATED_EN)} (?:do|make|file|submit|send) "
    r"(?:it|this|that|(?:the|my|a) (?:request|form|application))(?: instead| for me| on my behalf)*\s*\?*$",
    re.IGNORECASE,
)


def in_other_words(text: str) -> str | None:
    """The question as the search understands it; None where it is asked in ordinary words, or nothing is."""
    agent = _AGENT_MAY.match(text.strip()) is not None
    return AGENTS_PAPERS if agent else asks_who_sees(text) or asked_politely(text)


def asks_in_other_words(text: str) -> bool:
    """Whether it is such a question, and no wish, whatever it sounds like."""
    return in_other_words(text) is not None or asks_whether_passed_on(text)
