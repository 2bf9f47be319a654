"""Lines of a policy text: what each one is, judged by its form alone.

A policy arrives as plain text copied from a web page or PDF. Its lines are told apart by their marker
(`第1章`, `1.`, `1.1`, `(1)`, `1)`, `①`, `■`, `【】`, `[1]`, `<...>`, bullets, `※`) and by whether they could be a
heading: short, and no sentence. Nothing here knows any company.
"""

import re
import unicodedata
from dataclasses import dataclass

_HEADING_LENGTH = 48
_ROMAN = "ⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹ"
_KANJI_DIGITS = {c: n for n, c in enumerate("〇一二三四五六七八九")}

_CHAPTER = re.compile(
    r"第\s*([0-9０-９一二三四五六七八九十]+)\s*[章編部](?=[\s　:：（(]|$)|(?:Chapter|Part|Article)\s+(\d+)"
)
_ARTICLE = re.compile(r"第\s*([0-9０-９一二三四五六七八九十]+)\s*条(?=[\s　:：（(【]|$)")
_MARKERS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("decimal", re.compile(r"([0-9０-９]{1,2}(?:[.．][0-9０-９]{1,2})+)[.．]?(?=[\s　]|[^\d.．,%％])")),
    ("dot", re.compile(r"([0-9０-９]{1,2})[.．、](?![0-9０-９])")),
    ("paren", re.compile(r"[(（]([0-9０-９]{1,2})[)）]")),
    ("rparen", re.compile(r"([0-9０-９]{1,2})[)）]")),
    ("alpha", re.compile(r"[(（]([a-zａ-ｚ])[)）]")),
    ("alphadot", re.compile(r"([a-z])[.．)）](?=[\s　「])")),
    ("roman", re.compile(rf"[(（]?([{_ROMAN}])[)）.．]?")),
    ("circle", re.compile(r"([①-⑳])")),
    ("bracket", re.compile(r"\[(\d{1,2})\]|(\d{1,2})\]")),
    ("star", re.compile(r"[*＊](\d{1,2})(?=[\s　])")),
)
_BULLET = re.compile(r"[-‐–•・●○◦▪*＊](?=[\s　])|[•・●○◦▪](?=\S)")
_NOTE = re.compile(r"※|＊(?!\d)|\*(?=[^\s\d*])|[(（]※\d*")
_SYMBOL = re.compile(
    r"(?:[■◆▼◇□▶]\s*\S.*|【[^】]+】|[<＜〈][^<>＜＞]+(?:[(（].*[)）])?[>＞〉]|#{1,4}\s+\S.*)$"
)
_ENTITY = re.compile(
    r"株式会社|有限会社|合同会社|財団法人|社団法人|グル[ー-]プ会社$|代表取締役|取締役|〒|@|https?:|www\.|[\d０-９]{2,4}-[\d０-９]{2,4}"
    r"|(?:都|道|府|県).{1,20}(?:市|区|町|村)|丁目|\d番|(?:係|部|室|課|宛|行)$|\.(?:png|jpe?g|gif|pdf)$|Co\.|Inc\.|Ltd"
)
_DATED = re.compile(r"(?:19|20)\d\d\s*年|(?:平成|令和|昭和)\s*[\d元]+\s*年|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}")
_VERB_END = re.compile(r"(?:する|します|した|ます|ました|です|でした|いる|ある|ない|ください|下さい|こと)$")
_MAJOR = re.compile(
    r"(?:取扱い|取り扱い|取扱|利用目的|共同利用|窓口|ポリシー|方針|規程|規約|について|Policy|Notice)[)）]?$"
)
_FURNITURE = re.compile(r"(?:以\s*上|[-－\s\t|:]{3,}|ページトップへ.*|PAGE TOP)$", re.IGNORECASE)
_CLOSING = re.compile(
    r"以\s*上$|[(（].*現在[)）]$|(?:制定|改定|改訂|施行|最終改定)日?\s*[:：]?\s*(?=.*(?:年|\d))"
)


@dataclass(frozen=True)
class Line:
    """One line that is not blank; `start` and `end` bound its text without the white space around it."""

    start: int
    end: int
    text: str
    indent: int
    blank_before: bool
    family: str  # marker family, "bullet", "note", "symbol", "table", "chapter", "article" or "plain"
    number: int  # of the marker; 0 where there is none
    numbers: tuple[int, ...]  # of a decimal such as 1.2
    content: str  # the text after its markers
    bulleted: bool

    @property
    def numbered(self) -> bool:
        """Whether a number or letter leads the line."""
        return self.number > 0

    @property
    def furniture(self) -> bool:
        """Page furniture: says nothing about anything (以上, rules of a table)."""
        return bool(_FURNITURE.match(self.text))

    @property
    def closing(self) -> bool:
        """Ends a document: 以上, 制定 ..., (... 現在)."""
        return bool(_CLOSING.match(self.text))

    @property
    def entity(self) -> bool:
        """Names a company, a person in office, an address, a number or a file: body, never a heading."""
        return bool(_ENTITY.search(self.content))

    @property
    def sentence(self) -> bool:
        """Reads as a sentence, or as part of one."""
        return "。" in self.content or bool(_VERB_END.search(self.content)) or len(self.content) > 90

    @property
    def headinglike(self) -> bool:
        """Could be a heading: short, no sentence, no address, no enumeration."""
        text = self.content
        if not text or len(text) > _HEADING_LENGTH or self.sentence or _DATED.search(text):
            return False
        if self.family in ("plain", "note") and (self.entity or "](" in text):
            return False
        if self.family == "plain" and (text.count("、") >= 2 or (text[0] in "(（「" and text[-1] in ")）")):
            return text.count("、") < 2 and text[0] != "「" and "別紙" in text
        return text[-1] not in "。、,.:：;；」" or text.endswith("について")

    @property
    def major(self) -> bool:
        """A title of the kind that opens a part of its own."""
        return bool(_MAJOR.search(self.content))


def to_number(text: str) -> int:
    """The value of a marker's digits, kanji digits, circled, roman or Latin letter; 0 if it has none."""
    if text in _ROMAN:
        return _ROMAN.index(text) + 1
    plain = unicodedata.normalize("NFKC", text)
    if plain.isdecimal():
        return int(plain)
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


def _marker(text: str) -> tuple[str, tuple[int, ...], int]:
    """Family, numbers and length of the marker that leads `text`; ("", (), 0) without one."""
    for family, pattern in (("chapter", _CHAPTER), ("article", _ARTICLE), *_MARKERS):
        found = pattern.match(text)
        if found:
            digits = next(group for group in found.groups() if group)
            numbers = tuple(to_number(part) for part in re.split(r"[.．]", digits))
            return family, numbers, found.end()
    return "", (), 0


def _classify(text: str) -> tuple[str, tuple[int, ...], str, bool]:
    """Family, numbers, content, and whether a bullet leads the line."""
    if "\t" in text or re.match(r"<(?:table|tr|ul|li)\b", text):
        return "table", (), text, False
    if _SYMBOL.match(text):
        return "symbol", (), text.strip("■◆▼◇□▶【】<＜〈>＞〉# "), False
    rest, bulleted, family = text, False, ""
    numbers: tuple[int, ...] = ()
    while True:
        bullet = _BULLET.match(rest)
        if bullet:
            rest, bulleted = rest[bullet.end() :].lstrip(), True
            continue
        kind, found, length = _marker(rest)
        if not kind:
            break
        family, numbers, rest = kind, found, rest[length:].lstrip()
        if kind in ("chapter", "article", "decimal", "circle"):
            break
    if family:
        return family, numbers, rest, bulleted
    note = _NOTE.match(rest)
    if note:
        return "note", (), rest[note.end() :].lstrip(), bulleted
    return ("bullet" if bulleted else "plain"), (), rest, bulleted


def split_lines(text: str) -> list[Line]:
    """The lines of `text` that are not blank, classified, in order."""
    lines: list[Line] = []
    blank, at = True, 0
    for raw in text.splitlines(keepends=True):
        stripped = raw.strip()
        if stripped:
            start = at + raw.index(stripped)
            family, numbers, content, bulleted = _classify(stripped)
            lines.append(
                Line(
                    start=start,
                    end=start + len(stripped),
                    text=stripped,
                    indent=_width(raw[: start - at]),
                    blank_before=blank,
                    family=family,
                    number=numbers[-1] if numbers else 0,
                    numbers=numbers,
                    content=content,
                    bulleted=bulleted,
                )
            )
        blank = not stripped
        at += len(raw)
    return lines


def _width(space: str) -> int:
    return sum(2 if character == "　" else 1 for character in space)
