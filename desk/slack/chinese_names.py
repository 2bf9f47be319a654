"""Where people give a name in Chinese. A name begins with one of the common surnames and has one or two characters
more: without that, 我是 stands before everything."""

import re
from collections.abc import Iterator

Span = tuple[int, int]

_SURNAME = (
    "(?:欧阳|歐陽|司马|司馬|上官|诸葛|諸葛|[王李张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任"
    "沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐"
    "張劉陳楊黃趙吳孫馬鄭謝許韓馮鄧蕭葉蘇魏呂盧鐘譚陸賈鄒龍賀顧龔萬錢嚴湯羅])"
)
_CHAR = "[一-龥]"
_GOES_ON = "想要在的是了也已住有和申请請不能来來从從给給先女去就很这這那对對把被跟与與及"
"""Characters with which the sentence goes on, sooner than a given name does."""
_GIVEN = f"(?:(?![{_GOES_ON}]|小姐){_CHAR})(?:(?![{_GOES_ON}]){_CHAR})?"
_FULL = f"(?:{_SURNAME}{_GIVEN})"
_NO_NAME = (
    "何时|何時|何地|何人|何处|高中|高级|高級|方便|许多|許多|任何|白人|金融|马上|馬上|于是|江苏|江蘇|江西|江门|万一|文员|安徽|石家|武汉|武漢|温州|"
    "向来|田地|马来|马上|金额|史上|孔子|汤"
)
_SHAPES = (
    re.compile(f"(?:我叫|我(?:的)?名字(?:是|叫)|姓名[:：]|本人)[ ]?({_FULL}|[小阿]{_CHAR})"),
    re.compile(f"我是[ ]?(?!{_NO_NAME})({_FULL})(?=[，,。.！!？?、\\s]|$|[{_GOES_ON}])"),
    re.compile(f"我姓[ ]?({_SURNAME})"),
    re.compile(f"({_SURNAME}{_CHAR}{{0,2}}?)(?=先生|女士|小姐|太太|经理|經理)"),
    re.compile(f"(?:谢谢|謝謝|敬礼|敬禮|此致|敬上)[。！!,，.\\s]*({_FULL})[。.]?\\s*$"),
)


def chinese_names(text: str) -> Iterator[Span]:
    """Where names stand."""
    for shape in _SHAPES:
        for match in shape.finditer(text):
            yield match.span(1)
