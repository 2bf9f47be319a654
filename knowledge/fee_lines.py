"""Whether a line of a clause says what a request costs.

The reader has learnt from clauses with one matter. Of a clause with a dozen short lines, or of a paragraph that tells
how to ask, whom, and that nothing is charged, it is unsure; a line that names fee and amount is not.
"""

import re

from knowledge.expressions import squeezed

FEE_TOPICS = frozenset({"fee_amount", "fee_whether"})
SURE = 0.9
"""From this probability on such a topic is what is asked."""

_REQUEST = re.compile(r"開示|請求|訂正|利用停止|申し?出")
_FEE = re.compile(r"手数料|費用|料金")
_AMOUNT = re.compile(
    r"\d[\d,]*円|[一二三四五六七八九十百千]+円|無料|無償|不要|ありません|なし$|(?:いただ[いき]|頂[いき]?|かかり|徴収(?:いた)?し|請求(?:いた)?し)(?:て(?:は)?お?り)?ません"
)
# What else costs money, or when it would.
_OTHER = re.compile(
    r"送料|郵送料|郵便料|コピー|複写|写し|再発行|電話料|登録|証明書の(?:取得|発行)|通話料|解約|年会費|振込手数料|支払|小為替|返金|返還"
    r"|広告|商品|サービス|購入|利用料|委託|治療|診療費|(?:手数料|費用|料金)(?:が|の|を).{0,12}(?:場合|とき|ない限り)|別途"
)


def says_the_fee(section: str, text: str) -> bool:
    """Whether the clause is on requests and a line or sentence of it names the fee with its amount, or that there is
    none."""
    if not _REQUEST.search(squeezed(section + text)):
        return False
    lines = (squeezed(line) for line in re.split(r"[。\n]", text))
    return any(_FEE.search(line) and _AMOUNT.search(line) and not _OTHER.search(line) for line in lines)
