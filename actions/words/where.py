"""Where somebody lives, told in answer to that question: not where a relative does, nor where something happened. Pure.

A place counts where the sentence or the part before a comma says that somebody lives there, or says nothing beside it
that may have happened there: every verb is one of living, and no shop, journey or other person is named. What counts
not is asked again: a wrong region is a wrong law.
"""

import re

from actions.words.homes import only_been_there
from desk.lexicon import oneself, people
from desk.lexicon.wordlist import any_of, words
from knowledge.places import Place, customer_region, find_places
from knowledge.several import sentences
from knowledge.tokenizing import tokens
from knowledge.vocabulary import Region

_COMMA = re.compile(r"[、，,;；]")
_KANA = re.compile(r"[ぁ-んァ-ヶ]")
_NO_VERB = re.compile(
    r"お?(?:願い|ねがい)(?:し|いた|致|申)?|(?:選|えら)(?:び|ん)|で(?:いい|良い|よい|ええ)|に(?=し(?:ます|て|た))"
)
_LIVING = frozenset(
    words("住む|暮らす|暮す|居る|有る|在る|成る|言う|思う|移る|引っ越す|決まる|御座る|存ずる|願う|申す|済む")
)
"""Verbs, as Sudachi writes them, of living, being and saying so."""
_TO_DO = frozenset(words("為る|致す|出来る"))
_LIVING_NOUNS = frozenset(
    words("在住|居住|移住|転居|引越|引越し|引っ越し|滞在|駐在|在留|留学|赴任|生活|永住|願い|お願い|に")
)
"""In front of 「する」."""
_ELSEWHERE = re.compile(
    r"店|ショップ|ストア|ホテル|旅館|空港|旅行|出張|観光|買い物|購入|注文|予約|会社|支社|本社|工場|サーバ|法律|料理|商品|荷物"
    r"|出身|生まれ|育ち|仕事|職場|勤務|好き|嫌い|詳し|ではな|じゃな|以外"
    r"|[买買旅玩逛购購店吃]|出差|去[过過了]|朋友的"
)
"""What is somewhere, or happens there, without anybody's living there."""
_ZH_LIVES = re.compile(r"[住居]|生活|工作|上班|人在")
_OTHERS = re.compile(
    rf"(?<!大丈)(?:{any_of(people.RELATIVES_JA, people.FAMILY_JA, people.ACQUAINTED_JA)}|彼(?!杵)){people.TITLE_JA}"
    r"(?!と|で|国|語|校|切|に(?:代|か)わ|の代)"
    r"|(?<!with )\b(?:my|his|her|their|our|a) (?:\w+ )?"
    rf"{any_of(people.RELATIVES_EN, people.ACQUAINTED_EN, ('family',))}\b"
    r"|\b(?:he|she|they)(?:'s|'re| is| are)? liv|\b(?:he|she)(?:'s| is) in\b"
    rf"|(?<![和跟与與同大]){any_of(people.RELATIVES_ZH, people.ACQUAINTED_ZH)}"
    r"|(?<![和跟与與同])我老?[妈媽爸]|(?<![和跟与與同其])[他她]们?(?:现在|目前|一直|都|也|还|人)*[在住居]",
    re.IGNORECASE,
)
_MYSELF = re.compile(
    rf"{any_of(oneself.I_JA)}(?:は|も|が|、)|\b(?:i|i'm|we|we're)\b(?! have (?:a|an|my)\b)|我[也住在人]",
    re.IGNORECASE,
)
_WORDS_EN = re.compile(r"[A-Za-z']+")
_BESIDE_EN = frozenset(
    words(
        "a|actually|address|am|and|area|are|at|based|be|by|city|country|currently|do|does|"
        "for|from|have|here|home|i|i'd|i'm|i've|in|is|it|it's|its|just|live|lives|"
        "living|me|my|near|no|now|of|ok|okay|please|region|resident|reside|residing|"
        "say|selected|so|sorry|state|still|stay|staying|suppose|take|that|that's|the|then|"
        "there|think|this|town|uh|um|us|we|we're|well|would|yeah|yes|yep|choose|where|"
        "which|county|province"
    )
)
"""Words that may stand beside a bare place in English."""
_PLACEHOLDER = re.compile(r"［[^］]*］")


def home_region(text: str, *, for_another: bool) -> Region | None:
    """The region of the home that is told; None where none is, or several are. `for_another`: an agent asks, so that
    the home of the person represented is meant."""
    told = {customer_region(part) for part in _homes(text, for_another=for_another)} - {None}
    return told.pop() if len(told) == 1 else None


def home_undecided(text: str, *, for_another: bool) -> bool:
    """Whether a home is told that may lie in several regions (「アメリカ」, 「東京かパリです」)."""
    return home_region(text, for_another=for_another) is None and bool(_homes(text, for_another=for_another))


def places_elsewhere(text: str) -> bool:
    """Whether a place is named; that it is no home, or whose, is for `home_region` to tell."""
    return bool(find_places(text))


def _homes(text: str, *, for_another: bool) -> list[str]:
    """The sentences, or parts of one, that tell a home."""
    found: list[str] = []
    for sentence in _of_today(_PLACEHOLDER.sub("", text)):
        if _tells(sentence, for_another=for_another):
            found.append(sentence)
        elif for_another or not _of_another(sentence):  # 「母は、パリです」
            found += [part for part in _COMMA.split(sentence) if _tells(part, for_another=for_another)]
    return found


_ONCE = re.compile(
    r"(?:住んで|暮らして|住まいで)(?:い|おり)?(?:まし)?た(?!い)|(?:在住|居住)(?:でし|だっ|してい?(?:まし)?)た"
    r"|\b(?:used to live|lived in|was living|were living)\b|以前(?:住|在)|[住在]过|[住在]過",
    re.IGNORECASE,
)


def _of_today(text: str) -> list[str]:
    """The sentences; of one that tells where somebody lived once, the parts that do not (「東京に住んでいましたが、今は
    パリです」)."""
    found: list[str] = []
    for sentence in sentences(text):
        once = _ONCE.search(sentence) is not None
        found += [part for part in _COMMA.split(sentence) if not _ONCE.search(part)] if once else [sentence]
    return found


def _of_another(text: str) -> bool:
    return _OTHERS.search(text) is not None and _MYSELF.search(text) is None


def _tells(part: str, *, for_another: bool) -> bool:
    places = find_places(part)
    if not places or only_been_there(part) or (not for_another and _of_another(_beside(part, places))):
        return False
    rest = _beside(part, places)
    living = any(one.residence for one in places)
    if not _KANA.search(part) and not part.isascii() and _ZH_LIVES.search(rest):
        return True
    if part.isascii():
        return living or all(word.lower() in _BESIDE_EN for word in _WORDS_EN.findall(rest))
    if living and _KANA.search(part):
        return True
    return _ELSEWHERE.search(rest) is None and not _something_happens(part, places)


def _beside(part: str, places: list[Place]) -> str:
    """The text without its places."""
    for one in reversed(places):
        part = f"{part[: one.start]} {part[one.end :]}"
    return part


def _something_happens(part: str, places: list[Place]) -> bool:
    """Whether a verb tells of something else than living."""
    before = ""
    for one in tokens(_NO_VERB.sub(lambda found: "　" * len(found[0]), part)):
        inside = any(place.start <= one.start < place.end for place in places)
        happens = one.normalized not in (_LIVING | _TO_DO if before in _LIVING_NOUNS else _LIVING)
        if not inside and one.pos[0] == "動詞" and happens:
            return True
        before = one.surface if one.surface.strip() else "に"
    return False
