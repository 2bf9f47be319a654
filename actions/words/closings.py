"""A few words that close a talk, or this part of it: "ok, will do. ta", 「好嘞，谢了」, "that's all". Pure.

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
    r"|^(?:好嘞|好咧|行嘞|得嘞|中嘞|妥了|知道[了啦]|晓得了|懂了|明白[了啦])[，,]?\s?(?:谢谢|谢了|谢啦|多谢"
    r"|麻烦了|辛苦了)?[啦哈了。！!～~\s]*$"
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
    r"|(?:どうも)?(?:ありがとう(?:ございます)?|有難うございます)|(?:非常|十分)?(?:感谢|谢谢|多谢"
    r"|谢[了啦])(?:你们?|您|啊)?)"
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


_ALL_TOLD = re.compile(
    r"(?:(?:では|じゃあ?|はい|ええ|とりあえず|ひとまず|あとは|今のところ|いまのところ|私からは)[、,\s]?)*"
    r"(?:以上|それだけ|これだけ|(?:以上|それ|これ)で(?:全部|すべて))(?:で)?"
    r"(?:です|だ|になります|でございます|(?:よろしく)?お?願い(?:し|いたし|致し)ます|大丈夫です|結構です"
    r"|[、,\s]よろしく(?:お?願い(?:し|いたし|致し)ます)?)?(?:ね|よ)?"
    r"|(?:(?:ok(?:ay)?|well|no|yes|yeah|so|right|fine|i think|i guess)[,.!]*\s+)*"
    r"(?:that'?s|that is|that'?ll be|that will be|this is|that would be) (?:all|it|everything|about it|all of it)"
    r"(?:,? (?:for now|for today|then|from me|i think|really|thanks|thank you|thx|please|now))*"
    r"|(?:(?:好的?|嗯|行|对|那|我|目前|暂时)[，,\s]?)*(?:就|只有?)(?:这|那)(?:些|么多|样多|一?个"
    r"|一?件事)(?:了|啊|吧)?(?:[，,]?(?:谢谢|麻烦了?))?"
    r"|(?:(?:好的?|嗯|行|那|我|目前|暂时)[，,\s]?)*没(?:有)?(?:别的|其他的?|其它的?)(?:事|问题|要求|需要)?了?",
    re.IGNORECASE,
)
_AND_GO_ON = re.compile(r"願いします|願いいたします|願い致します|よろしく|\bplease\b|麻烦")


def says_all_is_told(text: str) -> bool:
    """Whether nothing is said but that there is no more to say (「以上です」, "that's all", 「就这些」).

    The dialogue model hears an end, a kind of data ("all"), or nothing."""
    return _ALL_TOLD.fullmatch(text.strip().replace("’", "'").rstrip("。．.！!…~～ ")) is not None


def all_told_go_on(text: str) -> bool:
    """Whether it also asks to go on so (「以上でお願いします」)."""
    return says_all_is_told(text) and _AND_GO_ON.search(text) is not None


_OBLIGED = re.compile(
    r"(?:(?:那就?|那么|好的?|行|嗯)[，,\s]?)*(?:真是?|实在)?(?:太)?(?:麻烦(?:您|你|你们)(?:了|啦)|辛苦(?:您"
    r"|你|你们)?(?:了|啦)|让(?:您|你)费心(?:了|啦)|费心(?:了|啦)|劳驾(?:了|啦)?"
    r"|拜托(?:您|你)?(?:了|啦))(?:[，,\s]?(?:谢谢|多谢|谢了)(?:您|你)?)?"
    r"|(?:では|じゃあ?|すみません(?:が)?)?[、\s]?お手数(?:を)?(?:おかけ(?:して|し|いたし|致し)(?:ます"
    r"|すみません|申し訳(?:ありません|ございません))|です(?:が|けど))"
    r"(?:が)?[、\s]?(?:よろしくお?願い(?:し|いたし|致し)ます)?"
    r"|(?:(?:ok(?:ay)?|well|and)[,.!]*\s+)*(?:i'?m )?sorry (?:for (?:the trouble|bothering you"
    r"|all the questions)|to (?:bother|trouble) you)"
    r"(?:,? (?:and )?(?:thanks|thank you))?",
    re.IGNORECASE,
)


def is_obliged(text: str) -> bool:
    """Whether somebody is only sorry for the trouble that they make (「麻烦你了」): no complaint."""
    return _OBLIGED.fullmatch(text.strip().replace("’", "'").rstrip("。．.！!…~～ ")) is not None
