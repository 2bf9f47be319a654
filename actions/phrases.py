"""What the words of a message tell by themselves, whatever it is taken for. Pure."""

import re

_CHILD = r"(?:息子|娘|子ども|子供|こども|うちの子|長男|長女|次男|次女)"
_AGE = r"(?<!\d)(\d{2})\s*(?:歳|才|さい)"
_CHILDS_AGE = re.compile(rf"{_AGE}[^。、，はが\d]{{0,8}}{_CHILD}|{_CHILD}[^。！？!?\n\d]{{0,10}}{_AGE}")
_GROWN_UP = re.compile(
    rf"{_CHILD}[^。！？!?\n]{{0,12}}成人(?!後見)|成人(?:した|して(?:いる|る)|済み)[^。！？!?\n]{{0,6}}{_CHILD}"
    rf"|{_CHILD}[^。！？!?\n]{{0,8}}(?:社会人|大学生)|(?:社会人|大学生)の{_CHILD}"
)
_GUARDIAN = re.compile(r"後見")
MAJORITY = 18
"""Years. Civil Code (民法) article 4."""


def of_grown_up_child(text: str) -> bool:
    """Whether a parent speaks of a child who has come of age: they are no statutory agent any more. Besides the person
    themself may ask the statutory agent of a minor or of an adult under guardianship, and who has been mandated
    (Order for Enforcement of the APPI, 個人情報の保護に関する法律施行令, article 13)."""
    if _GUARDIAN.search(text):
        return False
    ages = [int(before or after) for before, after in _CHILDS_AGE.findall(text)]
    return all(age >= MAJORITY for age in ages) if ages else _GROWN_UP.search(text) is not None


_DECLINED = re.compile(
    r"(?:[^。！？!?\n]{0,8}とか|など|なんて|の話|のこと)?"
    r"(?:は?[、,]?\s*(?:もう|別に|今回は)?(?:いい(?:です|から|や|わ)(?![かね])|(?:結構|けっこう)です(?!か)|不要|(?:要|い)らな)"
    r"|(?:じゃ|では|で)な[いく]|[をは]?(?:しなくて|しません|する(?:つもり|気)は|したいわけ(?:では|じゃ)な))"
)


def declined_at(text: str, end: int) -> bool:
    """Whether what is named up to `end` is named only to say that it is not wanted (「開示じゃなくて」)."""
    return _DECLINED.match(text, end) is not None
