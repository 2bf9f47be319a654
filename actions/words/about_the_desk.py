"""What is asked of the desk itself: when it is open, who answers here, where new data is written down. Pure."""

import re

from actions.words.about_data import speaks_of_a_right_or_data
from actions.words.questions import asking
from desk.lexicon import data, people, wishing
from desk.lexicon.wordlist import any_of

_WHERE_TO_WRITE = re.compile(
    r"^(?=.*(?:新しい|新住所|新氏名|正しい|変更後|内容|それ)).*(?:どこ|どちら)[にへ](?:書(?!いてあ|かれて)|記入(?!されて|してあ)|入力(?!されて)|打)"
    r"|^(?=.*\b(?:new|right|correct|it|that)\b).*"
    r"\bwhere (?:do|should|can|must|shall) i (?:write|enter|put|type|fill in)\b"
    r"|^(?=.*(?:新|正确)).*(?:写|填|输入)(?:在|到)?(?:哪|什么地方)",
    re.IGNORECASE,
)
_PAPER = re.compile(
    r"届出書|申請書|請求書|委任状|用紙|書類|封筒|表格|申请书|信封|\b(?:form|paper|envelope|letter)s?\b", re.I
)


def asks_where_to_write(text: str) -> bool:
    """Whether somebody asks where the new or right data is written down (「新しい住所はどこに書けばいい？」): in the
    desk's own form, which no policy knows. What is written on a paper the policy may tell."""
    return _WHERE_TO_WRITE.search(text.strip()) is not None and _PAPER.search(text) is None


_OPEN = (
    r"(?:やって|開いて|あいて|営業して|受け付けて)い?(?:る|ます|ない|ません)"
    r"(?:の|ん)?(?:です)?か?(?:ね|な)?[?？。!！\s]*$"
)
_HOURS = re.compile(
    r"(?:営業|受付|対応|業務)時間|(?<![何数0-9０-９一二三四五六七八九十])営業日(?!以内|たっ|経|で|後|前|目|[ぐく]らい|ほど)|定休日|休業日"
    r"|何時に(?:開[くき]|あ[くき]|閉ま|始ま|終わ)|いつ(?:開|あ)(?:く|いて)"
    r"|何時(?:から|まで)(?:(?:です|なの|なん|でしょう|何時|だ|大丈夫|電話|つなが|繋が|話せ|対応|営業|やって|開いて|あいて|受け付けて)|[?？。\s]*$)"
    rf"|(?:今日|きょう|明日|今|いま|土日|土曜日?|日曜日?|祝日|週末)(?:は|も|って|に)?(?:{_OPEN}|営業(?:中|時間))"
    rf"|(?:^|[、。\s])(?:(?:この|こちらの|そちらの|お宅の)窓口|お?窓口|そちら|こちら|ここ)(?:は|って|も)?[、\s]*"
    rf"(?:まだ|もう|今日|今|いま|ちゃんと)*{_OPEN}"
    r"|\bis (?:this|the|your) (?:help ?desk|desk|office|window|service) (?:still |now )?open\b"
    r"(?!-| (?:to|source|plan|about|with)\b| for (?!business))"
    r"|\b(?:opening|office|business|working|desk) (?:hours|times?)\b|\bhours are you\b"
    r"|\bwhen (?:are|do) you (?:open|close)\b(?! to\b)"
    r"|\bare you (?:still |now )?open\b(?! to\b)|\byour hours\b"
    r"|(?:营业|營業|工作|办公|受理)(?:时间|時間)|几点(?:开|关|上班|下班|到)|幾點",
    re.IGNORECASE,
)
_ASKS_HOURS = re.compile(
    r"(?:時間|定休日|休業日|営業日|时间|hours|times?)[。.!！\s]*$|か[。\s]*$"
    r"|^(?:are|is|when|what)\b|几点|幾點|知りたい|tell me",
    re.IGNORECASE,
)
"""The form of a question, or the bare word for it, besides what `asking` knows."""
_ELSEWHERE = re.compile(
    r"店|スーパー|ショップ|売り場|倉庫|配達|配送|集荷|銀行|病院|診療|面接|バス|電車|便|センター|サイト|サーバ|メンテ|セール"
    r"|\b(?:shops?|stores?|branch|warehouse|delivery|bank|centre|center)\b|商店|门店|超市",
    re.IGNORECASE,
)
_LONGEST = {True: 60, False: 24}
"""Characters of a bare question for the hours, in Latin letters and in others."""
HOURS_IN_FULL = "個人情報の窓口の受付時間を教えてください"


def asks_hours(text: str) -> bool:
    """Whether somebody asks when it is open and names no other place, right or reply: that can only be this desk."""
    if len(text.strip()) > _LONGEST[text.isascii()] or _HOURS.search(text) is None:
        return False
    if _ELSEWHERE.search(text) or speaks_of_a_right_or_data(text):
        return False
    return asking(text) or _ASKS_HOURS.search(text) is not None


_STAFF = r"(?:担当(?:者|の(?:人|方))?|責任者|係の(?:人|方)|オペレーター|スタッフ|窓口の(?:人|方))(?:さん)?"
_ABOUT_STAFF = re.compile(
    r"^(?:で|じゃあ?|あと|ちなみに|そちらの|御社の|その|この|窓口の)*[、,\s]*"
    rf"(?:{_STAFF}の(?:直通の?)?"
    rf"(?:{any_of(data.NAMES_JA, data.CONTACTS_JA, data.PHONES_JA, data.REACHED_AT_JA)}|番号|部署(?:名)?|役職)"
    r"(?:は|って|を|が|も)?(?:何|なん|誰)?(?:です)?(?:か|なの)?"
    r"(?:(?:お?教えて|知りたい)(?:ください|下さい|くれ|もらえますか|いただけますか|です)?)?"
    rf"|{_STAFF}(?:は|って|が)(?:誰|だれ|どなた|どんな(?:人|方)|何[人名])(?:なん|な)?(?:です|でしょう)?(?:か|の)?(?:ね|よ)?)[?？。\s]*$"
    r"|^(?:and )?(?:what(?:'s| is)|tell me|may i (?:have|know)|can i (?:have|know|get)) "
    rf"the {any_of(data.NAMES_EN, data.CONTACTS_EN)} of "
    r"(?:the |your )?(?:person|staff|representative|manager|officer|agent|operator)\b[^?.!]{0,24}[?.!\s]*$"
    r"|^who(?:'s| is) (?:the |your )?(?:person in charge|representative|manager|operator)[^?.!]{0,20}[?.!\s]*$"
    rf"|^(?:负责人|工作人员|客服)(?:的{any_of(data.NAMES_ZH, data.CONTACTS_ZH)})?"
    r"(?:是(?:谁|什么|多少)|叫什么)(?:名字)?[?？。\s]*$",
    re.IGNORECASE,
)


def asks_about_staff(text: str) -> bool:
    """Whether somebody asks who answers here, or their number (「担当者の名前は」), and wants no talk with them."""
    return _ABOUT_STAFF.match(text.strip()) is not None


_WHERE_TO_SEND = re.compile(
    r"(?:どこ|どちら|どの住所)(?:に|へ|宛て?に?)[^。、？?！!]{0,10}?(?:送|出せ|出し|提出|郵送|投函)(?!られ|って(?:くれ|いた))"
    r"|\bwhere (?:do|should|can|must|shall|could) i (?:send|post|mail|submit|hand in)\b"
    r"|(?:寄|送|提交|邮寄)(?:到|给)?(?:哪|什么地方)",
    re.IGNORECASE,
)


def asks_where_to_send(text: str) -> bool:
    """Whether somebody asks where to send a request or papers (「請求書はどこに送れば」): not how one that has
    been sent stands."""
    return _WHERE_TO_SEND.search(text.strip()) is not None


_IN_PERSON = re.compile(
    r"\b(?:come|go|apply|appear|request it|do (?:it|this|that)|hand (?:it|them) in|show up|visit(?: you)?|be there)\b"
    r"[^.?!]{0,24}\bin person\b",
    re.IGNORECASE,
)
_WISH_TO = re.compile(r"\b(?:talk|speak|call|chat|connect|want|like)\b", re.IGNORECASE)


def asks_to_come(text: str) -> bool:
    """Whether somebody asks if one comes "in person": to the dialogue model a call for one of the staff."""
    return _IN_PERSON.search(text) is not None and asking(text) and _WISH_TO.search(text) is None


_I_RING_EN = r"(?:do|can|should|must|could|would|shall|may|am) i (?:need to |have to |to )?"
_NUMBER = re.compile(
    rf"\b(?:what|which)(?: (?:tele)?phone)? number {_I_RING_EN}(?:ring|call|phone|dial|reach|complain)\b"
    r"|\bwhat(?:'?s| is| was)? the (?:tele)?(?:phone )?number\b(?! of (?:people|days|times))"
    r"[^.?!]{0,12}\b(?:to|i can|can i|i should) (?:ring|call|phone|dial|reach|complain)"
    r"|(?<!\bthis is the )(?<!\bdelete the )(?<!\bdelete any )"
    r"\bnumber (?:to|that i can|i can|i could|can i|do i|should i) (?:ring|call|phone|dial|reach)\b"
    r"(?! (?:me|him|her|us|my|from|is|was|has|back)\b)"
    r"|\b(?:who|whom|where) (?:do|can|should|would|could) i (?:ring|call|phone)\b(?! from\b)"
    r"|^(?:(?:ok(?:ay)?|so|and|hi|hello|sorry|please|just|well|but)[, ]+){0,3}"
    r"(?:(?:what(?:'?s| is|s)|(?:do|have) you (?:have|got)|(?:have you )?got|is there"
    r"|(?:can|could|may) i (?:have|get|ask for)|(?:(?:can|could|will|would) you )?(?:give|tell) me"
    r"|i(?:'d like| would like| want| need)|i need to know)"
    r" (?:what )?)(?:(?:an?|your|the) )?(?:contact )?(?:tele)?phone number"
    r"(?: is)?(?: (?:please|pls|then|to (?:ring|call|phone)|i can (?:ring|call)|for (?:the|this|your)? ?"
    r"(?:desk|help ?desk|company|office|complaints?|enquiries|inquiries|questions?)"
    r"|of (?:the|this|your) (?:desk|office|company)))*[?.!\s]*$"
    r"|^(?:(?:ok(?:ay)?|hi|hello|sorry|please)[, ]+){0,3}"
    r"(?:your )?(?:contact )?(?:tele)?phone number,? (?:please|pls)[?.!\s]*$"
    r"|^your (?:contact )?(?:tele)?phone number[?.!\s]*$"
    r"|(?<![老别再总])打(?:哪个|哪個|哪一个|(?<=[该要应能可以]打)(?:什么|什麼))(?:电话|電話|号码|號碼)"
    r"|(?<!打)(?<!打来)(?<!打的)(?<!打来的)(?:电话|電話)(?:号码|號碼)?"
    r"(?:(?:是)?多少(?![年天钱錢位次人个個条])|是(?:什么|什麼)(?![时時用意流程原东東])|几号)"
    r"|何番に(?:お?電話|かけ|掛け)(?:すれば|したら|れば|たら|る(?:の|んです|べき)|ます)"
    r"|お?電話番号(?:は何番(?:です|でしょう|[?？。]|$)|って何番(?:です|でしょう|なの|[?？。]|$)|(?:が|を)(?:お)?知りた(?!くな)"
    r"|を?(?:お教え|教えて(?:"
    rf"{any_of(wishing.DO_FOR_ME_JA)}(?!た|なかっ)|もらえ(?:ます|る|ません)|いただ[きけ]|頂|[?？。!！]|$)))"
    r"|(?:有没有|有沒有)(?:什么|什麼)?(?:可以|能)?(?:直接)?(?:打|拨打|联系)?的?(?:咨询|客服|联系|服务|諮詢)?"
    r"(?:电话|電話)(?:号码|號碼)?(?:可以打|能打)?(?:呢|啊)?[？?。\s]*$"
    r"|有(?:可以|能)(?:直接)?打的(?:咨询|客服|联系)?(?:电话|電話)(?:号码|號碼)?(?:吗|么|嗎)[？?。\s]*$",
    re.IGNORECASE,
)
_MY_NUMBER = re.compile(
    r"\b(?:receipt|reference|request|case|order|tracking|my|our|his|her|their|registered|stored"
    r"|on file|held|hold|change|correct|updated?|wrong|old|new)\b"
    r"|受付番号|お問い?合わ?せ番号|私の|自分の|登録|変更|訂正|(?:持っ|保有し|使っ|残っ)てい?る|保有する|お客様の|(?:今|前)の電話"
    r"|受理|回执|编号|我的|登记|更改|保存|留的|填的|持有|记录",
    re.IGNORECASE,
)
_ANOTHERS_NUMBER = re.compile(
    r"委員会|警察|消費者センター|消費生活|弁護士|保健所|役所|裁判所|"
    rf"{any_of(people.RELATIVES_JA, people.ACQUAINTED_JA)}{people.TITLE_JA}の"
    r"|\b(?:ico|regulators?|authorit(?:y|ies)|commission(?:er)?|police|court|ombudsman)\b|警察|监管|法院",
    re.IGNORECASE,
)


NUMBER_IN_FULL = "個人情報の窓口の電話番号を教えてください"


def asks_number(text: str) -> bool:
    """Whether somebody asks which number to ring: not for a receipt's, nor about a number that is held of them,
    nor somebody else's ("the ICO's")."""
    plain = text.strip().replace("’", "'")
    if _MY_NUMBER.search(plain) or _ANOTHERS_NUMBER.search(plain) or _ELSEWHERE.search(plain):
        return False
    return _NUMBER.search(plain) is not None


_WITH_SOMEBODY = re.compile(
    r"\b(?:talk|speak|chat|human|person|someone|somebody|agent|operator)\b|話し|話せ|繋|つない|代わ|人工|真人",
    re.IGNORECASE,
)
_NAMES_NUMBER = re.compile(r"\bnumber\b|電話番号|电话|電話|号码", re.IGNORECASE)


def asks_only_number(text: str) -> bool:
    """Whether it is the number that is asked for, and nobody to talk to here ("phone number please")."""
    return asks_number(text) and _NAMES_NUMBER.search(text) is not None and not _WITH_SOMEBODY.search(text)
