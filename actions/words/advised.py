"""Somebody advises the writer (「弁護士に言われて」, "my solicitor says"): who asks is the writer all the same. Pure.

The dialogue model hears a lawyer or a relative, and so an agent. A lawyer who writes (「弁護士の久保田と申します」)
is one, and who speaks of another's data may be; so may who tells what a relative wants (「妻が退会したいと言うので」).
"""

import re

from desk.lexicon import oneself, people
from desk.lexicon.wordlist import any_of

_WHO_JA = any_of(people.RELATIVES_JA, people.FAMILY_JA, people.LAWYERS_JA, people.ACQUAINTED_JA)
WHO_EN = any_of(people.RELATIVES_EN, people.LAWYERS_EN, people.ACQUAINTED_EN)
_WHO_ZH = any_of(people.RELATIVES_ZH, people.LAWYERS_ZH, people.ACQUAINTED_ZH)
BY_JA = rf"(?:{any_of(oneself.I_JA)}の|知り合いの|顧問)?{_WHO_JA}{people.TITLE_JA}(?:の先生)?"
ADVISES_EN = (
    r"(?:says?|said|thinks?|thought|reckons?|insists?|warned|warns|recommends?|recommended|advises?|advised|suggests?"
    r"|suggested|tells|told)"
)

TOLD_JA = (
    rf"{BY_JA}(?:(?:に|から)(?:は)?(?:そう)?(?:言われ|いわれ|聞い|勧められ|すすめられ|止められ|助言され|相談し|相談中|アドバイスされ)"
    r"|から[、\s]?(?=[^。、]{0,24}(?:と|って|よう(?:に)?)(?:言|い)われ)"
    r"|(?:が|は|も)(?:[言い]うには|[言い]っていて|[言い]うので|[言い]うから|[言い]うし|勧めるので|勧めてい)|によると|によれば"
    r"|(?:が|は|に|から)[、\s]?(?=[^。、]{0,24}(?:と|って)(?:[言い]|指示|助言|アドバイス|勧め|すすめ)))"
)
TOLD_EN = (
    rf"(?:\b(?:my|our|the|a) (?:\w+ )?|^){WHO_EN}(?: has| have| just| always| now){{0,2}} {ADVISES_EN}"
    r"(?: (?:to )?(?:me|us))?\b"
)
TOLD_ZH = (
    rf"(?:我的?|我们的?)?{_WHO_ZH}(?:刚才|刚刚|也|都|跟我|对我|和我)*"
    r"(?:说|讲|建议|认为|觉得|告诉我|劝我|提醒我)(?:我)?"
)

_ADVICE_EN = r"(?:advice|suggestion|recommendation)"
_ON_ADVICE = (
    rf"{BY_JA}の(?:アドバイス|助言|お?勧め|すすめ)(?:で|に(?:従|より|よっ)|があ|を受け)"
    rf"|\b(?:according to|on the {_ADVICE_EN} of|advised by|told by) (?:my|our|the|a) (?:\w+ )?{WHO_EN}\b"
    rf"|\ba {WHO_EN} of mine(?: has| have| just)? {ADVISES_EN}\b|\bmy (?:\w+ )?{WHO_EN}'s {_ADVICE_EN}\b"
)
_ADVISED = re.compile("|".join((TOLD_JA, TOLD_EN, TOLD_ZH, _ON_ADVICE)), re.IGNORECASE)
_ACTS = re.compile(
    rf"代理|代行|委任|(?<!私)本人の|依頼[人者を]|代わ|かわり(?:に|の)|頼まれ|{any_of(people.LAWYERS_JA)}(?:です|の[^、。にが]{{1,8}}(?:です|と申|と言い)|として)"
    rf"|{_WHO_JA}{people.TITLE_JA}の(?!先生|アドバイス|助言|お?勧め|すすめ|{any_of(people.LAWYERS_JA)})"
    rf"|{_WHO_JA}{people.TITLE_JA}(?:が|は|から)[^。]{{0,24}}?"
    r"(?:たが(?:って|る)|(?:たい|て(?:ほしい|欲しい|くれ|もらいたい))(?:と|って)(?:[言い]|の?こと))"
    r"|\b(?:behalf|agents?|represent\w*|mandate|attorney for|(?:for|of) (?:him|them)|his|hers?|theirs?|asked me to"
    r"|for (?:my|the|our) (?:company|firm|employer))\b"
    rf"|\bmy {WHO_EN}'s\b(?! {_ADVICE_EN})"
    rf"|\b{ADVISES_EN}(?: to me| me| us)?(?: that)? (?:s?he\b|they (?:want|wish|would like|'?d like))"
    rf"|\bi(?: am|'m) (?:an? |the )?(?:\w+ )?{any_of(people.LAWYERS_EN)}\b"
    rf"|代理|委托|替(?:他|她|{_WHO_ZH})|帮(?:他|她|我?{_WHO_ZH})|[他她]的|{_WHO_ZH}的|(?:说|讲|告诉我)[，,]?(?:[他她]|(?:也|很)?想(?!.{{0,12}}的话))|我是[^，。]{{0,6}}{any_of(people.LAWYERS_ZH)}",
    re.IGNORECASE,
)
"""Somebody acts for another, or it is another's data."""


def acts_for_another(text: str) -> bool:
    """Whether something says that the writer acts for somebody, or that it is another's data."""
    return _ACTS.search(text) is not None


def is_advised(text: str) -> bool:
    """Whether somebody has told the writer what to do, and nothing says that the writer acts for anybody."""
    told = text.strip().replace("’", "'")
    return _ADVISED.search(told) is not None and not acts_for_another(told)


def without_adviser(text: str) -> str:
    """The text without who advised: whoever the rest names is meant by it (「弁護士に言われたので、父も消して」)."""
    return _ADVISED.sub("", text)
