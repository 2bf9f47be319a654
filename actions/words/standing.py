"""Whether it can be the standing of a request, or its receipt, that is spoken of. Pure.

In a form nobody has a receipt yet, and "I'm the sender, the number belongs to my sister" was told that another request
can be looked up later. Wide, and only asked where the dialogue model guesses: what may speak of it is left to it.
"""

import re

from desk.lexicon import data
from desk.lexicon.wordlist import any_of

_STANDING = re.compile(
    r"状況|情況|審査|照会|直[っり]|投函|連絡|送付|確認|とどき|進|しんちょく|すすん|捗|まだ|いつ|どう|どこまで"
    r"|どの(?:段階|くらい|辺)|届|着[いきかく]|終わ|おわ|受理|受け?付|うけつけ|処理|反映|結果|完了|済"
    r"|返[事信答]"
    r"|回答|対応|発送|準備|通[っり]|ステータス|じょうきょう|経過|その後|あれから|以前|前に|先日|先週|先月"
    r"|この間|出した|送[っり]|申し込んだ|頼んだ|お願いした"
    r"|\b(?:status|updates?|yet|progress|going|arriv\w+|process\w*|when|how|where|done|receiv\w+|finish\w*"
    r"|complet\w*|still"
    r"|stands?|happen\w*|news|heard?|sent|made|submitted|applied|ready|follow\w*|check\w*|track\w*)\b"
    r"|进展|進展|进度|進度|状态|狀態|处理|處理|好了|办完|结果|結果|收到|怎么样|怎樣|多久|什么时候|查|进行"
    r"|到哪|之前|上次|上个?月|上周|提交",
    re.IGNORECASE,
)


def may_be_standing(text: str) -> bool:
    """Whether how a request stands may be asked: when, how far, whether it has come, what was done before."""
    return _STANDING.search(text) is not None


_RECEIPT = re.compile(
    r"番号|ばんごう|コード|控|ひかえ|紙|メール|メモ|画面|受付|receipt|\b(?:numbers?|codes?|references?|ref"
    r"|e-?mails?|letter|slip|paper|screen|id)\b"
    r"|编号|編號|号|號|码|碼|回执|回執|单子|凭证|邮件",
    re.IGNORECASE,
)
_GONE = re.compile(
    r"な[いくか]|無[いくし]|ません|忘|わすれ|分か|わか|失|捨|消|なし|不明|どこ|どれ|何|なん|って|流|濡|水没"
    r"|食わ|壊|見当|控え|覚え|もらって|頂戴し|せず|損ね|手元"
    r"|\b(?:lost|lose|losing|forg[oe]t\w*|no|not|never|nowhere|without|what|where|which|who|how|can|could"
    r"|gone|deleted|threw|find"
    r"|missing|misplaced|remember)\b|n't\b"
    r"|没|沒|忘|丢|丟|不|找|什么|什麼|哪|删|掉",
    re.IGNORECASE,
)
_NO_RECEIPTS = re.compile(
    rf"(?:{any_of(data.PHONES_JA, data.PAYMENTS_JA)}|会員|お客様|顧客|追跡|伝票|送り状)番号|郵便番号"
    rf"|\b(?:{any_of(data.PHONES_EN, data.PAYMENTS_EN, data.ACCOUNTS_EN)}|mobile|customer|tracking|passport) numbers?\b"
    r"|电话号|手机号|卡号"
    r"|账号|会员号|运单号",
    re.IGNORECASE,
)


def may_miss_receipt(text: str) -> bool:
    """Whether a receipt, its number or its code may be missing: one is spoken of, and that it is not there or known."""
    bare = _NO_RECEIPTS.sub(" ", text.replace("’", "'"))
    spoken_of = _RECEIPT.search(bare) is not None or len(text) <= _A_WORD
    return spoken_of and _GONE.search(bare) is not None


_A_WORD = 5
"""Characters: 「なくした」 says of what."""
