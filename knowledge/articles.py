"""Articles of a law in a question (「個人情報保護法第33条の請求」, "how long under Art. 12?"), by what they are about.

Policies hardly name them, so that a number finds any clause. Its matter takes its place. A bare "Art. 15" is meant of
the GDPR only where a policy has a chapter for Europe; 「第5条」 alone may be any law's or the policy's and stays.
Source: GDPR (EU) 2016/679; 個人情報の保護に関する法律 as in force since 2022-04-01.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from knowledge.vocabulary import Region


@dataclass(frozen=True)
class _Law:
    """`named`: how it is called; `about`: the matter of its articles, in Japanese and English."""

    named: str
    about: Mapping[int, tuple[str, str]]


_ACCESS = ("個人情報の開示請求", "a request for disclosure of my personal data")
_CORRECTION = ("個人情報の訂正の請求", "a request for correction of my personal data")
_LEAK = ("個人情報の漏えい時の報告と通知", "notification of a leak of personal data")
_OFFICER = ("データ保護オフィサー", "the data protection officer")
_ABROAD = ("個人情報の国外への移転", "transfers of personal data abroad")
_TO_OTHERS = ("個人データの第三者提供", "provision of personal data to third parties")

GDPR = _Law(
    r"GDPR|DSGVO|RGPD|General Data Protection Regulation|(?:EU)?一般データ保護規則|通用数据保护条例",
    {
        6: ("個人情報の取扱いの法的根拠", "the legal basis of the processing"),
        7: ("同意の撤回", "withdrawal of consent"),
        12: ("請求への回答までの期間", "the time limit for answering requests"),
        15: _ACCESS,
        16: _CORRECTION,
        17: ("個人情報の削除の請求", "a request for deletion of my personal data"),
        18: ("個人情報の利用の制限の請求", "a request for restriction of the use of my personal data"),
        20: ("個人情報の転送の請求", "a request for portability of my personal data"),
        21: ("取扱いに対する異議", "an objection to the processing of my personal data"),
        22: ("自動化された意思決定", "automated decision-making"),
        33: _LEAK,
        34: _LEAK,
        37: _OFFICER,
        38: _OFFICER,
        39: _OFFICER,
        **dict.fromkeys(range(44, 50), _ABROAD),
        77: ("監督機関への不服申立て", "a complaint to a supervisory authority"),
    },
)
APPI = _Law(
    r"個人情報(?:の)?保護(?:に関する)?法(?:律)?|個情法|APPI|Act on the Protection of Personal Information",
    {
        17: ("個人情報の利用目的", "the purposes of use"),
        18: ("個人情報の利用目的", "the purposes of use"),
        20: ("個人情報の取得方法", "how personal data is collected"),
        21: ("個人情報の利用目的", "the purposes of use"),
        23: ("個人情報の安全管理措置", "security measures for personal data"),
        24: ("従業者の監督", "supervision of employees"),
        25: ("委託先の監督", "supervision of contractors"),
        26: _LEAK,
        27: _TO_OTHERS,
        28: ("外国にある第三者への提供", "provision to third parties abroad"),
        32: ("利用目的の通知の請求", "a request for notice of the purposes of use"),
        33: _ACCESS,
        34: _CORRECTION,
        35: ("個人情報の利用停止の請求", "a request to stop the use of my personal data"),
        37: ("開示等の請求の手続", "how a request is made"),
        38: ("請求の手数料", "the fee of a request"),
        40: ("苦情の申し出先", "where to complain"),
    },
)
_LAWS = (GDPR, APPI)
_UNIT = (
    r"(?:[ヶヵケカか箇個]?月|[日年週円件%％歳人]|時間|分(?!の)"
    r"|(?:business |working )?(?:days?|weeks?|months?|years?|hours?|minutes?|yen)\b)"
)
"""What makes a number a length or an amount, and no article."""


def _number(group: str) -> str:
    """An article's number with its paragraphs, as the group of this name."""
    paragraphs = r"(?:\s*条)?(?:の\d+)?(?:\s*(?:第?\d+項|\(\d+\)|\(?[a-z]\)))*"
    return rf"(?P<{group}>\d{{1,3}})(?![\d.]*\d)(?!\s*{_UNIT}){paragraphs}"


_ARTICLE = r"(?:\bart(?:icle|s)?\b\.?\s*|第\s*)"
_WRITTEN = tuple(
    (
        law,
        re.compile(
            rf"(?<![A-Za-z])(?:the )?(?:{law.named})\s*(?:の|,)?\s*(?:{_ARTICLE})?{_number('first')}"
            rf"|{_ARTICLE}{_number('last')}\s*(?:(?:of )?the )?(?:{law.named})(?![A-Za-z])",
            re.IGNORECASE,
        ),
    )
    for law in _LAWS
)
_BARE = re.compile(rf"(?:^art\b|\b(?:[Aa]rt\.|A(?:rt|RT)\b|[Aa]rticle\b))\s*{_number('first')}(?!\s+of\b)")
_ANOTHER_LAW = re.compile(
    r"\b(?:policy|terms|contract|constitution|code|act|law|directive|charter|ccpa|pipl)\b|法|規約|約款|憲法|契約|ポリシー",
    re.IGNORECASE,
)
_SAYS_NOTHING = re.compile(
    r"^(?:what (?:does|is|do|are)|tell me about|explain|please|and|under"
    r"|の|は|内容|請求|権利|こと|って|とは|に|何|が|を|書いて|あり|ます|です|か"
    r"|をしたい|について|教えて|ください|say|says|about|mean|requests?|rights?|[\s?？。.!、,])*$",
    re.IGNORECASE,
)
"""Nothing is left that asks for something of its own."""


def by_their_matter(question: str, regions: Collection[Region]) -> str:
    """The question with the articles of a law that it names replaced by what they are about; itself where none is.

    `regions`: whom the policy has chapters for."""
    for law, written in _WRITTEN:
        if law is GDPR and Region.EEA_UK not in regions:
            continue
        found = written.search(question)
        if found is not None:
            return _replaced(question, found, law)
    bare = _BARE.search(question) if Region.EEA_UK in regions else None
    if bare is None or _ANOTHER_LAW.search(question):
        return question
    return _replaced(question, bare, GDPR)


def _replaced(question: str, found: re.Match[str], law: _Law) -> str:
    groups = found.groupdict()
    about = law.about.get(int(groups["first"] or groups["last"]))
    if about is None:
        return question
    english = re.search(r"[ぁ-んァ-ヶ一-龥]", question) is None
    matter = about[1] if english else about[0]
    before, behind = question[: found.start()], question[found.end() :]
    if _SAYS_NOTHING.match(f"{before} {behind}".strip()):
        return f"Please tell me about {matter}." if english else f"{matter}について教えてください"
    return _TWICE.sub("請求", f"{before}{matter}{behind}")


_TWICE = re.compile("請求の請求")
