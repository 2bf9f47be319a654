"""The plain text of a letter as blocks. What a template may write, line by line:

    # 件名            the letter's subject, once
    ## 見出し          the head of a part
    ・項目            an item of a list
    | 見出し | 内容    a line of a table
    > 引用 || 場所     words of the policy, and where they stand
    ! 注意            a box
    記、敬具、以上      alone on a line: set as in any Japanese letter
    (anything else)   running text; an empty line ends a paragraph

A value comes in as a mark and is put back after the lines have been read: whatever it holds, it is text.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from desk.locales import Locale
from desk.papers.blocks import Block, Bullets, Heading, Notice, Paragraph, Quote, Row, Rows, Title

_CENTRED, _RIGHT = {"記"}, {"敬具", "以上", "謹白"}
_MARK = re.compile("\ue000(\\d+)\ue001")
TABLE_HEADS: Mapping[Locale, tuple[str, str]] = {
    "ja": ("項目", "内容"),
    "en": ("Item", "Particulars"),
    "zh": ("项目", "内容"),
}
"""Of tables, for those who have them read aloud."""


class MarkupError(ValueError):
    """A line that cannot be read, or a letter without a subject. The message is the operator's to read."""


class Values:
    """The values of one letter: `keep` gives the mark that stands for one, `restore` puts them back."""

    def __init__(self) -> None:
        self._kept: list[str] = []

    def keep(self, value: Any) -> str:
        """The mark of a value; text of one line, because a value must not begin a line of markup."""
        self._kept.append(str(value))
        return f"\ue000{len(self._kept) - 1}\ue001"

    def restore(self, text: str) -> str:
        """The text with its values."""
        return _MARK.sub(lambda mark: self._kept[int(mark[1])], text)


def blocks(text: str, values: Values, lang: Locale = "ja") -> tuple[Block, ...]:
    """The blocks of a letter.

    Raises:
        MarkupError: no subject, or two; a table line without a second cell; a quotation without its place.
    """
    found: list[Block] = []
    for line in text.splitlines():
        _add(found, line.strip(), values.restore, lang)
    titles = [block for block in found if isinstance(block, Title)]
    if len(titles) != 1:
        raise MarkupError("a letter needs one line that begins with '# ' (its subject)")
    return tuple(block for block in found if not (isinstance(block, Paragraph) and not block.text))


def _add(found: list[Block], line: str, restore: Callable[[str], str], lang: Locale) -> None:
    last = found[-1] if found else None
    if line.startswith("# "):
        found.append(Title(restore(line[2:].strip())))
    elif line.startswith("## "):
        found.append(Heading(restore(line[3:].strip())))
    elif line.startswith("・"):
        item = restore(line[1:].strip())
        if isinstance(last, Bullets):
            found[-1] = Bullets((*last.items, item))
        else:
            found.append(Bullets((item,)))
    elif line.startswith("|"):
        row = _row(line, restore)
        if isinstance(last, Rows):
            found[-1] = replace(last, rows=(*last.rows, row))
        else:
            found.append(Rows(TABLE_HEADS[lang], (row,)))
    elif line.startswith("> "):
        found.append(_quote(line, restore))
    elif line.startswith("! "):
        found.append(Notice(restore(line[2:].strip()), strong=True))
    elif line in _CENTRED | _RIGHT:
        found.append(Paragraph(line, align="center" if line in _CENTRED else "right"))
    elif isinstance(last, Paragraph) and last.align == "left" and last.text and line:
        found[-1] = Paragraph(last.text + restore(line))
    elif line or isinstance(last, Paragraph):
        found.append(Paragraph(restore(line)))


def _cells(line: str, mark: str) -> Sequence[str]:
    return [cell.strip() for cell in line.split(mark)]


def _row(line: str, restore: Callable[[str], str]) -> Row:
    cells = _cells(line.strip("|"), "|")
    if len(cells) != 2:
        raise MarkupError("a table line has two cells: | 見出し | 内容")
    return Row(restore(cells[0]), restore(cells[1]))


def _quote(line: str, restore: Callable[[str], str]) -> Quote:
    cells = _cells(line[2:], "||")
    if len(cells) != 2:
        raise MarkupError("a quotation names its place: > 引用 || 場所")
    return Quote(restore(cells[0]), restore(cells[1]))
