"""Postal codes and street addresses. Country, prefecture and city stay: they decide the region."""

# A pattern reads better whole:
# ruff: noqa: E501

import re
from collections.abc import Iterator

from desk.detection.shadow import Found, cover

_PREFECTURES = (
    "北海道|青森県|岩手県|宮城県|秋田県|山形県|福島県|茨城県|栃木県|群馬県|埼玉県|千葉県|東京都|神奈川県|新潟県|富山県|石川県|"
    "福井県|山梨県|長野県|岐阜県|静岡県|愛知県|三重県|滋賀県|京都府|大阪府|兵庫県|奈良県|和歌山県|鳥取県|島根県|岡山県|広島県|"
    "山口県|徳島県|香川県|愛媛県|高知県|福岡県|佐賀県|長崎県|熊本県|大分県|宮崎県|鹿児島県|沖縄県"
)
_STATES = (
    "AL|AK|AZ|AR|CA|CO|CT|DE|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR|PA|"
    "RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY|DC"
)
_POSTAL = tuple(
    re.compile(pattern)
    for pattern in (
        r"〒 ?(?P<code>[0-9]{3}-? ?[0-9]{4})(?![0-9])",
        r"(?:郵便番号|邮编|[Pp]ost(?:al)? ?code|ZIP(?: ?code)?)[^0-9\n]{0,8}(?P<code>[0-9]{3}-?[0-9]{4}|[0-9]{5,6})(?![0-9])",
        r"(?<![-0-9.])(?P<code>[0-9]{3}-[0-9]{4})(?![-0-9])",
        rf"(?<![0-9])(?P<code>[0-9]{{3}}[ ]?[0-9]{{4}})(?= ?(?:{_PREFECTURES}))",
        rf"(?<![A-Za-z])(?:{_STATES}),? (?P<code>[0-9]{{5}}(?:-[0-9]{{4}})?)(?![0-9])",
        r"(?<![A-Za-z0-9])(?P<code>[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z]{2})(?![A-Za-z0-9])",
    )
)


def postal_codes(shadow: str) -> Iterator[Found]:
    """Postal codes of Japan, and after a word or a state those of other countries."""
    for pattern in _POSTAL:
        for match in pattern.finditer(shadow):
            yield Found(*match.span("code"), "postal_code")


_HAN = "一-鿿㐀-䶿々〆ヶヵ"
_TOWN = rf"[{_HAN}ぁ-んァ-ヺー]"
_NAME = rf"[{_HAN}ァ-ヺー]"
_KNUM = "〇零一二三四五六七八九十百千"
_N = rf"(?:[0-9]{{1,5}}|[{_KNUM}]{{1,5}})"
_UNIT = r"(?:丁目|番地の?|番町|番|号棟|号室|号館|号|条|地割|の|ノ|-| )"
# 1-2-3, 一丁目9番9号, 172番地の3, 北1条西2丁目3番地4
_STRICT = rf"(?:[東西南北]?{_N}条(?:[東西南北]? ?{_N} ?{_UNIT} ?){{1,5}}(?:{_N})?|[0-9]{{1,5}}-[0-9]{{1,5}}(?:-[0-9]{{1,5}}){{0,3}}|{_N} ?丁目(?: ?{_N} ?{_UNIT}?){{0,4}}|{_N} ?番地?(?:の? ?{_N} ?号?){{0,3}}|{_N}(?:の|ノ){_N}(?:(?:の|ノ){_N}){{0,2}}|{_N}号)"
_HOUSE = (
    rf"(?: ?[{_HAN}ァ-ヺーA-Za-zぁ-ん0-9・&' ]{{1,24}}?"
    r"(?:ビル(?:ディング)?|マンション|ハイツ|コーポ|アパート|荘|タワー|ハウス|レジデンス|ハイム|団地|住宅|寮|ヒルズ|号室|棟)内?)?"
    r"(?: ?[0-9]{1,4}[单單]元)?(?: ?[0-9]{1,4}[楼层栋幢])?"
    r"(?: ?[A-Za-z]?-?[0-9]{1,5} ?(?:号室|号|階|F(?![a-z])|室)?)?"
)
# 市 (with 区), 区, or 郡 with 町 or 村: a 町 without 郡 is a part of a city, and so of the street
_CITY = rf"(?:{_TOWN}{{1,5}}?郡 ?{_TOWN}{{1,6}}?[町村]|{_TOWN}{{1,7}}?市(?: ?{_TOWN}{{1,4}}?区)?|{_TOWN}{{1,4}}?区)"
_NOT_TOWN = r"(?![^0-9]{0,15}(?:第|様式|別紙|別表|条例|法律|附則|項|章|約款|規則|規程|令和|平成|昭和|年|電話|番号|ver))"
_COUNTER = r"(?![0-9]*[ ]?(?:年|月|日|時|分|円|個|通|部|回|枚|名|人|社|件|条|項|章|歳|才|つ|か|ヶ|ヵ|カ|ケ|週|階|種|点|%|者|間|倍|位|番目|度|-?[0-9]*件))"

_STREETS = tuple(
    re.compile(pattern)
    for pattern in (
        # prefecture and/or city, town, numbers, house
        rf"(?:{_PREFECTURES}) ?(?:{_CITY} ?)?(?P<street>{_NOT_TOWN}{_TOWN}{{0,14}}? ?{_STRICT}{_HOUSE})",
        rf"{_CITY} ?(?P<street>{_NOT_TOWN}{_TOWN}{{0,14}}? ?{_STRICT}{_HOUSE})",
        # a single number after the town: only after a prefecture and city
        rf"(?:{_PREFECTURES}) ?{_CITY} ?(?P<street>{_NOT_TOWN}{_NAME}{{1,10}} ?[0-9]{{1,5}}(?![0-9-]){_COUNTER})",
        # no city: a town and 丁目, or a town and three numbers
        rf"(?P<street>(?<![第{_HAN}]){_NOT_TOWN}{_NAME}{{1,8}}? ?{_N} ?丁目(?: ?{_N} ?{_UNIT}?){{0,4}}{_HOUSE})",
        rf"(?P<street>(?<![{_HAN}]){_NOT_TOWN}[{_HAN}]{{2,8}}? ?[0-9]{{1,4}}-[0-9]{{1,4}}-[0-9]{{1,4}}(?:-[0-9]{{1,5}})?(?![-0-9]){_HOUSE})",
        # after the word for an address
        rf"(?:住所|所在地|自宅|住まい|住んで|居所)[^0-9\n。、]{{0,10}}?(?P<street>{_NOT_TOWN}(?<![{_HAN}]){_NAME}{{0,10}}? ?[0-9]{{1,5}}-[0-9]{{1,5}}(?:-[0-9]{{1,5}}){{0,3}}{_HOUSE})",
        # Chinese: 建国路88号2单元501室
        rf"(?P<street>(?:(?![市区县縣省])[{_HAN}]){{1,6}}(?:路|街|大道|巷|弄|胡同) ?[0-9]{{1,5}} ?[号號弄](?:[{_HAN}0-9]{{0,12}}[室楼层栋幢])?)",
    )
)
_WESTERN = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<![A-Za-z0-9])(?P<street>[0-9]{1,5}[A-Za-z]?,? (?:[A-Z0-9][A-Za-z0-9'.-]* ){1,4}"
        r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Boulevard|Blvd|Way|Court|Ct|Square|Sq|Place|Pl|Terrace|Close|Crescent|Parkway|Pkwy|Highway|Hwy)"
        r"(?![A-Za-z])\.?(?:,? ?(?:Apt|Apartment|Unit|Suite|Ste|Flat|Floor|No|#)\.? ?[A-Za-z0-9-]+)?)",
        r"(?<![A-Za-z])(?P<street>[A-ZÄÖÜ][A-Za-zäöüß-]{1,30}(?:stra(?:ß|ss)e|str\.|weg|platz|gasse|allee|damm|ufer) ?[0-9]{1,4} ?[a-z]?)(?![A-Za-z0-9])",
        r"(?<![A-Za-z])(?P<street>[0-9]{1,4},? (?:rue|avenue|boulevard|place|via|calle) (?:d[eu]s? |de la |d')?[A-ZÀ-Ý][\w'-]+(?: [A-ZÀ-Ý][\w'-]+){0,3})",
        r"(?<![-A-Za-z0-9])(?P<street>(?:[A-Za-z0-9#-]{1,8}, )?[0-9]{1,4}-[0-9]{1,4}(?:-[0-9]{1,4}){0,2},? [A-Z][A-Za-z-]+)(?=,? +[A-Z][a-z]+-?(?:ku|shi|cho|machi|gun)(?![a-z]))",
        r"(?<![A-Za-z])(?P<street>[A-Z][A-Za-z-]+ [0-9]{1,4}-[0-9]{1,4}-[0-9]{1,4})(?=,? +[A-Z][a-z]+-?(?:ku|shi|cho|machi|gun)(?![a-z]))",
    )
)


def streets(shadow: str) -> Iterator[Found]:
    """The part of an address behind the city."""
    for pattern in (*_STREETS, *_WESTERN):
        for match in pattern.finditer(shadow):
            start, end = match.span("street")
            while end > start and shadow[end - 1] in " -の":
                end -= 1
            yield Found(start, end, "address")
            # The later patterns know less about where the city ends.
            shadow = cover(shadow, start, end)
