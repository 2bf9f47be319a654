"""A few words that close a talk, or this part of it: "ok, will do. ta", 「好嘞，谢了」. Pure.

The dialogue model does not know them, and takes them for nothing or for anything. They thank, and say that all is
understood.
"""

import re

_BEFORE_EN = (
    r"(?:(?:ok(?:ay)?|right|righto|alright|all right|all good|great|good|lovely|perfect|brilliant|cool|fine|got it"
    r"|understood|noted|ah|oh|no worries|nice one)[,.!]*\s+){0,3}"
)
_YES_EN = r"(?:(?:yes|yep|yeah|sure)[,.!]*\s+)?"
"""Before "will do" alone: "yes, cheers" is a yes."""
_CLOSES = re.compile(
    rf"^{_BEFORE_EN}(?:(?:thanks|thank you)[,.!]*\s+)?(?:{_YES_EN}(?:(?:i |we )?will do(?: (?:that|so))?"
    r"|(?:i|we)'ll do (?:that|so))|nice one"
    r"|ta(?: very much| muchly| love| mate)?|cheers(?: mate)?|thx|tx|righto|righty-?o|right you are|much obliged)"
    r"(?:[,.!]*\s+(?:ta|cheers|thanks|thank you|thx|then|bye|mate)){0,3}[.!\s]*$"
    r"|^(?:好嘞|好咧|行嘞|得嘞|中嘞|妥了|知道[了啦]|晓得了|懂了|明白[了啦])[，,]?\s?(?:谢谢|谢了|谢啦|多谢|麻烦了|辛苦了)?[啦哈了。！!～~\s]*$"
    r"|^(?:(?:行|好)[，,]\s?(?:谢[了啦]|辛苦了|麻烦了)|谢[啦了])[。！!\s]*$"
    r"|^(?:りょ|りょうかい|了解|承知|かしこまり)(?:です|っす|しました|いたしました|した|ました)?[。、！!\s]*"
    r"(?:どうも|ども|サンキュー?|あざす|あざっす|ありがとう(?:ございます)?)?[。！!\s]*$",
    re.IGNORECASE,
)


def closes_briefly(text: str) -> bool:
    """Whether nothing is said but that it is understood, with thanks or without."""
    return _CLOSES.match(text.strip().replace("’", "'")) is not None


_THANKS_ALONE = (
    r"(?:(?:ta|cheers|thx|tx|thanks?(?: you)?)(?: (?:mate|a lot|very much|so much))?"
    r"|(?:どうも)?(?:ありがとう(?:ございます)?|有難うございます)|(?:非常|十分)?(?:感谢|谢谢|多谢|谢[了啦])(?:你们?|您|啊)?)"
)
_AGREES = re.compile(
    r"^(?:(?:(?:yes|yep|yeah|yup|sure|correct|all correct)(?: please)?(?:[,.]?\s+(?:that's|it's|that is|it is|all)"
    r"(?: (?:right|correct|fine|good))?)?|that's (?:right|correct|fine)"
    r"|(?:はい|ええ)(?:[、。\s]*(?:大丈夫です|お?願いします|合ってい?ます|間違いありません))?|そうです|合ってい?ます"
    r"|間違い(?:ありません|ないです))[、，,。.!！\s]+"
    r"|(?:没问题|没错|是的|对的?|可以|好的?|行)[，,。.!！\s]*)"
    rf"{_THANKS_ALONE}[。.!！\s]*$",
    re.IGNORECASE,
)


def agrees_with_thanks(text: str) -> bool:
    """Whether it is a yes and thanks, and nothing else ("yes, cheers", 「はい、ありがとうございます」): where a yes is
    asked, it is one."""
    return _AGREES.match(text.strip().replace("’", "'")) is not None
