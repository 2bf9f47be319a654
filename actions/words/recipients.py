"""Who else gets or sees data, asked in plain words: 「他の会社に渡してるの？」, "who can see my data". Pure.

The dialogue model hears a wish in them (for a transfer, for the end of it), or nothing at all. Nothing is wished for:
the policy tells whom data is provided to.
"""

import re

from desk.lexicon import data, doing, oneself, people
from desk.lexicon.wordlist import any_of

IN_FULL = {
    "ja": "個人情報を第三者に提供することはありますか",
    "en": "do you share personal information with third parties?",
    "zh": "会把个人信息提供给第三方吗？",
}
"""What is asked, as the search understands it best."""

_MINE_JA = (
    rf"(?:{any_of(oneself.I_JA, oneself.HOME_JA)}の|お客様の)?"
    rf"{any_of(data.PERSONAL_DATA_JA, data.DATA_JA, data.PARTICULARS_JA, data.REGISTERED_JA)}"
)
_GIVEN_JA = (
    r"(?:(?:渡[しすさっる]|売[っらる]|流[しすされ]|回[しすさ]|送[っらる]|教え(?:られ)?|見せ(?:られ)?|出[しすさ])"
    r"|(?:提供|共有|開示|販売|転送|移転)(?:し|され|する|される))"
)
_GOES_ON_JA = (
    r"(?:た(?:り|り(?:は|とか))(?:し(?:て(?:い)?)?)?(?:る|ます|する)?"
    r"|(?:れ)?(?:て(?:い)?)?(?:る|ます)?(?:こと(?:は|も|が)?(?:ある|あります))?)"
)
_OTHERS_JA = (
    r"(?:(?:他|ほか|別|よそ)の(?:会社|企業|業者|ところ|人|団体)|他社|他人|第三者|外部|よそ|誰か|だれか"
    r"|海外|国外|外国|(?:関連|グループ|子)会社|(?:広告|名簿)?業者|取引先)(?:の(?:会社|企業|業者))?"
)
_WHETHER_JA = re.compile(
    rf"^(?:(?:で|あの|ねえ|え|ちなみに|じゃあ?)[、\s]*)?(?:{_MINE_JA}(?:は|って|を|が|も)?[、\s]*)?"
    r"(?:(?:勝手に|無断で|本当に|もしかして)[、\s]*)?"
    rf"(?:{_OTHERS_JA}(?:さん)?[にへと](?:も|は)?[、\s]*)"
    rf"(?:勝手に|無断で)?{_GIVEN_JA}{_GOES_ON_JA}"
    r"(?:の|ん(?:です)?)?(?:か(?:ね|な)?)?[?？]*[。\s]*$"
)
_ASKS_IT = re.compile(r"[?？]\s*$|(?:の|か(?:ね|な)?)[。\s]*$")
_WHO_JA = re.compile(
    r"^(?:(?:で|あの|ねえ|ちなみに|じゃあ?)[、\s]*)?"
    rf"(?:(?:{_MINE_JA}|それ|これ|その(?:情報|データ))(?:は|って|を|が)?[、\s]*)?(?:誰|だれ|どなた|どんな人|どこ)(?:が|に(?:よって)?|なら)"
    rf"(?:{_MINE_JA}(?:を|が)?)?[、\s]*"
    r"(?:(?:見(?:られ|れ|え|て(?:い)?)?|知(?:られて(?:い)?|って(?:い)?)|渡(?:され|して(?:い)?|って(?:い)?)?|扱って(?:い)?)(?:る|ます|す)"
    r"|(?:閲覧|アクセス|提供|共有)(?:でき(?:る|ます)|(?:され|し)て(?:い)?(?:る|ます)|する|します|される|されます))"
    r"(?:の|ん(?:です)?|のでしょう|のです)?(?:か(?:ね|な)?)?[?？。\s]*$"
)
_WHO_EN = re.compile(
    r"^(?:(?:and|so|but|ok(?:ay)?)[,\s]+)*who (?:else |all )?"
    r"(?:(?:(?:can|could|will|would|may|do you) )?(?:else )?(?:see|access|view|read|get|look at|share|give|use)s?"
    r"|(?:has|have|had|gets?|is given|are given) access to|(?:is|are) (?:seeing|using|reading|looking at|getting))"
    r"\s+(?:my|the|our|it|this|them)\b(?!"
    rf"[^.?!]*(?:\b(?:service|site|website|app|form|shop|to me|for me|on my behalf|if i)\b"
    rf"|\b{any_of(doing.DONE_EN)}\b))"
    r"[^.?!]{0,40}[?.!\s]*$",
    re.IGNORECASE,
)
_DATA_EN = re.compile(
    rf"\b(?:{any_of(data.DATA_EN, data.DETAILS_EN, data.RECORDS_EN, data.PARTICULARS_EN)}|copy|it|this)\b",
    re.IGNORECASE,
)
_DATA_ZH = any_of(data.DATA_ZH)
_WHETHER_ZH = re.compile(
    rf"^(?:请问|請問)?[，,\s]*(?:我的?|用户的?|客户的?)(?:个人|個人)?{_DATA_ZH}"
    r"(?:会|會|是否会?|有没有|有沒有|会不会|會不會)?(?:被)?(?:你们|你們)?(?:提供|共享|分享|出售|轉移|转移|转交|轉交|传|傳)"
    r"(?:给|給|到|至)?[^，。？?]{0,12}[吗嗎么麼]?[？?。\s]*$"
)
_WHO_ZH = re.compile(
    rf"^(?:请问|請問)?[，,\s]*(?:谁|誰|哪些人|什么人)(?:能|可以|会|會|有权)?(?:看|看到|查看|访问|訪問|使用|拿到)(?:到)?我的?(?:个人|個人)?{_DATA_ZH}[？?。\s]*$"
)


AUTHORITIES = (
    "警察|捜査機関|裁判所|弁護士会|税務署|役所|市役所|行政|政府|国|検察"
    "|the police|police|the government|government|the courts?|courts?|the authorities|authorities"
    "|the tax office|tax office"
    "|公安|法院|政府|税务局|税局|检察院|警方|国家机关"
)
"""Whom a company may have to give data to."""
_OTHERS = re.compile(
    rf"(?:(?:那|那么|じゃあ?|では|で|and|what about|how about|but)[,，、\s]*){{0,2}}(?P<who>{AUTHORITIES}"
    r"|(?:その)?(?:親会社|子会社|グループ会社|関連会社|取引先|広告会社)|(?:你们的?)?(?:母公司|子公司|关联公司|集团公司|合作伙伴|广告公司|国外公司)"
    r"|(?:your )?(?:parent company|subsidiaries|group companies|affiliates|partners|advertisers))"
    r"(?:に|へ|とか|の場合)?(?:は|も|だと|だったら|呢|也(?:会)?(?:给)?吗|要是|as well|too)?(?:どう"
    r"(?:です|なります)?か?)?[?？。.\s]*$",
    re.IGNORECASE,
)
_OF_GIVING = re.compile(
    r"第三者|提供|渡|共有|売|他社|よそ|誰"
    r"|\b(?:third part(?:y|ies)|shar(?:e|ed|ing)|sell|sold|give|giving|given|pass(?:ed)? on|provid\w+"
    r"|disclose \w+ to|who)\b"
    r"|第三方|给|提供|共享|分享|出售|转移|谁",
    re.IGNORECASE,
)


_TO_AUTHORITY = (
    re.compile(
        rf"^(?:如果|要是|假如)?(?P<who>{AUTHORITIES})(?:来|向你们|找你们)*(?:要|查|调取|索要|要求|问)(?:的话|了|我的)?[^。？?！]{{0,8}}?[，,]?"
        r"(?:你们)?(?:也)?(?:会|会不会|是否|可以)(?:直接)?(?:提供|给|交|配合|说)[^。？?！]{0,8}[吗么？?\s]*$"
    ),
    re.compile(
        r"^(?:(?:and|so|but)[,\s]+)*(?:do|would|will|can|could) you (?:also |just |ever )?(?:give"
        r"|hand|share|pass|disclose|provide|show)"
        rf"(?: (?:it|this|that|them|my (?:\w+ )?(?:data|information|info|details)))?(?: over| on)? "
        rf"(?:to|with) (?P<who>{AUTHORITIES})"
        r"(?: (?:too|as well|if they ask(?: for it)?))*\s*\?*$",
        re.IGNORECASE,
    ),
    re.compile(
        rf"^(?:もし)?(?P<who>{AUTHORITIES})(?:から|に|が)[^。？?！]{{0,10}}?(?:求められ|聞かれ|言われ|請求され|来)(?:たら|れば|た場合(?:は)?)[、\s]?"
        r"(?:情報を?|データを?)?(?:出す|渡す|提供する|教える|出し|渡し|提供し|教え)[^。？?！]{0,8}[か？?。\s]*$"
    ),
)


def _to_an_authority(text: str) -> str | None:
    found = next(filter(None, (one.match(text) for one in _TO_AUTHORITY)), None)
    return _whole(found["who"], text) if found else None


def _whole(who: str, text: str) -> str:
    if who.isascii():
        return f"do you give personal information to {who}?"
    if re.search("[ぁ-んァ-ヶ]", text):
        return f"個人情報を{who}に提供することはありますか"
    return f"会把个人信息提供给{who}吗？"


def given_to(question: str | None, text: str) -> str | None:
    """The whole question, where after one about whom data is given to it is only said who else (「警察呢」); None for
    all others."""
    found = _OTHERS.match(text.strip())
    if question is None or found is None or _OF_GIVING.search(question) is None:
        return None
    return _whole(found["who"], question + text)


_TO_OTHERS_ZH = re.compile(
    rf"^(?:请问)?[，,]?(?:我?{any_of(people.RELATIVES_ZH)}|我|她|他|客户)的?(?:个人)?{_DATA_ZH}(?:会|会不会|是否会)(?:被)?(?:你们)?"
    r"(?:提供|共享|分享|出售|给|卖|透露|转)(?:给)?(?:别的|其他|其它|别|第三方|外面的?)(?:公司|人|机构|企业|地方)?[吗么？?\s]*$"
)


def asks_who_sees(text: str) -> str | None:
    """The whole question, where somebody asks who gets or sees data (「誰に見られるの」); None for others."""
    text = text.strip()
    if _WHO_JA.match(text):
        return IN_FULL["ja"]
    if _WHO_EN.match(text) and _DATA_EN.search(text):
        return IN_FULL["en"]
    if _WHO_ZH.match(text) or _TO_OTHERS_ZH.match(text):
        return IN_FULL["zh"]
    return _to_an_authority(text)


def asks_whether_passed_on(text: str) -> bool:
    """Whether somebody asks if data goes to others (「他の会社に渡してるの？」): neither a wish that it does nor that
    it stops."""
    text = text.strip()
    japanese = _WHETHER_JA.match(text) is not None and _ASKS_IT.search(text) is not None
    chinese = _WHETHER_ZH.match(text) is not None and text.endswith(
        ("吗", "嗎", "么", "？", "?", "吗？", "嗎？")
    )
    return japanese or chinese
