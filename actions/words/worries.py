"""A worry instead of a question: 「個人情報が悪用されてないか心配で眠れません」, 「不安です」. Pure.

The dialogue model hears a greeting or small talk in it. Who fears for their data is answered as who asks whether it has
leaked; who only says that they are afraid is asked what of.
"""

import re

from actions.words.phrases import asks_what_then
from actions.words.questions import has_question_word
from desk.lexicon import data, oneself, people, wishing
from desk.lexicon.wordlist import any_of
from knowledge.several import sentences

_AFRAID_JA = r"(?:心配|不安|怖|こわ[いく]|恐ろし|眠れな|眠れま|落ち着か|気が気(?:で|じゃ)な)"
_MISUSED = re.compile(
    rf"(?:{any_of(data.PERSONAL_DATA_JA, data.DATA_JA, data.PARTICULARS_JA, data.PAYMENTS_JA)}|番号)[^。！!？?]{{0,8}}?"
    r"(?:悪用|不正利用|漏れ|もれ|漏洩|漏えい|流出|盗ま|売られ|出回)[^。！!？?]{0,14}?"
    rf"(?:か|かと|かも|んじゃ|のでは|そうで|みたいで|ようで)[^。！!？?]{{0,8}}?{_AFRAID_JA}[^。！!？?]{{0,12}}[。！!…\s]*$"
    r"|\b(?:worried|afraid|scared|anxious|concerned|fear)\b[^.?!]{0,24}\bmy\b[^.?!]{0,24}"
    r"\b(?:leak\w*|stolen|misused|abused|sold|hacked)\b[^.?!]{0,20}[.!\s]*$"
    rf"|(?:担心|害怕|怕)[^。？?！]{{0,6}}(?:我的)?(?:个人)?{any_of(data.DATA_ZH)}[^。？?！]{{0,6}}(?:泄露|泄漏|滥用|盗用|被卖|被盗)[^。？?！吗]{{0,6}}[。！\s]*$",
    re.IGNORECASE,
)
_FRIGHTFUL = r"(?:scary|creepy|frightening|worrying|disturbing|alarming|unsettling)"
_ONLY_AFRAID = re.compile(
    r"^(?:なんか|何か|ちょっと|すごく|とても|正直|あの)?[、\s]?(?:少し|とても|すごく)?(?:心配|不安|怖い|こわい)"
    r"(?:です|だ|なん(?:です|だ)|で(?:す|して)?|に(?:なって|なり)(?:きました|ます|ました)|でたまら(?:ない|ません))?"
    r"(?:よ|ね|けど|が|…|\.)*[。！!…\s]*$"
    r"|^(?:(?:wow|ok(?:ay)?|so|omg|well|but)[,.!]*\s+)*(?:it|that|this)(?:'s| is) (?:so |really |kind of "
    r"|pretty |very )?"
    rf"{_FRIGHTFUL}(?: (?:how much|what|that) (?:you|they)(?: guys)? (?:know|have|hold)(?: (?:about"
    rf"|on|of) me)?)?[.!\s]*$"
    r"|^(?:how much|what|everything) (?:you|they)(?: guys)? (?:know|have|hold)(?: (?:about|on|of) me)? (?:is|feels) "
    rf"(?:so |really |kind of |pretty |very )?{_FRIGHTFUL}[.!\s]*$"
    r"|^i(?:'m| am) (?:so |very |really |a bit |a little )?(?:worried|scared|afraid|anxious|nervous|concerned)[.!\s]*$"
    r"|^我?(?:很|有点|好|非常)?(?:担心|害怕|不安)[。！\s]*$",
    re.IGNORECASE,
)


_FRAUD = re.compile(
    r"(?:接到|收到|接|打来|发来)(?:了|过)?(?:很多|好多|不少|一些|几个|奇怪的?)?(?:诈骗|诈欺|欺诈|可疑的?|陌生的?|冒充[^。，]{1,8}的?)(?:人的?)?"
    r"(?:电话|短信|邮件|信息)(?!.{0,8}(?:怎么举报|处理记录))"
    r"|\b(?:i|we)(?: am| are|'m|'re|'ve| have)?(?: \w+)? (?:get|got|getting|gotten|receive|received|receiving) "
    r"(?:(?:a lot of|lots of|so many|many|tons of|these|weird|some|all these|an?)\s){0,2}"
    r"(?:scam|fraud|fraudulent|phishing|suspicious|scammy) (?:phone )?(?:calls?|texts?|e-?mails?|messages?|sms)\b"
    r"|(?:詐欺|不審な|怪しい|フィッシング|架空請求の?)(?:の)?(?:電話|メール|SMS|ショートメール|連絡)(?:が|ばかり)?"
    r"(?:何度も|たくさん|毎日|最近)?(?:かかって|来|き|届き?)(?:くる|きた|きて|た|る|い|ます|ました|て)",
    re.IGNORECASE,
)
_OF_THE_DESK = re.compile(
    r"\b(?:if|what if|from you)\b|如果|万一|[后後时時](?:候|可以|能|会|怎么|该|要)|もし|たら|場合|とき|た時|御社から",
    re.IGNORECASE,
)
"""A case that is supposed, or the company itself as the sender."""


def tells_of_fraud(text: str) -> bool:
    """Whether somebody tells that calls or mails of swindlers reach them (「我天天接到诈骗电话」): they fear that
    their data has got out."""
    return _FRAUD.search(text) is not None and _OF_THE_DESK.search(text) is None


_MINE_EN = rf"(?:it|this|that|my (?:\w+ )?{any_of(data.DATA_EN, data.PARTICULARS_EN)})"
_SOMEBODY_ZH = rf"(?:他|她|我的?{any_of(people.RELATIVES_ZH, people.ACQUAINTED_ZH)})"
_MINE_JA = rf"(?:{any_of(oneself.I_JA)}の)?(?:{any_of(data.PARTICULARS_JA, data.DATA_JA)})?(?:を|とか)?"
_TOLD_SOMEBODY = re.compile(
    r"\b(?:did|have|has) (?:you|somebody|someone|anyone|your (?:company|staff))(?: guys| people)? "
    r"(?:already )?(?:tell|told|give|gave|given|show|shown|sell|sold|leak|leaked)"
    rf"(?: {_MINE_EN})?(?: to)? (?:him|her|them|my (?:ex-?)?{any_of(people.RELATIVES_EN, people.ACQUAINTED_EN)})"
    r"\b[^.?!]{0,16}\??\s*$"
    r"|(?:你们|贵公司)(?:是不是|有没有)?(?:把我的[^，。]{1,8})?(?:告诉|透露给|泄露给|给)(?:了)?"
    rf"{_SOMEBODY_ZH}(?:了)?[吗吧？?\s]*$"
    rf"|{any_of(people.LOVERS_JA, people.RELATIVES_JA)}(?:に|へ){_MINE_JA}"
    r"(?:教え|漏らし|渡し|伝え|ばらし)(?:た|ました)"
    r"(?:(?:の|ん|んです|の?でしょう)?(?:か|よね)[？?。\s]*$|(?:の|ん)?[？?]\s*$)",
    re.IGNORECASE,
)


def asks_if_somebody_was_told(text: str) -> bool:
    """Whether somebody asks if the company has told a person whom they name about them ("did you tell him"): that has
    to be looked into, and is no wish for that person's data."""
    return _TOLD_SOMEBODY.search(text) is not None


def fears_misuse(text: str) -> bool:
    """Whether somebody fears that their data has been misused or has got out, and asks nothing else."""
    return _MISUSED.search(text.strip()) is not None and not has_question_word(text)


_LOST = re.compile(
    r"^(?:(?:あの|すみません|実は|昨日|さっき|先日|今日)[、\s]?){0,2}(?:会社の|私の)?(?:スマホ|スマートフォン|携帯(?:電話)?|ケータイ|[iｉ][PpＰ]hone|端末|パソコン|ノートPC|タブレット)(?:を|が)?[、\s]?"
    r"(?:どこかに|電車に|電車で)?(?:なくし|失くし|無くし|紛失し|落とし|落っことし|盗まれ|すられ|置き忘れ)(?:た|ました|てしまい(?:まし)?た?|てしまった|ちゃい?(?:った|ました))"
    r"(?:ん|の)?(?:です|だ)?(?:けど|が|よ|ね)*[。！!…\s]*$"
    r"|^(?:hi,? |hello,? )?(?:i(?:'ve| have)? (?:just )?lost|someone stole|somebody stole) my "
    r"(?:smart|mobile |cell ?)?(?:phone|laptop|tablet)[.!\s]*$"
    r"|^我?(?:的)?(?:手机|電腦|电脑|手機)(?:丢了|丢失了|被偷了|弄丢了|掉了|遗失了)[。！\s]*$",
    re.IGNORECASE,
)


def has_lost_a_device(text: str) -> bool:
    """Whether somebody says that a device of theirs is lost, and nothing else: no receipt is, whatever it sounds like.
    They fear for what can be reached from it."""
    first, *rest = [one.strip() for one in sentences(text.strip())] or [""]
    return _LOST.match(first) is not None and all(asks_what_then(one) for one in rest)


def is_only_afraid(text: str) -> bool:
    """Whether nothing is said but that somebody is afraid."""
    return _ONLY_AFRAID.match(text.strip()) is not None


_HURRIES = re.compile(
    r"^(?:もう|だから|ちょっと|とにかく|お願い(?:だから)?|いいから|頼むから|すみませんが?|できれば|なるべく|もっと)?[、,\s]?"
    r"(?:早く|はやく|速く|早う|はよ(?:う)?|さっさと|とっとと|急いで|すぐ)"
    r"(?:して|やって|しろ|やれ|せえ|せい|進めて|答えて|返事して|対応して|返信して|頼む|たのむ)"
    rf"(?:よ|や|くれへん|くれません|{any_of(wishing.DO_FOR_ME_JA)}|もらえ(?:ます|ません)|いただけ(?:ます|ません))?"
    r"(?:です|んです)?(?:か|よ|ね|な)?[。！!?？…\s]*$"
    r"|^(?:とても|すごく|ちょっと|かなり)?(?:急いで(?:い)?(?:る|ます)|急いどる|急ぎ(?:です|なんです))"
    r"(?:ん|の)?(?:です|だ)?(?:よ|ね|けど|が)*[。！!…\s]*$"
    r"|^(?:please |can you |could you )?(?:hurry(?: up)?|be quick|make it quick|faster|quickly)(?:,? please)?[?.!\s]*$"
    r"|^(?:请|能不能|麻烦)?(?:你们?)?(?:快[点點](?:儿)?|快一[点點]|赶快|赶紧)(?:吧|啊|好吗|行吗)?[。！!？?\s]*$",
    re.IGNORECASE,
)


def hurries(text: str) -> bool:
    """Whether somebody only says that it should go faster (「早くして」): a wish to have it over, and none that the
    desk cannot take up. What is to be done fast (「早く消して」) is a wish like any."""
    return _HURRIES.match(text.strip()) is not None
