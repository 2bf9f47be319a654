"""Regular expressions kept as data, and the spelling of text that they are written for."""

import re
import unicodedata

_NUMBER = "(?:[0-9]|[一二三四五六七八九十百数])"
_NAMED = {
    "{period}": rf"{_NUMBER}(?:年|[かヶカヵケ箇]月|日|週|時間|営業日)",
    "{yen}": rf"(?:[0-9][0-9,]*|{_NUMBER}+|[千万])円",
}
_SPACE = re.compile(r"\s+")


def compiled(expression: str) -> re.Pattern[str]:
    """The expression, with `{period}` (a number of days, months, years) and `{yen}` (an amount) spelt out.

    Raises:
        re.error: it is none.
    """
    for name, meaning in _NAMED.items():
        expression = expression.replace(name, meaning)
    return re.compile(expression)


def squeezed(text: str) -> str:
    """NFKC, small letters, no white space."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text).lower())
