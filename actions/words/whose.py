"""Whose desk this is, and that another company's data is not here. Pure.

Companies cannot be listed: known are the companies of this installation, and some that everybody knows. Who asks whose
desk it is hears its name, whatever name they have asked about (「ここってANAですか」). Who wishes for something to be
done with the data of a known one (「楽天の個人情報を消して」) is told so before any request is opened, and asked; so is
who names one that the dictionary knows.
"""

import re
from dataclasses import dataclass

from actions.case import Case
from actions.ports import DeskBook
from actions.words.owners import named_owner
from desk.lexicon import data, doing, oneself
from desk.lexicon.wordlist import any_of
from knowledge.tokenizing import tokens
from knowledge.vocabulary import CompanyId

_ASKS_WHOSE = re.compile(
    r"(?:ここ|この(?:チャット|窓口|サイト|会話)|こちら|そちら)(?:は|って|、)?(?:一体)?(?:どこ|どちら|何|なん|誰|だれ|どなた)(?:の|って|という)*(?:会社|企業|窓口|チャット)"
    r"|(?:which|what) company (?:is this|am i|runs|are you)|whose (?:chat|desk|site) is this|这是哪家公司",
    re.IGNORECASE,
)
_IS_IT = re.compile(
    r"^(?:ここ|この(?:チャット|窓口)|こちら)(?:は|って)、?(?P<name>[A-Zァ-ヶー・]{2,16})(?:の(?:窓口|チャット))?(?:です|なん?です|ですよね|なの)?か?[?？。]*$"
)
_IS_IT_FOREIGN = re.compile(
    r"^(?:(?:hi|hello|so|and|wait|sorry|excuse me)[,.!]?\s+){0,2}(?:[iI]s this|[aA]re you)(?: the)? "
    r"(?P<name>[A-Z][A-Z&]{1,11})(?: desk| company| chat)?\s*\?*$"
    r"|^(?:请问)?(?:这里?|你们)是(?P<also>[A-Z][A-Z&]{1,11})(?:公司)?的?(?:窗口|客服)?[吗嗎]?[？?。\s]*$"
)
"""A company's name in capitals only: "is this Japan" and "is this ok" ask for none."""
_NO_COMPANY = re.compile(
    r"^(?:AI|BOT|GPT|ボット|ロボット|チャットボット|コールセンター|サポート|フリーダイヤル|LINE"
    r"|FAQ|SPAM|SCAM|OK|GDPR|CCPA|APPI|DPO|HR|IT|PR|CEO|UK|USA?|EU|EEA|FREE|LEGAL|REAL|HUMAN|OPEN|SURE|SAFE|JAPAN)$"
)
_FORM_OF_COMPANY = re.compile(r"株式会社|有限会社|[（(].*[)）]|\s")


def without_legal_form(name: str) -> str:
    """A company's name as people say it (「岡山ネットワーク」)."""
    return _FORM_OF_COMPANY.sub("", name)


def _asks_whose(text: str) -> bool:
    """Whether somebody asks whose desk this is."""
    found = _IS_IT.match(text.strip()) or _IS_IT_FOREIGN.match(text.strip())
    named = next((one for one in found.groups() if one is not None), "") if found else ""
    return _ASKS_WHOSE.search(text) is not None or (named != "" and not _NO_COMPANY.match(named))


_ME = any_of(oneself.I_JA)
_MEANT = (
    r"(?:さん|社)?(?:の|(?:[のが](?:持って|保有して|保管して)い?る|[のが](?:保有|保管)する|に登録(?:した|して(?:い|あ)?る))"
    rf"(?:{_ME}の)?)"
    rf"(?:{any_of(data.PERSONAL_DATA_JA, data.DATA_JA, data.ADDRESSES_JA)}"
    r"|窓口|電話|連絡先|手数料|担当|ポリシー|プライバシー|会員)"
)


def _other_company(case: Case, text: str, book: DeskBook) -> CompanyId | None:
    """Another company of this installation whose data or desk is asked for (「プレステージの窓口」).

    None where the text names none so, or this company as well."""
    names = book.names()
    if case.company not in names or _named(names[case.company], text):
        return None
    others = ((company, both) for company, both in names.items() if company != case.company)
    return next((company for company, both in others if _named(both, text, _MEANT)), None)


def _named(names: tuple[str, str], text: str, behind: str = "(?![A-Za-zァ-ヶー])") -> bool:
    """Whether the text names the company; no longer word begins or ends alike (「オプトアウト」)."""
    bare = {without_legal_form(name) for name in names}
    shorts = bare | {first for name in bare if len(first := name.split("・")[0]) > 3}
    return any(
        re.search(rf"(?<![A-Za-zァ-ヶー]){re.escape(one)}{behind}", text, re.IGNORECASE)
        for one in shorts
        if one
    )


_KNOWN = "|".join(
    (
        r"楽天(?:市場|カード|モバイル|銀行|証券|ペイ)?|アマゾン|ヤフー|グーグル|メルカリ|アップル|マイクロソフト|ツイッター",
        r"フェイスブック|インスタ(?:グラム)?|ペイペイ|(?:NTT)?ドコモ|ソフトバンク|ユニクロ|ニトリ|イオン|ローソン",
        r"セブン-?イレブン|ファミリーマート|ファミマ|ヤマト運輸|クロネコヤマト|佐川急便|日本郵便|郵便局|ゾゾタウン",
        r"マイナビ|リクルート|ジャパネット|ヨドバシ(?:カメラ)?|ビックカメラ|全日空|日本航空|(?-i:ANA|JAL)",
        r"Amazon|Yahoo!?|Google|Apple|Microsoft|Facebook|Instagram|Twitter|TikTok|Netflix|PayPay|SoftBank|KDDI",
        r"Rakuten|Mercari|ZOZO(?:TOWN)?|eBay|Uber(?: Eats)?|Spotify|LinkedIn|PayPal|Alibaba|Alipay|Taobao|WeChat",
        r"淘宝|天猫|京东|微信|支付宝|百度|抖音|小红书|拼多多|阿里巴巴",
    )
)
"""Companies that everybody knows; not all of them. What is said of them leaves open whose data is meant."""
_COMPANY = r"(?:株式会社[A-Za-z一-龥ァ-ヶー]{2,14}|[A-Za-z一-龥ァ-ヶー]{2,14}株式会社)"
_KANA = re.compile(r"[ァ-ヶー・]+")
_DATA = (
    rf"(?:(?!情報(?:システム|処理|セキュリ|部|課)|アカウント(?:で|から)){any_of(data.DATA_JA, data.ACCOUNTS_JA)}|購入"
    rf"|{any_of(data.PERSONAL_DATA_JA, data.PARTICULARS_JA, data.REGISTERED_JA, data.HISTORY_JA)})"
)
_DONE = rf"(?:{any_of(doing.RIGHTS_JA)}|消|直して|止め|見せ|見たい)"
_HELD = re.compile(
    rf"(?<![A-Za-zァ-ヶー一-龥])(?P<name>{_KNOWN})(?:さん|社)?"
    rf"(?:(?:の|にある|に登録(?:した|してある|している)|で登録した|[がの](?:持|保有|保管)[^。、]{{0,6}}?){_ME}?の?{_DATA}|を退会)"
)
_HELD_BY_COMPANY = re.compile(
    rf"(?<![A-Za-zァ-ヶー一-龥])(?P<name>{_COMPANY})(?:さん|社)?(?:の|にある|に登録した){_ME}?の?"
    rf"{_DATA}(?:情報)?(?:を|の)[^。、！？!?]{{0,10}}{_DONE}"
)
_OWN_COMPANY = re.compile(
    rf"(?:{_ME}|こちら)(?:は|、)[^。！？!?]*(?:です|ます|申し)|弊社|当社|わが社|我が社|勤務|勤め|社員"
)
_SERVICE = r"(?!\s*(?:chrome|analytics|forms?|maps|ads|mail)\b)"
_NO_WAY = r"(?<!with )(?<!via )(?<!through )(?<!using )(?<!from )(?<!to )"
_DATA_EN = any_of(data.DATA_EN, data.ACCOUNTS_EN)
_HELD_EN = re.compile(
    rf"{_NO_WAY}\bmy (?P<mine>{_KNOWN})(?:'s)? {_DATA_EN}\b"
    rf"|\b{_DATA_EN} (?:held |stored |kept )?(?:at|with|by|on) (?P<name>{_KNOWN})\b{_SERVICE}"
    rf"|(?<!my ){_NO_WAY}\b(?P<owner>{_KNOWN})(?:'s)? {_DATA_EN}\b",
    re.IGNORECASE,
)
_PASSED_ON = re.compile(
    r"\b(?:shar(?:e[ds]?|ing)|provid\w+|sen[dt]\w*|transfer\w*|g[ai]ve|giving|s(?:ell\w*|old)|order\w*"
    r"|(?:sign|log)\w*[ -]?(?:in|up|on))\b",
    re.IGNORECASE,
)
"""Data goes to the company that is named, or something came from there: it is not asked for theirs."""
_HELD_ZH = re.compile(
    rf"(?<![给給向])(?:在|从)?(?P<name>{_KNOWN})(?:上|里)?的(?:我的)?(?:个人)?{any_of(data.DATA_ZH, data.ACCOUNTS_ZH)}"
)
_ACCOUNT_ZH = re.compile(
    rf"(?<![给給向用过])(?:我的|我在)(?P<name>{_KNOWN})(?:上|里)?的?{any_of(data.ACCOUNTS_ZH)}(?!登|注册|绑定|关联)"
)
_WAY_ZH = re.compile(r"(?:用|通过|使用|绑定|关联)(?:了)?我[的在]")
"""Somebody came in by that account (「用我的淘宝账号登录」)."""
_CLAIMED = re.compile(
    r"(?:^|[。！!、\s])(?P<name>[A-Za-z0-9一-龥々ァ-ヶー・&]{2,20}?)(?:さん|社)?"
    rf"(?:の|にある|に登録(?:した|してある|している)|が(?:持って|保有して|保管して)い?る){_ME}?の?"
    rf"(?:{any_of(data.PERSONAL_DATA_JA, data.DATA_JA, data.REGISTERED_JA)}|アカウント)(?!で|から)"
    rf"(?:を|の|も|は)?[^。、！？!?]{{0,8}}{_DONE}"
)
_NO_HOLDER = re.compile(
    r"メール|gmail|hotmail|outlook|icloud|アナリティクス|analytics|クッキー|cookie|アプリ|フォーム|タグ|広告|サイト|ページ|窓口|カード"
    r"|iPhone|iPad|Android|Windows|スマホ|端末|Wi-?Fi|番号|ナンバー|[ァ-ヶー]光$"
    r"|^(?:LINE|AI|ID|SNS|DM|PC|IP|GPS)$",
    re.IGNORECASE,
)
"""A provider of mail, a tool, a device or a channel: what goes through it may well be held here."""
_NAMES_FIRM = re.compile(r"(?:会社|ホールディングス|銀行|証券|生命|損保|商事|物産|電機|製薬|不動産|百貨店)$")


def _unlisted_company(own: tuple[str, str], text: str) -> str | None:
    """The name of a company on no list with whose data, of all things, something is to be done
    (「電通デジタルの個人情報を削除して」); None where it may be this company's, a person's, a place's or no name.

    Sudachi's dictionary knows names that are neither of people nor of places; what it does not know refuses nothing."""
    found = None if _OWN_COMPANY.search(text) else _CLAIMED.search(text)
    name = found["name"] if found else ""
    if not name or _NO_HOLDER.search(name) or _like_own(own, name):
        return None
    words = tokens(name, "C")
    first = words[0].pos if words else ()
    proper = first[:3] == ("名詞", "固有名詞", "一般")
    firm = len(words) > 1 and _NAMES_FIRM.search(name) is not None and first[1:2] == ("固有名詞",)
    return name if proper or firm else None


def _like_own(own: tuple[str, ...], name: str) -> bool:
    """Whether a name holds one of this company's own, or begins one of them (「プレステージインター」)."""
    bare = re.sub(r"[・\s]", "", name).casefold()
    for both in own:
        mine = re.sub("・", "", _FORM_OF_COMPANY.sub("", both)).casefold()
        if mine and (mine in bare or bare in mine):
            return True
    return False


_WISH = re.compile(
    rf"{_DONE}|{any_of(doing.LEAVING_JA)}|\b(?:{any_of(doing.DO_TO_DATA_EN, doing.CLOSING_EN)}|stop|show)\b"
    rf"|\b(?:be|get) {any_of(doing.DONE_EN)}\b|\b(?:want|need|like|have) my\b[^.?!]{{1,40}} {any_of(doing.DONE_EN)}\b"
    rf"|{any_of(doing.DO_TO_DATA_ZH, doing.CLOSING_ZH)}|停止",
    re.IGNORECASE,
)


def _well_known_company(case: Case, text: str, book: DeskBook) -> str | None:
    """The name, as it is written, of a company outside this installation with whose data something is to be done.

    None where this company is named as well. A company's name may be a service's: what is said of it leaves open whose
    data is meant. Of a desk that has closed a name may be one of the services that it had, or whoever answers now:
    only the best known ones count."""
    names = book.names()
    if case.company not in names or not _WISH.search(text) or _named(names[case.company], text):
        return None
    patterns = [_HELD, _HELD_ZH] if _WAY_ZH.search(text) else [_HELD, _HELD_ZH, _ACCOUNT_ZH]
    if not _PASSED_ON.search(text):
        patterns.append(_HELD_EN)
    found = next(filter(None, (one.search(text) for one in patterns)), None)
    closure = book.closure(case.company)
    if found is not None:
        known = next(str(one) for one in found.groupdict().values() if one)
        answers_now = closure is not None and _like_own((closure.successor or "",), known)
        return None if answers_now else known
    if closure is not None:
        return None
    owner = None if _PASSED_ON.search(text) or _OWN_COMPANY.search(text) else named_owner(text)
    # An account's name in Latin letters may be this company's, whose own stands in kana.
    if owner is not None and not _like_own((*names[case.company], case.company), owner):
        return owner
    company = None if _OWN_COMPANY.search(text) else _HELD_BY_COMPANY.search(text)
    if company is None:
        return _unlisted_company(names[case.company], text)
    return None if _perhaps_read_so(names[case.company], company["name"]) else company["name"]


def _perhaps_read_so(own: tuple[str, str], name: str) -> bool:
    """Whether a name in kana may be how a company is read whose own name is in Latin letters (「株式会社オーシーエス」
    for OCS), or the other way about: no table of readings is kept, so such a name refuses nothing."""
    bare = without_legal_form(name)
    short = without_legal_form(own[1])
    in_kana = _KANA.fullmatch(bare) is not None
    return (in_kana and short.isascii()) or (bare.isascii() and _KANA.fullmatch(short) is not None)


@dataclass(frozen=True)
class Doubt:
    """Whose desk somebody takes this for: `other` another company of this installation, `perhaps` one outside of it;
    neither where it is only asked. `successor`: who answers instead of the other, whose desk has closed."""

    other: str | None = None
    perhaps: str | None = None
    successor: str | None = None


def doubt(case: Case, text: str, book: DeskBook) -> Doubt | None:
    """Whether it has to be said whose desk this is: that is asked, or another company's data is. None: it has not."""
    if case.company not in book.names():
        return None
    other = _other_company(case, text, book)
    if other is not None:
        closed = book.closure(other)
        return Doubt(book.names()[other][0], successor=closed.successor if closed else None)
    perhaps = _well_known_company(case, text, book)
    return Doubt(perhaps=perhaps) if perhaps or _asks_whose(text) else None
