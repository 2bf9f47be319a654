"""Finds place names in what a customer wrote, and the region they mean. Python 3.10 and 3.11.

Precision comes first: a wrong region means the wrong law. A name counts only where the sentence uses it as a place:
not as a surname (山口和子), nor inside a company's or thing's name (岡山ネットワーク, 中国語), nor negated (日本国外).
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from knowledge import gazetteer_tables as tables
from knowledge.gazetteer import (
    Entry,
    beginnings,
    first_word,
    gazetteer,
    key_of,
    longest_name,
    region_of,
)
from knowledge.moving import is_to_be
from knowledge.tokenizing import Token, tokens
from knowledge.vocabulary import Region

_CJK = re.compile(r"[ぁ-んァ-ヶ一-龥々]")
_KANA = re.compile(r"[ぁ-んァ-ヶ]")
_PLAIN = re.compile(r"[ぁ-んァ-ヶー一-龥々]{2}(?![\u3099\u309a])")
"""Two characters that a name's key has as they are written (a mark behind them would change the second)."""
_BROKEN = re.compile(r"[\s、。]")
_KATAKANA_NAME = re.compile(r"[ァ-ヶー・]{4,}")
_KANJI_NAME = re.compile(r"[一-龥々]{2,3}")
_LATIN_WORD = re.compile(r"[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ.'’-]*")
_RESIDENT_AFTER = re.compile(
    r"(?:(?:県|都|府|市|区|州|省|町|村|郡)?(?:内|本土|国内|近郊|郊外)?\s*)"
    r"(?:(?:に|で|へ)(?:ずっと|今|現在)?(?:[^。、,]{0,6})?(?:住|すん|すむ|居住|在住|暮ら|くらし|滞在|駐在|おり|います|いる|居ります|引っ越|移住|留学|赴任|生活)"
    r"|(?:住ん|すん)で|在住|居住|住み|ずみ|駐在|滞在|在勤|在留|暮らし|住まい|の(?:住民|者|居住者|在住者|もの)|からの?(?:問|連絡|質問|送|申)|から(?:です|なん|メール|お問)|留学|赴任)"
)
_ALLOWED_NEXT = (
    "在住 居住 駐在 滞在 在勤 在留 所在 住所 住まい 住み 住 暮らし エリア 市内 市民 県民 州民 "
    "居住者 在住者 方面 近郊 郊外 周辺 全域 域内 本土 国内 住民 現地 留学 赴任 移住 転勤 生活 "
    "ユーザー 顧客 利用者 消費者 お客 客 お客様 市 県 区 州 省 町 村 郡 都 府 内 側 地方 地域 "
    "支店 時代 加盟 圏 籍 以内 両国 間 等 など 向け 用 様 現在 今 ずみ 出身"
).split()
_NEGATED = ("国外", "以外", "域外", "圏外", "外", "出身", "生まれ", "育ち", "旅行", "行き", "宛", "宛て")
_HONORIFIC = ("さん", "様", "さま", "氏", "君", "くん", "ちゃん", "先生", "殿")
_NAMES_ITSELF = re.compile(r"\s*(?:と(?:申|もう|言い|いい|いう)|といいます)")
_ELSEWHERE_AFTER = re.compile(
    r"\s*(?:(?:に|へ)(?:[^。、]{0,8})?(?:送|移転|転送|提供|渡|保管|保存|持ち出|出張|旅行)|の(?:サーバ|法|会社|業者|企業|支店|本社|拠点)|ではなく|じゃなく|以前)"
)
_ENGLISH_BEFORE = re.compile(
    r"(?:\b(?:in|from|at|near|of|around|within|outside|to|for|into|based|leaving|visiting|here)\s+(?:the\s+)?|[,(/]\s*)$",
    re.IGNORECASE,
)
_ENGLISH_LIVES = re.compile(
    r"\b(?:liv(?:e|es|ing)|resid(?:e|es|ing|ent|ents)|based|located|stay(?:ing)?|home|here|i'?m|i\s+am|we'?re|we\s+are|citizens?|customers?|writing)"
    r"\s+(?:\w+\s+){0,2}(?:in|from|of|near|at)\s+(?:the\s+)?(?:[\w ]+,\s*)?$",
    re.IGNORECASE,
)
_ENGLISH_NOT = re.compile(
    r"\b(?:not\s+in|outside(?:\s+of)?|originally\s+from|born\s+in|to|visiting|leaving|sen[dt]\s+to)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_ENGLISH_OUTSIDE = re.compile(
    r"\b(?:outside(?:\s+of)?|not\s+(?:living\s+|based\s+|located\s+)?in|other\s+than|except(?:\s+for)?)"
    r"\s+(?:the\s+)?(?:state\s+of\s+)?$",
    re.IGNORECASE,
)
_ENGLISH_AFTER = re.compile(
    r"[\s-]+(?:residents?|consumers?|customers?|users?|based|households?|address)\b", re.IGNORECASE
)


_NEAR = 80
"""Characters on either side of a name in Latin letters that tell what it is: all of a long message, for each of its
words, took seconds."""


@dataclass(frozen=True)
class Place:
    """A place in a text: `text == source[start:end]`.

    `country` is ISO 3166 alpha-2 or "EU", "" if unclear; `region` is None where the name does not decide it
    (アメリカ without a state); `residence` says that the sentence puts the customer there.
    """

    text: str
    start: int
    end: int
    country: str
    region: Region | None
    residence: bool = False


def find_places(text: str) -> list[Place]:
    """The places named in `text`, in order, without overlaps."""
    if not text.strip():
        return []
    original, text = text, _even_width(text)
    found = [*_latin_places(text)]
    if _CJK.search(text):
        chinese = not _KANA.search(text) and bool(tables.CHINESE_TEXT.search(text))
        found += _chinese_places(text) if chinese else _japanese_places(text)
    places = _narrowed(text, _without_overlaps(found))
    if original == text:
        return places
    return [replace(place, text=original[place.start : place.end]) for place in places]


def _even_width(text: str) -> str:
    """Full-width letters and digits as plain ones, character by character: offsets stay."""
    if text.isascii():
        return text
    return "".join(n if len(n := unicodedata.normalize("NFKC", c)) == 1 else c for c in text)


def customer_region(text: str) -> Region | None:
    """The region a customer's sentence puts them in; None where it names none, or several, or leaves it open.

    A place of residence decides before places that are merely named.
    """
    places = [place for place in find_places(text) if not is_to_be(text, place.start, place.end)]
    living = [place for place in places if place.residence]
    named = [place for place in places if not _ELSEWHERE_AFTER.match(text[place.end :])]
    regions = {place.region for place in (living or named)}
    return regions.pop() if len(regions) == 1 else None


def _without_overlaps(found: Sequence[Place]) -> list[Place]:
    kept: list[Place] = []
    for place in sorted(found, key=lambda place: (place.start, -(place.end - place.start))):
        if not kept or place.start >= kept[-1].end:
            kept.append(place)
    return kept


def _narrowed(text: str, found: list[Place]) -> list[Place]:
    """A city and its country or state beside it are one place: `Paris, Texas`, `アメリカのシカゴ`, `東京都江東区`."""
    result: list[Place] = []
    for place in found:
        between = text[result[-1].end : place.start].strip() if result else "x"
        if result and between in ("", ",", "、", "の", "・", "(", "（", "/"):
            last = result[-1]
            whole = text[last.start : place.end]
            if place.country == last.country and place.country:
                region = last.region if last.region is not None else place.region
                if last.region is not None and place.region is not None and place.region is not last.region:
                    region = place.region if between in (",", "(") else last.region
                living = place.residence or last.residence
                result[-1] = Place(whole, last.start, place.end, place.country, region, living)
                continue
            if between == "," and _kind(place) in ("country", "state") and _kind(last) == "city":
                living = place.residence or last.residence
                result[-1] = Place(whole, last.start, place.end, place.country, place.region, living)
                continue
        result.append(place)
    return result


def _kind(place: Place) -> str:
    entry = gazetteer().get(key_of(place.text))
    return entry.kind if entry else ""


# -- Latin letters: English, and short forms inside Japanese


def _latin_places(text: str) -> Iterator[Place]:
    words = [
        (
            m.start(),
            m.end() - (len(m.group()) - len(m.group().rstrip(".'’-")) if "." not in m.group()[:-1] else 0),
        )
        for m in _LATIN_WORD.finditer(text)
    ]
    at, begin = 0, beginnings().words
    while at < len(words):
        if first_word(key_of(text[words[at][0] : words[at][1]])) not in begin:
            at += 1
            continue
        for count in range(min(5, len(words) - at), 0, -1):
            start, end = words[at][0], words[at + count - 1][1]
            if count > 1 and not _joined(text, words[at : at + count]):
                continue
            place = _latin_place(text, start, end)
            if place is not None:
                yield place
                at += count - 1
                break
        at += 1


def _joined(text: str, words: Sequence[tuple[int, int]]) -> bool:
    return all(text[a[1] : b[0]] in (" ", "-", ". ") for a, b in pairwise(words))


def _latin_place(text: str, start: int, end: int) -> Place | None:
    surface = text[start:end]
    lowered = surface.lower()
    entry = gazetteer().get(key_of(surface))
    if surface not in tables.ABBREVIATIONS and lowered not in tables.ADJECTIVES and entry is None:
        return None
    before, after = text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
    alone = len(text.strip(" 　.。!！")) == end - start
    living = bool(
        _ENGLISH_LIVES.search(before) or _ENGLISH_AFTER.match(after) or _RESIDENT_AFTER.match(after)
    )
    if surface in tables.ABBREVIATIONS:
        country, state = tables.ABBREVIATIONS[surface]
        located = (
            living or alone or bool(_ENGLISH_BEFORE.search(before)) or surface in ("EU", "UK", "USA", "EEA")
        )
        if not located or _ENGLISH_NOT.search(before) or _negated(after):
            return None
        return Place(surface, start, end, country, region_of(country, state), living or alone)
    if lowered in tables.ADJECTIVES:
        if not (surface[0].isupper() and _ENGLISH_AFTER.match(after)):
            return None
        country, _, state = tables.ADJECTIVES[lowered].partition("-")
        return Place(surface, start, end, country, region_of(country, state), True)
    if entry is None or len(surface) < 3 or _negated(after) or _ENGLISH_OUTSIDE.search(before):
        return None
    located = living or alone or bool(_ENGLISH_BEFORE.search(before))
    big = entry.kind != "city" or entry.population >= 300_000
    if surface[0].islower() and not (big and located and not entry.unsure):
        return None
    if (entry.unsure or entry.kind == "city") and not located:
        return None
    lives = (living or alone) and not _ENGLISH_NOT.search(before)
    return Place(surface, start, end, entry.country, entry.region, lives)


def _negated(after: str) -> bool:
    return after.lstrip().startswith(("国外", "域外", "以外", "圏外"))


# -- Chinese


def _chinese_places(text: str) -> Iterator[Place]:
    names, longest, ends = gazetteer(), longest_name(), beginnings().ends
    at = 0
    while at < len(text):
        first = text[at]
        for length in range(min(longest, len(text) - at) if _CJK.match(first) else 0, 1, -1):
            last = text[at + length - 1]
            if first + last not in ends:
                continue
            surface = text[at : at + length]
            entry = names.get(key_of(surface)) if _CJK.match(last) else None
            if entry is None or entry.unsure or (entry.kind == "city" and entry.population < 300_000):
                continue
            if text[at + length : at + length + 1] in ("人", "语", "話", "话", "菜", "文"):
                continue
            living = bool(tables.CHINESE_BEFORE.search(text[max(0, at - _NEAR) : at]))
            yield Place(surface, at, at + length, entry.country, entry.region, living)
            at += length - 1
            break
        at += 1


# -- Japanese


def _japanese_places(text: str) -> Iterator[Place]:
    words = [token for token in tokens(text) if token.surface.strip()]
    at = 0
    while at < len(words):
        match = _japanese_match(text, words, at)
        if match is None:
            at += 1
            continue
        count, place = match
        if place is not None:
            yield place
        at += count


def _japanese_match(text: str, words: Sequence[Token], at: int) -> tuple[int, Place | None] | None:
    """How many words a name beginning at `at` spans, and the place if the sentence uses it as one."""
    begins = words[at].start
    if _PLAIN.match(text, begins) and text[begins : begins + 2] not in beginnings().pairs:
        return None
    for count in range(min(5, len(words) - at), 0, -1):
        span = words[at : at + count]
        start, end = span[0].start, span[-1].end
        surface = text[start:end]
        if not _CJK.search(surface) or len(surface) > 20 or _BROKEN.search(surface):
            continue
        entry = _entry(surface, span)
        if entry is None:
            continue
        if not _used_as_place(text, words, at, count, entry):
            return count, None
        living = bool(_RESIDENT_AFTER.match(text[end:])) or _whole(text, start, end)
        return count, Place(surface, start, end, entry.country, entry.region, living)
    return None


def _entry(surface: str, span: Sequence[Token]) -> Entry | None:
    if surface in tables.ABBREVIATIONS:
        country, state = tables.ABBREVIATIONS[surface]
        return Entry(surface, country, region_of(country, state), "city", unsure=True)
    names = gazetteer()
    entry = names.get(key_of(surface))
    if entry is None and len(span) == 1 and _is_place(span[0]):
        for length in range(len(surface) - 1, 1, -1):  # 大阪府堺市 is one word to Sudachi
            entry = names.get(key_of(surface[:length]))
            if entry is not None and entry.kind != "city":
                break
        else:
            return None
    if entry is None:
        return None
    doubtful = entry.kind == "city" and len(span) == 1 and not _is_place(span[0])
    if doubtful and not (_KATAKANA_NAME.fullmatch(surface) and entry.population >= 100_000):
        return None
    if surface in tables.UNSURE_KANJI or (entry.kind == "city" and len(surface) < 2):
        return None
    return entry


def _is_place(token: Token) -> bool:
    return len(token.pos) > 2 and token.pos[1] == "固有名詞" and token.pos[2] == "地名"


def _is_person(token: Token) -> bool:
    return len(token.pos) > 2 and token.pos[2] == "人名"


_SPACES = "".join(char for char in map(chr, range(0x3001)) if char.isspace())
_HARDLY_MORE = re.compile(r"(?:はい、?)?(?:県|市|州|国|在住)?(?:です|だよ|だ|になります)?")
_OF_THAT = re.compile(r"[\s　。、!！はい県市州国在住ですだよになりま]*")
_BESIDE = 12
"""Characters on either side that tell soon that there is more."""


def _whole(text: str, start: int, end: int) -> bool:
    """Whether the text is hardly more than the name: the answer to the question where one lives."""
    if not _OF_THAT.fullmatch(text, end, end + _BESIDE) or not _OF_THAT.fullmatch(
        text, max(0, start - _BESIDE), start
    ):
        return False
    # Stripped, not matched: a long run of spaces or stops would be read anew from each of its characters.
    rest = (text[:start] + text[end:]).lstrip(f"{_SPACES}。、!！").rstrip(f"{_SPACES}。!！")
    return _HARDLY_MORE.fullmatch(rest) is not None


def _used_as_place(text: str, words: Sequence[Token], at: int, count: int, entry: Entry) -> bool:
    start, end = words[at].start, words[at + count - 1].end
    after = text[end:]
    if _whole(text, start, end):
        return True
    resident = bool(_RESIDENT_AFTER.match(after))
    following = words[at + count] if at + count < len(words) else None
    before = words[at - 1] if at else None
    if _NAMES_ITSELF.match(after) or after.lstrip().startswith(_HONORIFIC):
        return False
    if after.startswith(_NEGATED) and not after.startswith(("宛先",)):
        return False
    if following is not None and _is_person(following) and not resident:
        return False
    if entry.unsure and not resident:
        return False
    if before is not None and before.end == start:
        if before.pos[0] == "接頭辞" or (_is_person(before) and not resident):
            return False
        if before.surface in ("株式会社", "有限会社"):
            return False
    if following is None or resident:
        return True
    return not _compound(following, entry)


def _compound(following: Token, entry: Entry) -> bool:
    """Whether the name is the front of a longer noun: 大阪ガス, 中国人, トルコ石."""
    if following.pos[0] not in ("名詞", "接尾辞"):
        return _surname_risk(following, entry)
    if _is_place(following) or following.surface in _ALLOWED_NEXT or following.pos[1] == "数詞":
        return False
    return not any(following.surface.startswith(word) for word in _ALLOWED_NEXT if len(word) > 1)


def _surname_risk(following: Token, entry: Entry) -> bool:
    """`千葉です` and `千葉は` may be a person; `千葉県です` and `ロンドンです` may not."""
    bare = entry.country == "JP" and _KANJI_NAME.fullmatch(entry.name) is not None
    sure = (
        entry.name.endswith(("県", "府", "都", "道", "市", "区", "町", "村")) or entry.name in _NEVER_SURNAMES
    )
    return (
        bare
        and not sure
        and following.surface
        in ("です", "は", "が", "も", "、", "と", "だ", "だけど", "でございます", "ですが")
    )


_NEVER_SURNAMES = frozenset("日本 国内 東京 京都 大阪 日本国内 関東 関西 九州 四国 東北 名古屋 沖縄".split())
