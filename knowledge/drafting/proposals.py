"""What a drafting rule proposes, and how a proposal becomes an entry that passes the project's own check."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from knowledge.drafting.material import Sentence
from knowledge.facts.checking import check_silence, checked_value
from knowledge.facts.errors import FactsError
from knowledge.facts.folding import folded_term, term_places
from knowledge.facts.placing import Places, Ranges, occurrences
from knowledge.facts.rules import RULES
from knowledge.facts.schema import SilentFact, StatedFact
from knowledge.vocabulary import RequestType

_LABEL = re.compile(
    r"\A[【〔［][^】〕］]{1,20}[】〕］][\s　]*(?=\S)"
)  # 【必要書類】 in front of what is said


@dataclass(frozen=True)
class Proposal:
    """A value with the sentences it rests on. `rule` and `rules` as in `desk.yml`; `kinds` is its `for`."""

    key: str
    value: Any
    quotes: tuple[Sentence, ...]
    rule: str | None = None
    rules: dict[str, str] = field(default_factory=dict)
    kinds: tuple[RequestType, ...] = ()


def stated(key: str, sentence: Sentence | None, value: Any = None) -> Proposal | None:
    """The sentence's own words (or a part of them) as a text; None without a sentence."""
    if sentence is None:
        return None
    return Proposal(key, value if value is not None else words_of(sentence), (sentence,))


def words_of(sentence: Sentence) -> str:
    """The sentence as a value: on one line, without its marker and full stop."""
    flat = re.sub(r"(?<=[!-~])[ \t]*\n\s*(?=[!-~])", " ", sentence.content)
    flat = _LABEL.sub("", re.sub(r"\s*\n\s*", "", flat))
    return flat.strip(" 　<>＜＞《》【】〔〕■◆●").rstrip("。．")


def derived(key: str, rule: str, sentences: Sequence[Sentence]) -> Proposal | None:
    """The value that a rule derives from the first sentence it applies to."""
    for sentence in sentences:
        value = RULES[rule](sentence.plain)
        if value is not None:
            return Proposal(key, value, (sentence,), rule=rule)
    return None


def entry_of(places: Places, proposal: Proposal) -> dict[str, Any] | None:
    """The proposal as an entry of `desk.yml`; None where the project's check refuses it."""
    quotes = [_quotation(places, one) for one in dict.fromkeys(proposal.quotes)]
    entry: dict[str, Any] = {}
    if proposal.kinds:
        entry["for"] = [kind.value for kind in proposal.kinds]
    entry["value"] = proposal.value
    if proposal.rule:
        entry["rule"] = proposal.rule
    if proposal.rules:
        entry["rules"] = proposal.rules
    entry["quote"] = quotes[0] if len(quotes) == 1 else quotes
    try:
        fact = StatedFact.model_validate(entry)
        checked_value(places.company, proposal.key, fact)
        for quotation in fact.quote:
            places.cite(proposal.key, quotation, None)
    except (FactsError, ValueError):
        return None
    return entry


def silence_of(places: Places, key: str, terms: Sequence[str]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The silence as an entry that passes the check, and the terms that do stand in the text after all.

    A term that occurs is left out of `not_stated`; where all of them occur, the lines are listed as `judged`.
    """
    open_terms = tuple(term for term in terms if not _passes(places, key, SilentFact(not_stated=[term])))
    closed = [term for term in terms if term not in open_terms]
    if closed:
        return {"not_stated": closed}, open_terms
    judged = [_read(places, place) for term in terms for place in _lines_of(places, term)]
    return {
        "not_stated": list(terms),
        "judged": [one for at, one in enumerate(judged) if one not in judged[:at]],
    }, open_terms


def _passes(places: Places, key: str, silent: SilentFact) -> bool:
    try:
        check_silence(places, key, silent, None, (None, *places.chapters))
    except FactsError:
        return False
    return True


def _lines_of(places: Places, term: str) -> Iterator[tuple[int, int]]:
    """The lines in which the term stands; with what follows, where a line is nothing but the term."""
    text, ranges = places.text, _everywhere(places)
    for start, end in term_places(text, term, ranges):
        first = text.rfind("\n", 0, start) + 1
        last = text.find("\n", end)
        while last >= 0 and folded_term(text[first:last]) == folded_term(term):
            last = text.find("\n", last + 1)
        line = text[first : last if last >= 0 else len(text)]
        yield first + len(line) - len(line.lstrip()), first + len(line.rstrip())


def _read(places: Places, place: tuple[int, int]) -> Any:
    wanted = places.text[slice(*place)]
    found = occurrences(places.text, wanted, _everywhere(places))
    return wanted if len(found) < 2 else {"text": wanted, "occurrence": found.index(place[0]) + 1}


def _everywhere(places: Places) -> Ranges:
    return tuple(part for sheet in (None, *places.chapters) for part in places.chapter(sheet))


def _quotation(places: Places, sentence: Sentence) -> Any:
    """The sentence verbatim; with its number where the text repeats it."""
    found = occurrences(places.text, sentence.text, places.base)
    if len(found) < 2:
        return sentence.text
    return {"text": sentence.text, "occurrence": found.index(sentence.start) + 1}
