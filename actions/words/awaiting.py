"""Somebody says that no answer has come: 「あの…返事こないんだよね」, "I still haven't heard back". Pure.

It asks for nothing by its form, and speaks of an answer: the search found what a policy says of answers, and who had
waited for weeks read which papers to send. What they want to know is how it stands.
"""

import re

_LEAD_JA = (
    r"^(?:(?:あの|えっと|えーと|すみません(?:が)?|すいません|お世話になって(?:い|お)ります|もう|ねえ|で|先日|以前|この前|前に)"
    r"[、。…・,.\s]{0,4}){0,3}"
)
_SENT_JA = (
    r"(?:[^、。！？!?]{0,12}?(?:問い?合わせ|申請|請求|申し込|申込|手続き?|連絡|依頼|お願い|相談|書類|メール|送|出)[^、。！？!?]{0,8}?"
    r"(?:(?:た|だ)(?:のに|けど|けれど|が|(?:の|ん)(?:です|だ)(?:が|けど|けれど))|て(?:から)?[^、。！？!?]{0,8}?)[、,\s]?)?"
)
_YET_JA = (
    r"(?:(?:まだ|いまだに|未だに|全然|ぜんぜん|一向に|ずっと|なかなか|その後|何も|なにも|何の|なんの|一切|誰からも|どこからも"
    r"|そちらから(?:の)?)[、\s]?){0,3}"
)
_ANSWER_JA = r"(?:お?返事|ご?返信|ご?回答|ご?連絡(?!先)|音沙汰|返答|レス)"
_NOT_COME_JA = (
    r"(?:(?:が|も|は|すら|さえ)?[、\s]?{yet}"
    r"(?:来(?:ない|ません|てい?(?:ない|ません))|こない|きません|きてい?(?:ない|ません)|届(?:かない|きません|いてい?(?:ない|ません))"
    r"|(?:もらえ|いただけ|頂け)(?:ない|ません|てい?(?:ない|ません)|ておりません)|ない|無い|ありません|ございません|なし|無し))"
).replace("{yet}", _YET_JA)
_END_JA = r"(?:まま)?(?:なん|の|ん)?(?:です|だ)?(?:けれど|けど|が|よ|ね|わ|ぞ|し)*[。．！!…\s]*$"
_JA = re.compile(rf"{_LEAD_JA}{_SENT_JA}{_YET_JA}{_ANSWER_JA}{_NOT_COME_JA}{_END_JA}")
_EN = re.compile(
    r"^(?:(?:hi|hello|um+|so|and|but|well|sorry|excuse me)[,.\s…]+)*(?:"
    r"(?:i(?:'ve| have)? (?:sent|wrote|written|asked|applied|made a request|submitted|requested)\b"
    r"[^.?!]{0,40}?[,.]? ?(?:and|but)\b[^.?!]{0,20}?)?"
    r"(?:i|we)? ?(?:still |just )?(?:haven't|have not|never|didn't|did not) (?:yet )?"
    r"(?:heard?(?: anything)?(?: back)?|(?:got(?:ten)?|get|received?|had) (?:an?|any|your) (?:answer|reply|response))"
    r"(?: (?:back|from (?:you|anyone|anybody)|yet|at all|so far|since))*"
    r"|(?:there is |there's |still )?no (?:answer|reply|response)(?: (?:from you|yet|so far|at all))*"
    r"|nobody (?:has |ever )?(?:answered|replied|responded)(?: (?:me|to me|yet))*)[.!…\s]*$",
    re.IGNORECASE,
)
_ZH = re.compile(
    r"^(?:你好|您好|那个|那個)?[，,…\s]{0,3}(?:我)?(?:[^，。？?]{0,12}(?:申请|申請|咨询|諮詢|询问|发|寄)[^，。？?]{0,6}[，,]?)?(?:但|但是|可是)?"
    r"(?:一直|到现在|到現在|还|還|仍然|至今)*(?:都|也)?(?:没有|沒有|没|沒)(?:收到|得到|有)?(?:任何|你们的|你們的)?(?:回复|回覆|答复|答覆|回信|消息)[了啊呢。！!…\s]*$"
)
_BARE = re.compile(
    r"^(?:ご?回答|ご?連絡|返答|レス)(?:は|も)?(?:なし|無し|ありません|ございません)(?:です)?[。.\s]*$"
    r"|^no (?:answer|reply|response)[.\s]*$",
    re.IGNORECASE,
)
"""By itself it may be what somebody answers, or wants."""


def awaits_answer(text: str) -> bool:
    """Whether somebody says that an answer has not come, and nothing else. What is to be if none comes (「返事が
    ないときは」) and that none is wanted are something else."""
    told = text.strip().replace("’", "'")
    return _BARE.match(told) is None and any(words.match(told) for words in (_JA, _EN, _ZH))
