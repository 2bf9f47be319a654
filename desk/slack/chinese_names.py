"""Where people give a name in Chinese. A name begins with one of the common surnames and has one or two characters
more: without that, 我是 stands before everything."""

import re
from collections.abc import Iterator

from desk.slack.people import NO_NAMES
from desk.slack.spans import Hidden

_SURNAME = (
    "(?:欧阳|歐陽|司马|司馬|上官|诸葛|諸葛|[王李张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任"
    "沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐"
    "張劉陳楊黃趙吳孫馬鄭謝許韓馮鄧蕭葉蘇魏呂盧鐘譚陸賈鄒龍賀顧龔萬錢嚴湯羅])"
)
_CHAR = "[一-龥]"
_GOES_ON = "想要在的是了也已住有和申请請不能来來从從给給先女去就很这這那对對把被跟与與及"
"""Characters with which the sentence goes on, sooner than a given name does."""
_GIVEN = f"(?:(?![{_GOES_ON}]|小姐){_CHAR})(?:(?![{_GOES_ON}]|一起){_CHAR})?"
_FULL = f"(?:{_SURNAME}{_GIVEN})"
_NO_NAME = (
    "何时|何時|何地|何人|何处|高中|高级|高級|方便|许多|許多|任何|白人|金融|马上|馬上|于是|江苏|江蘇|江西|江门|万一|文员|安徽|石家|武汉|武漢|温州|"
    "向来|田地|马来|马上|金额|史上|孔子|汤"
)
_RELATIVE = (
    "太太|老公|老婆|妻子|丈夫|儿子|兒子|女儿|女兒|爸爸|妈妈|媽媽|父亲|父親|母亲|母親|爷爷|爺爺|奶奶|哥哥|弟弟|姐姐|妹妹|"
    "朋友|同事|老板|老闆|同学|同學|室友|邻居|鄰居|客户|客戶|孩子"
)
_AFTER = "[的也都还還已在被把和跟说說去过過注登用是要想，,。.！!？?、\\s]|律师|律師|先生|女士|$"
_SHAPES = (
    re.compile(f"(?:我叫|我(?:的)?名字(?:是|叫)|姓名[:：]|本人)[ ]?({_FULL}|[小阿]{_CHAR})"),
    re.compile(f"我是[ ]?(?!{_NO_NAME})({_FULL})(?=[，,。.！!？?、\\s]|$|[{_GOES_ON}])"),
    re.compile(f"我姓[ ]?({_SURNAME})"),
    re.compile(f"({_SURNAME}{_CHAR}{{0,2}}?)(?=先生|女士|小姐|太太|经理|經理)"),
    re.compile(f"(?:谢谢|謝謝|敬礼|敬禮|此致|敬上)[。！!,，.\\s]*({_FULL})[。.]?\\s*$"),
    re.compile(f"\n\\s*({_FULL})[。.]?\\s*$"),
    re.compile(f"(?:{_RELATIVE})(?:是|叫|的名字是)?({_FULL})(?={_AFTER})"),
    re.compile(
        f"(?<![总總温溫平缓])[和跟与與同给給找向]({_FULL})(?=一起|[都也的说說联聯谈談讲講打住见見在]|先生|女士)"
    ),
    re.compile(
        f"(?:代理人|联系人|聯絡人|收件人|申请人|申請人|户主|戶主|监护人|監護人)(?:是|叫|为|為|[:：])({_FULL})(?={_AFTER})"
    ),
    re.compile(f"(?:{_RELATIVE}|(?<=我)先生)(?!{_NO_NAME})({_SURNAME}(?:(?![{_GOES_ON}]){_CHAR}){{2}})"),
    re.compile(
        f"(?:^|[，。,\\s])(?!{_NO_NAME})({_FULL})(?=的(?:资料|資料|信息|資訊|个人|個人|账|帐|帳|数据|數據|电话|電話|地址))"
    ),
    re.compile(f"({_SURNAME}{_CHAR}{{1,2}})(?=律师|律師|医生|醫生|老师|老師|主任|主管|部长|部長)"),
    re.compile(f"我是[ ]?((?:小|阿){_CHAR})(?=[，,。.！!？?、\\s]|$)"),
    re.compile(
        "(?:我叫|我是|我的名字(?:是|叫)|(?:"
        + _RELATIVE
        + ")(?:是|叫)?)[ ]?([A-Z][A-Za-z'’-]+(?: [A-Z][A-Za-z'’-]+){0,2})"
    ),
)
_CHINESE = re.compile("[你您们們吗嗎呢吧请谢這这没沒给叫]|我(?![々慢国國])|[一-龥]了[，。！？,]|了$")
_JAPANESE = re.compile("(?<!［)[ぁ-んァ-ヶ](?![^［］]*］)")
"""Kana, but not those of a placeholder."""


def is_chinese(text: str) -> bool:
    """Whether it is Chinese and no Japanese: a reading of Japanese words finds names in it that are none."""
    return _CHINESE.search(text) is not None and _JAPANESE.search(text) is None


def chinese_names(text: str) -> Iterator[Hidden]:
    """Where names stand."""
    for shape in _SHAPES:
        for match in shape.finditer(text):
            if match[1].casefold() not in NO_NAMES:
                yield Hidden(*match.span(1))
