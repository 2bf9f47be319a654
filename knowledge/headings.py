"""Which lines of a policy are headings, judged by form and by what stands around them. See `knowledge.reading`."""

import re

from knowledge.lines import Line

_FALLBACK_TITLE = "プライバシーポリシー"
_SYMBOL_LENGTH = 90
_TABLE_WORDS = ("下記表", "下記の表", "以下の表", "次の表")
_TITLE_WORDS = (
    "ポリシー",
    "方針",
    "宣言",
    "規程",
    "取扱い",
    "取り扱い",
    "保護",
    "policy",
    "privacy",
    "notice",
)
_NO_HEADINGS = ("circle", "roman", "bracket", "kanjiparen")
_CONTACT = re.compile(
    r"〒|(?:住\s*所|所在地|電\s*話|TEL|Tel|FAX|E-?mail|メール)\s*(?:番号)?\s*[:：\s　0-9０-９(（]",
    re.IGNORECASE,
)
_UNIT = re.compile(r"\S　\S|(?:担当|センター|事務局|相談室)$")


def policy_title(lines: list[Line]) -> tuple[int | None, str]:
    """The line of the policy's own title, among the first lines, and the title."""
    for at, line in enumerate(lines[:8]):
        if line.numbered:
            break
        if line.headline and any(word in line.content.lower() for word in _TITLE_WORDS):
            return at, line.content
        if line.menu:
            continue
        short = line.family == "plain" and len(line.text) <= 60 and not line.sentence
        if short and any(word in line.text.lower() for word in _TITLE_WORDS):
            return at, line.text
    if lines and lines[0].family == "plain" and lines[0].headinglike and not lines[0].menu:
        return 0, lines[0].text
    return None, _FALLBACK_TITLE


def doubled(lines: list[Line], at: int) -> bool:
    """A heading and its body numbered as two items: `1. heading`, then right below `2. body.`"""
    if at + 1 >= len(lines):
        return False
    line, below = lines[at], lines[at + 1]
    if not (line.family == below.family == "dot" and line.indent == below.indent and not below.blank_before):
        return False
    if below.number != line.number + 1 or not line.headinglike:
        return False
    return (below.sentence or below.entity) and not _same_list(lines, at + 1)


def _same_list(lines: list[Line], at: int) -> bool:
    """Whether the line right below goes on with the next number."""
    if at + 1 >= len(lines):
        return False
    line, below = lines[at], lines[at + 1]
    return (
        not below.blank_before
        and below.family == line.family
        and below.indent == line.indent
        and below.number == line.number + 1
    )


def find_headings(lines: list[Line]) -> set[int]:
    """The lines that are headings."""
    found: set[int] = set()
    tables = announced_tables(lines)
    for at, line in enumerate(lines):
        if at in tables:
            continue
        if line.family in ("chapter", "article"):
            found.add(at)
        elif line.family == "symbol":
            if _symbol_heading(lines, at):
                found.add(at)
        elif not (line.numbered and line.headinglike) or (line.bulleted and line.family != "decimal"):
            continue
        elif doubled(lines, at) or _numbered_heading(lines, at, found):
            found.add(at)
    _add_plain_headings(lines, found, tables)
    return found


def announced_tables(lines: list[Line]) -> set[int]:
    """Lines of tables that lost their columns: the block after a paragraph that says 下記表."""
    found: set[int] = set()
    for at in range(1, len(lines)):
        before = lines[at - 1]
        announced = before.text.endswith("。") and any(word in before.text for word in _TABLE_WORDS)
        goes_on = at - 1 in found and not lines[at].blank_before
        if goes_on or (announced and lines[at].blank_before and lines[at].family == "plain"):
            found.add(at)
    return found


def _symbol_heading(lines: list[Line], at: int) -> bool:
    """A line with a symbol is a heading unless it is a sentence, or one of several such lines in a row."""
    line = lines[at]
    if "。" in line.content or len(line.content) > _SYMBOL_LENGTH or line.wrapped:
        return False
    if line.text[0] in "【《〔<＜〈":
        return True
    around = [lines[n] for n in (at - 1, at + 1) if 0 <= n < len(lines)]
    return not any(
        other.text[0] == line.text[0] and not max(line, other, key=lambda one: one.start).blank_before
        for other in around
    )


def _numbered_heading(lines: list[Line], at: int, found: set[int]) -> bool:
    line = lines[at]
    if line.family in _NO_HEADINGS:
        return False
    following = lines[at + 1] if at + 1 < len(lines) else None
    if following is None:
        return False
    if following.wrapped and following.family == "plain":
        return False  # the line itself goes on below
    sibling = following.family == line.family and following.number == line.number + 1
    if sibling:  # nothing lies under it: an item, unless headings of this kind stand empty in this text
        return False
    before = lines[at - 1] if at else None
    tight = before is not None and not line.blank_before and at - 1 not in found
    if tight and before is not None and before.family == line.family and before.number == line.number - 1:
        return False  # goes on with a list whose earlier items had nothing under them
    if following.numbered or following.bulleted:
        return True
    return following.family in ("plain", "symbol", "table", "note")


def _add_plain_headings(lines: list[Line], found: set[int], tables: set[int]) -> None:
    at = 0
    while at < len(lines):
        run = at
        while run < len(lines) and run not in tables and _short(lines, run, found):
            run += 1
        if run > at:
            _judge_run(lines, found, at, run)
        at = max(run, at + 1)


def _short(lines: list[Line], at: int, found: set[int]) -> bool:
    line = lines[at]
    if at in found or line.furniture or line.closing or not line.headinglike or line.wrapped:
        return False
    if _addressed(lines, at):
        return False
    if line.family == "bullet":  # a lone bullet between blank lines is a title
        alone = at + 1 < len(lines) and line.blank_before and lines[at + 1].blank_before
        around = [lines[n].family for n in (at - 1, at + 1) if 0 <= n < len(lines)]
        return alone and "bullet" not in around
    if line.family == "star":
        return True
    if line.family == "note":
        return at + 1 < len(lines) and lines[at + 1].family == "plain" and lines[at + 1].blank_before
    return line.family == "plain"


def _addressed(lines: list[Line], at: int) -> bool:
    """The first line of an address block: an organisation's unit, and right below it where it is reached."""
    if at + 1 >= len(lines) or lines[at + 1].blank_before or lines[at].family != "plain":
        return False
    return bool(_UNIT.search(lines[at].text)) and bool(_CONTACT.match(lines[at + 1].text))


def _judge_run(lines: list[Line], found: set[int], first: int, end: int) -> None:
    """Which lines of a run of short plain lines are headings; the others are what stands under them."""
    if end >= len(lines):
        return
    follows_number = end in found and lines[end].numbered
    if follows_number and end - first > 2:
        return  # a bare list of names
    for at in range(first, end):
        last = at == end - 1
        noted = lines[end].family == "note" and not lines[end].blank_before
        if last and noted and not lines[at].blank_before and not lines[at].major:
            continue  # what stands under the heading before, with a note to it
        anew = at == first and first > 0 and lines[first - 1].closing and lines[end].number == 1
        if last and follows_number and first > 0 and not anew:
            continue  # nothing lies under it
        next_level = last and (lines[at].major or at - 1 == 0)
        if at > first and (at - 1) in found and not next_level:
            # Directly under a heading. With text below it is the next level down, but where the run has
            # further members the short line is itself what the heading announces.
            continue
        found.add(at)
