"""A request that has been taken up is named again: once more the same, or another one besides it. Pure.

Who says it again (「はい、消去です」) wants no second one. Another one is wanted by who says so (「もう一件」,
"another", 「再申请一次」), for somebody else or of other data.
"""

import re
from dataclasses import replace

from actions.case import Case, Heard
from actions.vocabulary import AMBIGUOUS_REMOVE, ASKED_SLOTS, REMOVING
from actions.words.advised import is_advised, without_adviser
from actions.words.wishes import Wishes, same, wanted_by, wishes
from desk.lexicon import data, doing, people, wishing
from desk.lexicon.wordlist import any_of
from desk.requests.stages import Stage
from knowledge.several import asks
from knowledge.vocabulary import Requester, Subject

_ANOTHER = re.compile(
    r"もう(?:一|１|1)(?:件|つ|個|通|度|回|本)|もうひとつ|(?:二|２|2)(?:件|つ|個|通)目|別(?:の|件(?!で)"
    r"|に(?=[、\s]*(?:もう|お願い|申)))"
    r"|(?:ほか|他)の|追加で|新たに|新しく|再度|改めて|あらためて|再申請|やり直し"
    r"|旧姓|(?:昔|前|以前|旧|サブ|古い)の?(?:アカウント|ID|会員)も"
    r"|\b(?:other|second(?:ary)?|spare) (?:e-?mail )?accounts?\b|\bthe other one\b"
    r"|\b(?:also|and)\b[^.?!]{0,16}\b(?:old|previous|former|work|business) (?:e-?mail )?accounts?\b"
    r"|\b(?:old|previous|former|work|business) (?:e-?mail )?accounts? (?:too|as well|also)\b"
    r"|\b(?:another|second|one more|once more|again|a new|new one|separate(?:ly)?|a different)\b"
    r"|再(?:次)?(?:申请|办理?|提|来|删|做|走)|另(?:外|一|办)|还有一|重新|第二|新的|(?:旧|以前的?"
    r"|之前的?)(?:账号|帐号|账户)也",
    re.IGNORECASE,
)
_RIGHT_JA = rf"(?:{any_of(doing.RIGHTS_JA)}|利用停止|消)"
_MINE_EN = rf"(?:it|everything|(?:all )?(?:of )?my (?:personal )?{any_of(data.DATA_EN, data.DETAILS_EN)})"
_TOLD_AGAIN = re.compile(
    r"^(?:では?|じゃあ?|それでは)?[、\s]?(?:改めて|あらためて|再度)[、\s]?(?:(?:私の)?(?:個人)?(?:情報"
    rf"|データ)(?:を|の)[、\s]?)?{_RIGHT_JA}"
    rf"(?:の)?(?:ご?請求|申請|お?手続き?)?(?:して|を|で)?(?:{any_of(wishing.DO_FOR_ME_JA)}|お?願い"
    r"(?:します|いたします|したい(?:です)?)|です)?"
    r"[。！!\s]*$"
    rf"|^(?:(?:please|so|ok(?:ay)?),? )*{any_of(doing.DO_TO_DATA_EN)} {_MINE_EN} (?:again|once more)"
    r"(?:,? please)?[.!\s]*$"
    rf"|^请?(?:再次|重新)(?:{any_of(doing.DO_TO_DATA_ZH)})(?:我的?(?:个人)?{any_of(data.DATA_ZH)})?[吧。！!\s]*$|"
    r"(?:もう(?:一|１|1)度|もう(?:一|１|1)回|再度|改めて|あらためて)(?:だけ)?[、\s]?"
    r"(?:言[いうっ]|申し(?:上げ|ま)|お?伝え|念のため|確認(?:で|し|を))"
    r"|(?:別|ほか|他)の(?:件|もの|お?手続き?|ご?請求|人|方)?(?:の)?(?:で?は(?:な[くい]|ありません)"
    r"|じゃ(?:な[くい]|ありません)|は?(?:いりません|要りません|いらない|不要|結構))"
    r"|(?:別|ほか|他)の(?:人|方)のじゃなくて"
    r"|^(?:and |so |once |yet )?again\s?[,:;]|^(?:so )?once more\s?[,:;]"
    r"|\b(?:say|said|tell|told|telling|repeat|repeating) [^.?!]{0,20}\b(?:again|once more)\b"
    r"|\ba second(?: ago\b|[.,;!\s]*$|[.,;!])"
    rf"|\ba new (?:{any_of(data.PARTICULARS_EN, data.PHONES_EN, data.PAYMENTS_EN)}|job|home|house|flat|place)\b"
    r"|\b(?:not (?:for )?|(?:don't|do not) (?:want|need) )(?:another|a new|a second|a different)\b"
    r"|重新说|不(?:要|是)(?:另[外一]|新的)",
    re.IGNORECASE,
)
"""With these the same is said again, or no other one is wanted ("a second ago", 「別の件ではなく」); who only names it
once more (「改めて、削除を」) is told that it is opened, and how another one is made."""
_THEIRS_JA = r"会社|企業|業者|店|事業者|団体|サービス|サイト|ところ|所|第三者"
_ASKED_JA = r"(?:質問|聞[いき]|伺|うかが|お尋ね|教え|気にな|確認)"
_FOR_THEM = r"(?!代わ|かわ|頼ま|委任|つ[いき]|登録|入[っれ会]|ある|残|申し|作)"
_PLACES_ZH = rf"{any_of(data.PARTICULARS_ZH)}|地方|家|住处|手机|号码|工作|单位"
_NO_REQUEST = re.compile(
    rf"(?:別|ほか|他)の(?:(?:(?:{_THEIRS_JA})(?:の(?:人|方|担当者?))?|人(?:たち|間)?|方|者|誰か)(?:に|へ|から)(?:は|も)?{_FOR_THEM}"
    rf"|(?:{_THEIRS_JA})が)"
    rf"|(?:別|ほか|他)の(?:質問|理由|話|言い方)|もう(?:一|１|1|ひと)つ(?:だけ)?[、\s]?{_ASKED_JA}"
    r"|再度の?(?:ご?連絡|ご?案内|お?電話|メール|勧誘)|新しく(?:引っ?越|住[みん]|な[っりる]|買[っい]|契約し)"
    r"|(?:再度|改めて|あらためて|新たに|新しく|追加で)[、\s]?[^。、！!？?]{0,24}(?:ないで(?!す|しょ)|(?:使う|送る|渡す|かける|する|出す|見せる)な)"
    r"|\b((?:never(?! ?mind)|not|\w+n't|dont|no longer|stop|quit|without)\b(?! (?:i|you|we)\b)[^.?!,;]{0,48})"
    r"\b(?:again|once more)\b"
    r"|\b(?:called|rang|wrote|written|e-?mailed|texted|messaged|contacted|happened|came|went|came back|moved|started"
    r"|calling|ringing|writing|texting)\b(?: (?:me|us|up|out|here|house|home|back|today|yesterday))*"
    r" (?:once )?again\b"
    r"|\b(?:another|an? (?:second|new|different)) (?:question|reason|company|firm|business|party|person|website"
    r"|service|matter|time|day|week|month|year)s?\b(?! (?:accounts?|logins?|profiles?)\b)"
    r"|\b(?:got|get|getting|received?|sent) (?:me |us )?(?:yet |just )?(?:another|a (?:second|new)) [\w-]+"
    rf"|(?<![能要会想])(?:别|不(?:[要准许能想会]|(?=再))|勿)(?:让[^，。]{{1,6}})?再|新的(?:{_PLACES_ZH})"
    r"|(?:另一个|另外的?|新的)(?:问题|公司|原因)|第二[次遍](?:说|讲|问|告诉)",
    re.IGNORECASE,
)
"""It is not a request that there is once more: what is not to be done again ("never use it again", 「不要再用」), to
whom else data goes (「別の会社に渡すな」), a move, a call, a question."""
_SOMEBODY = re.compile(
    any_of(people.RELATIVES_JA, people.FAMILY_JA, people.ACQUAINTED_JA)
    + rf"|\b(?:{any_of(people.RELATIVES_EN, people.ACQUAINTED_EN)})\b"
    rf"|{any_of(people.RELATIVES_ZH, people.ACQUAINTED_ZH)}",
    re.IGNORECASE,
)
_WHO_JA = rf"{any_of(people.RELATIVES_JA, people.FAMILY_JA, people.ACQUAINTED_JA)}{people.TITLE_JA}"
_WHO_EN = rf"(?:my |the )?{any_of(people.RELATIVES_EN, people.ACQUAINTED_EN)}\b"
_KEPT_FROM = re.compile(
    rf"{_WHO_JA}(?:に|には|にも|から)[^。、]{{0,10}}"
    r"(?:バレ|ばれ|知られ|見られ|内緒|ないしょ|秘密|隠し|黙っ|(?:言わ|伝え|教え)(?:ない|ず))"
    rf"|\b(?:don't|do not|never) (?:tell|let) {_WHO_EN}|\b(?:secret|hidden|private) from {_WHO_EN}"
    rf"|\b(?:without|so(?: that)?|before) {_WHO_EN}[^,.?!]{{0,16}}\b(?:know|find|see|notic|hear)"
    rf"|(?:不要|别|不能)(?:告诉|让|被)我?{any_of(people.RELATIVES_ZH, people.ACQUAINTED_ZH)}"
    rf"|瞒着我?{any_of(people.RELATIVES_ZH)}",
    re.IGNORECASE,
)
"""Who must not learn of it is not whose data it is."""
_WHO_ZH = any_of(people.RELATIVES_ZH, people.ACQUAINTED_ZH)
_TAKES_PART = re.compile(
    rf"{_WHO_JA}(?:みんな)?(?:と|とも|で|にも?)[^。、]{{0,8}}(?:相談|話し|話を|決め|勧め)"
    rf"|{_WHO_JA}(?:が|に)(?:手伝|代わりに打|(?:入力し|打っ)て(?:い|ます|る|くれ|もら))|{_WHO_JA}(?:の紹介|に紹介され)"
    rf"|\b(?:talk(?:ed)?|sp(?:eak|oke)|discuss(?:ed)?(?: it)?|agreed?) (?:to|with) {_WHO_EN}"
    rf"|{_WHO_EN} (?:(?:is|was) (?:typing|helping|writing)|help(?:s|ed)|agree[sd]|knows)\b"
    rf"|[和跟与]我?{_WHO_ZH}(?:商量|说|谈|讨论)",
    re.IGNORECASE,
)
"""Nor is it whoever was asked, or types."""
_BOTHERS = re.compile(
    rf"{_WHO_JA}(?:が|から|の)[^。、]{{0,12}}(?:しつこ|止まら|やま|かかって|かけて|来る|来て|くる|きて"
    r"|嫌がらせ|付きまと|つきまと|ストーカー|迷惑)"
    rf"|\b{_WHO_EN} (?:keeps?|kept|(?:is|was|has been) (?:always |still )?|won't stop |doesn't stop |never stops )\s?"
    r"(?:on )?(?:calling|ringing|texting|messaging|e-?mailing|writing|bothering|harassing|stalking"
    r"|following)\b(?: me| us)?"
    rf"|\b{_WHO_EN} (?:calls|rings|texts|bothers|harasses|stalks|follows) (?:me|us)\b"
    rf"|(?:我的?)?{_WHO_ZH}(?:一直|老是?|总是?|不停地?|天天|还在|又)(?:在|给|来)*(?:我)?(?:打|发|骚扰|纠缠|跟踪|联系)",
    re.IGNORECASE,
)
"""Nor is it whoever keeps calling: what that person does is nothing that the company holds."""
_NOT_FOR = re.compile(
    rf"{_WHO_JA}(?:の(?:分|件|もの|データ|情報|やつ)?)?(?:で?は|じゃ)(?:な[くい]|ありません)"
    rf"|\bnot (?:for |about )?{_WHO_EN}(?:'s)?|不是(?:我的?)?{_WHO_ZH}",
    re.IGNORECASE,
)
_SOME_DATA = re.compile(
    any_of(data.PARTICULARS_JA, data.PHONES_JA, data.RECORDS_JA, data.PAYMENTS_JA, data.POINTS_JA)
    + rf"|\b(?:{any_of(data.PARTICULARS_EN, data.PHONES_EN, data.RECORDS_EN, data.PAYMENTS_EN)})"
    rf"|{any_of(data.PARTICULARS_ZH, data.RECORDS_ZH)}",
    re.IGNORECASE,
)


_BESIDES = re.compile(
    r"[^でてどうつ何度回、。\s]も(?![うのしらっちとど])"
    r"|\b(?:also|too(?! (?:long|slow|late|many|much|often|hard|bad))|as well)\b|还有|也",
    re.IGNORECASE,
)
"""Not 「消してもらえますか」, 「何度も」, "it takes too long"."""


def wants_another(text: str) -> bool:
    """Whether one more request is spoken of."""
    told = _TOLD_AGAIN.sub("", text.replace("’", "'"))
    return _ANOTHER.search(_NO_REQUEST.sub(lambda found: found[1] or "", told)) is not None


def of_somebody_else(case: Case, heard: Heard) -> bool:
    """Whether it is another person's data than that of the request that has been taken up."""
    agents = (Requester.STATUTORY_AGENT, Requester.VOLUNTARY_AGENT)
    told = heard.values.get("requester")
    other = told is not None and told != case.requester and (told in agents or case.requester in agents)
    said = heard.text.replace("’", "'")
    if case.requester not in agents:
        said = _NOT_FOR.sub("", said)
    return other or _names_somebody(said) or heard.values.get("several") == "people"


def _names_somebody(text: str) -> bool:
    """Whether it may be for somebody: not for who has only advised it or takes part, nor for who must not know."""
    named = _TAKES_PART.sub("", _BOTHERS.sub("", _KEPT_FROM.sub("", text)))
    return _SOMEBODY.search(without_adviser(named) if is_advised(text) else named) is not None


def for_whom(before: Case, case: Case, heard: Heard) -> Case:
    """The case of another request, without who asks where it is for somebody else than the one that was taken up."""
    told = heard.pressed or "requester" in heard.values
    if before.stage != Stage.OPENED or told or not of_somebody_else(before, heard):
        return case
    return case.with_(requester=None)


def not_taken_up(case: Case, heard: Heard, told: Wishes) -> Wishes:
    """The wishes without the one that has been taken up, where there are others and no second one of it is meant."""
    if case.stage != Stage.OPENED or _another(case, heard):
        return told
    left = tuple(one for one in told.requests if not _same(str(wanted_by(one.intent)), case))
    return replace(told, requests=left) if left else told


def _another(case: Case, heard: Heard) -> bool:
    return wants_another(heard.text) or of_somebody_else(case, heard) or _of_other_data(case, heard)


def _of_other_data(case: Case, heard: Heard) -> bool:
    subject = heard.values.get("subject")
    known = subject is None or subject == case.subject or case.subject == Subject.ALL
    if case.subject == Subject.OTHER and not _BESIDES.search(heard.text):
        return False  # it may be among what was meant: 「うちの番号、もう外に出すのやめろ」
    return not known and (subject == Subject.ALL or _SOME_DATA.search(heard.text) is not None)


def is_taken_up(case: Case, heard: Heard) -> bool:
    """Whether a message wishes for just the request that has been taken up in this conversation, and no other one."""
    if case.stage != Stage.OPENED or heard.pressed:
        return False
    if _another(case, heard):
        return False
    told = wishes(heard)
    wanted = [wanted_by(one.intent) for one in told.requests] + list(heard.named)
    if (wish := wanted_by(heard.intent)) is not None and wish not in heard.declined:
        wanted.append(heard.values.get("request_type", wish))
    if told.matters or told.person or not wanted:
        return False
    return all(one is not None and _same(one, case) for one in wanted)


def is_offered(case: Case, heard: Heard) -> bool:
    """Whether just the request is wished for again whose form waits, and nothing of it is told otherwise."""
    if case.stage != Stage.OFFERED or heard.pressed or wants_another(heard.text):
        return False
    said = {name: heard.values[name] for name in ASKED_SLOTS if name in heard.values}
    otherwise = any(
        getattr(case, name) not in (None, value) for name, value in said.items() if name != "request_type"
    )
    told = wishes(heard)
    wanted = (
        [wanted_by(one.intent) for one in told.requests]
        + list(heard.named)
        + [heard.values.get("request_type")]
    )
    if otherwise or of_somebody_else(case, heard) or told.matters or told.person or heard.declined:
        return False
    return all(_same(one, case) for one in wanted if one is not None) and any(wanted)


def _same(wish: str, case: Case) -> bool:
    """「消して」 may be a suspension of use as well: of a removal that has been taken up it is the same one."""
    removes = wish == wanted_by(AMBIGUOUS_REMOVE)
    return case.request_type in REMOVING if removes else same(wish, str(case.request_type))


def only_named_again(case: Case, heard: Heard) -> bool:
    """Whether the request that has been taken up is named again, and another one declined ("yes, erasure. not the
    suspension"): to the dialogue model a no."""
    other_declined = any(not same(one, str(case.request_type)) for one in heard.declined)
    return bool(heard.named) and other_declined and is_taken_up(case, heard) and not asks(heard.text)


_ENDED = re.compile(r"(?<=[。．！!？?\n])|(?<=\.)(?=\s)")


_FOR_ASSENT = re.compile(
    r"(?:これで|それで|もう|まだ|ちゃんと|本当に|ほんとに|では)*[、\s]?(?:お願い(?:でき|し(?:ても)?)"
    r"|いい|よろしい|宜しい|大丈夫|合って"
    r"|わかり|分かり|わかって|分かって|聞いて|聞こえて|届いて|受け付けて|できて|済んで|進んで|消え|終わり|まだ)"
    r"(?:よろしい|いい|ます|ました|ません|る|た|い)?(?:です|でしょう|ん(?:です)?)?(?:よね|か(?:ね|な)?|よ|ね)?"
    rf"|.{{0,12}}(?:消し|直し|{any_of(doing.RIGHTS_JA)}を?し)て(?:もらえ|くれ|いただけ|頂け)(?:ます"
    r"|ません|る|ない)(?:です|でしょう)?か"
    r"|.{0,12}何[回度](?:も)?(?:言|い)[^。]{0,12}"
    r"|(?:is (?:that|it) )?(?:ok(?:ay)?|all ?right|clear|understood|done(?: yet)?)"
    r"|got (?:it|that)|did you (?:get|hear) (?:it|that|me)"
    r"|do you (?:understand|hear me)|(?:can|could|will|would) you (?:please )?(?:just )?"
    rf"(?:do (?:it|that)|{any_of(doing.DO_TO_DATA_EN)} [\w ]{{1,30}})"
    r"|are you (?:even )?(?:listening|there)|how many times [\w ']{1,40}"
    r"|(?:这样)?(?:可以|好|行|对|懂|明白)了?(?:吗|么)|(?:听懂|听见|收到|看懂|删|好|办)(?:了|好了)(?:吗|么|没)"
    rf"|(?:能|可以)(?:帮我|给我)?(?:{any_of(doing.REMOVAL_ZH)})[^，。]{{0,6}}(?:吗|么)",
    re.IGNORECASE,
)
"""It asks for a yes, how it stands or for the same again, and nothing that a policy states."""


def asked_after(text: str) -> str | None:
    """The question that stands in a sentence of its own beside others (「嗯，消去。联系邮箱是哪个？」)."""
    said = [one for one in _ENDED.split(text) if one.strip()]
    asked = (one for one in said if asks(one) and not _FOR_ASSENT.fullmatch(one.strip(" 　。．.！!？?")))
    return next(asked, None) if len(said) > 1 else None
