"""By what right somebody asks for another, where they say so in so many words (「弁護士です。依頼人の…」). Pure.

The dialogue model hears that another's data is wanted, and so a stranger. Who says that they were asked to, or are the
lawyer, the guardian or the parent of a minor, may ask (個人情報の保護に関する法律施行令, article 13); the papers
show it later. Narrow: a profession alone, or somebody else's errand, tells nothing.
"""

import re
from collections.abc import Mapping

from actions.vocabulary import AMBIGUOUS_REMOVE, REQUEST_TYPE_OF_INTENT
from actions.words.deceased import concerns_the_dead
from actions.words.phrases import of_grown_up_child
from desk.lexicon import data, oneself, people
from desk.lexicon.wordlist import any_of
from knowledge.vocabulary import Requester

_LONGEST = 200
"""Characters; who tells a longer story is read as a whole."""

_KNOWN_JA = any_of(
    people.RELATIVES_JA, people.FAMILY_JA, people.FRIENDS_JA, ("本人", "依頼者", "依頼人", "顧客", "お客様")
)
_KNOWN_EN = any_of(people.RELATIVES_EN, people.FRIENDS_EN, ("client",))
_KNOWN_ZH = any_of(
    people.RELATIVES_ZH, people.FRIENDS_ZH, ("客户", "当事人", "委托人", "叔叔", "阿姨", "舅舅", "姑姑")
)

_NO_ERRAND_EN = r"(?! (?:sign|register|open|join|find out|look into)\b)"
_ASKED_BY = (
    re.compile(
        rf"(?P<who>{_KNOWN_JA}){people.TITLE_JA}(?:本人)?(?:に|から)(?:の)?"
        r"(?:頼まれ(?:て|まし|た(?=の|ん|。))|(?:依頼|委任)(?:を受け|され)(?:て|まし|た(?=の|ん|。)))"
    ),
    re.compile(
        rf"\b(?:my|our) (?P<who>{_KNOWN_EN})(?: has| have)? (?:asked|authori[sz]ed|instructed|mandated) (?:me|us) to\b"
        rf"{_NO_ERRAND_EN}"
        rf"|\b(?:my|our) (?P<whom>{_KNOWN_EN}) wants (?:me|us) to\b{_NO_ERRAND_EN}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?:我的?)?(?P<who>{_KNOWN_ZH})(?:让|叫|请|托|拜托|委托|授权)我"
        "(?!来?(?:吃|喝|问|注册|把(?![他她])))"
    ),
)
_LAWYER = re.compile(
    rf"(?:{any_of(people.LAWYERS_JA)})(?:です(?!か)|として(?!登録)|をして|の者です|でございます)"
    rf"|\b(?:i am|i'm|as) (?:an?|his|her|their|the) (?:\w+ )?{any_of(people.LAWYERS_EN)}\b(?!')"
    r"|\b(?:i (?:represent|am representing)|i'm representing)\b"
    r"(?! (?:myself|(?:an? |the |my )?(?:\w+ )?(?:company|firm|business)))"
    rf"|我是(?:一?[名位个])?(?:他|她|{_KNOWN_ZH})?的?{any_of(people.LAWYERS_ZH)}(?!的)",
    re.IGNORECASE,
)
_CLIENT = re.compile(
    r"(?:依頼[人者]|クライアント|顧客)(?!として)|ご?本人の"
    r"|\bclients?\b|\brepresent(?:ing)?\b|\b(?:his|her|their) (?:lawyer|attorney|solicitor)\b"
    r"|客户|当事人|委托人|[他她]的",
    re.IGNORECASE,
)
_GUARDIAN = re.compile(
    r"(?:後見人|親権者)(?:です(?!か)|として(?!登録)|をして(?:い|お)|を務め|になって(?:い|おり)|に選任され)"
    r"|\b(?:i am|i'm) (?:the |a |an |his |her |their |my \w+'s )?(?:\w+ )?(?:legal |court[- ]appointed )?guardian\b"
    r"(?!'| (?:angel|reader|of the galaxy))"
    r"|\bas (?:the |his |her |their )?(?:legal )?guardian of\b"
    r"|我是[^，。？?！]{0,10}?(?:监护人|法定代理人)(?!的)|作为[^，。？?！]{0,10}?(?:监护人|法定代理人)",
    re.IGNORECASE,
)
_OF_A_MINOR = re.compile(
    rf"未成年の?(?:{any_of(people.CHILDREN_JA)}|子|お子さん)?(?:の)?(?:{any_of(people.PARENTS_JA)}|保護者)(?:です(?!か)|として|でして)"
    rf"|\b(?:i am|i'm) (?:the |a )?{any_of(people.PARENTS_EN)} of (?:a |an |the |my )?(?:minor|underage)\b"
    rf"|我是(?:一?[名位个])?未成年(?:人|孩子|{any_of(people.CHILDREN_ZH)})?的?(?:{any_of(people.PARENTS_ZH)}|家长)",
    re.IGNORECASE,
)
_NOT_SO = re.compile(
    r"(?:では|じゃ|で)(?:ない|あり?ません)|ませんが|もらえない|断[らり]|頼まれてい?(?:ない|ません)|でした|だった|元(?:弁護士|後見)"
    r"|\b(?:not|no longer|never|used to|was|without)\b|n't\b|不是|没有?(?:委托|授权|让)|以前是|曾经",
    re.IGNORECASE,
)
_NO_WISH = re.compile(
    r"頼まれて[^。]{0,12}(?:登録した|作[っり]|会員|買い物|入力し|申し込)|取り?扱い|方針|ポリシー|と名乗"
    r"|\bpolic(?:y|ies)\b|政策",
    re.IGNORECASE,
)
"""Another errand (「母に頼まれて登録した」), or how data is handled at all."""
_ANOTHERS_OFFICE = re.compile(
    rf"(?:{any_of(people.RELATIVES_JA, people.ACQUAINTED_JA)}){people.TITLE_JA}(?:は|が)[^。、]{{0,4}}"
    rf"(?:後見人|親権者|{any_of(people.LAWYERS_JA)})|(?:{any_of(oneself.I_JA)})の{any_of(people.LAWYERS_JA)}"
)
"""「息子は弁護士です」: the writer is none."""
_OF_A_THIRD = re.compile(
    r"相手方|(?:御社|貴社|そちら)の(?:顧客|お?客)"
    rf"|(?:依頼[人者]|クライアント|顧客)の(?:相手|{any_of(people.RELATIVES_JA, people.ACQUAINTED_JA)})"
    r"|\boppo(?:nent|sing)|\byour (?:clients?|customers?)\b|\bclients?'s? (?!own\b|personal\b)"
    rf"(?:debtors?|landlord|tenants?|employ\w+|{any_of(people.RELATIVES_EN, people.ACQUAINTED_EN)})\b"
    rf"|\b(?:his|her|their) (?:teacher|doctor|landlord|{any_of(people.ACQUAINTED_EN)})\b"
    rf"|对方|你们(?:公司)?的?客户|(?:客户|当事人|委托人)的?(?:{any_of(people.RELATIVES_ZH, people.ACQUAINTED_ZH)})",
    re.IGNORECASE,
)
"""Whom nobody represents who writes (「弁護士です。依頼人の相手方の情報を」)."""
_OWN_DATA = re.compile(
    rf"(?:{any_of(oneself.I_JA)})の"
    rf"(?:{any_of(data.DATA_JA, data.PERSONAL_DATA_JA, data.PARTICULARS_JA, data.ACCOUNTS_JA)})"
    rf"|\bmy (?:own |personal )*(?:{any_of(data.DATA_EN, data.PARTICULARS_EN, data.ACCOUNTS_EN)})\b"
    rf"|我(?:自己)?的?(?:个人)?(?:{any_of(data.DATA_ZH, data.PARTICULARS_ZH)})",
    re.IGNORECASE,
)
_OF_DATA = re.compile(
    any_of(data.DATA_JA, data.PERSONAL_DATA_JA, data.PARTICULARS_JA, data.REGISTERED_JA, data.ACCOUNTS_JA)
    + rf"|登録|\b(?:{any_of(data.DATA_EN, data.DETAILS_EN, data.PARTICULARS_EN, data.ACCOUNTS_EN)}|records?|files?)\b"
    + rf"|{any_of(data.DATA_ZH, data.PARTICULARS_ZH, data.ACCOUNTS_ZH)}",
    re.IGNORECASE,
)
"""Without it only a fact is told (「成年後見人です」), and nothing wished."""
_OTHERS = re.compile(
    rf"(?P<other>{any_of(people.RELATIVES_JA, people.ACQUAINTED_JA)}){people.TITLE_JA}の"
    rf"|\b(?:my|our|his|her|their) (?P<other_en>{any_of(people.RELATIVES_EN, people.ACQUAINTED_EN)})'s\b"
    rf"|\bof (?:my|our|his|her|their) (?P<other_of>{any_of(people.RELATIVES_EN, people.ACQUAINTED_EN)})\b"
    rf"|我?的?(?P<other_zh>{any_of(people.RELATIVES_ZH, people.ACQUAINTED_ZH)})的",
    re.IGNORECASE,
)
_ASKS_WHETHER = re.compile(
    r"(?:でき|出来|可能|いい|よい|必要|要り|いり)(?:ます|です|でしょう|る)?(?:の|ん)?(?:です)?か|ですか|[だの][?？]|なんで|なぜ"
    r"|^(?:can|may|do|does|is|are|what|how|which|why)\b|\b(?:can|may|do|must) (?:i|we)\b"
    r"|吗|什么|怎么|哪|能不能|可不可以|可以不",
    re.IGNORECASE,
)


def of_ones_own_data(text: str) -> bool:
    """Whether the writer's own data is named (「私の住所」, "my account")."""
    return _OWN_DATA.search(text.replace("’", "'")) is not None


_FOR_OTHERS_JA = any_of(people.RELATIVES_JA, people.FAMILY_JA, people.ACQUAINTED_JA)
_FOR_OTHERS_EN = any_of(people.RELATIVES_EN, people.ACQUAINTED_EN)
_FOR_THEMSELF = re.compile(
    rf"(?:{any_of(oneself.I_JA)})の(?!{_FOR_OTHERS_JA}|依頼|顧客|クライアント|担当|会社|代わり|かわり|代理|名前は)"
    rf"|(?:{any_of(oneself.I_JA)})(?:です|だ(?:よ|けど)?[。！!\s]*$|に関する|についての|に届|の?(?:もの|分))"
    r"|(?<!ご)本人(?!様|さま|確認|限定|の(?:代わり|代理)|に|から|が書)|当人|自身|名義人"
    rf"|\bmy (?!(?:\w+ )?(?:{_FOR_OTHERS_EN}|clients?|customers?|company|employer|power of attorney|letter|mandate"
    r"|name is)\b)|\b(?:mine|myself)\b"
    r"|\b(?:it'?s|it is|that'?s|that is|just|only|about|on|concerns?) me\b"
    r"|\bi(?:'m| am) the (?:data subject|account holder|holder|customer|person|owner|member|user|one concerned)\b(?!'s)"
    rf"|我(?:的|自己)(?!{any_of(people.RELATIVES_ZH, people.ACQUAINTED_ZH)}|客户|当事人|委托人)"
    rf"|自己的|是我(?![的妈爸]|{any_of(people.RELATIVES_ZH)})",
    re.IGNORECASE,
)


def asks_for_themself(text: str) -> bool:
    """Whether the writer says that they ask for themself, or for what is theirs: not who does so for another one
    (「私は長谷川様の…」, "my client's address", "send it to me")."""
    return _FOR_THEMSELF.search(text.replace("’", "'")) is not None


def told_right(text: str) -> Requester | None:
    """By what right somebody says that they ask for another; None where they do not, or only ask."""
    told = text.strip().replace("’", "'")
    if len(told) > _LONGEST or _NOT_SO.search(told) or _ASKS_WHETHER.search(told) or _OWN_DATA.search(told):
        return None
    if any(words.search(told) for words in (_NO_WISH, _ANOTHERS_OFFICE, _OF_A_THIRD)):
        return None
    if not _OF_DATA.search(told) or of_grown_up_child(told) or concerns_the_dead(told, of_another=True):
        return None
    if len(_others(told)) > 1:
        return None  # 「父の後見人です。母の情報を」
    if _GUARDIAN.search(told) or _OF_A_MINOR.search(told):
        return Requester.STATUTORY_AGENT
    if (_LAWYER.search(told) and _CLIENT.search(told)) or _was_asked(told):
        return Requester.VOLUNTARY_AGENT
    return None


def _was_asked(told: str) -> bool:
    """Whether the one concerned has asked the writer: an errand that is about a third one (「友人に頼まれて、隣人の…」)
    is none."""
    found = next(filter(None, (one.search(told) for one in _ASKED_BY)), None)
    if found is None:
        return False
    who = next(one for one in found.groups() if one).casefold()
    return _others(told) <= {who}


def _others(told: str) -> frozenset[str]:
    """Whose something is named."""
    return frozenset(
        next(one for one in other.groups() if one).casefold() for other in _OTHERS.finditer(told)
    )


_PERHAPS = 0.01
"""From this confidence on a wish is meant that is hidden behind the one for another's data."""


def meant_by_right(ranked: Mapping[str, float]) -> str:
    """What somebody wants who may ask, and was taken for one who may not: the likeliest request; else they tell only
    who they are, and the form asks what is wanted."""
    likely = {one: ranked.get(one, 0.0) for one in (AMBIGUOUS_REMOVE, *REQUEST_TYPE_OF_INTENT)}
    best = max(likely, key=lambda one: likely[one])
    return best if likely[best] >= _PERHAPS else "inform"
