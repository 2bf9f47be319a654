"""Puts a badly written question into the spelling that clauses and training texts have.

The embedding model hardly understands kana where kanji are usual. Two other spellings are looked at: the stretches of
hiragana converted, and the whole converted anew from its reading. One is taken where its words are commoner than those
of what was typed, by so much that chance does not do it. What was typed is never lost: keyword search and places
read it as well.
"""

import re

from knowledge.mending.commonness import WordCounts, load_or_count
from knowledge.mending.conversion import converted_anew, with_hiragana_converted
from knowledge.mending.readings import words

_KANA = re.compile(r"[ぁ-ゖァ-ヺ]")
_LONGEST = 2000
"""Longer messages are left: they are pasted rather than typed."""
HIRAGANA_FROM, ANEW_FROM = 2.0, 6.0
"""By how many nats another spelling must be commoner than the best one so far. Chosen by cross-validation over the
topic map's examples (docs/decisions/0055); a text converted anew also loses kanji that were right, so it needs more."""


class Mender:
    """Mends. Safe to use from several threads."""

    def __init__(self, counts: WordCounts) -> None:
        self._counts = counts

    def mend(self, text: str) -> str:
        """The text in ordinary spelling; as it is where it has no kana, or no other spelling is clearly commoner.

        Args:
            text: a normalised question.
        """
        if not _KANA.search(text) or len(text) > _LONGEST:
            return text
        found = words(text)
        best, least = text, self._counts.surprise(text)
        for spelling, margin in (
            (with_hiragana_converted(found), HIRAGANA_FROM),
            (converted_anew(found), ANEW_FROM),
        ):
            if spelling == best or _digits(spelling) != _digits(text):  # に is also 2: no number is made
                continue
            surprise = self._counts.surprise(spelling)
            if surprise < least - margin:
                best, least = spelling, surprise
        return best


def _digits(text: str) -> list[str]:
    return [character for character in text if character.isdigit()]


def load_mender() -> Mender:
    """The mender of this installation; counts words (some ten seconds) where that is to be done."""
    return Mender(load_or_count())
