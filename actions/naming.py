"""What the desk calls a kind of request in each language, as words of a sentence. Pure."""

import re

from desk.wording import render
from knowledge.vocabulary import RequestType


def names_of(kind: RequestType) -> tuple[str, str, str]:
    """Its name in Japanese, English and Chinese, without what the desk adds in brackets."""
    ja, en, zh = (
        re.split(r"[(（]", render(f"request_type.{kind}", locale))[0].strip() for locale in ("ja", "en", "zh")
    )
    return ja, en, zh
