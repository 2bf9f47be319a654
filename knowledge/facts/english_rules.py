"""What the named rules derive from an English quotation. As in `knowledge.facts.rules` it comes without white space.

Deliberately narrow: a sentence with a condition in it (unless, except, may charge) tells nothing here, nor does one
that denies what the rule looks for.
"""

import re
from typing import Any

_UNLESS = re.compile(
    r"unless|except|however|excessive|repeated|repetitive|firstrequest|firstcopy|additional", re.IGNORECASE
)
# Where, when, if: not the letters inside of notify, specific, different.
_CONDITION = re.compile(
    r"where|when|if(?!y(?!o)|i[ce]|f)|(?:only|necessary|doubt|insome|inmost)(?!one)|normal|usual|typical|general",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"not(?!ice|ify|ific|ary|ion|her)|never|cannot|can['’]t|nolonger|refus|without|insteadof|anymore|previously"
)
MONEY = r"(?:[$£€¥]\d[\d,.]*\d|[$£€¥]\d|\d[\d,]*(?:yen|euros?|dollars?|pounds?))"
_PART = re.compile(
    rf"may|late|membership|annual|beyond|second|upto|costs?{MONEY}|feeis(?:stated|shown|set)|(?:but|though)(?!t)"
)
# What is free is the request, not calls, a newsletter or one kind of customers.
_FOR_THE_REQUEST = (
    r"(?:(?:for|to)(?:your|a|an|any|the|this|these|such|making)*"
    r"(?:requests?|access|disclosure|copy|service|information|data)?)?(?:[.,;(]|$)"
)


def charge(quote: str) -> str | None:
    """`There is no charge`, `We do not charge a fee` -> no; `a fee of $15`, `We charge £10` -> yes."""
    text = quote.lower()
    if _UNLESS.search(text) or _CONDITION.search(text) or _PART.search(text):
        return None
    free = bool(
        re.search(
            rf"(?:thereisnocharge|thereisnofee|nofeeis(?:charged|payable)){_FOR_THE_REQUEST}"
            r"|(?:donot|willnot)charge(?:you)?(?:any|a)?(?:fee)?(?:for(?:your|a|an|any|the|this|these)*(?:requests?|access))?(?:[.,]|$)"
            r"|requestsare(?:answered)?free(?:ofcharge)?[.,]",
            text,
        )
    )
    paid = bool(re.search(rf"(?:wecharge|feeof|feeis|chargeof)(?:a?feeof)?{MONEY}", text))
    if free is paid or (paid and _DENIED.search(text)):
        return None
    return "no" if free else "yes"


def certainty(quote: str) -> str | None:
    """`We may ask for proof of identity` -> sometimes; `We will ask you to confirm ...` -> always."""
    text = quote.lower()
    if re.search(r"wemay(?:need|ask|request|require)|youmaybeasked", text):
        return "sometimes"
    if _UNLESS.search(text) or _CONDITION.search(text) or _DENIED.search(text):
        return None
    sure = r"wewill(?:ask|verify|check)|pleaseenclose|must(?:be)?(?:enclose|attach|verif)|shallbeattached|shallattach"
    return "always" if re.search(sure, text) else None


def reply(quote: str) -> dict[str, Any] | None:
    """`We will reply by e-mail`, `We answer by post` -> the way named, where it is the only one."""
    text = quote.lower()
    found = re.search(r"we(?:will|shall)?(?:reply|answer|respond)(?:toyou)?by(post|mail|e-?mail)", text)
    if found is None or _UNLESS.search(text) or _CONDITION.search(text) or _DENIED.search(text):
        return None
    ways = re.findall(r"e-?mail|mail|post|letter|phone|fax|inperson|inwriting|prefer|order", text)
    if len({way.replace("-", "") for way in ways}) > 1:
        return None
    way = "email" if found.group(1).startswith("e") else "post"
    return {"methods": [way], "choice": False}


def channels(quote: str) -> list[str] | None:
    """`submitted by post or e-mail` -> post, email; nothing where a way is refused, or the company's."""
    text = quote.lower()
    if _DENIED.search(text) or re.search(r"except|toyou|wewillsend|wesend|bereturned", text):
        return None
    words = (
        ("post", r"by(?:post|mail)(?![a-z]*address)"),
        ("email", r"by(?:(?:post|mail),?(?:or|and)(?:by)?)?e-?mail(?!address)"),
        ("in_person", r"inperson"),
    )
    return [way for way, word in words if re.search(word, text)] or None


def reasons(quote: str) -> str | None:
    """`We will tell you why`, `the reason shall be stated` -> yes; not why data is needed or asked for."""
    text = quote.lower()
    if re.search(r"(?:law|rule)s?(?:allow|permit)|possible|appropriate", text):
        return None
    refused = (
        r"(?:we(?:cannot|refus|declin|havenot|haverefus|havedeclin|couldnot|donot|didnot|decided)|not|your)"
    )
    ends = rf"(?:[.,;]|$|{refused})"
    behind = r"(?:[.,;]|$|for(?:the|our|this|that|any|a)?(?:refus|decision|declin|denial|reject|doingso))"
    told = rf"we(?:will|shall)(?:tellyouwhy{ends}|explainwhy{ends}|(?:giveyou(?:our|the)|statethe)reasons?{behind})"
    return "yes" if re.search(rf"{told}|reasons?shallbestated", text) else None


def form_source(quote: str) -> str | None:
    """`the form, which you can download from ...` -> download; not an app, nor one's data."""
    text = quote.lower()
    if _DENIED.search(text):
        return None
    form = r"(?<!in)(?<!plat)(?<!per)(?<!con)(?<!uni)forms?(?!at|al|er)"
    loaded = r"youcandownload|canbedownloaded|(?:is|are)availablefordownload"
    found = re.search(
        rf"{form}[^.]{{0,60}}?(?:{loaded})|download(?:the|a|an|our|this)[a-z]{{0,30}}{form}", text
    )
    return "download" if found else None


def age(quote: str) -> int | None:
    """`If you are under 16` -> 16; not a section of a law, nor a number of things."""
    behind = r"(?:years?(?:old|ofage)?)?(?:[.,;:)](?!\d)|$|you|we|may|must|can|need|should|without|to|are|is|and|or)"
    found = re.search(rf"(?:under|below)(?:theageof)?(\d{{1,2}})(?={behind})", quote.lower())
    return int(found.group(1)) if found else None
