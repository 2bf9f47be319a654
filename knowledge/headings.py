"""Which lines of a policy are headings, judged by form and by what stands around them. See `knowledge.reading`."""

import re

from knowledge.lines import Line

_SYMBOL_LENGTH = 90
BEHIND = re.compile(r"(?:附\s*[則記]|付\s*[則記]|別\s*[紙表記]|改[定訂正]履歴)")
"""Headings of what stands behind the articles, not below the last of them."""
_LEADS = re.compile(r"(?:次の|以下|下記).*[。：:]$")
_CAPTION = re.compile(r"[（(【][^（(【】)）。、]{1,30}[】)）]")
_TABLE_WORDS = ("下記表", "下記の表", "以下の表", "次の表")
_NO_HEADINGS = ("answer", "circle", "roman", "bracket", "kanjiparen")
_CONTACT = re.compile(
    r"〒|(?:住\s*所|所在地|電\s*話|TEL|Tel|FAX|E-?mail|メール|(?:受付|営業|開館)時間)"
    r"\s*(?:番号)?\s*[:：\s　0-9０-９(（]",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"[^\s：:。、「」][^：:。、「」]{0,14}[：:][\s　]*\S"
)  # 提供者：..., a definition and no heading
_SPACED = re.compile(r"[^\s：:。、「」]{1,8}　[\s　]*[^\s　]")  # 電話　025-...: the same with a blank
_ANSWER = re.compile(
    r"[AＡ](?:[.．:：、　]|[ \t]+(?=[^\x00-\x7f])|[0-9０-９]{1,3}[.．:：、)）])|答[.．:：、　]"
)
_APART = 4  # so many plain headings to each that would stand in the midst of lines: the text sets them apart
_LISTED = 3  # so many short lines right below each other are a list
_BEHIND_ALONE = re.compile(
    r"(?:附\s*則|付\s*則|別\s*[紙表]\s*第?\s*[\d０-９一二三四五]{0,2})\s*(?:[（(][^（）()]{1,24}[）)])?"
)
_UNIT = re.compile(r"\S　\S|(?:担当|センター|事務局|相談室)$")


def captions(lines: list[Line]) -> set[int]:
    """Lines such as `（目的）` right above `第1条`, as statutes are set: the heads of the articles below them."""
    return {
        at
        for at in range(len(lines) - 1)
        if lines[at + 1].family == "article"
        and not lines[at + 1].blank_before
        and _CAPTION.fullmatch(lines[at].text)
    }


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
    found: set[int] = captions(lines)
    tables = announced_tables(lines)
    for at, line in enumerate(lines):
        if at in tables or at in found:
            continue
        if line.family in ("chapter", "article") or (line.underlined and line.family != "table"):
            found.add(at)
        elif line.family == "question":
            if _question_heading(lines, at):
                found.add(at)
        elif at - 1 in found and lines[at - 1].family == "question":
            continue  # `A. ...`: the answer to it
        elif line.family == "symbol":
            if _symbol_heading(lines, at):
                found.add(at)
        elif not (line.numbered and line.headinglike) or (line.bulleted and line.family != "decimal"):
            continue
        elif doubled(lines, at) or _numbered_heading(lines, at, found):
            found.add(at)
    _add_plain_headings(lines, found, tables)
    found.update(
        at
        for at, line in enumerate(lines[:-1])
        if line.family == "plain" and at not in tables and _BEHIND_ALONE.fullmatch(line.text)
    )
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


def _question_heading(lines: list[Line], at: int) -> bool:
    """A question is the heading of its answer, unless it stands in a list of questions."""
    if at + 1 >= len(lines) or len(lines[at].content) > _SYMBOL_LENGTH:
        return False
    question = lines[at].content.rstrip("。")
    if "。" in question and not _ANSWER.match(lines[at + 1].text):
        return False  # a question of several sentences is one where its answer says so
    return lines[at + 1].family not in ("question", "chapter", "article")


def _symbol_heading(lines: list[Line], at: int) -> bool:
    """A line with a symbol is a heading unless it is a sentence, or one of several such lines in a row; `##` right
    above `###` are two levels and no row."""
    line = lines[at]
    if "。" in line.content or len(line.content) > _SYMBOL_LENGTH or line.wrapped:
        return False
    if line.text[0] in "【《〔<＜〈":
        return line.text[0] == "<" or not line.sentence
    if line.text.startswith(("**", "__")) and not line.headinglike:
        return False
    around = [lines[n] for n in (at - 1, at + 1) if 0 <= n < len(lines)]
    return not any(
        other.text[0] == line.text[0]
        and other.level == line.level
        and not max(line, other, key=lambda one: one.start).blank_before
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
    alike = following.family == line.family and following.number == line.number and not following.blank_before
    if (
        sibling or alike
    ):  # nothing lies under it: an item, unless headings of this kind stand empty in this text
        return False
    if not line.blank_before and _in_list(lines, at, found):
        return False  # goes on with a list whose earlier items had nothing under them
    if following.numbered or following.bulleted:
        return True
    if following.blank_before and not line.blank_before and _opened_before(lines, at + 1, found):
        return False  # the last words before the next heading of those above
    return following.family in ("plain", "symbol", "table", "note")


def _opened_before(lines: list[Line], at: int, found: set[int]) -> bool:
    """Whether a heading has stood above in the symbols of this line, no deeper than the line before it."""
    line = lines[at]
    return (
        line.family == "symbol"
        and line.indent <= lines[at - 1].indent
        and any(n in found and lines[n].text[0] == line.text[0] for n in range(at - 1))
    )


def _in_list(lines: list[Line], at: int, found: set[int]) -> bool:
    """Whether the line goes on with the list right above it, whose items may run over several lines.

    Its number is the next one, or the same where all items have one (`一、`, `一、`).
    """
    line = lines[at]
    for before in range(at - 1, -1, -1):
        other = lines[before]
        if before in found:
            return False
        if other.family == line.family and other.indent == line.indent:
            return other.number in (line.number, line.number - 1)
        if other.blank_before or not (other.family == "plain" and other.indent > line.indent):
            return False
    return False


def _add_plain_headings(lines: list[Line], found: set[int], tables: set[int]) -> None:
    marked = set(found)
    _judge_runs(lines, found, tables)
    plain = [at for at in found - marked if at and lines[at].family == "plain"]
    close = {at for at in plain if _close(lines, at)}
    if close and len(plain) >= _APART * len(
        close
    ):  # this text sets its headings apart: these few are lines of lists
        found.intersection_update(marked)
        _judge_runs(lines, found, tables | {at for at in range(1, len(lines)) if _close(lines, at)})


def _close(lines: list[Line], at: int) -> bool:
    """Whether a plain line stands in a paragraph or a list: not apart, nor right below a line that is."""
    above = lines[at - 1]
    return lines[at].family == above.family == "plain" and not (lines[at].blank_before or above.blank_before)


def _judge_runs(lines: list[Line], found: set[int], tables: set[int]) -> None:
    at, underlined = 0, sum(bool(line.underlined) for line in lines) > 1
    while at < len(lines):
        run = at
        while run < len(lines) and run not in tables and _short(lines, run, found):
            if underlined and not BEHIND.match(lines[run].text):
                break  # this text marks its headings
            run += 1
        if run > at:
            _judge_run(lines, found, at, run)
        at = max(run, at + 1)


def _short(lines: list[Line], at: int, found: set[int]) -> bool:
    line = lines[at]
    if at in found or line.furniture or line.closing or not line.headinglike or line.wrapped:
        return False
    if at + 1 < len(lines) and lines[at + 1].wrapped and lines[at + 1].family == "plain":
        return False  # goes on below
    if _addressed(lines, at) or _defined(lines, at) or _within_address(lines, at):
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
    if lines[at].text.isascii() and lines[at + 1].latin_address and at and not lines[at].blank_before:
        return True
    return bool(_UNIT.search(lines[at].text)) and bool(_CONTACT.match(lines[at + 1].text))


def _within_address(lines: list[Line], at: int) -> bool:
    """A name between two lines of addresses, right below each other: the next shop, or who reads the mail."""
    if at + 1 >= len(lines) or not at or lines[at].blank_before or lines[at + 1].blank_before:
        return False
    return lines[at].family == "plain" and lines[at - 1].entity and lines[at + 1].entity


def _defined(lines: list[Line], at: int) -> bool:
    """One of several lines `label: value` right below each other, or the first of an address."""
    if lines[at].family != "plain":
        return False
    around = [lines[n] for n in (at - 1, at + 1) if 0 <= n < len(lines)]
    near = [one for one in around if not max(lines[at], one, key=lambda each: each.start).blank_before]
    if _SPACED.match(lines[at].text) and any(_SPACED.match(one.text) for one in near):
        return True
    if not _LABELLED.match(lines[at].text):
        return False
    return any(_LABELLED.match(one.text) or _CONTACT.match(one.text) for one in near)


def _announced(lines: list[Line], first: int) -> bool:
    """Whether these are the items, without any mark, of what the line before them announces: several, no sentence."""
    if not first or not _LEADS.search(lines[first - 1].text):
        return False
    block = [lines[first]]
    for line in lines[first + 1 :]:
        if line.blank_before:
            break
        block.append(line)
    return len(block) > 1 and all(
        line.family == "plain" and "。" not in line.text and not line.entity and not _CONTACT.match(line.text)
        for line in block
    )


def _listed(lines: list[Line], found: set[int], first: int, end: int) -> set[int]:
    """The lines of a run that are items without any mark: of several right below each other all but the first, and
    the first too where it stands right below a heading."""
    listed: set[int] = set()
    start = first
    for at in range(first + 1, end + 1):
        if at < end and not lines[at].blank_before:
            continue
        if at - start >= _LISTED:
            headed = start - 1 in found and lines[start - 1].family != "plain"
            listed.update(range(start if headed else start + 1, at))
        start = at
    return listed


def _judge_run(lines: list[Line], found: set[int], first: int, end: int) -> None:
    """Which lines of a run of short plain lines are headings; the others are what stands under them."""
    if all(line.furniture for line in lines[end:]) or _announced(lines, first):
        return  # nothing lies under them
    asked = lines[end].family == "question" and lines[end - 1].blank_before
    follows_number = end in found and lines[end].numbered and not asked
    if follows_number and end - first > 2:
        return  # a bare list of names
    listed = _listed(lines, found, first, end)
    for at in range(first, end):
        if at in listed:
            continue
        last = at == end - 1
        noted = lines[end].family == "note" and not lines[end].blank_before
        if last and noted and not lines[at].blank_before and not lines[at].major:
            continue  # what stands under the heading before, with a note to it
        marked = end in found and (lines[end].family == "symbol" or lines[end].underlined)
        if last and marked and lines[end].blank_before and not lines[at].blank_before and at:
            continue  # the last words before the next heading
        if last and marked and at - 1 in found and lines[at - 1].text[0] == lines[end].text[0]:
            continue  # all that stands between two headings of one kind
        anew = at == first and first > 0 and lines[first - 1].closing and lines[end].number == 1
        if last and follows_number and first > 0 and not anew:
            continue  # nothing lies under it
        next_level = last and (lines[at].major or at - 1 == 0)
        if at > first and (at - 1) in found and not next_level:
            # Directly under a heading. With text below it is the next level down, but where the run has
            # further members the short line is itself what the heading announces.
            continue
        found.add(at)
