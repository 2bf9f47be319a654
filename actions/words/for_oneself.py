"""Who asks, told in other words than "me": "im asking for me", 「自分で登録したものです」, 「是我自己填的」. Pure.

It has to be all that is said: who asks for themself and for another is no such answer.
"""

import re

from desk.lexicon import data, oneself
from desk.lexicon.wordlist import any_of

_I_JA = any_of(oneself.I_JA)
_JA = (
    r"(?:(?:はい|ええ|うん|もちろん|いや|いえ|だから)[、,。\s]*)*"
    rf"(?:{_I_JA}(?:自身)?の(?:こと|件|契約|荷物|注文|{any_of(data.DATA_JA, data.ACCOUNTS_JA)}|話|手続き?|ため|用事?)"
    rf"|(?:{_I_JA}(?:が|は)[、\s]?)?(?:自分で|自ら|{_I_JA}(?:自身)?(?:が|で))(?:登録|申し込み|記入|入力|申請"
    rf"|契約|依頼|応募|注文|購入|利用|送付)(?:を)?した"
    rf"(?:もの|やつ|分|荷物|アンケート|{any_of(data.DATA_JA)})?(?:なん|の|ん)?"
    r"|(?:ほか|他|別)の(?:人|方|誰か)(?:の(?:分|もの|こと)?)?(?:では|じゃ)(?:ない|ありません))"
    r"(?:です|だ|っす)?(?:よ|ね|けど|が|から|ので)*"
)
_EN = (
    r"(?:(?:yes|yeah|yep|well|no|just|ok(?:ay)?|obviously|of course)[,.!]*\s+)*"
    r"(?:(?:i'?m|i am|this is|it'?s|it is)\s+)?(?:just |only |all )*"
    r"(?:asking|writing|applying|calling|requesting(?: (?:it|this))?|doing (?:this|it)|filling (?:this"
    r"|it) (?:in|out))? ?"
    r"(?:just |only )?(?:(?:for|about) (?:me|myself"
    rf"|my own (?:{any_of(data.DATA_EN, data.ACCOUNTS_EN, data.RECORDS_EN)}|stuff|use))"
    r"|on my own behalf)"
    r"(?:,? (?:only|and (?:nobody|no one) else|not (?:for )?(?:anyone|anybody|someone|somebody) else))?"
)
_ZH = (
    r"(?:(?:是的?|对|嗯|当然|不是别人)[，,。\s]?)*(?:都|就|就是|是)?(?:我|本人)(?:自己|本人|亲自)+(?:的事"
    rf"|用的?|的(?:{any_of(data.DATA_ZH, data.ACCOUNTS_ZH, data.CONTACTS_ZH, data.RECORDS_ZH)}|包裹|快件|号码))?"
    r"(?:(?:填|写|办|申请|登记|注册|签|寄|买|打|来问|问|弄|提交|下单|报名|录)(?:写|理|交)?(?:过|的|了)*)?"
    r"|(?:替|给|帮|为)(?:我)?自己(?:办|申请|问|查|弄)(?:理)?的?"
)
_SELF = re.compile(rf"(?:{_JA}|{_EN}|{_ZH})[。．.！!\s]*", re.IGNORECASE)


def asks_for_oneself(text: str) -> bool:
    """Whether nothing is said but that the request is the writer's own."""
    return _SELF.fullmatch(text.strip().replace("’", "'")) is not None
