"""The sentences of a customer's message."""

import re

_SENTENCE = re.compile(r"[^。．！!？?\n]+[。．！!？?\n]*\s*")


def sentences(text: str) -> list[str]:
    """The sentences of a message, each with its mark; however short, unlike `knowledge.sentences`, which cuts clauses
    for the index."""
    return _SENTENCE.findall(text)
