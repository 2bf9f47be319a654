"""That somebody stops for a while in the middle of a request, goes on with it, begins it again or has lost the thread.
Pure: the words alone.

Each of these is narrow: it has to be all that is said. 「利用を停止して」 pauses nothing, 「削除を進めて」 resumes
nothing.
"""

import re

from actions.words.refusing import stops_short
from actions.words.thinking import wants_time
from desk.lexicon import people
from desk.lexicon.wordlist import any_of, words

_PAUSE = re.compile(
    r"^(?:(?:あ(?=[、,\s])|すみません|すいません|恐れ入りますが|申し訳ありませんが|では|じゃ(?:あ|(?!あ))|ちょっと|少し|一旦|いったん|一度|ひとまず|とりあえず"
    rf"|(?:社内|会社|{any_of(people.RELATIVES_JA, people.FAMILY_JA)})[でとに][^。、]{{0,10}}(?:確認|相談)(?:いた)?"
    r"(?:し(?:ます|て(?:から|みます)?)|する)(?:ので)?)[、,。\s]*)*"
    r"(?:(?:中断|保留)(?:に)?(?:と)?(?:し(?:ます|たい(?:です)?|て(?:も)?(?:いい|ください|下さい|おいて(?:ください|下さい)?)?)|する|で|させて(?:ください|下さい|いただ[^。]{0,12}|もらえますか|もらいます))?"
    r"|(?:また)?(?:後|あと|のち)(?:ほど|日)?(?:で|に)?(?:また)?(?:やり|続け|再開し|続きをし)(?:ます|たい(?:です)?|てもいいですか)"
    r"|(?:ちょっと|少し|少々)?(?:待って|お待ち)(?:て|いて)?(?:ください|下さい|ね|くれ|もらえますか|いただけますか)?)(?:です|ね|よ)?[。！!?？\s]*$"
    r"|^(?:(?:ok(?:ay)?|sorry|please|let me|can we|can i|i(?:'d like| want| need) to)[,\s]+)*"
    r"(?:pause|(?:put (?:it|this) )?on hold|wait(?: a (?:moment|minute|second|bit))?"
    r"|hold on(?: a (?:moment|minute|second|bit))?"
    r"|(?:continue|finish|do (?:it|this)) later)(?: (?:here|for now|this|it|please))*[.?!\s]*$"
    r"|^(?:请|請)?(?:先)?(?:等一下|等等|稍等(?:一下)?|暂停(?:一下)?|暫停(?:一下)?|(?:以后|之后|晚点|待会儿?|改天|下次|过几天|明天)再(?:办|继续|说|弄|来|填))[吧。！\s]*$"
    r"|^(?:那|我)?(?:先)(?:不|别)(?:提交|申请|办|弄|继续)(?:了)?[吧。！\s]*$"
    r"|^(?:我)?(?:可以|能)(?:以后|之后|晚点|待会儿?|改天|下次|过几天|明天)再(?:办|继续|弄|来|填)(?:吗|么)[？?\s]*$",
    re.IGNORECASE,
)
_ASKED_FIRST = any_of(
    people.RELATIVES_JA,
    people.FAMILY_JA,
    people.FRIENDS_JA,
    people.COLLEAGUES_JA,
    people.LAWYERS_JA,
    words("担当|担当者|上長|部長|課長|社長|経理|総務|法務|人事|本社|社内|会社|弊社|当社|部署|関係者|本人"),
)
_BACK = (
    r"(?:(?:また)?(?:あとで|後で|後ほど|改めて)?(?:お?返事|ご?連絡|返信|回答)(?:を)?(?:し|いたし|致し)ます"
    r"|(?:また)?続けます|に(?:し|いたし|致し)ます)"
)
_THEIRS_EN = any_of(people.RELATIVES_EN, people.ACQUAINTED_EN, people.LAWYERS_EN)
_THEIRS_ZH = any_of(people.RELATIVES_ZH, people.ACQUAINTED_ZH, people.LAWYERS_ZH, ("领导", "上司"))
_CHECKS = re.compile(
    r"^(?:(?:あ(?=[、,\s])|すみません|すいません|恐れ入りますが|では|じゃあ?|ちょっと|少し|一旦|いったん|一度|まず|先に|今|いま)[、,\s]*){0,4}"
    rf"{_ASKED_FIRST}{people.TITLE_JA}(?:の者)?(?:に|と|で|へ|にも)(?:も|一度|いったん|一旦|ちょっと)?[、,\s]?"
    r"(?:ご?(?:確認|相談)(?:を)?(?:し|いたし|致し)(?:ます|て(?:き|み|まいり|参り)ます"
    rf"|て(?:から|まいりますので|きますので)[、,\s]?(?:{_BACK})?)"
    rf"|聞い(?:て(?:き|み|まいり)ます|てから[、,\s]?(?:{_BACK})?|てくる|てみる)|確認(?:する|してくる|してみる))"
    r"(?:ので|から|ね|よ)*[、,。\s]?"
    r"(?:(?:少々|少し|ちょっと|しばらく)?お?待ち?"
    r"(?:って|いて|を|願います|ください|下さい|いただけますか|くださいませ)*)?[。！!\s]*$"
    r"|^(?:(?:ok(?:ay)?|sorry|please|wait|one moment)[,.]?\s+){0,3}"
    r"(?:let me|i(?:'ll| will| have to| need to| must)(?: first)?) "
    rf"(?:check|ask|talk|speak|confirm|consult)(?: (?:with|to))? (?:my|our) {_THEIRS_EN}(?: first)?[.!\s]*$"
    rf"|^我?(?:先|要)?(?:去)?(?:问|問|跟|和)(?:一下)?我?的?{_THEIRS_ZH}"
    r"(?:确认|商量|確認)?(?:一下)?(?:再说|再說)?[吧。！\s]*$",
    re.IGNORECASE,
)
"""Somebody of the writer's own is asked first; 「担当に確認してください」 and 「…したい」 want it of the desk."""
_STAFF = re.compile("担当(?!.*(?:待|てから|連絡|返事|返信|回答))")
"""May be the desk's own: 「担当者に相談します」 may take up its offer. Who has the desk wait asks one of theirs."""
_AFRESH = re.compile(
    r"^(?:(?:すみません|すいません|やっぱり?|もう一度|もう一回|一旦|いったん)[、,\s]*)*(?:最初|はじめ|始め|初め|いち|一)から"
    r"(?:もう(?:一度|一回))?(?:(?:全部)?(?:やり直(?:し(?:たい(?:です)?|ます|て(?:ください|下さい|もいいですか)?|させて(?:ください)?)?|す)"
    r"|やり(?:たい|ます))|し(?:たい|ます)|お願い(?:します|できますか)?|で)?[。！!?？\s]*$"
    r"|^(?:(?:please|can we|can i|let's|i(?:'d like| want) to)\s+)*(?:"
    r"start (?:over|again|from (?:the beginning|scratch))"
    r"|begin again)(?: please)?[.!?\s]*$"
    r"|^(?:我想?|请|請)?(?:从头|從頭|重新)(?:开始|開始|再?来)(?:一次|一遍)?[吧。！\s]*$",
    re.IGNORECASE,
)
_WHERE = re.compile(
    r"(?:今|いま|さっき)?(?:は)?どこまで(?:やっ(?:た(?!ら)|て(?:い)?(?:た|まし))|進(?:ん(?:だ(?!ら)|で(?:い|る|ま))|みま)"
    r"|(?:聞い|入力し|終わっ|答え|話し|行っ|いっ)(?:た(?!ら)|まし|てい?(?:た|まし))|終わり|でしたっけ|だっけ)"
    r"|(?:今|いま)?(?:何|なに)(?:を|が)?聞かれて(?:い)?(?:る|ます|た)|(?:今|いま)?(?:何|なに|なん)の(?:話|手続き?|途中|申請)(?:だった|だっけ|でした|をして)"
    r"|(?<!which )\bwhere (?:were|are) we\b(?! (?:going|located|talking))"
    r"|\bwhat (?:were we doing|was the question|did you ask)\b"
    r"|\bwhat (?:have i (?:told|said|answered) so far)\b"
    r"|(?:说|說|做|办|進行|进行)到哪|刚才问(?:的是)?什么",
    re.IGNORECASE,
)
_RESUMES = re.compile(
    r"^(?:(?:すみません|すいません|お待たせ(?:いた)?しました|あ(?=[、,。\s])|では|じゃ(?:あ|(?!あ))|やっぱり?)[、,。\s]*)*"
    r"(?:(?:さっき|先ほど|先程|前回|途中|中断した|保留にした|止めていた)の(?:(?:手続き?|請求|申請|件|お?話|開示|訂正|削除)の?)?"
    r"(?:続き|手続き?|請求|申請|件|お?話)?|(?:手続き?|申請|請求)の続き)"
    r"(?:(?:を|から|で|に|は)?[、\s]*(?:(?:再開|続け|進め|続行|お?願い|やり|し|戻り?)"
    r"(?:(?:さ)?せて(?:ください|下さい|もらえますか|いただけますか)|て(?:ください|下さい|いただけますか|いただけますでしょうか|もらえますか|ほしい)?|します|したい(?:です)?"
    r"|たい(?:です)?|ます|る|できますか)?)?)?[。！!?？\s]*$"
    r"|^(?:(?:手続き?|申請|請求)を)?再開(?:し(?:ます|たい(?:です)?|て(?:ください|下さい)?)|する|で(?:お願いします)?)?[。！!\s]*$"
    r"|^(?:(?:ok(?:ay)?|sorry|i'm back|let's|can we|please|i(?:'d like| want) to)[,.]?\s+)*"
    r"(?:resume|(?:continue|go on|pick up) (?:with )?"
    r"(?:where (?:we|i) left off|my (?:earlier |last )?(?:request|form)))"
    r"(?: please)?[.!?\s]*$"
    r"|^(?:やっぱり?|いや)[、\s]*(?:取り?下げ|取り?消さ|やめ)ないで(?:ください|下さい|ほしい)?[。！!\s]*$"
    r"|^(?:等等|等一下|不|算了)[，,]?\s*(?:我)?(?:还是|還是)(?:要|想)(?:办|辦|申请|申請)?(?:吧|了)?[。！\s]*$"
    r"|^(?:请|請|我想?)?(?:继续|繼續)(?:刚才|剛才|之前|刚刚)的?(?:申请|申請|手续|手續)?[吧。！\s]*$",
    re.IGNORECASE,
)


def resumes(text: str) -> bool:
    """Whether somebody goes on with what they had begun before (「さっきの続きから」), and says so in so many words."""
    return _RESUMES.search(text.strip()) is not None


def pauses(text: str) -> bool:
    """Whether somebody wants to stop for a while (「一旦保留で」, 「ちょっと待って」), also to ask somebody of their
    own first (「上司に確認します」), and says nothing else."""
    text = text.strip()
    asks_first = _CHECKS.match(text) is not None and not _STAFF.search(text)
    return asks_first or _PAUSE.match(text) is not None or wants_time(text) or stops_short(text)


def begins_afresh(text: str) -> bool:
    """Whether somebody wants to be asked from the first question on again (「最初からやり直したい」)."""
    return _AFRESH.match(text.strip()) is not None


def asks_where_it_stands(text: str) -> bool:
    """Whether somebody in the middle of a request has lost the thread (「どこまでやったっけ」)."""
    return len(text.strip()) <= _SHORT and _WHERE.search(text) is not None


_SHORT = 40
"""Characters; a longer message tells more than that."""
