"""Whether two addresses are the same place, written by two people: Japanese ones above all.

Not counted as a difference: width, spaces and punctuation; a postal code; the prefecture where one leaves it out;
丁目・番地・番・号 or hyphens; numerals in kanji before such a unit; 大字 and 字; ヶ/ケ/が and の/ノ/之 within a name;
older forms of some characters; a building that only one of them names. A differing number, town, or prefecture is one.
"""

import re
import unicodedata

from knowledge.gazetteer_tables import PREFECTURES

_OLD = str.maketrans("澤邊邉齋齊濱嶋嶌髙﨑瀧龍國廣櫻區縣號條蘆", "沢辺辺斎斉浜島島高崎滝竜国広桜区県号条芦")
_DIGITS = dict(zip("〇零一二三四五六七八九", "00123456789", strict=True))
_KANJI_NUMBER = re.compile(r"[〇零一二三四五六七八九十百]+(?=丁目|番|号|地割)")
_UNIT = re.compile(r"(?<=\d)(?:丁目|番地の?|番(?!町)|号室|号(?![棟館車])|地割|(?:の|ノ|之)(?=\d))")
_DASH = re.compile(r"(?<=\d)\s*[‐‑‒–—―−ー－ｰ~〜～-]\s*(?=[0-9a-z])")
_PREFECTURE = re.compile("|".join(map(re.escape, PREFECTURES)))


def same_place(one: str, other: str) -> bool:
    """Whether both mean the same place, as far as their words tell. Symmetric; an empty address is no place."""
    (region, rest), (other_region, other_rest) = _parts(one), _parts(other)
    if region and other_region and region != other_region:
        return False
    if not rest or not other_rest:
        return False
    shorter, longer = sorted((rest, other_rest), key=len)
    if shorter == longer:
        return True
    # One names the building too: what follows the last number begins with its name, not with more of the number.
    more = longer.removeprefix(shorter)
    return more != longer and shorter[-1].isdigit() and not re.match(r"-?\d", more)


def _parts(text: str) -> tuple[str, str]:
    """The prefecture, or nothing, and the rest in its plainest writing."""
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_OLD)
    plain = re.sub(r"^\s*〒?\s*\d{3}[‐‑‒–—―−ー－ｰ-]?\d{4}(?!\d)", "", plain)
    plain = _KANJI_NUMBER.sub(lambda match: str(_number(match[0])), plain)
    plain = _DASH.sub("-", plain)
    plain = re.sub(r"(?<=\d)\s+(?=\d)", "-", plain)
    plain = _UNIT.sub("-", plain)
    plain = re.sub(r"[\s,、。.．・'’()（）「」]", "", plain)
    plain = re.sub(r"大字|(?<!\d)字", "", plain)
    plain = re.sub(r"(?<=[一-鿿])[ヶヵケカがガ](?=[一-鿿])", "ケ", plain)
    plain = re.sub(r"(?<=[一-鿿])[のノ之](?=[一-鿿])", "の", plain)
    plain = re.sub(r"-+", "-", plain)
    plain = re.sub(r"-(?!\d)|(?<!\d)-", "", plain)
    found = _PREFECTURE.match(plain)
    return (found[0], plain[found.end() :]) if found else ("", plain)


def _number(text: str) -> int:
    """A numeral in kanji below a thousand: 十二, 百五, 一〇三."""
    total, current = 0, ""
    for one in text:
        if one in "十百":
            total += (int(current) if current else 1) * (10 if one == "十" else 100)
            current = ""
        else:
            current += _DIGITS[one]
    return total + (int(current) if current else 0)
