"""Which headings limit what stands below them to people of a place. See `knowledge.reading`."""

import re
from collections.abc import Iterable

from knowledge.places import Place, find_places
from knowledge.vocabulary import Region

# Below chapters only a heading about people of a place limits what stands under it, not one about data going there.
_RESIDENCE = re.compile(
    r"居住|在住|所在|お住まい|の(?:お客|皆)(?:様|さま)|の方|の(?:ご?利用者|ユーザー?|会員)(?:[のへに（(]|$)"
    r"|residents?|located in|consumers"
    r"|(?:individuals|users|persons|people|customers|visitors|players|data subjects)\s+(?:in|from)\b"
    r"|\b(?:users|customers|visitors|players|members|individuals)$|\bif you (?:are|live|reside)(?: located)? in\b",
    re.IGNORECASE,
)
# What is said in addition for a place, unless it speaks of data that goes there.
_ADDITION = re.compile(
    r"^(?!.*(?:提供|移転|transfer)).*(?:特則|追加(?:条項|事項|規定)|(?:GDPR|CCPA|CPRA|PIPL).*権利|privacy rights"
    r"|additional (?:information|terms|disclosures|rights))",
    re.IGNORECASE,
)


# Under these headings a place alone ("7.1 European Economic Area") heads what is for its people.
_BY_PLACE = re.compile(
    r"^(?!.*(?:提供|移転|transfer)).*(?:(?:地域|国)(?:別|ごと|に(?:応じた|より))|お住まいの(?:国|地域|国・地域|国や地域)"
    r"|(?:region|country|state|jurisdiction)[- ]specific"
    r"|(?:certain|specific|other) (?:regions|countries|jurisdictions|states)"
    r"|(?:by|your) (?:region|country|jurisdiction))",
    re.IGNORECASE,
)
# A chapter on where data go, or who has them there, is for everyone.
_GOES_THERE = re.compile(
    r"(?:へ|への|との|における|にある|に対する)[^。]{0,12}(?:提供|移転|送信|委託|共同利用|保管)|委託先|子会社|transfers?\b|recipients?\b",
    re.IGNORECASE,
)
# Unless it names the people of the place: EEAにお住まいの方（域外への移転を含む）.
_ITS_PEOPLE = re.compile(
    r"(?:州|域内|本土|諸国)?(?:にお住まい|に?(?:居住|在住)(?:者|する|(?:され|し)ている|の(?:方|お客|皆|個人|利用者))"
    r"|の(?:居住者|方(?!法|針|式|面)|(?:お客|皆)(?:様|さま)(?!相談|センター|サ)))"
    r"|,? (?:residents|users|customers|consumers)\b",
    re.IGNORECASE,
)
# Business there or with it, and no people of the place: 中国からの委託, 欧州の取引先, 米国の会社のクッキー.
_BUSINESS = re.compile(
    r"(?:州|域内|本土|諸国)?(?:から(?:の|受け(?:る|た)|お預かりする)?(?:業務)?"
    r"(?:[委受]託|輸入|仕入|調達|発注|(?:個人|お客様の?)?(?:データ|情報)の(?:受領|移転|取得|提供)|移転|受領|輸送|荷物)"
    r"|(?:の|に(?:ある|おける))(?:主な|当社の?|弊社の?|グループの?|関連|提携|業務)?"
    r"(?:お?取引(?:先|企業|業者)|仕入(?:れ?先|業者)|外注先|[委受]託|現地法人|会社|企業|事業者|業者|工場|拠点|[支本]社|支店|店舗"
    r"|事務所|倉庫|(?:データ)?センター|サーバー?|クラウド|パートナー|提携先|代理店|メーカー|クッキー|製品|商品)"
    r"|[製産](?:の|品|クッキー))(?!様|で?の?(?:お客|皆|会員|ご?利用者|ご?担当者|方|ユーザ))"
    # nor who is there: EUの店舗をご利用のお客様
    r"(?!(?<=店舗|拠点|工場|支店|[支本]社)[をでに](?!.*(?:提供|移転|委託|送信|保管))[^。、]{1,12}?"
    r"(?:お客様|皆様|会員|利用者|従業員|方)(?:の方)?(?:へ|の権利)?$)",
)
_PEOPLE_OF = re.compile(
    r"(?<!to )\b(?:residents (?:of|in)|(?:individuals|users|persons|people|customers|data subjects) (?:in|from)"
    r"|if you (?:are|live|reside)(?: located)? in)(?: the)? $",
    re.IGNORECASE,
)
_MOVED = re.compile(r"提供|移転|送信|委託|transfer|recipient", re.IGNORECASE)
# Who lives there, in so many words: "ハワイツアーのお客様" are no residents of Hawaii.
_LIVING = re.compile(
    r"居住|在住|お住まい|residents|located in|\b(?:live|reside) in\b"
    r"|(?:individuals|users|persons|people|customers|players|data subjects)\s+in\b",
    re.IGNORECASE,
)
# What a heading leaves out: it is not for the people of a place that stands there.
_LEFT_OUT = re.compile(
    r"[（(][^（()）]{0,40}(?:を|は)除[くき][^（()）]{0,8}[）)]|[^（()）、。\s]{1,30}を除(?:く|いた|き)"
    r"|[^（()）、。\s]{1,30}(?:[（(][^（()）]{0,20}[）)])?(?:以外|[国域圏州県海]外)(?=[のにでへ]|$)"
    r"|\b(?:outside(?: of)?|other than|except(?:ing)?(?: for)?|excluding"
    r"|not (?:located |living |resident |residing )?(?:in|of))\s[^,;()]*|\bnon-[A-Z][\w-]*",
    re.IGNORECASE,
)
_CHAPTERS = (Region.EEA_UK, Region.CHINA, Region.CALIFORNIA)


def heading_region(title: str) -> Region | None:
    """The region that a chapter heading names: EEA and UK, China, California; else None."""
    kept, places = _left_in(title)
    goes_there = bool(_GOES_THERE.search(title))
    for place in places:
        its_people = _ITS_PEOPLE.match(kept, place.end) or _PEOPLE_OF.search(kept[: place.start])
        elsewhere = goes_there or _BUSINESS.match(kept, place.end)
        if place.region in _CHAPTERS and (its_people or not elsewhere):
            return place.region
    return None


def region_below(title: str, above: Iterable[str]) -> Region | None:
    """The region to whose people a heading below chapters limits what stands under it; None for everyone.

    People of a place that has no region of its own (Thailand, Texas) are `other`: what is for them is for nobody in
    Japan. `above`: the headings over it.
    """
    by_place = any(map(_BY_PLACE.search, above)) and not _MOVED.search(title)
    if not by_place and not _RESIDENCE.search(title) and not _ADDITION.search(title):
        return None
    region = heading_region(title)
    if region is not None or not (by_place or _LIVING.search(title)):
        return region
    places = [place for place in _places(title) if not _BUSINESS.match(_left_in(title)[0], place.end)]
    others = {place.region for place in places if place.country != "US"}
    named = others or {Region.OTHER for _ in places}  # the United States: for nobody in Japan either
    return Region.OTHER if named == {Region.OTHER} else None


def _places(title: str) -> list[Place]:
    """The places that a heading names, without those that it leaves out (カリフォルニア州以外, outside the EU)."""
    return _left_in(title)[1]


def _left_in(title: str) -> tuple[str, list[Place]]:
    """A heading without what it leaves out, and the places in that."""
    kept = _LEFT_OUT.sub(" ", title)
    return kept, find_places(kept)
