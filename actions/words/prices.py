"""What a question about money is about: the fee of a request, or some price that is not this desk's business. Pure."""

import re
from collections.abc import Sequence

from actions.case import FAIRLY_SURE, SURE, Heard
from actions.ports import Reply
from actions.vocabulary import ASK_PRICE
from actions.words.besides_the_point import asks_whether_one_has_to
from actions.words.questions import names_price
from desk.lexicon import doing
from desk.lexicon.wordlist import any_of

_REQUESTED = (
    r"請求(?!され|書|額|金|元|先|明細|内訳|の?(?:電話|メール|葉書|はがき)|[がに]\s?(?:来|き[たてま]|届))"
)
"""What one makes, not a bill that one gets (「請求された料金を返して」)."""
_OF_WHAT = (
    rf"(?:{any_of(doing.REMOVAL_JA, doing.CORRECTION_JA, doing.DISCLOSURE_JA)}"
    rf"|追加|利用停止|{_REQUESTED}|手続き?|通知)"
)
_NAMES_FEE = re.compile(
    r"(?<!配送)(?<!振込)(?<!決済)(?<!代引)(?<!送金)手数料"
    rf"|{_OF_WHAT}(?:(?!{_OF_WHAT}).)*?(?:金|費用|料金|いくら|有料|無料)"
    r"|\bfees?\b|手续费|手續費|费用",
    re.IGNORECASE,
)


def names_fee(text: str) -> bool:
    """Whether the fee of a request is named. 「いくら？」 alone may mean any price."""
    return _NAMES_FEE.search(text) is not None


def more_than_a_price(heard: Heard) -> bool:
    """「手数料の額と納付方法」: perhaps another question; "my wife does it, what does she need" speaks of no money."""
    if heard.intent != ASK_PRICE or heard.pressed:
        return False
    unsure = heard.confidence < SURE and heard.likely("ask_question")
    # "do I have to?" is surely taken for one. In kana a price may be written in any way (「てすうりょう」).
    doubtful = heard.confidence < FAIRLY_SURE or heard.text.isascii()
    return unsure or (doubtful and not names_price(heard.text))


_FREE_THEN = re.compile(
    r"^(?:(?:それ)?じゃあ?|(?:それ)?では|って(?:ことは|いうことは)|という(?:ことは|と)|つまり|なら|そしたら|and|so|then|ok(?:ay)?|那么?|也就是说|就是说|所以)"
    r"[、，,\s]*(?:so\s+)?(?:it's |it is |is it |that's |that is |(?:請求|申請|手続き|申请)(?:は|自体は)?|是)?"
    r"(?:無料|タダ|ただ|0円|０円|お金は?かからない|free|no (?:fee|charge)|免费|不要钱|不用钱|不收费)(?:の|的)?"
    r"(?:なの|なん|って|ということ)?(?:です|でしょう)?(?:か|よね|ね)?[吗么吧]?(?: of charge)?(?: then)?[?？。.\s]*$",
    re.IGNORECASE,
)


def is_it_free_then(text: str) -> bool:
    """Whether it is drawn from the answer before that nothing is to be paid (「じゃあ無料？」); what else costs
    something (「じゃあ送料は？」) is another price."""
    return _FREE_THEN.match(text.strip()) is not None


def of_no_fee(heard: Heard, replies: Sequence[Reply]) -> bool:
    """Whether a fee is all that was found, where somebody asks whether they must ("do I have to?")."""
    return asks_whether_one_has_to(heard.text) and all(on_fees(one) for one in replies)


def on_fees(reply: Reply) -> bool:
    """Whether a reply is about what a request costs."""
    return (reply.topic or "").startswith("fee_")
