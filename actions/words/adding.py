"""Something is to be added to what is registered: 「我想在登记资料里加一条」, "add my middle name to my record". Pure.

To the dialogue model the list of what is added counts for more than the adding. Only what is registered counts; a form,
a mailing list and a balance are none.
"""

import re

from desk.lexicon import data, people, wishing
from desk.lexicon.wordlist import any_of

_LONGEST = 160
"""Characters; who tells a longer story is read as a whole."""

_KEPT_ZH = (
    r"(?:(?:登记|登記|注册|註冊|会员|會員|客户|账户|账号|个人|個人|我)的?(?:那[些份个]|这[些份个])?"
    rf"(?:{any_of(data.DATA_ZH)}|档案|檔案)|(?:登记|登記|会员|會員)(?:表|卡)?(?=里|裡|上|中)|(?:{any_of(data.DATA_ZH)})(?=里))"
)
_ADDS_ZH = r"(?:加|补|補|添|增)(?:充|加|填|写|一?[条条項项个個下]|上|入|进|進|录|錄)"
_WISHED_ZH = (
    r"^(?:[^。？?！!]{1,24}[，,。！!\s])?(?:你好|您好)?[，,\s]?(?:我|本人)?(?:也|还|還)?"
    rf"(?:想要?|要|希望|需要|{any_of(wishing.ASKING_ZH)})(?:你们|您)?(?:请|帮我|给我)?"
)
_ZH = re.compile(
    rf"{_WISHED_ZH}(?:在)?(?:你们|贵公司)?(?:那[儿里边]|这[儿里边])?的?(?:给)?(?:我的?)?{_KEPT_ZH}(?:里面?|裡|中|上|内)?(?:再|也)?{_ADDS_ZH}"
    rf"|{_WISHED_ZH}把[^，。？?！!]{{1,20}}(?:加|补|補|添|填|录)(?:充|加|写)?(?:到|进|進|入|在|上)(?:你们的?|我的?)?{_KEPT_ZH}"
    rf"|{_WISHED_ZH}(?:补充|補充|添加|增加)(?:一下)?(?:我的)?{_KEPT_ZH}(?=里|裡|中|[。！!，,\s]|$)"
    rf"|{_WISHED_ZH}(?:把)?{_ADDS_ZH}[^，。？?！!]{{1,16}}(?:到|进|進|在)(?:你们的?|我的?)?{_KEPT_ZH}"
)
_NOT_ZH = re.compile(
    r"[吗嗎？?]|怎么|如何|什么|不要|别|不想|不用|不能|谁|为什么|[吧了]吗|以后|要是|如果|错|泄|卖|被|删|停|积分|余额|钱|充值|优惠|密码"
)

_LEAD_EN = (
    r"(?:^|[.,!]\s+)(?:(?:hi|hello|so|and|also|ok(?:ay)?)[,.!]?\s+){0,2}"
    rf"(?:(?:(?:{any_of(wishing.ASKING_EN)}|i(?:'d| would) like(?: you)? to|i (?:want|need)(?: you)? to)\s+){{1,2}}"
    r"|(?=add (?:my|our|an?|the)\b))"
)
_KEPT_EN = (
    rf"(?:my|our|the) (?:\w+ )?(?:{any_of(data.RECORDS_EN, data.ACCOUNTS_EN, data.DETAILS_EN, data.DATA_EN)}"
    rf"|{any_of(data.ADDRESSES_EN)}|registration|entry)\b"
)
_NO_DATUM_EN = (
    r"(?:me|us|that|what|everything)\b"
    rf"|(?:my|our) (?:{any_of(people.RELATIVES_EN, people.ACQUAINTED_EN)})s?\b(?!'s)"
)
_EN = re.compile(
    rf"{_LEAD_EN}(?:also )?(?:add|put|include|enter) (?!{_NO_DATUM_EN})[^.?!]{{2,60}}?"
    rf" (?:to|on|onto|in|into) {_KEPT_EN}"
    rf"|(?:^|[.,!]\s+)i(?:'d| would) like (?:my|our|an?|the) [^.?!]{{2,50}}? (?:added|put)"
    rf" (?:to|on|onto|in|into) {_KEPT_EN}(?=\s*(?:[,.!]|$|please|as well|too|and|so|because))",
    re.IGNORECASE,
)
_NOT_EN = re.compile(
    r"\b(?:not|never|money|funds?|credits?|points?|balance|cash|item|order|parcel|cart|mailing|newsletter|don't|why|how"
    r"|an end|stop|hold|block|password|lock|freeze|flag|limits?|restrictions?|features?|two-factor|2fa|payment|review"
    r"|complaints?|requests?|calls?|marketing|object|send|show|back|right|wrong|sold|bin"
    r"|(?:delet|eras|remov|correct|chang|fix|replac)(?:e|ed|ing|es)?)\b|n't\b",
    re.IGNORECASE,
)

_KEPT_JA = (
    rf"(?:{any_of(data.REGISTERED_JA, data.PERSONAL_DATA_JA, data.DATA_JA)}|登録|顧客情報|名簿|プロフィール)"
)
_JA = re.compile(
    rf"(?:^|[、。！!\s])(?:そちらの|御社の|私の|自分の)?{_KEPT_JA}(?:に|へ)(?:も)?[、\s]?[^。、？?！!]{{1,30}}?(?:を|も|が)"
    r"(?:抜けて(?:い)?る(?:ので|から)[、\s]?)?"
    rf"(?:(?:追加(?:し)?|足し|加え|付け加え|書き足し|書き加え|入れ)て?(?:おいて)?(?:たい|{any_of(wishing.DO_FOR_ME_JA)})"
    r"|追加を?(?:お?願い|希望))"
    rf"|(?:^|[、。！!\s])(?:そちらの|御社の|私の|自分の)?{_KEPT_JA}(?:に|へ)[^、。？?！!]{{1,20}}?の追加を?(?:お?願い|希望)"
    rf"|(?:^|[、。！!\s])[^、。？?！!]{{0,12}}(?:{any_of(data.PARTICULARS_JA)}|部署名?|旧姓|番地|部屋番号)(?:を|も)"
    rf"(?:そちらの|御社の|私の|自分の)?{_KEPT_JA}(?:に|へ)(?:も)?"
    rf"(?:追加し|足し|加え|付け加え|書き足し|入れ)て?(?:おいて)?(?:たい|{any_of(wishing.DO_FOR_ME_JA)})"
)
_NOT_JA = re.compile(
    r"[？?「]|ないで|たくな|ですか|ますか|勝手|なぜ|どう|消[しえすせ]|削除|直[しす]|訂正|変更|変え|停止"
    r"|(?:手|目|鍵|力|チェック|パスワード|クレーム|苦情|注意|制限|ポイント|クーポン|特典|お?金|印|マーク|フラグ|機能)(?:を|も|が)"
    rf"|(?:{any_of(people.RELATIVES_JA, people.FAMILY_JA, people.FRIENDS_JA)})(?:を|も)"
)
"""A question, what is removed or changed in the same breath, and what is no datum (「家族を」 joins a service)."""


def wishes_to_add(text: str) -> bool:
    """Whether something is to be added to what is registered of somebody."""
    told = text.strip().replace("’", "'")
    if len(told) > _LONGEST:
        return False
    zh = _ZH.search(told) is not None and _NOT_ZH.search(told) is None
    en = _EN.search(told) is not None and _NOT_EN.search(told) is None
    return zh or en or (_JA.search(told) is not None and _NOT_JA.search(told) is None)
