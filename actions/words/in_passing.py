"""Matters beside the requests (`actions.matters`) that are told in passing: mail that comes to who has left long ago,
and how an account is closed. Pure."""

import re

from actions.words.questions import has_question_word
from desk.lexicon import data, doing
from desk.lexicon.wordlist import any_of

_MAIL_EN = (
    r"(?:e-?mails?|mails?|spam|ads?|adverts?|newsletters?|(?:sales |marketing )?calls|texts"
    r"|letters|offers|catalogs?|brochures)"
)
_STILL = re.compile(
    r"\b(?:you|they|your company) (?:guys |people )?(?:are |'re )?still (?:\w+ )?(?:send|sends|sending"
    r"|e-?mail|e-?mailing|call|calling|text|texting|mail|mailing)"
    rf"(?: me)?(?: (?:your|these|those|all|so|many|much|the|more|this))* ?(?:{_MAIL_EN}|me)?"
    r"(?: every \w+| all the time| daily| constantly)?[?!.\s]*$"
    rf"|\bi(?: am|'m)? still (?:get|getting|receive|receiving) (?:(?:your|these|those|all|so|many"
    rf"|much|the|more|this|marketing) )*{_MAIL_EN}\b"
    r"(?! from (?!you))"
    r"|(?:まだ|いまだに|未だに|相変わらず)[^。、]{0,8}(?:メルマガ|DM|ＤＭ|広告|ダイレクトメール|宣伝|営業(?:電話|メール)|案内のメール)"
    r"(?:が|は)?(?:来|き|届|かかって|送られて)(?:る|ます|い|て|く|き)"
    r"|(?:还|还是|仍然|依然)(?:在|会|一直)?(?:收到|给我发|发|给我打|寄)(?:你们的?|很多)?(?:的)?(?:广告|推销|宣传|促销|营销)(?:邮件|短信|电话|信)?",
    re.IGNORECASE,
)
_NOT_STILL = re.compile(
    r"\b(?:if|can|could|may|will|would|should|do) i still\b"
    r"|(?<!\bwhy )\b(?:can|could|will|would|do) you still\b"
    r"|\b(?:old|wrong|former|previous) (?:\w+ )?(?:address|name)|\b(?:like|love|enjoy|happy)\b"
    r"|\bno(?:t| longer)\b|n't\b|\bwaiting\b"
    r"|たい|ほしい|欲しい|(?:来|き|届き|届いてい|来てい|きてい)ますか[。?？\s]*$"
    r"|(?:来|こ|き|届い?|届か|かかって|送られて)(?:て|てき|てこ)?い?(?:ない|ません)|吗[?？]?$|如果",
    re.IGNORECASE,
)
"""It is supposed, asked, wished for, liked, or does not come, or goes to a wrong address."""


def is_written_to_still(text: str) -> bool:
    """Whether somebody tells that advertisements still reach them ("I cancelled last year, why do you still send me
    mail"): to the dialogue model the leaving counts for more."""
    return _STILL.search(text.strip()) is not None and _NOT_STILL.search(text) is None


_HOW_TO_LEAVE = re.compile(
    r"^(?:你好|您好|请问|那|那么|我想知道|我想问)?[，,\s]?(?:请问)?(?:我)?(?:该|要|应该)?(?:怎么|怎样|如何|在哪里?|哪里)(?:才能|可以|能|来|去)?"
    rf"{any_of(doing.CLOSING_ZH)}(?:掉)?(?:我的?|自己的?|这个|你们的?)?(?:\w{{0,6}}的?)?{any_of(data.ACCOUNTS_ZH)}(?:呢|啊|呀)?[？?。！!\s]*$"
    rf"|^(?:你好|您好|请问)?[，,\s]?(?:我的?|自己的?)?{any_of(data.ACCOUNTS_ZH)}(?:要|该)?(?:怎么|怎样|如何)"
    rf"{any_of(doing.CLOSING_ZH)}(?:呢|啊|呀)?[？?。！!\s]*$",
)


_LEAVES = re.compile(
    r"^(?:[^。？?！!]{1,20}[，,])?(?:我|本人)?(?:现在|已经)?(?:就|只)?(?:想要?|要|打算|希望|需要|请|麻烦|帮我)+(?:你们)?(?:把)?(?:我的?)?"
    rf"{any_of(doing.CLOSING_ZH)}(?:掉)?(?:我的?|你们的?|这个)?{any_of(data.ACCOUNTS_ZH)}[了吧。！!\s]*$"
)


def is_about_leaving(text: str) -> bool:
    """Whether somebody wants to close an account, or asks how (「怎么注销账号」), which is done with the service and no
    policy tells."""
    told = text.strip()
    asked = has_question_word(text) and _HOW_TO_LEAVE.match(told) is not None
    return asked or _LEAVES.match(told) is not None
