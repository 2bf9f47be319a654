"""What the named rules derive from an English quotation. As in `knowledge.facts.rules` it comes without white space.

Deliberately narrow: a sentence with a condition in it (unless, except, may charge) tells nothing here.
"""

import re
from typing import Any

_UNLESS = re.compile(
    r"unless|except|however|excessive|repeated|firstrequest|firstcopy|additional", re.IGNORECASE
)
MONEY = r"(?:[$£€¥]\d[\d,.]*\d|[$£€¥]\d|\d[\d,]*(?:yen|euros?|dollars?|pounds?))"


def charge(quote: str) -> str | None:
    """`There is no charge`, `We do not charge a fee` -> no; `a fee of $15`, `We charge £10` -> yes."""
    text = quote.lower()
    if _UNLESS.search(text):
        return None
    free = bool(
        re.search(
            r"thereisnocharge(?!card)|thereisnofee|(?:donot|willnot)charge(?:you)?(?:any|a)?(?:fee)?(?:forth|fora|[.,]|$)"
            r"|nofeeis(?:charged|payable)|requestsare(?:answered)?free(?:ofcharge)?[.,]",
            text,
        )
    )
    paid = bool(re.search(rf"(?:wecharge|feeof|feeis|chargeof)(?:a?feeof)?{MONEY}", text))
    if free is paid:
        return None
    return "no" if free else "yes"


def certainty(quote: str) -> str | None:
    """`We may ask for proof of identity` -> sometimes; `We will ask you to confirm ...` -> always."""
    text = quote.lower()
    if re.search(r"wemay(?:need|ask|request|require)|youmaybeasked", text):
        return "sometimes"
    sure = r"wewill(?:ask|verify|check)|pleaseenclose|must(?:be)?(?:enclose|attach|verif)|shallbeattached|shallattach"
    return "always" if re.search(sure, text) else None


def reply(quote: str) -> dict[str, Any] | None:
    """`We will reply by e-mail`, `We answer by post` -> the way named."""
    found = re.search(r"(?:reply|answer|respond)(?:toyou)?by(post|mail|e-?mail)(?![a-z]*or)", quote.lower())
    if found is None or re.search(r"byposto[rf]|ormail|orbye?-?mail|orbypost", quote.lower()):
        return None
    way = "email" if found.group(1).startswith("e") else "post"
    return {"methods": [way], "choice": False}


def channels(quote: str) -> list[str] | None:
    """`submitted in person or by post` -> post, in_person; nothing where a way is refused."""
    text = quote.lower()
    if re.search(r"not(?:accept|be|possible)|cannot|except", text):
        return None
    words = (("post", r"by(?:post|mail)(?![a-z]*address)"), ("in_person", r"inperson"))
    return [way for way, word in words if re.search(word, text)] or None


def reasons(quote: str) -> str | None:
    """`We will tell you why`, `the reason shall be stated` -> yes."""
    text = quote.lower()
    told = r"(?:will|shall)(?:tellyouwhy|giveyou(?:our|the)reasons?|explainwhy|statethereasons?)|reasons?shallbestated"
    return "yes" if re.search(told, text) else None


def form_source(quote: str) -> str | None:
    """`which you can download from ...` -> download."""
    found = re.search(
        r"(?:youcandownload|canbedownloaded|availablefordownload|downloadtheform)", quote.lower()
    )
    return "download" if found else None


def age(quote: str) -> int | None:
    """`If you are under 16` -> 16."""
    found = re.search(
        r"(?:under|below)(?:theageof)?(\d{1,2})(?!\d|%|days?|months?|years?after)", quote.lower()
    )
    return int(found.group(1)) if found else None
