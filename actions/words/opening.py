"""Somebody says that they have something to ask, and not yet what (「教えて」, "quick question", 「我想问一下」). Pure.

To the dialogue model it is none of the desk's business.
"""

import re

from desk.lexicon import wishing
from desk.lexicon.wordlist import any_of

_OPENS = re.compile(
    r"(?:(?:あの|すみません|すいません|ちょっと|あと|それと|お忙しいところ(?:恐れ入りますが|すみません)?|少し"
    r"|一つ|ひとつ|もう一つ|もうひとつ|一点)[、。,\s…]*)*"
    rf"(?:教えて(?:{any_of(wishing.DO_FOR_ME_JA)}(?:です)?|もらえますか|いただけますか|くれますか)?"
    r"|(?:お?(?:聞き|伺い|尋ね|たずね|うかがい)し?たい(?:こと|の)?(?:が)?(?:あり?る|あります|あって"
    r"|ございます|です)?(?:の|ん)?(?:です)?(?:が|けど)*)"
    r"|質問(?:が)?(?:です|あります|ある|いいですか|よろしいですか|させてください|してもいいですか)(?:の"
    r"|ん)?(?:です)?(?:が|けど)*|いいですか|相談(?:が|です|したい(?:です)?)(?:あります|ある|あるんですが)?)"
    r"|(?:(?:hi|hello|hey|ok(?:ay)?|sorry|excuse me|well|so|um+)[,.!]*\s+)*(?:tell me|(?:just )?(?:a |one "
    r"|another )?(?:quick |small |simple )?questions?"
    r"|i (?:have|'ve got|have got|got) (?:a |one |another |some )?(?:quick |small )?questions?(?: for you)?"
    r"|(?:can|could|may) i ask (?:you )?(?:something|a question))(?:,? please)?"
    r"|(?:(?:你好|您好|那个|不好意思|请问一下)[，,。\s]*)*(?:(?:我)?(?:想|要|有)?(?:问|咨询|请教|打听)(?:一下"
    r"|个事|个问题|一个问题|点事|你们?个?事)|(?:我)?有个?(?:问题|事)(?:想问|要问|请教)?(?:一下)?"
    r"|(?:请)?告诉我|(?:能|可以)问(?:一下|个问题)吗)",
    re.IGNORECASE,
)


def opens_a_question(text: str) -> bool:
    """Whether nothing is said but that there is something to ask."""
    return _OPENS.fullmatch(text.strip().replace("’", "'").rstrip("。．.！!？?…~～ ")) is not None
