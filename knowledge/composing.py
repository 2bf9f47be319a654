"""Composes answers out of verbatim quotations: desk facts in force, or sentences of the best clauses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from knowledge.chunking import Clause
from knowledge.citations import Citation
from knowledge.facts.model import Desk, Entry, Fact, Silence
from knowledge.facts.routes import Route
from knowledge.vocabulary import Region, Requester, RequestType

WINDOW = 300
"""A clause up to this many characters is quoted whole; of a longer one, as many sentences."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that the desk says: a verbatim quotation.

    `lead` is the desk fact's key (for a wording in front of it), None for a clause that was searched for.
    `region` is set where the statement holds for that region's customers only, and the question left the
    region open.
    """

    text: str
    citation: Citation
    lead: str | None = None
    region: Region | None = None


@dataclass(frozen=True, slots=True)
class Routed:
    """What the desk facts say on a topic: facts, else silences; both empty: they do not speak to it."""

    stated: tuple[Statement, ...]
    silent: tuple[Silence, ...]
    near: tuple[Statement, ...]
    replaced: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, as far as it is known."""

    region: Region | None = None
    requester: Requester | None = None
    request_type: RequestType | None = None


def route_facts(desk: Desk, route: Route, asker: Asker) -> Routed:
    """What is in force for the asker on the route's keys, and what it replaces."""
    stated: list[Statement] = []
    silent: list[Silence] = []
    for key in route.keys:
        facts, silences = _speaking(desk, key, asker, route.field)
        stated += facts
        silent += silences
    beside = [one for key in route.beside for one in _speaking(desk, key, asker, None)[0]]
    near = [Statement(c.quote, c, silence.key) for silence in silent for c in silence.near]
    replaced = [
        statement
        for key in route.keys
        for entry in desk.replaced(key, asker.region, asker.request_type)
        for statement in _statements(entry, None)
    ]
    return Routed(
        stated=unique([*stated, *(beside if stated else ())]),
        silent=tuple(silent) if not stated else (),
        near=unique([*near, *beside]) if not stated else (),
        replaced=unique(replaced),
    )


def _speaking(desk: Desk, key: str, asker: Asker, field: str | None) -> tuple[list[Statement], list[Silence]]:
    """Statements and silences of one key, for one region or, while it is open, for each."""
    if asker.region is not None or not desk.regions:
        entries = desk.entries(key, asker.region, asker.request_type, asker.requester)
        return _split([(entry, None) for entry in entries], field)
    of_region = {
        region: desk.entries(key, region, asker.request_type, asker.requester) for region in desk.regions
    }
    if len({_meaning(entries) for entries in of_region.values()}) == 1:
        first = next(iter(of_region.values()))
        return _split([(entry, None) for entry in first], field)
    labelled: dict[Entry, Region] = {}
    for region, entries in of_region.items():
        for entry in entries:
            labelled.setdefault(entry, region)
    return _split(list(labelled.items()), field)


def _meaning(entries: Sequence[Entry]) -> tuple[object, ...]:
    """What entries come to, wherever they stand: all chapters may say the same in their own words."""
    return tuple(repr(entry.value) if isinstance(entry, Fact) else None for entry in entries)


def _split(
    entries: Iterable[tuple[Entry, Region | None]], field: str | None
) -> tuple[list[Statement], list[Silence]]:
    stated: list[Statement] = []
    silent: list[Silence] = []
    for entry, region in entries:
        if isinstance(entry, Silence):
            silent.append(entry)
        elif field is None or _has_field(entry, field):
            stated += _statements(entry, region)
    return stated, silent


def _has_field(fact: Fact, field: str) -> bool:
    values = fact.value if isinstance(fact.value, tuple) else (fact.value,)
    return any(getattr(value, field, None) for value in values)


def _statements(entry: Entry, region: Region | None) -> list[Statement]:
    if isinstance(entry, Silence):
        return []
    return [Statement(c.quote, c, entry.key, region) for c in (*entry.citations, *entry.also)]


def unique(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Each place once; a quotation that lies inside another one is left out."""
    kept: list[Statement] = []
    for one in statements:
        if any(_inside(one.citation, other.citation) for other in kept):
            continue
        kept = [other for other in kept if not _inside(other.citation, one.citation)]
        kept.append(one)
    return tuple(kept)


def _inside(one: Citation, other: Citation) -> bool:
    return one.company == other.company and other.start <= one.start and one.end <= other.end


def clause_citation(clause: Clause, version: str) -> Citation:
    """The clause as a quotation."""
    return Citation(
        clause.company, clause.document, version, clause.section, clause.text, clause.start, clause.end
    )


def quote_from(
    clause: Clause,
    version: str,
    sentences: Sequence[tuple[int, int, float]],
    *,
    region: Region | None,
    said: Sequence[Statement] = (),
    limit: int = WINDOW,
) -> Statement | None:
    """The part of a clause that speaks to the question, as one quotation; None where all of it is said.

    A short clause is quoted whole; of a longer one, or of one of which something is `said` already, the run
    of sentences, up to `limit` characters, that holds the best one and gains most.
    """
    start, end = clause.start, clause.end
    overlaps = any(_touches(start, end, one.citation) for one in said)
    if overlaps or end - start > limit:
        run = _unsaid_run(sentences, said)
        if not run and (overlaps or not sentences):
            return None
        start, end = _window(run or sentences, limit)
    text = clause.text[start - clause.start : end - clause.start]
    stripped = text.strip()
    start += text.index(stripped) if stripped else 0
    citation = Citation(
        clause.company, clause.document, version, clause.section, stripped, start, start + len(stripped)
    )
    return Statement(stripped, citation, None, region)


def _unsaid_run(
    sentences: Sequence[tuple[int, int, float]], said: Sequence[Statement]
) -> list[tuple[int, int, float]]:
    """The neighbouring sentences around the best one that is not said yet."""
    runs: list[list[tuple[int, int, float]]] = [[]]
    for sentence in sentences:
        if any(_touches(sentence[0], sentence[1], one.citation) for one in said):
            runs.append([])
        else:
            runs[-1].append(sentence)
    return max(runs, key=lambda run: max((score for _, _, score in run), default=-1.0))


def _touches(start: int, end: int, citation: Citation) -> bool:
    return start < citation.end and citation.start < end


def _window(sentences: Sequence[tuple[int, int, float]], limit: int) -> tuple[int, int]:
    best = max(range(len(sentences)), key=lambda number: sentences[number][2])
    first = last = best
    while True:
        grown = []
        if first > 0 and sentences[last][1] - sentences[first - 1][0] <= limit:
            grown.append((sentences[first - 1][2], first - 1, last))
        if last + 1 < len(sentences) and sentences[last + 1][1] - sentences[first][0] <= limit:
            grown.append((sentences[last + 1][2], first, last + 1))
        if not grown:
            return sentences[first][0], sentences[last][1]
        _, first, last = max(grown)
