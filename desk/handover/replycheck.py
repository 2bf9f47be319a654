"""What in a staff reply looks like the customer's personal data: the writer is warned before it is sent.

Chat is the wrong place for it (the form and the letter are the right ones), but staff decides: a warning, no ban.
"""

import re

from desk.chat.masking import Masker

_ENDING = re.compile(r"様(?!式|子|々|態)|さま(?!ざま|たげ)|(?<!たく)さん")
_KANJI = r"(?:(?!様)[一-龥々〆ヶ])"
_NAME = re.compile(
    rf"(?:{_KANJI}{{1,4}}[ 　]?(?:{_KANJI}|[ぁ-んァ-ヶー]){{0,5}}|[ァ-ヶー]{{2,10}}"
    r"|[A-Z][a-z]+(?: [A-Z][a-z]+)?)[ 　]?$"
)
"""What an ending may make a name of. It is searched before each ending by itself: 「山田様の代理人様」 has two."""
_REACH = 30
"""Characters before an ending that are looked at: no name that is looked for is longer."""
_ROLES = re.compile(
    r"(?:お客|皆|みな|各位|者|員|(?:本|代理|法|個|後見|保佐|補助|相続|名義|受取|差出|届出|依頼|保証|管理)人|担当|窓口"
    r"|家族|[親遺]族|両親|お[父母子]|世帯主|弁護士|司法書士|行政書士|税理士|団体|企業|会社|オペレーター?)[ 　]?$"
)
"""Who is addressed by what they are, not by a name. Nobody's name ends in 者 or 員; many do in 人 and 士."""
_WORDS = re.compile(rf"(?:同|仕|(?<!相)模|多種多|(?<!{_KANJI})[多一異各両今有文紋])$")
"""Words that end in 様. 本多様, 喜多様, 相模様, 健一様 and 博文様 are people."""
_TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Dr)\.? [A-Z][a-z]+|\bDear [A-Z][a-z]+(?! Customer)\b")
_POLITE = re.compile(r"\bDear (?:Customer|Sir|Madam|All|Valued)\b")


def personal_kinds(text: str, masker: Masker) -> tuple[str, ...]:
    """The kinds found, sorted: those of `desk.chat.masking.PLACEHOLDERS`, and "name" for what is addressed like a
    person. The company's own contact data, which `masker` knows, counts for nothing."""
    kinds = set(masker.mask(text, access_code_expected=False).kinds)
    if any(_named(text, ending) for ending in _ENDING.finditer(text)):
        kinds.add("name")
    if _TITLED.search(_POLITE.sub("", text)):
        kinds.add("name")
    return tuple(sorted(kinds))


def _named(text: str, ending: re.Match[str]) -> bool:
    """Whether a polite ending belongs to somebody's name."""
    before = text[max(0, ending.start() - _REACH) : ending.start()]
    if ending[0] == "様" and _WORDS.search(before):
        return False
    return bool(_NAME.search(before)) and not _ROLES.search(before)
