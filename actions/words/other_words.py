"""Questions in words that neither the dialogue model nor the search knows: who sees data, the style of mails, what an
agent needs. Those that are told by their words alone stand in `actions.words.meant`."""

import re

from actions.words.meant import AGENTS_PAPERS, CHARGED, IN_TIME, OUTSIDE, REACHED, SENT_SAFELY, SOURCE
from actions.words.politely import asked_politely
from actions.words.recipients import asks_whether_passed_on, asks_who_sees
from desk.lexicon import people
from desk.lexicon.wordlist import any_of

PAPERS = "which documents are needed to make a request?"
PROOF = "what identity documents are needed for a request?"
_NEEDED = re.compile(
    r"^(?:(?:ok(?:ay)?|so|and|but|then|yes|hi|hello)[,\s]+)*what (?:else )?(?:do|does|will|would|should) "
    rf"(?P<who>i|we|one|you|he|she|they|(?:my|the|an?) (?:{any_of(people.MANDATED_EN)}|agent|representative)) "
    r"(?:need(?! to (?:do|know|say))|(?:need|have) to (?:send|bring|show|submit|prepare|enclose)"
    r"|send in|bring|submit|enclose)"
    r"(?: (?:for (?:it|this|that)|then|to (?:do|make) (?:it|that|this|the request)|with it|exactly|in that case))*"
    r"\s*\?*$",
    re.IGNORECASE,
)
"""「何が必要ですか」, which in English the dialogue model takes for a cry for help."""


_ANY_PAPER = re.compile(
    r"^(?:(?:ok(?:ay)?|so|and|but|then|yes|hi|hello|wait|hold on|one moment)[,.]?\s+)*(?:what|which) "
    r"(?:kinds? of |types? of |sort of )?"
    r"(?:ids?|identification|proof(?: of identity)?|papers?|paperwork|documents?)(?: do| does| will"
    r"| would| should| must)? "
    r"(?:i|you|we|they|one)(?: guys| people)? (?:(?:all|must|should|have|need|want|would|will|may|can|like|to) )*"
    r"(?:need|want|require|accept|take|ask for|send|bring|show|provide|submit|enclose|prepare)(?: to "
    r"(?:send|see|have|bring|show))?"
    r"(?: you| me| in| from me)?\s*[?.]*$",
    re.IGNORECASE,
)
"""Also in the order of words of who has not learnt English ("what paper I must to send")."""


def _asks_what_is_needed(text: str) -> str | None:
    if _ANY_PAPER.match(text.strip()):
        return PROOF
    found = _NEEDED.match(text.strip())
    if found is None:
        return None
    return PAPERS if found["who"].lower() in ("i", "we", "one", "you") else AGENTS_PAPERS.whole["en"]


_SOMEBODY_ELSE = re.compile(
    rf"(?:(?<!御社の)(?:業者|犯人|他社|第三者|詐欺師?|知らない(?:人|会社)"
    rf"|{any_of(people.RELATIVES_JA, people.ACQUAINTED_JA)})|誰)"
    rf"{people.TITLE_JA}[がはも]"
    rf"|(?:他们?|她们?|骗子|别人|{any_of(people.RELATIVES_ZH, people.ACQUAINTED_ZH)})[^。，！？]{{0,2}}(?:从哪|怎么)"
)
"""Who has the data is not the company that is asked."""


def _asks_whence(text: str) -> str | None:
    return None if _SOMEBODY_ELSE.search(text) else SOURCE.by(text)


def complains_outside(text: str) -> str | None:
    """The whole question, where somebody wishes to complain to an authority; None for all others."""
    return OUTSIDE.by(text)


def in_other_words(text: str) -> str | None:
    """The question as the search understands it; None where it is asked in ordinary words, or nothing is."""
    return (
        AGENTS_PAPERS.by(text)
        or REACHED.by(text)
        or complains_outside(text)
        or _asks_what_is_needed(text)
        or _asks_whence(text)
        or SENT_SAFELY.by(text)
        or CHARGED.by(text)
        or IN_TIME.by(text)
        or asks_who_sees(text)
        or asked_politely(text)
    )


def asks_in_other_words(text: str) -> bool:
    """Whether it is such a question, and no wish, whatever it sounds like."""
    return in_other_words(text) is not None or asks_whether_passed_on(text)
