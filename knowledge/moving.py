"""A place where somebody is only about to move (「来月ドイツに引っ越します」): they live elsewhere yet."""

import re

_AFTER = re.compile(
    r"(?:県|都|府|市|区|州|省)?(?:に|へ)(?:[^。、,]{0,8})?"
    r"(?:引っ?越(?:す(?!る)|します|し(?:の)?(?:予定|する(?:予定|つもり|こと)|します)|し?たい)"
    r"|(?:移住|転勤|赴任|留学)(?:する|します|の?予定|したい|になり|になる|が決ま)|移り住む|住みたい|住む(?:予定|つもり|こと))"
)
_BEFORE = re.compile(
    r"(?:\b(?:to|will|'ll) (?:\w+ )?(?:move|relocate|emigrate|live|go and live) (?:\w+ )?(?:to|in) (?:the )?"
    r"|(?:\b(?:am|are|be|soon)|'m|'re) (?:\w+ )?(?:moving|relocating|emigrating|going to live)"
    r" (?:\w+ )?(?:to|in) (?:the )?"
    r"|(?:要|将|將|想|打算|准备|準備|计划|計劃|下个月|下個月|明年)[^，。？?！!]{0,6}(?:搬到|搬去|移居|移民到?|去住在?|搬家到)"
    r")$",
    re.IGNORECASE,
)
_HAD = re.compile(r"\b(?:had|used|decided) to\b[^.?!]*$", re.IGNORECASE)
"""It is done ("I had to move to Germany")."""
_NEAR = 60
"""Characters before a place in which it may be told that somebody is about to move there."""


def is_to_be(text: str, start: int, end: int) -> bool:
    """Whether the place at `start` to `end` of `text` is one to which somebody is about to move."""
    before = text[max(0, start - _NEAR) : start].replace("’", "'")
    if _AFTER.match(text[end : end + _NEAR]):
        return True
    return _BEFORE.search(before) is not None and _HAD.search(before) is None
