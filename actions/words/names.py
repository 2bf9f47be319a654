"""The requests by the names that the desk gives them. Pure."""

import re
from collections.abc import Mapping
from functools import cache

from desk.wording import render
from knowledge.vocabulary import RequestType

_OF_A_REQUEST = re.compile(r"(?:の?(?:ご?請求|お?手続き?|人|方))?(?:を?(?:する|した))?$")


@cache  # asked for at every message, of words that are read once at the start
def names(kind: RequestType) -> tuple[str, str, str]:
    """What the desk calls a kind of request in Japanese, English and Chinese, without what it adds in brackets."""
    ja, en, zh = (
        re.split(r"[(（]", render(f"request_type.{kind}", locale))[0].strip() for locale in ("ja", "en", "zh")
    )
    return ja, en, zh


def bare(what: str) -> str:
    """The name without what says that it is a request's (「訂正の請求をする」), or whose case it is (「代理の人」)."""
    return _OF_A_REQUEST.sub("", what)


@cache
def _by_name() -> Mapping[str, RequestType]:
    # Of two kinds of one name the first is meant.
    return {name.casefold(): one for one in reversed(RequestType) for name in names(one)}


def kind_named(what: str) -> RequestType | None:
    """The kind of request that has this name, and no other words around it."""
    return _by_name().get(bare(what).casefold())


@cache
def _unwanted() -> re.Pattern[str]:
    longest_first = sorted((names(one)[1] for one in RequestType), key=len, reverse=True)
    called = "|".join([*map(re.escape, longest_first), *_IN_SHORT])
    return re.compile(
        r"\b(?:not|no|(?:don't|do not|no longer) (?:need|want)|without) (?:the |an? |any )?"
        rf"(?P<name>{called})(?: request)?"
        r"(?= *(?:[,.;!]|$)| (?:please|but|just|any ?more|at all|after all|then|now|though)\b)",
        re.IGNORECASE,
    )


_IN_SHORT = {"suspension": RequestType.USE_STOP, "restriction": RequestType.RESTRICTION}


def unwanted_by_name(text: str) -> tuple[RequestType, ...]:
    """The requests that an English text names to say that they are not wanted ("I don't need the suspension of use"):
    the dialogue model marks few of the English names."""
    told = text.replace("’", "'")
    found = [one["name"] for one in _unwanted().finditer(told)] if told.isascii() else []
    kinds = [_IN_SHORT.get(name.casefold()) or kind_named(name) for name in found]
    return tuple(one for one in kinds if one is not None)


_MAKES_IT = (
    r"(?:の)?(?:ご?請求|申請|お?手続き?)(?:を|が|も)?"
    r"(?:し(?:たい(?!わけ|と(?:言|い[うっわ]|き|は)|か(?!ら)|時|場合|人|方は|ら)|ます(?!か|と)|ようと思|たく(?!な|は|あ))|する[。！!\s]*$|お?願い(?:します|いたします|したい)|希望(?:します|です)|いたします|頼みたい)"
)


@cache
def _made() -> re.Pattern[str]:
    longest_first = sorted((names(one)[0] for one in RequestType), key=len, reverse=True)
    return re.compile(f"(?P<name>{'|'.join(map(re.escape, longest_first))}){_MAKES_IT}")


def wanted_by_name(text: str) -> RequestType | None:
    """The one kind of request that somebody says they make (「開示請求をしたい」), which the dialogue model may take
    for a request of no kind; 「開示等の請求」 is of every kind."""
    found = {one["name"] for one in _made().finditer(text)}
    return kind_named(found.pop()) if len(found) == 1 else None
