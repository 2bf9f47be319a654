"""What in a staff reply looks like the customer's personal data: the writer is warned before it is sent.

Chat is the wrong place for it (the form and the letter are the right ones), but staff decides: a warning, no ban.
"""

import re

from desk.masking import Masker

_POLITE_ENDING = r"[ 　]?(?:様|さま|さん)"
_JAPANESE = r"[一-龥々〆ヶ]{1,4}[ 　]?[一-龥々ぁ-んァ-ヶー]{0,5}"
_NAME = re.compile(rf"(?:{_JAPANESE}|[ァ-ヶー]{{2,10}}|[A-Z][a-z]+(?: [A-Z][a-z]+)?){_POLITE_ENDING}")
_ROLES = re.compile(
    r"(?:お客|皆|みな|本人|代理人|担当者?|家族|利用者|請求者|関係者|申請者|相談者|保護者|会員|窓口|各位|お子|同居人"
    rf"|オペレーター?){_POLITE_ENDING}$"
)
"""Who is addressed by what they are, not by a name; the text up to the ending is searched."""
_TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Dr)\.? [A-Z][a-z]+|\bDear [A-Z][a-z]+(?! Customer)\b")
_POLITE = re.compile(r"\bDear (?:Customer|Sir|Madam|All|Valued)\b")


def personal_kinds(text: str, masker: Masker) -> tuple[str, ...]:
    """The kinds found, sorted: those of `desk.masking.PLACEHOLDERS`, and "name" for what is addressed like a person.
    The company's own contact data, which `masker` knows, counts for nothing."""
    kinds = set(masker.mask(text, access_code_expected=False).kinds)
    if any(not _ROLES.search(text[: match.end()]) for match in _NAME.finditer(text)):
        kinds.add("name")
    if _TITLED.search(_POLITE.sub("", text)):
        kinds.add("name")
    return tuple(sorted(kinds))
