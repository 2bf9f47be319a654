"""A few words that close a talk, or this part of it: "ok, will do. ta", 「好嘞，谢了」. Pure.

The dialogue model does not know them, and takes them for nothing or for anything. They thank, and say that all is
understood.
"""

import re

_BEFORE_EN = (
    r"(?:(?:ok(?:ay)?|right|righto|alright|all right|great|good|lovely|perfect|brilliant|cool|fine|got it"
    r"|understood|noted|yep|yes|sure|ah|oh)[,.!]*\s+){0,3}"
)
_CLOSES = re.compile(
    rf"^{_BEFORE_EN}(?:(?:i |we )?will do(?: (?:that|so))?|(?:i|we)'ll do (?:that|so)"
    r"|ta(?: very much| muchly| love| mate)?|cheers(?: mate)?|thx|tx|righto|righty-?o|right you are|much obliged)"
    r"(?:[,.!]*\s+(?:ta|cheers|thanks|thank you|thx|then|bye|mate)){0,3}[.!\s]*$"
    r"|^(?:好嘞|好咧|行嘞|得嘞|中嘞|妥了|知道了|晓得了|懂了)[，,]?\s?(?:谢谢|谢了|谢啦|多谢|麻烦了|辛苦了)?[啦哈了。！!～~\s]*$"
    r"|^(?:行|好)[，,]\s?(?:谢了|谢啦|辛苦了|麻烦了)[。！!\s]*$"
    r"|^(?:りょ|りょうかい|了解|承知)(?:です|っす|しました|いたしました|した)?[。、！!\s]*(?:どうも|ども|サンキュー?|あざす|あざっす)?[。！!\s]*$",
    re.IGNORECASE,
)


def closes_briefly(text: str) -> bool:
    """Whether nothing is said but that it is understood, with thanks or without."""
    return _CLOSES.match(text.strip().replace("’", "'")) is not None
