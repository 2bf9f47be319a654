"""Words out of a column, a slot or a page become the vocabulary's, in one place for all (docs/decisions/0075).

What is stored went in as a word of the vocabulary. If none comes out, the ValueError of the vocabulary names the word:
somebody has changed the database, or a word was taken out of the vocabulary while records still hold it.
"""

from enum import Enum
from typing import TypeVar, get_args

from desk.life import AskedFor, RecordKind
from knowledge.vocabulary import Region, RequestType

W = TypeVar("W", bound=Enum)

KINDS: tuple[RecordKind, ...] = get_args(RecordKind)


def known(words: type[W], text: str | None) -> W | None:
    """The word of this vocabulary; None for nothing (a column without a value, a field that was left empty).

    Raises:
        ValueError: the vocabulary has no such word.
    """
    return words(text) if text else None


def asked_for(text: str) -> AskedFor:
    """What a record is about: a request's type, or the kind of a record that is no request.

    Raises:
        ValueError: it is neither.
    """
    kind = next((one for one in KINDS if one == text), None)
    return kind if kind is not None and kind != "request" else RequestType(text)


def abroad(region: Region | str | None) -> bool:
    """Whether letters between a person of this region and the desk, which is in Japan, cross a border."""
    return region not in (None, Region.JP)
