"""Data of one's own that somebody else is not to learn: 「元夫に住所を知られたくない」, "don't tell my ex". Pure.

The dialogue model hears a relative and an address, and takes the writer for somebody who asks for another's data: who
is in fear of a stalker was told that only the person concerned may ask.
"""

import re

from desk.lexicon import data, oneself, people, wishing
from desk.lexicon.wordlist import any_of

KEPT_FROM = "kept_from"
"""The matter's name (`actions.matters`)."""

_WHO_JA = (
    rf"(?:(?:元|前の|別れた)?{any_of(people.RELATIVES_JA, people.FAMILY_JA, people.KIN_JA, people.ACQUAINTED_JA)}"
    r"|ストーカー|あの人|会社|勤務先|職場|学校|他人|他の人|ほかの人|第三者|他社|誰)"
    rf"{people.TITLE_JA}(?:の人)?"
)
_OWN_JA = (
    rf"(?:{any_of(data.PARTICULARS_JA, data.PHONES_JA, data.PERSONAL_DATA_JA, data.DATA_JA, data.HISTORY_JA)}"
    r"|連絡先|居場所|住んでいる(?:所|ところ|場所)|引っ?越し先|新居|私のこと|利用(?:して(?:い)?る)?こと|登録(?:して(?:い)?る)?こと|契約(?:して(?:い)?る)?こと)"
)
_PLEASE_JA = (
    rf"(?:{any_of(wishing.DO_FOR_ME_JA)}|(?:くれ|もらえ|いただけ)(?:ます|ません)|頂きたい"
    r"|お?願い(?:し|いたし|致し)ます)"
)
_NOT_TOLD_JA = (
    r"(?:(?:教え|伝え|知らせ|渡さ|見せ|漏らさ|もらさ|開示し|言わ|話さ)ないで"
    rf"|(?:知|見)られないように(?:して)?|秘密にして|内緒にして){_PLEASE_JA}?"
)
_NOT_JA = r"(?:は)?(?:な|あり?ま)"
_END_JA = r"(?:です|ます|ん(?:です)?|の)?(?:が|けど|けれど|ので|から)?(?:か|よ|ね)*"
_POSTED_JA = r"(?:郵便(?:物)?|書類|回答|返事|返信|手紙|通知|連絡|封筒|荷物)"
_AT_JA = r"(?:の(?:家|いえ|ところ|所|住所|実家|職場|元|もと|手))?(?:に|へ)"
_KEPT = re.compile(
    rf"{_WHO_JA}に(?:は|だけは|も)?[、\s]*(?:(?:{any_of(oneself.I_JA)}の)?{_OWN_JA}(?:を|は|も|が)?[、\s]*)?(?:絶対(?:に)?)?{_NOT_TOLD_JA}{_END_JA}[。！!?？\s]*$"
    rf"|{_WHO_JA}から(?:の)?(?:問い?合わせ|連絡|電話|請求)[^。]{{0,8}}[、\s]*(?:絶対(?:に)?)?{_NOT_TOLD_JA}{_END_JA}[。！!?？\s]*$"
    rf"|{_WHO_JA}に(?:は|だけは|も)?[、\s]*(?:{any_of(oneself.I_JA)}の)?{_OWN_JA}(?:を|は|が)?[、\s]*(?:知|見)られたく{_NOT_JA}"
    rf"|(?:^|[、。\s]|{any_of(oneself.I_JA)}の){_OWN_JA}(?:を|は|が)[、\s]*(?:{_WHO_JA}に(?:は|も)?[、\s]*)?(?:知|見)られたく{_NOT_JA}"
    rf"|(?!他人|第三者|他社|他の人|ほかの人|誰){_WHO_JA}に(?:は|も)?[、\s]*(?:{any_of(oneself.I_JA)}の)?{_OWN_JA}(?:を|が|も)[、\s]*(?:知|見)られ(?:て(?:い|しま)?[^、。？?]{{0,4}}|ちゃ?って?)?[、\s]?"
    r"(?:とても|すごく|本当に)?(?:怖|こわ|恐|不安|心配)(?!く?(?:は|も|など|なんか|なんて)?(?:な[いかく]|あり?ま|い[らり]|要[らり])|させ|かけ)"
    rf"|(?:^|[、。\s]|{any_of(oneself.I_JA)}の){_OWN_JA}(?:を|は)[、\s]*隠して{_PLEASE_JA}"
    r"|(?:から|に|へ)[^、。]{0,10}(?:電話|問い?合わせ|連絡)(?:が)?[^、。]{0,4}(?:来て|きて|あって|されて)も[、\s]?(?:絶対(?:に)?)?"
    rf"{_NOT_TOLD_JA}{_END_JA}[。！!\s]*$"
    rf"|(?:^|[、。\s])(?:{_POSTED_JA}(?:が|を|は)[、\s]*{_WHO_JA}{_AT_JA}(?:届く|行く|いく|送られる|渡る|見られる|送る|届け)"
    rf"|{_WHO_JA}{_AT_JA}(?:届く|送られる|渡る|見られる))(?:の|と|こと)(?:は|が|だけは)?"
    r"(?:とても|本当に)?(?:困|嫌|いや|まず|怖|こわ|避け|やめ)"
    rf"|(?:^|[、。\s])(?:{_POSTED_JA}(?:を|は)[、\s]*)?{_WHO_JA}{_AT_JA}は?(?:絶対(?:に)?)?(?:送ら|届け|届かせ)ないで{_PLEASE_JA}?{_END_JA}[。！!\s]*$"
)
_WHO_EN = (
    rf"(?:(?:my |the |an? )?(?:ex[- ]?|former )?(?:{any_of(people.RELATIVES_EN, people.ACQUAINTED_EN)}"
    r"|stalker|family|employer)|anyone|anybody|any (?:one|other)|others?|him|her|them|(?:some)?one else|other people)"
)
_OWN_EN = (
    r"(?:my (?:new |home |private |personal )?"
    rf"(?:{any_of(data.PARTICULARS_EN, data.PHONES_EN, data.DATA_EN, data.DETAILS_EN)}"
    r"|whereabouts|location)s?|where i (?:live|am|work|moved)|about me|that i(?:'m| am) a (?:customer|member))"
)
_KEPT_EN = re.compile(
    r"(?<!\bi )(?<!\bwe )(?<!\byou )(?<!\bthey )\b(?:don't|do not|never|must not|mustn't|please not) (?:ever )?"
    r"(?:give|tell|share|show|disclose|reveal|hand|pass|say)\b"
    rf"(?: out| on)? (?:{_WHO_EN}\b[^.?!]{{0,20}}?\b{_OWN_EN}|{_OWN_EN}[^.?!]{{0,20}}?\b(?:to|with) {_WHO_EN})\b"
    rf"|\b(?:don't|do not) want {_WHO_EN} (?:to )?"
    r"(?:know|knowing|find(?:ing)?(?: out)?|see|seeing|learn|get|getting|have)\b"
    rf"[^.?!]{{0,20}}?\b{_OWN_EN}"
    rf"|\b{_OWN_EN}[^.?!]{{0,10}}?\b(?:secret|hidden|private|away) from {_WHO_EN}\b"
    rf"|\b(?:hide|conceal|keep secret) (?:(?:it|that)\b(?! that\b)|{_OWN_EN})",
    re.IGNORECASE,
)
_WHO_ZH = (
    rf"(?:我?的?(?:{any_of(people.RELATIVES_ZH, people.ACQUAINTED_ZH)})"
    r"|任何人|别人|別人|其他人|他人|他|她|(?:公司|单位)(?:里|里面)?(?:的)?(?:同事|领导|上司|人)?)"
)
_OWN_ZH = (
    rf"(?:我?的?新?(?:{any_of(data.PARTICULARS_ZH)}|住处|住處|(?:个人)?信息|个人资料|個人資料|行踪|联系方式|聯繫方式)"
    r"|我住在?哪里?|我的情况)"
)
_KEPT_ZH = re.compile(
    rf"(?:不要|别|別|请勿|請勿|千万别)(?:把|将|將)?{_OWN_ZH}(?:告诉|告訴|透露给|透露給|给|給|提供给|提供給|泄露给)(?:了)?{_WHO_ZH}"
    rf"|(?:不要|别|別|请勿|請勿|千万别)(?:告诉|告訴|透露给|透露給){_WHO_ZH}{_OWN_ZH}"
    rf"|不(?:想|希望)(?:让|讓|被)?{_WHO_ZH}知道{_OWN_ZH}"
    rf"|(?:隐藏|隱藏|保密){_OWN_ZH}"
)
_WANTS_ANOTHERS = re.compile(
    r"(?:見|知り|調べ|確認し)たい|見せて|調べて|内緒で|こっそり|知られずに|バレずに|ばれずに|[？?吗嗎]\s*$|どう(?:やって)?(?:管理|保管|保護|守)"
    r"|\bwithout (?:him|her|them|my)\b|\b(?:see|know|find out) (?:his|her|their)\b|\bwhy\b|\bdid(?:n't)? you\b",
    re.IGNORECASE,
)
"""Who wants to see another's data in secret is not to be helped; nor is what has been done a wish."""
_ASKED_FOR = re.compile(r"くれ(?:ます|ません)|もらえ|いただけ|\bcan you\b|\bcould you\b", re.IGNORECASE)


_DATA_AT_LARGE = re.compile(
    rf"{any_of(data.PERSONAL_DATA_JA)}|\bmy (?:personal )?{any_of(data.DATA_EN)}\b|个人信息|個人資料|个人资料",
    re.IGNORECASE,
)
_FROM_SOMEBODY = re.compile(
    rf"{any_of(people.RELATIVES_JA, people.FAMILY_JA, people.KIN_JA, people.ACQUAINTED_JA)}"
    r"|ストーカー|あの人|勤務先|職場|学校"
    rf"|\b(?:{any_of(people.RELATIVES_EN, people.ACQUAINTED_EN)}|stalker|family|employer|him|her)\b"
    rf"|{any_of(people.RELATIVES_ZH, people.ACQUAINTED_ZH)}|他(?![人社のに])|她",
    re.IGNORECASE,
)
"""「他社に個人情報を渡さないで」 wishes for a stop of provision; of a person it is a matter of its own."""


_STALKED = re.compile(
    r"^(?:(?:実は|いま|今|ずっと|最近|元[^、。に]{1,4}に|知らない人に|誰かに)[、\s]?){0,3}"
    r"(?:(?:つきまとわれ|付きまとわれ|つけ回され|待ち伏せされ|追い回され)|(?:ストーカー|DV|ＤＶ)(?:の?被害)?(?:に(?:遭っ|あっ)|を受け|され|から逃げ))"
    r"(?:て(?:い)?(?:る|ます|まして|て)|た|ました)(?:ん|の)?(?:です|だ)?(?:けど|が|よ|ね)*[。！!…\s]*$"
)
"""Who says so before anything else fears that they are found."""


def is_to_be_kept_from(text: str) -> bool:
    """Whether somebody wants that others do not learn data of their own."""
    told = text.strip().replace("’", "'")
    if _WANTS_ANOTHERS.search(told) and not _ASKED_FOR.search(told):
        return False
    if _STALKED.match(told):
        return True
    if _DATA_AT_LARGE.search(told) and not _FROM_SOMEBODY.search(told):
        return False
    return any(words.search(told) for words in (_KEPT, _KEPT_EN, _KEPT_ZH))
