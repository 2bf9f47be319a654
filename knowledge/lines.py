"""Lines of a policy text: what each one is, judged by its form alone.

A policy arrives as plain text copied from a web page or PDF. Its lines are told apart by their marker
(`knowledge.markers`), by symbols (`■`, `【】`, `《》`, `<...>`, bullets, `※`) and by whether they could be a heading:
short, and no sentence. A heading with its sentence on the same line (`第1条（目的）　当社は、...`) is two lines here.
Nothing here knows any company.
"""

import re
from dataclasses import dataclass, replace

from knowledge.layout import columned, columns, framed, indented, listed, marked, page_number, rank, ruled
from knowledge.markers import KANA_FAMILIES, kana_number, read_marker
from knowledge.markup import ANY_TAG, LINKS, TAG, broken, whole_rows, without_entities

_HEADING_LENGTH = 48
_LATIN_HEADING_LENGTH = 100  # a Latin letter is half as wide, and says half as much
_PLAIN_LATIN_HEADING_LENGTH = 70
_LONGEST, _LONGEST_LATIN = 90, 120  # a longer line is a sentence, or a part of one
# A text whose widest line is between these was broken by the width of a page (in columns, see `columns`).
_PAGE_COLUMNS = (60, 120)
_NOTICES, _LONG_LINE, _MOSTLY = 4, 40, 0.8  # so many lines, so long, such a part of them: a notice board
_FULL_LINE = 0.85  # a line at least this part of the page's width may be broken by it

_BULLET = re.compile(r"[-‐–•・●○◦▪*＊](?=[\s　])|[•・●○◦▪](?=\S)")
_NOTE = re.compile(r"※|＊(?!\d)|\*(?=[^\s\d*])|[(（]※\d*")
_SYMBOL = re.compile(
    r"(?:[■◆▼◇□▶★☆◎▽△▲]\s*\S.*|【[^】]+】|《[^》]+》|〔[^〕]+〕|[<＜〈][^<>＜＞]+(?:[(（].*[)）])?[>＞〉]|#{1,4}\s+\S.*"
    # a numbered bracket may be followed by the heading itself: 【その1】第三者への提供
    r"|【[^】0-9０-９一-十]{0,4}[0-9０-９一二三四五六七八九十]{1,2}】\s*[^\s。〒@]{2,40})$"
)
_SYMBOL_MARKS = "■◆▼◇□▶★☆◎▽△▲【】《》〔〕<＜〈>＞〉# "
_HTML_HEADING = re.compile(r"<h[1-6](?:\s[^<>]*)?>(.*?)(?:</h[1-6]>)?$", re.IGNORECASE)
_BOLD = re.compile(r"(\*\*|__)(?=\S)((?:(?!\1).)+?)\1$")
_ENTITY = re.compile(
    r"株式会社|有限会社|合同会社|財団法人|社団法人|(?:学校|医療|福祉|宗教|農業|活動)法人|グル[ー-]プ会社$|代表取締役|取締役|〒|@"
    r"|https?:|www\.|[\d０-９]{2,4}[-－][\d０-９]{2,4}|[\d０-９]{1,2}[:：][\d０-９]{2}(?![\d０-９])"
    r"|[市区町村郡][^、。]{0,20}[\d０-９][-－‐][\d０-９]|第?[\d０-９]{5,}号|(?:都|道|府|県).{1,20}(?:市|区|町|村)|丁目|[\d０-９]番"
    r"|(?:係|部|室|課|宛|行|信用金庫|信用組合|協同組合|銀行|担当)$|\.(?:png|jpe?g|gif|pdf)$|Co\.|Inc\.|Ltd"
    r"|^(?:理事長|学長|学園長|校長|院長|頭取|社長|会長|所長|代表|市長|町長|村長|知事)[\s　]"
)
# A line of an address in Latin letters: 12 Anchor Street, 2-20 Minato-machi, Port Vale PV1 2AB.
_LATIN_ADDRESS = re.compile(
    r"\d[\w/-]*,? [A-Z][\w .'’-]{0,40}\b(?:Street|St\.|Road|Rd\.|Lane|Avenue|Ave\.|Quay|Square|Building)(?:,|$)"
    r"|\d[^a-z]{0,6}[A-Z][a-z]+-(?:machi|cho|ku|shi)\b|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}$|(?:Limited|K\.K\.|GmbH|LLC)$"
    r"|^(?:Tel(?:ephone)?|TEL|Phone|Fax|FAX)\b\.?:?\s*[\d+(]"
)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DATED = re.compile(
    r"(?:19|20)\d\d\s*年|(?:平成|令和|昭和)\s*[\d元]+\s*年|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}"
    rf"|\b{_MONTH} \d{{1,2}},? (?:19|20)\d\d|\b\d{{1,2}} {_MONTH} (?:19|20)\d\d"
)
_VERB_END = re.compile(
    r"(?:する|します|した|ます|ました|です|でした|いる|ある|ない|ません|ください|下さい)$|.{16}こと$"
)
_MAJOR = re.compile(
    r"(?:取扱い|取り扱い|取扱|利用目的|共同利用|窓口|ポリシー|方針|規程|規約|について|Policy|Notice)[)）]?$"
)
_FURNITURE = re.compile(
    r"(?:以[\s　]*上|記|[-－\s　\t|:]{3,}|[―─━＊*=＝_〜~…・◆◇■□☆★-]{3,}|.*ページトップへ.*|PAGE TOP"
    r"|[≪<＜«▲↑←]?\s*(?:前のページ|トップ|TOP|ホーム|一覧)(?:ページ)?(?:へ|に)?戻る.*"
    r"|[≪<＜«▲△↑←]?\s*(?:この)?ページの?(?:先頭|上部|最上部|トップ|TOP)(?:へ|に)?(?:戻る|移動)?"
    r"|(?:Copyright|©|[(（]c[)）]\s*\d{4}).*|.*All Rights Reserved.*"
    r"|[┌├└┏┣┗][─━]+[┐┤┘┓┫┛]|\+[-=]{2,}\+|[-－–]\s*\d{1,3}\s*[-－–]|\d{1,3}\s*/\s*\d{1,3}(?:\s*ページ)?)$",
    re.IGNORECASE,
)
# A row of a table: tags of one, several items of a list, cells between bars, a border that is drawn.
_TABLED = re.compile(
    r"<(?:table|tr|td|th)\b|(?:<ul\b.*)?<li\b.*<li\b|\|.*\|$|[│┃┌├└┏┣┗].*[│┃┐┤┘┓┫┛]$|\+(?:[-=]{2,}\+){2,}$",
    re.IGNORECASE,
)
_PARTED = re.compile(r"\S[\s　]*[｜|＞>»›/][\s　]*(?=\S)")  # between two links of a row
_LISTED = re.compile(r"(?:<(?:ul|ol)\b[^<>]*>\s*)*<li\b[^<>]*>", re.IGNORECASE)
_SEPARATOR = re.compile(r"[―─━＊*=＝_〜~◆◇■□☆★]{3,}$|-{5,}$")
_CLOSING = re.compile(
    r"以[\s　]*上$|[(（].*現在[)）]$|(?:(?:19|20)\d\d|２０[０-９]{2}|(?:平成|令和)\s*[\d０-９元]+)\s*年[^。]{0,12}日"
    r"\s*(?:から|より|に)?\s*(?:一部|最終)?(?:制定|改[定訂正]|施行)$|(?:制定|改定|改訂|施行|最終改定)日?\s*[:：]?\s*(?=.*(?:年|\d))"
)
_WHITE = "".join(filter(str.isspace, map(chr, range(0x3001)))) + "\u200b\ufeff"  # with marks of no width
_LATIN_STOP = re.compile(r"[a-z)\"]\.\s+[A-Z]")
_LEVEL = re.compile(r"(#{1,6})\s|<h([1-6])\b", re.IGNORECASE)
# The heading part of a line that goes on with its sentence.
_RUN_IN = re.compile(r"(?:[（(【][^）)】。]{1,40}[）)】])?[\s　:：]*")
_BRACKETED = re.compile(r"【[^】。]{1,30}】[\s　]*(?=[^\s　].*。)")


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
    branch: tuple[int, ...] = ()  # of a number put between two others: (2,) for 第10条の2
    wrapped: bool = False  # goes on with a line that was broken by its width
    underlined: int = 0  # 1 or 2 where a row of equals signs or of dashes below it makes it a heading
    rule: bool = False  # such a row itself

    @property
    def numbered(self) -> bool:
        """Whether a number or letter leads the line."""
        return self.number > 0

    @property
    def furniture(self) -> bool:
        """Page furniture: says nothing about anything (以上, rules of a table)."""
        if "\t" in self.text and not _FURNITURE.match(self.text.replace("\t", " ")):
            return False
        return bool(_FURNITURE.match(self.text)) or not TAG.sub("", self.text).strip()

    @property
    def menu(self) -> bool:
        """A row of links: short words between bars or arrows."""
        parted = len(_PARTED.findall(without_entities(ANY_TAG.sub("", self.text)))) >= 2
        return "。" not in self.text and (parted or bool(LINKS.fullmatch(self.text)))

    @property
    def headline(self) -> bool:
        """A first heading in the notation of a web page: `<h1>`, `#`."""
        return bool(re.match(r"<h1\b|#\s", self.text, re.IGNORECASE))

    @property
    def closing(self) -> bool:
        """Ends a document: 以上, 制定 ..., (... 現在), a rule across the page."""
        return not self.rule and bool(_CLOSING.match(self.text) or _SEPARATOR.match(self.text))

    @property
    def level(self) -> int:
        """The depth that a heading's own notation gives it (`##`, `<h2>`, a row of dashes below); 0 without one."""
        found = _LEVEL.match(self.text)
        return self.underlined or (len(found[1] or "") or int(found[2]) if found else 0)

    @property
    def entity(self) -> bool:
        """Names a company, a person in office, an address, a number or a file: body, never a heading."""
        return bool(_ENTITY.search(self.content))

    @property
    def latin_address(self) -> bool:
        """A line of an address in Latin letters, or a company's whole name."""
        return bool(_LATIN_ADDRESS.search(self.text))

    @property
    def dated(self) -> bool:
        """Holds a date."""
        return bool(_DATED.search(self.content))

    @property
    def sentence(self) -> bool:
        """Reads as a sentence, or as part of one."""
        text = self.content
        return (
            "。" in text
            or bool(_VERB_END.search(text) or _LATIN_STOP.search(text))
            or len(text) > (_LONGEST_LATIN if text.isascii() else _LONGEST)
        )

    @property
    def headinglike(self) -> bool:
        """Could be a heading: short, no sentence, no address, no enumeration."""
        text = self.content
        longest = _HEADING_LENGTH
        if text.isascii():
            longest = _LATIN_HEADING_LENGTH if self.numbered else _PLAIN_LATIN_HEADING_LENGTH
        if not text or len(text) > longest or self.sentence or self.dated:
            return False
        if self.latin_address:
            return False
        if self.family in ("plain", "note") and (self.entity or "](" in text):
            return False
        if self.family == "plain" and re.search(r"[、／].*[、／]|^[(（「].*[)）]$", text):
            return text.count("、") < 2 and text[0] != "「" and "別紙" in text
        return text[-1] not in "。、,.:：;；」" or text.endswith("について")

    @property
    def major(self) -> bool:
        """A title of the kind that opens a part of its own."""
        return bool(_MAJOR.search(self.content))


def _classify(text: str) -> "_Class":
    """What a line is by itself."""
    if "\t" in text or _TABLED.match(text):
        return _Class("table", content=text)
    item = bool(_LISTED.match(text))
    headline = _HTML_HEADING.match(text)
    if headline and TAG.sub("", headline.group(1)).strip():
        return _Class("symbol", content=TAG.sub("", headline.group(1)).strip())
    text = TAG.sub("", text).strip() or text
    bold = _BOLD.match(text)
    if bold:
        inside = _classify(bold[2].strip())
        return replace(inside, family="symbol") if inside.family == "plain" else inside
    if _SYMBOL.match(text) and not TAG.match(text) and not item:
        return _Class("symbol", content=text.strip(_SYMBOL_MARKS))
    rest, bulleted = text, item
    found = _Class("")
    while True:
        bullet = _BULLET.match(rest)
        if bullet:
            rest, bulleted = rest[bullet.end() :].lstrip(), True
            continue
        marker = read_marker(rest)
        if not marker.family:
            break
        rest = rest[marker.length :].lstrip()
        found = _Class(marker.family, marker.numbers, marker.branch, marker.letter)
        if marker.family in _FINAL:
            break
    if found.family:
        return _Class(found.family, found.numbers, found.branch, found.letter, rest, bulleted)
    note = _NOTE.match(rest)
    if note:
        return _Class("note", content=rest[note.end() :].lstrip(), bulleted=bulleted)
    return _Class("bullet" if bulleted else "plain", content=rest, bulleted=bulleted)


_FINAL = (
    "question",
    "answer",
    "chapter",
    "article",
    "decimal",
    "circle",
    "kanji",
    "kana",
    "kanjiparen",
    "kanaparen",
    "upper",
    "bare",
)
"""Families after which no further marker is looked for: what follows is text."""


@dataclass(frozen=True)
class _Class:
    family: str
    numbers: tuple[int, ...] = ()
    branch: tuple[int, ...] = ()
    letter: str = ""
    content: str = ""
    bulleted: bool = False


def split_lines(text: str) -> list[Line]:
    """The lines of `text` that are not blank, classified, in order."""
    lines: list[Line] = []
    kana: dict[str, tuple[str, int]] = {}
    page, rows = _page_width(text), _unframed(_unlisted(_rows(whole_rows(text))))
    texts, blanks = [row.text for row in rows], [row.blank_before for row in rows]
    tabled, rules, heads = columned(texts, blanks), ruled(texts, blanks), marked(texts, blanks)
    full = over = False  # the row before fills the page's width; the last one on the page before does
    for number, row in enumerate(rows):
        wrapped = not row.blank_before and bool(lines) and full and _unfinished(lines[-1])
        wrapped = wrapped and not _further_left(lines, row)
        wrapped = wrapped or (over and _classify(row.text).family == "plain")
        over = full and page_number(row.text) and _unfinished(lines[-1]) and _head(lines).family == "plain"
        full = row.indent + columns(row.text) >= _FULL_LINE * page
        goes_on = full and number + 1 < len(rows) and not blanks[number + 1]
        for offset, part in _parts(row.text, goes_on):
            line = _line(part, row.start + offset, row.indent, row.blank_before and not offset, kana)
            line = replace(line, wrapped=wrapped and not offset, rule=number in rules)
            if number + 1 in rules:
                line = replace(line, underlined=rank(texts[number + 1]))
            if number in heads:
                line = replace(line, family="symbol", bulleted=False)
            if number in tabled and line.family == "plain":
                line = replace(line, family="table", wrapped=False)
            lines.append(line)
    return lines


@dataclass(frozen=True)
class _Row:
    """A row of the text that is not blank, without the white space around it."""

    start: int
    text: str
    indent: int
    blank_before: bool


def _rows(text: str) -> list[_Row]:
    found: list[_Row] = []
    blank, at = True, 0
    for raw in text.splitlines(keepends=True):
        for piece in broken(raw):
            stripped = piece.strip(_WHITE)
            if stripped:
                start = at + piece.index(stripped)
                found.append(_Row(start, stripped, indented(piece[: start - at]), blank))
            blank = not stripped
            at += len(piece)
    return found


def _unlisted(rows: list[_Row]) -> list[_Row]:
    """The rows without those that only begin or end a list of a web page; what follows a list stands apart from it."""
    tags = listed([row.text for row in rows])
    return [
        replace(row, blank_before=row.blank_before or tags.get(at - 1, False))
        for at, row in enumerate(rows)
        if at not in tags
    ]


def _unframed(rows: list[_Row]) -> list[_Row]:
    """The rows without a frame around them: what stands in it is read, and its borders stand apart."""
    cells = framed([row.text for row in rows], [row.blank_before for row in rows])
    return [
        replace(
            row,
            start=row.start + cells.get(at, (0, 0))[0],
            text=row.text[slice(*cells[at])] if cells.get(at, (0, 0))[1] else row.text,
            blank_before=row.blank_before or cells.get(at - 1) == (0, 0),
        )
        for at, row in enumerate(rows)
    ]


def _line(text: str, start: int, indent: int, blank: bool, kana: dict[str, tuple[str, int]]) -> Line:
    found = _classify(text)
    numbers = found.numbers
    if found.family in KANA_FAMILIES:
        kana[found.family] = kana_number(found.letter, kana.get(found.family))
        numbers = (kana[found.family][1],)
    return Line(
        start=start,
        end=start + len(text),
        text=text,
        indent=indent,
        blank_before=blank,
        family=found.family,
        number=numbers[-1] if numbers else 0,
        numbers=numbers,
        content=found.content,
        bulleted=found.bulleted,
        branch=found.branch,
    )


def _parts(text: str, goes_on: bool) -> list[tuple[int, str]]:
    """A row, or the heading and the sentence that share it, each with its offset.

    `goes_on`: whether the width of the page may have broken it, so that it need not hold the sentence's end.
    """
    marker = read_marker(text)
    cut = 0
    if marker.family in ("chapter", "article"):
        rest = text[marker.length :]
        unended = rest.endswith("、") or (goes_on and rest[-1:] not in ("", ")", "）", "】"))
        if "。" in rest or unended or len(rest.strip()) > _HEADING_LENGTH + 12:
            found = _RUN_IN.match(rest)
            cut = marker.length + (found.end() if found else 0)
    else:
        found = _BRACKETED.match(text)
        cut = found.end() if found else 0
    if not 0 < cut < len(text):
        return [(0, text)]
    return [(0, text[:cut].rstrip()), (cut, text[cut:])]


def _page_width(text: str) -> float:
    """The columns after which lines of this text were broken; infinite where they were not."""
    widest = max((columns(raw.rstrip()) for raw in text.splitlines() if "\t" not in raw), default=0)
    return widest if _PAGE_COLUMNS[0] <= widest <= _PAGE_COLUMNS[1] else float("inf")


def _unfinished(line: Line) -> bool:
    """Ends in mid-sentence: where it fills the page's width, the line right below goes on with it."""
    headed = line.family in ("table", "symbol", "chapter", "article") or line.closing
    return not headed and line.text[-1] not in "。．.!?！？:：」』)）】>＞]"


def _further_left(lines: list[Line], row: _Row) -> bool:
    """Whether the row is set in, but less than the item above it: a paragraph begins, and the item has ended."""
    head = _head(lines)
    return (head.numbered or head.bulleted) and 0 < row.indent < head.indent


def _head(lines: list[Line]) -> Line:
    """The last line, or the one that goes on with it."""
    return next((line for line in reversed(lines) if not line.wrapped), lines[-1])


def a_line_each(lines: list[Line]) -> bool:
    """Whether a text without headings tells each matter in a line of its own, as on a notice board: nearly every line
    is a whole sentence or several, and long."""
    told = [line for line in lines[1:] if not line.dated]
    whole = [line for line in told if line.text.endswith("。") and len(line.text) >= _LONG_LINE]
    return len(told) >= _NOTICES and len(whole) >= _MOSTLY * len(told)
