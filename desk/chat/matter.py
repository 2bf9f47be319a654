"""What a customer's message is about, once the sentences that only hand over personal data are set aside.

「電話は［電話番号］です。登録が間違っているので直してください」 is a wish, not a telephone number. The dialogue model
hears the wish alone; the transcript keeps the whole message, masked.
"""

import re

from desk.chat.masking import PLACEHOLDERS
from desk.texts import MaskedText
from knowledge.several import sentences

_NOT_PERSONAL = frozenset({"receipt", "access_code"})
_PERSONAL = tuple(text for kind, text in PLACEHOLDERS.items() if kind not in _NOT_PERSONAL)
_SHORTEST = 5
"""A rest of fewer characters (「です。」) is nothing by itself."""
_NAMES_SOMEBODY = re.compile(
    r"^(?:私は|わたしは|名前は|氏名は)?(?:[一-龥々ァ-ヶー\s]{2,10}です|[^、？?]{2,12}(?:といいます|と申します))[。！!\s]*$"
)
"""「山田です。」 in front of data: who writes, not what they want."""


def matter(masked: MaskedText, *, keeps_places: bool = False) -> MaskedText:
    """The sentences of a masked text without those that hold a placeholder of personal data.

    All of it where nothing else is said. `keeps_places`: the company's rules differ by region, so that a sentence
    with an address stays, because its country and prefecture tell the region.
    """
    said = sentences(masked)
    holding = [_holds_data(one) for one in said]
    if not any(holding):
        return masked
    if keeps_places and any(PLACEHOLDERS["address"] in one for one in said):
        return masked
    kept = [
        one
        for one, holds in zip(said, holding, strict=True)
        if not holds and not _NAMES_SOMEBODY.match(one.strip())
    ]
    rest = "".join(kept).strip()
    return MaskedText(rest) if len(rest) >= _SHORTEST else masked


def _holds_data(sentence: str) -> bool:
    return any(text in sentence for text in _PERSONAL)
