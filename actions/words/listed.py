"""Several matters one after the other: 「必要書類と手数料と送り先」, 「手数料はいくらで、何日かかりますか」, or each
with its mark: 「利用目的は？委託先は？いくら？」. Pure.

`knowledge.several` takes apart the plain list of two that ends in a wish to be told. What is cut here is bolder, and so
counts only where each part by itself is surely a question on a topic of its own (`actions.speaking.find`). Of three
and more (`roughly`) two may be sure: what is asked by the others is asked back by name.
"""

import re
from typing import NamedTuple

from actions.words.bare_words import asked_of_a_request
from actions.words.questions import asking, has_question_word
from knowledge.several import asks, sentences

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
_BARE_PRICE = re.compile(r"^(?:and )?how much do i (?:have to )?pay\s*\?*$", re.IGNORECASE)
_CHINESE = re.compile(r"[请问么吗几费续这们]|多少|需要|多久|哪些")
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
    return _in_a_row(told) or _to_be_told(told) or _of_a_request(told) or _chained(told)


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
    """A part as a question of its own; a bare word is what one asks of a request."""
    if _BARE_PRICE.match(part):
        return "how much is the fee of a request?"
    whole = asked_of_a_request(part)
    if whole is not None:
        return whole
    if part.isascii() or _CHINESE.search(part):
        return f"{part}?"
    if part.endswith(("か", "は", "の")):
        return f"{part}？"
    if _NOUN_ASKED.search(part):
        return re.sub("[でに]$", "", part) + "ですか"
    return f"{part}を教えてください"


_ASKING_WORD = r"(?:what|how|where|when|who|whom|which|why)\b"
_CHAIN_EN = re.compile(rf"(?:,?\s+(?:and|or)\s+(?:also\s+)?|,\s+)(?={_ASKING_WORD})", re.IGNORECASE)
_FIRST_EN = re.compile(rf"^(?:(?:hi|hello|ok|so|and|well)[,\s]+)*{_ASKING_WORD}", re.IGNORECASE)
_CHAIN_ZH = re.compile(r"\s*(?:[，,、；;]|以及|还有|還有)+\s*")
_ASKS_ZH = re.compile(r"多少|[几幾](?!乎|年前|天前)|多久|什么|甚麼|什麼|哪|[谁誰]|怎么|怎麼|如何|[吗嗎呢]$")
_WORD_JA = r"(?:いつ|どこ|どの|どんな|何|なに|誰|だれ|いくら|どう|どれ)"
_CHAIN_JA = re.compile(rf"(?:(?<=て)|(?<=か)と?)[、,，]?\s*(?={_WORD_JA})")
_WHY = re.compile(r"どうして|なぜ|なんで|何で")
"""Who begins so is rather cross than curious (「どうして消して、いつまで待たせるの」)."""
_LONGEST_CHAIN = {True: 140, False: 50}
"""Characters of a sentence whose parts each ask with a word of their own, in Latin letters and in others."""
_LINK = {True: range(9, 80), False: range(3, 26)}
"""Characters of such a part, likewise: "where and how" is one question."""


def _chained(told: list[str]) -> tuple[str, ...]:
    """Questions in one sentence, each with its own question word ("what do you use it for and how long do you keep
    it?", 「何に使って、いつまで保管しますか」, 「费用多少，要几天？」)."""
    sentence = told[-1].strip(" 　。．.？?！!") if told else ""
    latin = sentence.isascii()
    if not sentence or len(sentence) > _LONGEST_CHAIN[latin]:
        return ()
    links = _links(sentence)
    if not _FEWEST <= len(links) <= _MOST or any(len(link) not in _LINK[latin] for link in links):
        return ()
    before = "".join(told[:-1])
    return tuple(f"{before}{_asked(link)}" for link in links)


def _links(sentence: str) -> list[str]:
    """The parts of it that each ask with a word of their own; none where one of them does not."""
    if sentence.isascii():
        links = [one.strip() for one in _CHAIN_EN.split(sentence)]
        return links if _FIRST_EN.search(links[0]) else []
    if re.search("[ぁ-ん]", sentence):
        links = [one.strip() for one in _CHAIN_JA.split(sentence)]
        if not all(has_question_word(link) for link in links) or _WHY.search(links[0]):
            return []
        links[-1] = _WISH.sub("", links[-1])
        return [f"{link}いますか" if link.endswith("て") else link for link in links]
    links = _CHAIN_ZH.split(sentence)
    return links if all(_ASKS_ZH.search(link) for link in links) else []


class Rough(NamedTuple):
    """One part of what is perhaps a list: the customer's words, and the question that they are taken for."""

    words: str
    question: str


_MATTER = re.compile(
    r"手数料|費用|料金|いくら|書類|身分証|委任状|送り先|送付先|宛先|宛て先|提出先|期間|期限|日数|何日|書式|用紙|様式|方法"
    r"|目的|委託|提供先|第三者|保管|保存|問い?合わ?せ|何に使|誰に"
    r"|手[续續][费費]|[费費]用|多少|多久|[几幾]天|材料|寄到|目的|委托|保存"
    r"|\b(?:fees?|costs?|how (?:much|long)|papers|documents needed|purposes?|shared? with|deadline)\b",
    re.IGNORECASE,
)
_CUT = re.compile(
    r"と?[、,，；;]\s*(?:(?:and|あと|それと|それから|还有|另外)\s*)?|\s+and\s+|(?<=[一-龥々ァ-ヶー])(?:と|以及|和)(?=[^、。]{2})"
)
_TOLD = re.compile(
    r"^(?:please\s+)?(?:tell me|i(?:'d| would) like to know|i want to know)(?:\s+about)?\s+(?:the\s+)?"
    r"|^请?(?:告诉我|问一下)",
    re.IGNORECASE,
)
_LONGEST_ROUGH = {True: 160, False: 70}
_SHORT = range(3, 15)
"""Characters of a question that is little more than a word (「期間は？」)."""
_PART_ROUGH = {True: range(3, 60), False: range(2, 24)}


def roughly(question: str) -> tuple[Rough, ...]:
    """The parts of a list of three and more of which at least two name what a policy speaks of; none where there is no
    such list. The others may be anything, and whoever asks for the answers sees what they are."""
    told = sentences(question.strip())
    first = next((number for number, one in enumerate(told) if asks(one)), len(told))
    row = [one.strip() for one in told[first:]]
    if len(row) in _ROW and all(asks(one) and len(one) in _SHORT for one in row):
        before = "".join(told[:first])
        return tuple(Rough(one, f"{before}{_asked(one.rstrip('？?'))}") for one in row)
    sentence = told[-1].strip(" 　。．.？?！!") if told else ""
    latin = sentence.isascii()
    if not sentence or len(sentence) > _LONGEST_ROUGH[latin] or not _asks_or_wishes(told[-1]):
        return ()
    parts = [one.strip() for one in _CUT.split(_TOLD.sub("", sentence))]
    parts[-1] = _WISH.sub("", parts[-1])
    if len(parts) not in _ROW or any(len(one) not in _PART_ROUGH[latin] for one in parts):
        return ()
    if sum(1 for one in parts if _MATTER.search(one)) < _FEWEST or any(_STORY.search(one) for one in parts):
        return ()
    before = "".join(told[:-1])
    return tuple(Rough(one, f"{before}{_asked(one)}") for one in parts)


_STORY = re.compile(r"(?:場合|とき|時|際|けど|ので|から|たら|ば|なら)$|\b(?:if|because|my)\b")
"""A part that tells or supposes something asks nothing by itself."""


def _asks_or_wishes(sentence: str) -> bool:
    return asks(sentence) or _TOLD_OF.search(sentence) is not None or _TOLD.match(sentence) is not None


_ENDS = re.compile(
    r"(?:^|[、,，。．！!\s])(?P<last>[^、,，。．！!\s\x20-\x7e]{2,20}[。！!？?]?)\s*$"
    r"|(?:\band|[.!,])\s+(?:also\s+)?(?:please\s+)?(?:(?:tell me|let me know)\s+(?:about\s+)?)?"
    r"(?P<en>[a-z' ]{3,50}[?.!]*)$",
    re.IGNORECASE,
)
_TOLD_ZH = re.compile(
    r"^(?:另外|还有|還有|顺便|順便|并|也)*(?:请|請)?(?:告诉我|告訴我|问一下|想知道)?(?:一下)?"
)


_ADDRESS = re.compile(r"(?:the )?(?:(?:postal|mailing) )?address\b|地址", re.IGNORECASE)
"""It is among what is held of somebody, too: with no wish to be told of it, it ends a list of data."""
_TELL = re.compile(r"\b(?:tell me|let me know)\b|告诉我|告訴我|问一下", re.IGNORECASE)


def asked_at_the_end(text: str, names: tuple[str, str, str] | None = None) -> str | None:
    """The question about a request that stands behind a wish in the same message (「…も止めて、手数料も教えて」); None
    where it ends otherwise, or does nothing but ask. `names`: as `asked_of_a_request`."""
    found = _ENDS.search(text.strip())
    if found is None or not text.strip()[: found.start()].strip():
        return None
    last = found["en"] or found["last"]
    told = _TOLD_OF.search(last) or _TELL.search(found[0])
    if not told and (not asking(last) or _ADDRESS.match(last)):
        return None  # 「…を訂正して、書類」, "correct my name and address?"
    return asked_of_a_request(last, names) or asked_of_a_request(_TOLD_ZH.sub("", last), names)
