"""Words out of a column, a slot or a page become the vocabulary's, in one place for all (docs/decisions/0075).

What is stored went in as a word of the vocabulary. If none comes out, the ValueError of the vocabulary names the word:
somebody has changed the database, or a word was taken out of the vocabulary while records still hold it.
"""

from collections.abc import Sequence
from enum import Enum
from typing import TypeVar, get_args

from desk.errors import ChangeInvalid
from desk.life import AskedFor, RecordKind
from knowledge.vocabulary import Region, RequestType

W = TypeVar("W", bound=Enum)
T = TypeVar("T", bound=str)

KINDS: tuple[RecordKind, ...] = get_args(RecordKind)
ASKED_FOR: tuple[AskedFor, ...] = (*RequestType, *(one for one in KINDS if one != "request"))
"""Whatever a record may be about."""


def known(words: type[W], text: str | None) -> W | None:
    """The word of this vocabulary; None for nothing (a column without a value, a field that was left empty).

    Raises:
        ValueError: the vocabulary has no such word.
    """
    return words(text) if text else None


def named(words: type[W], text: str) -> W | None:
    """The word that a text from outside names; None where the vocabulary has no such word."""
    return next((one for one in words if one.value == text), None)


def one_of(field: str, text: str | None, allowed: Sequence[T]) -> T | None:
    """The word that a filter, a form or staff's wish names; None where nothing was said.

    Raises:
        ChangeInvalid: it is none of these, which it names.
    """
    if text is None:
        return None
    found = next((one for one in allowed if one == text), None)
    if found is None:
        raise ChangeInvalid(f"{field}: one of {', '.join(allowed)}.", field, allowed)
    return found


def asked_for(text: str) -> AskedFor:
    """What a record is about: a request's type, or the kind of a record that is no request.

    Raises:
        ValueError: it is neither.
    """
    found = next((one for one in ASKED_FOR if one == text), None)
    return found if found is not None else RequestType(text)


def abroad(region: Region | None) -> bool:
    """Whether letters between a person of this region and the desk, which is in Japan, cross a border."""
    return region not in (None, Region.JP)
