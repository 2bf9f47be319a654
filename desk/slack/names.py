"""Names of people leave a text before it goes to Slack.

The chat's own masking (`desk.chat.masking`) leaves names, because our database may hold them, sealed and for a time.
Slack is somebody else's store, so here they go too. It errs to the side of hiding: what Sudachi takes for a person's
name, what stands where people give their name, and what stands before さん and 様. A name that none of these sees
can pass.
"""

import re

from desk.chat.masking import PLACEHOLDERS
from knowledge.tokenizing import tokens

NAME = "［お名前］"
_PERSON = ("名詞", "固有名詞", "人名")
_KANA = r"[ァ-ヶーｦ-ﾟ]"
_CJK = r"[一-龥々〆ヶ]"
_WORD = rf"(?:{_CJK}{{1,4}}|[ぁ-ん]{{2,6}}|{_KANA}{{2,10}}|[A-Za-z][A-Za-z'’-]{{1,20}})"
_GIVEN = rf"{_WORD}(?:[ 　・]{{0,2}}{_WORD})?"
_NOT_A_NAME = frozenset(
    (
        "ご本人 本人 担当 担当者 お客 客 皆 御社 貴社 代理人 窓口 名前 氏名 会社 弊社 同上 以下 以上 上記 下記 匿名 "
        "お名前 家族 息子 娘 父 母 夫 妻 子 親 奥 旦那 ご主人 主人 お母 お父 お子 どちら どなた "
        "何 みな 申請者 請求者 責任者"
    ).split()
)

_JAPANESE = re.compile(
    rf"(?:(?:私|わたし|僕|俺|当方|こちら)は|"
    rf"(?:氏名|名前|姓名|本名|フリガナ|ふりがな)(?:は|[:：]|が)[ 　]{{0,2}})({_GIVEN})"
    rf"(?=と申|といい|と言い|です|だ|。|、|$|\s)"
)
_CALLED = re.compile(rf"({_GIVEN})(?=[ 　]?(?:と申し|と申す|といいます|と言います|と言う者|という者))")
_TITLED = re.compile(
    rf"({_CJK}{{1,4}}(?:[ 　]?{_CJK}{{1,4}})?|{_KANA}{{2,10}})(?=[ 　]?(?:さん|さま|様|殿|氏(?!名)|くん|君)(?!々))"
)
_CAPITAL = r"[A-Z][A-Za-z'’.-]{0,20}"
_ENGLISH = re.compile(
    rf"(?i:\b(?:my name is|my name's|name:|i am called|this is)\s+)({_CAPITAL}(?:\s+{_CAPITAL}){{0,3}})"
    rf"|\b(?:I am|I'm|Mr\.?|Ms\.?|Mrs\.?|Dr\.?)\s+({_CAPITAL}(?:\s+{_CAPITAL}){{0,3}})"
)
_CHINESE = re.compile(rf"(?:我叫|我是|我的名字是|姓名[:：]|我姓)({_CJK}{{2,4}})")
_SHAPES = (_JAPANESE, _CALLED, _TITLED, _ENGLISH, _CHINESE)
_PLACEHOLDER = re.compile("|".join(map(re.escape, sorted({*PLACEHOLDERS.values(), NAME}))))
"""Those that the desk puts itself: what else stands in such brackets was typed."""


def without_names(text: str) -> str:
    """The text with people's names replaced. Doing it again changes nothing."""
    spans = [match.span(number) for shape in _SHAPES for match in shape.finditer(text)
             for number in range(1, shape.groups + 1) if match[number]]  # fmt: skip
    spans = [span for span in spans if text[slice(*span)].strip() not in _NOT_A_NAME]
    spans += [(token.start, token.end) for token in tokens(text) if token.pos[:3] == _PERSON]
    return replaced(text, spans)


def replaced(text: str, spans: list[tuple[int, int]]) -> str:
    """The text with these places hidden; those that only spaces part are one name. What has been
    hidden before stays as it is."""
    shown = [match.span() for match in _PLACEHOLDER.finditer(text)]
    spans = [span for span in spans if not any(span[0] < end and start < span[1] for start, end in shown)]
    parts: list[str] = []
    at, hidden = 0, False
    for start, end in sorted(spans):
        if start < at:
            at = max(at, end)
            continue
        between = text[at:start]
        if not (hidden and not between.strip(" 　・")):  # family and given name are one name
            parts += [between, NAME]
        at, hidden = end, True
    return "".join([*parts, text[at:]])
