"""The person concerned has asked the writer to make the request: "yes, she asked me", 「本人に頼まれました」,
「是她让我来的」. Pure.

Read where the form is open, and somebody is spoken of: by itself it says neither of whom nor what for. Of a child, who
may be under age, it leaves open by what right a parent asks.
"""

import re

from desk.lexicon import people
from desk.lexicon.wordlist import any_of

_LONGEST = 80
"""Characters; who tells a longer story is read as a whole."""

_WHO_JA = (
    rf"(?:(?:{any_of(people.ADULT_RELATIVES_JA, people.FAMILY_JA, people.FRIENDS_JA)}){people.TITLE_JA}"
    r"(?:本人)?|(?:ご?本人|ほんにん)(?:様|さん|さま)?|当人|依頼[者人](?:様|さん)?|名義人|契約者"
    r"|彼女?)"
)
_YES_JA = r"^(?:(?:はい|ええ|うん|そうです|もちろん|いえ|いや|あの)[、。,\s]{0,2}){0,2}"
_DONE_JA = (
    r"(?:まし(?:た|て)|た|てい?ます|てい?る|ており(?:ます)?|て(?:来|き)まし(?:た)?|て(?:やって|行って"
    r"|申請して|連絡して)い?(?:ます|る))"
)
_CONSENT_JA = r"(?:同意|承知|了承|了解|承諾|許可)"
_JA = re.compile(
    rf"{_YES_JA}(?:{_WHO_JA}(?:に|から|の?ほうから)(?:直接|ちゃんと|正式に)?)?(?:頼ま|たのま|お願いさ|任さ|依頼さ)れ(?:{_DONE_JA}|て(?=[。！!\s]*$))"
    r"(?:の(?:です|で)|ん(?:です|だ)|ので|から|けど|が|もの(?:です)?)?(?:よ|ね)?[。！!\s]*$"
    rf"|{_YES_JA}{_WHO_JA}(?:から|の)(?:ちゃんと|正式に)?(?:の)?(?:依頼|頼み|委任|了解|了承|同意|許可"
    r"|承諾)(?:を|も|は)?(?:受け|得|もらっ|貰っ|取っ|とっ|いただい)"
    rf"{_DONE_JA}(?:の(?:です|で)|ん(?:です|だ)|ので|から)?(?:よ|ね)?[。！!\s]*$"
    rf"|{_YES_JA}{_WHO_JA}(?:も|は|が)[、\s]?(?:ちゃんと|すでに|既に|もう)?{_CONSENT_JA}(?:し{_DONE_JA}|済み(?:です)?|の(?:うえ|上)です)"
    r"(?:ので|から)?(?:よ|ね)?[。！!\s]*$"
    rf"|{_YES_JA}{_WHO_JA}の{_CONSENT_JA}(?:は|が|も)?(?:ちゃんと)?(?:あり(?:ます)?|ある|済み(?:です)?)(?:ので|から)?(?:よ|ね)?[。！!\s]*$"
    rf"|{_YES_JA}{_WHO_JA}(?:に|から)[、\s]?(?:(?:代わり|かわり)に(?:やって|して)(?:くれ|ほしい|欲しい|ください)?"
    r"|(?:やって|申請して|手続きして|連絡して)(?:おいて)?(?:くれ|ほしい|欲しい|ください))(?:と|って)(?:頼まれ|言われ)"
    rf"{_DONE_JA}(?:の(?:です|で)|ん(?:です|だ)|ので|から)?(?:よ|ね)?[。！!\s]*$"
    rf"|{_YES_JA}{_WHO_JA}(?:から)?の(?:依頼|頼み|希望)(?:です|なんです|になります)(?:よ|ね)?[。！!\s]*$"
)
_KIN_EN = (
    r"my (?!late |dead |deceased )(?:\w+ )?"
    rf"(?:{any_of(people.ADULT_RELATIVES_EN, people.FRIENDS_EN)})"
)
_SPOKEN_OF_EN = (
    r"(?:s?he|they|my (?!late |dead |deceased )(?:\w+ )?client"
    r"|the (?:person(?: concerned)?|customer|owner|account holder|client)(?: (?:her|him|them)sel(?:f|ves))?)"
)
_WHO_EN = rf"(?:{_SPOKEN_OF_EN}|{_KIN_EN})"
_YES_EN = r"^(?:(?:yes|yeah|yep|sure|of course|well|no|oh|and|because|correct)[,.!]*\s+){0,3}"
_DO_EN = r"(?:do|handle|deal with|take care of|arrange|make|request|ask for) (?:it|this|that|the request|everything)"
_TO_DO_EN = (
    rf" to(?: {_DO_EN}"
    r"| (?:write|write to you|contact you|ask|ask you|come|act))?"
)
_ALREADY_EN = r"(?: has|'s| have|'ve| did| does| do| just| already| really| personally| expressly)*"
_TOLD_EN = r"(?:told|requested|begged|wants|wanted) (?:me|us)"
_EN = re.compile(
    rf"{_YES_EN}(?:{_WHO_EN}{_ALREADY_EN} (?:asked?|authori[sz]ed|instructed|mandated) (?:me|us)(?:{_TO_DO_EN})?"
    rf"|{_SPOKEN_OF_EN}{_ALREADY_EN} {_TOLD_EN}{_TO_DO_EN}|{_KIN_EN}{_ALREADY_EN} {_TOLD_EN} to {_DO_EN}"
    r")(?: for (?:her|him|them))?"
    r"(?: on (?:her|his|their) behalf)?[.!\s]*$"
    rf"|{_YES_EN}i(?: was|'ve been| have been) (?:asked|told|authori[sz]ed|instructed)(?: to(?: do (?:it|this|that))?)?"
    rf" by (?:her|him|them|{_WHO_EN})(?: to(?: do (?:it|this|that))?)?[.!\s]*$"
    rf"|^(?:yes|yeah|yep|sure)[,.!]*\s+{_KIN_EN}{_ALREADY_EN} {_TOLD_EN} to[.!\s]*$"
    rf"|{_YES_EN}{_WHO_EN}{_ALREADY_EN}(?: knows? and)? (?:agrees?|agreed|consents?|consented)"
    r"(?: to (?:it|this|that))?[.!\s]*$"
    rf"|{_YES_EN}(?:i(?: have|'ve)(?: got)? |with )(?:her|his|their) (?:permission|consent"
    r"|authori[sz]ation|approval|ok(?:ay)?)[.!\s]*$",
    re.IGNORECASE,
)
_WHO_ZH = (
    rf"(?:(?:[她他]们?|(?:我的?)?(?:{any_of(people.ADULT_RELATIVES_ZH, people.FRIENDS_ZH)}|我[爸妈])"
    r"|客户|当事人|委托人)(?:本人|自己)?|本人)"
)
_YES_ZH = r"^(?:(?:是的?|对的?|嗯|没错|当然)[，,。])?"
_ZH = re.compile(
    rf"{_YES_ZH}(?:就?是)?(?:{_WHO_ZH}(?:托|委托|拜托|授权)|(?!(?:我的?)?{any_of(people.FRIENDS_ZH)}){_WHO_ZH}(?:让|叫|请)"
    rf"|{_WHO_ZH}(?:让|叫|请)(?=了?我(?:来)?(?:帮|代|替)))(?:了)?我"
    r"(?:来|去|帮忙|帮她|帮他|代|代为|代她|代他|替她|替他|办|办理|申请|做|弄|处理|联系|代办|你们){0,4}"
    r"(?:的|了)?[。！!\s]*$"
    rf"|{_YES_ZH}{_WHO_ZH}(?:已经)?(?:同意|授权|答应|委托)(?:了|过)?(?:我)?(?:的|了)?[。！!\s]*$"
    rf"|{_YES_ZH}(?:我)?(?:已经?|是)?(?:经过?|得到|取得|征得|有)(?:了)?{_WHO_ZH}的?(?:同意|授权|许可)(?:的|了)?[。！!\s]*$"
)


def was_asked(text: str) -> bool:
    """Whether it is only said that the person concerned has asked the writer, or agrees to it."""
    told = text.strip().replace("’", "'")
    return len(told) <= _LONGEST and any(one.match(told) for one in (_JA, _EN, _ZH))
