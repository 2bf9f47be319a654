"""Where a policy may say what a drafted silence denies: told by the words of the topics (`evidence.yml`)."""

import re
from collections.abc import Sequence
from functools import lru_cache

from knowledge.expressions import squeezed
from knowledge.facts.evidence import load_evidence
from knowledge.facts.routes import load_routes

_SENTENCE = re.compile(r"[^。\n]+。?")
_HEADING = re.compile(r"(?:第[^条\s]{1,4}条|[■□◆◇●【《]|[0-9０-９]+(?:[-－.．][0-9０-９]+)*[.．　]|Q)[^。]*")
_MOST = 2
"""A word that stands in more sentences than these is a common one and points at nothing."""
_AROUND = 20
"""Characters shown on either side: enough to see whether one has to read on, little where ten are looked through."""


def may_speak(policy: str, key: str) -> Sequence[str]:
    """What to read before one takes it that the policy is silent under this key; nothing in most cases.

    Of each sentence the words that point at the topic, with what stands around them.
    """
    found: list[str] = []
    for topic in _topics_of().get(key, ()):
        expressions = load_evidence().get(topic, ())
        for sentence in map(str.strip, _SENTENCE.findall(policy)) if expressions else ():
            if _HEADING.fullmatch(sentence) or not all(one.search(squeezed(sentence)) for one in expressions):
                continue
            shown = _around(expressions[-1], sentence)
            found += [] if shown in found else [shown]
    return found if len(found) <= _MOST else ()


def _around(expression: re.Pattern[str], sentence: str) -> str:
    """The words with what stands around them; the sentence's beginning where only its folded text holds them."""
    place = expression.search(sentence)
    first, last = place.span() if place else (0, _AROUND)
    start, end = max(0, first - _AROUND), last + _AROUND
    return ("…" if start else "") + sentence[start:end] + ("…" if end < len(sentence) else "")


@lru_cache(maxsize=1)
def _topics_of() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for topic, route in load_routes().items():
        for key in route.keys:
            found.setdefault(key, []).append(topic)
    return found
