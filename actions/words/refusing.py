"""What is no yes and no go-ahead, although to the dialogue model it is one: 「合っていないです」 (a yes at .97),
「進めないでください」 (.91), "I'd rather not go ahead" (.86). Pure.

At the summary the one would have confirmed what is wrong, the other sent what is not to go yet. Each has to be all
that is said; a question is none.
"""

import re

from desk.lexicon import wishing
from desk.lexicon.wordlist import any_of

_LEAD_JA = (
    r"(?:(?:いえ|いや|いいえ|あの|うーん|すみません(?:が)?|ちょっと|少し|全然|全く|やっぱり?|まだ|それでは|これでは|先に|これ以上(?:は)?|もう"
    r"|勝手に|一旦|いったん|とりあえず|今は|今日は)[、,。\s]?){0,3}"
)
_END_JA = r"(?:です|ん(?:です|だ)|の(?:です|で)?)?(?:けど|が|ので|から)?(?:よ|ね)?[。．.！!…\s]*"
_NOT_SO = re.compile(
    rf"{_LEAD_JA}(?:内容(?:が|は))?(?:(?:合|あ)って(?:い)?(?:ない|ません)|(?:合|あ)っており?ません"
    r"|(?:色々|いろいろ)?(?:問題|間違い|まちがい|誤り)が?(?:あり(?:ます|ました)|ある|あった)"
    rf"|(?:よろしく|宜しく|正しく|よく|良く)(?:は)?(?:ない|ありません)"
    r"|(?:(?:それ|これ)で)?(?:はい|いい|よい|良い|正しい|大丈夫だ?|合って(?:い)?る)とは(?:思|言|いえ|い)(?:い|わ|え|って(?:い)?)?(?:ません|ない))"
    rf"{_END_JA}"
    r"|(?:はい|ええ|うん|いい(?:です)?|大丈夫(?:です)?)[、,。\s]?(?:でも|けど|が|ただ|ただし)[、,\s]?[^。、？?]{1,12}(?:が|は)"
    r"(?:違(?:います|う|って(?:い)?(?:ます|る))|間違って(?:い)?(?:ます|る)|古い)(?:です)?[。！!\s]*"
    r"|who said (?:yes|ok(?:ay)?)[?.!\s]*"
    r"|i (?:(?:did not|didn't|never) (?:say (?:yes|ok(?:ay)?|so)|said (?:yes|ok(?:ay)?|so)"
    r"|agreed?|confirm(?:ed)?))(?: to (?:this|that|it))?[.!\s]*"
    r"|(?:yes|ok(?:ay)?|sure|fine|right),? but (?:(?:my|the) [\w ]{1,24} )(?:is|are) "
    r"(?:wrong|incorrect|not (?:right|correct)|old|outdated)[.!\s]*"
    r"|(?:好|可以|行|对|是)(?:的|是(?:好|可以|行|对|是))?[，,]?(?:但是?|不过|可是)[^，,。？?]{1,10}(?:不对|错了?|有误|不正确)(?:了)?[。！!\s]*"
    r"|(?:(?:no|well|sorry|hmm+),?\s+)?(?:(?:that|it|this)(?: is|'s)? )?"
    r"(?:not (?:quite |really )?|isn't )(?:right|correct|ok(?:ay)?|fine)[.!\s]*"
    r"|(?:那|这|這)?(?:有(?:点|些)?(?:问题|問題)|不(?:太)?(?:对|對|正确))[了。！!\s]*",
    re.IGNORECASE,
)
_FORM_JA = r"(?:(?:この|その)?(?:お?手続き?|申請|ご?請求|話|先)(?:は|を|に)?[、\s]?)?"
_WISH_JA = (
    rf"(?:{any_of(wishing.DO_FOR_ME_JA)}|お?願い(?:します|いたします)|おいて(?:ください|下さい)"
    r"|もらえますか|いただけますか)?"
)
_ON_EN = (
    r"(?:go(?:ing)? (?:ahead|on|any further)|proceed(?:ing)?|continu(?:e|ing)"
    r"|submit(?:ting)?(?: (?:it|this|the (?:form|request)))?)"
)
_NOT_ON = re.compile(
    rf"{_LEAD_JA}{_FORM_JA}(?:まだ)?(?:(?:進め|続け|送信し|申請し|提出し)ないで{_WISH_JA}"
    r"|(?:進め|続け)(?:なくて(?:も)?(?:いい|よい|結構|大丈夫)|たく(?:は)?(?:ない|ありません)|ません|ないことに(?:し|いたし)ます"
    rf"|る(?:気|つもり)は(?:ない|ありません)|るな(?=[。．.！!よ\s]*$))){_END_JA}"
    r"|(?:はい|ええ|うん|いい(?:です)?)[、,。\s]?(?:でも|けど|ただ)[、,\s]?(?:ちょっと|少し|まだ)?(?:待って(?:ください|下さい)?|まだ(?:です)?)[。！!\s]*"
    r"|(?:yes|ok(?:ay)?|sure|fine),? but (?:please )?(?:wait|hold on|not (?:yet|now))"
    r"(?: a (?:moment|minute|second|bit))?[.!\s]*"
    r"|(?:好|可以|行|对|是)的?[，,]?(?:但是?|不过)(?:请|先)?(?:等一下|等等|稍等|先等等)[。！!\s]*"
    r"|(?:(?:no|well|sorry|hmm+|ok(?:ay)?|actually|please|wait|then|i think)[,.]?\s+){0,3}"
    r"(?:do not|don't|dont|better not|let's not|let us not|i(?:'d| would) (?:rather|prefer) (?:you )?not(?: to)?"
    r"|i(?:'d| had) better not|not"
    r"|i(?:'m| am) not|i(?: do not| don't| would not) (?:want|wish|like) you to"
    rf"|i(?:'d| would) rather (?:you )?(?:didn't|did not)) {_ON_EN}"
    r"(?: (?:yet|now|for now|then|please|anymore|any more|at the moment|with (?:it|this|that)))*[.!\s]*"
    r"|(?:请|請|先|暂时|那|我|还是){0,4}(?:不要|别|勿)(?:再)?(?:继续|繼續|提交|往下进行|进行下去)[了吧。！!\s]*",
    re.IGNORECASE,
)
_LONGEST = 60
"""Characters; who says more is read as a whole."""


def is_not_so(text: str) -> bool:
    """Whether it is only said that something is not right (「問題があります」, "that's not quite right")."""
    told = text.strip().replace("’", "'")
    return len(told) <= _LONGEST and _NOT_SO.fullmatch(told) is not None


def stops_short(text: str) -> bool:
    """Whether nothing is said but that it is not to go on, or not yet (「まだ進めないで」, "don't go ahead"). Who does
    not want to go on ("I don't want to continue") ends it, as the dialogue model hears."""
    told = text.strip().replace("’", "'")
    return len(told) <= _LONGEST and _NOT_ON.fullmatch(told) is not None
