"""What a removal under way would do is not to be done (「消さないで」, "my solicitor says keep it"), and perhaps that
the data is only not to be used. Pure.

The dialogue model hears the verb, and so the wish that is taken back; or the answer to what was asked beside it.
"""

import re

from actions.words.advised import TOLD_EN, TOLD_JA, TOLD_ZH
from actions.words.meant import KEPT_SAFE
from desk.lexicon import data, doing, oneself, wishing
from desk.lexicon.wordlist import any_of
from knowledge.several import asks

_LONGEST = 300
"""Characters; who tells a longer story is read as a whole."""

_DATA_JA = any_of(data.PERSONAL_DATA_JA, data.DATA_JA, data.ACCOUNTS_JA)
_LEAD_JA = (
    r"(?:(?:でも|ただし?|けど|あと|あ|いや|いえ|すみません|やっぱり?|やはり|待って(?:ください)?|とりあえず|ひとまず"
    r"|一旦|いったん|今は|いまは|まだ|当面は?|しばらく(?:は)?|もう少し|別に|もう)[、\s]?){0,4}"
)
_IT_JA = (
    rf"(?:(?:{any_of(oneself.I_JA)}の|登録した|登録の|この|その))?(?:{_DATA_JA}|それ|これ|全部|すべて)?(?:は|を|も)?"
    r"(?:まだ|絶対に?|勝手に|やっぱり?|今は|そのまま|全部|ちゃんと|きちんと|しっかり(?:と)?){0,2}"
)
_END_JA = (
    rf"(?:おいて|いて)?(?:{any_of(wishing.DO_FOR_ME_JA)}|頂きたい|(?:いただけ|頂け)(?:ます|ません|ない(?:です|でしょう)?)か)?"
    r"(?:お?願い(?:します|したい)?)?"
    r"(?:です|でお願いします)?(?:ね|よ)?"
)
_REMOVE_JA = any_of(doing.REMOVAL_JA)
_NOT_REMOVED_JA = rf"(?:消さ|{_REMOVE_JA}(?:は)?し)(?:ないで|ずに)"
_NEVER_JA = (
    rf"(?:消すな|消さんといて|{_REMOVE_JA}するな|(?:消し|{_REMOVE_JA}し)(?:ては|ちゃ)(?:だめ|駄目|ダメ|いけない|いや|嫌))"
    r"(?:です|だ)?[よぞ]?"
)
_WHY_JA = r"(?:[^。、はもをがにのっ]{1,16}(?:ので|んで|から|ため(?:に)?|として)[、\s]?)?"
"""No kind of data is in it: 「住所は使うので残して」 keeps no more than that."""
_KEPT_JA = (
    r"(?:残して|取っておいて|とっておいて|保管して|保存して|置いておいて|置いといて"
    r"|そのままに(?:して|で)|持っていて)"
)
_BETTER_JA = (
    rf"(?:消さ|{_REMOVE_JA}(?:は)?し)(?:ない(?:ほう|方)(?:が|で)(?:いい|よい|良い|助か|安心|お願い)"
    r"|なくて(?:も)?(?:いい|よい|良い|大丈夫|結構))[^。、か？?何誰ど]{0,8}"
)
_WAIT_JA = (
    rf"(?:消す|{_REMOVE_JA}(?:する)?)(?:の)?(?:は|を)?[、\s]?(?:ちょっと|少し|一旦|いったん|とりあえず)?"
    r"(?:待って|見合わせて|控えて|止めて|やめて|保留)"
)
_SAID_JA = (
    rf"(?:消す|{_REMOVE_JA}する|消さない|{_REMOVE_JA}しない)(?:な|で|よう(?:に)?|ほうが[いよ]い|方が[いよ]い)?(?:と|って)?"
    r"(?:言|い|指示|助言|アドバイス|勧め|すすめ)[^。、]{0,12}"
)
_JA = re.compile(
    rf"^{_LEAD_JA}{_WHY_JA}{_IT_JA}(?:{_NEVER_JA}|{_NOT_REMOVED_JA}(?:(?:大切に|大事に|安全に|そのまま)?{_KEPT_JA})?{_END_JA}|{_KEPT_JA}{_END_JA}|{_BETTER_JA}|{_WAIT_JA}{_END_JA})[\s]*$"
    rf"|^{_LEAD_JA}{TOLD_JA}(?:て(?:いる|います|おり)?|たら|たところ)?(?:ので|から)?[、\s]?{_IT_JA}"
    rf"(?:{_NOT_REMOVED_JA}|{_KEPT_JA}|{_BETTER_JA}|{_SAID_JA}|{_WAIT_JA})"
)
_BEFORE_MORE_JA = re.compile(rf"^{_LEAD_JA}{_IT_JA}{_NOT_REMOVED_JA}[、\s]?(?=[^。、])")
"""「消さずに利用だけ止めて」: what stands behind it is wished instead."""

_IT_EN = (
    r"(?:it|them|that|this|anything|everything|any of (?:it|them)|all of (?:it|them)"
    rf"|(?:my|the|any)(?: personal| own)? {any_of(data.DATA_EN, data.DETAILS_EN, data.RECORDS_EN, data.ACCOUNTS_EN)}s?)"
)
_LEAD_EN = (
    r"(?:(?:no+|oh|hang on|hold on|wait|stop|sorry|actually|ok(?:ay)?|please|but|so|and|just|well|then|now|right"
    r"|on second thoughts?|for now|changed my mind|i(?:'ve| have)? changed my mind|rather)[,.]?\s+){0,5}"
)
_SAYS_EN = rf"(?:(?:{TOLD_EN}|(?:he|she|they) {'(?:says?|said|thinks?)'})(?: that)?(?: to)?,? )?"
_NOT_EN = (
    r"(?:(?:do not|don't|dont|never|not to|better not)|(?:you|we|i)(?: should| must| had better|'d better)(?: not|n't)"
    r"|(?:should|must)(?: not|n't)|(?:i'd|i would) rather (?:you )?(?:did not|didn't|not)"
    r"|i (?:do not|don't) want you to|i(?:'d| would) prefer (?:you )?not to)"
    r"(?: (?:yet|just yet|actually|go and)){0,2}"
)
_DELETE_EN = rf"(?:{any_of(doing.REMOVAL_EN)}|destroy|wipe|get rid of|throw away|bin)"
_KEEP_EN = (
    rf"(?:(?:i(?:'d| would)? (?:want|need|like|prefer|rather)(?: you)? (?:to )?|you (?:should|must|can|may) "
    rf"|(?:i )?better )?(?:keep|retain|hang on to|hold on to) {_IT_EN}"
    rf"|leave {_IT_EN}(?= (?:as|alone|where|there|in|be)\b)"
    rf"|i (?:want|need) {_IT_EN} kept|(?:i'd|i would) rather you (?:kept|held on to) {_IT_EN})"
)
_END_EN = (
    r"(?:,? (?:yet|just yet|for now|now|at all|after all|then|please|though|instead|safe|alone|there|be|for the moment"
    r"|for the time being|as (?:it|they) (?:is|are)|where (?:it|they) (?:is|are)|on file|in (?:your|the) system"
    r"|(?:un)?til\b.*|because\b.*|since\b.*|in case\b.*|as i\b.*|for (?:the|my|a) \w+.*))*"
)
_EN = re.compile(
    rf"^{_LEAD_EN}{_SAYS_EN}(?:{_NOT_EN} {_DELETE_EN}(?: {_IT_EN})?|don't you dare {_DELETE_EN}(?: {_IT_EN})?"
    rf"|(?:can you |could you )?hold off (?:on )?(?:deleting|erasing|removing)(?: {_IT_EN})?"
    rf"|nothing (?:should|must|may|is to) be {any_of(doing.REMOVED_EN)}|i (?:do not|don't) want {_IT_EN}(?: to be)?"
    rf" {any_of(doing.REMOVED_EN)}|{_KEEP_EN}){_END_EN}\s*$",
    re.IGNORECASE,
)

_IT_ZH = (
    rf"(?:(?:我的?)?(?:个人|全部|所有)?(?:{any_of(data.DATA_ZH, data.ACCOUNTS_ZH)})|它们?|这些|那些|那个)"
)
_LEAD_ZH = (
    r"(?:(?:等一下|等等|等下|不对|不(?=[，,])|但是?|不过|那|抱歉|不好意思|请|麻烦|目前|现在|你们|您)"
    r"[，,\s]?){0,4}"
)
_FIRST_ZH = r"(?:先|还是|就|请|暂时|都|也|千万){0,3}"
_GONE_ZH = rf"(?:{any_of(doing.REMOVAL_ZH)}|删)(?:掉|了)?"
_ZH = re.compile(
    rf"^{_LEAD_ZH}(?:{TOLD_ZH}[，,]?)?(?:把?{_IT_ZH})?{_FIRST_ZH}"
    rf"(?:(?:(?:不要|不用|不必|别|勿|不能)(?:再|先|急着|给我|帮我)?|(?<=先)不|(?<=暂时)不)(?:把)?{_IT_ZH}?(?:都|全)?{_GONE_ZH}{_IT_ZH}?"
    rf"|(?:给我)?(?:保留|留着|留下)(?:着|下来|一下)?{_IT_ZH}?)(?:了|吧|啊|就好|就行|即可)*\s*$"
)
_CLAUSE = re.compile(
    r"[、，,;；\n]|\s[-–—]+\s|(?<!\w)but(?!\w)|(?<!\w)and (?=(?:just|keep|leave|don't|do not)\b)|但是?"
)
_SENTENCE = re.compile(r"[。．！!\n]|(?<=[?？])|\.(?=\s|$)")
_TAG = re.compile(
    r",? (?:alright|all right|ok(?:ay)?|right|yeah|please|thanks|thank you|will you)\s*\?*$", re.IGNORECASE
)
_COMPLAINS = re.compile(
    r"のに|なぜ|なんで|どうして|困[らりる]|ひど[いく]|\b(?:why|forget to|unless|too long|you (?:said|told|promised))\b"
    r"|为什么|怎么|多久",
    re.IGNORECASE,
)
_DONE_JA = r"(?:て(?!い[るたま]|ま[しす]|しま|おり|き[たま]|から|も(?!ら))|させ(?!て(?:い|しま))|ろ)"
_OF_SERVICE_JA = r"(?<!サービスの)(?<!サービス)(?<!アプリの)(?<!サイトの)(?<!カードの)(?<!会員の)"
"""The use that the customer makes, not the one that is made of their data."""
_COMMAND_EN = (
    r"(?:^|[,.;:!]\s*"
    r"|\b(?:please|just|but|and|so|then|only|you to|you should|also|ok|okay|no|rather|simply) )"
)
_STOPS = re.compile(
    r"(?:使|つか)(?:わないで(?!い(?:た(?!だ)|る|ます)|き[たま])|わずに(?=お[い願]|置|残|保|取|と[っど]|持|ください)"
    rf"|わせない(?:で|よう)|わないように(?:して(?!い[るたま]|ま[しす]|おり)|お?願い|頼)|えないように|うの(?:は|を|だけ|も)?(?:だけ)?(?:[、\s])?(?:(?:止め|やめ|とめ|控え){_DONE_JA}|(?<=だけ)(?:止め|やめ)たい))"
    rf"|{_OF_SERVICE_JA}(?:利用|使用|処理)(?:だけ|のみ)?(?:を|は|も)?(?:だけ)?[、\s]?(?:(?:止め|とめ|やめ|控え){_DONE_JA}"
    r"|しないで(?!い(?:た(?!だ)|る|ます))|させないで"
    rf"|(?:中止|制限|{any_of(doing.STOP_JA)})(?:を?し(?:{_DONE_JA}|たい)|を?(?:お願い|希望)|で(?:お願い|いい|[。\s]*$)))"
    rf"|(?<!が)凍結(?:し(?:{_DONE_JA}|たい)|だけ|で(?:お願い|いい|[。\s]*$))|触らないで(?!い[るま])|触らせないで"
    rf"|\bput {_IT_EN} on (?:ice|hold)\b"
    r"|(?<!n't )(?<!not )(?<!never )(?<!cannot )(?<!did you )(?<!they )"
    rf"\b(?:freeze|lock|block|restrict) {_IT_EN}(?! out)\b"
    rf"|(?:{_COMMAND_EN}(?:don't|do not|never|stop)|\b(?:keep|hold|leave|store)\b[^.?!;]{{0,24}}\bwithout"
    r"|(?<!\bi )(?<!\bwe )\b(?:nobody|no one|no-one|must not|mustn't|may not))\b"
    r"(?:(?!\bstop)[^.?!;]){0,24}"
    rf"\b(?:us(?:e|ing)|touch(?:ing)?|(?:do|doing) anything with|process(?:ing)?) {_IT_EN}\b"
    r"(?! (?:words?|tones?|languages?|chats?|sites?|apps?|forms?|kind|sort|names?|numbers?|address|voice|style|jargon))"
    rf"|\bi (?:don't|do not) want (?:you|anyone|anybody|them|people) (?:to (?:use|touch)|using|touching) {_IT_EN}\b"
    rf"|\bi (?:don't|do not) want {_IT_EN} (?:to be |being )?(?:used|touched|processed)\b"
    r"|\b(?:don't|do not|not to|must not|mustn't|not) be (?:used|touched|processed)\b"
    rf"|(?<!我)(?<!已经)(?<!已)(?<!我也)(?:停止|暂停|限制)(?:对?{_IT_ZH}的?)?(?:使用|利用|处理)(?!了)|冻结|封存"
    r"|(?:不要|别|不准|不许)(?:再|去)?(?:使用|动(?!手)|用)",
    re.IGNORECASE,
)
_NO_DATA = re.compile(
    r"メール|郵送|郵便|電話|ファックス|ＦＡＸ|はがき|ハガキ|書面|\b(?:e-?mail|post|phone|fax|letter)\b|邮|短信|电话|书面"
    r"|言葉|用語|敬語|[日英国]語|漢字|カタカナ|絵文字|定型文|口調|[日英中法韩][语文]|语言|[这那]个词|汉字|表情",
    re.IGNORECASE,
)
"""How one replies, or speaks: 「敬語は使わないで」, 「别用中文」."""
_ENDS = re.compile(
    r"\b(?:cancel|forget (?:it|this|that|about)|never ?mind|call it off|withdraw)\b|やめ(?:ます|たい|ておき|にし)"
    r"|取り?(?:消し|下げ)|キャンセル|算了|取消|不办了|撤回|撤销",
    re.IGNORECASE,
)


_AFTER_ALL = re.compile(
    rf"(?:全部|すべて|全て)は(?:消さ|{_REMOVE_JA}し)"
    rf"|(?:don't|do not) {_DELETE_EN} (?:everything|all of (?:it|them))[.!\s]*$|"
    rf"(?:消し|{_REMOVE_JA}を?し)(?:て(?:{any_of(wishing.DO_FOR_ME_JA)}|お?願いします)?|たい)"
    r"(?:です|ん(?:です|だ))?[ねよ]?[。．!！\s]*$"
    r"|(?:[,;.]|\bbut|\band)\s+(?:(?:please|just|do|then|i|still|want|to|you)\s+){0,5}"
    rf"{_DELETE_EN} (?!nothing|none)[^.,;!?]{{1,40}}[.!\s]*$"
    r"|, (?:just|only) (?:the|my|all the) (?!way|same|moment|time)[\w ]{1,24}[.!\s]*$"
    rf"|(?:还是|但是?|其他|其余|别的|剩下)[^，,。不别勿]{{0,8}}(?:{any_of(doing.REMOVAL_ZH)}|删)[^，,。不别勿]{{0,4}}[。！!\s]*$",
    re.IGNORECASE,
)
"""The last word is that it goes (「消すなと言われたけど、消してください」), or some of it (「全部は消さないで」)."""


_STORED = re.compile(r"(?<!に)(?:ちゃんと|きちんと|しっかり(?:と)?)(?:保管|保存)")
"""Of what is thoroughly kept, not safely, nothing is removed."""


def _looked_after(told: str) -> bool:
    return KEPT_SAFE.by(told) is not None and _STORED.search(told) is None


def withholds(text: str) -> bool:
    """Whether somebody says that all that was to be removed is to stay, or not to be removed for now."""
    told = text.strip().replace("’", "'")
    if len(told) > _LONGEST or _COMPLAINS.search(told) or _AFTER_ALL.search(told) or _looked_after(told):
        return False
    return any(_withheld(one.strip()) for one in _SENTENCE.split(told) if one)


def _withheld(sentence: str) -> bool:
    bare = _TAG.sub("", sentence)
    if bare.endswith(("?", "？")):
        return False
    whole = bare.rstrip("。．.！!…~～ ")
    for clause in (whole, *(one.strip() for one in _CLAUSE.split(whole))):
        if any(words.match(clause) for words in (_JA, _EN, _ZH)):
            return True
        before = _BEFORE_MORE_JA.match(clause)
        if before is not None and _STOPS.search(clause, before.end()):
            return True
    return False


def is_not_to_be_used(text: str) -> bool:
    """Whether it is said besides that the data is not to be used ("put it on ice", 「使うのだけ止めて」)."""
    return _STOPS.search(text.replace("’", "'")) is not None


_REMOVES = re.compile(
    rf"消|{any_of(doing.REMOVAL_JA)}|\b(?:delet|eras|remov|wip|destroy)|{any_of(doing.REMOVAL_ZH)}|删",
    re.IGNORECASE,
)
_SOME_OF_IT = re.compile(
    any_of(data.PARTICULARS_JA, data.PHONES_JA, data.RECORDS_JA, data.PAYMENTS_JA, data.POINTS_JA)
    + rf"|{any_of(data.PARTICULARS_ZH, data.RECORDS_ZH)}"
    + rf"|\b{any_of(data.PARTICULARS_EN, data.PHONES_EN)}",
    re.IGNORECASE,
)
_SHORT = 60
"""Characters."""


def is_only_not_to_be_used(text: str) -> bool:
    """Whether that is all that is said ("just put it on ice"), of no particular data: to the dialogue model, a wish
    for the removal."""
    told = text.strip()
    if len(told) > _SHORT or _COMPLAINS.search(told) or asks(told):
        return False
    if _REMOVES.search(told) or _SOME_OF_IT.search(told) or _NO_DATA.search(told):
        return False
    return is_not_to_be_used(told)


_NEEDED = re.compile(
    r"使う(?:ので|んで|から|ため|かも)|使い(?:たい|ます)|必要(?:な|だ|に|と|です)|証拠"
    r"|\b(?:need|use) (?:it|them)\b|证据|有用",
    re.IGNORECASE,
)


_LESS = re.compile(
    r"(?:利用|使用|取扱い|取り扱い|処理)(?:の|を|は|も)?(?:制限|停止|中止|とめ|止め)|制限(?:だけ|に|を|し)|凍結"
    r"|\b(?:restrict|suspend|freez|froze|on hold|on ice)|限制|冻结|停用|停止(?:使用|利用)",
    re.IGNORECASE,
)


def is_needed(text: str) -> bool:
    """Whether what is to stay is still made use of (「裁判で使うので消さないで」), and no less use is spoken of
    (「…、利用を制限するだけに」): no wish that it is not used."""
    less = is_not_to_be_used(text) or _LESS.search(text)
    return _NEEDED.search(text) is not None and not less


def wants_no_more(text: str) -> bool:
    """Whether it is said besides that nothing is to come of the request."""
    return _ENDS.search(text) is not None
