"""Every fact rests on the text: quotations verbatim, values literal or derived, silences searched for."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ValidationError

from knowledge.facts.errors import FactsError
from knowledge.facts.folding import folded_term, term_places
from knowledge.facts.keys import REQUIRED, SHAPES
from knowledge.facts.placing import Places, Ranges
from knowledge.facts.rules import RULES, squeeze
from knowledge.facts.schema import Quotation, SilentFact, StatedFact
from knowledge.vocabulary import CompanyId, Region


def checked_value(company: CompanyId, key: str, fact: StatedFact) -> Any:
    """The fact's value in its typed shape.

    Raises FactsError when the shape is wrong, or a leaf is neither literal in the quotations nor derived
    by the named rule.
    """
    shown = fact.quote[0].text
    if key not in SHAPES:
        raise FactsError(company, key, "unknown key", shown)
    try:
        value = SHAPES[key].validate_python(_tuples(fact.value), strict=True)
    except ValidationError as error:
        first = error.errors()[0]
        where = " ".join([".".join(str(part) for part in first["loc"]), first["msg"]]).strip()
        raise FactsError(company, key, f"value has the wrong shape ({where})", shown) from error
    quoted = squeeze("".join(quotation.text for quotation in fact.quote))
    if fact.rule is not None:
        _derive(company, key, fact.rule, quoted, value, shown)
        return value
    for path, leaf in _leaves(value, ""):
        name = path.rsplit(".", 1)[-1]
        if name in fact.rules:
            _derive(company, f"{key}{path}", fact.rules[name], _line(quoted, value, path), leaf, shown)
        elif not isinstance(leaf, str):
            raise FactsError(company, f"{key}{path}", f"{leaf!r} needs a named rule", shown)
        elif squeeze(leaf) not in quoted:
            raise FactsError(
                company, f"{key}{path}", f"value {leaf!r} is not literal in the quotation", shown
            )
    return value


def check_silence(
    places: Places, key: str, silent: SilentFact, region: Region | None, silent_in: tuple[Region | None, ...]
) -> None:
    """Each searched term occurs nowhere in the sheets named, or only inside what was read and judged.

    Raises FactsError with the line in which an unread occurrence stands.
    """
    if key not in SHAPES:
        raise FactsError(places.company, key, "unknown key", silent.not_stated[0])
    ranges = tuple(part for sheet in dict.fromkeys(silent_in) for part in places.chapter(sheet))
    read: list[tuple[int, int]] = []
    for quotation in silent.near:
        citation = places.cite(key, quotation, region)
        read.append((citation.start, citation.end))
    for quotation in silent.judged:
        read.append(_judged(places, key, quotation, silent, ranges))
    for term in silent.not_stated:
        for start, end in term_places(places.text, term, ranges):
            if not any(first <= start and end <= last for first, last in read):
                line = _line_at(places.text, start)
                raise FactsError(
                    places.company, key, f"searched term {term!r} stands in the policy, unread", line
                )


def _judged(
    places: Places, key: str, quotation: Quotation, silent: SilentFact, ranges: Ranges
) -> tuple[int, int]:
    """The one place that was read: the same words elsewhere were not.

    A quotation that is nothing but the term would excuse whatever is written behind it one day.
    """
    if folded_term(quotation.text) in {folded_term(term) for term in silent.not_stated}:
        problem = "judged quotation is nothing but a searched term; quote what stands around it too"
        raise FactsError(places.company, key, problem, quotation.text)
    try:
        return places.span(key, quotation, ranges)
    except FactsError as error:
        raise FactsError(places.company, key, f"judged {error.problem}", quotation.text) from error


def check_complete(company: CompanyId, keys: set[str]) -> None:
    """Every required key is there. Raises FactsError naming the first that is missing."""
    for key in REQUIRED:
        if key not in keys:
            raise FactsError(
                company, key, "missing key (state the fact, or not_stated with the terms searched)"
            )


def _derive(company: CompanyId, key: str, rule: str, quoted: str, value: Any, shown: str) -> None:
    if rule not in RULES:
        raise FactsError(company, key, f"unknown rule {rule!r}; known: {', '.join(RULES)}", shown)
    derived = RULES[rule](quoted)
    if derived is None:
        raise FactsError(company, key, f"rule {rule!r} finds nothing in the quotation", shown)
    if _plain(value) != _plain(derived):
        raise FactsError(
            company, key, f"rule {rule!r} derives {_plain(derived)!r}, not {_plain(value)!r}", shown
        )


def _line(quoted: str, value: Any, path: str) -> str:
    """Papers derive count and medium from their own label, so that one line does not speak for another."""
    index = re.match(r"\[(\d+)\]", path)
    if index and isinstance(value, tuple):
        label = getattr(value[int(index.group(1))], "label", None)
        if label is not None and squeeze(label) in quoted:
            return squeeze(label)
    return quoted


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return {name: _plain(part) for name, part in value.model_dump(exclude_none=True).items()}
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items() if part is not None}
    if isinstance(value, (list, tuple)):
        return [_plain(part) for part in value]
    return value


def _leaves(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _leaves(getattr(value, name), f"{path}.{name}")
    elif isinstance(value, tuple):
        for number, part in enumerate(value):
            yield from _leaves(part, f"{path}[{number}]")
    elif value is not None:
        yield path, value


def _tuples(value: Any) -> Any:
    """YAML lists as tuples: the strict shapes are immutable."""
    if isinstance(value, list):
        return tuple(_tuples(part) for part in value)
    if isinstance(value, dict):
        return {name: _tuples(part) for name, part in value.items()}
    return value if not isinstance(value, dt.datetime) else value.date()


def _line_at(text: str, start: int) -> str:
    first = max(text.rfind("\n", 0, start) + 1, start - 30)
    last = text.find("\n", start)
    return text[first : min(last if last >= 0 else len(text), start + 50)].strip()
