"""That a request is wanted besides the one that is open, told by its words alone. Pure.

「訂正も」, 「削除もお願い」, "I also want it deleted" and 「删除也要」 add a request; taken for a change of mind, the
first one would be lost. A question (「削除もできますか」) and what is said instead (「開示じゃなくて削除」) add none.
"""

import re

from actions.words.names import kind_named
from desk.lexicon import data, doing, oneself, wishing
from desk.lexicon.wordlist import any_of
from knowledge.vocabulary import RequestType

_JA = re.compile(
    r"^(?:(?:あ(?=[、,])|あと|それと|それから|そして|また|ついでに|できれば|加えて|併せて|あわせて|やっぱり?)[、,\s]*)*"
    rf"(?:{any_of(oneself.I_JA, data.PARTICULARS_JA, data.DATA_JA, data.PERSONAL_DATA_JA, data.REGISTERED_JA)}の)*"
    r"(?P<what>[^、。も\s]{2,14}?)も(?:[、\s]*(?:一緒に|併せて|あわせて|同時に|ついでに|追加で))?"
    r"[、\s]*(?:を?お?願い(?:し(?:ます|たい(?:です)?)|いたします|致します|できればと)?|頼みます|頼む|(?:し|やり)たい(?:です|んです(?:が|けど)?)?|します"
    rf"|して(?:{any_of(wishing.DO_FOR_ME_JA)}(?:です)?)?|希望(?:します|です)?|必要です)?"
    r"(?:のです(?:が|けど)|んです(?:が|けど))?(?:ね|よ|な|わ)*[。！!\s]*$"
)
_EN = re.compile(
    r"^(?:(?:and|yes|ok(?:ay)?|please|actually)[,\s]+)*(?:(?:i(?:'d| would)?|we|please|could you|can you)\s+)?"
    r"also\b|\b(?:as well|too)(?:,? please)?[.!\s]*$|^(?:and )?(?:in addition|additionally)\b",
    re.IGNORECASE,
)
_ZH = re.compile(
    r"也(?:要|想|需要|请|請|帮|幫|一起|一并)|(?:另外|还|還|同时|同時|顺便|順便)[，,]?(?:我)?(?:要(?!多久|多长|等|几)|想(?!问|問|知道)|需要(?!多久|多长|等|几)|请|請|申请|申請)|还有|還有"
)
_BESIDES = re.compile(
    r"^(?:あ[、,]\s*)?(?:あと(?![でにのはか一二三0-9０-９]|から|まで)|それと(?![はもか])|ついでに|それとは別に|もう(?:一つ|ひとつ|1つ|１つ|一件))[、,\s]*"
    r"(?!少し|すこし|ちょっと|数|何|どれ|どの|半|わずか|同じ|前(?:に|へ|の質問)|戻|特に(?:な|あり)|結構|大丈夫)(?=[^、。,\s]{3})"
)
"""What follows comes besides, whatever it is (「あとメアド変わった」)."""
_INSTEAD = re.compile(
    r"(?:じゃ|では)なく|代わりに|やめて|\binstead\b|\brather\b|\bnot\b|n't\b|而不是|改成|改为|也不|不要|不用",
    re.IGNORECASE,
)


_LEAD_EN = (
    r"(?:(?:and|also|yes|ok(?:ay)?|oh|additionally|in addition"
    rf"|{any_of(wishing.ASKING_EN)}|i(?:'d| would) like(?: you)? to|i (?:want|need)(?: you)? to)[,\s]+){{0,6}}"
)
_IT_EN = (
    r"(?:it|that|this|them|(?:(?:my|the|all|of|personal|whole|entire) ){0,4}"
    rf"{any_of(data.DATA_EN, data.DETAILS_EN, data.PARTICULARS_EN, data.ACCOUNTS_EN, data.RECORDS_EN)})"
)
_TAIL_EN = r"(?:,?\s+(?:also|too|as well|please|for me|thanks|thank you)){0,4}[.!\s]*$"
_VERBS_EN = {
    "request_correction": doing.CORRECTION_EN,
    "request_deletion": ("delete",),
    "request_erasure": ("erase",),
    "request_remove": ("remove", "get rid of"),
    "request_disclosure": doing.DISCLOSURE_EN,
    "request_use_stop": ("stop using",),
}
_DONE_EN = {
    "request_correction": r"(?:correct|rectifi|updat|chang|fix)ed",
    "request_deletion": "deleted",
    "request_erasure": "erased",
    "request_remove": "removed",
    "request_disclosure": "disclosed",
}
_ADDED_EN = {
    intent: re.compile(
        rf"^(?=.*\b(?:also|as well|too|additionally|in addition)\b|and\b){_LEAD_EN}"
        rf"(?:{any_of(verbs)} {_IT_EN}"
        + (
            rf"|(?:i(?:'d| would) like|i want|i need|get|have) {_IT_EN}(?: to be)? {_DONE_EN[intent]}"
            if intent in _DONE_EN
            else ""
        )
        + rf"){_TAIL_EN}",
        re.IGNORECASE,
    )
    for intent, verbs in _VERBS_EN.items()
}
"""A short sentence that adds a verb of a right to what was said: to the dialogue model "also correct it" is a yes."""


def added_intent(text: str) -> str | None:
    """The intent of the request that a short English sentence adds by its verb ("also correct it please", "and delete
    it as well"); None for all others."""
    text = text.strip()
    return next((intent for intent, words in _ADDED_EN.items() if words.search(text)), None)


def added_kind(text: str) -> RequestType | None:
    """The kind of request that a part of a message adds by its name (「開示もお願いしたい」); None for all others."""
    found = _JA.match(text.strip())
    return kind_named(found["what"]) if found is not None else None


def adds_a_request(text: str) -> bool:
    """Whether what a message wishes for comes besides what is open, and not instead of it."""
    text = text.strip()
    if _INSTEAD.search(text) or text.endswith(("?", "？", "か", "吗", "嗎")):
        return False
    if _BESIDES.match(text):
        return True
    found = _JA.match(text)
    if found is not None:
        return kind_named(found["what"]) is not None or found["what"] in _REMOVALS
    return _EN.search(text) is not None or _ZH.search(text) is not None or added_intent(text) is not None


_REMOVALS = ("消すの", *doing.REMOVAL_JA)
