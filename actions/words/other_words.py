"""Questions in words that neither the dialogue model nor the search knows: who sees data, the style of mails, what an
agent needs. Those that are told by their words alone stand in `actions.words.meant`."""

import re

from actions.words.meant import (
    AGENTS_PAPERS,
    CHARGED,
    IN_TIME,
    KEPT_SAFE,
    OUTSIDE,
    REACHED,
    RESPONSIBLE,
    SENT_SAFELY,
    SOURCE,
)
from actions.words.of_the_right import asks_how_often
from actions.words.politely import asked_politely
from actions.words.recipients import asks_whether_passed_on, asks_who_sees
from desk.lexicon import data, people
from desk.lexicon.wordlist import any_of

PAPERS = "which documents are needed to make a request?"
PROOF = "what identity documents are needed for a request?"
_NEEDED = re.compile(
    r"^(?:(?:ok(?:ay)?|so|and|but|then|yes|hi|hello)[,\s]+)*what (?:else )?(?:do|does|will|would|should) "
    rf"(?P<who>i|we|one|you|he|she|they|(?:my|the|an?) (?:{any_of(people.MANDATED_EN)}|agent|representative)) "
    r"(?:need(?! to (?:do|know|say))|(?:need|have) to (?:send|bring|show|submit|prepare|enclose)"
    r"|send in|bring|submit|enclose)"
    r"(?: (?:for (?:it|this|that)|then|to (?:do|make) (?:it|that|this|the request)|with it|exactly|in that case))*"
    r"\s*\?*$",
    re.IGNORECASE,
)
"""「何が必要ですか」, which in English the dialogue model takes for a cry for help."""


_NEEDED_JA = re.compile(
    r"^(?:(?:で|では|じゃあ?|それなら|なら|あの|すみません|結局|具体的に(?:は)?)[、,\s]?){0,2}(?:何|なに)を"
    r"(?:(?P<other>持たせ|用意させ)|送|出|提出す|同封す|添付す|用意す|準備す|そろえ|揃え|持って(?:行|い))(?:れ|せ|け)?ば(?:いい|よい|良い|よろしい)"
    r"(?:の|ん)?(?:です|でしょう)?(?:か)?(?:ね|な)?[?？。\s]*$"
)


_ANY_PAPER = re.compile(
    r"^(?:(?:ok(?:ay)?|so|and|but|then|yes|hi|hello|wait|hold on|one moment)[,.]?\s+)*(?:what|which) "
    r"(?:kinds? of |types? of |sort of )?"
    r"(?:ids?|identification|proof(?: of identity)?|papers?|paperwork|documents?)(?: do| does| will"
    r"| would| should| must)? "
    r"(?:i|you|we|they|one)(?: guys| people)? (?:(?:all|must|should|have|need|want|would|will|may|can|like|to) )*"
    r"(?:need|want|require|accept|take|ask for|send|bring|show|provide|submit|enclose|prepare)(?: to "
    r"(?:send|see|have|bring|show))?"
    r"(?: you| me| in| from me)?\s*[?.]*$",
    re.IGNORECASE,
)
"""Also in the order of words of who has not learnt English ("what paper I must to send")."""


def _asks_what_is_needed(text: str) -> str | None:
    needed = _NEEDED_JA.match(text.strip())
    if needed is not None:
        return AGENTS_PAPERS.whole["ja"] if needed["other"] else "請求に必要な書類を教えてください"
    if _ANY_PAPER.match(text.strip()):
        return PROOF
    found = _NEEDED.match(text.strip())
    if found is None:
        return None
    return PAPERS if found["who"].lower() in ("i", "we", "one", "you") else AGENTS_PAPERS.whole["en"]


_SOMEBODY_ELSE = re.compile(
    rf"(?:(?<!御社の)(?:業者|犯人|他社|第三者|詐欺師?|知らない(?:人|会社)"
    rf"|{any_of(people.RELATIVES_JA, people.ACQUAINTED_JA)})|誰)"
    rf"{people.TITLE_JA}[がはも]"
    rf"|(?:他们?|她们?|骗子|别人|{any_of(people.RELATIVES_ZH, people.ACQUAINTED_ZH)})[^。，！？]{{0,2}}(?:从哪|怎么)"
)
"""Who has the data is not the company that is asked."""


def _asks_whence(text: str) -> str | None:
    return None if _SOMEBODY_ELSE.search(text) else SOURCE.by(text)


_ASKS_FOR_IT = (
    r"(?:さん|の人)?(?:が|から|に)[、\s]?(?:(?:そちら|御社|窓口|会社)(?:に|へ))?[、\s]?"
    r"(?:問い?合わせ|電話|連絡|照会|聞い|聞か|尋ね|たずね|請求|要求|来)[^、。？?！!]{0,10}?(?:たら|ても|れば|場合|とき|時|際)(?:は|に|には)?[、\s]?"
)
_TELLS_IT = (
    r"(?:[^、。？?！!]{0,10}?(?:教え|伝え|渡し|渡す|答え|漏らし|見せ|開示|提供|話し|話す)"
    r"[^、。？?！!]{0,10})?[。？?\s]*$"
)
_TOLD_TO_OFFICIALS = re.compile(
    rf"(?:^|[、。\s])(?:警察|裁判所|役所|市役所|税務署|検察|国|官公庁){_ASKS_FOR_IT}{_TELLS_IT}"
)
_TOLD_TO_OTHERS = re.compile(
    rf"(?:^|[、。\s])(?:{any_of(people.RELATIVES_JA, people.FAMILY_JA, people.ACQUAINTED_JA)}"
    r"|ストーカー|他人|他の人|ほかの人|誰か|第三者|探偵|知らない人)"
    rf"{_ASKS_FOR_IT}[^、。？?！!]{{0,10}}?(?:教え|伝え|渡し|渡す|答え|漏らし|見せ|話し|話す)"
    r"(?:て)?(?:しま)?(?:る|ます|い?ます|う|ちゃう)(?:の|ん)?(?:です)?(?:か|の)(?:ね|な)?[。？?\s]*$"
)
_THE_WRITER_ASKS = re.compile(
    r"に(?:聞い|尋ね|たずね|問い?合わせ|電話し|連絡し|照会し|請求し|要求し)(?:た|て)(?!き|来)"
)
"""「警察に聞いたら教えてくれました」; 「警察に聞かれたら」 is asked by them."""


def _asks_if_they_would_tell(text: str) -> str | None:
    """The question whether data goes to somebody who asks for it (「元夫が問い合わせたら教えてしまいますか」,
    「警察が聞いてきたら？」): no question of who may act for the writer, nor for advice."""
    if _TOLD_TO_OFFICIALS.search(text.strip()) and _THE_WRITER_ASKS.search(text) is None:
        return "警察や裁判所などの公的機関から照会があった場合に、個人情報を提供しますか"
    return (
        "本人の同意なく個人情報を第三者に提供することはありますか"
        if _TOLD_TO_OTHERS.search(text.strip())
        else None
    )


_BECAME_EN = re.compile(
    r"\b(?:what(?:'s| has| is| will|'ll)?|whatever) (?:been |be )?(?:becomes?|became|happens?|happened|done) "
    r"(?:of|to|with) (?:all )?(?:of )?(?:the|my|those|that) (?:\w+ )?"
    rf"{any_of(data.DATA_EN, data.DETAILS_EN)}"
    r"(?: (?:that )?(?:i|we)(?:'ve| have| had)? (?:gave|given|left|entered|typed|provided|handed|sent|filled)\b"
    r"[^.?!]{0,30})?(?: (?:since|now|afterwards?))?[.?!\s]*$",
    re.IGNORECASE,
)
_BECAME_ZH = re.compile(
    rf"(?:我)?(?:当时|之前|以前)?(?:填|留|给|提供|登记)(?:给你们|过)?的(?:那些|这些|个人)?(?:{any_of(data.DATA_ZH)})"
    r"(?:后来|现在|最后|都)*(?:怎么样了|怎么处理了?|怎样了|去哪[儿里]?了|到哪[儿里]去了)[呢啊]?[？?。\s]*$"
)
_BECAME_JA = re.compile(
    r"(?:渡した|預けた|入力した|登録した|伝えた|書いた|教えた)"
    rf"(?:{any_of(data.PERSONAL_DATA_JA, data.DATA_JA, data.PARTICULARS_JA)})"
    r"(?:は|って|が)(?:その後|今|いま|結局)?(?:どう(?:なった|なって(?:い)?る|なりました|なって(?:い)?ます|され(?:た|て(?:い)?る)))"
    r"(?:の|ん)?(?:です|でしょう)?(?:か|かな)?(?:と(?:思って|気になって)[^。？?]{0,12})?[。？?\s]*$"
)
_LEAKS = re.compile(
    r"\b(?:leak\w*|stolen|hack\w*|breach\w*|spam|scam\w*|sold|delete[ds]?|cancel\w*|withdraw\w*"
    r"|after i (?:left|leave|quit))\b"
    r"|漏|洩|泄|流出|盗|黑客|诈骗|詐欺|退会|削除|删|注销|解約",
    re.IGNORECASE,
)
_KEPT_AND_USED = {
    "ja": "個人情報は何に使い、どのくらいの期間保管しますか",
    "en": "what is personal data used for and how long is it kept?",
    "zh": "个人信息用于什么目的，保存多久？",
}


def _asks_what_became(text: str) -> str | None:
    """The question what data is used for and how long it is kept, where somebody wonders what has become of what they
    gave: they speak of no leak."""
    told = text.strip().replace("’", "'")
    if _LEAKS.search(told):
        return None
    for tongue, words in (("en", _BECAME_EN), ("zh", _BECAME_ZH), ("ja", _BECAME_JA)):
        if words.search(told):
            return _KEPT_AND_USED[tongue]
    return None


def complains_outside(text: str) -> str | None:
    """The whole question, where somebody wishes to complain to an authority; None for all others."""
    return OUTSIDE.by(text)


def wants_it_safe(text: str) -> bool:
    """Whether data is to be looked after, and nothing else is said ("keep my data safe")."""
    return KEPT_SAFE.by(text.replace("’", "'")) is not None


def in_other_words(text: str) -> str | None:
    """The question as the search understands it; None where it is asked in ordinary words, or nothing is."""
    return (
        AGENTS_PAPERS.by(text)
        or REACHED.by(text)
        or complains_outside(text)
        or _asks_what_is_needed(text)
        or _asks_whence(text)
        or _asks_if_they_would_tell(text)
        or SENT_SAFELY.by(text)
        or KEPT_SAFE.by(text)
        or RESPONSIBLE.by(text)
        or CHARGED.by(text)
        or IN_TIME.by(text)
        or asks_who_sees(text)
        or asks_how_often(text)
        or asked_politely(text)
        or _asks_what_became(text)
    )


def asks_in_other_words(text: str) -> bool:
    """Whether it is such a question, and no wish, whatever it sounds like."""
    return in_other_words(text) is not None or asks_whether_passed_on(text)
