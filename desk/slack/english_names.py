"""Where people give a name in English: cues, and which of the words after them (or before) are the name.

Capitals are no condition: in a chat many write without. So a word is taken for a name where it stands in a name's
place and is none of the ordinary words (`desk.slack.ordinary`); after a cue that nothing else follows ("my name is"),
an ordinary word with a capital is one too. One that people are called (`desk.slack.people`) is hidden with a capital
even though it is a common word ("I'm Will"), and within a sentence where it is none.
"""

import re
from collections.abc import Iterator, Sequence

from desk.slack.ordinary import is_brand, is_english, is_english_name
from desk.slack.people import NO_NAMES, is_a_name, is_common, is_familiar, is_given
from desk.slack.spans import Hidden
from knowledge.gazetteer import gazetteer, key_of

Span = tuple[int, int]

_WORD = r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ'’-]{0,30}"
_LATIN = re.compile(_WORD)
_RUN = rf"(?P<name>{_WORD}\.?(?:[ \t]{_WORD}\.?){{0,3}})"
_SPEAKER = r"(?:^|(?<=[.!?,;:\n。、！？]))[ \t]*(?P<greeting>(?:hi|hello|hey|yes|good \w+)[,!.]?[ \t]+)?"
_SURE = re.compile(
    r"\b(?i:(?:my|the|his|her|full|first|last|family|given) name(?:['’]s| is)(?: called)?|(?:i am|i['’]m|im) called"
    r"|calls? me|i go by|known as|my n[ame]{3} is"
    rf"|name[ \t]*[:：-]|(?:mr|ms|mrs|dr|prof)\.?)[ \t]+(?={_RUN})"
)
_RELATIVE = (
    "husband|wife|partner|son|daughter|mother|father|mum|mom|dad|brother|sister|friend|child|client|boss|aunt|uncle"
    "|colleague|neighbou?r|flatmate|roommate|girlfriend|boyfriend|fianc[eé]e?|lawyer|attorney|manager|cousin|nephew|niece"
    "|grandmother|grandfather|grandson|granddaughter|assistant|doctor|landlord"
)
_LIKELY = re.compile(
    r"\b(?i:this is|i am|i['’]m|im|it is|it['’]s|on behalf of|named|signed[:：]?"
    rf"|my (?:late |ex-|ex )?(?:{_RELATIVE})(?:['’]s name)?(?: is)?),?[ \t]+(?={_RUN})"
)
_HERE = re.compile(rf"{_SPEAKER}{_RUN}(?=[ \t](?i:here|speaking)\b)", re.IGNORECASE | re.MULTILINE)
_AFTER_HERE = re.compile(
    r"[ \t]+(?i:here|speaking)(?:[ \t]+(?i:again|from|with))?(?:[ \t]*[.,!?:;。、\n-]|[ \t]*$| again| from| with)"
)
_FAREWELL = re.compile(
    r"(?:^|(?<=[\s.,!?]))(?i:(?P<sure>(?:(?:best|kind|kindest|warm|warmest|with) )*regards"
    r"|(?:yours )?sincerely(?: yours)?|yours (?:truly|faithfully)|respectfully)|best(?: wishes)?"
    r"|(?:many |with )?thanks(?: in advance| so much| a lot)?|thank you(?: very much| in advance)?|thx|cheers"
    rf"|[-–—~]{{1,2}})(?: from)?[ \t]*(?P<stop>[,.!]?)\s*{_RUN}(?=[ \t]*[.!]?\s*$)"
)
_FULL = re.compile(r"(?<![\w'’-])[A-Z][a-zÀ-ɏ'’-]{1,30}(?:[ \t][A-Z][A-Za-zÀ-ɏ'’-]{1,30}){1,3}(?![\w'’-])")
_ENDS = re.compile(
    r"[ \t]*(?:$|[.,!?;:\n。、！？)）-]|(?i:from|and|here|again|speaking|with|calling|writing|in)\b)"
)


_PARTICLES = frozenset("de da di du del della van von der den ten ter la le bin ibn al el dos y".split())
"""Stand within a name: lotte de vries."""
_LAST = re.compile(rf"\n[ \t]*{_RUN}(?=[ \t]*[.!]?\s*$)")
_WITHIN = re.compile(rf"(?<=[\w,;:(\"“'’])[ \t(\"“]+({_WORD})")
_BEGINS = re.compile(
    rf"(?:^|(?<=[.!?\n])[ \t]*)({_WORD})(?=(?:[ \t]+(?i:and|is|was|has|had|wants?|asked|told|said|signed|works?|lives?"
    r"|would|also|did|does|never|got|wrote|called|opened|saw)\b|,[ \t]+[A-ZÀ-Þ]))",
    re.MULTILINE,
)
_BESIDE = re.compile(rf"(?:[ \t]*,|[ \t]+(?:and|&|or))[ \t]+({_WORD})|[ \t]+({_WORD})")


def english_names(text: str) -> Iterator[Hidden]:
    """Where names stand, and what may be one."""
    places = list(_long_places(text))
    found = {span for span in _spans(text) if text[slice(*span)].casefold() not in NO_NAMES}
    found |= set(_beside(text, found))
    for start, end in found:
        if not any(start < to and begin < end for begin, to in places):
            yield Hidden(start, end, doubt=_is_place(text[start:end]))


def _long_places(text: str) -> Iterator[Span]:
    """Places of two or three words, in which a name may stand (San Francisco)."""
    words = [match.span() for match in _LATIN.finditer(text)]
    for count in (2, 3):
        for first, last in zip(words, words[count - 1 :], strict=False):
            if text[first[0]].isupper() and _is_place(text[first[0] : last[1]]):
                yield first[0], last[1]


def _spans(text: str) -> Iterator[Span]:
    for match in _SURE.finditer(text):
        yield from _leading(match.span("name"), text, sure=True)
    for match in _LIKELY.finditer(text):
        yield from _leading(match.span("name"), text, sure=False)
    for match in _HERE.finditer(text):
        words = _words(text, match.span("name"))
        if _AFTER_HERE.match(text, match.end("name")) and (
            _are_name(words) or _are_called(words) or (match["greeting"] and _capitals(words))
        ):
            yield match.span("name")
    for match in _FAREWELL.finditer(text):
        words = _words(text, match.span("name"))
        if (
            _are_name(words)
            or _are_called(words)
            or ((match["sure"] or match["stop"] == ",") and _capitals(words))
        ):
            yield match.span("name")
    for match in _LAST.finditer(text):
        words = _words(text, match.span("name"))
        if _are_called(words) or (_are_name(words) and len(words) < 4):
            yield match.span("name")
    for match in _FULL.finditer(text):
        words = _words(text, match.span())
        if any(map(is_english_name, words)) and not any(map(is_english, words)):
            yield match.span()
    yield from _in_sentences(text)


def _in_sentences(text: str) -> Iterator[Span]:
    """Names of third persons: with a capital within a sentence, or as its subject, and neither a common word nor a
    place."""
    for match in _WITHIN.finditer(text):
        if _stands_out(match[1]) and not is_common(match[1]):
            yield match.span(1)
    for match in _LATIN.finditer(text):
        if is_familiar(match[0]) and not is_brand(match[0]) and not _is_place(match[0]):
            yield match.span()
    for match in _BEGINS.finditer(text):
        if _stands_out(match[1]) and is_given(match[1]):
            yield match.span(1)


def _stands_out(word: str) -> bool:
    return _capital(word) and is_a_name(word) and not is_brand(word) and not _is_place(word)


def _beside(text: str, found: set[Span]) -> Iterator[Span]:
    """Names that go on from one that was found: a surname after it, others that are counted up with it."""
    waiting = list(found)
    while waiting:
        _, end = waiting.pop()
        match = _BESIDE.match(text, end)
        if match is None:
            continue
        span = match.span(1) if match[1] else match.span(2)
        word = text[slice(*span)]
        if span not in found and _capital(word) and is_a_name(word) and not is_brand(word):
            waiting.append(span)
            yield span


def is_latin_name(text: str) -> bool:
    """Whether one to three Latin words that stand in a name's place in another language are a name."""
    words = _LATIN.findall(text)
    return bool(words) and (_are_name(words) or _are_called(words))


def _leading(run: Span, text: str, sure: bool) -> Iterator[Span]:
    """The name at the beginning of what follows a cue."""
    taken: list[Span] = []
    within = False
    for one in _LATIN.finditer(text[slice(*run)]):
        start, end = _offset(one, run[0])
        word = text[start:end]
        if taken and word.casefold() in _PARTICLES:
            within = True
            continue
        if taken and re.search(r"[.!?]", text[taken[-1][1] : start]) and taken[-1][1] - taken[-1][0] > 2:
            break  # a sentence ends
        if not (
            word[0].isupper()
            or not is_english(word)
            or (taken and _seldom_a_word(word))
            or within
            or (not taken and is_given(word))
        ):
            break
        taken.append((start, end))
        within = False
    named = [text[slice(*one)] for one in taken]
    if not taken or named[0].casefold() in NO_NAMES:
        return
    whole = taken[0][0], taken[-1][1]
    ends = _ENDS.match(text, whole[1]) is not None
    if any(one[0].isupper() for one in named):
        if sure or _are_name(named) or _are_called(named):
            yield whole
    elif (
        (sure and not is_common(named[0]))
        or (ends and (_are_name(named) or is_given(named[0])))
        or (any(map(is_english_name, named)) and _are_name(named))
    ):
        yield whole


def _are_name(words: Sequence[str]) -> bool:
    """Whether words are a name: two or more with a capital each, or one that is no ordinary word among such."""
    capitals = [one[:1].isupper() for one in words]
    if words and words[0].casefold() in NO_NAMES:
        return False
    if len(words) > 1 and all(capitals) and not all(one.isupper() for one in words):
        return True
    unknown = [not is_english(one) for one in words]
    may_be = [one or _seldom_a_word(word) for one, word in zip(unknown, words, strict=True)]
    return any(unknown) and all(one or other for one, other in zip(capitals, may_be, strict=True))


def _seldom_a_word(word: str) -> bool:
    """Whether it is on a list of names, and on one of words (mori, raman) only far behind."""
    return is_a_name(word) and not is_common(word)


def _are_called(words: Sequence[str]) -> bool:
    """Whether people are called so, with a capital each; common words or not."""
    return (
        bool(words)
        and all(map(_capital, words))
        and any(map(is_a_name, words))
        and words[0].casefold() not in NO_NAMES
    )


def _capital(word: str) -> bool:
    """As a name is written: JOHN may be one, "I" and abbreviations are none."""
    return word[:1].isupper() and len(word) > 1


def _is_place(text: str) -> bool:
    return key_of(text) in gazetteer()


def _capitals(words: Sequence[str]) -> bool:
    """Whether each is written with a capital where only a name is: a sentence that begins with "I" is none."""
    return words != ["I"] and all(one[:1].isupper() for one in words)


def _words(text: str, span: Span) -> list[str]:
    return _LATIN.findall(text[slice(*span)])


def _offset(match: re.Match[str], by: int) -> Span:
    return match.start() + by, match.end() + by
