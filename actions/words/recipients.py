"""Who else gets or sees data, asked in plain words: 「他の会社に渡してるの？」, "who can see my data". Pure.

The dialogue model hears a wish in them (for a transfer, for the end of it), or nothing at all. Nothing is wished for:
the policy tells whom data is provided to.
"""

import re

from desk.lexicon import data, doing, oneself
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


def asks_who_sees(text: str) -> str | None:
    """The whole question, where somebody asks who gets or sees data (「誰に見られるの」); None for others."""
    text = text.strip()
    if _WHO_JA.match(text):
        return IN_FULL["ja"]
    if _WHO_EN.match(text) and _DATA_EN.search(text):
        return IN_FULL["en"]
    return IN_FULL["zh"] if _WHO_ZH.match(text) else None


def asks_whether_passed_on(text: str) -> bool:
    """Whether somebody asks if data goes to others (「他の会社に渡してるの？」): neither a wish that it does nor that
    it stops."""
    text = text.strip()
    japanese = _WHETHER_JA.match(text) is not None and _ASKS_IT.search(text) is not None
    chinese = _WHETHER_ZH.match(text) is not None and text.endswith(
        ("吗", "嗎", "么", "？", "?", "吗？", "嗎？")
    )
    return japanese or chinese
