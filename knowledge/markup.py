"""The tags that a policy copied out of a web page's source keeps: they mark, and say nothing.

Policies are meant to be plain text; many are pasted with their markup. It stays in the text, since citations are
verbatim, and is read past.
"""

import re

BLOCKS = (
    "address article aside blockquote body caption center dd details div dl dt figcaption figure footer header hgroup"
    " h[1-6] hr html li main nav ol p pre section summary table tbody tfoot thead ul"
)
INLINE = "a abbr b br em font i img ins mark s small span strong sub sup time u wbr"
CELLS = "tr th td"


def _tags(names: str) -> str:
    return rf"</?(?:{'|'.join(names.split())})(?:\s[^<>]*)?/?>"


TAG = re.compile(rf"{_tags(f'{BLOCKS} {INLINE}')}|<!--[^<>]*-->|&nbsp;", re.IGNORECASE)
"""What marks a line. Cells of a table are none: a row of cells is told by them."""

ANY_TAG = re.compile(rf"{_tags(f'{BLOCKS} {INLINE} {CELLS}')}|<!--[^<>]*-->", re.IGNORECASE)
"""What nobody wants to read in a message."""

BREAK = re.compile(r"(?<=<br>)|(?<=<br/>)|(?<=<br />)", re.IGNORECASE)
"""Where a web page breaks a line."""

LINKS = re.compile(
    r"(?:<[^a][^<>]*>|\s)*(?:<a\b[^<>]*>[^<>]{1,24}</a>(?:<[^a][^<>]*>|[\s|｜/・])*){2,}", re.IGNORECASE
)
"""A whole row of short links."""


def without_tags(text: str) -> str:
    """The text without what a web page has left in it; as it is where nothing else is in it."""
    return TAG.sub("", text).strip() or text
