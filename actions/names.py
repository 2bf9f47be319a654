"""The requests by the names that the desk gives them. Pure."""

import re

from desk.wording import render
from knowledge.vocabulary import RequestType

_OF_A_REQUEST = re.compile(r"(?:の?(?:ご?請求|お?手続き?|人|方))?(?:を?(?:する|した))?$")


def names(kind: RequestType) -> tuple[str, str, str]:
    """What the desk calls a kind of request in Japanese, English and Chinese, without what it adds in brackets."""
    ja, en, zh = (
        re.split(r"[(（]", render(f"request_type.{kind}", locale))[0].strip() for locale in ("ja", "en", "zh")
    )
    return ja, en, zh


def bare(what: str) -> str:
    """The name without what says that it is a request's (「訂正の請求をする」), or whose case it is (「代理の人」)."""
    return _OF_A_REQUEST.sub("", what)


def kind_named(what: str) -> RequestType | None:
    """The kind of request that has this name, and no other words around it."""
    named = bare(what).casefold()
    return next((one for one in RequestType if named in [name.casefold() for name in names(one)]), None)
