"""Text on its way to Slack and back.

What others have written (a customer, a policy) is only ever put into `rich_text` elements: there nothing is markup, so
no `<!channel>` and no link in it can come alive. Text of our own goes into mrkdwn, escaped.
"""

import re

from desk.slack.limits import SECTION
from desk.texts import RawText

_ENDS = re.compile(r"[。．！？!?\n]+[」』）)]*|(?<=[.])\s")
_LINK = re.compile(r"<([^<>|]*)(?:\|([^<>]*))?>")
_CUT = "…"


def escaped(text: str) -> str:
    """As mrkdwn that shows exactly this (Slack's three control characters)."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def plain(text: str) -> RawText:
    """What somebody typed in Slack, as they meant it: links as their label or address, mentions without their id."""

    def shown(match: re.Match[str]) -> str:
        target, label = match[1], match[2]
        if target.startswith("@"):
            return ""  # a mention's label is somebody's name
        if label:
            return label
        if target.startswith(("#", "!")):
            return ""
        return target.removeprefix("mailto:").removeprefix("tel:")

    text = _LINK.sub(shown, text)
    text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return RawText(text.strip())


def pieces(text: str, most: int = SECTION) -> list[str]:
    """The text in pieces of at most `most` characters, cut at the end of a sentence where there is one in the second
    half of the piece. Joined they are the text."""
    result = []
    while len(text) > most:
        ends = [match.end() for match in _ENDS.finditer(text, 0, most) if most // 2 <= match.end() <= most]
        at = ends[-1] if ends else most
        result.append(text[:at])
        text = text[at:]
    return [*result, text] if text else result


def cut(text: str, most: int) -> str:
    """At most `most` characters; what is left out shows as an ellipsis."""
    return text if len(text) <= most else text[: most - 1] + _CUT
