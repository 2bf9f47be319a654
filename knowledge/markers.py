"""Markers that lead a line: `第10条の2`, `第1　`, `Q1.`, `３の２．`, `1-1`, `(1)`, `①`, `Ⅱ.`, `ア`, and their order.

A marker has a family (its shape), numbers (several for `1.2` and `1-2`) and, for a number put between two others
when a text was amended (`第10条の2`, `３の２`), a branch. Nothing here knows any company.
"""

import re
import unicodedata
from dataclasses import dataclass

_ROMAN = "ⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹ"
_BIG_ROMAN = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ"
_LATIN_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_KANJI_DIGITS = {c: n for n, c in enumerate("〇一二三四五六七八九")}
_GOJUON = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホ"
_IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナ"

_DIGITS = r"[0-9０-９]"
_KANJI = r"[一二三四五六七八九十]"
_BRANCH = rf"((?:の(?:{_DIGITS}{{1,2}}|{_KANJI}{{1,2}}))*)"
# A number before one of these counts something: it is not a marker. But each of them also begins words of headings
# (個人情報, 本人確認, 回答, 通知, 日本国内): then it counts nothing.
_UNITS = (
    r"(?:年(?!齢|金)|月|日(?!本)|時(?!効|点)|分(?!析|類|野)|秒|名(?!称|前|簿)|人(?!事|材|種|権|命|格)|件(?!名)|点(?!検)"
    r"|通(?!知|信|話|報|勤|販|学)|回(?!答|収|線)|円(?!滑)|%|％|歳|か|個(?!人|別|々)|本(?!人|規|方針|書|学|社|店|会|院|サ|ア|ポ|プ|ウ)"
    r"|枚|種(?!類|別)|項(?!目)|号|条(?!件|例)|章|週|間(?!接)|以|営(?!業(?!日))|万|億|千"
    r"|(?:years?|months?|weeks?|days?|hours?|minutes?|yen)\b)"
)
# After 第3条（...） a particle makes the line part of a sentence that speaks of the article.
_NO_PARTICLE = r"(?!(?:[（(][^）)]*[）)])?[\s　]*(?:に(?!関|つ)|の|を|で|と|及|又|から|並))"

_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "chapter",
        re.compile(rf"第\s*({_DIGITS}+|{_KANJI}+)\s*[章編部節](?=[\s　:：（(]|$)|(?:Chapter|Part)\s+(\d+)"),
    ),
    (
        "question",
        re.compile(
            rf"[QＱ]\s?({_DIGITS}{{1,3}})[.．:：、)）]?|問\s?({_DIGITS}{{1,3}})[.．:：、)）]?(?=[\s　]|\S)"
        ),
    ),
    ("answer", re.compile(rf"[AＡ]\s?({_DIGITS}{{1,3}})[.．:：、)）]")),
    ("question", re.compile(r"([QＱ])(?:[.．:：、]|　|\s(?=[^\x00-\x7f]))")),
    ("article", re.compile(r"Article\s+(\d+)[.:]?(?=(?:\s+[A-Z(（\[][^\n]{0,90})?$)")),
    ("article", re.compile(rf"第\s*({_DIGITS}+|{_KANJI}+)\s*条{_BRANCH}(?=[\s　:：（(【]|$){_NO_PARTICLE}")),
    (
        "article",
        re.compile(
            rf"第\s*({_DIGITS}{{1,2}})(?=　|[ \t]+)(?!\s*{_UNITS})(?!.*(?:ビル|棟|号館)){_NO_PARTICLE}"
        ),
    ),
    (
        "decimal",
        re.compile(
            rf"({_DIGITS}{{1,2}}(?:[.．]{_DIGITS}{{1,2}})+)[.．]?(?=[\s　]|[^\d０-９.．,%％倍割万億兆円歳])"
        ),
    ),
    ("decimal", re.compile(rf"({_DIGITS}{{1,2}}[-－‐–]{_DIGITS}{{1,2}})[.．]?(?=[\s　][^\d０-９])")),
    ("dot", re.compile(rf"({_DIGITS}{{1,2}}){_BRANCH}[.．、](?!{_DIGITS})")),
    ("paren", re.compile(rf"[(（]({_DIGITS}{{1,2}}){_BRANCH}[)）]")),
    ("rparen", re.compile(rf"({_DIGITS}{{1,2}})[)）]")),
    ("bigroman", re.compile(rf"([{_BIG_ROMAN}])[.．、]?(?=[\s　]|[^\s])")),
    ("bigroman", re.compile(r"(I{1,3}|IV|VI{0,3}|IX|X)[.．](?=[\s　])")),
    ("roman", re.compile(r"[(（](i{1,3}|iv|vi{0,3}|ix|x)[)）]")),
    ("alpha", re.compile(r"[(（]([a-zａ-ｚ])[)）]")),
    ("bigalpha", re.compile(r"[(（]([A-ZＡ-Ｚ])[)）]")),
    ("alphadot", re.compile(r"([a-z])[.．)）](?=[\s　「])|([ａ-ｚ])[．）]")),
    ("upper", re.compile(r"([A-Z])[.．)）](?=[\s　「])|([Ａ-Ｚ])[．）]")),
    ("roman", re.compile(rf"[(（]?([{_ROMAN}])[)）.．]?")),
    ("paren", re.compile(r"([⑴-⒇])")),
    ("circle", re.compile(r"([①-⑳❶-❿➀-➉➊-➓])")),
    ("bracket", re.compile(r"\[(\d{1,2})\]|(\d{1,2})\]")),
    ("star", re.compile(r"[*＊](\d{1,2})(?=[\s　])")),
    ("kanaparen", re.compile(r"[(（]([ア-ヲ])[)）]")),
    ("kana", re.compile(r"([ア-ヲ])(?=　|[.．、)）]|[ \t]+\S)[.．、)）]?")),
    ("kanjiparen", re.compile(rf"[(（]({_KANJI}{{1,2}})[)）]")),
    ("kanji", re.compile(rf"({_KANJI}{{1,2}}){_BRANCH}(?:[、．.]|(?=　))")),
    ("bare", re.compile(rf"({_DIGITS}{{1,2}})(?:　|[ \t]+)(?!{_UNITS})(?=[^\d０-９\s　|｜/])")),
)

TOP_FAMILIES = ("dot", "article", "bare", "bigroman", "kanji")
"""Families that number the sections of a whole document."""
KANA_FAMILIES = ("kana", "kanaparen")


@dataclass(frozen=True)
class Marker:
    """What leads a line; an empty `family` says that nothing does. `length` counts its characters."""

    family: str = ""
    numbers: tuple[int, ...] = ()
    branch: tuple[int, ...] = ()
    length: int = 0
    letter: str = ""


def read_marker(text: str) -> Marker:
    """The marker at the very beginning of `text`."""
    for family, pattern in _PATTERNS:
        found = pattern.match(text)
        if found is None:
            continue
        groups = [group for group in found.groups() if group]
        digits = groups[0]
        branch: tuple[int, ...] = ()
        if len(groups) > 1 and groups[1].startswith("の"):
            branch = tuple(to_number(part) for part in groups[1].split("の") if part)
        numbers = tuple(to_number(part) for part in re.split(r"[.．\-－‐–]", digits))
        if family == "bigroman":
            numbers = (_big_roman(digits),)
        elif family == "roman" and digits.isascii():
            numbers = (_LATIN_ROMAN.index(digits.upper()) + 1,)
        elif family == "question" and not digits.isdecimal():
            numbers = (1,)  # every question is the first where none has a number
        return Marker(family, numbers, branch, found.end(), digits if family in KANA_FAMILIES else "")
    return Marker()


def to_number(text: str) -> int:
    """The value of a marker's digits, kanji digits, circled, roman, Latin letter or kana; 0 if it has none."""
    if text in _ROMAN:
        return _ROMAN.index(text) + 1
    if len(text) == 1 and text in _GOJUON:
        return _GOJUON.index(text) + 1
    plain = unicodedata.normalize("NFKC", text)
    if plain.isdecimal():
        return int(plain)
    if len(text) == 1 and unicodedata.category(text) == "No":  # ①, ⑴, ❶
        return int(unicodedata.numeric(text))
    if len(plain) == 1 and plain.isascii() and plain.isalpha():
        return ord(plain.lower()) - ord("a") + 1
    total, digit = 0, 0
    for character in plain:
        if character == "十":
            total, digit = total + max(digit, 1) * 10, 0
        elif character in _KANJI_DIGITS:
            digit = _KANJI_DIGITS[character]
        else:
            return 0
    return total + digit


def kana_number(letter: str, before: tuple[str, int] | None) -> tuple[str, int]:
    """The order (`gojuon`: アイウ, `iroha`: イロハ) and number of a kana marker, given those of the one before.

    `イ` is the second letter of the one order and the first of the other: what came before decides.
    """
    orders = {"gojuon": _GOJUON.find(letter) + 1, "iroha": _IROHA.find(letter) + 1}
    if before is not None and orders[before[0]] == before[1] + 1:
        return before[0], orders[before[0]]
    if orders["iroha"] == 1:
        return "iroha", 1
    return ("gojuon", orders["gojuon"]) if orders["gojuon"] else ("iroha", orders["iroha"])


def succeeds(number: int, branch: tuple[int, ...], before: int, before_branch: tuple[int, ...] = ()) -> bool:
    """Whether a number comes next: 4 after 3 and after 3の2, 3の2 after 3, 3の3 after 3の2."""
    if not branch:
        return number == before + 1
    if number != before:
        return False
    if not before_branch:
        return True
    return (branch[:-1] == before_branch[:-1] and branch[-1] == before_branch[-1] + 1) or (
        len(branch) > len(before_branch) and branch[: len(before_branch)] == before_branch
    )


def _big_roman(text: str) -> int:
    return _BIG_ROMAN.index(text) + 1 if text in _BIG_ROMAN else _LATIN_ROMAN.index(text) + 1
