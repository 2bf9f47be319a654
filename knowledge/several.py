"""Two matters in one question: 「手数料と必要書類を教えてください」, 「Cookieはありますか、それと海外に送りますか」.

A question has one topic, so that one of two would be answered and the other passed over. Taken apart are the plain list
of two (a longer sentence with a 「と」 in it is nearly always about one thing), two sentences that both ask, and what a
word like 「あと」 or 「ところで」 joins on. Whoever asks for the parts sees whether each of them is a matter by itself.

Wishes are told in other forms than questions (「消してほしいし、DMも止めて」): `parts` cuts wherever one thing may be
added to another, and the dialogue model says what each part means (bot/components/parts.py).
"""

import re
from typing import NamedTuple

_SENTENCE = re.compile(r"[^。．！!？?\n]+[。．！!？?\n]*\s*")
_LIST = re.compile(
    r"^(?P<first>[^、。,，]{2,18}?[一-龥々ァ-ヶー])(?<!場合)(?<![時際])(?:と、|と|や|、|および|及び|ならびに|並びに|それと)"
    r"(?P<second>[^、。,，]{2,24}?)"
    r"(?P<wanted>(?:を|について|が)?(?:お?教え|おしえ|知りた|聞きた|お聞き|お知らせ|確認した).*)$"
)
_ASKING = "を教えてください"
_JOIN = re.compile(
    r"(?:^|(?<=[、。，．,.!?！？\s]))(?:ところで|ちなみに|それと|それから|あと|また|ついでに|"
    r"by the way|also|and also|另外|还有|顺便问一下)[、，,]?\s*",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"(?:[？?]|(?:です|ます|でしょう|ません|の|ない)か[。．]?|教えて(?:ください|下さい|ほしい.*)?[。．]?|(?:知り|聞き)たい.*|吗[。]?|呢[。]?)\s*$"
)
_BREAK = re.compile(r"[。．！!？?\n，,、;；…~～\s]+")
_A_NOT_A = re.compile(
    r"(?<![不没沒])([一-龥])(?<![不了动動时時])(?:不|没|沒)\1|可以不可以|(?<![没沒])(?:有|了)[没沒]有?$|(?<=[行好成以])不$"
)
"""A Chinese question that holds both answers (「行不行」, 「有没有」); 「动不动」 means often."""
_NOT_ASKED = re.compile(
    r"不管|无论|無論|不论|不論|不知道?|不确定|不確定|不清楚|不晓得|忘了|取决于|(?<!不)[都也](?:行|可以|好|一样|一樣|没关系|没用|没有用)|受不了"
    r"|(?:无|無|没)所[谓謂]|不在[乎意]|不关心|不重要|不要紧|[不没沒][一-龥]?随[便你]|[不没沒][一-龥][^，,]{0,10}由[你我]|怀疑|爱[一-龥]不|是我的(?:事|自由|权利)"
    r"|没(?:有)?(?:想好|决定)(?!的)|在(?:考虑|想是不是该)|问我(?!们)|有[没沒]有都|(?<!是)我[都也](?:要|得|会)"
)
"""It is left open, or all the same (「不知道能不能」, 「有没有都行」)."""
_CIVIL = re.compile(r"^(?:谢谢|謝謝|多谢|感谢|拜托|麻烦|麻煩)[^，,]{0,4}$")
_GAP = re.compile(r"\s+")
_CUT = re.compile(
    r"(?P<joined>(?<=[いたるうすくぐむぬぶつだん])し[、,，\s]\s?"
    r"|(?<=たい)し(?=[一-龥々ァ-ヶ])"
    r"|(?<=[いたる])のと[、,，]?\s?(?=\S)"
    r"|(?:(?<=もらって)|(?<=いただいて)|(?<=頂いて)|(?<=見て)|(?<=見せて)|(?<=確認して))から(?!も)[、,，]?\s?(?=\S)"
    r"|(?:(?<=もらった)|(?<=いただいた)|(?<=頂いた)|(?<=見た))(?:うえで|上で|あとで|後で|あとに|後に)[、,，]?\s?"
    r"|(?:[、,，。．！!\s]|(?<=て))\s?(?:それと|それから|それに|そして|ほんで|そんで|そのあと|その後|そのうえで|その上で|あと|また|ついでに|さらに|加えて|同時に)"
    r"[、,，]?\s?"
    r"|[,;.]?\s(?:and|also|then|plus)(?:\s(?:also|then|please)){0,4}[\s,]{1,4}"
    r"|[,，。]?\s?(?:另外|还有|還有|同时|同時|并且|並且|而且|顺便|順便)[，,]?\s?)"
    r"|(?<=て)から(?!も)[、,，]?\s?(?=\S)"
    r"|(?<=た)(?:うえで|上で|あとで|後で|あとに|後に)[、,，]?\s?"
    r"|[。．！!？?\n]{1,16}\s?|\.\s",
    re.IGNORECASE,
)
"""Where one thing may be added to another, in a text with one space between words: what repeats has a limit, so that
the cost of a message grows with its length only (a run of 2,000 spaces took half a second)."""
_MOST = 6
"""Parts of a message; who tells a longer story is understood better as a whole."""
_SHORTEST = 3
"""Characters of a part; less is no question by itself (「なぜ？」)."""


def sentences(text: str) -> list[str]:
    """The sentences of a customer's message, each with its mark; however short, unlike `knowledge.sentences`, which
    cuts clauses for the index."""
    return _SENTENCE.findall(text)


def matters(question: str) -> tuple[str, ...]:
    """The two questions that a plain list of two holds, each whole by itself; none where there is no such list.

    What the sentences before the list say (where the customer lives) belongs to both. So it does where two sentences
    ask, or a word joins another question on.
    """
    told = sentences(question.strip())
    if not told:
        return ()
    found = _LIST.match(told[-1].strip())
    if found is None:
        return _joined(question)
    before = "".join(told[:-1])
    return (
        f"{before}{found['first']}{_ASKING}",
        f"{before}{found['second']}{found['wanted']}",
    )


def asks(text: str) -> bool:
    """Whether a message ends in a question, or in the wish to be told something."""
    return _ASKS.search(text) is not None or _ends_in_a_not_a(text)


def _ends_in_a_not_a(text: str) -> bool:
    last = next((one for one in reversed(_BREAK.split(text)) if one and not _CIVIL.match(one)), "")
    return _A_NOT_A.search(last) is not None and _NOT_ASKED.search(last) is None


def beside(text: str) -> str | None:
    """The question that a message asks beside what else it says (「本人です、ところで営業時間は？」).

    None where it asks nothing, or does nothing but ask.
    """
    parts = _parts(text)
    if len(parts) < 2 or asks(parts[0]) or not asks(parts[-1]):
        return None
    return parts[-1]


def last_part(text: str) -> str | None:
    """The last sentence of several, or what a word joins on; None where there is one only."""
    found = _parts(text)
    return found[-1] if len(found) > 1 else None


class Part(NamedTuple):
    """A part of a message. `joined`: a word adds it to what stands before (「…し、」, 「あと」, "and also")."""

    text: str
    joined: bool


def parts(text: str) -> tuple[Part, ...]:
    """The parts of a message, each of which may be a matter by itself; none where it has one only, or many.

    Of white space in a row one character is left in them.
    """
    text = _GAP.sub(lambda gap: "\n" if "\n" in gap[0] else gap[0][0], text)
    found: list[Part] = []
    begin, joined = 0, False
    for cut in [*_CUT.finditer(text), None]:
        part = text[begin : cut.start() if cut else len(text)].strip(" 　、，,")
        if len(part) >= _SHORTEST:
            found.append(Part(part, joined and bool(found)))
        if cut is not None:
            begin, joined = cut.end(), cut["joined"] is not None
    return tuple(found) if 2 <= len(found) <= _MOST else ()


def _joined(question: str) -> tuple[str, ...]:
    parts = _parts(question)
    asking = [part for part in parts if asks(part)]
    if len(asking) != 2 or parts[-2:] != asking:
        return ()
    before = "".join(parts[:-2])
    return (f"{before}{asking[0]}", f"{before}{asking[1]}")


def _parts(text: str) -> list[str]:
    """Sentences, and what a joining word sets apart within one; too short ones stay with the one before."""
    found: list[tuple[int, int]] = []
    for sentence in _SENTENCE.finditer(text):
        begin = sentence.start()
        for join in [*_JOIN.finditer(text, begin, sentence.end()), None]:
            end = join.start() if join else sentence.end()
            length = len(text[begin:end].strip())
            if 0 < length < _SHORTEST and found:
                found[-1] = (found[-1][0], end)
            elif length:
                found.append((begin, end))
            begin = join.end() if join else end
    return [text[begin:end].strip().rstrip("、，,") for begin, end in found]
