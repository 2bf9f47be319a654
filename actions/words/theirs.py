"""The one concerned is somebody near: the data is theirs (「收件人是我太太」), they will ask themselves
(「妻に自分でやらせます」), or the writer asks in their place (「他不会日语，所以我替他问」). Pure.

By what right somebody asks none of these says.
"""

import re

from actions.words.questions import asking
from desk.lexicon import data, oneself, people
from desk.lexicon.wordlist import any_of

_I_JA = any_of(oneself.I_JA)
_KIN_JA = (
    rf"(?:(?:{_I_JA}"
    rf"|うち)の)?(?:{any_of(people.RELATIVES_JA, people.FAMILY_JA, people.FRIENDS_JA)}){people.TITLE_JA}"
)
_KIN_EN = rf"(?:my|our) (?:\w+ )?{any_of(people.RELATIVES_EN, people.FRIENDS_EN)}"
_KIN_ZH = rf"(?:我(?:家|的)?)(?:{any_of(people.RELATIVES_ZH, people.FRIENDS_ZH)}|老?[爸妈])"
_ROLE_JA = (
    r"(?:受取人|受け取る(?:の|人)|宛名|宛先|差出人|送り主|荷物|名義(?:人)?|契約者|契約|登録者"
    r"|利用者|使って(?:い)?る(?:の|人)|持ち主|番号|口座|本人"
    rf"|{any_of(data.ACCOUNTS_JA, data.ADDRESSES_JA, data.CONTACTS_JA, data.PHONES_JA)})"
)
_ROLE_EN = (
    rf"(?:{any_of(data.DATA_EN, data.ADDRESSES_EN, data.CONTACTS_EN, data.PHONES_EN)}"
    r"|consignee|recipient|addressee|sender|parcel|package|account(?: holder)?|contract(?: holder)?|holder"
    r"|subscriber|customer|member|user|owner"
    r"|name (?:on it|on the account)|person concerned)"
)
_ROLE_ZH = (
    r"(?:收件人|寄件人|发件人|包裹|快件|签约人|合同|户主|机主|号码|手机|登记的"
    rf"|用的|{any_of(data.DATA_ZH, data.ACCOUNTS_ZH, data.ADDRESSES_ZH, data.CONTACTS_ZH)})"
)
_THEIRS = re.compile(
    rf"(?:(?:あ|えっと|すみません|実は|いや|でも)[、,\s]?)*(?:その)?{_ROLE_JA}(?:は"
    rf"|が)[、\s]?{_KIN_JA}(?:の(?:もの|名義|分|ほう|名前)?)?(?:なん|の|ん)?(?:です|だ|でした|になります"
    rf"|になってい?ます)(?:けど|が|よ|ね)*"
    rf"|(?:(?:well|so|but|and|oh|actually|sorry)[,.]?\s+)*(?:i(?:'m| am) (?:only "
    rf"|just )?the \w+(?: here)?(?:,|,? but|,? and)\s+)?(?:the|that|this) {_ROLE_EN} "
    rf"(?:is|was|belongs to|is in the name of|are) {_KIN_EN}(?:'s)?(?: name)?"
    rf"|(?:(?:其实|不过|不好意思|对了)[，,]?)*(?:这个?|那个?)?{_ROLE_ZH}(?:就)?是{_KIN_ZH}(?:的)?(?:名字)?",
    re.IGNORECASE,
)
_SELVES_JA = r"(?:自分(?:から|で)?|本人(?:から|が|自身(?:が|で|から)?)?|直接)"
_LEAVES = re.compile(
    rf"(?:(?:では|じゃあ?|やっぱり?|やはり|それなら|なら)[、,\s]?)*(?:{_KIN_JA}|ご?本人"
    rf"|彼女?)(?:本人)?に[、\s]?(?:{_SELVES_JA})?(?:や|連絡さ|申請さ|申し込ま|電話さ|手続き?さ|請求さ"
    rf"|問い合わさ)(?:ら)?せ(?:ます|る|ようと思います|ることにします)(?:ね|よ|ので|わ)*"
    rf"|(?:(?:では|じゃあ?|やっぱり?|やはり|それなら|なら)[、,\s]?)*(?:{_KIN_JA}|ご?本人|彼女?)(?:(?:から"
    rf"|が)[、\s]?){_SELVES_JA}?(?:連絡|申請|申し込み|電話|手続き?|請求)(?:を)?(?:します|する|させます"
    rf"|してもらいます|するそうです|すると(?:言って|いって)(?:い)?ます)(?:ので|ね|から)*"
    rf"|(?:(?:では|じゃあ?|やっぱり?)[、,\s]?)*(?:{_KIN_JA}|ご?本人)に任せます"
    rf"|(?:(?:ok(?:ay)?|well|no|then|actually|so|maybe|i think|in that case|sorry)[,.]?\s+)*(?:(?:i|we)(?:'ll"
    rf"| will|'d rather) (?:just |better )?(?:let|have|ask|get|tell) (?:him|her|them|{_KIN_EN})"
    r"(?: to)? (?:do|apply|ask|call|write|handle|contact|make|request|file|submit)(?: (?:it|that|this|you"
    r"|for it|the request|here))* (?:(?:him|her|them)sel(?:f|ves)|directly|instead|on (?:his|her|their) own)"
    rf"|(?:he|she|they|{_KIN_EN})(?:'ll| will| would) (?:rather )?(?:do|apply|ask|call|write|handle"
    rf"|contact)(?: (?:it|that|this|you|for it|here))* (?:(?:him|her|them)sel(?:f|ves)|directly|on (?:his|her"
    rf"|their) own))"
    rf"|(?:(?:那|算了|我们|我|好吧|要不|不如|还是)[，,]?)*(?:让|叫|请|由)(?:{_KIN_ZH}|他|她|他们|本人"
    rf"|当事人)(?:自己|本人|亲自|直接)+(?:来|去)?(?:申请|办|办理|弄|联系|提|问|打电话|联络)(?:你们)?(?:吧"
    rf"|好了|算了|就行)?",
    re.IGNORECASE,
)
_INSTEAD = re.compile(
    rf"(?:(?:{_KIN_JA}|彼女?)(?:の|に)?(?:代わり|代わって|かわりに|かわって|代理で)[^。？?]{{0,10}}(?:聞い"
    rf"|訊い|問い合わせ|書い|連絡し|相談し|申請し)[^。？?]{{0,8}}(?:ます|る|です)"
    r"|\b(?:so )?i(?:'m| am) (?:asking|writing|applying|calling|doing (?:this|it)|chatting) (?:for (?:him|her"
    r"|them)|on (?:his|her|their) behalf|in (?:his|her|their) (?:place|name)|instead of (?:him|her|them))"
    rf"|(?:所以|才|由)?我(?:来|在)?(?:替|帮|代)(?:{_KIN_ZH}|他|她|他们|老人家?|家里人)(?:来)?(?:问|办|申请|打字|写|联系"
    r"|咨询|弄))[了的。．.！!\s]*$",
    re.IGNORECASE,
)
_NO_MANDATE = re.compile(
    r"(?:頼まれ|委任|依頼され)|\b(?:asked me|mandate|power of attorney|permission)\b|委托|授权|让我|叫我",
    re.IGNORECASE,
)
"""Who tells by what right is heard elsewhere."""


def _whole(words: re.Pattern[str], text: str) -> bool:
    return words.fullmatch(text.strip().replace("’", "'").rstrip("。．.！! ")) is not None and not asking(
        text
    )


def is_a_relatives(text: str) -> bool:
    """Whether it is only said that what is spoken of is a relative's ("the number belongs to my sister")."""
    return _whole(_THEIRS, text)


def leaves_it_to_them(text: str) -> bool:
    """Whether the one concerned is to ask, and the writer does not go on."""
    return _whole(_LEAVES, text)


def asks_in_their_place(text: str) -> bool:
    """Whether the writer says that they ask for somebody who has been spoken of, and not by what right."""
    told = text.strip().replace("’", "'")
    return _INSTEAD.search(told) is not None and _NO_MANDATE.search(told) is None and not asking(told)
