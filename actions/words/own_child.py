"""A parent speaks of their child at school age: "My son's in grade 6", 「我儿子上小学」. Pure.

For a minor the parent asks (Civil Code 818, 824; Order for Enforcement of the APPI 13): nobody is turned away for it,
and what is said to be wrong of the child is the parent's wish for a correction.
"""

import re

from desk.lexicon import data, oneself, people
from desk.lexicon.wordlist import any_of

_CHILD_EN = any_of(people.CHILDREN_EN, ("kid", "boy", "girl", "little one", "stepson", "stepdaughter"))
_ORDINAL_EN = (
    r"(?:1st|2nd|3rd|[4-9]th|1[01]th|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)"
)
_CHILDREN_EN = rf"(?:{_CHILD_EN}s?|children|twins)"
_WORKS_EN = (
    r"(?![^.!?]{0,20}\b(?:teach\w*|works?|working|job|staff|manage\w*|employ\w*|as an? (?!pupil|student)))"
)
"""Who works at a school is no pupil of it."""
_CHILD_JA = any_of(people.CHILDREN_JA)
_CHILD_ZH = any_of(people.CHILDREN_ZH)
_SCHOOL_ZH = r"(?:小学|小學|幼儿园|幼兒園|托儿所|初中|中学|中學|[一二三四五六]年级|初[一二三])"
_SCHOOL_JA = (
    r"(?:小学生|中学生|小学校?[1-6１-６一二三四五六]年|中学校?[1-3１-３一二三]年|小[1-6１-６](?=で)"
    r"|幼稚園|保育園|未成年)"
)
_AT_WORK_JA = r"(?!は(?:ない|なく|あり)|も(?:ない|なく|あり)|働|勤|仕事|先生|教|保育士|転|卒|パート|バイト)"
_AT_WORK_ZH = r"(?!老师|教师|毕业|校长|当|教|工作|上班|做|任|就职|实习|的(?!学生|孩子)|时|那)"
_AT_SCHOOL = re.compile(
    rf"\bmy (?:\w+ )?{_CHILDREN_EN}(?:,? who)?(?:'s| is| are)?,? (?:both |all )?(?:still |only |just |currently )?"
    rf"(?:(?:in|at|attends|goes to) "
    rf"(?:the )?(?:grade (?:[1-9]|1[01])|year (?:[1-9]|10)|{_ORDINAL_EN} grade"
    r"|(?:primary|elementary|junior high)(?: school)?|(?:middle|nursery) school|kindergarten|nursery|pre-?school"
    rf"|day ?care)\b(?! of\b){_WORKS_EN}"
    rf"|an? (?:(?:primary|elementary|middle|junior high|nursery)(?: school)? (?:pupil|student|kid|boy|girl|child)"
    rf"|{_ORDINAL_EN}[- ]grader|kindergart[e]?ner)\b"
    r"|(?:under ?age|a toddler|a minor(?! (?!and|so|but|still|under|in|at|who|he|she|by|with|please|i|his|her)\w))\b)"
    rf"|\bmy (?:kindergartener|toddler|{_ORDINAL_EN}[- ]grader|(?:under ?age|minor|newborn|baby) {_CHILD_EN})\b"
    rf"|{_CHILD_JA}(?:は|が)(?:まだ)?{_SCHOOL_JA}(?:なの|です|だ|で{_AT_WORK_JA}|に通(?!勤))"
    rf"|{_CHILD_JA}(?:は|が)(?:まだ)?(?:小学校|中学校)に(?:通(?!勤)|入学|行って)"
    rf"|(?:小学校?[1-6１-６一二三四五六]年|中学校?[1-3１-３一二三]年|小[1-6１-６]|年[少中長])の{_CHILD_JA}"
    rf"|我(?:的|家)?{_CHILD_ZH}(?:今年|现在|还|才|正|刚|在|上|读|念|是)*(?:上|读|念|在|是)(?:的是)?{_SCHOOL_ZH}{_AT_WORK_ZH}"
    rf"|我(?:那个|的)?(?:上|读|念|在){_SCHOOL_ZH}的{_CHILD_ZH}",
    re.IGNORECASE,
)


def at_school(text: str) -> bool:
    """Whether a child of the writer's is said to be of an age at which nobody is grown up."""
    return _AT_SCHOOL.search(text.replace("’", "'")) is not None


_OF_THE_CHILD = re.compile(
    r"\b(?:his|her|their|hers|theirs)\b|\b(?:for|of|about|on) (?:him|her|them)\b"
    rf"|\b(?:{_CHILD_EN}|old|grader|toddler)'s (?!in\b|been\b|got\b|at\b|an?\b|only\b|just\b|\d)"
    rf"|{_CHILD_JA}の|(?:他|她|{_CHILD_ZH})的",
    re.IGNORECASE,
)
_NOT_OF_THE_CHILD = re.compile(
    rf"\bmy (?:own |personal )*(?:{any_of(data.DATA_EN, data.DETAILS_EN, data.PARTICULARS_EN, data.ACCOUNTS_EN)})\b"
    rf"|\b(?:teacher|classmate|coach|{any_of(people.ACQUAINTED_EN, people.ADULT_RELATIVES_EN)}"
    rf"|step-?{any_of(people.PARENTS_EN)})(?:s|'s)?\b"
    rf"|{_CHILD_JA}の{any_of(people.ADULT_RELATIVES_JA)}"
    rf"|(?:{any_of(oneself.I_JA)})の(?:{any_of(data.DATA_JA, data.PARTICULARS_JA, data.ACCOUNTS_JA)})"
    rf"|{any_of(people.ACQUAINTED_JA)}|先生|担任|同級生"
    rf"|我(?:自己|本人)?的(?:个人)?(?:{any_of(data.DATA_ZH, data.PARTICULARS_ZH, data.ACCOUNTS_ZH)})"
    rf"|{any_of(people.ACQUAINTED_ZH)}|老师|同学",
    re.IGNORECASE,
)
"""The writer's own data, or a third one's."""


def of_the_childs(text: str) -> bool:
    """Whether what a parent speaks of is their child's, and neither their own nor a third one's."""
    told = text.replace("’", "'")
    return _OF_THE_CHILD.search(told) is not None and _NOT_OF_THE_CHILD.search(told) is None


_KIND_EN = any_of(data.BIRTHDATES_EN, data.PARTICULARS_EN, data.DETAILS_EN, data.DATA_EN)
_WRONG_EN = (
    r"(?:(?:spel(?:t|led) )?wrong|incorrect|misspel(?:t|led)|out ?dated|out of date|not (?:right|correct))"
)
_WRONG = re.compile(
    rf"\b(?:{_KIND_EN})\b[^.?!,]{{0,40}} (?:is|are) (?:all |still |completely |also )?{_WRONG_EN}\b"
    rf"|\b(?:have|got|wrote|put|spelt|spelled) (?:his|her|their) (?:{_KIND_EN}) (?:down )?(?:wrong|incorrectly)\b"
    rf"|\bthe wrong (?:{_KIND_EN}) for (?:him|her|them)\b"
    rf"|(?:生日|{any_of(data.PARTICULARS_ZH, data.DATA_ZH)})[^，。？?！]{{0,4}}"
    r"(?:错了|是错的|写错|登错|不对(?!称)|有误)"
    rf"|(?:{any_of(data.PARTICULARS_JA, data.DATA_JA)})(?:の(?:漢字|読み方?|表記))?(?:が|は|も)(?:違|間違|まちが|誤)",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"^(?:why|how|what|where|who|when)\b|\bwhat if\b|\bif (?:his|her|the|my)\b"
    r"|\b(?:wrong|incorrect|right|correct)\s?\?|^is it\b|\b(?:don't|do not) think\b"
    r"|怎么|如果|要是|吗[？?。\s]*$|どう|場合|たら|か[?？。\s]*$|違わ|違い(?:は|が|も)?(?:な[いく]|あり?ません)|確認|確かめ",
    re.IGNORECASE,
)


def tells_of_wrong_data(text: str) -> bool:
    """Whether something registered is said to be wrong, whoever it belongs to; a case that is supposed is none."""
    told = text.strip().replace("’", "'")
    return _WRONG.search(told) is not None and _ASKS.search(told) is None


_PARENT_EN = any_of(people.PARENTS_EN, ("guardian", "mummy", "daddy"))
_GUARDIANS_JA = ("保護者", "親権者")
_SAYS_PARENT = re.compile(
    r"^(?:(?:well|yes|yeah|but|ok(?:ay)?|oh|sorry|so|and)[,.]?\s+){0,2}(?:i'm|i am) (?:his|her|their|the child's) "
    rf"(?:legal )?(?:{_PARENT_EN})(?=[,.!]|\s+(?:so|and|but)\b|\s*$)"
    rf"|^(?:はい、?|あの、?|えっと、?)?(?:(?:(?:{any_of(oneself.I_JA)})(?:は|が)(?:その子|この子|{_CHILD_JA})?(?:の)?"
    rf"|[こそ]の子の){any_of(people.PARENTS_JA, _GUARDIANS_JA)}|{any_of(_GUARDIANS_JA)})"
    r"(?:です|だ|な)(?:ので|から|んですが|けど|。)"
    rf"|^(?:是的?，?)?我(?:就)?是(?:他|她|孩子|{_CHILD_ZH})的?(?:{any_of(people.PARENTS_ZH)}|妈|爸|家长|监护人)(?:[，,。！\s]|$)",
    re.IGNORECASE,
)
_DECLINES = re.compile(
    r"\b(?:not|no longer|never)\b|n't\b|不|没|ない|ません"
    r"|\b(?:died|dead|passed|late|adult|grown|in[- ]law)\b|義[父母両]|亡く|死|去世|过世|走了|成年|成人|大人"
    r"|\b(?:he|she|they)(?:'s|'re| is| are)? (?:already |now |over )?(?:1[89]|[2-9]\d)\b|\b(?:1[89]|[2-9]\d)[- ]years?"
    r"|(?:1[89]|[2-9]\d|二十|三十)\s?(?:歳|才|岁|歲)",
    re.IGNORECASE,
)
"""A no, a death, and who is grown up: there a parent may not ask by that alone."""


def begins_as_parent(text: str) -> bool:
    """Whether somebody says that they are the parent of the one spoken of, and goes on ("I'm his mum, so I suppose
    I'm the one who has to ask")."""
    told = text.strip().replace("’", "'")
    return _SAYS_PARENT.match(told) is not None and _DECLINES.search(told) is None
