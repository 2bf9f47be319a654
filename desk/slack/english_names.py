"""Where people give a name in English: cues, and which of the words after them (or before) are the name.

Capitals are no condition: in a chat many write without. So a word is taken for a name where it stands in a name's
place and is none of the ordinary words (`desk.slack.ordinary`); after a cue that nothing else follows ("my name is"),
an ordinary word with a capital is one too.
"""

import re
from collections.abc import Iterator, Sequence

from desk.slack.ordinary import is_english, is_english_name

Span = tuple[int, int]

_WORD = r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ'’-]{0,30}"
_LATIN = re.compile(_WORD)
_RUN = rf"(?P<name>{_WORD}\.?(?:[ \t]{_WORD}\.?){{0,3}})"
_SPEAKER = r"(?:^|(?<=[.!?,;:\n。、！？]))[ \t]*(?P<greeting>(?:hi|hello|hey|yes|good \w+)[,!.]?[ \t]+)?"
_SURE = re.compile(
    r"\b(?i:(?:my|the|his|her|full|first|last|family|given) name(?:['’]s| is)(?: called)?|i am called|call me"
    rf"|name[ \t]*[:：]|(?:mr|ms|mrs|dr|prof)\.?)[ \t]+(?={_RUN})"
)
_THIS_IS = re.compile(rf"\b(?i:this is)[ \t]+(?!(?i:a|i)\b)({_WORD})(?![\w'’-])")
_RELATIVE = (
    "husband|wife|partner|son|daughter|mother|father|mum|mom|dad|brother|sister|friend|child|client|boss|aunt"
)
_LIKELY = re.compile(
    r"\b(?i:this is|i am|i['’]m|im|it is|it['’]s|on behalf of|named|signed"
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
    rf"|[-–—~])[ \t]*(?P<stop>[,.!]?)\s*{_RUN}(?=[ \t]*[.!]?\s*$)"
)
_FULL = re.compile(r"(?<![\w'’-])[A-Z][a-zÀ-ɏ'’-]{1,30}(?:[ \t][A-Z][A-Za-zÀ-ɏ'’-]{1,30}){1,3}(?![\w'’-])")
_ENDS = re.compile(
    r"[ \t]*(?:$|[.,!?;:\n。、！？)）-]|(?i:from|and|here|again|speaking|with|calling|writing|in)\b)"
)


def english_names(text: str) -> Iterator[Span]:
    """Where names stand."""
    for match in _SURE.finditer(text):
        yield from _leading(match.span("name"), text, sure=True)
    for match in _LIKELY.finditer(text):
        yield from _leading(match.span("name"), text, sure=False)
    for match in _THIS_IS.finditer(text):
        if match[1][0].isupper() and not match[1].isupper():
            yield match.span(1)
    for match in _HERE.finditer(text):
        words = _words(text, match.span("name"))
        if _AFTER_HERE.match(text, match.end("name")) and (
            _are_name(words) or (match["greeting"] and _capitals(words))
        ):
            yield match.span("name")
    for match in _FAREWELL.finditer(text):
        words = _words(text, match.span("name"))
        if _are_name(words) or ((match["sure"] or match["stop"] == ",") and _capitals(words)):
            yield match.span("name")
    for match in _FULL.finditer(text):
        words = _words(text, match.span())
        if any(map(is_english_name, words)) and not any(map(is_english, words)):
            yield match.span()


def is_latin_name(text: str) -> bool:
    """Whether one to three Latin words that stand in a name's place in another language are a name."""
    words = _LATIN.findall(text)
    return bool(words) and _are_name(words)


def _leading(run: Span, text: str, sure: bool) -> Iterator[Span]:
    """The name at the beginning of what follows a cue."""
    words = [_offset(one, run[0]) for one in _LATIN.finditer(text[slice(*run)])]
    taken: list[Span] = []
    for start, end in words:
        word = text[start:end]
        if not (word[0].isupper() or not is_english(word)):
            break
        taken.append((start, end))
    named = [text[slice(*one)] for one in taken]
    if not taken or not (sure or _are_name(named)):
        return
    whole = taken[0][0], taken[-1][1]
    written_small = not any(one[0].isupper() or is_english_name(one) for one in named)
    if (
        written_small and not sure and not _ENDS.match(text, whole[1])
    ):  # "i'm lokking for": a slip of the finger
        return
    yield whole


def _are_name(words: Sequence[str]) -> bool:
    """Whether words are a name: two or more with a capital each, or one that is no ordinary word among such."""
    capitals = [one[:1].isupper() for one in words]
    if len(words) > 1 and all(capitals) and not all(one.isupper() for one in words):
        return True
    unknown = [not is_english(one) for one in words]
    return any(unknown) and all(one or other for one, other in zip(capitals, unknown, strict=True))


def _capitals(words: Sequence[str]) -> bool:
    """Whether each is written with a capital where only a name is: a sentence that begins with "I" is none."""
    return words != ["I"] and all(one[:1].isupper() for one in words)


def _words(text: str, span: Span) -> list[str]:
    return _LATIN.findall(text[slice(*span)])


def _offset(match: re.Match[str], by: int) -> Span:
    return match.start() + by, match.end() + by
