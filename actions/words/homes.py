"""Whether a place in a message is where somebody lives, or only where they have been. Pure.

Any place that is named tells the region, and with it the chapter of the policy and the rights.
「先月、出張で上海に行きました」 and "I was in Tokyo last month" tell none: who has only been there is asked where they
live. So is who names a shop, a site or a fair there (「EUのサイトで買ったもの」). "I live in Texas" does, also where
another place was taken for their home before.
"""

import re

from desk.lexicon import doing, people
from desk.lexicon.wordlist import any_of
from knowledge.places import customer_region, find_places
from knowledge.several import sentences

_HOME = re.compile(
    rf"住(?:ん|み|ま|民|人)|住所(?!の?(?:を|も|{any_of(doing.RIGHTS_JA)}))|引っ?越|移住|転居|留学|滞在中|在住"
    rf"|居住|在留|永住|暮らし|実家|出身"
    r"|\b(?:liv(?:e|es|ing)|resid\w*|based|home|citizen|moved|address|(?:come|am|i'm|are|we're) from)\b"
    r"|住(?!所)|居|来自|來自|搬",
    re.IGNORECASE,
)
_BEEN = re.compile(
    r"(?:出張|旅行|観光|帰省|遠征)(?:で|に|し(?:た|まし|て)|先|中|の(?:とき|際|時|折))|滞在し(?:た|まし)"
    r"|[にへ](?:行|い)(?:った|って(?!らっしゃ)|きました|ったとき)"
    r"|(?:訪れ|訪問し)(?:た|て|まし)|立ち寄"
    r"|\b(?:i|we) (?:was|were|had been|have been(?![^.?!]*\b(?:for \w+ (?:years|months)|since)\b))"
    r"(?: (?:just|only|also|recently|once|briefly|there|away"
    r"|(?:here )?on (?:a |an )?(?:business |short )?(?:trip|holiday|vacation)))*"
    r" (?:in|at|to)\b"
    r"|\b(?:i|we) (?:went|visited|travell?ed|flew|stayed|vacationed)\b"
    r"(?!(?: to| at)? (?:your|this|the) (?:\w+ )?(?:web ?site|site|page|shop|store|hotel)"
    r"| to (?:school|university|college))"
    r"|\b(?:my|our|a|the) (?:\w+ )?(?:trip|visit|vacation|holidays?|layover|stay) (?:to|in|at)\b"
    r"|\b(?:i'm|i am|we're|we are) (?:currently |now )?(?:travell?ing|visiting|on (?:holiday|vacation))\b(?! from\b)"
    r"|去过|去過|去了|到过|到過|[去在到来來][^。，]{0,8}旅行|旅游|旅遊|出差",
    re.IGNORECASE,
)
_IS = (
    r"(?:る(?=[。、,！!\s]|$|の(?:は|です(?!か)|で(?!は|す)|が)|ん(?:です(?!か)|だ)|けど|が|から|者|よ|ね|わ(?!け))"
    r"|ます(?!か)|おり)"
)
"""Nobody whom it describes (「住んでいる友人」), no case (「住んでいる場合は」), no question."""
_LIVES = re.compile(
    rf"[にで](?:(?:住んで|暮らして|居住して)い?{_IS}|住まい(?:です(?!か)|で|して))"
    rf"|在住(?:です(?!か)|して(?:い?{_IS})"
    rf"|の(?!人|方|友|{any_of(people.FAMILY_JA)}|場合|とき)"
    rf"[^。、]{{1,10}}(?:です(?!か)|と申し))"
    r"|(?:住まい|住んで(?:い)?る(?:の|ところ|場所))は"
    r"|(?<!\bdo )(?<!\bshould )(?<!\bwhere )(?<!\bwhether )"
    r"\b(?:i|we)(?:'m| am|'re| are)? (?:actually |now |currently )*(?:live|living|reside|residing|based) (?:in|at)\b"
    r"|\b(?:i'm|i am) (?:a )?residents? (?:of|in)\b"
    r"|(?:我|本人|我们|我們)(?:现在|現在|目前|其实|其實)?(?:住在|居住在|定居在?)",
    re.IGNORECASE,
)
_ANOTHERS = re.compile(
    rf"(?:{any_of(people.RELATIVES_JA, people.FAMILY_JA, people.ACQUAINTED_JA)}|彼)(?:たち|ら)?{people.TITLE_JA}"
    r"(?:(?:は|が|も)|の(?:お?住まい|住んで))"
)
_NOT_NOW = re.compile(
    r"住んで(?:い)?(?:た|ました|ない|ません)|(?:もし|仮に)"
    r"|\b(?:used to|if i|don't|do not|not|no longer) (?:live|resid)|\blived\b"
    r"|以前住|曾|不住|如果",
    re.IGNORECASE,
)


_NO_TOWN = re.compile(r"\bsale\b")
"""A common word that is a town's name, too (Salé); a town is written with a capital letter."""


def names_no_town(text: str) -> bool:
    """Whether what looks like a place is a common word ("opt out of the sale of my data") and nothing else is one."""
    bare = _NO_TOWN.sub(" ", text)
    return bare != text and customer_region(bare) is None


def only_been_there(text: str) -> bool:
    """Whether somebody tells where they have travelled, and of no home: nor names a place beside that
    (「カリフォルニアです。去年旅行で…」)."""
    if _BEEN.search(text) is None or _HOME.search(text) is not None:
        return False
    return not any(_names_a_place(part) for part in sentences(text))


def _names_a_place(sentence: str) -> bool:
    """Whether a sentence tells of no journey, or tells of it behind the place ("California, and I was ..."), and names
    a place."""
    first, _, rest = (
        (sentence, "", "") if _BEEN.search(sentence) is None else _COMMA.sub("\n", sentence).partition("\n")
    )
    return (
        _BEEN.search(first) is None and customer_region(first) is not None and customer_region(rest) is None
    )


_COMMA = re.compile(r"[、，,;；]")
_GOODS_JA = (
    r"(?:お?荷物|小包|品物|貨物|書類|商品|本|手紙|郵便(?:物)?|国際便|宅配便?|宅急便|EMS|航空便|船便|サンプル"
    r"|見本|プレゼント|ギフト)"
)
_GOODS_EN = (
    r"(?:parcels?|packages?|packets?|shipments?|consignments?|freight|cargo|documents?|letters?|samples?|goods|gifts?"
    r"|box(?:es)?|orders?|items?|deliver(?:y|ies))"
)
_GOODS_ZH = r"(?:快件|快递|快遞|包裹|货物|貨物|货|貨|文件|信件|信|样品|東西|东西|礼物|邮件|国际件|件)"
_SOMETHING_THERE = re.compile(
    r"(?!在住|居住)(?:市|州|県|省)?(?:の|に(?:ある|いる)|で(?:の|開かれた|行われた))?[^\sぁ-ん、。，,.!?！？]{0,8}"
    r"(?:サイト|通販|店(?!員|長)|ショップ|ストア|モール|ホテル|旅館|空港|展示会|見本市|イベント|セミナー"
    r"|ツアー|会社(?!員)|支社"
    r"|本社|支店(?!長)|営業所|工場|倉庫)"
    r"|で(?:買|購入|注文|予約|参加|拾|撮)"
    rf"|の{any_of(people.RELATIVES_JA, people.FAMILY_JA, people.FRIENDS_JA)}{people.TITLE_JA}(?:から|へ|に"
    rf"|宛て?に)[^。、！？!?]{{0,8}}?{_GOODS_JA}(?:が|を|は|も)"
    rf"|(?:から|へ|に|まで|宛て?(?:に|の)?|行きの|発の|あて(?:に|の)?)[^。、！？!?]{{0,8}}?{_GOODS_JA}(?:の"
    rf"|が|を|は|も|で|、|$)"
    r"|(?:から|より)(?:の(?:もの|もん)を?|を)?(?:受け?取[っり]|受けと[っり]|届い|届き|送られて?|発送され|輸入し)"
    r"|(?:へ|に|まで)(?:発送し|輸出し)"
    r"|(?:'s)? (?:web ?sites?|sites?|stores?|shops?|hotels?|offices?|branch|airport|fair|exhibition|conference)\b"
    r"|市?的[^，。？?！!]{0,4}(?:店|网站|網站|酒店|机场|展会|公司)"
    rf"|市?(?:寄|发|發|运|運|邮|郵)(?:到|往|来|來|去|给|出|回|过来|過來)|市?的?{_GOODS_ZH}",
    re.IGNORECASE,
)
_FROM_THERE = re.compile(
    r"\b(?:web ?sites?|sites?|stores?|shops?|hotels?|offices?|branch|airport|fair|exhibition|conference)"
    r" (?:in|from|at|near) (?:the )?$"
    r"|\b(?:bought|ordered|purchased|booked|shipped|sent) "
    r"(?:(?:it|this|that|them|something|things|an?|the|my|some) ?){0,2}"
    r"(?:\w+ )?(?:in|from|to|at) (?:the )?$"
    rf"|\b(?:received?|got|get|picked up|collected|shipped|sent|send|mailed|posted|ship|expecting|imported|exported)\b"
    rf"[^.?!]{{0,30}}?\b{_GOODS_EN}\b[^.?!,]{{0,30}}? (?:from|to)(?: (?!to )\w+ to)? (?:the )?$"
    rf"|\b(?:my|the|a|our|this|that) (?:\w+ )?{_GOODS_EN} (?:that came |sent |shipped )?(?:from"
    rf"|to)(?: (?!to )\w+ to)? (?:the )?$"
    r"|(?:寄|发|發|运|運|邮|郵)(?:到|往|来|來|去|给|回)(?:了)?$",
    re.IGNORECASE,
)


_LIVES_BY = re.compile(
    r"\bi(?:'m| am)? (?:live|living) (?:above|near|close to|next to|behind|opposite)\b", re.IGNORECASE
)


def names_in_passing(text: str) -> bool:
    """Whether every place that is named only tells where a shop, a site, a fair or an office is, or where something
    was bought (「EUのサイトで買ったもの」, "your office in Paris")."""
    if tells_home(text) or _LIVES_BY.search(text):
        return False
    places = find_places(text)
    return bool(places) and all(
        _SOMETHING_THERE.match(text, one.end)
        or _FROM_THERE.search(text[max(0, one.start - _NEAR) : one.start])
        for one in places
    )


def names_no_home(text: str, *, asks: bool) -> bool:
    """Whether a place in it is nobody's home. What is asked of one (「上海支社の電話番号は」) is answered for it."""
    return only_been_there(text) or names_no_town(text) or (not asks and names_in_passing(text))


_NEAR = 60
"""Characters before a place in which it may be told what is there."""


def tells_home(text: str) -> bool:
    """Whether somebody says in so many words where they live now; not where somebody else does."""
    if _NOT_NOW.search(text) is not None:
        return False
    return any(_LIVES.search(one) and not _ANOTHERS.search(one) for one in sentences(text))
