"""What the words of a message tell by themselves, whatever it is taken for. Pure.

Each of these takes something away from the customer (a right that is named, a parent's standing), so that each is
narrow: what it does not know is asked.
"""

import re

_CHILD = r"(?:息子|娘|子ども|子供|こども|うちの子|長男|長女|次男|次女|儿子|女儿|兒子|女兒)"
_AGE = r"(?<!\d)(\d{2})\s*(?:歳|才|さい|岁|歲)"
_CHILDS_AGE = re.compile(rf"{_AGE}([^。、，はが\d]{{0,8}}){_CHILD}|{_CHILD}([^。！？!?\n\d]{{0,10}}){_AGE}")
_CHILDS_AGE_EN = re.compile(
    r"\b(\d{2})[- ]year[- ]old (?:son|daughter|child)\b|\b(?:son|daughter),? (?:who )?is (\d{2})\b",
    re.IGNORECASE,
)
_GROWN_UP = re.compile(
    rf"{_CHILD}(?:は|も|が)?(?:もう|すでに|既に)?成人(?:し(?:た|て(?!いま?せん|ない))|です|だ|済)|成人(?:した|している|済みの){_CHILD}"
    rf"|{_CHILD}(?:は|も)?(?:もう)?(?:社会人|大学生)(?:です|だ|で|な)|(?:社会人|大学生)の{_CHILD}"
)
_NOT_YET = re.compile(r"未満|以下|まで|まだ|未成|まえ|前に|になる|になり|後見|under|not yet")
_SOMEBODY_ELSE = re.compile(r"父|母|親|私|わたし|僕|祖|夫|妻")
_PARENTS_AGE = re.compile(rf"(?:父|母|親|祖[父母])[^。、，]{{0,4}}{_AGE}")
MAJORITY = 18
"""Years. Civil Code (民法) article 4."""


def of_grown_up_child(text: str) -> bool:
    """Whether a parent speaks of a child who has come of age: they are no statutory agent any more. Besides the person
    themself may ask the statutory agent of a minor or of an adult ward, and who has been mandated (Order for
    Enforcement of the APPI, 個人情報の保護に関する法律施行令, article 13)."""
    if _NOT_YET.search(text) or _PARENTS_AGE.search(text):
        return False
    ages = [int(one or two) for one, two in _CHILDS_AGE_EN.findall(text)]
    for before, between, behind, after in _CHILDS_AGE.findall(text):
        if not _SOMEBODY_ELSE.search(between + behind):
            ages.append(int(before or after))
    if ages:
        return all(age >= MAJORITY for age in ages)
    return _GROWN_UP.search(text) is not None


_DECLINED = re.compile(
    r"(?:請求)?(?:[^。！？!?\nの]{0,8}とか|など|なんて|の話)?は(?:もう|別に|今回は)?(?:いい|結構|けっこう)(?:です|や|わ|から)(?![かねよ])"
    r"|(?:請求)?は(?:もう|別に)?(?:不要|必要な(?:い|く)|必要ありません)(?:です|だ|なので|。|$)"
    r"|は(?:もう|別に)?(?:要|い)(?:りません|らない(?:です|ので|から|。|$))"
    r"|(?:とか)?(?:じゃ|では)なく(?!ては|ちゃ|とも)"
    r"|は?しなくて(?:も)?(?:いい|良い|大丈夫|結構)(?![かねよ])"
    r"|しないで(?:ください|下さい|ほしい)"
    r"|(?:の話)?は(?:もう)?なし(?:で|に)"
)


def declined_at(text: str, end: int) -> bool:
    """Whether what is named up to `end` is named only to say that it is not wanted (「開示じゃなくて」)."""
    return _DECLINED.match(text, end) is not None


_SOMEBODY = re.compile(
    r"の|さん|氏|様|人|者|夫|妻|父|母|親|息子|娘|兄|弟|姉|妹|友|彼|同僚|上司|部下|社員|隣|的|他|她|\b(?:his|her|their|my|of)\b|'s\b",
    re.IGNORECASE,
)


def speaks_of_somebody(text: str) -> bool:
    """Whether a person may be named as the one whose data is asked for. 「電話番号を教えてください」 names none."""
    return _SOMEBODY.search(text) is not None
