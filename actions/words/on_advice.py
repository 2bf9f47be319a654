"""A request that somebody has told the writer to make: 「弁護士に開示請求しなさいと言われた」, "my lawyer says I should
ask for a copy of my data". Pure.

The dialogue model hears a lawyer, and so a wish for advice. Who asks whether to turn to one (「弁護士に相談すべき？」)
wants advice; who has had it wants what it was.
"""

import re

from actions.vocabulary import AMBIGUOUS_REMOVE
from actions.words.advised import ADVISES_EN, BY_JA, TOLD_EN, WHO_EN, acts_for_another
from desk.lexicon import data, doing, oneself, people
from desk.lexicon.wordlist import any_of
from knowledge.vocabulary import RequestType

_LONGEST = 160
"""Characters; who tells a longer story is read as a whole."""

_OFFICES_JA = (
    r"(?:警察署?|消費(?:者|生活)センター|消費者庁|[市区]役所|役[所場]|法テラス|弁護士会|個人情報保護委員会|銀行)"
    r"(?:の(?:人|方|担当者?|窓口|相談員))?(?:さん)?|税理士(?:さん|の先生)?"
)
_OFFICES_EN = (
    r"the (?:local )?(?:police|bank|city hall|consumer (?:cent(?:er|re)|affairs (?:cent(?:er|re)|office)"
    r"|hotline)|data protection (?:authority|office))"
)
_OFFICES_ZH = r"警察|民警|消费者(?:中心|协会)|银行"
"""Who advises beside those whom the vocabulary knows as somebody's own."""
_LEAD_JA = r"^(?:(?:すみません|あの|実は|先日|昨日|今日|きのう|この間|で)[、,\s]?){0,3}"
_WHAT_JA = (
    rf"(?:(?:御社|貴社|そちら|会社)(?:に|へ)[、\s]?)?"
    rf"(?:(?:(?:{any_of(oneself.I_JA)}|自分|御社|貴社|そちら|会社|ネット|サイト)の)?[^。、？?！!はがとの]{{0,12}}"
    rf"(?:{any_of(data.DATA_JA, data.PARTICULARS_JA, data.REGISTERED_JA)})"
    r"(?:の|を|は)[、\s]?)?"
)
_MAKE_JA = r"(?:[のを]?(?:請求|申請|依頼))?(?:を)?"
_SHOULD_JA = (
    r"(?:(?:しなさい|しろ|せよ|しとけ|しておけ|しておきなさい|(?:した(?:ほう|方)が|(?:する|したら)(?:の?が|と)?)"
    r"(?:いい|よい|良い)(?:よ|です)?|(?:する|す)べき(?:だ|です)?|してもらえ|してもらいなさい"
    r"|してもらって(?:ください|下さい)|してもらった(?:ほう|方)が(?:いい|よい|良い))(?:と|って|よう(?:に)?|ように(?:と)?)"
    r"|(?:する|してもらう|していただく)よう(?:に)?(?:と)?)"
)
_SAID_JA = (
    r"(?:[言い]われ(?:た|まし|て(?:い|る|ます|おり|きた|来た)?)|[言い](?:った|いました|ってい(?:る"
    r"|ます|た|まし)|ってる|います|うので|うから)|(?:勧め|すすめ)られ(?:た|まし|て)"
    r"|(?:助言|アドバイス|指示|指導)(?:を)?(?:され|受け)(?:た|まし|て))(?:た)?"
)
_ADVISED_TO_JA = (
    r"(?:する(?:こと|よう)?(?:に|を)?|を)(?:勧め|すすめ)られ(?:た|まし(?:た)?|て(?:い?ます|おります)?)"
)
_END_JA = r"(?:の(?:です|だ)?|ん(?:です|だ)?|です)?(?:ので|が|けど|けれど|から)?(?:ね|よ)?[。．.！!…\s]*$"


def _ja(verb: str, bare: str = "") -> str:
    """A verb with する; `bare`: another, in the form of 「消して」."""
    to_do = rf"(?:{verb}){_MAKE_JA}"
    other = (
        rf"|{bare}(?:(?:もらえ|もらいなさい|もらった(?:ほう|方)が(?:いい|よい|良い))(?:と|って|よう(?:に)?)"
        rf"|もらうよう(?:に)?(?:と)?){_SAID_JA}"
        if bare
        else ""
    )
    return (
        rf"{_LEAD_JA}(?:{BY_JA}|(?:{_OFFICES_JA}))(?:に|から|が|は|で(?=.*(?:れ|受け)))(?:は)?[、\s]?{_WHAT_JA}(?:{to_do}{_SHOULD_JA}{_SAID_JA}"
        rf"|(?:{verb})(?:の)?(?:請求|申請)?{_ADVISED_TO_JA}|(?:言|い)われ(?:て|たので|ましたので)[、\s]?(?:{verb}){_MAKE_JA}"
        rf"(?:し(?:たい|ます)|(?:お?願い|希望)(?:し(?:ます|たい))){other}){_END_JA}"
    )


_LEAD_EN = r"^(?:(?:hi|hello|so|well|and|but|ok(?:ay)?|look|listen|because|since)[,.!]*\s+){0,3}"
_TOLD_BY_EN = (
    r"i(?: was|'ve been| have been|'m| am) (?:told|advised) by "
    rf"(?:(?:my|our|the|a) (?:\w+ )?{WHO_EN}|{_OFFICES_EN})"
)
_SHOULD_EN = (
    r"(?: that)?,? (?:(?:i|we)(?: (?:should|must|need to|have to|ought to|had better)|'d better)?(?: "
    r"(?:just|first|also|now))?|to)"
)
_MY_EN = (
    r"(?:all )?(?:of )?(?:my|our) (?:own |personal )?"
    rf"(?:{any_of(data.DATA_EN, data.DETAILS_EN, data.RECORDS_EN, data.ACCOUNTS_EN)}"
    rf"|{any_of(data.PARTICULARS_EN, data.PHONES_EN)})s?"
    r"(?: (?:that )?you(?:'ve| have)? (?:got|have|hold|keep|store|collected|stored)(?: (?:on|about) me)?)?"
)
_HELD_EN = (
    r"(?:everything|whatever|all (?:the )?(?:data|information)|the (?:data|information)|what)(?: that)? you "
    r"(?:have|hold|keep|know|store|have got)(?: (?:on|about) me)"
)
_ASK_EN = r"(?:ask(?: you| the company| your company)?(?: for)?|request|demand|apply for|get|obtain|see)"
_ASK_TO_EN = r"(?:ask|tell|get|request|demand)(?: you| the company| that you| your company)?(?: to)?"
_OF_EN = r"(?:ask(?: you)?(?: for)?|request|demand|apply for) (?:an? |the )?"
_END_EN = (
    r"(?:,? (?:from you|from your company|here|first|now|in writing|as soon as possible|asap|for "
    r"(?:the|my) (?:case|court|trial)|before [\w ]{1,40}))*"
    r"[.!\s]*$"
)


def _en(verb: str) -> str:
    told = rf"(?:{TOLD_EN}|{_OFFICES_EN} (?:has |have )?{ADVISES_EN}(?: me| us)?|{_TOLD_BY_EN})"
    return rf"{_LEAD_EN}{told}{_SHOULD_EN} (?:{verb}){_END_EN}"


_WHO_ZH = rf"(?:{any_of(people.RELATIVES_ZH, people.LAWYERS_ZH, people.ACQUAINTED_ZH)}|{_OFFICES_ZH})"
_LEAD_ZH = r"^(?:你好|您好|其实|是这样的|因为)?[，,\s]?"
_TOLD_ZH = (
    rf"(?:我的?|我们的?)?(?:{_WHO_ZH}(?:刚才|昨天|也|都|跟我|对我){{0,2}}(?:说|讲|建议|认为|觉得|告诉我|劝我?|提醒我?)"
    rf"|(?:{any_of(people.LAWYERS_ZH)}|{_OFFICES_ZH})(?:让|叫|要求?|请))[，,]?(?:我)?(?:应该|最好|必须|需要|可以|要|得|去"
    rf"|来|先|向你们|跟你们|向贵公司){{0,4}}"
)
_MY_ZH = rf"(?:我的?(?:个人)?(?:{any_of(data.DATA_ZH, data.PARTICULARS_ZH)}))"
_END_ZH = r"(?:的?(?:申请|手续|请求))?[了。！!\s]*$"


def _zh(verb: str) -> str:
    return (
        rf"{_LEAD_ZH}(?=.{{0,40}}我){_TOLD_ZH}(?:(?:申请|请求|要求|提出|要|让|叫)(?:你们|贵公司)?)?(?:把(?:{_MY_ZH}|(?:个人)?(?:信息|资料|数据))"
        rf"(?:都|全部)?(?:{verb})|(?:{verb})(?:一下)?{_MY_ZH}?)"
        rf"{_END_ZH}"
    )


_KINDS: tuple[tuple[str, str, str, str], ...] = (
    (
        f"request_{RequestType.DISCLOSURE}",
        _ja(any_of(doing.DISCLOSURE_JA), "見せて"),
        _en(
            rf"{_ASK_EN} (?:an? |the )?(?:full |complete )?(?:cop(?:y|ies) of |access to |disclosure of"
            rf" )?(?:{_MY_EN}|{_HELD_EN})"
            r"|make an? (?:disclosure|data access|data|subject access) request"
            rf"|{_OF_EN}(?:disclosure|subject access|data access)"
        ),
        _zh(any_of(doing.DISCLOSURE_ZH, doing.SEEING_ZH, ("开示", "索取", "公开", "要一份"))),
    ),
    (
        f"request_{RequestType.CORRECTION}",
        _ja(any_of(doing.CORRECTION_JA), "直して"),
        _en(
            rf"(?:{_ASK_TO_EN} )?(?:{any_of(doing.CORRECTION_EN)}) {_MY_EN}|(?:have|get) {_MY_EN} "
            rf"(?:{any_of(doing.CORRECTED_EN)}|put right)"
            rf"|{_OF_EN}correction(?: of {_MY_EN})?"
        ),
        _zh(any_of(doing.CORRECTION_ZH)),
    ),
    (
        f"request_{RequestType.USE_STOP}",
        _ja("利用停止|利用の停止"),
        _en(rf"{_ASK_TO_EN} stop using {_MY_EN}|{_OF_EN}suspension of use"),
        _zh("停止(?:使用|利用)"),
    ),
    (
        f"request_{RequestType.ERASURE}",
        _ja("消去"),
        _en(rf"{_OF_EN}erasure(?: of {_MY_EN})?"),
        r"(?!)",
    ),
    (
        AMBIGUOUS_REMOVE,
        _ja("削除|抹消", "消して"),
        _en(
            rf"(?:{_ASK_TO_EN} )?(?:have )?(?:{any_of(doing.REMOVAL_EN)}) {_MY_EN}|(?:have|get)"
            rf" {_MY_EN} (?:{any_of(doing.REMOVED_EN)})"
            rf"|{_OF_EN}(?:deletion|removal)(?: of {_MY_EN})?"
        ),
        _zh(any_of(doing.REMOVAL_ZH, ("删",))),
    ),
)
_WISHED = tuple((intent, re.compile("|".join(forms), re.IGNORECASE)) for intent, *forms in _KINDS)


def wished_on_advice(text: str) -> str | None:
    """The intent of the request that somebody else has advised the writer to make, of the writer's own data, where
    nothing else is said; None for all other texts."""
    told = text.strip().replace("’", "'")
    if len(told) > _LONGEST or acts_for_another(told):
        return None
    return next((intent for intent, words in _WISHED if words.match(told)), None)
