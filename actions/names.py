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
