"""That somebody wants time, and neither goes on nor ends what they have begun (「考えさせて」, "not today"). Pure.

Each has to be all that is said: 「訂正を検討してください」 wants something of the company.
"""

import re

_BEFORE = (
    r"(?:う[ー～]*ん+|ん[ー～]+|えっと|あの|すみません(?:が)?|申し訳(?:ない|ありません)(?:です)?(?:が)?|やっぱり?|やはり|ちょっと|少し|もう少し|もうちょっと"
    r"|もう一度|一度|一旦|いったん|一晩|とりあえず|まだ|まずは|では|じゃあ?|今日は|今は?|いまは?|今日のところは|いまのところ|自分で|家で|家族と|持ち帰って"
    r"|よく|じっくり|[、,\s])*"
)
_LATER_JA = r"(?:また)?(?:今度|後日|後|あと|明日|あした|来週|改めて|別の日|そのうち)(?:で)?"
_TIME_JA = (
    r"(?:考え(?:させて(?:ください|下さい|もらえますか|いただけますか|もらいます|いただきます|ほしいです?)?|ます|ますね|てみます|てみる|てから(?:また|に)?(?:し|き)ます"
    r"|たい(?:です)?|る|とく|ておきます|中(?:です)?|直(?:し)?(?:ます|たい(?:です)?|す))"
    r"|検討(?:し(?:ます|てみます|たい(?:です)?|てから(?:に)?します)|させて(?:ください|下さい|いただきます|もらいます)?|中(?:です)?|する)"
    r"|(?:迷って(?:い)?(?:る|ます)(?:んです)?|迷い(?:ます|中(?:です)?)|迷う)|決め(?:られ(?:ない|ません)|かねて(?:い)?(?:ます|る))(?:んです)?"
    r"|(?:今日|今|いま)は(?:ちょっと)?(?:無理|難しい|時間がない|やめと(?:く|きます)|ここまで(?:で|に(?:し(?:ます|て)|する)?)?|これで)"
    r"(?:かも(?:です|しれません)?|です|そうです|ん(?:です)?)?"
    r"|(?:今|いま|今日)?(?:は)?[、\s]?(?:ちょっと|少し)?(?:忙しい|いそがしい|手が離せない)(?:ん(?:で|です)|です|ので)?"
    r"|(?:もう)?(?:少し|ちょっと)?(?:考える)?(?:お?時間|猶予)(?:を|が)?(?:ください|下さい|もらえますか|いただけますか|ほしい(?:です)?|欲しい(?:です)?)"
    rf"|{_LATER_JA}(?:に)?(?:(?:し|出直し|連絡し|連絡いたし|続け|来)ます|(?:さ)?せて(?:ください|下さい|もらいます|いただきます)"
    r"|(?<=で)(?:も)?(?:いい|よい|大丈夫)(?:です|す)?か?|(?<=で)お?願いします|(?<=また明日)|(?<=また今度)|(?<=また来週))|出直します)"
    r"(?:かも(?:です|しれません)?|ので|から|けど|が|ね|よ|わ|な|かな)*[。！!?？…\s]*"
)
_DECIDE_EN = r"(?: to (?:think|decide|consider)(?: (?:about )?(?:it|this))?)?"
_TIME_EN = (
    r"(?:(?:hm+|um+|uh|ok(?:ay)?|well|sorry|actually|maybe|no|just|please)[,.\s]+){0,4}"
    r"(?:(?:let me|i(?:'ll| will| need to| have to| want to|'d like to| should)|can i) "
    r"(?:just )?(?:think(?: (?:it|this|that))?(?: (?:about|over|on))?(?: (?:it|this|that))?"
    r"|sleep on (?:it|this))(?: (?:first|more|some more|a bit(?: more)?|for a (?:bit|while|moment|sec)))?"
    r"|(?:just )?leave (?:it|this)(?: (?:for now|there|for today))"
    r"|(?:i'?m |i am )?still thinking|i'?m (?:in|of) two minds|not (?:now|today|right now|yet|just yet|at the moment)"
    r"|(?:maybe |perhaps )?(?:later|another time|some other time|another day|tomorrow)"
    r"|(?:i'?m|i am) (?:not (?:quite )?ready|busy(?: (?:now|right now))?)(?: yet)?"
    r"|(?:i'?m |i am )?not (?:quite |really )?sure yet"
    r"|(?:(?:please )?(?:give me|let me have)|i(?:'d| would) like|i(?: just)? (?:need|want)"
    r"|(?:can|could|may) i (?:have|get)) "
    r"(?:an? (?:day|week|night|minute|moment|bit|little)(?: or two)?(?: (?:of|more) time)?"
    r"|(?:some|a little|a bit(?: of)?|a bit more|a little more|more)"
    rf"(?: more)? time){_DECIDE_EN}"
    r"|(?:i'?ll"
    r"|i will) (?:come back|get back to (?:you|this|it))(?: (?:later|tomorrow|to (?:it|this)))?)"
    r"(?:[,\s]+(?:i guess|i think|maybe|then|thanks|thank you|sorry|please|ok))*[.!?…\s]*"
)
_TIME_ZH = (
    r"(?:嗯+|那|哎|算了|不好意思|还是|還是|要不|[，,\s]){0,5}"
    r"(?:(?:让|讓|容)?我?(?:先|再)?(?:想想|想一想|想一下|考虑(?:考虑|一下)?|琢磨一下)(?:再说|吧|了)?|(?:我)?(?:先|暂时|暂且)(?:放着|放一放|不动"
    r"|这样|别弄|别办|不弄|不办|别继续)"
    r"|(?:我)?(?:今天|现在|這會兒)(?:不方便|没空|没时间|不行|先不(?:弄|办|申请)?了?)|改天(?:吧|再说)|下次(?:吧|再说)|以后再说|回头再说|再说吧|我?还没(?:有)?(?:想好|决定|考虑好)|我还在考虑"
    r"|(?:我)?(?:过[几两一]天|稍后|晚点|回头|等会儿?|待会儿?|明天|后天|下周)(?:我)?再(?:来)?(?:说|来|办|弄|填|决定|联系)"
    r"|(?:今天)?(?:就)?先(?:到这儿|到这里|到此为止)|(?:请)?(?:给我|我需要|我想要)(?:一)?(?:点|些)?儿?时间(?:(?:再)?(?:想想|想一想|考虑|考虑一下|考虑考虑))?)"
    r"(?:吧|了|啊|呢|，?谢谢)*[。！!…\s]*"
)
_TIME = re.compile(
    rf"{_BEFORE}{_TIME_JA}(?:[、,。]?{_BEFORE}{_TIME_JA})?|{_TIME_EN}(?:[,;]\s*{_TIME_EN})?|{_TIME_ZH}(?:[，,]{_TIME_ZH})?",
    re.IGNORECASE,
)
"""Once, or said twice over (「今日はやめとく、また明日」)."""


def wants_time(text: str) -> bool:
    """Whether nothing is said but that somebody thinks it over, or goes on another time."""
    return _TIME.fullmatch(text.strip()) is not None
