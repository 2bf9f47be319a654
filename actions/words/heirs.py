"""Papers and standing of heirs: 「戸籍謄本は要りますか」, "is the death certificate needed?", 「要死亡证明吗」. Pure.

After a death has been told, a question of these is about the one who died: the papers of agents, which the policy
lists, are not theirs.
"""

import re

_HEIRS = re.compile(
    r"戸籍|除籍|改製原|死亡(?:届|診断書|証明|通知)|火葬許可|相続|遺産|遺言|遺族|喪主|続柄"
    r"|\b(?:death certificate|certificate of death|family register|inherit\w*|heirs?|probate|executors?"
    r"|next of kin|estate"
    r"|(?:last|his|her) will)\b"
    r"|死亡(?:证明|證明|证|通知)|户口(?:本|簿)|继承|繼承|遗产|遺產|遗嘱|遺囑|亲属关系证明|火化",
    re.IGNORECASE,
)


def speaks_of_heirs(text: str) -> bool:
    """Whether papers that only the family of somebody who has died has, or their standing, are spoken of."""
    return _HEIRS.search(text) is not None
