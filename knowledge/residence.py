"""What a customer asks, without the sentences that only say where they live."""

import re

from knowledge.places import find_places

_SENTENCE = re.compile(r"(?:[^。．！!？?\n.]|\.(?!\s))+[。．！!？?\n.]*\s*")
_SAYS_MORE = re.compile(r"[?？、,，]|か[。．\s]*$")
_MOST_BESIDE = {True: 26, False: 14}
"""Characters that a sentence of residence has beside the place, in Latin letters and in others."""


def without_residence(text: str) -> str:
    """The text without sentences that only say where the customer lives (「ドイツに住んでいます。」).

    Where they live is told by `customer_region`; what is asked is told better by the rest. All of it where nothing
    else is said.
    """
    sentences = _SENTENCE.findall(text)
    kept = [one for one in sentences if not _only_residence(one)]
    return "".join(kept).strip() if kept and len(kept) < len(sentences) else text


def _only_residence(sentence: str) -> bool:
    living = [place for place in find_places(sentence) if place.residence]
    if len(living) != 1 or _SAYS_MORE.search(sentence):
        return False
    beside = len(sentence.strip()) - (living[0].end - living[0].start)
    return beside <= _MOST_BESIDE[sentence.isascii()]
