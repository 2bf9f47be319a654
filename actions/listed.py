"""Several matters one after the other: 「必要書類と手数料と送り先」, 「手数料はいくらで、何日かかりますか」, or each
with its mark: 「利用目的は？委託先は？いくら？」. Pure.

`knowledge.several` takes apart the plain list of two that ends in a wish to be told. What is cut here is bolder, and so
counts only where each part by itself is surely a question on a topic of its own (`actions.speaking.find`).
"""

import re

from actions.phrases import sentences
from knowledge.several import asks

_BETWEEN = re.compile(
    r"[、,，・／/]\s*|\s+and\s+|(?<=いくら)で(?=[一-龥どいな])|(?:和|以及)(?=[一-龥])|(?<=[一-龥々ァ-ヶーん先額])(?:と|や|および|及び|ならびに|並びに)(?=[一-龥々ァ-ヶーおごい])"
)
_WISH = re.compile(
    r"(?:と|を|も|について|が|って)*(?:お?教えて.*|知りたい.*|聞きたい.*|お知らせ.*)?[。．！!？?\s]*$"
)
_NOUN_ASKED = re.compile(r"(?:いくら|いつ|どこ|何日|何通|誰|だれ|どう)(?:で|に|まで|くらい|ぐらい)?$")
_OF_A_REQUEST = re.compile(
    r"手数料|費用|料金|いくら|書類|身分証|委任状|送り先|送付先|宛先|宛て先|提出先|窓口|電話|期間|期限|日数|何日|いつ|どのくらい|書式|用紙|様式|請求書|方法|受付時間"
    r"|手续费|费用|多少|多久|几天|材料|地址|寄到"
    r"|\b(?:fees?|costs?|how (?:much|long)|papers?|documents?|address|where|deadline)\b",
    re.IGNORECASE,
)
"""What one asks of a request. Of data that is listed (「氏名や住所」) nothing is asked one by one."""
_LONGEST = {True: 80, False: 45}
"""Characters of a sentence that is a list, in Latin letters and in others; a longer one tells a story."""
_FEWEST, _MOST = 2, 4
_PART = {True: range(3, 45), False: range(2, 21)}
"""Characters of a part, likewise."""
_IN_FULL = {
    "費用": "請求の費用",
    "期間": "回答までの期間",
    "日数": "回答までの日数",
    "いくら": "請求の手数料はいくら",
}
"""What a bare word means beside other things that one asks of a request."""
_BARE_PRICE = re.compile(
    r"^(?:and )?(?:how much (?:is it|does it cost|do i (?:have to )?pay)|多少钱|多少錢)\s*[?？]*$",
    re.IGNORECASE,
)
_CHINESE = re.compile(r"[请问么吗几费续]|多少|需要")
"""What stands in Chinese and in no Japanese part of such a list."""

_MY = re.compile(r"\bmy\b", re.IGNORECASE)
_ASKS_ITSELF = re.compile(
    r"^(?:and )?(?:what|how|where|when|who|which|why|is|are|do|does|can|must|should)\b", re.IGNORECASE
)
_BARE_NOUN = re.compile(
    r"^(?:and )?(?:the |required |any )*(?:fees?|costs?|papers?|documents?|address|deadline)[?.!\s]*$",
    re.IGNORECASE,
)


def _one_verb(parts: list[str]) -> bool:
    """Whether these English parts are one question with one verb ("how long do you keep my documents and address?"):
    neither asks each part itself, nor is each the bare name of what one asks of a request."""
    if not all(part.isascii() for part in parts):
        return False
    if any(_MY.search(part) for part in parts):
        return True
    return not (all(map(_ASKS_ITSELF.match, parts[1:])) or all(map(_BARE_NOUN.match, parts)))


_ROW = range(3, _MOST + 1)
"""Questions in a row, and matters that a wish to be told lists; of two of them `knowledge.several` knows."""
_ASKED_IN_A_ROW = range(4, 41)
_NOUN = re.compile(r"[^\s。？?]{1,14}[一-龥々ァ-ヶー]")
_TOLD_OF = re.compile(r"(?:を|について|も)(?:お?教え|おしえ|知りた|聞きた|お聞き|お知らせ)")


def listed(question: str) -> tuple[str, ...]:
    """The questions that a short list names, each whole by itself; none where there is no such list. What stands in
    the sentences before (where the customer lives) belongs to each."""
    told = sentences(question.strip())
    return _in_a_row(told) or _to_be_told(told) or _of_a_request(told)


def _in_a_row(told: list[str]) -> tuple[str, ...]:
    """Sentences that each ask (「利用目的は？委託先は？いくら？」), behind what they have in common."""
    first = next((number for number, one in enumerate(told) if asks(one)), len(told))
    row = [one.strip() for one in told[first:]]
    if len(row) not in _ROW or any(len(one) not in _ASKED_IN_A_ROW or not asks(one) for one in row):
        return ()
    before = "".join(told[:first])
    return tuple(f"{before}{one}" for one in row)


def _to_be_told(told: list[str]) -> tuple[str, ...]:
    """Nouns in a row that somebody wishes to be told of (「利用目的と委託先と手数料を教えて」)."""
    wish = _TOLD_OF.search(told[-1]) if told else None
    if wish is None:
        return ()
    parts = [part.strip() for part in re.split(r"と?[、,，]|と", told[-1][: wish.start()])]
    if len(parts) not in _ROW or any(not _NOUN.fullmatch(part) for part in parts):
        return ()
    before = "".join(told[:-1])
    return tuple(f"{before}{_asked(part)}" for part in parts)


def _of_a_request(told: list[str]) -> tuple[str, ...]:
    if not told or len(told[-1]) > _LONGEST[told[-1].isascii()]:
        return ()
    parts = [_WISH.sub("", part.strip()) for part in _BETWEEN.split(told[-1])]
    if not _FEWEST <= len(parts) <= _MOST or any(len(part) not in _PART[part.isascii()] for part in parts):
        return ()
    if any(part.endswith(("場合", "とき", "時", "際")) or not _OF_A_REQUEST.search(part) for part in parts):
        return ()
    if _one_verb(parts):
        return ()
    before = "".join(told[:-1])
    return tuple(f"{before}{_asked(part)}" for part in parts)


def _asked(part: str) -> str:
    if _BARE_PRICE.match(part):
        return "how much is the fee of a request?" if part.isascii() else "申请需要手续费吗，多少钱？"
    if part.isascii() or _CHINESE.search(part):
        return f"{part}?"
    part = _IN_FULL.get(part, part)
    if part.endswith(("か", "は")):
        return f"{part}？"
    if _NOUN_ASKED.search(part):
        return re.sub("[でに]$", "", part) + "ですか"
    return f"{part}を教えてください"
