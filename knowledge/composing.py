"""Composes answers out of verbatim quotations: desk facts in force, or sentences of the best clauses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from knowledge.chunking import Clause
from knowledge.citations import Citation
from knowledge.facts.model import Desk, Entry, Fact, Silence
from knowledge.facts.routes import Route
from knowledge.vocabulary import Region, Requester, RequestType

WINDOW = 300
"""A clause up to this many characters is quoted whole; of a longer one, as many sentences."""


Audience = Literal["customer", "staff"]
Regions = tuple[Region, ...]

CLOSURE = ("desk.closed", "desk.successor")
TO_THE_DESK = frozenset(
    [
        "send_to",
        "channels",
        "desk",
        "form",
        "papers",
        "request",
        "types",
        "reply",
        "refusal",
        "complaint",
        "marketing",
    ]
)
"""Groups of facts that lead to the desk: whoever is told one of them is first told where the desk has closed."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that the desk says: a verbatim quotation.

    `lead` is the desk fact's key (for a wording in front of it), None for a clause that was searched for.
    `regions` are set where the statement holds for those regions' customers only, and the question left the
    region open; in the vocabulary's order.
    """

    text: str
    citation: Citation
    lead: str | None = None
    regions: Regions = ()


@dataclass(frozen=True, slots=True)
class Routed:
    """What the desk facts say on a topic: facts, else silences; both empty: they do not speak to it.

    `silent_regions`: the region is open, and of these the policy states nothing although it does of others.
    `silent_keys`: particulars of the topic on which it is silent although it states others.
    """

    stated: tuple[Statement, ...]
    silent: tuple[Silence, ...]
    near: tuple[Statement, ...]
    replaced: tuple[Statement, ...] = ()
    silent_regions: Regions = ()
    silent_keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, as far as it is known."""

    region: Region | None = None
    requester: Requester | None = None
    request_type: RequestType | None = None
    audience: Audience = "customer"


def route_facts(desk: Desk, route: Route, asker: Asker) -> Routed:
    """What is in force for the asker on the route's keys, and what it replaces."""
    stated: list[Statement] = []
    silent: list[tuple[Silence, Regions]] = []
    for key in route.keys:
        facts, silences = _speaking(desk, key, asker, route.field)
        stated += facts
        silent += silences
    beside = [one for key in route.beside for one in _speaking(desk, key, asker, None)[0]]
    near = [Statement(c.quote, c, one.key, regions) for one, regions in silent for c in one.near]
    replaced = [
        statement
        for key in route.keys
        for entry in desk.replaced(key, asker.region, asker.request_type)
        for statement in _statements(entry, ())
    ]
    first = closure(desk) if any(_sends(key) for key in (*route.keys, *route.beside)) else ()
    hidden = withheld(desk, asker.audience)
    return Routed(
        stated=unique([*first, *_apart(stated, hidden), *_apart(beside, hidden)]) if stated else (),
        silent=tuple(dict.fromkeys(one for one, _ in silent)) if not stated else (),
        near=unique([*first, *_apart(near, hidden), *_apart(beside, hidden)]) if not stated else (),
        replaced=unique(replaced),
        silent_regions=_silent_regions(desk, route, asker) if stated else (),
        silent_keys=_silent_keys(desk, route, asker) if stated and route.apart else (),
    )


def closure(desk: Desk) -> tuple[Statement, ...]:
    """That the desk has closed, and who answers instead; nothing while it is open."""
    if desk.fact("desk.closed") is None:
        return ()
    found = [one for key in CLOSURE for fact in desk.facts(key) for one in _statements(fact, ())]
    return unique(found)


def closure_first(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """The statements with the closure in front: nobody is to write to a closed desk first."""
    return tuple(sorted(statements, key=lambda one: one.lead not in CLOSURE))


def withheld(desk: Desk, audience: Audience) -> tuple[Statement, ...]:
    """What customers are not told: the address of a desk that has closed."""
    if audience == "staff" or desk.fact("desk.closed") is None:
        return ()
    told = closure(desk)
    address = [one for fact in desk.facts("send_to") for one in _statements(fact, ())]
    return tuple(one for one in address if not touches(one, told))


def touches(one: Statement, others: Iterable[Statement]) -> bool:
    """Whether the quotation shares text with one of the others."""
    return any(_touches(one.citation.start, one.citation.end, other.citation) for other in others)


def _apart(statements: Iterable[Statement], hidden: Sequence[Statement]) -> list[Statement]:
    return [one for one in statements if not touches(one, hidden)]


def _sends(key: str) -> bool:
    """Whether the fact leads to the desk: with a request, a complaint, or to end its letters."""
    return key.split(".", 1)[0] in TO_THE_DESK


def _in_force(desk: Desk, key: str, region: Region | None, asker: Asker) -> tuple[Entry, ...]:
    """What is said of one key to the asker in one region.

    Where the region's chapter has a rule of its own for some requests, and it is open which request it is,
    customers are given that rule only: the base's, beside it, would read as if both had to be met.
    """
    entries = desk.entries(key, region, asker.request_type, asker.requester)
    if asker.audience == "staff" or asker.request_type is not None or region is None:
        return entries
    if not any(isinstance(one, Fact) and one.region == region and not one.adds for one in entries):
        return entries
    return tuple(one for one in entries if isinstance(one, Silence) or one.region is not None)


def _silent_regions(desk: Desk, route: Route, asker: Asker) -> Regions:
    """The regions for which every key that decides is known to be silent, or not spoken of."""
    if asker.region is not None:
        return ()
    of_region = {
        region: [
            entry
            for key in route.keys
            for entry in _in_force(desk, key, region, asker)
            if isinstance(entry, Silence) or route.field is None or _has_field(entry, route.field)
        ]
        for region in desk.regions
    }
    return tuple(
        region
        for region, entries in of_region.items()
        if entries and all(isinstance(entry, Silence) for entry in entries)
    )


def _silent_keys(desk: Desk, route: Route, asker: Asker) -> tuple[str, ...]:
    """The particulars that are known to be stated nowhere, for none of the regions that are asked about."""
    spoken = {key: _speaking(desk, key, asker, None) for key in (*route.keys, *route.beside)}
    return tuple(key for key, (facts, silences) in spoken.items() if silences and not facts)


def _speaking(
    desk: Desk, key: str, asker: Asker, field: str | None
) -> tuple[list[Statement], list[tuple[Silence, Regions]]]:
    """Statements and silences of one key, for one region or, while it is open, for each."""
    if asker.region is not None or not desk.regions:
        return _split([(entry, ()) for entry in _in_force(desk, key, asker.region, asker)], field)
    of_region = {region: _in_force(desk, key, region, asker) for region in desk.regions}
    first = next(iter(of_region.values()))
    speaks = any(isinstance(entry, Fact) for entry in first)
    if speaks and len({_meaning(entries) for entries in of_region.values()}) == 1:
        return _split([(entry, ()) for entry in first], field)
    labelled: dict[Entry, list[Region]] = {}
    for region, entries in of_region.items():
        for entry in entries:
            labelled.setdefault(entry, []).append(region)
    everywhere = len(of_region)
    return _split(
        [(entry, tuple(found) if len(found) < everywhere else ()) for entry, found in labelled.items()], field
    )


def _meaning(entries: Sequence[Entry]) -> tuple[object, ...]:
    """What entries come to, wherever they stand: all chapters may say the same in their own words."""
    return tuple(repr(entry.value) if isinstance(entry, Fact) else None for entry in entries)


def _split(
    entries: Iterable[tuple[Entry, Regions]], field: str | None
) -> tuple[list[Statement], list[tuple[Silence, Regions]]]:
    stated: list[Statement] = []
    silent: list[tuple[Silence, Regions]] = []
    for entry, regions in entries:
        if isinstance(entry, Silence):
            silent.append((entry, regions))
        elif field is None or _has_field(entry, field):
            stated += _statements(entry, regions)
    return stated, silent


def _has_field(fact: Fact, field: str) -> bool:
    """Whether one of the value's parts has the field; a plain text, which has none, counts as it is."""
    values = fact.value if isinstance(fact.value, tuple) else (fact.value,)
    return any(isinstance(value, str) or getattr(value, field, None) for value in values)


def _statements(entry: Entry, regions: Regions) -> list[Statement]:
    if isinstance(entry, Silence):
        return []
    return [Statement(c.quote, c, entry.key, regions) for c in (*entry.citations, *entry.also)]


def unique(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Each place once, for all its regions; a quotation inside another one for its regions is left out."""
    kept: list[Statement] = []
    for one in statements:
        same = next((i for i, other in enumerate(kept) if _same_place(one.citation, other.citation)), None)
        if same is not None:
            kept[same] = replace(kept[same], regions=_together(kept[same].regions, one.regions))
            continue
        if any(_inside(one, other) for other in kept):
            continue
        kept = [other for other in kept if not _inside(other, one)]
        kept.append(one)
    return tuple(kept)


def _same_place(one: Citation, other: Citation) -> bool:
    return (one.company, one.start, one.end) == (other.company, other.start, other.end)


def _together(some: Regions, others: Regions) -> Regions:
    """The regions of both; none named means all."""
    return tuple(region for region in Region if region in (*some, *others)) if some and others else ()


def _inside(one: Statement, other: Statement) -> bool:
    inner, outer = one.citation, other.citation
    if inner.company != outer.company or inner.start < outer.start or outer.end < inner.end:
        return False
    return not other.regions or bool(one.regions and set(one.regions) <= set(other.regions))


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
    start += len(text) - len(text.lstrip())
    citation = Citation(
        clause.company, clause.document, version, clause.section, stripped, start, start + len(stripped)
    )
    return Statement(stripped, citation, None, (region,) if region is not None else ())


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
