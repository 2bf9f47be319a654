"""What data is to be, told in a correction instead of which data: 「部署名は営業企画部になりました」, "it should be
Katherine with a K", 「应该是35岁，写成53岁了」. Pure.

Every trade has data of its own, and the dialogue model takes its names for another desk's business.
"""

import re

from actions.words.questions import asking
from actions.words.withheld import withholds
from desk.lexicon import doing, people
from desk.lexicon.wordlist import any_of

_JA = re.compile(
    r"^(?:(?:新しい|いまの|今の|あと|それと|えっと|はい)[、\s]?)*[^、。？?！!\s]{1,16}(?:は"
    r"|が)[、\s]?[^、。？?！!]{1,24}?"
    r"に(?:なり(?:まし(?:た|て)|ます)|なった|変わり(?:まし(?:た|て)|ます)|変わった|変更(?:になり|し"
    r"|され)(?:まし)?(?:た|て)|改め(?:まし)?た|改名し(?:まし)?た)"
    r"(?:ので|から|ん(?:です)?|の(?:です)?|です|が|けど)*[。．！!\s]*$"
    r"|正し(?:く|い(?:の|もの)?)は[、\s]?[^。？?！!]{1,30}(?:です|だ|になります)[。！!\s]*$"
    r"|^[^、。？?！!]{1,20}(?:では|じゃ)なく(?:て)?[、\s]?[^、。？?！!]{1,20}(?:です|が正しいです|なんです"
    r"|なのです)[。！!\s]*$"
)
_EN = re.compile(
    r"\b(?:it|that|this|they|which|the (?:correct|right|new) \w+|my (?:\w+ ){1,3}?)? ?(?:should (?:be|read"
    r"|say|have been)(?! able| possible| fine| ok| enough"
    rf"| {any_of(doing.REMOVED_EN)})|is now|(?:has |have )?(?:changed|was changed|been changed) to"
    r"|is spelled|is spelt|was misspelled"
    r" as|was (?:written|entered|registered) as) [^?.]{1,50}[.!\s]*$"
    r"|^(?:no,? )?it'?s (?:spelled |spelt )?\S+(?: \S+){0,3},? not \S+(?: \S+){0,3}[.!\s]*$",
    re.IGNORECASE,
)
_ZH = re.compile(
    r"(?:应该是|应为|改成|改为|变成|变更为|换成|现在是|正确的是|正确应)[^？?。]{1,24}[。！!\s]*$|(?:写|填|登"
    r"|录|弄)成(?:了)?[^？?。，]{1,16}了?[。！!\s]*$"
)
_NO_VALUE = re.compile(
    r"お世話|ように|代理|後見|郵送|メール(?!アドレス)|電話が|邮|寄"
    rf"|{any_of(doing.REMOVAL_JA, doing.DISCLOSURE_JA)}|消し|利用停止|訂正(?:の|に|し)"
    r"|不安|心配|困|迷惑|\b(?:delet|eras|remov|disclos|stop"
    r"|cancel|worr|angry)"
    rf"|\bmy {any_of(people.RELATIVES_EN)}\b"
    r"|删|消除|披露|取消|停止|申请|担心",
    re.IGNORECASE,
)
"""Another request, a feeling, or whose data it is."""
_LONGEST = 100


def tells_new_value(text: str) -> bool:
    """Whether it tells what some data is now, or should be; no question does, nor a wish for another request."""
    told = text.strip().replace("’", "'")
    if len(told) > _LONGEST or _NO_VALUE.search(told) or asking(told) or withholds(told):
        return False
    return any(words.search(told) for words in (_JA, _EN, _ZH))
